use std::sync::Arc;

use super::{Options, Outcome, block_on};
use crate::{
    protocol::bytes::Hash,
    server::{
        clock::{Clock as _, DAY, SystemClock},
        random,
        storage::{Codes as _, Nobody, Storage},
    },
};

/// Letters and digits that nobody confuses, read aloud or by hand.
const ALPHABET: &[u8; 32] = b"abcdefghjkmnpqrstuvwxyz023456789";

/// `sign-up-code new`
pub fn run(days: u32, second_step: bool, options: Options) -> Outcome {
    let config = options.load()?;
    // 16 characters of 5 bits: 80 bits.
    let characters: Vec<char> =
        random::bytes::<16>().iter().map(|byte| char::from(ALPHABET[usize::from(byte % 32)])).collect();
    let code = characters.chunks(4).map(|group| group.iter().collect::<String>()).collect::<Vec<_>>().join("-");
    let expires = SystemClock.now() + i64::from(days) * DAY;
    std::fs::create_dir_all(&config.data)?;
    block_on(async {
        let storage = Storage::open(&config.location(), Arc::new(Nobody)).await?;
        storage.add_code(Hash::of(code.as_bytes()).0, expires, second_step).await?;
        storage.close().await;
        Ok::<_, Box<dyn std::error::Error>>(())
    })??;
    println!("{code}");
    Ok(())
}
