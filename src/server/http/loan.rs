//! Objects that somebody was granted to see, and only as long as that lives.

use std::io;

use axum::http::Method;
use futures_util::{TryStreamExt as _, stream};

use super::{App, problem::Answer};
use crate::{
    protocol::id::{AccountId, LockerId, NodeId, ObjectId},
    server::{
        objects::Pieces,
        storage::{Lent as _, StorageError, StoredObject},
    },
};

/// An object of somebody else's that a grant lets an account see.
pub struct Loan {
    /// The server.
    pub app: App,
    /// The locker.
    pub locker: LockerId,
    /// The object.
    pub object: ObjectId,
    /// Who asks.
    pub grantee: AccountId,
}

impl Loan {
    /// What is known of the object, if a grant that lives now covers it.
    async fn look(&self) -> Result<Option<(StoredObject, NodeId)>, StorageError> {
        self.app.storage.lent_object(self.locker, self.object, self.grantee, self.app.now()).await
    }

    /// The same, and the holder's list says so before anything is served.
    ///
    /// # Errors
    /// The database's.
    pub async fn begin(&self, method: &Method) -> Answer<Option<StoredObject>> {
        let Some((stored, node)) = self.look().await? else { return Ok(None) };
        if method != Method::HEAD {
            self.app.storage.record_read(self.locker, node, self.grantee, self.app.now()).await?;
        }
        Ok(Some(stored))
    }
}

/// The bytes as long as the grant lives, asked before each piece: once the end of a grant is answered, nothing more is served.
pub fn while_lent(pieces: Pieces, loan: Loan) -> Pieces {
    Box::pin(stream::try_unfold((pieces, loan), |(mut pieces, loan)| async move {
        let Some(piece) = pieces.try_next().await? else { return Ok(None) };
        match loan.look().await {
            Ok(Some(_)) => Ok(Some((piece, (pieces, loan)))),
            Ok(None) => Err(io::Error::new(io::ErrorKind::PermissionDenied, "the grant is over")),
            Err(error) => Err(io::Error::other(error)),
        }
    }))
}
