//! The recovery card: 128 random bits as nine groups of digits and as a QR code.

use std::fmt::Write;

use url::Url;
use zeroize::{Zeroize, Zeroizing};

use crate::{
    client::{
        envelope::{Derivation, SlotKind, derive},
        hazmat::{Identity, Key, Secret},
    },
    protocol::{
        Refusal,
        age_header::RecipientType,
        bytes::{self, Hash},
        id::AccountId,
    },
};

const GROUPS: usize = 8;
const DIGITS: usize = 6;
/// Each group is a multiple of this: one wrong digit, or two neighbours exchanged, make it none.
const CHECK: u32 = 11;
const QR_PREFIX: &str = "ARMOIRE:1:";

/// P of the recovery card. Whoever holds it is the holder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RecoverySecret(Secret<16>);

/// What a recovery card's QR code says.
#[derive(Debug)]
pub struct QrCode {
    /// The secret.
    pub secret: RecoverySecret,
    /// The account that its slot must lead to.
    pub account: AccountId,
    /// Where that account lives.
    pub origin: String,
}

impl RecoverySecret {
    /// A fresh card.
    #[must_use]
    pub fn generate() -> Self {
        Self(Secret::generate())
    }

    /// The card of these bytes.
    #[must_use]
    pub fn from_secret(secret: Secret<16>) -> Self {
        Self(secret)
    }

    /// How the server looks the slot up.
    #[must_use]
    pub fn find(&self) -> String {
        bytes::encode(derive(&self.0, &Derivation::Find(SlotKind::Card)).expose_secret_bytes())
    }

    /// Proof of holding the card, for the server.
    #[must_use]
    pub fn auth(&self) -> Key {
        derive(&self.0, &Derivation::Auth(SlotKind::Card))
    }

    /// The X25519 identity that opens the card's slot; its recipient is in the keyring.
    #[must_use]
    pub fn identity(&self) -> Identity {
        Identity::from_seed(RecipientType::X25519, derive(&self.0, &Derivation::Recovery))
    }

    /// The 16 bytes of the card.
    #[must_use]
    pub fn expose_secret(&self) -> &Secret<16> {
        &self.0
    }

    /// Nine groups of six digits, for paper.
    #[must_use]
    pub fn expose_secret_groups(&self) -> Zeroizing<String> {
        let mut text = Zeroizing::new(String::with_capacity((GROUPS + 1) * (DIGITS + 1)));
        for value in self.values() {
            let space = if text.is_empty() { "" } else { " " };
            // Writing to a `String` can't fail.
            let _ = write!(text, "{space}{:06}", u32::from(value) * CHECK);
        }
        text
    }

    /// The QR code's text, in the alphanumeric mode's characters.
    #[must_use]
    pub fn expose_secret_qr(&self, account: AccountId, origin: &str) -> Zeroizing<String> {
        let digits: Zeroizing<String> = Zeroizing::new(self.expose_secret_groups().split(' ').collect());
        let mut text = Zeroizing::new(format!("{QR_PREFIX}{account}:{}:{origin}", *digits));
        text.make_ascii_uppercase();
        text
    }

    /// Reads what a person typed: letters and digits count, everything else separates nothing.
    ///
    /// # Errors
    /// `card_group` with the first group that isn't six digits and a good multiple of eleven (characters left over belong
    /// to the ninth), `card_check` when the groups are good and don't belong together.
    pub fn parse_groups(typed: &str) -> Result<Self, Refusal> {
        let typed: Zeroizing<Vec<char>> =
            Zeroizing::new(typed.chars().filter(|character| character.is_alphanumeric()).collect());
        let mut values = Zeroizing::new([0_u16; GROUPS + 1]);
        for (number, value) in (1_u8..).zip(values.iter_mut()) {
            let start = usize::from(number - 1) * DIGITS;
            let group = typed.get(start..start + DIGITS).ok_or(Refusal::CardGroup(number))?;
            *value = group_value(group).ok_or(Refusal::CardGroup(number))?;
        }
        if typed.len() > (GROUPS + 1) * DIGITS {
            return Err(Refusal::CardGroup(9));
        }
        let mut secret = [0; 16];
        secret
            .chunks_exact_mut(2)
            .zip(values.iter())
            .for_each(|(two, value)| two.copy_from_slice(&value.to_be_bytes()));
        let card = Self(Secret::take(&mut secret));
        if card.check() == values[GROUPS] { Ok(card) } else { Err(Refusal::CardCheck) }
    }

    /// Reads a scanned QR code.
    ///
    /// # Errors
    /// `malformed` for anything but a recovery card's text, and those of [`Self::parse_groups`].
    pub fn parse_qr(text: &str) -> Result<QrCode, Refusal> {
        let rest = text.strip_prefix(QR_PREFIX).ok_or(Refusal::Malformed)?;
        let mut parts = rest.splitn(3, ':');
        let (Some(account), Some(digits), Some(origin)) = (parts.next(), parts.next(), parts.next()) else {
            return Err(Refusal::Malformed);
        };
        if text.bytes().any(|byte| byte.is_ascii_lowercase()) || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
            return Err(Refusal::Malformed);
        }
        let account = account.to_ascii_lowercase().parse()?;
        let origin = origin.to_ascii_lowercase();
        let parsed = Url::parse(&origin).map_err(|_| Refusal::Malformed)?;
        if !matches!(parsed.scheme(), "https" | "http") || parsed.origin().ascii_serialization() != origin {
            return Err(Refusal::Malformed);
        }
        Ok(QrCode { secret: Self::parse_groups(digits)?, account, origin })
    }

    /// The nine values that the groups stand for.
    fn values(&self) -> Vec<u16> {
        let pairs = self.0.expose_secret_bytes().chunks_exact(2);
        pairs.map(|pair| u16::from_be_bytes([pair[0], pair[1]])).chain([self.check()]).collect()
    }

    /// The ninth value: it tells two exchanged groups, or two cards mixed.
    fn check(&self) -> u16 {
        let mut input = b"armoire/1/card\n".to_vec();
        input.extend_from_slice(self.0.expose_secret_bytes());
        let hash = Hash::of(&input);
        input.zeroize();
        u16::from_be_bytes([hash.0[0], hash.0[1]])
    }
}

fn group_value(group: &[char]) -> Option<u16> {
    let number = group.iter().try_fold(0, |number, digit| {
        let digit = digit.to_digit(10).filter(|_| digit.is_ascii())?;
        Some(number * 10 + digit)
    })?;
    if number % CHECK == 0 { u16::try_from(number / CHECK).ok() } else { None }
}
