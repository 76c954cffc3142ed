//! Bytes to text, for files and for blobs of a revision alike.
//!
//! In: bytes. Out: a `String`, without a byte-order mark: UTF-8 as it stands, UTF-16 decoded where its
//! mark says so. Anything else is a [`TextFault`] with the line of the first bad byte: guessing an
//! encoding would let a policy pass on text that nobody wrote.

/// Why bytes are no text.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{what} at line {line}, column {column}")]
pub struct TextFault {
    /// What is wrong.
    pub what: &'static str,
    /// 1-based line.
    pub line: usize,
    /// 1-based column, in characters.
    pub column: usize,
}

/// Decodes a whole file.
pub fn decode(mut bytes: Vec<u8>) -> Result<String, TextFault> {
    if bytes.starts_with(&[0xff, 0xfe, 0, 0]) || bytes.starts_with(&[0, 0, 0xfe, 0xff]) {
        return Err(TextFault { what: "UTF-32 text, which is not read,", line: 1, column: 1 });
    }
    match bytes.get(..2) {
        Some([0xff, 0xfe]) => return utf16(&bytes, u16::from_le_bytes),
        Some([0xfe, 0xff]) => return utf16(&bytes, u16::from_be_bytes),
        _ => {}
    }
    if bytes.starts_with(&[0xef, 0xbb, 0xbf]) {
        bytes.drain(..3);
    }
    if let Some(at) = bytes.iter().position(|byte| *byte == 0) {
        return Err(fault("a NUL byte: binary, or UTF-16 without a byte-order mark,", &bytes, at));
    }
    String::from_utf8(bytes).map_err(|error| {
        let at = error.utf8_error().valid_up_to();
        fault("invalid UTF-8", error.as_bytes(), at)
    })
}

/// A start of a file, as far as it is text: enough to tell what it means to be.
pub(super) fn decode_prefix(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).replace('\0', "")
}

fn utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> Result<String, TextFault> {
    let pairs = bytes.get(2..).unwrap_or_default().chunks(2);
    // Half a unit at the end is read as an unpaired surrogate, which is a fault.
    let units = pairs.map(|pair| <[u8; 2]>::try_from(pair).map_or(0xd800, unit));
    let mut text = String::with_capacity(bytes.len() / 2);
    for decoded in char::decode_utf16(units) {
        match decoded {
            Ok('\0') | Err(_) => return Err(fault("invalid UTF-16", text.as_bytes(), text.len())),
            Ok(letter) => text.push(letter),
        }
    }
    Ok(text)
}

fn fault(what: &'static str, bytes: &[u8], at: usize) -> TextFault {
    let before = bytes.get(..at).unwrap_or_default();
    let line_start = before.iter().rposition(|byte| *byte == b'\n').map_or(0, |end| end + 1);
    let on_line = before.get(line_start..).unwrap_or_default();
    TextFault {
        what,
        line: before.iter().filter(|byte| **byte == b'\n').count() + 1,
        column: on_line.iter().filter(|byte| (**byte & 0xc0) != 0x80).count() + 1,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn utf16_bytes(text: &str, unit: fn(u16) -> [u8; 2]) -> Vec<u8> {
        std::iter::once(0xfeff).chain(text.encode_utf16()).flat_map(unit).collect()
    }

    #[test]
    fn encodings_with_a_mark_are_read() {
        let text = "kind: Pod # ü 🚢\r\n";
        let marked = format!("\u{feff}{text}").into_bytes();
        for bytes in [
            text.as_bytes().to_vec(),
            marked,
            utf16_bytes(text, u16::to_le_bytes),
            utf16_bytes(text, u16::to_be_bytes),
        ] {
            assert_eq!(decode(bytes).as_deref(), Ok(text));
        }
    }

    #[test]
    fn faults_name_the_first_bad_byte() {
        let mut cut = utf16_bytes("a\nb", u16::to_le_bytes);
        cut.pop();
        for (bytes, line, column) in [
            (b"a = 1\nb = \"\xff\"\n".to_vec(), 2, 6),
            (b"\xc3\xbc\xc3".to_vec(), 1, 2),
            (b"a\0b".to_vec(), 1, 2),
            (cut, 2, 1),
            (vec![0xff, 0xfe, 0, 0, 65, 0, 0, 0], 1, 1),
        ] {
            let fault = decode(bytes).unwrap_err();
            assert_eq!((fault.line, fault.column), (line, column), "{fault}");
        }
    }
}
