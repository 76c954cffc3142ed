//! Matchers of routes: whether labels satisfy them.
//!
//! In: a route's `match`, `match_re` and `matchers`, and labels of which some are known. Out: yes,
//! no, or perhaps: a label that the rule does not set may come from the series.

use regex::{Regex, RegexBuilder};

use crate::model::{Map, Value};

/// Largest pattern, compiled.
const MAX_PATTERN: usize = 1 << 20;

/// What is known of a match.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Matches {
    Yes,
    No,
    Perhaps,
}

/// One condition on one label.
#[derive(Debug)]
pub(super) struct Matcher {
    label: String,
    /// Whether a match of the test is wanted, or none.
    wanted: bool,
    test: Test,
}

#[derive(Debug)]
enum Test {
    Equal(String),
    Pattern(Regex),
    /// It could not be read.
    Unclear,
}

impl Matcher {
    /// The conditions of a route.
    pub(super) fn of(route: &Map) -> Vec<Self> {
        let mut all = Vec::new();
        let pairs = |key: &str| route.get(key).and_then(Value::as_map);
        for entry in pairs("match").into_iter().flat_map(Map::iter) {
            let test = entry.value.as_str().map(|text| Test::Equal(text.into()));
            all.push(Self::new(&entry.key, true, test));
        }
        for entry in pairs("match_re").into_iter().flat_map(Map::iter) {
            all.push(Self::new(&entry.key, true, entry.value.as_str().and_then(pattern)));
        }
        match route.get("matchers") {
            Some(value) if value.as_str().is_some() => {
                all.extend(value.as_str().into_iter().flat_map(several));
            }
            value => {
                let lines = value.and_then(Value::as_list).unwrap_or_default();
                all.extend(lines.iter().flat_map(|line| match line.as_str() {
                    Some(text) => several(text),
                    None => vec![Self::unclear()],
                }));
            }
        }
        all
    }

    fn new(label: &str, wanted: bool, test: Option<Test>) -> Self {
        Self { label: label.into(), wanted, test: test.unwrap_or(Test::Unclear) }
    }

    fn unclear() -> Self {
        Self::new("", true, None)
    }

    /// `severity="critical"`, `team=~db|web`, `env!="dev"`.
    fn parse(text: &str) -> Self {
        let Some(at) = text.find(['=', '!']) else { return Self::unclear() };
        let (label, rest) = text.split_at(at);
        let forms =
            [("=~", true, true), ("!~", false, true), ("!=", false, false), ("=", true, false)];
        let form = forms.into_iter().find_map(|(sign, wanted, is_pattern)| {
            Some((rest.strip_prefix(sign)?, wanted, is_pattern))
        });
        let Some((value, wanted, is_pattern)) = form else { return Self::unclear() };
        let value = value.trim();
        let quoted = value.strip_prefix('"').and_then(|rest| rest.strip_suffix('"'));
        let value = quoted.unwrap_or(value).replace("\\\"", "\"").replace("\\\\", "\\");
        let label = label.trim().trim_matches('"');
        let test = if is_pattern { pattern(&value) } else { Some(Test::Equal(value)) };
        Self::new(label, wanted, test)
    }

    /// Whether labels satisfy it.
    pub(super) fn judge(&self, labels: &[(String, Option<String>)]) -> Matches {
        let known = labels.iter().find(|(name, _)| *name == self.label);
        let Some((_, Some(value))) = known else { return Matches::Perhaps };
        let holds = match &self.test {
            Test::Equal(text) => text == value,
            Test::Pattern(pattern) => pattern.is_match(value),
            Test::Unclear => return Matches::Perhaps,
        };
        if holds == self.wanted { Matches::Yes } else { Matches::No }
    }
}

/// Alertmanager anchors its patterns.
fn pattern(text: &str) -> Option<Test> {
    let whole = format!("^(?:{text})$");
    RegexBuilder::new(&whole).size_limit(MAX_PATTERN).build().ok().map(Test::Pattern)
}

/// `{a="b", c=~"d,e"}` or one matcher: commas outside of quotes separate.
fn several(text: &str) -> Vec<Matcher> {
    let text = text.trim();
    let inner = text.strip_prefix('{').and_then(|rest| rest.strip_suffix('}')).unwrap_or(text);
    let (mut parts, mut start, mut quoted, mut escaped) = (Vec::new(), 0, false, false);
    for (at, letter) in inner.char_indices() {
        match letter {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '"' => quoted = !quoted,
            ',' if !quoted => {
                parts.extend(inner.get(start..at));
                start = at + 1;
            }
            _ => {}
        }
    }
    parts.extend(inner.get(start..));
    parts.into_iter().filter(|part| !part.trim().is_empty()).map(Matcher::parse).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn matchers_in_all_their_writings() {
        let labels =
            [("severity".to_owned(), Some("critical".to_owned())), ("team".to_owned(), None)];
        let cases = [
            ("severity=critical", Matches::Yes),
            (" severity = \"critical\" ", Matches::Yes),
            ("\"severity\"=\"critical\"", Matches::Yes),
            ("severity!=\"critical\"", Matches::No),
            ("severity=~\"crit.*|page\"", Matches::Yes),
            ("severity=~\"crit\"", Matches::No),
            ("severity!~\"warning|info\"", Matches::Yes),
            ("severity=~\"(\"", Matches::Perhaps),
            ("team=\"db\"", Matches::Perhaps),
            ("env=\"prod\"", Matches::Perhaps),
            ("nonsense", Matches::Perhaps),
        ];
        for (text, expected) in cases {
            let all = several(text);
            assert_eq!(all.len(), 1, "{text}");
            assert_eq!(all[0].judge(&labels), expected, "{text}");
        }
        assert_eq!(several("{a=\"b,c\", d=~\"e\"}").len(), 2);
    }
}
