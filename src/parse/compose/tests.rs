//! Services to resources.

use super::*;
use crate::model::{FileId, Str};

fn read(text: &str) -> Parsed {
    let path: Str = "compose.yaml".into();
    let mut parsed = Parsed::default();
    parse(Fragment::whole(FileId(0), &path, text), &mut parsed);
    parsed
}

fn show(value: &Value) -> String {
    match &value.kind {
        Kind::List(items) => {
            format!("[{}]", items.iter().map(show).collect::<Vec<_>>().join(","))
        }
        Kind::Map(map) => {
            let entries = map.iter().map(|entry| format!("{}:{}", entry.key, show(&entry.value)));
            format!("{{{}}}", entries.collect::<Vec<_>>().join(","))
        }
        Kind::Unknown(unknown) => unknown.name.to_string(),
        _ => crate::model::view::workload::scalar_text(value).into_owned(),
    }
}

const TEXT: &str = "\
services:
  web:
    image: shop/web:${TAG}
    user: '1000:1000'
    read_only: true
    privileged: false
    cap_drop: [all]
    cap_add: [CAP_NET_ADMIN]
    security_opt: ['no-new-privileges:true', 'seccomp=unconfined']
    network_mode: host
    ports: ['127.0.0.1:8080:80', {target: 443, published: '8443'}]
    environment: ['A=b', 'PASSWORD=${SECRET}', 'BARE']
    volumes: ['/var/run/docker.sock:/var/run/docker.sock:ro', 'data:/data']
    depends_on: [db]
    healthcheck: {test: [CMD, ok], interval: 1m, retries: 3}
    deploy: {replicas: 2, resources: {limits: {cpus: '0.5', memory: 64M}}}
  db:
    build: .
  x-note: {}
";

#[test]
fn services_become_workloads() {
    let parsed = read(TEXT);
    assert!(parsed.diagnostics.is_empty(), "{:?}", parsed.diagnostics);
    let addresses: Vec<_> = parsed.resources.iter().map(|one| &*one.address).collect();
    assert_eq!(addresses, ["compose.yaml#services.web", "compose.yaml#services.db"]);
    let web = &parsed.resources[0];
    assert_eq!(&*web.references[0].to, "compose.yaml#services.db");
    let view = web.workload_view().unwrap();
    let spec = view.get("spec").unwrap();
    let container = &view.get("containers").unwrap().as_list().unwrap()[0];
    let security = container.at_keys(&["spec", "securityContext"]).unwrap();
    let cases = [
        (view.get("replicas"), "2"),
        (spec.get("hostNetwork"), "true"),
        (
            spec.get("volumes"),
            "[{name:volume-0,hostPath:{path:/var/run/docker.sock}},{name:volume-1,persistentVolumeClaim:{claimName:data}}]",
        ),
        (
            container.get("image_ref"),
            "{registry:docker.io,repository:shop/web,tag:${TAG},digest:${TAG}}",
        ),
        (security.get("runAsUser"), "1000"),
        (security.get("runAsNonRoot"), "true"),
        (security.get("readOnlyRootFilesystem"), "true"),
        (security.get("allowPrivilegeEscalation"), "false"),
        (security.get("capabilities"), "{add:[NET_ADMIN],drop:[ALL]}"),
        (security.get("seccompProfile"), "{type:Unconfined}"),
        (
            container.at_keys(&["spec", "ports"]),
            "[{containerPort:80,hostPort:8080,hostIP:127.0.0.1,protocol:TCP},{containerPort:443,hostPort:8443}]",
        ),
        (
            container.at_keys(&["spec", "env"]),
            "[{name:A,value:b},{name:PASSWORD,value:${SECRET}},{name:BARE}]",
        ),
        (
            container.at_keys(&["spec", "livenessProbe"]),
            "{exec:{command:[CMD,ok]},periodSeconds:60,failureThreshold:3}",
        ),
        (container.at_keys(&["spec", "resources"]), "{limits:{cpu:0.5,memory:64M}}"),
    ];
    for (value, expected) in cases {
        assert_eq!(value.map(show).as_deref(), Some(expected));
    }
}

#[test]
fn broken_files_are_named() {
    for text in ["services: [a]\n", "services:\n  a: 5\n", "volumes: {}\n", "services: {a: [}\n"] {
        let parsed = read(text);
        assert!(parsed.resources.is_empty(), "{text}");
        assert_eq!(parsed.diagnostics.len(), 1, "{text}");
    }
}

#[test]
fn wrong_types_never_panic() {
    let odd = ["5", "[]", "[[], {}, 5]", "{}", "{a: [b]}", "text", "~", "${X}", "true"];
    let keys = [
        "image",
        "user",
        "cap_add",
        "security_opt",
        "ports",
        "environment",
        "volumes",
        "depends_on",
        "healthcheck",
        "deploy",
        "labels",
        "network_mode",
        "command",
    ];
    for value in odd {
        for key in keys {
            let parsed = read(&format!("services:\n  a:\n    {key}: {value}\n"));
            assert_eq!(parsed.resources.len() + parsed.diagnostics.len(), 1, "{key}: {value}");
        }
    }
}

#[test]
fn services_extend_one_another() {
    let text = "\
services:
  base:
    image: shop/base:1
    user: '0'
    command: [run]
    environment: {A: base, B: base}
    ports: ['80:80']
    volumes: ['./a:/data', './b:/more']
    deploy: {replicas: 2, resources: {limits: {cpus: '1'}}}
    depends_on: [db]
  middle:
    extends: base
    privileged: true
    environment: ['B=middle', 'C=${X}']
  web:
    extends: {service: middle, file: ./compose.yaml}
    image: shop/web:2
    command: [serve, now]
    environment: {C: web}
    ports: ['443:443']
    volumes: ['./c:/data']
    deploy: {resources: {limits: {memory: 1G}}}
    depends_on: {cache: {condition: service_started}}
  db: {image: postgres}
  cache: {image: redis}
";
    let parsed = read(text);
    assert!(parsed.diagnostics.is_empty(), "{:?}", parsed.diagnostics);
    let web = &parsed.resources[2].attributes;
    for (key, expected) in [
        ("image", "shop/web:2"),
        ("user", "0"),
        ("privileged", "true"),
        ("command", "[serve,now]"),
        ("environment", "[A=base,B=middle,C=web]"),
        ("ports", "[80:80,443:443]"),
        ("volumes", "[./b:/more,./c:/data]"),
        ("deploy", "{resources:{limits:{memory:1G,cpus:1}},replicas:2}"),
        ("depends_on", "{cache:{condition:service_started},db:}"),
    ] {
        assert_eq!(web.get(key).map(show).as_deref(), Some(expected), "{key}");
    }
    let references: Vec<_> = parsed.resources[2].references.iter().map(|one| &*one.to).collect();
    assert_eq!(references, ["compose.yaml#services.cache", "compose.yaml#services.db"]);
    let privileged = web.get("privileged").unwrap().span;
    assert_eq!(&text[privileged.start as usize..privileged.end as usize], "true");
}

#[test]
fn bases_that_are_not_here_leave_open_what_they_could_set() {
    let text = "\
services:
  web:
    extends: {service: base, file: other.yaml}
    privileged: false
    cap_drop: [ALL]
    environment: {A: b, C: '${D}'}
    deploy: {replicas: 1}
";
    let parsed = read(text);
    assert!(parsed.diagnostics.is_empty(), "{:?}", parsed.diagnostics);
    let web = &parsed.resources[0];
    for (key, expected) in [
        ("privileged", "false"),
        ("user", "extends.file"),
        ("cap_drop", "[ALL,extends.file]"),
        ("environment", "[A=b,${D},extends.file]"),
        ("ports", "[extends.file]"),
        ("deploy", "extends.file"),
    ] {
        assert_eq!(web.attributes.get(key).map(show).as_deref(), Some(expected), "{key}");
    }
    let place = web.attributes.get("user").unwrap().as_unknown().unwrap().declared_at.unwrap();
    assert_eq!(&text[place.start as usize..place.end as usize], "other.yaml");
    let view = web.workload_view().unwrap();
    let container = &view.get("containers").unwrap().as_list().unwrap()[0];
    let env = container.at_keys(&["spec", "env"]).map(show);
    assert_eq!(env.as_deref(), Some("[{name:A,value:b},{name:C,value:${D}},extends.file]"));
}

#[test]
fn extending_what_is_not_there_or_oneself_is_a_fault() {
    let chain = |length: usize| {
        let links = (0..length).map(|at| format!("  s{at}: {{extends: s{}}}\n", at + 1));
        format!("services:\n{}  s{length}: {{image: a}}\n", links.collect::<String>())
    };
    for (text, faults) in [
        ("services:\n  a: {extends: b, image: x}\n".to_owned(), 1),
        ("services:\n  a: {extends: {service: a}}\n".to_owned(), 1),
        ("services:\n  a: {extends: b}\n  b: {extends: c}\n  c: {extends: a}\n".to_owned(), 3),
        ("services:\n  a: {extends: {}}\n".to_owned(), 1),
        ("services:\n  a: {extends: [b]}\n".to_owned(), 1),
        ("services:\n  a: {extends: '${B}'}\n".to_owned(), 0),
        (chain(60), 0),
        (chain(66), 2),
    ] {
        let parsed = read(&text);
        assert_eq!(parsed.diagnostics.len(), faults, "{text}: {:?}", parsed.diagnostics);
        if text.len() < 100 {
            let user = parsed.resources[0].attributes.get("user").map(|user| user.as_unknown());
            assert!(user.is_some_and(|user| user.is_some()), "{text}");
        }
    }
}

#[test]
fn merges_have_a_budget() {
    let items: String = (0..3000).map(|at| format!("'{at}:{at}',")).collect();
    let heir = |at| format!("  h{at}: {{extends: base, ports: [a]}}\n");
    let heirs: String = (0..500).map(heir).collect();
    let text = format!("services:\n  base: {{ports: [{items}]}}\n{heirs}");
    let parsed = read(&text);
    assert_eq!(parsed.resources.len(), 501);
    assert!(parsed.diagnostics.iter().all(|one| one.message.contains("too much")));
    assert!(!parsed.diagnostics.is_empty());
}

#[test]
fn environment_files_leave_the_environment_open() {
    for (written, expected) in [
        ("env_file: a.env", Some("[env_file]")),
        ("env_file: [a.env]\n    environment: {A: b}", Some("[A=b,env_file]")),
        ("env_file: []\n    environment: {A: b}", Some("{A:b}")),
        ("env_file:", None),
        ("env_file: [{path: a.env, required: false}]", Some("[env_file]")),
        ("env_file: '${FILE}'", Some("[${FILE}]")),
    ] {
        let text = format!("services:\n  a:\n    {written}\n");
        let parsed = read(&text);
        let environment = parsed.resources[0].attributes.get("environment").map(show);
        assert_eq!(environment.as_deref(), expected, "{written}");
    }
}

#[test]
fn variables_are_declared_where_they_stand() {
    let parsed = read(TEXT);
    let image = parsed.resources[0].attributes.get("image").unwrap();
    let place = image.as_unknown().unwrap().declared_at.unwrap();
    assert_eq!(&TEXT[place.start as usize..place.end as usize], "shop/web:${TAG}");
}
