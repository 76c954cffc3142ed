//! Decimal texts of binary numbers.
//!
//! In: a mantissa and a binary exponent. Out: all its digits, or the shortest ones that stand for
//! it at a precision, found the way Go finds them, since Terraform's texts come from there.

use num_bigint::{BigUint, Sign};

use super::number::Big;

/// Digits of `magnitude × 2^exponent` and the position of the decimal point among them.
pub(super) fn decimal_digits(magnitude: &BigUint, exponent: i64) -> (Vec<u8>, i64) {
    let (scaled, places) = if exponent >= 0 {
        (magnitude << usize::try_from(exponent).unwrap_or(0), 0)
    } else {
        let places = u32::try_from(-exponent).unwrap_or(0);
        (magnitude * BigUint::from(5u8).pow(places), i64::from(places))
    };
    let mut digits = scaled.to_string().into_bytes();
    let point = i64::try_from(digits.len()).unwrap_or(0) - places;
    while digits.len() > 1 && digits.last() == Some(&b'0') {
        digits.pop();
    }
    (digits, point)
}

/// Digits as text with the decimal point in its place.
pub(super) fn place_point(digits: &[u8], point: i64, negative: bool) -> String {
    let mut text = String::from(if negative { "-" } else { "" });
    let digits: String = digits.iter().map(|digit| char::from(*digit)).collect();
    let length = i64::try_from(digits.len()).unwrap_or(0);
    let zeros = |count: i64| "0".repeat(usize::try_from(count).unwrap_or(0));
    if point <= 0 {
        text.push_str("0.");
        text.push_str(&zeros(-point));
        text.push_str(&digits);
    } else if point >= length {
        text.push_str(&digits);
        text.push_str(&zeros(point - length));
    } else {
        let (whole, fraction) = digits.split_at(usize::try_from(point).unwrap_or(0));
        text.push_str(whole);
        text.push('.');
        text.push_str(fraction);
    }
    text
}

/// The shortest digits between the two midpoints to the neighbouring numbers.
pub(super) fn shortest(big: &Big, precision: u64) -> String {
    let shift = precision - big.mantissa.bits().min(precision);
    let full: BigUint = big.mantissa.magnitude() << usize::try_from(shift).unwrap_or(0);
    let exponent = big.exponent - i64::try_from(shift).unwrap_or(0);
    let inclusive = !full.bit(0);
    let (digits, point) = decimal_digits(&full, exponent);
    // Go takes the lower midpoint as far away as the upper one, at powers of two too.
    let (below, below_point) = decimal_digits(&((&full << 1usize) - 1u8), exponent - 1);
    let (above, above_point) = decimal_digits(&((&full << 1usize) + 1u8), exponent - 1);
    // Line the three up on the longest whole part.
    let widest = point.max(below_point).max(above_point);
    let line_up = |digits: &[u8], point: i64| {
        let mut padded = vec![b'0'; usize::try_from(widest - point).unwrap_or(0)];
        padded.extend_from_slice(digits);
        padded
    };
    let (middle, low, high) =
        (line_up(&digits, point), line_up(&below, below_point), line_up(&above, above_point));
    let at = |digits: &[u8], index: usize| digits.get(index).copied().unwrap_or(b'0');
    let mut kept: Vec<u8> = Vec::new();
    for index in 0..middle.len() {
        let (l, m, u) = (at(&low, index), at(&middle, index), at(&high, index));
        let down = l != m || (inclusive && index + 1 == low.len());
        let up = m != u && (inclusive || m + 1 < u || index + 1 < high.len());
        kept.push(m);
        if !down && !up {
            continue;
        }
        let next = at(&middle, index + 1);
        if up && (!down || next > b'5' || (next == b'5' && index + 2 < middle.len())) {
            increment(&mut kept);
        }
        break;
    }
    let leading = kept.iter().take_while(|digit| **digit == b'0').count();
    let leading = leading.min(kept.len().saturating_sub(1));
    let mut kept: Vec<u8> = kept.split_off(leading);
    let point = widest - i64::try_from(leading).unwrap_or(0);
    while kept.len() > 1 && kept.last() == Some(&b'0') {
        kept.pop();
    }
    place_point(&kept, point, big.mantissa.sign() == Sign::Minus)
}

/// One more in the last place.
pub(super) fn increment(digits: &mut [u8]) {
    for digit in digits.iter_mut().rev() {
        if *digit < b'9' {
            *digit += 1;
            return;
        }
        *digit = b'0';
    }
}
