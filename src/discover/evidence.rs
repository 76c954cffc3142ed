//! Evidence packages of `provost audit` that lie within what is scanned.
//!
//! In: a directory. Out: whether it is a package, by what its manifest says. What it holds was
//! configuration once; it is the proof of a past scan, and no configuration of today.

use std::fs::File;
use std::io::Read as _;
use std::path::Path;

/// The reason for which a package is left out.
pub(super) const WHY: &str = "an evidence package of `provost audit`";

/// The file that marks a package.
pub(super) const MANIFEST: &str = "manifest.json";

/// How much of a manifest is read: the list of files stands last in it.
pub(super) const MAX_HEAD: u64 = 1 << 20;

/// Whether a directory is a package.
pub(super) fn is_package(directory: &Path) -> bool {
    let manifest = directory.join(MANIFEST);
    // A pipe of that name would keep us waiting.
    let is_file = manifest.symlink_metadata().is_ok_and(|metadata| metadata.is_file());
    if !is_file || !directory.join("SHA256SUMS").is_file() {
        return false;
    }
    let mut head = Vec::new();
    let read = File::open(&manifest).and_then(|file| file.take(MAX_HEAD).read_to_end(&mut head));
    read.is_ok() && is_manifest(&head)
}

/// Whether a text is a package's manifest, as the audit writes it.
pub(super) fn is_manifest(head: &[u8]) -> bool {
    let text = String::from_utf8_lossy(head);
    let keys = ["\n  \"framework\": ", "\n  \"ledger_head\": ", "\n  \"integrity\": "];
    text.starts_with("{\n  \"version\": 1,") && keys.iter().all(|key| text.contains(key))
}
