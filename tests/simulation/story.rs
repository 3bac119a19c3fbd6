//! What happens to people, by chance.

use armoire::client::{
    Problem,
    account::{RecoverySecret, Words},
    vault::{Loss, Replacement},
};
use rand::Rng as _;
use rand_chacha::ChaCha8Rng;

use crate::{
    person::{Device, Person, Reaction, other_pin},
    stranger::{Loot, Target},
};

/// One round of one life: what was put off, what happens now, and what is done about it.
pub fn live(person: &mut Person, chance: &mut ChaCha8Rng) {
    if person.gone {
        return;
    }
    if let Some(reaction) = person.pending.take() {
        let done = person.react(reaction);
        person.note("putting right later", done);
    }
    person.table.events += 1;
    // One in ten begins by losing a locked phone, so that no run is without PINs that are guessed at.
    let first = person.table.events == 1 && person.handle.as_str().ends_with('1');
    let happened = if first { Ok(phone_taken(person, false)) } else { happen(person, chance) };
    let Some(reaction) = person.note("what happened", happened).flatten() else { return };
    // One in five puts it off until the next round, and whoever took something has that long.
    if below(chance, 5) == 0 {
        person.pending = Some(reaction);
    } else {
        let done = person.react(reaction);
        person.note("putting right", done);
    }
}

/// Whoever has something tries it, and its holder comes in by everything they have.
pub fn check(person: &mut Person, with_words: bool) {
    if person.gone || person.pending.is_some() {
        return;
    }
    person.check_ways(with_words);
    let mut loot = std::mem::take(&mut person.loot);
    for one in loot.iter_mut().filter(|one| with_words || !matches!(one, Loot::Words(_))) {
        try_one(person, one);
    }
    person.loot = loot;
}

/// The server was restored from the backup of which they have a snapshot: what was changed since is as it was before. Whoever restores
/// says so, and people change it again.
pub fn restored(person: &mut Person) {
    if person.gone {
        return;
    }
    let Some(before) = person.backed_up.clone() else { return };
    person.knows_words &= person.words == before.words;
    person.holds_card &= person.card == before.card;
    person.passkey = person.passkey.take().filter(|passkey| before.passkey.as_ref() == Some(passkey));
    for device in &mut person.devices {
        // A PIN that was ended since isn't given back; one that was set since has no slot any more.
        device.pin = device.pin.take().filter(|(enrolment, _)| before.pins.contains(&enrolment.slot));
        // They come in anew, as after any restart of a phone.
        device.vault = None;
    }
    person.papers.clone_from(&before.papers);
    // A phone that was guessed at until no tries were left gets none back.
    let mut loot = std::mem::take(&mut person.loot);
    for one in loot.iter_mut().filter(|one| matches!(one, Loot::Phone { open: None, guessed: true, .. })) {
        try_one(person, one);
    }
    person.loot = loot;
    let again = person.loot.iter().filter(|loot| match loot {
        Loot::Words(words) => *words == before.words,
        Loot::Card(card) => *card == before.card,
        Loot::Passkey(passkey) => before.passkey.as_ref() == Some(passkey),
        // Sessions are restored too.
        Loot::Phone { open, .. } => open.is_some(),
    });
    person.table.made_good_again += again.count() as u64;
    (person.words, person.card) = (before.words, before.card);
    let changed = change_everything(person);
    if person.note("changing everything after a restore", changed).is_some() && person.gone {
        person.table.without_a_way += 1;
    }
}

fn change_everything(person: &mut Person) -> Result<(), Problem> {
    person.pending = None;
    let Some(index) = person.come_in()? else {
        person.gone = true;
        return Ok(());
    };
    let both = Replacement { words: Some(Words::generate()), card: Some(RecoverySecret::generate()) };
    person.devices[index].vault.as_mut().unwrap().rotate(&both)?;
    let survivor = person.devices.swap_remove(index);
    person.devices = vec![Device { pin: None, ..survivor }];
    person.passkey = None;
    (person.words, person.knows_words) = (both.words.unwrap(), true);
    (person.card, person.holds_card) = (both.card.unwrap(), true);
    Ok(())
}

fn happen(person: &mut Person, chance: &mut ChaCha8Rng) -> Result<Option<Reaction>, Problem> {
    Ok(match below(chance, 14) {
        0 | 1 => {
            person.add_paper()?;
            None
        }
        2 | 3 => {
            person.set_pin(&other_pin(None))?;
            None
        }
        4 => {
            person.add_passkey()?;
            None
        }
        5 => {
            person.knows_words = false;
            Some(Reaction::NewWords)
        }
        6 => {
            person.loot.push(Loot::Words(person.words.clone()));
            Some(Reaction::Rotate(Loss::Words))
        }
        7 => {
            person.holds_card = false;
            Some(Reaction::NewCard)
        }
        8 => Some(card_found(person)),
        9 => phone_taken(person, false),
        10 => phone_taken(person, true),
        11 => {
            phone_sold(person)?;
            None
        }
        12 => {
            person.set_pin(&other_pin(None))?;
            Some(Reaction::NewPin)
        }
        // The whole bag: phone and card.
        _ => {
            phone_taken(person, false);
            Some(card_found(person))
        }
    })
}

fn card_found(person: &mut Person) -> Reaction {
    person.loot.push(Loot::Card(person.card.clone()));
    person.holds_card = false;
    Reaction::Rotate(Loss::Card)
}

/// A phone in other hands, with the passkey that lay in it. One that is locked is guessed at before its holder knows.
fn phone_taken(person: &mut Person, open: bool) -> Option<Reaction> {
    let device = person.devices.pop()?;
    let open = device.vault.filter(|_| open).map(Box::new);
    let locked = open.is_none();
    person.table.guessed += u64::from(locked && device.pin.is_some());
    person.loot.push(Loot::Phone { pin: device.pin, open, guessed: false });
    if locked {
        try_last(person);
    }
    person.loot.extend(person.passkey.take().map(Loot::Passkey));
    Some(Reaction::Rotate(Loss::Phone))
}

/// Somebody tries what they took last.
fn try_last(person: &mut Person) {
    let Some(mut loot) = person.loot.pop() else { return };
    try_one(person, &mut loot);
    person.loot.push(loot);
}

fn try_one(person: &mut Person, loot: &mut Loot) {
    person.table.tries += 1;
    let came_in = loot.try_all(&Target { server: &person.server, handle: &person.handle });
    if !came_in.is_empty() {
        person.table.opened += 1;
        person.table.failures.push(format!("{}: somebody came in: {came_in:?}", person.handle));
    }
}

/// Signs out, removes its PIN, and somebody else has it from then on.
fn phone_sold(person: &mut Person) -> Result<(), Problem> {
    let Some(index) = person.come_in()? else { return Ok(()) };
    // Coming in by card has shown new words; whoever has neither keeps the phone.
    if !person.knows_words && !person.holds_card {
        return Ok(());
    }
    let mut device = person.devices.swap_remove(index);
    let vault = device.vault.as_mut().unwrap();
    let pin = device.pin.take();
    if let Some((enrolment, _)) = &pin {
        vault.remove_way(enrolment.slot)?;
    }
    vault.sign_out()?;
    person.loot.push(Loot::Phone { pin, open: device.vault.map(Box::new), guessed: false });
    Ok(())
}

pub fn below(chance: &mut ChaCha8Rng, bound: u64) -> u64 {
    chance.next_u64() % bound
}
