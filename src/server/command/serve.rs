use std::{io::Write as _, sync::Arc};

use super::{Options, Outcome};
use crate::server::{clock::SystemClock, logging, serve::start};

/// `serve`
pub fn run(options: Options) -> Outcome {
    let config = options.load()?;
    logging::start(&config)?;
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build()?;
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
