use std::fmt;

/// Why something from outside is not accepted. The names are those of the specification and are the same in every
/// implementation; they never carry data.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// An act's author has no right to it at its place.
    Author,
    /// `base` is not the node's newest `put`.
    Base,
    /// A body doesn't match its hash, or holds keys that its kind doesn't list.
    Body,
    /// Files beside an act aren't those that its body names.
    Box,
    /// A body is gone and no `purge` says so.
    BodyMissing,
    /// A card, or a chain of cards, is broken.
    Card,
    /// The recovery card's ninth group doesn't fit the other eight.
    CardCheck,
    /// A group of the recovery card holds a typing mistake; the first is 1.
    CardGroup(u8),
    /// `chain` is not the head of the stream.
    Chain,
    /// The key and context that a sealed thing commits to are others.
    Commitment,
    /// A deposit that doesn't wait, holds other objects, or is one too many.
    Deposit,
    /// A PIN or a code that isn't as many digits as it should be.
    Digits,
    /// The times of a grant.
    End,
    /// An epoch is not the one that is due.
    Epoch,
    /// Two histories: an act that was seen has another hash now.
    Fork,
    /// A `purge` names the wrong acts.
    Gone,
    /// A grant that isn't there, is over, was there already, or is one too many.
    Grant,
    /// A grant to its author or to the holder.
    Grantee,
    /// A handle isn't a name and four digits.
    Handle,
    /// Bytes don't have the SHA-256 that the log names.
    Hash,
    /// Not the header of an age file, or one over 8 KiB.
    Header,
    /// An act of a kind that isn't known.
    Kind,
    /// Too short to be what it should be.
    Length,
    /// The second half of a move is missing.
    Limbo,
    /// A checkpoint's list isn't the living acts.
    List,
    /// Of another locker.
    Locker,
    /// Bytes that aren't in the format at all.
    Malformed,
    /// A node that can't be acted on so.
    Node,
    /// JSON that isn't its own compact re-serialisation.
    NotCanonical,
    /// Objects: too many, twice the same, or another node's.
    Objects,
    /// Padding that isn't zero.
    Padding,
    /// A node under the wrong parent.
    Parent,
    /// `prev` is not the head.
    Prev,
    /// No stanza opens with this identity.
    Recipient,
    /// The server's head, or keyring, is older than one already seen.
    RolledBack,
    /// `seen` names an act that isn't there.
    Seen,
    /// A number in the log left out or repeated.
    Seq,
    /// A signature doesn't hold.
    Signature,
    /// Bytes aren't as many as the log names.
    Size,
    /// A slot of another account, or another slot.
    Slot,
    /// A write under a key whose parent was replaced, or that somebody has whose grant is over.
    StaleKey,
    /// Not exactly one recipient stanza of the expected type.
    Stanzas,
    /// What can't follow between a holder and a referent.
    Step,
    /// A suite that isn't known.
    Suite,
    /// Altered after it was sealed.
    Tampered,
    /// A time before the act before it, or too far from the clock.
    Time,
    /// Over a limit.
    TooLarge,
    /// A turn that isn't the one that is due.
    Turn,
    /// Sealed under another epoch of the locker than the newest.
    Under,
    /// Not a grant by which its author may give another.
    Via,
    /// A version that isn't the one that is due.
    Version,
    /// What an organisation says isn't about this person.
    Vouch,
    /// A signing key of small order.
    WeakKey,
    /// Words that fit two languages.
    WordsAmbiguous,
    /// A word that is in no list; the first is 1.
    WordsUnknown(u8),
}

impl Refusal {
    /// The stable name, as in the specification and in the vectors.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Author => "author",
            Self::Base => "base",
            Self::Body => "body",
            Self::Box => "box",
            Self::BodyMissing => "body_missing",
            Self::Card => "card",
            Self::CardCheck => "card_check",
            Self::CardGroup(_) => "card_group",
            Self::Chain => "chain",
            Self::Commitment => "commitment",
            Self::Deposit => "deposit",
            Self::Digits => "digits",
            Self::End => "end",
            Self::Epoch => "epoch",
            Self::Fork => "fork",
            Self::Gone => "gone",
            Self::Grant => "grant",
            Self::Grantee => "grantee",
            Self::Handle => "handle",
            Self::Hash => "hash",
            Self::Header => "header",
            Self::Kind => "kind",
            Self::Length => "length",
            Self::Limbo => "limbo",
            Self::List => "list",
            Self::Locker => "locker",
            Self::Malformed => "malformed",
            Self::Node => "node",
            Self::NotCanonical => "not_canonical",
            Self::Objects => "objects",
            Self::Padding => "padding",
            Self::Parent => "parent",
            Self::Prev => "prev",
            Self::Recipient => "recipient",
            Self::RolledBack => "rolled_back",
            Self::Seen => "seen",
            Self::Seq => "seq",
            Self::Signature => "signature",
            Self::Size => "size",
            Self::Slot => "slot",
            Self::StaleKey => "stale_key",
            Self::Stanzas => "stanzas",
            Self::Step => "step",
            Self::Suite => "suite",
            Self::Tampered => "tampered",
            Self::Time => "time",
            Self::TooLarge => "too_large",
            Self::Turn => "turn",
            Self::Under => "under",
            Self::Via => "via",
            Self::Version => "version",
            Self::Vouch => "vouch",
            Self::WeakKey => "weak_key",
            Self::WordsAmbiguous => "words_ambiguous",
            Self::WordsUnknown(_) => "words_unknown",
        }
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.name())
    }
}

impl std::error::Error for Refusal {}
