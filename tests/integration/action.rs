//! The GitHub Action, its own repository's workflow, and the examples: what their scripts do, and
//! that our own policies pass on them.

use std::fs;
use std::process::Command;

use serde_json::Value as Json;

use crate::common::{Provost, repository};

const FILES: [&str; 4] = [
    "action.yml",
    ".github/workflows/ci.yml",
    "docs/examples/pull-request.yml",
    "docs/examples/schedule.yml",
];

const POD: &str = "apiVersion: v1\nkind: Pod\nmetadata: {name: web}\nspec:\n  containers:\n  - \
                   {name: web, image: \"a/b:1\", securityContext: {privileged: true}}\n";

fn read(path: &str) -> Json {
    let text = fs::read_to_string(repository().join(path)).unwrap();
    serde_yaml::from_str(&text).unwrap()
}

/// The script of a step of the action.
fn script(id: &str) -> String {
    let action = read("action.yml");
    let steps = action["runs"]["steps"].as_array().unwrap();
    let step = steps.iter().find(|step| step["id"] == id).unwrap();
    step["run"].as_str().unwrap().to_owned()
}

/// What the scan step left: its exit code for the job, and the files that it wrote.
struct Step {
    code: String,
    summary: String,
    annotations: String,
    sarif: String,
    log: String,
}

/// Runs the scan step in a directory below that of `provost`.
fn scan(provost: &Provost, directory: &str, variables: &[(&str, &str)]) -> Step {
    let temporary = provost.path("runner-temp");
    fs::create_dir_all(&temporary).unwrap();
    let (output, summary) = (temporary.join("output"), temporary.join("summary"));
    for file in [&output, &summary] {
        fs::write(file, "").unwrap();
    }
    let defaults = [
        ("BINARY", env!("CARGO_BIN_EXE_provost")),
        ("PATHS", "."),
        ("PACKS", "all"),
        ("FAIL_ON", "high"),
        ("DIFF", "auto"),
        ("WAIVERS", ""),
        ("CATEGORY", "provost"),
        ("EVENT", "push"),
        ("BASE", ""),
        ("HEAD", ""),
    ];
    let ended = Command::new("bash")
        .args(["--noprofile", "--norc", "-eo", "pipefail", "-c", &script("scan")])
        .current_dir(provost.path(directory))
        .env_clear()
        .env("PATH", std::env::var_os("PATH").unwrap_or_default())
        .env("HOME", provost.path(""))
        .env("GIT_CONFIG_NOSYSTEM", "1")
        .env("RUNNER_TEMP", &temporary)
        .env("GITHUB_OUTPUT", &output)
        .env("GITHUB_STEP_SUMMARY", &summary)
        .envs(defaults)
        .envs(variables.iter().copied())
        .output()
        .unwrap();
    let log =
        [ended.stdout, ended.stderr].map(|bytes| String::from_utf8_lossy(&bytes).into_owned());
    let log = log.concat();
    assert!(ended.status.success(), "the step leaves its exit code to the last one: {log}");
    let text = |path: &std::path::Path| fs::read_to_string(path).unwrap_or_default();
    let output = text(&output);
    let code = output.lines().find_map(|line| line.strip_prefix("code=")).unwrap_or_default();
    Step {
        code: code.to_owned(),
        summary: text(&summary),
        annotations: text(&temporary.join("provost-reports/annotations.txt")),
        sarif: text(&temporary.join("provost-reports/provost.sarif")),
        log,
    }
}

#[test]
fn our_own_policies_pass_on_the_action_and_the_workflows() {
    let mut provost = Provost::new("");
    for file in FILES {
        provost = provost.copy(file, file);
    }
    let run = provost.run_with("scan --pack all --format json --fail-on info");
    let report = run.json();
    assert_eq!(run.code, Some(0), "{}", report["results"]);
    assert_eq!(report["summary"]["files"]["parsed"], FILES.len());
    assert_eq!(report["results"].as_array().unwrap().len(), 0, "{}", report["results"]);
}

#[test]
fn no_expression_is_expanded_into_a_script() {
    let action = read("action.yml");
    for step in action["runs"]["steps"].as_array().unwrap() {
        let script = step["run"].as_str().unwrap_or_default();
        assert!(!script.contains("${{"), "{script}");
        let uses = step["uses"].as_str().unwrap_or("a@0123456789012345678901234567890123456789");
        assert_eq!(uses.rsplit('@').next().unwrap().len(), 40, "{uses} is not pinned");
    }
}

#[test]
fn a_pull_request_is_judged_by_what_it_introduces() {
    let origin = Provost::new("").file("old.yaml", POD);
    origin.commit("base");
    origin.git(&["checkout", "--quiet", "-b", "feature"]);
    let origin = origin.file("new.yaml", POD.replace("web", "new"));
    let head = origin.commit("a new pod");
    origin.git(&["checkout", "--quiet", "main"]);
    let origin = origin.file("meanwhile.yaml", POD.replace("web", "meanwhile"));
    origin.commit("the base goes on");
    let base = origin.git(&["rev-parse", "HEAD~1"]);
    origin.git(&["merge", "--quiet", "--no-ff", "-m", "merge", "feature"]);
    let url = format!("file://{}", origin.path("").display());
    for depth in ["--depth=2", "--no-hardlinks"] {
        let clone = Provost::new("");
        clone.git(&["clone", "--quiet", depth, &url, "clone"]);
        let event = [("EVENT", "pull_request"), ("BASE", &base), ("HEAD", &head)];
        let step = scan(&clone, "clone", &event);
        assert_eq!(step.code, "1", "{}", step.log);
        assert!(step.annotations.contains("file=new.yaml"), "{}", step.annotations);
        assert!(!step.annotations.contains("file=old.yaml"), "{}", step.annotations);
        assert!(!step.annotations.contains("file=meanwhile.yaml"), "{}", step.annotations);
        assert!(step.summary.contains("introduced"), "{}", step.summary);
        // Code scanning tells new from old itself.
        assert!(step.sarif.contains("old.yaml") && step.sarif.contains("new.yaml"));
        let everything = scan(&clone, "clone", &[("EVENT", "push")]);
        assert!(everything.annotations.contains("old.yaml"));
        let lenient = scan(&clone, "clone", &[event[0], event[1], event[2], ("FAIL_ON", "none")]);
        assert_eq!(lenient.code, "0");
    }
}

#[test]
fn inputs_are_words_and_never_commands() {
    let provost = Provost::new("").file("a/pod.yaml", POD).file("b/pod.yaml", POD);
    let step = scan(&provost, "", &[("PATHS", "a\n b  "), ("PACKS", "baseline soc2")]);
    assert_eq!(step.code, "1", "{}", step.log);
    assert!(step.annotations.contains("file=a/pod.yaml"), "{}", step.annotations);
    for (name, value) in [
        ("PATHS", "$(touch pwned) `touch pwned` ; touch pwned"),
        ("PACKS", "all;touch${IFS}pwned"),
        ("FAIL_ON", "high; touch pwned"),
        ("DIFF", "--output=json=pwned"),
        ("WAIVERS", "$(touch pwned)"),
    ] {
        let step = scan(&provost, "", &[(name, value)]);
        assert_eq!(step.code, "2", "{name}: {}", step.log);
        assert!(step.sarif.is_empty() && step.log.contains("::error"), "{}", step.log);
        assert!(!provost.path("pwned").exists(), "{name}");
    }
}
