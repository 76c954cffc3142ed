//! Joins by a literal name.
//!
//! Configurations often repeat a name instead of referring to the resource that has it. In: the
//! resources of one root module. Out: the references that such names stand for.

use std::collections::HashMap;

use crate::model::{Path, Reference, Resource, Str};

/// Resources of a type or family that name another by an attribute.
struct Join {
    /// Type, or the start of a family's types when it ends in `_`.
    from: &'static str,
    attribute: &'static str,
    to: &'static str,
    named_by: &'static str,
}

const fn join(
    from: &'static str,
    attribute: &'static str,
    to: &'static str,
    named_by: &'static str,
) -> Join {
    Join { from, attribute, to, named_by }
}

const JOINS: [Join; 9] = [
    join("aws_s3_bucket_", "bucket", "aws_s3_bucket", "bucket"),
    join("aws_iam_role_policy", "role", "aws_iam_role", "name"),
    join("aws_iam_role_policy_", "role", "aws_iam_role", "name"),
    join("aws_iam_user_", "user", "aws_iam_user", "name"),
    join("aws_iam_group_", "group", "aws_iam_group", "name"),
    join("aws_ecr_repository_", "repository", "aws_ecr_repository", "name"),
    join("aws_ecr_lifecycle_policy", "repository", "aws_ecr_repository", "name"),
    join("google_storage_bucket_", "bucket", "google_storage_bucket", "name"),
    join("aws_lambda_permission", "function_name", "aws_lambda_function", "function_name"),
];

/// Adds the references that literal names stand for.
pub fn by_name(resources: &mut [Resource]) {
    let mut named: HashMap<(&str, Str), Vec<Str>> = HashMap::new();
    for resource in resources.iter() {
        for join in JOINS.iter().filter(|join| *join.to == *resource.kind) {
            if let Some(name) =
                resource.attributes.get(join.named_by).and_then(|name| name.as_str())
            {
                let addresses = named.entry((join.to, name.into())).or_default();
                if !addresses.contains(&resource.address) {
                    addresses.push(resource.address.clone());
                }
            }
        }
    }
    if named.is_empty() {
        return;
    }
    for resource in resources {
        for join in &JOINS {
            if !join.applies(&resource.kind) {
                continue;
            }
            let written = resource.attributes.get(join.attribute).and_then(|name| name.as_str());
            let Some(targets) = written.and_then(|name| named.get(&(join.to, name.into()))) else {
                continue;
            };
            let path = Path::root().join(join.attribute);
            for to in targets {
                let reference = Reference { to: to.clone(), path: path.clone() };
                if !resource.references.contains(&reference) {
                    resource.references.push(reference);
                }
            }
        }
    }
}

impl Join {
    fn applies(&self, kind: &str) -> bool {
        kind != self.to
            && if self.from.ends_with('_') {
                kind.starts_with(self.from)
            } else {
                kind == self.from
            }
    }
}
