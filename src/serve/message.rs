//! What a denial and a warning say.
//!
//! In: results with their rules. Out: texts within the bounds that the API server sets. Names in
//! them are the requester's own, so that control characters are taken out.

use crate::finding::RuleResult;
use crate::policy::Rule;

/// Longest warning: the API recommends no more.
pub const WARNING_BYTES: usize = 120;
/// Most warnings in an answer.
pub const WARNINGS: usize = 20;
/// Findings that a denial spells out.
const SPELT_OUT: usize = 10;
/// Longest fix.
const FIX_BYTES: usize = 240;

/// The message of a denial: each rule with its field and its fix.
pub fn denial(address: &str, denied: &[(&Rule, &RuleResult)]) -> String {
    let plural = if denied.len() == 1 { "violation" } else { "violations" };
    let mut text = format!("provost denies {}: {} {plural}", plain(address), denied.len());
    for (rule, result) in denied.iter().take(SPELT_OUT) {
        let mut fix = shortened(&plain(&first_sentence(&rule.remediation)), FIX_BYTES);
        if let Some(lead) = fix.strip_suffix(':') {
            // What follows is an example of several lines.
            fix = format!("{lead} (provost explain {}).", rule.id);
        }
        text.push_str(&format!(
            "\n- {} ({}) at {}: {}. Fix: {fix}",
            rule.id,
            result.severity,
            field(result),
            shortened(&plain(&result.message), FIX_BYTES),
        ));
    }
    if denied.len() > SPELT_OUT {
        text.push_str(&format!("\n- and {} more", denied.len() - SPELT_OUT));
    }
    text
}

/// A warning: why it does not deny, the rule, where, and what is wrong.
pub fn warning(note: &str, rule: &Rule, result: &RuleResult) -> String {
    // The place before the words: it is what must not be cut off.
    let text = format!("{note}{} at {}: {}", rule.id, field(result), plain(&result.message));
    shortened(&text, WARNING_BYTES)
}

/// At most [`WARNINGS`], the last of which counts those left out.
pub fn bounded(mut warnings: Vec<String>) -> Vec<String> {
    warnings.dedup();
    if warnings.len() > WARNINGS {
        let more = warnings.len() - (WARNINGS - 1);
        warnings.truncate(WARNINGS - 1);
        warnings.push(format!("provost: and {more} more warnings"));
    }
    warnings
}

/// A text without control characters, in one line.
pub fn plain(text: &str) -> String {
    let spaced: String =
        text.chars().map(|letter| if letter.is_control() { ' ' } else { letter }).collect();
    spaced.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The start of a text, within a number of bytes.
fn shortened(text: &str, bytes: usize) -> String {
    if text.len() <= bytes {
        return text.to_owned();
    }
    let mut end = bytes.saturating_sub(3);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    format!("{}...", text.get(..end).unwrap_or_default().trim_end())
}

fn field(result: &RuleResult) -> String {
    match result.path.to_string() {
        path if path.is_empty() => "the object".into(),
        path => plain(&path),
    }
}

/// Up to the first full stop that ends a sentence.
fn first_sentence(markdown: &str) -> String {
    let text: String = markdown.split("\n\n").next().unwrap_or_default().replace('`', "");
    let end = text.find(". ").or_else(|| text.find(".\n")).map_or(text.len(), |at| at + 1);
    text.get(..end).unwrap_or_default().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_cut_between_characters() {
        assert_eq!(shortened("äöüäöü", 8), "äö...");
        assert_eq!(shortened("short", 8), "short");
        assert_eq!(plain("a\nb\u{7}  c"), "a b c");
        assert_eq!(first_sentence("Set `a: b`. Then\nmore."), "Set a: b.");
        assert_eq!(bounded((0..30).map(|n| n.to_string()).collect()).len(), WARNINGS);
    }
}
