//! The real server in this process, on a clock that is moved, with backups.

use std::{
    fs,
    path::{Path, PathBuf},
    sync::Arc,
    thread::JoinHandle,
};

use armoire::server::{
    clock::{Clock as _, DAY, ManualClock, Milliseconds, SystemClock},
    config::Config,
    http::App,
    serve::start,
    sweeper,
};
use tempfile::TempDir;
use tokio::{runtime::Runtime, sync::oneshot};
use url::Url;

use crate::{data, port::Port};

/// A server that can be stopped, restored and started again where it was.
pub struct World {
    folder: TempDir,
    clock: Arc<ManualClock>,
    port: Port,
    running: Option<Running>,
}

struct Running {
    app: App,
    runtime: Runtime,
    stop: oneshot::Sender<()>,
    served: JoinHandle<()>,
    address: String,
}

impl World {
    pub fn start() -> Self {
        // For every client of this program, and before any of them derives anything.
        #[cfg(feature = "light-kdf")]
        armoire::client::hazmat::argon::inject_light();
        let mut world = Self {
            folder: tempfile::tempdir().unwrap(),
            clock: Arc::new(ManualClock::new(SystemClock.now())),
            port: Port::reserve(),
            running: None,
        };
        world.launch();
        world
    }

    /// The address, the same after every start.
    pub fn address(&self) -> Url {
        self.running.as_ref().unwrap().address.parse().unwrap()
    }

    /// The folder of database and objects.
    pub fn data(&self) -> PathBuf {
        self.folder.path().join("data")
    }

    /// The folder of what lies outside database and backup.
    pub fn pins(&self) -> PathBuf {
        self.folder.path().join("pins")
    }

    /// Lets days pass, and sweeps.
    pub fn pass(&self, days: i64) {
        self.wait(days * DAY);
    }

    /// The same for less than a day.
    pub fn wait(&self, time: Milliseconds) {
        self.clock.advance(time);
        let running = self.running.as_ref().unwrap();
        running.runtime.block_on(sweeper::sweep(&running.app)).unwrap();
    }

    /// Files of the object store.
    pub fn objects(&self) -> u64 {
        files_below(&self.data().join("objects"))
    }

    /// What an operator copies every night: the data folder of a stopped server, and nothing of the pins.
    pub fn backup(&mut self) -> TempDir {
        self.stop();
        let backup = data::backup(&self.data());
        self.launch();
        backup
    }

    /// Puts a backup in place of the data.
    pub fn restore(&mut self, backup: &TempDir) {
        self.stop();
        data::restore(backup, &self.data());
        self.launch();
    }

    fn config(&self) -> Config {
        Config {
            data: self.data(),
            pins: Some(self.pins()),
            listen: self.port.address(),
            // Everybody comes from one address here.
            sign_ins_per_address: 1_000_000,
            sign_ups_per_address: 1_000_000,
            ..Config::default()
        }
    }

    fn launch(&mut self) {
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
        let started = runtime.block_on(start(&self.config(), self.clock.clone())).unwrap();
        let (app, address) = (started.app.clone(), started.address());
        let (stop, stopped) = oneshot::channel::<()>();
        let handle = runtime.handle().clone();
        let served = std::thread::spawn(move || {
            handle.block_on(async {
                tokio::select! {
                    served = started.serve() => served.unwrap(),
                    _ = stopped => {}
                }
            });
        });
        self.running = Some(Running { app, runtime, stop, served, address });
    }

    fn stop(&mut self) {
        let Some(running) = self.running.take() else { return };
        let _ = running.stop.send(());
        running.served.join().unwrap();
        running.runtime.block_on(async {
            running.app.pins.close().await;
            running.app.storage.close().await;
        });
        running.runtime.shutdown_background();
    }
}

impl Drop for World {
    fn drop(&mut self) {
        self.stop();
    }
}

fn files_below(folder: &Path) -> u64 {
    let Ok(entries) = fs::read_dir(folder) else { return 0 };
    entries
        .map(Result::unwrap)
        .map(|entry| if entry.file_type().unwrap().is_dir() { files_below(&entry.path()) } else { 1 })
        .sum()
}
