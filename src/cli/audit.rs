//! `provost audit`: the evidence package for a framework and a period.

use std::collections::BTreeMap;
use std::io::{self, Write};

use provost::history::moment;
use provost::policy::{Library, Severity};
use provost::report::audit::{AuditError, Mapping, Question, gather, package};

use super::args::{AuditArgs, Global};
use super::exit::Exit;
use super::{UsageError, history};

/// Days within which a failure is to be mended, where nothing else is asked.
const LIMITS: [(Severity, i64); 4] =
    [(Severity::Critical, 7), (Severity::High, 30), (Severity::Medium, 90), (Severity::Low, 180)];

/// Writes a package and says where, with its hash.
pub fn run(arguments: &AuditArgs, global: &Global) -> anyhow::Result<Exit> {
    let question = question(arguments)?;
    let store = history::open(&arguments.store)?;
    let tool = format!("provost {}", env!("CARGO_PKG_VERSION"));
    let gathered =
        gather(&store, question, &tool, epoch()?, |recorded| mapping(arguments, recorded));
    let evidence = match gathered {
        Ok(evidence) => evidence,
        Err(AuditError::NotWhole(fault)) => {
            let fault = history::plain(&fault.to_string());
            writeln!(io::stderr(), "error: the history is not whole: {fault}")?;
            return Ok(Exit::Findings);
        }
        Err(AuditError::NoPack(message)) => return Err(UsageError(message).into()),
        Err(AuditError::History(error)) => return Err(error.into()),
    };
    let package = package(&evidence);
    let place = package
        .write(&arguments.out)
        .map_err(|error| UsageError(format!("--out {}: {error}", arguments.out.display())))?;
    if !global.quiet {
        let (all, open) = package.exceptions;
        writeln!(
            io::stderr(),
            "{} runs, {} gaps, {all} exceptions, {open} of them open at the end",
            package.runs,
            package.gaps
        )?;
        if package.runs == 0 {
            writeln!(io::stderr(), "warning: the history holds no run of this period")?;
        }
        writeln!(
            io::stderr(),
            "keep the hash where others cannot write; `sh verify.sh HASH` asks for it"
        )?;
    }
    writeln!(io::stdout(), "{}\nsha256 {}", place.display(), package.hash)?;
    Ok(Exit::Clean)
}

fn question(arguments: &AuditArgs) -> anyhow::Result<Question> {
    let fault = |option: &str, text: &str, what: &str| {
        UsageError(format!("--{option}: `{text}` is not {what}"))
    };
    let day = "a day as 2026-11-01, or a moment as 2026-11-01T12:00:00Z";
    let from = match arguments.from.parse() {
        Ok(day) => moment::start_of(day),
        Err(_) => {
            moment::parse(&arguments.from).ok_or_else(|| fault("from", &arguments.from, day))?
        }
    };
    let to = moment::parse(&arguments.to).ok_or_else(|| fault("to", &arguments.to, day))?;
    if from > to {
        return Err(UsageError("--from is later than --to".into()).into());
    }
    let mut limits = BTreeMap::from(LIMITS);
    for text in &arguments.limit {
        let what = "as high=30d";
        let (severity, days) = text.split_once('=').ok_or_else(|| fault("limit", text, what))?;
        let severity = severity.parse().map_err(|_| fault("limit", text, what))?;
        let seconds = duration(days).ok_or_else(|| fault("limit", text, what))?;
        limits.insert(severity, seconds / 86_400);
    }
    let frequency = duration(&arguments.frequency)
        .ok_or_else(|| fault("frequency", &arguments.frequency, "a time as 12h, 1d or 1w"))?;
    Ok(Question {
        framework: arguments.framework.clone(),
        from,
        to,
        frequency,
        samples: arguments.samples,
        seed: arguments.seed.clone().unwrap_or_default(),
        limits,
    })
}

/// `12h`, `7d`, `2w` in seconds.
pub fn duration(text: &str) -> Option<i64> {
    let unit = match text.chars().last()? {
        'h' => 3_600,
        'd' => 86_400,
        'w' => 604_800,
        _ => return None,
    };
    let number: i64 = text.get(..text.len() - 1)?.parse().ok()?;
    number.checked_mul(unit).filter(|seconds| *seconds > 0)
}

pub fn epoch() -> anyhow::Result<Option<i64>> {
    match std::env::var("SOURCE_DATE_EPOCH") {
        Ok(text) => match text.parse() {
            Ok(seconds) => Ok(Some(seconds)),
            Err(_) => Err(UsageError(format!("SOURCE_DATE_EPOCH: `{text}` is no number")).into()),
        },
        Err(_) => Ok(None),
    }
}

/// The mapping that was asked for, else the one that the runs recorded, else the one built in.
fn mapping(arguments: &AuditArgs, recorded: Option<(i64, &str)>) -> Result<Mapping, String> {
    if let Some(path) = &arguments.pack {
        let (pack, text) =
            Library::pack(&path.to_string_lossy()).map_err(|error| error.to_string())?;
        let origin = format!("from {}", path.display());
        return Ok(Mapping { pack, text: text.to_string(), origin });
    }
    if let Some((run, text)) = recorded {
        let pack = Library::read_pack(&arguments.framework, text);
        let pack = pack.map_err(|error| error.to_string())?;
        return Ok(Mapping {
            pack,
            text: text.to_owned(),
            origin: format!("as recorded with run {run}"),
        });
    }
    let (pack, text) = Library::pack(&arguments.framework).map_err(|error| error.to_string())?;
    let origin = "as built in: no run of the period recorded it".to_owned();
    Ok(Mapping { pack, text: text.to_string(), origin })
}
