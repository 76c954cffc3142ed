//! Tokens to a syntax tree, by recursive descent.
//!
//! In: a text. Out: its tree, or the first fault. From loosest to tightest: `||`, `&&`, `==` and
//! `!=`, `<` and its kin, `!`, access and calls.

use super::lexer::{Spanned, Token, tokens};
use super::{Comparison, Expression, Fault, MAX_DEPTH, Node, Step};

pub(super) fn parse(text: &str) -> Result<Expression, Fault> {
    let (tokens, fault) = tokens(text);
    if let Some(fault) = fault {
        return Err(fault);
    }
    let mut parser = Parser { text, tokens: &tokens, at: 0, depth: 0 };
    let expression = parser.any()?;
    match parser.peek() {
        None => Ok(expression),
        Some(_) => Err(parser.fault("an operator is missing here")),
    }
}

struct Parser<'a> {
    text: &'a str,
    tokens: &'a [Spanned],
    at: usize,
    depth: usize,
}

impl<'a> Parser<'a> {
    fn peek(&self) -> Option<&'a Token> {
        self.tokens.get(self.at).map(|spanned| &spanned.token)
    }

    fn eat(&mut self, token: &Token) -> bool {
        let found = self.peek() == Some(token);
        self.at += usize::from(found);
        found
    }

    fn fault(&self, message: &'static str) -> Fault {
        let at = self.tokens.get(self.at).map_or(self.text.len(), |spanned| spanned.start);
        Fault { at, message }
    }

    /// Where the last token that was taken ended.
    fn end(&self) -> usize {
        self.at.checked_sub(1).and_then(|at| self.tokens.get(at)).map_or(0, |token| token.end)
    }

    /// A whole expression one level further down.
    fn nested(&mut self) -> Result<Expression, Fault> {
        if self.depth >= MAX_DEPTH {
            return Err(self.fault("nested too deeply"));
        }
        self.depth += 1;
        let expression = self.any();
        self.depth -= 1;
        expression
    }

    fn any(&mut self) -> Result<Expression, Fault> {
        let first = self.all()?;
        self.chain(first, &Token::Or, Self::all, Node::Any)
    }

    fn all(&mut self) -> Result<Expression, Fault> {
        let first = self.equality()?;
        self.chain(first, &Token::And, Self::equality, Node::All)
    }

    fn chain(
        &mut self,
        first: Expression,
        operator: &Token,
        operand: fn(&mut Self) -> Result<Expression, Fault>,
        node: fn(Vec<Expression>) -> Node,
    ) -> Result<Expression, Fault> {
        if self.peek() != Some(operator) {
            return Ok(first);
        }
        let start = first.start;
        let mut operands = vec![first];
        while self.eat(operator) {
            operands.push(operand(self)?);
        }
        Ok(Expression { node: node(operands), start, end: self.end() })
    }

    fn equality(&mut self) -> Result<Expression, Fault> {
        let of_level = |found| matches!(found, Comparison::Equal | Comparison::NotEqual);
        self.comparison(of_level, Self::relation)
    }

    fn relation(&mut self) -> Result<Expression, Fault> {
        let of_level = |found| !matches!(found, Comparison::Equal | Comparison::NotEqual);
        self.comparison(of_level, Self::unary)
    }

    fn comparison(
        &mut self,
        of_level: fn(Comparison) -> bool,
        operand: fn(&mut Self) -> Result<Expression, Fault>,
    ) -> Result<Expression, Fault> {
        let first = operand(self)?;
        let mut rest = Vec::new();
        while let Some(Token::Compare(comparison)) = self.peek()
            && of_level(*comparison)
        {
            self.at += 1;
            rest.push((*comparison, operand(self)?));
        }
        if rest.is_empty() {
            return Ok(first);
        }
        let start = first.start;
        let node = Node::Compare { first: Box::new(first), rest };
        Ok(Expression { node, start, end: self.end() })
    }

    fn unary(&mut self) -> Result<Expression, Fault> {
        let start = self.tokens.get(self.at).map_or(self.text.len(), |token| token.start);
        let mut negated = false;
        while self.eat(&Token::Not) {
            negated = true;
        }
        let inner = self.access()?;
        if !negated {
            return Ok(inner);
        }
        let end = inner.end;
        Ok(Expression { node: Node::Not(Box::new(inner)), start, end })
    }

    fn access(&mut self) -> Result<Expression, Fault> {
        let base = self.primary()?;
        let mut steps = Vec::new();
        loop {
            if self.eat(&Token::Dot) {
                steps.push(self.property()?);
            } else if self.eat(&Token::OpenIndex) {
                steps.push(match self.eat(&Token::Star) {
                    true => Step::Wildcard,
                    false => Step::Index(self.nested()?),
                });
                if !self.eat(&Token::CloseIndex) {
                    return Err(self.fault("`]` is missing"));
                }
            } else {
                break;
            }
        }
        if steps.is_empty() {
            return Ok(base);
        }
        let start = base.start;
        let node = Node::Access { base: Box::new(base), steps };
        Ok(Expression { node, start, end: self.end() })
    }

    fn property(&mut self) -> Result<Step, Fault> {
        if self.eat(&Token::Star) {
            return Ok(Step::Wildcard);
        }
        match self.tokens.get(self.at) {
            Some(Spanned { token: Token::Name, start, end }) => {
                self.at += 1;
                Ok(Step::Property(self.text.get(*start..*end).unwrap_or_default().to_owned()))
            }
            _ => Err(self.fault("a property name is missing after the dot")),
        }
    }

    fn primary(&mut self) -> Result<Expression, Fault> {
        let Some(Spanned { token, start, end }) = self.tokens.get(self.at) else {
            return Err(self.fault("a value is missing"));
        };
        let node = match token {
            Token::Number(value) => Node::Number(*value),
            Token::String(value) => Node::String(value.clone()),
            Token::Name => return self.name(*start, *end),
            Token::Open => {
                self.at += 1;
                let inner = self.nested()?;
                if !self.eat(&Token::Close) {
                    return Err(self.fault("`)` is missing"));
                }
                return Ok(inner);
            }
            _ => return Err(self.fault("a value is missing")),
        };
        self.at += 1;
        Ok(Expression { node, start: *start, end: *end })
    }

    fn name(&mut self, start: usize, end: usize) -> Result<Expression, Fault> {
        let name = self.text.get(start..end).unwrap_or_default();
        self.at += 1;
        if self.eat(&Token::Open) {
            let arguments = self.arguments()?;
            let node = Node::Call { name: name.to_owned(), arguments };
            return Ok(Expression { node, start, end: self.end() });
        }
        let node = match name {
            "null" => Node::Null,
            "true" => Node::Bool(true),
            "false" => Node::Bool(false),
            "NaN" => Node::Number(f64::NAN),
            "Infinity" => Node::Number(f64::INFINITY),
            _ => Node::Context(name.to_owned()),
        };
        Ok(Expression { node, start, end })
    }

    fn arguments(&mut self) -> Result<Vec<Expression>, Fault> {
        let mut arguments = Vec::new();
        if self.eat(&Token::Close) {
            return Ok(arguments);
        }
        loop {
            arguments.push(self.nested()?);
            if self.eat(&Token::Close) {
                return Ok(arguments);
            }
            if !self.eat(&Token::Comma) {
                return Err(self.fault("`)` is missing"));
            }
        }
    }
}
