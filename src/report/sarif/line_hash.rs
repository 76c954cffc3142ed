//! GitHub's `primaryLocationLineHash`: what it follows an alert by.
//!
//! In: the text of a file. Out: for each line a rolling hash over the hundred characters that
//! follow its start, white space left out, and how often that hash came before. Linear in the
//! file, so each file is hashed once. Never here: our own identity of a finding.

use std::collections::{HashMap, VecDeque};
use std::fmt;

const WINDOW: usize = 100;
const MULTIPLIER: u64 = 37;
/// What the hash at a window's start weighs at its end.
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
    let mut rolling = Rolling { at_line_start: true, ..Rolling::default() };
    let mut after_return = false;
    let mut read = |unit: u16| {
        let dropped = unit == 0x20 || unit == 0x09 || (after_return && unit == 0x0a);
        after_return = unit == 0x0d;
        if !dropped {
            rolling.read(if after_return { 0x0a } else { unit });
        }
    };
    if text.is_ascii() {
        text.bytes().for_each(|byte| read(byte.into()));
    } else {
        text.encode_utf16().for_each(read);
    }
    rolling.read(END);
    for _ in 0..WINDOW {
        rolling.roll(0);
    }
    rolling.lines
}

/// The hash of what was read so far, without a window: what a line's window holds is the hash at
/// its end less that at its start, multiplied up.
#[derive(Default)]
struct Rolling {
    hash: u64,
    units: usize,
    at_line_start: bool,
    /// Lines whose window is not full yet: where it will be, and the hash at their start.
    open: VecDeque<(usize, u64)>,
    lines: Vec<LineHash>,
    seen: HashMap<u64, u32>,
}

impl Rolling {
    fn read(&mut self, unit: u16) {
        if self.at_line_start {
            self.open.push_back((self.units + WINDOW, self.hash));
        }
        self.at_line_start = unit == 0x0a;
        self.roll(unit);
    }

    fn roll(&mut self, unit: u16) {
        self.hash = self.hash.wrapping_mul(MULTIPLIER).wrapping_add(unit.into());
        self.units += 1;
        if let Some((end, before)) = self.open.front().copied()
            && end == self.units
        {
            self.open.pop_front();
            let hash = self.hash.wrapping_sub(FIRST.wrapping_mul(before));
            let ordinal = self.seen.entry(hash).or_default();
            *ordinal += 1;
            self.lines.push(LineHash { hash, ordinal: *ordinal });
        }
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
