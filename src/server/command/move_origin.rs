use std::sync::Arc;

use super::{Options, Outcome, block_on};
use crate::server::{
    config::Origin,
    storage::{Nobody, Settings as _, Storage},
};

/// What moving means, for the person who is about to do it.
pub const HELP: &str = "\
The origin is mixed into the salt of everyone's words, so that a false site can't use them. After a move:
  - recovery cards open as before;
  - words don't: each person signs in once with their recovery card at the new address and gets new words;
  - devices that are signed in stay so only under the old address.
Tell people before, stop the server, run this, and start it with the new --origin.";

/// `move-origin`
pub fn run(origin: &str, options: Options) -> Outcome {
    let origin: Origin = origin.parse()?;
    let config = Options { origin: Some(origin.to_string()), ..options }.load()?;
    let before = block_on(async {
        let storage = Storage::open(&config.location(), Arc::new(Nobody)).await?;
        let before = storage.origin().await?;
        if before.is_some() {
            storage.move_origin(origin.as_str()).await?;
        }
        storage.close().await;
        Ok::<_, Box<dyn std::error::Error>>(before)
    })??;
    match before {
        Some(before) => println!("{before} -> {origin}"),
        None => println!("There is no data here yet: nothing to move."),
    }
    Ok(())
}
