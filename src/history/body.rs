//! The state of one file as text: a line for each resource, then one for each finding.
//!
//! In: resources and findings of a file. Out: lines of fields between tabulators, and the same read
//! again. The text is what is hashed, compared and kept, so it holds nothing that changes while the
//! file does not.

use std::fmt::Write as _;

use super::canonical::{push_escaped, unescaped};
use super::life::State;
use super::population::Status;

/// A resource of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct ResourceLine<'a> {
    pub format: &'a str,
    pub kind: &'a str,
    pub address: &'a str,
    pub status: Status,
    pub hash: &'a str,
    /// Row of its set of verdicts.
    pub assessment: i64,
}

/// A finding of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct FindingLine<'a> {
    pub fingerprint: &'a str,
    /// Row of its rule.
    pub rule: i64,
    pub state: State,
    pub severity: &'a str,
    /// Which resource of the file it is about, from 0.
    pub resource: usize,
    /// Its address, where it is not the resource's.
    pub address: &'a str,
    /// Its file, where it is not the resource's.
    pub file: &'a str,
    pub line: u64,
    pub column: u64,
    /// Row of what covers it; 0 where nothing does.
    pub acceptance: i64,
    pub message: &'a str,
}

impl ResourceLine<'_> {
    /// Adds its line.
    pub fn write(&self, body: &mut String) {
        body.push('r');
        for field in [self.format, self.kind, self.address, self.status.name(), self.hash] {
            body.push('\t');
            push_escaped(body, field);
        }
        // Writing to a String cannot fail.
        let _ = writeln!(body, "\t{}", self.assessment);
    }
}

impl FindingLine<'_> {
    /// Adds its line.
    pub fn write(&self, body: &mut String) {
        let _ = write!(
            body,
            "f\t{}\t{}\t{}\t{}\t{}\t{}\t{}\t{}",
            self.fingerprint,
            self.rule,
            self.state.name(),
            self.severity,
            self.resource,
            self.line,
            self.column,
            self.acceptance
        );
        for field in [self.address, self.file, self.message] {
            body.push('\t');
            push_escaped(body, field);
        }
        body.push('\n');
    }
}

/// A resource as it was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct ResourceState {
    pub format: String,
    pub kind: String,
    pub address: String,
    pub status: Status,
    pub hash: String,
    pub assessment: i64,
}

/// A finding as it was read; address and file are filled in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct FindingState {
    pub fingerprint: String,
    pub rule: i64,
    pub state: State,
    pub severity: String,
    pub address: String,
    pub file: String,
    pub line: u64,
    pub column: u64,
    pub acceptance: i64,
    pub message: String,
    pub hash: String,
}

/// Reads the resources of a body.
pub(super) fn resources(body: &str) -> Vec<ResourceState> {
    body.lines().filter_map(resource).collect()
}

fn resource(line: &str) -> Option<ResourceState> {
    let mut fields = line.strip_prefix("r\t")?.split('\t');
    Some(ResourceState {
        format: unescaped(fields.next()?),
        kind: unescaped(fields.next()?),
        address: unescaped(fields.next()?),
        status: Status::named(fields.next()?),
        hash: fields.next()?.to_owned(),
        assessment: fields.next()?.parse().ok()?,
    })
}

/// Reads the findings of the body of a file.
pub(super) fn findings(body: &str, path: &str) -> Vec<FindingState> {
    // Addresses and hashes of resources, as they stand: few are asked for.
    let resources: Vec<(&str, &str)> = body
        .lines()
        .filter_map(|line| {
            let mut fields = line.strip_prefix("r\t")?.split('\t').skip(2);
            let address = fields.next()?;
            Some((address, fields.nth(1)?))
        })
        .collect();
    body.lines().filter_map(|line| finding(line, path, &resources)).collect()
}

fn finding(line: &str, path: &str, resources: &[(&str, &str)]) -> Option<FindingState> {
    let mut fields = line.strip_prefix("f\t")?.split('\t');
    let fingerprint = fields.next()?.to_owned();
    let rule = fields.next()?.parse().ok()?;
    let state = State::named(fields.next()?);
    let severity = fields.next()?.to_owned();
    let own = fields.next()?.parse::<usize>().ok()?;
    let (line, column) = (fields.next()?.parse().ok()?, fields.next()?.parse().ok()?);
    let acceptance = fields.next()?.parse().ok()?;
    let (resource, hash) = resources.get(own).copied().unwrap_or_default();
    let (address, file) = (fields.next()?, fields.next()?);
    Some(FindingState {
        fingerprint,
        rule,
        state,
        severity,
        address: unescaped(if address.is_empty() { resource } else { address }),
        file: if file.is_empty() { path.to_owned() } else { unescaped(file) },
        line,
        column,
        acceptance,
        message: unescaped(fields.next()?),
        hash: hash.to_owned(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_read_as_they_were_written() {
        let mut body = String::new();
        let pod = ResourceLine {
            format: "kubernetes",
            kind: "Pod",
            address: "Pod/a\tb/c",
            status: Status::Fail,
            hash: "ab",
            assessment: 7,
        };
        pod.write(&mut body);
        let mut line = FindingLine {
            fingerprint: "f0",
            rule: 3,
            state: State::Waived,
            severity: "high",
            resource: 0,
            address: "",
            file: "",
            line: 4,
            column: 2,
            acceptance: 0,
            message: "two\nlines",
        };
        line.write(&mut body);
        line.address = "other";
        line.file = "b.tf";
        line.write(&mut body);
        assert_eq!(body.lines().count(), 3);
        assert_eq!(resources(&body)[0].address, "Pod/a\tb/c");
        let found = findings(&body, "a.yaml");
        assert_eq!((&*found[0].address, &*found[0].file), ("Pod/a\tb/c", "a.yaml"));
        assert_eq!((&*found[1].address, &*found[1].file), ("other", "b.tf"));
        assert_eq!(
            (found[0].state, &*found[0].message, &*found[0].hash),
            (State::Waived, "two\nlines", "ab")
        );
    }

    #[test]
    fn what_is_no_line_is_passed_over() {
        assert!(resources("r\tx\nr\n\nq\t").is_empty());
        assert!(findings("f\tx\t1\nf\t\t\t\t\t\t\t\t\t\t\t", "a").is_empty());
    }
}
