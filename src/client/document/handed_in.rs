//! What a deposit's box holds: the label of the document that it becomes.

use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

use super::label::{DocumentJson, DocumentLabel};
use crate::{
    client::{
        envelope::{open_from, to},
        hazmat::{Identity, Recipient},
    },
    protocol::{
        Refusal,
        act::ObjectName,
        canonical,
        id::{AccountId, LockerId, NodeId},
        limits,
    },
};

/// The one form that this version hands in.
const PAPER: &str = "paper";

/// Where a deposit belongs, as its act says too.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DepositPlace {
    /// Who hands it in.
    pub author: AccountId,
    /// Into which locker.
    pub locker: LockerId,
    /// The document that it becomes.
    pub node: NodeId,
    /// As in the act.
    pub objects: Vec<ObjectName>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct HandedInJson {
    author: AccountId,
    locker: LockerId,
    #[serde(deserialize_with = "canonical::integer")]
    epoch: u64,
    node: NodeId,
    form: String,
    label: DocumentJson,
    objects: Vec<ObjectName>,
}

/// The box for the inbox of this epoch.
///
/// # Errors
/// `too_large` for a name over 1,024 bytes.
pub fn seal(inbox: &Recipient, epoch: u64, place: &DepositPlace, label: &DocumentLabel) -> Result<Vec<u8>, Refusal> {
    label.check()?;
    let json = Zeroizing::new(canonical::write(&HandedInJson {
        author: place.author,
        locker: place.locker,
        epoch,
        node: place.node,
        form: PAPER.to_owned(),
        label: DocumentJson::of(label),
        objects: place.objects.clone(),
    }));
    if json.len() > limits::LABEL { Err(Refusal::TooLarge) } else { Ok(to(inbox, &json)) }
}

/// Opens a box of this epoch's inbox: the document's label.
///
/// # Errors
/// `too_large` over 64 KiB, those of [`open_from`], `not_canonical`; `deposit` when it says another place than its act, `kind` for a form that
/// isn't known; those of a label.
pub fn open(inbox: &Identity, epoch: u64, place: &DepositPlace, file: &[u8]) -> Result<DocumentLabel, Refusal> {
    if file.len() > limits::BOX {
        return Err(Refusal::TooLarge);
    }
    let json: HandedInJson = canonical::read(&open_from(inbox, file)?, limits::BOX)?;
    let said = DepositPlace { author: json.author, locker: json.locker, node: json.node, objects: json.objects };
    if said != *place || json.epoch != epoch {
        return Err(Refusal::Deposit);
    }
    if json.form != PAPER {
        return Err(Refusal::Kind);
    }
    json.label.into_label()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{client::hazmat::random, protocol::age_header::RecipientType};

    fn label() -> DocumentLabel {
        DocumentLabel {
            name: "attestation.pdf".to_owned(),
            media_type: "application/pdf".to_owned(),
            size: 10,
            edition: 1,
            added: 1,
            modified: 1,
            trashed: None,
            payload: Identity::generate(RecipientType::X25519),
            thumbnail: None,
            pages: None,
            category: None,
            expires: None,
            unknown: serde_json::Map::new(),
        }
    }

    #[test]
    fn a_deposit_says_its_author_and_place_inside_too() {
        let inbox = Identity::generate(RecipientType::Hybrid);
        let place = DepositPlace {
            author: AccountId(random::bytes()),
            locker: LockerId(random::bytes()),
            node: NodeId(random::bytes()),
            objects: Vec::new(),
        };
        let file = seal(&inbox.to_recipient(), 2, &place, &label()).unwrap();
        assert_eq!(open(&inbox, 2, &place, &file).unwrap().name, "attestation.pdf");
        let other = [
            DepositPlace { author: AccountId([1; 20]), ..place.clone() },
            DepositPlace { locker: LockerId([1; 20]), ..place.clone() },
            DepositPlace { node: NodeId([1; 20]), ..place.clone() },
        ];
        for other in other {
            assert_eq!(open(&inbox, 2, &other, &file).unwrap_err(), Refusal::Deposit);
        }
        assert_eq!(open(&inbox, 1, &place, &file).unwrap_err(), Refusal::Deposit);
        let stranger = Identity::generate(RecipientType::Hybrid);
        assert_eq!(open(&stranger, 2, &place, &file).unwrap_err(), Refusal::Recipient);
    }
}
