//! Number literals, as exactly as they were written.
//!
//! In: the text of a literal that a parser has recognised. Out: a [`Number`].

use crate::model::Number;

/// Doubles hold every decimal of up to this many significant digits exactly enough to print back.
const DOUBLE_DIGITS: usize = 15;
/// Doubles hold every integer up to this one exactly.
const DOUBLE_INTEGERS: f64 = 9_007_199_254_740_992.0;

/// The number that a literal writes: an integer where it is one, whatever its notation.
pub(crate) fn number(text: &str) -> Number {
    if let Ok(integer) = text.parse() {
        return Number::Int(integer);
    }
    let mantissa = text.split(['e', 'E']).next().unwrap_or(text);
    let digits = mantissa.trim_start_matches(['-', '0', '.']).chars().filter(char::is_ascii_digit);
    match text.parse::<f64>() {
        Ok(value) if value.is_finite() && digits.count() <= DOUBLE_DIGITS => {
            if value.fract() == 0.0 && value.abs() <= DOUBLE_INTEGERS {
                #[expect(clippy::cast_possible_truncation, reason = "integral and in range")]
                return Number::Int(value as i64);
            }
            Number::Float(value)
        }
        _ => Number::Decimal(text.into()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_keep_what_was_written() {
        assert_eq!(number("0"), Number::Int(0));
        assert_eq!(number("007"), Number::Int(7));
        assert_eq!(number("9223372036854775807"), Number::Int(i64::MAX));
        assert_eq!(number("9223372036854775808"), Number::Decimal("9223372036854775808".into()));
        assert_eq!(number("1.50"), Number::Float(1.5));
        assert_eq!(number("2.0"), Number::Int(2));
        assert_eq!(number("1e3"), Number::Int(1000));
        assert_eq!(number("-2.5"), Number::Float(-2.5));
        assert_eq!(number("1e400"), Number::Decimal("1e400".into()));
        let long = "3.14159265358979323846";
        assert_eq!(number(long), Number::Decimal(long.into()));
    }
}
