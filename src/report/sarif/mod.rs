//! SARIF 2.1.0.
//!
//! In: a run. Out: a log with one run in it: every rule that was loaded, every result, and a
//! notification for whatever kept the scan from being complete. The archive profile holds
//! everything; the GitHub profile what code scanning shows rightly, within its limits. Results are
//! built and written one by one. Never here: columns in anything but characters, which the log
//! says of itself.

mod flows;
mod limits;
mod line_hash;
mod location;
mod notifications;
mod results;
mod rules;

use std::io::{self, Write};

use serde::Serialize;
use serde_sarif::sarif::{
    Invocation, ReportingDescriptor, RunAutomationDetails, Tool, ToolComponent,
};

use super::{ReportOptions, SarifProfile};
use crate::finding::Run;

const SCHEMA: &str = "https://json.schemastore.org/sarif-2.1.0.json";

/// The log and its run are our own, so that results need not be held all at once; everything
/// in them has the crate's types.
#[derive(Serialize)]
struct Log<'a> {
    #[serde(rename = "$schema")]
    schema: &'static str,
    version: &'static str,
    runs: [LogRun<'a>; 1],
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct LogRun<'a> {
    tool: Tool,
    invocations: [Invocation; 1],
    automation_details: RunAutomationDetails,
    column_kind: &'static str,
    results: results::Results<'a>,
}

/// Writes a SARIF log.
pub(super) fn write(run: &Run, options: &ReportOptions, out: &mut dyn Write) -> io::Result<()> {
    let github = options.sarif_profile == SarifProfile::Github;
    let chosen = if github { limits::for_github(run) } else { limits::everything(run) };
    let log = Log {
        schema: SCHEMA,
        version: "2.1.0",
        runs: [LogRun {
            tool: tool(run),
            invocations: [notifications::invocation(run, &chosen.left_out)],
            automation_details: RunAutomationDetails::builder()
                .id(format!("{}/", options.category.trim_end_matches('/')))
                .build(),
            column_kind: "unicodeCodePoints",
            results: results::Results::new(run, chosen.groups),
        }],
    };
    // A buffer of a known type: the writer is called for each bracket and quote.
    let mut buffer = io::BufWriter::with_capacity(1 << 16, out);
    serde_json::to_writer(&mut buffer, &log)?;
    buffer.write_all(b"\n")?;
    buffer.flush()
}

fn tool(run: &Run) -> Tool {
    let rules: Vec<ReportingDescriptor> = run.rules.iter().map(rules::descriptor).collect();
    let driver = ToolComponent::builder()
        .name("provost")
        .semantic_version(env!("CARGO_PKG_VERSION"))
        .rules(rules)
        .build();
    let extensions: Vec<ToolComponent> = run.packs.iter().map(rules::pack).collect();
    if extensions.is_empty() {
        return Tool::builder().driver(driver).build();
    }
    Tool::builder().driver(driver).extensions(extensions).build()
}
