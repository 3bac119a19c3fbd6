//! The address that people use. It is mixed into the salt of everyone's words, so it must be written in one way only.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use url::{Host, Url};

/// Scheme, host and, unless it is the scheme's own, port.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Origin(String);

/// Why an address can't be an origin.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum OriginError {
    /// Not an address.
    #[error("an origin is an address such as https://armoire.example")]
    Address,
    /// More than an origin.
    #[error("an origin has no path, question, name or password: only scheme, host and port")]
    More,
    /// A page without TLS has no cryptography, but on the machine itself.
    #[error("an origin begins with https://; http:// works only for localhost")]
    Scheme,
}

impl Origin {
    /// The origin of a server that only its own machine reaches.
    #[must_use]
    pub fn local(port: u16) -> Self {
        Self(format!("http://localhost:{port}"))
    }

    /// As text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl FromStr for Origin {
    type Err = OriginError;

    fn from_str(text: &str) -> Result<Self, OriginError> {
        let url = Url::parse(text).map_err(|_| OriginError::Address)?;
        let loopback = match url.host().ok_or(OriginError::Address)? {
            Host::Domain(name) => name == "localhost" || name.ends_with(".localhost"),
            Host::Ipv4(address) => address.is_loopback(),
            Host::Ipv6(address) => address.is_loopback(),
        };
        if url.path() != "/" || url.query().is_some() || url.fragment().is_some() || !url.username().is_empty() {
            return Err(OriginError::More);
        }
        match url.scheme() {
            "https" => {}
            "http" if loopback => {}
            _ => return Err(OriginError::Scheme),
        }
        Ok(Self(url.origin().ascii_serialization()))
    }
}

impl fmt::Display for Origin {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

impl Serialize for Origin {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.0)
    }
}

impl<'de> Deserialize<'de> for Origin {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn is_written_in_one_way() {
        for (text, origin) in [
            ("https://Armoire.Example/", "https://armoire.example"),
            ("https://armoire.example:443", "https://armoire.example"),
            ("http://localhost:8080", "http://localhost:8080"),
            ("http://127.0.0.1:80", "http://127.0.0.1"),
        ] {
            assert_eq!(text.parse::<Origin>().map(|origin| origin.to_string()), Ok(origin.to_owned()));
        }
        assert_eq!("armoire".parse::<Origin>(), Err(OriginError::Address));
        assert_eq!("http://armoire.example".parse::<Origin>(), Err(OriginError::Scheme));
        assert_eq!("https://armoire.example/app".parse::<Origin>(), Err(OriginError::More));
    }
}
