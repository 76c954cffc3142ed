//! Plain scalars: which are null, booleans or numbers.
//!
//! In: the text of a plain (unquoted) scalar and a schema. Out: its kind, or `None` for a string.
//! `.inf` and `.nan` stay strings: no JSON, hence no policy, could hold them as numbers.

use crate::model::{Kind, Number};

use super::Schema;

/// Digits past which a number is kept as text.
const MAX_DIGITS: usize = 100;

/// The kind of a plain scalar, `None` where it is a string.
pub(super) fn resolve(text: &str, schema: Schema) -> Option<Kind> {
    let first = *text.as_bytes().first()?;
    match first {
        b'0'..=b'9' | b'+' | b'-' | b'.' => number(text, schema).map(Kind::Number),
        b'~' if text == "~" => Some(Kind::Null),
        b'n' | b'N' if matches!(text, "null" | "Null" | "NULL") => Some(Kind::Null),
        b't' | b'T' | b'f' | b'F' | b'y' | b'Y' | b'n' | b'N' | b'o' | b'O' => {
            boolean(text, schema).map(Kind::Bool)
        }
        _ => None,
    }
}

/// A boolean of the schema.
pub(super) fn boolean(text: &str, schema: Schema) -> Option<bool> {
    match text {
        "true" | "True" | "TRUE" => Some(true),
        "false" | "False" | "FALSE" => Some(false),
        _ if schema == Schema::Core => None,
        "yes" | "Yes" | "YES" | "on" | "On" | "ON" | "y" | "Y" => Some(true),
        "no" | "No" | "NO" | "off" | "Off" | "OFF" | "n" | "N" => Some(false),
        _ => None,
    }
}

/// A number of the schema.
pub(super) fn number(text: &str, schema: Schema) -> Option<Number> {
    if schema == Schema::Yaml11 && text.contains('_') {
        return bare_number(&text.replace('_', ""), schema);
    }
    bare_number(text, schema)
}

fn bare_number(text: &str, schema: Schema) -> Option<Number> {
    let (negative, digits) = match text.as_bytes().first()? {
        b'-' => (true, text.get(1..)?),
        b'+' => (false, text.get(1..)?),
        _ => (false, text),
    };
    let (radix, body) = radix(digits, schema);
    if radix != 10 {
        let valid = !body.is_empty() && body.bytes().all(|byte| (byte as char).is_digit(radix));
        if !valid {
            // `089` is no octal number, but it is a decimal one.
            return if body.len() + 1 == digits.len() { decimal(text, digits) } else { None };
        }
        let value = i128::from_str_radix(body, radix).ok()?;
        let value = i64::try_from(if negative { -value } else { value }).ok()?;
        return Some(Number::Int(value));
    }
    decimal(text, digits)
}

fn radix(digits: &str, schema: Schema) -> (u32, &str) {
    let bytes = digits.as_bytes();
    if bytes.first() != Some(&b'0') {
        return (10, digits);
    }
    let rest = |from: usize| digits.get(from..).unwrap_or_default();
    match (bytes.get(1), schema) {
        (Some(b'x' | b'X'), _) => (16, rest(2)),
        (Some(b'o' | b'O'), _) => (8, rest(2)),
        (Some(b'b' | b'B'), Schema::Yaml11) => (2, rest(2)),
        (Some(_), Schema::Yaml11) if bytes.iter().all(u8::is_ascii_digit) => (8, rest(1)),
        _ => (10, digits),
    }
}

/// `text` is the number with its sign, `digits` without.
fn decimal(text: &str, digits: &str) -> Option<Number> {
    if digits.is_empty() || digits.len() > MAX_DIGITS {
        return None;
    }
    if digits.bytes().all(|byte| byte.is_ascii_digit()) {
        let unsigned = text.strip_prefix('+').unwrap_or(text);
        return Some(
            unsigned
                .parse()
                .map_or_else(|_| Number::Decimal(trimmed(text, digits).into()), Number::Int),
        );
    }
    if !is_float(digits.as_bytes()) {
        return None;
    }
    text.parse::<f64>().ok().filter(|value| value.is_finite()).map(Number::Float)
}

/// Without a plus sign and leading zeros, which JSON does not allow.
fn trimmed(text: &str, digits: &str) -> String {
    let sign = if text.starts_with('-') { "-" } else { "" };
    format!("{sign}{}", digits.trim_start_matches('0'))
}

/// Digits with at most one point, then at most one exponent; at least one digit before it.
fn is_float(bytes: &[u8]) -> bool {
    let count = |bytes: &[u8]| bytes.iter().take_while(|byte| byte.is_ascii_digit()).count();
    let whole = count(bytes);
    let mut rest = bytes.get(whole..).unwrap_or_default();
    let mut fraction = 0;
    if let Some((b'.', after)) = rest.split_first() {
        fraction = count(after);
        rest = after.get(fraction..).unwrap_or_default();
    }
    if whole + fraction == 0 {
        return false;
    }
    match rest.split_first() {
        None => true,
        Some((b'e' | b'E', exponent)) => {
            let exponent = match exponent.split_first() {
                Some((b'+' | b'-', after)) => after,
                _ => exponent,
            };
            !exponent.is_empty() && exponent.iter().all(u8::is_ascii_digit)
        }
        Some(_) => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn int(value: i64) -> Option<Kind> {
        Some(Kind::Number(Number::Int(value)))
    }

    fn float(value: f64) -> Option<Kind> {
        Some(Kind::Number(Number::Float(value)))
    }

    #[test]
    fn plain_scalars_by_schema() {
        let cases = [
            ("null", Some(Kind::Null), Some(Kind::Null)),
            ("~", Some(Kind::Null), Some(Kind::Null)),
            ("True", Some(Kind::Bool(true)), Some(Kind::Bool(true))),
            ("yes", None, Some(Kind::Bool(true))),
            ("off", None, Some(Kind::Bool(false))),
            ("n", None, Some(Kind::Bool(false))),
            ("nO", None, None),
            ("12", int(12), int(12)),
            ("-7", int(-7), int(-7)),
            ("+7", int(7), int(7)),
            ("0644", int(644), int(420)),
            ("0o17", int(15), int(15)),
            ("0x1F", int(31), int(31)),
            ("0b11", None, int(3)),
            ("089", int(89), int(89)),
            ("1_000", None, int(1000)),
            ("1.5", float(1.5), float(1.5)),
            (".5", float(0.5), float(0.5)),
            ("1e3", float(1000.0), float(1000.0)),
            ("1e999", None, None),
            ("1.2.3", None, None),
            ("500m", None, None),
            ("10.0.0.0/8", None, None),
            ("2026-11-01", None, None),
            (".", None, None),
            ("-", None, None),
            (".inf", None, None),
            ("0x", None, None),
            ("é", None, None),
        ];
        for (text, core, yaml11) in cases {
            assert_eq!(resolve(text, Schema::Core), core, "{text} by the core schema");
            assert_eq!(resolve(text, Schema::Yaml11), yaml11, "{text} by YAML 1.1");
        }
        assert_eq!(
            resolve("98765432109876543210", Schema::Core),
            Some(Kind::Number(Number::Decimal("98765432109876543210".into())))
        );
    }
}
