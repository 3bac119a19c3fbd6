use std::sync::Arc;

use super::{Options, Outcome, block_on};
use crate::server::{
    pins::Pins,
    storage::{Nobody, Settings as _, Storage},
};

/// What forgetting means, for the person who is about to do it.
pub const HELP: &str = "\
A PIN has five tries in a row, and no backup may give tries back. They lie outside the data folder for that, and a server that
finds an older state of them than its database knows of ends all PINs by itself. Only when everything was restored
together, as with the copy of a whole machine, it can't see that: then run this once, before the server starts again.
It is also the way on when the key file of the PINs is lost.
People come in by their words or their card and set a new PIN; nothing of their papers is lost.";

/// `forget-pins`
pub fn run(options: Options) -> Outcome {
    let config = options.load()?;
    let ended = block_on(async {
        let storage = Storage::open(&config.location(), Arc::new(Nobody)).await?;
        let known = storage.pins_generation().await?;
        let (generation, ended) = Pins::forget_all(&config.pins_place(), known, Arc::new(Nobody)).await?;
        storage.tell_pins_generation(generation).await?;
        storage.close().await;
        Ok::<_, Box<dyn std::error::Error>>(ended)
    })??;
    println!("{ended} PINs are forgotten.");
    Ok(())
}
