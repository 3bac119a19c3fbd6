//! What all measurements share: the servers, a folder on the disk that counts, how many clients and how long.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use tempfile::TempDir;

use crate::bounds;
use crate::http::Connection;
use crate::load::{Load, Outcome, repeat};
use crate::process::{Process, free_address};
use crate::profile;
use crate::table::Line;

pub struct Setting {
    pub folder: TempDir,
    /// The program under measurement.
    pub server: PathBuf,
    pub armoire: Process,
    /// Where it keeps sealed objects.
    pub objects: PathBuf,
    nginx: Process,
    /// How many clients make "many".
    pub clients: usize,
    /// How long each load lasts.
    pub long: Duration,
}

impl Setting {
    pub fn new(server: PathBuf, parent: &Path, long: Duration) -> Outcome<Self> {
        let folder = tempfile::Builder::new().prefix("armoire-bench").tempdir_in(parent)?;
        let nginx_folder = folder.path().join("nginx");
        fs::create_dir(&nginx_folder)?;
        let data = folder.path().join("data");
        Ok(Self {
            nginx: bounds::nginx(&nginx_folder)?,
            armoire: start_armoire(&server, &data)?,
            objects: data.join("objects"),
            folder,
            server,
            clients: 16,
            long,
        })
    }

    /// Bytes of the program as it is released, without the names of its functions.
    pub fn size(&self) -> Outcome<u64> {
        let stripped = self.folder.path().join("stripped");
        let status = Command::new("strip").arg("--strip-all").arg("-o").arg(&stripped).arg(&self.server).status()?;
        if !status.success() {
            return Err("strip failed".into());
        }
        Ok(fs::metadata(&stripped)?.len())
    }

    /// What nginx does with the same bytes and as many clients.
    pub fn nginx_load(&self, name: &str, bytes: &[u8]) -> Outcome<Load> {
        fs::write(self.folder.path().join("nginx/files").join(name), bytes)?;
        let path = format!("/{name}");
        let mut clients =
            (0..self.clients).map(|_| Connection::open(self.nginx.address)).collect::<Result<Vec<_>, _>>()?;
        repeat(&self.nginx, &mut clients, self.long, |client| {
            client.get(&path, &[])?.expect(200)?;
            Ok(true)
        })
    }

    /// What nginx does when as many clients put these bytes there. It doesn't wait for the disk.
    pub fn nginx_put(&self, bytes: &[u8]) -> Outcome<Load> {
        let connect =
            |number| Ok::<_, std::io::Error>((format!("/put/{number}"), Connection::open(self.nginx.address)?));
        let mut clients = (0..self.clients).map(connect).collect::<Result<Vec<_>, _>>()?;
        repeat(&self.nginx, &mut clients, self.long, |(path, client)| {
            let answer = client.request("PUT", path, &[], bytes)?;
            if answer.status != 204 {
                answer.expect(201)?;
            }
            Ok(true)
        })
    }

    /// Where one of these lines missed its target: runs the load again and tells where the server's time goes.
    pub fn explain(&self, lines: &mut [Line], load: impl FnOnce() -> Outcome<Load>) -> Outcome<()> {
        let Some(missed) = lines.iter_mut().find(|line| !line.met()) else {
            return Ok(());
        };
        let mut seen = None;
        let functions = profile::sample(self.armoire.id(), self.folder.path(), || {
            seen = Some(load()?);
            Ok(())
        })?;
        let load = seen.ok_or("no load was run")?;
        missed.profile = Some(format!(
            "{:.2} ms from request to answer, of which the server computes {:.2} ms; the rest is waiting: for the disk, for its \
             turn, for a processor.\n{functions}",
            load.median().as_secs_f64() * 1000.0,
            load.processor(),
        ));
        Ok(())
    }
}

/// The real server on an empty folder. Two limits are lifted: all load comes from one address and from few lockers.
pub fn start_armoire(server: &Path, data: &Path) -> Outcome<Process> {
    let address = free_address()?;
    let mut command = Command::new(server);
    command.arg("serve").arg("--listen").arg(address.to_string()).arg("--data").arg(data);
    command.env("ARMOIRE_SIGN_UPS_PER_ADDRESS", "1000000").env("ARMOIRE_QUOTA", "1000000000000");
    Process::start(&mut command, address, "/readyz")
}
