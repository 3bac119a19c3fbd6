use std::sync::Arc;

use futures_util::TryStreamExt as _;

use super::{Options, Outcome, block_on};
use crate::server::{
    config::Config,
    objects::{self, Folder, ObjectError, ObjectStore, Place, checked},
    storage::{IN_A_FOLDER, Nobody, Objects as _, Settings as _, Storage, StoredObject},
};

/// What moving means, for the person who is about to do it.
pub const HELP: &str = "\
Stop the server first, and give the new configuration here: with s3_bucket the objects go there, without it into the data folder.
Every object is compared with its checksum where it is to be. What isn't there yet is copied from the data folder; from one bucket to
another, or back into the folder, copy with a tool of your store first: names are the same everywhere, below `objects/` in the data
folder and below s3_prefix in a bucket. Nothing is deleted where the objects were, and running it again goes on.";

/// Objects that are compared at once.
const BATCH: u64 = 500;

/// `move-objects`
pub fn run(options: Options) -> Outcome {
    let config = options.load()?;
    block_on(async {
        let storage = Storage::open(&config.location(), Arc::new(Nobody)).await?;
        let outcome = move_to(&config, &storage).await;
        storage.close().await;
        outcome
    })?
}

async fn move_to(config: &Config, storage: &Storage) -> Outcome {
    let to = config.objects_lie();
    let from = storage.objects_lie().await?.unwrap_or_else(|| IN_A_FOLDER.to_owned());
    if from == to {
        println!("The objects lie {to} already.");
        return Ok(());
    }
    let target = objects::open(config)?;
    let source = if from == IN_A_FOLDER { Some(Folder::open(&config.data)?) } else { None };
    let (mut there, mut copied, mut missing, mut after) = (0_u64, 0_u64, 0_u64, String::new());
    loop {
        let batch = storage.stored_after(&after, BATCH).await?;
        let Some(last) = batch.last() else { break };
        after.clone_from(&last.place);
        for object in &batch {
            let place: Place =
                object.place.parse().map_err(|_| "The database names an object in a way that isn't ours.")?;
            if is_whole(target.as_ref(), &place, object).await? {
                there += 1;
            } else if let Some(source) = &source {
                copy(source, target.as_ref(), &place, object).await?;
                copied += 1;
            } else {
                missing += 1;
            }
        }
    }
    if missing > 0 {
        return Err(format!("{missing} objects aren't {to}, or not whole: copy them there and run this again.").into());
    }
    storage.move_objects(&to).await?;
    println!("{} objects: {copied} copied, {there} were there. They lie {to} now.", there + copied);
    Ok(())
}

/// Whether an object is there with all its bytes.
async fn is_whole(store: &dyn ObjectStore, place: &Place, object: &StoredObject) -> Result<bool, ObjectError> {
    let mut pieces = match store.open(place, 0..object.size).await {
        Err(ObjectError::Missing) => return Ok(false),
        opened => checked(opened?, object.size, object.checksum),
    };
    loop {
        match pieces.try_next().await {
            Ok(Some(_)) => {}
            Ok(None) => return Ok(true),
            Err(_) => return Ok(false),
        }
    }
}

async fn copy(from: &Folder, to: &dyn ObjectStore, place: &Place, object: &StoredObject) -> Result<(), ObjectError> {
    let mut pieces = checked(from.open(place, 0..object.size).await?, object.size, object.checksum);
    let mut upload = to.begin(place).await?;
    while let Some(piece) = pieces.try_next().await? {
        upload.write(piece).await?;
    }
    upload.finish().await
}
