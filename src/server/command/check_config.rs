use super::{Options, Outcome};

/// `check-config`
pub fn run(options: Options) -> Outcome {
    let config = options.load()?;
    println!("{}", serde_json::to_string_pretty(&config)?);
    Ok(())
}
