//! The binary's own: one file a subcommand. Only the library's public face is used here.

mod admissions;
pub mod args;
mod audit;
mod baseline;
mod drift;
mod drift_sides;
pub mod exit;
mod explain;
mod expression;
mod history;
mod inspect;
pub mod order;
mod pack;
mod policy;
mod policy_test;
mod provenance;
mod record;
mod scan;
mod serve;
mod terminal;
mod waiver;

use std::io::{self, Write};

use args::{Cli, Command, PackCommand, PolicyCommand};
use clap::CommandFactory;
use exit::Exit;
use provost::config::ConfigError;
use provost::history::HistoryError;
use provost::policy::PolicyError;
use provost::scan::ScanError;
use provost::serve::ServeError;

/// Runs a command; prints what went wrong, if anything did.
pub fn run(arguments: Cli) -> Exit {
    match dispatch(&arguments) {
        Ok(exit) => exit,
        // A reader that stopped reading (`provost scan | head`) is no fault.
        Err(error) if is_broken_pipe(&error) => Exit::Clean,
        Err(error) => {
            let _ = writeln!(io::stderr(), "error: {error:#}");
            if is_callers(&error) { Exit::Usage } else { Exit::Internal }
        }
    }
}

fn dispatch(arguments: &Cli) -> anyhow::Result<Exit> {
    let global = &arguments.global;
    match &arguments.command {
        Command::Scan(scan) => scan::run(scan, global),
        Command::Serve(arguments) => serve::run(arguments, global),
        Command::Inspect(inspect) => inspect::run(inspect, global),
        Command::Policy(PolicyCommand::List { pack, policy, format }) => {
            policy::list(pack, policy, *format)
        }
        Command::Policy(PolicyCommand::Show { name }) => policy::show(name),
        Command::Policy(PolicyCommand::Test { paths, filter }) => {
            policy_test::run(paths, filter.as_deref(), global)
        }
        Command::Pack(PackCommand::List { format }) => pack::list(*format),
        Command::Pack(PackCommand::Show { name, format }) => pack::show(name, *format),
        Command::History(command) => history::run(command, global),
        Command::Drift(arguments) => drift::run(arguments, global),
        Command::Audit(arguments) => audit::run(arguments, global),
        Command::Waiver(command) => waiver::run(command, global),
        Command::Baseline(command) => baseline::run(command, global),
        Command::Explain(arguments) => explain::run(arguments, global),
        Command::Completions { shell } => {
            clap_complete::generate(*shell, &mut Cli::command(), "provost", &mut io::stdout());
            Ok(Exit::Clean)
        }
    }
}

fn is_broken_pipe(error: &anyhow::Error) -> bool {
    error.downcast_ref::<io::Error>().is_some_and(|error| error.kind() == io::ErrorKind::BrokenPipe)
}

/// Whether a fault is the caller's or the author's to mend.
fn is_callers(error: &anyhow::Error) -> bool {
    error.is::<UsageError>()
        || error.is::<ConfigError>()
        || error.is::<PolicyError>()
        || error.is::<ScanError>()
        || error.is::<ServeError>()
        || error.downcast_ref::<HistoryError>().is_some_and(HistoryError::is_callers)
}

/// A fault in the arguments that only a command can see.
#[derive(Debug)]
pub struct UsageError(pub String);

impl std::fmt::Display for UsageError {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(&self.0)
    }
}

impl std::error::Error for UsageError {}
