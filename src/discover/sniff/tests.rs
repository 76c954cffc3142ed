//! Tables of texts and what they are told to be, and a property over any text.

use super::*;

fn other(reason: &'static str) -> YamlKind {
    YamlKind::Other(reason)
}

#[test]
fn kinds_are_told_by_their_keys() {
    use YamlKind::{Compose, GithubAction, GithubWorkflow, HelmTemplate, Kubernetes};
    let cases: &[(&str, YamlKind)] = &[
        ("apiVersion: v1\nkind: Pod\n", Kubernetes),
        ("# c\n---\n# c\n---\napiVersion: v1\nkind: Pod\n", Kubernetes),
        ("\u{feff}apiVersion: v1\r\nkind: Pod\r\n", Kubernetes),
        ("  apiVersion: v1\n  kind: Pod\n", Kubernetes),
        ("{\"apiVersion\":\"v1\",\"kind\":\"Pod\"}", Kubernetes),
        (
            "{\n  \"kind\": \"List\",\n  \"items\": [{\"a\": 1}],\n  \"apiVersion\": \"v1\"\n}",
            Kubernetes,
        ),
        ("--- {apiVersion: v1, kind: Pod}\n", Kubernetes),
        ("foo: 1\n---\napiVersion: v1\nkind: Pod\n", Kubernetes),
        ("kind: ConfigMap\napiVersion: v1\ndata:\n  a: |\n    {{ .Values.x }}\n", Kubernetes),
        (
            "kind: Workflow\napiVersion: argoproj.io/v1alpha1\nspec:\n  a: '{{inputs.x}}'\n",
            Kubernetes,
        ),
        ("kind: Pod\napiVersion: v1\nmetadata:\n  name: {{ .Release.Name }}\n", HelmTemplate),
        ("{{- if .Values.x }}\nkind: Pod\napiVersion: v1\n{{- end }}\n", HelmTemplate),
        ("{{- define \"x\" -}}\n{{- end }}\n", HelmTemplate),
        (
            "kind: Pod\napiVersion: v1\nlabels:\n  {{- include \"x\" . | nindent 4 }}\n",
            HelmTemplate,
        ),
        ("kind: Pod\napiVersion: v1\nmetadata:\n  name: '{{ .Release.Name }}'\n", Kubernetes),
        ("kind: Pod\napiVersion: v1 # {{ .Values.x }}\n", Kubernetes),
        ("kind: Pod\napiVersion: v1\n---\n{{- if .Values.x }}\na: 1\n{{- end }}\n", Kubernetes),
        ("a: {{ .Values.x }}\n---\nkind: Pod\napiVersion: v1\n", Kubernetes),
        ("a: 1\n---\nkind: {{ .Values.x }}\n", HelmTemplate),
        ("on: push\njobs:\n  a:\n    runs-on: x\n", GithubWorkflow),
        ("\"on\":\n  push:\njobs: {}\n", GithubWorkflow),
        ("true: push\njobs: {}\n", GithubWorkflow),
        ("jobs:\n  a:\n    runs-on: x\n", GithubWorkflow),
        ("jobs:\n  a:\n    uses: a/b/.github/workflows/c.yml@v1\n", GithubWorkflow),
        (
            "on: push\njobs:\n  a:\n    steps:\n      - run: |\n          {{ .Values.x }}\n",
            GithubWorkflow,
        ),
        ("name: x\nruns:\n  using: composite\n", GithubAction),
        ("name: x\nruns: {\"using\": \"node20\"}\n", GithubAction),
        ("services: {a: {image: x}}\n", Compose),
        ("version: '3'\nservices:\n  a:\n    image: x\n", Compose),
        ("services:\n  a:\n    build: .\n", Compose),
        ("services: [a]\n", other(UNKNOWN_KEYS)),
        ("image: a\nservices: [b]\njob:\n  script: x\n", other(UNKNOWN_KEYS)),
        ("$schema: x\nservices:\n  a:\n    image: x\n", Compose),
        (
            "version: 2\njobs:\n  a:\n    docker:\nworkflows:\n  x: 1\n",
            other("a CircleCI configuration"),
        ),
        ("trigger: none\njobs:\n- job: a\n", other("an Azure pipeline")),
        ("groups:\n- name: a\n  rules:\n  - alert: X\n", YamlKind::PrometheusRules),
        ("x:\n  groups:\n  - rules:\n    - record: X\n", YamlKind::PrometheusRules),
        ("x:\n  scrape_configs: []\n", YamlKind::Prometheus),
        ("global:\nrule_files: []\n", YamlKind::Prometheus),
        (
            "a: 1\nx:\n  scrape_configs: []\n",
            other("a Prometheus configuration inside something else"),
        ),
        ("version: 2\nupdates: []\n", YamlKind::Dependabot),
        ("route: {}\nreceivers: []\n", YamlKind::Alertmanager),
        ("receivers: {}\nexporters: {}\n", other("an OpenTelemetry collector configuration")),
        (
            "apiVersion: kustomize.config.k8s.io/v1beta1\nkind: Kustomization\n",
            other("a kustomization"),
        ),
        ("apiVersion: v2\nname: x\nversion: 1.0.0\n", other("the description of a chart")),
        ("- hosts: all\n  tasks: []\n", other("an Ansible playbook")),
        ("- uses: actions/checkout@v4\n", other("steps of a workflow without their job")),
        ("", other(EMPTY)),
        ("# only a comment\n", other(EMPTY)),
        ("just words\n", other(UNKNOWN_KEYS)),
        ("a: 1\n", other(UNKNOWN_KEYS)),
        ("{\"unterminated: 1", other(UNKNOWN_KEYS)),
        ("Resources:\n  A:\n    Type: AWS::S3::Bucket\n", other("a CloudFormation template")),
        ("stages: [a]\nb:\n  script: x\n", other("a GitLab pipeline")),
    ];
    for (text, kind) in cases {
        assert_eq!(sniff_yaml(text), *kind, "{text}");
    }
}

#[test]
fn documents_have_their_ranges() {
    let text = "  a: 1\n  ---\n  apiVersion: v1\n  kind: Pod\n";
    let found: Vec<_> = sniff_documents(text).collect();
    assert_eq!(found.len(), 2);
    assert_eq!(&text[found[1].range.clone()], "  apiVersion: v1\n  kind: Pod\n");
    assert!(found[0].indented && found[1].indented);
    assert_eq!(found[1].kind, YamlKind::Kubernetes);
}

proptest::proptest! {
    #[test]
    fn any_text_is_cut_without_a_panic(text in "[-{}\\[\\]:,a'\" #|>\\n\\\\$.é]{0,200}") {
        let mut end = 0;
        for document in sniff_documents(&text) {
            assert!(document.range.start >= end && document.range.end <= text.len());
            assert!(text.get(document.range.clone()).is_some());
            end = document.range.end;
        }
        sniff_yaml(&text);
    }
}
