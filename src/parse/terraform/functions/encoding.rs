//! Encodings: JSON, Base64, URLs, CSV.

use data_encoding::BASE64;

use super::{Arguments, Function, yaml};
use crate::model::{Shape, Str};
use crate::parse::terraform::values::finish::{finish, from_model};
use crate::parse::terraform::values::unknown::some_string;
use crate::parse::terraform::values::{Item, Kind, Value, json};

type Outcome = Result<Value, String>;

pub(super) fn find(name: &str) -> Option<Function> {
    Some(match name {
        "jsonencode" => Function::open(1, 1, |_, a| json_encode(a)),
        "jsondecode" => Function::open(1, 1, |_, a| json_decode(a)),
        "yamlencode" => Function::open(1, 1, |_, a| yaml_encode(a)),
        "yamldecode" => Function::strict(1, 1, |_, a| yaml::decode(&a.text(0)?, a.span)),
        "base64encode" => {
            Function::text(1, 1, |_, a| a.string(BASE64.encode(a.text(0)?.as_bytes())))
        }
        "base64decode" => Function::text(1, 1, |_, a| {
            let bytes = BASE64.decode(a.text(0)?.as_bytes()).map_err(|_| "not Base64")?;
            a.string(String::from_utf8(bytes).map_err(|_| "the result is not UTF-8")?)
        }),
        "textencodebase64" => Function::text(2, 2, |_, a| {
            a.string(BASE64.encode(&encode_text(&a.text(0)?, &a.text(1)?)?))
        }),
        "textdecodebase64" => Function::text(2, 2, |_, a| {
            let bytes = BASE64.decode(a.text(0)?.as_bytes()).map_err(|_| "not Base64")?;
            a.string(decode_text(&bytes, &a.text(1)?)?)
        }),
        "urlencode" => Function::text(1, 1, |_, a| a.string(url_encode(&a.text(0)?))),
        "urldecode" => Function::text(1, 1, |_, a| a.string(url_decode(&a.text(0)?)?)),
        "csvdecode" => Function::strict(1, 1, |_, a| csv_decode(a)),
        _ => return None,
    })
}

fn yaml_encode(a: &Arguments<'_>) -> Outcome {
    let value = a.value(0)?;
    if let Some(unknown) = value.first_unknown() {
        return Ok(Value::derived(unknown, Shape { not_empty: true, ..some_string() }, a.span));
    }
    a.string(yaml::encode(value)?)
}

fn json_encode(a: &Arguments<'_>) -> Outcome {
    let value = a.value(0)?;
    if let Some(text) = json::encode(value) {
        return a.string(text);
    }
    let Some(unknown) = value.first_unknown() else {
        return Err("the value is too large, or a whole resource".into());
    };
    let start = match &value.kind {
        Kind::Map(_) => "{",
        Kind::List(_) | Kind::Set(_) => "[",
        _ => "",
    };
    let shape = Shape {
        prefix: start.into(),
        not_empty: true,
        json: Some(std::sync::Arc::new(finish(value))),
        ..some_string()
    };
    Ok(Value::derived(unknown, shape, a.span))
}

fn json_decode(a: &Arguments<'_>) -> Outcome {
    let value = a.value(0)?;
    match &value.kind {
        Kind::Unknown(unknown) => Ok(match &unknown.shape.json {
            Some(structure) => from_model(structure, a.span),
            None => Value::derived(unknown, Shape::default(), a.span),
        }),
        _ => json::decode(&a.text(0)?, a.span),
    }
}

fn encode_text(text: &str, encoding: &str) -> Result<Vec<u8>, String> {
    let single = |byte: fn(char) -> Option<u8>| {
        let bytes: Option<Vec<u8>> = text.chars().map(byte).collect();
        bytes.ok_or_else(|| "a character is not in the encoding".to_owned())
    };
    match encoding.to_ascii_uppercase().as_str() {
        "UTF-8" => Ok(text.as_bytes().to_vec()),
        "UTF-16LE" => Ok(text.encode_utf16().flat_map(u16::to_le_bytes).collect()),
        "UTF-16BE" => Ok(text.encode_utf16().flat_map(u16::to_be_bytes).collect()),
        "UTF-16" => {
            Ok([0xfeff].into_iter().chain(text.encode_utf16()).flat_map(u16::to_be_bytes).collect())
        }
        "ISO-8859-1" => single(|character| u8::try_from(u32::from(character)).ok()),
        "US-ASCII" | "ASCII" => {
            single(|character| u8::try_from(character).ok().filter(u8::is_ascii))
        }
        "WINDOWS-1252" => single(|character| {
            let special = (0x80..).zip(WINDOWS).find(|(_, other)| *other == character);
            match (special, u8::try_from(u32::from(character))) {
                (Some((byte, _)), _) => Some(byte),
                (None, Ok(byte)) if !(0x80..0xa0).contains(&byte) => Some(byte),
                _ => None,
            }
        }),
        _ => Err(format!("the encoding {encoding} is not supported")),
    }
}

/// Characters of the bytes 0x80 to 0x9f in Windows-1252; those without one stand for themselves.
const WINDOWS: [char; 32] = [
    '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8d}', 'Ž', '\u{8f}',
    '\u{90}', '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9d}', 'ž', 'Ÿ',
];

fn decode_text(bytes: &[u8], encoding: &str) -> Result<String, String> {
    let pairs = |read: fn([u8; 2]) -> u16| {
        let units: Vec<u16> =
            bytes.chunks_exact(2).filter_map(|pair| pair.try_into().ok()).map(read).collect();
        String::from_utf16(&units).map_err(|_| "not in the encoding".to_owned())
    };
    let windows = |byte: &u8| {
        let special = byte.checked_sub(0x80).and_then(|at| WINDOWS.get(usize::from(at)));
        special.copied().unwrap_or(char::from(*byte))
    };
    match encoding.to_ascii_uppercase().as_str() {
        "UTF-8" => String::from_utf8(bytes.to_vec()).map_err(|_| "not in the encoding".into()),
        "UTF-16LE" => pairs(u16::from_le_bytes),
        "UTF-16BE" => pairs(u16::from_be_bytes),
        "ISO-8859-1" => Ok(bytes.iter().copied().map(char::from).collect()),
        "US-ASCII" | "ASCII" if bytes.is_ascii() => {
            Ok(bytes.iter().copied().map(char::from).collect())
        }
        "US-ASCII" | "ASCII" => Err("not in the encoding".into()),
        "WINDOWS-1252" => Ok(bytes.iter().map(windows).collect()),
        _ => Err(format!("the encoding {encoding} is not supported")),
    }
}

fn url_encode(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'_' | b'.' | b'~' => {
                out.push(char::from(byte));
            }
            b' ' => out.push('+'),
            _ => out.push_str(&format!("%{byte:02X}")),
        }
    }
    out
}

fn url_decode(text: &str) -> Result<String, String> {
    let mut bytes = text.bytes();
    let mut out = Vec::with_capacity(text.len());
    while let Some(byte) = bytes.next() {
        match byte {
            b'+' => out.push(b' '),
            b'%' => {
                let digit = |byte: Option<u8>| {
                    byte.and_then(|byte| char::from(byte).to_digit(16)).ok_or("a bad escape")
                };
                let value = digit(bytes.next())? * 16 + digit(bytes.next())?;
                out.push(u8::try_from(value).unwrap_or(b'?'));
            }
            byte => out.push(byte),
        }
    }
    String::from_utf8(out).map_err(|_| "the result is not UTF-8".into())
}

fn csv_decode(a: &Arguments<'_>) -> Outcome {
    let rows = csv_rows(&a.text(0)?)?;
    let mut rows = rows.into_iter();
    let header = rows.next().ok_or("there is no header line")?;
    let mut names = std::collections::HashSet::new();
    if !header.iter().all(|name| names.insert(name)) {
        return Err("two columns have the same name".into());
    }
    let mut out = Vec::new();
    for row in rows {
        if row.len() != header.len() {
            return Err("a line has the wrong number of fields".into());
        }
        let fields = header.iter().zip(row);
        let items = fields.map(|(name, field)| {
            (Str::from(name.as_str()), Item::from(Value::string(field, a.span)))
        });
        out.push(Value::map(items.collect(), a.span));
    }
    a.made(out)
}

fn csv_rows(text: &str) -> Result<Vec<Vec<String>>, String> {
    let mut rows = Vec::new();
    let mut row = Vec::new();
    let mut field = String::new();
    let mut quoted = false;
    let mut characters = text.chars().peekable();
    let mut begun = false;
    while let Some(character) = characters.next() {
        match character {
            '"' if quoted && characters.peek() == Some(&'"') => {
                characters.next();
                field.push('"');
            }
            '"' if quoted => quoted = false,
            '"' if field.is_empty() => {
                quoted = true;
                begun = true;
            }
            ',' if !quoted => {
                row.push(std::mem::take(&mut field));
                begun = true;
            }
            '\r' if !quoted && characters.peek() == Some(&'\n') => {}
            '\n' if !quoted => {
                if begun || !field.is_empty() {
                    row.push(std::mem::take(&mut field));
                    rows.push(std::mem::take(&mut row));
                }
                begun = false;
            }
            character => field.push(character),
        }
    }
    if quoted {
        return Err("a quoted field does not end".into());
    }
    if begun || !field.is_empty() {
        row.push(field);
        rows.push(row);
    }
    Ok(rows)
}
