//! Files to modules to resources.
//!
//! In: the files of a run and the options. Out: resources and diagnostics, sorted by file and
//! place. Files are parsed in parallel; each root module is evaluated by one thread.

use std::collections::{BTreeMap, HashMap};

use rayon::prelude::*;

use super::chains::Origins;
use super::context::{Context, Inputs};
use super::module::{Module, ParsedFile, literal, plain_directory};
use super::overrides::{self, is_override};
use super::plan::Plans;
use super::roots::{in_parallel, roots};
use super::run::Run;
use super::sources::{Caller, resolve};
use super::syntax::ast::Body;
use super::values::finish::finish;
use super::variables::{Given, add_file, add_texts};
use super::{Assignment, NO_FILE, Options, TerraformFile, TextKind, Texts, joins, syntax};
use crate::model::{self, Diagnostic, FileId, Loss, Resource, Str};
use crate::parse::{Fragment, Parsed};

/// A text after parsing.
#[derive(Debug)]
pub(super) struct Text {
    file: FileId,
    path: Str,
    kind: TextKind,
    directory: String,
    parsed: ParsedFile,
}

/// A `--var` or `--var-file`, read.
enum Assigned {
    Text((String, String)),
    File(Body),
}

/// Everything that root modules share.
pub(super) struct Program<'a> {
    pub(super) modules: BTreeMap<String, Module<'a>>,
    variables: BTreeMap<&'a str, Vec<&'a Text>>,
    assigned: Vec<Assigned>,
    texts: Texts<'a>,
    paths: HashMap<FileId, Str>,
    options: &'a Options,
}

/// Evaluates the modules that the files make up.
pub fn load(inputs: Vec<TerraformFile>, options: &Options) -> Parsed {
    load_with_origins(inputs, options).0
}

/// The same, and what it takes to say later where values come from.
pub fn load_with_origins(inputs: Vec<TerraformFile>, options: &Options) -> (Parsed, Origins) {
    let mut parsed = Parsed::default();
    let is_plan = |input: &TerraformFile| input.kind == TextKind::Plan;
    let (plans, inputs): (Vec<_>, Vec<_>) = inputs.into_iter().partition(is_plan);
    let plans = Plans::read(&plans, &mut parsed.diagnostics);
    let texts = parse(&inputs, &mut parsed.diagnostics);
    let mut program = Program::new(&inputs, &texts, options, &mut parsed.diagnostics);
    program.paths.extend(plans.paths());
    let directories = plans.directories(&program.modules);
    let mut roots = roots(&program.modules, |directory| program.callees(directory), options);
    roots.extend(directories.iter().flatten().cloned());
    roots.sort();
    roots.dedup();
    parsed.diagnostics.extend(program.undeclared(&roots));
    let results = in_parallel(&roots, |root| program.evaluate(root));
    let mut evaluated = BTreeMap::new();
    for (root, result) in roots.iter().zip(results) {
        let Some((resources, diagnostics)) = result else {
            parsed.diagnostics.push(program.failure(root));
            continue;
        };
        evaluated.insert(root.clone(), resources);
        parsed.diagnostics.extend(diagnostics);
    }
    plans.replace(&directories, &mut evaluated, &mut parsed);
    parsed.resources.extend(evaluated.into_values().flatten());
    sort(&mut parsed, &program.paths);
    drop(program);
    let origins = Origins::of(inputs, texts, options);
    (parsed, origins)
}

/// Evaluates one expression in a module of its own right. The result may be unknown.
pub fn evaluate_expression(
    expression: &str,
    inputs: Vec<TerraformFile>,
    directory: &str,
    options: &Options,
) -> (model::Value, Vec<Diagnostic>) {
    let mut diagnostics = Vec::new();
    let texts = parse(&inputs, &mut diagnostics);
    let program = Program::new(&inputs, &texts, options, &mut diagnostics);
    let path: Str = "<expression>".into();
    let fragment = Fragment::whole(NO_FILE, &path, expression);
    let parsed = syntax::parse_expression(fragment, &mut diagnostics);
    let empty = Module::default();
    let directory = plain_directory(directory);
    let module = program.modules.get(&directory).unwrap_or(&empty);
    let results = in_parallel(&[()], |()| {
        let run = program.run();
        let scope = program.root_scope(&run, module, &directory);
        let context = Context::new(&run, &scope);
        let value = context.evaluate(&parsed);
        let value = context.force(&value);
        (finish(&value), run.take_diagnostics())
    });
    match results.into_iter().flatten().next() {
        Some((value, found)) => {
            diagnostics.extend(found);
            (value, diagnostics)
        }
        None => (model::Value::null(model::Span::default()), diagnostics),
    }
}

pub(super) fn parse(inputs: &[TerraformFile], diagnostics: &mut Vec<Diagnostic>) -> Vec<Text> {
    let shadowed = overrides::shadowed(inputs);
    let mut order: Vec<&TerraformFile> =
        inputs.iter().filter(|input| !shadowed.contains(&*input.path)).collect();
    order.sort_by(|a, b| (&a.path, a.offset).cmp(&(&b.path, b.offset)));
    let parsed: Vec<(Text, Vec<Diagnostic>)> = order.par_iter().map(|input| read(input)).collect();
    let mut texts = Vec::with_capacity(parsed.len());
    for (text, found) in parsed {
        texts.push(text);
        diagnostics.extend(found);
    }
    merge_overrides(texts)
}

/// Merges override files into the others of their directories, in the order of their names.
fn merge_overrides(texts: Vec<Text>) -> Vec<Text> {
    let overriding = |text: &Text| {
        let configuration = matches!(text.kind, TextKind::Native | TextKind::Json);
        configuration && !text.parsed.fragment && is_override(&text.path)
    };
    let (over, mut base): (Vec<Text>, Vec<Text>) = texts.into_iter().partition(overriding);
    for mut text in over {
        let mut files: Vec<&mut ParsedFile> = base
            .iter_mut()
            .filter(|other| other.directory == text.directory)
            .filter(|other| matches!(other.kind, TextKind::Native | TextKind::Json))
            .map(|other| &mut other.parsed)
            .collect();
        if files.is_empty() {
            base.push(text);
        } else {
            overrides::apply(&mut files, &text.parsed.body);
            // Kept for its path: spans of what it gave point into it.
            text.parsed.body = Body::default();
            base.push(text);
        }
    }
    base
}

fn read(input: &TerraformFile) -> (Text, Vec<Diagnostic>) {
    let mut diagnostics = Vec::new();
    let fragment =
        Fragment { file: input.file, path: &input.path, text: &input.text, offset: input.offset };
    let body = match input.kind {
        TextKind::Native | TextKind::Variables { json: false, .. } => {
            syntax::parse(fragment, &mut diagnostics)
        }
        TextKind::Json => syntax::parse_json(fragment, &mut diagnostics),
        TextKind::Variables { json: true, .. } => {
            syntax::parse_json_variables(fragment, &mut diagnostics)
        }
        TextKind::Plan => Body::default(),
    };
    let text = Text {
        file: input.file,
        path: input.path.clone(),
        kind: input.kind,
        directory: plain_directory(&input.module),
        parsed: ParsedFile { path: input.path.clone(), body, fragment: input.fragment },
    };
    (text, diagnostics)
}

impl<'a> Program<'a> {
    pub(super) fn new(
        inputs: &'a [TerraformFile],
        texts: &'a [Text],
        options: &'a Options,
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Self {
        let mut files: BTreeMap<&str, Vec<&'a ParsedFile>> = BTreeMap::new();
        let mut variables: BTreeMap<&str, Vec<&Text>> = BTreeMap::new();
        for text in texts {
            match text.kind {
                TextKind::Variables { auto: true, .. } => {
                    variables.entry(&text.directory).or_default().push(text);
                }
                TextKind::Variables { auto: false, .. } | TextKind::Plan => {}
                _ => files.entry(&text.directory).or_default().push(&text.parsed),
            }
        }
        let mut modules = BTreeMap::new();
        for (directory, files) in files {
            let module = Module::new(directory.into(), &files, diagnostics);
            modules.insert(directory.to_owned(), module);
        }
        let mut readable: Texts<'a> = HashMap::new();
        for input in inputs.iter().filter(|input| !input.fragment) {
            readable.insert(plain_directory(&input.path), &input.text);
        }
        for (path, text) in &options.texts {
            readable.insert(plain_directory(path), text);
        }
        for list in variables.values_mut() {
            list.sort_by_key(|text| variable_file_rank(&text.path));
        }
        let mut ids = options.variable_file_ids.iter().copied();
        let mut named: Vec<(FileId, Str)> = Vec::new();
        let mut assign = |assignment: &Assignment| match assignment {
            Assignment::Variable(pair) => Assigned::Text(pair.clone()),
            Assignment::File(path, text) => {
                let id = ids.next().unwrap_or(NO_FILE);
                named.push((id, path.clone()));
                let fragment = Fragment::whole(id, path, text);
                Assigned::File(if path.ends_with(".json") {
                    syntax::parse_json_variables(fragment, diagnostics)
                } else {
                    syntax::parse(fragment, diagnostics)
                })
            }
        };
        let assigned = options.assignments.iter().map(&mut assign).collect();
        Self {
            assigned,
            modules,
            variables,
            texts: readable,
            paths: texts.iter().map(|text| (text.file, text.path.clone())).chain(named).collect(),
            options,
        }
    }

    pub(super) fn run(&self) -> Run<'_> {
        Run::new(&self.modules, self.options, &self.texts, &self.paths)
    }

    pub(super) fn root_scope<'r>(
        &'r self,
        run: &Run<'r>,
        module: &'r Module<'r>,
        directory: &str,
    ) -> std::rc::Rc<super::context::Scope<'r>> {
        let mut given: HashMap<Str, Given> = HashMap::new();
        add_texts(&mut given, &self.options.environment);
        for text in self.variables.get(directory).into_iter().flatten() {
            add_file(&mut given, &text.parsed.body);
        }
        for assigned in &self.assigned {
            match assigned {
                Assigned::Text(pair) => add_texts(&mut given, std::slice::from_ref(pair)),
                Assigned::File(body) => add_file(&mut given, body),
            }
        }
        run.add_scope(module, "".into(), directory.into(), "".into(), 0, Inputs::Root(given))
    }

    /// The directories of the modules that a module calls.
    fn callees(&self, directory: &str) -> Vec<String> {
        let Some(module) = self.modules.get(directory) else { return Vec::new() };
        let caller = Caller { root: directory, key: "", directory };
        let mut computed = Vec::new();
        let mut found = Vec::new();
        let mut add = |name: &Str, source: &str| {
            found.extend(resolve(self.options, &self.modules, caller, name, source));
        };
        for (name, block) in &module.calls {
            match literal(&block.body, "source") {
                Some((source, _)) => add(name, source),
                None => computed.push((name, *block)),
            }
        }
        if !computed.is_empty() {
            let sources = in_parallel(&[()], |()| {
                let run = self.run();
                let scope = self.root_scope(&run, module, directory);
                let context = Context::new(&run, &scope);
                computed.iter().map(|(_, block)| context.source(block)).collect::<Vec<_>>()
            });
            let sources = sources.into_iter().flatten().flatten();
            for ((name, _), source) in computed.iter().zip(sources) {
                source.iter().for_each(|source| add(name, source));
            }
        }
        found.retain(|target| self.modules.contains_key(target));
        found
    }

    fn evaluate(&self, root: &str) -> (Vec<Resource>, Vec<Diagnostic>) {
        let Some(module) = self.modules.get(root) else { return Default::default() };
        let run = self.run();
        let scope = self.root_scope(&run, module, root);
        let mut resources = Context::new(&run, &scope).resources();
        joins::by_name(&mut resources);
        (resources, run.take_diagnostics())
    }
}

impl Program<'_> {
    /// Variables that a flag sets and no root module declares: a misspelt one changes nothing.
    fn undeclared(&self, roots: &[String]) -> Vec<Diagnostic> {
        let declared = |name: &str| {
            let mut modules = roots.iter().filter_map(|root| self.modules.get(root));
            modules.any(|module| module.variables.contains_key(name))
        };
        let texts = self.assigned.iter().filter_map(|assigned| match assigned {
            Assigned::Text((name, _)) => Some(name.as_str()),
            Assigned::File(_) => None,
        });
        texts
            .filter(|name| !declared(name))
            .map(|name| Diagnostic {
                path: "<options>".into(),
                span: None,
                message: format!(
                    "--var {name}: no root module that was read declares this variable; Terraform \
                     refuses it"
                ),
                loss: Loss::Nothing,
                lost: String::new(),
            })
            .collect()
    }

    /// What is said of a root module whose evaluation broke off.
    fn failure(&self, root: &str) -> Diagnostic {
        let path = if root.is_empty() { ".".into() } else { Str::from(root) };
        Diagnostic {
            path,
            span: None,
            message: "internal error while the module was evaluated".into(),
            loss: Loss::Part,
            lost: "the module's resources".into(),
        }
    }
}

/// `terraform.tfvars` before its JSON form before `*.auto.tfvars` by name.
fn variable_file_rank(path: &str) -> (u8, String) {
    let name = path.rsplit('/').next().unwrap_or(path);
    let rank = match name {
        "terraform.tfvars" => 0,
        "terraform.tfvars.json" => 1,
        _ => 2,
    };
    (rank, name.to_owned())
}

fn sort(parsed: &mut Parsed, paths: &HashMap<FileId, Str>) {
    let path = |file: FileId| paths.get(&file).map_or("", |path| &**path);
    parsed.resources.sort_by(|a, b| {
        (path(a.span.file), a.span.start, &a.scope).cmp(&(
            path(b.span.file),
            b.span.start,
            &b.scope,
        ))
    });
    let start = |diagnostic: &Diagnostic| diagnostic.span.map_or(0, |span| span.start);
    parsed
        .diagnostics
        .sort_by(|a, b| (&a.path, start(a), &a.message).cmp(&(&b.path, start(b), &b.message)));
    parsed.diagnostics.dedup();
}
