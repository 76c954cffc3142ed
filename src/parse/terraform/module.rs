//! What a module declares, before anything is evaluated.
//!
//! In: the syntax trees of the files of one directory. Out: an index of its variables, locals,
//! resources, calls and outputs. Never here: values.

use std::collections::{BTreeMap, HashMap};

use super::syntax::ast::{Attribute, Block, Body, Expression};
use crate::model::{Diagnostic, Loss, Span, Str};

/// A file's syntax tree.
#[derive(Debug)]
pub struct ParsedFile {
    /// Path as reported.
    pub path: Str,
    /// Its tree.
    pub body: Body,
    /// Whether it is part of a document: names that it does not declare are then no fault.
    pub fragment: bool,
}

/// A resource or data block.
#[derive(Debug)]
pub struct Declaration<'a> {
    /// The block.
    pub block: &'a Block,
    /// Whether it is a data source.
    pub data: bool,
    /// Type, without `data.`.
    pub kind: Str,
    /// Name.
    pub name: Str,
    /// Address within the module, without instance key.
    pub address: Str,
}

/// A module's declarations.
#[derive(Debug, Default)]
pub struct Module<'a> {
    /// Directory, or the document's path.
    pub directory: Str,
    /// Whether it is made of fragments of a document.
    pub fragment: bool,
    /// Variables by name.
    pub variables: BTreeMap<Str, &'a Block>,
    /// Locals by name.
    pub locals: HashMap<Str, &'a Attribute>,
    /// Resources and data sources in file and source order.
    pub resources: Vec<Declaration<'a>>,
    /// Module calls by name.
    pub calls: BTreeMap<Str, &'a Block>,
    /// Outputs by name.
    pub outputs: BTreeMap<Str, &'a Block>,
    /// Provider configurations.
    pub providers: Vec<&'a Block>,
    managed: HashMap<Str, HashMap<Str, usize>>,
    data: HashMap<Str, HashMap<Str, usize>>,
}

impl<'a> Module<'a> {
    /// Indexes the files of one module.
    pub fn new(
        directory: Str,
        files: &[&'a ParsedFile],
        diagnostics: &mut Vec<Diagnostic>,
    ) -> Self {
        let mut module = Self { directory, ..Self::default() };
        for file in files {
            module.fragment |= file.fragment;
            for block in &file.body.blocks {
                module.declare(block, file, diagnostics);
            }
        }
        module
    }

    fn declare(&mut self, block: &'a Block, file: &ParsedFile, diagnostics: &mut Vec<Diagnostic>) {
        let duplicate = match (&*block.kind, block.labels.as_slice()) {
            ("variable", [name]) => self.variables.insert(name.clone(), block).is_some(),
            ("output", [name]) => self.outputs.insert(name.clone(), block).is_some(),
            ("module", [name]) => self.calls.insert(name.clone(), block).is_some(),
            ("locals", []) => {
                for local in &block.body.attributes {
                    self.locals.insert(local.name.clone(), local);
                }
                false
            }
            ("resource", [kind, name]) => self.declare_resource(block, kind, name, false),
            // Never kept, so no resource of its type; as a name it stands beside them.
            ("ephemeral", [kind, name]) => {
                let kind = format!("ephemeral.{kind}").into();
                self.declare_resource(block, &kind, name, false)
            }
            ("data", [kind, name]) => self.declare_resource(block, kind, name, true),
            ("provider", [_]) => {
                self.providers.push(block);
                false
            }
            _ => false,
        };
        if duplicate && !file.fragment {
            let message = format!("duplicate {} block", block.kind);
            diagnostics.push(Diagnostic::at(
                file.path.clone(),
                block.header,
                message,
                Loss::Nothing,
            ));
        }
    }

    fn declare_resource(&mut self, block: &'a Block, kind: &Str, name: &Str, data: bool) -> bool {
        let prefix = if data { "data." } else { "" };
        let index = self.resources.len();
        self.resources.push(Declaration {
            block,
            data,
            kind: kind.clone(),
            name: name.clone(),
            address: format!("{prefix}{kind}.{name}").into(),
        });
        let table = if data { &mut self.data } else { &mut self.managed };
        table.entry(kind.clone()).or_default().insert(name.clone(), index).is_some()
    }

    /// Index of a resource or data block.
    pub fn find(&self, data: bool, kind: &str, name: &str) -> Option<usize> {
        let table = if data { &self.data } else { &self.managed };
        table.get(kind)?.get(name).copied()
    }
}

/// The expression of an attribute of a body; the last where it was written twice.
pub fn attribute<'b>(body: &'b Body, name: &str) -> Option<&'b Expression> {
    body.attributes
        .iter()
        .rev()
        .find(|attribute| &*attribute.name == name)
        .map(|found| &found.value)
}

/// The literal text of an attribute, when it is one.
pub fn literal<'b>(body: &'b Body, name: &str) -> Option<(&'b str, Span)> {
    use super::syntax::ast::{ExpressionKind, TemplatePart};
    let expression = attribute(body, name)?;
    match &expression.kind {
        ExpressionKind::String(text) => Some((text, expression.span)),
        ExpressionKind::Template(parts) => match parts.as_slice() {
            [TemplatePart::Literal(text)] => Some((text, expression.span)),
            _ => None,
        },
        _ => None,
    }
}

/// A relative source as a directory, from the directory of the caller. `None` for sources that
/// are elsewhere, and for paths that leave what was read.
pub fn local_source(directory: &str, source: &str) -> Option<String> {
    if !(source.starts_with("./") || source.starts_with("../") || source == "." || source == "..") {
        return None;
    }
    let mut parts: Vec<&str> = Vec::new();
    for part in directory.split('/').chain(source.split('/')) {
        match part {
            "" | "." => {}
            ".." if parts.last().is_some_and(|last| *last != "..") => {
                parts.pop();
            }
            part => parts.push(part),
        }
    }
    let joined = parts.join("/");
    Some(if directory.starts_with('/') { format!("/{joined}") } else { joined })
}

/// A directory's name without the ways to write the same one differently.
pub fn plain_directory(directory: &str) -> String {
    local_source(directory, ".").unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::{local_source, plain_directory};

    #[test]
    fn sources_resolve_from_the_caller() {
        assert_eq!(local_source("a/b", "../c").as_deref(), Some("a/c"));
        assert_eq!(local_source("", "./modules/x/").as_deref(), Some("modules/x"));
        assert_eq!(local_source("a", "../../b").as_deref(), Some("../b"));
        assert_eq!(local_source("a", "terraform-aws-modules/vpc/aws"), None);
        assert_eq!(plain_directory("./a/"), "a");
    }
}
