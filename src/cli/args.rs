//! The command line as clap reads it. Values are checked in `config`, where the settings file and
//! the environment are checked too, so that one fault has one message.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

use super::history::args::HistoryCommand;

/// Provost judges infrastructure configuration by policy: in CI, at the cluster's door, and for
/// the audit, with one engine and one verdict.
#[derive(Debug, Parser)]
#[command(name = "provost", version, max_term_width = 100, arg_required_else_help = true)]
#[command(
    after_help = "Examples:\n  provost scan                 judge the current directory\n  provost scan infra/ --pack soc2\n  provost explain CKV_AWS_16"
)]
pub struct Cli {
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
    /// Options of every command.
    #[command(flatten)]
    pub global: Global,
}

/// Options of every command.
#[derive(Debug, Args)]
pub struct Global {
    /// Settings file [default: provost.yaml, found upwards to the repository's root]
    #[arg(long, global = true, value_name = "FILE", help_heading = "Global options")]
    pub config: Option<PathBuf>,
    /// Print nothing but the report and errors
    #[arg(long, short, global = true, help_heading = "Global options")]
    pub quiet: bool,
    /// Say more: time spent in each step, files left out
    #[arg(long, short, global = true, help_heading = "Global options", conflicts_with = "quiet")]
    pub verbose: bool,
    /// Colour the output
    #[arg(
        long,
        global = true,
        value_name = "WHEN",
        default_value = "auto",
        help_heading = "Global options"
    )]
    pub color: Color,
}

/// When to colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Color {
    /// On a terminal, unless NO_COLOR is set.
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

/// The commands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Find configuration, judge it, report
    Scan(Box<ScanArgs>),
    /// Judge what a cluster is asked to admit: a validating admission webhook
    Serve(Box<super::serve::ServeArgs>),
    /// Print the model: every resource with its evaluated attributes, places, references, unknowns
    Inspect(Box<InspectArgs>),
    /// The policy library: list, show, test
    #[command(
        subcommand,
        after_help = "Examples:\n  provost policy list --pack soc2\n  provost policy test policies/"
    )]
    Policy(PolicyCommand),
    /// Packs of rules for a framework: list, show
    #[command(subcommand, after_help = "Examples:\n  provost pack list\n  provost pack show soc2")]
    Pack(PackCommand),
    /// The history of recorded runs: list, show, trend, verify, backfill, prune, backup, export
    #[command(
        subcommand,
        after_help = "Examples:\n  provost history list\n  provost history verify"
    )]
    History(HistoryCommand),
    /// What changed between two recorded runs or git revisions
    Drift(Box<DriftArgs>),
    /// The evidence package for a framework and a period, from the history
    Audit(Box<AuditArgs>),
    /// Accepted risk: list, check, add, and what expires soon
    #[command(
        subcommand,
        after_help = "Examples:\n  provost waiver list\n  provost waiver expiring --within 30d"
    )]
    Waiver(super::waiver::WaiverCommand),
    /// Failures that are known: create a baseline, show it
    #[command(
        subcommand,
        after_help = "Examples:\n  provost baseline create --owner payments@example.org --expires 90d\n  provost baseline show"
    )]
    Baseline(super::baseline::BaselineCommand),
    /// Why a finding is what it is; or a rule's page: what it asks, and how to mend a failure
    Explain(Box<ExplainArgs>),
    /// Print a completion script for a shell
    #[command(after_help = "Example:\n  provost completions bash > /etc/bash_completion.d/provost")]
    Completions {
        /// Shell
        shell: clap_complete::Shell,
    },
}

const EXPLAIN_EXAMPLES: &str = "\
Examples:
  provost explain aws-rds-storage-encrypted      a rule's page
  provost explain CKV_AWS_16                     the same, by another scanner's id
  provost explain 3f2a9c1b2d                     a finding of the working directory
  provost explain 3f2a9c1b2d infra/ --pack soc2  one that a scan with these arguments gave
  provost explain 3f2a9c1b2d --report report.json

Exit codes: 0 explained, 2 no such rule or finding, or a prefix of several.";

/// Options of `explain`.
#[derive(Debug, Args)]
#[command(after_help = EXPLAIN_EXAMPLES)]
pub struct ExplainArgs {
    /// Rule id, or another scanner's; or the fingerprint of a finding, or the start of it
    #[arg(value_name = "RULE|FINGERPRINT")]
    pub name: String,
    /// What to scan for the finding, and by what.
    #[command(flatten)]
    pub input: InputArgs,
    /// Accepted risk [default: provost.waivers.yaml at the repository's root]
    #[arg(long, value_name = "FILE")]
    pub waivers: Option<PathBuf>,
    /// Look the finding up in a saved JSON report instead of scanning
    #[arg(long, value_name = "FILE")]
    pub report: Option<PathBuf>,
}

const SCAN_EXAMPLES: &str = "\
Examples:
  provost scan                                   judge the current directory by the baseline
  provost scan infra/ --pack soc2 --pack gdpr    judge by two frameworks
  provost scan --format sarif --output json=report.json > provost.sarif
  provost scan --rule CKV_AWS_16                 one rule, by any scanner's id
  provost scan --plan plan.json                  and what Terraform plans to do
  provost scan --rev v1.2.0                      a revision, without checking it out
  provost scan --diff origin/main                what this branch introduces
  provost scan --record                          keep the run for drift and audit

Exit codes: 0 clean, 1 findings at or above --fail-on, 2 usage or configuration error,
3 the scan is incomplete, 4 internal error.";

/// What to scan, and how.
#[derive(Debug, Args)]
#[command(after_help = SCAN_EXAMPLES)]
pub struct ScanArgs {
    /// What to scan and to judge by.
    #[command(flatten)]
    pub input: InputArgs,
    /// Report on standard output: table, json, sarif, … [default: table]
    #[arg(long, short, value_name = "FORMAT", help_heading = "Report")]
    pub format: Option<String>,
    /// A further report, written to a file; may be repeated
    #[arg(long, short, value_name = "FORMAT=FILE", help_heading = "Report")]
    pub output: Vec<String>,
    /// Keep results below this severity out: critical, high, medium, low, info
    #[arg(long, value_name = "LEVEL", help_heading = "Report")]
    pub severity: Option<String>,
    /// Exit with 1 on failures at or above this severity, or `none` [default: high]
    #[arg(long, value_name = "LEVEL", help_heading = "Report")]
    pub fail_on: Option<String>,
    /// Accepted risk, with owner and expiry [default: provost.waivers.yaml at the repository's root]
    #[arg(long, value_name = "FILE", help_heading = "Report")]
    pub waivers: Option<PathBuf>,
    /// Failures that were known on a day, and do not count: made by `provost baseline create`
    #[arg(long, value_name = "FILE", help_heading = "Report")]
    pub baseline: Option<PathBuf>,
    /// Report passes and not-applicable results too
    #[arg(long, help_heading = "Report")]
    pub include_passes: bool,
    /// For whom SARIF is written: archive (everything) or github (code scanning) [default: archive]
    #[arg(long, value_name = "PROFILE", help_heading = "Report")]
    pub sarif_profile: Option<String>,
    /// SARIF's category, which tells several uploads for one commit apart [default: provost]
    #[arg(long, value_name = "NAME", help_heading = "Report")]
    pub sarif_category: Option<String>,
    /// Scan a git revision without checking it out
    #[arg(long, value_name = "REV", help_heading = "Revisions")]
    pub rev: Option<String>,
    /// Report only what was introduced since the work tree, or --rev, left this git revision
    #[arg(long, value_name = "BASE", help_heading = "Revisions")]
    pub diff: Option<String>,
    /// Write the run to the history store
    #[arg(long, conflicts_with = "diff", help_heading = "History")]
    pub record: bool,
    /// The store [default: .provost/history.db at the repository's root]
    #[arg(long, value_name = "FILE", requires = "record", help_heading = "History")]
    pub history: Option<PathBuf>,
    /// Keep no lines of files; samples of an audit then show none
    #[arg(long, requires = "record", help_heading = "History")]
    pub no_excerpts: bool,
}

/// Where the history lies.
#[derive(Debug, Args)]
pub struct StoreArgs {
    /// History store [default: .provost/history.db at the repository's root]
    #[arg(long, value_name = "FILE")]
    pub history: Option<PathBuf>,
}

const DRIFT_EXAMPLES: &str = "\
Examples:
  provost drift 11 12                            two recorded runs
  provost drift @2026-10-01 @2026-11-01 --format json
  provost drift v1.2.0 HEAD                      two git revisions, scanned without a checkout
  provost drift @2026-10-01 main infra/          a recorded run and a revision

Exit codes: 0 nothing worse, 1 something was introduced or reopened, 2 wrong usage.";

/// Options of `drift`.
#[derive(Debug, Args)]
#[command(after_help = DRIFT_EXAMPLES)]
pub struct DriftArgs {
    /// Earlier side: number of a run, @DATE for the last run by then, or a git revision
    #[arg(value_name = "A")]
    pub from: String,
    /// Later side
    #[arg(value_name = "B")]
    pub to: String,
    /// How revisions are scanned.
    #[command(flatten)]
    pub input: InputArgs,
    /// Store
    #[command(flatten)]
    pub store: StoreArgs,
    /// Format
    #[arg(long, short, default_value = "table")]
    pub format: ListFormat,
}

const AUDIT_EXAMPLES: &str = "\
Examples:
  provost audit --framework soc2 --from 2026-07-01 --to 2026-09-30 --out evidence
  provost audit --framework gdpr --from 2026-01-01 --to 2026-12-31 --out evidence --frequency 7d

Exit codes: 0 written, 1 the history is not whole, 2 wrong usage or no store.";

/// Options of `audit`.
#[derive(Debug, Args)]
#[command(after_help = AUDIT_EXAMPLES)]
pub struct AuditArgs {
    /// Framework: name of the pack that maps it
    #[arg(long, value_name = "NAME")]
    pub framework: String,
    /// First day of the period, in UTC
    #[arg(long, value_name = "DATE")]
    pub from: String,
    /// Last day of the period
    #[arg(long, value_name = "DATE")]
    pub to: String,
    /// Directory in which the package gets its own
    #[arg(long, value_name = "DIR")]
    pub out: PathBuf,
    /// Mapping to report by [default: as the last run of the period recorded it]
    #[arg(long, value_name = "FILE")]
    pub pack: Option<PathBuf>,
    /// Longest time between two runs that is no gap: 12h, 1d, 7d
    #[arg(long, value_name = "TIME", default_value = "1d")]
    pub frequency: String,
    /// Resources drawn for each criterion
    #[arg(long, value_name = "N", default_value_t = 25)]
    pub samples: usize,
    /// Text that the draw depends on, besides the population
    #[arg(long, value_name = "TEXT")]
    pub seed: Option<String>,
    /// Days to mend a failure; may be repeated [default: critical=7d high=30d medium=90d low=180d]
    #[arg(long, value_name = "SEVERITY=TIME")]
    pub limit: Vec<String>,
    /// Store
    #[command(flatten)]
    pub store: StoreArgs,
}

/// What to scan and to judge by.
#[derive(Debug, Args)]
pub struct InputArgs {
    /// Files and directories [default: .]
    #[arg(value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    /// Pack to judge by: a name, a file, or `all`; may be repeated [default: baseline]
    #[arg(long, short, value_name = "NAME|FILE", help_heading = "Rules")]
    pub pack: Vec<String>,
    /// One's own Rego policies; may be repeated
    #[arg(long, value_name = "DIR|FILE", help_heading = "Rules")]
    pub policy: Vec<PathBuf>,
    /// Only this rule, by our id or another scanner's; may be repeated
    #[arg(long, value_name = "ID", help_heading = "Rules")]
    pub rule: Vec<String>,
    /// Not this rule; may be repeated
    #[arg(long, value_name = "ID", help_heading = "Rules")]
    pub skip_rule: Vec<String>,
    /// Threads [default: one a core]
    #[arg(long, short, value_name = "N", help_heading = "Files")]
    pub jobs: Option<String>,
    /// Disregard suppression comments and every ignore file
    #[arg(long, help_heading = "Files")]
    pub no_ignore: bool,
    /// Disregard git's ignore rules only
    #[arg(long, help_heading = "Files")]
    pub no_git_ignore: bool,
    /// Leave out paths that match; as in .gitignore; may be repeated
    #[arg(long, value_name = "GLOB", help_heading = "Files")]
    pub exclude: Vec<String>,
    /// Largest file that is read [default: 64MiB]
    #[arg(long, value_name = "SIZE", help_heading = "Files")]
    pub max_file_size: Option<String>,
    /// Terraform variable; may be repeated
    #[arg(long, value_name = "NAME=VALUE", help_heading = "Terraform")]
    pub var: Vec<String>,
    /// For each `--var`, how many `--var-file` stand before it
    #[arg(skip)]
    pub var_places: Vec<usize>,
    /// Terraform variable file; may be repeated; of all, the last one that sets a variable wins
    #[arg(long, value_name = "FILE", help_heading = "Terraform")]
    pub var_file: Vec<PathBuf>,
    /// Terraform plan or state in JSON (`terraform show -json`); may be repeated
    #[arg(long, value_name = "FILE", help_heading = "Terraform")]
    pub plan: Vec<PathBuf>,
    /// Judge Terraform modules that others call alone too, with their defaults
    #[arg(long, help_heading = "Terraform")]
    pub module_roots: bool,
}

const INSPECT_EXAMPLES: &str = "\
Examples:
  provost inspect infra/
  provost inspect --address aws_s3_bucket.logs infra/
  provost inspect --expr 'local.buckets[\"logs\"].name' infra/
  provost inspect --expr 'cidrsubnet(var.cidr, 8, 1)' --var cidr=10.0.0.0/16

Exit codes of --expr: 0 the value is known, 2 the expression is faulty, 3 something in it is unknown:
standard error says what, and why.";

/// Options of `inspect`.
#[derive(Debug, Args)]
#[command(
    after_help = INSPECT_EXAMPLES
)]
pub struct InspectArgs {
    /// What to load.
    #[command(flatten)]
    pub input: InputArgs,
    /// Only resources whose address contains this
    #[arg(long, value_name = "TEXT")]
    pub address: Option<String>,
    /// Evaluate one Terraform expression in the root module of PATH, a directory; print JSON
    #[arg(long, value_name = "EXPRESSION", conflicts_with = "address", allow_hyphen_values = true)]
    pub expr: Option<String>,
}

/// Commands on policies.
#[derive(Debug, Subcommand)]
pub enum PolicyCommand {
    /// List every rule
    #[command(
        after_help = "Examples:\n  provost policy list --pack soc2\n  provost policy list --format json"
    )]
    List {
        /// Only the rules of a pack
        #[arg(long, short, value_name = "NAME|FILE")]
        pack: Vec<String>,
        /// One's own policies too
        #[arg(long, value_name = "DIR|FILE")]
        policy: Vec<PathBuf>,
        /// Format
        #[arg(long, short, default_value = "table")]
        format: ListFormat,
    },
    /// Print a rule's policy text with its metadata
    #[command(
        after_help = "Examples:\n  provost policy show aws-rds-storage-encrypted\n  provost policy show CKV_AWS_16"
    )]
    Show {
        /// Rule id, or another scanner's
        #[arg(value_name = "RULE")]
        name: String,
    },
    /// Run the tests of policies: `test_` rules, and the examples end to end
    #[command(
        after_help = "Examples:\n  provost policy test policies/\n  provost policy test policies/ --filter rds"
    )]
    Test {
        /// Folders of policies
        #[arg(value_name = "DIR", required = true)]
        paths: Vec<PathBuf>,
        /// Only policies whose path contains this
        #[arg(long, value_name = "TEXT")]
        filter: Option<String>,
    },
}

/// Commands on packs.
#[derive(Debug, Subcommand)]
pub enum PackCommand {
    /// List the packs that are built in
    #[command(after_help = "Example:\n  provost pack list --format json")]
    List {
        /// Format
        #[arg(long, short, default_value = "table")]
        format: ListFormat,
    },
    /// Print a pack: criteria, their rules, what is not automated
    #[command(
        after_help = "Examples:\n  provost pack show soc2\n  provost pack show compliance/house-rules.yaml --format json"
    )]
    Show {
        /// Name or file
        #[arg(value_name = "NAME|FILE")]
        name: String,
        /// Format
        #[arg(long, short, default_value = "table")]
        format: ListFormat,
    },
}

/// Format of a listing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ListFormat {
    /// For people.
    Table,
    /// For programs.
    Json,
}
