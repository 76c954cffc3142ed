//! Tables of workflows and of what stands at a place of their view.

use std::fmt::Write;

use crate::model::{FileId, Number};

use super::*;

mod files;

/// Compact JSON; lists of maps have a line for each.
fn json(value: &Value, output: &mut String, indent: usize) {
    match &value.kind {
        Kind::Null => output.push_str("null"),
        Kind::Bool(value) => output.push_str(if *value { "true" } else { "false" }),
        Kind::Number(Number::Int(value)) => output.push_str(&value.to_string()),
        Kind::Number(other) => write!(output, "{other:?}").unwrap(),
        Kind::String(value) => output.push_str(&serde_json::to_string(&**value).unwrap()),
        Kind::List(values) => {
            output.push('[');
            for (index, value) in values.iter().enumerate() {
                output.push_str(if index > 0 { "," } else { "" });
                if value.as_map().is_some() {
                    write!(output, "\n{}", "  ".repeat(indent + 1)).unwrap();
                }
                json(value, output, indent + 1);
            }
            output.push(']');
        }
        Kind::Map(map) => {
            output.push('{');
            for (index, entry) in map.iter().enumerate() {
                let comma = if index > 0 { "," } else { "" };
                write!(output, "{comma}{:?}:", entry.key).unwrap();
                json(&entry.value, output, indent);
            }
            output.push('}');
        }
        Kind::Unknown(_) => output.push_str("\"unknown\""),
    }
}

fn shown(value: &Value) -> String {
    let mut output = String::new();
    json(value, &mut output, 0);
    output
}

fn parsed(path: &str, text: &str) -> Parsed {
    let mut parsed = Parsed::default();
    let path: Str = path.into();
    let fragment = Fragment::whole(FileId(0), &path, text);
    match path.contains("action") {
        true => parse_action(fragment, &mut parsed),
        false => parse_workflow(fragment, &mut parsed),
    }
    parsed
}

/// The value of a view below dotted steps: `jobs.0.steps.1.uses`.
fn below<'a>(view: &'a Value, path: &str) -> Option<&'a Value> {
    path.split('.').try_fold(view, |value, step| match step.parse::<usize>() {
        Ok(index) => value.as_list()?.get(index),
        Err(_) => value.get(step),
    })
}

/// A table of a text, paths into the view, and what stands there.
fn check(path: &str, cases: &[(&str, &str, &str)]) {
    for (text, place, expected) in cases {
        let parsed = parsed(path, text);
        let view = parsed.resources[0].pipeline.as_ref().unwrap();
        let found = below(view, place).map(shown).unwrap_or_default().replace("\n  ", "");
        assert_eq!(found, *expected, "{place} of\n{text}");
    }
}

#[test]
fn triggers_have_three_writings() {
    check(
        "a.yml",
        &[
            ("on: push", "triggers", r#"[{"event":"push","path":["on"],"filters":{}}]"#),
            ("'on': push", "triggers.0.event", r#""push""#),
            ("true: push", "triggers.0.path", r#"["true"]"#),
            ("on: [push, fork]", "triggers.1", r#"{"event":"fork","path":["on",1],"filters":{}}"#),
            ("on: {push: {branches: [a]}}", "triggers.0.filters", r#"{"branches":["a"]}"#),
            ("on:\n  push:\n  schedule:\n  - cron: x\n", "triggers.0.filters", "{}"),
            ("on:\n  push:\n  schedule:\n  - cron: x\n", "triggers.1.filters.0.cron", r#""x""#),
            ("on: {workflow_call: {secrets: {a: {}}}}", "triggers.0.event", r#""workflow_call""#),
            ("on:", "triggers", "[]"),
            ("name: x", "triggers", "[]"),
        ],
    );
}

#[test]
fn permissions_come_from_the_nearest_place() {
    let with = |top: &str, job: &str| format!("{top}\njobs:\n  a:\n    {job}\n    steps: []\n");
    let cases = [
        ("x: 1", "x: 1", r#"{"*":"default"}"#),
        ("permissions: read-all", "x: 1", r#"{"*":"read-all"}"#),
        ("permissions: write-all", "permissions: {}", "{}"),
        ("permissions: {}", "x: 1", "{}"),
        ("permissions:", "x: 1", "{}"),
        ("permissions: {contents: read}", "x: 1", r#"{"contents":"read"}"#),
        ("permissions: {contents: read}", "permissions: {issues: write}", r#"{"issues":"write"}"#),
        ("x: 1", "permissions: nonsense", r#"{"*":"default"}"#),
    ];
    for (top, job, expected) in cases {
        check("a.yml", &[(&with(top, job), "jobs.0.effective_permissions", expected)]);
    }
    check(
        "a.yml",
        &[
            ("permissions: {}", "permissions", "{}"),
            ("name: a", "permissions", ""),
            ("name: a", "permissions_path", r#"["permissions"]"#),
            ("jobs: {a: {permissions: read-all}}", "jobs.0.permissions", r#""read-all""#),
        ],
    );
}

#[test]
fn jobs_are_read_in_every_writing() {
    let sha = "sha256:aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa";
    let pinned = format!("jobs: {{a: {{container: 'ghcr.io/o/i:1@{sha}'}}}}");
    check(
        "a.yml",
        &[
            ("jobs: {a: {needs: b}}", "jobs.0.needs", r#"["b"]"#),
            ("jobs: {a: {needs: [b, c]}}", "jobs.0.needs", r#"["b","c"]"#),
            ("jobs: {a: {}}", "jobs.0.needs", "[]"),
            ("jobs: {a: {}}", "jobs.0.name", r#""a""#),
            ("jobs: {a: {}}", "jobs.0.path", r#"["jobs","a"]"#),
            ("jobs: {a: {if: true}}", "jobs.0.if", r#""true""#),
            ("jobs: {a: {runs-on: x}}", "jobs.0.runs_on", r#"["x"]"#),
            ("jobs: {a: {runs-on: [self-hosted, x]}}", "jobs.0.runs_on", r#"["self-hosted","x"]"#),
            ("jobs: {a: {runs-on: {group: g, labels: x}}}", "jobs.0.runs_on", r#"["x"]"#),
            ("jobs: {a: {runs-on: {group: g, labels: [x]}}}", "jobs.0.runner_group", r#""g""#),
            (
                "jobs: {a: {runs-on: '${{ matrix.os }}'}}",
                "jobs.0.runs_on",
                r#"["${{ matrix.os }}"]"#,
            ),
            ("jobs: {a: {environment: prod}}", "jobs.0.environment", r#""prod""#),
            ("jobs: {a: {environment: {name: prod, url: u}}}", "jobs.0.environment", r#""prod""#),
            (
                "jobs: {a: {container: 'node:20'}}",
                "jobs.0.container",
                concat!(
                    r#"{"image":"node:20","image_ref":{"registry":"docker.io","repository":"library/node","#,
                    r#""tag":"20","digest":""},"at":["jobs","a","container"],"#,
                    r#""path":["jobs","a","container"],"spec":{}}"#,
                ),
            ),
            (&pinned, "jobs.0.container.image_ref.digest", &format!("{sha:?}")),
            (
                "jobs: {a: {container: {image: a/b, env: {X: y}}}}",
                "jobs.0.container.spec.env",
                r#"{"X":"y"}"#,
            ),
            (
                "jobs: {a: {container: {image: a/b}}}",
                "jobs.0.container.at",
                r#"["jobs","a","container","image"]"#,
            ),
            ("jobs: {a: {services: {db: {image: 'pg:1'}}}}", "jobs.0.services.0.name", r#""db""#),
            (
                "jobs: {a: {services: {db: {image: 'pg:1'}}}}",
                "jobs.0.services.0.path",
                r#"["jobs","a","services","db"]"#,
            ),
            (
                "jobs: {a: {services: {db: {image: 'pg:1', ports: [1]}}}}",
                "jobs.0.services.0.spec.ports",
                "[1]",
            ),
            ("jobs: {a: {services: {db: 'pg:1'}}}", "jobs.0.services.0.image_ref.tag", r#""1""#),
            (
                "jobs: {a: {services: {db: 'pg:1'}}}",
                "jobs.0.services.0.at",
                r#"["jobs","a","services","db"]"#,
            ),
            ("jobs: {a: {uses: ./.github/workflows/b.yml}}", "jobs.0.uses.kind", r#""local""#),
            (
                "jobs: {a: {uses: o/r/.github/workflows/b.yml@v1, secrets: inherit}}",
                "jobs.0.secrets",
                r#""inherit""#,
            ),
            (
                "jobs: {a: {uses: o/r/.github/workflows/b.yml@v1}}",
                "jobs.0.uses",
                concat!(
                    r#"{"raw":"o/r/.github/workflows/b.yml@v1","kind":"workflow","owner":"o","repo":"r","#,
                    r#""path":".github/workflows/b.yml","ref":"v1","pinned":false,"at":["jobs","a","uses"]}"#,
                ),
            ),
            (
                "jobs: {a: {steps: [{run: x}]}}",
                "jobs.0.steps.0",
                r#"{"path":["jobs","a","steps",0],"run":"x","env":{},"with":{},"expressions":[]}"#,
            ),
            (
                "defaults: {run: {shell: sh}}\njobs: {a: {steps: [{run: x}, {uses: a/b}]}}",
                "jobs.0.steps.0.shell",
                r#""sh""#,
            ),
            (
                "defaults: {run: {shell: sh}}\njobs: {a: {steps: [{run: x}, {uses: a/b}]}}",
                "jobs.0.steps.1.shell",
                "",
            ),
            (
                "jobs: {a: {defaults: {run: {working-directory: d}}, steps: [{run: x}]}}",
                "jobs.0.steps.0.working_directory",
                r#""d""#,
            ),
            (
                "jobs: {a: {steps: [{uses: 'docker://alpine:3'}]}}",
                "jobs.0.steps.0.uses.image_ref.repository",
                r#""library/alpine""#,
            ),
            (
                "x: &s {run: y}\njobs: {a: {steps: [*s]}, b: {steps: [*s]}}",
                "jobs.1.steps.0.run",
                r#""y""#,
            ),
        ],
    );
}

#[test]
fn actions_are_one_job() {
    let composite = "name: n\nruns:\n  using: composite\n  steps:\n  - run: ${{ inputs.a }}\n";
    let docker = "name: n\nruns: {using: docker, image: 'docker://a/b:1'}";
    check(
        "x/action.yml",
        &[
            (composite, "kind", r#""action""#),
            (composite, "jobs.0.id", r#""runs""#),
            (composite, "jobs.0.using", r#""composite""#),
            (composite, "jobs.0.steps.0.path", r#"["runs","steps",0]"#),
            (composite, "jobs.0.steps.0.expressions.0.context", r#"["inputs.a"]"#),
            (docker, "jobs.0.container.image", r#""a/b:1""#),
            (docker, "jobs.0.container.at", r#"["runs","image"]"#),
            ("name: n\nruns: {using: docker, image: Dockerfile}", "jobs.0.container", ""),
            ("name: n\nruns: {using: node20, main: a.js}", "jobs.0.steps", "[]"),
        ],
    );
}

#[test]
fn expressions_have_their_place() {
    let cases = [
        ("run: echo ${{ github.ref }} x", "${{ github.ref }}"),
        ("run: 'it''s ${{ github.ref }} x'", "${{ github.ref }}"),
        ("run: \"a\\n${{ github.ref }} x\"", "${{ github.ref }}"),
        ("run: |\n        a\n        b ${{ github.ref }}\n", "${{ github.ref }}"),
        (
            "run: >-\n        a\n        b ${{\n        github.ref }}\n",
            "${{\n        github.ref }}",
        ),
        ("with: {x: [a, '${{ github.ref }}']}", "${{ github.ref }}"),
        ("env:\n        A: ${{ github.ref }} # ${{ no }}\n", "${{ github.ref }}"),
        ("if: github.ref == 'é'", "github.ref == 'é'"),
        ("if: ${{ github.ref }}", "${{ github.ref }}"),
        ("if: |\n        github.ref\n", "github.ref"),
        ("if: >-\n        github.ref &&\n        true\n", "github.ref &&\n        true"),
    ];
    for (step, written) in cases {
        let text = format!("# é\njobs:\n  a:\n    steps:\n    - {step}\n");
        let document = format!("prose\n\n{text}");
        let mut found = Parsed::default();
        let path: Str = "a.md".into();
        let offset = document.len() - text.len();
        let fragment = Fragment { file: FileId(0), path: &path, text: &text, offset };
        parse_workflow_at(fragment, 3, &mut found);
        assert!(found.diagnostics.is_empty(), "{step}: {:?}", found.diagnostics);
        assert_eq!(&*found.resources[0].address, "a.md:3");
        let view = found.resources[0].pipeline.as_ref().unwrap();
        let expressions = below(view, "jobs.0.steps.0.expressions").unwrap();
        assert_eq!(expressions.as_list().map(<[Value]>::len), Some(1), "{step}");
        let span = below(expressions, "0.span").unwrap_or_else(|| panic!("{step}: no span"));
        let bound = |at: &str| usize::try_from(below(span, at).unwrap().as_int().unwrap()).unwrap();
        assert_eq!(&document[bound("0")..bound("1")], written, "{step}");
        assert_eq!(below(expressions, "0.context").map(shown).unwrap(), r#"["github.ref"]"#);
    }
}

#[test]
fn broken_shapes_cost_only_themselves() {
    // Text, jobs that remain, messages.
    let cases: &[(&str, usize, &[&str])] = &[
        ("on: push\njobs: [a]", 0, &["`jobs`: a list where a map of jobs belongs"]),
        ("jobs: {a: 1, b: {}}", 1, &["`a`: a number where a job belongs"]),
        ("jobs: {a: {steps: {x: 1}}}", 1, &["`steps`: a map where a list of steps belongs"]),
        (
            "jobs: {a: {steps: [x, {run: 5}]}}",
            1,
            &["`steps`: a string where a step belongs", "`run`: a number where a string belongs"],
        ),
        ("on: 5", 0, &["`on`: a number where an event, a list or a map of events belongs"]),
        (
            "jobs: {a: {needs: [1, b], runs-on: 5}}",
            1,
            &[
                "`needs`: a number where a string belongs",
                "`runs-on`: a number where a string or a list belongs",
            ],
        ),
        (
            "jobs: {a: {env: [], container: [], services: 1}}",
            1,
            &[
                "`env`: a list where a map belongs",
                "`container`: a list where an image or a map belongs",
                "`services`: a number where a map belongs",
            ],
        ),
        (
            "jobs: {a: {if: 'a &&', name: '${{ x'}}",
            1,
            &["not an expression, `a &&`: a value is missing", "`${{` without its `}}`"],
        ),
        ("jobs: {a: {env: '${{ fromJSON(x) }}', services: }}", 1, &[]),
    ];
    for (text, jobs, messages) in cases {
        let parsed = parsed("a.yml", text);
        let found: Vec<_> = parsed.diagnostics.iter().map(|fault| &*fault.message).collect();
        assert_eq!(found, *messages, "{text}");
        let view = parsed.resources[0].pipeline.as_ref().unwrap();
        assert_eq!(below(view, "jobs").unwrap().as_list().unwrap().len(), *jobs, "{text}");
    }
    for (text, message) in [
        ("", "no workflow in it: the text is empty"),
        ("# c\n", "no workflow in it: the text is empty"),
        ("- a", "no workflow: a list where a map belongs"),
        ("jobs", "no workflow: a string where a map belongs"),
    ] {
        let parsed = parsed("a.yml", text);
        assert!(parsed.resources.is_empty());
        assert_eq!(parsed.diagnostics[0].message, message, "{text}");
    }
    let many = format!("jobs: {{a: {{steps: [{}]}}}}", "1,".repeat(5_000));
    assert_eq!(parsed("a.yml", &many).diagnostics.len(), MAX_FAULTS + 1);
}
