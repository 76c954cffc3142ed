//! What a YAML or JSON text is, told from its top-level keys.
//!
//! In: a text. Out: a [`YamlKind`], for the whole text or for each of its documents. One pass over
//! the lines, linear, without a parse: a broken text is recognised as what it means to be, and its
//! parser then says what is wrong. Never here: file names, and the exact structure.

mod document;
mod flow;
pub mod template;

use std::ops::Range;

use document::{Document, Marks};

/// What a YAML or JSON text holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum YamlKind {
    /// Objects of the Kubernetes API.
    Kubernetes,
    /// A GitHub Actions workflow.
    GithubWorkflow,
    /// The definition of a GitHub action.
    GithubAction,
    /// A Compose file.
    Compose,
    /// A Terraform plan in JSON.
    TerraformPlan,
    /// A Terraform state.
    TerraformState,
    /// A configuration of Prometheus.
    Prometheus,
    /// Groups of alerts and recording rules.
    PrometheusRules,
    /// A configuration of Alertmanager.
    Alertmanager,
    /// A configuration of Dependabot.
    Dependabot,
    /// The template of a chart: YAML only after it was rendered.
    HelmTemplate,
    /// Nothing that is read, and what it is instead.
    Other(&'static str),
}

/// One document of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sniffed {
    /// Its bytes, without the line that separates it from the one before.
    pub range: Range<usize>,
    /// What it holds.
    pub kind: YamlKind,
    /// Whether the separator before or after it is indented, as in a fence inside a list: YAML
    /// knows separators only at the start of a line, so such documents are to be parsed alone.
    pub indented: bool,
}

/// The reason for a text without a value.
pub const EMPTY: &str = "no content";
/// The reason for keys that no known format has.
pub const UNKNOWN_KEYS: &str = "no configuration format that is read";

/// What a text holds. Of several documents the first that is read decides; one that is a template
/// loses only itself.
pub fn sniff_yaml(text: &str) -> YamlKind {
    let mut best = YamlKind::Other(EMPTY);
    for document in document::documents(text) {
        let kind = classify(&document);
        best = match (best, kind) {
            // An empty document before the first `---` says nothing.
            (YamlKind::Other(EMPTY), kind) => kind,
            (best, YamlKind::Other(_)) => best,
            (YamlKind::Other(_) | YamlKind::HelmTemplate, kind) => kind,
            (best, _) => best,
        };
    }
    best
}

/// The documents of a text, each with what it holds.
pub fn sniff_documents(text: &str) -> impl Iterator<Item = Sniffed> {
    document::documents(text).map(|document| Sniffed {
        kind: classify(&document),
        range: document.range,
        indented: document.indented,
    })
}

fn classify(document: &Document<'_>) -> YamlKind {
    let has = |key: &str| document.value(key).is_some();
    // A map on the key's own line: `runs: {using: node24}`.
    let inline = |key: &str, inner: &str| document.value(key).is_some_and(|it| it.contains(inner));
    let marks = document.marks;
    if document.is_empty() {
        return if marks.helm { YamlKind::HelmTemplate } else { YamlKind::Other(EMPTY) };
    }
    if document.list {
        return YamlKind::Other(list_reason(document));
    }
    if has("jobs") && is_workflow(document) {
        return YamlKind::GithubWorkflow;
    }
    if has("runs") && (marks.using || inline("runs", "using")) {
        return YamlKind::GithubAction;
    }
    if let (Some(version), Some(_)) = (document.value("apiVersion"), document.value("kind")) {
        if let Some(reason) = object_reason(document, version) {
            return YamlKind::Other(reason);
        }
        return if marks.helm { YamlKind::HelmTemplate } else { YamlKind::Kubernetes };
    }
    if has("format_version") && (has("resource_changes") || has("planned_values")) {
        return YamlKind::TerraformPlan;
    }
    if has("terraform_version") && (has("format_version") || has("lineage") || has("serial")) {
        return YamlKind::TerraformState;
    }
    if let Some(kind) = neighbour(document) {
        return kind;
    }
    if let Some(reason) = known_reason(document) {
        return YamlKind::Other(reason);
    }
    if has("services") && (marks.service || inline("services", "image:")) {
        return YamlKind::Compose;
    }
    if marks.helm {
        return YamlKind::HelmTemplate;
    }
    YamlKind::Other(if has("$schema") { "a JSON schema or a file of one" } else { UNKNOWN_KEYS })
}

/// `jobs` stands at the top of workflows, of CircleCI's and of Azure's files.
fn is_workflow(document: &Document<'_>) -> bool {
    let has = |key: &str| document.value(key).is_some();
    if has("on") || has("true") {
        return true;
    }
    let foreign = ["workflows", "orbs", "trigger", "pool", "stages", "pr", "resources"];
    let Marks { runs_on, uses, .. } = document.marks;
    (runs_on || uses) && !foreign.iter().any(|key| has(key))
}

fn list_reason(document: &Document<'_>) -> &'static str {
    let Marks { hosts, uses, alert, .. } = document.marks;
    match () {
        () if hosts => "an Ansible playbook",
        () if uses => "steps of a workflow without their job",
        () if alert => "Prometheus rules without their group",
        () => "a list, not a configuration of any format that is read",
    }
}

/// Things that have `apiVersion` and `kind` without being objects of a cluster.
fn object_reason(document: &Document<'_>, version: &str) -> Option<&'static str> {
    let group = version.split('/').next().unwrap_or_default();
    match group {
        "kustomize.config.k8s.io" => Some("a kustomization"),
        "skaffold" => Some("a Skaffold configuration"),
        "kind.x-k8s.io" => Some("a configuration of kind"),
        "v1" if document.value("clusters").is_some() && document.value("users").is_some() => {
            Some("a kubeconfig")
        }
        _ => None,
    }
}

/// Formats that are known by their keys and not read: all of the keys must be there.
const KNOWN: &[(&[&str], &str)] = &[
    (&["AWSTemplateFormatVersion"], "a CloudFormation template"),
    (&["openapi"], "an OpenAPI description"),
    (&["swagger"], "an OpenAPI description"),
    (&["asyncapi"], "an AsyncAPI description"),
    (&["version", "workflows", "jobs"], "a CircleCI configuration"),
    (&["version", "orbs"], "a CircleCI configuration"),
    (&["trigger", "pool"], "an Azure pipeline"),
    (&["trigger", "jobs"], "an Azure pipeline"),
    (&["trigger", "steps"], "an Azure pipeline"),
    (&["trigger", "stages"], "an Azure pipeline"),
    (&["repos"], "a pre-commit configuration"),
    (&["apiVersion", "name", "version"], "the description of a chart"),
    (&["receivers", "exporters"], "an OpenTelemetry collector configuration"),
    (&["panels", "title"], "a Grafana dashboard"),
    (&["dashboard"], "a Grafana dashboard"),
    (&["datasources"], "Grafana data sources"),
    (&["Version", "Statement"], "an IAM policy document"),
];

/// Dependabot, Prometheus and Alertmanager. Documents also show the latter under one key of their
/// own.
fn neighbour(document: &Document<'_>) -> Option<YamlKind> {
    let has = |key: &str| document.value(key).is_some();
    let marks = document.marks;
    let alone = document.keys.len() == 1;
    match () {
        () if has("version") && has("updates") => Some(YamlKind::Dependabot),
        () if has("groups") && marks.alert => Some(YamlKind::PrometheusRules),
        () if has("route") && has("receivers") => Some(YamlKind::Alertmanager),
        () if has("scrape_configs") || (has("global") && has("rule_files")) => {
            Some(YamlKind::Prometheus)
        }
        () if alone && marks.scrape => Some(YamlKind::Prometheus),
        () if alone && marks.alert => Some(YamlKind::PrometheusRules),
        () => None,
    }
}

fn known_reason(document: &Document<'_>) -> Option<&'static str> {
    let has = |key: &str| document.value(key).is_some();
    let marks = document.marks;
    if let Some((_, reason)) = KNOWN.iter().find(|(keys, _)| keys.iter().all(|key| has(key))) {
        return Some(reason);
    }
    match () {
        () if has("Resources") && marks.cloudformation => Some("a CloudFormation template"),
        () if marks.script && (has("stages") || has("before_script") || has("include")) => {
            Some("a GitLab pipeline")
        }
        () if has("steps") && marks.uses => Some("steps of a workflow without their job"),
        () if has("resources") && (has("namespace") || has("bases") || has("patches")) => {
            Some("a kustomization")
        }
        () if marks.scrape => Some("a Prometheus configuration inside something else"),
        () if marks.alert => Some("Prometheus rules inside something else"),
        () => None,
    }
}

#[cfg(test)]
mod tests;
