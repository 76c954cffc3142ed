//! Prometheus' configurations and rules, and Alertmanager's configurations, to resources.
//!
//! In: a [`Fragment`]. Out: a resource for a configuration, for each alert and recording rule, for
//! each receiver. Never here: files that a configuration names, templates, queries.
//!
//! | type | address | attributes |
//! |---|---|---|
//! | `prometheus-config` | `path` | as written |
//! | `prometheus-alert` | `path#groups.GROUP.ALERT` | as written, and `group` |
//! | `prometheus-recording-rule` | `path#groups.GROUP.RECORD` | as written, and `group` |
//! | `alertmanager-config` | `path` | as written, and `routes`: all of the tree, see [`routes`] |
//! | `alertmanager-receiver` | `path#receivers.NAME` | as written, and `integrations`: how it notifies |

mod join;
mod matcher;
pub mod routes;

use crate::discover::FileKind;
use crate::model::{
    Diagnostic, Entry, Format, Kind, LeftOut, Loss, Map, Reference, Resource, Segment, Span, Str,
    Value,
};

use super::names::Names;
use super::{Fragment, Parsed, yaml};
pub use join::join;

/// Type of a configuration of Prometheus.
pub const CONFIG: &str = "prometheus-config";
/// Type of an alert.
pub const ALERT: &str = "prometheus-alert";
/// Type of a recording rule.
pub const RECORDING_RULE: &str = "prometheus-recording-rule";
/// Type of a configuration of Alertmanager.
pub const ALERTMANAGER: &str = "alertmanager-config";
/// Type of a receiver of Alertmanager.
pub const RECEIVER: &str = "alertmanager-receiver";

/// Scope in which alerts meet receivers.
const SCOPE: &str = "prometheus";

/// Reads every configuration and rule of a text; addresses begin with `file`, which in a document
/// that may hold several is the path with a line.
pub fn parse_as(fragment: Fragment<'_>, file: &Str, parsed: &mut Parsed) {
    let faults = parsed.diagnostics.len();
    let resources = parsed.resources.len();
    let mut reader = Reader { fragment, file, names: Names::default(), parsed };
    let mut last = None;
    for document in yaml::compose(fragment, &mut reader.parsed.diagnostics) {
        if document.value.kind != Kind::Null {
            last = Some(document.value.span);
            reader.document(&document.value);
        }
    }
    let silent = parsed.resources.len() == resources && parsed.diagnostics.len() == faults;
    if let Some(span) = last.filter(|_| silent) {
        let message = "neither a configuration nor rules of Prometheus";
        let diagnostic = Diagnostic::at(fragment.path.clone(), span, message, Loss::Part);
        parsed.diagnostics.push(diagnostic.losing("this document"));
    }
}

/// Why a fenced block that shows a configuration under a key of its own is not loaded: what is no
/// file of Prometheus, and not even YAML, is a sketch rather than a broken file.
pub fn unreadable_excerpt(fragment: Fragment<'_>, kind: FileKind) -> Option<LeftOut> {
    if !matches!(kind, FileKind::Prometheus | FileKind::PrometheusRules) {
        return None;
    }
    let code = fragment.text.lines().filter(|line| {
        let text = line.trim_start();
        !text.is_empty() && !text.starts_with(['#', '-'])
    });
    let indent = |line: &str| line.len() - line.trim_start().len();
    let base = code.clone().map(indent).min()?;
    let mut top = code.filter(|line| indent(line) == base).map(str::trim_start);
    if top.any(|line| TOP_KEYS.iter().any(|key| line.starts_with(key))) {
        return None;
    }
    let mut faults = Vec::new();
    yaml::compose(fragment, &mut faults);
    let reason = "a Prometheus configuration inside something else, and not valid YAML".into();
    (!faults.is_empty()).then_some(LeftOut { reason, configuration: true })
}

/// Keys that tell a file of Prometheus.
const TOP_KEYS: [&str; 4] = ["scrape_configs", "rule_files", "groups", "route"];

struct Reader<'a> {
    fragment: Fragment<'a>,
    file: &'a Str,
    names: Names,
    parsed: &'a mut Parsed,
}

impl Reader<'_> {
    fn document(&mut self, value: &Value) {
        let Some(root) = value.as_map() else {
            let place = value.span;
            return self.complain(place, "not a map of settings", "this document");
        };
        let has = |key: &str| root.get(key).is_some();
        if has("route") && has("receivers") {
            self.alertmanager(value, root);
        } else if has("scrape_configs") || has("rule_files") {
            self.config(value, root);
        } else if let Some(groups) = root.entry("groups") {
            self.groups(groups);
        } else if root.len() == 1 {
            // Documents show a configuration under a key of their own: one level, no more.
            let inner = root.iter().next().map(|entry| &entry.value);
            if let Some(value) = inner.filter(|value| value.as_map().is_some_and(is_configuration))
            {
                self.document(value);
            }
        }
    }

    fn config(&mut self, value: &Value, root: &Map) {
        let header = root.iter().next().map_or(value.span, |entry| entry.key_span);
        let name = stem(self.fragment.path);
        self.push(CONFIG, "", name, header, value.clone());
        if let Some(groups) = root.entry("groups") {
            self.groups(groups);
        }
    }

    fn groups(&mut self, entry: &Entry) {
        let Some(groups) = entry.value.as_list() else {
            return self.complain(entry.key_span, "`groups` is not a list", "its rules");
        };
        for group in groups {
            let name = group.get("name").and_then(Value::as_str).unwrap_or_default();
            let Some(value) = group.get("rules").filter(|rules| rules.kind != Kind::Null) else {
                continue;
            };
            let Some(rules) = value.as_list() else {
                self.complain(value.span, "`rules` is not a list", "these rules");
                continue;
            };
            for rule in rules {
                self.rule(name, rule);
            }
        }
    }

    fn rule(&mut self, group: &str, rule: &Value) {
        let named = rule.as_map().and_then(|map| {
            let alert = map.entry("alert").map(|entry| (ALERT, entry));
            alert.or_else(|| map.entry("record").map(|entry| (RECORDING_RULE, entry)))
        });
        let Some((kind, entry)) = named else {
            return self.complain(
                rule.span,
                "a rule is neither an alert nor a record",
                "this rule",
            );
        };
        let name = entry.value.as_str().unwrap_or_default().to_owned();
        let header = entry.key_span.to(entry.value.span);
        let mut attributes = rule.clone();
        set(&mut attributes, "group", Value::string(group, Span::default()));
        self.push(kind, &format!("groups.{group}.{name}"), &name, header, attributes);
    }

    fn alertmanager(&mut self, value: &Value, root: &Map) {
        let header = root.entry("route").map_or(value.span, |entry| entry.key_span);
        let mut attributes = value.clone();
        set(&mut attributes, "routes", routes::all(root));
        self.push(ALERTMANAGER, "", stem(self.fragment.path), header, attributes);
        let config = self.parsed.resources.len() - 1;
        let Some(receivers) = root.get("receivers").and_then(Value::as_list) else {
            return self.complain(header, "`receivers` is not a list", "its receivers");
        };
        for (index, receiver) in receivers.iter().enumerate() {
            let Some(entry) = receiver.as_map().and_then(|map| map.entry("name")) else {
                self.complain(receiver.span, "a receiver has no name", "this receiver");
                continue;
            };
            let name = entry.value.as_str().unwrap_or_default().to_owned();
            let mut attributes = receiver.clone();
            set(&mut attributes, "integrations", integrations(receiver));
            let header = entry.key_span.to(entry.value.span);
            self.push(RECEIVER, &format!("receivers.{name}"), &name, header, attributes);
            let to = self.parsed.resources.last().map(|last| last.address.clone());
            if let (Some(to), Some(config)) = (to, self.parsed.resources.get_mut(config)) {
                let path = crate::model::Path(vec!["receivers".into(), Segment::Index(index)]);
                config.references.push(Reference { to, path });
            }
        }
    }

    fn push(&mut self, kind: &str, part: &str, name: &str, header: Span, attributes: Value) {
        let address = match part {
            "" => self.file.to_string(),
            part => format!("{}#{part}", self.file),
        };
        self.parsed.resources.push(Resource {
            address: self.names.next(&address),
            kind: kind.into(),
            name: name.into(),
            format: Format::Prometheus,
            scope: SCOPE.into(),
            span: attributes.span,
            header,
            attributes,
            workload: None,
            pipeline: None,
            references: Vec::new(),
        });
    }

    fn complain(&mut self, span: Span, message: &str, lost: &str) {
        let diagnostic = Diagnostic::at(self.fragment.path.clone(), span, message, Loss::Part);
        self.parsed.diagnostics.push(diagnostic.losing(lost));
    }
}

fn is_configuration(map: &Map) -> bool {
    TOP_KEYS.iter().any(|key| map.get(key).is_some())
}

/// The kinds of notification that a receiver sends: its keys that hold at least one.
fn integrations(receiver: &Value) -> Value {
    let kinds = receiver.as_map().into_iter().flat_map(Map::iter).filter(|entry| {
        entry.key.ends_with("_configs") && entry.value.as_list().is_some_and(|all| !all.is_empty())
    });
    let name =
        |entry: &Entry| Value::string(entry.key.trim_end_matches("_configs"), Span::default());
    Value::list(kinds.map(name).collect(), Span::default())
}

fn set(value: &mut Value, key: &str, new: Value) {
    if let Kind::Map(map) = &mut value.kind {
        std::sync::Arc::make_mut(map).set(key, Span::default(), new);
    }
}

/// `monitoring/prometheus.yml` → `prometheus`.
fn stem(path: &str) -> &str {
    let file = path.rsplit_once('/').map_or(path, |(_, file)| file);
    file.rsplit_once('.').map_or(file, |(stem, _)| stem)
}

#[cfg(test)]
mod tests;
