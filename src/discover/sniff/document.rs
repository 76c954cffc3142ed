//! Cuts a text into documents and notes what the lines of each show.
//!
//! In: a text. Out: for each document its top-level keys with what stands beside them, and
//! [`Marks`] of tell-tale lines below. Block scalars are stepped over: what a script or a
//! ConfigMap's data says is not the document's own structure.

use std::ops::Range;

use super::flow::flow_keys;
use super::template::Place;

/// More keys than any recognised format has at its top; translations have thousands.
const MAX_KEYS: usize = 64;

/// Tell-tale lines below the top level.
#[derive(Debug, Default, Clone, Copy)]
pub struct Marks {
    pub runs_on: bool,
    pub uses: bool,
    pub using: bool,
    pub service: bool,
    pub alert: bool,
    pub scrape: bool,
    pub script: bool,
    pub hosts: bool,
    pub cloudformation: bool,
    /// An action of a chart's template where YAML has no text for it.
    pub helm: bool,
}

/// One document as far as it was looked at.
#[derive(Debug, Default)]
pub struct Document<'a> {
    /// Its bytes without the separating line.
    pub range: Range<usize>,
    /// Top-level keys and what stands beside them on the line.
    pub keys: Vec<(&'a str, &'a str)>,
    /// Whether a list stands at the top.
    pub list: bool,
    /// Whether a separator next to it is indented.
    pub indented: bool,
    /// What its lines show.
    pub marks: Marks,
    started: bool,
}

impl<'a> Document<'a> {
    /// What stands beside a top-level key on its line, `""` for a block.
    pub fn value(&self, key: &str) -> Option<&'a str> {
        self.keys.iter().find(|(name, _)| *name == key).map(|(_, value)| *value)
    }

    /// Whether there is nothing but comments and blank lines.
    pub fn is_empty(&self) -> bool {
        !self.started
    }

    /// Notes a top-level key.
    pub fn key(&mut self, key: &'a str, value: &'a str) {
        if self.keys.len() < MAX_KEYS {
            self.keys.push((key, value));
        }
    }
}

/// The documents of a text, in order.
pub fn documents(text: &str) -> Documents<'_> {
    Documents { text, at: 0, after_indented: false, done: false }
}

/// Iterator over documents.
pub struct Documents<'a> {
    text: &'a str,
    at: usize,
    after_indented: bool,
    done: bool,
}

impl<'a> Iterator for Documents<'a> {
    type Item = Document<'a>;

    fn next(&mut self) -> Option<Document<'a>> {
        if self.done {
            return None;
        }
        let start = self.at;
        let mut reader = Reader::new(self.after_indented);
        let mut end = self.text.len();
        self.done = true;
        while let Some((line, next)) = line_at(self.text, self.at) {
            if reader.is_separator(line) {
                // `--- {a: 1}`: the value may stand on the separator's own line.
                end = self.at;
                let rest = line.trim_start().get(3..).unwrap_or_default();
                let same_line = !matches!(rest.trim_start().chars().next(), None | Some('#'));
                self.at = if same_line { self.at + line.len() - rest.len() } else { next };
                self.after_indented = line.starts_with([' ', '\t']);
                reader.document.indented |= self.after_indented;
                self.done = false;
                break;
            }
            if reader.flow(line) {
                flow_keys(self.text.get(self.at..).unwrap_or_default(), &mut reader.document);
            }
            reader.line(line);
            self.at = next;
        }
        reader.document.range = start..end;
        Some(reader.document)
    }
}

fn line_at(text: &str, at: usize) -> Option<(&str, usize)> {
    let rest = text.get(at..).filter(|rest| !rest.is_empty())?;
    let length = rest.find('\n').map_or(rest.len(), |index| index + 1);
    let line = rest.get(..length).unwrap_or_default();
    Some((line.trim_end_matches(['\n', '\r']), at + length))
}

struct Reader<'a> {
    document: Document<'a>,
    /// Indentation of the top level.
    base: usize,
    /// Inside a block scalar: indentation of the line that opened it.
    scalar: Option<usize>,
    in_flow: bool,
    /// Where in the text a template's action would stand.
    place: Place,
}

impl<'a> Reader<'a> {
    fn new(indented: bool) -> Self {
        let document = Document { indented, ..Document::default() };
        Self { document, base: 0, scalar: None, in_flow: false, place: Place::default() }
    }

    fn is_separator(&self, line: &str) -> bool {
        let trimmed = line.trim_start();
        let Some(rest) = trimmed.strip_prefix("---") else { return false };
        if !(rest.is_empty() || rest.starts_with([' ', '\t'])) {
            return false;
        }
        let indent = line.len() - trimmed.len();
        indent == 0 || (self.document.started && indent == self.base && rest.trim().is_empty())
    }

    /// Whether this is the first line of a document in flow style or JSON.
    fn flow(&mut self, line: &str) -> bool {
        let trimmed = line.trim_start_matches(['\u{feff}', ' ', '\t']);
        let first =
            !self.document.started && trimmed.starts_with('{') && !trimmed.starts_with("{{");
        self.in_flow |= first;
        first
    }

    fn line(&mut self, line: &'a str) {
        let line = line.trim_start_matches('\u{feff}');
        let trimmed = line.trim_start();
        let indent = line.len() - trimmed.len();
        if trimmed.is_empty() || trimmed.starts_with('#') {
            return;
        }
        if self.scalar.is_some_and(|opened| indent > opened) {
            return;
        }
        self.scalar = None;
        self.document.marks.helm |= self.place.breaks(line);
        if trimmed.starts_with("{{") || (trimmed.starts_with('%') && !self.document.started) {
            return;
        }
        if !self.document.started {
            self.document.started = true;
            self.base = indent;
            self.document.list = trimmed.starts_with("- ") || trimmed.starts_with('[');
        }
        let item = trimmed.trim_start_matches(['-', ' ', '{', '"', '\'']);
        self.mark(item, trimmed, indent > self.base || self.in_flow);
        if self.in_flow {
            return;
        }
        if indent == self.base
            && !trimmed.starts_with("- ")
            && let Some((key, value)) = key_of(trimmed)
        {
            self.document.key(key, value);
        }
        if opens_scalar(trimmed) {
            self.scalar = Some(indent);
        }
    }

    fn mark(&mut self, item: &str, line: &str, below: bool) {
        let marks = &mut self.document.marks;
        let is = |key: &str| {
            item.strip_prefix(key).is_some_and(|rest| {
                let rest = rest.trim_start_matches(['"', '\'']).trim_start();
                rest.starts_with(':')
            })
        };
        match item.as_bytes().first() {
            Some(b'r') => {
                marks.runs_on |= is("runs-on");
                marks.alert |= is("record");
            }
            Some(b'u') => {
                marks.uses |= is("uses");
                marks.using |= is("using");
            }
            Some(b'i') => marks.service |= below && is("image"),
            Some(b'b') => marks.service |= below && is("build"),
            Some(b'e') => marks.service |= below && is("extends"),
            Some(b'a') => marks.alert |= is("alert"),
            Some(b's') => {
                marks.script |= is("script");
                marks.scrape |= is("scrape_configs");
            }
            Some(b'h') => marks.hosts |= is("hosts"),
            Some(b'T') => marks.cloudformation |= is("Type") && line.contains("AWS::"),
            _ => {}
        }
    }
}

/// `key: value`, `"key": value`; nothing for a line that is no entry.
fn key_of(line: &str) -> Option<(&str, &str)> {
    for quote in ['"', '\''] {
        if let Some(rest) = line.strip_prefix(quote) {
            let (key, rest) = rest.split_once(quote)?;
            return Some((key, plain(rest.trim_start().strip_prefix(':')?)));
        }
    }
    let (key, rest) = line.split_once(": ").or_else(|| Some((line.strip_suffix(':')?, "")))?;
    Some((key.trim_end(), plain(rest)))
}

/// A scalar without quotes and comment, as far as a look needs it.
fn plain(value: &str) -> &str {
    let value = value.trim();
    let value = value.split_once(" #").map_or(value, |(before, _)| before.trim_end());
    if value.starts_with('#') {
        return "";
    }
    value.trim_matches(['"', '\''])
}

/// Whether a line ends in the header of a block scalar: `run: |`, `- >-`, `key: |2+`.
fn opens_scalar(line: &str) -> bool {
    let line = line.split_once(" #").map_or(line, |(before, _)| before).trim_end();
    let header = line.trim_end_matches(|c: char| c.is_ascii_digit() || matches!(c, '+' | '-'));
    let Some(before) = header.strip_suffix(['|', '>']) else { return false };
    before.ends_with(": ")
        || before.ends_with("- ")
        || before.ends_with(' ') && before.contains(": ")
}
