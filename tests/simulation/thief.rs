//! Somebody took what lies on the server, or a phone, or both: what can they find out without asking anybody, and what does a guess cost?
//!
//! The thief reads the files themselves (database, objects, log, a backup, the phone's profile, the folder of PINs) and does the cheapest that the
//! protocol leaves. Each way that must be closed is really tried, each that is open is really gone, and the last row shows that the thief's tools work.

use std::time::{Duration, Instant};

use armoire::{
    client::{
        account::{DeviceSecret, RecoverySecret, Words, slot::WordsSecret},
        hazmat::{Key, Pin},
        vault::{Enrolment, Secrets, Vault},
    },
    protocol::{bytes::Hash, id::AccountId},
};
use hmac::{Hmac, KeyInit as _, Mac as _};
use sha2::Sha256;
use sqlx::{Connection as _, Row as _, SqliteConnection};

use crate::world::World;

/// A row of the stolen database.
struct StolenSlot {
    id: String,
    kind: String,
    find: String,
    verifier: Vec<u8>,
    sealed: Vec<u8>,
}

struct Stolen {
    account: AccountId,
    slots: Vec<StolenSlot>,
    /// Of the folder of PINs.
    key: Vec<u8>,
    nonce: Vec<u8>,
}

const PIN: &str = "493027";
const ALL_PINS: u32 = 1_000_000;

#[test]
fn what_a_guess_costs_a_thief() {
    let world = World::start();
    let server = world.address();
    let handle = "nadia4821".parse().unwrap();
    let secrets = Secrets::generate();
    let mut vault = Vault::sign_up(&server, &handle, None, &secrets).unwrap();
    let pin: Pin = PIN.parse().unwrap();
    let phone = vault.set_pin(&pin, None, None).unwrap();
    let stolen = steal(&world, vault.account());
    let slot = |kind: &str| stolen.slots.iter().find(|slot| slot.kind == kind).unwrap();

    let words = cost_of_words(slot("words"), &secrets.words, vault.origin(), &handle);
    let card = cost_of_card(slot("card"), &secrets.card);
    let (pins, found) = pins_without_key(slot("device"), &phone, &stolen);
    assert_eq!(found, None, "phone and database without the key of the PINs check no PIN");
    let (with_key, found) = pins_with_key(slot("device"), &phone, &stolen);
    assert_eq!(found.as_deref(), Some(PIN), "the same search finds it once that key is stolen too");
    let online = online_tries(&phone);

    println!(
        "\nWhat a thief has                            what a guess costs                    all of it on this machine, one core"
    );
    row("database, objects, logs, backups: words", words, 55);
    row("the same: card", card, 128);
    println!("{:<44}another device key each time: 256 bits", "the same: PIN");
    println!("{:<44}{online} tries, then the PIN is gone", "phone: PIN, asking the server");
    println!(
        "{:<44}nothing to compare with: 1,000,000 PINs tried in {pins:.1?}, none told apart",
        "phone and database: PIN"
    );
    println!("{:<44}{:.1?} for the right one among 1,000,000", "phone, database and the key of the PINs", with_key);
    println!("{:<44}as above: words and card cost the same", "everything, of somebody without a PIN");
}

fn row(what: &str, guess: Duration, bits: i32) {
    let years = guess.as_secs_f64() * 2_f64.powi(bits - 1) / (365.25 * 86_400.0);
    println!("{what:<44}{guess:<38.1?}2^{bits} guesses, {years:.1e} years on average");
}

/// Argon2id and one hash; the guess with the right words shows that the comparison is the thief's.
fn cost_of_words(
    slot: &StolenSlot,
    right: &Words,
    origin: &str,
    handle: &armoire::client::account::Handle,
) -> Duration {
    let guess = |words: &Words| {
        let secret = WordsSecret::derive(words, origin, handle);
        Hash::of(secret.auth().expose_secret_bytes()).0 == slot.verifier[..]
    };
    assert_eq!(slot.find, handle.to_string());
    let wrong: Vec<Words> = (0..5).map(|_| Words::generate()).collect();
    let begun = Instant::now();
    assert!(!wrong.iter().any(guess));
    let each = begun.elapsed() / 5;
    assert!(guess(right));
    each
}

/// A derivation and a hash: cheap, and no matter, with 128 bits.
fn cost_of_card(slot: &StolenSlot, right: &RecoverySecret) -> Duration {
    let guess = |card: &RecoverySecret| Hash::of(card.auth().expose_secret_bytes()).0 == slot.verifier[..];
    let begun = Instant::now();
    assert!(!(0..1000).any(|_| guess(&RecoverySecret::generate())));
    let each = begun.elapsed() / 1000;
    assert!(guess(right));
    each
}

/// Every PIN against everything that lies in the database: the proof's hash, the hash of that, and the slot itself with what a pepper could be
/// made from without the key.
fn pins_without_key(slot: &StolenSlot, phone: &Enrolment, stolen: &Stolen) -> (Duration, Option<String>) {
    let begun = Instant::now();
    let found = all_pins().find(|pin| {
        let proof = Hash::of(phone.device.proof(pin).expose_secret_bytes());
        proof.0 == slot.verifier[..] || Hash::of(&proof.0).0 == slot.verifier[..]
    });
    let found = found.or_else(|| {
        // Opening costs more: a thousand around the right one, with the peppers that need no key.
        let near = (493_000..494_000).map(pin_of);
        let peppers = [vec![0; 32], hmac(&[], "pepper", &stolen.nonce), hmac(&[0; 32], "pepper", &stolen.nonce)];
        near.into_iter().find(|pin| peppers.iter().any(|pepper| opens(slot, phone, stolen, pin, pepper)))
    });
    (begun.elapsed(), found.map(|pin| pin.expose_secret_text().to_owned()))
}

/// The same with the key of the PINs.
fn pins_with_key(slot: &StolenSlot, phone: &Enrolment, stolen: &Stolen) -> (Duration, Option<String>) {
    let begun = Instant::now();
    let found = all_pins().find(|pin| {
        let proof = Hash::of(phone.device.proof(pin).expose_secret_bytes());
        Hash::of(&hmac(&stolen.key, "verifier", &proof.0)).0 == slot.verifier[..]
    });
    let elapsed = begun.elapsed();
    let found = found.filter(|pin| opens(slot, phone, stolen, pin, &hmac(&stolen.key, "pepper", &stolen.nonce)));
    (elapsed, found.map(|pin| pin.expose_secret_text().to_owned()))
}

fn opens(slot: &StolenSlot, phone: &Enrolment, stolen: &Stolen, pin: &Pin, pepper: &[u8]) -> bool {
    let device = DeviceSecret::from_secret(phone.device.expose_secret().clone());
    let pepper = Key::from_slice(pepper).unwrap();
    device.open_slot(pin, &pepper, (stolen.account, slot.id.parse().unwrap()), &slot.sealed).is_ok()
}

/// Wrong PINs until the server says that none are left; the right one is refused then.
fn online_tries(phone: &Enrolment) -> u32 {
    let attempt = |pin: &str| Vault::sign_in_by_pin(&phone.server, &phone.device, &pin.parse().unwrap(), None);
    let mut tries = 0;
    loop {
        tries += 1;
        let refused = attempt("000000").unwrap_err();
        assert_eq!(refused.code, "sign_in_refused");
        if refused.extra["left"] == 0 {
            assert_eq!(attempt(PIN).unwrap_err().code, "sign_in_refused", "the right one comes too late");
            return tries;
        }
    }
}

fn all_pins() -> impl Iterator<Item = Pin> {
    (0..ALL_PINS).map(pin_of)
}

fn pin_of(number: u32) -> Pin {
    format!("{number:06}").parse().unwrap()
}

fn hmac(key: &[u8], context: &str, bytes: &[u8]) -> Vec<u8> {
    let mut mac = Hmac::<Sha256>::new_from_slice(key).unwrap();
    mac.update(context.as_bytes());
    mac.update(b"\n");
    mac.update(bytes);
    mac.finalize().into_bytes().to_vec()
}

/// Copies the server's folders as they lie there, and reads the copy.
fn steal(world: &World, account: AccountId) -> Stolen {
    let copy = tempfile::tempdir().unwrap();
    crate::data::copy(&world.data(), &copy.path().join("data"));
    crate::data::copy(&world.pins(), &copy.path().join("pins"));
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        let open = |name: &str| format!("sqlite:{}", copy.path().join(name).display());
        let mut database = SqliteConnection::connect(&open("data/armoire.sqlite")).await.unwrap();
        let rows =
            sqlx::query("SELECT id, kind, find, verifier, sealed FROM slots").fetch_all(&mut database).await.unwrap();
        let slot = |row: &sqlx::sqlite::SqliteRow| StolenSlot {
            id: row.get(0),
            kind: row.get(1),
            find: row.get(2),
            verifier: row.get(3),
            sealed: row.get(4),
        };
        let mut pins = SqliteConnection::connect(&open("pins/tries.sqlite")).await.unwrap();
        let nonce = sqlx::query("SELECT nonce FROM pins").fetch_one(&mut pins).await.unwrap().get(0);
        let key = std::fs::read(copy.path().join("pins/key")).unwrap();
        Stolen { account, slots: rows.iter().map(slot).collect(), key, nonce }
    })
}
