//! What is wrong with suppression comments of our own kind.
//!
//! In: texts, and which rules there are. Out: a diagnostic for each comment that suppresses nothing
//! (its day is over or is none, it names no rule), or that says no reason. Nothing is lost by these:
//! what the comment was to hide is reported. Never here: other tools' comments, whose ids need not
//! be rules of ours.

use std::collections::BTreeSet;

use super::{comment_of, option};
use crate::model::{Date, Diagnostic, FileId, Loss, Resource, Source, Sources, Span};

const MARKER: &str = "provost:ignore";

/// Faults of the comments in files that hold resources. Other texts may tell of comments, as these
/// documents do.
pub fn faults(
    resources: &[Resource],
    sources: &Sources,
    known: impl Fn(&str) -> bool,
    today: Date,
) -> Vec<Diagnostic> {
    let files: BTreeSet<FileId> = resources.iter().map(Resource::file).collect();
    let mut found = Vec::new();
    for file in files {
        let Some(source) = sources.get(file) else { continue };
        if source.text.contains(MARKER) {
            of_text(file, source, &known, today, &mut found);
        }
    }
    found
}

fn of_text(
    file: FileId,
    source: &Source,
    known: &impl Fn(&str) -> bool,
    today: Date,
    found: &mut Vec<Diagnostic>,
) {
    let mut offset = 0;
    for line in source.text.split('\n') {
        let start = offset;
        offset += line.len() + 1;
        let Some((at, comment)) = comment_of(line) else { continue };
        let Some((_, rest)) = comment.split_once(MARKER) else { continue };
        let span = Span::new(file, start + at, start + line.trim_end().len());
        for message in of_comment(rest, known, today) {
            found.push(Diagnostic::at(source.path.clone(), span, message, Loss::Nothing));
        }
    }
}

/// What is wrong with what follows the marker.
fn of_comment(rest: &str, known: &impl Fn(&str) -> bool, today: Date) -> Vec<String> {
    let rest = rest.trim().trim_end_matches("-->").trim_end_matches("*/").trim_end();
    let (ids, options) = rest.split_once(char::is_whitespace).unwrap_or((rest, ""));
    let ids: Vec<&str> = ids.split(',').map(str::trim).filter(|id| !id.is_empty()).collect();
    let mut found = Vec::new();
    if ids.is_empty() || ids.iter().any(|id| id.contains('=')) {
        found.push("the suppression names no rule, and suppresses nothing".to_owned());
    }
    for id in ids.iter().filter(|id| !id.contains('=') && !known(id)) {
        found.push(format!("there is no rule `{id}` that the suppression could be for"));
    }
    if let Some(day) = option(options, "until=") {
        match day.parse::<Date>() {
            Err(_) => found.push(format!(
                "`until={day}` is not a day as 2027-02-01, so the suppression does not hold"
            )),
            Ok(until) if today > until => {
                found.push(format!("the suppression ended on {until}: the finding counts again"));
            }
            Ok(_) => {}
        }
    }
    if option(options, "reason=").is_none_or(|reason| reason.trim().is_empty()) {
        found.push("the suppression says no reason; write `reason=\"…\"`".to_owned());
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_wrong_is_said() {
        let today = "2026-11-21".parse().unwrap();
        for (rest, expected) in [
            (" a until=2026-11-21 reason=\"b c\"", vec![]),
            (" a,CKV_1 reason=b -->", vec![]),
            (" a until=2026-11-20 reason=b", vec!["ended on 2026-11-20"]),
            (" a until=soon reason=b", vec!["`until=soon` is not a day"]),
            (" nope reason=b", vec!["there is no rule `nope`"]),
            (" a", vec!["says no reason"]),
            (" reason=b", vec!["names no rule", "says no reason"]),
            ("", vec!["names no rule", "says no reason"]),
            (" a reason=\"\"", vec!["says no reason"]),
        ] {
            let found = of_comment(rest, &|id| id == "a" || id == "CKV_1", today);
            assert_eq!(found.len(), expected.len(), "{rest:?} gave {found:?}");
            for (found, expected) in found.iter().zip(expected) {
                assert!(found.contains(expected), "{rest:?} gave {found}");
            }
        }
    }
}
