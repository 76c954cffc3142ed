//! Rules and packs as SARIF describes them.
//!
//! In: rules and packs. Out: reporting descriptors and tool components, within GitHub's limits on
//! lengths and tags; an empty text is left out, as it counts as missing. Never here: anything
//! about a result.

use std::collections::BTreeMap;

use serde_json::{Value, json};
use serde_sarif::sarif::{
    MultiformatMessageString, PropertyBag, ReportingConfiguration, ReportingDescriptor,
    ToolComponent,
};

use crate::finding::PackUse;
use crate::policy::{Rule, Severity};
use crate::report::{explain, safe};

/// Tags that a rule may have.
const TAGS: usize = 20;

/// Characters of a description.
const DESCRIPTION: usize = 1_024;

/// A rule.
pub(super) fn descriptor(rule: &Rule) -> ReportingDescriptor {
    let title = or(&rule.title, &rule.id);
    let description = or(&rule.description, title);
    let (text, markdown) = help(rule, description);
    let mut descriptor = ReportingDescriptor::builder()
        .id(&*rule.id)
        .short_description(text_only(&safe::cut(title, DESCRIPTION)))
        .full_description(text_only(&safe::cut(description, DESCRIPTION)))
        .help(MultiformatMessageString::builder().text(text).markdown(markdown).build())
        .default_configuration(
            ReportingConfiguration::builder().level(json!(explain::degree(rule.severity))).build(),
        )
        .properties(properties(rule))
        .build();
    let web = |reference: &&crate::model::Str| reference.starts_with("https://");
    descriptor.help_uri = rule.references.iter().find(web).map(|reference| reference.to_string());
    descriptor
}

fn or<'a>(text: &'a str, instead: &'a str) -> &'a str {
    let text = text.trim();
    if text.is_empty() { instead } else { text }
}

fn text_only(text: &str) -> MultiformatMessageString {
    MultiformatMessageString::builder().text(text).build()
}

/// How to mend a failure and where to read on, as plain text and as Markdown.
fn help(rule: &Rule, description: &str) -> (String, String) {
    let remediation = or(&rule.remediation, description);
    let (mut text, mut markdown) = (remediation.to_owned(), remediation.to_owned());
    if !rule.references.is_empty() {
        text.push_str("\n\nReferences:");
        markdown.push_str("\n\n**References**\n");
    }
    for reference in &rule.references {
        text.push_str(&format!("\n{reference}"));
        markdown.push_str(&format!("\n- <{reference}>"));
    }
    (text, markdown)
}

fn properties(rule: &Rule) -> PropertyBag {
    let mut more: BTreeMap<String, Value> = BTreeMap::new();
    more.insert("precision".into(), json!("high"));
    more.insert("security-severity".into(), json!(score(rule.severity)));
    more.insert("aliases".into(), json!(texts(&rule.aliases)));
    let controls: BTreeMap<&str, Vec<&str>> =
        rule.controls.iter().map(|(name, criteria)| (&**name, texts(criteria))).collect();
    more.insert("controls".into(), json!(controls));
    PropertyBag::builder().tags(tags(rule)).additional_properties(more).build()
}

fn texts(list: &[crate::model::Str]) -> Vec<&str> {
    list.iter().map(|text| &**text).collect()
}

/// `security`, then controls, then the topic: GitHub shows the first ten. The topic has its
/// place kept among the twenty.
fn tags(rule: &Rule) -> Vec<String> {
    let controls = rule.controls.iter().flat_map(|(framework, criteria)| {
        criteria.iter().map(move |criterion| format!("{framework}/{criterion}"))
    });
    let topic = rule.category.trim().replace(' ', "-");
    let topic = (!topic.is_empty()).then_some(topic);
    let room = TAGS - 1 - usize::from(topic.is_some());
    let mut tags = vec!["security".to_owned()];
    tags.extend(controls.take(room));
    tags.extend(topic);
    tags
}

/// GitHub's number for a severity.
fn score(severity: Severity) -> &'static str {
    match severity {
        Severity::Critical => "9.5",
        Severity::High => "8.0",
        Severity::Medium => "5.5",
        Severity::Low => "3.0",
        Severity::Info => "0.5",
    }
}

/// A pack.
pub(super) fn pack(pack: &PackUse) -> ToolComponent {
    let digest = BTreeMap::from([("digest".to_owned(), json!(&*pack.digest))]);
    let mut component = ToolComponent::builder()
        .name(&*pack.name)
        .properties(PropertyBag::builder().additional_properties(digest).build())
        .build();
    component.version = (!pack.version.is_empty()).then(|| pack.version.to_string());
    component
}
