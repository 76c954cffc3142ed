//! Quantities in the form that the API server writes back: `1000m` is `1`, `1024Mi` is `1Gi`.
//!
//! In: a quantity as written. Out: the canonical form, `None` for what is no quantity. The value
//! stays the same, but for parts below a billionth, which the server rounds up as well.

/// Powers of ten from a billionth up, by suffix.
const DECIMAL: [(&str, u32); 10] = [
    ("n", 0),
    ("u", 3),
    ("m", 6),
    ("", 9),
    ("k", 12),
    ("M", 15),
    ("G", 18),
    ("T", 21),
    ("P", 24),
    ("E", 27),
];
/// Powers of 1024, by suffix.
const BINARY: [&str; 6] = ["Ki", "Mi", "Gi", "Ti", "Pi", "Ei"];
/// One, in billionths.
const ONE: i128 = 1_000_000_000;
/// Digits that a quantity may have; more than any that is meant.
const MAX_DIGITS: usize = 18;

/// The canonical form of a quantity.
pub(super) fn canonical(text: &str) -> Option<String> {
    let end = text
        .find(|letter: char| !matches!(letter, '0'..='9' | '.' | '+' | '-'))
        .unwrap_or(text.len());
    let (number, suffix) = text.split_at(end);
    let binary = BINARY.iter().position(|name| *name == suffix);
    let nanos = match binary {
        Some(power) => {
            let factor = 1024i128.checked_pow(u32::try_from(power).ok()? + 1)?;
            scaled(number, 9)?.checked_mul(factor)?
        }
        None => scaled(number, DECIMAL.iter().find(|(name, _)| *name == suffix)?.1)?,
    };
    Some(match binary {
        // Less than 1024, or no whole number, is written in decimal.
        Some(_) if nanos.abs() >= 1024 * ONE && nanos % ONE == 0 => in_binary(nanos / ONE),
        _ => in_decimal(nanos),
    })
}

/// A decimal number times a power of ten, as an integer, away from zero.
fn scaled(number: &str, power: u32) -> Option<i128> {
    let (negative, digits) = match number.as_bytes().first()? {
        b'-' => (true, number.get(1..)?),
        b'+' => (false, number.get(1..)?),
        _ => (false, number),
    };
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let plain = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    if whole.len() + fraction.len() == 0
        || whole.len() + fraction.len() > MAX_DIGITS
        || !plain(whole)
        || !plain(fraction)
    {
        return None;
    }
    let all: i128 = format!("{whole}{fraction}").parse().ok()?;
    let places = u32::try_from(fraction.len()).ok()?;
    let value = if places <= power {
        all.checked_mul(10i128.checked_pow(power - places)?)?
    } else {
        let divisor = 10i128.checked_pow(places - power)?;
        (all + divisor - 1) / divisor
    };
    Some(if negative { -value } else { value })
}

fn in_binary(mut value: i128) -> String {
    let mut suffix = "";
    for name in BINARY {
        if value % 1024 != 0 {
            break;
        }
        value /= 1024;
        suffix = name;
    }
    format!("{value}{suffix}")
}

fn in_decimal(nanos: i128) -> String {
    if nanos == 0 {
        return "0".into();
    }
    let largest = DECIMAL.iter().rev().find(|(_, power)| nanos % 10i128.pow(*power) == 0);
    let (suffix, power) = largest.copied().unwrap_or(("n", 0));
    format!("{}{suffix}", nanos / 10i128.pow(power))
}

#[cfg(test)]
mod tests {
    use super::canonical;

    #[test]
    fn canonical_forms() {
        let cases = [
            ("1000m", "1"),
            ("500m", "500m"),
            ("1500m", "1500m"),
            ("0.5", "500m"),
            ("1", "1"),
            ("1.5Gi", "1536Mi"),
            ("1024Mi", "1Gi"),
            ("512Mi", "512Mi"),
            ("0.5Ki", "512"),
            ("1000", "1k"),
            ("1073741824", "1073741824"),
            ("128974848", "128974848"),
            ("129M", "129M"),
            ("0", "0"),
            ("-2000m", "-2"),
            ("0.1n", "1n"),
        ];
        for (text, expected) in cases {
            assert_eq!(canonical(text).as_deref(), Some(expected), "{text}");
        }
        for text in ["", "m", "1X", "1.2.3", "a", "1e", "999999999999999999999", "--1"] {
            assert_eq!(canonical(text), None, "{text}");
        }
    }
}
