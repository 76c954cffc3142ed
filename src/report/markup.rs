//! Text for HTML and XML.
//!
//! In: any text. Out: the same, without a character that markup gives a meaning, or that XML does
//! not have. Never here: tags.

use std::borrow::Cow;

use super::safe;

/// A text for an element or a quoted attribute.
pub(super) fn escaped(text: &str) -> Cow<'_, str> {
    let text = safe::lines(text);
    // XML has no place for these two, whatever the escape.
    let special =
        |character| matches!(character, '&' | '<' | '>' | '"' | '\'' | '\u{fffe}' | '\u{ffff}');
    if !text.contains(special) {
        return text;
    }
    let mut escaped = String::with_capacity(text.len() + 16);
    for character in text.chars() {
        match character {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            '\u{fffe}' | '\u{ffff}' => escaped.push('\u{fffd}'),
            other => escaped.push(other),
        }
    }
    Cow::Owned(escaped)
}

#[cfg(test)]
mod tests {
    use super::escaped;

    #[test]
    fn markup_is_disarmed() {
        assert_eq!(escaped("a <b c=\"d\">&'"), "a &lt;b c=&quot;d&quot;&gt;&amp;&#39;");
        assert_eq!(escaped("\u{0}\u{ffff}<"), "␀\u{fffd}&lt;");
    }
}
