//! A row as one line of text, and the hashes over such lines.
//!
//! In: a table's name and a row's cells. Out: the line `table⇥id⇥cell⇥…`, each cell with a letter
//! for its type, and hashes of it. One line a row, without control characters, so that a shell with
//! `sha256sum` can check what we checked.

use std::fmt::Write as _;

use rusqlite::types::ValueRef;
use sha2::{Digest, Sha256};

/// What the first entry of the chain follows.
pub(super) const GENESIS: [u8; 32] = [0; 32];

/// The canonical line of a row, without an end of line.
pub(super) fn line(table: &str, cells: &[ValueRef<'_>]) -> String {
    let mut line = String::with_capacity(64 + cells.len() * 16);
    line.push_str(table);
    for cell in cells {
        line.push('\t');
        // Writing to a String cannot fail.
        let _ = match cell {
            ValueRef::Null => write!(line, "n"),
            ValueRef::Integer(number) => write!(line, "i{number}"),
            ValueRef::Real(number) => write!(line, "r{:016x}", number.to_bits()),
            ValueRef::Blob(bytes) => {
                line.push('b');
                push_hex(&mut line, bytes);
                Ok(())
            }
            ValueRef::Text(bytes) => {
                match std::str::from_utf8(bytes) {
                    Ok(text) => {
                        line.push('t');
                        push_escaped(&mut line, text);
                    }
                    Err(_) => {
                        line.push('x');
                        push_hex(&mut line, bytes);
                    }
                }
                Ok(())
            }
        };
    }
    line
}

fn push_hex(line: &mut String, bytes: &[u8]) {
    for byte in bytes {
        let _ = write!(line, "{byte:02x}");
    }
}

/// Adds a text without what would break a line or a field.
pub(super) fn push_escaped(line: &mut String, text: &str) {
    // Most texts have nothing to escape.
    if !text.bytes().any(|byte| byte == b'\\' || !(0x20..0x7f).contains(&byte)) {
        line.push_str(text);
        return;
    }
    for letter in text.chars() {
        match letter {
            '\\' => line.push_str("\\\\"),
            '\n' => line.push_str("\\n"),
            '\t' => line.push_str("\\t"),
            letter if letter.is_control() => {
                let _ = write!(line, "\\u{{{:x}}}", u32::from(letter));
            }
            letter => line.push(letter),
        }
    }
}

/// The text that was escaped.
pub(super) fn unescaped(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut rest = text;
    while let Some((before, after)) = rest.split_once('\\') {
        plain.push_str(before);
        let mut letters = after.chars();
        match letters.next() {
            Some('n') => plain.push('\n'),
            Some('t') => plain.push('\t'),
            Some('u') => {
                let inside = letters.as_str().strip_prefix('{').and_then(|own| own.split_once('}'));
                if let Some((digits, after)) = inside {
                    let code = u32::from_str_radix(digits, 16).ok().and_then(char::from_u32);
                    plain.push(code.unwrap_or(char::REPLACEMENT_CHARACTER));
                    letters = after.chars();
                }
            }
            Some(letter) => plain.push(letter),
            None => {}
        }
        rest = letters.as_str();
    }
    plain.push_str(rest);
    plain
}

/// SHA-256.
pub(super) fn sha256(bytes: &[u8]) -> [u8; 32] {
    Sha256::digest(bytes).into()
}

/// The short hash that a row carries of itself.
pub(super) fn sum(line: &str) -> i64 {
    let hash = sha256(line.as_bytes());
    hash.iter().take(8).fold(0_i64, |sum, byte| (sum << 8) | i64::from(*byte))
}

/// The chain: `SHA-256(line ‖ newline ‖ hash of the entry before, in hex)`.
pub(super) fn chain(line: &str, previous: &[u8]) -> [u8; 32] {
    sha256(format!("{line}\n{}", hex(previous)).as_bytes())
}

/// Lower-case hex.
pub(super) fn hex(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len() * 2);
    push_hex(&mut text, bytes);
    text
}

/// Bytes of a hex text; `None` where it is none.
pub(super) fn unhex(text: &str) -> Option<Vec<u8>> {
    if !text.len().is_multiple_of(2) || !text.is_ascii() {
        return None;
    }
    let pair = |pair: &[u8]| u8::from_str_radix(std::str::from_utf8(pair).ok()?, 16).ok();
    text.as_bytes().chunks(2).map(pair).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_two_rows_have_one_line() {
        let text = |text: &'static str| ValueRef::Text(text.as_bytes());
        let rows: &[&[ValueRef<'_>]] = &[
            &[text("1")],
            &[ValueRef::Integer(1)],
            &[ValueRef::Real(1.0)],
            &[ValueRef::Blob(b"1")],
            &[ValueRef::Null],
            &[text("n")],
            &[text("a\tb")],
            &[text("a"), text("b")],
            &[text("a\\tb")],
            &[text("a\nb")],
            &[ValueRef::Text(b"\xff")],
            &[text("")],
            &[],
        ];
        let lines: std::collections::BTreeSet<_> = rows.iter().map(|row| line("t", row)).collect();
        assert_eq!(lines.len(), rows.len());
        assert!(lines.iter().all(|line| !line.contains('\n')));
    }

    #[test]
    fn escapes_both_ways() {
        for text in ["", "plain", "a\tb\nc\\d", "\u{1b}[0m", "é\u{85}", "\\u{9}"] {
            let mut line = String::new();
            push_escaped(&mut line, text);
            assert!(!line.contains(['\n', '\t']));
            assert_eq!(unescaped(&line), text);
        }
    }

    #[test]
    fn hex_both_ways() {
        assert_eq!(unhex(&hex(&[0, 255, 16])), Some(vec![0, 255, 16]));
        assert_eq!(unhex("abc"), None);
        assert_eq!(unhex("zz"), None);
    }
}
