//! Tests of the whole reading: text in, tree out.

mod agreement;
mod hostile;
mod json;
mod show;

use super::*;
use crate::model::{FileId, Str};

/// Reads a text that stands some way into a file, so that a span that forgets it shows.
fn read(text: &str) -> (Body, Vec<Diagnostic>) {
    let path: Str = "main.tf".into();
    let mut diagnostics = Vec::new();
    let fragment = Fragment { file: FileId(3), path: &path, text, offset: OFFSET };
    let body = parse(fragment, &mut diagnostics);
    (body, diagnostics)
}

const OFFSET: usize = 1000;

/// The text under a span that [`read`] gave.
fn under(text: &str, span: crate::model::Span) -> &str {
    &text[span.start as usize - OFFSET..span.end as usize - OFFSET]
}

/// A text's tree and diagnostics, for snapshots.
fn report(text: &str) -> String {
    let (body, diagnostics) = read(text);
    let mut report = show::show(&body);
    for diagnostic in diagnostics {
        let span = diagnostic.span.unwrap();
        let start = span.start as usize - OFFSET;
        let line = text[..start].matches('\n').count() + 1;
        report += &format!(
            "! {line}: {} ({:?}) at {:?}\n",
            diagnostic.message,
            diagnostic.loss,
            under(text, span)
        );
    }
    report
}

fn value(text: &str) -> String {
    let path: Str = "main.tf".into();
    let mut diagnostics = Vec::new();
    let value = parse_expression(Fragment::whole(FileId(0), &path, text), &mut diagnostics);
    let mut shown = show::expression(&value);
    for diagnostic in diagnostics {
        shown += &format!(" ! {}", diagnostic.message);
    }
    shown
}

#[test]
fn fixtures_read_as_their_snapshots_say() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/fixtures/terraform/syntax");
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path(folder);
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| {
        let mut seen = 0;
        for file in std::fs::read_dir(folder).unwrap() {
            let path = file.unwrap().path();
            if path.extension().is_some_and(|extension| extension == "tf") {
                let text = std::fs::read_to_string(&path).unwrap();
                let name = path.file_stem().unwrap().to_string_lossy().into_owned();
                insta::assert_snapshot!(name, report(&text));
                seen += 1;
            }
        }
        assert!(seen >= 8, "{seen} fixtures");
    });
}

#[test]
fn expressions_bind_as_the_language_says() {
    for (text, tree) in [
        (
            "a || b && c == d < e + f * -g",
            "Or(a, And(b, Equal(c, Less(d, Add(e, Multiply(f, Negate(g)))))))",
        ),
        ("1 - 2 - 3", "Subtract(Subtract(1, 2), 3)"),
        ("-a.b[0]", "Negate(a.b[0])"),
        ("!a == b", "Equal(Not(a), b)"),
        ("a ? b : c ? d : e", "if(a, b, if(c, d, e))"),
        ("(a\n ? 1\n : 2)", "(if(a, 1, 2))"),
        ("[a\n ? 1\n : 2]", "[if(a, 1, 2)]"),
        ("f(a\n ? 1\n : 2,\n)", "f(if(a, 1, 2))"),
        ("a.0.b.1", "a[0].b[1]"),
        ("a.*.b[0]", "(a.*).b[0]"),
        ("a.*.b.0.c", "(a.*).b[0].c"),
        ("a[*].b[0].c", "(a[*]).b[0].c"),
        ("a[*].b[*].c", "for(None, *, (a[*]).b, None, (*[*]).c, false, None)"),
        (
            "{a = 1, (b) = 2, \"c\" : 3, d.e = 4, true = 5}",
            "{\"a\": 1, (b): 2, \"c\": 3, d.e: 4, \"true\": 5}",
        ),
        ("{a = b\n (c) = d}", "{\"a\": b, (c): d}"),
        ("{for = 1}", "{\"for\": 1}"),
        (
            "[for k, v in m : v if k != \"\"]",
            "for(Some(\"k\"), v, m, None, v, false, Some(\"NotEqual(k, \\\"\\\")\"))",
        ),
        ("{for v in l : v.k => v...}", "for(None, v, l, Some(\"v.k\"), v, true, None)"),
        ("provider::aws::arn_parse(x)", "provider::aws::arn_parse(x)"),
        ("f(a, b...)", "f(a, b...)"),
        ("1 /* two */ + # three\n 4", "Add(1, 4)"),
        ("a-b", "a-b"),
        ("1e3 + 0.1", "Add(1000, Float(0.1))"),
        ("123456789012345678901", "Decimal(\"123456789012345678901\")"),
        ("\"${a}\"", "<${a}>"),
        ("\"a$${b}%%{c}$d%\\\"\\u00e9\"", "\"a${b}%{c}$d%\\\"é\""),
        ("\"${\"${\"x\"}\"}\"", "<${<${\"x\"}>}>"),
        ("\"a%{ if x ~} b %{~ else }c%{ endif }\"", "<\"a\" if(x, \"b\", \"c\")>"),
        ("\"%{ for i, x in l }${x},%{ endfor }\"", "<for(Some(\"i\"), x, l, ${x} \",\")>"),
        ("\"\\q\"", "\"\\\\q\" ! unknown escape `\\\\q`"),
        ("\"%{ endif }\"", "INVALID ! unexpected `endif` in a template"),
        ("a b", "INVALID ! expected the end of the expression, found `b`"),
        ("", "INVALID ! expected an expression, found the end of the text"),
        ("[1, 2", "INVALID ! expected `,` or `]`, found the end of the text"),
    ] {
        assert_eq!(value(text), tree, "{text}");
    }
}

#[test]
fn heredocs_follow_the_language() {
    for (text, tree) in [
        ("<<E\na\n  b\nE", r#""a\n  b\n""#),
        ("<<E\nE\n", r#""""#),
        ("<<-E\n    a\n\n      b\n   \n    E\n", r#""a\n\n  b\n   \n""#),
        ("<<-E\n\ta\n\t b\n\tE\n", r#""a\n b\n""#),
        ("<<-E\n  a\n  ${b}\n  E\n", r#"<"a\n" ${b} "\n">"#),
        ("<<-E\n${a}\n  b\nE\n", r#"<${a} "\n  b\n">"#),
        ("<<-E\r\n  a\r\n    b\r\n  E\r\n", r#""a\r\n  b\r\n""#),
        (
            "<<E\n  %{ for x in l ~}\n  ${x}\n  %{ endfor ~}\n  end\nE\n",
            r#"<"  " for(None, x, l, "  " ${x} "\n  ") "  end\n">"#,
        ),
        ("<<E\n\\n $${a} \"q\"\nE\n", r#""\\n ${a} \"q\"\n""#),
        ("<<E\nEE\n E E\nE\n", r#""EE\n E E\n""#),
        ("<<E\n${<<F\nx\nF\n}\nE\n", r#"<${"x\n"} "\n">"#),
    ] {
        assert_eq!(value(text), tree, "{text}");
    }
}

#[test]
fn templates_are_read_line_by_line() {
    let path: Str = "t.tpl".into();
    let mut diagnostics = Vec::new();
    let text = "  %{ for x in l ~}\n    server ${x}\n  %{ endfor ~}\n  \"end\"\n";
    let parts = parse_template(Fragment::whole(FileId(0), &path, text), &mut diagnostics);
    assert_eq!(
        show::parts(&parts),
        r#""  " for(None, x, l, "    server " ${x} "\n  ") "  \"end\"\n""#
    );
    parse_template(Fragment::whole(FileId(0), &path, "a ${"), &mut diagnostics);
    assert_eq!(diagnostics.len(), 1);
}

#[test]
fn spans_are_those_of_the_file() {
    let text = "\u{feff}resource \"a\" \"é\" {\n  x = [1, a.b]\n  y = <<-E\n   z\n  E\n}\n";
    let (body, diagnostics) = read(text);
    assert_eq!(diagnostics, []);
    let block = &body.blocks[0];
    assert_eq!(under(text, block.header), "resource \"a\" \"é\"");
    assert!(under(text, block.span).ends_with("E\n}"));
    assert_eq!(block.span.file, FileId(3));
    let [x, y] = block.body.attributes.as_slice() else { panic!("{block:?}") };
    assert_eq!(under(text, x.name_span), "x");
    assert_eq!(under(text, x.value.span), "[1, a.b]");
    let ExpressionKind::Tuple(elements) = &x.value.kind else { panic!("{x:?}") };
    assert_eq!(under(text, elements[1].span), "a.b");
    assert_eq!(under(text, y.value.span), "<<-E\n   z\n  E");
}
