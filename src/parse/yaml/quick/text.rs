//! Keys and scalars of the fast reader.
//!
//! In: where one begins and where its line ends. Out: the builder's event, and where it ends;
//! `None` where it is beyond the subset.

use granit_parser::ScalarStyle;

use super::Reader;

/// Longest key that is looked for; the full parser gives up at about the same length.
const MAX_KEY: usize = 1000;

/// Whether a byte can begin a plain scalar, whatever follows it.
pub(super) fn begins_plain(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || byte >= 0x80 || b"_/.$(+~<=^;\\)".contains(&byte)
}

impl Reader<'_, '_, '_> {
    /// The colon of a key that begins here, if one does. `None` where that is not certain.
    pub(super) fn key(&self, at: usize, end: usize) -> Option<Option<usize>> {
        let is_colon = |at: usize| {
            self.byte(at) == Some(b':') && (at + 1 >= end || self.byte(at + 1) == Some(b' '))
        };
        let first = self.byte(at)?;
        let colon = match first {
            b'"' | b'\'' => Some(self.closing(at, end)?).filter(|close| is_colon(*close)),
            _ if !self.is_plain_start(at, end) => None,
            _ => {
                let line = self.text.as_bytes().get(at..end)?;
                let colon = line.windows(2).position(|pair| pair == b": " || pair == b" #");
                match colon {
                    Some(offset) if is_colon(at + offset) => Some(at + offset),
                    Some(_) => None,
                    None => Some(end - 1).filter(|last| is_colon(*last)),
                }
            }
        };
        let Some(colon) = colon else { return Some(None) };
        let odd = colon == at || self.byte(colon - 1) == Some(b' ') || colon - at > MAX_KEY;
        (!odd).then_some(Some(colon))
    }

    pub(super) fn key_event(&mut self, at: usize, colon: usize) -> Option<()> {
        if matches!(self.byte(at)?, b'"' | b'\'') {
            return self.quoted(at, colon).map(|_| ());
        }
        let text = self.text.get(at..colon)?;
        self.builder.scalar_event(text, ScalarStyle::Plain, at, colon);
        Some(())
    }

    fn is_plain_start(&self, at: usize, end: usize) -> bool {
        match self.byte(at) {
            Some(b'-') => at + 1 < end && self.byte(at + 1).is_some_and(begins_plain_after_dash),
            Some(byte) => begins_plain(byte),
            None => false,
        }
    }

    /// A plain scalar that takes the rest of the line.
    pub(super) fn plain(&mut self, at: usize, end: usize) -> Option<()> {
        if !self.is_plain_start(at, end) {
            return None;
        }
        let line = self.text.get(at..end)?;
        let text = line.find(" #").map_or(line, |comment| line.get(..comment).unwrap_or(line));
        let text = text.trim_end_matches(' ');
        if text.ends_with(':') || text.contains(": ") {
            return None;
        }
        self.builder.scalar_event(text, ScalarStyle::Plain, at, at + text.len());
        Some(())
    }

    /// One past the quote that closes the one here, on the same line.
    fn closing(&self, at: usize, end: usize) -> Option<usize> {
        let quote = self.byte(at)?;
        let mut next = at + 1;
        while next < end {
            match self.byte(next)? {
                b'\\' if quote == b'"' => next += 2,
                byte if byte == quote => {
                    if quote == b'\'' && self.byte(next + 1) == Some(quote) {
                        next += 2;
                    } else {
                        return Some(next + 1);
                    }
                }
                _ => next += 1,
            }
        }
        None
    }

    /// A quoted scalar; gives its end.
    pub(super) fn quoted(&mut self, at: usize, end: usize) -> Option<usize> {
        let close = self.closing(at, end)?;
        let inner = self.text.get(at + 1..close - 1)?;
        let double = self.byte(at) == Some(b'"');
        let (style, special) = match double {
            true => (ScalarStyle::DoubleQuoted, '\\'),
            false => (ScalarStyle::SingleQuoted, '\''),
        };
        if !inner.contains(special) {
            self.builder.scalar_event(inner, style, at, close);
            return Some(close);
        }
        self.buffer.clear();
        let mut letters = inner.chars();
        while let Some(letter) = letters.next() {
            let letter = match letter {
                '\\' if double => match letters.next()? {
                    'n' => '\n',
                    't' => '\t',
                    letter @ ('"' | '\\' | '/') => letter,
                    _ => return None,
                },
                '\'' if !double => letters.next()?,
                letter => letter,
            };
            self.buffer.push(letter);
        }
        self.builder.scalar_event(&self.buffer, style, at, close);
        Some(close)
    }

    /// A literal block scalar whose header is here; moves past its lines.
    pub(super) fn literal(&mut self, at: usize, end: usize) -> Option<()> {
        let (chomp, header) = match self.byte(at + 1) {
            Some(chomp @ (b'-' | b'+')) if at + 1 < end => (chomp, at + 2),
            _ => (b' ', at + 1),
        };
        if !self.is_blank(header, end) {
            return None;
        }
        let parent = self.blocks.last()?.indent;
        let start = self.after_spaces(self.at);
        let indent = start - self.at;
        // Empty, or blank lines first: for the full parser.
        if indent <= parent || matches!(self.byte(start), None | Some(b'\n')) {
            return None;
        }
        self.buffer.clear();
        let (mut last, mut kept) = (start, 0);
        while self.at < self.text.len() {
            let end = self.line_end(self.at);
            let content = self.after_spaces(self.at).min(end);
            let depth = content - self.at;
            if content < end {
                if depth < indent {
                    break;
                }
                self.buffer.push_str(self.text.get(self.at + indent..end)?);
                last = end;
                kept = self.buffer.len() + 1;
            } else if depth > indent {
                return None;
            }
            if end >= self.text.len() {
                return None;
            }
            self.buffer.push('\n');
            self.at = end + 1;
        }
        match chomp {
            b'-' => self.buffer.truncate(kept - 1),
            b'+' => {}
            _ => self.buffer.truncate(kept),
        }
        self.builder.scalar_event(&self.buffer, ScalarStyle::Literal, start, last);
        Some(())
    }
}

/// After a dash that is no list's.
fn begins_plain_after_dash(byte: u8) -> bool {
    begins_plain(byte) || byte == b'-'
}
