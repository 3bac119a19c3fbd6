//! A server in this process: its own router, database, folder and clock.

use std::{
    path::PathBuf,
    sync::{Arc, Mutex},
};

use armoire::server::{
    clock::{Clock as _, ManualClock},
    config::Config,
    http::{App, router},
    metrics::Metrics,
    objects::{Folder, ObjectStore, S3},
    pins::Pins,
    serve::open_pins,
    storage::{Location, Nobody, Observer, Statement, Storage},
    transfers::Transfers,
};
use axum::Router;
use tempfile::TempDir;

use super::{ACCESS_KEY, BUCKET, Call, Database, S3Server, SECRET_KEY, database::copy};

/// 2026-01-01T00:00Z, in milliseconds.
const NEW_YEAR: i64 = 1_767_225_600_000;
/// The address that people use here.
pub const ORIGIN: &str = "http://localhost:8080";

/// Everything that a test has.
pub struct World {
    /// The server's inside.
    pub app: App,
    /// The server's time.
    pub clock: Arc<ManualClock>,
    /// The server's folder.
    pub folder: TempDir,
    /// Where objects lie, unless in the folder.
    pub bucket: Option<S3Server>,
    /// What it is configured with.
    pub config: Config,
    location: Location,
    router: Router,
    statements: Arc<Statements>,
}

/// Where objects lie.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Store {
    /// In the server's folder.
    Folder,
    /// In a bucket of an S3 server of the test's own.
    S3,
}

/// Statements in the order in which they ran.
#[derive(Default)]
struct Statements {
    names: Mutex<Vec<&'static str>>,
    commits: Mutex<Vec<usize>>,
}

impl Observer for Statements {
    fn statement(&self, statement: Statement) {
        self.names.lock().expect("no test panics in here").push(statement.name);
    }

    fn committed(&self, use_cases: usize) {
        self.commits.lock().expect("no test panics in here").push(use_cases);
    }
}

impl World {
    /// A server that has just started.
    pub async fn new(database: Database) -> Self {
        Self::configured(database, |_| {}).await
    }

    /// A server with another configuration.
    pub async fn configured(database: Database, configure: impl FnOnce(&mut Config)) -> Self {
        Self::with(database, Store::Folder, configure).await
    }

    /// A server whose objects lie elsewhere.
    pub async fn with(database: Database, store: Store, configure: impl FnOnce(&mut Config)) -> Self {
        let folder = TempDir::new().expect("a folder");
        let clock = Arc::new(ManualClock::new(NEW_YEAR));
        let statements = Arc::new(Statements::default());
        let mut config = Config { data: folder.path().to_owned(), ..Config::default() };
        let bucket = (store == Store::S3).then(S3Server::start);
        if let Some(bucket) = &bucket {
            config.s3_endpoint = Some(bucket.address());
            config.s3_bucket = Some(BUCKET.to_owned());
            "tests/".clone_into(&mut config.s3_prefix);
            config.s3_access_key = Some(ACCESS_KEY.to_owned());
            config.s3_secret_key = Some(SECRET_KEY.to_owned().into());
        }
        configure(&mut config);
        let objects: Arc<dyn ObjectStore> = match config.bucket() {
            Some(settings) => Arc::new(S3::open(settings, folder.path()).expect("a folder of what arrives")),
            None => Arc::new(Folder::open(folder.path()).expect("a folder of objects")),
        };
        let location = database.create(folder.path()).await;
        config.pins = Some(folder.path().join("pins"));
        if let Location::Postgres(address) = database.create(folder.path()).await {
            config.pins_database = Some(address.into());
        }
        let storage = Storage::open(&location, statements.clone()).await.expect("a database");
        let pins = Arc::new(open_pins(&storage, &config, statements.clone()).await.expect("a store of PINs"));
        // What the start itself asked is nobody's business.
        statements.names.lock().expect("no test panics in here").clear();
        statements.commits.lock().expect("no test panics in here").clear();
        let app = App {
            storage,
            pins,
            objects,
            transfers: Arc::new(Transfers::open(folder.path()).expect("a spool")),
            clock: clock.clone(),
            policy: Arc::new(config.policy(ORIGIN.to_owned())),
            cards: Arc::default(),
            metrics: Arc::new(Metrics::new().expect("metrics")),
        };
        Self { router: router(app.clone()), app, clock, folder, bucket, config, location, statements }
    }

    /// Where the database is.
    pub fn location(&self) -> &Location {
        &self.location
    }

    /// The server's time.
    pub fn now(&self) -> u64 {
        u64::try_from(self.clock.now()).expect("after 1970")
    }

    /// A request to the interface.
    pub fn call(&self, method: &str, path: &str) -> Call {
        Call::new(self.router.clone(), method, &format!("/api/v1{path}"))
    }

    /// A request to anything else that the server serves.
    pub fn outside(&self, method: &str, path: &str) -> Call {
        Call::new(self.router.clone(), method, path)
    }

    /// The statements since this was asked last.
    pub fn statements(&self) -> Vec<&'static str> {
        std::mem::take(&mut *self.statements.names.lock().expect("no test panics in here"))
    }

    /// How many use cases each transaction held.
    pub fn commits(&self) -> Vec<usize> {
        self.statements.commits.lock().expect("no test panics in here").clone()
    }

    /// The same data after a restart.
    pub async fn restarted(self) -> Self {
        self.stop().await;
        let storage = Storage::open(&self.location, self.statements.clone()).await.expect("a database");
        let pins = Arc::new(self.open_pins(&storage).await);
        let objects = Arc::new(Folder::open(self.folder.path()).expect("a folder of objects"));
        let transfers = Arc::new(Transfers::open(self.folder.path()).expect("a spool"));
        let app = App { storage, pins, objects, transfers, ..self.app.clone() };
        Self { router: router(app.clone()), app, ..self }
    }

    /// The same server with another object store.
    pub fn with_objects(&self, objects: Arc<dyn ObjectStore>) -> Outlet {
        Outlet(router(App { objects, ..self.app.clone() }))
    }

    /// Another process on the same data, as far as the database can tell.
    pub async fn beside(&self) -> Outlet {
        let storage = Storage::open(&self.location, Arc::new(Nobody)).await.expect("a database");
        let pins = Arc::new(self.open_pins(&storage).await);
        Outlet(router(App { storage, pins, ..self.app.clone() }))
    }

    /// Stops it, copies database and store of PINs, and starts it again.
    pub async fn backed_up(self) -> (Self, Backup) {
        self.stop().await;
        let folder = self.folder.path();
        let backup =
            Backup { database: copy(&self.location, folder).await, pins: copy(&self.pins_location(), folder).await };
        (self.restarted().await, backup)
    }

    /// Stops it, puts a copy in the place of the database, of the store of PINs or of both, and starts it again.
    pub async fn restored(mut self, database: Option<&Location>, pins: Option<&Location>) -> Self {
        self.stop().await;
        if let Some(database) = database {
            self.location = copy(database, self.folder.path()).await;
        }
        if let Some(pins) = pins {
            match copy(pins, self.folder.path()).await {
                Location::Sqlite(path) => {
                    std::fs::rename(path, self.config.pins_place().folder.join("tries.sqlite")).expect("moved");
                }
                Location::Postgres(address) => self.config.pins_database = Some(address.into()),
            }
        }
        self.restarted().await
    }

    /// Where the tries of PINs are.
    pub fn pins_location(&self) -> Location {
        let place = self.config.pins_place();
        place.database.map_or_else(|| Location::Sqlite(place.folder.join("tries.sqlite")), Location::Postgres)
    }

    /// Closes its databases.
    pub async fn stop(&self) {
        self.app.storage.close().await;
        self.app.pins.close().await;
    }

    async fn open_pins(&self, storage: &Storage) -> Pins {
        open_pins(storage, &self.config, self.statements.clone()).await.expect("a store of PINs")
    }

    /// How many files the object store holds, finished or not.
    pub fn files(&self) -> usize {
        self.paths().len()
    }

    /// The files that the object store holds, finished or not.
    pub fn paths(&self) -> Vec<PathBuf> {
        let mut folders = vec![self.folder.path().join("objects"), self.folder.path().join("incoming")];
        let mut files = self.bucket.as_ref().map(S3Server::files).unwrap_or_default();
        while let Some(folder) = folders.pop() {
            for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
                if entry.path().is_dir() { folders.push(entry.path()) } else { files.push(entry.path()) }
            }
        }
        files
    }
}

/// Copies of both databases.
pub struct Backup {
    /// Of accounts and lockers.
    pub database: Location,
    /// Of PINs.
    pub pins: Location,
}

/// A second way to the same data.
pub struct Outlet(Router);

impl Outlet {
    /// A request to the interface.
    pub fn call(&self, method: &str, path: &str) -> Call {
        Call::new(self.0.clone(), method, &format!("/api/v1{path}"))
    }
}
