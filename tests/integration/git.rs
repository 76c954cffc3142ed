//! Revisions and changes, in repositories made for each test.

use std::fs;

use serde_json::Value as Json;

use crate::common::{Provost, Run};

const POD: &str = "apiVersion: v1
kind: Pod
metadata:
  name: web
spec:
  containers:
    - name: web
      image: registry.example.org/web:1.0
      securityContext:
        privileged: true
";

const WORKFLOW: &str = "on: issues
permissions: {}
jobs:
  greet:
    runs-on: ubuntu-24.04
    steps:
      - run: echo \"${{ github.event.issue.title }}\"
      - run: make
";

const SCAN: &str = "scan --pack all --format json --fail-on none";

fn results(run: &Run) -> Vec<Json> {
    run.json()["results"].as_array().unwrap().clone()
}

/// Rule and address of each result, sorted.
fn named(run: &Run) -> Vec<String> {
    let text = |value: &Json| value.as_str().unwrap().to_owned();
    let mut names: Vec<String> = results(run)
        .iter()
        .map(|result| format!("{} {}", text(&result["rule"]), text(&result["address"])))
        .collect();
    names.sort();
    names
}

fn figures(run: &Run) -> [u64; 3] {
    let diff = &run.json()["diff"];
    ["introduced", "fixed", "moved"].map(|name| diff[name].as_u64().unwrap())
}

/// A repository of everything that there are fixtures of.
fn everything(arguments: &str) -> Provost {
    Provost::new(arguments)
        .copy("fixtures/repos/shop", "shop")
        .copy("fixtures/kubernetes", "kubernetes")
        .copy("fixtures/ci/github", ".github/workflows")
        .file("pod.yaml", POD)
}

#[test]
fn a_revision_gives_what_its_checkout_gives() {
    let arguments = format!("{SCAN} --include-passes");
    let mut provost = everything(&arguments)
        .file(".provostignore", "kubernetes/lists.yaml\n/ignored/\n")
        .file("ignored/pod.yaml", POD)
        .file("kept/.provostignore", "*.yaml\n!pod.yaml\n")
        .file("kept/pod.yaml", POD)
        .file("kept/other.yaml", POD)
        .file("chart/Chart.yaml", "apiVersion: v2\nname: x\n")
        .file("chart/templates/pod.yaml", POD)
        .file("node_modules/x/pod.yaml", POD)
        .file("empty.yaml", "")
        .file("broken.yaml", "apiVersion: v1\nkind: Pod\nmetadata: [\n")
        .file("latin.yaml", b"apiVersion: v1\nkind: Pod\nmetadata: {name: \"\xe9\"}\n");
    provost.commit("all");
    provost.git(&["tag", "v1"]);
    let checkout = provost.run();
    assert!(results(&checkout).len() > 100);
    for path in ["pod.yaml", "shop/k8s/api.yaml", ".provostignore"] {
        fs::remove_file(provost.path(path)).unwrap();
    }
    fs::write(provost.path("new.yaml"), POD.replace("web", "new")).unwrap();
    let before = fs::read_dir(provost.path("")).unwrap().count();
    let revision = provost.run_with(&format!("{arguments} --rev v1"));
    assert_eq!(revision.stdout, checkout.stdout);
    assert_eq!(fs::read_dir(provost.path("")).unwrap().count(), before);
    let short = provost.git(&["rev-parse", "--short", "HEAD"]);
    assert_eq!(provost.run_with(&format!("{arguments} --rev {short}")).stdout, checkout.stdout);
}

#[test]
fn a_root_restricts_a_revision() {
    let mut provost = everything(SCAN);
    provost.commit("all");
    for (path, from) in
        [("shop/k8s", ""), ("pod.yaml", ""), ("../kubernetes", "shop"), (".", "shop")]
    {
        provost = provost.at(from);
        let checkout = provost.run_with(&format!("{SCAN} {path}"));
        assert!(!results(&checkout).is_empty(), "{path}");
        let revision = provost.run_with(&format!("{SCAN} {path} --rev HEAD"));
        assert_eq!(revision.stdout, checkout.stdout, "{path} from `{from}`");
    }
    provost = provost.at("");
    fs::remove_dir_all(provost.path("shop/k8s")).unwrap();
    let gone = provost.run_with(&format!("{SCAN} shop/k8s --rev HEAD"));
    assert!(!results(&gone).is_empty());
    let never = provost.run_with(&format!("{SCAN} nowhere --rev HEAD"));
    assert_eq!(never.code, Some(3));
    assert!(never.stdout.contains("not in this revision"));
}

#[test]
fn links_submodules_and_pointers_are_accounted_for() {
    let pointer = "version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 9\n";
    let mut provost = Provost::new(SCAN)
        .file("pod.yaml", POD)
        .file("data/pod.txt", POD.replace("web", "linked"))
        .file("large.tf", pointer)
        .file("large.yaml", pointer);
    let link = |target: &str, name: &str| {
        std::os::unix::fs::symlink(target, provost.path(name)).unwrap();
    };
    link("pod.yaml", "again.yaml");
    link("data/pod.txt", "linked.yaml");
    link("data", "directory");
    link("../outside.yaml", "outside.yaml");
    link("nowhere.yaml", "nowhere.yaml.link");
    link("loop-b.yaml", "loop-a.yaml");
    link("loop-a.yaml", "loop-b.yaml");
    let inner = Provost::new("").file("pod.yaml", POD.replace("web", "inner"));
    let id = inner.commit("inner");
    provost.commit("links");
    provost.git(&["update-index", "--add", "--cacheinfo", &format!("160000,{id},vendor/inner")]);
    provost.git(&["commit", "--quiet", "-m", "a submodule"]);
    let json = format!("{SCAN} --rev HEAD");
    let run = provost.run_with(&json);
    let addresses = named(&run).join("\n");
    assert!(addresses.contains("Pod/default/web") && addresses.contains("Pod/default/linked"));
    let excluded = run.json()["summary"]["excluded"].to_string();
    for reason in [
        "a symbolic link to `pod.yaml`, which is read itself",
        "a symbolic link to the directory `data`",
        "a symbolic link that leads out of the scanned directory",
        "a symbolic link that leads nowhere",
        "a submodule: another repository's files",
        "a Git LFS pointer, whose content is not here",
    ] {
        assert!(excluded.contains(reason), "{reason}: {excluded}");
    }
    let lost = run.json()["diagnostics"].to_string();
    assert!(lost.contains("large.tf") && lost.contains("too many links"), "{lost}");
    assert_eq!(run.code, Some(3));
    // The submodule's files are here, and are no part of the change.
    fs::create_dir_all(provost.path("vendor/inner")).unwrap();
    fs::write(provost.path("vendor/inner/pod.yaml"), POD.replace("web", "inner")).unwrap();
    assert_eq!(figures(&provost.run_with(&format!("{SCAN} --diff HEAD"))), [0, 0, 0]);
}

#[test]
fn a_file_above_the_limit_makes_a_revision_incomplete() {
    let mut provost = Provost::new("").file("pod.yaml", POD).file("notes.json", "[1, 2, 3, 4, 5]");
    provost.commit("all");
    let limits = "--rev HEAD --max-file-size 10";
    let run = provost.run_with(&format!("{SCAN} {limits}"));
    assert_eq!(run.code, Some(3));
    let report = run.json();
    assert_eq!(report["diagnostics"][0]["message"], "larger than 10 bytes", "{report}");
    assert_eq!(report["summary"]["files"]["excluded"], 1);
}

#[test]
fn faults_of_revisions_are_the_callers() {
    let mut provost = Provost::new("").file("pod.yaml", POD);
    let outside = provost.run_with(&format!("{SCAN} --rev main"));
    assert_eq!(outside.code, Some(2));
    assert!(outside.stderr.contains("not in a git repository"), "{}", outside.stderr);
    provost.commit("one");
    provost.git(&["branch", "production"]);
    for (arguments, message) in [
        ("--rev prodution", "no revision `prodution`: did you mean `production`?"),
        ("--diff nothing-like-it", "no revision `nothing-like-it`"),
        ("--rev HEAD:pod.yaml", "no revision `HEAD:pod.yaml`"),
        ("--sarif-profile all", "one of archive, github"),
    ] {
        let run = provost.run_with(&format!("{SCAN} {arguments}"));
        assert_eq!(run.code, Some(2), "{arguments}");
        assert!(run.stderr.contains(message), "{}", run.stderr);
        assert!(run.stdout.is_empty());
    }
    provost.git(&["checkout", "--quiet", "--orphan", "other"]);
    provost.commit("unrelated");
    let run = provost.run_with(&format!("{SCAN} --diff main"));
    assert!(run.stderr.contains("no commit in common"), "{}", run.stderr);
}

#[test]
fn a_shallow_clone_is_named_as_such() {
    let origin = Provost::new("").file("pod.yaml", POD);
    let first = origin.commit("one");
    let origin = origin.file("other.yaml", POD.replace("web", "other"));
    origin.commit("two");
    let mut clone = Provost::new("");
    let url = format!("file://{}", origin.path("").display());
    clone.git(&["clone", "--quiet", "--depth=1", &url, "clone"]);
    clone = clone.at("clone");
    let run = clone.run_with(&format!("{SCAN} --diff {first}"));
    assert_eq!(run.code, Some(2));
    assert!(run.stderr.contains("the clone is shallow"), "{}", run.stderr);
    assert!(run.stderr.contains("fetch-depth: 0"), "{}", run.stderr);
    assert!(!results(&clone.run_with(&format!("{SCAN} --rev HEAD"))).is_empty());
}

#[test]
fn only_what_a_branch_introduces_is_reported_and_counts() {
    let mut provost = Provost::new("").copy("fixtures/repos/shop/k8s", "k8s").file("pod.yaml", POD);
    provost.commit("base");
    provost.git(&["checkout", "--quiet", "-b", "feature"]);
    let quiet = provost.run_with("scan --pack all --diff main --format json");
    assert_eq!(
        (quiet.code, figures(&quiet)),
        (Some(0), [0, 0, 0]),
        "{}",
        quiet.json()["diagnostics"]
    );
    assert!(quiet.json()["diff"]["unchanged"].as_u64().unwrap() > 50);
    // What the base does meanwhile is not the branch's doing.
    provost.git(&["checkout", "--quiet", "main"]);
    fs::remove_file(provost.path("pod.yaml")).unwrap();
    provost.commit("main goes on");
    provost.git(&["checkout", "--quiet", "feature"]);
    fs::write(provost.path("new.yaml"), POD.replace("web", "new")).unwrap();
    let work_tree = provost.run_with("scan --pack all --diff main --format json");
    assert_eq!(work_tree.code, Some(1));
    assert!(!named(&work_tree).is_empty());
    assert!(named(&work_tree).iter().all(|name| name.ends_with("Pod/default/new")));
    assert_eq!(figures(&work_tree)[1..], [0, 0]);
    assert!(work_tree.json()["diff"]["head"]["commit"].is_null());
    let commit = provost.commit("a new pod");
    let revision = provost.run_with("scan --pack all --diff main --rev feature --format json");
    assert_eq!(named(&revision), named(&work_tree));
    assert_eq!(revision.json()["diff"]["head"]["commit"], commit.as_str());
    assert_eq!(revision.json()["diff"]["base"]["name"], "main");
    // Mending it is a fix; a level above all of them lets them pass.
    provost.git(&["checkout", "--quiet", "-b", "mended"]);
    fs::remove_file(provost.path("new.yaml")).unwrap();
    let mended = provost.run_with("scan --pack all --diff feature --format json");
    assert_eq!(figures(&mended), [0, named(&revision).len() as u64, 0]);
    assert_eq!(mended.code, Some(0));
    let lenient = provost
        .run_with("scan --pack all --diff main --rev feature --fail-on none --format github");
    assert_eq!(lenient.code, Some(0));
    assert!(lenient.stdout.contains("since main"), "{}", lenient.stdout);
}

#[test]
fn renames_moves_and_reformatting_introduce_nothing() {
    let two = format!("{POD}---\n{}", POD.replace("web", "second"));
    let mut provost = Provost::new("")
        .file("pods.yaml", two)
        .file(".github/workflows/greet.yml", WORKFLOW)
        .copy("fixtures/repos/shop", "shop");
    provost.commit("base");
    provost.git(&["mv", "shop/terraform", "shop/infrastructure"]);
    provost.git(&["mv", ".github/workflows/greet.yml", ".github/workflows/hello.yml"]);
    let reformatted = "# A pod.
kind: Pod
apiVersion: \"v1\"
metadata: {name: frontend}
spec:
    containers:
    -   name: 'frontend'
        securityContext: {privileged: true}
        image: registry.example.org/web:1.0
";
    let edits = [
        ("pods.yaml", reformatted.to_owned()),
        ("more/second.yaml", format!("# moved\n{}", POD.replace("web", "second"))),
        (
            ".github/workflows/hello.yml",
            WORKFLOW
                .replace("greet:", "hello:")
                .replace("      - run: make\n", "")
                .replace("    steps:\n", "    steps:\n      - run: make\n"),
        ),
    ];
    for (path, text) in edits {
        fs::create_dir_all(provost.path(path).parent().unwrap()).unwrap();
        fs::write(provost.path(path), text).unwrap();
    }
    let run = provost.run_with(&format!("{SCAN} --diff HEAD"));
    assert_eq!(named(&run), [""; 0]);
    let [introduced, fixed, moved] = figures(&run);
    assert_eq!((introduced, fixed), (0, 0), "{}", run.json()["diff"]["fixed_results"]);
    assert!(moved > 20, "{moved}");
    // A second violation beside one that is there already.
    let text = fs::read_to_string(provost.path(".github/workflows/hello.yml")).unwrap();
    let more = "      - run: echo \"${{ github.event.issue.body }}\"\n      - run: make\n";
    let text = text.replace("      - run: make\n", more);
    fs::write(provost.path(".github/workflows/hello.yml"), text).unwrap();
    let run = provost.run_with(&format!("{SCAN} --diff HEAD"));
    let found = results(&run);
    assert_eq!(found.len(), 1, "{:?}", named(&run));
    assert_eq!(found[0]["location"]["start"]["line"], 7);
}

#[test]
fn what_is_no_longer_accepted_is_introduced() {
    let comment =
        "metadata:\n  name: web\n  annotations:\n    checkov.io/skip1: CKV_K8S_16=known\n";
    let accepted = POD.replace("metadata:\n  name: web\n", comment);
    let mut provost = Provost::new("").file("pod.yaml", &accepted);
    provost.commit("accepted");
    let rule = "scan --rule CKV_K8S_16 --format json --diff HEAD";
    assert_eq!(figures(&provost.run_with(rule)), [0, 0, 0]);
    fs::write(provost.path("pod.yaml"), POD).unwrap();
    let run = provost.run_with(rule);
    assert_eq!((figures(&run), run.code), ([1, 0, 0], Some(1)));
    // The other way round nothing is introduced, and what is accepted stays marked.
    provost.commit("open");
    fs::write(provost.path("pod.yaml"), accepted).unwrap();
    assert_eq!(figures(&provost.run_with(rule)), [0, 0, 0]);
}

#[test]
fn code_scanning_gets_all_findings_of_the_head() {
    let mut provost = Provost::new("").file("pod.yaml", POD);
    provost.commit("base");
    fs::write(provost.path("new.yaml"), POD.replace("web", "new")).unwrap();
    let arguments = "scan --pack all --diff HEAD --output sarif=all.sarif --output json=new.json";
    let run = provost.run_with(&format!("{arguments} --sarif-profile github --format table"));
    assert_eq!(run.code, Some(1), "{}", run.stderr);
    let read = |name: &str| -> Json {
        serde_json::from_str(&fs::read_to_string(provost.path(name)).unwrap()).unwrap()
    };
    let files = |text: String| ["pod.yaml", "new.yaml"].map(|name| text.contains(name));
    assert_eq!(files(read("all.sarif")["runs"][0]["results"].to_string()), [true, true]);
    assert_eq!(files(read("new.json")["results"].to_string()), [false, true]);
    let run = provost.run_with("scan --pack all --diff HEAD --format sarif");
    assert_eq!(files(run.json()["runs"][0]["results"].to_string()), [false, true]);
}

/// The base is judged only where it differs; that must not show.
#[test]
fn both_sides_of_a_change_are_what_scans_of_each_alone_give() {
    use provost::config::{Config, PackChoice};
    let provost = everything("").copy("fixtures/repos/shop/terraform", "infra");
    provost.commit("base");
    fs::write(provost.path("pod.yaml"), POD.replace("web", "other")).unwrap();
    fs::remove_file(provost.path("shop/k8s/rbac.yaml")).unwrap();
    let variables = fs::read_to_string(provost.path("infra/variables.tf")).unwrap();
    fs::write(provost.path("infra/variables.tf"), variables.replace("default", "# default"))
        .unwrap();
    let directory = provost.path("").canonicalize().unwrap();
    let mut config = Config::for_roots(&directory, vec![directory.clone()]);
    config.packs = vec![PackChoice::Named("all".into())];
    config.now = 0;
    let told = |run: &provost::finding::Run| -> Vec<String> {
        let tell = |result: &provost::finding::RuleResult| {
            let address = &run.resources[result.resource.0 as usize].address;
            let rule = &run.rules[result.rule].id;
            let place = run.sources.positions(result.span);
            let file = run.sources.path(result.span.file);
            format!(
                "{file} {place:?} {rule} {address} {} {} {} {} {}",
                result.address,
                result.message,
                result.fingerprint,
                result.verdict_hash,
                result.verdict.name()
            )
        };
        let mut lines: Vec<String> = run.results.iter().map(tell).collect();
        lines.sort();
        lines
    };
    let head = told(&provost::scan::scan(&config).unwrap());
    config.rev = Some("HEAD".into());
    let base = told(&provost::scan::scan(&config).unwrap());
    config.rev = None;
    config.diff = Some("HEAD".into());
    let comparison = provost::scan::scan_diff(&config).unwrap();
    assert_eq!(told(&comparison.head), head);
    assert_eq!(told(&comparison.base), base);
    assert_ne!(head, base);
}
