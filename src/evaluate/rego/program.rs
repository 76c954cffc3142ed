//! Compiled policies.
//!
//! In: the chosen rules and the shared modules. Out: for each resource type (or view) one program
//! of regorus' virtual machine with an entry point for each rule, compiled when the first resource
//! of that type is met; and for each rule its syntax trees, parsed when first an unknown matters.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use regorus::Engine;
use regorus::languages::rego::compiler::Compiler;
use regorus::rvm::Program;

use super::kleene::{self, module::Tree};
use super::reads::Reads;
use crate::model::Str;
use crate::policy::{Module, PolicyError, Rule};

/// The rules that one resource type (or view) meets, compiled.
pub struct Compiled {
    /// The program.
    pub program: Arc<Program>,
    /// Its rules.
    pub entries: Vec<Entry>,
    /// Types of `input.related` that they may read together; `None` means any.
    pub related: Option<Vec<Str>>,
}

impl Compiled {
    /// Keeps some of the rules.
    pub fn retain(&mut self, keep: impl FnMut(&Entry) -> bool) {
        self.entries.retain(keep);
        self.related = related(&self.entries);
    }
}

fn related(entries: &[Entry]) -> Option<Vec<Str>> {
    let mut all = Vec::new();
    for entry in entries {
        all.extend(entry.logic.reads.related()?);
    }
    Some(all)
}

/// A rule in three values: what it reads, and its syntax trees.
#[derive(Default)]
pub struct Logic {
    /// What the policy reads.
    pub reads: Reads,
    /// The policy and what it imports.
    pub program: kleene::Program,
}

/// Where a rule's parts stand in a program.
#[derive(Clone)]
pub struct Entry {
    /// Index of the rule in the selection.
    pub rule: usize,
    /// Entry point of `deny`.
    pub deny: usize,
    /// Entry point of `applicable`, where the policy defines it.
    pub applicable: Option<usize>,
    /// The rule's parameters, as `input.params`.
    pub params: regorus::Value,
    /// The rule in three values.
    pub logic: Arc<Logic>,
}

/// A rule that could not be compiled.
#[derive(Debug)]
pub struct Broken {
    /// Index of the rule in the selection.
    pub rule: usize,
    /// Why.
    pub error: PolicyError,
}

/// Shared modules by package.
pub struct Modules<'m> {
    by_package: HashMap<&'m str, &'m Module>,
}

impl<'m> Modules<'m> {
    /// Arranges modules.
    pub fn new(modules: &'m [Module]) -> Self {
        Self { by_package: modules.iter().map(|module| (&*module.package, module)).collect() }
    }

    /// The modules that a policy's text imports, directly or through one another.
    pub fn imported(&self, text: &str) -> BTreeMap<&'m str, &'m Module> {
        let mut found = BTreeMap::new();
        let mut pending = imports(text);
        while let Some(package) = pending.pop() {
            // `import data.a.b.f` may name a rule of the package `a.b`.
            let parent = package.rsplit_once('.').map(|(parent, _)| parent);
            let module = self
                .by_package
                .get(package.as_str())
                .or_else(|| parent.and_then(|parent| self.by_package.get(parent)));
            if let Some(module) = module
                && found.insert(&*module.package, *module).is_none()
            {
                pending.extend(imports(&module.text));
            }
        }
        found
    }
}

/// Packages named in `import data.…` lines.
fn imports(text: &str) -> Vec<String> {
    text.lines()
        .filter_map(|line| line.trim_start().strip_prefix("import data."))
        .map(|rest| rest.split([' ', '#']).next().unwrap_or(rest).trim().to_string())
        .collect()
}

/// Rules by the type or view they name, as indexes into the selection.
pub fn by_selector(rules: &[Rule]) -> HashMap<Str, Vec<usize>> {
    let mut selectors: HashMap<Str, Vec<usize>> = HashMap::new();
    for (index, rule) in rules.iter().enumerate() {
        let kinds: BTreeSet<&Str> = rule.resources.iter().collect();
        for kind in kinds {
            selectors.entry(kind.clone()).or_default().push(index);
        }
    }
    selectors
}

/// Compiles some rules into one program. A rule that does not compile is left out and reported.
pub fn compile(
    rules: &[Rule],
    chosen: &[usize],
    modules: &Modules<'_>,
) -> (Option<Compiled>, Vec<Broken>) {
    match compile_together(rules, chosen, modules) {
        Ok(compiled) => (compiled, Vec::new()),
        Err(_) => compile_sound(rules, chosen, modules),
    }
}

/// One of them is broken: finds which, and compiles the others.
fn compile_sound(
    rules: &[Rule],
    chosen: &[usize],
    modules: &Modules<'_>,
) -> (Option<Compiled>, Vec<Broken>) {
    let mut sound = Vec::new();
    let mut broken = Vec::new();
    for &rule in chosen {
        match compile_together(rules, &[rule], modules) {
            Ok(_) => sound.push(rule),
            Err(error) => broken.push(Broken { rule, error }),
        }
    }
    match compile_together(rules, &sound, modules) {
        Ok(compiled) => (compiled, broken),
        Err(error) => {
            // Sound alone and not together: name every one, rather than judge by none in silence.
            let message = error.to_string();
            let each = sound.into_iter().map(|rule| Broken {
                rule,
                error: PolicyError::Compile {
                    path: rules.get(rule).map_or(String::new(), |rule| rule.path.to_string()),
                    message: message.clone(),
                },
            });
            broken.extend(each);
            (None, broken)
        }
    }
}

fn compile_together(
    rules: &[Rule],
    chosen: &[usize],
    modules: &Modules<'_>,
) -> Result<Option<Compiled>, PolicyError> {
    let mut engine = Engine::new();
    engine.set_strict_builtin_errors(false);
    let mut imported = BTreeMap::new();
    let mut points: Vec<String> = Vec::new();
    let mut entries = Vec::new();
    let mut fault_path = String::new();
    for &index in chosen {
        let Some(rule) = rules.get(index) else { continue };
        fault_path = rule.path.to_string();
        add(&mut engine, &rule.path, &rule.text)?;
        imported.extend(modules.imported(&rule.text));
        let mut entry = Entry {
            rule: index,
            deny: points.len(),
            applicable: None,
            params: rule.params.clone().into(),
            logic: Arc::default(),
        };
        points.push(format!("data.{}.deny", rule.package));
        if defines_applicable(&rule.text) {
            entry.applicable = Some(points.len());
            points.push(format!("data.{}.applicable", rule.package));
        }
        entries.push(entry);
    }
    let Some(first) = points.first() else { return Ok(None) };
    for module in imported.values() {
        add(&mut engine, &module.path, &module.text)?;
    }
    add_logic(&mut engine, rules, modules, &mut entries);
    let fault = |message: String| PolicyError::Compile { path: fault_path.clone(), message };
    let policy = engine
        .compile_with_entrypoint(&first.as_str().into())
        .map_err(|error| fault(error.to_string()))?;
    let names: Vec<&str> = points.iter().map(String::as_str).collect();
    let program =
        Compiler::compile_from_policy(&policy, &names).map_err(|error| fault(error.to_string()))?;
    let related = related(&entries);
    Ok(Some(Compiled { program, entries, related }))
}

/// Gives each entry its syntax trees, which the engine has parsed already.
fn add_logic(engine: &mut Engine, rules: &[Rule], modules: &Modules<'_>, entries: &mut [Entry]) {
    let trees: HashMap<Arc<str>, Arc<Tree>> = engine
        .get_modules()
        .iter()
        .filter_map(|module| Tree::of(module.clone()).ok())
        .map(|tree| (tree.package.clone(), Arc::new(tree)))
        .collect();
    for entry in entries {
        let Some(rule) = rules.get(entry.rule) else { continue };
        let imported = modules.imported(&rule.text);
        let packages = imported.keys().copied().chain([&*rule.package]);
        let own: Vec<Arc<Tree>> = packages
            .filter_map(|package| trees.get(format!("data.{package}").as_str()).cloned())
            .collect();
        let reads = Reads::of(own.iter().map(Arc::as_ref));
        entry.logic = Arc::new(Logic { reads, program: kleene::Program::new(own) });
    }
}

/// Whether a policy defines the rule `applicable`.
pub fn defines_applicable(text: &str) -> bool {
    text.lines().any(|line| {
        line.strip_prefix("applicable").is_some_and(|rest| rest.starts_with([' ', ':', '=']))
            || line.starts_with("default applicable")
    })
}

fn add(engine: &mut Engine, path: &str, text: &str) -> Result<(), PolicyError> {
    engine.add_policy(path.into(), text.into()).map(|_| ()).map_err(|error| PolicyError::Compile {
        path: path.into(),
        message: first_line(&error.to_string()),
    })
}

fn first_line(text: &str) -> String {
    text.lines().map(str::trim).filter(|line| !line.is_empty()).collect::<Vec<_>>().join(" ")
}
