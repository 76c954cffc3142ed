//! A fast reader for the plain kind of YAML that nearly every manifest and workflow is written in.
//!
//! In: one document as text. Out: the calls to the [`Builder`] that the full parser would have
//! caused, or `None` for anything beyond the subset, whereupon the full parser reads the document
//! from its start. Never here: a diagnostic, or a guess; what is not certain is refused.
//!
//! The subset: block maps and lists indented by spaces, keys and scalars on one line, quoted
//! strings with simple escapes, literal block scalars, flow collections within a line, comments.
//! Not in it: anchors, aliases, tags, folded scalars, scalars over several lines, tabs, `\r`.
//! A property test holds both readers against each other.

mod flow;
mod text;

use granit_parser::{ScalarStyle, StructureStyle};

use super::build::Builder;

/// An open block collection.
struct Block {
    indent: usize,
    map: bool,
    /// Where the last key or dash ends, while its value has not been read.
    pending: Option<usize>,
}

struct Reader<'b, 'a, 't> {
    builder: &'b mut Builder<'a>,
    text: &'t str,
    /// Start of the next line.
    at: usize,
    blocks: Vec<Block>,
    buffer: String,
    any: bool,
}

/// Reads the document in `text[from..to]`; `None` where it is beyond the subset. The builder may
/// then hold part of it and has to abandon that.
pub(super) fn read(builder: &mut Builder<'_>, text: &str, from: usize, to: usize) -> Option<()> {
    let text = text.get(..to)?;
    if !is_plain(text.as_bytes().get(from..)?) {
        return None;
    }
    let mut reader =
        Reader { builder, text, at: from, blocks: Vec::new(), buffer: String::new(), any: false };
    reader.marker()?;
    while reader.at < reader.text.len() {
        reader.line()?;
    }
    reader.close_to(None)?;
    reader.any.then_some(())
}

/// Whether every byte means the same to both readers: no control characters, no odd line ends.
fn is_plain(bytes: &[u8]) -> bool {
    let mut rest = bytes;
    while let Some(at) = rest.iter().position(|byte| !matches!(byte, b' '..=b'~' | b'\n')) {
        rest = rest.get(at..).unwrap_or_default();
        match rest {
            // Controls U+0080 to U+009F; byte order marks and non-characters; line separators.
            [..=0x7F, ..] | [0xC2, ..=0x9F, ..] | [0xEF, 0xBB | 0xBF, ..] => return false,
            [0xE2, 0x80, 0xA8 | 0xA9, ..] => return false,
            _ => rest = rest.get(1..).unwrap_or_default(),
        }
    }
    true
}

impl Reader<'_, '_, '_> {
    fn byte(&self, at: usize) -> Option<u8> {
        self.text.as_bytes().get(at).copied()
    }

    /// End of the line that holds an offset, before its line feed.
    fn line_end(&self, at: usize) -> usize {
        let rest = self.text.get(at..).unwrap_or_default();
        rest.find('\n').map_or(self.text.len(), |length| at + length)
    }

    /// The first offset from here on that holds no space.
    fn after_spaces(&self, at: usize) -> usize {
        let rest = self.text.as_bytes().get(at..).unwrap_or_default();
        at + rest.iter().take_while(|byte| **byte == b' ').count()
    }

    /// Whether only spaces, or a comment after a space, stand from here to the line's end.
    fn is_blank(&self, at: usize, end: usize) -> bool {
        let next = self.after_spaces(at);
        next >= end || (self.byte(next) == Some(b'#') && next > at)
    }

    /// Skips a `---` line.
    fn marker(&mut self) -> Option<()> {
        if self.text.get(self.at..)?.starts_with("---") {
            let end = self.line_end(self.at);
            if !self.is_blank(self.at + 3, end) {
                return None;
            }
            self.at = end + 1;
        }
        Some(())
    }

    fn line(&mut self) -> Option<()> {
        let start = self.at;
        let end = self.line_end(start);
        let content = self.after_spaces(start);
        self.at = end + 1;
        if content >= end || self.byte(content) == Some(b'#') {
            return Some(());
        }
        let indent = content - start;
        self.close_to(Some((indent, self.is_dash(content, end))))?;
        self.node(content, indent, end)
    }

    fn is_dash(&self, at: usize, end: usize) -> bool {
        self.byte(at) == Some(b'-') && (at + 1 >= end || self.byte(at + 1) == Some(b' '))
    }

    /// Closes the blocks that a line (its indentation, and whether it begins with a dash) ends,
    /// and checks that one is left that takes it; closes all at the document's end.
    fn close_to(&mut self, line: Option<(usize, bool)>) -> Option<()> {
        while let Some(block) = self.blocks.last() {
            let ends = match line {
                None => true,
                Some((indent, _)) if block.indent != indent => block.indent > indent,
                // A list may stand as deep as the key that it belongs to.
                Some((_, dash)) => !block.map && !dash,
            };
            if !ends {
                break;
            }
            self.settle();
            self.builder.close(0).ok()?;
            self.blocks.pop();
        }
        let Some((indent, dash)) = line else { return Some(()) };
        let takes = match self.blocks.last() {
            None => !self.any,
            Some(block) if block.indent < indent => block.pending.is_some(),
            // A map takes a dash at its own depth only as the value of its last key.
            Some(block) => block.map != dash || block.pending.is_some(),
        };
        takes.then_some(())
    }

    /// Gives the last key or dash its null, where nothing came.
    fn settle(&mut self) {
        if let Some(place) = self.blocks.last_mut().and_then(|block| block.pending.take()) {
            self.builder.scalar_event("~", ScalarStyle::Plain, place, place);
        }
    }

    /// What begins at a column: an entry of a map or list, which may open there, or the scalar of
    /// a dash before it on the line.
    fn node(&mut self, mut at: usize, mut column: usize, end: usize) -> Option<()> {
        let mut inline = false;
        self.any = true;
        loop {
            if self.is_dash(at, end) {
                self.enter(false, column, at, at + 1)?;
                if self.is_blank(at + 1, end) {
                    return Some(());
                }
                let next = self.after_spaces(at + 1);
                column += next - at;
                at = next;
                inline = true;
            } else if let Some(colon) = self.key(at, end)? {
                self.enter(true, column, at, colon)?;
                self.key_event(at, colon)?;
                if self.is_blank(colon + 1, end) {
                    return Some(());
                }
                return self.value(self.after_spaces(colon + 1), end);
            } else {
                // A scalar at the start of a line may be one that goes on from the line before.
                return if inline { self.value(at, end) } else { None };
            }
        }
    }

    /// Makes the collection at a column the one that takes the next entry.
    fn enter(&mut self, map: bool, column: usize, at: usize, place: usize) -> Option<()> {
        let last = self.blocks.last_mut();
        if last.as_ref().is_some_and(|block| block.indent == column && block.map == map) {
            self.settle();
        } else {
            if let Some(block) = last {
                block.pending.take()?;
            }
            self.builder.open(map, StructureStyle::Block, 0, at, at).ok()?;
            self.blocks.push(Block { indent: column, map, pending: None });
        }
        self.blocks.last_mut()?.pending = Some(place);
        Some(())
    }

    /// The value of the last key or dash, which begins on its line.
    fn value(&mut self, at: usize, end: usize) -> Option<()> {
        match self.byte(at)? {
            b'"' | b'\'' => {
                let close = self.quoted(at, end)?;
                self.is_blank(close, end).then_some(())?;
            }
            b'[' | b'{' => {
                let close = self.flow(at, end)?;
                self.is_blank(close, end).then_some(())?;
            }
            b'|' => self.literal(at, end)?,
            _ => self.plain(at, end)?,
        }
        self.blocks.last_mut()?.pending = None;
        Some(())
    }
}
