//! The frames of a locker that a grant lets its grantee see: what lived when it was given, and what came since.

use std::collections::BTreeSet;

use super::{
    Lens, Statement, Storage, StorageError,
    statement::statements,
    value::{Value, values},
};
use crate::protocol::{
    act::{Act, Body, Put, read_frames, write_frame},
    id::{GrantId, NodeId},
};

statements! {
    // What lived when the grant was given, and may be listed in its box.
    OF_NODE_BEFORE = "SELECT seq, frame FROM acts WHERE locker = $1 AND node = $2 AND seq < $3 ORDER BY seq";
    HEAD_BEFORE = "SELECT seq, frame FROM acts WHERE locker = $1 AND stream = $2
        AND seq = (SELECT MAX(seq) FROM acts WHERE locker = $1 AND stream = $2 AND seq < $3)";
    // A grant on a document, or the deposit that it was, is an act on it, too, but of people's stream.
    DOCUMENTS_BEFORE = "SELECT seq, frame FROM acts a WHERE locker = $1 AND stream = $2 AND seq < $3 AND node <> $2
        AND seq = (SELECT MAX(b.seq) FROM acts b WHERE b.locker = a.locker AND b.node = a.node AND b.seq < $3
            AND b.stream <> 'people')";
    OPEN_FOLDERS = "SELECT id FROM nodes WHERE locker = $1 AND folder IS NULL AND private = 0";
    // What came since.
    KEYS_AFTER = "SELECT seq, frame, beside FROM acts WHERE locker = $1 AND stream = 'keys' AND seq > $2";
    KEYS_OF_NODE_AFTER = "SELECT seq, frame, beside FROM acts
        WHERE locker = $1 AND node = $2 AND stream = 'keys' AND seq > $3";
    STREAM_AFTER = "SELECT seq, frame, beside FROM acts WHERE locker = $1 AND stream = $2 AND seq > $3";
    DOCUMENT_AFTER = "SELECT seq, frame, beside FROM acts
        WHERE locker = $1 AND node = $2 AND stream <> 'people' AND seq > $3";
    THE_ACT = "SELECT seq, frame, beside FROM acts WHERE locker = $1 AND seq = $2";
}

/// Those from `from` on, in the order of their acts.
///
/// # Errors
/// The engine's; [`StorageError::Corrupt`] for a frame that doesn't parse.
pub(super) async fn frames(storage: &Storage, lens: Lens, from: u64) -> Result<Vec<Vec<u8>>, StorageError> {
    let mut view = View { storage, lens, from, seen: BTreeSet::new(), frames: Vec::new() };
    view.read().await?;
    view.frames.sort_unstable_by_key(|(seq, _)| *seq);
    Ok(view.frames.into_iter().map(|(_, frame)| frame).collect())
}

/// Frames as they are gathered.
struct View<'s> {
    storage: &'s Storage,
    lens: Lens,
    from: u64,
    seen: BTreeSet<u64>,
    frames: Vec<(u64, Vec<u8>)>,
}

impl View<'_> {
    async fn read(&mut self) -> Result<(), StorageError> {
        let Lens { locker, node, seq, .. } = self.lens;
        self.after(THE_ACT, values![locker, seq]).await?;
        if node == locker.as_node() {
            self.before(OF_NODE_BEFORE, values![locker, node, seq], |body| matches!(body, Body::Rotate(_))).await?;
            self.before(HEAD_BEFORE, values![locker, "keys", seq], |_| true).await?;
            self.after(KEYS_AFTER, values![locker, seq]).await?;
            let folders = self.storage.engine.fetch(OPEN_FOLDERS, values![locker]).await?;
            for mut folder in folders {
                self.folder(folder.parsed()?).await?;
            }
        } else if self.lens.is_folder {
            self.folder(node).await?;
            self.after(KEYS_OF_NODE_AFTER, values![locker, node, seq]).await?;
        } else {
            self.newest_of(node, |body| matches!(body, Body::Put(Put::Document(_)))).await?;
            self.after(DOCUMENT_AFTER, values![locker, node, seq]).await?;
        }
        Ok(())
    }

    /// A folder: the `put` that made it, its rotations, its newest `put`, the newest of each document in it and the head of its stream
    /// when the grant was given; and all of its stream since.
    async fn folder(&mut self, node: NodeId) -> Result<(), StorageError> {
        let Lens { locker, seq, .. } = self.lens;
        let keys = |body: &Body| matches!(body, Body::Rotate(_) | Body::Put(Put::NewFolder(_)));
        self.before(OF_NODE_BEFORE, values![locker, node, seq], keys).await?;
        self.newest_of(node, |body| matches!(body, Body::Put(Put::NewFolder(_) | Put::Folder(_)))).await?;
        let document = |body: &Body| matches!(body, Body::Put(Put::Document(_)));
        self.before(DOCUMENTS_BEFORE, values![locker, node, seq], document).await?;
        self.before(HEAD_BEFORE, values![locker, node, seq], |_| true).await?;
        self.after(STREAM_AFTER, values![locker, node, seq]).await
    }

    /// The newest act on a node before the grant, of those whose body is wanted.
    async fn newest_of(&mut self, node: NodeId, wanted: impl Fn(&Body) -> bool) -> Result<(), StorageError> {
        let Lens { locker, seq, .. } = self.lens;
        for mut row in self.storage.engine.fetch(OF_NODE_BEFORE, values![locker, node, seq]).await?.into_iter().rev() {
            let (seq, frame) = (row.unsigned()?, row.bytes()?);
            // Without a body it is a `put` that was purged since.
            if parse(&frame)?.body.is_none_or(|body| wanted(&body)) {
                self.add(seq, frame);
                break;
            }
        }
        Ok(())
    }

    async fn before(
        &mut self,
        statement: Statement,
        values: Vec<Value>,
        wanted: impl Fn(&Body) -> bool,
    ) -> Result<(), StorageError> {
        for mut row in self.storage.engine.fetch(statement, values).await? {
            let (seq, frame) = (row.unsigned()?, row.bytes()?);
            // What was purged since is still its stream's head.
            if parse(&frame)?.body.is_none_or(|body| wanted(&body)) {
                self.add(seq, frame);
            }
        }
        Ok(())
    }

    async fn after(&mut self, statement: Statement, values: Vec<Value>) -> Result<(), StorageError> {
        for mut row in self.storage.engine.fetch(statement, values).await? {
            let (seq, frame, beside) = (row.unsigned()?, row.bytes()?, row.optional_bytes()?);
            let frame = match beside {
                Some(beside) => self.with_own_file(&frame, beside)?,
                None => frame,
            };
            self.add(seq, frame);
        }
        Ok(())
    }

    fn add(&mut self, seq: u64, frame: Vec<u8>) {
        if seq >= self.from && self.seen.insert(seq) {
            self.frames.push((seq, frame));
        }
    }

    /// The frame with the one age file beside that is for this grant.
    fn with_own_file(&self, frame: &[u8], beside: Vec<u8>) -> Result<Vec<u8>, StorageError> {
        let mut act = parse(frame)?;
        act.beside = beside;
        act.beside = file_for(&act, self.lens.id)?;
        let mut frame = Vec::new();
        write_frame(&mut frame, &act);
        Ok(frame)
    }
}

/// The age file beside an act that is for a grant; empty when none is.
fn file_for(act: &Act, grant: GrantId) -> Result<Vec<u8>, StorageError> {
    let place = match &act.body {
        Some(Body::Grant(body)) if body.grant == grant => Some(0),
        Some(body) => body.boxes().iter().position(|given| given.grant == grant),
        None => None,
    };
    let Some(place) = place else { return Ok(Vec::new()) };
    let files = act.files().map_err(|_| StorageError::Corrupt("files beside an act"))?;
    Ok(files.get(place).map(|file| file.to_vec()).unwrap_or_default())
}

/// A stored frame.
pub(super) fn parse(frame: &[u8]) -> Result<Act, StorageError> {
    let acts = read_frames(frame, 1).map_err(|_| StorageError::Corrupt("a frame"))?;
    acts.into_iter().next().ok_or(StorageError::Corrupt("an empty frame"))
}
