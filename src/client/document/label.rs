//! Labels: what a document or folder is called, and the keys of its objects. Only inside `seal`.

use serde::{Deserialize, Serialize, de::DeserializeOwned};
use serde_json::{Map, Value};
use zeroize::Zeroize;

use crate::{
    client::{
        envelope::{self, Context},
        hazmat::{Identity, Key},
        sealed_json,
    },
    protocol::{
        Refusal,
        age_header::RecipientType,
        bytes::SEAL_OVERHEAD,
        canonical,
        id::{LockerId, NodeId},
        limits,
    },
};

const BLOCK: usize = 512;

/// Where a label belongs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LabelPlace {
    /// The locker.
    pub locker: LockerId,
    /// The document or folder.
    pub node: NodeId,
    /// Its version, from 1.
    pub version: u64,
}

/// A document's label.
#[derive(Clone, Debug, PartialEq)]
pub struct DocumentLabel {
    /// As the person calls it, at most 1,024 bytes.
    pub name: String,
    /// Media type.
    pub media_type: String,
    /// True length of the payload, bytes, at most 50 MiB.
    pub size: u64,
    /// Counts payloads: 1, then one more for each replacement.
    pub edition: u64,
    /// When it was added, milliseconds since 1970.
    pub added: u64,
    /// When it was last changed.
    pub modified: u64,
    /// Since when it lies in the bin.
    pub trashed: Option<u64>,
    /// Opens the payload; X25519.
    pub payload: Identity,
    /// The thumbnail, if there is one.
    pub thumbnail: Option<Thumbnail>,
    /// Number of pages.
    pub pages: Option<u64>,
    /// What sort of paper it is.
    pub category: Option<String>,
    /// End of validity, `YYYY-MM-DD`.
    pub expires: Option<String>,
    /// Keys that this version doesn't know, kept.
    pub unknown: Map<String, Value>,
}

/// A document's second object.
#[derive(Clone, Debug, PartialEq)]
pub struct Thumbnail {
    /// Opens it; X25519.
    pub identity: Identity,
    /// True length, bytes.
    pub size: u64,
}

/// A folder's label.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct FolderLabel {
    /// As the person calls it, at most 1,024 bytes.
    pub name: String,
    /// A picture that stands for it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub pictogram: Option<String>,
    /// Since when it lies in the bin.
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "canonical::optional_integer")]
    pub trashed: Option<u64>,
    /// Keys that this version doesn't know, kept.
    #[serde(flatten)]
    pub unknown: Map<String, Value>,
}

impl DocumentLabel {
    /// Whether it can be sealed.
    ///
    /// # Errors
    /// `too_large` for a name over 1,024 bytes.
    pub fn check(&self) -> Result<(), Refusal> {
        check_name(&self.name)
    }

    /// Seals it under the document's key.
    ///
    /// # Errors
    /// `too_large` over 16 KiB, or for a name over 1,024 bytes.
    pub fn seal(&self, document_key: &Key, place: LabelPlace) -> Result<Vec<u8>, Refusal> {
        check_name(&self.name)?;
        seal(document_key, place, &DocumentJson::of(self))
    }

    /// Opens it.
    ///
    /// # Errors
    /// Those of [`envelope::open`]; `too_large` and `malformed` for its contents.
    pub fn open(document_key: &Key, place: LabelPlace, sealed: &[u8]) -> Result<Self, Refusal> {
        open::<DocumentJson>(document_key, place, sealed)?.into_label()
    }
}

impl FolderLabel {
    /// Seals it under the folder's key.
    ///
    /// # Errors
    /// As [`DocumentLabel::seal`].
    pub fn seal(&self, folder_key: &Key, place: LabelPlace) -> Result<Vec<u8>, Refusal> {
        check_name(&self.name)?;
        seal(folder_key, place, self)
    }

    /// Opens it.
    ///
    /// # Errors
    /// As [`DocumentLabel::open`].
    pub fn open(folder_key: &Key, place: LabelPlace, sealed: &[u8]) -> Result<Self, Refusal> {
        let label: Self = open(folder_key, place, sealed)?;
        check_name(&label.name)?;
        Ok(label)
    }
}

pub(super) fn seal<T: Serialize>(key: &Key, place: LabelPlace, label: &T) -> Result<Vec<u8>, Refusal> {
    let json = sealed_json::write(label, BLOCK, limits::LABEL)?;
    Ok(envelope::seal(key, &context(place), &json))
}

pub(super) fn open<T: DeserializeOwned>(key: &Key, place: LabelPlace, sealed: &[u8]) -> Result<T, Refusal> {
    if sealed.len() > limits::LABEL + SEAL_OVERHEAD {
        return Err(Refusal::TooLarge);
    }
    sealed_json::read(&envelope::open(key, &context(place), sealed)?, limits::LABEL)
}

fn context(place: LabelPlace) -> Context<'static> {
    Context::Label { locker: place.locker, node: place.node, version: place.version }
}

fn check_name(name: &str) -> Result<(), Refusal> {
    if name.len() > limits::NAME { Err(Refusal::TooLarge) } else { Ok(()) }
}

/// A document's label as JSON: its identities as text, wiped on drop.
#[derive(Serialize, Deserialize)]
pub(super) struct DocumentJson {
    name: String,
    #[serde(rename = "type")]
    media_type: String,
    #[serde(deserialize_with = "canonical::integer")]
    size: u64,
    #[serde(deserialize_with = "canonical::integer")]
    edition: u64,
    #[serde(deserialize_with = "canonical::integer")]
    added: u64,
    #[serde(deserialize_with = "canonical::integer")]
    modified: u64,
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "canonical::optional_integer")]
    trashed: Option<u64>,
    payload: SecretText,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    thumbnail: Option<SecretText>,
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "canonical::optional_integer")]
    thumbnail_size: Option<u64>,
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "canonical::optional_integer")]
    pages: Option<u64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    category: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    expires: Option<String>,
    #[serde(flatten)]
    unknown: Map<String, Value>,
}

impl DocumentJson {
    pub(super) fn of(label: &DocumentLabel) -> Self {
        Self {
            name: label.name.clone(),
            media_type: label.media_type.clone(),
            size: label.size,
            edition: label.edition,
            added: label.added,
            modified: label.modified,
            trashed: label.trashed,
            payload: SecretText::of(&label.payload),
            thumbnail: label.thumbnail.as_ref().map(|thumbnail| SecretText::of(&thumbnail.identity)),
            thumbnail_size: label.thumbnail.as_ref().map(|thumbnail| thumbnail.size),
            pages: label.pages,
            category: label.category.clone(),
            expires: label.expires.clone(),
            unknown: label.unknown.clone(),
        }
    }

    pub(super) fn into_label(self) -> Result<DocumentLabel, Refusal> {
        check_name(&self.name)?;
        if self.size > limits::DOCUMENT || self.thumbnail_size.is_some_and(|size| size > limits::DOCUMENT) {
            return Err(Refusal::TooLarge);
        }
        let thumbnail = match (&self.thumbnail, self.thumbnail_size) {
            (Some(text), Some(size)) => Some(Thumbnail { identity: text.identity()?, size }),
            (None, None) => None,
            _ => return Err(Refusal::Malformed),
        };
        Ok(DocumentLabel {
            payload: self.payload.identity()?,
            thumbnail,
            name: self.name,
            media_type: self.media_type,
            size: self.size,
            edition: self.edition,
            added: self.added,
            modified: self.modified,
            trashed: self.trashed,
            pages: self.pages,
            category: self.category,
            expires: self.expires,
            unknown: self.unknown,
        })
    }
}

/// An X25519 identity's text on its way into or out of sealed JSON.
#[derive(Serialize, Deserialize)]
#[serde(transparent)]
struct SecretText(String);

impl Drop for SecretText {
    fn drop(&mut self) {
        self.0.zeroize();
    }
}

impl SecretText {
    fn of(identity: &Identity) -> Self {
        Self(identity.expose_secret_text().to_string())
    }

    fn identity(&self) -> Result<Identity, Refusal> {
        Identity::parse_secret(&self.0)
            .filter(|identity| identity.recipient_type() == RecipientType::X25519)
            .ok_or(Refusal::Malformed)
    }
}
