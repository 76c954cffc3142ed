//! One more waiver in a waiver file.
//!
//! In: the file's text and what is to be added. Out: the new text, in which everything that was there
//! stands as it was, comments too; read again before it is handed out, so that it says what was
//! meant. Never here: writing the file.

use std::fmt::Write as _;

use super::{Scope, Subject, Waiver, Waivers};
use crate::finding::quoted::quoted;

/// What a new file begins with.
const HEAD: &str = "\
# Accepted risk: each with a reason, somebody who asked, somebody else who approved, and an end.
version: 1
waivers:
";

impl Waivers {
    /// The text of a file with one more waiver at its end. `known` is as for [`Waivers::parse`].
    ///
    /// # Errors
    /// What is wrong with the file or with the waiver.
    pub fn with(
        path: &str,
        text: Option<&str>,
        waiver: &Waiver,
        known: impl Fn(&Subject) -> bool,
    ) -> Result<String, String> {
        let head = text.unwrap_or(HEAD);
        let mut wanted = match text {
            Some(text) => Self::parse(path, text, &known).map_err(|error| error.to_string())?,
            None => Self::default(),
        };
        let new = format!("{}{}", opened(head), entry(waiver, indent(head)));
        let found = Self::parse(path, &new, &known);
        let found =
            found.map_err(|error| format!("the waiver cannot be added: {}", error.message))?;
        wanted.list.push(waiver.clone());
        if found.list != wanted.list {
            return Err(format!(
                "{path}: the file is written in a way that nothing can be added to"
            ));
        }
        Ok(new)
    }
}

/// The text, with its list ready to go on.
fn opened(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 512);
    for line in text.lines() {
        match line.strip_prefix("waivers:").map(str::trim) {
            // An empty list that is written as one.
            Some(rest) if rest.starts_with("[]") => out.push_str("waivers:"),
            _ => out.push_str(line),
        }
        out.push('\n');
    }
    out
}

/// How far the entries of the list stand in.
fn indent(text: &str) -> usize {
    let after = text.lines().skip_while(|line| !line.starts_with("waivers:")).skip(1);
    let mut items = after.filter(|line| line.trim_start().starts_with('-'));
    items.next().map_or(2, |line| line.len() - line.trim_start().len())
}

fn entry(waiver: &Waiver, indent: usize) -> String {
    let (subject, name) = match &waiver.subject {
        Subject::Rule(id) => ("rule", id.clone()),
        Subject::Control(pack, id) => ("control", format!("{pack}/{id}")),
    };
    let (scope, place) = match &waiver.scope {
        Scope::Address(text) => ("address", text),
        Scope::Path(text) => ("path", text),
        Scope::Fingerprint(text) => ("fingerprint", text),
    };
    let scope = format!("{{ {scope}: {} }}", quoted(place));
    let mut lines = vec![(subject, quoted(&name)), ("scope", scope)];
    lines.push(("reason", quoted(&waiver.reason)));
    lines.push(("requested_by", quoted(&waiver.requested_by)));
    lines.push(("approved_by", quoted(&waiver.approved_by)));
    for (key, text) in
        [("ticket", &waiver.ticket), ("compensating_control", &waiver.compensating_control)]
    {
        if !text.is_empty() {
            lines.push((key, quoted(text)));
        }
    }
    lines.push(("created", waiver.created.to_string()));
    lines.push(("expires", waiver.expires.to_string()));
    let mut out = String::new();
    for (index, (key, value)) in lines.into_iter().enumerate() {
        let mark = if index == 0 { "- " } else { "  " };
        // Writing to a String cannot fail.
        let _ = writeln!(out, "{:indent$}{mark}{key}: {value}", "");
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn waiver(reason: &str) -> Waiver {
        Waiver {
            subject: Subject::Control("soc2".into(), "CC6.1".into()),
            scope: Scope::Path("legacy/**".into()),
            reason: reason.into(),
            requested_by: "a@example.org".into(),
            approved_by: "b@example.org".into(),
            ticket: "#12: x".into(),
            compensating_control: String::new(),
            created: "2026-11-01".parse().unwrap(),
            expires: "2027-02-01".parse().unwrap(),
        }
    }

    #[test]
    fn what_was_there_stays_and_what_is_added_is_read() {
        let first =
            Waivers::with("w.yaml", None, &waiver("it's \"so\"\nand # so"), |_| true).unwrap();
        assert!(first.starts_with(HEAD));
        let second = Waivers::with("w.yaml", Some(&first), &waiver("é: -"), |_| true).unwrap();
        assert!(second.starts_with(&first));
        assert_eq!(Waivers::parse("w.yaml", &second, |_| true).unwrap().list.len(), 2);
        for text in [
            "version: 1\nwaivers: []\n",
            "version: 1\nwaivers: [] # none yet",
            &first.replace("\n  ", "\n"),
            &first.replace("\n  ", "\n      "),
        ] {
            let more = Waivers::with("w.yaml", Some(text), &waiver("r"), |_| true).unwrap();
            assert!(more.ends_with("expires: 2027-02-01\n"), "{more}");
        }
    }

    #[test]
    fn what_cannot_be_added_is_said() {
        let mut same = waiver("r");
        same.approved_by.clone_from(&same.requested_by);
        for (text, waiver, wanted) in [
            (None, same, "`approved_by` must be somebody other"),
            (None, waiver(" "), "`reason` is empty"),
            (Some("version: 2\nwaivers: []\n"), waiver("r"), "version 2 is not known"),
            (Some("{version: 1, waivers: []}\n"), waiver("r"), "the waiver cannot be added"),
        ] {
            let message = Waivers::with("w.yaml", text, &waiver, |_| true).unwrap_err();
            assert!(message.contains(wanted), "{message}");
        }
        let message = Waivers::with("w.yaml", None, &waiver("r"), |_| false).unwrap_err();
        assert!(message.contains("no rule is mapped to `soc2/CC6.1`"), "{message}");
    }
}
