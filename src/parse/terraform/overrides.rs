//! Override files: `override.tf` and `*_override.tf`, merged into the blocks that they name; and
//! OpenTofu's files, which take the place of Terraform's of the same name.
//!
//! In: the trees of one module's files. Out: the same without the override files, their arguments
//! in place of those that they replace.

use std::collections::HashSet;

use super::TerraformFile;
use super::module::ParsedFile;
use super::syntax::ast::{Block, Body};

/// Whether a path is an override file's.
pub fn is_override(path: &str) -> bool {
    let name = path.rsplit('/').next().unwrap_or(path);
    let stem = [".tf.json", ".tofu.json", ".tf", ".tofu"]
        .iter()
        .find_map(|ending| name.strip_suffix(ending));
    stem.is_some_and(|stem| stem == "override" || stem.ends_with("_override"))
}

/// Paths of the files in whose place OpenTofu reads another: `main.tf` beside `main.tofu`.
pub fn shadowed(inputs: &[TerraformFile]) -> HashSet<String> {
    let paths: HashSet<&str> =
        inputs.iter().filter(|input| !input.fragment).map(|input| &*input.path).collect();
    let over = |path: &str| {
        let (stem, ending) = match path.strip_suffix(".tofu.json") {
            Some(stem) => (stem, ".tf.json"),
            None => (path.strip_suffix(".tofu")?, ".tf"),
        };
        Some(format!("{stem}{ending}"))
    };
    let shadowed = paths.iter().filter_map(|path| over(path));
    shadowed.filter(|path| paths.contains(&**path)).collect()
}

/// Merges the blocks of an override file into the files of its module.
pub fn apply(files: &mut [&mut ParsedFile], overriding: &Body) {
    for block in &overriding.blocks {
        if &*block.kind == "locals" {
            override_locals(files, block);
            continue;
        }
        let same = |base: &Block| {
            base.kind == block.kind && base.labels == block.labels && alias(base) == alias(block)
        };
        let target = files.iter_mut().flat_map(|file| file.body.blocks.iter_mut());
        if let Some(base) = target.into_iter().find(|base| same(base)) {
            merge(&mut base.body, &block.body);
        } else if let Some(file) = files.first_mut() {
            // Terraform refuses a block without a base; kept, it is at least judged.
            file.body.blocks.push(block.clone());
        }
    }
}

/// Provider blocks share their labels and are told apart by their alias.
fn alias(block: &Block) -> Option<&str> {
    (&*block.kind == "provider")
        .then(|| super::module::literal(&block.body, "alias").map(|(alias, _)| alias))
        .flatten()
}

fn override_locals(files: &mut [&mut ParsedFile], block: &Block) {
    for local in &block.body.attributes {
        let base = files
            .iter_mut()
            .flat_map(|file| file.body.blocks.iter_mut())
            .filter(|base| &*base.kind == "locals")
            .flat_map(|base| base.body.attributes.iter_mut())
            .find(|base| base.name == local.name);
        if let Some(base) = base {
            *base = local.clone();
        }
    }
}

/// Arguments replace arguments; nested blocks replace all of their type.
fn merge(base: &mut Body, over: &Body) {
    for attribute in &over.attributes {
        match base.attributes.iter_mut().find(|known| known.name == attribute.name) {
            Some(known) => *known = attribute.clone(),
            None => base.attributes.push(attribute.clone()),
        }
    }
    let kind = |block: &Block| super::body::block_type(block).map(str::to_owned);
    base.blocks.retain(|known| {
        &*known.kind == "lifecycle" || !over.blocks.iter().any(|block| kind(block) == kind(known))
    });
    for block in &over.blocks {
        let lifecycle = base.blocks.iter_mut().find(|known| &*known.kind == "lifecycle");
        match lifecycle.filter(|_| &*block.kind == "lifecycle") {
            Some(known) => merge(&mut known.body, &block.body),
            None => base.blocks.push(block.clone()),
        }
    }
}
