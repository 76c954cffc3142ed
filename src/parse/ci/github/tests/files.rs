//! Whole files: the resource, the views of `fixtures/ci/github`, size, and a property.

use crate::model::Sources;

use super::*;

#[test]
fn a_definition_is_a_resource() {
    let text = "# c\non: push\nname: CI\njobs:\n  a: {steps: [{uses: ./x}, {uses: ./}]}\n  b: {uses: ./.github/workflows/b.yml}\n";
    let found = parsed(".github/workflows/ci.yml", text);
    let resource = &found.resources[0];
    assert_eq!((&*resource.address, &*resource.kind), (".github/workflows/ci.yml", "workflow"));
    assert_eq!((&*resource.name, &*resource.scope), ("CI", "github"));
    let mut sources = Sources::default();
    sources.add(crate::model::Source::new("ci.yml", text));
    assert_eq!(sources.text(resource.header), "name: CI");
    let to: Vec<_> = resource.references.iter().map(|r| (&*r.to, r.path.to_string())).collect();
    assert_eq!(
        to,
        [
            ("x/action.yml", "jobs.a.steps[0].uses".to_owned()),
            ("x/action.yaml", "jobs.a.steps[0].uses".to_owned()),
            ("action.yml", "jobs.a.steps[1].uses".to_owned()),
            ("action.yaml", "jobs.a.steps[1].uses".to_owned()),
            (".github/workflows/b.yml", "jobs.b.uses".to_owned()),
        ]
    );
    let twice = parsed("b.yml", "on: push\n---\non: fork\n");
    let addresses: Vec<_> = twice.resources.iter().map(|r| &*r.address).collect();
    assert_eq!(addresses, ["b.yml", "b.yml:3"]);
    assert_eq!(&*twice.resources[0].name, "b");
}

#[test]
fn whole_files_have_their_view() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures/ci/github");
    let mut names: Vec<_> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter(|name| name.ends_with(".yml"))
        .collect();
    names.sort();
    assert!(names.len() >= 6);
    for name in names {
        let text = std::fs::read_to_string(format!("{folder}/{name}")).unwrap();
        let found = parsed(&name, &text);
        let mut output = String::new();
        for fault in &found.diagnostics {
            writeln!(output, "{:?} {}", fault.loss, fault.message).unwrap();
        }
        for resource in &found.resources {
            writeln!(output, "{} {}", resource.kind, resource.address).unwrap();
            writeln!(output, "{}", shown(resource.pipeline.as_ref().unwrap())).unwrap();
        }
        insta::with_settings!({
            snapshot_path => format!("{folder}/views"),
            prepend_module_to_snapshot => false,
            omit_expression => true,
        }, { insta::assert_snapshot!(name.trim_end_matches(".yml").to_owned(), output); });
    }
}

#[test]
fn twenty_thousand_steps_are_read_in_linear_time() {
    let steps = |count| {
        let step = "      - run: echo ${{ github.sha }}\n        env: {A: b}\n";
        format!("on: push\njobs:\n  a:\n    steps:\n{}", step.repeat(count))
    };
    let found = parsed("a.yml", &steps(20_000));
    assert!(found.diagnostics.is_empty());
    let view = found.resources[0].pipeline.as_ref().unwrap();
    let last = below(view, "jobs.0.steps.19999.expressions.0.context.0");
    assert_eq!(last.and_then(Value::as_str), Some("github.sha"));
}

proptest::proptest! {
    #[test]
    fn any_yaml_is_read_without_a_panic(
        parts in proptest::collection::vec(
            proptest::sample::select(vec![
                "jobs:", "on:", "a:", "steps:", "- ", "run:", "uses:", " ", "  ", "\n", "\n  ", "\n    ",
                "{", "}", "[", "]", ",", "x", "5", "'", "${{", "}}", "github.ref", "&a ", "*a", "env:",
                "container:", "services:", "permissions:", "if:", "name:", "---\n", "|\n", "null", "é",
            ]),
            0..40,
        ),
    ) {
        let text = parts.concat();
        for path in ["a.yml", "action.yml"] {
            for resource in parsed(path, &text).resources {
                assert!(resource.span.end as usize <= text.len());
            }
        }
    }
}
