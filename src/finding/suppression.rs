//! Suppression comments and annotations: ours and the other tools' own.
//!
//! In: texts, resources and results. Out: each result that a comment covers, marked with it. A
//! suppressed result keeps its verdict. A suppression past its `until` day, or with a day that
//! cannot be read, covers nothing.

mod faults;
mod tfsec;

use std::collections::HashMap;

use super::{RuleResult, Suppression, Verdict};
use crate::model::{Date, FileId, Kind, Path, Resource, Source, Sources, Span, Str};
use crate::policy::Rule;

pub use faults::faults;

/// Whose convention a comment follows; it decides what ids mean and how far the comment reaches.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Tool {
    Provost,
    Checkov,
    Trivy,
    Zizmor,
    Kics,
}

/// A suppression as it is written.
#[derive(Debug, Clone)]
struct Comment {
    tool: Tool,
    /// Ids, lower case; empty means every rule.
    ids: Vec<String>,
    reason: String,
    span: Span,
    /// The line that it stands on, 1-based.
    line: u32,
    /// The line that it speaks of when it stands alone: the next one with content.
    target: u32,
}

/// Marks every result that a comment or annotation covers.
pub fn apply(
    results: &mut [RuleResult],
    resources: &[Resource],
    rules: &[Rule],
    sources: &Sources,
    today: Date,
) {
    let mut comments: HashMap<FileId, Vec<Comment>> = HashMap::new();
    for result in results.iter_mut().filter(|result| result.verdict != Verdict::Pass) {
        let (Some(resource), Some(rule)) =
            (resources.get(result.resource.0 as usize), rules.get(result.rule))
        else {
            continue;
        };
        let Some(source) = sources.get(result.span.file) else { continue };
        let own = comments
            .entry(result.span.file)
            .or_insert_with(|| read_comments(result.span.file, source, today));
        let by_comment = own
            .iter()
            .find(|comment| comment.names(rule) && comment.reaches(result, resource, source));
        result.suppression = by_comment
            .map(|comment| Suppression { span: comment.span, reason: comment.reason.clone() })
            .or_else(|| by_annotation(resource, rule))
            .map(Box::new);
    }
}

impl Comment {
    /// Whether it names a rule.
    fn names(&self, rule: &Rule) -> bool {
        let is = |id: &str, name: &str| name.eq_ignore_ascii_case(id);
        self.ids.is_empty()
            || self.ids.iter().any(|id| {
                let plain = is(id, &rule.id) || rule.aliases.iter().any(|alias| is(id, alias));
                let prefixed = |prefix: &str| {
                    rule.aliases.iter().any(|alias| {
                        alias.strip_prefix(prefix).is_some_and(|name| name.eq_ignore_ascii_case(id))
                    })
                };
                match self.tool {
                    Tool::Zizmor => prefixed("zizmor/"),
                    // Trivy writes `AWS-0080` as well as `AVD-AWS-0080`.
                    Tool::Trivy => {
                        let by_number =
                            |number: String| rule.aliases.iter().any(|alias| **alias == *number);
                        plain || prefixed("AVD-") || tfsec::number(id).is_some_and(by_number)
                    }
                    _ => plain,
                }
            })
    }

    /// Whether it reaches a result: its line, the line or block that it stands above, or, for the
    /// tools that read it so, the block that it stands in.
    fn reaches(&self, result: &RuleResult, resource: &Resource, source: &Source) -> bool {
        let line_of = |span: Span| source.position(span.start).line;
        let at = |line: u32| self.line == line || self.target == line;
        if at(line_of(result.span)) {
            return true;
        }
        if resource.span.file != result.span.file {
            return false;
        }
        if self.tool == Tool::Kics {
            return false;
        }
        let blocks = (0..result.path.0.len())
            .map(|length| Path(result.path.0.iter().take(length).cloned().collect()))
            .map(|path| line_of(resource.locate(&path)));
        if at(line_of(resource.span)) || blocks.into_iter().any(at) {
            return true;
        }
        let inside = self.span.start >= resource.span.start && self.span.end <= resource.span.end;
        self.tool == Tool::Checkov && inside
    }
}

/// Every suppression comment of a text.
fn read_comments(file: FileId, source: &Source, today: Date) -> Vec<Comment> {
    let mut found = Vec::new();
    // Nearly every file has none: a search for the few markers first.
    if !MARKERS.iter().any(|(marker, _)| source.text.contains(marker)) {
        return found;
    }
    let mut offset = 0;
    let lines: Vec<&str> = source.text.split('\n').collect();
    for (index, line) in lines.iter().enumerate() {
        let start = offset;
        offset += line.len() + 1;
        let Some((comment_start, comment)) = comment_of(line) else { continue };
        for (marker, tool) in MARKERS {
            let Some(at) = comment.find(marker) else { continue };
            let rest = comment.get(at + marker.len()..).unwrap_or_default();
            let Some((ids, reason)) = parse(tool, rest, today) else { continue };
            let alone = line.get(..comment_start).is_some_and(|before| before.trim().is_empty());
            let target = if alone { next_content(&lines, index) } else { index };
            let number = |index: usize| u32::try_from(index + 1).unwrap_or(u32::MAX);
            found.push(Comment {
                tool,
                ids,
                reason,
                span: Span::new(file, start + comment_start, start + line.trim_end().len()),
                line: number(index),
                target: number(target),
            });
            break;
        }
    }
    found
}

const MARKERS: [(&str, Tool); 6] = [
    ("provost:ignore", Tool::Provost),
    ("checkov:skip=", Tool::Checkov),
    ("trivy:ignore:", Tool::Trivy),
    ("tfsec:ignore:", Tool::Trivy),
    ("kics-scan ignore-line", Tool::Kics),
    ("zizmor: ignore[", Tool::Zizmor),
];

/// Where a line's comment starts, and the comment. A `#` or `//` inside quotes starts none.
fn comment_of(line: &str) -> Option<(usize, &str)> {
    let mut quote = None;
    let mut before = ' ';
    for (at, c) in line.char_indices() {
        match quote {
            Some(open) if c == open && before != '\\' => quote = None,
            Some(_) => {}
            None if c == '"' || (c == '\'' && !before.is_alphanumeric()) => quote = Some(c),
            None => {
                let rest = line.get(at..).unwrap_or_default();
                let slashes = rest.starts_with("//") && before != ':';
                if c == '#' || slashes || rest.starts_with("<!--") || rest.starts_with("/*") {
                    return Some((at, rest));
                }
            }
        }
        before = c;
    }
    None
}

/// Index of the next line that is neither empty nor a comment.
fn next_content(lines: &[&str], from: usize) -> usize {
    let content = |line: &str| {
        let text = line.trim();
        !text.is_empty() && comment_of(text).is_none_or(|(at, _)| at > 0)
    };
    lines
        .iter()
        .enumerate()
        .skip(from + 1)
        .find(|(_, line)| content(line))
        .map_or(from, |(index, _)| index)
}

/// Ids and reason of what follows a marker; `None` where it names nothing or has expired.
fn parse(tool: Tool, rest: &str, today: Date) -> Option<(Vec<String>, String)> {
    let rest = rest.trim_end().trim_end_matches("-->").trim_end_matches("*/");
    let split = |list: &str| -> Vec<String> {
        list.split(',').map(|id| id.trim().to_lowercase()).filter(|id| !id.is_empty()).collect()
    };
    let (ids, reason) = match tool {
        Tool::Kics => return Some((Vec::new(), String::new())),
        Tool::Provost => {
            let rest = rest.trim_start();
            let (ids, options) = rest.split_once(char::is_whitespace).unwrap_or((rest, ""));
            if let Some(day) = option(options, "until=") {
                let until: Date = day.parse().ok()?;
                if today > until {
                    return None;
                }
            }
            (split(ids), option(options, "reason=").unwrap_or_default())
        }
        Tool::Checkov => {
            let (ids, reason) = rest.split_once(':').unwrap_or((rest, ""));
            (split(ids), reason.trim().to_string())
        }
        Tool::Trivy => {
            // `trivy:ignore:ID:exp:2027-01-01`, several separated by spaces.
            let mut parts = rest.split([':', ' ', '\t']).map(str::trim);
            let id = parts.next().unwrap_or_default();
            if parts.next() == Some("exp") && parts.next()?.parse::<Date>().ok()? < today {
                return None;
            }
            (split(id), String::new())
        }
        Tool::Zizmor => {
            let (ids, reason) = rest.split_once(']')?;
            (split(ids), reason.trim().to_string())
        }
    };
    (!ids.is_empty()).then_some((ids, reason))
}

/// `name=value` or `name="value with blanks"`.
fn option(text: &str, name: &str) -> Option<String> {
    let rest = text.split_once(name)?.1;
    match rest.strip_prefix('"') {
        Some(quoted) => Some(quoted.split('"').next().unwrap_or(quoted).to_string()),
        None => rest.split_whitespace().next().map(str::to_string),
    }
}

/// Annotations of Kubernetes objects: kube-linter's and Checkov's.
fn by_annotation(resource: &Resource, rule: &Rule) -> Option<Suppression> {
    let annotations = resource.attributes.at_keys(&["metadata", "annotations"])?.as_map()?;
    annotations.iter().find_map(|entry| {
        let text = match &entry.value.kind {
            Kind::String(text) => text.clone(),
            _ => Str::default(),
        };
        let (id, reason) = if let Some(id) = entry.key.strip_prefix("ignore-check.kube-linter.io/")
        {
            (format!("kube-linter/{id}"), text.to_string())
        } else if entry.key.starts_with("checkov.io/skip") {
            let (id, reason) = text.split_once('=').unwrap_or((&text, ""));
            (id.trim().to_string(), reason.trim().to_string())
        } else {
            return None;
        };
        let named = *rule.id == *id || rule.aliases.iter().any(|alias| **alias == *id);
        named.then_some(Suppression { span: entry.key_span, reason })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn comments(text: &str) -> Vec<(Vec<String>, u32, u32, String)> {
        let today = "2026-11-21".parse().unwrap();
        read_comments(FileId(0), &Source::new("a.tf", text), today)
            .into_iter()
            .map(|comment| (comment.ids, comment.line, comment.target, comment.reason))
            .collect()
    }

    #[test]
    fn every_tool_is_read() {
        let text = "\
# provost:ignore a-b,CKV_1 until=2027-01-01 reason=\"it is fine\"
x = 1
y = 2 // trivy:ignore:AVD-AWS-0080
# checkov:skip=CKV_2:because of it

# another comment
z = 3
uses: a/b@v1 # zizmor: ignore[unpinned-uses] later
";
        let of = |ids: &[&str]| ids.iter().map(|id| id.to_string()).collect::<Vec<_>>();
        assert_eq!(
            comments(text),
            [
                (of(&["a-b", "ckv_1"]), 1, 2, "it is fine".into()),
                (of(&["avd-aws-0080"]), 3, 3, String::new()),
                (of(&["ckv_2"]), 4, 7, "because of it".into()),
                (of(&["unpinned-uses"]), 8, 8, "later".into()),
            ]
        );
    }

    #[test]
    fn what_is_expired_or_no_comment_covers_nothing() {
        assert!(comments("# provost:ignore a until=2026-11-20\nx = 1\n").is_empty());
        assert!(comments("# provost:ignore a until=soon\nx = 1\n").is_empty());
        assert!(comments("x = \"# provost:ignore a\"\n").is_empty());
        assert!(comments("# provost:ignore\nx = 1\n").is_empty());
    }
}
