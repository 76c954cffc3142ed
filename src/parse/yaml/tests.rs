//! The composer on ordinary, broken and hostile texts.

use std::time::{Duration, Instant};

use proptest::prelude::*;

use super::*;
use crate::model::{FileId, Kind, Source, Sources, Str};

fn read(text: &str) -> (Vec<Document>, Vec<Diagnostic>) {
    let path: Str = "test.yaml".into();
    let mut diagnostics = Vec::new();
    let documents = compose(Fragment::whole(FileId(0), &path, text), &mut diagnostics);
    (documents, diagnostics)
}

fn lines(text: &str, diagnostics: &[Diagnostic]) -> Vec<u32> {
    let mut sources = Sources::default();
    sources.add(Source::new("test.yaml", text));
    let line = |span| sources.positions(span).0.line;
    diagnostics.iter().filter_map(|diagnostic| diagnostic.span.map(line)).collect()
}

/// A compact rendering: enough to compare structure and kinds.
fn show(value: &Value) -> String {
    match &value.kind {
        Kind::List(items) => {
            format!("[{}]", items.iter().map(show).collect::<Vec<_>>().join(" "))
        }
        Kind::Map(map) => {
            let entries = map.iter().map(|entry| format!("{}:{}", entry.key, show(&entry.value)));
            format!("{{{}}}", entries.collect::<Vec<_>>().join(" "))
        }
        Kind::String(text) => format!("{text:?}"),
        Kind::Bool(value) => value.to_string(),
        Kind::Number(crate::model::Number::Int(value)) => value.to_string(),
        Kind::Null => "null".into(),
        other => format!("{other:?}"),
    }
}

#[test]
fn structures_and_scalars() {
    let cases = [
        ("a: 1\nb: [x, 'y', \"z\"]\n", r#"{a:1 b:["x" "y" "z"]}"#),
        ("on: push\nyes: no\n", r#"{on:"push" yes:"no"}"#),
        ("1: a\ntrue: b\nnull: c\n", r#"{1:"a" true:"b" null:"c"}"#),
        ("a: !!str 12\nb: !!int \"3\"\nc: !mine x\n", r#"{a:"12" b:3 c:"x"}"#),
        ("a: \"true\"\nb: |\n  x\n  y\nc: >-\n  x\n  y\n", r#"{a:"true" b:"x\ny\n" c:"x y"}"#),
        ("a: &x {k: 1}\nb: *x\n", "{a:{k:1} b:{k:1}}"),
        ("a: &x {k: 1, l: 2}\nb:\n  <<: *x\n  l: 3\n", "{a:{k:1 l:2} b:{l:3 k:1}}"),
        (
            "x: &x {k: 1}\ny: &y {k: 2, m: 3}\nb: {<<: [*x, *y]}\n",
            "{x:{k:1} y:{k:2 m:3} b:{k:1 m:3}}",
        ),
        ("? [a, b]\n: c\n", r#"{[a, b]:"c"}"#),
        ("a:\nb: ~\n", "{a:null b:null}"),
        ("\u{feff}a: 1\r\nb:\r\n- 2\r\n", "{a:1 b:[2]}"),
        ("{\n\t\"a\": [1, 2,\n\t\t{\"b\":null}]\n}\n", "{a:[1 2 {b:null}]}"),
    ];
    for (text, expected) in cases {
        let (documents, diagnostics) = read(text);
        assert!(diagnostics.is_empty(), "{text}: {diagnostics:?}");
        assert_eq!(
            documents.iter().map(|document| show(&document.value)).collect::<String>(),
            expected
        );
    }
}

#[test]
fn spans_are_exact() {
    let text = "a: 'b c' # note\nlist:\n  - x: |\n      one\n\n  - *none_such\n";
    let (documents, diagnostics) = read(text);
    assert!(documents.is_empty());
    assert_eq!(lines(text, &diagnostics), [6]);
    let text = "a: 'b c' # note\nempty:\nlist:\n  - x: |\n      one\n\n# end\n";
    let (documents, _) = read(text);
    let root = &documents[0].value;
    let slice = |span: Span| &text[span.start as usize..span.end as usize];
    assert_eq!(slice(root.get("a").unwrap().span), "'b c'");
    assert_eq!(slice(root.as_map().unwrap().entry("list").unwrap().key_span), "list");
    let empty = root.as_map().unwrap().entry("empty").unwrap();
    assert_eq!((empty.value.span.start, empty.value.span.is_empty()), (empty.key_span.end, true));
    let item = &root.get("list").unwrap().as_list().unwrap()[0];
    assert_eq!(slice(item.span), "x: |\n      one");
    assert_eq!(slice(documents[0].span), text.trim_end_matches("\n\n# end\n"));
}

#[test]
fn spans_count_from_the_start_of_the_file() {
    let path: Str = "a.md".into();
    let fragment = Fragment { file: FileId(3), path: &path, text: "a:\n  b: c\n", offset: 100 };
    let documents = compose(fragment, &mut Vec::new());
    let value = documents[0].value.at_keys(&["a", "b"]).unwrap();
    assert_eq!(value.span, Span::new(FileId(3), 108, 109));
    assert_eq!(documents[0].span, Span::new(FileId(3), 100, 109));
}

#[test]
fn one_broken_document_loses_only_itself() {
    let text = "a: 1\n---\nb: [1\nc: 2\n---\nd: 3\n---\ne: \"x\n";
    let (documents, diagnostics) = read(text);
    let shown: Vec<_> = documents.iter().map(|document| show(&document.value)).collect();
    assert_eq!(shown, ["{a:1}", "{d:3}"]);
    assert_eq!(diagnostics.len(), 2);
    assert!(diagnostics.iter().all(|diagnostic| diagnostic.loss == Loss::Part));
    let found = lines(text, &diagnostics);
    assert!((3..=4).contains(&found[0]), "{found:?}");
    assert!(found[1] >= 8, "{found:?}");
}

#[test]
fn templates_are_named_once() {
    let text = "kind: A\n---\nname: {{ .Values.name }}\n---\n{{- if .Values.x }}\na: 1\n{{- end }}\n---\nimage: {{ .a }}:{{ .b }}\n---\nkind: B\n";
    let (documents, diagnostics) = read(text);
    assert_eq!(documents.len(), 2, "{documents:?}");
    assert_eq!(diagnostics.len(), 1, "{diagnostics:?}");
    assert!(diagnostics[0].message.contains("looks like a template"));
    assert_eq!(lines(text, &diagnostics), [3]);
}

#[test]
fn duplicates_are_noted_and_the_last_counts() {
    let (documents, diagnostics) = read("a: 1\nb: 2\na: 3\n");
    assert_eq!(documents[0].value.get("a").unwrap().as_int(), Some(3));
    assert_eq!(diagnostics[0].loss, Loss::Nothing);
    let many: String = (0..50).map(|key| format!("k{}: 1\n", key % 25)).collect();
    assert_eq!(read(&many).1.len(), 20);
}

fn bomb() -> String {
    let mut text = String::from("a0: &a0 [x,x,x,x,x,x,x,x,x,x]\n");
    for level in 1..15 {
        let alias = format!("*a{}", level - 1);
        let row = [alias.as_str(); 9].join(",");
        text.push_str(&format!("a{level}: &a{level} [{row}]\n"));
    }
    text
}

#[test]
fn hostile_texts_are_refused_at_once() {
    let merge_bomb = {
        let mut text = String::from("a0: &a0\n");
        (0..1000).for_each(|key| text.push_str(&format!("  k{key}: 1\n")));
        (0..5000).for_each(|key| text.push_str(&format!("b{key}: {{<<: *a0}}\n")));
        text
    };
    let chain = {
        let mut text = String::from("a0: &a0 x\n");
        (1..20_000).for_each(|at| text.push_str(&format!("a{at}: &a{at} [*a{}]\n", at - 1)));
        text
    };
    let cases = [
        ("bomb", bomb()),
        ("merge bomb", merge_bomb),
        ("alias chain", chain),
        ("brackets", "[".repeat(100_000)),
        ("braces", "{".repeat(100_000)),
        ("pairs", "[{".repeat(50_000)),
        ("dashes", "- ".repeat(100_000)),
        ("keys", "? ".repeat(10_000)),
        ("itself", "a: &a [*a]\n".into()),
        ("colons", "a: ".repeat(10_000)),
        ("steps", (0..3000).map(|at| format!("{}a:\n", " ".repeat(at))).collect()),
    ];
    for (name, text) in cases {
        let begin = Instant::now();
        let (documents, diagnostics) = read(&format!("{text}\n---\ngood: true\n"));
        // Generous, since tests run unoptimised and side by side.
        assert!(begin.elapsed() < Duration::from_secs(5), "{name}: {:?}", begin.elapsed());
        assert!(!diagnostics.is_empty(), "{name}");
        assert!(documents.len() <= 1, "{name}: {}", documents.len());
        assert!(lines(&text, &diagnostics)[0] >= 1, "{name}");
    }
    let begin = Instant::now();
    assert!(read(&bomb()).0.is_empty());
    assert!(begin.elapsed() < Duration::from_millis(100));
}

proptest! {
    #[test]
    fn arbitrary_text_never_panics(text in "\\PC{0,200}|[-?:,\\[\\]{}#&*!|>'\"%@` a1\n\t\r]{0,200}") {
        let _ = read(&text);
    }

    #[test]
    fn mutated_yaml_never_panics(at in 0usize..200, cut in 0usize..20, insert in "[-?:,\\[\\]{}#&*!|>'\"<~ a\n\t]{0,6}") {
        let text = "a: &x {k: 1, l: [2, 3]}\nb:\n  <<: *x\n  c: |\n    text é\n  d: \"q\"\n---\n? [x]\n: - y\n  - *x\n";
        let boundary = |mut index: usize| { while !text.is_char_boundary(index) { index -= 1; } index };
        let from = boundary(at.min(text.len()));
        let to = boundary((at + cut).min(text.len())).max(from);
        let _ = read(&format!("{}{insert}{}", &text[..from], &text[to..]));
    }

    #[test]
    fn every_span_lies_within_the_text(text in "[-?:\\[\\]{}&*|>'\" abé\n]{0,120}") {
        for document in read(&text).0 {
            let mut pending = vec![&document.value];
            while let Some(value) = pending.pop() {
                prop_assert!(text.get(value.span.start as usize..value.span.end as usize).is_some());
                match &value.kind {
                    Kind::List(items) => pending.extend(items.iter()),
                    Kind::Map(map) => pending.extend(map.iter().map(|entry| &entry.value)),
                    _ => {}
                }
            }
        }
    }

    /// Lines of the subset and just outside of it, stacked at random depths.
    #[test]
    fn both_readers_agree(
        lines in prop::collection::vec((0usize..4, "(- |- - |)(a|b: |\"c\": |'d': |)(x|1|yes|'q''s'|\"e\\\\n\"|\\[a, \"b\", \\{k: v\\}\\]|\\{\\}|\\|-?|x: y|x #c|x#c|-x|~|é|<<: \\{a: b\\}|)( #n|:|  )?"), 0..8),
        end in "\n?",
    ) {
        let text = lines.iter().map(|(depth, line)| format!("{}{line}", "  ".repeat(*depth)));
        agree(&(text.collect::<Vec<_>>().join("\n") + &end))?;
    }

    #[test]
    fn both_readers_agree_on_any_text(text in "[-?:,\\[\\]{}&*|>'\"#<~ab1 \n]{0,40}") {
        agree(&text)?;
    }
}

/// What the fast reader accepts, the full parser reads to the same values and places.
fn agree(text: &str) -> Result<(), TestCaseError> {
    let path: Str = "test.yaml".into();
    let fragment = Fragment::whole(FileId(0), &path, text);
    let mut builder = Builder::new(fragment, Schema::Yaml11);
    if next_marker(text, 0) < text.len() || quick::read(&mut builder, text, 0, text.len()).is_none()
    {
        return Ok(());
    }
    let quick = builder.finish().expect("a document");
    let mut diagnostics = Vec::new();
    let mut full = Stream {
        fragment,
        builder: Builder::new(fragment, Schema::Yaml11),
        documents: Vec::new(),
        template_reported: false,
        faults: 0,
        diagnostics: &mut diagnostics,
    };
    full.read(0, text.len());
    let documents = full.documents;
    prop_assert_eq!(documents.len(), 1, "{:?}: {:?}", text, diagnostics);
    let full = &documents[0].value;
    prop_assert_eq!(show(&quick.value), show(full), "{:?}", text);
    prop_assert_eq!(places(&quick.value), places(full), "{:?}", text);
    Ok(())
}

/// Every place in a value, but for elements that are not written.
fn places(root: &Value) -> Vec<Span> {
    let mut found = Vec::new();
    let mut pending = vec![root];
    while let Some(value) = pending.pop() {
        if value.kind != Kind::Null || !value.span.is_empty() {
            found.push(value.span);
        }
        match &value.kind {
            Kind::List(items) => pending.extend(items.iter()),
            Kind::Map(map) => {
                found.extend(map.iter().map(|entry| entry.key_span));
                pending.extend(map.iter().map(|entry| &entry.value));
            }
            _ => {}
        }
    }
    found
}

#[test]
fn ordinary_manifests_take_the_fast_reader() {
    let text = include_str!("../../../fixtures/kubernetes/application.yaml");
    let path: Str = "test.yaml".into();
    let mut from = 0;
    while from < text.len() {
        let to = next_marker(text, from);
        let mut builder = Builder::new(Fragment::whole(FileId(0), &path, text), Schema::Core);
        assert!(quick::read(&mut builder, text, from, to).is_some(), "{}", &text[from..to]);
        from = to;
    }
}
