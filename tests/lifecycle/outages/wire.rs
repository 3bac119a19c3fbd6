use std::{
    fs, io,
    net::Shutdown,
    os::unix::net::{UnixListener, UnixStream},
    path::{Path, PathBuf},
    sync::{
        Arc, Mutex,
        atomic::{AtomicBool, Ordering},
    },
    thread,
};

use tempfile::TempDir;

/// PostgreSQL's name for its socket.
const SOCKET: &str = ".s.PGSQL.5432";

/// A wire to a PostgreSQL that is reached through a socket, as `infra/postgres` makes it. Cut, it is as if the database had stopped.
pub struct Wire {
    folder: TempDir,
    state: Arc<State>,
}

#[derive(Default)]
struct State {
    target: PathBuf,
    cut: AtomicBool,
    open: Mutex<Vec<UnixStream>>,
}

impl Wire {
    pub fn to(cluster: &str) -> Self {
        let url: url::Url = cluster.parse().unwrap();
        let (_, target) = url.query_pairs().find(|(name, _)| name == "host").expect("a socket's folder");
        let state = Arc::new(State { target: Path::new(&*target).join(SOCKET), ..State::default() });
        let folder = tempfile::tempdir().unwrap();
        let listener = UnixListener::bind(folder.path().join(SOCKET)).unwrap();
        let accepting = Arc::clone(&state);
        thread::spawn(move || {
            for client in listener.incoming().flatten() {
                // Dropped at once while it is cut.
                if !accepting.cut.load(Ordering::SeqCst) {
                    let _ = accepting.carry(&client);
                }
            }
        });
        Self { folder, state }
    }

    /// Where the server finds the socket.
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    pub fn cut(&self) {
        self.state.cut.store(true, Ordering::SeqCst);
        for stream in self.state.open.lock().unwrap().drain(..) {
            let _ = stream.shutdown(Shutdown::Both);
        }
        fs::rename(self.folder.path().join(SOCKET), self.folder.path().join("away")).unwrap();
    }

    pub fn mend(&self) {
        self.state.cut.store(false, Ordering::SeqCst);
        fs::rename(self.folder.path().join("away"), self.folder.path().join(SOCKET)).unwrap();
    }
}

impl State {
    fn carry(&self, client: &UnixStream) -> io::Result<()> {
        let database = UnixStream::connect(&self.target)?;
        self.open.lock().unwrap().extend([client.try_clone()?, database.try_clone()?]);
        for (from, to) in [(client, &database), (&database, client)] {
            let (mut from, mut to) = (from.try_clone()?, to.try_clone()?);
            thread::spawn(move || {
                let _ = io::copy(&mut from, &mut to);
                let _ = to.shutdown(Shutdown::Both);
            });
        }
        Ok(())
    }
}
