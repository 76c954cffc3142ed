//! The line of a file on which something is said.
//!
//! In: a YAML text that is known to be sound, and words that lead to a place in it, from the outside
//! in. Out: a line for a message. Never here: deciding anything by it.

/// The 1-based line on which the last of some words stands, each at or after the one before it; the
/// words that are not found are passed over. `None` where none is.
pub fn line_of(text: &str, words: &[&str]) -> Option<usize> {
    let lines: Vec<&str> = text.lines().collect();
    let mut found = None;
    let mut from = 0;
    for word in words {
        let here = lines.iter().enumerate().skip(from).find(|(_, line)| has_word(line, word));
        if let Some((index, _)) = here {
            from = index;
            found = Some(index + 1);
        }
    }
    found
}

/// Whether a line holds a word that is no part of a longer one, outside of a comment.
fn has_word(line: &str, word: &str) -> bool {
    let part = |c: char| c.is_alphanumeric() || c == '-' || c == '_';
    let line = if line.trim_start().starts_with('#') { "" } else { line };
    line.match_indices(word).any(|(at, _)| {
        let before = line.get(..at).and_then(|text| text.chars().next_back());
        let after = line.get(at + word.len()..).and_then(|text| text.chars().next());
        !before.is_some_and(part) && !after.is_some_and(part)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_lead_to_a_line() {
        let text = "skip: [a-b]\n# params: a\nparams:\n  a-b-c: {days: 1}\n  a-b:\n    days: x\n";
        assert_eq!(line_of(text, &["params", "a-b", "days"]), Some(6));
        assert_eq!(line_of(text, &["a-b"]), Some(1));
        assert_eq!(line_of(text, &["params", "z"]), Some(3));
        assert_eq!(line_of(text, &["z"]), None);
        assert_eq!(line_of("params: {a: {days: x}}", &["params", "a", "days"]), Some(1));
    }
}
