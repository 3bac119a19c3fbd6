//! Starting, serving, and stopping without losing anything.

use std::{
    net::{SocketAddr, TcpListener},
    path::Path,
    sync::Arc,
    time::Duration,
};

use axum::{Router, extract::Request, middleware, routing::get};
use axum_server::{Handle, tls_rustls::RustlsConfig};
use hyper_util::rt::TokioTimer;
use tokio::signal::unix::{SignalKind, signal};

use super::{
    clock::Clock,
    config::{Config, Origin},
    http::{App, router},
    metrics::{self, Metrics},
    objects::{self, ObjectError, ObjectStore},
    pins::{Pins, PinsError},
    storage::{Observer, Settings as _, Storage, StorageError},
    sweeper,
    transfers::Transfers,
};

/// How long requests under way may take to end once we are to stop.
const GRACE: Duration = Duration::from_secs(30);
/// How long the head of a request may take to arrive.
const HEAD_PATIENCE: Duration = Duration::from_secs(15);

/// Why the server doesn't start.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// The data folder.
    #[error("The data folder {0} can't be used: {1}")]
    Data(String, std::io::Error),
    /// The database.
    #[error("The database can't be used: {0}")]
    Storage(#[from] StorageError),
    /// The store of PINs.
    #[error(transparent)]
    Pins(#[from] PinsError),
    /// The object store.
    #[error("The objects can't be used: {0}")]
    Objects(#[from] ObjectError),
    /// Everybody's words are bound to the origin.
    #[error(
        "This data belongs to {fixed}, and the configuration says {given}. People's words open their lockers only at the origin \
         where they signed up. Start with the old one, or see `armoire-server move-origin --help`."
    )]
    OtherOrigin {
        /// In the database.
        fixed: String,
        /// Configured.
        given: String,
    },
    /// Objects don't move by themselves.
    #[error(
        "The objects of this data lie {fixed}, and the configuration says {given}. Start with the configuration of before, or \
         see `armoire-server move-objects --help`."
    )]
    OtherObjects {
        /// In the database.
        fixed: String,
        /// Configured.
        given: String,
    },
    /// The address.
    #[error("{0} can't be listened on: {1}")]
    Listen(SocketAddr, std::io::Error),
    /// Certificate or key.
    #[error("The TLS certificate or its key can't be used: {0}")]
    Tls(std::io::Error),
    /// Serving ended by itself.
    #[error("The server stopped: {0}")]
    Serve(std::io::Error),
    /// Metrics.
    #[error("Metrics can't be counted: {0}")]
    Metrics(#[from] prometheus::Error),
}

/// A server that is ready to serve.
pub struct Started {
    /// What its requests use.
    pub app: App,
    listener: TcpListener,
    address: SocketAddr,
    tls: Option<RustlsConfig>,
    metrics: Option<TcpListener>,
}

/// Opens everything and listens, but serves nothing yet.
///
/// # Errors
/// A sentence for an operator.
pub async fn start(config: &Config, clock: Arc<dyn Clock>) -> Result<Started, StartError> {
    let in_data = |error| StartError::Data(config.data.display().to_string(), error);
    std::fs::create_dir_all(&config.data).map_err(in_data)?;
    close_to_others(&config.data).map_err(in_data)?;
    let metrics = Arc::new(Metrics::new()?);
    let storage = Storage::open(&config.location(), metrics.clone()).await?;
    let pins = Arc::new(open_pins(&storage, config, metrics.clone()).await?);
    let objects = open_objects(&storage, config).await?;
    let tls = load_tls(config).await?;
    let listener = listen(config.listen)?;
    let address = listener.local_addr().map_err(|error| StartError::Listen(config.listen, error))?;
    let origin = fix_origin(&storage, config, address).await?;
    let policy = Arc::new(config.policy(origin));
    let metrics_listener = config.metrics.map(listen).transpose()?;
    let transfers = Arc::new(Transfers::open(&config.data).map_err(in_data)?);
    let app = App { storage, pins, objects, transfers, clock, policy, cards: Arc::default(), metrics };
    Ok(Started { app, listener, address, tls, metrics: metrics_listener })
}

impl Started {
    /// The address that leads here from this machine.
    #[must_use]
    pub fn address(&self) -> String {
        let scheme = if self.tls.is_some() { "https" } else { "http" };
        if self.address.ip().is_loopback() {
            format!("{scheme}://localhost:{}", self.address.port())
        } else {
            format!("{scheme}://{}", self.address)
        }
    }

    /// Serves until SIGTERM or SIGINT, then lets requests under way end.
    ///
    /// # Errors
    /// When serving ends by itself.
    pub async fn serve(self) -> Result<(), StartError> {
        let handle = Handle::new();
        let sweeping = tokio::spawn(sweeper::run(self.app.clone()));
        tokio::spawn(stop_on_signal(handle.clone(), self.app.storage.clone()));
        if let Some(listener) = self.metrics {
            tokio::spawn(serve_metrics(listener, Arc::clone(&self.app.metrics)));
        }
        let service = router(self.app.clone()).into_make_service_with_connect_info::<SocketAddr>();
        let served = if let Some(tls) = self.tls {
            let server = axum_server::from_tcp_rustls(self.listener, tls).map_err(StartError::Serve)?;
            let mut server = server.handle(handle);
            bound(server.http_builder());
            server.serve(service).await
        } else {
            let server = axum_server::from_tcp(self.listener).map_err(StartError::Serve)?;
            let mut server = server.handle(handle);
            bound(server.http_builder());
            server.serve(service).await
        };
        sweeping.abort();
        self.app.pins.close().await;
        self.app.storage.close().await;
        served.map_err(StartError::Serve)
    }
}

/// Bounds what a connection may take before there is a request.
fn bound<E>(builder: &mut hyper_util::server::conn::auto::Builder<E>) {
    builder.http1().timer(TokioTimer::new()).header_read_timeout(HEAD_PATIENCE).max_buf_size(64 * 1024);
    builder.http2().timer(TokioTimer::new()).max_header_list_size(16 * 1024).max_concurrent_streams(64);
}

async fn stop_on_signal(handle: Handle<SocketAddr>, storage: Storage) {
    let (Ok(mut terminate), Ok(mut interrupt)) = (signal(SignalKind::terminate()), signal(SignalKind::interrupt()))
    else {
        return;
    };
    tokio::select! {
        _ = terminate.recv() => {}
        _ = interrupt.recv() => {}
    }
    tracing::info!("stopping");
    // Open pages wait for as long as there is somebody to wait for.
    storage.watchers().close();
    handle.graceful_shutdown(Some(GRACE));
}

async fn serve_metrics(listener: TcpListener, metrics: Arc<Metrics>) {
    let show = move |_: Request| std::future::ready(metrics::answer(&metrics));
    let service = Router::new().route("/metrics", get(show)).layer(middleware::map_response(std::future::ready));
    match axum_server::from_tcp(listener) {
        Ok(server) => {
            if let Err(error) = server.serve(service.into_make_service()).await {
                tracing::error!(%error, "metrics");
            }
        }
        Err(error) => tracing::error!(%error, "metrics"),
    }
}

fn listen(address: SocketAddr) -> Result<TcpListener, StartError> {
    let failed = |error| StartError::Listen(address, error);
    let listener = TcpListener::bind(address).map_err(failed)?;
    listener.set_nonblocking(true).map_err(failed)?;
    Ok(listener)
}

async fn load_tls(config: &Config) -> Result<Option<RustlsConfig>, StartError> {
    let (Some(certificate), Some(key)) = (&config.tls_cert, &config.tls_key) else { return Ok(None) };
    // Installed twice it says no, and the first one stays.
    let _ = rustls::crypto::ring::default_provider().install_default();
    RustlsConfig::from_pem_file(certificate, key).await.map(Some).map_err(StartError::Tls)
}

/// Opens the store that the configuration names, if the objects are there.
async fn open_objects(storage: &Storage, config: &Config) -> Result<Arc<dyn ObjectStore>, StartError> {
    let given = config.objects_lie();
    let fixed = storage.fix_objects(&given).await?;
    if fixed != given {
        return Err(StartError::OtherObjects { fixed, given });
    }
    Ok(objects::open(config)?)
}

/// Opens the store of PINs. One that is older than the database knows was restored, and all its PINs go.
///
/// # Errors
/// A sentence for an operator.
pub async fn open_pins(storage: &Storage, config: &Config, observer: Arc<dyn Observer>) -> Result<Pins, StartError> {
    let pins = Pins::open(&config.pins_place(), observer).await?;
    let (generation, restored) = pins.look(storage.pins_generation().await?).await?;
    storage.tell_pins_generation(generation).await?;
    if let Some(ended) = restored {
        tracing::warn!(ended, "the store of PINs was restored or is new: they have to be set again");
    }
    Ok(pins)
}

/// The first start fixes the origin; later ones must agree with it.
async fn fix_origin(storage: &Storage, config: &Config, address: SocketAddr) -> Result<String, StartError> {
    let given = config.origin.as_ref();
    let first = given.cloned().unwrap_or_else(|| Origin::local(address.port()));
    let fixed = storage.fix_origin(first.as_str()).await?;
    match given {
        Some(given) if given.as_str() != fixed => Err(StartError::OtherOrigin { fixed, given: given.to_string() }),
        _ => Ok(fixed),
    }
}

/// Nobody else on this machine reads the folder.
pub(super) fn close_to_others(data: &Path) -> std::io::Result<()> {
    use std::os::unix::fs::PermissionsExt as _;
    std::fs::set_permissions(data, std::fs::Permissions::from_mode(0o700))
}
