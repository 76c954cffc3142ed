//! `format` and `formatlist`: Go's verbs over Terraform's values.

use super::Arguments;
use crate::model::Shape;
use crate::parse::terraform::values::unknown::some_string;
use crate::parse::terraform::values::{Kind, Number, Value, json};

/// Widest field and finest precision.
const MAX_WIDTH: usize = 10_000;

/// `format(spec, args...)`.
pub(super) fn format(a: &Arguments<'_>) -> Result<Value, String> {
    let spec = a.text(0)?;
    let text = render(&spec, a.values.get(1..).unwrap_or_default())?;
    a.string(text)
}

/// What is known of a formatted text with unknown arguments: all before the first verb.
pub(super) fn known_start(values: &[Value]) -> Shape {
    let spec = values.first().and_then(Value::as_str).unwrap_or_default();
    let start = spec.split('%').next().unwrap_or_default();
    Shape { prefix: start.into(), not_empty: !start.is_empty(), ..some_string() }
}

/// `formatlist(spec, lists...)`: single values serve every element.
pub(super) fn format_list(a: &Arguments<'_>) -> Result<Value, String> {
    let spec = a.text(0)?;
    let arguments = a.values.get(1..).unwrap_or_default();
    let mut length = None;
    for list in arguments.iter().filter_map(Value::elements) {
        match length {
            Some(known) if known != list.len() => return Err("lists differ in length".into()),
            _ => length = Some(list.len()),
        }
    }
    let mut out = Vec::new();
    let mut total = 0;
    for index in 0..length.unwrap_or(1) {
        let row: Vec<Value> = arguments
            .iter()
            .map(|argument| match argument.elements() {
                Some(list) => list.get(index).cloned().unwrap_or_else(|| Value::null(a.span)),
                None => argument.clone(),
            })
            .collect();
        let text = render(&spec, &row)?;
        total += text.len();
        if total > 16 << 20 {
            return Err("the result is too long".into());
        }
        out.push(Value::string(text, a.span));
    }
    a.made(out)
}

#[derive(Default)]
struct Verb {
    plus: bool,
    minus: bool,
    zero: bool,
    space: bool,
    sharp: bool,
    width: Option<usize>,
    precision: Option<usize>,
}

impl Verb {
    /// Sets a flag; false where the character is none.
    fn flag(&mut self, flag: char) -> bool {
        let place = match flag {
            '+' => &mut self.plus,
            '-' => &mut self.minus,
            '0' => &mut self.zero,
            ' ' => &mut self.space,
            '#' => &mut self.sharp,
            _ => return false,
        };
        *place = true;
        true
    }
}

fn render(spec: &str, arguments: &[Value]) -> Result<String, String> {
    let mut out = String::new();
    let mut characters = spec.chars().peekable();
    let mut next = 0usize;
    let mut highest = 0usize;
    while let Some(character) = characters.next() {
        if character != '%' {
            out.push(character);
            continue;
        }
        if characters.peek() == Some(&'%') {
            characters.next();
            out.push('%');
            continue;
        }
        let mut verb = Verb::default();
        while characters.peek().is_some_and(|flag| verb.flag(*flag)) {
            characters.next();
        }
        let digits = |characters: &mut std::iter::Peekable<std::str::Chars<'_>>| {
            let mut number: Option<usize> = None;
            while let Some(digit) = characters.peek().and_then(|digit| digit.to_digit(10)) {
                characters.next();
                number = Some((number.unwrap_or(0) * 10 + digit as usize).min(MAX_WIDTH));
            }
            number
        };
        verb.width = digits(&mut characters);
        if characters.peek() == Some(&'.') {
            characters.next();
            verb.precision = Some(digits(&mut characters).unwrap_or(0));
        }
        if characters.peek() == Some(&'[') {
            characters.next();
            next = digits(&mut characters)
                .and_then(|one| one.checked_sub(1))
                .ok_or("a bad argument index")?;
            if characters.next() != Some(']') {
                return Err("a bad argument index".into());
            }
        }
        let letter = characters.next().ok_or("the format ends within a verb")?;
        let argument = arguments.get(next).ok_or("not enough arguments for the format")?;
        next += 1;
        highest = highest.max(next);
        out.push_str(&one(letter, &verb, argument)?);
        if out.len() > 16 << 20 {
            return Err("the result is too long".into());
        }
    }
    if highest < arguments.len() {
        return Err("too many arguments for the format".into());
    }
    Ok(out)
}

fn one(letter: char, verb: &Verb, value: &Value) -> Result<String, String> {
    let number = || match value.to_number_value()?.kind {
        Kind::Number(number) => Ok(number),
        _ => Err("a number is required".to_owned()),
    };
    let text = || match value.to_string_value()?.kind {
        Kind::String(text) => Ok::<_, String>(text.to_string()),
        _ => Ok("null".to_owned()),
    };
    match letter {
        'v' if verb.sharp => Ok(pad(json::encode(value).unwrap_or_default(), verb)),
        'v' => match &value.kind {
            Kind::Number(_) => number_text(&number()?, verb, 'g'),
            Kind::String(_) | Kind::Bool(_) | Kind::Null => Ok(pad(text()?, verb)),
            _ => Ok(pad(json::encode(value).unwrap_or_default(), verb)),
        },
        't' => match value.to_bool_value()?.kind {
            Kind::Bool(value) => Ok(pad(value.to_string(), verb)),
            _ => Err("a bool is required".into()),
        },
        's' | 'q' if value.is_null() => Err("a string is required, not null".into()),
        's' => Ok(pad(cut(text()?, verb), verb)),
        'q' => {
            let mut quoted = String::new();
            json::write_string(&cut(text()?, verb), &mut quoted);
            Ok(pad(quoted, verb))
        }
        'd' | 'b' | 'o' | 'x' | 'X' => whole(letter, &number()?, verb),
        'e' | 'E' | 'f' | 'F' | 'g' | 'G' => number_text(&number()?, verb, letter),
        _ => Err(format!("there is no verb %{letter}")),
    }
}

fn cut(text: String, verb: &Verb) -> String {
    match verb.precision {
        Some(precision) => text.chars().take(precision).collect(),
        None => text,
    }
}

fn whole(letter: char, number: &Number, verb: &Verb) -> Result<String, String> {
    let value = number.as_big_int().ok_or("a whole number is required")?;
    let digits = match letter {
        'b' => format!("{:b}", value.magnitude()),
        'o' => format!("{:o}", value.magnitude()),
        'x' => format!("{:x}", value.magnitude()),
        'X' => format!("{:X}", value.magnitude()),
        _ => value.magnitude().to_string(),
    };
    let digits = match letter {
        'x' if verb.sharp => format!("0x{digits}"),
        'X' if verb.sharp => format!("0X{digits}"),
        'o' if verb.sharp => format!("0{digits}"),
        'b' if verb.sharp => format!("0b{digits}"),
        _ => digits,
    };
    let negative = value.sign() == num_bigint::Sign::Minus;
    Ok(signed(digits, negative, verb))
}

fn number_text(number: &Number, verb: &Verb, letter: char) -> Result<String, String> {
    let value = number.as_f64();
    let negative = value < 0.0;
    let magnitude = value.abs();
    let digits = match letter {
        'f' | 'F' => {
            let text = number.to_fixed(verb.precision.unwrap_or(6));
            text.trim_start_matches('-').to_owned()
        }
        'e' => exponent(magnitude, verb.precision.unwrap_or(6)),
        'E' => exponent(magnitude, verb.precision.unwrap_or(6)).to_uppercase(),
        'G' => general(number, magnitude, verb).to_uppercase(),
        _ => general(number, magnitude, verb),
    };
    Ok(signed(digits, negative, verb))
}

/// Go writes at least two digits of exponent, and its sign.
fn exponent(magnitude: f64, precision: usize) -> String {
    let text = format!("{magnitude:.precision$e}");
    let (mantissa, power) = text.split_once('e').unwrap_or((&text, "0"));
    let (sign, power) = match power.strip_prefix('-') {
        Some(power) => ('-', power),
        None => ('+', power),
    };
    format!("{mantissa}e{sign}{power:0>2}")
}

fn general(number: &Number, magnitude: f64, verb: &Verb) -> String {
    // Go's rule for the shortest form: an exponent below -4 or from 6 on is written out.
    let large = magnitude >= 1e6 || (magnitude != 0.0 && magnitude < 1e-4);
    match verb.precision {
        None if !large => number.to_text().trim_start_matches('-').to_owned(),
        None => {
            let text = format!("{magnitude:e}");
            let digits = text.split(['e', '.']).nth(1).filter(|_| text.contains('.'));
            exponent(magnitude, digits.map_or(0, str::len))
        }
        Some(precision) => {
            let precision = precision.max(1);
            let text = format!("{magnitude:.*e}", precision - 1);
            let power: i64 =
                text.split_once('e').and_then(|(_, power)| power.parse().ok()).unwrap_or(0);
            let plain = (-4..i64::try_from(precision).unwrap_or(0)).contains(&power);
            if plain {
                let places = usize::try_from(i64::try_from(precision).unwrap_or(0) - 1 - power);
                let text = format!("{magnitude:.*}", places.unwrap_or(0));
                if text.contains('.') {
                    return text.trim_end_matches('0').trim_end_matches('.').to_owned();
                }
                text
            } else {
                exponent(magnitude, precision - 1)
            }
        }
    }
}

fn signed(digits: String, negative: bool, verb: &Verb) -> String {
    let sign = match (negative, verb.plus, verb.space) {
        (true, ..) => "-",
        (_, true, _) => "+",
        (_, _, true) => " ",
        _ => "",
    };
    if verb.zero && !verb.minus {
        let width = verb.width.unwrap_or(0).saturating_sub(sign.len());
        return format!("{sign}{digits:0>width$}");
    }
    pad(format!("{sign}{digits}"), verb)
}

fn pad(text: String, verb: &Verb) -> String {
    let width = verb.width.unwrap_or(0);
    match (verb.minus, verb.zero) {
        (true, _) => format!("{text:<width$}"),
        (false, true) => format!("{text:0>width$}"),
        (false, false) => format!("{text:>width$}"),
    }
}
