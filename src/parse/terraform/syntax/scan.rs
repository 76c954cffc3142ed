//! Spaces, comments, names and signs: what a [`Reader`] takes without building anything.
//!
//! In: a reader at any place. Out: the same reader further on, or a fault that says what is
//! missing. Line ends are space only where the reader says that they do not count.

use super::reader::{Read, Reader};
use crate::model::{Loss, Str};

impl<'a> Reader<'a> {
    /// Skips spaces and comments; line ends too, where they do not count.
    #[inline]
    pub(super) fn space(&mut self) {
        loop {
            match self.rest() {
                [b' ' | b'\t', ..] => self.at += 1,
                [b'\r', b'\n', ..] if self.lines => return,
                [b'\r', ..] => self.at += 1,
                [b'\n', ..] if !self.lines => self.at += 1,
                [b'#', ..] | [b'/', b'/', ..] => self.skip_line(),
                [b'/', b'*', ..] => self.skip_comment(),
                _ => return,
            }
        }
    }

    /// Skips everything that stands between items, line ends included.
    pub(super) fn blank(&mut self) {
        let lines = std::mem::replace(&mut self.lines, false);
        self.space();
        self.lines = lines;
    }

    /// To the line end, not past it.
    pub(super) fn skip_line(&mut self) {
        let rest = self.rest();
        let length = rest.iter().position(|byte| *byte == b'\n').unwrap_or(rest.len());
        self.at += length;
        let before = self.at.saturating_sub(1);
        if length > 0 && self.text().as_bytes().get(before) == Some(&b'\r') {
            self.at = before;
        }
    }

    fn skip_comment(&mut self) {
        let rest = self.text().get(self.at + 2..).unwrap_or("");
        let end = if self.comment_open { None } else { rest.find("*/") };
        match end {
            Some(length) => self.at += length + 4,
            None => {
                if !std::mem::replace(&mut self.comment_open, true) {
                    let message = "the comment is not closed".into();
                    self.report(self.at, self.at + 2, message, Loss::Part);
                }
                self.at = self.text().len();
            }
        }
    }

    /// Length of the name that stands here; zero where none does.
    pub(super) fn name_length(&self) -> usize {
        let rest = self.rest();
        let ascii = rest
            .iter()
            .position(|byte| !(byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-')))
            .unwrap_or(rest.len());
        let starts = |byte: &u8| byte.is_ascii_alphabetic() || *byte == b'_';
        match rest.get(ascii) {
            Some(byte) if !byte.is_ascii() => self.unicode_name_length(),
            _ if rest.first().is_some_and(starts) => ascii,
            _ => 0,
        }
    }

    fn unicode_name_length(&self) -> usize {
        let rest = self.text().get(self.at..).unwrap_or("");
        if !rest.starts_with(|first: char| first.is_alphabetic() || first == '_') {
            return 0;
        }
        rest.find(|next: char| !(next.is_alphanumeric() || next == '_' || next == '-'))
            .unwrap_or(rest.len())
    }

    /// Takes a name, if one stands here.
    pub(super) fn name(&mut self) -> Option<&'a str> {
        let length = self.name_length();
        if length == 0 {
            return None;
        }
        let name = self.slice(self.at, self.at + length);
        self.at += length;
        Some(name)
    }

    /// Takes a name, or says what is missing.
    pub(super) fn need_name(&mut self, what: &str) -> Read<Str> {
        match self.name() {
            Some(name) => Ok(name.into()),
            None => self.expected(what),
        }
    }

    /// Takes one byte, or says that it is missing.
    pub(super) fn need(&mut self, byte: u8, what: &str) -> Read<()> {
        self.space();
        if self.take(byte) { Ok(()) } else { self.expected(what) }
    }

    /// Takes a keyword that stands here as a whole name.
    pub(super) fn keyword(&mut self, keyword: &str) -> bool {
        self.space();
        let found = self.sees(keyword) && self.name_length() == keyword.len();
        self.at += if found { keyword.len() } else { 0 };
        found
    }
}
