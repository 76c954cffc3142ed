//! Parsed policies, arranged for lookup: rules by their full path, imports by their alias.

use std::collections::HashMap;
use std::sync::{Arc, OnceLock};

use regorus::unstable::{Expr, ExprRef, Module, Parser, Query, Ref, Rule, RuleHead};
use regorus::{Source, Value as Rego};

use super::query::order;

/// A syntax tree, and the names that its imports introduce.
pub struct Tree {
    /// The tree.
    pub module: Ref<Module>,
    /// `data.provost.aws.rds.storage_encrypted`.
    pub package: Arc<str>,
    /// Alias → path: `values` → `data.provost.lib.values`.
    pub imports: HashMap<Arc<str>, Arc<str>>,
    /// The order in which each query's statements run, by the query's number.
    orders: Vec<OnceLock<Vec<usize>>>,
}

/// Every module that a policy may reach.
#[derive(Default)]
pub struct Program {
    trees: Vec<Arc<Tree>>,
    rules: HashMap<Arc<str>, Vec<(usize, Ref<Rule>)>>,
    /// By module: the `data` path that a name of its own stands for. Worked out when first asked
    /// for, as most programs never meet an unknown.
    names: OnceLock<Vec<HashMap<Arc<str>, Arc<str>>>>,
}

impl Tree {
    /// Parses a module. Modules are Rego v1, or say so by importing `rego.v1`.
    ///
    /// # Errors
    /// The parser's message, with line and column.
    pub fn parse(path: &str, text: &str) -> Result<Self, String> {
        let source =
            Source::from_contents(path.into(), text.into()).map_err(|error| error.to_string())?;
        let mut parser = Parser::new(&source).map_err(|error| error.to_string())?;
        parser.enable_rego_v1().map_err(|error| error.to_string())?;
        let module = parser.parse().map_err(|error| error.to_string())?;
        Self::of(Ref::new(module))
    }

    /// A module that is parsed already.
    ///
    /// # Errors
    /// A package that is not a plain name.
    pub fn of(module: Ref<Module>) -> Result<Self, String> {
        let package = path_of(&module.package.refr).ok_or("the package is not a plain name")?;
        let mut imports = HashMap::new();
        for import in &module.imports {
            let Some(target) = path_of(&import.refr) else { continue };
            let alias = match &import.r#as {
                Some(span) => span.text().to_string(),
                None => target.rsplit('.').next().unwrap_or(&target).to_string(),
            };
            imports.insert(Arc::from(alias), Arc::from(target));
        }
        let orders = (0..module.num_queries).map(|_| OnceLock::new()).collect();
        Ok(Self { module, package: format!("data.{package}").into(), imports, orders })
    }

    /// The order in which a query's statements run, worked out once.
    pub fn order(&self, query: &Query) -> Option<&[usize]> {
        let known = self.orders.get(query.qidx as usize)?;
        let order = known.get_or_init(|| order(&query.stmts));
        (order.len() == query.stmts.len()).then_some(order)
    }
}

impl Program {
    /// Arranges modules.
    pub fn new(trees: Vec<Arc<Tree>>) -> Self {
        let mut rules: HashMap<Arc<str>, Vec<(usize, Ref<Rule>)>> = HashMap::new();
        for (index, tree) in trees.iter().enumerate() {
            for rule in &tree.module.policy {
                let Some(name) = rule_name(rule) else { continue };
                let path = format!("{}.{name}", tree.package);
                rules.entry(path.into()).or_default().push((index, rule.clone()));
            }
        }
        Self { trees, rules, names: OnceLock::new() }
    }

    fn names(&self) -> Vec<HashMap<Arc<str>, Arc<str>>> {
        let data: Arc<str> = "data".into();
        let of_module = |tree: &Arc<Tree>| {
            let own = self.rules.keys().filter_map(|path| {
                let name = path.strip_prefix(&*tree.package)?.strip_prefix('.')?;
                Some((Arc::from(name), path.clone()))
            });
            let imported = tree.imports.iter().map(|(name, path)| (name.clone(), path.clone()));
            own.chain(imported).chain([(data.clone(), data.clone())]).collect()
        };
        self.trees.iter().map(of_module).collect()
    }

    /// The `data` path that a name stands for in a module: an import, a rule of its package, or
    /// `data` itself.
    pub fn path(&self, module: usize, name: &str) -> Option<&Arc<str>> {
        self.names.get_or_init(|| self.names()).get(module)?.get(name).filter(|path| is_data(path))
    }

    /// The rules of a full path, each with the index of its module.
    pub fn rules(&self, path: &str) -> Option<&[(usize, Ref<Rule>)]> {
        self.rules.get(path).map(Vec::as_slice)
    }

    /// A module.
    pub fn tree(&self, index: usize) -> Option<&Tree> {
        self.trees.get(index).map(Arc::as_ref)
    }
}

fn is_data(path: &str) -> bool {
    path.strip_prefix("data").is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
}

/// Name of the rule that a definition belongs to.
fn rule_name(rule: &Rule) -> Option<String> {
    let refr = match rule {
        Rule::Default { refr, .. } => refr,
        Rule::Spec { head, .. } => match head {
            // `p[k] := v` defines `p`; `p.q := v` defines `p.q`.
            RuleHead::Compr { refr, .. } => return path_of(refr).or_else(|| partial_object(refr)),
            RuleHead::Set { refr, .. } | RuleHead::Func { refr, .. } => refr,
        },
    };
    path_of(refr)
}

fn partial_object(refr: &ExprRef) -> Option<String> {
    match refr.as_ref() {
        Expr::RefBrack { refr, .. } => path_of(refr),
        _ => None,
    }
}

/// A reference of names only, dotted.
pub fn path_of(expr: &ExprRef) -> Option<String> {
    match expr.as_ref() {
        Expr::Var { span, .. } => Some(span.text().to_string()),
        Expr::RefDot { refr, field, .. } => Some(format!("{}.{}", path_of(refr)?, field.0.text())),
        Expr::RefBrack { refr, index, .. } => match index.as_ref() {
            Expr::String { value: Rego::String(key), .. } => {
                Some(format!("{}.{key}", path_of(refr)?))
            }
            _ => None,
        },
        _ => None,
    }
}
