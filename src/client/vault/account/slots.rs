//! Making ways in, and trusting them only once they have opened from the server's answer.

use crate::{
    client::{
        account::{
            Handle, Language, RecoverySecret, Words,
            slot::{WordsSecret, open_card_slot, seal_card_slot},
        },
        api::{
            types::{Slot, SlotNew},
            verifier,
        },
        envelope::SlotKind,
        hazmat::{Key, Recipient, random},
        problem::Problem,
    },
    protocol::{
        Refusal,
        id::{AccountId, SlotId},
    },
};

/// A slot of words.
pub(super) fn words_slot(account: AccountId, account_key: &Key, handle: &Handle, words: &WordsSecret) -> SlotNew {
    let id = SlotId(random::bytes());
    SlotNew {
        id,
        kind: SlotKind::Words.name(),
        find: handle.to_string(),
        verifier: verifier(&words.auth()),
        sealed: words.seal_slot(account, id, account_key).into(),
        nonce: None,
        name: None,
    }
}

/// A slot of a recovery card.
pub(super) fn card_slot(account: AccountId, account_key: &Key, card: &RecoverySecret) -> SlotNew {
    let id = SlotId(random::bytes());
    let recipient: Recipient = card.identity().to_recipient();
    SlotNew {
        id,
        kind: SlotKind::Card.name(),
        find: card.find(),
        verifier: verifier(&card.auth()),
        sealed: seal_card_slot(&recipient, account, id, account_key).into(),
        nonce: None,
        name: None,
    }
}

/// The server's answer, in which each new way in must be found and opened.
#[derive(Clone, Copy)]
pub(super) struct Answered<'a> {
    pub(super) slots: &'a [Slot],
    pub(super) account: AccountId,
    pub(super) account_key: &'a Key,
}

impl Answered<'_> {
    /// With what the person will type derived again: a device whose Argon2 is broken shows here, before it locks anyone out.
    pub(super) fn trust_words(
        self,
        id: SlotId,
        words: &Words,
        origin: &str,
        handle: &Handle,
    ) -> Result<WordsSecret, Problem> {
        let typed = words.expose_secret_text(Language::Numbers);
        let words = Words::parse(&typed).map_err(Problem::altered)?.0;
        let secret = WordsSecret::derive(&words, origin, handle);
        self.trust_words_secret(id, &secret)?;
        Ok(secret)
    }

    pub(super) fn trust_words_secret(self, id: SlotId, secret: &WordsSecret) -> Result<(), Problem> {
        self.is_ours(secret.open_slot(self.account, id, self.sealed(id)?))
    }

    pub(super) fn trust_card(self, id: SlotId, card: &RecoverySecret) -> Result<(), Problem> {
        let card = RecoverySecret::parse_groups(&card.expose_secret_groups()).map_err(Problem::altered)?;
        self.is_ours(open_card_slot(&card, self.account, id, self.sealed(id)?))
    }

    /// The bytes that were sent, and nothing else: for the card that stays, which only its paper opens.
    pub(super) fn trust_bytes(self, id: SlotId, sealed: &[u8]) -> Result<(), Problem> {
        if self.sealed(id)? == sealed { Ok(()) } else { Err(Problem::altered(Refusal::Slot)) }
    }

    fn sealed(&self, id: SlotId) -> Result<&[u8], Problem> {
        let slot = self.slots.iter().find(|slot| slot.id == id);
        slot.map(|slot| slot.sealed.0.as_slice()).ok_or_else(|| Problem::altered(Refusal::Slot))
    }

    fn is_ours(&self, opened: Result<Key, Refusal>) -> Result<(), Problem> {
        match opened {
            Ok(key) if key == *self.account_key => Ok(()),
            Ok(_) => Err(Problem::altered(Refusal::Slot)),
            Err(refusal) => Err(Problem::altered(refusal)),
        }
    }
}
