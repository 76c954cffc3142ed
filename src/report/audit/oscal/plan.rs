//! The plan of action and milestones: what was not mended at the period's end.

use serde_json::{Value, json};

use super::{add, groups, inventory, line, metadata, uuid};
use crate::report::audit::evidence::Evidence;
use crate::report::audit::exceptions::Exception;

/// The document. OSCAL knows no empty plan: where nothing is open, an item says so.
pub fn plan(evidence: &Evidence, exceptions: &[Exception<'_>]) -> Value {
    let open = groups(exceptions.iter().filter(|own| own.fixed.is_none()));
    let mut items: Vec<Value> = open
        .iter()
        .map(|own| {
            let [_, rule, state, severity] = own.key;
            json!({
                "uuid": own.uuid(evidence, "item"),
                "title": own.title(),
                "description": line(&format!("{} ({state}, {severity} severity, {} resources, the \
                    oldest since {})", evidence.title(rule), own.members.len(),
                    crate::history::moment::shown(own.first()))),
                "related-observations":
                    [{ "observation-uuid": own.uuid(evidence, "observation") }],
                "related-risks": [{ "risk-uuid": own.uuid(evidence, "risk") }],
            })
        })
        .collect();
    if items.is_empty() {
        items.push(json!({
            "uuid": uuid(evidence, "item", &["nothing"]),
            "title": "Nothing was open",
            "description": "At the end of the period no violation that the runs found was open.",
        }));
    }
    let title = format!("{}: plan of action and milestones", evidence.pack.title);
    let mut plan = json!({
        "uuid": uuid(evidence, "plan", &[]),
        "metadata": metadata(evidence, &title),
        "system-id": { "identifier-type": "https://ietf.org/rfc/rfc4122",
            "id": uuid(evidence, "system", &[]) },
    });
    let mut local = json!({});
    add(&mut local, "inventory-items", inventory(evidence, &open));
    if let Some(object) = plan.as_object_mut()
        && local.as_object().is_some_and(|local| !local.is_empty())
    {
        object.insert("local-definitions".into(), local);
    }
    add(&mut plan, "observations", open.iter().map(|own| own.observation(evidence)).collect());
    add(&mut plan, "risks", open.iter().map(|own| own.risk(evidence)).collect());
    add(&mut plan, "poam-items", items);
    json!({ "plan-of-action-and-milestones": plan })
}
