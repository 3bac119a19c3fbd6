//! The S3 client: whom it asks, how long it waits, how often it tries.

use std::time::Duration;

use aws_sdk_s3::{
    Client, Config,
    config::{
        BehaviorVersion, Credentials, Region, RequestChecksumCalculation, ResponseChecksumValidation,
        StalledStreamProtectionConfig, retry::RetryConfig, timeout::TimeoutConfig,
    },
};
use aws_smithy_http_client::{
    Builder,
    tls::{Provider, rustls_provider::CryptoMode},
};

use crate::server::config::Secret;

/// How long a connection may take.
const CONNECT: Duration = Duration::from_secs(3);
/// How often a request is made, all in all. All requests together have a budget beside it, which is the client's own.
const TRIES: u32 = 3;
const FIRST_PAUSE: Duration = Duration::from_millis(100);
const LONGEST_PAUSE: Duration = Duration::from_secs(2);

/// Where the bucket is, and who we are there.
#[derive(Clone, Debug)]
pub struct Settings {
    /// `https://…`; without it, the region's own.
    pub endpoint: Option<String>,
    /// What signatures name.
    pub region: String,
    /// The bucket.
    pub bucket: String,
    /// What every name begins with; empty, or ending in `/`.
    pub prefix: String,
    /// Which key.
    pub access_key: String,
    /// Its secret.
    pub secret_key: Secret,
    /// `endpoint/bucket/name`, instead of `bucket.endpoint/name`.
    pub path_style: bool,
    /// How long one request may take until it is answered, and how long a download may stand still.
    pub patience: Duration,
}

impl Settings {
    /// A client. It connects when it is used.
    pub(super) fn client(&self) -> Client {
        let patience = TimeoutConfig::builder()
            .connect_timeout(CONNECT.min(self.patience))
            .operation_attempt_timeout(self.patience)
            .operation_timeout(self.patience * 2)
            .build();
        let tries = RetryConfig::standard()
            .with_max_attempts(TRIES)
            .with_initial_backoff(FIRST_PAUSE)
            .with_max_backoff(LONGEST_PAUSE);
        let key = Credentials::new(&self.access_key, self.secret_key.expose(), None, None, "configuration");
        let mut config = Config::builder()
            .behavior_version(BehaviorVersion::latest())
            .http_client(Builder::new().tls_provider(Provider::Rustls(CryptoMode::Ring)).build_https())
            .credentials_provider(key)
            .region(Region::new(self.region.clone()))
            .force_path_style(self.path_style)
            .timeout_config(patience)
            .retry_config(tries)
            // We give our own checksums, and compare what comes back with our own.
            .request_checksum_calculation(RequestChecksumCalculation::WhenRequired)
            .response_checksum_validation(ResponseChecksumValidation::WhenRequired)
            // A slow phone is no slow store: how long a download may stand still is measured where it is read.
            .stalled_stream_protection(StalledStreamProtectionConfig::disabled());
        if let Some(endpoint) = &self.endpoint {
            config = config.endpoint_url(endpoint);
        }
        Client::from_conf(config.build())
    }
}

#[cfg(test)]
mod tests {
    use aws_sdk_s3::presigning::PresigningConfig;

    use super::*;

    #[test]
    fn a_bucket_is_part_of_the_path_or_of_the_host() {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        for (endpoint, path_style, begins) in [
            (Some("https://s3.example:9000"), true, "https://s3.example:9000/papers/a/b?"),
            (Some("https://s3.example:9000"), false, "https://papers.s3.example:9000/a/b?"),
            (None, true, "https://s3.eu-west-3.amazonaws.com/papers/a/b?"),
            (None, false, "https://papers.s3.eu-west-3.amazonaws.com/a/b?"),
        ] {
            let settings = Settings {
                endpoint: endpoint.map(str::to_owned),
                region: "eu-west-3".to_owned(),
                bucket: "papers".to_owned(),
                prefix: String::new(),
                access_key: "key".to_owned(),
                secret_key: "secret".to_owned().into(),
                path_style,
                patience: Duration::from_secs(1),
            };
            // Signed, but not sent.
            let request = settings.client().get_object().bucket("papers").key("a/b");
            let signed = PresigningConfig::expires_in(Duration::from_mins(1)).unwrap();
            let signed = runtime.block_on(request.presigned(signed)).unwrap();
            assert!(signed.uri().starts_with(begins), "{}", signed.uri());
        }
    }
}
