//! What a file is: by its name where that decides, else by its text.
//!
//! In: a path as reported, and a text. Out: a [`FileKind`], or why the file is not read. Pure, so
//! that files of the working tree, blobs of a revision and tests are told apart by the same code.

use super::FileKind;
use super::sniff::{EMPTY, UNKNOWN_KEYS, YamlKind, sniff_yaml};
use crate::config::{BASELINE_FILE, SETTINGS_FILE, WAIVERS_FILE};

/// The reason for a file whose name is of no format that we read.
pub(super) const NOT_CONFIGURATION: &str = "not a configuration format";

/// What a name says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Named {
    /// Exactly what the file is.
    Kind(FileKind),
    /// Its text will tell.
    Yaml,
    /// Its text will tell; few JSON files are configuration.
    Json,
    /// That it is not read, and why.
    Unread(&'static str),
}

/// What a path says of its file.
pub(super) fn by_name(path: &str) -> Named {
    let name = path.rsplit('/').next().unwrap_or(path);
    if [SETTINGS_FILE, WAIVERS_FILE, BASELINE_FILE].contains(&name) {
        return Named::Unread("Provost's own settings");
    }
    if let Some(named) = terraform(name) {
        return named;
    }
    if is_dockerfile(name) {
        return Named::Kind(FileKind::Dockerfile);
    }
    match extension(name) {
        "md" | "markdown" => Named::Kind(FileKind::Markdown),
        "yml" | "yaml" if is_in_workflows(path) => Named::Kind(FileKind::GithubWorkflow),
        "yml" | "yaml" => Named::Yaml,
        "json" => Named::Json,
        _ => Named::Unread(NOT_CONFIGURATION),
    }
}

/// What a file is, or why it is not read.
pub fn classify(path: &str, text: &str) -> Result<FileKind, &'static str> {
    let blank = |text: &str| text.trim_start_matches('\u{feff}').trim().is_empty();
    match by_name(path) {
        Named::Unread(reason) => Err(reason),
        _ if blank(text) => Err("empty"),
        Named::Kind(kind) => Ok(kind),
        Named::Yaml => by_yaml(path, text),
        Named::Json => match sniff_yaml(text) {
            YamlKind::Kubernetes => Ok(FileKind::Kubernetes),
            YamlKind::TerraformPlan => Ok(FileKind::TerraformPlan),
            YamlKind::TerraformState => Ok(FileKind::TerraformState),
            YamlKind::Other(UNKNOWN_KEYS | EMPTY) => Err(NOT_CONFIGURATION),
            YamlKind::Other(reason) => Err(reason),
            _ => Err(NOT_CONFIGURATION),
        },
    }
}

fn by_yaml(path: &str, text: &str) -> Result<FileKind, &'static str> {
    match sniff_yaml(text) {
        YamlKind::Kubernetes => Ok(FileKind::Kubernetes),
        YamlKind::GithubWorkflow => Ok(FileKind::GithubWorkflow),
        YamlKind::GithubAction => Ok(FileKind::GithubAction),
        YamlKind::Compose => Ok(FileKind::Compose),
        YamlKind::Prometheus => Ok(FileKind::Prometheus),
        YamlKind::PrometheusRules => Ok(FileKind::PrometheusRules),
        YamlKind::Dependabot => Ok(FileKind::Dependabot),
        YamlKind::Alertmanager => Ok(FileKind::Alertmanager),
        YamlKind::HelmTemplate => Err("a template, not rendered"),
        YamlKind::TerraformPlan | YamlKind::TerraformState => Err("a plan or state, not in JSON"),
        YamlKind::Other(EMPTY) => Err("empty"),
        // A file of that name is one even where its keys are too few or too broken to show it.
        YamlKind::Other(UNKNOWN_KEYS) if is_compose(path) => Ok(FileKind::Compose),
        YamlKind::Other(UNKNOWN_KEYS) => Err(NOT_CONFIGURATION),
        YamlKind::Other(reason) => Err(reason),
    }
}

/// Lower-cased where it is one that we know; anything else comes back as it stands.
fn extension(name: &str) -> &str {
    let extension = name.rsplit_once('.').map_or("", |(_, extension)| extension);
    let known = ["md", "markdown", "yml", "yaml", "json"];
    known.into_iter().find(|known| extension.eq_ignore_ascii_case(known)).unwrap_or(extension)
}

fn terraform(name: &str) -> Option<Named> {
    const SUFFIXES: &[(&str, Named)] = &[
        (".tf", Named::Kind(FileKind::Terraform)),
        (".tofu", Named::Kind(FileKind::Terraform)),
        (".tf.json", Named::Kind(FileKind::TerraformJson)),
        (".tofu.json", Named::Kind(FileKind::TerraformJson)),
        (".tfvars", Named::Kind(FileKind::TerraformVariables)),
        (".tfvars.json", Named::Kind(FileKind::TerraformVariables)),
        (".tfstate", Named::Json),
        (".tfstate.backup", Named::Unread("an old Terraform state")),
        (".lock.hcl", Named::Unread("a dependency lock")),
        (".hcl", Named::Unread("HCL of another tool than Terraform")),
    ];
    let (_, named) = SUFFIXES.iter().find(|(suffix, _)| name.ends_with(suffix))?;
    match named {
        // Terraform itself passes over these: editors leave them.
        Named::Kind(_) if name.starts_with('.') => {
            Some(Named::Unread("hidden from Terraform by its name"))
        }
        named => Some(*named),
    }
}

fn is_dockerfile(name: &str) -> bool {
    let lower = name.to_ascii_lowercase();
    let Some((stem, rest)) = lower.split_once('.') else {
        return matches!(lower.as_str(), "dockerfile" | "containerfile");
    };
    // `Dockerfile.dev` is one, `Dockerfile.md` and `Dockerfile.j2` are about one.
    const ABOUT: &[&str] = &[
        "md",
        "txt",
        "j2",
        "jinja",
        "jinja2",
        "tmpl",
        "tpl",
        "template",
        "erb",
        "in",
        "dockerignore",
        "json",
        "yaml",
        "yml",
        "py",
        "go",
        "rs",
        "sh",
        "js",
        "ts",
        "html",
        "orig",
        "bak",
    ];
    let last = rest.rsplit('.').next().unwrap_or(rest);
    match stem {
        "dockerfile" | "containerfile" => !ABOUT.contains(&last),
        _ => matches!(last, "dockerfile" | "containerfile") && !stem.is_empty(),
    }
}

fn is_in_workflows(path: &str) -> bool {
    let directory = path.rsplit_once('/').map_or("", |(directory, _)| directory);
    let mut parts = directory.rsplit('/');
    parts.next() == Some("workflows")
        && matches!(parts.next(), Some(".github" | ".gitea" | ".forgejo"))
}

fn is_compose(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path);
    let stem = name.split(['.', '-', '_']).next().unwrap_or(name);
    name.starts_with("docker-compose") || stem == "compose"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_decide_where_they_can() {
        use FileKind::{Dockerfile, GithubWorkflow, Markdown, Terraform};
        let kind = Named::Kind;
        for (path, expected) in [
            ("main.tf", kind(Terraform)),
            ("a/b.tofu", kind(Terraform)),
            ("a.tf.json", kind(FileKind::TerraformJson)),
            ("prod.auto.tfvars.json", kind(FileKind::TerraformVariables)),
            ("prod.tfvars", kind(FileKind::TerraformVariables)),
            ("Dockerfile", kind(Dockerfile)),
            ("api/Dockerfile.dev", kind(Dockerfile)),
            ("api.Dockerfile", kind(Dockerfile)),
            ("Containerfile", kind(Dockerfile)),
            (".github/workflows/ci.yml", kind(GithubWorkflow)),
            ("a/.github/workflows/ci.yaml", kind(GithubWorkflow)),
            ("README.MD", kind(Markdown)),
            ("workflows/ci.yml", Named::Yaml),
            (".github/workflows/sub/ci.yml", Named::Yaml),
            ("x.YAML", Named::Yaml),
            ("x.json", Named::Json),
            ("a.tfstate", Named::Json),
        ] {
            assert_eq!(by_name(path), expected, "{path}");
        }
        for path in [
            "main.rs",
            "tf",
            ".main.tf",
            "main.tf~",
            "Dockerfile.j2",
            ".dockerignore",
            "a.tfstate.backup",
            ".terraform.lock.hcl",
            "terragrunt.hcl",
            "provost.yaml",
            "Makefile",
            "",
            "x.",
            "/",
        ] {
            assert!(matches!(by_name(path), Named::Unread(_)), "{path}");
        }
    }

    #[test]
    fn texts_decide_where_names_cannot() {
        let pod = "apiVersion: v1\nkind: Pod\n";
        let pod_json = "{\"kind\": \"Pod\", \"apiVersion\": \"v1\"}";
        let workflow = "on: push\njobs:\n  a:\n    runs-on: x\n    steps: []\n";
        for (path, text, expected) in [
            ("a.yaml", pod, Ok(FileKind::Kubernetes)),
            ("a.json", pod_json, Ok(FileKind::Kubernetes)),
            ("a.yml", workflow, Ok(FileKind::GithubWorkflow)),
            (
                "plan.json",
                "{\"format_version\":\"1.2\",\"resource_changes\":[]}",
                Ok(FileKind::TerraformPlan),
            ),
            (
                "a.tfstate",
                "{\n  \"version\": 4,\n  \"terraform_version\": \"1.9.0\",\n  \"serial\": 1\n}\n",
                Ok(FileKind::TerraformState),
            ),
            (".github/workflows/a.yml", "broken: [", Ok(FileKind::GithubWorkflow)),
            ("compose.yaml", "volumes: {}\n", Ok(FileKind::Compose)),
            ("a.yaml", "colour: red\n", Err(NOT_CONFIGURATION)),
            ("package.json", "{\"name\": \"x\"}", Err(NOT_CONFIGURATION)),
            ("a.tf", " \n", Err("empty")),
            ("a.yaml", "# later\n", Err("empty")),
            ("a.rs", pod, Err(NOT_CONFIGURATION)),
        ] {
            assert_eq!(classify(path, text), expected, "{path}: {text}");
        }
    }
}
