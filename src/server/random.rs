//! Randomness of the server's own: tokens, names, halves. Nothing that opens anything.

/// `N` random bytes from the operating system.
///
/// # Panics
/// When the operating system has no randomness: nothing safe can be done then.
#[must_use]
#[expect(clippy::disallowed_methods, reason = "this is where randomness comes in")]
pub fn bytes<const N: usize>() -> [u8; N] {
    let mut bytes = [0; N];
    #[expect(clippy::expect_used, reason = "without randomness no token is safe")]
    getrandom::fill(&mut bytes).expect("the operating system gives randomness");
    bytes
}
