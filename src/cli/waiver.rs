//! `provost waiver`: list, check, add, expiring.

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use clap::{Args, Subcommand};
use provost::config::{Config, Flags, WAIVERS_FILE};
use provost::finding::waiver::{Scope, State, Subject, Waiver, Waivers};
use provost::model::Date;
use provost::policy::Library;
use serde_json::{Value, json};

use super::args::{Global, ListFormat};
use super::exit::Exit;
use super::history::plain;
use super::{UsageError, scan};

/// Which waiver file, and which rules there are.
#[derive(Debug, Args)]
pub struct FileArgs {
    /// Waiver file [default: provost.waivers.yaml at the repository's root]
    #[arg(long, value_name = "FILE")]
    pub waivers: Option<PathBuf>,
    /// One's own Rego policies, whose rules are waived too; may be repeated
    #[arg(long, value_name = "DIR|FILE")]
    pub policy: Vec<PathBuf>,
}

const ADD: &str = "\
Examples:
  provost waiver add --rule aws-s3-bucket-versioned --address aws_s3_bucket.logs \\
      --reason 'a log target' --requested-by payments@example.org \\
      --approved-by security@example.org --ticket SEC-12 --expires 90d
  provost waiver add --control soc2/CC6.1 --path 'legacy/**' --reason … --expires 2027-02-01 …

The approver is somebody else than the requester. The file is read again before it is written: what
does not say what it should is an error.";

/// Commands on waivers.
#[derive(Debug, Subcommand)]
pub enum WaiverCommand {
    /// List waivers with how each stands
    #[command(after_help = "Example:\n  provost waiver list --format json")]
    List {
        /// File
        #[command(flatten)]
        file: FileArgs,
        /// Format
        #[arg(long, short, default_value = "table")]
        format: ListFormat,
    },
    /// Check a waiver file: exit code 2 names the first fault
    #[command(after_help = "Example:\n  provost waiver check --waivers compliance/waivers.yaml")]
    Check {
        /// File
        #[command(flatten)]
        file: FileArgs,
    },
    /// Add a waiver to the file, which is made where there is none
    #[command(after_help = ADD)]
    Add(Box<AddArgs>),
    /// List what is over or ends soon: exit code 1 where there is any
    #[command(
        after_help = "Example:\n  provost waiver expiring --within 30d\n\nExit codes: 0 none, 1 some, 2 the file cannot be used."
    )]
    Expiring {
        /// File
        #[command(flatten)]
        file: FileArgs,
        /// How soon: 30d, 2w
        #[arg(long, value_name = "TIME", default_value = "30d")]
        within: String,
        /// Format
        #[arg(long, short, default_value = "table")]
        format: ListFormat,
    },
}

/// The waiver to add.
#[derive(Debug, Args)]
pub struct AddArgs {
    /// File
    #[command(flatten)]
    pub file: FileArgs,
    /// Rule to waive, by our id or another scanner's
    #[arg(long, value_name = "ID", help_heading = "What")]
    pub rule: Option<String>,
    /// Criterion whose rules to waive
    #[arg(long, value_name = "FRAMEWORK/CRITERION", help_heading = "What")]
    pub control: Option<String>,
    /// Resources of this address; `*` stands for any text
    #[arg(long, value_name = "ADDRESS", help_heading = "Where")]
    pub address: Option<String>,
    /// Files that match, such as legacy/**
    #[arg(long, value_name = "GLOB", help_heading = "Where")]
    pub path: Option<String>,
    /// One finding
    #[arg(long, value_name = "HEX", help_heading = "Where")]
    pub fingerprint: Option<String>,
    /// Why
    #[arg(long, value_name = "TEXT", help_heading = "Acceptance")]
    pub reason: String,
    /// Who asks
    #[arg(long, value_name = "NAME", help_heading = "Acceptance")]
    pub requested_by: String,
    /// Who approves: somebody else
    #[arg(long, value_name = "NAME", help_heading = "Acceptance")]
    pub approved_by: String,
    /// Ticket
    #[arg(long, value_name = "ID", default_value = "", help_heading = "Acceptance")]
    pub ticket: String,
    /// What protects in the meantime
    #[arg(long, value_name = "TEXT", default_value = "", help_heading = "Acceptance")]
    pub compensating_control: String,
    /// Last day on which it counts, or a time from now: 2027-02-01, 90d, 12w
    #[arg(long, value_name = "DATE|TIME", help_heading = "Acceptance")]
    pub expires: String,
}

/// Runs one of the commands.
pub fn run(command: &WaiverCommand, global: &Global) -> anyhow::Result<Exit> {
    match command {
        WaiverCommand::List { file, format } => {
            let file = File::read(file, global)?;
            list(file.waivers.iter(file.today).collect(), *format)
        }
        WaiverCommand::Check { file } => check(file, global),
        WaiverCommand::Add(arguments) => add(arguments, global),
        WaiverCommand::Expiring { file, within, format } => expiring(file, within, *format, global),
    }
}

/// A waiver file that is there.
struct File {
    path: PathBuf,
    waivers: Waivers,
    now: i64,
    today: Date,
}

impl File {
    fn read(arguments: &FileArgs, global: &Global) -> anyhow::Result<Self> {
        let config = config(global, arguments.waivers.as_deref(), &arguments.policy)?;
        let Some(path) = config.waivers.clone() else {
            let message = format!(
                "there is no {WAIVERS_FILE}; --waivers names another, `waiver add` begins one"
            );
            return Err(UsageError(message).into());
        };
        let waivers = provost::scan::waivers(&config, &library(&config)?)?;
        Ok(Self { path, waivers, now: config.now, today: Date::of_epoch(config.now) })
    }
}

/// Settings, with a waiver file and policies.
pub fn config(
    global: &Global,
    waivers: Option<&Path>,
    policies: &[PathBuf],
) -> anyhow::Result<Config> {
    scan::config(&Flags {
        config: global.config.clone(),
        waivers: waivers.map(Path::to_path_buf),
        policies: policies.to_vec(),
        ..Flags::default()
    })
}

fn library(config: &Config) -> anyhow::Result<Library> {
    let mut library = Library::embedded();
    for path in &config.policies {
        library.add_path(path)?;
    }
    Ok(library)
}

fn list(waivers: Vec<(&Waiver, State)>, format: ListFormat) -> anyhow::Result<Exit> {
    let mut out = io::stdout().lock();
    if format == ListFormat::Json {
        let list: Vec<Value> = waivers.iter().map(|(own, state)| value(own, *state)).collect();
        let value = json!({ "version": 1, "waivers": list });
        writeln!(out, "{}", serde_json::to_string_pretty(&value)?)?;
        return Ok(Exit::Clean);
    }
    for (own, state) in waivers {
        let (subject, scope, place) = parts(own);
        let ticket = if own.ticket.is_empty() { "no ticket" } else { &own.ticket };
        writeln!(
            out,
            "{:7}  until {}  {}\n         {scope} {}\n         {} ({}; requested by {}, approved by {})",
            name(state),
            own.expires,
            plain(&subject),
            plain(place),
            plain(&own.reason),
            plain(ticket),
            plain(&own.requested_by),
            plain(&own.approved_by),
        )?;
    }
    Ok(Exit::Clean)
}

fn check(arguments: &FileArgs, global: &Global) -> anyhow::Result<Exit> {
    let file = File::read(arguments, global)?;
    let count = |wanted: State| file.waivers.iter(file.today).filter(|own| own.1 == wanted).count();
    writeln!(
        io::stdout(),
        "{}: {} active, {} expired, {} pending",
        file.path.display(),
        count(State::Active),
        count(State::Expired),
        count(State::Pending)
    )?;
    Ok(Exit::Clean)
}

fn expiring(
    arguments: &FileArgs,
    within: &str,
    format: ListFormat,
    global: &Global,
) -> anyhow::Result<Exit> {
    let file = File::read(arguments, global)?;
    let last = match time(within) {
        Some(seconds) => Date::of_epoch(file.now.saturating_add(seconds)),
        None => return Err(UsageError(format!("--within: `{within}` is not a time as 30d")).into()),
    };
    let mut soon: Vec<_> =
        file.waivers.iter(file.today).filter(|(own, _)| own.expires <= last).collect();
    soon.sort_by_key(|(own, _)| own.expires);
    let none = soon.is_empty();
    list(soon, format)?;
    Ok(if none { Exit::Clean } else { Exit::Findings })
}

fn add(arguments: &AddArgs, global: &Global) -> anyhow::Result<Exit> {
    // A file that is asked for need not be there yet.
    let asked = arguments.file.waivers.as_deref();
    let there = asked.filter(|path| path.exists());
    let config = config(global, there, &arguments.file.policy)?;
    let path = match (asked, &config.waivers) {
        (Some(path), _) => path.to_path_buf(),
        (None, Some(path)) => path.clone(),
        (None, None) => {
            config.repository.as_deref().unwrap_or(&config.working_directory).join(WAIVERS_FILE)
        }
    };
    let waiver = Waiver {
        subject: subject(arguments)?,
        scope: scope(arguments)?,
        reason: arguments.reason.clone(),
        requested_by: arguments.requested_by.clone(),
        approved_by: arguments.approved_by.clone(),
        ticket: arguments.ticket.clone(),
        compensating_control: arguments.compensating_control.clone(),
        created: Date::of_epoch(config.now),
        expires: day_or_time("--expires", &arguments.expires, config.now)?,
    };
    let text = match std::fs::read_to_string(&path) {
        Ok(text) => Some(text),
        Err(error) if error.kind() == io::ErrorKind::NotFound => None,
        Err(error) => return Err(UsageError(format!("{}: {error}", path.display())).into()),
    };
    let library = library(&config)?;
    let known = provost::scan::waivable(&library);
    let new = Waivers::with(&path.to_string_lossy(), text.as_deref(), &waiver, known)
        .map_err(UsageError)?;
    replace(&path, &new)?;
    if !global.quiet {
        writeln!(io::stderr(), "added to {}, until {}", path.display(), waiver.expires)?;
    }
    Ok(Exit::Clean)
}

fn subject(arguments: &AddArgs) -> Result<Subject, UsageError> {
    match (&arguments.rule, &arguments.control) {
        (Some(rule), None) => Ok(Subject::Rule(rule.clone())),
        (None, Some(control)) => match control.split_once('/') {
            Some((pack, id)) => Ok(Subject::Control(pack.into(), id.into())),
            None => Err(UsageError(format!("--control: `{control}` is not FRAMEWORK/CRITERION"))),
        },
        _ => Err(UsageError("a waiver names either --rule or --control".into())),
    }
}

fn scope(arguments: &AddArgs) -> Result<Scope, UsageError> {
    match (&arguments.address, &arguments.path, &arguments.fingerprint) {
        (Some(address), None, None) => Ok(Scope::Address(address.clone())),
        (None, Some(path), None) => Ok(Scope::Path(path.clone())),
        (None, None, Some(fingerprint)) => Ok(Scope::Fingerprint(fingerprint.clone())),
        _ => Err(UsageError("a waiver names one of --address, --path and --fingerprint".into())),
    }
}

/// A day, or the day that lies a time from now.
pub fn day_or_time(flag: &str, text: &str, now: i64) -> Result<Date, UsageError> {
    if let Some(seconds) = time(text) {
        return Ok(Date::of_epoch(now.saturating_add(seconds)));
    }
    text.parse().map_err(|_| {
        UsageError(format!("{flag}: `{text}` is neither a day as 2027-02-01 nor a time as 90d"))
    })
}

/// `90d`, `12w` in seconds: a hundred years at most.
fn time(text: &str) -> Option<i64> {
    let (number, unit) = text
        .strip_suffix('d')
        .map(|number| (number, 1))
        .or_else(|| text.strip_suffix('w').map(|number| (number, 7)))?;
    let days = number.parse::<u32>().ok().map(|number| i64::from(number) * unit)?;
    (1..=36_500).contains(&days).then_some(days * 86_400)
}

/// Writes beside the file and renames, so that nobody ever reads half of it.
pub fn replace(path: &Path, text: &str) -> Result<(), UsageError> {
    let fault = |error: io::Error| UsageError(format!("cannot write {}: {error}", path.display()));
    // A link stays one.
    let path = &path.canonicalize().unwrap_or_else(|_| path.to_path_buf());
    let mut part = path.clone().into_os_string();
    part.push(".part");
    std::fs::write(&part, text).map_err(fault)?;
    std::fs::rename(&part, path).map_err(fault)
}

fn name(state: State) -> &'static str {
    match state {
        State::Active => "active",
        State::Expired => "expired",
        State::Pending => "pending",
    }
}

/// What is waived, and where.
fn parts(waiver: &Waiver) -> (String, &'static str, &str) {
    let subject = match &waiver.subject {
        Subject::Rule(id) => id.clone(),
        Subject::Control(pack, id) => format!("{pack}/{id}"),
    };
    match &waiver.scope {
        Scope::Address(text) => (subject, "address", text),
        Scope::Path(text) => (subject, "path", text),
        Scope::Fingerprint(text) => (subject, "fingerprint", text),
    }
}

fn value(waiver: &Waiver, state: State) -> Value {
    let (subject, scope, place) = parts(waiver);
    let kind = match waiver.subject {
        Subject::Rule(_) => "rule",
        Subject::Control(..) => "control",
    };
    json!({
        "state": name(state), kind: subject, "scope": { scope: place }, "reason": waiver.reason,
        "requested_by": waiver.requested_by, "approved_by": waiver.approved_by,
        "ticket": waiver.ticket, "compensating_control": waiver.compensating_control,
        "created": waiver.created.to_string(), "expires": waiver.expires.to_string(),
    })
}
