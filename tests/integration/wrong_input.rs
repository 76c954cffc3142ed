//! Wrong input: policies, parameters, suppressions, waivers and flags that would do nothing in
//! silence. Each is an error with its place, or a diagnostic by which nothing is lost.

use serde_json::Value;

use crate::common::{Provost, Run};

const BUCKET: &str = "resource \"aws_s3_bucket\" \"a\" {\n  bucket = \"a\"\n}\n";
const VOLUME: &str = "resource \"aws_ebs_volume\" \"a\" {\n  availability_zone = \"x\"\n}\n";
const POLICY: &str = "\
# METADATA
# title: T
# custom:
#   severity: high
#   resources: [aws_s3_bucket]
#   params: { days: 7, names: [a], mode: strict }
package mine.days

import rego.v1

deny contains finding if {
	input.params.days > 7
	finding := {\"message\": \"m\"}
}
";
/// A day on which waivers and suppressions of these tests are judged: 2026-11-21.
const TODAY: &str = "1795219200";

fn fails(run: &Run, wanted: &[&str]) {
    assert_eq!(run.code, Some(2), "{wanted:?}: {}{}", run.stdout, run.stderr);
    assert!(run.stdout.is_empty(), "{}", run.stdout);
    for wanted in wanted {
        assert!(run.stderr.contains(wanted), "wanted {wanted}, got {}", run.stderr);
    }
}

fn diagnostics(run: &Run) -> Vec<String> {
    let report = run.json();
    let list: &[Value] = report["diagnostics"].as_array().unwrap();
    let one = |own: &Value| {
        let (file, line) = (own["file"].as_str().unwrap(), own["line"].as_u64());
        let line = line.map_or(String::new(), |line| format!(":{line}"));
        format!("{file}{line}: {}", own["message"].as_str().unwrap())
    };
    list.iter().map(one).collect()
}

fn says(run: &Run, wanted: &str) {
    let found = diagnostics(run);
    assert!(found.iter().any(|one| one.contains(wanted)), "wanted {wanted}, got {found:#?}");
}

#[test]
fn a_policy_that_would_never_be_judged_is_an_error() {
    let deny = "import rego.v1\n\ndeny contains \"m\" if input.a\n";
    let old = "violation[{\"msg\": \"m\"}] {\n\tinput.a\n}\n";
    for (text, wanted) in [
        (format!("package mine\n\n{deny}"), vec!["p.rego:5: `deny` would never", "# METADATA"]),
        (format!("package main\n\n{deny}"), vec!["p.rego:5:", "Conftest", "not judged yet"]),
        (format!("package k8s\n\n{old}"), vec!["p.rego:3: `violation` would never be judged"]),
        (
            format!("# METADATA\n# title: T\npackage mine\n\n{deny}"),
            vec!["p.rego:7:", "the METADATA block has no `custom:`"],
        ),
        (POLICY.replace("if {", "if ("), vec!["p.rego:1"]),
        (String::from("package mine\n\nf(x) := [\n"), vec!["p.rego:"]),
        (String::from("# nothing\n"), vec!["p.rego:1: the policy declares no package"]),
        (POLICY.replace("severity: high", "severity: grave"), vec!["p.rego:", "grave"]),
    ] {
        let run = Provost::new("scan --policy p.rego").file("p.rego", &text).run();
        fails(&run, &wanted);
    }
    let run = Provost::new("scan --policy empty").file("empty/readme.txt", "").run();
    fails(&run, &["empty: no policy (`.rego`) is there"]);
    let library = "package mine.lib\n\nimport rego.v1\n\ndenied(x) if x.a\n";
    let run = Provost::new("scan --policy p --format json --fail-on none")
        .file("p/lib.rego", library)
        .file("p/days.rego", POLICY)
        .run();
    assert_eq!((run.code, diagnostics(&run)), (Some(0), vec![]), "{}", run.stderr);
}

#[test]
fn a_type_that_looks_like_a_slip_is_told() {
    let text = POLICY.replace("[aws_s3_bucket]", "[aws_s3_buckett, pods, hcloud_server]");
    let run = Provost::new("scan --policy p.rego --format json")
        .file("p.rego", text)
        .file("a.tf", BUCKET);
    let run = run.run();
    says(&run, "p.rego: `resources` names `aws_s3_buckett`, which no resource of this scan");
    says(&run, "did you mean `aws_s3_bucket`?");
    says(&run, "`resources` names `pods`");
    assert_eq!(diagnostics(&run).len(), 2, "{:?}", diagnostics(&run));
}

#[test]
fn parameters_and_severities_name_what_is_there() {
    let settings = |text: &str| {
        Provost::new("scan")
            .file("p.rego", POLICY)
            .file("provost.yaml", format!("policies: [p.rego]\n# a comment: mine-days\n{text}"))
    };
    for (text, wanted) in [
        (
            "params:\n  mine-days:\n    dayz: 3\n",
            vec!["provost.yaml:5: `mine-days`: parameter `dayz`", "it has days, names, mode"],
        ),
        (
            "params:\n  mine-days: { names: [b], days: soon }\n",
            vec!["provost.yaml:4: `mine-days`: parameter `days`: expected a number as 7"],
        ),
        ("params: { mine-days: { names: [1] } }\n", vec!["provost.yaml:3:", "`names`"]),
        ("params: { nope: { days: 1 } }\n", vec!["provost.yaml:3: there is no rule `nope`"]),
        (
            "severity: low\nseverities:\n  no-such-rule: low\n",
            vec!["provost.yaml:5: there is no rule `no-such-rule`"],
        ),
        ("skip: [mine-dayz]\n", vec!["provost.yaml:3: there is no rule `mine-dayz`", "mine-days"]),
    ] {
        fails(&settings(text).run(), &wanted);
    }
    let run = settings("params: { mine-days: { days: 9, mode: lax } }\n").run();
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    let pack = "name: p\ntitle: P\nversion: '1'\nrules: [aws-s3-bucket-versioned]\n";
    for (text, wanted) in [
        (
            "params: { aws-s3-bucket-versioned: { x: 1 } }\n",
            "pack.yaml:5: `aws-s3-bucket-versioned`",
        ),
        (
            "controls: [{ id: A, title: t, rules: [nope] }]\n",
            "pack.yaml:5: there is no rule `nope`",
        ),
    ] {
        let run =
            Provost::new("scan --pack ./pack.yaml").file("pack.yaml", format!("{pack}{text}"));
        fails(&run.run(), &[wanted]);
    }
}

#[test]
fn suppressions_that_do_not_hold_are_told() {
    let text = "\
# provost:ignore aws-s3-bucket-versioned until=2026-11-20 reason=\"x\"
# provost:ignore aws-s3-bucket-nope until=soon
# provost:ignore CKV_AWS_21 until=2027-01-01 reason=\"x\"
";
    let scan = Provost::new("scan --format json --fail-on none")
        .variable("SOURCE_DATE_EPOCH", TODAY)
        .file("a.tf", format!("{text}{BUCKET}"));
    let run = scan.run();
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    says(&run, "a.tf:1: the suppression ended on 2026-11-20");
    says(&run, "a.tf:2: there is no rule `aws-s3-bucket-nope`");
    says(&run, "a.tf:2: `until=soon` is not a day");
    says(&run, "a.tf:2: the suppression says no reason");
    assert_eq!(diagnostics(&run).len(), 4);
    assert_eq!(diagnostics(&scan.arguments("scan --format json --no-ignore").run()).len(), 0);
}

#[test]
fn a_waiver_that_is_over_is_told_where_it_would_have_covered() {
    let waiver = |scope: &str, expires: &str| {
        format!(
            "version: 1\nwaivers:\n  - rule: aws-s3-bucket-versioned\n    scope: {{ {scope} }}\n    \
             reason: x\n    requested_by: a\n    approved_by: b\n    created: 2026-01-01\n    \
             expires: {expires}\n"
        )
    };
    let scan = |scope: &str, expires: &str, format: &str| {
        Provost::new("scan --rule aws-s3-bucket-versioned --fail-on none --format")
            .argument(format)
            .variable("SOURCE_DATE_EPOCH", TODAY)
            .file(".git/HEAD", "")
            .file("a.tf", BUCKET)
            .file("provost.waivers.yaml", waiver(scope, expires))
            .run()
    };
    let wanted = "line 3: the waiver of aws-s3-bucket-versioned for aws_s3_bucket.a expired on \
                  2026-11-20: 1 finding counts again";
    let address = "address: aws_s3_bucket.a";
    let run = scan(address, "2026-11-20", "json");
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    says(&run, &format!("provost.waivers.yaml: {wanted}"));
    let table = scan(address, "2026-11-20", "table").stdout;
    let table: Vec<&str> = table.split_whitespace().collect();
    assert!(table.join(" ").contains(wanted), "{table:?}");
    for (scope, expires) in [(address, "2026-11-21"), ("address: other.b", "2026-11-20")] {
        assert_eq!(diagnostics(&scan(scope, expires, "json")).len(), 0, "{scope}");
    }
    let run = scan("fingerprint: \"zz\"", "2027-01-01", "json");
    fails(&run, &["provost.waivers.yaml:3: `zz` is not a fingerprint: 32 hex digits"]);
}

#[test]
fn a_variable_that_no_root_declares_is_told() {
    let run = Provost::new("scan --format json --fail-on none --var nosuch=abc --var name=b")
        .file("a.tf", format!("variable \"name\" {{}}\n{BUCKET}"))
        .run();
    assert_eq!(run.code, Some(0), "{}", run.stderr);
    says(&run, "--var nosuch: no root module that was read declares this variable");
    assert_eq!(diagnostics(&run).len(), 1, "{:?}", diagnostics(&run));
}

#[test]
fn a_store_on_a_server_is_not_taken_for_a_file() {
    for arguments in [
        "scan --record --history postgres://db/x",
        "history list --history postgres://db/x",
        "drift 1 2 --history postgres://db/x",
    ] {
        let run = Provost::new(arguments).run();
        fails(&run, &["a store at `postgres://` is not supported yet"]);
    }
}

#[test]
fn the_long_ids_of_tfsec_suppress() {
    for (comment, expected) in [
        ("#tfsec:ignore:aws-ebs-enable-volume-encryption", true),
        ("#trivy:ignore:aws-ebs-enable-volume-encryption", true),
        ("#tfsec:ignore:aws-ebs-encryption-customer-key", false),
    ] {
        let run = Provost::new("scan --format json --rule aws-ec2-volume-encrypted")
            .file("a.tf", format!("{comment}\n{VOLUME}"))
            .run();
        let report = run.json();
        let results = report["results"].as_array().unwrap();
        let suppressed = results.iter().filter(|own| !own["suppression"].is_null()).count();
        assert_eq!((results.len(), suppressed == 1), (1, expected), "{comment}: {report:#}");
    }
}
