//! All that a person holds and the server must not.

use armoire::client::{
    account::{Language, RecoverySecret, Words, slot::WordsSecret},
    vault::Vault,
};

use crate::{harness::Opened, search::Needle};

/// Words of fewer letters are found by chance.
const WORD: usize = 6;

/// Five words in every language, alone and side by side, their indexes, and what is derived from them.
pub fn of_words(words: &Words, vault: &Vault, ordinary: &[u8]) -> Vec<Needle> {
    let mut needles = Vec::new();
    for language in Language::ALL {
        let text = words.expose_secret_text(language);
        let each: Vec<&str> = text.split_whitespace().collect();
        for pair in each.windows(2) {
            for between in [" ", "-", ",", "+", "\n", "", "\",\""] {
                let pair = pair.join(between);
                // Numbers of four digits side by side stand in times.
                if pair.len() > WORD && !pair.bytes().all(|byte| byte.is_ascii_digit()) {
                    needles.push(Needle::text(format!("two words, {}", language.code()), &pair));
                }
            }
        }
        let is_ordinary = |word: &str| ordinary.windows(word.len()).any(|window| window == word.as_bytes());
        for word in each.iter().filter(|word| word.len() >= WORD && !is_ordinary(word)) {
            needles.push(Needle::text(format!("the word {word}, {}", language.code()), word));
        }
    }
    let indexes: Vec<u8> = words.expose_secret_indexes().iter().flat_map(|index| index.to_be_bytes()).collect();
    needles.push(Needle::bytes("the words' indexes", &indexes));
    let secret = WordsSecret::derive(words, vault.origin(), vault.handle());
    needles.push(Needle::bytes("the words' P", secret.expose_secret().expose_secret_bytes()));
    needles.push(Needle::bytes("the words' proof", secret.auth().expose_secret_bytes()).may_be_sent());
    needles
}

/// The card's groups, side by side, its digits, its secret and what is derived from it.
pub fn of_card(card: &RecoverySecret) -> Vec<Needle> {
    let mut needles = Vec::new();
    let groups = card.expose_secret_groups();
    let each: Vec<&str> = groups.split_whitespace().collect();
    assert_eq!(each.len(), 9, "nine groups");
    for pair in each.windows(2) {
        for between in ["", " ", "-", ",", "\n"] {
            needles.push(Needle::text("groups of the card", &pair.join(between)));
        }
    }
    needles.push(Needle::bytes("the card's P", card.expose_secret().expose_secret_bytes()));
    needles.push(Needle::text("the card's identity", &card.identity().expose_secret_text()));
    needles.push(Needle::bytes("the card's identity", card.identity().expose_secret_seed().expose_secret_bytes()));
    needles.push(Needle::bytes("the card's proof", card.auth().expose_secret_bytes()).may_be_sent());
    needles
}

/// Every key of an unlocked vault.
pub fn of_vault(vault: &Vault) -> Vec<Needle> {
    let opened = Opened::of(vault);
    let keyring = &opened.keyring;
    let mut needles = vec![
        Needle::bytes("the account key", opened.account_key.expose_secret_bytes()),
        Needle::bytes("the root", keyring.lockers[0].root.expose_secret_bytes()),
        Needle::bytes("the signing seed", keyring.keys.signing.dangerous_seed_bytes()),
        Needle::bytes("the account's identity", keyring.keys.identity.expose_secret_seed().expose_secret_bytes()),
        Needle::text("the account's identity", &keyring.keys.identity.expose_secret_text()),
        // The recipient is public, but only the keyring has it: the server could tell who uses one card twice.
        Needle::text("the session's token", vault.token().unwrap()).may_be_sent(),
    ];
    let (keys, identities) = opened.keys();
    assert!(keys.len() > 2 && identities.len() > 1, "{} keys, {} identities", keys.len(), identities.len());
    needles.extend(keys.iter().map(|key| Needle::bytes("a key of the locker", key.expose_secret_bytes())));
    for identity in identities {
        needles.push(Needle::text("a label's identity", &identity.expose_secret_text()));
        needles.push(Needle::bytes("a label's identity", identity.expose_secret_seed().expose_secret_bytes()));
    }
    needles
}
