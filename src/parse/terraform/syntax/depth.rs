//! How deep a text nests, before any parser that recurses sees it.
//!
//! In: the text. Out: the place where it first nests deeper than the limit. Strings, comments and
//! heredocs are known well enough that brackets in them do not count; interpolations in them do.

/// Levels of brackets, blocks and interpolations that are read.
pub(super) const MAX_DEPTH: usize = 500;

enum Context<'a> {
    Bracket,
    Sequence,
    Quoted,
    Heredoc(&'a str),
}

/// The offset of the first bracket past the limit.
pub(super) fn too_deep(text: &str) -> Option<usize> {
    let mut scan = Scan { text, at: 0, open: Vec::new() };
    while scan.at < text.len() {
        match scan.open.last() {
            Some(Context::Quoted) => scan.literal(None),
            Some(&Context::Heredoc(marker)) => scan.literal(Some(marker)),
            _ => scan.code(),
        }
        if scan.open.len() > MAX_DEPTH {
            return Some(scan.at.saturating_sub(1));
        }
    }
    None
}

struct Scan<'a> {
    text: &'a str,
    at: usize,
    open: Vec<Context<'a>>,
}

impl<'a> Scan<'a> {
    fn rest(&self) -> &'a [u8] {
        self.text.as_bytes().get(self.at..).unwrap_or_default()
    }

    fn code(&mut self) {
        let rest = self.rest();
        match rest {
            [b'(' | b'[' | b'{', ..] => self.open.push(Context::Bracket),
            [b')' | b']', ..] => {
                self.open.pop_if(|top| matches!(top, Context::Bracket));
            }
            [b'}', ..] => {
                self.open.pop_if(|top| matches!(top, Context::Bracket | Context::Sequence));
            }
            [b'"', ..] => self.open.push(Context::Quoted),
            [b'#', ..] | [b'/', b'/', ..] => return self.skip_past(b"\n"),
            [b'/', b'*', ..] => return self.skip_past(b"*/"),
            [b'<', b'<', ..] => return self.heredoc(),
            _ => {
                // Nothing that counts: on to the next byte that may.
                let next = rest.iter().skip(1).position(|byte| b"()[]{}\"#/<".contains(byte));
                self.at += next.map_or(rest.len(), |next| next + 1);
                return;
            }
        }
        self.at += 1;
    }

    fn skip_past(&mut self, end: &[u8]) {
        let rest = self.rest();
        let found = rest.windows(end.len()).position(|window| window == end);
        self.at += found.map_or(rest.len(), |found| found + end.len());
    }

    fn heredoc(&mut self) {
        let after = self.text.get(self.at + 2..).unwrap_or("");
        let after = after.strip_prefix('-').unwrap_or(after);
        let line = after.lines().next().unwrap_or("");
        let named = line.bytes().all(|byte| {
            byte.is_ascii_alphanumeric() || byte == b'_' || byte == b'-' || !byte.is_ascii()
        });
        if named && !line.is_empty() {
            self.open.push(Context::Heredoc(line));
            // Up to the line end, which is where a closing marker is looked for.
            self.at = self.text.len() - after.len() + line.len();
        } else {
            self.at += 2;
        }
    }

    /// One step within a quoted string or, with a marker, a heredoc.
    fn literal(&mut self, marker: Option<&str>) {
        match (self.rest(), marker) {
            ([b'\\', _, ..], None) => self.at += 2,
            ([b'$', b'$', b'{', ..] | [b'%', b'%', b'{', ..], _) => self.at += 3,
            ([b'$' | b'%', b'{', ..], _) => {
                self.open.push(Context::Sequence);
                self.at += 2;
            }
            // A quoted string never goes past its line: one that is not closed ends there.
            ([b'"' | b'\n', ..], None) => {
                self.open.pop();
                self.at += 1;
            }
            ([b'\n', ..], Some(marker)) => {
                self.at += 1;
                let line = self.text.get(self.at..).and_then(|rest| rest.lines().next());
                if line.is_some_and(|line| line.trim() == marker) {
                    self.open.pop();
                    self.skip_past(b"\n");
                }
            }
            _ => self.at += 1,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn brackets_count_where_they_nest() {
        let deep = "[".repeat(MAX_DEPTH + 1);
        assert_eq!(too_deep(&format!("a = {deep}")), Some(4 + MAX_DEPTH));
        for harmless in [
            format!("a = \"{deep}\""),
            format!("# {deep}\n"),
            format!("/* {deep} */"),
            format!("a = <<E\n{deep}\nE\n"),
            "a = []\n".repeat(MAX_DEPTH * 2),
            "a = \"${[b]}\\\"\"\n".repeat(MAX_DEPTH * 2),
            "a = <<E\nE\n[]".repeat(MAX_DEPTH * 2),
        ] {
            assert_eq!(too_deep(&harmless), None, "{harmless:.40}");
        }
        assert!(too_deep(&"\"${".repeat(50_000)).is_some());
        assert!(too_deep(&format!("a = <<E\n${{{deep}")).is_some());
    }
}
