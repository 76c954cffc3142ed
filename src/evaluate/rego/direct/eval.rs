//! Evaluating expressions: each to one value, or to none where it is undefined.

use bumpalo::collections::Vec as List;
use regorus::unstable::BoolOp;

use super::ir::{Body, Expr, Kind, Root, Step};
use super::machine::Machine;
use super::value::{self, Val};
use super::{builtin, operators};

impl<'a, 'i> Machine<'a, 'i> {
    /// Evaluates an expression; `None` where it is undefined.
    pub(super) fn eval(&mut self, expr: &'a Expr) -> Option<Val<'a>> {
        match expr {
            Expr::Null => Some(Val::Null),
            Expr::Bool(value) => Some(Val::Bool(*value)),
            Expr::Int(value) => Some(Val::Int(*value)),
            Expr::Text(text) => Some(Val::Str(text)),
            Expr::Constant(number) => self.constants.get(*number).copied(),
            Expr::Slot(slot) => self.stack.get(self.base + slot).copied(),
            Expr::Input(root) => self.root(*root),
            Expr::Rule(number) => self.rule(*number),
            Expr::Path(base, steps) => {
                let base = self.eval(base)?;
                self.walk(base, steps)
            }
            Expr::Call(number, arguments) => self.call(*number, arguments),
            Expr::Compare(op, both) => {
                let (one, two) = self.both(both)?;
                Some(Val::Bool(match op {
                    BoolOp::Eq => one.equals(two),
                    BoolOp::Ne => !one.equals(two),
                    BoolOp::Lt => one.order(two).is_lt(),
                    BoolOp::Le => one.order(two).is_le(),
                    BoolOp::Ge => one.order(two).is_ge(),
                    BoolOp::Gt => one.order(two).is_gt(),
                }))
            }
            Expr::In(both) => {
                let (value, collection) = self.both(both)?;
                Some(Val::Bool(collection.has(value)))
            }
            Expr::InAt(parts) => {
                let key = self.eval(&parts.0)?;
                let value = self.eval(&parts.1)?;
                let collection = self.eval(&parts.2)?;
                Some(Val::Bool(collection.get(key).is_some_and(|own| own.equals(value))))
            }
            _ => self.eval_compound(expr),
        }
    }

    fn eval_compound(&mut self, expr: &'a Expr) -> Option<Val<'a>> {
        match expr {
            Expr::Array(items) => Some(Val::Array(self.list(items)?.into_bump_slice())),
            Expr::Set(items) => Some(value::set(self.list(items)?)),
            Expr::Object(fields) => {
                let mut entries = List::with_capacity_in(fields.len(), self.arena);
                for (key, value) in fields {
                    entries.push((self.eval(key)?, self.eval(value)?));
                }
                self.object(entries)
            }
            Expr::Comprehension(kind, body) => self.comprehension(*kind, body),
            Expr::Native(native, arguments) => {
                let top = self.push(arguments)?;
                let value = builtin::call(self, *native, top);
                self.stack.truncate(top);
                value
            }
            Expr::Foreign(foreign, arguments) => {
                let top = self.push(arguments)?;
                let given: Vec<_> = self.arguments(top).iter().map(|one| one.rego()).collect();
                self.stack.truncate(top);
                builtin::foreign(self, foreign, &given)
            }
            Expr::Regex(expression, text) => {
                let text = self.eval(text)?.text()?;
                let compiled =
                    expression.compiled.get_or_init(|| regex::Regex::new(&expression.text).ok());
                Some(Val::Bool(compiled.as_ref()?.is_match(text)))
            }
            Expr::Arithmetic(op, both) => {
                let (one, two) = self.both(both)?;
                operators::arithmetic(op, one, two, self.arena)
            }
            Expr::SetOperation(op, both) => {
                let (one, two) = self.both(both)?;
                operators::set_operation(op, one, two, self.arena)
            }
            _ => None,
        }
    }

    fn both(&mut self, both: &'a (Expr, Expr)) -> Option<(Val<'a>, Val<'a>)> {
        Some((self.eval(&both.0)?, self.eval(&both.1)?))
    }

    fn list(&mut self, items: &'a [Expr]) -> Option<List<'a, Val<'a>>> {
        let mut list = List::with_capacity_in(items.len(), self.arena);
        for item in items {
            list.push(self.eval(item)?);
        }
        Some(list)
    }

    pub(super) fn walk(&mut self, base: Val<'a>, steps: &'a [Step]) -> Option<Val<'a>> {
        let mut value = base;
        for step in steps {
            value = match step {
                Step::Field(name) => value.field(name)?,
                Step::Index(index) => {
                    let key = self.eval(index)?;
                    value.get(key)?
                }
            };
        }
        Some(value)
    }

    pub(super) fn root(&mut self, root: Root) -> Option<Val<'a>> {
        let place = root as usize;
        if let Some(Some(known)) = self.roots.get(place) {
            return *known;
        }
        let value = self.input.root(root, self.arena);
        if let Some(place) = self.roots.get_mut(place) {
            *place = Some(value);
        }
        value
    }

    /// Evaluates arguments onto the stack; where one is undefined, none stays there.
    fn push(&mut self, arguments: &'a [Expr]) -> Option<usize> {
        let top = self.stack.len();
        for argument in arguments {
            match self.eval(argument) {
                Some(value) => self.stack.push(value),
                None => {
                    self.stack.truncate(top);
                    return None;
                }
            }
        }
        Some(top)
    }

    /// Arguments on the stack.
    pub(super) fn arguments(&self, top: usize) -> &[Val<'a>] {
        self.stack.get(top..).unwrap_or_default()
    }

    pub(super) fn call(&mut self, number: usize, arguments: &'a [Expr]) -> Option<Val<'a>> {
        let program = self.program;
        let rule = program.rules.get(number)?;
        let top = self.push(arguments)?;
        self.framed(top, rule, |machine| machine.complete(rule, Some(top)))
    }

    pub(super) fn comprehension(&mut self, kind: Kind, body: &'a Body) -> Option<Val<'a>> {
        match kind {
            Kind::Object => {
                let mut entries = List::new_in(self.arena);
                self.solutions(body, &mut |_, key, value| {
                    entries.push((key.unwrap_or(Val::Null), value));
                    false
                });
                self.object(entries)
            }
            Kind::Array | Kind::Set => {
                let mut members = List::new_in(self.arena);
                self.solutions(body, &mut |_, _, value| {
                    members.push(value);
                    false
                });
                Some(if kind == Kind::Set {
                    value::set(members)
                } else {
                    Val::Array(members.into_bump_slice())
                })
            }
        }
    }
}
