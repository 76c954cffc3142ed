//! Colour and wrapping for a terminal.
//!
//! In: safe text. Out: the same text, styled, or wrapped to the columns there are. Never here:
//! what is said.

use std::borrow::Cow;

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use crate::policy::Severity;

/// What a piece of text is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Style {
    Path,
    Severity(Severity),
    Rule,
    Mark,
    Dim,
    Good,
    Doubtful,
    Bad,
}

/// How to print.
#[derive(Debug, Clone, Copy)]
pub(super) struct Paint {
    /// Whether to colour.
    pub(super) color: bool,
    /// Columns.
    pub(super) width: usize,
}

impl Paint {
    /// A text in a style.
    pub(super) fn styled<'a>(&self, style: Style, text: &'a str) -> Cow<'a, str> {
        if !self.color || text.is_empty() {
            return Cow::Borrowed(text);
        }
        let code = match style {
            Style::Path => "1;4",
            Style::Severity(Severity::Critical) => "1;97;41",
            Style::Severity(Severity::High) | Style::Mark | Style::Bad => "1;31",
            Style::Severity(Severity::Medium) | Style::Doubtful => "1;33",
            Style::Severity(Severity::Low) => "1;36",
            Style::Severity(Severity::Info) => "1;34",
            Style::Rule => "1",
            Style::Dim => "2",
            Style::Good => "1;32",
        };
        Cow::Owned(format!("\u{1b}[{code}m{text}\u{1b}[0m"))
    }

    /// Lines of a text that stand after a label of `indent` columns.
    pub(super) fn wrap(&self, text: &str, indent: usize) -> Vec<String> {
        wrap(text, self.width.saturating_sub(indent).max(16))
    }
}

/// Breaks a text at spaces; a word longer than a line is broken where the line ends.
fn wrap(text: &str, columns: usize) -> Vec<String> {
    let mut lines = Vec::new();
    let mut line = String::new();
    let mut used = 0;
    for word in text.split_whitespace() {
        let width = word.width();
        if used > 0 && used + 1 + width > columns {
            lines.push(std::mem::take(&mut line));
            used = 0;
        }
        if used > 0 {
            line.push(' ');
            used += 1;
        }
        for character in word.chars() {
            let width = character.width().unwrap_or(0);
            if used + width > columns {
                lines.push(std::mem::take(&mut line));
                used = 0;
            }
            line.push(character);
            used += width;
        }
    }
    lines.push(line);
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_wrapped_to_the_columns() {
        for (text, expected) in [
            ("", vec![""]),
            ("one two three", vec!["one two", "three"]),
            ("a  b\nc", vec!["a b c"]),
            ("0123456789abcdef", vec!["01234567", "89abcdef"]),
            ("漢字漢字 漢字", vec!["漢字漢字", "漢字"]),
        ] {
            assert_eq!(wrap(text, 8), expected, "{text:?}");
        }
    }
}
