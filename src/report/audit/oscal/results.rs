//! Assessment results: an observation and a risk for violations that stand alike, a finding
//! a criterion.

use serde_json::{Value, json};

use super::{Group, add, groups, inventory, line, metadata, origins, token, uuid};
use crate::history::moment;
use crate::report::audit::controls::{Standing, Summary};
use crate::report::audit::evidence::Evidence;
use crate::report::audit::exceptions::Exception;

/// The document.
pub fn results(
    evidence: &Evidence,
    summaries: &[Summary<'_, '_>],
    exceptions: &[Exception<'_>],
) -> Value {
    let question = &evidence.question;
    let title = format!("{}: assessment results", evidence.pack.title);
    let all = groups(exceptions.iter());
    let mut result = json!({
        "uuid": uuid(evidence, "result", &[]),
        "title": line(&format!("{} from {} to {}", evidence.pack.title,
            moment::shown(question.from), moment::shown(question.to))),
        "description": "What recorded scans found for each criterion in the period.",
        "start": moment::shown(question.from),
        "end": moment::shown(question.to),
    });
    let mut local = json!({});
    add(&mut local, "inventory-items", inventory(evidence, &all));
    if let Some(object) = result.as_object_mut() {
        if local.as_object().is_some_and(|local| !local.is_empty()) {
            object.insert("local-definitions".into(), local);
        }
        object.insert("reviewed-controls".into(), reviewed(summaries));
    }
    let mut observations: Vec<Value> =
        summaries.iter().filter_map(|own| checked(evidence, own)).collect();
    observations.extend(all.iter().map(|own| own.observation(evidence)));
    add(&mut result, "observations", observations);
    add(&mut result, "risks", all.iter().map(|own| own.risk(evidence)).collect());
    let findings = summaries.iter().filter_map(|own| finding(evidence, own, &all));
    add(&mut result, "findings", findings.collect());
    json!({ "assessment-results": {
        "uuid": uuid(evidence, "assessment-results", &[]),
        "metadata": metadata(evidence, &title),
        "import-ap": { "href": "../manifest.json",
            "remarks": "The plan is the mapping and the question that the manifest names." },
        "results": [result],
    } })
}

fn reviewed(summaries: &[Summary<'_, '_>]) -> Value {
    let mut ids: Vec<String> = summaries.iter().map(|own| token(&own.control.id)).collect();
    ids.sort_unstable();
    ids.dedup();
    let selection = if ids.is_empty() {
        json!({ "include-all": {} })
    } else {
        let ids: Vec<Value> = ids.iter().map(|id| json!({ "control-id": id })).collect();
        json!({ "include-controls": ids })
    };
    json!({ "control-selections": [selection] })
}

/// What was tested for a criterion; `None` where nothing was.
fn checked(evidence: &Evidence, summary: &Summary<'_, '_>) -> Option<Value> {
    let last = evidence
        .period()
        .rev()
        .find(|run| summary.tallies.get(&run.id).is_some_and(|tally| tally.total() > 0))?;
    Some(json!({
        "uuid": uuid(evidence, "checked", &[&summary.control.id]),
        "title": line(&format!("Rules for {}", summary.control.id)),
        "description": line(&summary.sentence()),
        "methods": ["TEST"],
        "types": ["control-objective"],
        "origins": origins(evidence),
        "relevant-evidence": [
            { "href": format!("../controls/{}.json", summary.file),
              "description": "standing of each rule, by run" },
            { "href": format!("../populations/{}.csv", summary.file),
              "description": "the population" },
        ],
        "collected": moment::shown(last.time),
    }))
}

/// A criterion is satisfied where rules were judged and none failed, was accepted, or stayed open.
/// Rules without a resource to judge say nothing, and the remarks count them.
fn finding(
    evidence: &Evidence,
    summary: &Summary<'_, '_>,
    groups: &[Group<'_, '_>],
) -> Option<Value> {
    checked(evidence, summary)?;
    let failed = summary.with(Standing::NotSatisfied) + summary.with(Standing::Accepted);
    let open = summary.with(Standing::Undecided) + summary.with(Standing::NotLoaded);
    let (state, reason) = match (failed, open, summary.with(Standing::Satisfied)) {
        (0, 0, satisfied) if satisfied > 0 => ("satisfied", "pass"),
        (0, _, _) => ("not-satisfied", "other"),
        _ => ("not-satisfied", "fail"),
    };
    let mut finding = json!({
        "uuid": uuid(evidence, "finding", &[&summary.control.id]),
        "title": line(&format!("{} {}", summary.control.id, summary.control.title)),
        "description": line(&summary.sentence()),
        "origins": origins(evidence),
        "target": {
            "type": "objective-id",
            "target-id": token(&summary.control.id),
            "title": line(&summary.control.title),
            "status": { "state": state, "reason": reason, "remarks": format!(
                "{} violated, {} violated and accepted, {} undecided, {} without a resource in \
                 scope, {} not loaded",
                summary.with(Standing::NotSatisfied), summary.with(Standing::Accepted),
                summary.with(Standing::Undecided), summary.with(Standing::NothingInScope),
                summary.with(Standing::NotLoaded)) },
        },
        "related-observations": [{
            "observation-uuid": uuid(evidence, "checked", &[&summary.control.id]),
        }],
    });
    let own = groups.iter().filter(|group| summary.ids.contains(group.key[1]));
    let risks = own.map(|own| json!({ "risk-uuid": own.uuid(evidence, "risk") }));
    add(&mut finding, "related-risks", risks.collect());
    Some(finding)
}
