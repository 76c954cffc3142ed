//! Plans and states in JSON: what Terraform itself made of the configuration.
//!
//! In: the output of `terraform show -json` for a plan or a state, or a state file. Out: the same
//! resources that the configuration gives, with the values that Terraform worked out: what is known
//! only after the apply is unknown, what is sensitive stays so, what is deleted is left out and
//! counted. Where the source of a plan was read, places are those of the source. Never here:
//! running Terraform, or reading its binary plan format.

mod address;
mod attributes;
mod configuration;
mod instances;
mod providers;
mod source;

use std::collections::{BTreeMap, HashMap};

use super::TerraformFile;
use super::module::Module;
use crate::model::{Diagnostic, FileId, Loss, Path, Reference, Resource, Str, Value};
use crate::parse::{Fragment, Parsed, json};
use configuration::Configuration;
use instances::{Instance, Instances};

/// The plans and states of a run.
#[derive(Debug, Default)]
pub struct Plans(Vec<Document>);

impl Plans {
    /// Reads them.
    pub fn read(inputs: &[TerraformFile], diagnostics: &mut Vec<Diagnostic>) -> Self {
        Self(inputs.iter().filter_map(|input| Document::read(input, diagnostics)).collect())
    }

    /// Their files and paths.
    pub fn paths(&self) -> impl Iterator<Item = (FileId, Str)> {
        self.0.iter().map(|document| (document.file, document.path.clone()))
    }

    /// For each of them the root module that it was made from, where that was read.
    pub fn directories(&self, modules: &BTreeMap<String, Module<'_>>) -> Vec<Option<String>> {
        self.0.iter().map(|document| source::directory_of(document, modules)).collect()
    }

    /// Puts what the plans say in the place of what the evaluation of their modules gave.
    pub fn replace(
        &self,
        directories: &[Option<String>],
        evaluated: &mut BTreeMap<String, Vec<Resource>>,
        parsed: &mut Parsed,
    ) {
        for (document, directory) in self.0.iter().zip(directories) {
            let source = directory.as_ref().and_then(|directory| evaluated.get(directory));
            // Several plans of one module tell of several things, which do not relate.
            let alone = directories.iter().filter(|other| *other == directory).count() == 1;
            let scope: Str = match directory {
                Some(directory) if alone => directory.as_str().into(),
                _ => document.path.clone(),
            };
            let mut resources =
                document.resources(&scope, source.map(Vec::as_slice), &mut parsed.diagnostics);
            if source.is_none() {
                super::joins::by_name(&mut resources);
            }
            parsed.resources.extend(resources);
        }
        for directory in directories.iter().flatten() {
            evaluated.remove(directory);
        }
    }
}

/// What a document describes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Describes {
    /// What will be: a plan.
    Plan,
    /// What is, as `terraform show -json` prints it.
    ShownState,
    /// What is, as Terraform keeps it.
    StateFile,
}

/// A plan or state that was read.
#[derive(Debug)]
pub struct Document {
    /// Its file.
    pub file: FileId,
    /// The path as reported.
    pub path: Str,
    /// The directory that it lies in.
    pub directory: String,
    /// What it describes.
    pub describes: Describes,
    root: Value,
}

impl Document {
    /// Reads a document. What is not one gives a diagnostic.
    pub fn read(input: &TerraformFile, diagnostics: &mut Vec<Diagnostic>) -> Option<Self> {
        let fragment = Fragment {
            file: input.file,
            path: &input.path,
            text: &input.text,
            offset: input.offset,
        };
        let root = json::read(fragment, diagnostics)?;
        let Some(describes) = describes(&root) else {
            let message = "not a plan or state of Terraform in JSON";
            diagnostics.push(Diagnostic::file(input.path.clone(), message));
            return None;
        };
        let directory = super::module::plain_directory(&input.module);
        Some(Self { file: input.file, path: input.path.clone(), directory, describes, root })
    }

    /// The configuration that a plan was made from.
    fn configuration(&self) -> Option<&Value> {
        self.root.at_keys(&["configuration", "root_module"])
    }

    /// The resources of the document. `scope` is the root module that they belong to; `source`
    /// holds what the evaluation of that module gave, where it was read.
    pub fn resources(
        &self,
        scope: &Str,
        source: Option<&[Resource]>,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Vec<Resource> {
        let instances = Instances::of(self);
        self.notes(&instances, diagnostics);
        let configuration =
            self.configuration().map(|root| Configuration::new(root, &instances.list));
        let twins = source.map(source::Twins::new);
        let places: HashMap<&str, &Instance<'_>> =
            instances.list.iter().map(|one| (&*one.address, one)).collect();
        let mut resources: Vec<Resource> = instances
            .list
            .iter()
            .map(|instance| {
                let maker = attributes::Maker {
                    instance,
                    twin: twins.as_ref().map(|twins| twins.of(&instance.address)),
                    declared: configuration.as_ref().and_then(|all| all.declared(instance)),
                    configuration: configuration.as_ref(),
                    places: &places,
                };
                maker.resource(scope, |resource| {
                    references(&maker, configuration.as_ref(), &instances, resource)
                })
            })
            .collect();
        match source {
            // The plan says what becomes of resources; the rest is as the source has it.
            Some(source) => resources.extend(
                source.iter().filter(|one| source::stays(one, &places)).cloned().map(|mut one| {
                    one.scope = scope.clone();
                    one
                }),
            ),
            None => resources.extend(providers::resources(&self.root, scope)),
        }
        resources
    }

    /// What is left out of the judgement, and whether the document says that it is incomplete.
    fn notes(&self, instances: &Instances<'_>, diagnostics: &mut Vec<Diagnostic>) {
        let mut note = |message: String, loss: Loss| {
            let at = self.root.span;
            let at = crate::model::Span { end: at.start.saturating_add(1).min(at.end), ..at };
            diagnostics.push(Diagnostic::at(self.path.clone(), at, message, loss));
        };
        let count = |count: usize, what: &str| match count {
            1 => format!("1 {what}"),
            _ => format!("{count} {what}s"),
        };
        if instances.deleted > 0 {
            let number = count(instances.deleted, "resource");
            note(format!("{number} that the plan deletes: not judged"), Loss::Nothing);
        }
        if instances.forgotten > 0 {
            let number = count(instances.forgotten, "resource");
            note(format!("{number} that the plan forgets: not judged"), Loss::Nothing);
        }
        if instances.unread > 0 {
            let number = count(instances.unread, "entry");
            let number = number.replace("entrys", "entries");
            note(format!("{number} without an address and type: not judged"), Loss::Part);
        }
        let flag = |name: &str| self.root.get(name).and_then(Value::as_bool);
        if flag("errored") == Some(true) {
            note("the plan was made with errors, and is not complete".into(), Loss::Part);
        }
    }
}

fn describes(root: &Value) -> Option<Describes> {
    let has = |key: &str| root.get(key).is_some();
    if has("resource_changes") || has("planned_values") {
        return Some(Describes::Plan);
    }
    let version = root.get("version").and_then(Value::as_int);
    match () {
        () if version == Some(4) && (has("resources") || has("serial")) => {
            Some(Describes::StateFile)
        }
        () if has("values") && has("format_version") => Some(Describes::ShownState),
        // An empty state is printed without values.
        () if has("format_version") && has("terraform_version") => Some(Describes::ShownState),
        () => None,
    }
}

/// What a resource refers to: as its source says where that is the same instance, else as the
/// configuration in the plan or the dependencies in the state say.
fn references(
    maker: &attributes::Maker<'_>,
    configuration: Option<&Configuration<'_>>,
    instances: &Instances<'_>,
    resource: &Resource,
) -> Vec<Reference> {
    if let Some(twin) = maker.twin.and_then(|twin| twin.exact) {
        return twin.references.clone();
    }
    let mut found = match configuration {
        Some(configuration) => configuration.references(maker.instance),
        None => dependencies(maker.instance, instances, resource),
    };
    found.retain(|reference| reference.to != resource.address);
    found.sort_by(|a, b| (&a.path, &a.to).cmp(&(&b.path, &b.to)));
    found.dedup();
    found
}

/// The resources that a state says were needed, by the attribute that holds something of theirs.
fn dependencies(
    instance: &Instance<'_>,
    instances: &Instances<'_>,
    resource: &Resource,
) -> Vec<Reference> {
    let mut found = Vec::new();
    for dependency in &instance.dependencies {
        for target in instances.needed(instance, dependency) {
            let path = identified_by(&resource.attributes, target)
                .map_or_else(Path::root, |key| Path::root().join(&*key));
            found.push(Reference { to: target.address.clone(), path });
        }
    }
    // A state names all that came before, also what has nothing to do with it; a value in common
    // tells. Where none has one, all of them stay.
    if found.iter().any(|reference| !reference.path.0.is_empty()) {
        found.retain(|reference| !reference.path.0.is_empty());
    }
    found
}

/// The attribute whose text is one that identifies the target.
fn identified_by(attributes: &Value, target: &Instance<'_>) -> Option<String> {
    const IDENTITIES: [&str; 6] = ["id", "arn", "self_link", "name", "bucket", "key_id"];
    let values = target.values?;
    let identities: Vec<&str> = IDENTITIES
        .iter()
        .filter_map(|name| values.get(name)?.as_str())
        .filter(|text| !text.is_empty())
        .collect();
    let same = |value: &Value| value.as_str().is_some_and(|text| identities.contains(&text));
    let holds = |value: &Value| match value.as_list() {
        Some(list) => list.iter().any(same),
        None => same(value),
    };
    let own = |key: &str| IDENTITIES.iter().take(3).any(|name| *name == key);
    let map = attributes.as_map()?;
    let found = map.iter().find(|entry| !own(&entry.key) && holds(&entry.value))?;
    Some(found.key.to_string())
}
