//! Two devices of one person that write at the same moment: what both did is there.

use std::{sync::Barrier, thread};

use armoire::client::vault::Vault;

use crate::harness::{Database, Device as _, Person, Server, on_both};

/// How often both write at once.
const ROUNDS: usize = 12;

on_both! {
    fn what_two_devices_write_at_the_same_moment_is_all_there(database: Database) {
        let server = Server::start(database);
        let (nadia, mut one) = Person::sign_up(server.address(), "nadia4821");
        let mut two = nadia.other_device();
        let shared = one.put("shared.pdf", b"shared").unwrap();
        let start = Barrier::new(2);
        let write = |vault: &mut Vault, device: &str| {
            for round in 0..ROUNDS {
                start.wait();
                match round % 4 {
                    0 => drop(vault.create_folder(&format!("{device}-{round}"), None).unwrap()),
                    1 => vault.rename(shared, &format!("{device}-{round}.pdf")).unwrap(),
                    _ => drop(vault.put(&format!("{device}-{round}.pdf"), device.as_bytes()).unwrap()),
                }
            }
        };
        thread::scope(|scope| {
            scope.spawn(|| write(&mut one, "telephone"));
            write(&mut two, "guichet");
        });
        let mut cold = nadia.other_device();
        let expected = cold.everything();
        for device in ["telephone", "guichet"] {
            for round in (0..ROUNDS).filter(|round| round % 4 > 1) {
                assert_eq!(expected[&format!("{device}-{round}.pdf")], device.as_bytes());
            }
            let folders = cold.folders().unwrap();
            for round in (0..ROUNDS).step_by(4) {
                assert!(folders.iter().any(|folder| folder.name == format!("{device}-{round}")), "{device} {round}");
            }
        }
        for vault in [&mut one, &mut two] {
            vault.sync().unwrap();
            assert_eq!(vault.everything(), expected);
        }
    }
}

on_both! {
    fn a_document_changed_on_two_devices_is_kept_twice(database: Database) {
        let server = Server::start(database);
        let (nadia, mut one) = Person::sign_up(server.address(), "nadia4821");
        let id = one.put("bail.pdf", b"as it was").unwrap();
        let mut two = nadia.other_device();
        let start = Barrier::new(2);
        thread::scope(|scope| {
            scope.spawn(|| {
                start.wait();
                one.put_again(id, b"from the phone").unwrap();
            });
            start.wait();
            two.put_again(id, b"from the counter").unwrap();
        });
        let there = nadia.other_device().everything();
        assert_eq!(there.keys().collect::<Vec<_>>(), ["bail.pdf", "bail.pdf (copy)"]);
        let mut contents: Vec<&[u8]> = there.values().map(Vec::as_slice).collect();
        contents.sort_unstable();
        assert_eq!(contents, [b"from the counter".as_slice(), b"from the phone"]);
        let notices = [one.take_notices(), two.take_notices()].concat();
        assert_eq!(notices.len(), 1, "whoever was second is told: {notices:?}");
    }
}

#[test]
fn a_rename_and_a_new_version_on_two_devices_both_stand() {
    let server = Server::start(Database::Sqlite);
    let (nadia, mut one) = Person::sign_up(server.address(), "nadia4821");
    let id = one.put("bail.pdf", b"as it was").unwrap();
    let mut two = nadia.other_device();
    one.put_again(id, b"the new lease").unwrap();
    two.rename(id, "bail 2026.pdf").unwrap();
    let there = nadia.other_device().everything();
    assert_eq!(there.into_iter().collect::<Vec<_>>(), [("bail 2026.pdf".to_owned(), b"the new lease".to_vec())]);
}
