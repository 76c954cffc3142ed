//! Who refers to whom, in both directions.
//!
//! In: resources with their references. Out: for each resource the resources joined to it, by
//! type. A reference without an instance key joins every instance of its target. Where a resource
//! says whose it is (`bucket` of a bucket's logging), others of that type that it only mentions (the
//! target of the logs) are joined to it, but it is not joined to them.

use std::collections::{BTreeMap, HashMap};

use super::{Path, Resource, ResourceId, Segment, Str};

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
        let kind = |id: ResourceId| resources.get(id.0 as usize).map_or("", |one| &*one.kind);
        let mut met: Vec<(ResourceId, bool)> = Vec::new();
        for (id, resource) in ids(resources) {
            met.clear();
            for reference in &resource.references {
                let targets = by_address
                    .get(&(&*resource.scope, &*reference.to))
                    .map_or(&[][..], Vec::as_slice);
                let others = targets.iter().copied().filter(|target| *target != id);
                met.extend(others.map(|target| (target, is_owner(&reference.path, kind(target)))));
            }
            for &(target, owner) in &met {
                join(&mut related, id, target);
                let owned =
                    || met.iter().any(|(other, owner)| *owner && kind(*other) == kind(target));
                if owner || !owned() {
                    join(&mut related, target, id);
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

/// Whether an attribute says whose its resource is: it is named like the end of the other's type,
/// as `bucket` is for `aws_s3_bucket` and `security_group_id` for `aws_security_group`.
fn is_owner(path: &Path, kind: &str) -> bool {
    let [Segment::Key(key)] = path.0.as_slice() else { return false };
    let endings = ["_id", "_arn", "_name", "_url"];
    let plain = endings.iter().find_map(|ending| key.strip_suffix(ending)).unwrap_or(key);
    kind.strip_suffix(plain).is_some_and(|start| start.ends_with('_'))
}

/// `aws_s3_bucket.logs["a"]` → `aws_s3_bucket.logs`.
pub(super) fn without_last_key(address: &str) -> &str {
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
    use super::{Path, is_owner, without_last_key};

    #[test]
    fn owners_are_told_by_their_names() {
        for (key, kind, expected) in [
            ("bucket", "aws_s3_bucket", true),
            ("target_bucket", "aws_s3_bucket", false),
            ("security_group_id", "aws_security_group", true),
            ("source_security_group_id", "aws_security_group", false),
            ("ucket", "aws_s3_bucket", false),
            ("function_name", "aws_lambda_function", true),
            ("policy", "aws_s3_bucket", false),
        ] {
            assert_eq!(is_owner(&Path::root().join(key), kind), expected, "{key}");
        }
        assert!(!is_owner(&Path::root().join("rule").join("bucket"), "aws_s3_bucket"));
    }

    #[test]
    fn instance_keys_are_cut() {
        assert_eq!(without_last_key("aws_s3_bucket.b"), "aws_s3_bucket.b");
        assert_eq!(without_last_key("aws_s3_bucket.b[0]"), "aws_s3_bucket.b");
        assert_eq!(without_last_key("module.m[\"x\"].a_b.c[\"k[0]\"]"), "module.m[\"x\"].a_b.c");
    }
}
