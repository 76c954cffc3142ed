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
