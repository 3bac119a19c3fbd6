//! What a grant's box holds: a key of the node that is given, and the acts to begin with.

use serde::{Deserialize, Serialize};
use zeroize::{Zeroize, Zeroizing};

use crate::{
    client::{
        envelope::{open_from, to},
        hazmat::{Identity, Key, Recipient},
    },
    protocol::{
        Refusal,
        bytes::Bytes,
        canonical,
        id::{GrantId, LockerId, NodeId},
        limits,
        log::ListedAct,
    },
};

/// Most bytes of an age file beside its plaintext: header, and 16 bytes for each 64 KiB.
const AGE_OVERHEAD: usize = limits::AGE_HEADER + 4096;
/// A purpose, bytes of UTF-8.
const PURPOSE: usize = 1024;

/// A key that somebody is given.
#[derive(Clone, Debug)]
pub struct GivenKey {
    /// The locker.
    pub locker: LockerId,
    /// The locker, a folder or a document.
    pub node: NodeId,
    /// Of the key: the locker's, the folder's, or the document's folder's.
    pub epoch: u64,
    /// A document's.
    pub turn: Option<u64>,
    /// The key.
    pub key: Key,
    /// The grant that it belongs to.
    pub grant: GrantId,
    /// The acts to begin with, ascending; none with a key that replaces one.
    pub living: Vec<ListedAct>,
    /// What it is for, in words, at most 1,024 bytes.
    pub purpose: Option<String>,
}

/// The order of the fields is the order of the keys. Wiped on drop.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct GivenKeyJson {
    locker: LockerId,
    node: NodeId,
    #[serde(deserialize_with = "canonical::integer")]
    epoch: u64,
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "canonical::optional_integer")]
    turn: Option<u64>,
    key: Bytes,
    grant: GrantId,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    living: Option<Vec<ListedAct>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    purpose: Option<String>,
}

impl Drop for GivenKeyJson {
    fn drop(&mut self) {
        self.key.0.zeroize();
    }
}

impl GivenKey {
    /// The box, addressed to a grantee.
    ///
    /// # Errors
    /// `too_large` for a purpose over 1,024 bytes.
    pub fn seal(&self, recipient: &Recipient) -> Result<Vec<u8>, Refusal> {
        check_purpose(self.purpose.as_deref())?;
        let json = Zeroizing::new(canonical::write(&GivenKeyJson {
            locker: self.locker,
            node: self.node,
            epoch: self.epoch,
            turn: self.turn,
            key: self.key.expose_secret_bytes().to_vec().into(),
            grant: self.grant,
            living: (!self.living.is_empty()).then(|| self.living.clone()),
            purpose: self.purpose.clone(),
        }));
        Ok(to(recipient, &json))
    }

    /// Opens a box.
    ///
    /// # Errors
    /// `too_large` over 4 MiB, those of [`open_from`], `not_canonical`, `length` when it holds no key.
    pub fn open(identity: &Identity, file: &[u8]) -> Result<Self, Refusal> {
        if file.len() > limits::CHECKPOINT_LIST + AGE_OVERHEAD {
            return Err(Refusal::TooLarge);
        }
        let json = open_from(identity, file)?;
        let mut json: GivenKeyJson = canonical::read(&json, limits::CHECKPOINT_LIST)?;
        check_purpose(json.purpose.as_deref())?;
        Ok(Self {
            locker: json.locker,
            node: json.node,
            epoch: json.epoch,
            turn: json.turn,
            key: Key::from_slice(&json.key.0).ok_or(Refusal::Length)?,
            grant: json.grant,
            living: json.living.take().unwrap_or_default(),
            purpose: json.purpose.take(),
        })
    }
}

/// Whether a purpose fits: at most 1,024 bytes.
///
/// # Errors
/// `too_large`.
pub fn check_purpose(purpose: Option<&str>) -> Result<(), Refusal> {
    if purpose.is_some_and(|purpose| purpose.len() > PURPOSE) { Err(Refusal::TooLarge) } else { Ok(()) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::protocol::{age_header::RecipientType, bytes::Hash};

    #[test]
    fn a_box_opens_for_its_grantee_alone_and_whole() {
        let (grantee, other) = (Identity::generate(RecipientType::Hybrid), Identity::generate(RecipientType::Hybrid));
        let given = GivenKey {
            locker: LockerId([1; 20]),
            node: NodeId([2; 20]),
            epoch: 3,
            turn: Some(0),
            key: Key::generate(),
            grant: GrantId([4; 16]),
            living: vec![ListedAct(5, Hash([6; 32]))],
            purpose: Some("RSA".to_owned()),
        };
        let sealed = given.seal(&grantee.to_recipient()).unwrap();
        let opened = GivenKey::open(&grantee, &sealed).unwrap();
        assert_eq!((opened.key, opened.living, opened.turn), (given.key.clone(), given.living.clone(), Some(0)));
        assert_eq!(GivenKey::open(&other, &sealed).unwrap_err(), Refusal::Recipient);
        for place in (0..sealed.len()).rev().take(200) {
            let mut altered = sealed.clone();
            altered[place] ^= 1;
            assert!(GivenKey::open(&grantee, &altered).is_err(), "{place}");
        }
        let long = GivenKey { purpose: Some("x".repeat(1025)), ..given };
        assert_eq!(long.seal(&grantee.to_recipient()).unwrap_err(), Refusal::TooLarge);
    }
}
