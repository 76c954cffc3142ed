//! `provost scan`.

use std::fs::File;
use std::io::{self, Write};
use std::path::PathBuf;
use std::str::FromStr;
use std::time::Instant;

use anyhow::Context;
use provost::config::{Config, Environment, Flags};
use provost::finding::Run;
use provost::report::{self, Format, ReportOptions, SarifProfile};

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
    flags.baseline = arguments.baseline.clone();
    flags.include_passes = arguments.include_passes;
    flags.rev = arguments.rev.clone();
    flags.diff = arguments.diff.clone();
    if let Some(path) = &arguments.history {
        record::file(path)?;
    }
    let mut options = report_options(arguments, global)?;
    let mut config = config(&flags)?;
    config.record = arguments.record;
    options.include_passes = config.include_passes;
    options.fail_on = config.fail_on;
    let start = Instant::now();
    let (mut run, difference) = if config.diff.is_some() {
        let comparison = provost::scan::scan_diff(&config)?;
        options.diff = Some(comparison.change());
        (comparison.head, Some(comparison.difference))
    } else {
        (provost::scan::scan(&config)?, None)
    };
    if global.verbose {
        writeln!(io::stderr(), "scanned in {:.3} s", start.elapsed().as_secs_f64())?;
    }
    if arguments.record {
        let start = Instant::now();
        record::record(&run, &config, arguments.history.as_deref(), arguments.no_excerpts, global)?;
        if global.verbose {
            writeln!(io::stderr(), "recorded in {:.3} s", start.elapsed().as_secs_f64())?;
        }
    }
    let targets = outputs.into_iter().map(|(format, path)| (format, Some(path)));
    let targets: Vec<_> = targets.chain([(format, None)]).collect();
    // What code scanning does not find in an upload, it takes for mended: it gets all findings, and
    // tells the new ones itself.
    let whole =
        |format: Format| format == Format::Sarif && options.sarif_profile == SarifProfile::Github;
    let (all, introduced): (Vec<_>, Vec<_>) =
        targets.into_iter().partition(|(format, _)| whole(*format));
    write_all(&all, &run, &options)?;
    if let Some(difference) = difference {
        run.keep(&difference.introduced);
    }
    write_all(&introduced, &run, &options)?;
    let exit = exit(&run, &config);
    // The process ends here: giving back a large model piece by piece is time for nothing.
    std::mem::forget(run);
    Ok(exit)
}

fn report_options(arguments: &ScanArgs, global: &Global) -> anyhow::Result<ReportOptions> {
    let mut options = ReportOptions {
        width: terminal::width(),
        color: terminal::colors(global),
        ..ReportOptions::default()
    };
    if let Some(name) = &arguments.sarif_profile {
        let profile = name.parse().map_err(|why| UsageError(format!("--sarif-profile: {why}")))?;
        options.sarif_profile = profile;
    }
    if let Some(category) = &arguments.sarif_category {
        options.category.clone_from(category);
    }
    Ok(options)
}

/// Writes reports to their files, or to standard output.
fn write_all(
    targets: &[(Format, Option<PathBuf>)],
    run: &Run,
    options: &ReportOptions,
) -> anyhow::Result<()> {
    for (format, path) in targets {
        match path {
            Some(path) => write_file(*format, path, run, options)?,
            None => report::write(*format, run, options, &mut io::stdout().lock())?,
        }
    }
    Ok(())
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
        variable_places: input.var_places.clone(),
        var_files: input.var_file.clone(),
        plans: input.plan.clone(),
        module_roots: input.module_roots,
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
