//! What an invitation says, and the two ways in which it is carried.

use data_encoding::BASE32_NOPAD;
use url::Url;
use zeroize::Zeroizing;

use crate::{
    client::{
        envelope::{Derivation, derive},
        hazmat::Key,
    },
    protocol::{
        Refusal,
        bytes::{self, Hash},
        id::AccountId,
    },
};

const QR_BEGINNING: &str = "ARMOIRE:";
const QR_SUITE: &str = "2";
/// The recovery card's, which is no invitation.
const QR_RECOVERY: &str = "1";
const LINK_PATH: &str = "/#/invite/";
/// Characters of an id.
const ID: usize = 32;
/// Characters of 32 bytes in base32, and in base64url.
const BASE32: usize = 52;
const BASE64: usize = 43;

/// How an invitation is carried. Both say the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Carrier {
    /// Face to face: a code on one screen, before the other's camera.
    Qr,
    /// By whatever brings a text; its secret stays in the address's fragment.
    Link,
}

/// An invitation. Whoever has it can answer it, once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Invitation {
    /// Who invites.
    pub inviter: AccountId,
    /// Hash of a card of the inviter's: what makes scanning it verify their keys.
    pub card: Hash,
    /// Opens greeting and reply, and leads to their place.
    pub secret: Key,
    /// Where both have their accounts.
    pub origin: String,
    /// How it came.
    pub carrier: Carrier,
}

impl Carrier {
    /// What programs and the server call it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Qr => "qr",
            Self::Link => "link",
        }
    }

    /// Milliseconds for which such an invitation can be answered: 10 minutes face to face, 7 days otherwise.
    #[must_use]
    pub fn lifetime(self) -> u64 {
        match self {
            Self::Qr => 10 * 60 * 1000,
            Self::Link => 7 * 24 * 60 * 60 * 1000,
        }
    }
}

/// Where greeting and reply to the invitation of this secret lie.
#[must_use]
pub fn find(secret: &Key) -> String {
    bytes::encode(derive(secret, &Derivation::FindInvitation).expose_secret_bytes())
}

impl Invitation {
    /// The text that carries it: a secret until it is answered.
    #[must_use]
    pub fn expose_secret_text(&self) -> Zeroizing<String> {
        let Self { inviter, card, secret, origin, carrier } = self;
        let secret = secret.expose_secret_bytes();
        Zeroizing::new(match carrier {
            Carrier::Qr => {
                let (card, secret) = (BASE32_NOPAD.encode(&card.0), Zeroizing::new(BASE32_NOPAD.encode(secret)));
                let (inviter, origin) = (inviter.to_string().to_ascii_uppercase(), origin.to_ascii_uppercase());
                format!("{QR_BEGINNING}{QR_SUITE}:{inviter}:{card}:{}:{origin}", *secret)
            }
            Carrier::Link => {
                let secret = Zeroizing::new(bytes::encode(secret));
                format!("{origin}{LINK_PATH}{inviter}.{card}.{}", *secret)
            }
        })
    }

    /// Reads either text; space around it doesn't matter.
    ///
    /// # Errors
    /// `length` when its end, or a part of it, is missing; `suite` for a code of a number that isn't known; `malformed` for anything else
    /// that is no invitation, also for a recovery card's code.
    pub fn parse(text: &str) -> Result<Self, Refusal> {
        let text = text.trim();
        match text.strip_prefix(QR_BEGINNING) {
            Some(rest) => Self::parse_qr(rest),
            None => Self::parse_link(text),
        }
    }

    fn parse_qr(rest: &str) -> Result<Self, Refusal> {
        let (suite, rest) = rest.split_once(':').ok_or(Refusal::Length)?;
        match suite {
            QR_SUITE => {}
            QR_RECOVERY => return Err(Refusal::Malformed),
            other if !other.is_empty() && other.bytes().all(|byte| byte.is_ascii_digit()) => {
                return Err(Refusal::Suite);
            }
            _ => return Err(Refusal::Malformed),
        }
        if rest.bytes().any(|byte| byte.is_ascii_lowercase()) {
            return Err(Refusal::Malformed);
        }
        let [inviter, card, secret, origin] = whole(rest.splitn(4, ':'), [ID, BASE32, BASE32, 1])?;
        Ok(Self {
            inviter: inviter.to_ascii_lowercase().parse()?,
            card: Hash(*base32(card)?),
            secret: Key::take(&mut *base32(secret)?),
            origin: good_origin(&origin.to_ascii_lowercase())?,
            carrier: Carrier::Qr,
        })
    }

    fn parse_link(text: &str) -> Result<Self, Refusal> {
        let (origin, rest) = text.split_once(LINK_PATH).ok_or(Refusal::Malformed)?;
        let origin = good_origin(origin)?;
        let [inviter, card, secret] = whole(rest.splitn(3, '.'), [ID, BASE64, BASE64])?;
        Ok(Self {
            inviter: inviter.parse()?,
            card: Hash::parse(card)?,
            secret: Key::from_slice(&Zeroizing::new(bytes::decode(secret)?)).ok_or(Refusal::Malformed)?,
            origin,
            carrier: Carrier::Link,
        })
    }
}

/// As many parts as there should be, none of them shorter than it should be.
fn whole<'a, const N: usize>(parts: impl Iterator<Item = &'a str>, least: [usize; N]) -> Result<[&'a str; N], Refusal> {
    let parts: Vec<&str> = parts.collect();
    let parts: [&str; N] = parts.try_into().map_err(|_| Refusal::Length)?;
    let is_cut = parts.iter().zip(least).any(|(part, least)| part.len() < least);
    if is_cut { Err(Refusal::Length) } else { Ok(parts) }
}

fn base32(text: &str) -> Result<Zeroizing<[u8; 32]>, Refusal> {
    let decoded = Zeroizing::new(BASE32_NOPAD.decode(text.as_bytes()).map_err(|_| Refusal::Malformed)?);
    let bytes: [u8; 32] = decoded.as_slice().try_into().map_err(|_| Refusal::Malformed)?;
    Ok(Zeroizing::new(bytes))
}

/// Scheme, host, and port unless default; lower case; no slash at the end.
fn good_origin(text: &str) -> Result<String, Refusal> {
    let url = Url::parse(text).map_err(|_| Refusal::Malformed)?;
    let good = matches!(url.scheme(), "https" | "http") && url.origin().ascii_serialization() == text;
    if good { Ok(text.to_owned()) } else { Err(Refusal::Malformed) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn invitation(carrier: Carrier) -> Invitation {
        Invitation {
            inviter: AccountId([1; 20]),
            card: Hash([2; 32]),
            secret: Key::generate(),
            origin: "https://armoire.example:8443".to_owned(),
            carrier,
        }
    }

    #[test]
    fn both_carriers_bring_all_of_it() {
        for carrier in [Carrier::Qr, Carrier::Link] {
            let invitation = invitation(carrier);
            let text = invitation.expose_secret_text();
            assert_eq!(Invitation::parse(&format!(" {}\n", *text)), Ok(invitation));
        }
    }

    /// What a camera reads in the densest way.
    #[test]
    fn a_code_holds_only_characters_of_the_alphanumeric_mode() {
        let text = invitation(Carrier::Qr).expose_secret_text();
        let fits = |byte: u8| byte.is_ascii_uppercase() || byte.is_ascii_digit() || b" $%*+-./:".contains(&byte);
        assert!(text.bytes().all(fits), "{}", *text);
    }

    #[test]
    fn an_invitation_cut_anywhere_is_never_another_one() {
        for carrier in [Carrier::Qr, Carrier::Link] {
            let whole = invitation(carrier);
            let text = whole.expose_secret_text();
            for end in 0..text.len() {
                let Ok(read) = Invitation::parse(&text[..end]) else { continue };
                // A code's end is an address, which can be cut to another: that is then another server's.
                assert_ne!(read.origin, whole.origin);
                assert!(carrier == Carrier::Qr && whole.origin.starts_with(&read.origin), "{end}");
            }
        }
    }

    #[test]
    fn what_cannot_be_read_says_why() {
        let (qr, link) = (invitation(Carrier::Qr).expose_secret_text(), invitation(Carrier::Link).expose_secret_text());
        for (text, refusal) in [
            (link[..link.len() - 1].to_owned(), Refusal::Length),
            (link[..link.len() - 50].to_owned(), Refusal::Length),
            (format!("{}a", *link), Refusal::Malformed),
            (format!("{}.a", *link), Refusal::Malformed),
            (qr[..60].to_owned(), Refusal::Length),
            (qr.replacen("ARMOIRE:2:", "ARMOIRE:3:", 1), Refusal::Suite),
            (qr.replacen("ARMOIRE:2:", "ARMOIRE:1:", 1), Refusal::Malformed),
            (qr.replacen("ARMOIRE:2:", "ARMOIRE:x:", 1), Refusal::Malformed),
            (qr.replacen("ARMOIRE", "ANDOIRE", 1), Refusal::Malformed),
            (qr.to_ascii_lowercase(), Refusal::Malformed),
            (link.replacen("https://", "ftp://", 1), Refusal::Malformed),
            (link.replacen("https://", "https://u@", 1), Refusal::Malformed),
            (String::new(), Refusal::Malformed),
        ] {
            assert_eq!(Invitation::parse(&text), Err(refusal), "{text}");
        }
    }
}
