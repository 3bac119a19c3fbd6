//! The program itself: how it starts, what it refuses with a sentence, how it stops.

use std::{
    io::{BufRead as _, BufReader},
    net::TcpStream,
    os::unix::fs::PermissionsExt as _,
    path::Path,
    process::{Child, Command, Output, Stdio},
    sync::Arc,
};

use rustls::pki_types::pem::PemObject as _;
use serde_json::Value;
use tempfile::TempDir;

const PROGRAM: &str = env!("CARGO_BIN_EXE_armoire-server");

/// A running server; killed when dropped.
struct Server {
    child: Child,
    address: String,
}

impl Server {
    fn start(arguments: &[&str]) -> Self {
        let mut command = Command::new(PROGRAM);
        command.arg("serve").args(arguments).stdout(Stdio::piped()).stderr(Stdio::null());
        let mut child = command.spawn().expect("starts");
        let mut lines = BufReader::new(child.stdout.take().expect("its output")).lines();
        let address = lines.next().expect("a first line").expect("text");
        Self { child, address }
    }

    fn authority(&self) -> &str {
        self.address.split("//").nth(1).expect("an address")
    }

    fn get(&self, path: &str) -> String {
        let stream = TcpStream::connect(self.authority()).expect("listens");
        ask(stream, path)
    }

    /// Asks it to stop, and tells how it ended.
    fn terminate(mut self) -> Option<i32> {
        let asked = Command::new("kill").args(["-TERM", &self.child.id().to_string()]).status().expect("kill");
        assert!(asked.success());
        self.child.wait().expect("ends").code()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Starts it, hears it answer, and stops it.
fn start_and_stop(options: &[&str]) {
    let server = Server::start(options);
    assert!(server.get("/healthz").starts_with("HTTP/1.1 200"));
    assert_eq!(server.terminate(), Some(0));
}

fn ask(mut stream: impl std::io::Read + std::io::Write, path: &str) -> String {
    write!(stream, "GET {path} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n").expect("sends");
    let mut answer = Vec::new();
    // A TLS peer may close without saying so.
    let _ = stream.read_to_end(&mut answer);
    String::from_utf8_lossy(&answer).into_owned()
}

fn run(arguments: &[&str]) -> Output {
    Command::new(PROGRAM).args(arguments).output().expect("runs")
}

fn text(path: &Path) -> &str {
    path.to_str().expect("a plain path")
}

#[track_caller]
fn refused(arguments: &[&str], sentence: &str) {
    let output = run(arguments);
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(!output.status.success());
    assert!(said.contains(sentence), "{said}");
}

#[test]
fn it_starts_with_nothing_but_a_folder_and_stops_when_told() {
    let folder = TempDir::new().expect("a folder");
    let data = folder.path().join("data");
    let data = text(&data);
    let server = Server::start(&["--listen", "127.0.0.1:0", "--data", data]);
    let answer = server.get("/api/v1/server");
    assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
    let origin = format!("\"origin\":\"{}\"", server.address);
    assert!(answer.contains(&origin), "{answer}");
    assert_eq!(server.terminate(), Some(0));
    // Another port, the same origin: it was fixed at the first start.
    let again = Server::start(&["--listen", "127.0.0.1:0", "--data", data]);
    assert!(again.get("/api/v1/server").contains(&origin));
}

#[test]
fn pins_lie_beside_the_data_folder_and_their_key_is_needed() {
    let folder = TempDir::new().expect("a folder");
    let data = folder.path().join("data");
    let options = ["--listen", "127.0.0.1:0", "--data", text(&data)];
    start_and_stop(&options);
    let pins = folder.path().join("data-pins");
    let mode = |path: &Path| std::fs::metadata(path).expect("there").permissions().mode() & 0o777;
    assert_eq!((mode(&pins), mode(&pins.join("key"))), (0o700, 0o600));
    assert!(std::fs::read_dir(&data).expect("a folder").flatten().all(|file| file.file_name() != "key"));
    let check = || run(&["check-config", "--data", text(&data)]);
    assert!(String::from_utf8_lossy(&check().stderr).contains("can be used. Keep them out of every backup."));
    std::fs::remove_file(pins.join("key")).expect("removed");
    refused(&[&["serve"], options.as_slice()].concat(), "isn't the one that these PINs began with");
    refused(&["check-config", "--data", text(&data)], "isn't the one that these PINs began with");
    assert!(!pins.join("key").exists(), "a new key would look like the one that is missing");
    assert!(run(&["forget-pins", "--data", text(&data)]).status.success());
    start_and_stop(&options);
    // Without the folder, as on a machine to which only the data was brought, it begins anew.
    std::fs::remove_dir_all(&pins).expect("removed");
    assert!(String::from_utf8_lossy(&check().stderr).contains("is made at the first start"));
    assert!(!pins.exists(), "checking makes nothing");
    start_and_stop(&options);
}

#[test]
fn another_origin_is_refused_until_it_is_moved() {
    let folder = TempDir::new().expect("a folder");
    let data = folder.path().join("data");
    let data = text(&data);
    let at = |origin: &'static str| vec!["--listen", "127.0.0.1:0", "--data", data, "--origin", origin];
    drop(Server::start(&at("http://localhost:4000")));
    refused(
        &[&["serve"], at("http://localhost:5000").as_slice()].concat(),
        "This data belongs to http://localhost:4000",
    );
    let moved = run(&["move-origin", "http://localhost:5000", "--data", data]);
    assert!(moved.status.success());
    assert_eq!(String::from_utf8_lossy(&moved.stdout), "http://localhost:4000 -> http://localhost:5000\n");
    let server = Server::start(&at("http://localhost:5000"));
    assert!(server.get("/api/v1/server").contains("\"origin\":\"http://localhost:5000\""));
}

#[test]
fn what_cannot_work_is_refused_with_a_sentence() {
    let folder = TempDir::new().expect("a folder");
    let data = folder.path().join("data");
    let data = text(&data);
    refused(&["serve", "--listen", "0.0.0.0:0", "--data", data], "a phone needs TLS");
    refused(&["serve", "--listen", "127.0.0.1:0", "--data", data, "--tls-cert", "x"], "go together");
    refused(&["serve", "--listen", "0.0.0.0:0", "--data", data, "--behind-proxy"], "Give --origin");
    refused(
        &["serve", "--listen", "127.0.0.1:0", "--data", data, "--origin", "http://a.example"],
        "begins with https://",
    );
    refused(
        &["serve", "--listen", "127.0.0.1:0", "--data", "/dev/null/x"],
        "The data folder /dev/null/x can't be used",
    );
    refused(
        &["serve", "--listen", "127.0.0.1:0", "--data", data, "--pins", data],
        "a backup of that would give tries back",
    );
    refused(&["serve", "--config", "/none.toml"], "can't be read");
    let config = folder.path().join("config.toml");
    std::fs::write(&config, "qouta = 1\n").expect("written");
    refused(&["check-config", "--config", text(&config)], "qouta");
}

#[test]
fn a_configuration_is_shown_without_its_secrets() {
    let folder = TempDir::new().expect("a folder");
    let config = folder.path().join("config.toml");
    std::fs::write(&config, "database = \"postgres://armoire:hush@db/armoire\"\nquota = 5\n").expect("written");
    let output = Command::new(PROGRAM)
        .args(["check-config", "--config", text(&config), "--listen", "127.0.0.1:7"])
        .env("ARMOIRE_SIGN_UP", "closed")
        .env("ARMOIRE_WORDS", "of another program")
        .output()
        .expect("runs");
    let shown = String::from_utf8_lossy(&output.stdout);
    let value: Value = serde_json::from_str(&shown).expect("JSON");
    assert_eq!(value["quota"], 5);
    assert_eq!(value["sign_up"], "closed");
    assert_eq!(value["listen"], "127.0.0.1:7");
    assert!(!shown.contains("hush"));
}

#[test]
fn help_teaches_and_codes_are_made() {
    let help = run(&["--help"]);
    assert!(String::from_utf8_lossy(&help.stdout).contains("armoire-server serve"));
    let folder = TempDir::new().expect("a folder");
    let code = run(&["sign-up-code", "new", "--data", text(&folder.path().join("data"))]);
    assert_eq!(String::from_utf8_lossy(&code.stdout).trim().len(), 19, "four groups of four");
    let description = run(&["openapi"]);
    let description: Value = serde_json::from_slice(&description.stdout).expect("JSON");
    assert_eq!(description["info"]["title"], "Armoire");
}

#[test]
fn it_serves_tls_by_itself() {
    let folder = TempDir::new().expect("a folder");
    let made = rcgen::generate_simple_self_signed(["localhost".to_owned()]).expect("a certificate");
    let (certificate, key) = (folder.path().join("chain.pem"), folder.path().join("key.pem"));
    std::fs::write(&certificate, made.cert.pem()).expect("written");
    std::fs::write(&key, made.signing_key.serialize_pem()).expect("written");
    let data = folder.path().join("data");
    let server = Server::start(&[
        "--listen",
        "127.0.0.1:0",
        "--data",
        text(&data),
        "--origin",
        "https://localhost",
        "--tls-cert",
        text(&certificate),
        "--tls-key",
        text(&key),
    ]);
    assert!(server.address.starts_with("https://"));

    let mut roots = rustls::RootCertStore::empty();
    let trusted = rustls::pki_types::CertificateDer::from_pem_file(&certificate).expect("a certificate");
    roots.add(trusted).expect("trusted");
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let config = rustls::ClientConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .expect("versions")
        .with_root_certificates(roots)
        .with_no_client_auth();
    let name = "localhost".try_into().expect("a name");
    let session = rustls::ClientConnection::new(Arc::new(config), name).expect("a session");
    let stream = TcpStream::connect(server.authority()).expect("listens");
    let answer = ask(rustls::StreamOwned::new(session, stream), "/api/v1/server");
    assert!(answer.starts_with("HTTP/1.1 200"), "{answer}");
    assert!(answer.contains("strict-transport-security"));
}
