//! Mailboxes of invitations: one greeting by the inviter, one reply by whoever was invited, both sealed under a secret that only
//! the two hold.

use std::str::FromStr;

use super::{Change, Row, Storage, StorageError, Transaction, deletions, statement::statements, value::values};
use crate::{
    protocol::{bytes::Hash, id::AccountId},
    server::clock::Milliseconds,
};

/// How an invitation travels.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Carrier {
    /// A code that one phone shows another.
    Qr,
    /// A link with the secret in its fragment.
    Link,
}

/// A text that names no carrier.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UnknownCarrier;

/// A mailbox as its owner makes it.
#[derive(Clone, Debug)]
pub struct NewMailbox {
    /// How it is found.
    pub find: Hash,
    /// Who invites.
    pub owner: AccountId,
    /// How the invitation travels.
    pub carrier: Carrier,
    /// When it is over.
    pub until: Milliseconds,
    /// For whoever is invited, sealed.
    pub greeting: Vec<u8>,
}

/// A mailbox as its owner sees it.
#[derive(Clone, Debug)]
pub struct Mailbox {
    /// How it is found.
    pub find: String,
    /// How the invitation travels.
    pub carrier: Carrier,
    /// When it is over.
    pub until: Milliseconds,
    /// As it was sent.
    pub greeting: Vec<u8>,
    /// What came.
    pub reply: Option<Reply>,
    /// Whether somebody else came after that.
    pub tried: bool,
}

/// The first reply; there is no second.
#[derive(Clone, Debug)]
pub struct Reply {
    /// Whose.
    pub invitee: AccountId,
    /// For the inviter, sealed.
    pub sealed: Vec<u8>,
    /// When.
    pub at: Milliseconds,
}

/// What somebody finds who was invited.
#[derive(Clone, Debug)]
pub struct Invitation {
    /// Who invites.
    pub owner: AccountId,
    /// How the invitation travels.
    pub carrier: Carrier,
    /// When it is over.
    pub until: Milliseconds,
    /// Sealed.
    pub greeting: Vec<u8>,
}

/// Why a mailbox isn't opened.
#[derive(Debug, thiserror::Error)]
pub enum MailboxError {
    /// Another is found by the same.
    #[error("the mailbox is there already")]
    Exists,
    /// The account has as many as it may.
    #[error("too many mailboxes")]
    TooMany,
    /// The database.
    #[error(transparent)]
    Storage(#[from] StorageError),
}

/// What became of a reply.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Replied {
    /// It is the first, or came from the same account again, and then changed nothing.
    First,
    /// Somebody else's came before. The owner is told.
    Late,
    /// It is the owner's own mailbox.
    Own,
    /// There is none, or it is over.
    Nowhere,
}

/// Mailboxes.
pub trait Mailboxes {
    /// Opens a mailbox, if the account has less than `most` that aren't over; repeated, it is there already.
    fn open_mailbox(
        &self,
        mailbox: NewMailbox,
        most: u64,
        now: Milliseconds,
    ) -> impl Future<Output = Result<(), MailboxError>> + Send;

    /// What a mailbox says to whoever finds it; nothing when it is over.
    fn invitation(
        &self,
        find: Hash,
        now: Milliseconds,
    ) -> impl Future<Output = Result<Option<Invitation>, StorageError>> + Send;

    /// Puts a reply into a mailbox, if it is the first.
    fn reply(
        &self,
        find: Hash,
        invitee: AccountId,
        sealed: Vec<u8>,
        now: Milliseconds,
    ) -> impl Future<Output = Result<Replied, StorageError>> + Send;

    /// An account's own that wait or have a reply, oldest first.
    fn mailboxes(
        &self,
        owner: AccountId,
        now: Milliseconds,
    ) -> impl Future<Output = Result<Vec<Mailbox>, StorageError>> + Send;

    /// Deletes one of an account's own, if there is such a one.
    fn close_mailbox(&self, owner: AccountId, find: Hash) -> impl Future<Output = Result<(), StorageError>> + Send;

    /// Forgets those that were over before `now` without a reply, and those that were over before `answered` with one.
    fn forget_mailboxes(
        &self,
        now: Milliseconds,
        answered: Milliseconds,
    ) -> impl Future<Output = Result<u64, StorageError>> + Send;
}

statements! {
    OPEN_MAILBOX = "INSERT INTO mailboxes (find, owner, kind, until, greeting, tried) VALUES ($1, $2, $3, $4, $5, 0)
        ON CONFLICT DO NOTHING";
    COUNT_MAILBOXES = "SELECT COUNT(*) FROM mailboxes WHERE owner = $1 AND (until > $2 OR reply IS NOT NULL)";
    SAME_MAILBOX = "SELECT COUNT(*) FROM mailboxes WHERE find = $1 AND owner = $2 AND kind = $3 AND greeting = $4";
    INVITATION = "SELECT owner, kind, until, greeting FROM mailboxes WHERE find = $1 AND until > $2";
    REPLY = "UPDATE mailboxes SET invitee = $3, reply = $4, replied = $2
        WHERE find = $1 AND until > $2 AND reply IS NULL AND owner <> $3 RETURNING owner";
    REPLIED = "SELECT owner, invitee FROM mailboxes WHERE find = $1 AND until > $2";
    TRIED = "UPDATE mailboxes SET tried = 1 WHERE find = $1";
    MAILBOXES = "SELECT find, kind, until, greeting, tried, invitee, reply, replied FROM mailboxes
        WHERE owner = $1 AND (until > $2 OR reply IS NOT NULL) ORDER BY until, find";
    CLOSE_MAILBOX = "DELETE FROM mailboxes WHERE owner = $1 AND find = $2";
    FORGET_MAILBOXES = "DELETE FROM mailboxes WHERE until <= $1 AND (reply IS NULL OR until <= $2)";
}

impl Mailboxes for Storage {
    async fn open_mailbox(&self, mailbox: NewMailbox, most: u64, now: Milliseconds) -> Result<(), MailboxError> {
        self.engine.write(move |transaction| Box::pin(open(transaction, mailbox, most, now))).await
    }

    async fn invitation(&self, find: Hash, now: Milliseconds) -> Result<Option<Invitation>, StorageError> {
        let row = self.engine.fetch_optional(INVITATION, values![find.to_string(), now]).await?;
        let read = |mut row: Row| {
            let (owner, carrier) = (row.parsed()?, row.parsed()?);
            Ok(Invitation { owner, carrier, until: row.integer()?, greeting: row.bytes()? })
        };
        row.map(read).transpose()
    }

    async fn reply(
        &self,
        find: Hash,
        invitee: AccountId,
        sealed: Vec<u8>,
        now: Milliseconds,
    ) -> Result<Replied, StorageError> {
        self.engine.write(move |transaction| Box::pin(put_reply(transaction, find, invitee, sealed, now))).await
    }

    async fn mailboxes(&self, owner: AccountId, now: Milliseconds) -> Result<Vec<Mailbox>, StorageError> {
        self.engine.fetch(MAILBOXES, values![owner, now]).await?.into_iter().map(read).collect()
    }

    async fn close_mailbox(&self, owner: AccountId, find: Hash) -> Result<(), StorageError> {
        let values = values![owner, find.to_string()];
        self.engine
            .write(|transaction| Box::pin(async move { transaction.execute(CLOSE_MAILBOX, values).await.map(drop) }))
            .await
    }

    async fn forget_mailboxes(&self, now: Milliseconds, answered: Milliseconds) -> Result<u64, StorageError> {
        let values = values![now, answered];
        self.engine
            .write(|transaction| Box::pin(async move { transaction.execute(FORGET_MAILBOXES, values).await }))
            .await
    }
}

async fn open(
    transaction: &mut Transaction<'_>,
    mailbox: NewMailbox,
    most: u64,
    now: Milliseconds,
) -> Result<(), MailboxError> {
    let NewMailbox { find, owner, carrier, until, greeting } = mailbox;
    // Two at once count each other.
    deletions::lock(transaction, owner).await?;
    let same = values![find.to_string(), owner, carrier.name(), greeting.clone()];
    let same = transaction.fetch_optional(SAME_MAILBOX, same).await?;
    if same.ok_or(StorageError::Corrupt("no count"))?.integer()? > 0 {
        return Ok(());
    }
    let open = transaction.fetch_optional(COUNT_MAILBOXES, values![owner, now]).await?;
    if open.ok_or(StorageError::Corrupt("no count"))?.unsigned()? >= most {
        return Err(MailboxError::TooMany);
    }
    let values = values![find.to_string(), owner, carrier.name(), until, greeting];
    if transaction.execute(OPEN_MAILBOX, values).await? == 1 { Ok(()) } else { Err(MailboxError::Exists) }
}

async fn put_reply(
    transaction: &mut Transaction<'_>,
    find: Hash,
    invitee: AccountId,
    sealed: Vec<u8>,
    now: Milliseconds,
) -> Result<Replied, StorageError> {
    let first = transaction.fetch_optional(REPLY, values![find.to_string(), now, invitee, sealed]).await?;
    if let Some(mut row) = first {
        transaction.tell(Change::Mailbox { owner: row.parsed()?, find, tried: false });
        return Ok(Replied::First);
    }
    let Some(mut row) = transaction.fetch_optional(REPLIED, values![find.to_string(), now]).await? else {
        return Ok(Replied::Nowhere);
    };
    let (owner, first) = (row.parsed::<AccountId>()?, row.optional_text()?);
    if owner == invitee {
        return Ok(Replied::Own);
    }
    if first.as_deref() == Some(&*invitee.to_string()) {
        // After a lost answer: sealed anew it is other bytes, and nobody to be warned of.
        return Ok(Replied::First);
    }
    transaction.execute(TRIED, values![find.to_string()]).await?;
    transaction.tell(Change::Mailbox { owner, find, tried: true });
    Ok(Replied::Late)
}

fn read(mut row: Row) -> Result<Mailbox, StorageError> {
    let (find, carrier, until) = (row.text()?, row.parsed()?, row.integer()?);
    let (greeting, tried) = (row.bytes()?, row.integer()? != 0);
    let invitee = row.optional_text()?.map(|id| id.parse().map_err(|_| StorageError::Corrupt("an invitee")));
    let (invitee, sealed, at) = (invitee.transpose()?, row.optional_bytes()?, row.optional_integer()?);
    let reply = match (invitee, sealed, at) {
        (Some(invitee), Some(sealed), Some(at)) => Some(Reply { invitee, sealed, at }),
        (None, None, None) => None,
        _ => return Err(StorageError::Corrupt("half a reply")),
    };
    Ok(Mailbox { find, carrier, until, greeting, reply, tried })
}

impl Carrier {
    /// The name in the interface.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Qr => "qr",
            Self::Link => "link",
        }
    }
}

impl FromStr for Carrier {
    type Err = UnknownCarrier;

    fn from_str(text: &str) -> Result<Self, UnknownCarrier> {
        match text {
            "qr" => Ok(Self::Qr),
            "link" => Ok(Self::Link),
            _ => Err(UnknownCarrier),
        }
    }
}
