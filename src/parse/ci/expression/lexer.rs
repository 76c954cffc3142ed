//! Text to tokens.
//!
//! In: an expression. Out: its tokens with their places, up to the first fault. Strings stand in
//! single quotes, in which a quote is written twice.

use super::{Comparison, Fault};

#[derive(Debug, Clone, PartialEq)]
pub(super) enum Token {
    Number(f64),
    String(String),
    /// Names, and the words `true`, `false`, `null`, which are names after a dot.
    Name,
    Dot,
    Comma,
    Open,
    Close,
    OpenIndex,
    CloseIndex,
    Star,
    Not,
    And,
    Or,
    Compare(Comparison),
}

#[derive(Debug, Clone, PartialEq)]
pub(super) struct Spanned {
    pub(super) token: Token,
    pub(super) start: usize,
    pub(super) end: usize,
}

/// All tokens, or those before a fault together with it.
pub(super) fn tokens(text: &str) -> (Vec<Spanned>, Option<Fault>) {
    let mut found: Vec<Spanned> = Vec::new();
    let mut at = 0;
    loop {
        let rest = text.get(at..).unwrap_or_default();
        at += rest.len() - rest.trim_start().len();
        let rest = rest.trim_start();
        if rest.is_empty() {
            return (found, None);
        }
        // After something that can be stepped into, a dot is a step and no number begins.
        let steps = found.last().is_some_and(|last| {
            matches!(last.token, Token::Name | Token::Close | Token::CloseIndex | Token::Star)
        });
        match token(rest, steps) {
            Ok((token, length)) => {
                found.push(Spanned { token, start: at, end: at + length });
                at += length;
            }
            Err(message) => return (found, Some(Fault { at, message })),
        }
    }
}

fn token(text: &str, steps: bool) -> Result<(Token, usize), &'static str> {
    let bytes = text.as_bytes();
    let second = bytes.get(1).copied();
    let compare = |comparison, length| Ok((Token::Compare(comparison), length));
    match bytes.first().copied().unwrap_or_default() {
        b'\'' => string(text),
        b'(' => Ok((Token::Open, 1)),
        b')' => Ok((Token::Close, 1)),
        b'[' => Ok((Token::OpenIndex, 1)),
        b']' => Ok((Token::CloseIndex, 1)),
        b',' => Ok((Token::Comma, 1)),
        b'*' => Ok((Token::Star, 1)),
        b'!' if second == Some(b'=') => compare(Comparison::NotEqual, 2),
        b'!' => Ok((Token::Not, 1)),
        b'<' if second == Some(b'=') => compare(Comparison::LessOrEqual, 2),
        b'<' => compare(Comparison::Less, 1),
        b'>' if second == Some(b'=') => compare(Comparison::GreaterOrEqual, 2),
        b'>' => compare(Comparison::Greater, 1),
        b'=' if second == Some(b'=') => compare(Comparison::Equal, 2),
        b'&' if second == Some(b'&') => Ok((Token::And, 2)),
        b'|' if second == Some(b'|') => Ok((Token::Or, 2)),
        b'.' if steps || !second.is_some_and(|byte| byte.is_ascii_digit()) => Ok((Token::Dot, 1)),
        byte if byte.is_ascii_digit() || matches!(byte, b'+' | b'-' | b'.') => number(text),
        byte if byte.is_ascii_alphabetic() || byte == b'_' => {
            let in_name = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-');
            Ok((Token::Name, bytes.iter().take_while(|byte| in_name(byte)).count()))
        }
        b'"' => Err("strings stand in single quotes"),
        _ => Err("a character that no expression has"),
    }
}

fn string(text: &str) -> Result<(Token, usize), &'static str> {
    let mut content = String::new();
    let mut at = 1;
    loop {
        let rest = text.get(at..).unwrap_or_default();
        let Some(length) = rest.find('\'') else { return Err("a string without its end") };
        content.push_str(rest.get(..length).unwrap_or_default());
        at += length + 1;
        if text.as_bytes().get(at) != Some(&b'\'') {
            return Ok((Token::String(content), at));
        }
        content.push('\'');
        at += 1;
    }
}

fn number(text: &str) -> Result<(Token, usize), &'static str> {
    let in_number = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'+' | b'-');
    let length = text.bytes().take_while(in_number).count();
    let written = text.get(..length).unwrap_or_default();
    let radix = |digits, radix| i64::from_str_radix(digits, radix).ok().map(|value| value as f64);
    let value = match (written.strip_prefix("0x"), written.strip_prefix("0o")) {
        (Some(digits), _) => radix(digits, 16),
        (_, Some(digits)) => radix(digits, 8),
        _ => written.parse::<f64>().ok(),
    };
    value.map(|value| (Token::Number(value), length)).ok_or("not a number")
}
