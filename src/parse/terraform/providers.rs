//! Provider configurations: which one a resource has, and the tags that it adds.
//!
//! In: a resource block. Out: the provider block that Terraform would use for it, through aliases,
//! the `providers` of module calls, and what modules inherit; and `tags_all` as AWS makes it of the
//! provider's `default_tags` and the resource's own.

use std::collections::BTreeMap;
use std::rc::Rc;

use super::context::{Context, Inputs, Scope};
use super::module::{Declaration, attribute, literal};
use super::syntax::ast::{Block, Body, Expression, ExpressionKind};
use super::values::{Kind, Map, Value};
use crate::model::{Span, Str};

/// Calls that a provider is looked for through.
const MAX_CALLS: usize = 64;

/// A provider as it is named: `aws`, or `aws.west`.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Named {
    name: Str,
    alias: Option<Str>,
}

impl<'a> Context<'_, 'a> {
    /// The `tags_all` of a resource instance; `None` where its provider adds none.
    pub(super) fn all_tags(
        &self,
        declared: &Declaration<'a>,
        tags: impl FnOnce() -> Option<Value>,
        span: Span,
    ) -> Option<Value> {
        if declared.data || !declared.kind.starts_with("aws_") {
            return None;
        }
        let default = self.default_tags(declared)?;
        let own = tags().filter(|tags| !tags.is_null());
        let merged = match (&default.kind, own.as_ref().map(|own| &own.kind)) {
            (Kind::Map(_), None) => default,
            (Kind::Map(default), Some(Kind::Map(own))) => {
                let mut merged = Map::clone(default);
                merged.extend(own.iter().map(|(key, item)| (key.clone(), item.clone())));
                Value::new(Kind::Map(Rc::new(merged)), span)
            }
            // With either of them open, so are the names in both.
            (Kind::Map(_), _) => own?,
            _ => default,
        };
        Some(merged.at(Span::default()))
    }

    /// The tags that the provider of a resource adds.
    fn default_tags(&self, declared: &Declaration<'a>) -> Option<Value> {
        let provider = attribute(&declared.block.body, "provider");
        let named = provider.and_then(written).unwrap_or_else(|| Named {
            name: declared.kind.split('_').next().unwrap_or_default().into(),
            alias: None,
        });
        let (scope, block) = self.provider_block(named)?;
        let inner = Context::new(self.run, &scope);
        let tags = block.body.blocks.iter().find(|block| &*block.kind == "default_tags")?;
        attribute(&tags.body, "tags").map(|tags| inner.evaluate(tags))
    }

    /// The block that configures a provider, and the module instance that it stands in.
    fn provider_block(&self, named: Named) -> Option<(Rc<Scope<'a>>, &'a Block)> {
        let mut named = named;
        let mut scope = self.run.scope(self.scope.id)?;
        for _ in 0..MAX_CALLS {
            let own = scope.module.providers.iter().find(|block| {
                let alias = literal(&block.body, "alias").map(|(alias, _)| alias);
                block.labels.first() == Some(&named.name) && alias == named.alias.as_deref()
            });
            if let Some(block) = own {
                return Some((Rc::clone(&scope), block));
            }
            let Inputs::Call { parent, block, .. } = &scope.inputs else { return None };
            named = match passed(&block.body).remove(&named.to_text()) {
                Some(given) => given,
                // A provider without an alias is inherited.
                None if named.alias.is_none() => named,
                None => return None,
            };
            scope = self.run.scope(*parent)?;
        }
        None
    }
}

impl Named {
    fn to_text(&self) -> String {
        match &self.alias {
            Some(alias) => format!("{}.{alias}", self.name),
            None => self.name.to_string(),
        }
    }
}

/// The providers that a call passes, by their names in the module.
fn passed(call: &Body) -> BTreeMap<String, Named> {
    let Some(Expression { kind: ExpressionKind::Object(items), .. }) = attribute(call, "providers")
    else {
        return BTreeMap::new();
    };
    let pair = |item: &super::syntax::ast::ObjectItem| {
        Some((written(&item.key)?.to_text(), written(&item.value)?))
    };
    items.iter().filter_map(pair).collect()
}

/// A provider's name as an expression: a name, one with an alias, or either as text. OpenTofu's
/// instance keys behind it choose among configurations of the same block.
fn written(expression: &Expression) -> Option<Named> {
    match &expression.kind {
        ExpressionKind::Variable(name) => Some(Named { name: name.clone(), alias: None }),
        ExpressionKind::GetAttribute(inner, alias) => match &inner.kind {
            ExpressionKind::Variable(name) => {
                Some(Named { name: name.clone(), alias: Some(alias.clone()) })
            }
            _ => None,
        },
        ExpressionKind::Index(inner, _) | ExpressionKind::Parenthesis(inner) => written(inner),
        ExpressionKind::String(text) => Some(match text.split_once('.') {
            Some((name, alias)) => Named { name: name.into(), alias: Some(alias.into()) },
            None => Named { name: text.clone(), alias: None },
        }),
        _ => None,
    }
}
