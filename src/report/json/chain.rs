//! A result's chain in the JSON report.

use serde::Serialize;

use super::{Location, Point};
use crate::finding::{RuleResult, Run};

#[derive(Serialize)]
pub(super) struct Link<'a> {
    kind: &'static str,
    name: &'a str,
    /// Steps between it and the attribute.
    depth: u16,
    location: Option<Location<'a>>,
}

pub(super) fn of<'a>(run: &'a Run, result: &'a RuleResult) -> Vec<Link<'a>> {
    let link = |step: &'a crate::model::Step| Link {
        kind: step.kind.name(),
        name: &step.name,
        depth: step.depth,
        location: step.place.map(|span| {
            let (start, end) = run.sources.positions(span);
            let (start, end) = (Point::from(start), Point::from(end));
            Location { file: run.sources.path(span.file), start, end }
        }),
    };
    result.chain.iter().map(link).collect()
}
