//! Strings.

use unicode_segmentation::UnicodeSegmentation as _;

use super::{Arguments, Function, MANY, format};
use crate::model::Shape;
use crate::parse::terraform::values::unknown::some_string;
use crate::parse::terraform::values::{Kind, Value};

type Outcome = Result<Value, String>;

pub(super) fn find(name: &str) -> Option<Function> {
    Some(match name {
        "join" => Function::text(2, MANY, |_, a| join(a)),
        "format" => Function::text(1, MANY, |_, a| format::format(a)),
        "formatlist" => Function::strict(1, MANY, |_, a| format::format_list(a)),
        "lower" => Function::text(1, 1, |_, a| a.string(map_case(&a.text(0)?, false))),
        "upper" => Function::text(1, 1, |_, a| a.string(map_case(&a.text(0)?, true))),
        "title" => Function::text(1, 1, |_, a| a.string(title(&a.text(0)?))),
        "split" => Function::strict(2, 2, |_, a| split(a)),
        "trim" => Function::text(2, 2, |_, a| {
            let cut = a.text(1)?;
            a.string(a.text(0)?.trim_matches(|c| cut.contains(c)))
        }),
        "trimspace" => Function::text(1, 1, |_, a| a.string(a.text(0)?.trim())),
        "trimprefix" => Function::text(2, 2, |_, a| {
            let (text, prefix) = (a.text(0)?, a.text(1)?);
            a.string(text.strip_prefix(&*prefix).unwrap_or(&text))
        }),
        "trimsuffix" => Function::text(2, 2, |_, a| {
            let (text, suffix) = (a.text(0)?, a.text(1)?);
            a.string(text.strip_suffix(&*suffix).unwrap_or(&text))
        }),
        "chomp" => Function::text(1, 1, |_, a| a.string(a.text(0)?.trim_end_matches(['\n', '\r']))),
        "indent" => Function::text(2, 2, |_, a| {
            let spaces = a.size(0)?;
            let text = a.text(1)?;
            if text.matches('\n').count().saturating_mul(spaces) > 16 << 20 {
                return Err("the result is too long".into());
            }
            a.string(text.replace('\n', &format!("\n{}", " ".repeat(spaces))))
        }),
        "substr" => Function::text(3, 3, |_, a| substr(a)),
        "strrev" => Function::text(1, 1, |_, a| {
            a.string(a.text(0)?.graphemes(true).rev().collect::<String>())
        }),
        "startswith" => Function::open(2, 2, |_, a| starts_with(a)),
        "endswith" => Function::strict(2, 2, |_, a| {
            Ok(Value::bool(a.text(0)?.ends_with(&*a.text(1)?), a.span))
        }),
        "strcontains" => Function::strict(2, 2, |_, a| {
            Ok(Value::bool(a.text(0)?.contains(&*a.text(1)?), a.span))
        }),
        _ => return None,
    })
}

fn join(a: &Arguments<'_>) -> Outcome {
    let separator = a.text(0)?;
    let mut pieces = Vec::new();
    for list in 1..a.len() {
        pieces.extend(a.texts(list)?);
    }
    let length: usize = pieces.iter().map(|piece| piece.len() + separator.len()).sum();
    if length > 16 << 20 {
        return Err("the result is too long".into());
    }
    a.string(pieces.join(&*separator))
}

/// What is known of a joined text with unknown pieces: the pieces before the first of them.
pub(super) fn joined_start(values: &[Value]) -> Shape {
    let separator = values.first().and_then(Value::as_str).unwrap_or_default();
    let mut prefix = String::new();
    let mut not_empty = false;
    let mut open = values.first().is_none_or(Value::is_unknown);
    for (index, element) in
        values.iter().skip(1).filter_map(Value::elements).flat_map(|list| list.iter()).enumerate()
    {
        if index > 0 && !separator.is_empty() {
            not_empty = true;
            if !open {
                prefix.push_str(separator);
            }
        }
        match &element.kind {
            Kind::String(text) if !open => prefix.push_str(text),
            Kind::Unknown(unknown) => {
                not_empty |= unknown.shape.not_empty;
                if !open {
                    prefix.push_str(&unknown.shape.prefix);
                }
                open = true;
            }
            _ => open = true,
        }
    }
    // An unknown list may be empty, so nothing after it is certain; what is before it stands.
    Shape { not_empty: not_empty || !prefix.is_empty(), prefix: prefix.into(), ..some_string() }
}

/// Letter by letter, as Go does: a letter without a single counterpart stays.
fn map_case(text: &str, upper: bool) -> String {
    let single = |character: char| {
        let (mut up, mut low);
        let mapped: &mut dyn Iterator<Item = char> = if upper {
            up = character.to_uppercase();
            &mut up
        } else {
            low = character.to_lowercase();
            &mut low
        };
        match (mapped.next(), mapped.next()) {
            (Some(one), None) => one,
            _ => character,
        }
    };
    text.chars().map(single).collect()
}

fn title(text: &str) -> String {
    let mut previous = ' ';
    let mut out = String::with_capacity(text.len());
    for character in text.chars() {
        // Go's word boundaries: within ASCII anything but letters, digits and the underscore;
        // beyond it only white space.
        let inside = if previous.is_ascii() {
            previous.is_ascii_alphanumeric() || previous == '_'
        } else {
            !previous.is_whitespace()
        };
        if inside {
            out.push(character);
        } else {
            out.push_str(&map_case(&character.to_string(), true));
        }
        previous = character;
    }
    out
}

fn split(a: &Arguments<'_>) -> Outcome {
    let (separator, text) = (a.text(0)?, a.text(1)?);
    let piece = |piece: &str| Value::string(piece, a.span);
    if text.is_empty() {
        return a.made(if separator.is_empty() { Vec::new() } else { vec![piece("")] });
    }
    if separator.is_empty() {
        return a.made(text.graphemes(true).map(piece).collect());
    }
    a.made(text.split(&*separator).map(piece).collect())
}

fn substr(a: &Arguments<'_>) -> Outcome {
    let text = a.text(0)?;
    let (offset, length) = (a.int(1)?, a.int(2)?);
    let clusters: Vec<&str> = text.graphemes(true).collect();
    let start = if offset < 0 {
        let back = usize::try_from(offset.unsigned_abs()).unwrap_or(usize::MAX);
        clusters.len().saturating_sub(back)
    } else {
        usize::try_from(offset).unwrap_or(usize::MAX).min(clusters.len())
    };
    let end = match usize::try_from(length) {
        Ok(length) => start.saturating_add(length).min(clusters.len()),
        Err(_) => clusters.len(),
    };
    a.string(clusters.get(start..end).unwrap_or_default().concat())
}

/// The known start of an unknown text can decide.
fn starts_with(a: &Arguments<'_>) -> Outcome {
    let (text, prefix) = (a.value(0)?, a.value(1)?);
    match (&text.kind, &prefix.kind) {
        (Kind::Unknown(unknown), Kind::String(prefix)) if unknown.shape.string => {
            let known = &unknown.shape.prefix;
            if known.starts_with(&**prefix) {
                return Ok(Value::bool(true, a.span));
            }
            if !prefix.starts_with(&**known) {
                return Ok(Value::bool(false, a.span));
            }
        }
        (Kind::Unknown(_), _) | (_, Kind::Unknown(_)) => {}
        _ => return Ok(Value::bool(a.text(0)?.starts_with(&*a.text(1)?), a.span)),
    }
    let unknown = text.as_unknown().or_else(|| prefix.as_unknown());
    let shape = Shape { not_null: true, ..Shape::default() };
    unknown.map(|unknown| Value::derived(unknown, shape, a.span)).ok_or_else(String::new)
}
