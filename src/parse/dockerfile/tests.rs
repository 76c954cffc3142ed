//! Dockerfiles to stages.

use proptest::prelude::*;

use super::*;
use crate::model::{FileId, Kind};

fn read(text: &str) -> Parsed {
    let path: Str = "Dockerfile".into();
    let mut parsed = Parsed::default();
    parse(Fragment::whole(FileId(0), &path, text), &mut parsed);
    parsed
}

const TEXT: &str = "\
# syntax=docker/dockerfile:1
ARG VERSION=3.13
ARG MIRROR
FROM python:${VERSION}-slim AS Builder
WORKDIR /build
RUN apt-get update && \\
    # a comment between
    apt-get install -y curl \\
    && rm -rf /x
USER app
FROM --platform=linux/amd64 builder
COPY --from=builder --chown=1:1 /a /b
ENV A=1 B=\"two words\"
ENV OLD some value
EXPOSE 8000 9000/udp
HEALTHCHECK --interval=30s CMD curl -f http://localhost/
RUN <<EOF
FROM nothing
EOF
CMD [\"run\"]
FROM $MIRROR/app:1
";

#[test]
fn stages_of_one_name_have_addresses_of_their_own() {
    let text = "FROM a AS b\nFROM c AS B\nFROM b AS b\nFROM b AS b~2\nFROM x\n";
    let parsed = read(text);
    let addresses: Vec<_> = parsed.resources.iter().map(|one| &*one.address).collect();
    let expected = ["b", "b~2", "b~3", "b~2~2", "4"].map(|part| format!("Dockerfile#{part}"));
    assert_eq!(addresses, expected);
    let namesakes = parsed.resources.iter().map(|one| one.attributes.get("namesake")?.as_int());
    assert_eq!(namesakes.collect::<Vec<_>>(), [None, Some(0), Some(1), None, None]);
    assert_eq!(&*parsed.resources[2].references[0].to, "Dockerfile#b~2");
    let mut fenced = Parsed::default();
    let (path, name): (Str, Str) = ("a.md".into(), "a.md:3".into());
    parse_as(Fragment::whole(FileId(0), &path, "FROM a\n"), &name, &mut fenced);
    assert_eq!(&*fenced.resources[0].address, "a.md:3#0");
}

#[test]
fn stages_with_what_they_add_up_to() {
    let parsed = read(TEXT);
    assert!(parsed.diagnostics.is_empty(), "{:?}", parsed.diagnostics);
    let addresses: Vec<_> = parsed.resources.iter().map(|one| &*one.address).collect();
    assert_eq!(addresses, ["Dockerfile#builder", "Dockerfile#1", "Dockerfile#2"]);
    let text = |stage: usize, path: &[&str]| {
        let value = parsed.resources[stage].attributes.at_keys(path);
        value.and_then(Value::as_str).map(str::to_owned)
    };
    let cases: [(usize, &[&str], Option<&str>); 12] = [
        (0, &["from", "image"], Some("python:3.13-slim")),
        (0, &["from", "image_ref", "tag"], Some("3.13-slim")),
        (0, &["workdir"], Some("/build")),
        (0, &["user"], Some("app")),
        (1, &["user"], Some("app")),
        (1, &["from", "stage"], Some("builder")),
        (1, &["from", "platform"], Some("linux/amd64")),
        (1, &["env", "B"], Some("two words")),
        (1, &["env", "OLD"], Some("some value")),
        (1, &["healthcheck"], Some("CMD curl -f http://localhost/")),
        (1, &["cmd"], Some("[\"run\"]")),
        (2, &["user"], None),
    ];
    for (stage, path, expected) in cases {
        assert_eq!(text(stage, path).as_deref(), expected, "{stage} {path:?}");
    }
    let slice = |span: Span| &TEXT[span.start as usize..span.end as usize];
    assert_eq!(slice(parsed.resources[0].header), "FROM python:${VERSION}-slim AS Builder");
    let user = parsed.resources[0].attributes.get("user").unwrap();
    assert_eq!(slice(user.span), "app");
    let image = parsed.resources[2].attributes.at_keys(&["from", "image"]).unwrap();
    let unknown = image.as_unknown().unwrap();
    assert_eq!(&*unknown.name, "${MIRROR}");
    assert_eq!(slice(unknown.declared_at.unwrap()), "ARG MIRROR");
    let Kind::List(instructions) =
        &parsed.resources[0].attributes.get("instructions").unwrap().kind
    else {
        panic!("instructions are a list");
    };
    let run = instructions[2].get("value").and_then(Value::as_str).unwrap();
    assert!(run.contains("install -y curl") && run.ends_with("rm -rf /x"), "{run}");
}

#[test]
fn what_nothing_declares_is_open_where_it_stands() {
    let text = "FROM alpine:${V}\nARG V\n";
    let parsed = read(text);
    let image = parsed.resources[0].attributes.at_keys(&["from", "image"]).unwrap();
    let place = image.as_unknown().unwrap().declared_at.unwrap();
    assert_eq!(&text[place.start as usize..place.end as usize], "alpine:${V}");
}

#[test]
fn broken_files_are_named() {
    for text in ["", "RUN x\n", "hello\nFROM a\n", "FROM a\n%%%\n"] {
        assert!(!read(text).diagnostics.is_empty(), "{text}");
    }
}

proptest! {
    #[test]
    fn arbitrary_text_never_panics(text in "(FROM |RUN |ENV |ARG |USER |COPY --a=b |[a-z$\\{}:=\"'<#é\n\t \\\\-]{0,9}){0,12}") {
        let _ = read(&text);
    }
}
