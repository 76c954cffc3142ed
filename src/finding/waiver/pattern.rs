//! Wildcards in the scopes of waivers.
//!
//! In: a pattern and a text. Out: whether the whole text matches. Time is the product of their
//! lengths at most, because both may come with a pull request.

/// `*` is any text (with `folders`, none that crosses a `/`), `**` any text at all; with `folders`,
/// `**/` is nothing, too.
pub(super) fn matches(pattern: &str, text: &str, folders: bool) -> bool {
    // Many resources meet many waivers, and most of them differ in their first letters.
    let plain = pattern.find('*').unwrap_or(pattern.len());
    let (start, pattern) = pattern.split_at(plain);
    let Some(text) = text.strip_prefix(start) else { return false };
    if pattern.is_empty() {
        return text.is_empty();
    }
    let (pattern, text) = (pattern.as_bytes(), text.as_bytes());
    // `rows[n]` says, for each place in the text, whether the last n bytes of the pattern match
    // from there to the end.
    let mut rows: Vec<Vec<bool>> = Vec::with_capacity(pattern.len() + 1);
    rows.push((0..=text.len()).map(|at| at == text.len()).collect());
    for (at, byte) in pattern.iter().enumerate().rev() {
        let row_of = |after: usize| rows.get(pattern.len() - at - after);
        let next = row_of(1).map_or(&[][..], Vec::as_slice);
        let row = match byte {
            b'*' if folders && pattern.get(at + 1) != Some(&b'*') => within(next, text),
            b'*' => {
                let double = pattern.get(at + 1) == Some(&b'*');
                let rest = if double { row_of(2) } else { row_of(1) };
                let mut row = anywhere(rest.map_or(&[][..], Vec::as_slice));
                if double && folders && pattern.get(at + 2) == Some(&b'/') {
                    let after = row_of(3).into_iter().flatten();
                    row.iter_mut().zip(after).for_each(|(own, after)| *own |= after);
                }
                row
            }
            byte => {
                let same = text.iter().map(|own| own == byte);
                let mut row: Vec<bool> =
                    same.zip(next.iter().skip(1)).map(|(same, next)| same && *next).collect();
                row.push(false);
                row
            }
        };
        rows.push(row);
    }
    rows.last().and_then(|row| row.first()) == Some(&true)
}

/// Any text, then the rest.
fn anywhere(rest: &[bool]) -> Vec<bool> {
    let mut found = false;
    let mut row: Vec<bool> = rest
        .iter()
        .rev()
        .map(|own| {
            found |= own;
            found
        })
        .collect();
    row.reverse();
    row
}

/// Any text without a `/`, then the rest.
fn within(rest: &[bool], text: &[u8]) -> Vec<bool> {
    let mut found = false;
    let bytes = std::iter::once(None).chain(text.iter().rev().map(Some));
    let mut row: Vec<bool> = rest
        .iter()
        .rev()
        .zip(bytes)
        .map(|(own, byte)| {
            found = *own || (found && byte != Some(&b'/'));
            found
        })
        .collect();
    row.reverse();
    row
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wildcards() {
        for (pattern, text, wanted) in [
            ("legacy/**", "legacy/a/b.tf", true),
            ("legacy/**", "legacy", false),
            ("**/main.tf", "main.tf", true),
            ("**/main.tf", "a/b/main.tf", true),
            ("**/main.tf", "a/domain.tf", false),
            ("a/*.tf", "a/b.tf", true),
            ("a/*.tf", "a/b/c.tf", false),
            ("a/*/c.tf", "a/c.tf", false),
            ("**", "", true),
            ("**", "a/b", true),
            ("*", "a", true),
            ("*", "a/b", false),
            ("a**b", "a/x/b", true),
            ("", "", true),
            ("", "a", false),
            ("é*", "éa", true),
            ("a**/", "a", true),
            ("a*", "a", true),
            ("ab*", "a", false),
        ] {
            assert_eq!(matches(pattern, text, true), wanted, "{pattern} {text}");
        }
        for (pattern, text, wanted) in [
            ("module.*.aws_s3_bucket.b", "module.x[\"k\"].aws_s3_bucket.b", true),
            ("Pod/*", "Pod/shop/web", true),
            ("Pod/shop/web", "Pod/shop/web-2", false),
            // A wildcard between two separators stands for a name, if a short one.
            ("Role/*/a", "Role/a", false),
        ] {
            assert_eq!(matches(pattern, text, false), wanted, "{pattern} {text}");
        }
    }

    #[test]
    fn many_stars_take_no_longer_than_a_few() {
        let text = "a".repeat(4_000);
        assert!(!matches(&"a*".repeat(8).replace("a*", "*a"), &format!("{text}b"), false));
        assert!(matches(&"*a".repeat(200), &text, false));
    }
}
