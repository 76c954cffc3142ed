//! What a fenced block holds.
//!
//! In: the info string and the contents. Out: the parts of the block, each with its kind or with
//! the reason why it is not loaded. The contents decide; the info string only says what to look
//! for, since writers label prose as `yaml` and manifests as nothing at all.

use std::ops::Range;

use crate::discover::FileKind;
use crate::discover::sniff::{EMPTY, YamlKind, sniff_documents, sniff_yaml};
use crate::model::LeftOut;

use super::Content;

/// A part of a block.
pub struct Part {
    /// Bytes of the contents.
    pub range: Range<usize>,
    /// What it holds.
    pub content: Content,
}

/// The parts of a block: one, save for YAML documents of several kinds.
pub fn parts(info: &str, text: &str) -> Vec<Part> {
    let language = language(info);
    let whole = |content| vec![Part { range: 0..text.len(), content }];
    match &*language {
        "terraform" | "tf" | "hcl" | "hcl2" | "opentofu" | "tofu" => whole(terraform(text)),
        "dockerfile" | "docker" | "containerfile" => whole(dockerfile(text)),
        "" | "text" | "txt" | "plaintext" | "plain" => unlabelled(text),
        _ if text.trim().is_empty() => whole(left_out(EMPTY)),
        "yaml" | "yml" | "json" | "jsonc" | "json5" | "k8s" | "kubernetes" | "compose"
        | "docker-compose" | "github-actions" | "workflow" | "helm" | "gotmpl" | "go-template"
        | "gotemplate" => documents(text),
        other if UNREAD.contains(&other) => whole(Content::LeftOut(LeftOut {
            reason: format!("{other}, a format that is not read").into(),
            configuration: true,
        })),
        _ => whole(Content::LeftOut(LeftOut {
            reason: format!("{language}, not configuration").into(),
            configuration: false,
        })),
    }
}

/// Labels of configuration in formats that no parser here reads.
const UNREAD: &[&str] = &[
    "toml",
    "ini",
    "properties",
    "env",
    "dotenv",
    "nginx",
    "nginxconf",
    "apache",
    "conf",
    "cfg",
    "xml",
    "cue",
    "dhall",
    "jsonnet",
    "bicep",
    "starlark",
    "pkl",
    "kcl",
    "systemd",
    "caddyfile",
];

/// `yaml title="a.yml"`, `{.yaml}`, `YAML,linenos`, `yaml:a.yml` → `yaml`.
fn language(info: &str) -> String {
    let info = info.trim_start_matches(['{', '.', ' ']);
    let end = info.find(|c: char| c.is_whitespace() || ",:{}[(;=".contains(c));
    info.get(..end.unwrap_or(info.len())).unwrap_or_default().to_ascii_lowercase()
}

/// Something that its label or its shape calls configuration.
fn left_out(reason: &'static str) -> Content {
    Content::LeftOut(LeftOut { reason: reason.into(), configuration: reason != EMPTY })
}

/// Something that claims nothing.
fn unrecognised() -> Content {
    let reason = "no language named, and no configuration recognised".into();
    Content::LeftOut(LeftOut { reason, configuration: false })
}

fn of_kind(kind: YamlKind) -> Content {
    Content::Load(match kind {
        YamlKind::Kubernetes => FileKind::Kubernetes,
        YamlKind::GithubWorkflow => FileKind::GithubWorkflow,
        YamlKind::GithubAction => FileKind::GithubAction,
        YamlKind::Compose => FileKind::Compose,
        YamlKind::TerraformPlan => return left_out("a Terraform plan"),
        YamlKind::TerraformState => return left_out("a Terraform state"),
        YamlKind::Prometheus => FileKind::Prometheus,
        YamlKind::PrometheusRules => FileKind::PrometheusRules,
        YamlKind::Alertmanager => FileKind::Alertmanager,
        YamlKind::Dependabot => FileKind::Dependabot,
        YamlKind::HelmTemplate => return left_out("the template of a chart, not rendered here"),
        YamlKind::Other(reason) => return left_out(reason),
    })
}

/// Documents in a row of one kind stay together, so that a stream is parsed as one. Documents
/// between indented separators are parsed alone.
fn documents(text: &str) -> Vec<Part> {
    let mut parts: Vec<(Part, YamlKind)> = Vec::new();
    for document in sniff_documents(text) {
        let empty = document.kind == YamlKind::Other(EMPTY);
        match parts.last_mut() {
            Some((last, kind)) if !document.indented && (*kind == document.kind || empty) => {
                last.range.end = document.range.end;
            }
            _ => {
                let content = of_kind(document.kind);
                parts.push((Part { range: document.range, content }, document.kind));
            }
        }
    }
    // What stands before the first `---` is most often a comment.
    let parts_with_content = parts.iter().any(|(_, kind)| *kind != YamlKind::Other(EMPTY));
    if parts_with_content {
        parts.retain(|(_, kind)| *kind != YamlKind::Other(EMPTY));
    }
    parts.into_iter().map(|(part, _)| part).collect()
}

/// Blocks of Terraform's language at the top of a file, and those of its neighbours.
const TERRAFORM: &[&str] = &[
    "resource",
    "data",
    "module",
    "provider",
    "variable",
    "output",
    "locals",
    "terraform",
    "moved",
    "import",
    "check",
    "removed",
    "ephemeral",
];
const NEIGHBOURS: &[(&str, &str)] = &[
    ("source", "Packer, not Terraform"),
    ("build", "Packer, not Terraform"),
    ("job", "Nomad, not Terraform"),
    ("path", "a Vault policy, not Terraform"),
    ("include", "Terragrunt, not Terraform"),
    ("dependency", "Terragrunt, not Terraform"),
    ("inputs", "Terragrunt, not Terraform"),
    ("run", "a Terraform test, not configuration"),
    ("target", "Docker Bake, not Terraform"),
];

fn terraform(text: &str) -> Content {
    if has_terraform(text) {
        return Content::Load(FileKind::Terraform);
    }
    if text.trim().is_empty() {
        return left_out(EMPTY);
    }
    let neighbour = text.lines().find_map(|line| {
        let word = block_word(line)?;
        NEIGHBOURS.iter().find(|(name, _)| *name == word)
    });
    left_out(neighbour.map_or("no Terraform block in it", |(_, reason)| reason))
}

fn has_terraform(text: &str) -> bool {
    text.lines().any(|line| block_word(line).is_some_and(|word| TERRAFORM.contains(&word)))
}

/// The word that opens a block: `resource "a" "b" {`, `locals {`, `inputs = {`.
fn block_word(line: &str) -> Option<&str> {
    let line = line.trim_start();
    let end = line.find(|c: char| !c.is_ascii_alphanumeric() && c != '_')?;
    let (word, rest) = line.split_at_checked(end)?;
    let rest = rest.trim_start();
    let opens = rest.starts_with(['"', '{']) || (word == "inputs" && rest.starts_with('='));
    (!word.is_empty() && opens).then_some(word)
}

fn dockerfile(text: &str) -> Content {
    let from = text.lines().any(|line| instruction(line) == Some("FROM"));
    match from {
        true => Content::Load(FileKind::Dockerfile),
        false => left_out("no FROM instruction in it"),
    }
}

/// The instruction of a Dockerfile's line.
fn instruction(line: &str) -> Option<&'static str> {
    let (word, _) = line.trim_start().split_once([' ', '\t'])?;
    ["FROM", "RUN", "COPY", "CMD", "ENTRYPOINT", "ENV", "WORKDIR", "USER", "EXPOSE", "ARG", "ADD"]
        .into_iter()
        .find(|name| name.eq_ignore_ascii_case(word))
}

/// A block without a label is loaded only where its contents leave no doubt: output of commands
/// and sketches look like YAML, too.
fn unlabelled(text: &str) -> Vec<Part> {
    let whole = |content| vec![Part { range: 0..text.len(), content }];
    let code = |line: &&str| !line.trim().is_empty() && !line.trim_start().starts_with('#');
    let mut lines = text.lines().filter(code);
    if lines.clone().next().and_then(instruction) == Some("FROM")
        && lines.clone().filter_map(instruction).count() > 1
    {
        return whole(Content::Load(FileKind::Dockerfile));
    }
    let first = lines.next().unwrap_or_default();
    let labels = first.matches('"').count();
    if block_word(first).is_some_and(|word| TERRAFORM.contains(&word))
        && first.trim_end().ends_with('{')
        && (labels >= 2 || matches!(first.split_whitespace().next(), Some("locals" | "terraform")))
    {
        return whole(Content::Load(FileKind::Terraform));
    }
    match sniff_yaml(text) {
        YamlKind::Kubernetes | YamlKind::GithubWorkflow | YamlKind::GithubAction => documents(text),
        YamlKind::Compose | YamlKind::PrometheusRules | YamlKind::Alertmanager => documents(text),
        YamlKind::Other(EMPTY) => whole(left_out(EMPTY)),
        _ => whole(unrecognised()),
    }
}
