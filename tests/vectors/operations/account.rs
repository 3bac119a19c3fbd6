use armoire::{
    client::{
        account::{
            Handle, Keyring, Language, RecoverySecret, Words,
            slot::{self, WordsSecret},
        },
        envelope::{self, Context},
        hazmat::Key,
    },
    protocol::{Refusal, bytes::encode, card::CardChain, id::AccountId, padding},
};
use serde_json::{Value, json};

use super::Input;

pub fn cards(input: &Input<'_>) -> Result<Value, Refusal> {
    let chain = CardChain::verify(input.parsed("account"), &input.cards("cards"))?;
    let newest = chain.newest();
    Ok(json!({
        "number": newest.content.number,
        "signing": encode(&newest.content.signing.0),
        "recipient": newest.content.recipient,
        "hash": newest.hash,
    }))
}

pub fn words(input: &Input<'_>) -> Result<Value, Refusal> {
    let (words, language) = Words::parse(input.text("text"))?;
    Ok(json!({"language": language.code(), "indexes": words.expose_secret_indexes()}))
}

pub fn words_text(input: &Input<'_>) -> Result<Value, Refusal> {
    let indexes = serde_json::from_value(input.value("indexes").clone()).expect("indexes are five numbers");
    let words = Words::from_indexes(indexes).expect("indexes are below 2,048");
    let text = |language| words.expose_secret_text(language).to_string();
    Ok(json!({"fr": text(Language::French), "en": text(Language::English), "numbers": text(Language::Numbers)}))
}

pub fn words_secret(input: &Input<'_>) -> Result<Value, Refusal> {
    let (words, _) = Words::parse(input.text("text"))?;
    let handle: Handle = input.text("handle").parse()?;
    let secret = WordsSecret::derive(&words, input.text("origin"), &handle);
    Ok(json!({
        "secret": encode(secret.expose_secret().expose_secret_bytes()),
        "auth": encode(secret.auth().expose_secret_bytes()),
    }))
}

pub fn words_slot(input: &Input<'_>) -> Result<Value, Refusal> {
    let secret = WordsSecret::from_secret(input.key("secret"));
    account_key(&secret.open_slot(input.parsed("account"), input.parsed("slot"), &input.bytes("sealed"))?)
}

pub fn handle(input: &Input<'_>) -> Result<Value, Refusal> {
    let handle: Handle = input.text("text").parse()?;
    Ok(json!({"handle": handle.as_str()}))
}

pub fn recovery_card(input: &Input<'_>) -> Result<Value, Refusal> {
    let secret = RecoverySecret::from_secret(input.secret("secret"));
    Ok(json!({
        "groups": *secret.expose_secret_groups(),
        "qr": *secret.expose_secret_qr(input.parsed("account"), input.text("origin")),
        "find": secret.find(),
        "auth": encode(secret.auth().expose_secret_bytes()),
        "recipient": secret.identity().to_recipient().to_string(),
    }))
}

pub fn recovery_typed(input: &Input<'_>) -> Result<Value, Refusal> {
    let secret = RecoverySecret::parse_groups(input.text("text"))?;
    Ok(json!({"secret": encode(secret.expose_secret().expose_secret_bytes())}))
}

pub fn recovery_qr(input: &Input<'_>) -> Result<Value, Refusal> {
    let code = RecoverySecret::parse_qr(input.text("text"))?;
    Ok(json!({
        "secret": encode(code.secret.expose_secret().expose_secret_bytes()),
        "account": code.account.to_string(),
        "origin": code.origin,
    }))
}

pub fn card_slot(input: &Input<'_>) -> Result<Value, Refusal> {
    let secret = RecoverySecret::from_secret(input.secret("secret"));
    account_key(&slot::open_card_slot(&secret, input.parsed("account"), input.parsed("slot"), &input.bytes("file"))?)
}

pub fn keyring(input: &Input<'_>) -> Result<Value, Refusal> {
    let key = input.key("account_key");
    let (account, version) = (input.parsed("account"), input.number("version"));
    let keyring = Keyring::open(&key, account, version, input.number("seen"), &input.bytes("sealed"))?;
    Ok(json!({"json": sealed_json(&keyring, &key, account)?}))
}

pub fn keyring_merge(input: &Input<'_>) -> Result<Value, Refusal> {
    let (key, account) = (Key::generate(), AccountId([0; 20]));
    let read = |name: &str| {
        let padded = padding::with_spaces(input.value(name).to_string().into_bytes(), 1024);
        Keyring::open(&key, account, 1, 0, &envelope::seal(&key, &Context::Keyring { account, version: 1 }, &padded))
    };
    let mut newer = read("newer")?;
    newer.merge(&read("older")?);
    Ok(json!({"json": sealed_json(&newer, &key, account)?}))
}

/// What a keyring seals, read back from the seal.
fn sealed_json(keyring: &Keyring, key: &Key, account: AccountId) -> Result<Value, Refusal> {
    let sealed = keyring.seal(key, account, 1)?;
    let json = envelope::open(key, &Context::Keyring { account, version: 1 }, &sealed)?;
    Ok(serde_json::from_slice(&json).expect("a keyring is JSON and spaces"))
}

fn account_key(key: &Key) -> Result<Value, Refusal> {
    Ok(json!({"account_key": encode(key.expose_secret_bytes())}))
}
