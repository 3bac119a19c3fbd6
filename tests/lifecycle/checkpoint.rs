//! A long history: the holder's device signs a checkpoint, and a device that knows nothing opens from it.

use armoire::{
    client::vault::{Silent, Vault},
    protocol::{act::Body, limits},
};

use crate::harness::{Device as _, Opened, Person, Server, ask, frames, on_both};

on_both! {
    fn a_new_device_opens_a_long_history_from_its_checkpoint_and_sees_the_same(database: Database) {
        let server = Server::start(database);
        let (nadia, mut vault) = Person::sign_up(server.address(), "nadia4821");
        let folder = vault.create_folder("Logement", Some("house")).unwrap();
        let ids: Vec<_> = (0..4).map(|at| vault.put(&format!("{at}.pdf"), format!("paper {at}").as_bytes()).unwrap()).collect();
        vault.move_to(ids[1], folder).unwrap();
        vault.rename(ids[2], "renamed.pdf").unwrap();
        vault.put_again(ids[3], b"the second version").unwrap();
        vault.trash(ids[3]).unwrap();
        lengthen(&server, &mut vault);
        assert!(checkpoints(&vault) == 0, "none is due yet");
        vault.rename(ids[0], "after a thousand acts.pdf").unwrap();
        assert!(checkpoints(&vault) == 1, "the device that wrote signs one");

        let expected = vault.everything();
        let mut cold = nadia.other_device();
        let acts = Opened::of(&cold).acts.len();
        assert!(acts < 100, "it reads {acts} acts, not all");
        assert_eq!((cold.everything(), shown(&cold)), (expected.clone(), shown(&vault)));
        assert_eq!(cold.verify(&mut Silent).unwrap().acts, vault.verify(&mut Silent).unwrap().acts);
        assert_eq!(cold.versions(ids[3]).unwrap().len(), 2, "the first version is before the checkpoint");

        // Deleting what the checkpoint lists makes it useless: the next device must still open.
        vault.delete(ids[1]).unwrap();
        let mut cold = nadia.other_device();
        assert_eq!(cold.everything().len(), expected.len() - 1);
        assert!(cold.verify(&mut Silent).unwrap().altered.is_empty());
        let added = cold.put("from the new device.pdf", b"new").unwrap();
        cold.move_to(added, folder).unwrap();
        vault.sync().unwrap();
        assert_eq!((vault.everything(), shown(&vault)), (cold.everything(), shown(&cold)));
        // And again, from the device that opened from a checkpoint.
        cold.delete(added).unwrap();
        assert_eq!(nadia.other_device().everything(), cold.everything());
    }
}

/// Appends acts until a checkpoint is nearly due.
fn lengthen(server: &Server, vault: &mut Vault) {
    loop {
        let opened = Opened::of(vault);
        let since = u64::try_from(opened.acts.len()).unwrap() - 1;
        let missing = usize::try_from(limits::CHECKPOINT_EVERY - 1 - since).unwrap();
        if missing == 0 {
            return;
        }
        let acts = opened.sign_seen(missing.min(limits::APPEND_ACTS), opened.acts.last().unwrap().header.time);
        let address = format!("{}/api/v1/lockers/{}/acts", server.address(), opened.locker());
        let answer = ask("POST", &address, vault.token().ok(), ("application/vnd.armoire.acts", &frames(&acts)));
        assert_eq!(answer.status, 200, "{}", answer.json());
        vault.sync().unwrap();
    }
}

fn checkpoints(vault: &Vault) -> usize {
    Opened::of(vault).acts.iter().filter(|act| matches!(act.body, Some(Body::Checkpoint(_)))).count()
}

/// Folders and documents, as a person sees them.
fn shown(vault: &Vault) -> Vec<String> {
    let folders = vault.folders().unwrap();
    let documents = vault.documents().unwrap();
    let folders = folders.iter().map(|folder| format!("{} {:?} {}", folder.name, folder.pictogram, folder.documents));
    folders
        .chain(documents.iter().map(|document| {
            let trashed = document.trashed.is_some();
            format!("{} in {}, {} {} {trashed}", document.name, document.folder_name, document.size, document.edition)
        }))
        .collect()
}
