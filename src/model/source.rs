//! Source texts and places in them.
//!
//! In: a path and a text. Out: a [`FileId`] to hold in a [`Span`], and from a span back to lines
//! and columns. Spans are byte offsets; lines are found only when somebody asks.

use std::sync::OnceLock;

use super::Str;

/// Index of a source in [`Sources`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct FileId(pub u32);

/// A half-open range of bytes in one file. `Span::default()` is the empty range at the start of
/// file 0; use [`Span::is_empty`] to tell "no place known".
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Span {
    /// The file.
    pub file: FileId,
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

impl Span {
    /// A span from offsets; offsets past `u32::MAX` saturate (files are capped far below that).
    pub fn new(file: FileId, start: usize, end: usize) -> Self {
        let clamp = |offset: usize| u32::try_from(offset).unwrap_or(u32::MAX);
        Self { file, start: clamp(start), end: clamp(end.max(start)) }
    }

    /// Whether the span covers no byte.
    pub fn is_empty(self) -> bool {
        self.start >= self.end
    }

    /// Whether another span lies in this one.
    pub fn holds(self, other: Self) -> bool {
        self.file == other.file && self.start <= other.start && other.end <= self.end
    }

    /// The smallest span that covers both; `self` when they are in different files.
    #[must_use]
    pub fn to(self, other: Self) -> Self {
        if self.file != other.file {
            return self;
        }
        Self { file: self.file, start: self.start.min(other.start), end: self.end.max(other.end) }
    }
}

/// A 1-based line and a 1-based column counted in Unicode scalar values.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Position {
    /// 1-based line.
    pub line: u32,
    /// 1-based column in characters.
    pub column: u32,
}

/// One text that was read, under the path that reports show: relative, `/`-separated.
#[derive(Debug, Clone)]
pub struct Source {
    /// Path as reported.
    pub path: Str,
    /// The whole text.
    pub text: Str,
    line_starts: OnceLock<Vec<u32>>,
    /// Characters before each block of bytes: a whole file may be one line, and walking it from
    /// its start for each position would take quadratic time.
    block_starts: OnceLock<Vec<u32>>,
}

/// Bytes of a block whose characters are counted at once.
const BLOCK: usize = 4096;

impl Source {
    /// Wraps a text; line starts are computed on first use.
    pub fn new(path: impl Into<Str>, text: impl Into<Str>) -> Self {
        Self {
            path: path.into(),
            text: text.into(),
            line_starts: OnceLock::new(),
            block_starts: OnceLock::new(),
        }
    }

    fn line_starts(&self) -> &[u32] {
        self.line_starts.get_or_init(|| {
            let mut starts = vec![0];
            for (index, byte) in self.text.bytes().enumerate() {
                if byte == b'\n' {
                    starts.push(u32::try_from(index + 1).unwrap_or(u32::MAX));
                }
            }
            starts
        })
    }

    /// Line and column of a byte offset; offsets past the end give the end.
    pub fn position(&self, offset: u32) -> Position {
        let starts = self.line_starts();
        let line = starts.partition_point(|start| *start <= offset).max(1);
        let start = starts.get(line - 1).copied().unwrap_or(0);
        let end = (offset as usize).min(self.text.len());
        let column = self.characters(start as usize, end) + 1;
        Position {
            line: u32::try_from(line).unwrap_or(u32::MAX),
            column: u32::try_from(column).unwrap_or(u32::MAX),
        }
    }

    /// Characters between two offsets.
    fn characters(&self, start: usize, end: usize) -> usize {
        // Bytes that are not UTF-8 continuation bytes: characters without decoding.
        let count = |bytes: &[u8]| bytes.iter().filter(|byte| (**byte & 0xC0) != 0x80).count();
        let text = self.text.as_bytes();
        if end.saturating_sub(start) <= BLOCK {
            return count(text.get(start..end).unwrap_or_default());
        }
        let blocks = self.block_starts.get_or_init(|| {
            let mut total = 0;
            let mut starts = vec![0];
            for block in text.chunks(BLOCK) {
                total += count(block);
                starts.push(u32::try_from(total).unwrap_or(u32::MAX));
            }
            starts
        });
        let before = |offset: usize| {
            let block = offset / BLOCK;
            let whole = blocks.get(block).map_or(0, |characters| *characters as usize);
            whole + count(text.get(block * BLOCK..offset).unwrap_or_default())
        };
        before(end) - before(start)
    }

    /// The bytes of a 1-based line, without its line end. Empty past the last line.
    pub fn line_range(&self, line: u32) -> std::ops::Range<usize> {
        let starts = self.line_starts();
        let index = (line as usize).saturating_sub(1);
        let Some(&start) = starts.get(index) else { return 0..0 };
        let end = starts.get(index + 1).map_or(self.text.len(), |next| *next as usize);
        let line = self.text.get(start as usize..end).unwrap_or_default();
        start as usize..start as usize + line.trim_end_matches(['\n', '\r']).len()
    }

    /// The text of a 1-based line, without its line end.
    pub fn line(&self, line: u32) -> &str {
        self.text.get(self.line_range(line)).unwrap_or_default()
    }

    /// Number of lines; a trailing line end does not open another line.
    pub fn line_count(&self) -> u32 {
        let count = self.line_starts().len();
        let count = if self.text.ends_with('\n') { count - 1 } else { count };
        u32::try_from(count.max(1)).unwrap_or(u32::MAX)
    }
}

/// All sources of a run, by [`FileId`].
#[derive(Debug, Clone, Default)]
pub struct Sources {
    files: Vec<Source>,
}

impl Sources {
    /// Adds a source and gives its id.
    pub fn add(&mut self, source: Source) -> FileId {
        let id = FileId(u32::try_from(self.files.len()).unwrap_or(u32::MAX));
        self.files.push(source);
        id
    }

    /// The source of an id that this table gave out.
    pub fn get(&self, id: FileId) -> Option<&Source> {
        self.files.get(id.0 as usize)
    }

    /// Path of a file, or `<unknown>` for an id that is not ours.
    pub fn path(&self, id: FileId) -> &str {
        self.get(id).map_or("<unknown>", |source| &source.path)
    }

    /// Start and end positions of a span. The end position is exclusive, as in SARIF.
    pub fn positions(&self, span: Span) -> (Position, Position) {
        let one = Position { line: 1, column: 1 };
        self.get(span.file)
            .map_or((one, one), |source| (source.position(span.start), source.position(span.end)))
    }

    /// Text under a span.
    pub fn text(&self, span: Span) -> &str {
        self.get(span.file)
            .and_then(|source| source.text.get(span.start as usize..span.end as usize))
            .unwrap_or_default()
    }

    /// All sources in id order.
    pub fn iter(&self) -> impl Iterator<Item = (FileId, &Source)> {
        (0u32..).map(FileId).zip(&self.files)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn positions_count_characters_and_lines() {
        let source = Source::new("a.tf", "ab\nçd\n");
        assert_eq!(source.position(0), Position { line: 1, column: 1 });
        assert_eq!(source.position(3), Position { line: 2, column: 1 });
        assert_eq!(source.position(5), Position { line: 2, column: 2 });
        assert_eq!(source.line(2), "çd");
        assert_eq!(source.line_range(2), 3..6);
        assert_eq!(source.line_count(), 2);
    }

    #[test]
    fn columns_in_a_line_of_many_blocks_are_exact() {
        let text = format!("first\n{}", "aé漢".repeat(5_000));
        let source = Source::new("a.json", text.clone());
        for (offset, column) in [(6, 1), (7, 2), (9, 3), (6 + 6 * 4_000, 12_001), (30_006, 15_001)]
        {
            assert_eq!(source.position(offset), Position { line: 2, column });
            let slow = text[6..offset as usize].chars().count() + 1;
            assert_eq!(slow, column as usize);
        }
    }
}
