//! Excerpts: the lines that a resource stands in, kept so that a sample can be read without the
//! repository.
//!
//! In: a file's text and the places of its resources. Out: a body, one a file, with bounded lines and
//! without secrets; and the same read again. Resources that share their lines, such as instances of
//! one block, share an excerpt.

use std::collections::HashMap;
use std::fmt::Write as _;

use super::canonical::{push_escaped, unescaped};
use super::mask::{MASK, masked};
use crate::model::{Source, Span};

/// Lines of an excerpt; of a longer resource the first are kept.
const LINES: u32 = 60;
/// Characters of a line.
const WIDTH: usize = 200;
/// Bytes of a file's body: resources after it have no excerpt.
const BODY: usize = 256 << 10;

/// The lines of a resource.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Excerpt {
    /// 1-based number of the first line.
    pub line: u64,
    /// Lines that the resource has.
    pub lines: u64,
    /// The first of them, without secrets, each with a line end.
    pub text: String,
    /// Whether lines, or ends of lines, are missing.
    pub cut: bool,
    /// Places where a secret stands or may stand.
    pub masked: usize,
}

/// The lines that were kept of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Excerpts {
    /// SHA-256 of the file's text, in hex.
    pub source: String,
    pub(super) body: String,
}

impl Excerpts {
    /// Those of a resource, by its place in the file; `None` where none were kept.
    pub fn of(&self, resource: usize) -> Option<Excerpt> {
        read(&self.body, resource)
    }
}

/// The body of a file: `resources` are the names and places of its resources, in order.
pub(super) fn body(source: &Source, resources: &[(&str, Span)]) -> String {
    let mut body = String::new();
    let mut known: HashMap<Span, usize> = HashMap::new();
    for (index, (name, span)) in resources.iter().enumerate() {
        if body.len() > BODY {
            break;
        }
        if let Some(same) = known.get(span) {
            // Writing to a String cannot fail.
            let _ = writeln!(body, "=\t{index}\t{same}");
            continue;
        }
        known.insert(*span, index);
        let first = source.position(span.start).line;
        let last = source.position(span.end.max(span.start + 1) - 1).line;
        let shown = last.min(first.saturating_add(LINES - 1));
        let all: Vec<&str> = (first..=shown).map(|line| source.line(line)).collect();
        let mut cut = shown < last;
        let mut text = String::new();
        for line in masked(&all, name) {
            let end = line.char_indices().nth(WIDTH).map_or(line.len(), |(at, _)| at);
            cut |= end < line.len();
            text.push_str(line.get(..end).unwrap_or_default());
            text.push('\n');
        }
        let _ = write!(body, "e\t{index}\t{first}\t{}\t{}\t", last - first + 1, u8::from(cut));
        push_escaped(&mut body, &text);
        body.push('\n');
    }
    body
}

/// The excerpt of a resource in a file's body.
fn read(body: &str, resource: usize) -> Option<Excerpt> {
    let wanted = resource.to_string();
    let line = |kind: &str, wanted: &str| {
        body.lines().find_map(|line| {
            let rest = line.strip_prefix(kind)?.strip_prefix('\t')?;
            let (index, rest) = rest.split_once('\t')?;
            (index == wanted).then_some(rest)
        })
    };
    let found = match line("e", &wanted) {
        Some(found) => found,
        None => line("e", line("=", &wanted)?)?,
    };
    let mut fields = found.split('\t');
    let (first, lines) = (fields.next()?.parse().ok()?, fields.next()?.parse().ok()?);
    let cut = fields.next()? == "1";
    let text = unescaped(fields.next()?);
    let masked = text.matches(MASK).count();
    Some(Excerpt { line: first, lines, text, cut, masked })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::FileId;

    #[test]
    fn lines_are_kept_and_read_again() {
        let long = "x".repeat(WIDTH + 1);
        let text = format!("# top\na:\n  password: p\tq\n  b: {long}\nc: 1\n");
        let source = Source::new("a.yaml", text.as_str());
        let span = |from: &str, to: &str| {
            let (start, end) = (text.find(from).unwrap(), text.find(to).unwrap());
            Span::new(FileId(0), start, end)
        };
        let (one, two) = (span("a:", "c:"), span("c:", ": 1"));
        let body = body(&source, &[("a", one), ("c", two), ("a", one)]);
        let first = read(&body, 0).unwrap();
        assert_eq!((first.line, first.lines, first.cut, first.masked), (2, 3, true, 1));
        assert!(first.text.starts_with("a:\n  password: [masked]\n  b: xxx"));
        assert_eq!(read(&body, 2), Some(first));
        assert_eq!(read(&body, 1).unwrap().text, "c: 1\n");
        assert_eq!(read(&body, 3), None);
        assert_eq!(read("e\t0\nx\n=\t1\t1\n", 1), None);
    }

    #[test]
    fn long_resources_and_large_files_are_bounded() {
        let text = "k: v\n".repeat(100_000);
        let source = Source::new("a.yaml", text.as_str());
        let spans: Vec<_> =
            (0..10_000).map(|at| ("x", Span::new(FileId(0), at * 10, text.len()))).collect();
        let body = body(&source, &spans);
        assert!(body.len() < BODY + 64 * WIDTH, "{}", body.len());
        assert_eq!(read(&body, 0).unwrap().text.lines().count(), LINES as usize);
        assert!(read(&body, 9_999).is_none());
    }
}
