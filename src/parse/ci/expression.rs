//! The expression language of GitHub workflows: `github.event.issue.title == 'x' && always()`.
//!
//! In: the text between `${{` and `}}`, or of a bare `if:`. Out: a syntax tree with offsets, the
//! context references in it, and which of them can reach the result. Never here: evaluation.
//!
//! Chains of one operator are flat and nesting is bounded, so that no walk over a tree can go
//! deeper than [`MAX_DEPTH`] nested groups.

mod context;
mod interpolation;
mod lexer;
mod parser;

pub use context::{Reference, references_in_tokens};
pub use interpolation::{Interpolation, SourceSearch, interpolations};

/// Nesting of groups, arguments and indices that is read; GitHub itself refuses more than 50.
pub const MAX_DEPTH: usize = 50;

/// A part of an expression and where it stands in the expression's text.
#[derive(Debug, Clone, PartialEq)]
pub struct Expression {
    /// What it is.
    pub node: Node,
    /// First byte.
    pub start: usize,
    /// One past the last byte.
    pub end: usize,
}

/// The kinds of expression.
#[derive(Debug, Clone, PartialEq)]
pub enum Node {
    /// `null`.
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A number.
    Number(f64),
    /// A string, quotes removed.
    String(String),
    /// The name of a context, as written: `github`.
    Context(String),
    /// A function call.
    Call {
        /// Name as written; functions are found regardless of case.
        name: String,
        /// Arguments.
        arguments: Vec<Expression>,
    },
    /// Steps into a value: `.event`, `['title']`, `.*`.
    Access {
        /// What is stepped into.
        base: Box<Expression>,
        /// The steps, at least one.
        steps: Vec<Step>,
    },
    /// One or more `!`.
    Not(Box<Expression>),
    /// `a == b`, and what follows it on the same level, from left to right.
    Compare {
        /// Leftmost operand.
        first: Box<Expression>,
        /// Operators with their right operands.
        rest: Vec<(Comparison, Expression)>,
    },
    /// `a && b && …`.
    All(Vec<Expression>),
    /// `a || b || …`.
    Any(Vec<Expression>),
}

/// One step into a value.
#[derive(Debug, Clone, PartialEq)]
pub enum Step {
    /// `.name`.
    Property(String),
    /// `[index]`.
    Index(Expression),
    /// `.*` or `[*]`.
    Wildcard,
}

/// Operators that compare.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Comparison {
    /// `<`
    Less,
    /// `<=`
    LessOrEqual,
    /// `>`
    Greater,
    /// `>=`
    GreaterOrEqual,
    /// `==`
    Equal,
    /// `!=`
    NotEqual,
}

/// Why a text is no expression.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Fault {
    /// Where in the text.
    pub at: usize,
    /// What is wrong.
    pub message: &'static str,
}

/// Parses a whole expression.
pub fn parse(text: &str) -> Result<Expression, Fault> {
    parser::parse(text)
}

#[cfg(test)]
mod tests;
