//! Actions of a chart's template language in a YAML text: which there are, and whether they leave
//! it one.
//!
//! In: a document's lines in order, or the text of a scalar. Out: whether an action stands where
//! YAML has no text for it, or where the actions are. In quotes, in comments, in block scalars and
//! within a plain scalar an action is text like any other, and the document stays YAML. Never here:
//! rendering. Whatever this look takes for YAML and is none is the parser's to refuse.

use std::ops::Range;

/// What carries over from one line to the next.
#[derive(Debug, Default)]
pub struct Place {
    /// The quote of a scalar that was not closed yet.
    quote: Option<u8>,
    /// Open brackets and braces.
    depth: usize,
    /// Column of the entry or item whose plain scalar the next line may go on with.
    plain: Option<usize>,
}

/// A position in a line.
struct Line<'a> {
    text: &'a str,
    at: usize,
    /// Whether a value or key may begin here.
    begins: bool,
    /// Column of the entry or item that was met last.
    column: usize,
    /// Where the key or value began that is being read.
    from: usize,
}

impl Place {
    /// Takes a line that is no comment; whether it holds an action that makes it no YAML.
    pub fn breaks(&mut self, text: &str) -> bool {
        let indent = text.len() - text.trim_start().len();
        if self.quote.is_none() && self.plain.is_some_and(|column| indent > column) {
            return false;
        }
        self.plain = None;
        let mut line = Line { text, at: indent, begins: true, column: indent, from: indent };
        if let Some(quote) = self.quote {
            let Some(end) = quote_end(text.as_bytes(), 0, quote) else { return false };
            self.quote = None;
            (line.at, line.begins) = (end, false);
        }
        while line.at < text.len() {
            match self.step(&mut line) {
                Step::On => {}
                Step::Comment => return false,
                Step::Breaks => return true,
            }
        }
        if !line.begins && self.quote.is_none() && self.depth == 0 {
            self.plain = Some(line.column);
        }
        false
    }

    fn step(&mut self, line: &mut Line<'_>) -> Step {
        let bytes = line.text.as_bytes();
        let rest = line.text.get(line.at..).unwrap_or_default();
        let here = |index: usize| bytes.get(line.at + index).copied();
        let spaced = |index: usize| here(index).is_none_or(|byte| byte == b' ' || byte == b'\t');
        let after_space = line.at == 0 || bytes.get(line.at - 1).is_some_and(|it| *it <= b' ');
        match here(0).unwrap_or_default() {
            b' ' | b'\t' => line.at += 1,
            b'#' if after_space => return Step::Comment,
            b'-' | b'?' if line.begins && spaced(1) => {
                line.column = line.at;
                line.at += 1;
            }
            quote @ (b'"' | b'\'') if line.begins => return self.quoted(line, quote),
            b'{' if rest.starts_with("{{") => {
                let first = line.text.trim_start().len() == rest.len();
                if is_action(rest, first) && (line.begins || self.depth > 0 || splits(rest)) {
                    return Step::Breaks;
                }
                line.begins = false;
                line.at += action_end(rest);
            }
            b'{' | b'[' if line.begins => {
                self.depth += 1;
                line.at += 1;
            }
            b'}' | b']' if self.depth > 0 => {
                self.depth -= 1;
                line.begins = false;
                line.at += 1;
            }
            b',' if self.depth > 0 => {
                line.begins = true;
                line.at += 1;
            }
            b':' if spaced(1) => {
                line.column = if self.depth == 0 { line.from } else { line.column };
                line.begins = true;
                line.at += 1;
            }
            // What a tag or an anchor stands before begins only behind it.
            b'!' | b'&' if line.begins => {
                line.at += rest.find(' ').unwrap_or(rest.len());
            }
            _ => {
                if line.begins {
                    line.from = line.at;
                }
                line.begins = false;
                line.at += rest.chars().next().map_or(1, char::len_utf8);
            }
        }
        Step::On
    }

    /// Takes a quoted scalar; an action with quotes of its own ends it too early.
    fn quoted(&mut self, line: &mut Line<'_>, quote: u8) -> Step {
        let start = line.at;
        (line.begins, line.from) = (false, start);
        let Some(end) = quote_end(line.text.as_bytes(), start + 1, quote) else {
            self.quote = Some(quote);
            line.at = line.text.len();
            return Step::On;
        };
        line.at = end;
        let inside = line.text.get(start..end).unwrap_or_default();
        let behind = line.text.get(end..).unwrap_or_default().trim_start();
        let goes_on = matches!(behind.chars().next(), None | Some(':' | ',' | ']' | '}' | '#'));
        if !goes_on && find_action(inside).is_some() { Step::Breaks } else { Step::On }
    }
}

enum Step {
    On,
    Comment,
    Breaks,
}

/// Behind the quote that closes a scalar: `\"` and `''` do not.
fn quote_end(bytes: &[u8], from: usize, quote: u8) -> Option<usize> {
    let mut at = from;
    while let Some(&byte) = bytes.get(at) {
        let next = bytes.get(at + 1).copied();
        match byte {
            b'\\' if quote == b'"' => at += 2,
            b'\'' if quote == b'\'' && next == Some(b'\'') => at += 2,
            _ if byte == quote => return Some(at + 1),
            _ => at += 1,
        }
    }
    None
}

/// Length of a text up to the end of the braces that it begins with.
fn action_end(text: &str) -> usize {
    text.find("}}").map_or(text.len(), |at| at + 2)
}

/// Whether an action holds what ends a plain scalar.
fn splits(action: &str) -> bool {
    action.get(..action_end(action)).unwrap_or_default().contains(": ")
}

/// Whether a text that begins with `{{` is an action of a chart: other engines' braces (Argo,
/// Prometheus, workflow expressions) stand inside values, and name none of a chart's objects.
fn is_action(text: &str, first_of_line: bool) -> bool {
    let after = text.get(2..).unwrap_or_default();
    let action = after.trim_start_matches('-').trim_start();
    let objects = [".Values", ".Release", ".Chart", ".Capabilities", ".Files"];
    let inside = action.split_once("}}").map_or(action, |(inside, _)| inside);
    if objects.iter().any(|object| inside.contains(object)) {
        return true;
    }
    let words = ["include ", "template ", "toYaml ", "tpl ", "define "];
    if words.iter().any(|word| action.starts_with(word)) {
        return true;
    }
    // Control flow on a line of its own cannot be YAML.
    let control = ["if ", "range ", "with ", "end ", "end}", "end-", "else", "/*", "$", "-"];
    first_of_line && control.iter().any(|word| action.starts_with(word))
}

/// The first action of a chart in a text.
fn find_action(text: &str) -> Option<Range<usize>> {
    let mut from = 0;
    while let Some(at) = text.get(from..)?.find("{{").map(|at| from + at) {
        let rest = text.get(at..)?;
        // `${{` is an expression of a workflow.
        if !text.get(..at)?.ends_with('$') && is_action(rest, false) {
            return Some(at..at + action_end(rest));
        }
        from = at + 2;
    }
    None
}

/// The actions of a chart in the text of a scalar.
#[derive(Debug, PartialEq, Eq)]
pub struct Actions<'a> {
    /// The first that names something of the chart.
    pub first: &'a str,
    /// What stands before all of them.
    pub prefix: &'a str,
    /// What stands behind all of them.
    pub suffix: &'a str,
}

/// Where a text holds actions of a chart; nothing where it holds none.
pub fn actions(text: &str) -> Option<Actions<'_>> {
    let first = find_action(text)?;
    let begin = text.find("{{").unwrap_or(first.start).min(first.start);
    let end = text.rfind("}}").map_or(text.len(), |at| at + 2).max(first.end);
    let all = text.get(begin..end)?;
    let (mut prefix, mut suffix) = (text.get(..begin)?, text.get(end..)?);
    // `{{-` and `-}}` take the white space beside them.
    if all.starts_with("{{-") {
        prefix = prefix.trim_end();
    }
    if all.ends_with("-}}") {
        suffix = suffix.trim_start();
    }
    Some(Actions { first: text.get(first)?, prefix, suffix })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn breaks(text: &str) -> bool {
        let mut place = Place::default();
        text.lines().any(|line| place.breaks(line))
    }

    #[test]
    fn actions_in_text_leave_yaml() {
        for text in [
            "a: \"{{ .Values.x }}\"",
            "a: '{{ .Values.x | default \"y\" }}'",
            "a: \"{{ .Values.x | default \\\"y\\\" }}\" # z",
            "- '{{ .Values.x }}'",
            "'{{ .Values.x }}': a",
            "a: nginx:{{ .Values.x }}",
            "- x-{{ .Release.Name }}",
            "a: [b, '{{ .Values.x }}']",
            "{\"a\": \"{{ .Values.x }}\"}",
            "a: 1 # {{ .Values.x }}",
            "a: \"long\n  {{ .Values.x }}\n  text\"\nb: 1",
            "a: long\n  {{ .Values.x }}\n  text",
            "- a: long\n    {{ .Values.x }}",
            "a: \"{{ .Values.x\"",
            "a: {{inputs.x}}",
            "a: &b !!str '{{ .Values.x }}'",
        ] {
            assert!(!breaks(text), "{text}");
        }
    }

    #[test]
    fn actions_in_structure_do_not() {
        for text in [
            "a: {{ .Values.x }}",
            "{{- if .Values.x }}",
            "a: b\n{{- with $x }}",
            "- a: b\n  {{- if $x }}",
            "- {{ .Values.x }}",
            "a: &b {{ .Values.x }}",
            "a: [{{ .Values.x }}]",
            "a: [\n  b-{{ .Values.x }}]",
            "{\"a\": {{ .Values.x }}}",
            "a: \"{{ .Values.x | default \"y\" }}\"",
            "a: '{{ .Values.x | default '' }}' b",
            "a: b{{ tpl \"c: d\" . }}",
            "a:\n  {{- toYaml .Values.x | nindent 2 }}",
        ] {
            assert!(breaks(text), "{text}");
        }
    }

    #[test]
    fn what_is_known_beside_actions() {
        let known = |text| actions(text).map(|found| (found.first, found.prefix, found.suffix));
        for (text, expected) in [
            ("a:{{ .Values.x }}-b", Some(("{{ .Values.x }}", "a:", "-b"))),
            ("a {{- .Values.x -}} b", Some(("{{- .Values.x -}}", "a", "b"))),
            ("{{ if eq 1 1 }}{{ .Values.x }}{{ end }}z", Some(("{{ .Values.x }}", "", "z"))),
            ("a{{ .Values.x", Some(("{{ .Values.x", "a", ""))),
            ("{{inputs.x}} {{ $labels.y }} ${{ x.Values }}", None),
            ("", None),
        ] {
            assert_eq!(known(text), expected, "{text}");
        }
    }

    proptest::proptest! {
        #[test]
        fn any_text_is_looked_at_without_a_panic(
            text in "([-{}\\[\\]:,a'\" #|>\\n\\\\$.é!&?]|[{][{] .Values|[}][}]){0,60}",
        ) {
            breaks(&text);
            actions(&text);
        }
    }
}
