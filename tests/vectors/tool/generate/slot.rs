//! `words_slot`, `card_slot`, `keyring`, `keyring_merge`, `node_key`, `earlier_key`.

use armoire::{
    client::{
        account::{
            RecoverySecret,
            slot::{WordsSecret, seal_card_slot},
        },
        document::key::{NodeEpoch, seal_node_key, seal_prior},
        envelope::{Context, Derivation, SlotKind, derive, seal, to},
        hazmat::{Identity, Key, random},
    },
    protocol::{
        age_header::RecipientType,
        bytes::{Hash, encode},
        id::{AccountId, LockerId, NodeId, SlotId},
        padding::with_spaces,
    },
};
use serde_json::{Value, json};

use super::{Scenarios, flipped, with};

pub fn add(scenarios: &mut Scenarios) {
    add_words_slots(scenarios);
    add_card_slots(scenarios);
    add_keyrings(scenarios);
    add_merges(scenarios);
    add_node_keys(scenarios);
    add_earlier_keys(scenarios);
}

fn secret_text(key: &Key) -> String {
    encode(key.expose_secret_bytes())
}

fn add_words_slots(scenarios: &mut Scenarios) {
    let (secret, account_key) = (Key::generate(), Key::generate());
    let (account, slot) = (AccountId(random::bytes()), SlotId(random::bytes()));
    let sealed = WordsSecret::from_secret(secret.clone()).seal_slot(account, slot, &account_key);
    let good = json!({
        "secret": secret_text(&secret), "account": account.to_string(), "slot": slot.to_string(), "sealed": encode(&sealed),
    });
    scenarios.ok(
        "words_slot/good",
        "Leads to the account key.",
        &good,
        json!({"account_key": secret_text(&account_key)}),
    );
    let mut refused = |name: &str, about: &str, key: &str, value: String, error: &str| {
        scenarios.refused(&format!("words_slot/{name}"), about, &with(&good, key, value), error);
    };
    refused("wrong-words", "P of other words.", "secret", secret_text(&Key::generate()), "commitment");
    refused(
        "other-account",
        "The slot of another account.",
        "account",
        AccountId(random::bytes()).to_string(),
        "commitment",
    );
    refused("other-slot", "Another slot of the account.", "slot", SlotId(random::bytes()).to_string(), "commitment");
    refused("altered", "One bit.", "sealed", flipped(&sealed, 70), "tampered");
    let slot_key = derive(&secret, &Derivation::Key(SlotKind::Words));
    let context = |kind| Context::Slot { account, slot, kind };
    let of_card = seal(&slot_key, &context(SlotKind::Card), account_key.expose_secret_bytes());
    refused("other-kind", "Sealed as a slot of another kind.", "sealed", encode(&of_card), "commitment");
    let short = seal(&slot_key, &context(SlotKind::Words), &account_key.expose_secret_bytes()[..31]);
    refused("short-key", "Holds 31 bytes.", "sealed", encode(&short), "length");
}

fn add_card_slots(scenarios: &mut Scenarios) {
    let (secret, account_key) = (RecoverySecret::generate(), Key::generate());
    let recipient = secret.identity().to_recipient();
    let (account, slot) = (AccountId(random::bytes()), SlotId(random::bytes()));
    let file = seal_card_slot(&recipient, account, slot, &account_key);
    let good = json!({
        "secret": encode(secret.expose_secret().expose_secret_bytes()),
        "account": account.to_string(), "slot": slot.to_string(), "file": encode(&file),
    });
    scenarios.ok(
        "card_slot/good",
        "Leads to the account key.",
        &good,
        json!({"account_key": secret_text(&account_key)}),
    );
    let mut refused = |name: &str, about: &str, key: &str, value: String, error: &str| {
        scenarios.refused(&format!("card_slot/{name}"), about, &with(&good, key, value), error);
    };
    let other = RecoverySecret::generate();
    refused("other-card", "Another card.", "secret", encode(other.expose_secret().expose_secret_bytes()), "recipient");
    refused(
        "other-account",
        "A slot that names another account than was asked for.",
        "account",
        AccountId(random::bytes()).to_string(),
        "slot",
    );
    refused(
        "other-slot",
        "A slot that names another slot than was asked for.",
        "slot",
        SlotId(random::bytes()).to_string(),
        "slot",
    );
    refused("altered", "One bit of the stream.", "file", flipped(&file, file.len() - 1), "tampered");
    let content = |json: Value| encode(&to(&recipient, json.to_string().as_bytes()));
    let key = secret_text(&account_key);
    let (account, slot) = (account.to_string(), slot.to_string());
    let in_order = format!("{{\"account\":\"{account}\",\"slot\":\"{slot}\",\"key\":\"{key}\"}}");
    let sealed = |text: &str| encode(&to(&recipient, text.as_bytes()));
    refused(
        "other-order",
        "Keys in another order.",
        "file",
        sealed(&format!("{{\"key\":\"{key}\",\"account\":\"{account}\",\"slot\":\"{slot}\"}}")),
        "not_canonical",
    );
    refused("space", "A space after the JSON.", "file", sealed(&format!("{in_order} ")), "not_canonical");
    refused(
        "short-key",
        "A key of 31 bytes.",
        "file",
        sealed(&in_order.replace(&key, &encode(&account_key.expose_secret_bytes()[..31]))),
        "length",
    );
    refused("no-key", "No key.", "file", content(json!({"account": account, "slot": slot})), "not_canonical");
    let hybrid = Identity::generate(RecipientType::Hybrid).to_recipient();
    refused("hybrid", "Addressed to a hybrid recipient.", "file", encode(&to(&hybrid, in_order.as_bytes())), "stanzas");
}

/// A keyring's JSON; what is unknown must survive.
pub(super) fn keyring_json() -> Value {
    let recovery = Identity::generate(RecipientType::X25519).to_recipient();
    json!({
        "suite": 1, "handle": "nadia4821", "signing": secret_text(&Key::generate()), "identity": secret_text(&Key::generate()),
        "card": 2, "recovery": recovery.to_string(),
        "lockers": [{
            "locker": LockerId(random::bytes()).to_string(), "root": secret_text(&Key::generate()),
            "seq": 41, "hash": Hash(random::bytes()).to_string(), "pinned": "of a later version",
        }],
        "people": [], "later": {"kept": [1, 2]},
    })
}

fn add_keyrings(scenarios: &mut Scenarios) {
    let key = Key::generate();
    let (account, version) = (AccountId(random::bytes()), 5);
    let json = keyring_json();
    let sealed_as = |bytes: &[u8]| encode(&seal(&key, &Context::Keyring { account, version }, bytes));
    let padded = |json: &Value| sealed_as(&with_spaces(json.to_string().into_bytes(), 1024));
    let good = json!({
        "account_key": secret_text(&key), "account": account.to_string(), "version": version, "seen": 5, "sealed": padded(&json),
    });
    scenarios.ok("keyring/good", "Opens, and keeps what it doesn't know.", &good, json!({"json": json}));
    scenarios.refused(
        "keyring/rolled-back",
        "A version below one already seen, and otherwise whole.",
        &with(&good, "seen", 6),
        "rolled_back",
    );
    let mut refused = |name: &str, about: &str, key: &str, value: Value, error: &str| {
        scenarios.refused(&format!("keyring/{name}"), about, &with(&good, key, value), error);
    };
    refused("other-version", "An older keyring given as a newer version.", "version", json!(6), "commitment");
    refused(
        "other-account",
        "Another account's.",
        "account",
        json!(AccountId(random::bytes()).to_string()),
        "commitment",
    );
    refused("wrong-key", "Another account key.", "account_key", json!(secret_text(&Key::generate())), "commitment");
    let sealed = armoire::protocol::bytes::decode(good["sealed"].as_str().unwrap()).unwrap();
    refused("altered", "One bit.", "sealed", json!(flipped(&sealed, 200)), "tampered");
    refused("suite-2", "Written by a suite of tomorrow.", "sealed", json!(padded(&with(&json, "suite", 2))), "suite");
    refused("not-json", "No JSON inside.", "sealed", json!(sealed_as(&[b' '; 1024])), "malformed");
    refused(
        "padding-not-spaces",
        "Zero bytes after the JSON.",
        "sealed",
        json!(sealed_as(&[json.to_string().as_bytes(), &[0; 100]].concat())),
        "malformed",
    );
    let nested = with(&json, "later", json!({"a": {"b": {"c": {}}}}));
    refused("nested", "An unknown key nested five deep.", "sealed", json!(padded(&nested)), "too_large");
    let hybrid = Identity::generate(RecipientType::Hybrid).to_recipient().to_string();
    refused(
        "recovery-hybrid",
        "A recovery recipient of the wrong type.",
        "sealed",
        json!(padded(&with(&json, "recovery", hybrid))),
        "malformed",
    );
    refused(
        "short-seed",
        "A signing seed of 31 bytes.",
        "sealed",
        json!(padded(&with(&json, "signing", encode(&[1; 31])))),
        "malformed",
    );
}

fn add_merges(scenarios: &mut Scenarios) {
    let newer = keyring_json();
    let mut older = keyring_json();
    older["lockers"][0]["locker"] = newer["lockers"][0]["locker"].clone();
    older["lockers"][0]["seq"] = json!(57);
    let person = |name: &str| json!({"account": AccountId(random::bytes()).to_string(), "name": name});
    let mut newer = with(&newer, "people", json!([person("Awa"), person("Luc")]));
    older = with(&older, "people", json!([newer["people"][1].clone(), person("Zoé")]));
    let mut merged = newer.clone();
    merged["lockers"][0]["seq"] = json!(57);
    merged["lockers"][0]["hash"] = older["lockers"][0]["hash"].clone();
    merged["people"] = json!([newer["people"][0], newer["people"][1], older["people"][1]]);
    let input = json!({"newer": newer, "older": older});
    scenarios.ok(
        "keyring_merge/older-pin-higher",
        "The pin that saw more wins, people are united, the rest is the newer's.",
        &input,
        json!({"json": merged}),
    );
    newer["lockers"][0]["seq"] = json!(58);
    merged["lockers"][0] = newer["lockers"][0].clone();
    let input = json!({"newer": newer, "older": older});
    scenarios.ok(
        "keyring_merge/newer-pin-higher",
        "The newer's pin is the higher one already.",
        &input,
        json!({"json": merged}),
    );
}

fn add_node_keys(scenarios: &mut Scenarios) {
    let (parent, key) = (Key::generate(), Key::generate());
    let place = NodeEpoch { locker: LockerId(random::bytes()), node: NodeId(random::bytes()), epoch: 2 };
    let sealed = seal_node_key(&parent, place, &key);
    let good = json!({
        "parent": secret_text(&parent), "locker": place.locker.to_string(), "node": place.node.to_string(), "epoch": 2,
        "sealed": encode(&sealed),
    });
    scenarios.ok("node_key/good", "A folder's key under the locker's.", &good, json!({"key": secret_text(&key)}));
    let mut refused = |name: &str, about: &str, key: &str, value: Value, error: &str| {
        scenarios.refused(&format!("node_key/{name}"), about, &with(&good, key, value), error);
    };
    refused(
        "other-node",
        "Another folder's key in this folder's place.",
        "node",
        json!(NodeId(random::bytes()).to_string()),
        "commitment",
    );
    refused("other-epoch", "An old key as a new one.", "epoch", json!(3), "commitment");
    refused("other-locker", "Another locker's.", "locker", json!(LockerId(random::bytes()).to_string()), "commitment");
    let context = Context::Node { locker: place.locker, node: place.node, epoch: 2 };
    refused("long-key", "Holds 33 bytes.", "sealed", json!(encode(&seal(&parent, &context, &[1; 33]))), "length");
    let prior = seal_prior(&parent, place, &key);
    refused("prior-as-node", "A `prior` in the place of a key.", "sealed", json!(encode(&prior)), "commitment");
}

fn add_earlier_keys(scenarios: &mut Scenarios) {
    let keys: Vec<Key> = (0..4).map(|_| Key::generate()).collect();
    let (locker, node) = (LockerId(random::bytes()), NodeId(random::bytes()));
    // The rotation to epoch n carries the key of epoch n - 1.
    let prior = |epoch: usize| {
        let old = NodeEpoch { locker, node, epoch: epoch as u64 - 1 };
        json!({"epoch": epoch, "prior": encode(&seal_prior(&keys[epoch - 1], old, &keys[epoch - 2]))})
    };
    let priors = [prior(2), prior(3), prior(4)];
    let good = json!({
        "key": secret_text(&keys[3]), "locker": locker.to_string(), "node": node.to_string(), "epoch": 4, "wanted": 1,
        "priors": priors,
    });
    scenarios.ok("earlier_key/first", "From epoch 4 back to 1.", &good, json!({"key": secret_text(&keys[0])}));
    scenarios.ok(
        "earlier_key/same",
        "The newest itself.",
        &with(&good, "wanted", 4),
        json!({"key": secret_text(&keys[3])}),
    );
    let mut refused = |name: &str, about: &str, key: &str, value: Value, error: &str| {
        scenarios.refused(&format!("earlier_key/{name}"), about, &with(&good, key, value), error);
    };
    refused("later", "An epoch that isn't there yet.", "wanted", json!(5), "epoch");
    refused("zero", "Epochs begin at 1.", "wanted", json!(0), "epoch");
    refused("missing", "A rotation is missing.", "priors", json!([priors[0], priors[2]]), "epoch");
    let exchanged =
        json!([priors[0], {"epoch": 3, "prior": priors[2]["prior"]}, {"epoch": 4, "prior": priors[1]["prior"]}]);
    refused("exchanged", "Two rotations exchanged.", "priors", exchanged, "commitment");
}
