//! Servers under measurement: started here, ended here, and read from `/proc`.

use std::fs;
use std::io;
use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use crate::http::Connection;
use crate::load::Outcome;

/// A running server with all its child processes; it ends when this is dropped.
pub struct Process {
    child: Child,
    pub address: SocketAddr,
    /// From its start to its first answer.
    pub cold_start: Duration,
}

impl Process {
    /// Starts `command`, which listens on `address`, and waits until `path` is answered with 200.
    pub fn start(command: &mut Command, address: SocketAddr, path: &str) -> Outcome<Self> {
        let started = Instant::now();
        let child = command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).spawn()?;
        let mut process = Self { child, address, cold_start: Duration::ZERO };
        loop {
            let answered = Connection::open(address).and_then(|mut connection| connection.get(path, &[]));
            if answered.is_ok_and(|answer| answer.status == 200) {
                process.cold_start = started.elapsed();
                return Ok(process);
            }
            if let Some(status) = process.child.try_wait()? {
                return Err(format!("{command:?} ended with {status}").into());
            }
            if started.elapsed() > Duration::from_secs(30) {
                return Err(format!("{command:?} doesn't answer").into());
            }
            std::thread::sleep(Duration::from_millis(1));
        }
    }

    pub fn id(&self) -> u32 {
        self.child.id()
    }

    /// User and system time of the process and its children so far, in steps of 10 ms.
    pub fn processor_time(&self) -> io::Result<Duration> {
        let mut ticks = 0;
        for process in self.family()? {
            let stat = fs::read_to_string(format!("/proc/{process}/stat"))?;
            // Fields are counted after the name, which stands in brackets and may hold spaces: utime and stime are 14 and 15.
            let fields: Vec<_> = stat.rsplit(')').next().unwrap_or_default().split_whitespace().collect();
            ticks += [11, 12].iter().filter_map(|&index| fields.get(index)?.parse::<u64>().ok()).sum::<u64>();
        }
        // Linux counts 100 ticks a second for user space, whatever the kernel's own frequency.
        Ok(Duration::from_millis(ticks * 10))
    }

    /// Memory in use now, in KiB (`VmRSS`), and the most there ever was (`VmHWM`).
    pub fn memory(&self) -> io::Result<(u64, u64)> {
        let status = fs::read_to_string(format!("/proc/{}/status", self.id()))?;
        let field = |name: &str| {
            let line = status.lines().find(|line| line.starts_with(name));
            line.and_then(|line| line.split_whitespace().nth(1)?.parse().ok()).unwrap_or(0)
        };
        Ok((field("VmRSS:"), field("VmHWM:")))
    }

    fn family(&self) -> io::Result<Vec<u32>> {
        let children = fs::read_to_string(format!("/proc/{0}/task/{0}/children", self.id()))?;
        Ok(std::iter::once(self.id()).chain(children.split_whitespace().filter_map(|id| id.parse().ok())).collect())
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        // SIGTERM, so that nginx takes its workers with it; `Child::kill` would orphan them.
        let _ = Command::new("kill").arg(self.id().to_string()).status();
        let _ = self.child.wait();
    }
}

/// An address on loopback that nothing listens on.
pub fn free_address() -> io::Result<SocketAddr> {
    TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?.local_addr()
}
