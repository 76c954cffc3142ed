//! `provost scan`.

use std::fs::File;
use std::io::{self, Write};
use std::path::PathBuf;
use std::str::FromStr;
use std::time::Instant;

use anyhow::Context;
use provost::config::{Config, Environment, Flags};
use provost::finding::Run;
use provost::report::{self, Format, ReportOptions};

use super::args::{Global, InputArgs, ScanArgs};
use super::exit::Exit;
use super::{UsageError, record, terminal};

/// Scans, reports, and says how it ended.
pub fn run(arguments: &ScanArgs, global: &Global) -> anyhow::Result<Exit> {
    let format = match &arguments.format {
        Some(name) => format_named("--format", name)?,
        None => Format::Table,
    };
    let outputs =
        arguments.output.iter().map(|text| output(text)).collect::<anyhow::Result<Vec<_>>>()?;
    let mut flags = flags(&arguments.input, global);
    flags.severity = arguments.severity.clone();
    flags.fail_on = arguments.fail_on.clone();
    flags.waivers = arguments.waivers.clone();
    flags.include_passes = arguments.include_passes;
    let mut config = config(&flags)?;
    config.record = arguments.record;
    let start = Instant::now();
    let run = provost::scan::scan(&config)?;
    if global.verbose {
        writeln!(io::stderr(), "scanned in {:.3} s", start.elapsed().as_secs_f64())?;
    }
    if arguments.record {
        let start = Instant::now();
        record::record(&run, &config, arguments.history.as_deref(), global)?;
        if global.verbose {
            writeln!(io::stderr(), "recorded in {:.3} s", start.elapsed().as_secs_f64())?;
        }
    }
    let options = ReportOptions {
        width: terminal::width(),
        color: terminal::colors(global),
        include_passes: config.include_passes,
        fail_on: config.fail_on,
        ..ReportOptions::default()
    };
    for (format, path) in outputs {
        write_file(format, &path, &run, &options)?;
    }
    report::write(format, &run, &options, &mut io::stdout().lock())?;
    Ok(exit(&run, &config))
}

/// The exit code of a run: findings win over incompleteness.
fn exit(run: &Run, config: &Config) -> Exit {
    if config.fail_on.is_some_and(|level| run.has_open_failure(level)) {
        Exit::Findings
    } else if run.is_incomplete() {
        Exit::Incomplete
    } else {
        Exit::Clean
    }
}

/// Settings from flags, environment and settings file.
pub fn config(flags: &Flags) -> anyhow::Result<Config> {
    let directory = std::env::current_dir().context("the working directory cannot be read")?;
    Ok(Config::load(flags, &Environment::of_process(), &directory)?)
}

/// Flags of the options that `scan` and `inspect` share.
pub fn flags(input: &InputArgs, global: &Global) -> Flags {
    Flags {
        paths: input.paths.clone(),
        config: global.config.clone(),
        packs: input.pack.clone(),
        policies: input.policy.clone(),
        rules: input.rule.clone(),
        skip_rules: input.skip_rule.clone(),
        jobs: input.jobs.clone(),
        no_ignore: input.no_ignore,
        no_git_ignore: input.no_git_ignore,
        exclude: input.exclude.clone(),
        max_file_size: input.max_file_size.clone(),
        variables: input.var.clone(),
        var_files: input.var_file.clone(),
        ..Flags::default()
    }
}

fn format_named(origin: &str, name: &str) -> anyhow::Result<Format> {
    Format::from_str(name).map_err(|message| UsageError(format!("{origin}: {message}")).into())
}

fn output(text: &str) -> anyhow::Result<(Format, PathBuf)> {
    let (name, path) =
        text.split_once('=').filter(|(_, path)| !path.is_empty()).ok_or_else(|| {
            UsageError(format!(
                "--output: `{text}` is not FORMAT=FILE, such as sarif=provost.sarif"
            ))
        })?;
    Ok((format_named("--output", name)?, path.into()))
}

/// Writes beside the target and renames, so that no reader ever sees half a report.
fn write_file(
    format: Format,
    path: &PathBuf,
    run: &Run,
    options: &ReportOptions,
) -> anyhow::Result<()> {
    let fault = |error: io::Error| UsageError(format!("cannot write {}: {error}", path.display()));
    let options = ReportOptions { color: false, ..options.clone() };
    let mut part = path.clone().into_os_string();
    part.push(".part");
    let mut file = File::create(&part).map_err(fault)?;
    report::write(format, run, &options, &mut file).map_err(fault)?;
    file.flush().map_err(fault)?;
    std::fs::rename(&part, path).map_err(fault)?;
    Ok(())
}
