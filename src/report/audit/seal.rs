//! The seal: hashes over every file, and the script that checks them.
//!
//! In: the package's files and the ledger. Out: `manifest.json`, `SHA256SUMS`, `verify.sh`, the
//! exported ledger, and one hash over all of it. `manifest.json` covers every file but itself and
//! `SHA256SUMS`; `SHA256SUMS` covers every file but itself; the package's hash is the hash of
//! `SHA256SUMS`, and only where that is kept elsewhere can nobody make a whole new package.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use rayon::prelude::*;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use super::evidence::Evidence;
use crate::policy::selection::hex;

/// Files of the package by path.
pub type Files = BTreeMap<String, Vec<u8>>;

/// Checks the package without us.
const VERIFY: &str = include_str!("verify.sh");

/// Adds the ledger: a line an entry, a file of rows an entry, and the contents that rows name by
/// their hashes, each in a file of that name.
pub fn add_ledger(evidence: &Evidence, files: &mut Files) {
    for (digest, body) in &evidence.bodies {
        files.insert(format!("ledger/state/{digest}.txt"), body.clone().into_bytes());
    }
    let mut chain = String::new();
    for (index, entry) in evidence.ledger.iter().enumerate() {
        let _ = writeln!(chain, "{}\t{}", entry.line, entry.hash);
        let rows = entry.text.clone().into_bytes();
        files.insert(format!("ledger/{:06}.txt", index + 1), rows);
    }
    files.insert("ledger/chain.txt".into(), chain.into_bytes());
}

/// Adds the manifest, the list and the script. Gives the package's hash.
pub fn seal(mut head: Vec<(&'static str, Value)>, files: &mut Files) -> String {
    files.insert("verify.sh".into(), VERIFY.into());
    let mut lines: Vec<(String, String, usize)> =
        files.par_iter().map(|(path, bytes)| (path.clone(), sha256(bytes), bytes.len())).collect();
    let mut manifest = String::from("{\n");
    head.push(("integrity", integrity()));
    for (name, value) in head {
        let _ = writeln!(manifest, "  {}: {value},", json!(name));
    }
    // One file a line, so that a shell can read the list.
    manifest.push_str("  \"files\": [\n");
    let last = lines.len().saturating_sub(1);
    for (index, (path, hash, size)) in lines.iter().enumerate() {
        let comma = if index == last { "" } else { "," };
        let _ = writeln!(
            manifest,
            "    {{ \"path\": \"{path}\", \"sha256\": \"{hash}\", \"size\": {size} }}{comma}"
        );
    }
    manifest.push_str("  ]\n}\n");
    lines.push(("manifest.json".into(), sha256(manifest.as_bytes()), manifest.len()));
    lines.sort_unstable();
    files.insert("manifest.json".into(), manifest.into_bytes());
    let mut sums = String::new();
    for (path, hash, _) in &lines {
        let _ = writeln!(sums, "{hash}  {path}");
    }
    let package = sha256(sums.as_bytes());
    files.insert("SHA256SUMS".into(), sums.into_bytes());
    package
}

fn integrity() -> Value {
    json!({
        "covers": "every file but manifest.json and SHA256SUMS; SHA256SUMS covers every file but \
            itself; the hash of SHA256SUMS is the package's hash, printed when it was made",
        "proves": "no file was changed since the package's hash was kept elsewhere, and no row of \
            the history was changed, removed or reordered before the ledger's head",
        "does_not_prove": "that the recorded scans were honest or complete, or that the head and \
            the package's hash were not made anew together: keep them where others cannot write",
    })
}

/// Lower-case hex of the SHA-256.
pub fn sha256(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
}
