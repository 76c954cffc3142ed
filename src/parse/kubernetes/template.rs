//! Strings of a manifest that hold a chart's template, which nobody rendered.
//!
//! In: an object and the text that it was read from. Out: the object with each such string
//! unknown, what stands before and behind the template kept. Braces of other engines are text.

use std::sync::Arc;

use crate::discover::sniff::template::{Actions, actions};
use crate::model::{Cause, Kind, Shape, Span, Unknown, Value};
use crate::parse::Fragment;

/// Longest expression that is shown.
const MAX_NAME: usize = 120;

/// Leaves open what the templates in an object's strings decide, to the depth that the YAML reader
/// allows.
pub(super) fn leave_open(fragment: Fragment<'_>, value: &mut Value) {
    match &mut value.kind {
        Kind::String(text) => {
            if let Some(actions) = actions(text) {
                let string = is_string(fragment, value.span, &actions);
                value.kind = Kind::Unknown(Arc::new(unknown(&actions, string, value.span)));
            }
        }
        Kind::List(items) if items.iter().any(may_hold) => {
            Arc::make_mut(items).iter_mut().for_each(|item| leave_open(fragment, item));
        }
        Kind::Map(map) => {
            // A key that a template makes may be any of those that a rule asks for.
            if let Some((key, span)) = map
                .iter()
                .find_map(|entry| actions(&entry.key).map(|actions| (actions, entry.key_span)))
            {
                let Unknown { name, because, declared_at, .. } = unknown(&key, false, span);
                let shape = Shape { not_null: true, ..Shape::default() };
                let open = Unknown { name, because, declared_at, shape };
                value.kind = Kind::Unknown(Arc::new(open));
            } else if map.iter().any(|entry| may_hold(&entry.value)) {
                let entries = Arc::make_mut(map).iter_mut();
                entries.for_each(|entry| leave_open(fragment, &mut entry.value));
            }
        }
        _ => {}
    }
}

/// Whether it may hold a template: collections are looked into when their turn comes.
fn may_hold(value: &Value) -> bool {
    match &value.kind {
        Kind::String(text) => text.contains("{{"),
        Kind::List(_) | Kind::Map(_) => true,
        _ => false,
    }
}

fn unknown(found: &Actions<'_>, string: bool, span: Span) -> Unknown {
    let mut name: String = found.first.chars().take(MAX_NAME).collect();
    if name.len() < found.first.len() {
        name.push('…');
    }
    let shape = Shape {
        not_null: string,
        string,
        prefix: if string { found.prefix.into() } else { "".into() },
        suffix: if string { found.suffix.into() } else { "".into() },
        not_empty: string && !(found.prefix.is_empty() && found.suffix.is_empty()),
        json: None,
    };
    let declared_at = (!span.is_empty()).then_some(span);
    Unknown { name: name.into(), because: Cause::Template, declared_at, shape }
}

/// Whether the rendered text will be read as a string: where it is quoted or in a block, or begins
/// as no other scalar does.
fn is_string(fragment: Fragment<'_>, span: Span, found: &Actions<'_>) -> bool {
    let start = (span.start as usize).checked_sub(fragment.offset);
    let written = start.and_then(|start| fragment.text.get(start..)).unwrap_or_default();
    let prefix = found.prefix;
    let word = prefix.chars().all(|letter| letter.is_ascii_alphabetic());
    written.starts_with(['"', '\'', '|', '>'])
        || prefix.starts_with(|first: char| first.is_ascii_alphabetic())
            // No boolean and no null is longer than `false`.
            && (!word || prefix.len() > 5)
}

#[cfg(test)]
mod tests {
    use crate::model::{Cause, FileId, Str, Value};
    use crate::parse::kubernetes::parse;
    use crate::parse::{Fragment, Parsed};

    #[test]
    fn strings_are_open_as_far_as_templates_reach() {
        // The text of a value, and name, prefix and whether it is a string of what it becomes.
        let cases = [
            ("\"{{ .Values.x }}\"", Some(("{{ .Values.x }}", "", true))),
            ("'a:{{ .Values.x }}'", Some(("{{ .Values.x }}", "a:", true))),
            ("|\n  a {{ include \"b\" . }}", Some(("{{ include \"b\" . }}", "a ", true))),
            ("a:{{ .Values.x }}", Some(("{{ .Values.x }}", "a:", true))),
            ("t{{ .Values.x }}", Some(("{{ .Values.x }}", "", false))),
            ("1{{ .Values.x }}", Some(("{{ .Values.x }}", "", false))),
            ("\n  'a{{ .Values.x }}': 1", Some(("{{ .Values.x }}", "", false))),
            ("'{{ $labels.x }} {{inputs.y}}'", None),
            ("'${{ x.Values.y }}'", None),
        ];
        for (written, expected) in cases {
            let text = format!("kind: Thing\napiVersion: example.org/v1\nvalue: {written}\n");
            let path: Str = "a.yaml".into();
            let mut parsed = Parsed::default();
            parse(Fragment::whole(FileId(0), &path, &text), &mut parsed);
            let value = parsed.resources[0].attributes.get("value").unwrap();
            let found = value.as_unknown().map(|unknown| {
                assert_eq!(unknown.because, Cause::Template);
                assert!(unknown.declared_at.is_some(), "{written}");
                (&*unknown.name, &*unknown.shape.prefix, unknown.shape.string)
            });
            assert_eq!(found, expected, "{written}");
            assert!(found.is_some() || value.as_str().is_some(), "{written}");
        }
    }

    #[test]
    fn what_a_template_names_keeps_its_name() {
        let text = "kind: Pod\napiVersion: v1\nmetadata: {name: '{{ .Values.n }}'}\n";
        let path: Str = "a.yaml".into();
        let mut parsed = Parsed::default();
        parse(Fragment::whole(FileId(0), &path, text), &mut parsed);
        assert_eq!(&*parsed.resources[0].address, "Pod/default/{{ .Values.n }}");
        let name = parsed.resources[0].attributes.at_keys(&["metadata", "name"]);
        assert!(name.and_then(Value::as_unknown).is_some());
    }
}
