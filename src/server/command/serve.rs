use std::{io::Write as _, os::unix::process::CommandExt as _, process::Command, sync::Arc};

use super::{Options, Outcome};
use crate::server::{clock::SystemClock, logging, serve::start};

/// How many heaps glibc may have. Read once, before anything of the program runs.
const HEAPS: (&str, &str) = ("MALLOC_ARENA_MAX", "2");
/// Threads for files at most: as many as the disk has use for.
const FILE_THREADS: usize = 32;

/// `serve`
pub fn run(options: Options) -> Outcome {
    with_few_heaps();
    let config = options.load()?;
    logging::start(&config)?;
    let runtime =
        tokio::runtime::Builder::new_multi_thread().max_blocking_threads(FILE_THREADS).enable_all().build()?;
    runtime.block_on(async {
        let started = start(&config, Arc::new(SystemClock)).await?;
        let mut out = std::io::stdout();
        // The first line is for programs that wait for us; nobody reading is no reason to stop.
        let _ = writeln!(out, "{}", started.address()).and_then(|()| out.flush());
        tracing::info!(address = started.address(), origin = started.app.policy.origin, "serving");
        started.serve().await?;
        Ok(())
    })
}

/// glibc gives each thread a heap of its own and seldom gives back what is free in it: after a load the process stays at three times
/// its size, with two heaps at less than twice. Only the environment tells it so, hence this process begins once more, as the
/// same process. Whoever has set the variable, or uses another C library, isn't disturbed.
fn with_few_heaps() {
    let (name, few) = HEAPS;
    if std::env::var_os(name).is_some() {
        return;
    }
    if let Ok(program) = std::env::current_exe() {
        let mut arguments = std::env::args_os();
        let mut again = Command::new(program);
        again.arg0(arguments.next().unwrap_or_default()).args(arguments).env(name, few);
        // It returns only when it failed; then there are more heaps.
        let _ = again.exec();
    }
}
