//! A device that was away for a month, while every key was changed on another one.

use std::{collections::BTreeMap, fs};

use armoire::client::{
    account::Handle,
    hazmat::Pin,
    vault::{Loss, SavedState, Secrets, Silent, Vault},
};
use url::Url;

use crate::{person::read_all, world::World};

/// Longer than any session lives without being used.
const MONTH: i64 = 31;

/// A locker open on two devices, of which one is then left in a drawer.
struct Home {
    server: Url,
    handle: Handle,
    secrets: Secrets,
    device: Vault,
}

impl Home {
    fn begin(world: &World) -> Self {
        let (server, handle, secrets) = (world.address(), "nadia4821".parse().unwrap(), Secrets::generate());
        let mut device = Vault::sign_up(&server, &handle, None, &secrets).unwrap();
        device.create_folder("Papiers", None).unwrap();
        add(&mut device, "before.txt").unwrap();
        Self { server, handle, secrets, device }
    }

    fn other_device(&self) -> Vault {
        Vault::sign_in(&self.server, None, &self.handle, &self.secrets.words, None).unwrap()
    }

    /// Changes every key, as the interface does after `loss`; gives what opens now.
    fn rotate(&mut self, loss: Loss) {
        self.device.know_words(&self.secrets.words).unwrap();
        let made = self.device.replacement(loss).unwrap();
        self.device.rotate(&made).unwrap();
        self.secrets.words = made.words.unwrap_or_else(|| self.secrets.words.clone());
        self.secrets.card = made.card.unwrap_or_else(|| self.secrets.card.clone());
        add(&mut self.device, "meanwhile.txt").unwrap();
    }
}

fn add(device: &mut Vault, name: &str) -> Result<(), armoire::client::Problem> {
    let file = tempfile::NamedTempFile::new().unwrap();
    fs::write(file.path(), name).unwrap();
    let folder = device.folders()?.first().unwrap().id;
    device.add(file.path(), name, "text/plain", folder, &mut Silent).map(drop)
}

/// As a profile keeps it.
fn kept(state: &SavedState) -> SavedState {
    let (json, log) = state.expose_secret_parts().unwrap();
    SavedState::from_parts(&json, log.to_vec()).unwrap()
}

fn papers(names: &[&str]) -> BTreeMap<String, Vec<u8>> {
    names.iter().map(|name| ((*name).to_owned(), name.as_bytes().to_vec())).collect()
}

#[test]
fn a_device_that_was_away_for_a_month_while_every_key_changed_comes_back_by_words_or_card() {
    for loss in [Loss::Phone, Loss::Words, Loss::Card] {
        let world = World::start();
        let mut home = Home::begin(&world);
        let mut away = home.other_device();
        let pin: Pin = "731946".parse().unwrap();
        let enrolment = away.set_pin(&pin, Some("Téléphone"), None).unwrap();
        let before = (home.secrets.words.clone(), home.secrets.card.clone());
        world.pass(1);
        home.rotate(loss);
        world.pass(MONTH);

        // Its session is over, and so is its PIN; what it was about to add isn't half there.
        for refused in [away.sync(), add(&mut away, "unsent.txt")] {
            assert_eq!(refused.unwrap_err().code, "no_session", "{loss:?}");
        }
        let by_pin = Vault::sign_in_by_pin(&home.server, &enrolment.device, &pin, None).unwrap_err();
        assert_eq!((by_pin.code.as_str(), by_pin.extra["left"].as_u64()), ("sign_in_refused", Some(0)));
        if loss == Loss::Words {
            let old = Vault::sign_in(&home.server, None, &home.handle, &before.0, None).unwrap_err();
            assert_eq!(old.code, "sign_in_refused");
        }
        if loss == Loss::Card {
            let old = Vault::sign_in_by_card(&home.server, before.1, None).unwrap_err();
            assert_eq!(old.code, "sign_in_refused");
        }

        let known = away.saved_state();
        let words = &home.secrets.words;
        let mut by_words = Vault::sign_in(&home.server, None, &home.handle, words, Some(&kept(&known))).unwrap();
        assert_eq!(read_all(&mut by_words).unwrap(), papers(&["before.txt", "meanwhile.txt"]), "{loss:?}");
        add(&mut by_words, "unsent.txt").unwrap();
        let card = home.secrets.card.clone();
        let mut by_card = Vault::sign_in_by_card(&home.server, card, Some(&kept(&known))).unwrap();
        let all = papers(&["before.txt", "meanwhile.txt", "unsent.txt"]);
        assert_eq!(read_all(&mut by_card).unwrap(), all, "{loss:?}");
    }
}

#[test]
fn a_month_alone_ends_the_session_and_not_the_pin() {
    let world = World::start();
    let home = Home::begin(&world);
    let mut away = home.other_device();
    let pin: Pin = "731946".parse().unwrap();
    let enrolment = away.set_pin(&pin, None, None).unwrap();
    world.pass(MONTH - 2);
    add(&mut away, "within the month.txt").unwrap();
    world.pass(MONTH);
    assert_eq!(away.sync().unwrap_err().code, "no_session");
    let known = kept(&away.saved_state());
    let mut back = Vault::sign_in_by_pin(&home.server, &enrolment.device, &pin, Some(&known)).unwrap();
    assert_eq!(read_all(&mut back).unwrap(), papers(&["before.txt", "within the month.txt"]));
}
