//! A real S3 server as a process, with a bucket. `tests/lifecycle` uses it too.

use std::{
    fs,
    io::{BufRead as _, BufReader, Read as _},
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    thread,
};

use tempfile::TempDir;

/// The bucket.
pub const BUCKET: &str = "armoire";
/// The key that the server knows.
pub const ACCESS_KEY: &str = "armoire";
/// Its secret, unless it is changed.
pub const SECRET_KEY: &str = "hush-hush-hush";

/// An S3 server that keeps what it has in a folder, on a port that stays its own. It goes when dropped.
pub struct S3Server {
    folder: TempDir,
    port: u16,
    child: Option<Child>,
}

impl S3Server {
    /// Whether someone said aloud that S3 is to be left out.
    pub fn only_folder() -> bool {
        std::env::var_os("ARMOIRE_TEST_ONLY_FOLDER").is_some_and(|value| value == "1")
    }

    /// A new one.
    pub fn start() -> Self {
        let folder = TempDir::new().expect("a folder");
        fs::create_dir(folder.path().join(BUCKET)).expect("a bucket");
        let mut server = Self { folder, port: 0, child: None };
        server.resume(SECRET_KEY);
        server
    }

    /// `http://127.0.0.1:…`
    pub fn address(&self) -> String {
        format!("http://127.0.0.1:{}", self.port)
    }

    /// It is away.
    pub fn stop(&mut self) {
        if let Some(mut child) = self.child.take() {
            child.kill().expect("stops");
            child.wait().expect("stops");
        }
    }

    /// It is there again, on the same port with the same objects; with another secret, the old one is worth nothing.
    pub fn resume(&mut self, secret_key: &str) {
        let mut command = Command::new(program());
        command
            .args(["--host", "127.0.0.1", "--port", &self.port.to_string()])
            .args(["--access-key", ACCESS_KEY, "--secret-key", secret_key])
            .arg(self.folder.path())
            .env("RUST_LOG", "info")
            .stdout(Stdio::piped());
        let mut child = command.spawn().expect("the S3 server starts");
        let mut output = BufReader::new(child.stdout.take().expect("its output"));
        self.child = Some(child);
        let mut line = String::new();
        self.port = loop {
            line.clear();
            assert!(output.read_line(&mut line).expect("text") > 0, "the S3 server says its address");
            if let Some((_, address)) = line.split_once("http://127.0.0.1:") {
                let digits: String = address.chars().take_while(char::is_ascii_digit).collect();
                break digits.parse().expect("a port");
            }
        };
        thread::spawn(move || output.read_to_end(&mut Vec::new()));
    }

    /// Every object's file.
    pub fn files(&self) -> Vec<PathBuf> {
        let (mut folders, mut files) = (vec![self.folder.path().join(BUCKET)], Vec::new());
        while let Some(folder) = folders.pop() {
            for entry in fs::read_dir(folder).expect("a folder").flatten() {
                if entry.path().is_dir() { folders.push(entry.path()) } else { files.push(entry.path()) }
            }
        }
        files
    }

    /// How many parts of unfinished uploads lie about.
    pub fn parts(&self) -> usize {
        let names = fs::read_dir(self.folder.path()).expect("a folder").flatten().map(|entry| entry.file_name());
        names.filter(|name| name.to_string_lossy().contains(".part-")).count()
    }
}

impl Drop for S3Server {
    fn drop(&mut self) {
        self.stop();
    }
}

/// Where `infra/test` has built it.
fn program() -> PathBuf {
    let said = std::env::var_os("ARMOIRE_TEST_S3_SERVER").map(PathBuf::from);
    let cache = std::env::var_os("XDG_CACHE_HOME").map(PathBuf::from);
    let cache = cache.or_else(|| std::env::var_os("HOME").map(|home| Path::new(&home).join(".cache")));
    let built = cache.map(|cache| cache.join("armoire/tools/s3s-fs-0.14.1/bin/s3s-fs"));
    said.or(built).filter(|program| program.exists()).expect(
        "there is no S3 server: run infra/test, or `infra/s3 start DIR` once; ARMOIRE_TEST_ONLY_FOLDER=1 leaves S3 out",
    )
}
