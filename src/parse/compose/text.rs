//! The short forms of Compose: ports, mounts, pairs, durations, users.
//!
//! In: a short form as text. Out: its parts. Never here: a diagnostic; what makes no sense gives
//! nothing.

/// `127.0.0.1:8080:80/tcp`.
#[derive(Debug, PartialEq, Eq, Default)]
pub(super) struct Port<'a> {
    pub(super) address: &'a str,
    pub(super) published: Option<i64>,
    pub(super) target: Option<i64>,
    pub(super) protocol: &'a str,
}

/// Splits a port; of a range, the first counts.
pub(super) fn port(text: &str) -> Port<'_> {
    let (text, protocol) = text.split_once('/').unwrap_or((text, "tcp"));
    let number = |text: &str| text.split('-').next().and_then(|text| text.parse().ok());
    let (rest, target) = match text.rsplit_once(':') {
        Some((rest, target)) => (Some(rest), target),
        None => (None, text),
    };
    let (address, published) = match rest.map(|rest| rest.rsplit_once(':').unwrap_or(("", rest))) {
        Some((address, published)) => (address.trim_matches(['[', ']']), number(published)),
        None => ("", None),
    };
    Port { address, published, target: number(target), protocol }
}

/// `./data:/var/lib/data:ro`.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Mount<'a> {
    pub(super) source: &'a str,
    pub(super) target: &'a str,
    pub(super) read_only: bool,
}

/// Splits a mount; without a source it is an anonymous volume.
pub(super) fn mount(text: &str) -> Mount<'_> {
    // A drive letter's colon is not a separator.
    let bytes = text.as_bytes();
    let drive = matches!(bytes, [letter, b':', b'\\' | b'/', ..] if letter.is_ascii_alphabetic());
    let skip = if drive { 2 } else { 0 };
    let first = text.get(skip..).and_then(|rest| rest.find(':')).map(|at| at + skip);
    let Some(first) = first else {
        return Mount { source: "", target: text, read_only: false };
    };
    let rest = text.get(first + 1..).unwrap_or_default();
    let (target, options) = rest.split_once(':').unwrap_or((rest, ""));
    Mount {
        source: text.get(..first).unwrap_or_default(),
        target,
        read_only: options.split(',').any(|option| option == "ro"),
    }
}

/// Whether a mount's source is a path of the host rather than a volume's name.
pub(super) fn is_host_path(source: &str) -> bool {
    source.starts_with(['/', '.', '~', '\\']) || source.get(1..2) == Some(":")
}

/// `1m30s` in whole seconds.
pub(super) fn seconds(text: &str) -> Option<i64> {
    let mut total = 0.0;
    let mut rest = text;
    while !rest.is_empty() {
        let digits = rest.find(|letter: char| !letter.is_ascii_digit() && letter != '.')?;
        let (number, tail) = rest.split_at(digits);
        let unit = tail.find(|letter: char| letter.is_ascii_digit()).unwrap_or(tail.len());
        let (unit, tail) = tail.split_at(unit);
        let factor = match unit {
            "us" | "ns" => 0.0,
            "ms" => 0.001,
            "s" => 1.0,
            "m" => 60.0,
            "h" => 3600.0,
            _ => return None,
        };
        total += number.parse::<f64>().ok()? * factor;
        rest = tail;
    }
    (0.0..=1e9).contains(&total).then_some(total as i64)
}

/// User and group ids, where they are numbers, and whether the user is surely not root.
pub(super) fn user(text: &str) -> (Option<i64>, Option<i64>, bool) {
    let (user, group) = text.split_once(':').unwrap_or((text, ""));
    let id = if user == "root" { Some(0) } else { user.parse().ok() };
    (id, group.parse().ok(), id != Some(0) && !user.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_forms() {
        let ports = [
            ("80", ("", None, Some(80), "tcp")),
            ("8080:80", ("", Some(8080), Some(80), "tcp")),
            ("127.0.0.1:8080:80/udp", ("127.0.0.1", Some(8080), Some(80), "udp")),
            ("[::1]:8080:80", ("::1", Some(8080), Some(80), "tcp")),
            ("3000-3005:4000-4005", ("", Some(3000), Some(4000), "tcp")),
            ("x", ("", None, None, "tcp")),
        ];
        for (text, (address, published, target, protocol)) in ports {
            assert_eq!(port(text), Port { address, published, target, protocol }, "{text}");
        }
        let mounts = [
            ("/data", ("", "/data", false)),
            ("./a:/b:ro", ("./a", "/b", true)),
            ("named:/b:rw,z", ("named", "/b", false)),
            ("C:\\a:/b", ("C:\\a", "/b", false)),
        ];
        for (text, (source, target, read_only)) in mounts {
            assert_eq!(mount(text), Mount { source, target, read_only }, "{text}");
        }
        assert_eq!(seconds("1m30s"), Some(90));
        assert_eq!(seconds("soon"), None);
        assert_eq!(user("1000:50"), (Some(1000), Some(50), true));
        assert_eq!(user("root"), (Some(0), None, false));
        assert_eq!(user("app"), (None, None, true));
    }
}
