//! Joins by a literal name.
//!
//! Configurations often repeat a name instead of referring to the resource that has it. In: the
//! resources of one root module. Out: the references that such names stand for. A name that is
//! open is the same name where it is open in the same way, if only one resource has it.

use std::collections::HashMap;

use crate::model::{Cause, Kind, Path, Reference, Resource, Str, Value};

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
            if let Some(name) = resource.attributes.get(join.named_by).and_then(name) {
                let addresses = named.entry((join.to, name)).or_default();
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
            let Some(written) = resource.attributes.get(join.attribute) else { continue };
            let known = name(written).and_then(|name| named.get(&(join.to, name)));
            let Some(targets) = known.filter(|all| all.len() == 1 || written.as_str().is_some())
            else {
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

/// What makes two names the same: their text, or what is open in them and what is not.
fn name(value: &Value) -> Option<Str> {
    match &value.kind {
        Kind::String(text) => Some(text.clone()),
        Kind::Unknown(unknown) => {
            let told = matches!(unknown.because, Cause::Variable | Cause::DataSource);
            let shape = &unknown.shape;
            let place = unknown.declared_at.filter(|_| told)?;
            // No text begins with a character that Terraform cannot write.
            Some(format!("\0{}\0{place:?}\0{shape:?}", unknown.name).into())
        }
        _ => None,
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
