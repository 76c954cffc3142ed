//! Physical lines of a Dockerfile to logical ones.
//!
//! In: a text. Out: each line with those that continue it and the here-documents that it opens,
//! comments left out. Never here: what a line says.

/// The escape character, which a comment at the very top may change.
fn escape(text: &str) -> char {
    for line in text.lines().map(str::trim) {
        let Some(directive) = line.strip_prefix('#') else { break };
        let Some((name, value)) = directive.split_once('=') else { break };
        if name.trim().eq_ignore_ascii_case("escape") {
            return value.trim().chars().next().unwrap_or('\\');
        }
    }
    '\\'
}

/// A line with those that continue it.
pub(super) struct Logical {
    pub(super) text: String,
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) joined: bool,
}

pub(super) struct Lines<'t> {
    text: &'t str,
    at: usize,
    escape: char,
}

impl<'t> Lines<'t> {
    pub(super) fn new(text: &'t str) -> Self {
        Self { text, at: 0, escape: escape(text) }
    }

    /// The next physical line with its offset, without its line end.
    fn next_line(&mut self) -> Option<(usize, &'t str)> {
        let start = self.at;
        let rest = self.text.get(start..).filter(|rest| !rest.is_empty())?;
        let length = rest.find('\n').map_or(rest.len(), |at| at + 1);
        self.at = start + length;
        Some((start, rest.get(..length)?.trim_end_matches(['\n', '\r'])))
    }

    /// The next instruction's line, past comments and blank lines.
    pub(super) fn next_logical(&mut self) -> Option<Logical> {
        let (offset, first) = loop {
            let (offset, line) = self.next_line()?;
            let bare = line.trim_start_matches('\u{feff}').trim();
            if !bare.is_empty() && !bare.starts_with('#') {
                break (offset, line);
            }
        };
        let bare = first.trim_start_matches('\u{feff}').trim_start();
        let start = offset + first.len() - bare.len();
        let mut logical = Logical {
            text: String::new(),
            start,
            end: start + bare.trim_end().len(),
            joined: false,
        };
        let mut line = bare;
        while let Some(continued) = line.trim_end().strip_suffix(self.escape) {
            logical.text.push_str(continued);
            logical.joined = true;
            // Comments and blank lines may stand between.
            line = loop {
                let Some((offset, next)) = self.next_line() else { return Some(logical) };
                let bare = next.trim();
                if !bare.is_empty() && !bare.starts_with('#') {
                    logical.end = offset + next.trim_end().len();
                    break next;
                }
            };
        }
        logical.text.push_str(line.trim_end());
        self.here_documents(&mut logical);
        Some(logical)
    }

    /// Takes the lines of `<<EOF` up to their end mark.
    fn here_documents(&mut self, logical: &mut Logical) {
        let keyword = logical.text.get(..4).unwrap_or_default().to_ascii_uppercase();
        if !matches!(&*keyword, "RUN " | "COPY" | "ADD ") {
            return;
        }
        for mark in marks(&logical.text) {
            while let Some((offset, line)) = self.next_line() {
                logical.joined = true;
                logical.end = offset + line.len();
                logical.text.push('\n');
                logical.text.push_str(line);
                if line.trim_start_matches('\t') == mark {
                    break;
                }
            }
        }
    }
}

/// End marks of the here-documents that a line opens.
fn marks(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    for (at, _) in text.match_indices("<<") {
        let before = text.get(..at).unwrap_or_default();
        let rest = text.get(at + 2..).unwrap_or_default();
        let rest = rest.strip_prefix('-').unwrap_or(rest);
        let rest = rest.trim_start_matches(['"', '\'']);
        let mark: String =
            rest.chars().take_while(|letter| letter.is_alphanumeric() || *letter == '_').collect();
        let opens = mark.chars().next().is_some_and(|first| !first.is_numeric());
        if opens && before.ends_with(char::is_whitespace) {
            found.push(mark);
        }
    }
    found
}
