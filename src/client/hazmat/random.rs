//! Randomness of the operating system.

/// Fills `bytes` with randomness.
///
/// # Panics
/// When the operating system has none to give: nothing could be protected then, and no caller could do better.
pub fn fill(bytes: &mut [u8]) {
    #[expect(clippy::disallowed_methods, reason = "this is where the client's randomness comes in")]
    #[expect(clippy::expect_used, reason = "a machine without randomness can protect nobody")]
    getrandom::fill(bytes).expect("the operating system gives randomness");
}

/// N random bytes that aren't secret: salts, ids.
#[must_use]
pub fn bytes<const N: usize>() -> [u8; N] {
    let mut bytes = [0; N];
    fill(&mut bytes);
    bytes
}
