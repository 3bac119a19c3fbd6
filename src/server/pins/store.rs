use super::{Device, Found, Pins, TRIES};
use crate::server::{
    clock::Milliseconds,
    storage::{NONCE, Row, StorageError, Transaction, statement::statements, value::values},
};

/// A try that was counted, durably, before anything is compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Counted {
    /// The state of the store since, to be told to the database.
    pub generation: u64,
    /// How many PINs went because the store was restored.
    pub restored: Option<u64>,
    /// What became of the try.
    pub state: Try,
}

/// A try.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Try {
    /// There is no such PIN, or no longer.
    Gone,
    /// All tries are taken; the last may be under way.
    Exhausted,
    /// It may be compared.
    Taken {
        /// What the pepper comes from.
        nonce: [u8; NONCE],
        /// Tries in a row that weren't right, this one included.
        wrong: u64,
    },
}

/// What became of a nonce that is to be kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kept {
    /// It is new.
    New,
    /// This very one is there.
    Already,
    /// Another one is there.
    Another,
}

statements! {
    KNOW_KEY = "UPDATE store SET key = $1 WHERE id = 1 AND key IS NULL";
    KEY = "SELECT key FROM store WHERE id = 1";
    REPLACE_KEY = "UPDATE store SET key = $1 WHERE id = 1";
    RAISE = "UPDATE store SET generation = generation + 1 WHERE id = 1 RETURNING generation";
    RAISE_TO = "UPDATE store SET generation = $1 WHERE id = 1";
    TAKE_TRY = "UPDATE pins SET wrong = wrong + 1 WHERE account = $1 AND slot = $2 AND wrong < $3 RETURNING nonce, wrong";
    RIGHT_PIN = "UPDATE pins SET wrong = 0 WHERE account = $1 AND slot = $2";
    KEEP_PIN = "INSERT INTO pins (account, slot, nonce, wrong, created) VALUES ($1, $2, $3, 0, $4) ON CONFLICT DO NOTHING";
    PIN = "SELECT nonce FROM pins WHERE account = $1 AND slot = $2";
    END_PIN = "DELETE FROM pins WHERE account = $1 AND slot = $2";
    END_PINS = "DELETE FROM pins WHERE account = $1";
    END_ALL_PINS = "DELETE FROM pins";
    PINS_AFTER = "SELECT account, slot, wrong, created FROM pins WHERE account > $1 OR account = $1 AND slot > $2
        ORDER BY account, slot LIMIT $3";
}

impl Pins {
    /// Counts a try. `known` is the newest state of the store that the database knows of: a store that is older was restored, and
    /// would give tries back.
    ///
    /// # Errors
    /// The store's.
    pub async fn count(&self, device: Device, known: u64) -> Result<Counted, StorageError> {
        self.engine()
            .write(move |transaction| {
                Box::pin(async move {
                    let (generation, restored) = raise(transaction, known).await?;
                    let Device { account, slot } = device;
                    let taken = transaction.fetch_optional(TAKE_TRY, values![account, slot, TRIES]).await?;
                    let state = match taken {
                        Some(mut row) => Try::Taken { nonce: nonce(&mut row)?, wrong: row.unsigned()? },
                        None if transaction.fetch_optional(PIN, values![account, slot]).await?.is_some() => {
                            Try::Exhausted
                        }
                        None => Try::Gone,
                    };
                    Ok(Counted { generation, restored, state })
                })
            })
            .await
    }

    /// Compares the store's state with the one that the database knows of, as a try does.
    ///
    /// # Errors
    /// The store's.
    pub async fn look(&self, known: u64) -> Result<(u64, Option<u64>), StorageError> {
        self.engine().write(move |transaction| Box::pin(raise(transaction, known))).await
    }

    /// Gives all tries back after a right one; `false` when the PIN went meanwhile.
    ///
    /// # Errors
    /// The store's.
    pub async fn right(&self, Device { account, slot }: Device) -> Result<bool, StorageError> {
        self.engine()
            .write(move |transaction| {
                Box::pin(async move { Ok(transaction.execute(RIGHT_PIN, values![account, slot]).await? == 1) })
            })
            .await
    }

    /// Keeps the nonce of a new PIN. Sent again, it gives no try back.
    ///
    /// # Errors
    /// The store's.
    pub async fn keep(
        &self,
        Device { account, slot }: Device,
        new: [u8; NONCE],
        now: Milliseconds,
    ) -> Result<Kept, StorageError> {
        self.engine()
            .write(move |transaction| {
                Box::pin(async move {
                    let values = values![account, slot, new.as_slice(), now];
                    if transaction.execute(KEEP_PIN, values).await? == 1 {
                        return Ok(Kept::New);
                    }
                    let row = transaction.fetch_optional(PIN, values![account, slot]).await?;
                    let same = nonce(&mut row.ok_or(StorageError::Corrupt("no PIN"))?)? == new;
                    Ok(if same { Kept::Already } else { Kept::Another })
                })
            })
            .await
    }

    /// Whether there is such a PIN.
    ///
    /// # Errors
    /// The store's.
    pub async fn has(&self, Device { account, slot }: Device) -> Result<bool, StorageError> {
        Ok(self.engine().fetch_optional(PIN, values![account, slot]).await?.is_some())
    }

    /// Ends PINs: nothing can make their peppers again.
    ///
    /// # Errors
    /// The store's.
    pub async fn end(&self, devices: Vec<Device>) -> Result<(), StorageError> {
        if devices.is_empty() {
            return Ok(());
        }
        let steps = devices.into_iter().map(|Device { account, slot }| (END_PIN, values![account, slot])).collect();
        self.engine().write(|transaction| Box::pin(async move { transaction.all(steps).await.map(drop) })).await
    }

    /// Ends all PINs of an account.
    ///
    /// # Errors
    /// The store's.
    pub async fn end_all(&self, account: crate::protocol::id::AccountId) -> Result<(), StorageError> {
        self.engine()
            .write(move |transaction| {
                Box::pin(async move { transaction.execute(END_PINS, values![account]).await.map(drop) })
            })
            .await
    }

    /// PINs after `after`, in the order of their accounts and slots, at most `most`.
    ///
    /// # Errors
    /// The store's.
    pub async fn after(&self, after: Option<Device>, most: u64) -> Result<Vec<Found>, StorageError> {
        let (account, slot) =
            after.map_or_else(Default::default, |Device { account, slot }| (account.to_string(), slot.to_string()));
        let rows = self.engine().fetch(PINS_AFTER, values![account, slot, most]).await?;
        let found = |mut row: Row| {
            let device = Device { account: row.parsed()?, slot: row.parsed()? };
            Ok(Found { device, wrong: row.unsigned()?, created: row.integer()? })
        };
        rows.into_iter().map(found).collect()
    }

    /// Whether the key is the one that the store began with; a new store begins with this one.
    pub(super) async fn knows_key(&self) -> Result<bool, StorageError> {
        let fingerprint = self.key.fingerprint();
        self.engine()
            .write(move |transaction| {
                Box::pin(async move {
                    transaction.execute(KNOW_KEY, values![fingerprint]).await?;
                    let row = transaction.fetch_optional(KEY, values![]).await?;
                    let known: [u8; 32] = row.ok_or(StorageError::Corrupt("no key"))?.array()?;
                    Ok(known == fingerprint)
                })
            })
            .await
    }

    /// Ends all PINs and begins with this key. Gives the state of the store since, and how many there were.
    pub(super) async fn begin_anew(&self, known: u64) -> Result<(u64, u64), StorageError> {
        let fingerprint = self.key.fingerprint();
        self.engine()
            .write(move |transaction| {
                Box::pin(async move {
                    transaction.execute(REPLACE_KEY, values![fingerprint]).await?;
                    let ended = transaction.execute(END_ALL_PINS, values![]).await?;
                    let (generation, restored) = raise(transaction, known).await?;
                    Ok((generation, ended + restored.unwrap_or(0)))
                })
            })
            .await
    }
}

/// Raises the state of the store; when the database knows a newer one, all PINs go.
async fn raise(transaction: &mut Transaction<'_>, known: u64) -> Result<(u64, Option<u64>), StorageError> {
    let row = transaction.fetch_optional(RAISE, values![]).await?;
    let generation = row.ok_or(StorageError::Corrupt("no state of the PINs"))?.unsigned()?;
    if generation > known {
        return Ok((generation, None));
    }
    let ended = transaction.execute(END_ALL_PINS, values![]).await?;
    transaction.execute(RAISE_TO, values![known + 1]).await?;
    Ok((known + 1, Some(ended)))
}

fn nonce(row: &mut Row) -> Result<[u8; NONCE], StorageError> {
    row.array()
}
