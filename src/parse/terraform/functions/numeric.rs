//! Numbers.

use super::{Arguments, Function, MANY};
use crate::parse::terraform::values::{Kind, Number, Value};

type Outcome = Result<Value, String>;

pub(super) fn find(name: &str) -> Option<Function> {
    Some(match name {
        "abs" => Function::strict(1, 1, |_, a| {
            let number = a.number(0)?;
            let negative = number.compare(&Number::Int(0)).is_lt();
            give(a, if negative { number.negate() } else { Some(number) })
        }),
        "ceil" => Function::strict(1, 1, |_, a| give(a, a.number(0)?.ceil())),
        "floor" => Function::strict(1, 1, |_, a| give(a, a.number(0)?.floor())),
        "max" => Function::strict(1, MANY, |_, a| extreme(a, true)),
        "min" => Function::strict(1, MANY, |_, a| extreme(a, false)),
        "log" => Function::strict(2, 2, |_, a| {
            let (value, base) = (a.number(0)?.as_f64(), a.number(1)?.as_f64());
            give(a, Number::from_double(value.ln() / base.ln()))
        }),
        "pow" => Function::strict(2, 2, |_, a| pow(a)),
        "signum" => Function::strict(1, 1, |_, a| {
            let order = a.number(0)?.compare(&Number::Int(0));
            Ok(Value::int(order as i64, a.span))
        }),
        "sum" => Function::strict(1, 1, |_, a| sum(a)),
        "parseint" => Function::strict(2, 2, |_, a| parse_int(a)),
        _ => return None,
    })
}

fn give(a: &Arguments<'_>, number: Option<Number>) -> Outcome {
    number.map(|number| Value::number(number, a.span)).ok_or_else(|| "a number out of range".into())
}

fn extreme(a: &Arguments<'_>, largest: bool) -> Outcome {
    let mut best = a.number(0)?;
    for index in 1..a.len() {
        let other = a.number(index)?;
        let order = other.compare(&best);
        if if largest { order.is_gt() } else { order.is_lt() } {
            best = other;
        }
    }
    give(a, Some(best))
}

fn pow(a: &Arguments<'_>) -> Outcome {
    let (base, power) = (a.number(0)?, a.number(1)?);
    // Terraform computes powers in doubles.
    give(a, Number::from_double(power_of(base.as_f64(), power.as_f64())))
}

/// A power as Go computes it, whose last digits are not those of every library: the fraction of the
/// exponent by logarithm, its whole part by squaring. (Go, `math/pow.go`.)
fn power_of(base: f64, exponent: f64) -> f64 {
    let special = base == 0.0 || base == 1.0 || exponent == 0.0 || !base.is_finite();
    if special || exponent.abs() == 0.5 || exponent.abs() >= 1e15 || !exponent.is_finite() {
        return base.powf(exponent);
    }
    let (mut whole, mut fraction) = (exponent.abs().trunc(), exponent.abs().fract());
    if fraction != 0.0 && base < 0.0 {
        return f64::NAN;
    }
    let mut result = 1.0;
    if fraction != 0.0 {
        if fraction > 0.5 {
            fraction -= 1.0;
            whole += 1.0;
        }
        result = (fraction * base.ln()).exp();
    }
    // Mantissa and power of two apart, so that squaring does not overflow early.
    let (mut mantissa, mut two) = mantissa_and_exponent(base);
    let mut twos = 0_i64;
    // Below 1e15, so that no digit is lost.
    let mut bits = whole as u64;
    while bits != 0 {
        if two.abs() > 1 << 12 {
            twos += two;
            break;
        }
        if bits & 1 == 1 {
            result *= mantissa;
            twos += two;
        }
        mantissa *= mantissa;
        two <<= 1;
        if mantissa < 0.5 {
            mantissa += mantissa;
            two -= 1;
        }
        bits >>= 1;
    }
    if exponent < 0.0 {
        result = 1.0 / result;
        twos = -twos;
    }
    let step = |twos: i64| 2_f64.powi(i32::try_from(twos.clamp(-1000, 1000)).unwrap_or(0));
    // In two steps, since one factor of that size may not be a number.
    result * step(twos) * step(twos - twos.clamp(-1000, 1000))
}

/// A number as a mantissa between a half and one, and a power of two.
fn mantissa_and_exponent(value: f64) -> (f64, i64) {
    let scaled = if value.abs() < f64::MIN_POSITIVE { value * 2_f64.powi(64) } else { value };
    let shift = if scaled == value { 0 } else { 64 };
    let bits = scaled.to_bits();
    let exponent = i64::try_from((bits >> 52) & 0x7ff).unwrap_or(0) - 1022 - shift;
    (f64::from_bits((bits & !(0x7ff << 52)) | (1022 << 52)), exponent)
}

fn sum(a: &Arguments<'_>) -> Outcome {
    let mut total = Number::Int(0);
    if a.list(0)?.is_empty() {
        return Err("the list is empty".into());
    }
    for value in a.list(0)?.iter() {
        let Kind::Number(number) = value.to_number_value()?.kind else {
            return Err("an element is null".into());
        };
        total = total.add(&number).ok_or("a number out of range")?;
    }
    give(a, Some(total))
}

fn parse_int(a: &Arguments<'_>) -> Outcome {
    let (text, base) = (a.text(0)?, a.int(1)?);
    let base = u32::try_from(base).ok().filter(|base| (2..=62).contains(base));
    let base = base.ok_or("the base must be between 2 and 62")?;
    if text.len() > 1_000 {
        return Err("the text is too long".into());
    }
    let (negative, digits) = match text.strip_prefix('-') {
        Some(digits) => (true, digits),
        None => (false, text.strip_prefix('+').unwrap_or(&text)),
    };
    let mut total = num_bigint::BigInt::from(0);
    if digits.is_empty() {
        return Err("not a number in this base".into());
    }
    for character in digits.chars() {
        let digit = match character {
            '0'..='9' => u32::from(character) - u32::from('0'),
            'a'..='z' => u32::from(character) - u32::from('a') + 10,
            'A'..='Z' if base <= 36 => u32::from(character) - u32::from('A') + 10,
            'A'..='Z' => u32::from(character) - u32::from('A') + 36,
            _ => u32::MAX,
        };
        if digit >= base {
            return Err("not a number in this base".into());
        }
        total = total * base + digit;
    }
    give(a, Number::from_big_int(if negative { -total } else { total }))
}
