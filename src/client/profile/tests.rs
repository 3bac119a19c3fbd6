use std::cell::Cell;

use super::*;
use crate::{
    client::problem::ProblemKind,
    protocol::{
        bytes::Hash,
        id::{AccountId, LockerId},
    },
};

const PARTS: Parts<'_> = Parts { state: Some(b"what opens the locker"), log: Some(b"what happened in it") };

fn patience(announce: &mut dyn FnMut()) -> Patience<'_> {
    Patience { longest: Duration::ZERO, announce }
}

fn begin(folder: &Path) -> Profile {
    Profile::open_or_begin(folder, patience(&mut || {})).unwrap()
}

fn open(folder: &Path) -> Result<Profile, Problem> {
    Profile::open(folder, patience(&mut || {}))
}

fn session() -> SavedSession {
    SavedSession::new(
        "http://localhost:1".parse().unwrap(),
        "nadia4821".into(),
        AccountId([7; 20]),
        "a token of a session",
    )
}

fn signed_in(folder: &Path, half: &Key) {
    begin(folder).sign_in(&session(), half, PARTS).unwrap();
}

#[test]
fn a_session_and_its_state_are_there_again() {
    let folder = tempfile::tempdir().unwrap();
    let half = Key::generate();
    signed_in(folder.path(), &half);
    let profile = open(folder.path()).unwrap();
    assert_eq!(profile.session().unwrap().unwrap().expose_secret_token(), "a token of a session");
    profile.keep(&half, Parts { state: Some(b"newer"), log: None }).unwrap();
    let parts = profile.parts(&half).unwrap();
    assert_eq!((&parts.state[..], &parts.log[..]), (&b"newer"[..], &b"what happened in it"[..]));
}

#[test]
fn without_the_half_of_the_session_the_state_is_worthless() {
    let folder = tempfile::tempdir().unwrap();
    signed_in(folder.path(), &Key::generate());
    let problem = open(folder.path()).unwrap().parts(&Key::generate()).map(drop).unwrap_err();
    assert_eq!((problem.code.as_str(), problem.kind), ("profile_damaged", ProblemKind::SignIn));
}

#[test]
fn nothing_on_the_disk_shows_handle_token_or_state() {
    let folder = tempfile::tempdir().unwrap();
    signed_in(folder.path(), &Key::generate());
    for entry in fs::read_dir(folder.path()).unwrap() {
        let bytes = fs::read(entry.unwrap().path()).unwrap();
        for secret in ["nadia4821", "a token of a session", "what opens the locker", "what happened in it"] {
            assert!(!bytes.windows(secret.len()).any(|window| window == secret.as_bytes()));
        }
    }
}

#[cfg(unix)]
#[test]
fn only_the_owner_reads_the_profile() {
    use std::os::unix::fs::PermissionsExt;
    let outer = tempfile::tempdir().unwrap();
    let folder = outer.path().join("profile");
    signed_in(&folder, &Key::generate());
    assert_eq!(fs::metadata(&folder).unwrap().permissions().mode() & 0o777, 0o700);
    for part in [DEVICE, SESSION, STATE, LOG, LOCK] {
        assert_eq!(fs::metadata(folder.join(part)).unwrap().permissions().mode() & 0o777, 0o600, "{part}");
    }
}

#[test]
fn pins_outlive_the_session() {
    let folder = tempfile::tempdir().unwrap();
    signed_in(folder.path(), &Key::generate());
    let pin = Pin { account: AccountId([7; 20]), locker: LockerId([8; 20]), seq: 41, hash: Hash([9; 32]), keyring: 3 };
    let profile = open(folder.path()).unwrap();
    let mut pins = profile.pins().unwrap();
    assert!(pins.see(pin.clone()));
    assert!(!pins.see(pin.clone()));
    profile.keep_pins(&pins).unwrap();
    profile.forget_session().unwrap();
    assert!(profile.session().unwrap().is_none());
    assert_eq!(profile.pins().unwrap().of_account(pin.account), Some(&pin));
}

#[test]
fn every_byte_of_every_part_is_authentic() {
    let folder = tempfile::tempdir().unwrap();
    let half = Key::generate();
    signed_in(folder.path(), &half);
    begin(folder.path()).keep_pins(&Pins::default()).unwrap();
    let profile = open(folder.path()).unwrap();
    for part in [SESSION, STATE, LOG, PINS] {
        let path = folder.path().join(part);
        let whole = fs::read(&path).unwrap();
        for at in 0..whole.len() {
            let mut altered = whole.clone();
            altered[at] ^= 1;
            fs::write(&path, &altered).unwrap();
            let opened = match part {
                SESSION => profile.session().map(drop),
                STATE | LOG => profile.parts(&half).map(drop),
                _ => profile.pins().map(drop),
            };
            assert_eq!(opened.unwrap_err().code, "profile_damaged", "{part}, byte {at}");
        }
        fs::write(&path, &whole).unwrap();
    }
}

#[test]
fn parts_of_another_profile_do_not_fit() {
    let (mine, other) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    signed_in(mine.path(), &Key::generate());
    signed_in(other.path(), &Key::generate());
    fs::copy(other.path().join(SESSION), mine.path().join(SESSION)).unwrap();
    assert_eq!(open(mine.path()).unwrap().session().unwrap_err().code, "profile_damaged");
}

#[test]
fn a_lost_device_is_named_and_nothing_is_overwritten() {
    let folder = tempfile::tempdir().unwrap();
    signed_in(folder.path(), &Key::generate());
    fs::remove_file(folder.path().join(DEVICE)).unwrap();
    let before = fs::read(folder.path().join(STATE)).unwrap();
    for opened in [open(folder.path()), Profile::open_or_begin(folder.path(), patience(&mut || {}))] {
        assert_eq!(opened.unwrap_err().code, "profile_damaged");
    }
    assert_eq!(fs::read(folder.path().join(STATE)).unwrap(), before);
}

#[test]
fn a_cut_device_is_named() {
    let folder = tempfile::tempdir().unwrap();
    signed_in(folder.path(), &Key::generate());
    let device = fs::read(folder.path().join(DEVICE)).unwrap();
    fs::write(folder.path().join(DEVICE), &device[..device.len() / 2]).unwrap();
    assert_eq!(open(folder.path()).unwrap_err().code, "profile_damaged");
}

#[test]
fn a_beginning_that_was_interrupted_begins_again() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join(LOCK), "").unwrap();
    fs::write(folder.path().join(".partial-x7f"), "half").unwrap();
    signed_in(folder.path(), &Key::generate());
}

#[test]
fn a_foreign_folder_is_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("letters.txt"), "mine").unwrap();
    let problem = Profile::open_or_begin(folder.path(), patience(&mut || {})).unwrap_err();
    assert_eq!((problem.code.as_str(), problem.kind), ("profile_foreign", ProblemKind::Usage));
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
}

#[test]
fn the_second_process_waits_says_so_and_gives_up() {
    let folder = tempfile::tempdir().unwrap();
    let first = begin(folder.path());
    let announced = Cell::new(0);
    let second = Profile::open(folder.path(), patience(&mut || announced.set(announced.get() + 1)));
    assert_eq!((second.unwrap_err().code.as_str(), announced.get()), ("profile_busy", 1));
    drop(first);
}

#[test]
fn the_second_process_gets_the_profile_once_it_is_free() {
    let folder = tempfile::tempdir().unwrap();
    let mut first = Some(begin(folder.path()));
    let patience = Patience { longest: Duration::from_mins(1), announce: &mut || drop(first.take()) };
    assert!(Profile::open(folder.path(), patience).is_ok());
}

#[test]
fn a_pin_and_what_was_not_shown_yet_outlive_the_session() {
    let folder = tempfile::tempdir().unwrap();
    signed_in(folder.path(), &Key::generate());
    let enrolment = Enrolment {
        account: AccountId([7; 20]),
        server: "http://localhost:1".parse().unwrap(),
        handle: "nadia4821".into(),
        slot: crate::protocol::id::SlotId([9; 20]),
        device: crate::client::account::DeviceSecret::generate(),
    };
    let unshown = Unshown { words: Some("one two three four five".into()), card: None };
    let profile = open(folder.path()).unwrap();
    assert!(profile.enrolment().unwrap().is_none() && profile.unshown().unwrap().is_none());
    profile.keep_enrolment(&enrolment).unwrap();
    profile.keep_unshown(&unshown).unwrap();
    profile.forget_session().unwrap();
    drop(profile);

    let profile = open(folder.path()).unwrap();
    let kept = profile.enrolment().unwrap().unwrap();
    assert_eq!((kept.slot, kept.device == enrolment.device), (enrolment.slot, true));
    assert_eq!(profile.unshown().unwrap(), Some(unshown));
    profile.forget_enrolment().unwrap();
    profile.forget_unshown().unwrap();
    assert!(profile.enrolment().unwrap().is_none() && profile.unshown().unwrap().is_none());
    for part in [PIN, UNSHOWN] {
        assert!(!folder.path().join(part).exists());
    }
}
