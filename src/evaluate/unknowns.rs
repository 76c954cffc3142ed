//! Which resources hold something unknown: found out once each, by whichever thread asks first.
//!
//! In: resources. Out: a yes or no. Never here: what is unknown, and why.

use std::sync::atomic::{AtomicU8, Ordering};

use crate::model::view::workload::Workload;
use crate::model::{Resource, ResourceId, Value};

const NOT_ASKED: u8 = 0;
const NO: u8 = 1;
const YES: u8 = 2;

/// What is known so far, by resource.
pub struct Unknowns(Vec<AtomicU8>);

impl Unknowns {
    /// Nothing is known yet of a number of resources.
    pub fn over(resources: usize) -> Self {
        Self((0..resources).map(|_| AtomicU8::new(NOT_ASKED)).collect())
    }

    /// Whether anything in a resource is unknown.
    pub fn has(&self, id: ResourceId, resource: &Resource) -> bool {
        let Some(known) = self.0.get(id.0 as usize) else { return look(resource) };
        match known.load(Ordering::Relaxed) {
            NOT_ASKED => {
                let found = look(resource);
                known.store(if found { YES } else { NO }, Ordering::Relaxed);
                found
            }
            answer => answer == YES,
        }
    }
}

fn look(resource: &Resource) -> bool {
    let made = match &resource.workload {
        Some(Workload::Made(view)) => Some(view),
        // Made of the attributes: what is unknown in it is unknown in them.
        Some(Workload::Pod { .. }) | None => None,
    };
    [Some(&resource.attributes), made, resource.pipeline.as_ref()]
        .into_iter()
        .flatten()
        .any(Value::has_unknown)
}
