//! Where a value comes from, as SARIF's code flows.
//!
//! In: a result's chain. Out: a flow for each way through it, from the source to the attribute.
//! Never here: a step without a place, which viewers refuse; it is told at the step that it led to.

use serde_sarif::sarif::{CodeFlow, Location, Message, ThreadFlow, ThreadFlowLocation};

use super::location;
use crate::finding::{RuleResult, Run};
use crate::model::{Span, Step, chain::ways};
use crate::report::{chain, safe};

/// Flows of one result.
const FLOWS: usize = 4;
/// Steps of one flow; what is left out is in the middle.
const STEPS: usize = 12;

/// The flows of a result; none where its value is written in the attribute itself.
pub(super) fn of(run: &Run, result: &RuleResult) -> Vec<CodeFlow> {
    ways(&result.chain).into_iter().take(FLOWS).filter_map(|way| flow(run, &way)).collect()
}

fn flow(run: &Run, way: &[&Step]) -> Option<CodeFlow> {
    let mut placed: Vec<(Span, String)> = Vec::new();
    for step in way {
        match step.place.filter(|span| is_inside(run.sources.path(span.file))) {
            Some(span) => placed.push((span, chain::words(step))),
            // A flag leads to the variable that it sets.
            None => {
                if let Some((_, text)) = placed.last_mut() {
                    text.push_str(&format!(", set by {}", chain::words(step)));
                }
            }
        }
    }
    if placed.len() < 2 {
        return None;
    }
    if placed.len() > STEPS {
        placed.drain(STEPS / 2..placed.len() - STEPS / 2);
    }
    let locations =
        placed.iter().rev().map(|(span, text)| at(run, *span, text)).collect::<Vec<_>>();
    let thread = ThreadFlow::builder().locations(locations).build();
    Some(CodeFlow::builder().thread_flows(vec![thread]).build())
}

/// Whether a path lies below the directory that a log's paths start from.
fn is_inside(path: &str) -> bool {
    !path.starts_with('/') && !path.split('/').any(|part| part == "..")
}

fn at(run: &Run, span: Span, text: &str) -> ThreadFlowLocation {
    let region = run.sources.positions(span);
    let mut location: Location = location::location(run.sources.path(span.file), Some(region));
    let text = safe::cut(&safe::line(text), 200).replace("](", "] (");
    location.message = Some(Message::builder().text(text).build());
    ThreadFlowLocation::builder().location(location).build()
}
