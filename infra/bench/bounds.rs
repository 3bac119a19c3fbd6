//! What no server can beat on this machine: nginx for bytes from memory, SQLite for a durable record, `age` for sealing.

use std::fs;
use std::io::Write;
use std::os::unix::fs::MetadataExt;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use sqlx::Connection as _;
use sqlx::sqlite::{SqliteConnectOptions, SqliteConnection, SqliteJournalMode, SqliteSynchronous};

use crate::load::Outcome;
use crate::process::{Process, free_address};

/// nginx as it comes, with one worker a core, serving `folder` without a log, and taking files below `/put/`.
pub fn nginx(folder: &Path) -> Outcome<Process> {
    let address = free_address()?;
    let configuration = folder.join("nginx.conf");
    let shown = folder.display();
    // Started by root, workers become another user, who may not enter the folder.
    let user = if fs::metadata(folder)?.uid() == 0 { "user root;" } else { "" };
    fs::write(
        &configuration,
        format!(
            "{user} daemon off; worker_processes auto; pid {shown}/nginx.pid; error_log {shown}/nginx.log;
             events {{ worker_connections 1024; }}
             http {{
               access_log off; sendfile on; keepalive_requests 1000000;
               client_body_temp_path {shown}/body; proxy_temp_path {shown}/proxy; fastcgi_temp_path {shown}/fastcgi;
               uwsgi_temp_path {shown}/uwsgi; scgi_temp_path {shown}/scgi;
               client_max_body_size 10m;
               server {{ listen {address}; root {shown}/files; location /put/ {{ dav_methods PUT; }} }}
             }}"
        ),
    )?;
    fs::create_dir_all(folder.join("files/put"))?;
    fs::write(folder.join("files/ready"), "ready")?;
    Process::start(Command::new("nginx").arg("-c").arg(&configuration), address, "/ready")
}

/// The median of one committed insert of 700 bytes: SQLite with a write-ahead log, `synchronous=FULL`, as the server uses it.
pub fn sqlite_commit(folder: &Path) -> Outcome<Duration> {
    let options = SqliteConnectOptions::new()
        .filename(folder.join("bound.db"))
        .create_if_missing(true)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Full);
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let mut times = runtime.block_on(async {
        let mut connection = SqliteConnection::connect_with(&options).await?;
        sqlx::query("CREATE TABLE record (id INTEGER PRIMARY KEY, bytes BLOB)").execute(&mut connection).await?;
        let bytes = vec![7_u8; 700];
        let mut times = Vec::new();
        for _ in 0..2000 {
            let began = Instant::now();
            sqlx::query("INSERT INTO record (bytes) VALUES ($1)").bind(&bytes[..]).execute(&mut connection).await?;
            times.push(began.elapsed());
        }
        Ok::<_, sqlx::Error>(times)
    })?;
    times.sort_unstable();
    Ok(times[times.len() / 2])
}

/// How long stock `age` takes to seal these bytes to one X25519 recipient, piped into `sha256sum`.
pub fn age_and_hash(recipient: &str, bytes: &[u8]) -> Outcome<Duration> {
    let began = Instant::now();
    let mut age = Command::new("age").args(["-r", recipient]).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn()?;
    let (mut input, output) = (age.stdin.take().ok_or("no input")?, age.stdout.take().ok_or("no output")?);
    let mut hash = Command::new("sha256sum").stdin(output).stdout(Stdio::null()).spawn()?;
    input.write_all(bytes)?;
    drop(input);
    if !age.wait()?.success() || !hash.wait()?.success() {
        return Err("age or sha256sum failed".into());
    }
    Ok(began.elapsed())
}
