//! `device_slot`, `passkey_slot`, `passkey_input`, `pocket_key`, `name`.

use armoire::{
    client::{
        account::{DeviceSecret, PasskeySecret, name::seal_name},
        envelope::{Context, Derivation, SlotKind, derive, seal},
        hazmat::{Key, Pin, random},
    },
    protocol::{
        bytes::encode,
        id::{AccountId, SlotId},
    },
};
use serde_json::{Value, json};

use super::{Scenarios, envelope::accepted, flipped, with};

pub fn add(scenarios: &mut Scenarios) {
    add_device_slots(scenarios);
    add_passkey_slots(scenarios);
    add_derived(scenarios);
    add_names(scenarios);
}

fn text(key: &Key) -> String {
    encode(key.expose_secret_bytes())
}

fn add_device_slots(scenarios: &mut Scenarios) {
    let (device, pepper, account_key) = (Key::generate(), Key::generate(), Key::generate());
    let (account, slot) = (AccountId(random::bytes()), SlotId(random::bytes()));
    let pin: Pin = "042517".parse().unwrap();
    let secret = DeviceSecret::from_secret(device.clone());
    let sealed = secret.seal_slot(&pin, &pepper, (account, slot), &account_key);
    let good = json!({
        "secret": text(&device), "pin": "042517", "pepper": text(&pepper), "account": account.to_string(),
        "slot": slot.to_string(), "sealed": encode(&sealed),
    });
    let ok = accepted("device_slot", &good).expect("was made for this");
    scenarios.ok("device_slot/good", "Device, PIN and pepper lead to the account key.", &good, ok);
    let mut refused = |name: &str, about: &str, key: &str, value: String, error: &str| {
        scenarios.refused(&format!("device_slot/{name}"), about, &with(&good, key, value), error);
    };
    refused("other-pin", "Another PIN.", "pin", "042518".into(), "commitment");
    refused(
        "other-pepper",
        "Another pepper: what a server without its key could give.",
        "pepper",
        text(&Key::generate()),
        "commitment",
    );
    refused("other-device", "Another device.", "secret", text(&Key::generate()), "commitment");
    refused(
        "other-account",
        "Another account's slot.",
        "account",
        AccountId(random::bytes()).to_string(),
        "commitment",
    );
    refused("other-slot", "Another slot.", "slot", SlotId(random::bytes()).to_string(), "commitment");
    refused("altered", "One bit.", "sealed", flipped(&sealed, 70), "tampered");
    refused("five-digits", "A PIN of five digits.", "pin", "04251".into(), "digits");
    refused("seven-digits", "A PIN of seven digits.", "pin", "0425170".into(), "digits");
    refused("a-letter", "A letter in the PIN.", "pin", "04251o".into(), "digits");
    refused("other-digits", "Digits that aren't ASCII.", "pin", "٠٤٢٥١٧".into(), "digits");
    let slot_key = derive(&device, &Derivation::Device { pepper: &pepper, pin: &pin });
    let context = |kind| Context::Slot { account, slot, kind };
    let of_words = seal(&slot_key, &context(SlotKind::Words), account_key.expose_secret_bytes());
    refused("other-kind", "Sealed as a slot of words.", "sealed", encode(&of_words), "commitment");
    let short = seal(&slot_key, &context(SlotKind::Device), &account_key.expose_secret_bytes()[..31]);
    refused("short-key", "Holds 31 bytes.", "sealed", encode(&short), "length");
}

fn add_passkey_slots(scenarios: &mut Scenarios) {
    let (answer, account_key) = (Key::generate(), Key::generate());
    let (account, slot) = (AccountId(random::bytes()), SlotId(random::bytes()));
    let sealed = PasskeySecret::from_secret(answer.clone()).seal_slot(account, slot, &account_key);
    let good = json!({
        "secret": text(&answer), "account": account.to_string(), "slot": slot.to_string(), "sealed": encode(&sealed),
    });
    let ok = accepted("passkey_slot", &good).expect("was made for this");
    scenarios.ok("passkey_slot/good", "Leads to the account key.", &good, ok);
    let mut refused = |name: &str, about: &str, key: &str, value: String, error: &str| {
        scenarios.refused(&format!("passkey_slot/{name}"), about, &with(&good, key, value), error);
    };
    refused(
        "other-answer",
        "The authenticator answers something else.",
        "secret",
        text(&Key::generate()),
        "commitment",
    );
    refused(
        "other-account",
        "Another account's slot.",
        "account",
        AccountId(random::bytes()).to_string(),
        "commitment",
    );
    refused("other-slot", "Another slot.", "slot", SlotId(random::bytes()).to_string(), "commitment");
    refused("altered", "One bit.", "sealed", flipped(&sealed, 70), "tampered");
    let slot_key = derive(&answer, &Derivation::Key(SlotKind::Passkey));
    let context = Context::Slot { account, slot, kind: SlotKind::Words };
    let of_words = seal(&slot_key, &context, account_key.expose_secret_bytes());
    refused("other-kind", "Sealed as a slot of words.", "sealed", encode(&of_words), "commitment");
}

/// What follows from its input alone.
fn add_derived(scenarios: &mut Scenarios) {
    let input = json!({"origin": "https://armoire.example"});
    let ok = accepted("passkey_input", &input).expect("refuses nothing");
    scenarios.ok("passkey_input/good", "What an authenticator is asked at this address.", &input, ok);
    for (kind, context, name) in [
        ("device", "find", "find-device"),
        ("passkey", "find", "find-passkey"),
        ("invite", "find", "find-invite"),
        ("passkey", "auth", "auth-passkey"),
        ("passkey", "key", "key-passkey"),
    ] {
        let key: Vec<u8> = (0..32).collect();
        let input = json!({"key": encode(&key), "context": context, "fields": [kind]});
        let ok = accepted("derive", &input).expect("refuses nothing");
        scenarios.ok(&format!("derive/{name}"), "HKDF-SHA-256 with an empty salt.", &input, ok);
    }
    let device: Vec<u8> = (100..132).collect();
    let good = json!({"device": encode(&device), "code": "4825", "salt": encode(&[7; 16])});
    let ok = accepted("pocket_key", &good).expect("four digits are enough");
    scenarios.ok("pocket_key/four", "A code of four digits.", &good, ok);
    let longest = with(&good, "code", "48250173");
    let ok = accepted("pocket_key", &longest).expect("eight digits are the most");
    scenarios.ok("pocket_key/eight", "A code of eight digits.", &longest, ok);
    for (name, code) in [("three", "482"), ("nine", "482501739"), ("empty", ""), ("space", "48 25")] {
        scenarios.refused(&format!("pocket_key/{name}"), "Not 4 to 8 digits.", &with(&good, "code", code), "digits");
    }
}

fn add_names(scenarios: &mut Scenarios) {
    let key = Key::generate();
    let account = AccountId(random::bytes());
    let slot = SlotId(random::bytes()).to_string();
    let input = |id: &str, sealed: &[u8]| -> Value {
        json!({"account_key": text(&key), "account": account.to_string(), "id": id, "sealed": encode(sealed)})
    };
    let sealed = seal_name(&key, account, &slot, "Téléphone de Nadia").unwrap();
    let good = input(&slot, &sealed);
    scenarios.ok("name/slot", "The name of a device.", &good, json!({"name": "Téléphone de Nadia"}));
    let session = "Zk3f_b-9Q0a";
    let longest = "م".repeat(64);
    let of_session = input(session, &seal_name(&key, account, session, &longest).unwrap());
    scenarios.ok("name/session", "The name of a session, 128 bytes.", &of_session, json!({"name": longest}));
    let mut refused = |name: &str, about: &str, input: &Value, error: &str| {
        scenarios.refused(&format!("name/{name}"), about, input, error);
    };
    refused(
        "other-id",
        "The name of another slot.",
        &with(&good, "id", SlotId(random::bytes()).to_string()),
        "commitment",
    );
    refused(
        "other-account",
        "Another account's.",
        &with(&good, "account", AccountId(random::bytes()).to_string()),
        "commitment",
    );
    refused("altered", "One bit.", &with(&good, "sealed", flipped(&sealed, 70)), "tampered");
    let raw = |plaintext: &[u8]| input(&slot, &seal(&key, &Context::Name { account, id: &slot }, plaintext));
    refused("short", "127 bytes.", &raw(&[b'a'; 127]), "length");
    refused("long", "129 bytes.", &raw(&[b'a'; 129]), "length");
    refused("not-utf8", "Bytes that are no text.", &raw(&[0xff; 128]), "malformed");
    refused("empty", "Spaces alone.", &raw(&[b' '; 128]), "malformed");
    refused("control", "A line break in the name.", &raw(&[[b'\n'; 64], [b'a'; 64]].concat()), "malformed");
}
