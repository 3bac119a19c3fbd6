//! Accounts: beginning one, its cards, and its rotation.

use super::{
    AppendError, KeptSlot, NewKeyring, NewSlot, Row, Storage, StorageError, Stretch, Transaction, activity, codes,
    deletions, keyrings, log, second_steps, sessions, slots, statement::statements, value::values,
};
use crate::{
    protocol::{card::SignedCard, id::AccountId, id::LockerId},
    server::clock::Milliseconds,
};

/// Everything that an account begins with.
#[derive(Clone, Debug)]
pub struct NewAccount {
    /// Its id.
    pub id: AccountId,
    /// Its first card.
    pub card: SignedCard,
    /// Its ways in.
    pub slots: Vec<NewSlot>,
    /// Its keyring, version 1.
    pub keyring: Vec<u8>,
    /// The first acts of its locker.
    pub log: Stretch,
    /// SHA-256 of the sign-up code, where one is needed.
    pub code: Option<[u8; 32]>,
    /// When.
    pub now: Milliseconds,
}

/// Why an account doesn't begin.
#[derive(Debug, thiserror::Error)]
pub enum SignUpError {
    /// The code isn't one, or is used up.
    #[error("no such sign-up code")]
    Code,
    /// A slot is looked up by what another already has: the handle.
    #[error("the handle is taken")]
    HandleTaken,
    /// The account or its locker is there already, or was.
    #[error("the account is there already")]
    Exists,
    /// The database.
    #[error(transparent)]
    Storage(#[from] StorageError),
}

/// What an account's rotation replaces, all at once.
#[derive(Clone, Debug)]
pub struct Rotation {
    /// Whose.
    pub account: AccountId,
    /// The next card.
    pub card: SignedCard,
    /// Its number.
    pub number: u64,
    /// The next keyring.
    pub keyring: NewKeyring,
    /// Together with `kept` the only ways in from now on.
    pub slots: Vec<NewSlot>,
    /// Ways in that stay, at most two.
    pub kept: Vec<KeptSlot>,
    /// One append for each own locker.
    pub logs: Vec<Stretch>,
    /// When.
    pub now: Milliseconds,
}

/// Why a rotation isn't done. Nothing has changed then.
#[derive(Debug, thiserror::Error)]
pub enum RotationError {
    /// The keyring has moved on, to this version.
    #[error("the keyring is at version {0}")]
    Keyring(u64),
    /// The newest card isn't the one before this.
    #[error("the newest card is another one")]
    Card,
    /// A slot is looked up by what another already has: the handle.
    #[error("the handle is taken")]
    HandleTaken,
    /// A way in that is to stay isn't there.
    #[error("a way in that is to stay isn't there")]
    Slot,
    /// The append to one of the lockers.
    #[error("locker {0}: {1}")]
    Append(LockerId, AppendError),
    /// The database.
    #[error(transparent)]
    Storage(#[from] StorageError),
}

/// Accounts.
pub trait Accounts {
    /// Begins an account: card, slots, keyring and locker at once.
    fn sign_up(&self, new: NewAccount) -> impl Future<Output = Result<(), SignUpError>> + Send;

    /// All cards, from the first on; none when there is no such account. Those of a deleted one are kept as long as a log holds acts that
    /// it signed.
    fn cards(&self, account: AccountId) -> impl Future<Output = Result<Vec<SignedCard>, StorageError>> + Send;

    /// Replaces card, keyring, slots and roots, and ends all sessions, at once.
    fn rotate_account(&self, rotation: Rotation) -> impl Future<Output = Result<(), RotationError>> + Send;
}

statements! {
    INSERT_ACCOUNT = "INSERT INTO accounts (id, card_number, keyring_version, keyring, created) VALUES ($1, 1, 1, $2, $3)
        ON CONFLICT (id) DO NOTHING";
    INSERT_CARD = "INSERT INTO cards (account, number, card, signature, endorsement) VALUES ($1, $2, $3, $4, $5)";
    CARDS = "SELECT card, signature, endorsement FROM
        (SELECT number, card, signature, endorsement FROM cards WHERE account = $1
         UNION ALL SELECT number, card, signature, endorsement FROM kept_cards WHERE account = $1) AS served ORDER BY number";
    NEXT_CARD = "UPDATE accounts SET card_number = $2 WHERE id = $1 AND card_number = $3";
}

impl Accounts for Storage {
    async fn sign_up(&self, new: NewAccount) -> Result<(), SignUpError> {
        self.engine.write(|transaction| Box::pin(sign_up(transaction, new))).await
    }

    async fn cards(&self, account: AccountId) -> Result<Vec<SignedCard>, StorageError> {
        self.engine.fetch(CARDS, values![account]).await?.into_iter().map(card).collect()
    }

    async fn rotate_account(&self, rotation: Rotation) -> Result<(), RotationError> {
        self.engine.write(|transaction| Box::pin(rotate(transaction, rotation))).await
    }
}

async fn sign_up(transaction: &mut Transaction<'_>, new: NewAccount) -> Result<(), SignUpError> {
    let second_step = match new.code {
        Some(code) => codes::consume(transaction, code, new.now).await?.ok_or(SignUpError::Code)?,
        None => false,
    };
    if transaction.execute(INSERT_ACCOUNT, values![new.id, new.keyring, new.now]).await? != 1 {
        return Err(SignUpError::Exists);
    }
    if deletions::is_departed(transaction, "account", &new.id.to_string()).await?
        || deletions::is_departed(transaction, "locker", &new.log.after.id.to_string()).await?
    {
        return Err(SignUpError::Exists);
    }
    insert_card(transaction, new.id, 1, &new.card).await?;
    activity::begin(transaction, new.id, new.now).await?;
    if second_step {
        second_steps::require(transaction, new.id).await?;
    }
    for slot in new.slots {
        if !slots::insert(transaction, new.id, slot, new.now).await? {
            return Err(SignUpError::HandleTaken);
        }
    }
    log::begin(transaction, new.log).await.map_err(|error| match error {
        AppendError::Storage(error) => SignUpError::Storage(error),
        _ => SignUpError::Exists,
    })
}

async fn rotate(transaction: &mut Transaction<'_>, rotation: Rotation) -> Result<(), RotationError> {
    let account = rotation.account;
    if let Err(version) = keyrings::replace(transaction, account, rotation.keyring).await? {
        return Err(RotationError::Keyring(version));
    }
    if transaction.execute(NEXT_CARD, values![account, rotation.number, rotation.number - 1]).await? != 1 {
        return Err(RotationError::Card);
    }
    insert_card(transaction, account, rotation.number, &rotation.card).await?;
    if !slots::keep_only(transaction, account, rotation.kept).await? {
        return Err(RotationError::Slot);
    }
    for slot in rotation.slots {
        if !slots::insert(transaction, account, slot, rotation.now).await? {
            return Err(RotationError::HandleTaken);
        }
    }
    sessions::end_all(transaction, account).await?;
    for stretch in rotation.logs {
        let locker = stretch.after.id;
        log::write(transaction, stretch).await.map_err(|error| RotationError::Append(locker, error))?;
    }
    Ok(())
}

async fn insert_card(
    transaction: &mut Transaction<'_>,
    account: AccountId,
    number: u64,
    card: &SignedCard,
) -> Result<(), StorageError> {
    let endorsement = card.endorsement.map(|signature| signature.to_vec());
    let values = values![account, number, card.card.as_slice(), card.signature.as_slice(), endorsement];
    transaction.execute(INSERT_CARD, values).await.map(drop)
}

fn card(mut row: Row) -> Result<SignedCard, StorageError> {
    let (card, signature) = (row.bytes()?, row.array()?);
    let endorsement =
        row.optional_bytes()?.map(|bytes| bytes.try_into().map_err(|_| StorageError::Corrupt("an endorsement")));
    Ok(SignedCard { card, signature, endorsement: endorsement.transpose()? })
}
