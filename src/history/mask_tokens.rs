//! Secrets that show by their shape alone: tokens of known makers, passwords in addresses, and texts
//! that look like chance.
//!
//! In: a line. Out: the line with a mask in place of each. Digests and pinned commits, which are no
//! secrets and which a reader wants to see, stay.

use super::mask::MASK;

/// How tokens of known makers begin, and how long they are at least.
const SHAPES: [(&str, usize); 22] = [
    ("AKIA", 20),
    ("ASIA", 20),
    ("ghp_", 20),
    ("gho_", 20),
    ("ghu_", 20),
    ("ghs_", 20),
    ("ghr_", 20),
    ("github_pat_", 20),
    ("glpat-", 16),
    ("xoxa-", 16),
    ("xoxb-", 16),
    ("xoxp-", 16),
    ("sk_live_", 16),
    ("rk_live_", 16),
    ("sk-", 24),
    ("AIza", 30),
    ("ya29.", 20),
    ("SG.", 30),
    ("npm_", 30),
    ("pypi-", 30),
    ("hvs.", 20),
    ("eyJ", 30),
];

/// Shortest text that is looked at as chance.
const CHANCE: usize = 20;

/// The line without tokens.
pub(super) fn mask_tokens(line: &str) -> String {
    if line.len() < 8 {
        return line.to_owned();
    }
    let line = mask_addresses(line);
    let bytes = line.as_bytes();
    let is_part = |own: &u8| own.is_ascii_alphanumeric() || b"+/=_-.".contains(own);
    let mut out = String::with_capacity(line.len());
    let mut at = 0;
    while let Some(start) = bytes.get(at..).and_then(|rest| rest.iter().position(is_part)) {
        let start = at + start;
        let rest = bytes.get(start..).unwrap_or_default();
        let end = start + rest.iter().position(|own| !is_part(own)).unwrap_or(rest.len());
        out.push_str(line.get(at..start).unwrap_or_default());
        let token = line.get(start..end).unwrap_or_default();
        let before = line.get(..start).unwrap_or_default();
        out.push_str(if is_token(token, before) { MASK } else { token });
        at = end;
    }
    out.push_str(line.get(at..).unwrap_or_default());
    out
}

fn is_token(token: &str, before: &str) -> bool {
    if token.len() < 16 {
        return false;
    }
    let known = SHAPES.iter().any(|(begin, least)| {
        token.match_indices(begin).any(|(at, _)| {
            let bare =
                at == 0 || !token.as_bytes().get(at - 1).is_some_and(u8::is_ascii_alphanumeric);
            bare && token.len() - at >= *least
        })
    });
    if known {
        return true;
    }
    // The parts of a path or a hyphenated name are words by themselves.
    token.split(['/', '-', '_', '.', '=']).any(|part| is_chance(part, before))
        || (token.contains(['+', '/'])
            && token.len() >= 40
            && is_mixed(token)
            && entropy(token) > 4.3
            && token.split('/').all(|part| part.len() > 8 || part.is_empty()))
}

/// Whether a text looks like chance: hexadecimal of a key's length, or mixed letters and digits.
fn is_chance(part: &str, before: &str) -> bool {
    if part.len() < CHANCE {
        return false;
    }
    if part.bytes().all(|own| own.is_ascii_hexdigit())
        && part.bytes().any(|own| own.is_ascii_digit())
    {
        let pinned = before.ends_with("sha256:")
            || before.ends_with("sha512:")
            || before.ends_with("sha1:")
            || before.ends_with('@');
        return part.len() >= 32 && !pinned;
    }
    is_mixed(part) && entropy(part) > 3.7
}

fn is_mixed(text: &str) -> bool {
    let has = |wanted: fn(&u8) -> bool| text.as_bytes().iter().any(wanted);
    has(u8::is_ascii_lowercase) && has(u8::is_ascii_uppercase) && has(u8::is_ascii_digit)
}

/// Shannon's, in bits a letter.
fn entropy(text: &str) -> f64 {
    let mut counts = [0_u32; 256];
    for byte in text.bytes() {
        if let Some(count) = counts.get_mut(usize::from(byte)) {
            *count += 1;
        }
    }
    let all = f64::from(u32::try_from(text.len()).unwrap_or(u32::MAX));
    counts
        .iter()
        .filter(|count| **count > 0)
        .map(|count| {
            let share = f64::from(*count) / all;
            -share * share.log2()
        })
        .sum()
}

/// `scheme://user:password@host` without the password.
fn mask_addresses(line: &str) -> String {
    let mut out = String::with_capacity(line.len());
    let mut rest = line;
    while let Some((before, after)) = rest.split_once("://") {
        out.push_str(before);
        out.push_str("://");
        let end = after.find(['/', ' ', '"', '\'', '?', '#', ',']).unwrap_or(after.len());
        let place = after.get(..end).unwrap_or_default();
        rest = after;
        if let Some((who, host)) = place.rsplit_once('@')
            && let Some((user, password)) = who.split_once(':')
            && !password.starts_with("${")
            && !password.starts_with("$(")
        {
            out.push_str(&format!("{user}:{MASK}@{host}"));
            rest = after.get(end..).unwrap_or_default();
        }
    }
    out.push_str(rest);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_go() {
        // Put together here so that no scanner takes this file for one that leaks.
        let tokens = [
            format!("AKIA{}", "IOSFODNN7EXAMPLE"),
            format!("ghp_{}", "a1B2c3D4e5F6g7H8i9J0"),
            format!("eyJ{}.eyJzdWIiOiIxIn0.x", "hbGciOiJIUzI1NiIsInR5cCI6"),
            format!("wJalrXUtnFEMI/K7MDENG/{}", "bPxRfiCYzEXAMPLEKEY1"),
            format!("{}{}", "0123456789abcdef", "0123456789abcdef"),
        ];
        for token in tokens {
            let line = mask_tokens(&format!("  x = \"{token}\" # y"));
            assert!(!line.contains(&token) && line.contains(MASK), "{line}");
        }
        assert_eq!(
            mask_tokens("url: postgres://app:hunter2@db.example.org/x"),
            "url: postgres://app:[masked]@db.example.org/x"
        );
    }

    #[test]
    fn what_is_no_token_stays() {
        let commit = "0123456789abcdef0123456789abcdef01234567";
        let digest = format!("{commit}0123456789abcdef01234567");
        for line in [
            format!("uses: actions/checkout@{commit} # v4"),
            format!("image: registry.example.org/app@sha256:{digest}"),
            "arn:aws:iam::123456789012:role/service-role/AWSLambdaBasicExecutionRole".to_owned(),
            "resource \"aws_s3_bucket_server_side_encryption_configuration\" \"x\" {".to_owned(),
            "policyTypes: [Ingress, Egress]".to_owned(),
            "url: https://example.org:8443/a".to_owned(),
            "readOnlyRootFilesystem: true".to_owned(),
        ] {
            assert_eq!(mask_tokens(&line), line);
        }
    }
}
