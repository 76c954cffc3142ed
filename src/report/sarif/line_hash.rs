//! GitHub's `primaryLocationLineHash`: what it follows an alert by.
//!
//! In: the text of a file. Out: for each line a rolling hash over the hundred characters that
//! follow its start, white space left out, and how often that hash came before. Linear in the
//! file, so each file is hashed once. Never here: our own identity of a finding.

use std::collections::HashMap;
use std::fmt;

const WINDOW: usize = 100;
const MULTIPLIER: u64 = 37;
/// What a unit weighs when it leaves the window.
const FIRST: u64 = MULTIPLIER.wrapping_pow(100);
/// Stands for the end of the file.
const END: u16 = u16::MAX;

/// Hash of a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct LineHash {
    hash: u64,
    /// Which of the lines with this hash it is, from one.
    ordinal: u32,
}

impl serde::Serialize for LineHash {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl fmt::Display for LineHash {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{:x}:{}", self.hash, self.ordinal)
    }
}

/// The hashes of all lines, the first line first.
pub(super) fn line_hashes(text: &str) -> Vec<LineHash> {
    let mut rolling = Rolling {
        ring: [Slot { unit: 0, starts_line: false }; WINDOW],
        index: 0,
        hash: 0,
        at_line_start: true,
        lines: Vec::new(),
        seen: HashMap::new(),
    };
    let mut after_return = false;
    for unit in text.encode_utf16() {
        let dropped = unit == 0x20 || unit == 0x09 || (after_return && unit == 0x0a);
        after_return = unit == 0x0d;
        if !dropped {
            rolling.read(if after_return { 0x0a } else { unit });
        }
    }
    rolling.read(END);
    for _ in 0..WINDOW {
        rolling.emit();
        rolling.roll(0, false);
    }
    rolling.lines
}

/// One place of the window. Lines leave it in the order in which they entered, so which line
/// starts here need not be noted.
#[derive(Clone, Copy)]
struct Slot {
    unit: u16,
    starts_line: bool,
}

struct Rolling {
    ring: [Slot; WINDOW],
    index: usize,
    hash: u64,
    at_line_start: bool,
    lines: Vec<LineHash>,
    seen: HashMap<u64, u32>,
}

impl Rolling {
    fn read(&mut self, unit: u16) {
        self.emit();
        let starts_line = self.at_line_start;
        self.at_line_start = unit == 0x0a;
        self.roll(unit, starts_line);
    }

    /// Notes the hash of the line whose window is now full.
    fn emit(&mut self) {
        if self.ring.get(self.index).is_some_and(|slot| slot.starts_line) {
            let ordinal = self.seen.entry(self.hash).or_default();
            *ordinal += 1;
            self.lines.push(LineHash { hash: self.hash, ordinal: *ordinal });
        }
    }

    fn roll(&mut self, unit: u16, starts_line: bool) {
        let Some(slot) = self.ring.get_mut(self.index) else { return };
        let leaving = u64::from(slot.unit);
        *slot = Slot { unit, starts_line };
        self.hash = MULTIPLIER
            .wrapping_mul(self.hash)
            .wrapping_add(u64::from(unit))
            .wrapping_sub(FIRST.wrapping_mul(leaving));
        self.index = if self.index + 1 == WINDOW { 0 } else { self.index + 1 };
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hashes(text: &str) -> Vec<String> {
        line_hashes(text).iter().map(ToString::to_string).collect()
    }

    #[test]
    fn the_published_vectors_hold() {
        assert_eq!(hashes(""), ["c129715d7a2bc9a3:1"]);
        assert_eq!(
            hashes(" a\nb\n  \t\tc\n d"),
            ["271789c17abda88f:1", "54703d4cd895b18:1", "180aee12dab6264:1", "a23a3dc5e078b07b:1"]
        );
        assert_eq!(
            hashes(" hello; \t\r\nworld!!!\r\n\n\r  \t\tGreetings\r End\r\n"),
            [
                "e9496ae3ebfced30:1",
                "fb7c023a8b9ccb3f:1",
                "ce8ba1a563dcdaca:1",
                "e20e36e16fcb0cc8:1",
                "b3edc88f2938467e:1",
                "c8e28b0b4002a3a0:1",
                "c129715d7a2bc9a3:1",
            ]
        );
    }

    #[test]
    fn equal_lines_are_counted() {
        let mut expected: Vec<String> =
            (1..=6).map(|ordinal| format!("a7f2ff13bc495cf2:{ordinal}")).collect();
        expected.extend(
            [
                "a7f2ff1481e87703:1",
                "a9cf91f7bbf1862b:1",
                "55ec222b86bcae53:1",
                "cc97dc7b1d7d8f7b:1",
                "c129715d7a2bc9a3:1",
            ]
            .map(String::from),
        );
        assert_eq!(hashes(&"Lorem ipsum dolor sit amet.\n".repeat(10)), expected);
    }
}
