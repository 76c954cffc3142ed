//! Tables of documents and their blocks; the seed documents, counted block by block.

use std::collections::BTreeMap;

use super::*;
use crate::model::Value;
use crate::parse::Parsed;
use crate::parse::ci::parse_workflow_at;
use crate::parse::yaml::compose;

const SEEDS: [(&str, &str); 5] = [
    ("analytics", include_str!("../../../fixtures/markdown/seeds/analytics.md")),
    ("handbook", include_str!("../../../fixtures/markdown/seeds/handbook.md")),
    ("knowledge", include_str!("../../../fixtures/markdown/seeds/knowledge.md")),
    ("production", include_str!("../../../fixtures/markdown/seeds/production.md")),
    ("roadmap", include_str!("../../../fixtures/markdown/seeds/roadmap.md")),
];

fn blocks(text: &str) -> Vec<Block<'_>> {
    fragments(FileId(0), &"a.md".into(), text)
}

/// `kind` or `- reason` of each block.
fn summary(block: &Block<'_>) -> String {
    match &block.content {
        Content::Load(kind) => format!("{kind:?}"),
        Content::LeftOut(why) => format!("- {}", why.reason),
    }
}

#[test]
fn every_block_of_the_seed_documents_is_accounted_for() {
    let mut seen = String::new();
    for (name, text) in SEEDS {
        let mut counts: BTreeMap<String, Vec<u32>> = BTreeMap::new();
        for block in blocks(text) {
            counts.entry(summary(&block)).or_default().push(block.line);
            let range = block.span.start as usize..block.span.end as usize;
            assert_eq!(text.get(range).map(str::len), Some(block.text.len()), "{name}");
        }
        seen.push_str(&format!("{name}\n"));
        for (kind, lines) in counts {
            seen.push_str(&format!("  {kind}: {lines:?}\n"));
        }
    }
    insta::assert_snapshot!(seen);
}

#[test]
fn fences_are_found_wherever_they_stand() {
    // Each with the info strings and contents of its blocks.
    let cases: &[(&str, &[(&str, &str)])] = &[
        ("```yaml\na: 1\n```\n", &[("yaml", "a: 1\n")]),
        ("````md\n```yaml\na\n```\n````\n", &[("md", "```yaml\na\n```\n")]),
        ("~~~ yaml\n```\na\n~~~~\nb", &[("yaml", "```\na\n")]),
        ("- ```yaml\n  a: 1\n  ```\n", &[("yaml", "  a: 1\n")]),
        ("1. x\n\n   ```yaml\n   a: 1\n   ```\n", &[("yaml", "   a: 1\n")]),
        ("> ```yaml\n> a: 1\n>  b: 2\n> ```\nx", &[("yaml", "  a: 1\n   b: 2\n")]),
        ("> ```yaml\n> a: 1\nx\n```tf\n", &[("yaml", "  a: 1\n"), ("tf", "")]),
        ("> - ```yaml\n>   a: 1\n>   ```\n", &[("yaml", "    a: 1\n")]),
        ("```yaml\na: 1\n", &[("yaml", "a: 1\n")]),
        ("```yaml", &[("yaml", "")]),
        ("```yaml\r\na: 1\r\n```\r\n", &[("yaml", "a: 1\r\n")]),
        ("``` a`b\n``yaml\n", &[]),
        ("```yaml\na: |\n        ```\n```\n", &[("yaml", "a: |\n        ```\n")]),
        ("```yaml\n``` yaml\n```\n", &[("yaml", "``` yaml\n")]),
    ];
    for (text, expected) in cases {
        let found: Vec<_> = blocks(text).iter().map(|b| (b.info, b.text.to_string())).collect();
        let expected: Vec<_> = expected.iter().map(|(i, t)| (*i, (*t).to_owned())).collect();
        assert_eq!(found, expected, "{text}");
    }
}

#[test]
fn contents_decide_what_a_block_is() {
    let workflow = "on: push\njobs:\n  a:\n    runs-on: x\n";
    let pod = "apiVersion: v1\nkind: Pod\n";
    let cases: &[(&str, String, &[&str])] = &[
        ("yaml", pod.into(), &["Kubernetes"]),
        ("{.yaml title=\"a\"}", pod.into(), &["Kubernetes"]),
        ("YAML,linenos", format!("---\n{pod}---\n{pod}"), &["Kubernetes"]),
        ("yaml", format!("{pod}---\n{workflow}"), &["Kubernetes", "GithubWorkflow"]),
        ("yaml", format!("# c\n---\n{pod}---\n# end\n"), &["Kubernetes"]),
        (
            "yaml",
            format!("a: 1\n---\n{pod}"),
            &["- no configuration format that is read", "Kubernetes"],
        ),
        ("yaml", "name: x\nruns:\n  using: composite\n".into(), &["GithubAction"]),
        ("docker-compose", "services:\n  a:\n    image: x\n".into(), &["Compose"]),
        ("json", "{\"apiVersion\": \"v1\", \"kind\": \"Pod\"}".into(), &["Kubernetes"]),
        ("yaml", "a: {{ .Values.x }}\n".into(), &["- the template of a chart, not rendered here"]),
        ("yaml", "\n".into(), &["- no content"]),
        ("hcl", "locals {\n}\n".into(), &["Terraform"]),
        ("tf", "  resource \"a\" \"b\" {}".into(), &["Terraform"]),
        ("hcl", "source \"amazon-ebs\" \"x\" {\n}\n".into(), &["- Packer, not Terraform"]),
        ("hcl", "inputs = {\n}\n".into(), &["- Terragrunt, not Terraform"]),
        ("hcl", "- VPC\n".into(), &["- no Terraform block in it"]),
        ("Dockerfile", "from a\n".into(), &["Dockerfile"]),
        ("docker", "docker run x\n".into(), &["- no FROM instruction in it"]),
        ("", pod.into(), &["Kubernetes"]),
        ("", workflow.into(), &["GithubWorkflow"]),
        ("", "FROM a\nRUN b\n".into(), &["Dockerfile"]),
        (
            "",
            "FROM users SELECT\n".into(),
            &["- no language named, and no configuration recognised"],
        ),
        ("", "resource \"a\" \"b\" {\n}".into(), &["Terraform"]),
        ("", "data {\n".into(), &["- no language named, and no configuration recognised"]),
        ("bash", "kubectl apply\n".into(), &["- bash, not configuration"]),
    ];
    for (info, text, expected) in cases {
        let document = format!("```{info}\n{text}\n```\n");
        let found: Vec<_> = blocks(&document).iter().map(summary).collect();
        assert_eq!(found, *expected, "{document}");
    }
}

#[test]
fn documents_of_an_indented_stream_are_blocks_of_their_own() {
    let pod = "   apiVersion: v1\n   kind: Pod\n";
    let text = format!("1. x\n   ```yaml\n{pod}   ---\n{pod}   ```\n");
    let found = blocks(&text);
    assert_eq!(found.iter().map(|b| (b.fence, b.line)).collect::<Vec<_>>(), [(0, 3), (0, 6)]);
    assert!(found.iter().all(|block| block.text == pod));
    assert_eq!(&*found[1].address(), "a.md:6");
}

#[test]
fn blocks_in_lists_and_quotes_are_yaml_as_they_stand() {
    let text = "- x\n  ```yaml\n  apiVersion: v1\n  kind: Pod\n  spec:\n    a: |\n      é\n       b\n  ```\n\
                > ```yaml\n> apiVersion: v1\n> kind: Pod\n> spec:\n>   a: |\n>     é\n>      b\n> ```\n";
    let found = blocks(text);
    assert_eq!(found.len(), 2);
    for block in found {
        let mut diagnostics = Vec::new();
        let documents = compose(block.fragment(), &mut diagnostics);
        assert!(diagnostics.is_empty(), "{diagnostics:?}");
        let root = &documents[0].value;
        assert_eq!(root.at_keys(&["spec", "a"]).and_then(Value::as_str), Some("é\n b\n"));
        let kind = root.get("kind").unwrap().span;
        assert_eq!(&text[kind.start as usize..kind.end as usize], "Pod");
    }
}

#[test]
fn every_block_of_the_seed_documents_that_is_loaded_is_read() {
    let mut found = (0, 0, 0);
    for (_, text) in SEEDS {
        for block in blocks(text) {
            let mut parsed = Parsed::default();
            match block.content {
                Content::Load(FileKind::Kubernetes | FileKind::Compose) => {
                    found.0 += compose(block.fragment(), &mut parsed.diagnostics).len();
                }
                Content::Load(FileKind::GithubWorkflow) => {
                    parse_workflow_at(block.fragment(), block.line, &mut parsed);
                }
                _ => continue,
            }
            assert_eq!(parsed.diagnostics, [], "{}", block.line);
            for resource in parsed.resources {
                assert_eq!(resource.address, block.address());
                let view = resource.pipeline.unwrap();
                let jobs = view.get("jobs").and_then(Value::as_list).unwrap();
                found.1 += jobs.len();
                let steps = jobs.iter().filter_map(|job| job.get("steps")?.as_list());
                found.2 += steps.map(<[Value]>::len).sum::<usize>();
            }
        }
    }
    assert_eq!(found, (11, 9, 47), "objects, jobs, steps");
}

proptest::proptest! {
    #[test]
    fn any_document_is_cut_without_a_panic(text in "([>`~\\- 1.\r\n]|```|yaml|a: 1|---|é){0,60}") {
        let mut end = 0;
        for block in blocks(&text) {
            let (start, stop) = (block.span.start as usize, block.span.end as usize);
            assert!(start >= end && text.get(start..stop).is_some());
            assert_eq!(stop - start, block.text.len());
            end = stop;
        }
    }
}
