//! What open pages are woken for. A change is told when it is on disk: in this process directly, with PostgreSQL to every other
//! process too, as text in a notification.

use std::{fmt, str::FromStr};

use crate::protocol::{
    bytes::Hash,
    id::{AccountId, LockerId},
};

/// Something that an account's open pages want to know.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    /// A locker has a new newest act.
    Head {
        /// Whose locker.
        holder: AccountId,
        /// The locker.
        locker: LockerId,
        /// The act's number.
        seq: u64,
    },
    /// Something has changed that somebody was let in to, or that they were let in.
    Lent {
        /// Who.
        grantee: AccountId,
        /// The locker.
        locker: LockerId,
        /// Its newest act's number.
        seq: u64,
    },
    /// A session of the account has ended, or several: each of its pages looks whether its own has.
    Sessions {
        /// Whose.
        account: AccountId,
    },
    /// A reply has come to an invitation, or somebody else after it.
    Mailbox {
        /// Who invited.
        owner: AccountId,
        /// The invitation's mailbox.
        find: Hash,
        /// Whether it was somebody else.
        tried: bool,
    },
}

/// A text that is no change, or one of a newer program.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UnknownChange;

impl Change {
    /// Whose pages it wakes.
    #[must_use]
    pub fn account(&self) -> AccountId {
        match self {
            Self::Head { holder, .. } => *holder,
            Self::Lent { grantee, .. } => *grantee,
            Self::Sessions { account } => *account,
            Self::Mailbox { owner, .. } => *owner,
        }
    }
}

impl fmt::Display for Change {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Head { holder, locker, seq } => write!(formatter, "head {holder} {locker} {seq}"),
            Self::Lent { grantee, locker, seq } => write!(formatter, "lent {grantee} {locker} {seq}"),
            Self::Sessions { account } => write!(formatter, "sessions {account}"),
            Self::Mailbox { owner, find, tried } => write!(formatter, "mailbox {owner} {find} {tried}"),
        }
    }
}

impl FromStr for Change {
    type Err = UnknownChange;

    fn from_str(text: &str) -> Result<Self, UnknownChange> {
        fn read<T: FromStr>(text: &str) -> Result<T, UnknownChange> {
            text.parse().map_err(|_| UnknownChange)
        }
        match text.split(' ').collect::<Vec<_>>().as_slice() {
            ["head", holder, locker, seq] => {
                Ok(Self::Head { holder: read(holder)?, locker: read(locker)?, seq: read(seq)? })
            }
            ["lent", grantee, locker, seq] => {
                Ok(Self::Lent { grantee: read(grantee)?, locker: read(locker)?, seq: read(seq)? })
            }
            ["sessions", account] => Ok(Self::Sessions { account: read(account)? }),
            ["mailbox", owner, find, tried] => {
                let find = Hash::parse(find).map_err(|_| UnknownChange)?;
                Ok(Self::Mailbox { owner: read(owner)?, find, tried: read(tried)? })
            }
            _ => Err(UnknownChange),
        }
    }
}
