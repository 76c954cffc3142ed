//! Compiled policies.
//!
//! In: the chosen rules and the shared modules. Out: for each resource type (or view) one program
//! for direct evaluation, and one of regorus' virtual machine for the rules that the former does
//! not cover; and for each rule its syntax trees, for where an unknown matters.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use regorus::Engine;
use regorus::languages::rego::compiler::Compiler;
use regorus::rvm::Program;

use super::direct;
use super::kleene::{self, module::Tree};
use super::reads::Reads;
use crate::model::Str;
use crate::policy::{Module, PolicyError, Rule};

/// The rules that one resource type (or view) meets, compiled.
pub struct Compiled {
    /// The program of the rules that are evaluated directly.
    pub direct: direct::ir::Program,
    /// The program of the others, if there are any.
    pub program: Option<Arc<Program>>,
    /// The rules.
    pub entries: Vec<Entry>,
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
    /// Where the rule is evaluated directly: its parts.
    pub direct: Option<direct::Points>,
    /// Entry point of `deny` in the virtual machine.
    pub deny: usize,
    /// Entry point of `applicable` in the virtual machine, where the policy defines it.
    pub applicable: Option<usize>,
    /// Whether the policy defines `applicable`.
    pub has_applicable: bool,
    /// Types of `input.related` that the policy may read; `None` means any.
    pub related: Option<Vec<Str>>,
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

/// How rules are to be evaluated where nothing unknown is read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    /// Directly where that covers the rule, else by the virtual machine.
    Quick,
    /// By the virtual machine alone.
    Machine,
    /// In three values alone.
    Logic,
}

/// Compiles some rules into one program. A rule that does not compile is left out and reported.
pub fn compile(
    rules: &[Rule],
    chosen: &[usize],
    modules: &Modules<'_>,
    way: Way,
) -> (Option<Compiled>, Vec<Broken>) {
    match compile_together(rules, chosen, modules, way) {
        Ok(compiled) => (compiled, Vec::new()),
        Err(_) => compile_sound(rules, chosen, modules, way),
    }
}

/// One of them is broken: finds which, and compiles the others.
fn compile_sound(
    rules: &[Rule],
    chosen: &[usize],
    modules: &Modules<'_>,
    way: Way,
) -> (Option<Compiled>, Vec<Broken>) {
    let mut sound = Vec::new();
    let mut broken = Vec::new();
    for &rule in chosen {
        match compile_together(rules, &[rule], modules, way) {
            Ok(_) => sound.push(rule),
            Err(error) => broken.push(Broken { rule, error }),
        }
    }
    match compile_together(rules, &sound, modules, way) {
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
    way: Way,
) -> Result<Option<Compiled>, PolicyError> {
    let mut engine = Engine::new();
    engine.set_strict_builtin_errors(false);
    let mut imported = BTreeMap::new();
    let mut entries = Vec::new();
    let mut fault_path = String::new();
    for &index in chosen {
        let Some(rule) = rules.get(index) else { continue };
        fault_path = rule.path.to_string();
        add(&mut engine, &rule.path, &rule.text)?;
        imported.extend(modules.imported(&rule.text));
        entries.push(Entry {
            rule: index,
            direct: None,
            deny: 0,
            applicable: None,
            has_applicable: defines_applicable(&rule.text),
            related: None,
            logic: Arc::default(),
        });
    }
    if entries.is_empty() {
        return Ok(None);
    }
    for module in imported.values() {
        add(&mut engine, &module.path, &module.text)?;
    }
    add_logic(&mut engine, rules, modules, &mut entries);
    let mut compiler = direct::compile::Compiler::default();
    if way == Way::Quick {
        for entry in &mut entries {
            let Some(rule) = rules.get(entry.rule) else { continue };
            let trees = &entry.logic.program;
            entry.direct =
                direct::points(&mut compiler, trees, &rule.package, entry.has_applicable).ok();
        }
    }
    let points = entry_points(rules, &mut entries);
    let program = match points.first() {
        Some(first) => Some(
            machine_program(&mut engine, first, &points)
                .map_err(|message| PolicyError::Compile { path: fault_path, message })?,
        ),
        None => None,
    };
    Ok(Some(Compiled { direct: compiler.program, program, entries }))
}

/// Entry points of the rules that the virtual machine is to evaluate.
fn entry_points(rules: &[Rule], entries: &mut [Entry]) -> Vec<String> {
    let mut points: Vec<String> = Vec::new();
    for entry in entries.iter_mut().filter(|entry| entry.direct.is_none()) {
        let Some(rule) = rules.get(entry.rule) else { continue };
        entry.deny = points.len();
        points.push(format!("data.{}.deny", rule.package));
        if entry.has_applicable {
            entry.applicable = Some(points.len());
            points.push(format!("data.{}.applicable", rule.package));
        }
    }
    points
}

fn machine_program(
    engine: &mut Engine,
    first: &str,
    points: &[String],
) -> Result<Arc<Program>, String> {
    let policy =
        engine.compile_with_entrypoint(&first.into()).map_err(|error| error.to_string())?;
    let names: Vec<&str> = points.iter().map(String::as_str).collect();
    Compiler::compile_from_policy(&policy, &names).map_err(|error| error.to_string())
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
        entry.related = reads.related();
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

/// Whether a policy of the user's can be parsed: before a scan, rather than in the midst of it.
///
/// # Errors
/// What the parser says, with its line.
pub fn check(path: &str, text: &str) -> Result<(), PolicyError> {
    let Err(error) = Engine::new().add_policy(path.into(), text.into()) else { return Ok(()) };
    let error = error.to_string();
    let after = error.split_once(&format!("{path}:")).map_or("", |(_, after)| after);
    let line = after.split(':').next().and_then(|number| number.trim().parse().ok()).unwrap_or(1);
    let message = error.lines().filter_map(|line| line.trim().strip_prefix("error: ")).next_back();
    let message = message.map_or_else(|| first_line(&error), str::to_owned);
    Err(PolicyError::Metadata { path: path.into(), line, message })
}

fn first_line(text: &str) -> String {
    text.lines().map(str::trim).filter(|line| !line.is_empty()).collect::<Vec<_>>().join(" ")
}
