//! Secrets in memory: zeroized on drop, redacted in `Debug`, compared in constant time, never `Serialize`.

use std::fmt;

use subtle::ConstantTimeEq;
use zeroize::{Zeroize, ZeroizeOnDrop};

use super::random;

/// N secret bytes on the heap, where moving the value leaves no copy behind.
#[derive(Clone, Zeroize, ZeroizeOnDrop)]
pub struct Secret<const N: usize>(Box<[u8; N]>);

/// A key for `seal` and `derive`, 32 bytes.
pub type Key = Secret<32>;

impl<const N: usize> Secret<N> {
    /// Fresh random bytes of the operating system.
    #[must_use]
    pub fn generate() -> Self {
        let mut bytes = Box::new([0; N]);
        random::fill(&mut *bytes);
        Self(bytes)
    }

    /// Takes bytes over, and wipes the caller's copy.
    #[must_use]
    pub fn take(bytes: &mut [u8; N]) -> Self {
        let secret = Self(Box::new(*bytes));
        bytes.zeroize();
        secret
    }

    /// The secret in `bytes`, or `None` when there aren't exactly N.
    #[must_use]
    pub fn from_slice(bytes: &[u8]) -> Option<Self> {
        let mut secret = Self(Box::new([0; N]));
        if bytes.len() != N {
            return None;
        }
        secret.0.copy_from_slice(bytes);
        Some(secret)
    }

    /// The bytes themselves: for a cipher or a sealed place, never for a log, a message or an argument.
    #[must_use]
    pub fn expose_secret_bytes(&self) -> &[u8; N] {
        &self.0
    }

    /// For a primitive that writes its result in place.
    pub(super) fn filled_by<E>(fill: impl FnOnce(&mut [u8; N]) -> Result<(), E>) -> Result<Self, E> {
        let mut secret = Self(Box::new([0; N]));
        fill(&mut secret.0)?;
        Ok(secret)
    }
}

impl<const N: usize> PartialEq for Secret<N> {
    fn eq(&self, other: &Self) -> bool {
        self.0.ct_eq(&*other.0).into()
    }
}

impl<const N: usize> Eq for Secret<N> {}

impl<const N: usize> fmt::Debug for Secret<N> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "Secret<{N}>(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn debug_shows_nothing() {
        let secret = Secret::<4>::take(&mut [0xab; 4]);
        assert_eq!(format!("{secret:?}"), "Secret<4>(…)");
    }

    #[test]
    fn taking_wipes_the_source_and_slices_must_fit() {
        let mut source = [7_u8; 4];
        let secret = Secret::<4>::take(&mut source);
        assert_eq!(source, [0; 4]);
        assert_eq!(Some(secret), Secret::from_slice(&[7; 4]));
        assert_eq!(Secret::<4>::from_slice(&[7; 5]), None);
    }
}
