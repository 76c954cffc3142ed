//! Hostile inputs: each gets a clear diagnostic within bounded time and memory, everything beside
//! it is judged, and the exit code says that the scan is incomplete.
//!
//! Small inputs are files under `fixtures/hostile`; large ones are made here.

use std::fmt::Write as _;

use serde_json::Value;

use crate::common::{Provost, Run, repository};

/// Address space of a run over a large input, in MiB.
const MEMORY: u64 = 1024;
/// What the stacks of two threads that evaluate Terraform reserve of it, in MiB, and never use.
const STACKS: u64 = 512;
/// Size of large inputs: the full size takes an unoptimised build too long.
const LARGE: usize = if cfg!(debug_assertions) { 2 << 20 } else { 20 << 20 };

/// Findings do not matter here, so that the exit code shows whether the scan was complete.
const SCAN: &str = "scan --format json --pack all --include-passes --fail-on none";

/// Large inputs of one file are judged by few rules where their passes are listed too, because the
/// test holds the report in memory.
const SCAN_LARGE: &str = "scan --format json --include-passes --fail-on none \
    --rule kubernetes-container-run-as-non-root --rule kubernetes-container-image-tag-fixed \
    --rule aws-ec2-ssh-not-open-to-world --rule github-actions-uses-pinned";

/// What a fixture is expected to give.
enum Expected {
    /// A diagnostic that holds this text; the scan is incomplete.
    Refused(&'static str),
    /// A diagnostic with a line, and these resources all the same; the scan is incomplete.
    Partly(&'static [&'static str]),
    /// This resource, and no loss.
    Judged(&'static str),
    /// Left out with a reason; nothing is lost.
    LeftOut,
    /// Either judged or refused with a diagnostic, but never silently dropped.
    Bounded,
}

use Expected::{Bounded, Judged, LeftOut, Partly, Refused};

const FIXTURES: &[(&str, Expected)] = &[
    ("broken.tf", Partly(&["aws_ebs_volume.before"])),
    ("broken-between-good.yaml", Partly(&["Pod/default/first", "Pod/default/last"])),
    (".github/workflows/broken.yml", Refused("")),
    ("invalid-utf8.tf", Refused("line 4")),
    ("invalid-utf8.yaml", Refused("line 9")),
    ("binary.tf", Refused("NUL")),
    ("binary.yaml", Refused("NUL")),
    ("alias-bomb.yaml", Bounded),
    ("alias-loop.yaml", Bounded),
    ("deep.yaml", Bounded),
    ("deep.json", Bounded),
    ("deep.tf", Bounded),
    ("duplicate-keys.yaml", Bounded),
    ("byte-order-mark.tf", Judged("aws_ebs_volume.marked")),
    ("utf16.yaml", Judged("Pod/default/wide")),
    ("crlf.tf", Judged("aws_ebs_volume.returned")),
    ("crlf.yaml", Judged("Pod/default/returned")),
    ("long-line.yaml", Judged("Pod/default/long")),
    ("template.yaml", LeftOut),
    ("loop.tf", Refused("symbolic link")),
    ("nowhere.tf", Refused("symbolic link")),
    ("back", LeftOut),
];

#[test]
fn each_fixture_is_reported_and_what_stands_beside_it_is_judged() {
    for (file, expected) in FIXTURES {
        let run = with_good(file).memory(MEMORY).run();
        let report = run.json();
        assert_beside(file, &report);
        let diagnostic = diagnostic_of(&report, file);
        match expected {
            Refused(text) => {
                assert_eq!(run.code, Some(3), "{file}: {}", run.stderr);
                let message = diagnostic.unwrap_or_else(|| panic!("{file}: no diagnostic"));
                let message = message["message"].as_str().unwrap();
                assert!(message.contains(text), "{file}: {message}");
            }
            Partly(addresses) => {
                assert_eq!(run.code, Some(3), "{file}: {}", run.stderr);
                let place = diagnostic.map(|found| found["line"].as_u64());
                assert!(place.flatten().is_some_and(|line| line > 1), "{file}: {report:#}");
                addresses.iter().for_each(|address| assert_resource(file, &report, address));
            }
            Judged(address) => {
                assert_eq!(run.code, Some(0), "{file}: {report:#}");
                assert_resource(file, &report, address);
            }
            LeftOut => assert_eq!(run.code, Some(0), "{file}: {report:#}"),
            Bounded => {
                let is_judged = addresses(&report).any(|(_, from)| from == *file);
                assert!(is_judged || diagnostic.is_some(), "{file}: neither judged nor named");
                assert_eq!(run.code, Some(if is_lossy(&report) { 3 } else { 0 }), "{file}");
            }
        }
    }
}

#[test]
fn every_fixture_has_an_expectation() {
    let mut pending = vec![repository().join("fixtures/hostile")];
    let known = ["good.tf", "good.yaml", "README.md", ".gitattributes"];
    while let Some(directory) = pending.pop() {
        for path in std::fs::read_dir(directory).unwrap().map(|entry| entry.unwrap().path()) {
            if path.is_dir() && !path.is_symlink() {
                pending.push(path);
                continue;
            }
            let name = path.strip_prefix(repository().join("fixtures/hostile")).unwrap();
            let name = name.to_str().unwrap();
            let expected = FIXTURES.iter().any(|(file, _)| *file == name) || known.contains(&name);
            assert!(expected, "{name}");
        }
    }
}

#[test]
fn all_fixtures_together_reconcile() {
    let run = Provost::new(SCAN).copy("fixtures/hostile", ".").memory(MEMORY).run();
    let report = run.json();
    assert_eq!(run.code, Some(3));
    assert_beside("all", &report);
    let count = |name: &str| report["summary"]["files"][name].as_u64().unwrap();
    assert_eq!(count("seen"), count("parsed") + count("failed") + count("excluded"));
    // The links, and the files that stand beside the fixtures, are seen as well.
    assert!(count("seen") >= FIXTURES.len() as u64 + 2);
}

#[test]
fn a_finding_wins_over_an_incomplete_scan() {
    let run = Provost::new("scan --format json --pack all --fail-on info")
        .copy("fixtures/hostile/good.yaml", "good.yaml")
        .copy("fixtures/hostile/binary.tf", "binary.tf")
        .run();
    assert_eq!(run.code, Some(1), "{}", run.stderr);
}

#[test]
fn many_kubernetes_objects_are_judged() {
    assert_many("objects.yaml", |index| pod(&format!("pod-{index}")) + "---\n");
}

#[test]
fn many_terraform_blocks_are_judged() {
    assert_many("blocks.tf", |index| {
        format!(
            "resource \"aws_ebs_volume\" \"v{index}\" {{\n  availability_zone = \"eu-west-1a\"\n  \
             size              = {index}\n  tags = {{\n    Name = \"volume-{index}\"\n  }}\n}}\n\n"
        )
    });
}

#[test]
fn a_workflow_of_forty_thousand_lines_is_judged() {
    let mut workflow = String::from(
        "name: long\non: push\njobs:\n  build:\n    runs-on: ubuntu-latest\n    steps:\n",
    );
    for index in 0..20_000 {
        let _ = write!(workflow, "      - name: step {index}\n        run: echo {index}\n");
    }
    let run = large(".github/workflows/long.yml", workflow);
    let report = run.json();
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    assert_beside("long.yml", &report);
    assert!(addresses(&report).any(|(_, file)| file == ".github/workflows/long.yml"));
}

#[test]
fn a_hundred_thousand_brackets_are_refused_with_their_line() {
    let brackets = "[".repeat(100_000) + &"]".repeat(100_000);
    let braces = "{a: ".repeat(100_000) + &"}".repeat(100_000);
    let dashes = "- ".repeat(100_000) + "x";
    let head = "apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: deep\n";
    let json_head = "{\"apiVersion\": \"v1\",\n\"kind\": \"ConfigMap\",\n\"data\": ";
    let job = "on: push\njobs:\n  build:\n    runs-on: x\n    steps: ";
    for (file, text) in [
        ("deep.tf", format!("locals {{\n  deep = {brackets}\n}}\n")),
        ("deep-block.tf", format!("locals {{\n  deep = {}\n}}\n", "(".repeat(100_000))),
        ("deep.yaml", format!("{head}data: {brackets}\n")),
        ("deep-map.yaml", format!("{head}data: {braces}\n")),
        ("deep-list.yaml", format!("{head}data:\n  {dashes}\n")),
        ("deep.json", format!("{json_head}{brackets}}}\n")),
        ("deep-open.json", format!("{json_head}{}", "[".repeat(100_000))),
        (".github/workflows/deep.yml", format!("{job}{brackets}\n")),
    ] {
        let run = large(file, text);
        let report = run.json();
        assert_beside(file, &report);
        assert_eq!(run.code, Some(3), "{file}: {}", run.stderr);
        let diagnostic = diagnostic_of(&report, file);
        let diagnostic = diagnostic.unwrap_or_else(|| panic!("{file}: no diagnostic"));
        assert!(diagnostic["line"].as_u64().is_some_and(|line| line > 0), "{file}: {diagnostic}");
    }
}

#[test]
fn a_file_over_the_cap_is_reported() {
    let run = with_good("broken.tf")
        .file("large.tf", "# x\n".repeat(2000))
        .argument("--max-file-size")
        .argument("4KiB")
        .run();
    let report = run.json();
    assert_eq!(run.code, Some(3), "{}", run.stderr);
    assert_beside("large.tf", &report);
    let diagnostic = diagnostic_of(&report, "large.tf").expect("a diagnostic");
    assert!(diagnostic["message"].as_str().unwrap().contains("4 KiB"), "{diagnostic}");
}

fn with_good(file: &str) -> Provost {
    Provost::new(SCAN)
        .copy("fixtures/hostile/good.tf", "good.tf")
        .copy("fixtures/hostile/good.yaml", "good.yaml")
        .make_room_for(file)
        .copy(&format!("fixtures/hostile/{file}"), file)
}

impl Provost {
    /// A link is copied as it is, so the directory that it goes to has to be there.
    fn make_room_for(self, file: &str) -> Self {
        std::fs::create_dir_all(self.path(file).parent().unwrap()).unwrap();
        self
    }
}

fn large(file: &str, text: String) -> Run {
    Provost::new(SCAN_LARGE)
        .copy("fixtures/hostile/good.tf", "beside/good.tf")
        .copy("fixtures/hostile/good.yaml", "beside/good.yaml")
        .file(file, text)
        .memory(MEMORY)
        .run()
}

fn repeated(mut part: impl FnMut(usize) -> String) -> String {
    let mut text = String::with_capacity(LARGE + 1024);
    let mut index = 0;
    while text.len() < LARGE {
        text.push_str(&part(index));
        index += 1;
    }
    text
}

fn pod(name: &str) -> String {
    format!(
        "apiVersion: v1\nkind: Pod\nmetadata:\n  name: {name}\n  labels:\n    app: {name}\nspec:\n  \
         containers:\n    - name: app\n      image: registry.example.org/app:1.2.3\n      resources:\n        \
         limits:\n          memory: 64Mi\n"
    )
}

fn addresses(report: &Value) -> impl Iterator<Item = (&str, &str)> {
    let resources = report["resources"].as_array().expect("resources are listed");
    resources
        .iter()
        .map(|resource| (resource["address"].as_str().unwrap(), resource["file"].as_str().unwrap()))
}

fn assert_resource(file: &str, report: &Value, address: &str) {
    let is_there = addresses(report).any(|(found, _)| found == address);
    assert!(is_there, "{file}: {address} is not judged");
}

/// The good files were judged, and their faults found.
fn assert_beside(file: &str, report: &Value) {
    assert_resource(file, report, "aws_security_group_rule.beside");
    assert_resource(file, report, "Pod/shop/beside");
    let results = report["results"].as_array().expect("results are listed");
    let fails = results
        .iter()
        .any(|result| result["verdict"] == "fail" && result["address"] == "Pod/shop/beside");
    assert!(fails, "{file}: what stands beside it has no finding");
}

/// A file of many resources, judged by the default pack: a million findings, and each resource
/// counted.
fn assert_many(file: &str, part: impl Fn(usize) -> String) {
    let mut parts = 0;
    let text = repeated(|index| {
        parts = index + 1;
        part(index)
    });
    let run = Provost::new("scan --format table --fail-on none")
        .copy("fixtures/hostile/good.tf", "beside/good.tf")
        .copy("fixtures/hostile/good.yaml", "beside/good.yaml")
        .file(file, text)
        .memory(MEMORY + STACKS)
        .run();
    assert_eq!(run.code, Some(0), "{file}: {}", run.stderr);
    for line in
        ["3 seen = 3 parsed + 0 failed + 0 excluded", &format!("Resources    {}\n", parts + 3)]
    {
        assert!(run.stdout.contains(line), "{file}: {line}: {}", run.stdout);
    }
}

fn diagnostic_of<'a>(report: &'a Value, file: &str) -> Option<&'a Value> {
    let diagnostics = report["diagnostics"].as_array().expect("diagnostics are listed");
    diagnostics.iter().find(|diagnostic| diagnostic["file"] == file)
}

/// Whether the report says that something was lost.
fn is_lossy(report: &Value) -> bool {
    let diagnostics = report["diagnostics"].as_array().expect("diagnostics are listed");
    let lost = |lost: &Value| lost.as_str().is_some_and(|lost| !lost.is_empty());
    diagnostics.iter().any(|diagnostic| lost(&diagnostic["lost"]))
        || report["summary"]["files"]["failed"] != 0
}
