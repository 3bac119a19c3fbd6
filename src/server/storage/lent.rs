//! What people are served whom somebody has granted something: which grants live, what they cover, what was read.
//!
//! Each question is one statement that holds the right and what it gives, so that nothing is served on a right that ended between
//! two. A grant lives from `starts` until `ends`; one that was ended before has no row any more.

use std::collections::{BTreeMap, BTreeSet};

use super::{
    Row, Storage, StorageError, StoredObject, objects,
    statement::statements,
    value::values,
    view::{self, parse},
};
use crate::{
    protocol::{
        act::{Body, Put, write_frame},
        bytes::Hash,
        id::{AccountId, GrantId, LockerId, NodeId, ObjectId},
    },
    server::clock::Milliseconds,
};

/// A living grant, as its grantee sees it.
#[derive(Clone, Debug)]
pub struct LentGrant {
    /// The locker.
    pub locker: LockerId,
    /// Whose.
    pub holder: AccountId,
    /// The grant.
    pub id: GrantId,
    /// On what.
    pub node: NodeId,
    /// `read`, `add`, `edit` or `manage`.
    pub right: String,
    /// From when.
    pub starts: Milliseconds,
    /// Until when.
    pub ends: Milliseconds,
    /// Its act's number.
    pub seq: u64,
    /// Its act, with nothing beside.
    pub frame: Vec<u8>,
    /// The age file that came beside it.
    pub file: Vec<u8>,
    /// The acts of the grants that it hangs on, nearest first; none of the holder's own.
    pub line: Vec<Vec<u8>>,
}

/// A living grant that somebody looks through.
#[derive(Clone, Copy, Debug)]
pub struct Lens {
    /// The locker.
    pub locker: LockerId,
    /// The grant.
    pub id: GrantId,
    /// On what.
    pub node: NodeId,
    /// Of a document, `false`.
    pub is_folder: bool,
    /// Its act's number.
    pub seq: u64,
}

/// Something that a grantee was served.
#[derive(Clone, Debug)]
pub struct ReadRow {
    /// What.
    pub node: NodeId,
    /// Whom.
    pub grantee: AccountId,
    /// When, to the minute.
    pub minute: Milliseconds,
}

/// What grantees are served.
pub trait Lent {
    /// An account's living grants after `after`, in the order of lockers and grants, until their files are `most` bytes or more; and
    /// whether there are more.
    fn lent(
        &self,
        grantee: AccountId,
        now: Milliseconds,
        after: Option<(LockerId, GrantId)>,
        most: usize,
    ) -> impl Future<Output = Result<(Vec<LentGrant>, bool), StorageError>> + Send;

    /// One of an account's living grants.
    fn lens(
        &self,
        locker: LockerId,
        grant: GrantId,
        grantee: AccountId,
        now: Milliseconds,
    ) -> impl Future<Output = Result<Option<Lens>, StorageError>> + Send;

    /// The frames from `from` on that a grant lets its grantee see.
    fn view(&self, lens: Lens, from: u64) -> impl Future<Output = Result<Vec<Vec<u8>>, StorageError>> + Send;

    /// The head of the stream that a folder's acts join, or a document's, if a living grant of the account covers that node.
    fn lent_stream(
        &self,
        locker: LockerId,
        node: NodeId,
        grantee: AccountId,
        now: Milliseconds,
    ) -> impl Future<Output = Result<Option<Hash>, StorageError>> + Send;

    /// What somebody looks after by a living grant to manage: the acts of all grants there that aren't over and of those that these hang
    /// on, then, of the whole locker, the deposits that wait, each with its file beside. `None` without such a grant.
    fn managed(
        &self,
        lens: Lens,
        grantee: AccountId,
        now: Milliseconds,
    ) -> impl Future<Output = Result<Option<Vec<Vec<u8>>>, StorageError>> + Send;

    /// An object of a document's newest `put`, and that document, if a living grant of the account covers it; for whoever manages the whole
    /// locker also one that waits: who may accept it looks at it first.
    fn lent_object(
        &self,
        locker: LockerId,
        object: ObjectId,
        grantee: AccountId,
        now: Milliseconds,
    ) -> impl Future<Output = Result<Option<(StoredObject, NodeId)>, StorageError>> + Send;

    /// Whether a living grant of the account lets it add something somewhere in the locker.
    fn may_add(
        &self,
        locker: LockerId,
        grantee: AccountId,
        now: Milliseconds,
    ) -> impl Future<Output = Result<bool, StorageError>> + Send;

    /// Says that a grantee was served something of a node, before that is done.
    fn record_read(
        &self,
        locker: LockerId,
        node: NodeId,
        grantee: AccountId,
        now: Milliseconds,
    ) -> impl Future<Output = Result<(), StorageError>> + Send;

    /// What grantees of a locker were served before `before`, newest first, at most `most`.
    fn reads(
        &self,
        locker: LockerId,
        before: Milliseconds,
        most: u64,
    ) -> impl Future<Output = Result<Vec<ReadRow>, StorageError>> + Send;

    /// Forgets what was served before `before`.
    fn forget_reads(&self, before: Milliseconds) -> impl Future<Output = Result<u64, StorageError>> + Send;
}

statements! {
    LENT_GRANTS = "SELECT g.locker, l.holder, g.id, g.node, g.level, g.starts, g.ends, g.seq, a.frame, a.beside, g.via
        FROM grants g JOIN lockers l ON l.id = g.locker JOIN acts a ON a.locker = g.locker AND a.seq = g.seq
        WHERE g.grantee = $1 AND g.starts <= $2 AND g.ends > $2
            AND (g.locker > $3 OR g.locker = $3 AND g.id > $4)
        ORDER BY g.locker, g.id LIMIT $5";
    LENS = "SELECT g.node, g.seq, n.folder FROM grants g LEFT JOIN nodes n ON n.locker = g.locker AND n.id = g.node
        WHERE g.locker = $1 AND g.id = $2 AND g.grantee = $3 AND g.starts <= $4 AND g.ends > $4";
    VIA = "SELECT a.frame, g.via FROM grants g JOIN acts a ON a.locker = g.locker AND a.seq = g.seq
        WHERE g.locker = $1 AND g.id = $2";
    LENT_STREAM = "SELECT f.stream_hash FROM nodes n
        JOIN nodes f ON f.locker = n.locker AND f.id = COALESCE(n.folder, n.id)
        WHERE n.locker = $1 AND n.id = $2 AND EXISTS (SELECT 1 FROM grants g
            WHERE g.locker = n.locker AND g.grantee = $3 AND g.starts <= $4 AND g.ends > $4
                AND (g.node = n.id OR g.node = n.folder OR g.node = n.locker AND f.private = 0))";
    MANAGES = "SELECT COUNT(*) FROM grants WHERE locker = $1 AND id = $2 AND grantee = $3 AND starts <= $4 AND ends > $4
        AND level = 'manage'";
    GRANTS_BESIDE = "SELECT g.id, g.via, CAST(CASE WHEN g.node = $2 OR n.folder = $2
            OR g.locker = $2 AND COALESCE(f.private, 0) = 0 THEN 1 ELSE 0 END AS BIGINT), a.frame
        FROM grants g JOIN acts a ON a.locker = g.locker AND a.seq = g.seq
        LEFT JOIN nodes n ON n.locker = g.locker AND n.id = g.node
        LEFT JOIN nodes f ON f.locker = g.locker AND f.id = COALESCE(n.folder, n.id)
        WHERE g.locker = $1 AND g.ends > $3 ORDER BY g.seq";
    WAITING = "SELECT a.frame, a.beside FROM deposits d JOIN acts a ON a.locker = d.locker AND a.seq = d.seq
        WHERE d.locker = $1 ORDER BY d.seq";
    // The document's newest `put` says which objects live: those of older versions are nobody's but the holder's.
    LENT_OBJECT = "SELECT o.node, a.frame, o.place, o.size, o.checksum FROM objects o
        JOIN nodes n ON n.locker = o.locker AND n.id = o.node
        JOIN nodes f ON f.locker = n.locker AND f.id = n.folder
        JOIN acts a ON a.locker = n.locker AND a.seq = n.put_seq
        WHERE o.locker = $1 AND o.id = $2 AND EXISTS (SELECT 1 FROM grants g
            WHERE g.locker = o.locker AND g.grantee = $3 AND g.starts <= $4 AND g.ends > $4
                AND (g.node = o.node OR g.node = n.folder OR g.node = o.locker AND f.private = 0))";
    WAITING_OBJECT = "SELECT o.node, o.place, o.size, o.checksum FROM objects o
        JOIN deposits d ON d.locker = o.locker AND d.node = o.node
        WHERE o.locker = $1 AND o.id = $2 AND EXISTS (SELECT 1 FROM grants g
            WHERE g.locker = o.locker AND g.node = o.locker AND g.grantee = $3 AND g.starts <= $4 AND g.ends > $4
                AND g.level = 'manage')";
    MAY_ADD = "SELECT COUNT(*) FROM grants WHERE locker = $1 AND grantee = $2 AND starts <= $3 AND ends > $3
        AND level IN ('add', 'edit', 'manage')";
    RECORD_READ = "INSERT INTO reads (locker, node, grantee, minute) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING";
    READS = "SELECT node, grantee, minute FROM reads WHERE locker = $1 AND minute < $2
        ORDER BY minute DESC, node, grantee LIMIT $3";
    FORGET_READS = "DELETE FROM reads WHERE minute < $1";
}

impl Lent for Storage {
    async fn lent(
        &self,
        grantee: AccountId,
        now: Milliseconds,
        after: Option<(LockerId, GrantId)>,
        most: usize,
    ) -> Result<(Vec<LentGrant>, bool), StorageError> {
        let mut after = after.map_or_else(Default::default, |(locker, id)| (locker.to_string(), id.to_string()));
        let (mut found, mut bytes) = (Vec::new(), 0);
        loop {
            let values = values![grantee, now, after.0.clone(), after.1.clone(), AT_ONCE];
            let rows = self.engine.fetch(LENT_GRANTS, values).await?;
            let last = (rows.len() as u64) < AT_ONCE;
            for row in rows {
                let (mut grant, via) = lent(row)?;
                grant.line = self.line(grant.locker, via).await?;
                bytes += grant.file.len() + grant.frame.len();
                after = (grant.locker.to_string(), grant.id.to_string());
                found.push(grant);
                if bytes >= most {
                    return Ok((found, true));
                }
            }
            if last {
                return Ok((found, false));
            }
        }
    }

    async fn lens(
        &self,
        locker: LockerId,
        grant: GrantId,
        grantee: AccountId,
        now: Milliseconds,
    ) -> Result<Option<Lens>, StorageError> {
        let row = self.engine.fetch_optional(LENS, values![locker, grant, grantee, now]).await?;
        let read = |mut row: Row| {
            let (node, seq, folder) = (row.parsed()?, row.unsigned()?, row.optional_text()?);
            Ok(Lens { locker, id: grant, node, is_folder: folder.is_none(), seq })
        };
        row.map(read).transpose()
    }

    async fn view(&self, lens: Lens, from: u64) -> Result<Vec<Vec<u8>>, StorageError> {
        view::frames(self, lens, from).await
    }

    async fn lent_stream(
        &self,
        locker: LockerId,
        node: NodeId,
        grantee: AccountId,
        now: Milliseconds,
    ) -> Result<Option<Hash>, StorageError> {
        let row = self.engine.fetch_optional(LENT_STREAM, values![locker, node, grantee, now]).await?;
        row.map(|mut row| row.array().map(Hash)).transpose()
    }

    async fn managed(
        &self,
        lens: Lens,
        grantee: AccountId,
        now: Milliseconds,
    ) -> Result<Option<Vec<Vec<u8>>>, StorageError> {
        let Lens { locker, id, node, .. } = lens;
        let row = self.engine.fetch_optional(MANAGES, values![locker, id, grantee, now]).await?;
        if row.ok_or(StorageError::Corrupt("no count"))?.integer()? == 0 {
            return Ok(None);
        }
        let mut grants = BTreeMap::new();
        let mut shown = BTreeSet::new();
        for mut row in self.engine.fetch(GRANTS_BESIDE, values![locker, node, now]).await? {
            let (id, via, covered, frame) = (row.text()?, row.optional_text()?, row.integer()?, row.bytes()?);
            shown.extend((covered == 1).then(|| id.clone()));
            grants.insert(id, (via, frame));
        }
        for mut id in shown.clone() {
            while let Some((Some(via), _)) = grants.get(&id) {
                id.clone_from(via);
                shown.insert(id.clone());
            }
        }
        let mut frames: Vec<_> =
            grants.into_iter().filter(|(id, _)| shown.contains(id)).map(|(_, (_, frame))| frame).collect();
        if node == locker.as_node() {
            for mut row in self.engine.fetch(WAITING, values![locker]).await? {
                let mut act = parse(&row.bytes()?)?;
                act.beside = row.optional_bytes()?.unwrap_or_default();
                let mut frame = Vec::new();
                write_frame(&mut frame, &act);
                frames.push(frame);
            }
        }
        Ok(Some(frames))
    }

    async fn lent_object(
        &self,
        locker: LockerId,
        object: ObjectId,
        grantee: AccountId,
        now: Milliseconds,
    ) -> Result<Option<(StoredObject, NodeId)>, StorageError> {
        let values = values![locker, object, grantee, now];
        let Some(mut row) = self.engine.fetch_optional(LENT_OBJECT, values).await? else {
            let row = self.engine.fetch_optional(WAITING_OBJECT, values![locker, object, grantee, now]).await?;
            let read = |mut row: Row| {
                let node = row.parsed()?;
                Ok((objects::read(row)?, node))
            };
            return row.map(read).transpose();
        };
        let (node, frame) = (row.parsed()?, row.bytes()?);
        let act = parse(&frame)?;
        let named = matches!(&act.body, Some(Body::Put(Put::Document(put)))
            if put.objects.iter().any(|named| named.id == object));
        if named { Ok(Some((objects::read(row)?, node))) } else { Ok(None) }
    }

    async fn may_add(&self, locker: LockerId, grantee: AccountId, now: Milliseconds) -> Result<bool, StorageError> {
        let row = self.engine.fetch_optional(MAY_ADD, values![locker, grantee, now]).await?;
        Ok(row.ok_or(StorageError::Corrupt("no count"))?.integer()? > 0)
    }

    async fn record_read(
        &self,
        locker: LockerId,
        node: NodeId,
        grantee: AccountId,
        now: Milliseconds,
    ) -> Result<(), StorageError> {
        let values = values![locker, node, grantee, now / MINUTE * MINUTE];
        self.engine
            .write(|transaction| Box::pin(async move { transaction.execute(RECORD_READ, values).await.map(drop) }))
            .await
    }

    async fn reads(&self, locker: LockerId, before: Milliseconds, most: u64) -> Result<Vec<ReadRow>, StorageError> {
        let read = |mut row: Row| Ok(ReadRow { node: row.parsed()?, grantee: row.parsed()?, minute: row.integer()? });
        self.engine.fetch(READS, values![locker, before, most]).await?.into_iter().map(read).collect()
    }

    async fn forget_reads(&self, before: Milliseconds) -> Result<u64, StorageError> {
        self.engine
            .write(move |transaction| Box::pin(async move { transaction.execute(FORGET_READS, values![before]).await }))
            .await
    }
}

impl Storage {
    /// The acts of a grant that others hang on, and of those that it hangs on itself.
    async fn line(&self, locker: LockerId, via: Option<String>) -> Result<Vec<Vec<u8>>, StorageError> {
        let (mut line, mut via) = (Vec::new(), via);
        while let Some(id) = via.take() {
            let Some(mut row) = self.engine.fetch_optional(VIA, values![locker, id]).await? else { break };
            line.push(row.bytes()?);
            via = row.optional_text()?;
        }
        Ok(line)
    }
}

/// Grants that are read at once: a box may be as large as half an answer.
const AT_ONCE: u64 = 8;
const MINUTE: Milliseconds = 60 * 1000;

fn lent(mut row: Row) -> Result<(LentGrant, Option<String>), StorageError> {
    let grant = LentGrant {
        locker: row.parsed()?,
        holder: row.parsed()?,
        id: row.parsed()?,
        node: row.parsed()?,
        right: row.text()?,
        starts: row.integer()?,
        ends: row.integer()?,
        seq: row.unsigned()?,
        frame: row.bytes()?,
        file: row.optional_bytes()?.unwrap_or_default(),
        line: Vec::new(),
    };
    Ok((grant, row.optional_text()?))
}
