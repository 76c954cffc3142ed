//! Numbers as Terraform computes them: binary floating point of 512 bits.
//!
//! In: decimal texts and integers. Out: results of arithmetic, and the shortest decimal text that
//! stands for a number. Whole numbers that fit stay machine integers. Never here: infinities; an
//! operation that leaves the range gives `None`.

use std::cmp::Ordering;
use std::rc::Rc;

use num_bigint::{BigInt, BigUint, Sign};

use super::decimal::{decimal_digits, increment, place_point, shortest};

/// Bits of precision, as in Terraform's type system.
const PRECISION: u64 = 512;
/// Binary exponents beyond this are refused: their decimal texts would be unbounded.
const MAX_EXPONENT: i64 = 16_384;

/// A number.
#[derive(Debug, Clone)]
pub enum Number {
    /// A whole number that fits.
    Int(i64),
    /// Anything else.
    Big(Rc<Big>),
}

/// `mantissa × 2^exponent`, the mantissa odd and of at most 512 bits.
#[derive(Debug, PartialEq, Eq)]
pub struct Big {
    pub(super) mantissa: BigInt,
    pub(super) exponent: i64,
}

impl Number {
    /// Parses decimal notation with optional fraction and exponent.
    pub fn parse(text: &str) -> Option<Self> {
        if let Ok(value) = text.parse::<i64>() {
            return (!text.starts_with('+')).then_some(Self::Int(value));
        }
        let (body, exponent) = match text.find(['e', 'E']) {
            Some(at) => (text.get(..at)?, text.get(at + 1..)?.parse::<i64>().ok()?),
            None => (text, 0),
        };
        let (negative, body) = match body.strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, body),
        };
        let (whole, fraction) = body.split_once('.').unwrap_or((body, ""));
        let digits = format!("{whole}{fraction}");
        let whole_number = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
        if !whole_number || digits.len() > 4096 {
            return None;
        }
        let exponent = exponent.checked_sub(i64::try_from(fraction.len()).ok()?)?;
        if exponent.unsigned_abs() > 5_000 {
            return None;
        }
        let mut mantissa = BigInt::parse_bytes(digits.as_bytes(), 10)?;
        if negative {
            mantissa = -mantissa;
        }
        let power = BigInt::from(10u8).pow(u32::try_from(exponent.unsigned_abs()).ok()?);
        if exponent >= 0 { round(mantissa * power, 0) } else { divide(&mantissa, &power, 0) }
    }

    /// From a double, by its shortest decimal text.
    pub fn from_f64(value: f64) -> Option<Self> {
        if value.is_finite() { Self::parse(&format!("{value}")) } else { None }
    }

    /// From the result of a computation in doubles, which Terraform keeps at 53 bits.
    pub fn from_double(value: f64) -> Option<Self> {
        if !value.is_finite() {
            return None;
        }
        let (bits, sign) = (value.abs().to_bits(), if value < 0.0 { -1i64 } else { 1 });
        let (exponent, fraction) = (bits >> 52, bits & ((1 << 52) - 1));
        let (mantissa, exponent) = match exponent {
            0 => (fraction, -1_074),
            _ => (fraction | (1 << 52), i64::try_from(exponent).ok()? - 1_075),
        };
        match round(BigInt::from(mantissa) * sign, exponent)? {
            Self::Big(big) => Self::parse(&shortest(&big, 53)),
            whole => Some(whole),
        }
    }

    /// With a fixed number of decimals, ties to even.
    pub fn to_fixed(&self, places: usize) -> String {
        let exact = self.exact_decimal();
        let (sign, exact) = exact.strip_prefix('-').map_or(("", &*exact), |rest| ("-", rest));
        let (whole, fraction) = exact.split_once('.').unwrap_or((exact, ""));
        let kept: String = fraction.chars().chain(std::iter::repeat('0')).take(places).collect();
        let rest = fraction.get(places..).unwrap_or_default();
        let mut digits = format!("0{whole}{kept}").into_bytes();
        let odd = digits.last().is_some_and(|digit| digit % 2 == 1);
        let tie = rest.trim_end_matches('0') == "5";
        if if tie { odd } else { rest.as_bytes().first().is_some_and(|digit| *digit >= b'5') } {
            increment(&mut digits);
        }
        let point = i64::try_from(digits.len() - places).unwrap_or(0);
        let text = place_point(&digits, point, false);
        let text = text.trim_start_matches('0');
        let zero = if text.is_empty() || text.starts_with('.') { "0" } else { "" };
        format!("{sign}{zero}{text}")
    }

    /// From a size.
    pub fn from_len(value: usize) -> Self {
        Self::Int(i64::try_from(value).unwrap_or(i64::MAX))
    }

    fn parts(&self) -> (BigInt, i64) {
        match self {
            Self::Int(value) => (BigInt::from(*value), 0),
            Self::Big(big) => (big.mantissa.clone(), big.exponent),
        }
    }

    /// Sum.
    pub fn add(&self, other: &Self) -> Option<Self> {
        if let (Self::Int(a), Self::Int(b)) = (self, other)
            && let Some(sum) = a.checked_add(*b)
        {
            return Some(Self::Int(sum));
        }
        let (a, b, exponent) = align(self, other);
        round(a + b, exponent)
    }

    /// Difference.
    pub fn subtract(&self, other: &Self) -> Option<Self> {
        self.add(&other.negate()?)
    }

    /// The opposite.
    pub fn negate(&self) -> Option<Self> {
        if let Self::Int(value) = self
            && let Some(negated) = value.checked_neg()
        {
            return Some(Self::Int(negated));
        }
        let (mantissa, exponent) = self.parts();
        round(-mantissa, exponent)
    }

    /// Product.
    pub fn multiply(&self, other: &Self) -> Option<Self> {
        if let (Self::Int(a), Self::Int(b)) = (self, other)
            && let Some(product) = a.checked_mul(*b)
        {
            return Some(Self::Int(product));
        }
        let ((a, x), (b, y)) = (self.parts(), other.parts());
        round(a * b, x + y)
    }

    /// Quotient; `None` for a zero divisor.
    pub fn divide(&self, other: &Self) -> Option<Self> {
        if let (Self::Int(a), Self::Int(b)) = (self, other)
            && a.checked_rem(*b)? == 0
        {
            return a.checked_div(*b).map(Self::Int);
        }
        let ((a, x), (b, y)) = (self.parts(), other.parts());
        if b.sign() == Sign::NoSign {
            return None;
        }
        divide(&a, &b, x - y)
    }

    /// Remainder of the division that truncates towards zero.
    pub fn modulo(&self, other: &Self) -> Option<Self> {
        if let (Self::Int(a), Self::Int(b)) = (self, other) {
            return a.checked_rem(*b).map(Self::Int);
        }
        let whole = self.divide(other)?.truncate()?;
        self.subtract(&other.multiply(&whole)?)
    }

    /// Towards zero.
    pub fn truncate(&self) -> Option<Self> {
        let Self::Big(big) = self else { return Some(self.clone()) };
        if big.exponent >= 0 {
            return Some(self.clone());
        }
        let magnitude: BigUint =
            big.mantissa.magnitude() >> usize::try_from(-big.exponent).unwrap_or(usize::MAX);
        round(BigInt::from_biguint(big.mantissa.sign(), magnitude), 0)
    }

    /// Largest whole number not above.
    pub fn floor(&self) -> Option<Self> {
        let whole = self.truncate()?;
        if self.compare(&whole) == Ordering::Less {
            return whole.subtract(&Self::Int(1));
        }
        Some(whole)
    }

    /// Smallest whole number not below.
    pub fn ceil(&self) -> Option<Self> {
        self.negate()?.floor()?.negate()
    }

    /// As an integer, where it is one that fits.
    pub fn as_i64(&self) -> Option<i64> {
        match self {
            Self::Int(value) => Some(*value),
            Self::Big(_) => None,
        }
    }

    /// As a whole number of any size.
    pub fn as_big_int(&self) -> Option<BigInt> {
        match self {
            Self::Int(value) => Some(BigInt::from(*value)),
            Self::Big(big) if big.exponent >= 0 => {
                Some(&big.mantissa << usize::try_from(big.exponent).unwrap_or(0))
            }
            Self::Big(_) => None,
        }
    }

    /// From a whole number of any size.
    pub fn from_big_int(value: BigInt) -> Option<Self> {
        round(value, 0)
    }

    /// Nearest double.
    pub fn as_f64(&self) -> f64 {
        match self {
            #[expect(clippy::cast_precision_loss, reason = "the nearest double is what is asked")]
            Self::Int(value) => *value as f64,
            Self::Big(_) => self.exact_decimal().parse().unwrap_or(f64::NAN),
        }
    }

    /// Order by size.
    pub fn compare(&self, other: &Self) -> Ordering {
        if let (Self::Int(a), Self::Int(b)) = (self, other) {
            return a.cmp(b);
        }
        let (a, b, _) = align(self, other);
        a.cmp(&b)
    }

    /// All digits of the binary value.
    fn exact_decimal(&self) -> String {
        let (mantissa, exponent) = self.parts();
        let negative = mantissa.sign() == Sign::Minus;
        let (digits, point) = decimal_digits(mantissa.magnitude(), exponent);
        place_point(&digits, point, negative)
    }

    /// The shortest decimal text that stands for this number.
    pub fn to_text(&self) -> String {
        let Self::Big(big) = self else {
            let Self::Int(value) = self else { return String::new() };
            return value.to_string();
        };
        if big.exponent >= 0 {
            // Go prints the shortest digits that identify the number, then zeros; below the
            // precision those are all its digits.
            if big.mantissa.bits() + big.exponent.unsigned_abs() <= PRECISION {
                return self.as_big_int().unwrap_or_default().to_string();
            }
        } else {
            let short = format!("{}", self.as_f64());
            if Self::parse(&short).is_some_and(|same| same.compare(self) == Ordering::Equal) {
                return short;
            }
        }
        shortest(big, PRECISION)
    }
}

impl PartialEq for Number {
    fn eq(&self, other: &Self) -> bool {
        self.compare(other) == Ordering::Equal
    }
}

fn align(a: &Number, b: &Number) -> (BigInt, BigInt, i64) {
    let ((m, x), (n, y)) = (a.parts(), b.parts());
    let exponent = x.min(y);
    let shift = |value: BigInt, from: i64| value << usize::try_from(from - exponent).unwrap_or(0);
    (shift(m, x), shift(n, y), exponent)
}

/// `a / b × 2^exponent`, rounded once: enough quotient bits plus one that says whether more follow.
fn divide(a: &BigInt, b: &BigInt, exponent: i64) -> Option<Number> {
    let wanted = i64::try_from(PRECISION).ok()? + 4 + i64::try_from(b.bits()).ok()?;
    let shift = (wanted - i64::try_from(a.bits()).ok()?).max(0);
    let dividend = a << usize::try_from(shift).ok()?;
    let quotient = &dividend / b;
    let sticky = &quotient * b != dividend;
    let mut widened: BigInt = quotient << 1usize;
    if sticky {
        let away = if (a.sign() == Sign::Minus) == (b.sign() == Sign::Minus) { 1 } else { -1 };
        widened += away;
    }
    round(widened, exponent - shift - 1)
}

/// Rounds to nearest, ties to even, and normalises.
fn round(mantissa: BigInt, exponent: i64) -> Option<Number> {
    let (sign, mut magnitude) = mantissa.into_parts();
    let mut exponent = exponent;
    if sign == Sign::NoSign {
        return Some(Number::Int(0));
    }
    if magnitude.bits() > PRECISION {
        let drop = magnitude.bits() - PRECISION;
        let half = magnitude.bit(drop - 1);
        let rest = magnitude.trailing_zeros().is_some_and(|zeros| zeros < drop - 1);
        magnitude >>= usize::try_from(drop).ok()?;
        if half && (rest || magnitude.bit(0)) {
            magnitude += 1u8;
        }
        exponent += i64::try_from(drop).ok()?;
    }
    let zeros = magnitude.trailing_zeros().unwrap_or(0);
    magnitude >>= usize::try_from(zeros).ok()?;
    exponent += i64::try_from(zeros).ok()?;
    if exponent.abs() > MAX_EXPONENT {
        return None;
    }
    if exponent >= 0 && magnitude.bits() + exponent.unsigned_abs() <= 64 {
        let whole = BigInt::from_biguint(sign, &magnitude << usize::try_from(exponent).ok()?);
        if let Ok(value) = i64::try_from(&whole) {
            return Some(Number::Int(value));
        }
    }
    let mantissa = BigInt::from_biguint(sign, magnitude);
    Some(Number::Big(Rc::new(Big { mantissa, exponent })))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn number(text: &str) -> Number {
        Number::parse(text).unwrap()
    }

    #[test]
    fn texts_come_back() {
        for text in ["0", "-7", "0.1", "1.5", "123456789012345678901234567890", "0.000001"] {
            assert_eq!(number(text).to_text(), text);
        }
        assert_eq!(number("1e3").to_text(), "1000");
        assert!(Number::parse("1e99999999").is_none());
    }

    #[test]
    fn arithmetic_is_exact_where_decimals_are() {
        assert_eq!(number("0.1").add(&number("0.2")).unwrap().to_text(), "0.3");
        assert_eq!(number("10").divide(&number("4")).unwrap().to_text(), "2.5");
        assert_eq!(number("7").modulo(&number("-3")).unwrap().to_text(), "1");
        assert_eq!(number("-1.5").floor().unwrap().to_text(), "-2");
        assert!(number("1").divide(&number("0")).is_none());
    }
}
