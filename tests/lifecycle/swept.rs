//! An upload that nothing names for a week is deleted; a device that comes back later sends it again.

use std::{
    net::SocketAddr,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
};

use armoire::server::{
    clock::{Clock as _, DAY, ManualClock, SystemClock},
    config::Config,
    http::App,
    serve::start,
    sweeper::sweep,
};
use tempfile::TempDir;
use tokio::runtime::{Handle, Runtime};

use crate::harness::{Device as _, Moment, Person, Proxy, Verdict, files};

/// The server in this process, with a clock that the test moves.
struct Here {
    app: App,
    clock: Arc<ManualClock>,
    address: String,
    folder: TempDir,
    runtime: Runtime,
}

impl Here {
    fn start() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let clock = Arc::new(ManualClock::new(SystemClock.now()));
        let listen = SocketAddr::from(([127, 0, 0, 1], 0));
        let config = Config { data: folder.path().join("data"), listen, ..Config::default() };
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build().unwrap();
        let started = runtime.block_on(start(&config, clock.clone())).unwrap();
        let (app, address) = (started.app.clone(), started.address());
        runtime.spawn(started.serve());
        Self { app, clock, address, folder, runtime }
    }

    fn handle(&self) -> Handle {
        self.runtime.handle().clone()
    }
}

#[test]
fn an_upload_that_was_swept_before_its_act_came_is_sent_again() {
    let here = Here::start();
    let proxy = Proxy::before(&here.address);
    let (nadia, mut vault) = Person::sign_up(proxy.address(), "nadia4821");
    vault.put("bail.pdf", b"the lease").unwrap();

    // The device sleeps for eight days between the upload and the act.
    let (app, clock, runtime) = (here.app.clone(), Arc::clone(&here.clock), here.handle());
    let objects = here.folder.path().join("data/objects");
    let slept = Arc::new(AtomicBool::new(false));
    let sleeping = Arc::clone(&slept);
    proxy.watch(move |moment| {
        if let Moment::Begins(request) = moment
            && request.asks("POST", "/acts")
            && !sleeping.swap(true, Ordering::SeqCst)
        {
            assert_eq!(files(&objects).len(), 2, "the upload is there");
            clock.advance(8 * DAY);
            runtime.block_on(sweep(&app)).unwrap();
            assert_eq!(files(&objects).len(), 1, "and swept; what an act names stays");
        }
        Verdict::GoOn
    });
    vault.put("identite.jpg", b"the card").unwrap();
    assert!(slept.load(Ordering::SeqCst));
    proxy.rest();
    let there = nadia.other_device().everything();
    assert_eq!(there["identite.jpg"], b"the card");
    assert_eq!(there["bail.pdf"], b"the lease");
    here.runtime.shutdown_background();
}
