//! Tables of expressions with their trees, faults and references, and a property over any text.

use super::*;

/// The tree in prefix form, so that a table can hold it.
fn shown(expression: &Expression) -> String {
    let list = |items: &[Expression]| items.iter().map(shown).collect::<Vec<_>>().join(" ");
    match &expression.node {
        Node::Null => "null".into(),
        Node::Bool(value) => value.to_string(),
        Node::Number(value) => value.to_string(),
        Node::String(value) => format!("{value:?}"),
        Node::Context(name) => name.clone(),
        Node::Call { name, arguments } => format!("({name} {})", list(arguments)),
        Node::Not(inner) => format!("(! {})", shown(inner)),
        Node::All(items) => format!("(&& {})", list(items)),
        Node::Any(items) => format!("(|| {})", list(items)),
        Node::Compare { first, rest } => {
            let rest: Vec<_> = rest.iter().map(|(op, e)| format!("{op:?} {}", shown(e))).collect();
            format!("({} {})", shown(first), rest.join(" "))
        }
        Node::Access { base, steps } => {
            let steps: String = steps
                .iter()
                .map(|step| match step {
                    Step::Property(name) => format!(".{name}"),
                    Step::Index(index) => format!("[{}]", shown(index)),
                    Step::Wildcard => ".*".into(),
                })
                .collect();
            format!("{}{steps}", shown(base))
        }
    }
}

#[test]
fn expressions_have_their_tree() {
    let cases = [
        ("a", "a"),
        ("null", "null"),
        ("github.true", "github.true"),
        ("'it''s'", "\"it's\""),
        ("''", "\"\""),
        ("-9.2", "-9.2"),
        ("0xff", "255"),
        ("0o17", "15"),
        ("-2.99e-2", "-0.0299"),
        (".5", "0.5"),
        ("a.b-c.*.d", "a.b-c.*.d"),
        ("a['b c'][0][*]", "a[\"b c\"][0].*"),
        ("a[b.c].d", "a[b.c].d"),
        ("f()", "(f )"),
        ("f(a, 'b', g(1)).h", "(f a \"b\" (g 1)).h"),
        ("a || b && c", "(|| a (&& b c))"),
        ("(a || b) && c", "(&& (|| a b) c)"),
        ("a || b || c", "(|| a b c)"),
        ("!a == b", "((! a) Equal b)"),
        ("!!a", "(! a)"),
        ("!(a && b)", "(! (&& a b))"),
        ("a < b == c >= d", "((a Less b) Equal (c GreaterOrEqual d))"),
        ("a != b && c <= d", "(&& (a NotEqual b) (c LessOrEqual d))"),
        ("a > b > c", "(a Greater b Greater c)"),
        ("  a\n  &&\n b ", "(&& a b)"),
        ("fromJSON('[\"a\"]')[0]", "(fromJSON \"[\\\"a\\\"]\")[0]"),
    ];
    for (text, tree) in cases {
        let expression = parse(text).unwrap_or_else(|fault| panic!("{text}: {fault:?}"));
        assert_eq!(shown(&expression), tree, "{text}");
    }
}

#[test]
fn faults_name_their_place() {
    let cases = [
        ("", 0, "a value is missing"),
        ("a &&", 4, "a value is missing"),
        ("a b", 2, "an operator is missing here"),
        ("a = b", 2, "a character that no expression has"),
        ("a & b", 2, "a character that no expression has"),
        ("\"a\"", 0, "strings stand in single quotes"),
        ("a == 'b", 5, "a string without its end"),
        ("(a", 2, "`)` is missing"),
        ("f(a b)", 4, "`)` is missing"),
        ("a[0", 3, "`]` is missing"),
        ("a.", 2, "a property name is missing after the dot"),
        ("a.0", 2, "a property name is missing after the dot"),
        ("12a", 0, "not a number"),
        ("é", 0, "a character that no expression has"),
        ("...", 0, "a value is missing"),
    ];
    for (text, at, message) in cases {
        assert_eq!(parse(text), Err(Fault { at, message }), "{text}");
    }
}

#[test]
fn nesting_is_bounded_and_chains_are_not() {
    let nested = |levels| format!("{}a{}", "(".repeat(levels), ")".repeat(levels));
    assert!(parse(&nested(MAX_DEPTH)).is_ok());
    assert_eq!(parse(&nested(100_000)).map_err(|fault| fault.message), Err("nested too deeply"));
    assert!(parse(&format!("{}a", "a[".repeat(100_000))).is_err());
    for chain in ["!", "a == ", "a && ", "a < ", "a."] {
        assert!(parse(&format!("{}a", chain.repeat(50_000))).is_ok(), "{chain}");
    }
}

#[test]
fn references_and_flows() {
    // Expression, its references, those that reach the result.
    let cases: &[(&str, &[&str], &[&str])] = &[
        (
            "github.event.pull_request['title']",
            &["github.event.pull_request.title"],
            &["github.event.pull_request.title"],
        ),
        ("GitHub.Event.Issue.Title", &["github.event.issue.title"], &["github.event.issue.title"]),
        ("a.*.b", &["a.*.b"], &["a.*.b"]),
        (
            "github.event.commits[0].message",
            &["github.event.commits.*.message"],
            &["github.event.commits.*.message"],
        ),
        ("a[b.c].d", &["a.*.d", "b.c"], &["a.*.d"]),
        ("a == 'x'", &["a"], &[]),
        ("!a", &["a"], &[]),
        ("a && b || c", &["a", "b", "c"], &["b", "c"]),
        ("contains(a, b)", &["a", "b"], &[]),
        ("StartsWith(a, 'x') && b", &["a", "b"], &["b"]),
        ("format('{0}', a)", &["a"], &["a"]),
        ("fromJSON(a).b", &["a"], &["a"]),
        ("toJSON(github)", &["github"], &["github"]),
        ("true && 'a' || null", &[], &[]),
    ];
    for (text, references, flows) in cases {
        let expression = parse(text).expect(text);
        let all = expression.references();
        let names = |list: &[Reference]| list.iter().map(|r| r.context.clone()).collect::<Vec<_>>();
        assert_eq!(names(&all), *references, "{text}");
        assert_eq!(names(&expression.flows()), *flows, "{text}");
        // Tokens alone do not show where a computed index ends.
        if !text.contains("[b") {
            assert_eq!(references_in_tokens(text).first(), all.first(), "{text}");
        }
    }
    let broken = references_in_tokens("a.b + 'x' c['d'].e f(g.h");
    let names: Vec<_> = broken.iter().map(|r| r.context.as_str()).collect();
    assert_eq!(names, ["a.b"], "tokens end at the first character that is none");
}

#[test]
fn interpolations_are_found_in_text_and_source() {
    let inner = |text: &str| -> Vec<String> {
        interpolations(text).map(|found| text[found.inner].to_owned()).collect()
    };
    assert_eq!(inner("a ${{ b }} c ${{d}}"), ["b", "d"]);
    assert_eq!(inner("${{ '}}' }}x"), ["'}}'"]);
    assert_eq!(inner("${{ 'it''s }}' }}"), ["'it''s }}'"]);
    assert_eq!(inner("$ { {{ a }} ${"), Vec::<String>::new());
    assert_eq!(inner("${{ }}"), [""]);
    let open: Vec<_> = interpolations("a ${{ b").collect();
    assert_eq!((open.len(), open[0].closed, open[0].inner.clone()), (1, false, 6..7));

    let source = "|\n    echo ${{ a }}\n    ${{ b &&\n      c }} ${{ d }}\n";
    let mut search = SourceSearch::new(source);
    assert_eq!(search.next("${{ a }}").map(|range| &source[range]), Some("${{ a }}"));
    let second = search.next("${{ b &&\n  c }}").expect("blanks may differ");
    assert!(source[second].starts_with("${{ b"));
    assert_eq!(search.next("${{ e }}"), None);
}

proptest::proptest! {
    #[test]
    fn any_text_parses_or_faults(text in "[ab.*'()\\[\\],!=<>&|0-9x{}$ é-]{0,80}") {
        match parse(&text) {
            Ok(expression) => {
                assert!(expression.start <= expression.end && expression.end <= text.len());
                for reference in expression.references() {
                    assert!(text.get(reference.start..reference.end).is_some());
                }
                assert!(expression.flows().len() <= expression.references().len());
            }
            Err(fault) => assert!(fault.at <= text.len()),
        }
        references_in_tokens(&text);
        for found in interpolations(&text) {
            assert!(text.get(found.inner).is_some() && text.get(found.range).is_some());
        }
    }
}
