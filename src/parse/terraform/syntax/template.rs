//! Templates: literal text, interpolations and directives as a flat list, to nested parts.
//!
//! In: [`Piece`]s in source order. Out: [`TemplatePart`]s with escapes resolved, whitespace
//! stripped and heredoc indentation taken away in the order in which the language does it: first
//! the strip markers, each on the one line next to it, then the indentation.

use super::ast::{Expression, TemplatePart};
use super::escape::unescape;
use crate::model::Str;

/// Directives that may stand in each other; deeper ones are a fault.
pub(super) const MAX_DIRECTIVES: usize = 100;

/// Strip markers of a sequence: `${~ … ~}`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Strip {
    /// Takes away the whitespace before.
    pub before: bool,
    /// Takes away the whitespace after.
    pub after: bool,
}

/// One sequence or one line of literal text of a template.
#[derive(Debug)]
pub(super) enum Piece {
    /// Text, escapes resolved: at most one line of it.
    Literal(String),
    /// `${ expr }`
    Interpolation(Expression),
    /// `%{ if expr }`
    If(Expression),
    /// `%{ else }`
    Else,
    /// `%{ endif }`
    EndIf,
    /// `%{ for k, v in expr }`
    For {
        /// Key variable.
        key: Option<Str>,
        /// Value variable.
        value: Str,
        /// What is iterated.
        collection: Expression,
    },
    /// `%{ endfor }`
    EndFor,
}

/// Pieces as they are collected.
#[derive(Debug, Default)]
pub(super) struct Pieces {
    pieces: Vec<Piece>,
    strip_next: bool,
}

impl Pieces {
    /// Adds literal text as written. Escapes with backslashes count in quoted templates only.
    /// A strip marker works on the neighbouring line alone, hence one piece a line.
    pub(super) fn literal(&mut self, raw: &str, quoted: bool) {
        for line in raw.split_inclusive('\n') {
            let mut text = unescape(line, quoted);
            if std::mem::take(&mut self.strip_next) {
                text = text.trim_start().into();
            }
            self.pieces.push(Piece::Literal(text));
        }
    }

    /// Adds a sequence.
    pub(super) fn sequence(&mut self, piece: Piece, strip: Strip) {
        if strip.before
            && let Some(Piece::Literal(text)) = self.pieces.last_mut()
        {
            text.truncate(text.trim_end().len());
        }
        self.strip_next = strip.after;
        self.pieces.push(piece);
    }

    /// Whether there is nothing but literal text.
    pub(super) fn is_literal(&self) -> bool {
        self.pieces.iter().all(|piece| matches!(piece, Piece::Literal(_)))
    }

    /// The text, where there is nothing else.
    pub(super) fn into_text(mut self, dedented: bool) -> Str {
        if dedented {
            dedent(&mut self.pieces);
        }
        let mut texts = self.pieces.into_iter().filter_map(|piece| match piece {
            Piece::Literal(text) => Some(text),
            _ => None,
        });
        let Some(mut text) = texts.next() else { return "".into() };
        texts.for_each(|more| text.push_str(&more));
        text.into()
    }

    /// The nested parts, or what is wrong with the directives.
    pub(super) fn into_parts(mut self, dedented: bool) -> Result<Vec<TemplatePart>, &'static str> {
        if dedented {
            dedent(&mut self.pieces);
        }
        nest(self.pieces)
    }
}

/// Takes the smallest indentation of all lines from each. Blank lines neither count nor change.
fn dedent(pieces: &mut [Piece]) {
    let mut smallest = usize::MAX;
    for_each_line_start(pieces, |piece| {
        smallest = smallest.min(piece.map_or(0, |text| {
            let indent = text.len() - text.trim_start().len();
            text.get(..indent).map_or(0, |indent| indent.chars().count())
        }));
    });
    if smallest == 0 || smallest == usize::MAX {
        return;
    }
    for_each_line_start(pieces, |piece| {
        if let Some(text) = piece {
            let cut = text.char_indices().nth(smallest).map_or(text.len(), |(at, _)| at);
            text.drain(..cut);
        }
    });
}

/// Calls with the text that starts each line, or with nothing where a sequence starts it.
fn for_each_line_start(pieces: &mut [Piece], mut call: impl FnMut(Option<&mut String>)) {
    let mut at_start = true;
    for piece in pieces {
        let started = std::mem::take(&mut at_start);
        match piece {
            Piece::Literal(text) => {
                at_start = text.ends_with('\n');
                let blank = at_start && text.trim_start().is_empty();
                if started && !blank {
                    call(Some(text));
                }
            }
            _ if started => call(None),
            _ => {}
        }
    }
}

/// Joins neighbouring texts and drops empty ones.
fn meld(pieces: Vec<Piece>) -> Vec<Piece> {
    let mut melded: Vec<Piece> = Vec::with_capacity(pieces.len());
    for piece in pieces {
        match (melded.last_mut(), piece) {
            (_, Piece::Literal(text)) if text.is_empty() => {}
            (Some(Piece::Literal(before)), Piece::Literal(text)) => before.push_str(&text),
            (_, piece) => melded.push(piece),
        }
    }
    melded
}

/// A directive that is still open, and what stood before it.
enum Open {
    If { condition: Expression, then: Option<Vec<TemplatePart>> },
    For { key: Option<Str>, value: Str, collection: Expression },
}

#[derive(Default)]
struct Nesting {
    open: Vec<(Open, Vec<TemplatePart>)>,
    parts: Vec<TemplatePart>,
}

fn nest(pieces: Vec<Piece>) -> Result<Vec<TemplatePart>, &'static str> {
    let mut nesting = Nesting::default();
    for piece in meld(pieces) {
        match piece {
            Piece::Literal(text) => nesting.parts.push(TemplatePart::Literal(text.into())),
            Piece::Interpolation(expression) => {
                nesting.parts.push(TemplatePart::Interpolation(expression));
            }
            Piece::If(condition) => nesting.begin(Open::If { condition, then: None })?,
            Piece::For { key, value, collection } => {
                nesting.begin(Open::For { key, value, collection })?;
            }
            Piece::Else => nesting.turn()?,
            Piece::EndIf => nesting.end_if()?,
            Piece::EndFor => nesting.end_for()?,
        }
    }
    match nesting.open.last() {
        None => Ok(nesting.parts),
        Some((Open::If { .. }, _)) => Err("expected `endif` before the end of the template"),
        Some((Open::For { .. }, _)) => Err("expected `endfor` before the end of the template"),
    }
}

impl Nesting {
    fn begin(&mut self, open: Open) -> Result<(), &'static str> {
        if self.open.len() >= MAX_DIRECTIVES {
            return Err("template directives are nested too deeply");
        }
        self.open.push((open, std::mem::take(&mut self.parts)));
        Ok(())
    }

    fn turn(&mut self) -> Result<(), &'static str> {
        match self.open.last_mut() {
            Some((Open::If { then: then @ None, .. }, _)) => {
                *then = Some(std::mem::take(&mut self.parts));
                Ok(())
            }
            _ => Err("unexpected `else` in a template"),
        }
    }

    fn end_if(&mut self) -> Result<(), &'static str> {
        let Some((Open::If { condition, then }, outer)) = self.open.pop() else {
            return Err("unexpected `endif` in a template");
        };
        let last = std::mem::replace(&mut self.parts, outer);
        let (then, otherwise) = match then {
            Some(then) => (then, last),
            None => (last, Vec::new()),
        };
        self.parts.push(TemplatePart::If { condition, then, otherwise });
        Ok(())
    }

    fn end_for(&mut self) -> Result<(), &'static str> {
        let Some((Open::For { key, value, collection }, outer)) = self.open.pop() else {
            return Err("unexpected `endfor` in a template");
        };
        let body = std::mem::replace(&mut self.parts, outer);
        self.parts.push(TemplatePart::For {
            key_variable: key,
            value_variable: value,
            collection,
            body,
        });
        Ok(())
    }
}
