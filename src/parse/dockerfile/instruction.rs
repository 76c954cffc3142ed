//! Lines of a Dockerfile to instructions.
//!
//! In: a [`Fragment`]. Out: its instructions, each with its place. Never here: what an instruction means for its stage.

use super::lines::{Lines, Logical};
use crate::model::{Diagnostic, Entry, Loss, Map, Span, Value};
use crate::parse::Fragment;

const KEYWORDS: [&str; 18] = [
    "ADD",
    "ARG",
    "CMD",
    "COPY",
    "ENTRYPOINT",
    "ENV",
    "EXPOSE",
    "FROM",
    "HEALTHCHECK",
    "LABEL",
    "MAINTAINER",
    "ONBUILD",
    "RUN",
    "SHELL",
    "STOPSIGNAL",
    "USER",
    "VOLUME",
    "WORKDIR",
];

/// Unknown instructions reported in a file.
const MAX_DIAGNOSTICS: usize = 20;

/// One instruction.
pub(super) struct Instruction {
    /// In upper case.
    pub(super) keyword: String,
    /// From the keyword to the end of its last line.
    pub(super) span: Span,
    /// `--name=value` before the arguments.
    flags: Vec<(String, Word)>,
    /// Everything after the flags; lines joined.
    text: Word,
}

/// A piece of text and where it stands.
#[derive(Clone)]
pub(super) struct Word {
    pub(super) text: String,
    pub(super) span: Span,
}

impl Instruction {
    /// Arguments, split at spaces, quotes taken off.
    pub(super) fn words(&self) -> Vec<Word> {
        let pieces = split(&self.text.text);
        let word =
            |piece: Piece| Word { text: piece.text, span: self.place(piece.start, piece.end) };
        pieces.into_iter().map(word).collect()
    }

    /// `NAME=value …`, or the old `NAME value`.
    pub(super) fn pairs(&self) -> Vec<(String, Option<Word>)> {
        let words = self.words();
        let old = words.first().is_some_and(|word| !word.text.contains('='));
        if old && self.keyword != "ARG" {
            let Some(name) = words.first() else { return Vec::new() };
            let rest = self.text.text.get(name.text.len()..).unwrap_or_default().trim();
            let value = Word { text: rest.to_owned(), span: self.text.span };
            return vec![(name.text.clone(), Some(value))];
        }
        let pair = |word: Word| match word.text.split_once('=') {
            Some((name, value)) => {
                (name.to_owned(), Some(Word { text: value.to_owned(), span: word.span }))
            }
            None => (word.text, None),
        };
        words.into_iter().map(pair).collect()
    }

    /// The value of a flag.
    pub(super) fn flag(&self, name: &str) -> Option<Value> {
        let found = self.flags.iter().find(|(flag, _)| flag == name);
        found.map(|(_, word)| Value::string(word.text.as_str(), word.span))
    }

    /// The arguments as written.
    pub(super) fn value(&self) -> Value {
        Value::string(self.text.text.as_str(), self.text.span)
    }

    /// The instruction as an attribute.
    pub(super) fn to_value(&self) -> Value {
        let entry =
            |key: &str, value: Value| Entry { key: key.into(), key_span: Span::default(), value };
        let flags: Map = self
            .flags
            .iter()
            .map(|(name, word)| entry(name, Value::string(word.text.as_str(), word.span)))
            .collect();
        let fields: Map = [
            entry("instruction", Value::string(self.keyword.as_str(), self.span)),
            entry("value", self.value()),
            entry("flags", Value::map(flags, Span::default())),
        ]
        .into_iter()
        .collect();
        Value::map(fields, self.span)
    }

    /// A place within the arguments; the whole of them where lines were joined.
    fn place(&self, start: usize, end: usize) -> Span {
        let whole = self.text.span;
        if (whole.end - whole.start) as usize != self.text.text.len() {
            return whole;
        }
        let base = whole.start as usize;
        Span::new(whole.file, base + start, base + end)
    }
}

/// Every instruction of a text.
pub(super) fn instructions(
    fragment: Fragment<'_>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<Instruction> {
    let mut lines = Lines::new(fragment.text);
    let mut found = Vec::new();
    let mut unknown = 0;
    while let Some(logical) = lines.next_logical() {
        let keyword: String = logical.text.chars().take_while(char::is_ascii_alphabetic).collect();
        let upper = keyword.to_ascii_uppercase();
        let span = fragment.span(logical.start, logical.end);
        if !KEYWORDS.contains(&upper.as_str()) {
            unknown += 1;
            if unknown <= MAX_DIAGNOSTICS {
                let message = "not a Dockerfile instruction";
                diagnostics.push(
                    Diagnostic::at(fragment.path.clone(), span, message, Loss::Part)
                        .losing("this line"),
                );
            }
            continue;
        }
        found.push(instruction(upper, &logical, span));
    }
    found
}

fn instruction(keyword: String, logical: &Logical, span: Span) -> Instruction {
    let mut rest = logical.text.get(keyword.len()..).unwrap_or_default().trim_start();
    let mut flags = Vec::new();
    while let Some(flag) = rest.strip_prefix("--") {
        let end = flag.find(char::is_whitespace).unwrap_or(flag.len());
        let (flag, tail) = flag.split_at(end);
        let (name, value) = flag.split_once('=').unwrap_or((flag, "true"));
        flags.push((name.to_owned(), Word { text: value.to_owned(), span }));
        rest = tail.trim_start();
    }
    let skipped = logical.text.len() - rest.len();
    let place = if logical.joined {
        Span { start: span.start + clamp(keyword.len()), ..span }
    } else {
        let start = span.start + clamp(skipped);
        Span { start, end: start + clamp(rest.trim_end().len()), ..span }
    };
    let text = Word { text: rest.trim_end().to_owned(), span: place };
    Instruction { keyword, span, flags, text }
}

fn clamp(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}

struct Piece {
    text: String,
    start: usize,
    end: usize,
}

/// Words of a line; quotes hold words together.
fn split(text: &str) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut current: Option<Piece> = None;
    let mut quote = None;
    let mut letters = text.char_indices();
    while let Some((at, letter)) = letters.next() {
        if quote.is_none() && letter.is_whitespace() {
            pieces.extend(current.take());
            continue;
        }
        let piece =
            current.get_or_insert_with(|| Piece { text: String::new(), start: at, end: at });
        piece.end = at + letter.len_utf8();
        match (letter, quote) {
            ('\\', None | Some('"')) => {
                if let Some((at, next)) = letters.next() {
                    piece.text.push(next);
                    piece.end = at + next.len_utf8();
                }
            }
            (letter, Some(open)) if letter == open => quote = None,
            ('"' | '\'', None) => quote = Some(letter),
            _ => piece.text.push(letter),
        }
    }
    pieces.extend(current);
    pieces
}
