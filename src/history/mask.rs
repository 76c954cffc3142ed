//! Secrets out of source lines, before anything of them is kept.
//!
//! In: lines of a file. Out: the same lines with [`MASK`] where a secret stands or may stand: the
//! value of a name that speaks of one, a token of a known shape, a text that looks like chance, a
//! private key. Mistakes are made to the safe side: a masked word costs a reader a look at the
//! revision, a kept secret cannot be taken back. References (`var.x`, `${{ secrets.X }}`) stay.

use super::mask_tokens::mask_tokens;

/// What stands for a secret.
pub(super) const MASK: &str = "[masked]";

/// Parts of names whose values are secrets.
const SECRET: [&str; 17] = [
    "password",
    "passwd",
    "passphrase",
    "pwd",
    "secret",
    "token",
    "apikey",
    "api_key",
    "api-key",
    "private_key",
    "private-key",
    "privatekey",
    "access_key",
    "accesskey",
    "credential",
    "connection_string",
    "connectionstring",
];

/// Whole names whose values are secrets.
const SECRET_WHOLE: [&str; 6] = ["auth", "authorization", "pass", "dsn", "user_data", "psk"];

/// Ends of names that only speak about a secret.
const ABOUT: [&str; 22] = [
    "name",
    "names",
    "ref",
    "arn",
    "arns",
    "path",
    "file",
    "enabled",
    "length",
    "days",
    "required",
    "policy",
    "type",
    "version",
    "id",
    "ids",
    "ttl",
    "expiration",
    "rotation",
    "manager",
    "store",
    "usage",
];

/// Names of values that get their meaning from a name beside them.
const VALUES: [&str; 4] = ["value", "default", "content", "plaintext"];

/// What the lines after one belong to.
enum Block {
    /// Lines until this word stands alone.
    Until(String),
    /// Lines that are indented deeper than this, and empty ones.
    Deeper(usize),
    /// Lines up to the end of a private key.
    Key,
    /// The next line alone: the value of an option that ends this one.
    Next,
}

/// The lines without secrets. `heading` is a name that the whole belongs to, such as a resource's.
pub(super) fn masked(lines: &[&str], heading: &str) -> Vec<String> {
    let is_secret = lines.iter().filter(|line| line.contains("Secret")).any(|line| {
        let line = line.trim().trim_start_matches("- ").replace(['"', '\'', ','], "");
        line == "kind: Secret" || line == "kind:Secret"
    });
    let headed = words(heading).any(is_secret_name);
    let speaks: Vec<bool> = lines.iter().map(|line| names_secret(line)).collect();
    let mut block: Option<Block> = None;
    let mut out = Vec::with_capacity(lines.len());
    for (index, line) in lines.iter().enumerate() {
        let indent = line.len() - line.trim_start().len();
        if let Some(own) = &block {
            let (ends, hidden) = match own {
                Block::Until(word) => (line.trim() == word, line.trim() != word),
                Block::Deeper(than) => {
                    let inside = line.trim().is_empty() || indent > *than;
                    (!inside, inside)
                }
                Block::Key => (line.contains("-----END"), true),
                Block::Next => (true, true),
            };
            if ends {
                block = None;
            }
            if hidden {
                out.push(hide(line));
                continue;
            }
        }
        if line.contains("-----BEGIN") && line.contains("PRIVATE KEY") {
            block = Some(Block::Key).filter(|_| !line.contains("-----END"));
            out.push(hide(line));
            continue;
        }
        let near = index.saturating_sub(2)..(index + 2).min(speaks.len());
        let valued = headed || speaks.get(near).is_some_and(|near| near.contains(&true));
        let (masked, opened) = mask_values(line, indent, valued, is_secret);
        block = opened;
        out.push(mask_tokens(&masked));
    }
    out
}

/// A line of which nothing but its indentation may be seen.
fn hide(line: &str) -> String {
    let text = line.trim_start();
    if text.is_empty() {
        return String::new();
    }
    let indent = line.get(..line.len() - text.len()).unwrap_or_default();
    format!("{indent}{MASK}")
}

/// Masks the values of names that speak of secrets; what such a value goes on to on later lines.
fn mask_values(line: &str, indent: usize, valued: bool, secret: bool) -> (String, Option<Block>) {
    let mut out = String::with_capacity(line.len());
    let mut at = 0;
    let mut block = None;
    while let Some((start, end)) = next_word(line, at) {
        let word = line.get(start..end).unwrap_or_default();
        let is_value = valued && VALUES.contains(&word.to_ascii_lowercase().as_str());
        let is_data = secret && matches!(word, "data" | "stringData");
        let wanted = is_value || is_data || is_secret_name(word);
        let value = if wanted { value_after(line, start, end) } else { None };
        let Some((from, to)) = value else {
            if wanted && is_option(line, start) && is_blank(line.get(end..)) {
                block = Some(Block::Next);
            }
            out.push_str(line.get(at..end).unwrap_or_default());
            at = end;
            continue;
        };
        out.push_str(line.get(at..from).unwrap_or_default());
        let text = line.get(from..to).unwrap_or_default();
        let heredoc = text.trim_start_matches('-').strip_prefix("<<");
        let opens = text.is_empty() || text.starts_with(['|', '>', '{', '[', '&', '!', '#']);
        if let Some(word) = heredoc {
            out.push_str(text);
            let word = word.trim_start_matches(['-', '~']).trim().trim_matches(['"', '\'']);
            block = Some(Block::Until(word.to_owned()));
        } else if opens && line.get(to..).is_none_or(|rest| rest.trim().is_empty()) {
            // What follows belongs to it, deeper; of this line only the beginning is known.
            out.push_str(if text.len() > 2 { MASK } else { text });
            block = Some(Block::Deeper(indent + dash(line)));
        } else if is_plain(text) {
            out.push_str(text);
        } else {
            out.push_str(MASK);
        }
        at = to;
    }
    out.push_str(line.get(at..).unwrap_or_default());
    (out, block)
}

/// Whether a name is that of an option, as `--password`.
fn is_option(line: &str, start: usize) -> bool {
    line.get(..start).is_some_and(|before| before.ends_with("--"))
}

/// Whether nothing but punctuation follows.
fn is_blank(rest: Option<&str>) -> bool {
    rest.is_none_or(|rest| rest.trim_matches([' ', '\t', '"', '\'', ',', '\\']).is_empty())
}

/// `- name: x` puts its keys two further.
fn dash(line: &str) -> usize {
    let text = line.trim_start();
    if text.starts_with("- ") { 2 } else { 0 }
}

/// Where the value of a name is, if the name has one here.
fn value_after(line: &str, start: usize, end: usize) -> Option<(usize, usize)> {
    let rest = line.get(end..)?;
    let after = rest.trim_start_matches(['"', '\'', '`', ']', '\\']).trim_start();
    let option = is_option(line, start);
    let instruction = line.get(..start)?.trim() == "ENV";
    let (separator, tail) = match after.as_bytes() {
        [b'=', b'=', ..] | [b':', b':', ..] => return None,
        [b'=', b'>', ..] | [b':', b'=', ..] => (b'=', after.get(2..)?),
        [b':', ..] => (b':', after.get(1..)?),
        [b'=', ..] => (b'=', after.get(1..)?),
        [b',', ..] if option => (b',', after.get(1..)?),
        _ if option && rest.starts_with(' ') => (b'=', rest),
        _ if instruction && rest.starts_with(' ') => (b' ', rest),
        _ => return None,
    };
    let value = tail.trim_start();
    if separator == b',' && value.is_empty() {
        return None;
    }
    let from = line.len() - value.len();
    // A quote within a quoted text: `"[{\"password\": \"x\"}]"`.
    let bare = value.trim_start_matches('\\');
    let slashes = value.len() - bare.len();
    let first = if slashes > 0 { None } else { value.chars().next() };
    let length = match first {
        None if bare.starts_with(['"', '\'']) => {
            let quote = value.get(..=slashes).unwrap_or(value);
            let inside = value.get(quote.len()..).unwrap_or_default();
            inside.find(quote).map_or(value.len(), |at| at + 2 * quote.len())
        }
        Some(quote @ ('"' | '\'' | '`')) => quoted(value, quote),
        // A YAML scalar without quotes has spaces; elsewhere a word ends at the next.
        _ if separator == b' ' => value.trim_end().len(),
        _ if separator == b':' && is_key(line, start) && !value.starts_with(['{', '[']) => {
            value.split(" #").next().unwrap_or(value).trim_end().len()
        }
        Some('{' | '[') => value.trim_end().len(),
        _ if value.starts_with("<<") => value.trim_end().len(),
        _ if value.contains('(') => value.trim_end().len(),
        _ if separator == b':' => {
            value.find([',', ';', '&', '"', '\'', '`', '}']).unwrap_or(value.len())
        }
        _ => value.find([' ', '\t', ',', ';', '&', '"', '\'', '`', '}']).unwrap_or(value.len()),
    };
    Some((from, from + length))
}

/// Length of a quoted text, its quotes counted; to the end of the line where it does not end here. A
/// doubled quote does not end it, nor does one in `${…}`.
fn quoted(value: &str, quote: char) -> usize {
    let (mut escaped, mut inside) = (false, false);
    let mut letters = value.char_indices().skip(1).peekable();
    while let Some((at, letter)) = letters.next() {
        let next = letters.peek().map(|(_, next)| *next);
        match letter {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '$' if next == Some('{') => inside = true,
            '}' => inside = false,
            _ if letter != quote || inside => {}
            _ if next == Some(quote) => escaped = true,
            _ => return at + letter.len_utf8(),
        }
    }
    value.len()
}

/// Whether a name is the first of its line, or of a list's entry.
fn is_key(line: &str, start: usize) -> bool {
    let before = line.get(..start).unwrap_or_default();
    before.trim_start().trim_start_matches(['-', ' ', '"', '\'', '?']).is_empty()
}

/// Whether a value holds no secret: nothing, a switch, or a reference to elsewhere.
fn is_plain(value: &str) -> bool {
    let inner = value.trim_matches(['"', '\'', '`', ',']).trim();
    // Words that switch something, as in `http_tokens = "required"`.
    const SWITCHES: [&str; 13] = [
        "", "true", "false", "null", "~", "none", "{}", "[]", "required", "optional", "enabled",
        "disabled", "[masked]",
    ];
    if SWITCHES.contains(&inner.to_ascii_lowercase().as_str()) {
        return true;
    }
    let whole = |open: &str, close: &str| {
        inner.strip_prefix(open).is_some_and(|rest| {
            rest.strip_suffix(close).is_some_and(|inside| {
                !inside.contains(['"', '\'']) && !inside.contains("${") && !inside.contains('}')
            })
        })
    };
    if whole("${{", "}}") || whole("${", "}") || whole("$(", ")") {
        return true;
    }
    let word = |text: &str| text.bytes().all(|own| own.is_ascii_alphanumeric() || own == b'_');
    if inner.strip_prefix('$').is_some_and(|name| !name.is_empty() && word(name)) {
        return true;
    }
    // `var.x`, `aws_ssm_parameter.db[0].value`: nothing in quotes.
    const ROOTS: [&str; 10] = [
        "var.", "local.", "data.", "module.", "each.", "self.", "random_", "aws_", "azurerm_",
        "google_",
    ];
    let reference = |text: &str| {
        text.bytes().all(|own| own.is_ascii_alphanumeric() || b"_.[]-*".contains(&own))
    };
    !value.starts_with(['"', '\''])
        && ROOTS.iter().any(|root| value.starts_with(root))
        && inner.contains('.')
        && reference(inner)
}

/// Whether a line gives something a name that speaks of a secret: `name: DB_PASSWORD`.
fn names_secret(line: &str) -> bool {
    let mut at = 0;
    while let Some((start, end)) = next_word(line, at) {
        let word = line.get(start..end).unwrap_or_default();
        if (word.eq_ignore_ascii_case("name") || word.eq_ignore_ascii_case("key"))
            && let Some((from, to)) = value_after(line, start, end)
            && words(line.get(from..to).unwrap_or_default()).any(is_secret_name)
        {
            return true;
        }
        at = end;
    }
    false
}

/// Whether a name has a part of any name that speaks of a secret: most have none, and this costs
/// little.
fn may_be_secret(name: &str) -> bool {
    name.as_bytes().windows(3).any(|part| {
        let [one, two, three] = part else { return false };
        matches!(
            &[one | 0x20, two | 0x20, three | 0x20],
            b"pas"
                | b"pwd"
                | b"sec"
                | b"tok"
                | b"key"
                | b"cre"
                | b"con"
                | b"aut"
                | b"dsn"
                | b"use"
                | b"psk"
                | b"pri"
                | b"api"
                | b"acc"
        )
    })
}

fn is_secret_name(name: &str) -> bool {
    if !may_be_secret(name) {
        return false;
    }
    let name = name.to_ascii_lowercase();
    let last = name.rsplit(['_', '-', '.']).next().unwrap_or_default();
    // `secretName`, `tokenRef` in camel case.
    let about = ABOUT.contains(&last)
        || ["secretname", "secretkeyref", "secretref", "tokenpath", "secretstoreref"]
            .iter()
            .any(|own| name.ends_with(own))
        || name.starts_with("automount");
    let speaks = SECRET.iter().any(|part| name.contains(part));
    (speaks && !about) || SECRET_WHOLE.contains(&name.as_str())
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let (start, end) = next_word(text, at)?;
        at = end;
        text.get(start..end)
    })
}

/// The next name from a place on.
fn next_word(text: &str, at: usize) -> Option<(usize, usize)> {
    let is_part = |own: u8| own.is_ascii_alphanumeric() || b"_-.".contains(&own);
    let bytes = text.as_bytes();
    let rest = bytes.get(at..)?;
    // A hyphen begins an option, not a name.
    let start = at + rest.iter().position(|own| own.is_ascii_alphanumeric() || *own == b'_')?;
    let length = bytes.get(start..)?.iter().position(|own| !is_part(*own));
    Some((start, length.map_or(bytes.len(), |length| start + length)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn secrets_go_and_the_rest_stays() {
        let cases = [
            ("password = \"hunter2\"", "password = [masked]"),
            ("  master_password: correct horse # x", "  master_password: [masked] # x"),
            ("\"dbPassword\": \"a\\\"b\", \"x\": 1", "\"dbPassword\": [masked], \"x\": 1"),
            ("password = var.password", "password = var.password"),
            ("password = random_password.db.result", "password = random_password.db.result"),
            ("password = \"${var.password}\"", "password = \"${var.password}\""),
            ("password = \"x${var.password}\"", "password = [masked]"),
            ("password = \"${\"hunter2\"}\" # x", "password = [masked] # x"),
            ("password: 'hun''ter2' # x", "password: [masked] # x"),
            ("x = \"[{\\\"password\\\": \\\"a b\\\"}]\"", "x = \"[{\\\"password\\\": [masked]}]\""),
            (
                "run: curl -H \"Authorization: Bearer abc\" x",
                "run: curl -H \"Authorization: [masked]\" x",
            ),
            (
                "args: [\"--password\", \"hunter2\", \"-v\"]",
                "args: [\"--password\", [masked], \"-v\"]",
            ),
            ("ENV DB_PASSWORD hunter 2", "ENV DB_PASSWORD [masked]"),
            ("password = base64encode(\"hunter2\")", "password = [masked]"),
            ("TOKEN: ${{ secrets.DEPLOY }}", "TOKEN: ${{ secrets.DEPLOY }}"),
            ("TOKEN: abc", "TOKEN: [masked]"),
            ("- TOKEN=abc", "- TOKEN=[masked]"),
            ("run: deploy --token abc --region eu", "run: deploy --token [masked] --region eu"),
            ("run: deploy --token=abc -v", "run: deploy --token=[masked] -v"),
            ("ENV API_KEY=abc PORT=80", "ENV API_KEY=[masked] PORT=80"),
            ("{name: DB_PASSWORD, value: hunter2}", "{name: DB_PASSWORD, value: [masked]}"),
            ("secretName: my-tls", "secretName: my-tls"),
            ("kms_key_id = \"arn:aws:kms:eu:1:key/x\"", "kms_key_id = \"arn:aws:kms:eu:1:key/x\""),
            ("password_length = 32", "password_length = 32"),
            ("manage_master_user_password = true", "manage_master_user_password = true"),
            ("storage_encrypted = true", "storage_encrypted = true"),
            ("http_tokens = \"required\"", "http_tokens = \"required\""),
            ("db_password = 12345", "db_password = [masked]"),
            ("secret_string = jsonencode({ a = \"b\" })", "secret_string = [masked]"),
        ];
        for (line, expected) in cases {
            assert_eq!(masked(&[line], ""), [expected], "{line}");
        }
    }

    #[test]
    fn what_goes_on_over_lines_goes_too() {
        let lines = |text: &str| masked(&text.lines().collect::<Vec<_>>(), "").join("\n");
        for (text, expected) in [
            ("password: |\n  a\n  b\nother: c", "password: |\n  [masked]\n  [masked]\nother: c"),
            ("secret = <<EOT\nabc\nEOT\nb = 1", "secret = <<EOT\n[masked]\nEOT\nb = 1"),
            (
                "kind: Secret\ndata:\n  a: b\ntype: Opaque",
                "kind: Secret\ndata:\n  [masked]\ntype: Opaque",
            ),
            (
                "- name: API_TOKEN\n  value: abc\n  x: y",
                "- name: API_TOKEN\n  value: [masked]\n  x: y",
            ),
            ("value = \"abc\"\nname = \"db_password\"", "value = [masked]\nname = \"db_password\""),
            (
                "k: |\n  -----BEGIN RSA PRIVATE KEY-----\n  abc\n  -----END RSA PRIVATE KEY-----\nz: 1",
                "k: |\n  [masked]\n  [masked]\n  [masked]\nz: 1",
            ),
            ("- --password\n- hunter2\n- -v", "- --password\n[masked]\n- -v"),
            ("\"--token\",\n\"abc\",\n\"-v\"", "\"--token\",\n[masked]\n\"-v\""),
            ("tokens = [\n  \"a\",\n]\nb = 1", "tokens = [\n  [masked]\n]\nb = 1"),
        ] {
            assert_eq!(lines(text), expected);
        }
        assert_eq!(masked(&["value = \"abc\""], "db_password"), ["value = [masked]"]);
        assert_eq!(masked(&["value = \"abc\""], "db_host"), ["value = \"abc\""]);
    }
}
