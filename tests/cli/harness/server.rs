use std::{
    fs,
    io::{BufRead as _, BufReader, Read as _},
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    thread,
};

use sqlx::{ConnectOptions as _, Connection as _, sqlite::SqliteConnectOptions};
use tempfile::TempDir;

use super::{S3Server, Stores, data, forget_clock, later, port::Port};

/// A server with data of its own, on a free port that stays its own. It goes when dropped.
pub struct Server {
    folder: TempDir,
    port: Port,
    variables: Vec<(String, String)>,
    _bucket: Option<S3Server>,
    address: String,
    child: Option<Child>,
    /// Days that its clock is ahead.
    days: u64,
}

impl Server {
    pub fn start() -> Self {
        Self::on(Stores::Beside)
    }

    /// With what it has kept there.
    pub fn on(stores: Stores) -> Self {
        let (variables, bucket) = stores.create();
        Self::resumed(variables, bucket)
    }

    /// With `ARMOIRE_…` variables of its configuration.
    pub fn start_with(variables: &[(&str, &str)]) -> Self {
        let variables = variables.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        Self::resumed(variables, None)
    }

    fn resumed(variables: Vec<(String, String)>, bucket: Option<S3Server>) -> Self {
        let mut server = Self {
            folder: tempfile::tempdir().unwrap(),
            port: Port::reserve(),
            variables,
            _bucket: bucket,
            address: String::new(),
            child: None,
            days: 0,
        };
        server.resume();
        server
    }

    pub fn address(&self) -> &str {
        &self.address
    }

    /// Of its process.
    pub fn id(&self) -> u32 {
        self.child.as_ref().map_or(0, Child::id)
    }

    pub fn data(&self) -> PathBuf {
        self.folder.path().join("data")
    }

    /// Starts again where it was.
    pub fn resume(&mut self) {
        let mut child = Command::new(env!("CARGO_BIN_EXE_armoire-server"))
            .args(["serve", "--listen", &self.port.address().to_string(), "--data"])
            .arg(self.data())
            .env_clear()
            .envs(self.variables.iter().map(|(name, value)| (name, value)))
            .envs(later(self.days))
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut output = BufReader::new(child.stdout.take().unwrap());
        let mut first = String::new();
        output.read_line(&mut first).unwrap();
        assert!(first.starts_with("http"), "the server names its address, not {first:?}");
        thread::spawn(move || output.read_to_end(&mut Vec::new()));
        first.trim().clone_into(&mut self.address);
        self.child = Some(child);
    }

    /// Stops at once, as in a power cut.
    pub fn kill(&mut self) {
        if let Some(mut child) = self.child.take() {
            child.kill().unwrap();
            child.wait().unwrap();
            forget_clock(child.id());
        }
    }

    /// Starts again so many days later than now.
    pub fn live_later(&mut self, days: u64) {
        self.kill();
        self.days = days;
        self.resume();
    }

    /// What an operator's backup of a stopped server holds.
    pub fn backup(&mut self) -> TempDir {
        self.kill();
        let backup = data::backup(&self.data());
        self.resume();
        backup
    }

    /// Puts a backup in place of the data.
    pub fn restore(&mut self, backup: &TempDir) {
        self.kill();
        data::restore(backup, &self.data());
        self.resume();
    }

    /// Runs a command of the operator on the data; gives what it prints.
    #[track_caller]
    pub fn operate(&self, arguments: &[&str]) -> String {
        let mut command = Command::new(env!("CARGO_BIN_EXE_armoire-server"));
        let output = command.env_clear().args(arguments).arg("--data").arg(self.data()).output().unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        String::from_utf8(output.stdout).unwrap().trim().to_owned()
    }

    /// Changes the database as somebody who has broken in does.
    pub fn sql(&self, statement: &'static str) {
        let place = SqliteConnectOptions::new().filename(self.data().join("armoire.sqlite"));
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(async {
            let mut connection = place.connect().await.unwrap();
            sqlx::query(statement).execute(&mut connection).await.unwrap();
            connection.close().await.unwrap();
        });
    }

    /// Every stored object, the largest first.
    pub fn objects(&self) -> Vec<PathBuf> {
        let mut objects = Vec::new();
        collect(&self.data(), &mut objects);
        objects.retain(|path| is_age_file(path));
        objects.sort_by_key(|path| std::cmp::Reverse(fs::metadata(path).unwrap().len()));
        objects
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.kill();
    }
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() { collect(&path, files) } else { files.push(path) }
    }
}

fn is_age_file(path: &Path) -> bool {
    let mut start = [0; 18];
    fs::File::open(path).and_then(|mut file| file.read_exact(&mut start)).is_ok() && start == *b"age-encryption.org"
}
