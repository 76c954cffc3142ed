//! Escapes in literal text.
//!
//! In: text as written between quotes, in a heredoc or in a template file. Out: the text that it
//! means. An escape that the language does not know stays as it is; the parser reports it.

/// `$${` and `%%{` everywhere; `\n`, `\"`, `\u00e9` … in quoted text only.
pub(super) fn unescape(raw: &str, quoted: bool) -> String {
    let special = |byte: u8| byte == b'$' || byte == b'%' || (quoted && byte == b'\\');
    let mut text = String::with_capacity(raw.len());
    let mut rest = raw;
    while let Some(at) = rest.bytes().position(special) {
        let (plain, escaped) = rest.split_at_checked(at).unwrap_or((rest, ""));
        text.push_str(plain);
        let (meaning, length) = first_escape(escaped, quoted);
        match meaning {
            Meaning::Text(meaning) => text.push_str(meaning),
            Meaning::Character(character) => text.push(character),
        }
        rest = escaped.get(length..).unwrap_or("");
    }
    text.push_str(rest);
    text
}

enum Meaning<'a> {
    Text(&'a str),
    Character(char),
}

/// What the escape at the start of a text means, and its length; a character that begins none
/// means itself.
fn first_escape(text: &str, quoted: bool) -> (Meaning<'_>, usize) {
    for (escape, meaning) in [("$${", "${"), ("%%{", "%{")] {
        if text.starts_with(escape) {
            return (Meaning::Text(meaning), escape.len());
        }
    }
    if quoted && text.starts_with('\\') {
        if let Some((character, length)) = backslash(text) {
            return (Meaning::Character(character), length);
        }
        // The next character belongs to the broken escape, so that `\q\n` is read as two.
        let length = 1 + text.chars().nth(1).map_or(0, char::len_utf8);
        return (Meaning::Text(text.get(..length).unwrap_or(text)), length);
    }
    (Meaning::Text(text.get(..1).unwrap_or("")), 1)
}

/// The character of a backslash escape at the start of a text, and the escape's length.
pub(super) fn backslash(text: &str) -> Option<(char, usize)> {
    let simple = match text.as_bytes().get(1)? {
        b'n' => '\n',
        b'r' => '\r',
        b't' => '\t',
        b'"' => '"',
        b'\\' => '\\',
        b'u' => return hexadecimal(text, 6),
        b'U' => return hexadecimal(text, 10),
        _ => return None,
    };
    Some((simple, 2))
}

fn hexadecimal(text: &str, length: usize) -> Option<(char, usize)> {
    let digits = text.get(2..length)?;
    if !digits.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        return None;
    }
    let character = char::from_u32(u32::from_str_radix(digits, 16).ok()?)?;
    Some((character, length))
}

#[cfg(test)]
mod tests {
    use super::unescape;

    #[test]
    fn escapes_mean_characters() {
        for (raw, quoted, meaning) in [
            (r#"a\tb\n\"\\"#, true, "a\tb\n\"\\"),
            (r"\u00e9\U0001F600", true, "é😀"),
            ("$${a} %%{b} $$ % $", true, "${a} %{b} $$ % $"),
            (r"a\n$${b}", false, r"a\n${b}"),
            (r"\q\n\uD800\", true, "\\q\n\\uD800\\"),
            ("$$${x", false, "$${x"),
        ] {
            assert_eq!(unescape(raw, quoted), meaning, "{raw}");
        }
    }
}
