//! From an upload whose bytes are all there to the object. Each step may be the last before a crash; doing it again goes on.

use axum::http::StatusCode;
use futures_util::TryStreamExt as _;

use super::{UploadId, end};
use crate::{
    protocol::id::LockerId,
    server::{
        http::{App, Problem, Writer},
        objects::{ObjectError, Place},
        storage::{Finished, StoredObject, Upload, Uploads as _},
        sweeper,
    },
};

/// Makes the upload the object, unless it is. Called with the turn.
///
/// # Errors
/// `checksum` when the announced one is another, `object_exists`, `not_found` when it was ended meanwhile, `disk_full`, `unavailable`.
pub async fn complete(app: &App, writer: &Writer, id: &UploadId, upload: &Upload) -> Result<(), Problem> {
    if upload.finished {
        return Ok(());
    }
    let locker = writer.locker;
    // What let them send the last part may have ended while it came.
    writer.still_may(app).await?;
    let object = match (&upload.place, upload.checksum) {
        (Some(place), Some(checksum)) => StoredObject { place: place.clone(), size: upload.size, checksum },
        _ => place(app, locker, id, upload).await?,
    };
    let place: Place = object.place.parse().map_err(|_| Problem::internal())?;
    match app.objects.take_file(&place, &app.transfers.spool.path(id)).await {
        // The store took it before, and then somebody pulled the plug.
        Err(ObjectError::Missing) if is_stored(app, &place, &object).await? => {}
        Err(ObjectError::Missing) => {
            tracing::error!("the bytes of an upload are missing");
            end(app, locker, id).await?;
            return Err(Problem::not_found());
        }
        taken => taken?,
    }
    let finished = app.storage.finish_upload(locker, upload.clone(), object, app.now()).await?;
    if finished != Finished::Kept
        && let Err(error) = sweeper::delete_condemned(app).await
    {
        tracing::warn!(%error, "condemned objects");
    }
    match finished {
        Finished::Kept | Finished::Alike => Ok(()),
        Finished::Other => Err(Problem::object_exists()),
        Finished::Gone => Err(Problem::not_found()),
    }
}

/// Compares what is there with what was announced, and says for good where it goes.
async fn place(app: &App, locker: LockerId, id: &UploadId, upload: &Upload) -> Result<StoredObject, Problem> {
    let (length, checksum) = app.transfers.spool.checksum(id).await?;
    if length != upload.size || upload.checksum.is_some_and(|announced| announced != checksum) {
        end(app, locker, id).await?;
        let detail = "The file was damaged on its way. Send it again, from its beginning.";
        return Err(Problem::new(StatusCode::BAD_REQUEST, "checksum", detail));
    }
    let place = Place::new(locker, upload.object).to_string();
    if !app.storage.place_upload(locker, id.as_str(), &place, checksum).await? {
        return Err(Problem::not_found());
    }
    Ok(StoredObject { place, size: length, checksum })
}

/// Whether the store has these very bytes.
async fn is_stored(app: &App, place: &Place, object: &StoredObject) -> Result<bool, Problem> {
    let mut pieces = match app.objects.open(place, 0..object.size).await {
        Err(ObjectError::Missing) => return Ok(false),
        opened => opened?,
    };
    let (mut length, mut sum) = (0, 0);
    while let Some(piece) = pieces.try_next().await.map_err(ObjectError::from)? {
        length += piece.len() as u64;
        sum = crc32c::crc32c_append(sum, &piece);
    }
    Ok(length == object.size && sum == object.checksum)
}
