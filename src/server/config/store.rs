//! Where objects lie: a folder of `data`, or a bucket.

use std::time::Duration;

use url::Url;

use super::{Config, ConfigError};
use crate::server::{objects::s3::Settings, storage::IN_A_FOLDER};

impl Config {
    /// The bucket, if objects lie in one.
    #[must_use]
    pub fn bucket(&self) -> Option<Settings> {
        let (Some(bucket), Some(access_key), Some(secret_key)) =
            (&self.s3_bucket, &self.s3_access_key, &self.s3_secret_key)
        else {
            return None;
        };
        Some(Settings {
            endpoint: self.s3_endpoint.clone(),
            region: self.s3_region.clone(),
            bucket: bucket.clone(),
            prefix: self.s3_prefix.clone(),
            access_key: access_key.clone(),
            secret_key: secret_key.clone(),
            path_style: self.s3_path_style,
            patience: Duration::from_secs(u64::from(self.s3_timeout_seconds)),
        })
    }

    /// Where objects lie, in words that an operator reads and that change only when objects have to move. A store may get another address.
    #[must_use]
    pub fn objects_lie(&self) -> String {
        match &self.s3_bucket {
            Some(bucket) => format!("in the bucket {bucket} under \"{}\"", self.s3_prefix),
            None => IN_A_FOLDER.to_owned(),
        }
    }

    /// Whether the bucket's settings can work together.
    pub(super) fn check_bucket(&self) -> Result<(), ConfigError> {
        let given = [
            ("s3_bucket", self.s3_bucket.is_some()),
            ("s3_access_key", self.s3_access_key.as_ref().is_some_and(|key| !key.is_empty())),
            ("s3_secret_key", self.s3_secret_key.as_ref().is_some_and(|secret| !secret.expose().is_empty())),
        ];
        let any = self.s3_endpoint.is_some() || given.iter().any(|(_, given)| *given);
        if let Some((missing, _)) = given.into_iter().find(|(_, given)| any && !given) {
            return Err(ConfigError::HalfBucket(missing));
        }
        if self.s3_endpoint.as_deref().is_some_and(|endpoint| !is_endpoint(endpoint)) {
            return Err(ConfigError::Endpoint);
        }
        if self.s3_bucket.as_deref().is_some_and(|bucket| !is_bucket(bucket)) {
            return Err(ConfigError::Bucket);
        }
        if is_prefix(&self.s3_prefix) { Ok(()) } else { Err(ConfigError::Prefix) }
    }
}

/// Scheme, host and perhaps port: a password in here would be shown.
fn is_endpoint(endpoint: &str) -> bool {
    Url::parse(endpoint).is_ok_and(|url| {
        let plain = url.username().is_empty() && url.password().is_none() && url.query().is_none();
        matches!(url.scheme(), "http" | "https") && url.host().is_some() && plain && url.fragment().is_none()
    })
}

/// What every S3 store takes as a name.
fn is_bucket(bucket: &str) -> bool {
    let known = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || b".-".contains(&byte);
    (3..=63).contains(&bucket.len()) && bucket.bytes().all(known) && !bucket.contains("..")
}

fn is_prefix(prefix: &str) -> bool {
    let known = |byte: u8| byte.is_ascii_alphanumeric() || b"._-/".contains(&byte);
    prefix.is_empty()
        || (prefix.ends_with('/')
            && prefix.len() <= 200
            && prefix.bytes().all(known)
            && prefix.trim_end_matches('/').split('/').all(|part| !part.is_empty() && part != "." && part != ".."))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn config() -> Config {
        Config {
            s3_bucket: Some("armoire".to_owned()),
            s3_access_key: Some("key".to_owned()),
            s3_secret_key: Some("hush".to_owned().into()),
            ..Config::default()
        }
    }

    #[test]
    fn a_bucket_needs_a_key_and_a_good_name() {
        assert!(config().check_bucket().is_ok() && config().bucket().is_some());
        assert!(Config::default().check_bucket().is_ok() && Config::default().bucket().is_none());
        let half = Config { s3_secret_key: None, ..config() };
        assert!(matches!(half.check_bucket(), Err(ConfigError::HalfBucket("s3_secret_key"))));
        let lost = Config { s3_endpoint: Some("http://localhost:1".to_owned()), ..Config::default() };
        assert!(matches!(lost.check_bucket(), Err(ConfigError::HalfBucket("s3_bucket"))));
        for name in ["", "ab", "Armoire", "a/b", "../..", "a..b"] {
            let named = Config { s3_bucket: Some(name.to_owned()), ..config() };
            assert!(matches!(named.check_bucket(), Err(ConfigError::Bucket)), "{name}");
        }
        for prefix in ["armoire", "/", "../", "a//b/", "a/../", "é/"] {
            let below = Config { s3_prefix: prefix.to_owned(), ..config() };
            assert!(matches!(below.check_bucket(), Err(ConfigError::Prefix)), "{prefix}");
        }
        for endpoint in ["s3.example", "ftp://s3.example", "https://key:hush@s3.example", "https://s3.example/?x"] {
            let there = Config { s3_endpoint: Some(endpoint.to_owned()), ..config() };
            assert!(matches!(there.check_bucket(), Err(ConfigError::Endpoint)), "{endpoint}");
        }
    }

    #[test]
    fn the_secret_is_never_shown() {
        let config = config();
        let shown = serde_json::to_string(&config).unwrap_or_default();
        let shown = format!("{config:?} {:?} {shown}", config.bucket());
        assert!(shown.contains("armoire") && !shown.contains("hush"), "{shown}");
    }
}
