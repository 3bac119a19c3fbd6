//! Invitations that wait for their answer, as a keyring keeps them: any device of the inviter's can take them up.

use serde::{Deserialize, Serialize};
use zeroize::Zeroize;

use super::{Carrier, find, reply::Answered};
use crate::{
    client::hazmat::Key,
    protocol::{
        Refusal,
        bytes::{Bytes, Hash},
        canonical,
        id::AccountId,
    },
};

/// An invitation of one's own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenInvitation {
    /// What was carried.
    pub secret: Key,
    /// Hash of the card that it names.
    pub card: Hash,
    /// How.
    pub carrier: Carrier,
    /// Until when it can be answered, milliseconds since 1970.
    pub until: u64,
    /// Who has answered.
    pub person: Option<AccountId>,
}

impl OpenInvitation {
    /// Whether it can still be answered.
    #[must_use]
    pub fn is_open(&self, now: u64) -> bool {
        now < self.until
    }

    /// Where its answer lies.
    #[must_use]
    pub fn find(&self) -> String {
        find(&self.secret)
    }

    /// What a reply to it must fit.
    #[must_use]
    pub fn answered(&self, inviter: AccountId) -> Answered<'_> {
        Answered { secret: &self.secret, inviter, card: self.card }
    }
}

/// Unites two keyrings' invitations. One that another device has done with comes back, and goes again the next time.
pub fn merge_invitations(invitations: &mut Vec<OpenInvitation>, others: &[OpenInvitation]) {
    for other in others {
        match invitations.iter_mut().find(|known| known.secret == other.secret) {
            Some(known) => known.person = known.person.or(other.person),
            None => invitations.push(other.clone()),
        }
    }
}

/// As the keyring's JSON has it; its secret is wiped on drop.
#[derive(Serialize, Deserialize)]
pub(in crate::client) struct OpenInvitationJson {
    secret: Bytes,
    card: Hash,
    kind: String,
    #[serde(deserialize_with = "canonical::integer")]
    until: u64,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    person: Option<AccountId>,
}

impl Drop for OpenInvitationJson {
    fn drop(&mut self) {
        self.secret.0.zeroize();
    }
}

impl From<&OpenInvitation> for OpenInvitationJson {
    fn from(invitation: &OpenInvitation) -> Self {
        Self {
            secret: invitation.secret.expose_secret_bytes().to_vec().into(),
            card: invitation.card,
            kind: invitation.carrier.name().to_owned(),
            until: invitation.until,
            person: invitation.person,
        }
    }
}

impl TryFrom<OpenInvitationJson> for OpenInvitation {
    type Error = Refusal;

    fn try_from(json: OpenInvitationJson) -> Result<Self, Refusal> {
        let carriers = [Carrier::Qr, Carrier::Link];
        Ok(Self {
            secret: Key::from_slice(&json.secret.0).ok_or(Refusal::Malformed)?,
            card: json.card,
            carrier: carriers.into_iter().find(|carrier| carrier.name() == json.kind).ok_or(Refusal::Malformed)?,
            until: json.until,
            person: json.person,
        })
    }
}
