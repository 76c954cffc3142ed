//! Where the values come from that findings are about.
//!
//! In: results with their resources. Out: the same with a chain each, where the value stands
//! elsewhere than in the attribute itself. Terraform is asked to evaluate the attributes in
//! question once more; in YAML the places of values tell. Never here: passes, which are about no
//! attribute.

use std::collections::HashMap;

use crate::finding::{RuleResult, Verdict};
use crate::model::{
    Format, Path, Resource, ResourceId, Segment, Sources, Span, Step, StepKind, Value,
};
use crate::parse::terraform::{Origins, Wanted};

/// Bytes of an expression that are looked at to tell whether it is a literal.
const GLANCE: usize = 4096;
/// Bytes of a mapping in which a merge key is looked for.
const MERGE_REACH: usize = 1 << 16;

/// Gives findings their chains.
pub(super) fn attach(
    results: &mut [RuleResult],
    resources: &[Resource],
    sources: &Sources,
    origins: Option<&Origins>,
) {
    let found = chains(results, resources, sources, origins);
    for (index, steps) in found {
        if let Some(result) = results.get_mut(index).filter(|_| !steps.is_empty()) {
            // The attribute stands before what it comes from.
            let attribute = Step::new(StepKind::Attribute, result.path.to_string(), result.span);
            result.chain = std::iter::once(attribute).chain(steps).collect();
        }
    }
}

/// Chains by the index of their result.
fn chains(
    results: &[RuleResult],
    resources: &[Resource],
    sources: &Sources,
    origins: Option<&Origins>,
) -> Vec<(usize, Vec<Step>)> {
    let mut numbers: HashMap<(ResourceId, &Path), usize> = HashMap::new();
    let mut wanted: Vec<Wanted<'_>> = Vec::new();
    let mut asked: Vec<(usize, usize)> = Vec::new();
    let mut found: Vec<(usize, Vec<Step>)> = Vec::new();
    for (index, result) in results.iter().enumerate() {
        if !matches!(result.verdict, Verdict::Fail | Verdict::Indeterminate) {
            continue;
        }
        let Some(resource) = resources.get(result.resource.0 as usize) else { continue };
        let path = &result.path;
        if resource.format != Format::Terraform {
            found.push((index, by_places(resource, path, sources)));
        } else if is_derived(resource, path, sources) {
            let number = *numbers.entry((result.resource, path)).or_insert_with(|| {
                wanted.push(Wanted { resource, path });
                wanted.len() - 1
            });
            asked.push((index, number));
        }
    }
    if let Some(origins) = origins {
        let traced = origins.chains(&wanted);
        let of = |number: usize| traced.get(number).cloned().unwrap_or_default();
        found.extend(asked.into_iter().map(|(index, number)| (index, of(number))));
    }
    found
}

/// Whether a Terraform attribute may come from elsewhere; a cheap look that errs on this side.
fn is_derived(resource: &Resource, path: &Path, sources: &Sources) -> bool {
    if path.0.is_empty() {
        return false;
    }
    let mut value = &resource.attributes;
    for segment in &path.0 {
        match value.step(segment) {
            Some(part) => value = part,
            None => break,
        }
    }
    // What is absent may be so because a `dynamic` block made none of its kind.
    if std::ptr::eq(value, &resource.attributes) {
        return sources.text(resource.span).contains("dynamic");
    }
    let place = value.span;
    !resource.span.holds(place) || place.is_empty() || refers(sources.text(place))
}

/// Whether an expression may be more than a literal.
fn refers(text: &str) -> bool {
    if text.len() > GLANCE || text.contains("${") || text.contains("%{") {
        return true;
    }
    // Nearly all attributes are plain literals.
    if !text.bytes().any(|byte| matches!(byte, b'.' | b'(' | b'?')) {
        return false;
    }
    let mut quoted = false;
    let mut before = ' ';
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        match letter {
            '\\' if quoted => drop(letters.next()),
            '"' => quoted = !quoted,
            _ if quoted => {}
            '(' | '?' => return true,
            '.' if (before.is_alphanumeric() || matches!(before, '_' | ']'))
                && letters.peek().is_some_and(|next| next.is_alphabetic() || *next == '_') =>
            {
                return true;
            }
            _ => {}
        }
        before = letter;
    }
    false
}

/// The aliases and merge keys that a value came through, told by where its parts are written.
fn by_places(resource: &Resource, path: &Path, sources: &Sources) -> Vec<Step> {
    let yaml =
        matches!(resource.format, Format::Kubernetes | Format::GithubActions | Format::Compose);
    let mut steps: Vec<Step> = Vec::new();
    if !yaml {
        return steps;
    }
    let mut value = &resource.attributes;
    let mut push = |kind, name: &str, place| {
        let depth = u16::try_from(steps.len() + 1).unwrap_or(u16::MAX);
        steps.push(Step { depth, ..Step::new(kind, name, place) });
    };
    for segment in &path.0 {
        let Some((part, written)) = part(value, segment) else { break };
        if let Some(name) = alias(value, sources) {
            push(StepKind::Alias, name, value.span);
        } else if let Some(place) = merge(value.span, written, sources) {
            push(StepKind::Merge, "<<", place);
        }
        value = part;
    }
    if let Some(name) = alias(value, sources) {
        push(StepKind::Alias, name, value.span);
        if let Some(place) = anchor(name, value.span, sources) {
            push(StepKind::Value, "", place);
        }
    }
    steps
}

/// One step down, and where the part is written.
fn part<'v>(value: &'v Value, segment: &Segment) -> Option<(&'v Value, Span)> {
    match segment {
        Segment::Key(key) => {
            let entry = value.as_map()?.entry(key)?;
            Some((&entry.value, entry.key_span))
        }
        Segment::Index(_) => value.step(segment).map(|part| (part, part.span)),
    }
}

/// `*name`, where an alias stands for a value.
fn alias<'s>(value: &Value, sources: &'s Sources) -> Option<&'s str> {
    let text = sources.text(value.span);
    let name = text.strip_prefix('*')?;
    (!name.is_empty() && !name.contains(char::is_whitespace)).then_some(text)
}

/// The merge key of a mapping, where a part of it is written outside of it.
fn merge(mapping: Span, part: Span, sources: &Sources) -> Option<Span> {
    if mapping.holds(part) || part.is_empty() || mapping.is_empty() {
        return None;
    }
    let text = sources.text(mapping);
    let text = text.get(..text.floor_char_boundary(MERGE_REACH)).unwrap_or(text);
    let at = text.find("<<")?;
    let start = mapping.start as usize + at;
    Some(Span::new(mapping.file, start, start + "<<".len()))
}

/// The line of the anchor that an alias names: the last one before it.
fn anchor(alias: &str, place: Span, sources: &Sources) -> Option<Span> {
    let name = alias.strip_prefix('*')?;
    let before = sources.get(place.file)?.text.get(..place.start as usize)?;
    let wanted = format!("&{name}");
    let ends = |at: &usize| {
        let rest = before.get(at + wanted.len()..).unwrap_or_default();
        rest.starts_with(char::is_whitespace)
    };
    let at = before.rmatch_indices(&wanted).map(|(at, _)| at).find(ends)?;
    let line = before.get(at..)?.lines().next()?.trim_end();
    Some(Span::new(place.file, at, at + line.len()))
}

#[cfg(test)]
mod tests {
    use super::refers;

    #[test]
    fn literals_are_told_from_expressions() {
        for text in ["true", "\"a.b\"", "[\"0.0.0.0/0\", 1.5]", "{ a = \"x?\" }", "\"\\\"a.b\""] {
            assert!(!refers(text), "{text}");
        }
        for text in ["var.a", "[local.b]", "f(1)", "\"${a}\"", "a ? b : c", "!var.x", "x[0].y"] {
            assert!(refers(text), "{text}");
        }
    }
}
