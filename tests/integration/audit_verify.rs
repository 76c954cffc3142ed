//! The check of a package by the script in it: no byte of any file can change unseen.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use provost::report::audit::Package;
use tempfile::TempDir;

use crate::audit::{audit, three_runs};
use crate::common::Provost;

/// Whether the script says that the package is whole.
pub fn verify(place: &Path, hash: Option<&str>) -> bool {
    let mut command = Command::new("sh");
    command.arg(place.join("verify.sh")).args(hash);
    command.env_clear().env("PATH", std::env::var_os("PATH").unwrap());
    command.output().unwrap().status.success()
}

/// A package on disk.
pub fn written() -> (TempDir, PathBuf, Package) {
    let package = audit(&three_runs(), "2026-11-01", "2026-11-05");
    let out = tempfile::tempdir().unwrap();
    let place = package.write(out.path()).unwrap();
    (out, place, package)
}

#[test]
fn a_changed_byte_in_any_file_is_found() {
    let (_out, place, package) = written();
    assert!(verify(&place, None));
    assert!(verify(&place, Some(&package.hash)));
    assert!(!verify(&place, Some(&"0".repeat(64))));
    for (index, (path, bytes)) in package.files.iter().enumerate() {
        let at = index * 7_919 % bytes.len();
        let mut changed = bytes.clone();
        changed[at] ^= 1 << (index % 7);
        fs::write(place.join(path), &changed).unwrap();
        assert!(!verify(&place, None), "{path}, byte {at}");
        fs::write(place.join(path), bytes).unwrap();
    }
    assert!(verify(&place, None));
}

#[test]
fn a_changed_byte_of_what_checks_the_others_is_found() {
    let (_out, place, package) = written();
    // The script, the list and the manifest say what is right: a byte anywhere in them counts.
    let places = [("verify.sh", 307, 3), ("SHA256SUMS", 181, 0), ("manifest.json", 797, 0)];
    for (path, step, first) in places {
        let bytes = &package.files[path];
        for (index, at) in (first..bytes.len()).step_by(step).enumerate() {
            let mut changed = bytes.clone();
            changed[at] ^= [4, 1, 0x20][index % 3];
            fs::write(place.join(path), &changed).unwrap();
            assert!(!verify(&place, None), "{path}, byte {at}");
        }
        fs::write(place.join(path), bytes).unwrap();
    }
    assert!(verify(&place, None));
}

#[test]
fn contents_of_the_ledger_cannot_change_with_the_lists() {
    let (_out, place, package) = written();
    let states: Vec<&String> =
        package.files.keys().filter(|path| path.starts_with("ledger/state/")).collect();
    assert!(states.len() > 2);
    // Somebody edits what a file held, and makes both lists anew.
    let forge = |from: &str, text: Option<&str>| {
        let mut files: BTreeMap<&str, Vec<u8>> =
            package.files.iter().map(|(path, bytes)| (path.as_str(), bytes.clone())).collect();
        let old = files.remove(from).unwrap();
        let manifest = String::from_utf8(files.remove("manifest.json").unwrap()).unwrap();
        let line = |bytes: &[u8]| {
            let hash = sha(bytes);
            format!("{{ \"path\": \"{from}\", \"sha256\": \"{hash}\", \"size\": {} }}", bytes.len())
        };
        let manifest = match text {
            Some(text) => manifest.replace(&line(&old), &line(text.as_bytes())),
            None => manifest.replace(&format!("    {},\n", line(&old)), ""),
        };
        if let Some(text) = text {
            files.insert(from, text.into());
        }
        files.insert("manifest.json", manifest.into_bytes());
        files.remove("SHA256SUMS");
        let _ = fs::remove_file(place.join(from));
        let mut sums = String::new();
        for (path, bytes) in &files {
            fs::write(place.join(path), bytes).unwrap();
            let hash = sha(bytes);
            sums.push_str(&format!("{hash}  {path}\n"));
        }
        fs::write(place.join("SHA256SUMS"), sums).unwrap();
        let holds = verify(&place, None);
        fs::write(place.join(from), old).unwrap();
        holds
    };
    assert!(forge("runs.csv", Some("run\n")), "by itself the forged list holds");
    assert!(!forge(states[0], Some("r\tanother\n")), "a content has the hash of its name");
    assert!(!forge(states[0], None), "a content that the ledger names is missed");
}

#[test]
fn missing_added_and_whole_new_files_are_found() {
    let (_out, place, package) = written();
    fs::write(place.join("controls/extra.json"), "{}").unwrap();
    assert!(!verify(&place, None), "an added file");
    fs::remove_file(place.join("controls/extra.json")).unwrap();
    fs::remove_file(place.join("runs.csv")).unwrap();
    assert!(!verify(&place, None), "a missing file");
    // Another package in its place holds by itself, and not by the hash that was kept.
    let other = audit(&three_runs(), "2026-11-01", "2026-11-06");
    let out = tempfile::tempdir().unwrap();
    let place = other.write(out.path()).unwrap();
    assert!(verify(&place, None));
    assert!(!verify(&place, Some(&package.hash)));
}

fn sha(bytes: &[u8]) -> String {
    use sha2::Digest as _;
    provost::policy::selection::hex(&sha2::Sha256::digest(bytes))
}

#[test]
fn a_scan_leaves_a_package_out_and_says_so() {
    let package = audit(&three_runs(), "2026-11-01", "2026-11-05");
    let pod = "apiVersion: v1\nkind: Pod\nmetadata: {name: a}\n";
    let mut run = Provost::new("").file("pod.yaml", pod).file("other/manifest.json", "{}");
    run = run.file("other/SHA256SUMS", "").file("other/pod.yaml", pod);
    for (path, bytes) in &package.files {
        run = run.file(&format!("evidence/soc2/{path}"), bytes);
    }
    run.commit("all of it");
    for arguments in ["", "--rev HEAD"] {
        let scan = format!("scan --format json --fail-on none {arguments}");
        let report = run.run_with(&scan).json();
        let files = &report["summary"]["files"];
        assert_eq!(files["parsed"], 2, "{arguments} {files}");
        let table = run.run_with(&format!("scan --fail-on none {arguments}")).stdout;
        assert!(table.contains("1 an evidence package of `provost audit`"), "{table}");
    }
    let named = run.run_with("scan --format json --fail-on none evidence/soc2").json();
    assert!(named["summary"]["files"]["seen"].as_u64().unwrap() > 1, "what is named is scanned");
}
