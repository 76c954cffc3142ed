//! A line of source with the place in question marked.
//!
//! In: a source, a span, the columns there are. Out: one line that fits, tabs expanded and what
//! is unsafe to show replaced, with the columns to underline. Never here: colours, line prefixes.

use unicode_width::UnicodeWidthChar;

use super::safe;
use crate::model::{Source, Span};

/// Columns of a tab.
const TAB: usize = 4;

/// A line of source, ready to print.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Excerpt {
    /// 1-based line number.
    pub(super) line: u32,
    /// The text, cut to fit.
    pub(super) text: String,
    /// Columns before the mark.
    pub(super) indent: usize,
    /// Columns of the mark: at least one.
    pub(super) width: usize,
    /// Lines that the span covers beyond this one.
    pub(super) more: u32,
}

impl Excerpt {
    /// The text before, under and after the mark.
    pub(super) fn parts(&self) -> (&str, &str, &str) {
        let at = |columns: usize| {
            let mut used = 0;
            let mut ends = self.text.char_indices().filter_map(|(at, character)| {
                let width = character.width().unwrap_or(0);
                let here = (used >= columns && width > 0).then_some(at);
                used += width;
                here
            });
            ends.next().unwrap_or(self.text.len())
        };
        let (before, rest) = self.text.split_at(at(self.indent));
        let end = at(self.indent + self.width).saturating_sub(before.len());
        let (marked, after) = rest.split_at(end.min(rest.len()));
        (before, marked, after)
    }
}

/// One character as it will be shown.
struct Cell {
    shown: char,
    repeat: usize,
    width: usize,
    marked: bool,
}

/// The first line of a span. `None` where the span is in no line of this source.
pub(super) fn excerpt(source: &Source, span: Span, columns: usize) -> Option<Excerpt> {
    let text = &*source.text;
    let (start, end) = (span.start as usize, (span.end as usize).min(text.len()));
    text.get(start..)?;
    let first = source.position(span.start).line;
    let last = source.position(u32::try_from(end.max(start + 1) - 1).unwrap_or(u32::MAX)).line;
    let line = source.line_range(first);

    // A line may be as long as its file: look only at what could be shown.
    let reach = columns.saturating_mul(4);
    let from = ceil_boundary(text, line.start.max(start.saturating_sub(reach)).min(line.end));
    let to = floor_boundary(text, line.end.min(start.saturating_add(reach)).max(line.start));
    let cells = cells(text.get(from..to)?.trim_end(), from, start..end);
    let (cut_left, cut_right) = (from > line.start, to < line.end);
    let (text, indent, width) = fit(&cells, columns.max(8), cut_left, cut_right);
    Some(Excerpt { line: first, text, indent, width, more: last.saturating_sub(first) })
}

fn cells(text: &str, offset: usize, marked: std::ops::Range<usize>) -> Vec<Cell> {
    let cell = |(at, character): (usize, char)| {
        let marked = marked.contains(&(offset + at));
        if character == '\t' {
            return Cell { shown: ' ', repeat: TAB, width: TAB, marked };
        }
        let shown = safe::character(character);
        Cell { shown, repeat: 1, width: shown.width().unwrap_or(0), marked }
    };
    text.char_indices().map(cell).collect()
}

/// Chooses the part of a line that fits and holds the mark: (text, indent, width of the mark).
fn fit(cells: &[Cell], columns: usize, cut_left: bool, cut_right: bool) -> (String, usize, usize) {
    let total: usize = cells.iter().map(|cell| cell.width).sum();
    let before: usize = cells.iter().take_while(|cell| !cell.marked).map(|cell| cell.width).sum();
    let mark: usize = cells.iter().filter(|cell| cell.marked).map(|cell| cell.width).sum();
    // Whole if it fits; from its start if the mark's end is then seen; else from shortly before
    // the mark.
    let skip = if !cut_left && (total <= columns || before + mark < columns) {
        0
    } else {
        before.saturating_sub(columns / 4)
    };
    let mut text = String::new();
    let (mut column, mut used, mut indent, mut width) = (0, 0, 0, 0);
    if cut_left || skip > 0 {
        text.push('…');
        used = 1;
    }
    let room =
        if cut_right || total - skip.min(total) > columns - used { columns - 1 } else { columns };
    let mut complete = !cut_right;
    for cell in cells {
        let at = column;
        column += cell.width;
        if at < skip {
            continue;
        }
        if used + cell.width > room {
            complete = false;
            break;
        }
        text.extend(std::iter::repeat_n(cell.shown, cell.repeat));
        if cell.marked {
            if width == 0 {
                indent = used;
            }
            width += cell.width;
        }
        used += cell.width;
    }
    if width == 0 {
        indent = used;
    }
    if !complete {
        text.push('…');
    }
    (text, indent.min(columns - 1), width.max(1))
}

fn ceil_boundary(text: &str, mut at: usize) -> usize {
    while at < text.len() && !text.is_char_boundary(at) {
        at += 1;
    }
    at
}

fn floor_boundary(text: &str, mut at: usize) -> usize {
    while at > 0 && !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use unicode_width::UnicodeWidthStr;

    use super::*;
    use crate::model::FileId;

    /// The excerpt of what `«` and `»` enclose, as two lines.
    fn marked(text: &str, columns: usize) -> String {
        let start = text.find('«').unwrap();
        let bare = text.replacen('«', "", 1);
        let end = bare.find('»').unwrap();
        let source = Source::new("a", bare.replacen('»', "", 1));
        let excerpt = excerpt(&source, Span::new(FileId(0), start, end), columns).unwrap();
        let underline = "^".repeat(excerpt.width);
        let more = if excerpt.more > 0 { format!(" +{}", excerpt.more) } else { String::new() };
        format!("{}\n{}{underline}{more}", excerpt.text, " ".repeat(excerpt.indent))
    }

    #[test]
    fn marks_stand_under_what_they_mark() {
        for (text, columns, expected) in [
            ("a = «1»\n", 20, "a = 1\n    ^"),
            ("x\n\t«k = v»\r\ny", 20, "    k = v\n    ^^^^^"),
            ("漢字: «字字» z", 20, "漢字: 字字 z\n      ^^^^"),
            ("e\u{301}: «e\u{301}e»", 20, "e\u{301}: e\u{301}e\n   ^^"),
            ("a {«\n b\n c»\n", 20, "a {\n   ^ +2"),
            ("k = \u{1b}[2J«v»", 20, "k = ␛[2Jv\n        ^"),
            ("«»", 20, "\n^"),
            ("0123456789«abc»0123456789", 16, "0123456789abc01…\n          ^^^"),
            ("0123456789012345«abc»0123456789", 16, "…2345abc0123456…\n     ^^^"),
            ("ab «0123456789012345678901234»", 16, "ab 012345678901…\n   ^^^^^^^^^^^^"),
        ] {
            assert_eq!(marked(text, columns), expected, "{text:?}");
        }
    }

    proptest! {
        #[test]
        fn any_text_and_span_fits(text in "[ -~\t\n漢é]{0,200}", a in 0usize..400, b in 0usize..400, columns in 8usize..100) {
            let source = Source::new("a", text);
            if let Some(excerpt) = excerpt(&source, Span::new(FileId(0), a, b), columns) {
                prop_assert!(excerpt.text.width() <= columns);
                prop_assert!(excerpt.indent + excerpt.width <= columns + 1);
            }
        }
    }

    #[test]
    fn a_line_of_megabytes_is_not_walked_for_each_finding() {
        let source = Source::new("a", "x".repeat(4 << 20));
        let span = Span::new(FileId(0), 2 << 20, (2 << 20) + 5);
        let excerpt = excerpt(&source, span, 40).unwrap();
        assert_eq!(excerpt.text.chars().count(), 40);
        assert_eq!(excerpt.width, 5);
    }
}
