use rand::{Rng, SeedableRng};
use rand_chacha::ChaCha8Rng;

/// The run's seed, printed so that a failure can be repeated, and how many histories to try.
pub fn run(test: &str, histories: u64) -> impl Iterator<Item = (u64, ChaCha8Rng)> {
    let from_environment = |name: &str| std::env::var(name).ok().and_then(|text| text.parse::<u64>().ok());
    let seed = from_environment("ARMOIRE_SEED").unwrap_or_else(|| rand::rng().next_u64());
    let histories = from_environment("ARMOIRE_HISTORIES").unwrap_or(histories);
    println!("{test}: {histories} histories, ARMOIRE_SEED={seed}");
    (0..histories).map(move |history| {
        let mut generator = ChaCha8Rng::seed_from_u64(seed);
        generator.set_stream(history);
        (history, generator)
    })
}
