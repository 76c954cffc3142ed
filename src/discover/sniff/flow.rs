//! The top-level keys of a document in flow style: JSON, or YAML that begins with a brace.
//!
//! In: the text from the brace on. Out: the keys at depth one, with their scalars. Iterative, so
//! that no depth of nesting matters.

use super::document::Document;

/// Keys at depth one of a flow map or JSON object.
pub fn flow_keys<'a>(text: &'a str, document: &mut Document<'a>) {
    let bytes = text.as_bytes();
    let (mut depth, mut at, mut key) = (0usize, 0usize, None::<&str>);
    while let Some(&byte) = bytes.get(at) {
        let start = at;
        at += 1;
        match byte {
            b'{' | b'[' => depth += 1,
            b'}' | b']' => {
                if depth <= 1 {
                    return;
                }
                depth -= 1;
            }
            b',' => key = None,
            b' ' | b'\t' | b'\n' | b'\r' | b':' => {}
            b'"' | b'\'' => {
                at = string_end(bytes, start);
                note(text.get(start + 1..at - 1), bytes, at, depth, &mut key, document);
            }
            _ => {
                while bytes.get(at).is_some_and(|next| !b",:{}[]\n\r\" ".contains(next)) {
                    at += 1;
                }
                note(text.get(start..at), bytes, at, depth, &mut key, document);
            }
        }
    }
}

/// The offset after a quoted string that starts at `start`.
fn string_end(bytes: &[u8], start: usize) -> usize {
    let quote = bytes.get(start).copied();
    let mut at = start + 1;
    while let Some(&byte) = bytes.get(at) {
        at += 1;
        if Some(byte) == quote {
            return at;
        }
        if byte == b'\\' && quote == Some(b'"') {
            at += 1;
        }
    }
    // Unterminated: pretend a closing quote, so that the caller's range stays in order.
    (bytes.len() + 1).max(start + 2)
}

fn note<'a>(
    scalar: Option<&'a str>,
    bytes: &[u8],
    end: usize,
    depth: usize,
    key: &mut Option<&'a str>,
    document: &mut Document<'a>,
) {
    let Some(scalar) = scalar.filter(|_| depth == 1) else { return };
    let after = bytes.get(end..).unwrap_or_default();
    let next = after.iter().find(|byte| !byte.is_ascii_whitespace());
    match key.take() {
        Some(name) => {
            if let Some(entry) = document.keys.iter_mut().rev().find(|(other, _)| *other == name) {
                entry.1 = scalar;
            }
        }
        None if next == Some(&b':') => {
            document.key(scalar, "");
            *key = Some(scalar);
        }
        None => {}
    }
}
