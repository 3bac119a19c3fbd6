//! Configuration: defaults, then a TOML file, then `ARMOIRE_…`, then the command line, the later over the earlier.

mod load;
mod origin;
mod secret;
mod store;

use std::{net::SocketAddr, path::PathBuf};

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

pub use load::{ConfigError, Given, load};
pub use origin::{Origin, OriginError};
pub use secret::Secret;

use super::{
    clock::{DAY, Milliseconds},
    pins,
    storage::{Location, Window},
};

/// Everything that can be configured. `README.md` beside the server's code has the table.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Config {
    /// Where to listen. Port 0 takes any free one.
    pub listen: SocketAddr,
    /// Folder of objects and, without `database`, of the database.
    pub data: PathBuf,
    /// The address that people use; fixed at the first start.
    pub origin: Option<Origin>,
    /// `postgres://…`; without it, a SQLite file in `data`.
    pub database: Option<Secret>,
    /// Folder of the PINs' key and tries, outside `data` and outside every backup; without it, `data` with `-pins` after its name.
    pub pins: Option<PathBuf>,
    /// `postgres://…` of the PINs' tries, for several servers; another database than `database`, and without a backup.
    pub pins_database: Option<Secret>,
    /// `https://…` of an S3 store; without it, the region's own.
    pub s3_endpoint: Option<String>,
    /// What the store calls its place.
    pub s3_region: String,
    /// The bucket for objects; without it, they are files in `data`.
    pub s3_bucket: Option<String>,
    /// What names in the bucket begin with; empty, or ending in `/`.
    pub s3_prefix: String,
    /// Which key the store knows us by.
    pub s3_access_key: Option<String>,
    /// Its secret.
    pub s3_secret_key: Option<Secret>,
    /// `endpoint/bucket/name`, instead of `bucket.endpoint/name`.
    pub s3_path_style: bool,
    /// Seconds that the store may take for one answer.
    pub s3_timeout_seconds: u32,
    /// Certificate chain, PEM.
    pub tls_cert: Option<PathBuf>,
    /// Its private key, PEM.
    pub tls_key: Option<PathBuf>,
    /// A proxy in front of us has TLS and adds `X-Forwarded-For`.
    pub behind_proxy: bool,
    /// Where to serve metrics; without it, `/metrics` answers on a loopback listener only.
    pub metrics: Option<SocketAddr>,
    /// Who may sign up.
    pub sign_up: SignUp,
    /// Bytes of sealed objects in one locker.
    pub quota: u64,
    /// Days without use after which a session ends.
    pub session_days: u32,
    /// Days that an object lives which no act names.
    pub unnamed_days: u32,
    /// Days between asking for an account's deletion and the deletion.
    pub deletion_days: u32,
    /// Days without use after which an account is called inactive; 0: never.
    pub inactive_days: u32,
    /// Days between that and its deletion.
    pub inactive_notice_days: u32,
    /// Open pages that may wait for changes at once, each on a connection.
    pub event_streams: u32,
    /// Wrong sign-ins for one handle or card in 15 minutes.
    pub sign_ins_per_slot: u64,
    /// Wrong sign-ins from one address in 15 minutes. Many people may share one.
    pub sign_ins_per_address: u64,
    /// Sign-ups from one address in an hour.
    pub sign_ups_per_address: u64,
    /// What to log: `error`, `warn`, `info`, `debug`, or a filter of `tracing`.
    pub log: String,
    /// How to log it.
    pub log_format: LogFormat,
}

/// Who may sign up.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema, clap::ValueEnum)]
#[serde(rename_all = "lowercase")]
pub enum SignUp {
    /// Anyone.
    Open,
    /// Whoever has a code.
    Code,
    /// Nobody.
    Closed,
}

/// Lines for people or for programs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum LogFormat {
    /// One readable line.
    Text,
    /// One JSON document a line.
    Json,
}

/// What the running server goes by.
#[derive(Clone, Debug)]
pub struct Policy {
    /// The address that people use.
    pub origin: String,
    /// Whether `X-Forwarded-For` is our own proxy's.
    pub behind_proxy: bool,
    /// Whether `/metrics` answers on the main listener.
    pub metrics_here: bool,
    /// Who may sign up.
    pub sign_up: SignUp,
    /// Bytes of sealed objects in one locker.
    pub quota: u64,
    /// Days without use after which a session ends.
    pub session_days: u32,
    /// Milliseconds that an object lives which no act names.
    pub unnamed: Milliseconds,
    /// Milliseconds between asking for an account's deletion and the deletion.
    pub deletion: Milliseconds,
    /// What becomes of accounts that nobody uses; none: they stay.
    pub inactivity: Option<Inactivity>,
    /// Open pages that may wait for changes at once.
    pub event_streams: usize,
    /// Rate limits.
    pub limits: Limits,
}

/// What becomes of accounts that nobody uses.
#[derive(Clone, Copy, Debug)]
pub struct Inactivity {
    /// Milliseconds without use after which an account is inactive.
    pub after: Milliseconds,
    /// Milliseconds between that and its deletion.
    pub notice: Milliseconds,
}

/// Rate limits.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Wrong sign-ins for one handle or card.
    pub sign_ins_per_slot: Window,
    /// Wrong sign-ins from one address.
    pub sign_ins_per_address: Window,
    /// Sign-ups from one address.
    pub sign_ups_per_address: Window,
}

const MINUTE: Milliseconds = 60 * 1000;

impl Default for Config {
    fn default() -> Self {
        Self {
            listen: SocketAddr::from(([127, 0, 0, 1], 8080)),
            data: PathBuf::from("data"),
            origin: None,
            database: None,
            pins: None,
            pins_database: None,
            s3_endpoint: None,
            s3_region: "us-east-1".to_owned(),
            s3_bucket: None,
            s3_prefix: String::new(),
            s3_access_key: None,
            s3_secret_key: None,
            s3_path_style: true,
            s3_timeout_seconds: 15,
            tls_cert: None,
            tls_key: None,
            behind_proxy: false,
            metrics: None,
            sign_up: SignUp::Open,
            quota: 2 * 1024 * 1024 * 1024,
            session_days: 30,
            unnamed_days: 7,
            deletion_days: 7,
            inactive_days: 0,
            inactive_notice_days: 180,
            event_streams: 500,
            sign_ins_per_slot: 10,
            sign_ins_per_address: 300,
            sign_ups_per_address: 100,
            log: "info".to_owned(),
            log_format: LogFormat::Text,
        }
    }
}

impl Config {
    /// Where the database is.
    #[must_use]
    pub fn location(&self) -> Location {
        match &self.database {
            Some(address) => Location::Postgres(address.expose().to_owned()),
            None => Location::Sqlite(self.data.join("armoire.sqlite")),
        }
    }

    /// Where PINs are.
    #[must_use]
    pub fn pins_place(&self) -> pins::Place {
        let database = self.pins_database.as_ref().map(|address| address.expose().to_owned());
        pins::Place { folder: self.pins_folder(), database }
    }

    pub(super) fn pins_folder(&self) -> PathBuf {
        self.pins.clone().unwrap_or_else(|| {
            let data = std::path::absolute(&self.data).unwrap_or_else(|_| self.data.clone());
            let mut name = data.file_name().unwrap_or_default().to_owned();
            name.push("-pins");
            data.with_file_name(name)
        })
    }

    /// What becomes of accounts that nobody uses.
    #[must_use]
    pub fn inactivity(&self) -> Option<Inactivity> {
        (self.inactive_days > 0).then(|| Inactivity {
            after: Milliseconds::from(self.inactive_days) * DAY,
            notice: Milliseconds::from(self.inactive_notice_days) * DAY,
        })
    }

    /// What the server goes by, once its origin is known.
    #[must_use]
    pub fn policy(&self, origin: String) -> Policy {
        let window = |most, minutes| Window { most, milliseconds: minutes * MINUTE };
        Policy {
            origin,
            behind_proxy: self.behind_proxy,
            metrics_here: self.metrics.is_none() && self.listen.ip().is_loopback() && !self.behind_proxy,
            sign_up: self.sign_up,
            quota: self.quota,
            session_days: self.session_days,
            unnamed: Milliseconds::from(self.unnamed_days) * DAY,
            deletion: Milliseconds::from(self.deletion_days) * DAY,
            inactivity: self.inactivity(),
            event_streams: usize::try_from(self.event_streams).unwrap_or(usize::MAX),
            limits: Limits {
                sign_ins_per_slot: window(self.sign_ins_per_slot, 15),
                sign_ins_per_address: window(self.sign_ins_per_address, 15),
                sign_ups_per_address: window(self.sign_ups_per_address, 60),
            },
        }
    }
}

impl Policy {
    /// Whether people reach us by TLS.
    #[must_use]
    pub fn secure(&self) -> bool {
        self.origin.starts_with("https://")
    }

    /// Name of the session's cookie. `__Host-` binds it to this very host and to TLS; browsers refuse it without.
    #[must_use]
    pub fn cookie(&self) -> &'static str {
        if self.secure() { "__Host-armoire" } else { "armoire" }
    }

    /// When a session ends that is used at `now` for the last time.
    #[must_use]
    pub fn session_end(&self, now: Milliseconds) -> Milliseconds {
        now + Milliseconds::from(self.session_days) * DAY
    }
}
