//! Making the two ways in, and trusting them only once they have opened.

use url::Url;

use super::origin::origin_of;
use crate::{
    client::{
        account::{
            Handle, Keyring, Language, RecoverySecret, Words,
            slot::{WordsSecret, open_card_slot, seal_card_slot},
        },
        api::{
            Api,
            types::{AccountMade, SignIn, SignedIn, Slot, SlotNew},
            verifier,
        },
        envelope::SlotKind,
        hazmat::{Key, random},
        problem::Problem,
        vault::Secrets,
    },
    protocol::{
        Refusal,
        id::{AccountId, SlotId},
    },
};

/// Both slots, and their ids.
pub(super) fn new_slots(
    account: AccountId,
    account_key: &Key,
    origin: &str,
    keyring: &Keyring,
    secrets: &Secrets,
) -> ([SlotNew; 2], [SlotId; 2]) {
    let words = WordsSecret::derive(&secrets.words, origin, &keyring.handle);
    let ids = [SlotId(random::bytes()), SlotId(random::bytes())];
    let slots = [
        SlotNew {
            id: ids[0],
            kind: SlotKind::Words.name(),
            find: keyring.handle.to_string(),
            verifier: verifier(&words.auth()),
            sealed: words.seal_slot(account, ids[0], account_key).into(),
        },
        SlotNew {
            id: ids[1],
            kind: SlotKind::Card.name(),
            find: secrets.card.find(),
            verifier: verifier(&secrets.card.auth()),
            sealed: seal_card_slot(&keyring.recovery, account, ids[1], account_key).into(),
        },
    ];
    (slots, ids)
}

/// Opens both slots from what the server kept, with what the person will type derived again: a device whose Argon2 is broken
/// shows here, before it locks anyone out.
pub(super) fn trust_slots(
    made: &AccountMade,
    account: AccountId,
    account_key: &Key,
    origin: &str,
    handle: &Handle,
    secrets: &Secrets,
    ids: [SlotId; 2],
) -> Result<(), Problem> {
    let find =
        |id: SlotId| -> Result<&Slot, Refusal> { made.slots.iter().find(|slot| slot.id == id).ok_or(Refusal::Slot) };
    let open = || -> Result<bool, Refusal> {
        let typed = secrets.words.expose_secret_text(Language::Numbers);
        let words = WordsSecret::derive(&Words::parse(&typed)?.0, origin, handle);
        let card = RecoverySecret::parse_groups(&secrets.card.expose_secret_groups())?;
        let by_words = words.open_slot(account, ids[0], &find(ids[0])?.sealed.0)?;
        let by_card = open_card_slot(&card, account, ids[1], &find(ids[1])?.sealed.0)?;
        Ok(by_words == *account_key && by_card == *account_key)
    };
    match open() {
        Ok(true) => Ok(()),
        Ok(false) => Err(Problem::altered(Refusal::Slot)),
        Err(refusal) => Err(Problem::altered(refusal)),
    }
}

/// Signs in with words and opens their slot: the address mixed into the salt, the server's answer, the account key.
pub(super) fn open_words_slot(
    api: &mut Api,
    server: &Url,
    former_origin: Option<&str>,
    handle: &Handle,
    words: &Words,
) -> Result<(String, SignedIn, Key), Problem> {
    let origin = origin_of(server, &api.server()?.origin, former_origin)?;
    let secret = WordsSecret::derive(words, &origin, handle);
    let answer = api.sign_in(&SignIn {
        kind: SlotKind::Words.name(),
        find: handle.to_string(),
        auth: secret.auth().expose_secret_bytes().to_vec().into(),
    })?;
    let account_key =
        secret.open_slot(answer.account, answer.slot.id, &answer.slot.sealed.0).map_err(Problem::altered)?;
    Ok((origin, answer, account_key))
}
