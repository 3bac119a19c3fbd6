//! Reading the configuration, and refusing what can't work with a sentence.

use std::path::{Path, PathBuf};

use figment::{
    Figment,
    providers::{Env, Format as _, Serialized, Toml},
};
use serde::Serialize;

use super::{Config, SignUp};

/// What the command line gave; absent where it said nothing.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Given {
    /// See [`Config`].
    #[serde(skip_serializing_if = "Option::is_none")]
    pub listen: Option<std::net::SocketAddr>,
    /// See [`Config`].
    #[serde(skip_serializing_if = "Option::is_none")]
    pub data: Option<PathBuf>,
    /// See [`Config`].
    #[serde(skip_serializing_if = "Option::is_none")]
    pub origin: Option<String>,
    /// See [`Config`].
    #[serde(skip_serializing_if = "Option::is_none")]
    pub database: Option<String>,
    /// See [`Config`].
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pins: Option<PathBuf>,
    /// See [`Config`].
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tls_cert: Option<PathBuf>,
    /// See [`Config`].
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tls_key: Option<PathBuf>,
    /// See [`Config`].
    #[serde(skip_serializing_if = "Option::is_none")]
    pub behind_proxy: Option<bool>,
    /// See [`Config`].
    #[serde(skip_serializing_if = "Option::is_none")]
    pub metrics: Option<std::net::SocketAddr>,
    /// See [`Config`].
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sign_up: Option<SignUp>,
}

/// Why a configuration can't work.
#[derive(Debug, thiserror::Error)]
pub enum ConfigError {
    /// It can't be read.
    #[error("The configuration can't be read: {0}")]
    Read(#[from] Box<figment::Error>),
    /// Others would reach us without TLS.
    #[error(
        "{0} is reachable from other machines, and a phone needs TLS for any cryptography. Give --tls-cert and --tls-key, \
         or --behind-proxy if a proxy in front of this server has TLS; or listen on 127.0.0.1."
    )]
    Unprotected(std::net::SocketAddr),
    /// Half of a pair.
    #[error("--tls-cert and --tls-key go together.")]
    HalfTls,
    /// TLS on an address without it.
    #[error("With TLS the origin must begin with https://, and it is {0}.")]
    PlainOrigin(String),
    /// Nobody knows what people will type.
    #[error(
        "Give --origin: the address that people will use, such as https://armoire.example. It can't be guessed here."
    )]
    NoOrigin,
    /// The wrong sort of database.
    #[error("--database takes a postgres:// address. Without it, the database is a file in the data folder.")]
    Database,
    /// PINs in what is backed up.
    #[error(
        "The folder of PINs, {0}, lies in the data folder or is it, and a backup of that would give tries back. Give --pins          another one."
    )]
    PinsInData(String),
    /// The wrong sort of database for PINs.
    #[error(
        "pins_database takes a postgres:// address of another database than the one of accounts, one without backups."
    )]
    PinsDatabase,
    /// Too little time for people to hear of it.
    #[error("inactive_notice_days must be at least 30.")]
    Notice,
    /// A part of the store's settings.
    #[error("Objects lie in a bucket only with s3_bucket, s3_access_key and s3_secret_key, and {0} is missing.")]
    HalfBucket(&'static str),
    /// Not an address of a store.
    #[error("s3_endpoint is an address such as https://s3.example, without a name or password in it.")]
    Endpoint,
    /// Not a bucket's name.
    #[error("s3_bucket is a bucket's name: 3 to 63 small letters, digits, dots and hyphens.")]
    Bucket,
    /// Not the beginning of names.
    #[error(
        "s3_prefix is empty or ends in \"/\", such as armoire/, with letters, digits, dots, hyphens and underscores."
    )]
    Prefix,
    /// A bound that locks everybody out.
    #[error("{0} must be at least 1.")]
    Zero(&'static str),
}

/// Reads defaults, `file`, `ARMOIRE_…` and `given`, and checks what comes out.
///
/// # Errors
/// A sentence that says what to change.
pub fn load(file: Option<&PathBuf>, given: &Given) -> Result<Config, ConfigError> {
    let defaults = Serialized::defaults(Config::default());
    let mut figment = Figment::from(defaults);
    if let Some(file) = file {
        figment = figment.merge(Toml::file_exact(file));
    }
    // The command line client's variables have the same prefix: only names of our own are taken.
    let known = |name: &str| NAMES.contains(&name);
    let environment = Env::prefixed("ARMOIRE_").filter(move |name| known(&name.as_str().to_ascii_lowercase()));
    let config: Config = figment.merge(environment).merge(Serialized::defaults(given)).extract().map_err(Box::new)?;
    config.check()?;
    Ok(config)
}

const NAMES: [&str; 31] = [
    "listen",
    "data",
    "origin",
    "database",
    "pins",
    "pins_database",
    "s3_endpoint",
    "s3_region",
    "s3_bucket",
    "s3_prefix",
    "s3_access_key",
    "s3_secret_key",
    "s3_path_style",
    "s3_timeout_seconds",
    "tls_cert",
    "tls_key",
    "behind_proxy",
    "metrics",
    "sign_up",
    "quota",
    "session_days",
    "unnamed_days",
    "deletion_days",
    "inactive_days",
    "inactive_notice_days",
    "event_streams",
    "sign_ins_per_slot",
    "sign_ins_per_address",
    "sign_ups_per_address",
    "log",
    "log_format",
];

impl Config {
    /// Whether it can work.
    fn check(&self) -> Result<(), ConfigError> {
        if self.tls_cert.is_some() != self.tls_key.is_some() {
            return Err(ConfigError::HalfTls);
        }
        let local = self.listen.ip().is_loopback();
        let protected = self.tls_cert.is_some() || self.behind_proxy;
        if !local && !protected {
            return Err(ConfigError::Unprotected(self.listen));
        }
        match &self.origin {
            None if protected => return Err(ConfigError::NoOrigin),
            Some(origin) if protected && !origin.as_str().starts_with("https://") => {
                return Err(ConfigError::PlainOrigin(origin.to_string()));
            }
            _ => {}
        }
        if self.database.as_ref().is_some_and(|address| !address.expose().starts_with("postgres")) {
            return Err(ConfigError::Database);
        }
        self.check_pins()?;
        self.check_bucket()?;
        if self.inactive_notice_days < 30 {
            return Err(ConfigError::Notice);
        }
        let bounds = [
            ("s3_timeout_seconds", u64::from(self.s3_timeout_seconds)),
            ("quota", self.quota),
            ("session_days", u64::from(self.session_days)),
            ("unnamed_days", u64::from(self.unnamed_days)),
            ("deletion_days", u64::from(self.deletion_days)),
            ("event_streams", u64::from(self.event_streams)),
            ("sign_ins_per_slot", self.sign_ins_per_slot),
            ("sign_ins_per_address", self.sign_ins_per_address),
            ("sign_ups_per_address", self.sign_ups_per_address),
        ];
        match bounds.into_iter().find(|(_, bound)| *bound == 0) {
            Some((name, _)) => Err(ConfigError::Zero(name)),
            None => Ok(()),
        }
    }

    /// Whether PINs lie apart from what is backed up.
    fn check_pins(&self) -> Result<(), ConfigError> {
        if let Some(address) = &self.pins_database
            && (!address.expose().starts_with("postgres") || self.database.as_ref() == Some(address))
        {
            return Err(ConfigError::PinsDatabase);
        }
        let absolute = |path: &Path| std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
        let folder = self.pins_folder();
        if absolute(&folder).starts_with(absolute(&self.data)) {
            return Err(ConfigError::PinsInData(folder.display().to_string()));
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn given(listen: &str) -> Given {
        Given { listen: listen.parse().ok(), ..Given::default() }
    }

    #[test]
    fn other_machines_need_tls() {
        assert!(load(None, &given("127.0.0.1:0")).is_ok());
        assert!(matches!(load(None, &given("0.0.0.0:80")), Err(ConfigError::Unprotected(_))));
        let proxied = Given { behind_proxy: Some(true), ..given("0.0.0.0:80") };
        assert!(matches!(load(None, &proxied), Err(ConfigError::NoOrigin)));
        let named = Given { origin: Some("https://armoire.example".to_owned()), ..proxied };
        assert!(load(None, &named).is_ok());
    }

    #[test]
    fn pins_lie_apart() {
        let with = |name: &str, value: &str| {
            let config = serde_json::json!({ name: value });
            Figment::from(Serialized::defaults(Config::default()))
                .merge(Serialized::defaults(config))
                .extract::<Config>()
                .ok()
        };
        let checked = |name: &str, value: &str| with(name, value).map(|config| config.check());
        assert!(matches!(checked("pins", "elsewhere"), Some(Ok(()))));
        for inside in ["data", "./data/pins"] {
            assert!(matches!(checked("pins", inside), Some(Err(ConfigError::PinsInData(_)))), "{inside}");
        }
        assert!(matches!(checked("pins_database", "sqlite:x"), Some(Err(ConfigError::PinsDatabase))));
        assert!(matches!(checked("pins_database", "postgres://pins/pins"), Some(Ok(()))));
    }

    #[test]
    fn passwords_are_not_shown() {
        let given = Given { database: Some("postgres://armoire:hush@db/armoire".to_owned()), ..given("127.0.0.1:0") };
        let Ok(config) = load(None, &given) else { panic!("a good configuration") };
        let shown = format!("{config:?}{}", serde_json::to_string(&config).unwrap_or_default());
        assert!(!shown.contains("hush"), "{shown}");
    }
}
