//! Which keys of the JSON syntax are blocks.
//!
//! The native syntax tells `a = {}` from `a {}`; JSON does not, so a reader needs to know the
//! language's own blocks. Of providers' blocks nothing is known here but which names are maps.

use crate::model::{Entry, Value};

/// What the keys of a body are.
#[derive(Debug)]
pub(super) struct Schema {
    /// Keys that are blocks.
    pub blocks: &'static [BlockSchema],
    /// Keys whose strings name things or types instead of being templates.
    pub references: &'static [&'static str],
    /// What the other keys are.
    pub rest: Rest,
}

/// What keys are that no table names.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Rest {
    /// Attributes.
    Attributes,
    /// Blocks where they hold objects and are not known as maps.
    Guessed,
}

/// A type of block.
#[derive(Debug)]
pub(super) struct BlockSchema {
    /// Its type.
    pub name: &'static str,
    /// How many labels it has.
    pub labels: usize,
    /// What stands in it.
    pub body: &'static Schema,
}

const fn block(name: &'static str, labels: usize, body: &'static Schema) -> BlockSchema {
    BlockSchema { name, labels, body }
}

/// A file.
pub(super) static ROOT: Schema = Schema {
    blocks: &[
        block("resource", 2, &RESOURCE),
        block("data", 2, &RESOURCE),
        block("ephemeral", 2, &RESOURCE),
        block("variable", 1, &VARIABLE),
        block("output", 1, &OUTPUT),
        block("module", 1, &MODULE),
        block("provider", 1, &GUESSED),
        block("locals", 0, &ATTRIBUTES),
        block("terraform", 0, &TERRAFORM),
        block("check", 1, &CHECK),
        block("moved", 0, &MOVED),
        block("import", 0, &MOVED),
        block("removed", 0, &REMOVED),
    ],
    references: &[],
    rest: Rest::Attributes,
};

/// A body in which every key is an attribute.
pub(super) static ATTRIBUTES: Schema =
    Schema { blocks: &[], references: &[], rest: Rest::Attributes };
/// A body of a provider's making.
pub(super) static GUESSED: Schema =
    Schema { blocks: &[block("dynamic", 1, &DYNAMIC)], references: &[], rest: Rest::Guessed };
static RESOURCE: Schema = Schema {
    blocks: &[
        block("lifecycle", 0, &LIFECYCLE),
        block("provisioner", 1, &GUESSED),
        block("connection", 0, &ATTRIBUTES),
        block("dynamic", 1, &DYNAMIC),
    ],
    references: &["depends_on", "provider"],
    rest: Rest::Guessed,
};
static DYNAMIC: Schema = Schema {
    blocks: &[block("content", 0, &GUESSED)],
    references: &["iterator"],
    rest: Rest::Attributes,
};
static LIFECYCLE: Schema = Schema {
    blocks: &[block("precondition", 0, &ATTRIBUTES), block("postcondition", 0, &ATTRIBUTES)],
    references: &["ignore_changes", "replace_triggered_by"],
    rest: Rest::Attributes,
};
static VARIABLE: Schema = Schema {
    blocks: &[block("validation", 0, &ATTRIBUTES)],
    references: &["type"],
    rest: Rest::Attributes,
};
static OUTPUT: Schema = Schema {
    blocks: &[block("precondition", 0, &ATTRIBUTES)],
    references: &["depends_on"],
    rest: Rest::Attributes,
};
static MODULE: Schema =
    Schema { blocks: &[], references: &["depends_on", "providers"], rest: Rest::Attributes };
static MOVED: Schema =
    Schema { blocks: &[], references: &["from", "provider", "to"], rest: Rest::Attributes };
static CHECK: Schema = Schema {
    blocks: &[block("data", 2, &RESOURCE), block("assert", 0, &ATTRIBUTES)],
    references: &[],
    rest: Rest::Attributes,
};
static REMOVED: Schema = Schema {
    blocks: &[block("lifecycle", 0, &ATTRIBUTES), block("provisioner", 1, &GUESSED)],
    references: &["from"],
    rest: Rest::Attributes,
};
static TERRAFORM: Schema = Schema {
    blocks: &[
        block("required_providers", 0, &ATTRIBUTES),
        block("backend", 1, &GUESSED),
        block("cloud", 0, &GUESSED),
        block("provider_meta", 1, &ATTRIBUTES),
    ],
    references: &[],
    rest: Rest::Attributes,
};

/// Providers' attributes that are maps of the user's own keys, sorted.
const MAPS: [&str; 23] = [
    "annotations",
    "app_settings",
    "binary_data",
    "connection_properties",
    "data",
    "default_arguments",
    "env",
    "environment_variables",
    "for_each",
    "input",
    "keepers",
    "labels",
    "match_labels",
    "node_selector",
    "options",
    "parameters",
    "query",
    "request_parameters",
    "response_parameters",
    "tags",
    "tags_all",
    "triggers",
    "variables",
];

/// Names that are maps with some providers and blocks with others.
const EITHER: [&str; 2] = ["metadata", "selector"];

/// Whether a key of a resource holds a map rather than blocks.
pub(super) fn is_map(key: &str, value: &Value) -> bool {
    if EITHER.contains(&key) {
        // Kubernetes' blocks of these names have objects in them or say a name.
        let plain = |entry: &Entry| entry.value.as_map().is_none() && &*entry.key != "name";
        return value.as_map().is_some_and(|map| map.iter().all(plain));
    }
    let ends = ["_tags", "_labels", "_annotations", "_variables"];
    MAPS.binary_search(&key).is_ok()
        || (key != "default_tags" && ends.iter().any(|end| key.ends_with(end)))
}

#[cfg(test)]
mod tests {
    use super::MAPS;

    #[test]
    fn the_maps_are_sorted() {
        assert!(MAPS.is_sorted());
    }
}
