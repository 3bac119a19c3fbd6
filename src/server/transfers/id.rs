//! Names of uploads.

use std::{fmt, str::FromStr};

use data_encoding::HEXLOWER;

use crate::server::random;

/// 16 random bytes in hexadecimal: part of an address, and the name of a file.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct UploadId(String);

impl UploadId {
    /// A new one.
    #[must_use]
    pub fn random() -> Self {
        Self(HEXLOWER.encode(&random::bytes::<16>()))
    }

    /// As it stands in addresses.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for UploadId {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

/// Text that isn't a name we give: it never becomes a path.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotAnUpload;

impl FromStr for UploadId {
    type Err = NotAnUpload;

    fn from_str(text: &str) -> Result<Self, NotAnUpload> {
        let digit = |byte: u8| byte.is_ascii_digit() || (b'a'..=b'f').contains(&byte);
        if text.len() == 32 && text.bytes().all(digit) { Ok(Self(text.to_owned())) } else { Err(NotAnUpload) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_back_and_refuses_paths() {
        let id = UploadId::random();
        assert_eq!(id.to_string().parse(), Ok(id.clone()));
        assert_ne!(id, UploadId::random());
        for text in ["", "..", "../../../../../../../../etc/passwd", &id.to_string().to_uppercase(), &format!("{id}0")]
        {
            assert_eq!(text.parse::<UploadId>(), Err(NotAnUpload), "{text}");
        }
    }
}
