//! What was found, for people and for other tools.
//!
//! In: a [`Run`] and [`ReportOptions`]. Out: bytes, the same for the same input. Each format is a
//! file of this folder and a line of the table below. Never here: judging, deciding exit codes,
//! reading files or the clock.

pub mod audit;
mod chain;
mod code_quality;
pub mod csv;
mod excerpt;
mod explain;
mod html;
mod json;
mod junit;
mod markdown;
mod markup;
mod merge;
mod outcome;
pub mod page;
mod safe;
mod sarif;
mod table;
pub mod value;
mod workflow_commands;

#[cfg(test)]
mod sample;

use std::fmt;
use std::io::{self, Write};
use std::str::FromStr;

use crate::finding::Run;
use crate::finding::diff::Change;
use crate::policy::Severity;

type Writer = fn(&Run, &ReportOptions, &mut dyn Write) -> io::Result<()>;

/// Every format: its name on the command line and what writes it.
const FORMATS: [(Format, &str, Writer); 9] = [
    (Format::Table, "table", table::write),
    (Format::Json, "json", json::write),
    (Format::Sarif, "sarif", sarif::write),
    (Format::Junit, "junit", junit::write),
    (Format::Markdown, "markdown", markdown::write),
    (Format::Html, "html", html::write),
    (Format::Csv, "csv", csv::write),
    (Format::Gitlab, "gitlab", code_quality::write),
    (Format::Github, "github", workflow_commands::write),
];

/// A report format.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Format {
    /// For people at a terminal.
    Table,
    /// JSON v1, described by `docs/schemas/report-v1.json`.
    Json,
    /// SARIF 2.1.0.
    Sarif,
    /// JUnit XML, for the test view of a CI system.
    Junit,
    /// Markdown, for a job summary or a comment.
    Markdown,
    /// One self-contained page.
    Html,
    /// A line a finding, for a spreadsheet.
    Csv,
    /// GitLab code quality.
    Gitlab,
    /// Annotations by GitHub's workflow commands.
    Github,
}

impl Format {
    /// Every format, in the order of the documentation.
    pub fn all() -> impl Iterator<Item = Self> {
        FORMATS.into_iter().map(|(format, ..)| format)
    }

    /// Name on the command line.
    pub fn name(self) -> &'static str {
        FORMATS.into_iter().find(|(format, ..)| *format == self).map_or("", |(_, name, _)| name)
    }
}

impl fmt::Display for Format {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.pad(self.name())
    }
}

impl FromStr for Format {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::all().find(|format| format.name() == text).ok_or_else(|| {
            let names: Vec<_> = Self::all().map(Self::name).collect();
            format!("unknown format `{text}`; one of {}", names.join(", "))
        })
    }
}

/// For whom SARIF is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum SarifProfile {
    /// Everything: passes, suppressed results and all.
    #[default]
    Archive,
    /// What GitHub code scanning shows rightly: failures that nobody accepted, within its limits.
    Github,
}

impl SarifProfile {
    /// Every profile, in the order of the documentation.
    pub const ALL: [Self; 2] = [Self::Archive, Self::Github];

    /// Name on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Self::Archive => "archive",
            Self::Github => "github",
        }
    }
}

impl FromStr for SarifProfile {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::ALL
            .into_iter()
            .find(|profile| profile.name() == text)
            .ok_or_else(|| format!("unknown profile `{text}`; one of archive, github"))
    }
}

/// What a report depends on besides the run.
#[derive(Debug, Clone)]
pub struct ReportOptions {
    /// Columns of the terminal, for the table; less than 40 counts as 40.
    pub width: usize,
    /// Whether the table is coloured.
    pub color: bool,
    /// Whether the JSON report lists all resources.
    pub include_passes: bool,
    /// From which severity on a failure fails the scan; `None`: none does.
    pub fail_on: Option<Severity>,
    /// For whom SARIF is written.
    pub sarif_profile: SarifProfile,
    /// SARIF's category: tells apart several uploads for one commit.
    pub category: String,
    /// What the change does, where the run holds only what a change introduces.
    pub diff: Option<Change>,
}

impl Default for ReportOptions {
    fn default() -> Self {
        Self {
            width: 100,
            color: false,
            include_passes: false,
            fail_on: Some(Severity::High),
            sarif_profile: SarifProfile::Archive,
            category: "provost".into(),
            diff: None,
        }
    }
}

/// Writes a run in a format.
pub fn write(
    format: Format,
    run: &Run,
    options: &ReportOptions,
    out: &mut dyn Write,
) -> io::Result<()> {
    let mut out = io::BufWriter::with_capacity(1 << 16, out);
    for (listed, _, writer) in FORMATS {
        if listed == format {
            writer(run, options, &mut out)?;
        }
    }
    out.flush()
}

#[cfg(test)]
mod tests;
