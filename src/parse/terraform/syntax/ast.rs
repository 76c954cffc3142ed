//! The syntax tree of one Terraform file.
//!
//! It borrows nothing from the parser that filled it, so one evaluator serves both parsers and
//! both syntaxes (native and JSON). Every node has a span in the file.

use crate::model::{Number, Span, Str};

/// The contents of a file or of a block.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Body {
    /// Attributes in source order.
    pub attributes: Vec<Attribute>,
    /// Blocks in source order.
    pub blocks: Vec<Block>,
}

/// `name = expression`.
#[derive(Debug, Clone, PartialEq)]
pub struct Attribute {
    /// Name.
    pub name: Str,
    /// Span of the name.
    pub name_span: Span,
    /// Value.
    pub value: Expression,
}

/// `type "label" "label" { … }`.
#[derive(Debug, Clone, PartialEq)]
pub struct Block {
    /// Type: `resource`, `ingress`.
    pub kind: Str,
    /// Labels, without quotes.
    pub labels: Vec<Str>,
    /// From the type to the last label.
    pub header: Span,
    /// From the type to the closing brace.
    pub span: Span,
    /// What stands between the braces.
    pub body: Body,
}

/// An expression and its place.
#[derive(Debug, Clone, PartialEq)]
pub struct Expression {
    /// What it is.
    pub kind: ExpressionKind,
    /// Where it is.
    pub span: Span,
}

/// Kinds of expression.
#[derive(Debug, Clone, PartialEq)]
pub enum ExpressionKind {
    /// `null`.
    Null,
    /// `true`, `false`.
    Bool(bool),
    /// A number literal.
    Number(Number),
    /// A quoted string without interpolation, escapes resolved.
    String(Str),
    /// A quoted string or heredoc with interpolation or directives. Heredoc indentation is
    /// already taken away where `<<-` asks for it.
    Template(Vec<TemplatePart>),
    /// `[a, b]`.
    Tuple(Vec<Expression>),
    /// `{ a = b }`.
    Object(Vec<ObjectItem>),
    /// A bare name: the root of a traversal, `each`, a `for` variable.
    Variable(Str),
    /// `a.b`.
    GetAttribute(Box<Expression>, Str),
    /// `a[b]`; also the legacy `a.0`, with a number inside.
    Index(Box<Expression>, Box<Expression>),
    /// `a[*].b.c` (full) or `a.*.b` (attribute-only): the steps are applied to each element.
    Splat {
        /// What is splatted.
        source: Box<Expression>,
        /// Steps after the splat operator.
        steps: Vec<SplatStep>,
        /// Whether it was written `[*]`.
        full: bool,
    },
    /// `f(a, b...)`.
    Call {
        /// Name, with `::` for provider functions.
        name: Str,
        /// Arguments.
        arguments: Vec<Expression>,
        /// Whether the last argument is expanded (`...`).
        expand_last: bool,
    },
    /// `!a`, `-a`.
    Unary(UnaryOperator, Box<Expression>),
    /// `a + b`.
    Binary(BinaryOperator, Box<Expression>, Box<Expression>),
    /// `a ? b : c`.
    Conditional(Box<Expression>, Box<Expression>, Box<Expression>),
    /// `[for k, v in c : v if x]` and `{for k, v in c : k => v... if x}`.
    For(Box<ForExpression>),
    /// `( a )`.
    Parenthesis(Box<Expression>),
    /// Text that could not be parsed; evaluates to unknown. A diagnostic names the fault.
    Invalid,
}

/// An item of an object constructor.
#[derive(Debug, Clone, PartialEq)]
pub struct ObjectItem {
    /// Key expression. A bare name as key is a `String`; `(expr)` is a `Parenthesis`.
    pub key: Expression,
    /// Value expression.
    pub value: Expression,
}

/// A step after a splat operator.
#[derive(Debug, Clone, PartialEq)]
pub enum SplatStep {
    /// `.name`.
    Attribute(Str),
    /// `[expr]`.
    Index(Expression),
}

/// A `for` expression.
#[derive(Debug, Clone, PartialEq)]
pub struct ForExpression {
    /// Key or index variable, where there are two.
    pub key_variable: Option<Str>,
    /// Value variable.
    pub value_variable: Str,
    /// What is iterated.
    pub collection: Expression,
    /// Key expression: set for the object form.
    pub key: Option<Expression>,
    /// Value expression.
    pub value: Expression,
    /// `...` after the value: group values by key.
    pub grouping: bool,
    /// `if` condition.
    pub condition: Option<Expression>,
}

/// A part of a template.
#[derive(Debug, Clone, PartialEq)]
pub enum TemplatePart {
    /// Literal text, escapes resolved, strip markers applied.
    Literal(Str),
    /// `${ expr }`.
    Interpolation(Expression),
    /// `%{ if c }…%{ else }…%{ endif }`.
    If {
        /// Condition.
        condition: Expression,
        /// Parts when true.
        then: Vec<TemplatePart>,
        /// Parts when false.
        otherwise: Vec<TemplatePart>,
    },
    /// `%{ for k, v in c }…%{ endfor }`.
    For {
        /// Key or index variable, where there are two.
        key_variable: Option<Str>,
        /// Value variable.
        value_variable: Str,
        /// What is iterated.
        collection: Expression,
        /// Parts for each element.
        body: Vec<TemplatePart>,
    },
}

/// Unary operators.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum UnaryOperator {
    /// `!`
    Not,
    /// `-`
    Negate,
}

/// Binary operators.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BinaryOperator {
    /// `+`
    Add,
    /// `-`
    Subtract,
    /// `*`
    Multiply,
    /// `/`
    Divide,
    /// `%`
    Modulo,
    /// `==`
    Equal,
    /// `!=`
    NotEqual,
    /// `<`
    Less,
    /// `<=`
    LessEqual,
    /// `>`
    Greater,
    /// `>=`
    GreaterEqual,
    /// `&&`
    And,
    /// `||`
    Or,
}
