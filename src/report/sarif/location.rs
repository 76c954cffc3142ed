//! Places as SARIF writes them.
//!
//! In: paths and spans. Out: locations whose URIs are relative to the repository's root and
//! percent-encoded. Never here: schemes, which make an upload fail.

use serde_sarif::sarif::{ArtifactLocation, Location, PhysicalLocation, Region};

use crate::model::Position;

/// A file and a region in it.
pub(super) fn physical(path: &str, region: Option<(Position, Position)>) -> PhysicalLocation {
    let artifact = ArtifactLocation::builder().uri(uri(path)).build();
    match region {
        None => PhysicalLocation::builder().artifact_location(artifact).build(),
        Some((start, end)) => PhysicalLocation::builder()
            .artifact_location(artifact)
            .region(
                Region::builder()
                    .start_line(i64::from(start.line))
                    .start_column(i64::from(start.column))
                    .end_line(i64::from(end.line))
                    .end_column(i64::from(end.column))
                    .build(),
            )
            .build(),
    }
}

/// The same as a location.
pub(super) fn location(path: &str, region: Option<(Position, Position)>) -> Location {
    Location::builder().physical_location(physical(path, region)).build()
}

/// A path as a relative URI. A colon is encoded too: in a first segment it would end a scheme.
pub(super) fn uri(path: &str) -> String {
    let mut uri = String::with_capacity(path.len());
    for byte in path.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => {
                uri.push(char::from(byte));
            }
            _ => uri.push_str(&format!("%{byte:02X}")),
        }
    }
    uri
}

#[cfg(test)]
mod tests {
    use super::uri;

    #[test]
    fn paths_become_relative_uris() {
        for (path, expected) in [
            ("infra/main.tf", "infra/main.tf"),
            ("a b/c#d?.tf", "a%20b/c%23d%3F.tf"),
            ("git::x/[0].tf", "git%3A%3Ax/%5B0%5D.tf"),
            ("ü/100%.yaml", "%C3%BC/100%25.yaml"),
        ] {
            assert_eq!(uri(path), expected);
        }
    }
}
