//! The command line client, `armoire`.

use std::process::ExitCode;

fn main() -> ExitCode {
    armoire::client::command::run(std::env::args_os())
}
