//! Which contexts an expression refers to, and which of them can reach its result.
//!
//! In: a syntax tree, or only tokens where a text is no expression. Out: references in one
//! writing: dotted, lower case, `github.event.commits.*.message`. Indices by number or by a
//! computed value are `*`, for what is told by them is not known here.

use super::lexer::{Token, tokens};
use super::{Expression, Node, Step};

/// A reference to a context.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reference {
    /// In the one writing: `github.event.issue.title`.
    pub context: String,
    /// First byte in the expression's text.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
}

impl Expression {
    /// Every reference, those in indices and arguments included, in source order.
    pub fn references(&self) -> Vec<Reference> {
        let mut found = Vec::new();
        self.collect(false, &mut found);
        found
    }

    /// The references whose text can become part of the result: not what is only compared, used
    /// as a condition, or given to a function that answers with a boolean or a hash.
    pub fn flows(&self) -> Vec<Reference> {
        let mut found = Vec::new();
        self.collect(true, &mut found);
        found
    }

    fn collect(&self, flowing: bool, found: &mut Vec<Reference>) {
        match &self.node {
            Node::Null | Node::Bool(_) | Node::Number(_) | Node::String(_) => {}
            Node::Context(name) => found.push(self.reference(name.to_ascii_lowercase())),
            Node::Access { base, steps } => self.access(base, steps, flowing, found),
            Node::Call { name, arguments } => {
                let all = !flowing || passes_text(name);
                arguments.iter().filter(|_| all).for_each(|each| each.collect(flowing, found));
            }
            Node::Not(inner) if !flowing => inner.collect(flowing, found),
            Node::Compare { first, rest } if !flowing => {
                first.collect(flowing, found);
                rest.iter().for_each(|(_, operand)| operand.collect(flowing, found));
            }
            Node::Not(_) | Node::Compare { .. } => {}
            // `a && b` is b, or an `a` that is as good as empty.
            Node::All(operands) if flowing => {
                if let Some(last) = operands.last() {
                    last.collect(flowing, found);
                }
            }
            Node::All(operands) | Node::Any(operands) => {
                operands.iter().for_each(|operand| operand.collect(flowing, found));
            }
        }
    }

    fn reference(&self, context: String) -> Reference {
        Reference { context, start: self.start, end: self.end }
    }

    fn access(&self, base: &Self, steps: &[Step], flowing: bool, found: &mut Vec<Reference>) {
        if let Node::Context(name) = &base.node {
            let mut context = name.to_ascii_lowercase();
            for step in steps {
                context.push('.');
                match step {
                    Step::Property(name) => context.push_str(&name.to_ascii_lowercase()),
                    Step::Index(Self { node: Node::String(name), .. }) => {
                        context.push_str(&name.to_ascii_lowercase());
                    }
                    Step::Index(_) | Step::Wildcard => context.push('*'),
                }
            }
            found.push(self.reference(context));
        } else {
            base.collect(flowing, found);
        }
        // What an index is made of chooses the result and is no part of it.
        for step in steps {
            if let Step::Index(index) = step
                && !flowing
            {
                index.collect(flowing, found);
            }
        }
    }
}

/// Functions whose result holds text of their arguments. An unknown name counts as one.
fn passes_text(name: &str) -> bool {
    let answers = [
        "contains",
        "startswith",
        "endswith",
        "hashfiles",
        "success",
        "failure",
        "always",
        "cancelled",
    ];
    !answers.iter().any(|known| known.eq_ignore_ascii_case(name))
}

/// References as far as the tokens show them, for a text that is no expression.
pub fn references_in_tokens(text: &str) -> Vec<Reference> {
    let (tokens, _) = tokens(text);
    let mut found = Vec::new();
    let mut at = 0;
    let name = |at: usize| match tokens.get(at) {
        Some(found) if found.token == Token::Name => text.get(found.start..found.end),
        _ => None,
    };
    let is = |at: usize, token: &Token| tokens.get(at).is_some_and(|found| found.token == *token);
    while let Some(first) = tokens.get(at) {
        let Some(base) = name(at) else {
            at += 1;
            continue;
        };
        at += 1;
        let literal = matches!(base, "true" | "false" | "null" | "NaN" | "Infinity");
        if is(at, &Token::Open) || literal {
            continue;
        }
        let mut context = base.to_ascii_lowercase();
        loop {
            let index = is(at, &Token::OpenIndex) && is(at + 2, &Token::CloseIndex);
            let step = match tokens.get(at + 1).map(|inside| &inside.token) {
                Some(Token::Name) if is(at, &Token::Dot) => name(at + 1).unwrap_or_default(),
                Some(Token::Star) if is(at, &Token::Dot) || index => "*",
                Some(Token::String(inside)) if index => inside,
                Some(_) if index => "*",
                _ => break,
            };
            context.push('.');
            context.push_str(&step.to_ascii_lowercase());
            at += if index { 3 } else { 2 };
        }
        let end = tokens.get(at - 1).map_or(first.end, |last| last.end);
        found.push(Reference { context, start: first.start, end });
    }
    found
}
