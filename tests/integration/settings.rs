//! Settings at the command line: what cannot be used is exit code 2, with its file and line.

use crate::common::Provost;

const POD: &str = "apiVersion: v1\nkind: Pod\nmetadata: {name: a}\n";

#[test]
fn a_misspelt_key_is_named_with_its_line() {
    let run = Provost::new("scan")
        .file(".git/HEAD", "")
        .file("provost.yaml", "packs: [baseline]\npakcs: [soc2]\n")
        .file("deploy/pod.yaml", POD)
        .at("deploy")
        .run();
    assert_eq!(run.code, Some(2), "{}", run.stderr);
    let expected = "provost.yaml:2:1: unknown key `pakcs`; did you mean `packs`?";
    assert!(run.stderr.contains(expected), "{}", run.stderr);
    assert!(run.stdout.is_empty(), "{}", run.stdout);
}

#[test]
fn a_path_that_is_not_there_is_a_usage_error() {
    let run = Provost::new("scan nowhere").run();
    assert_eq!(run.code, Some(2), "{}", run.stderr);
    assert!(run.stderr.contains("nowhere does not exist"), "{}", run.stderr);
}

#[test]
fn a_variable_that_cannot_be_used_is_named() {
    let run = Provost::new("scan").variable("PROVOST_JOBS", "many").run();
    assert_eq!(run.code, Some(2), "{}", run.stderr);
    assert!(run.stderr.contains("PROVOST_JOBS: `many`"), "{}", run.stderr);
}

#[test]
fn paths_are_those_of_the_repository_wherever_the_scan_starts() {
    let run = Provost::new("scan --format json --pack all --include-passes --fail-on none")
        .file(".git/HEAD", "")
        .file("deploy/pod.yaml", POD)
        .at("deploy")
        .run();
    assert_eq!(run.json()["resources"][0]["file"], "deploy/pod.yaml");
}
