//! Random histories of one person on two devices against the real server. A model says what the person should see; the devices,
//! and one that knows nothing, must show exactly that.

mod model;

use std::fs;

use armoire::{
    client::{
        Problem,
        account::RecoverySecret,
        vault::{Silent, Vault},
    },
    protocol::id::NodeId,
};
use model::{Change, Model};
use rand::{RngExt as _, seq::IndexedRandom as _};
use rand_chacha::ChaCha8Rng;

use crate::harness::{Database, Device as _, Person, Server, seed};

/// Histories in a run; `ARMOIRE_HISTORIES` says otherwise.
const HISTORIES: u64 = 24;
/// Changes in a history, at most.
const CHANGES: usize = 16;

#[test]
fn two_devices_show_what_their_person_did() {
    let server = Server::start(Database::Sqlite);
    for (number, mut random) in seed::run("two devices", HISTORIES) {
        let (mut person, first) = Person::sign_up(server.address(), &format!("nadia{number:04}"));
        let second = person.other_device();
        let mut model = Model::new(first.folder());
        let mut devices = [first, second];
        for _ in 0..random.random_range(4..CHANGES) {
            if random.random_ratio(1, 20) {
                devices = come_back(&mut person);
                model.see(0);
                model.see(1);
            }
            let device = random.random_range(0..2);
            if random.random_ratio(1, 2) {
                devices[device].sync().unwrap();
                model.see(device);
            }
            let Some(change) = choose(&model, device, &mut random) else { continue };
            let done = perform(&mut devices[device], &model, &change);
            let expected = model.apply(device, &change, done.as_ref().ok().copied().flatten());
            let done = done.map(drop).map_err(|problem| problem.code);
            assert_eq!(done, expected.map_err(str::to_owned), "history {number}, device {device}: {change:?}");
        }
        for device in &mut devices {
            device.sync().unwrap();
            assert_eq!(shown(device), model.shown(), "history {number}");
        }
        let mut cold = person.other_device();
        assert_eq!(shown(&mut cold), model.shown(), "history {number}, on a new device");
        assert!(cold.verify(&mut Silent).unwrap().altered.is_empty());
    }
}

/// Something that this device's person can do with what it shows.
fn choose(model: &Model, device: usize, random: &mut ChaCha8Rng) -> Option<Change> {
    let view = model.view(device);
    let documents: Vec<_> = view.documents.keys().copied().collect();
    let folders: Vec<_> = view.folders.keys().copied().collect();
    let folder = *folders.choose(random)?;
    let new = (format!("{:08x}", random.random::<u32>()), format!("{:08x}", random.random::<u32>()));
    let kind = random.random_range(0..12);
    if kind < 4 {
        return Some(Change::Add { name: new.0, bytes: new.1, folder });
    }
    if kind == 4 {
        return Some(Change::Folder { name: new.0 });
    }
    if kind == 5 {
        return Some(Change::RenameFolder { folder, name: new.0 });
    }
    let document = *documents.choose(random)?;
    Some(match kind {
        6 => Change::Rename { document, name: new.0 },
        7 => Change::Move { document, folder },
        8 => Change::Trash { document },
        9 => Change::Restore { document },
        10 => Change::Delete { document },
        _ => Change::Replace { document, bytes: new.1 },
    })
}

/// Does it for real, and gives the id of what is new.
fn perform(vault: &mut Vault, model: &Model, change: &Change) -> Result<Option<NodeId>, Problem> {
    match change {
        Change::Add { name, bytes, folder } => {
            let file = tempfile::NamedTempFile::new().unwrap();
            fs::write(file.path(), bytes).unwrap();
            vault.add(file.path(), name, "text/plain", *folder, &mut Silent).map(Some)
        }
        Change::Folder { name } => vault.create_folder(name, None).map(Some),
        Change::RenameFolder { folder, name } => vault.rename(*folder, name).map(|()| None),
        Change::Rename { document, name } => vault.rename(*document, name).map(|()| None),
        Change::Move { document, folder } => vault.move_to(*document, *folder).map(|()| None),
        Change::Trash { document } => vault.trash(*document).map(|()| None),
        Change::Restore { document } => vault.restore(*document).map(|()| None),
        Change::Delete { document } => vault.delete(*document).map(|()| None),
        Change::Replace { document, bytes } => {
            vault.put_again(*document, bytes.as_bytes())?;
            // A copy has an id of its own.
            let documents = vault.documents()?;
            Ok(documents.iter().map(|document| document.id).find(|id| !model.knows(*id)))
        }
    }
}

/// Somebody knows the words: the person comes back with the card, and both devices sign in anew.
fn come_back(person: &mut Person) -> [Vault; 2] {
    let card = RecoverySecret::parse_groups(&person.card()).unwrap();
    let (vault, secrets) = Vault::recover(&person.server, card, None).unwrap();
    person.secrets = secrets;
    [vault, person.other_device()]
}

/// What a device shows.
fn shown(vault: &mut Vault) -> Vec<String> {
    let mut lines: Vec<String> = vault.folders().unwrap().iter().map(|folder| format!("{}/", folder.name)).collect();
    for document in vault.documents().unwrap() {
        let bytes = vault.read(document.id).unwrap();
        lines.push(model::line(&document.folder_name, &document.name, document.trashed.is_some(), &bytes));
    }
    lines.sort();
    lines
}
