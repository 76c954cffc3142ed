//! Arguments of `provost history`, as clap reads them.

use std::path::PathBuf;

use clap::{Args, Subcommand, ValueEnum};

use crate::cli::args::{InputArgs, ListFormat, StoreArgs};

/// Commands on the history.
#[derive(Debug, Subcommand)]
pub enum HistoryCommand {
    /// List every run
    #[command(after_help = "Example:\n  provost history list --format json")]
    List {
        /// Store
        #[command(flatten)]
        store: StoreArgs,
        /// Format
        #[arg(long, short, default_value = "table")]
        format: ListFormat,
    },
    /// Print a run: its counts, what judged it, its findings and, in JSON, its population; or an
    /// admission
    #[command(
        after_help = "Examples:\n  provost history show 12\n  provost history show @2026-11-01\n  provost history show a7"
    )]
    Show {
        /// Store
        #[command(flatten)]
        store: StoreArgs,
        /// Number of a run, @DATE for the last run by then, or a7 for admission 7
        #[arg(value_name = "RUN")]
        run: String,
        /// Format
        #[arg(long, short, default_value = "table")]
        format: ListFormat,
    },
    /// List what `provost serve --history` judged, the latest first
    #[command(after_help = ADMISSIONS_HELP)]
    Admissions(AdmissionArgs),
    /// Findings over time: how many each run reported, and what it saw begin and end
    #[command(after_help = TREND_EXAMPLES)]
    Trend(TrendArgs),
    /// Check that no row was changed, deleted, added or reordered since it was written
    #[command(after_help = VERIFY_HELP)]
    Verify {
        /// Store
        #[command(flatten)]
        store: StoreArgs,
        /// A head that was kept elsewhere: it must be in the chain
        #[arg(long, value_name = "HASH")]
        head: Option<String>,
        /// Format
        #[arg(long, short, default_value = "table")]
        format: ListFormat,
    },
    /// Record what scans of past commits find, marked as filled in later
    #[command(after_help = BACKFILL_EXAMPLES)]
    Backfill(Box<BackfillArgs>),
    /// Take away what old runs held; that they took place stays, with who allowed it
    #[command(after_help = PRUNE_EXAMPLES)]
    Prune(PruneArgs),
    /// Write a whole, verified copy of the store to a new file
    #[command(after_help = "Example:\n  provost history backup history-2026-11.db\n\n\
                            Exit codes: 0 written, 1 the store is not whole, 2 wrong usage.")]
    Backup {
        /// Store
        #[command(flatten)]
        store: StoreArgs,
        /// The copy
        #[arg(value_name = "FILE")]
        file: PathBuf,
    },
    /// Put a verified copy in the place of the store
    #[command(after_help = RESTORE_EXAMPLES)]
    Restore {
        /// Store
        #[command(flatten)]
        store: StoreArgs,
        /// The copy, as `backup` wrote it
        #[arg(value_name = "FILE")]
        file: PathBuf,
        /// Where a store is there, move it aside; it is not deleted
        #[arg(long)]
        force: bool,
    },
    /// Print runs, findings and the ledger as lines of JSON
    #[command(after_help = EXPORT_EXAMPLES)]
    Export {
        /// Store
        #[command(flatten)]
        store: StoreArgs,
        /// Only these; may be repeated, or a list between commas [default: all]
        #[arg(long, value_name = "WHAT", value_delimiter = ',')]
        only: Vec<Part>,
    },
}

const TREND_EXAMPLES: &str = "\
Examples:
  provost history trend
  provost history trend --from 2026-10-01 --format csv > trend.csv
  provost history trend --framework soc2 --format json
  provost history trend --control soc2/CC6.1 --control soc2/CC8.1";

const VERIFY_HELP: &str = "\
Examples:
  provost history verify
  provost history verify --head 4a5e…            also: is this head still in the chain?

Exit codes: 0 whole, 1 not whole (the first row at fault is named), 2 there is no store.";

const BACKFILL_EXAMPLES: &str = "\
Examples:
  provost history backfill --from v1.0.0                 every commit since, by first parents
  provost history backfill --from v1.0.0 --every 1w      the last commit of each week
  provost history backfill --every 20 --pack soc2 infra/ every 20th commit of the whole history
  provost history backfill --from main~30 --dry-run      only say which commits

A run's time is its commit's. Today's rules and waivers judge it, and the record says when it was
filled in.";

const PRUNE_EXAMPLES: &str = "\
Examples:
  provost history prune --before 2025-01-01 --dry-run
  provost history prune --before 2025-01-01 --approved-by security@example.org --reason \"kept two years\"

The runs, their counts and the ledger stay, and the ledger can still be verified. Make a backup
first: what is pruned is in no store any more.";

const RESTORE_EXAMPLES: &str = "\
Examples:
  provost history restore history-2026-11.db
  provost history restore history-2026-11.db --force

Exit codes: 0 restored, 1 the copy is not whole, 2 a store is there already, or wrong usage.";

const EXPORT_EXAMPLES: &str = "\
Examples:
  provost history export > history.jsonl
  provost history export --only findings | jq -r 'select(.state == \"open\") | .rule'
  provost history export --only ledger

Each line has `record`: run, finding, state (what a file held, by its SHA-256) or entry.";

/// Options of `trend`.
#[derive(Debug, Args)]
pub struct TrendArgs {
    /// Only findings of a criterion's rules, as soc2/CC6.1; may be repeated
    #[arg(long, value_name = "FRAMEWORK/ID")]
    pub control: Vec<String>,
    /// Every criterion of a framework, one line each
    #[arg(long, value_name = "NAME|FILE")]
    pub framework: Option<String>,
    /// First day, in UTC
    #[arg(long, value_name = "DATE")]
    pub from: Option<String>,
    /// Last day
    #[arg(long, value_name = "DATE")]
    pub to: Option<String>,
    /// Format
    #[arg(long, short, default_value = "table")]
    pub format: TrendFormat,
    /// Store
    #[command(flatten)]
    pub store: StoreArgs,
}

/// Format of a trend.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum TrendFormat {
    /// For people.
    Table,
    /// For programs.
    Json,
    /// For spreadsheets.
    Csv,
}

/// Options of `backfill`.
#[derive(Debug, Args)]
pub struct BackfillArgs {
    /// First commit [default: the beginning of the history]
    #[arg(long, value_name = "REV")]
    pub from: Option<String>,
    /// Last commit
    #[arg(long, value_name = "REV", default_value = "HEAD")]
    pub to: String,
    /// Every Nth commit, or the last one of each hour, day or week: 20, 12h, 1d, 1w
    #[arg(long, value_name = "N|TIME", default_value = "1")]
    pub every: String,
    /// Say which commits would be recorded, and record none
    #[arg(long)]
    pub dry_run: bool,
    /// Accepted risk [default: provost.waivers.yaml at the repository's root]
    #[arg(long, value_name = "FILE")]
    pub waivers: Option<PathBuf>,
    /// Keep no lines of files
    #[arg(long)]
    pub no_excerpts: bool,
    /// What to scan and to judge by.
    #[command(flatten)]
    pub input: InputArgs,
    /// Store
    #[command(flatten)]
    pub store: StoreArgs,
}

/// Options of `prune`.
#[derive(Debug, Args)]
pub struct PruneArgs {
    /// Runs before this day are pruned
    #[arg(long, value_name = "DATE")]
    pub before: String,
    /// Who allows it
    #[arg(long, value_name = "WHO", required_unless_present = "dry_run")]
    pub approved_by: Option<String>,
    /// Why
    #[arg(long, value_name = "TEXT", required_unless_present = "dry_run")]
    pub reason: Option<String>,
    /// Only say what would go
    #[arg(long)]
    pub dry_run: bool,
    /// Store
    #[command(flatten)]
    pub store: StoreArgs,
}

/// Parts of an export.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Part {
    /// Runs with their counts.
    Runs,
    /// Findings with their lives.
    Findings,
    /// What files held.
    States,
    /// Entries of the ledger with the rows that each binds.
    Ledger,
}

const ADMISSIONS_HELP: &str = "\
Examples:
  provost history admissions --denied --since 2026-11-01
  provost history admissions --address Pod/shop/ --format json";

/// Which admissions.
#[derive(Debug, Args)]
pub struct AdmissionArgs {
    /// Store
    #[command(flatten)]
    pub store: StoreArgs,
    /// Only what was denied
    #[arg(long)]
    pub denied: bool,
    /// Only objects whose address contains this
    #[arg(long, value_name = "TEXT")]
    pub address: Option<String>,
    /// From this day on, in UTC
    #[arg(long, value_name = "DATE")]
    pub since: Option<String>,
    /// Up to this day
    #[arg(long, value_name = "DATE")]
    pub until: Option<String>,
    /// Format
    #[arg(long, short, default_value = "table")]
    pub format: ListFormat,
}
