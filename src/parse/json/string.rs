//! JSON strings and their escapes.
//!
//! In: a reader at an opening quote. Out: the text that the string means.

use super::{Read, Reader};
use crate::model::Str;

impl Reader<'_, '_> {
    pub(super) fn string(&mut self) -> Read<Str> {
        self.at += 1;
        let start = self.at;
        self.skip_plain();
        if self.peek() == b'"' {
            let text = self.slice(start, self.at);
            self.at += 1;
            return Ok(text.into());
        }
        let mut text = String::from(self.slice(start, self.at));
        loop {
            match self.rest() {
                [] => return Err("the string is not closed".into()),
                [b'"', ..] => {
                    self.at += 1;
                    return Ok(text.into());
                }
                [b'\\', ..] => text.push(self.escape()?),
                [b'\n' | b'\r', ..] => return Err("the string is not closed on its line".into()),
                // Other control characters are not allowed either, and harm nobody.
                _ => {
                    let start = self.at;
                    self.at += 1;
                    self.skip_plain();
                    text.push_str(self.slice(start, self.at));
                }
            }
        }
    }

    /// To the next quote, escape or control character.
    fn skip_plain(&mut self) {
        let rest = self.rest();
        let special = |byte: &u8| *byte < 0x20 || matches!(byte, b'"' | b'\\');
        self.at += rest.iter().position(special).unwrap_or(rest.len());
    }

    fn escape(&mut self) -> Read<char> {
        let simple = match self.rest().get(1) {
            Some(b'n') => '\n',
            Some(b't') => '\t',
            Some(b'r') => '\r',
            Some(b'b') => '\u{8}',
            Some(b'f') => '\u{c}',
            Some(byte @ (b'"' | b'\\' | b'/')) => char::from(*byte),
            Some(b'u') => return self.unicode_escape(),
            _ => return Err("unknown escape".into()),
        };
        self.at += 2;
        Ok(simple)
    }

    fn unicode_escape(&mut self) -> Read<char> {
        let first = self.code_unit()?;
        if !(0xD800..0xDC00).contains(&first) {
            return Ok(char::from_u32(first).unwrap_or(char::REPLACEMENT_CHARACTER));
        }
        // The first half of a pair; half a pair is no character.
        if self.rest().starts_with(b"\\u") {
            let before = self.at;
            let second = self.code_unit()?;
            if (0xDC00..0xE000).contains(&second) {
                let code = 0x10000 + ((first - 0xD800) << 10) + (second - 0xDC00);
                return Ok(char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER));
            }
            self.at = before;
        }
        Ok(char::REPLACEMENT_CHARACTER)
    }

    /// The four digits of `\u00e9`.
    fn code_unit(&mut self) -> Read<u32> {
        let digits = self.slice(self.at + 2, self.at + 6);
        if digits.len() != 4 || !digits.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            return Err("expected four hexadecimal digits".into());
        }
        self.at += 6;
        u32::from_str_radix(digits, 16).map_err(|_| "expected hexadecimal digits".into())
    }
}
