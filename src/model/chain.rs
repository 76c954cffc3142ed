//! Where a value comes from: the places that it passed on its way to an attribute.
//!
//! A chain is a tree written as a list: the attribute first, then what it was made from, then what
//! that was made from. A step belongs to the nearest step before it that is less deep.

use super::{Span, Str};

/// One place on the way of a value.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// What stands there.
    pub kind: StepKind,
    /// What it is called, as a user would write it: `local.sizes`; empty where nothing names it.
    pub name: Str,
    /// Where it is written; `None` for flags and the environment.
    pub place: Option<Span>,
    /// Steps between it and the attribute.
    pub depth: u16,
}

/// Kinds of [`Step`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum StepKind {
    /// The attribute that was judged.
    Attribute,
    /// The value itself, written out.
    Value,
    /// A local value.
    Local,
    /// An input variable.
    Variable,
    /// The default of a variable.
    Default,
    /// The argument of a module call.
    Argument,
    /// An output of a module.
    Output,
    /// An attribute of another resource.
    Resource,
    /// What `for_each`, `count`, `for` or `dynamic` goes over.
    Iteration,
    /// The condition that chose the value.
    Condition,
    /// A value in a variable file.
    VariableFile,
    /// `--var`.
    Flag,
    /// `TF_VAR_…`, or a variable of the settings file.
    Environment,
    /// Something without a value: what is declared without one, or comes into being later.
    Unknown,
    /// A YAML alias.
    Alias,
    /// A YAML merge key.
    Merge,
}

impl StepKind {
    /// Name as in the JSON report.
    pub fn name(self) -> &'static str {
        match self {
            Self::Attribute => "attribute",
            Self::Value => "value",
            Self::Local => "local",
            Self::Variable => "variable",
            Self::Default => "default",
            Self::Argument => "argument",
            Self::Output => "output",
            Self::Resource => "resource",
            Self::Iteration => "iteration",
            Self::Condition => "condition",
            Self::VariableFile => "variable-file",
            Self::Flag => "flag",
            Self::Environment => "environment",
            Self::Unknown => "unknown",
            Self::Alias => "alias",
            Self::Merge => "merge",
        }
    }
}

impl Step {
    /// A step without a depth, which its chain gives it.
    pub fn new(kind: StepKind, name: impl Into<Str>, place: Span) -> Self {
        let place = (!place.is_empty()).then_some(place);
        Self { kind, name: name.into(), place, depth: 0 }
    }

    /// Whether this is a whole that is written out, and the other a part of it.
    pub fn holds(&self, part: &Self) -> bool {
        let both = self.kind == StepKind::Value && part.kind == StepKind::Value;
        both && matches!((self.place, part.place), (Some(one), Some(other)) if one.holds(other))
    }
}

/// The ways through a chain, each from the attribute to one of its sources.
pub fn ways(chain: &[Step]) -> Vec<Vec<&Step>> {
    let mut ways: Vec<Vec<&Step>> = Vec::new();
    let mut way: Vec<&Step> = Vec::new();
    for step in chain {
        if way.last().is_some_and(|last| last.depth >= step.depth) {
            ways.push(way.clone());
            way.retain(|above| above.depth < step.depth);
        }
        way.push(step);
    }
    if !way.is_empty() {
        ways.push(way);
    }
    ways
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ways_branch_where_depths_fall() {
        let chain: Vec<Step> = [("a", 0), ("b", 1), ("c", 2), ("d", 1), ("e", 2), ("f", 2)]
            .into_iter()
            .map(|(name, depth)| Step {
                depth,
                ..Step::new(StepKind::Local, name, Span::default())
            })
            .collect();
        let names: Vec<String> =
            ways(&chain).iter().map(|way| way.iter().map(|step| &*step.name).collect()).collect();
        assert_eq!(names, ["abc", "ade", "adf"]);
        assert!(ways(&[]).is_empty());
    }
}
