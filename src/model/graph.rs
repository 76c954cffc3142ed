//! Who refers to whom, in both directions.
//!
//! In: resources with their references. Out: for each resource the resources joined to it, by
//! type. A reference without an instance key joins every instance of its target.

use std::collections::{BTreeMap, HashMap};

use super::{Resource, ResourceId, Str};

/// Joins between resources of one run.
#[derive(Debug, Default)]
pub struct Graph {
    related: Vec<Vec<ResourceId>>,
}

impl Graph {
    /// Resolves all references. Linear in resources plus references.
    pub fn build(resources: &[Resource]) -> Self {
        let mut by_address: HashMap<(&str, &str), Vec<ResourceId>> = HashMap::new();
        for (id, resource) in ids(resources) {
            let scope: &str = &resource.scope;
            by_address.entry((scope, &resource.address)).or_default().push(id);
            let bare = without_last_key(&resource.address);
            if bare.len() != resource.address.len() {
                by_address.entry((scope, bare)).or_default().push(id);
            }
        }
        let mut related = vec![Vec::new(); resources.len()];
        for (id, resource) in ids(resources) {
            for reference in &resource.references {
                let targets = by_address
                    .get(&(&*resource.scope, &*reference.to))
                    .map_or(&[][..], Vec::as_slice);
                for &target in targets {
                    if target != id {
                        join(&mut related, id, target);
                        join(&mut related, target, id);
                    }
                }
            }
        }
        for list in &mut related {
            list.sort_unstable();
            list.dedup();
        }
        Self { related }
    }

    /// Resources joined to one, in either direction, in resource order.
    pub fn related(&self, id: ResourceId) -> &[ResourceId] {
        self.related.get(id.0 as usize).map_or(&[], Vec::as_slice)
    }

    /// The same by type.
    pub fn related_by_type(
        &self,
        resources: &[Resource],
        id: ResourceId,
    ) -> BTreeMap<Str, Vec<ResourceId>> {
        let mut by_type: BTreeMap<Str, Vec<ResourceId>> = BTreeMap::new();
        for &other in self.related(id) {
            if let Some(resource) = resources.get(other.0 as usize) {
                by_type.entry(resource.kind.clone()).or_default().push(other);
            }
        }
        by_type
    }
}

fn join(related: &mut [Vec<ResourceId>], from: ResourceId, to: ResourceId) {
    if let Some(list) = related.get_mut(from.0 as usize) {
        list.push(to);
    }
}

fn ids(resources: &[Resource]) -> impl Iterator<Item = (ResourceId, &Resource)> {
    (0u32..).map(ResourceId).zip(resources)
}

/// `aws_s3_bucket.logs["a"]` → `aws_s3_bucket.logs`.
fn without_last_key(address: &str) -> &str {
    if !address.ends_with(']') {
        return address;
    }
    // Keys are quoted strings or numbers; a quoted key may itself hold brackets.
    if let Some(inner) = address.strip_suffix("\"]") {
        return inner.rfind("[\"").map_or(address, |at| inner.get(..at).unwrap_or(address));
    }
    address.rfind('[').map_or(address, |at| address.get(..at).unwrap_or(address))
}

#[cfg(test)]
mod tests {
    use super::without_last_key;

    #[test]
    fn instance_keys_are_cut() {
        assert_eq!(without_last_key("aws_s3_bucket.b"), "aws_s3_bucket.b");
        assert_eq!(without_last_key("aws_s3_bucket.b[0]"), "aws_s3_bucket.b");
        assert_eq!(without_last_key("module.m[\"x\"].a_b.c[\"k[0]\"]"), "module.m[\"x\"].a_b.c");
    }
}
