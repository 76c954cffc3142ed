//! `provost baseline`: create, show.

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use clap::Subcommand;
use provost::config::BASELINE_FILE;
use provost::finding::baseline::Baseline;
use provost::model::Date;
use serde_json::{Value, json};

use super::args::{Global, InputArgs, ListFormat};
use super::exit::Exit;
use super::history::plain;
use super::{UsageError, scan, waiver};

const CREATE: &str = "\
Examples:
  provost baseline create --owner payments@example.org --expires 90d
  provost baseline create infra/ --pack soc2 --owner ops@example.org --expires 2027-03-31
  provost scan --baseline provost.baseline.yaml

What is waived or suppressed is left out, and so is what cannot be told. Past its last day a
baseline counts for nothing.";

/// Commands on baselines.
#[derive(Debug, Subcommand)]
pub enum BaselineCommand {
    /// Scan, and write down the failures that there are
    #[command(after_help = CREATE)]
    Create(Box<CreateArgs>),
    /// Print what a baseline knows, and how it stands
    #[command(after_help = "Example:\n  provost baseline show --format json")]
    Show {
        /// Baseline
        #[arg(value_name = "FILE", default_value = BASELINE_FILE)]
        file: PathBuf,
        /// Format
        #[arg(long, short, default_value = "table")]
        format: ListFormat,
    },
}

/// How to create a baseline.
#[derive(Debug, clap::Args)]
pub struct CreateArgs {
    /// What to scan and to judge by.
    #[command(flatten)]
    pub input: InputArgs,
    /// Who answers for what is known
    #[arg(long, value_name = "NAME", help_heading = "Baseline")]
    pub owner: String,
    /// Last day on which it counts, or a time from now: 2027-03-31, 90d, 12w
    #[arg(long, value_name = "DATE|TIME", help_heading = "Baseline")]
    pub expires: String,
    /// Why it is there
    #[arg(long, value_name = "TEXT", default_value = "", help_heading = "Baseline")]
    pub reason: String,
    /// Only failures at or above this severity
    #[arg(long, value_name = "LEVEL", help_heading = "Baseline")]
    pub severity: Option<String>,
    /// Accepted risk [default: provost.waivers.yaml at the repository's root]
    #[arg(long, value_name = "FILE", help_heading = "Baseline")]
    pub waivers: Option<PathBuf>,
    /// The file; `-` is standard output
    #[arg(long, short, value_name = "FILE", default_value = BASELINE_FILE, help_heading = "Baseline")]
    pub out: PathBuf,
    /// Write over a file that is there
    #[arg(long, help_heading = "Baseline")]
    pub force: bool,
}

/// Runs one of the commands.
pub fn run(command: &BaselineCommand, global: &Global) -> anyhow::Result<Exit> {
    match command {
        BaselineCommand::Create(arguments) => create(arguments, global),
        BaselineCommand::Show { file, format } => show(file, *format, global),
    }
}

fn create(arguments: &CreateArgs, global: &Global) -> anyhow::Result<Exit> {
    let mut flags = scan::flags(&arguments.input, global);
    flags.severity.clone_from(&arguments.severity);
    flags.waivers.clone_from(&arguments.waivers);
    let mut config = scan::config(&flags)?;
    // All that is there now, and not what another baseline leaves of it.
    config.baseline = None;
    let today = Date::of_epoch(config.now);
    let expires = waiver::day_or_time("--expires", &arguments.expires, config.now)?;
    let stdout = arguments.out == Path::new("-");
    if !stdout && !arguments.force && arguments.out.exists() {
        let place = arguments.out.display();
        return Err(UsageError(format!("{place}: is there already; --force writes over it")).into());
    }
    let run = provost::scan::scan(&config)?;
    let baseline = Baseline::of(&run, (today, expires), &arguments.owner, &arguments.reason)
        .map_err(UsageError)?;
    let text = baseline.text();
    if stdout {
        io::stdout().lock().write_all(text.as_bytes())?;
    } else {
        waiver::replace(&arguments.out, &text)?;
    }
    if !global.quiet {
        let count = baseline.findings.len();
        writeln!(io::stderr(), "{}, until {}", failures(count), baseline.expires)?;
    }
    if run.is_incomplete() {
        let what = "the scan is incomplete: what it did not see is not in the baseline";
        writeln!(io::stderr(), "warning: {what}")?;
        return Ok(Exit::Incomplete);
    }
    Ok(Exit::Clean)
}

fn show(file: &Path, format: ListFormat, global: &Global) -> anyhow::Result<Exit> {
    let baseline = provost::scan::read_baseline(file)?;
    let now = waiver::config(global, None, &[])?.now;
    let today = Date::of_epoch(now);
    let state = match today {
        _ if baseline.is_active(today) => "active",
        today if today > baseline.expires => "expired",
        _ => "pending",
    };
    let mut out = io::stdout().lock();
    if format == ListFormat::Json {
        let findings: Vec<Value> = baseline
            .findings
            .iter()
            .map(|((rule, fingerprint), known)| {
                json!({ "rule": rule, "fingerprint": fingerprint.as_str(),
                    "severity": known.severity.name(), "address": known.address,
                    "file": known.file })
            })
            .collect();
        let value = json!({ "version": 1, "state": state, "created": baseline.created.to_string(),
            "expires": baseline.expires.to_string(), "owner": baseline.owner,
            "reason": baseline.reason, "findings": findings });
        writeln!(out, "{}", serde_json::to_string_pretty(&value)?)?;
        return Ok(Exit::Clean);
    }
    writeln!(
        out,
        "{state}, from {} to {}, owner {}",
        baseline.created,
        baseline.expires,
        plain(&baseline.owner)
    )?;
    if !baseline.reason.is_empty() {
        writeln!(out, "{}", plain(&baseline.reason))?;
    }
    writeln!(out, "{}", failures(baseline.findings.len()))?;
    for ((rule, _), known) in &baseline.findings {
        let severity = known.severity.name();
        let (rule, address, file) = (plain(rule), plain(&known.address), plain(&known.file));
        writeln!(out, "  {severity:8}  {rule}  {address} ({file})")?;
    }
    Ok(Exit::Clean)
}

fn failures(count: usize) -> String {
    if count == 1 { "1 known failure".to_owned() } else { format!("{count} known failures") }
}
