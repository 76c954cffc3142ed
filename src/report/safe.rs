//! Text of an input, made safe to show.
//!
//! In: anything from a scanned file. Out: the same text with what would move the cursor, hide
//! text or turn its direction replaced by visible marks. Never here: quoting for a format.

use std::borrow::Cow;

/// Whether a character may not reach a reader as it is.
fn is_unsafe(character: char) -> bool {
    if matches!(character, ' '..='~') {
        return false;
    }
    matches!(character,
        '\u{0}'..='\u{1f}' | '\u{7f}'..='\u{9f}'
        // Directional marks, embeddings and isolates.
        | '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{206f}'
        // Invisible ones, and separators that some readers take for line ends.
        | '\u{ad}' | '\u{200b}' | '\u{2028}' | '\u{2029}' | '\u{2060}'..='\u{2065}' | '\u{feff}'
        | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}')
}

/// Whether a text is of printable ASCII, as nearly all are.
fn is_plain(text: &str) -> bool {
    text.bytes().all(|byte| matches!(byte, b' '..=b'~'))
}

/// The visible stand-in for an unsafe character.
fn mark(character: char) -> char {
    match character {
        '\u{0}'..='\u{1f}' => char::from_u32(0x2400 + u32::from(character)).unwrap_or('\u{fffd}'),
        '\u{7f}' => '\u{2421}',
        _ => '\u{fffd}',
    }
}

/// One character, safe to show.
pub(super) fn character(character: char) -> char {
    if is_unsafe(character) { mark(character) } else { character }
}

/// One line: line ends and tabs become spaces, the rest of what is unsafe becomes marks.
pub(super) fn line(text: &str) -> Cow<'_, str> {
    if is_plain(text) || !text.contains(is_unsafe) {
        return Cow::Borrowed(text);
    }
    let mut safe = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '\n' | '\t' => safe.push(' '),
            '\r' => {}
            other => safe.push(self::character(other)),
        }
    }
    Cow::Owned(safe)
}

/// A text of several lines: line ends and tabs stay.
pub(super) fn lines(text: &str) -> Cow<'_, str> {
    if !text.contains(|character| is_unsafe(character) && !matches!(character, '\n' | '\t')) {
        return Cow::Borrowed(text);
    }
    let keep = |character| match character {
        '\r' => None,
        '\n' | '\t' => Some(character),
        other => Some(self::character(other)),
    };
    Cow::Owned(text.chars().filter_map(keep).collect())
}

/// A text cut to a number of characters, with a mark where it was cut.
pub(super) fn cut(text: &str, limit: usize) -> Cow<'_, str> {
    if text.len() <= limit {
        return Cow::Borrowed(text);
    }
    match text.char_indices().nth(limit) {
        None => Cow::Borrowed(text),
        Some(_) => {
            let kept = text.chars().take(limit.saturating_sub(1));
            Cow::Owned(kept.chain(std::iter::once('…')).collect())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_deceives_is_marked() {
        for (input, expected) in [
            ("plain ünïcode 漢字", "plain ünïcode 漢字"),
            ("\u{1b}[31mred", "␛[31mred"),
            ("a\r\nb\tc", "a b c"),
            ("admin\u{202e}nimda\u{2066}", "admin\u{fffd}nimda\u{fffd}"),
            ("\u{9b}2J\u{7f}\u{0}", "\u{fffd}2J\u{2421}\u{2400}"),
            ("zero\u{200b}width\u{feff}", "zero\u{fffd}width\u{fffd}"),
        ] {
            assert_eq!(line(input), expected, "{input:?}");
        }
        assert_eq!(lines("a\r\n\tb\u{1b}"), "a\n\tb␛");
        assert_eq!(cut("héllo", 5), "héllo");
        assert_eq!(cut("héllo!", 5), "héll…");
    }
}
