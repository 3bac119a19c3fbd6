use std::{
    ffi::OsStr,
    fs,
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

use serde_json::Value;
use tempfile::TempDir;

use super::{Outcome, later};

/// A device with a profile, and a folder for files.
pub struct Device {
    folder: TempDir,
    server: String,
    /// Days that its clock is ahead.
    days: u64,
}

/// A person with a locker, and the device on which they made it.
pub struct Person {
    pub device: Device,
    pub handle: String,
    pub id: String,
    pub words: String,
    pub card: String,
}

impl Device {
    /// Not signed in; talks to `server`.
    pub fn new(server: &str) -> Self {
        Self { folder: tempfile::tempdir().unwrap(), server: server.to_owned(), days: 0 }
    }

    /// From now on it is so many days later here.
    pub fn live_later(&mut self, days: u64) {
        self.days = days;
    }

    /// Runs `armoire --json`, with nobody to ask.
    pub fn run<A: AsRef<OsStr>>(&self, arguments: impl IntoIterator<Item = A>) -> Outcome {
        let mut command = self.command();
        command.arg("--json").args(arguments);
        command.output().unwrap().into()
    }

    /// Runs `armoire` for a person to read.
    pub fn read<A: AsRef<OsStr>>(&self, arguments: impl IntoIterator<Item = A>) -> Outcome {
        let mut command = self.command();
        command.args(arguments);
        command.output().unwrap().into()
    }

    /// Runs `armoire --json` with a secret in the environment.
    pub fn run_with<A: AsRef<OsStr>>(&self, secret: (&str, &str), arguments: impl IntoIterator<Item = A>) -> Outcome {
        let mut command = self.command();
        command.env(secret.0, secret.1).arg("--json").args(arguments);
        command.output().unwrap().into()
    }

    /// Runs `armoire --json` where no file may grow beyond 6 to 12 KiB, as on a disk that is full.
    #[cfg(unix)]
    pub fn run_in_little_room<A: AsRef<OsStr>>(&self, arguments: impl IntoIterator<Item = A>) -> Outcome {
        let program = self.command();
        let mut shell = Command::new("sh");
        shell
            .args(["-c", "trap '' XFSZ; ulimit -f 12; exec \"$@\"", "sh"])
            .arg(program.get_program())
            .args(program.get_args())
            .arg("--json")
            .args(arguments)
            .env_clear()
            .envs(program.get_envs().filter_map(|(name, value)| Some((name, value?))))
            .current_dir(self.folder.path())
            .stdin(Stdio::null());
        shell.output().unwrap().into()
    }

    /// The program with this device's profile, and nothing else of the machine that runs the tests.
    pub fn command(&self) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_armoire"));
        command
            .env_clear()
            .env("HOME", self.folder.path())
            .env("TMPDIR", std::env::temp_dir())
            .envs(later(self.days))
            .current_dir(self.folder.path())
            .args(["--profile".as_ref(), self.profile().as_os_str()])
            .stdin(Stdio::null());
        command
    }

    pub fn profile(&self) -> PathBuf {
        self.folder.path().join("profile")
    }

    pub fn server(&self) -> &str {
        &self.server
    }

    /// A path in this device's folder.
    pub fn path(&self, name: impl AsRef<Path>) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Writes a file in this device's folder.
    pub fn write(&self, name: &str, contents: impl AsRef<[u8]>) -> PathBuf {
        let path = self.path(name);
        fs::write(&path, contents).unwrap();
        path
    }

    pub fn sign_up(self, handle: &str) -> Person {
        let made = self.run(["signup", "--server", &self.server, "--handle", handle]).json();
        let part = |key: &str| made[key].as_str().unwrap().to_owned();
        Person { handle: handle.to_owned(), id: part("id"), words: part("words"), card: part("card"), device: self }
    }

    /// Adds a file; gives its id.
    #[track_caller]
    pub fn add(&self, path: impl AsRef<Path>) -> String {
        let added = self.run(["add".as_ref(), path.as_ref().as_os_str()]).json();
        added[0]["id"].as_str().unwrap().to_owned()
    }

    /// The documents that are not in the bin.
    #[track_caller]
    pub fn list(&self) -> Vec<Value> {
        self.run(["list"]).json().as_array().unwrap().clone()
    }

    /// Their names, sorted.
    #[track_caller]
    pub fn names(&self) -> Vec<String> {
        let mut names: Vec<String> =
            self.list().iter().map(|paper| paper["name"].as_str().unwrap().to_owned()).collect();
        names.sort();
        names
    }

    /// The bytes of a document.
    #[track_caller]
    pub fn bytes(&self, id: &str) -> Vec<u8> {
        let got = self.read(["get", id, "-o", "-"]);
        assert_eq!((got.code, got.stderr.as_str()), (0, ""));
        got.stdout
    }
}

impl Person {
    /// Nadia, with an empty locker.
    pub fn new(server: &str) -> Self {
        Device::new(server).sign_up("nadia4821")
    }

    /// Somebody with this handle, and an empty locker.
    pub fn called(server: &str, handle: &str) -> Self {
        Device::new(server).sign_up(handle)
    }

    /// The same person on another device.
    #[track_caller]
    pub fn second_device(&self) -> Device {
        let device = Device::new(&self.device.server);
        self.sign_in(&device).json();
        device
    }

    pub fn sign_in(&self, device: &Device) -> Outcome {
        device
            .run_with(("ARMOIRE_WORDS", &self.words), ["signin", "--server", device.server(), "--handle", &self.handle])
    }

    pub fn recover(&self, device: &Device) -> Outcome {
        device.run_with(("ARMOIRE_CARD", &self.card), ["recover", "--server", device.server()])
    }
}
