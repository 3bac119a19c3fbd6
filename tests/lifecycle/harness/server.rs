use std::{
    fs,
    io::{BufRead, BufReader, Read},
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    sync::{Arc, Mutex},
    thread,
};

use armoire::server::storage::Location;
use tempfile::TempDir;

use super::{Database, data, port::Port};

/// The real server with data of its own, on a free port that stays its own. It goes when dropped.
pub struct Server {
    folder: TempDir,
    port: Port,
    location: Location,
    variables: Vec<(String, String)>,
    /// Blocks of 512 bytes that a file may have.
    largest_file: Option<u64>,
    /// A shell command that comes before the server, in a world of mounts of its own.
    mount: Option<String>,
    address: String,
    child: Option<Child>,
    log: Arc<Mutex<Vec<u8>>>,
}

impl Server {
    pub fn start(database: Database) -> Self {
        Self::start_with(database, &[])
    }

    /// With `ARMOIRE_…` variables of its configuration.
    pub fn start_with(database: Database, variables: &[(&str, &str)]) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        let location = runtime.block_on(database.create(&folder.path().join("data")));
        let variables = variables.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        let log = Arc::default();
        let mut server = Self {
            folder,
            port: Port::reserve(),
            location,
            variables,
            largest_file: None,
            mount: None,
            address: String::new(),
            child: None,
            log,
        };
        server.resume();
        server
    }

    /// On PostgreSQL, through the socket in this folder instead of the cluster's own.
    pub fn start_on_wire(folder: &Path) -> Self {
        let mut server = Self::start(Database::Postgres);
        server.kill();
        if let Location::Postgres(address) = &mut server.location {
            let mut url: url::Url = address.parse().unwrap();
            url.query_pairs_mut().clear().append_pair("host", folder.to_str().unwrap());
            *address = url.into();
        }
        server.resume();
        server
    }

    /// On a disk of so many mebibytes, which only this server sees, and which goes with it. None without the right to make one.
    pub fn start_on_small_disk(mebibytes: u32) -> Option<Self> {
        let mut server = Self::start(Database::Sqlite);
        server.kill();
        let mount = format!("mount -t tmpfs -o size={mebibytes}m none {}", server.data().display());
        let tried = Command::new("unshare").args(["--mount", "sh", "-c", &mount]).stderr(Stdio::null()).status();
        server.mount = Some(mount).filter(|_| tried.is_ok_and(|status| status.success()));
        server.mount.as_ref()?;
        server.resume();
        Some(server)
    }

    /// `http://localhost:…`
    pub fn address(&self) -> &str {
        &self.address
    }

    pub fn data(&self) -> PathBuf {
        self.folder.path().join("data")
    }

    pub fn location(&self) -> &Location {
        &self.location
    }

    /// Stops at once, as in a power cut.
    pub fn kill(&mut self) {
        if let Some(mut child) = self.child.take() {
            child.kill().unwrap();
            child.wait().unwrap();
        }
    }

    /// Starts again where it was. One that still runs is killed first.
    pub fn resume(&mut self) {
        self.kill();
        let program = env!("CARGO_BIN_EXE_armoire-server");
        let mut command = match (self.largest_file, &self.mount) {
            (None, None) => Command::new(program),
            // Ignored, the signal becomes an error of the write.
            (Some(blocks), _) => shell(&format!("trap '' XFSZ; ulimit -f {blocks}"), program),
            (None, Some(mount)) => {
                let mut unshared = Command::new("unshare");
                unshared.args(["--mount", "sh", "-c", &format!("{mount}; exec \"$0\" \"$@\""), program]);
                unshared
            }
        };
        command.args(["serve", "--listen", &self.port.address().to_string(), "--data"]).arg(self.data());
        command
            .env_clear()
            .env("PATH", "/usr/sbin:/usr/bin:/sbin:/bin")
            .envs(self.variables.iter().map(|(name, value)| (name, value)));
        if let Location::Postgres(address) = &self.location {
            command.env("ARMOIRE_DATABASE", address);
        }
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        let mut errors = child.stderr.take().unwrap();
        let log = Arc::clone(&self.log);
        let gathering = thread::spawn(move || {
            let mut piece = [0; 4096];
            while let Ok(count @ 1..) = errors.read(&mut piece) {
                log.lock().unwrap().extend_from_slice(&piece[..count]);
            }
        });
        let mut output = BufReader::new(child.stdout.take().unwrap());
        let mut first = String::new();
        output.read_line(&mut first).unwrap();
        if !first.starts_with("http") {
            gathering.join().unwrap();
            panic!("the server doesn't start: {}", String::from_utf8_lossy(&self.log()));
        }
        thread::spawn(move || output.read_to_end(&mut Vec::new()));
        first.trim().clone_into(&mut self.address);
        self.child = Some(child);
    }

    /// Stops, and starts again on another free port.
    pub fn resume_elsewhere(&mut self) {
        self.port = Port::reserve();
        self.resume();
    }

    /// From the next start on, no file grows beyond this: the nearest to a full disk that needs no rights.
    pub fn limit_files(&mut self, kibibytes: Option<u64>) {
        self.largest_file = kibibytes.map(|kibibytes| kibibytes * 2);
    }

    /// From the next start on.
    pub fn configure(&mut self, name: &str, value: &str) {
        self.variables.retain(|(set, _)| set != name);
        self.variables.push((name.to_owned(), value.to_owned()));
    }

    /// Runs another command of the server's program on the same data, as an operator does while it is stopped.
    pub fn operate(&self, arguments: &[&str]) -> std::process::Output {
        let mut command = Command::new(env!("CARGO_BIN_EXE_armoire-server"));
        command.env_clear().args(arguments).arg("--data").arg(self.data());
        if let Location::Postgres(address) = &self.location {
            command.args(["--database", address]);
        }
        command.output().unwrap()
    }

    /// What an operator's backup of a stopped server holds. For SQLite: a database elsewhere has its own backups.
    pub fn backup(&mut self) -> TempDir {
        self.kill();
        let backup = data::backup(&self.data());
        self.resume();
        backup
    }

    /// Puts a backup in place of the data. The server is down until `resume`.
    pub fn restore(&mut self, backup: &TempDir) {
        self.kill();
        data::restore(backup, &self.data());
    }

    /// Everything that the server has said on standard error, in all its runs.
    pub fn log(&self) -> Vec<u8> {
        self.log.lock().unwrap().clone()
    }

    /// Adds a line to the log, as if the server had said it.
    pub fn say(&self, line: &[u8]) {
        self.log.lock().unwrap().extend_from_slice(line);
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.kill();
    }
}

/// Runs `first`, then the program in the shell's place.
fn shell(first: &str, program: &str) -> Command {
    let mut shell = Command::new("/bin/sh");
    shell.args(["-c", &format!("{first}; exec \"$0\" \"$@\""), program]);
    shell
}
