//! Dependabot's configuration to resources: one for each entry of `updates`.
//!
//! In: a [`Fragment`]. Out: a resource of the type `dependabot-update` for each ecosystem and
//! directory, its attributes as written. Never here: registries, and what an update would do.

use super::names::Names;
use super::{Fragment, Parsed, yaml};
use crate::model::{Diagnostic, Format, Kind, Loss, Resource, Span, Str, Value};

/// Type of the resources.
pub const UPDATE: &str = "dependabot-update";

/// Reads every update of a configuration; addresses begin with `file`, which in a document that
/// may hold several is the path with a line.
pub fn parse_as(fragment: Fragment<'_>, file: &Str, parsed: &mut Parsed) {
    let faults = parsed.diagnostics.len();
    let mut names = Names::default();
    let mut found = false;
    for document in yaml::compose(fragment, &mut parsed.diagnostics) {
        let Some(entry) = document.value.as_map().and_then(|map| map.entry("updates")) else {
            continue;
        };
        found = true;
        match entry.value.as_list() {
            Some(updates) => {
                for update in updates {
                    match resource(update, file, &mut names) {
                        Some(resource) => parsed.resources.push(resource),
                        None => complain(fragment, update.span, "an update is not a map", parsed),
                    }
                }
            }
            None if entry.value.kind == Kind::Null => {}
            None => complain(fragment, entry.key_span, "`updates` is not a list", parsed),
        }
    }
    if !found && parsed.diagnostics.len() == faults {
        let message = "not a configuration of Dependabot: `updates` is missing";
        parsed.diagnostics.push(Diagnostic::file(fragment.path.clone(), message));
    }
}

fn resource(update: &Value, file: &Str, names: &mut Names) -> Option<Resource> {
    let map = update.as_map()?;
    let text = |key: &str| update.get(key).and_then(Value::as_str);
    let ecosystem = text("package-ecosystem").unwrap_or("unknown");
    let several = update.get("directories").and_then(Value::as_list).unwrap_or_default();
    let directory = text("directory").or_else(|| several.first().and_then(Value::as_str));
    let name = format!("{ecosystem}:{}", directory.unwrap_or("/"));
    let named = map.entry("package-ecosystem").or_else(|| map.iter().next());
    let header = named.map_or(update.span, |entry| entry.key_span.to(entry.value.span));
    Some(Resource {
        address: names.next(&format!("{file}#updates.{name}")),
        kind: UPDATE.into(),
        name: name.into(),
        format: Format::Dependabot,
        scope: file.clone(),
        span: update.span,
        header,
        attributes: update.clone(),
        workload: None,
        pipeline: None,
        references: Vec::new(),
    })
}

fn complain(fragment: Fragment<'_>, span: Span, message: &str, parsed: &mut Parsed) {
    let diagnostic = Diagnostic::at(fragment.path.clone(), span, message, Loss::Part);
    parsed.diagnostics.push(diagnostic.losing("these updates"));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::FileId;

    fn read(text: &str) -> Parsed {
        let path: Str = ".github/dependabot.yml".into();
        let mut parsed = Parsed::default();
        parse_as(Fragment::whole(FileId(0), &path, text), &path, &mut parsed);
        parsed
    }

    #[test]
    fn updates_become_resources() {
        let parsed = read(
            "version: 2\nupdates:\n  - {package-ecosystem: pip, directory: /}\n  - \
             {package-ecosystem: pip, directory: /}\n  - {package-ecosystem: npm, directories: \
             [/a, /b]}\n",
        );
        assert!(parsed.diagnostics.is_empty(), "{:?}", parsed.diagnostics);
        let addresses: Vec<_> = parsed.resources.iter().map(|one| &*one.address).collect();
        let expected = ["pip:/", "pip:/~2", "npm:/a"];
        let expected = expected.map(|name| format!(".github/dependabot.yml#updates.{name}"));
        assert_eq!(addresses, expected);
    }

    #[test]
    fn broken_files_are_named() {
        for text in ["version: 2\n", "updates: 5\n", "updates: [5]\n", "updates: [\n"] {
            let parsed = read(text);
            assert!(parsed.resources.is_empty(), "{text}");
            assert_eq!(parsed.diagnostics.len(), 1, "{text}: {:?}", parsed.diagnostics);
        }
    }
}
