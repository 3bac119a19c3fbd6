//! The end of a locker, with a real client: taken back in the last minute, or come a minute later.

use armoire::{
    client::{
        account::{Handle, PasskeySecret},
        hazmat::{Key, Pin},
        vault::{Secrets, Silent, Vault},
    },
    server::clock::DAY,
};

use crate::{MINUTE, person::read_all, world::World};

const WEEK: i64 = 7 * DAY;
const PAPERS: u64 = 3;

#[test]
fn the_end_of_a_locker_is_taken_back_in_the_last_minute_or_comes_a_minute_later() {
    let world = World::start();
    let (server, secrets, pin) = (world.address(), Secrets::generate(), "731946".parse::<Pin>().unwrap());
    let handle: Handle = "nadia4821".parse().unwrap();
    let mut device = Vault::sign_up(&server, &handle, None, &secrets).unwrap();
    let folder = device.create_folder("Papiers", None).unwrap();
    let file = tempfile::NamedTempFile::new().unwrap();
    std::fs::write(file.path(), b"The lease").unwrap();
    for number in 0..PAPERS {
        device.add(file.path(), &format!("{number}.pdf"), "application/pdf", folder, &mut Silent).unwrap();
    }
    let phone = device.set_pin(&pin, None, None).unwrap();
    let passkey = PasskeySecret::from_secret(Key::generate());
    device.add_passkey(&passkey, &passkey, "Clé").unwrap();
    let mut stranger = Vault::sign_up(&server, &"karim0007".parse().unwrap(), None, &Secrets::generate()).unwrap();
    let shelf = stranger.create_folder("Papiers", None).unwrap();
    stranger.add(file.path(), "theirs.pdf", "application/pdf", shelf, &mut Silent).unwrap();

    // Asked for in one session, taken back in another, in the last minute.
    device.ask_deletion().unwrap();
    world.wait(WEEK - MINUTE);
    let mut other = Vault::sign_in_by_pin(&server, &phone.device, &pin, None).unwrap();
    assert!(other.deletion().unwrap().due.is_some());
    other.cancel_deletion().unwrap();
    world.wait(MINUTE);
    assert_eq!((other.deletion().unwrap().due, world.objects()), (None, PAPERS + 1));
    assert_eq!(read_all(&mut other).unwrap().len() as u64, PAPERS);

    // Asked for again: until the last minute everything works, a minute later nothing is left.
    other.ask_deletion().unwrap();
    world.wait(WEEK - MINUTE);
    let mut last = Vault::sign_in_by_card(&server, secrets.card.clone(), None).unwrap();
    assert_eq!(read_all(&mut last).unwrap().len() as u64, PAPERS);
    last.add(file.path(), "last.pdf", "application/pdf", folder, &mut Silent).unwrap();
    assert_eq!(world.objects(), PAPERS + 2);
    world.wait(MINUTE);
    assert_eq!(world.objects(), 1, "all objects of the locker are gone at once, and nobody else's");
    for open in [&mut device, &mut other, &mut last] {
        assert_eq!(open.sync().unwrap_err().code, "no_session");
        assert_eq!(open.cancel_deletion().unwrap_err().code, "no_session");
    }
    for (by, tried) in [
        ("words", Vault::sign_in(&server, None, &handle, &secrets.words, None)),
        ("card", Vault::sign_in_by_card(&server, secrets.card.clone(), None)),
        ("passkey", Vault::sign_in_by_passkey(&server, &passkey, None)),
        ("PIN", Vault::sign_in_by_pin(&server, &phone.device, &pin, None)),
    ] {
        assert_eq!(tried.map(drop).unwrap_err().code, "sign_in_refused", "by {by}");
    }
    assert_eq!(read_all(&mut stranger).unwrap().len(), 1);
}
