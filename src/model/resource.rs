//! Resources: one thing that policies judge, whatever format declared it.

use std::borrow::Cow;
use std::sync::Arc;

use super::view::workload::Workload;
use super::{Entry, FileId, Kind, Path, Segment, Span, Str, Unknown, Value};

/// Index of a resource in a run's resource list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct ResourceId(pub u32);

/// The format that a resource was declared in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Format {
    /// Terraform or OpenTofu configuration.
    Terraform,
    /// Kubernetes manifests.
    Kubernetes,
    /// GitHub Actions workflows and action definitions.
    GithubActions,
    /// Compose files.
    Compose,
    /// Dockerfiles.
    Dockerfile,
    /// Configurations and rules of Prometheus, and configurations of Alertmanager.
    Prometheus,
    /// Configurations of Dependabot.
    Dependabot,
}

impl Format {
    /// Name as in policy input and reports.
    pub fn name(self) -> &'static str {
        match self {
            Self::Terraform => "terraform",
            Self::Kubernetes => "kubernetes",
            Self::GithubActions => "github-actions",
            Self::Compose => "compose",
            Self::Dockerfile => "dockerfile",
            Self::Prometheus => "prometheus",
            Self::Dependabot => "dependabot",
        }
    }
}

/// A resource of the model.
#[derive(Debug, Clone)]
pub struct Resource {
    /// Address as the contract defines it for the format.
    pub address: Str,
    /// Type: `aws_s3_bucket`, `data.aws_iam_policy_document`, `Deployment`, `workflow`, `action`.
    pub kind: Str,
    /// Name without type and module.
    pub name: Str,
    /// Format it was declared in.
    pub format: Format,
    /// Within which scope references are resolved: the root module's directory for Terraform, the
    /// directory tree for Kubernetes. Resources of different scopes never relate.
    pub scope: Str,
    /// The whole declaration.
    pub span: Span,
    /// The part of it that names it (the block header, the line of `kind:` or `metadata.name`).
    pub header: Span,
    /// Native attributes: always a map.
    pub attributes: Value,
    /// The view over anything that runs containers (`model::view::workload` describes it).
    pub workload: Option<Workload>,
    /// The view over CI definitions (`model::view::pipeline` describes it).
    pub pipeline: Option<Value>,
    /// What it refers to.
    pub references: Vec<Reference>,
}

/// A reference from an attribute to another resource of the same scope.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reference {
    /// Address of the target. Without an instance key it means every instance.
    pub to: Str,
    /// Attribute that holds the reference.
    pub path: Path,
}

impl Resource {
    /// The view over anything that runs containers, where the resource is one.
    pub fn workload_view(&self) -> Option<Cow<'_, Value>> {
        self.workload.as_ref()?.of(self)
    }

    /// What leaves it open whether this resource is there, given that another one is.
    pub fn may_be_absent_beside(&self, other: &Self) -> Option<&Arc<Unknown>> {
        let existence = self.attributes.as_map()?.existence()?;
        let others = other.attributes.as_map().and_then(super::Map::existence);
        existence.open_beside(super::graph::without_last_key(&other.address), others)
    }

    /// File of the declaration.
    pub fn file(&self) -> FileId {
        self.span.file
    }

    /// The narrowest place for a path: the attribute itself (key to value) where it is a scalar,
    /// the key where it is a list or map, the nearest ancestor where it is absent, the header
    /// where nothing of the path is there.
    pub fn locate(&self, path: &Path) -> Span {
        let mut value = &self.attributes;
        let mut place = self.header;
        let mut name = 0;
        for segment in &path.0 {
            match segment {
                Segment::Key(key) => {
                    name = key.len();
                    let Some(entry) = value.as_map().and_then(|map| map.entry(key)) else { break };
                    place = entry_place(entry).unwrap_or(place);
                    value = &entry.value;
                }
                Segment::Index(index) => {
                    let Some(element) = value.as_list().and_then(|list| list.get(*index)) else {
                        break;
                    };
                    place = element_place(self.format, name, element).unwrap_or(place);
                    value = element;
                }
            }
        }
        place
    }

    /// Address of the part of this resource that a path lies in: workflows have addresses for
    /// their jobs and steps, other formats only for the resource.
    pub fn address_at(&self, path: &Path) -> Str {
        if self.format != Format::GithubActions {
            return self.address.clone();
        }
        let (Some(Segment::Key(first)), second) = (path.0.first(), path.0.get(1)) else {
            return self.address.clone();
        };
        // Composite actions hold their steps under `runs`, workflows under `jobs.<id>`.
        let depth = match (&**first, second) {
            ("jobs", Some(Segment::Key(_))) => 2,
            ("runs", Some(_)) => 1,
            _ => return self.address.clone(),
        };
        let step = matches!(
            (path.0.get(depth), path.0.get(depth + 1)),
            (Some(Segment::Key(key)), Some(Segment::Index(_))) if &**key == "steps"
        );
        let end = if step { depth + 2 } else { depth };
        let part = Path(path.0.iter().take(end).cloned().collect());
        format!("{}#{part}", self.address).into()
    }
}

fn entry_place(entry: &Entry) -> Option<Span> {
    let (key, value) = (entry.key_span, entry.value.span);
    let compound = matches!(entry.value.kind, Kind::List(_) | Kind::Map(_));
    match (key.is_empty(), value.is_empty()) {
        (true, true) => None,
        (true, false) => Some(value),
        (false, true) => Some(key),
        (false, false) if compound || key.file != value.file || key.start > value.start => {
            Some(key)
        }
        (false, false) => Some(key.to(value)),
    }
}

/// Place of a list element. A map is shown by what opens it: a Terraform block by its type, of
/// the length `name`; anything else by its first entry, which stands on the line of the dash.
fn element_place(format: Format, name: usize, element: &Value) -> Option<Span> {
    if let Some(first) = element.as_map().and_then(|map| map.iter().next()) {
        if format == Format::Terraform && !element.span.is_empty() {
            let Span { file, start, end } = element.span;
            let open = start.saturating_add(u32::try_from(name).unwrap_or(u32::MAX));
            let end = if open < first.key_span.start { open } else { end.min(start + 1) };
            return Some(Span { file, start, end });
        }
        if let Some(place) = entry_place(first) {
            return Some(place);
        }
    }
    (!element.span.is_empty()).then_some(element.span)
}
