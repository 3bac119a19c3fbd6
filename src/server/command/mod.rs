//! The program `armoire-server`: its commands and what they say.

mod check_config;
mod forget_pins;
mod inactive;
mod move_objects;
mod move_origin;
mod serve;
mod sign_up_code;

use std::{net::SocketAddr, path::PathBuf, process::ExitCode};

use clap::{Args, Parser, Subcommand};

use super::config::{Config, ConfigError, Given, SignUp, load};

/// Everything that may go wrong here ends as a sentence.
type Outcome = Result<(), Box<dyn std::error::Error>>;

const AFTER: &str = "\
To try it on this machine, nothing is needed:
    armoire-server serve
Then open the address that it prints.

For others, give the address that they will use, and TLS:
    armoire-server serve --listen 0.0.0.0:443 --data /var/lib/armoire --origin https://armoire.example \\
        --tls-cert chain.pem --tls-key key.pem
or let a proxy have the TLS:
    armoire-server serve --listen 127.0.0.1:8080 --data /var/lib/armoire --origin https://armoire.example --behind-proxy

Everything can also stand in a TOML file (--config) or in the environment (ARMOIRE_LISTEN, ARMOIRE_DATA, …).";

/// Stores and delivers lockers that only their holders can open.
#[derive(Debug, Parser)]
#[command(name = "armoire-server", version, after_help = AFTER)]
struct Program {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Serve the interface and the web app until told to stop.
    Serve(Options),
    /// Read the configuration, say what is wrong with it, print it without its secrets, and try its PINs and its bucket.
    CheckConfig(Options),
    /// Print the description of the interface (OpenAPI).
    Openapi,
    /// Codes that let someone sign up when `sign_up` is `code`.
    #[command(subcommand)]
    SignUpCode(CodeCommand),
    /// Accounts that nobody has used for long, and when each is to be deleted, so that their holders can be told.
    #[command(after_help = inactive::HELP)]
    Inactive {
        /// Print one JSON document
        #[arg(long)]
        json: bool,
        #[command(flatten)]
        options: Options,
    },
    /// End the PINs of all devices: after the whole machine was restored from a copy.
    #[command(after_help = forget_pins::HELP)]
    ForgetPins(Options),
    /// Say that objects lie elsewhere from now on, once all of them do.
    #[command(after_help = move_objects::HELP)]
    MoveObjects(Options),
    /// Bind the data to another address.
    #[command(after_help = move_origin::HELP)]
    MoveOrigin {
        /// The new address, such as <https://armoire.example>
        #[arg(value_name = "ORIGIN")]
        to: String,
        #[command(flatten)]
        options: Options,
    },
}

#[derive(Debug, Subcommand)]
enum CodeCommand {
    /// Make a code, good once, and print it.
    New {
        /// Days until it is over.
        #[arg(long, default_value_t = 30)]
        days: u32,
        /// Whoever uses it must set up a second step (codes of an app) before they may write.
        #[arg(long)]
        second_step: bool,
        #[command(flatten)]
        options: Options,
    },
}

/// Where things are. The configuration file and the environment may say the same.
#[derive(Debug, Args)]
struct Options {
    /// Address and port to listen on; port 0 takes any free one [default: 127.0.0.1:8080]
    #[arg(long, value_name = "ADDR")]
    listen: Option<SocketAddr>,
    /// Folder for database and objects [default: data]
    #[arg(long, value_name = "DIR")]
    data: Option<PathBuf>,
    /// Configuration file, TOML
    #[arg(long, value_name = "FILE", env = "ARMOIRE_CONFIG")]
    config: Option<PathBuf>,
    /// The address that people use; fixed at the first start [default: http://localhost:PORT]
    #[arg(long, value_name = "URL")]
    origin: Option<String>,
    /// Database, postgres://…; without it, a SQLite file in the data folder. Its password is better kept in the file.
    #[arg(long, value_name = "URL")]
    database: Option<String>,
    /// Folder for the key and the tries of PINs, outside the data folder and outside backups [default: the data folder's name and -pins]
    #[arg(long, value_name = "DIR")]
    pins: Option<PathBuf>,
    /// Certificate chain, PEM
    #[arg(long, value_name = "FILE")]
    tls_cert: Option<PathBuf>,
    /// Private key of the certificate, PEM
    #[arg(long, value_name = "FILE")]
    tls_key: Option<PathBuf>,
    /// A proxy in front has TLS and adds X-Forwarded-For
    #[arg(long)]
    behind_proxy: bool,
    /// Serve Prometheus metrics on an address of their own
    #[arg(long, value_name = "ADDR")]
    metrics: Option<SocketAddr>,
    /// Who may sign up [default: open]
    #[arg(long, value_enum)]
    sign_up: Option<SignUp>,
}

impl Options {
    fn load(self) -> Result<Config, ConfigError> {
        let given = Given {
            listen: self.listen,
            data: self.data,
            origin: self.origin,
            database: self.database,
            pins: self.pins,
            tls_cert: self.tls_cert,
            tls_key: self.tls_key,
            behind_proxy: self.behind_proxy.then_some(true),
            metrics: self.metrics,
            sign_up: self.sign_up,
        };
        load(self.config.as_ref(), &given)
    }
}

/// Runs the program.
#[must_use]
pub fn run() -> ExitCode {
    let outcome = match Program::parse().command {
        Command::Serve(options) => serve::run(options),
        Command::CheckConfig(options) => check_config::run(options),
        Command::Openapi => openapi(),
        Command::SignUpCode(CodeCommand::New { days, second_step, options }) => {
            sign_up_code::run(days, second_step, options)
        }
        Command::Inactive { json, options } => inactive::run(json, options),
        Command::ForgetPins(options) => forget_pins::run(options),
        Command::MoveObjects(options) => move_objects::run(options),
        Command::MoveOrigin { to, options } => move_origin::run(&to, options),
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

fn openapi() -> Outcome {
    println!("{}", super::http::openapi().to_pretty_json()?);
    Ok(())
}

/// A runtime for short commands.
fn block_on<T>(work: impl Future<Output = T>) -> std::io::Result<T> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    Ok(runtime.block_on(work))
}
