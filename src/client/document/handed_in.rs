//! What a deposit's box holds: a paper's label, or a letter.

use serde::{Deserialize, Serialize, de::DeserializeOwned};
use zeroize::Zeroizing;

use super::{
    label::{DocumentJson, DocumentLabel},
    letter::{Letter, ReadLetter},
};
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
        log::{ListedAct, Place},
    },
};

/// The form of a document.
const PAPER: &str = "paper";
/// Boxes are padded to multiples of this, bytes: else a yes would be one shorter than a no.
const BLOCK: usize = 512;

/// What was handed in.
#[derive(Clone, Debug, PartialEq)]
pub enum HandedIn {
    /// A document, by its label. Boxed: it is much larger than a letter.
    Paper(Box<DocumentLabel>),
    /// Something to say.
    Letter(Letter),
}

/// Where a deposit belongs, as its act says too.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DepositPlace {
    /// Who hands it in.
    pub author: AccountId,
    /// Into which locker.
    pub locker: LockerId,
    /// The document that it becomes.
    pub node: NodeId,
    /// As in the act; none with a letter.
    pub objects: Vec<ObjectName>,
}

/// What who writes says of two lockers' newest acts: a server that shows two people two histories is found out by whoever holds one of them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Heads {
    /// Of the author's own locker.
    pub own: Option<Place>,
    /// Of the locker that it is handed in to, as far as the author has seen it.
    pub seen: Option<Place>,
}

/// The box's JSON; `pad` is spaces.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct BoxJson<L> {
    author: AccountId,
    locker: LockerId,
    #[serde(deserialize_with = "canonical::integer")]
    epoch: u64,
    node: NodeId,
    form: String,
    label: L,
    objects: Vec<ObjectName>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    own: Option<ListedAct>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    seen: Option<ListedAct>,
    pad: String,
}

/// The heads alone, of a box that was read.
#[derive(Deserialize)]
struct HeadsJson {
    own: Option<ListedAct>,
    seen: Option<ListedAct>,
}

/// The box's form alone, which says how to read the rest.
#[derive(Deserialize)]
struct FormJson {
    form: String,
}

impl HandedIn {
    fn form(&self) -> &'static str {
        match self {
            Self::Paper(_) => PAPER,
            Self::Letter(letter) => letter.form(),
        }
    }
}

/// The box for the inbox of this epoch; `time` as for [`open`].
///
/// # Errors
/// `too_large` for a name over 1,024 bytes, or over 16 KiB; those of [`Letter::check`]; `objects` for a letter with some, a paper without.
pub fn seal(
    inbox: &Recipient,
    epoch: u64,
    place: &DepositPlace,
    time: u64,
    (what, heads): (&HandedIn, Heads),
) -> Result<Vec<u8>, Refusal> {
    let json = match what {
        HandedIn::Paper(label) => {
            label.check()?;
            check_paper(place)?;
            padded(epoch, place, heads, (what.form(), DocumentJson::of(label)))
        }
        HandedIn::Letter(letter) => {
            check_letter(letter, place, time)?;
            padded(epoch, place, heads, (what.form(), letter))
        }
    };
    if json.len() > limits::LABEL { Err(Refusal::TooLarge) } else { Ok(to(inbox, &json)) }
}

/// Opens a box of this epoch's inbox. `time` is that of the deposit's act, milliseconds since 1970.
///
/// # Errors
/// `too_large` over 64 KiB, those of [`open_from`]; `kind` for a form that isn't known, `not_canonical`, `padding`; `deposit` when it says
/// another place than its act; those of a label or of [`Letter::check`]; `objects` for a letter with some, a paper without.
pub fn open(
    inbox: &Identity,
    epoch: u64,
    place: &DepositPlace,
    time: u64,
    file: &[u8],
) -> Result<(HandedIn, Heads), Refusal> {
    if file.len() > limits::BOX {
        return Err(Refusal::TooLarge);
    }
    let json = open_from(inbox, file)?;
    let FormJson { form } = serde_json::from_slice(&json).map_err(|_| Refusal::NotCanonical)?;
    let reader = BoxReader { epoch, place, json: &json };
    let what = if form == PAPER {
        let label: DocumentJson = reader.read()?;
        let label = label.into_label()?;
        check_paper(place)?;
        HandedIn::Paper(Box::new(label))
    } else {
        let letter = Letter::read(&form, reader).ok_or(Refusal::Kind)??;
        check_letter(&letter, place, time)?;
        HandedIn::Letter(letter)
    };
    let HeadsJson { own, seen } = serde_json::from_slice(&json).map_err(|_| Refusal::NotCanonical)?;
    let [own, seen] = [own, seen].map(|head| head.map(|ListedAct(seq, hash)| Place { seq, hash }));
    Ok((what, Heads { own, seen }))
}

fn check_letter(letter: &Letter, place: &DepositPlace, time: u64) -> Result<(), Refusal> {
    if !place.objects.is_empty() {
        return Err(Refusal::Objects);
    }
    letter.check(time)?;
    letter.check_author(place.author)
}

/// A label that names nothing to open is no paper.
fn check_paper(place: &DepositPlace) -> Result<(), Refusal> {
    if place.objects.is_empty() { Err(Refusal::Objects) } else { Ok(()) }
}

fn padded<L: Serialize>(
    epoch: u64,
    place: &DepositPlace,
    heads: Heads,
    (form, label): (&str, L),
) -> Zeroizing<Vec<u8>> {
    let [own, seen] = [heads.own, heads.seen].map(|head| head.map(|head| ListedAct(head.seq, head.hash)));
    let mut json = BoxJson {
        author: place.author,
        locker: place.locker,
        epoch,
        node: place.node,
        form: form.to_owned(),
        label,
        objects: place.objects.clone(),
        own,
        seen,
        pad: String::new(),
    };
    let length = Zeroizing::new(canonical::write(&json)).len();
    json.pad = " ".repeat(length.next_multiple_of(BLOCK) - length);
    Zeroizing::new(canonical::write(&json))
}

/// An opened box, and what it must say.
struct BoxReader<'a> {
    epoch: u64,
    place: &'a DepositPlace,
    json: &'a [u8],
}

impl ReadLetter for BoxReader<'_> {
    type Error = Refusal;

    fn read<T: Serialize + DeserializeOwned>(self) -> Result<T, Refusal> {
        let json: BoxJson<T> = canonical::read(self.json, limits::BOX)?;
        if !self.json.len().is_multiple_of(BLOCK)
            || json.pad.len() >= BLOCK
            || json.pad.bytes().any(|byte| byte != b' ')
        {
            return Err(Refusal::Padding);
        }
        let said = DepositPlace { author: json.author, locker: json.locker, node: json.node, objects: json.objects };
        if said != *self.place || json.epoch != self.epoch { Err(Refusal::Deposit) } else { Ok(json.label) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        client::{
            document::letter::{Decision, What},
            hazmat::random,
            people::referent::Side,
        },
        protocol::{age_header::RecipientType, bytes::Hash, id::ObjectId},
    };

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

    fn place() -> DepositPlace {
        DepositPlace {
            author: AccountId(random::bytes()),
            locker: LockerId(random::bytes()),
            node: NodeId(random::bytes()),
            objects: Vec::new(),
        }
    }

    fn with_object() -> DepositPlace {
        let object = ObjectName { id: ObjectId(random::bytes()), size: 1000, sha256: Hash(random::bytes()) };
        DepositPlace { objects: vec![object], ..place() }
    }

    #[test]
    fn a_deposit_says_its_author_and_place_inside_too() {
        let inbox = Identity::generate(RecipientType::Hybrid);
        let (place, paper) = (with_object(), HandedIn::Paper(Box::new(label())));
        let head = |seq| Some(Place { seq, hash: Hash(random::bytes()) });
        let heads = Heads { own: head(7), seen: head(9) };
        let file = seal(&inbox.to_recipient(), 2, &place, 0, (&paper, heads)).unwrap();
        assert_eq!(open(&inbox, 2, &place, 0, &file).unwrap(), (paper, heads));
        let other = [
            DepositPlace { author: AccountId([1; 20]), ..place.clone() },
            DepositPlace { locker: LockerId([1; 20]), ..place.clone() },
            DepositPlace { node: NodeId([1; 20]), ..place.clone() },
        ];
        for other in other {
            assert_eq!(open(&inbox, 2, &other, 0, &file).unwrap_err(), Refusal::Deposit);
        }
        assert_eq!(open(&inbox, 1, &place, 0, &file).unwrap_err(), Refusal::Deposit);
        let stranger = Identity::generate(RecipientType::Hybrid);
        assert_eq!(open(&stranger, 2, &place, 0, &file).unwrap_err(), Refusal::Recipient);
    }

    #[test]
    fn a_paper_has_something_to_open_and_a_letter_has_not() {
        let inbox = Identity::generate(RecipientType::Hybrid);
        let paper = HandedIn::Paper(Box::new(label()));
        let sealed = |place: &DepositPlace, what: &HandedIn| {
            seal(&inbox.to_recipient(), 1, place, 0, (what, Heads::default())).map(|_| ())
        };
        assert_eq!(sealed(&place(), &paper), Err(Refusal::Objects));
        assert_eq!(sealed(&with_object(), &paper), Ok(()));
        let place = place();
        // By somebody who doesn't ask whether it may be sealed.
        let bare = padded(1, &place, Heads::default(), (PAPER, DocumentJson::of(&label())));
        let opened = open(&inbox, 1, &place, 0, &to(&inbox.to_recipient(), &bare));
        assert_eq!(opened.unwrap_err(), Refusal::Objects);
    }

    #[test]
    fn a_yes_is_as_long_as_a_no() {
        let inbox = Identity::generate(RecipientType::Hybrid);
        let place = place();
        let decision = |motive: Option<&str>| Decision {
            to: NodeId(random::bytes()),
            what: What::Referent,
            by: Side::Practitioner,
            motive: motive.map(str::to_owned),
        };
        let letters = [
            Letter::Accept(decision(None)),
            Letter::Decline(decision(None)),
            Letter::Decline(decision(Some("No time"))),
        ];
        let lengths = letters.map(|letter| {
            let letter = HandedIn::Letter(letter);
            let file = seal(&inbox.to_recipient(), 1, &place, 0, (&letter, Heads::default())).unwrap();
            assert_eq!(open(&inbox, 1, &place, 0, &file).unwrap().0, letter);
            // An age file's own header may hold more or less.
            open_from(&inbox, &file).unwrap().len()
        });
        assert_eq!((lengths[0], lengths[0]), (lengths[1], lengths[2]));
    }
}
