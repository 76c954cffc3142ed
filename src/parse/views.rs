//! The views of a resource whose attributes were changed after it was read.
//!
//! In: a resource, and the texts. Out: its attributes as their format completes them, and the views
//! over those. What asks "and if this value were open?" needs it. Never here: references, which
//! stay those of the resource that was read.

use super::{Fragment, ci, compose, kubernetes};
use crate::model::view::workload::Workload;
use crate::model::{Format, Resource, Sources, Str};

/// Makes the views of a resource anew from its attributes. `None` where the change made it another
/// resource, or none at all: a pod whose spec is a number is no pod.
pub fn renewed(resource: &Resource, sources: &Sources) -> Option<Resource> {
    let mut copy = resource.clone();
    match resource.format {
        Format::Terraform | Format::Dockerfile | Format::Prometheus | Format::Dependabot => {}
        Format::Kubernetes => {
            let again = kubernetes::resource_from_object(resource.attributes.clone())?;
            let same = again.address == resource.address
                && again.kind == resource.kind
                && again.workload.is_some() == resource.workload.is_some();
            if !same {
                return None;
            }
            (copy.attributes, copy.workload) = (again.attributes, again.workload);
        }
        Format::Compose => {
            resource.attributes.as_map()?;
            let view = compose::view(&resource.name, &resource.attributes);
            copy.workload = Some(Workload::Made(view));
        }
        Format::GithubActions => {
            let path = Str::from(sources.path(resource.file()));
            let text = sources.get(resource.file()).map(|source| &*source.text);
            let fragment = Fragment::whole(resource.file(), &path, text.unwrap_or_default());
            copy.pipeline = Some(ci::github::view(resource, fragment)?);
        }
    }
    Some(copy)
}
