//! Quoted strings, heredocs and template files.
//!
//! In: a [`Reader`] at a quote, at `<<`, or at the start of a template. Out: a string where there
//! is only text, else the parts of the template.

use super::ast::{ExpressionKind, TemplatePart};
use super::collection::ForIntro;
use super::escape::backslash;
use super::reader::{Read, Reader};
use super::template::{Piece, Pieces, Strip};
use crate::model::Loss;

/// How a template ends.
#[derive(Clone, Copy)]
enum End<'a> {
    /// At the quote.
    Quote,
    /// At a line that holds only the marker.
    Marker(&'a str),
    /// With the text.
    Text,
}

impl<'a> Reader<'a> {
    /// A quoted string from past its opening quote, which stands at `start`.
    pub(super) fn quoted(&mut self, start: usize) -> Read<ExpressionKind> {
        let special = |byte: &u8| matches!(byte, b'"' | b'\\' | b'$' | b'%' | b'\n');
        let rest = self.rest();
        // Nearly all strings have neither escapes nor sequences.
        if let Some(length) = rest.iter().position(special)
            && rest.get(length) == Some(&b'"')
        {
            let text = self.slice(self.at, self.at + length);
            self.at += length + 1;
            return Ok(ExpressionKind::String(text.into()));
        }
        let pieces = self.pieces(End::Quote, start)?;
        self.finish(pieces, false, start)
    }

    pub(super) fn heredoc(&mut self) -> Read<ExpressionKind> {
        let start = self.at;
        self.at += 2;
        let indented = self.take(b'-');
        let Some(marker) = self.name() else { return self.expected("a marker after `<<`") };
        while matches!(self.rest(), [b' ' | b'\t' | b'\r', ..]) {
            self.at += 1;
        }
        if !self.take(b'\n') {
            return self.expected("a new line after the heredoc's marker");
        }
        if !self.searches() {
            return self.fault(start, start + 2, not_closed(marker));
        }
        let pieces = self.pieces(End::Marker(marker), start)?;
        self.finish(pieces, indented, start)
    }

    /// A whole text as a template.
    pub(super) fn template(&mut self) -> Read<Vec<TemplatePart>> {
        let start = self.at;
        let pieces = self.pieces(End::Text, start)?;
        match pieces.into_parts(false) {
            Ok(parts) => Ok(parts),
            Err(message) => self.fault(start, self.at, message),
        }
    }

    fn finish(&self, pieces: Pieces, dedented: bool, start: usize) -> Read<ExpressionKind> {
        if pieces.is_literal() {
            return Ok(ExpressionKind::String(pieces.into_text(dedented)));
        }
        match pieces.into_parts(dedented) {
            Ok(parts) => Ok(ExpressionKind::Template(parts)),
            Err(message) => self.fault(start, self.at, message),
        }
    }

    fn pieces(&mut self, end: End<'a>, start: usize) -> Read<Pieces> {
        let quoted = matches!(end, End::Quote);
        let mut pieces = Pieces::default();
        let mut literal = self.at;
        let mut line_start = true;
        let mut open = Directives::default();
        loop {
            if let (End::Marker(marker), true) = (end, line_start)
                && let Some(length) = self.closing_line(marker)
            {
                pieces.literal(self.slice(literal, self.at), quoted);
                self.at += length;
                return self.closed(pieces, open);
            }
            line_start = false;
            match (self.rest(), end) {
                ([], End::Text) | ([b'"', ..], End::Quote) => {
                    pieces.literal(self.slice(literal, self.at), quoted);
                    self.at += usize::from(quoted);
                    return self.closed(pieces, open);
                }
                ([], End::Marker(marker)) => {
                    self.lost_searches += 1;
                    return self.fault(start, start + 2, not_closed(marker));
                }
                ([] | [b'\n', ..], End::Quote) => {
                    return self.fault(start, self.at, "the string is not closed on its line");
                }
                ([b'\\', ..], End::Quote) => self.escape(),
                ([b'$', b'$', b'{', ..] | [b'%', b'%', b'{', ..], _) => self.at += 3,
                ([b'$' | b'%', b'{', ..], _) => {
                    pieces.literal(self.slice(literal, self.at), quoted);
                    open.count(self.sequence(&mut pieces)?);
                    literal = self.at;
                }
                ([b'\n', ..], _) => {
                    self.at += 1;
                    line_start = true;
                }
                (rest, _) => {
                    let special = |byte: &u8| matches!(byte, b'"' | b'\\' | b'$' | b'%' | b'\n');
                    let next = rest.iter().skip(1).position(special);
                    self.at += next.map_or(rest.len(), |next| next + 1);
                }
            }
        }
    }

    /// The pieces of a whole template, whose directives count as levels of the tree.
    fn closed(&mut self, pieces: Pieces, open: Directives) -> Read<Pieces> {
        for _ in 0..open.most {
            self.grow()?;
        }
        Ok(pieces)
    }

    /// Length of this line up to its marker, if it holds nothing else.
    fn closing_line(&self, marker: &str) -> Option<usize> {
        let rest = self.rest();
        let indent = rest.iter().take_while(|byte| byte.is_ascii_whitespace() && **byte != b'\n');
        let length = indent.count() + marker.len();
        let line_end = |byte: &u8| *byte == b'\n';
        if !rest.get(..length)?.ends_with(marker.as_bytes()) {
            return None;
        }
        let after = rest.get(length..)?;
        let after = after.get(..after.iter().position(line_end).unwrap_or(after.len()))?;
        after.iter().all(u8::is_ascii_whitespace).then_some(length)
    }

    /// Past a backslash escape; one that the language does not know is kept as written.
    fn escape(&mut self) {
        let rest = self.text().get(self.at..).unwrap_or("");
        let known = backslash(rest).map(|(_, length)| length);
        let length = known.unwrap_or_else(|| {
            let next = rest.chars().nth(1).filter(|next| *next != '\n');
            1 + next.map_or(0, char::len_utf8)
        });
        if known.is_none() {
            let escape = rest.get(..length).unwrap_or("\\");
            let message = format!("unknown escape `{}`", escape.escape_debug());
            self.report(self.at, self.at + length, message, Loss::Nothing);
        }
        self.at += length;
    }

    /// `${ … }` or `%{ … }`; gives by how many directives the template then is deeper.
    fn sequence(&mut self, pieces: &mut Pieces) -> Read<i8> {
        let directive = self.peek() == b'%';
        self.at += 2;
        let before = self.take(b'~');
        let (piece, after) = self.nested(false, |reader| {
            let piece = if directive {
                reader.directive()?
            } else {
                Piece::Interpolation(reader.expression()?)
            };
            reader.space();
            let after = reader.take(b'~');
            reader.need(b'}', "`}`")?;
            Ok((piece, after))
        })?;
        let deeper = match &piece {
            Piece::If(_) | Piece::For { .. } => 1,
            Piece::EndIf | Piece::EndFor => -1,
            _ => 0,
        };
        pieces.sequence(piece, Strip { before, after });
        Ok(deeper)
    }

    fn directive(&mut self) -> Read<Piece> {
        self.space();
        let start = self.at;
        Ok(match self.name() {
            Some("if") => Piece::If(self.expression()?),
            Some("else") => Piece::Else,
            Some("endif") => Piece::EndIf,
            Some("endfor") => Piece::EndFor,
            Some("for") => {
                let ForIntro { key, value, collection } = self.for_intro()?;
                Piece::For { key, value, collection }
            }
            _ => {
                self.at = start;
                return self.expected("`if`, `else`, `endif`, `for` or `endfor`");
            }
        })
    }
}

/// How many directives are open, and were at most.
#[derive(Default)]
struct Directives {
    now: usize,
    most: usize,
}

impl Directives {
    fn count(&mut self, deeper: i8) {
        self.now = self.now.saturating_add_signed(deeper.into());
        self.most = self.most.max(self.now);
    }
}

fn not_closed(marker: &str) -> String {
    if marker.len() > 40 {
        return "the heredoc is not closed".into();
    }
    format!("the heredoc is not closed: expected a line `{marker}`")
}
