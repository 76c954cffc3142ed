//! Data sources that only make a document of their arguments: it is computed here, since no provider
//! is asked.
//!
//! In: an instance of such a data source. Out: the JSON text that it gives; where parts are unknown,
//! an unknown string that carries the structure around them.

mod aws;
mod google;
mod text;

use super::context::{Context, Fault, Memo};
use super::module::Declaration;
use super::values::Value;
use crate::model::{Span, Str};

/// What a data source computes: attributes with the document, indented or in one line.
struct Computed {
    kind: &'static str,
    attributes: &'static [(&'static str, bool)],
}

const COMPUTED: [Computed; 2] = [
    Computed {
        kind: "aws_iam_policy_document",
        attributes: &[("json", true), ("minified_json", false)],
    },
    Computed { kind: "google_iam_policy", attributes: &[("policy_data", false)] },
];

/// The attributes that a data source computes; none for nearly all.
pub(super) fn computed(declared: &Declaration<'_>) -> impl Iterator<Item = &'static str> {
    let known = COMPUTED.iter().find(|one| declared.data && *declared.kind == *one.kind);
    known.into_iter().flat_map(|one| one.attributes.iter().map(|(name, _)| *name)).take(1)
}

impl Context<'_, '_> {
    /// An attribute that a data source of this module computes; `None` for any other.
    pub(super) fn document(
        &self,
        block: usize,
        instance: usize,
        name: &Str,
        span: Span,
    ) -> Option<Value> {
        let declared = self.scope.module.resources.get(block).filter(|declared| declared.data)?;
        let computed = COMPUTED.iter().find(|one| *declared.kind == *one.kind)?;
        let (attribute, indented) =
            computed.attributes.iter().copied().find(|(attribute, _)| **name == **attribute)?;
        let key = (block, instance, Str::from(attribute));
        let known = self.scope.attributes.borrow().get(&key).cloned();
        if let Some(memo) = known {
            return Some(self.recall(memo, span, || "the policy document".into()));
        }
        self.scope.attributes.borrow_mut().insert(key.clone(), Memo::Running);
        let mut marks = Value::null(span);
        let member = |name: &str| {
            let value = self.instance_attribute(block, instance, &name.into(), span)?;
            value.deep_marks(&mut marks.refs, &mut marks.sensitive);
            (!value.is_null()).then_some(value)
        };
        let document = match computed.kind {
            "google_iam_policy" => google::document(member, span),
            _ => aws::document(member, span),
        };
        let address = self.instance_address(self.scope, block, instance).unwrap_or_default();
        let value = text::of(document, indented, &format!("{address}.{attribute}"), span);
        let value = value.marked_by(&marks);
        self.scope.attributes.borrow_mut().insert(key, Memo::Done(value.clone(), Fault::None));
        Some(value)
    }
}
