use super::{Options, Outcome, block_on};
use crate::server::objects::S3;

/// `check-config`
pub fn run(options: Options) -> Outcome {
    let config = options.load()?;
    println!("{}", serde_json::to_string_pretty(&config)?);
    if let Some(settings) = config.bucket() {
        let bucket = settings.bucket.clone();
        block_on(S3::probe(settings))??;
        eprintln!("The bucket {bucket} can be written to, read, listed and deleted from.");
    }
    Ok(())
}
