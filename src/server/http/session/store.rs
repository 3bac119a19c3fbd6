//! tower-sessions' store on our own database: the token's SHA-256 leads to a row.

use std::{collections::HashMap, fmt, sync::Arc};

use async_trait::async_trait;
use time::OffsetDateTime;
use tower_sessions::{
    SessionStore,
    session::{Id, Record},
    session_store::{Error, Result},
};

use super::{KEY, Shared, SignedIn};
use crate::{
    protocol::bytes::{Bytes, Hash},
    server::{
        http::App,
        storage::{Beginning, Client, SessionRow, Sessions as _, StorageError},
    },
};

/// Our store.
#[derive(Clone)]
pub struct Store(Shared);

impl Store {
    pub fn new(app: App) -> Self {
        Self(Arc::new(app))
    }
}

impl fmt::Debug for Store {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Store")
    }
}

#[async_trait]
impl SessionStore for Store {
    async fn create(&self, record: &mut Record) -> Result<()> {
        let signed_in = read(record)?;
        let row = SessionRow {
            id: signed_in.id,
            account: signed_in.account,
            client: signed_in.client.parse().unwrap_or(Client::Other),
            half: signed_in.half.0,
            created: signed_in.created,
            last_used: signed_in.last_used,
            expires: signed_in.expires,
            slot: signed_in.slot,
            name: None,
            barred: false,
        };
        let by = signed_in.by.and_then(|kind| kind.parse().ok());
        let beginning = Beginning { token: hashed(&record.id), session: row, by, give_back: signed_in.give_back };
        let begun = self.0.storage.begin_session(beginning).await;
        if begun.map_err(failed)? { Ok(()) } else { Err(Error::Backend("a token came twice".to_owned())) }
    }

    /// Only the time of use ever changes, and a session that has just begun is saved already.
    async fn save(&self, record: &Record) -> Result<()> {
        let signed_in = read(record)?;
        if signed_in.last_used == signed_in.created {
            return Ok(());
        }
        let renewed = self.0.storage.renew_session(hashed(&record.id), signed_in.last_used, signed_in.expires);
        renewed.await.map_err(failed)
    }

    async fn load(&self, id: &Id) -> Result<Option<Record>> {
        let row = self.0.storage.session(hashed(id), self.0.now()).await.map_err(failed)?;
        let Some(row) = row else { return Ok(None) };
        let expiry_date = OffsetDateTime::from_unix_timestamp(row.expires / 1000)
            .map_err(|error| Error::Decode(error.to_string()))?;
        let signed_in = SignedIn {
            account: row.account,
            id: row.id,
            client: row.client.name().to_owned(),
            half: Hash(row.half),
            created: row.created,
            last_used: row.last_used,
            expires: row.expires,
            slot: row.slot,
            name: row.name.map(Bytes),
            barred: row.barred,
            by: None,
            give_back: Vec::new(),
        };
        let value = serde_json::to_value(signed_in).map_err(|error| Error::Encode(error.to_string()))?;
        Ok(Some(Record { id: *id, data: HashMap::from([(KEY.to_owned(), value)]), expiry_date }))
    }

    async fn delete(&self, id: &Id) -> Result<()> {
        self.0.storage.end_session(hashed(id)).await.map_err(failed)
    }
}

fn read(record: &Record) -> Result<SignedIn> {
    let value = record.data.get(KEY).cloned().unwrap_or_default();
    serde_json::from_value(value).map_err(|error| Error::Decode(error.to_string()))
}

/// What the database keeps of a token.
pub(super) fn hashed(id: &Id) -> Hash {
    Hash::of(&id.0.to_le_bytes())
}

#[expect(clippy::needless_pass_by_value, reason = "for map_err")]
fn failed(error: StorageError) -> Error {
    Error::Backend(error.to_string())
}
