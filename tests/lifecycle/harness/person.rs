use std::{
    collections::BTreeMap,
    fs::{self, File},
    io::{Read, Seek},
    path::{Path, PathBuf},
    process::{Command, Output, Stdio},
};

use armoire::{
    client::{
        Problem,
        account::{Handle, Language},
        vault::{Secrets, Silent, Vault},
    },
    protocol::id::NodeId,
};
use tempfile::TempDir;
use url::Url;

/// Somebody with a locker on a server, and what they wrote down.
pub struct Person {
    pub server: Url,
    pub handle: Handle,
    pub secrets: Secrets,
}

impl Person {
    /// Makes a locker with a folder, and gives the device on which it was made.
    pub fn sign_up(server: &str, handle: &str) -> (Self, Vault) {
        let (server, handle): (Url, Handle) = (server.parse().unwrap(), handle.parse().unwrap());
        let secrets = Secrets::generate();
        let mut vault = Vault::sign_up(&server, &handle, None, &secrets).unwrap();
        vault.create_folder("Papiers", None).unwrap();
        (Self { server, handle, secrets }, vault)
    }

    /// Another device, which knows nothing but what the person types.
    #[track_caller]
    pub fn other_device(&self) -> Vault {
        self.try_other_device().unwrap()
    }

    pub fn try_other_device(&self) -> Result<Vault, Problem> {
        Vault::sign_in(&self.server, None, &self.handle, &self.secrets.words, None)
    }

    /// The words as they are typed.
    pub fn words(&self) -> String {
        self.secrets.words.expose_secret_text(Language::French).to_string()
    }

    /// The card as it is typed.
    pub fn card(&self) -> String {
        self.secrets.card.expose_secret_groups().to_string()
    }
}

/// What a test does with a vault, in one line each.
pub trait Device {
    /// The folder that sign-up made.
    fn folder(&self) -> NodeId;
    /// Adds a document made of these bytes.
    fn put(&mut self, name: &str, bytes: &[u8]) -> Result<NodeId, Problem>;
    /// Replaces a document's bytes.
    fn put_again(&mut self, id: NodeId, bytes: &[u8]) -> Result<u64, Problem>;
    /// A document's bytes.
    fn read(&mut self, id: NodeId) -> Result<Vec<u8>, Problem>;
    /// Names and bytes of all documents; two of one name fail.
    fn everything(&mut self) -> BTreeMap<String, Vec<u8>>;
}

impl Device for Vault {
    fn folder(&self) -> NodeId {
        self.folders().unwrap().first().expect("a folder").id
    }

    fn put(&mut self, name: &str, bytes: &[u8]) -> Result<NodeId, Problem> {
        let file = written(bytes);
        let folder = self.folder();
        self.add(file.path(), name, "application/octet-stream", folder, &mut Silent)
    }

    fn put_again(&mut self, id: NodeId, bytes: &[u8]) -> Result<u64, Problem> {
        self.replace(id, written(bytes).path(), &mut Silent)
    }

    fn read(&mut self, id: NodeId) -> Result<Vec<u8>, Problem> {
        let mut file = tempfile::tempfile().unwrap();
        self.get(id, None, &mut file, &mut Silent)?;
        Ok(whole(&mut file))
    }

    fn everything(&mut self) -> BTreeMap<String, Vec<u8>> {
        let mut all = BTreeMap::new();
        for document in self.documents().unwrap() {
            let bytes = self.read(document.id).unwrap();
            assert!(all.insert(document.name.clone(), bytes).is_none(), "twice: {}", document.name);
        }
        all
    }
}

/// The real command line, with a profile of its own.
pub struct CommandLine {
    folder: TempDir,
}

impl CommandLine {
    pub fn new() -> Self {
        Self { folder: tempfile::tempdir().unwrap() }
    }

    /// The program with nothing else of the machine that runs the tests.
    pub fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_armoire"));
        command
            .env_clear()
            .env("HOME", self.folder.path())
            .env("TMPDIR", std::env::temp_dir())
            .current_dir(self.folder.path())
            .args(["--json", "--profile", "profile"])
            .args(arguments)
            .stdin(Stdio::null());
        command
    }

    pub fn run(&self, arguments: &[&str]) -> Output {
        self.command(arguments).output().unwrap()
    }

    /// Runs a command that goes well, and gives its JSON document.
    #[track_caller]
    pub fn json(&self, arguments: &[&str]) -> serde_json::Value {
        let output = self.run(arguments);
        assert!(output.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&output.stderr));
        serde_json::from_slice(&output.stdout).unwrap()
    }

    /// Signs a person in here.
    #[track_caller]
    pub fn sign_in(&self, person: &Person) {
        let arguments = ["signin", "--server", person.server.as_str(), "--handle", person.handle.as_str()];
        let output = self.command(&arguments).env("ARMOIRE_WORDS", person.words()).output().unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    }

    /// A path in this device's folder.
    pub fn path(&self, name: impl AsRef<Path>) -> PathBuf {
        self.folder.path().join(name)
    }

    pub fn write(&self, name: &str, bytes: &[u8]) {
        fs::write(self.path(name), bytes).unwrap();
    }

    /// A document's bytes.
    #[track_caller]
    pub fn get(&self, id: &str) -> Vec<u8> {
        self.json(&["get", id, "-o", "got", "--force"]);
        fs::read(self.path("got")).unwrap()
    }
}

/// A specimen document.
pub fn specimen(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures").join(path)
}

fn written(bytes: &[u8]) -> tempfile::NamedTempFile {
    let file = tempfile::NamedTempFile::new().unwrap();
    fs::write(file.path(), bytes).unwrap();
    file
}

fn whole(file: &mut File) -> Vec<u8> {
    let mut bytes = Vec::new();
    file.rewind().unwrap();
    file.read_to_end(&mut bytes).unwrap();
    bytes
}
