//! A holder: what they have, what must be true of their locker, and what the interface lets them do.

use std::{
    collections::BTreeMap,
    fs,
    io::{Read, Seek},
};

use armoire::{
    client::{
        Problem,
        account::{Handle, PasskeySecret, RecoverySecret, Words},
        hazmat::{Key, Pin},
        vault::{Enrolment, Loss, Replacement, Secrets, Silent, Vault},
    },
    protocol::id::SlotId,
};
use url::Url;

use crate::{stranger::Loot, table::Table};

/// A phone or computer of theirs.
pub struct Device {
    /// While it is open.
    pub vault: Option<Vault>,
    pub pin: Option<(Enrolment, Pin)>,
}

/// Somebody with a locker.
pub struct Person {
    pub server: Url,
    pub handle: Handle,
    pub papers: BTreeMap<String, Vec<u8>>,
    /// What the server has now; whether its holder still knows or has it stands beside.
    pub words: Words,
    pub knows_words: bool,
    pub card: RecoverySecret,
    pub holds_card: bool,
    pub passkey: Option<PasskeySecret>,
    pub devices: Vec<Device>,
    pub loot: Vec<Loot>,
    /// What they have not yet done about something.
    pub pending: Option<Reaction>,
    /// Every way was lost before anything was done about it.
    pub gone: bool,
    /// Whether they have asked for the end of their locker.
    pub end: End,
    pub made: u64,
    pub backed_up: Option<Snapshot>,
    pub table: Table,
}

/// How far a locker is from its end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    NotAsked,
    /// It comes in some days.
    Asked(Leaving),
    Came,
}

/// What a backup of the server knows of them.
#[derive(Clone)]
pub struct Snapshot {
    pub papers: BTreeMap<String, Vec<u8>>,
    pub words: Words,
    pub card: RecoverySecret,
    pub passkey: Option<PasskeySecret>,
    pub pins: Vec<SlotId>,
}

/// What the interface offers after a loss.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reaction {
    Rotate(Loss),
    NewWords,
    NewCard,
    NewPin,
}

/// What they do in the last minute before their locker ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Leaving {
    TakesItBack,
    Leaves,
}

impl Person {
    /// Makes a locker with a first paper.
    pub fn sign_up(server: &Url, number: usize) -> Self {
        let handle: Handle = format!("person{number:04}").parse().unwrap();
        let secrets = Secrets::generate();
        let mut vault = Vault::sign_up(server, &handle, None, &secrets).unwrap();
        vault.create_folder("Papiers", None).unwrap();
        let mut person = Self {
            server: server.clone(),
            handle,
            papers: BTreeMap::new(),
            words: secrets.words,
            knows_words: true,
            card: secrets.card,
            holds_card: true,
            passkey: None,
            devices: vec![Device { vault: Some(vault), pin: None }],
            loot: Vec::new(),
            pending: None,
            gone: false,
            end: End::NotAsked,
            made: 0,
            backed_up: None,
            table: Table { people: 1, ..Table::default() },
        };
        person.add_paper().unwrap();
        // As the interface leads people: most have a PIN from the first day, and some a passkey.
        if !number.is_multiple_of(3) {
            person.set_pin(&other_pin(None)).unwrap();
        }
        if number % 4 == 1 {
            person.add_passkey().unwrap();
        }
        person
    }

    /// Writes down what went wrong; the run goes on.
    pub fn note<T>(&mut self, what: &str, outcome: Result<T, Problem>) -> Option<T> {
        match outcome {
            Ok(value) => Some(value),
            Err(problem) => {
                self.table.lost += 1;
                self.table.failures.push(format!("{}: {what}: {} {}", self.handle, problem.code, problem.sentence));
                None
            }
        }
    }

    /// A device that is open, opened by whatever they have, the easiest first. None when there is no way left.
    pub fn come_in(&mut self) -> Result<Option<usize>, Problem> {
        for index in 0..self.devices.len() {
            let Some(vault) = &mut self.devices[index].vault else { continue };
            match vault.sync() {
                Ok(()) => return Ok(Some(index)),
                // Unused for too long: the PIN or the words open it again.
                Err(problem) if problem.code == "no_session" => self.devices[index].vault = None,
                Err(problem) => return Err(problem),
            }
        }
        for index in 0..self.devices.len() {
            if let Some((enrolment, pin)) = &self.devices[index].pin {
                let vault = Vault::sign_in_by_pin(&enrolment.server, &enrolment.device, pin, None)?;
                self.devices[index].vault = Some(vault);
                return Ok(Some(index));
            }
        }
        let vault = if self.knows_words {
            Vault::sign_in(&self.server, None, &self.handle, &self.words, None)?
        } else if let Some(passkey) = &self.passkey {
            Vault::sign_in_by_passkey(&self.server, passkey, None)?
        } else if self.holds_card {
            let (vault, secrets) = Vault::recover(&self.server, self.card.clone(), None)?;
            self.rotated(secrets.words);
            vault
        } else {
            return Ok(None);
        };
        self.devices.push(Device { vault: Some(vault), pin: None });
        Ok(Some(self.devices.len() - 1))
    }

    pub fn add_paper(&mut self) -> Result<(), Problem> {
        let Some(index) = self.come_in()? else { return Ok(()) };
        self.made += 1;
        let name = format!("paper {}.txt", self.made);
        let bytes = format!("{} of {}", name, self.handle).into_bytes();
        let file = tempfile::NamedTempFile::new().unwrap();
        fs::write(file.path(), &bytes).unwrap();
        let vault = self.devices[index].vault.as_mut().unwrap();
        let folder = vault.folders()?.first().unwrap().id;
        vault.add(file.path(), &name, "text/plain", folder, &mut Silent)?;
        self.papers.insert(name, bytes);
        Ok(())
    }

    pub fn set_pin(&mut self, pin: &Pin) -> Result<(), Problem> {
        let Some(index) = self.come_in()? else { return Ok(()) };
        let device = &mut self.devices[index];
        let former = device.pin.as_ref().map(|(enrolment, _)| enrolment.slot);
        let enrolment = device.vault.as_mut().unwrap().set_pin(pin, Some("Téléphone"), former)?;
        device.pin = Some((enrolment, pin.clone()));
        Ok(())
    }

    pub fn add_passkey(&mut self) -> Result<(), Problem> {
        if self.passkey.is_some() {
            return Ok(());
        }
        let Some(index) = self.come_in()? else { return Ok(()) };
        let passkey = PasskeySecret::from_secret(Key::generate());
        self.devices[index].vault.as_mut().unwrap().add_passkey(&passkey, &passkey, "Clé")?;
        self.passkey = Some(passkey);
        Ok(())
    }

    /// What the interface offers for it; `gone` when there is no way in any more.
    pub fn react(&mut self, reaction: Reaction) -> Result<(), Problem> {
        let words_before = self.words.clone();
        let Some(index) = self.come_in()? else {
            self.gone = true;
            return Ok(());
        };
        // Coming back by card has made new words already.
        let renewed = words_before != self.words;
        let words_now = self.words.clone();
        let device = &mut self.devices[index];
        let vault = device.vault.as_mut().unwrap();
        match reaction {
            Reaction::Rotate(Loss::Words) | Reaction::NewWords if renewed => {}
            Reaction::Rotate(loss) => {
                if self.knows_words && loss != Loss::Words {
                    vault.know_words(&self.words)?;
                }
                let replacement = vault.replacement(loss)?;
                vault.rotate(&replacement)?;
                let survivor = self.devices.swap_remove(index);
                let Replacement { words, card } = replacement;
                let knows = self.knows_words || words.is_some();
                self.rotated(words.unwrap_or(words_now));
                self.devices = vec![Device { pin: None, ..survivor }];
                self.knows_words = knows;
                if let Some(card) = card {
                    (self.card, self.holds_card) = (card, true);
                }
            }
            Reaction::NewWords => {
                let words = Words::generate();
                vault.replace_words(&words)?;
                (self.words, self.knows_words) = (words, true);
            }
            Reaction::NewCard => {
                let card = RecoverySecret::generate();
                vault.replace_card(&card)?;
                (self.card, self.holds_card) = (card, true);
            }
            Reaction::NewPin => {
                let pin = other_pin(device.pin.as_ref().map(|(_, pin)| pin));
                self.set_pin(&pin)?;
            }
        }
        Ok(())
    }

    /// After a rotation: all other devices, PINs and passkeys are worth nothing.
    fn rotated(&mut self, words: Words) {
        self.words = words;
        self.knows_words = true;
        self.passkey = None;
        self.devices.clear();
    }

    /// Comes in by everything that they have, and reads every paper. Words cost an Argon2id, and are tried where `with_words` says so.
    pub fn check_ways(&mut self, with_words: bool) {
        if self.knows_words && with_words {
            let opened = Vault::sign_in(&self.server, None, &self.handle, &self.words, None);
            self.check_opened("words", opened);
        }
        if self.holds_card {
            let opened = Vault::sign_in_by_card(&self.server, self.card.clone(), None);
            self.check_opened("card", opened);
        }
        if let Some(passkey) = &self.passkey {
            let opened = Vault::sign_in_by_passkey(&self.server, passkey, None);
            self.check_opened("passkey", opened);
        }
        for index in 0..self.devices.len() {
            if let Some((enrolment, pin)) = &self.devices[index].pin {
                let opened = Vault::sign_in_by_pin(&enrolment.server, &enrolment.device, pin, None);
                self.check_opened("PIN", opened);
            }
        }
    }

    fn check_opened(&mut self, what: &str, opened: Result<Vault, Problem>) {
        let Some(mut vault) = self.note(what, opened) else { return };
        let read = read_all(&mut vault);
        let Some(read) = self.note(what, read) else { return };
        let missing: Vec<&String> =
            self.papers.iter().filter(|(name, bytes)| read.get(*name) != Some(*bytes)).map(|(name, _)| name).collect();
        if !missing.is_empty() {
            self.table.lost += 1;
            self.table.failures.push(format!("{}: {what}: without {missing:?}", self.handle));
        }
        let _ = vault.sign_out();
    }

    /// None of a locker that isn't there any more.
    pub fn snapshot(&mut self) {
        self.backed_up = (self.end != End::Came).then(|| Snapshot {
            papers: self.papers.clone(),
            words: self.words.clone(),
            card: self.card.clone(),
            passkey: self.passkey.clone(),
            pins: self.devices.iter().filter_map(|device| Some(device.pin.as_ref()?.0.slot)).collect(),
        });
    }
}

/// Any PIN but this one.
pub fn other_pin(former: Option<&Pin>) -> Pin {
    ["731946", "280517"].into_iter().map(|pin| pin.parse().unwrap()).find(|pin| Some(pin) != former).unwrap()
}

pub fn read_all(vault: &mut Vault) -> Result<BTreeMap<String, Vec<u8>>, Problem> {
    let mut all = BTreeMap::new();
    for document in vault.documents()? {
        let mut file = tempfile::tempfile().unwrap();
        vault.get(document.id, None, &mut file, &mut Silent)?;
        let mut bytes = Vec::new();
        file.rewind().unwrap();
        file.read_to_end(&mut bytes).unwrap();
        all.insert(document.name, bytes);
    }
    Ok(all)
}
