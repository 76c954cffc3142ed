//! Compiled policies: names resolved, variables in numbered slots, statements in the order in
//! which they run. Read by all threads at once, changed by none.

use std::sync::OnceLock;

use regex::Regex;
use regorus::Value as Rego;
use regorus::unstable::{ArithOp, BinOp, BoolOp, BuiltinFcn, ExprRef, Span};

use super::builtin::Native;

/// The rules that some policies reach.
#[derive(Default)]
pub struct Program {
    /// Rules and functions, by number.
    pub rules: Vec<Rule>,
    /// Values that are not scalars, by number.
    pub constants: Vec<Rego>,
}

/// Every definition of one rule.
#[derive(Default)]
pub struct Rule {
    /// What it makes.
    pub shape: Shape,
    /// Its definitions, in order.
    pub definitions: Vec<Definition>,
    /// Value where no definition holds.
    pub default: Option<Expr>,
    /// Slots that one evaluation needs.
    pub slots: usize,
    /// Every definition gives the same value, so that the first solution decides.
    pub one_value: bool,
    /// It reads `input.params`, which differ from policy to policy.
    pub params: bool,
}

/// What a rule makes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Shape {
    /// One value.
    #[default]
    Complete,
    /// A set, member by member.
    Set,
    /// An object, entry by entry.
    Object,
    /// A value for arguments.
    Function(usize),
}

/// One definition of a rule.
pub struct Definition {
    /// Patterns of the arguments.
    pub arguments: Vec<Pattern>,
    /// Bodies. Those after the first of a group are its `else`.
    pub groups: Vec<Vec<Body>>,
}

/// One body: statements, then the value.
pub struct Body {
    /// Statements.
    pub statements: Vec<Statement>,
    /// Key, for an object.
    pub key: Option<Expr>,
    /// Value, or member.
    pub value: Expr,
    /// It has at most one solution.
    pub single: bool,
}

/// A statement.
pub enum Statement {
    /// Goes on where this is neither false nor undefined.
    Holds(Expr),
    /// Sets a slot.
    Let(usize, Expr),
    /// Matches a value.
    Match(Pattern, Expr),
    /// Goes on for each element.
    Each {
        /// Of this collection.
        collection: Expr,
        /// Whose key or index matches.
        key: Pattern,
        /// And whose value matches.
        value: Pattern,
    },
    /// Goes on where these have no solution.
    Not(Vec<Statement>),
    /// Goes on where these have a solution for every element.
    Every {
        /// Of this collection.
        collection: Expr,
        /// Slot of the key.
        key: Option<usize>,
        /// Slot of the value.
        value: Option<usize>,
        /// What must hold.
        body: Vec<Statement>,
    },
}

/// What a value is matched with.
pub enum Pattern {
    /// Anything.
    Any,
    /// Anything, kept in a slot.
    Slot(usize),
    /// What equals this.
    Equal(Expr),
    /// An array of as many elements that match.
    Array(Vec<Pattern>),
}

/// An expression of at most one value.
pub enum Expr {
    /// Null.
    Null,
    /// A boolean.
    Bool(bool),
    /// An integer.
    Int(i64),
    /// A string.
    Text(Box<str>),
    /// A constant of the program.
    Constant(usize),
    /// A slot.
    Slot(usize),
    /// A part of the input.
    Input(Root),
    /// The value of a rule.
    Rule(usize),
    /// Steps down from a value.
    Path(Box<Expr>, Vec<Step>),
    /// An array.
    Array(Vec<Expr>),
    /// A set.
    Set(Vec<Expr>),
    /// An object.
    Object(Vec<(Expr, Expr)>),
    /// A comprehension.
    Comprehension(Kind, Box<Body>),
    /// A call of a policy's function.
    Call(usize, Vec<Expr>),
    /// A built-in of our own.
    Native(Native, Vec<Expr>),
    /// Any other built-in.
    Foreign(Box<Foreign>, Vec<Expr>),
    /// `regex.match` with a constant pattern.
    Regex(Box<Expression>, Box<Expr>),
    /// A comparison.
    Compare(BoolOp, Box<(Expr, Expr)>),
    /// Arithmetic, or the difference of sets.
    Arithmetic(ArithOp, Box<(Expr, Expr)>),
    /// Union or intersection.
    SetOperation(BinOp, Box<(Expr, Expr)>),
    /// `x in xs`.
    In(Box<(Expr, Expr)>),
    /// `k, x in xs`.
    InAt(Box<(Expr, Expr, Expr)>),
}

/// A constant regular expression, compiled when first used.
pub struct Expression {
    /// Its text.
    pub text: Box<str>,
    /// Compiled; `None` where it is not valid.
    pub compiled: OnceLock<Option<Regex>>,
}

/// A part of the input.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Root {
    /// `input`.
    Input,
    /// `input.resource`.
    Resource,
    /// `input.resource.attributes`.
    Attributes,
    /// `input.resource.workload`.
    Workload,
    /// `input.resource.pipeline`.
    Pipeline,
    /// `input.related`.
    Related,
    /// `input.params`.
    Params,
}

/// One step of a path.
pub enum Step {
    /// By a name.
    Field(Box<str>),
    /// By a value.
    Index(Expr),
}

/// Kinds of comprehension.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// `[…]`.
    Array,
    /// `{…}`.
    Set,
    /// `{…: …}`.
    Object,
}

/// A built-in of regorus.
pub struct Foreign {
    /// Its code.
    pub code: BuiltinFcn,
    /// Place of the call, which errors name.
    pub span: Span,
    /// Expressions of the arguments, which errors name.
    pub arguments: Vec<ExprRef>,
}
