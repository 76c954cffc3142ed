//! The order in which options of different names were given, which clap's own structures lose.
//!
//! In: the command line. Out: the arguments, in which each `--var` knows how many `--var-file` stand
//! before it: the later one of two that set the same variable wins, as for Terraform.

use clap::{ArgMatches, CommandFactory, FromArgMatches};

use super::args::{Cli, Command, InputArgs};

/// Reads the command line.
///
/// # Errors
/// Wrong usage, and requests for help.
pub fn parse() -> Result<Cli, clap::Error> {
    let matches = Cli::command().try_get_matches()?;
    let mut arguments = Cli::from_arg_matches(&matches)?;
    let input = match &mut arguments.command {
        Command::Scan(scan) => Some(&mut scan.input),
        Command::Inspect(inspect) => Some(&mut inspect.input),
        Command::Explain(explain) => Some(&mut explain.input),
        _ => None,
    };
    if let (Some(input), Some((_, inner))) = (input, matches.subcommand()) {
        place(input, inner);
    }
    Ok(arguments)
}

fn place(input: &mut InputArgs, matches: &ArgMatches) {
    let indices =
        |name: &str| -> Vec<usize> { matches.indices_of(name).into_iter().flatten().collect() };
    let files = indices("var_file");
    let before = |at: usize| files.iter().filter(|file| **file < at).count();
    input.var_places = indices("var").into_iter().map(before).collect();
}
