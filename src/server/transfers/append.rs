//! One part of an upload, or the question how far it is.

use axum::http::StatusCode;

use super::{NotTaken, Part, UploadId, complete, end, receive, receive::busy};
use crate::{
    protocol::limits,
    server::{
        http::{App, Problem, Writer},
        storage::{Upload, Uploads as _},
        upload::discard,
    },
};

/// How far an upload is: everything before `offset` is on disk, and an upload whose offset is its size is the object.
#[derive(Debug)]
pub struct Standing {
    /// What was begun.
    pub upload: Upload,
    /// Bytes.
    pub offset: u64,
}

/// Appends a part where the upload has come to; the last one makes it the object.
///
/// # Errors
/// `not_found`, `upload_busy`, `upload_offset` (with `offset`), `object_refused`, `checksum`, `malformed`, `disk_full`, and those of
/// [`complete`].
pub async fn append(app: &App, writer: &Writer, id: &UploadId, part: Part) -> Result<Standing, Problem> {
    // Before the turn: whose it isn't must not hold it up.
    find(app, writer, id).await?;
    let Some(turn) = app.transfers.turns.take(id) else {
        discard(limits::OBJECT, part.body).await;
        return Err(busy());
    };
    let upload = find(app, writer, id).await?;
    let there = offset(app, id, &upload).await?;
    if there != part.offset {
        discard(limits::OBJECT, part.body).await;
        let detail = "The upload has come to another point. Go on from there.";
        return Err(Problem::new(StatusCode::CONFLICT, "upload_offset", detail).with("offset", there));
    }
    let offset = match receive(&app.transfers.spool, id, upload.size, part, &turn).await {
        Ok(offset) => offset,
        Err(NotTaken::Cut(problem)) => return Err(problem),
        Err(NotTaken::Over(problem)) => {
            end(app, writer.locker, id).await?;
            return Err(problem);
        }
    };
    app.metrics.uploaded.inc_by(offset - there);
    if offset == upload.size {
        complete(app, writer, id, &upload).await?;
    }
    Ok(Standing { upload, offset })
}

/// How far an upload is. Who asks has lost sight of an earlier request: that one is stopped, and what a crash interrupted is done.
///
/// # Errors
/// `not_found`, `unavailable`, and those of [`complete`].
pub async fn ask(app: &App, writer: &Writer, id: &UploadId) -> Result<Standing, Problem> {
    find(app, writer, id).await?;
    let _turn = app.transfers.turns.take_over(id).await;
    let upload = find(app, writer, id).await?;
    let offset = offset(app, id, &upload).await?;
    if offset == upload.size {
        complete(app, writer, id, &upload).await?;
    }
    Ok(Standing { upload, offset })
}

/// Ends an upload at once. An object that it has become stays.
///
/// # Errors
/// `not_found`, `unavailable`.
pub async fn terminate(app: &App, writer: &Writer, id: &UploadId) -> Result<(), Problem> {
    find(app, writer, id).await?;
    let _turn = app.transfers.turns.take_over(id).await;
    if end(app, writer.locker, id).await? { Ok(()) } else { Err(Problem::not_found()) }
}

async fn find(app: &App, writer: &Writer, id: &UploadId) -> Result<Upload, Problem> {
    let upload = app.storage.upload(writer.locker, writer.account(), id.as_str(), app.now());
    upload.await?.ok_or_else(Problem::not_found)
}

/// The file's own length, until its bytes went to the store.
async fn offset(app: &App, id: &UploadId, upload: &Upload) -> Result<u64, Problem> {
    if upload.place.is_some() { Ok(upload.size) } else { Ok(app.transfers.spool.length(id).await?) }
}
