//! What happens to people, by chance.

use armoire::client::{
    Problem,
    account::{RecoverySecret, Words},
    vault::{Loss, Replacement},
};
use rand::Rng as _;
use rand_chacha::ChaCha8Rng;

use crate::{
    person::{Device, End, Leaving, Person, Reaction, other_pin},
    stranger::{Loot, Target},
};

/// One round of one life: what was put off, what happens now, and what is done about it.
pub fn live(person: &mut Person, chance: &mut ChaCha8Rng) {
    if person.gone || person.end == End::Came {
        return;
    }
    if let Some(reaction) = person.pending.take() {
        let done = person.react(reaction);
        person.note("putting right later", done);
    }
    person.table.events += 1;
    // One in ten begins by losing a locked phone, so that no run is without PINs that are guessed at.
    // For the same reason a few begin by ending their locker, and by taking that back.
    let happened = match person.handle.as_str().get(8..).filter(|_| person.table.events == 1) {
        Some("06" | "26" | "46" | "66" | "86") => leave(person, Leaving::TakesItBack).map(|()| None),
        Some("08" | "28" | "48" | "68" | "88") => leave(person, Leaving::Leaves).map(|()| None),
        Some(number) if number.ends_with('1') => Ok(phone_taken(person, false)),
        _ => happen(person, chance),
    };
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
    if person.end == End::Came {
        check_ended(person, with_words);
    } else {
        person.check_ways(with_words);
    }
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
    // A locker that was ended since is there again; its holder is told so as well.
    if person.end == End::Came {
        person.end = End::NotAsked;
        person.table.brought_back += 1;
    }
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
    Ok(match below(chance, 16) {
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
        13 => {
            leave(person, Leaving::TakesItBack)?;
            None
        }
        14 => {
            leave(person, Leaving::Leaves)?;
            None
        }
        // The whole bag: phone and card.
        _ => {
            phone_taken(person, false);
            Some(card_found(person))
        }
    })
}

/// Asks for the end of their locker; seven days later it comes, or was taken back.
fn leave(person: &mut Person, leaving: Leaving) -> Result<(), Problem> {
    let Some(index) = person.come_in()? else { return Ok(()) };
    person.devices[index].vault.as_mut().unwrap().ask_deletion()?;
    person.end = End::Asked(leaving);
    Ok(())
}

/// The last minute: until then everything works, and some take it back.
pub fn last_minute(person: &mut Person) {
    let End::Asked(leaving) = person.end else { return };
    check(person, false);
    if leaving == Leaving::TakesItBack {
        let taken_back = take_back(person);
        person.note("taking the end of the locker back", taken_back);
        person.table.taken_back += 1;
        person.end = End::NotAsked;
    }
}

fn take_back(person: &mut Person) -> Result<(), Problem> {
    let Some(index) = person.come_in()? else { return Ok(()) };
    person.devices[index].vault.as_mut().unwrap().cancel_deletion()
}

/// The time has come: whoever didn't take it back has no locker any more. Gives how many objects must have gone with it.
pub fn end(person: &mut Person) -> u64 {
    if !matches!(person.end, End::Asked(_)) {
        return 0;
    }
    person.end = End::Came;
    person.table.ended += 1;
    check_ended(person, true);
    person.papers.len() as u64
}

/// Nothing of the holder's own opens it any more either, and no page that is still open reads on.
fn check_ended(person: &mut Person, with_words: bool) {
    let mut own: Vec<Loot> = Vec::new();
    own.extend(with_words.then(|| Loot::Words(person.words.clone())));
    own.push(Loot::Card(person.card.clone()));
    own.extend(person.passkey.take().map(Loot::Passkey));
    for Device { vault, pin } in person.devices.drain(..) {
        own.push(Loot::Phone { pin, open: vault.map(Box::new), guessed: true });
    }
    for mut one in own {
        try_one(person, &mut one);
    }
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
