//! Which stream each act joins, so that a folder's acts can be served alone.

use std::collections::HashMap;

use super::sql::{FILL, UNFILLED};
use crate::{
    protocol::{act::read_frames, bytes::Hash, id::LockerId, log::Stream},
    server::storage::{StorageError, Transaction, value::values},
};

/// Acts at once.
const BATCH: u64 = 500;

/// A stream as its column says it.
pub(super) fn text(stream: Stream) -> String {
    match stream {
        Stream::Keys => "keys".to_owned(),
        Stream::People => "people".to_owned(),
        Stream::Folder(folder) => folder.to_string(),
    }
}

/// Fills in what acts lack that came before there were people to share with: all of them, from the first on. An act whose body is
/// gone joins the stream that its `chain` is part of.
pub(super) async fn fill(transaction: &mut Transaction<'_>, locker: LockerId) -> Result<(), StorageError> {
    let mut known: HashMap<Hash, Stream> = HashMap::new();
    let mut after = -1;
    loop {
        let rows = transaction.fetch(UNFILLED, values![locker, after, BATCH]).await?;
        if rows.is_empty() {
            return Ok(());
        }
        for mut row in rows {
            after = row.integer()?;
            let acts = read_frames(&row.bytes()?, 1).map_err(|_| StorageError::Corrupt("a frame"))?;
            let act = acts.first().ok_or(StorageError::Corrupt("an empty frame"))?;
            let stream = match &act.body {
                Some(body) => Some(Stream::of(body, locker).unwrap_or(Stream::People)),
                None => act.header.chain.and_then(|chain| known.get(&chain).copied()),
            };
            if let Some(stream) = stream {
                known.insert(act.hash, stream);
                transaction.execute(FILL, values![locker, after, text(stream)]).await?;
            }
        }
    }
}
