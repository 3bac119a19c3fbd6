use std::sync::Arc;

use super::{Options, Outcome, block_on};
use crate::server::{
    objects::S3,
    pins::{Pins, PinsError},
    storage::Nobody,
};

/// `check-config`
pub fn run(options: Options) -> Outcome {
    let config = options.load()?;
    println!("{}", serde_json::to_string_pretty(&config)?);
    if let Some(settings) = config.bucket() {
        let bucket = settings.bucket.clone();
        block_on(S3::probe(settings))??;
        eprintln!("The bucket {bucket} can be written to, read, listed and deleted from.");
    }
    let place = config.pins_place();
    let folder = place.folder.display();
    // Nothing is made here: whoever checks may be another user than the server.
    if place.is_begun() {
        block_on(async {
            Pins::open(&place, Arc::new(Nobody)).await?.close().await;
            Ok::<_, PinsError>(())
        })??;
        eprintln!("The PINs' key and tries in {folder} can be used. Keep them out of every backup.");
    } else {
        eprintln!("The folder {folder} is made at the first start, for PINs. Keep it out of every backup.");
    }
    Ok(())
}
