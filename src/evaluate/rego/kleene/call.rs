//! Calls: the policy's own functions, and built-ins on terms that may be open.

use std::sync::Arc;

use regorus::Value as Rego;
use regorus::unstable::{ArithOp, BUILTINS, ExprRef, Rule, RuleHead};

use super::super::expressions;
use super::compare;
use super::machine::{Halt, Machine, Next, Step};
use super::module::path_of;
use super::operators::truth_term;
use super::query::pattern_names;
use super::term::{Doubt, Open, Term};

impl<'p> Machine<'p> {
    /// A call: `next` for each value it may have.
    pub(super) fn call(
        &mut self,
        function: &ExprRef,
        params: &[ExprRef],
        doubt: Doubt,
        next: Next<'_, 'p>,
    ) -> Step {
        let name = path_of(function)
            .ok_or_else(|| Halt::Unsupported("a computed function name".into()))?;
        self.each(
            params,
            doubt,
            &mut |machine, arguments, doubt| match machine.function_path(&name) {
                Some(path) => machine.own_function(&path, &arguments, doubt, next),
                None => machine.builtin(&name, function, params, &arguments, doubt, next),
            },
        )
    }

    /// Full path of a function that a module defines.
    fn function_path(&self, name: &str) -> Option<Arc<str>> {
        let (root, rest) =
            name.split_once('.').map_or((name, None), |(root, rest)| (root, Some(rest)));
        let start = self.data_path(root)?;
        let path = rest.map_or(start.clone(), |rest| format!("{start}.{rest}").into());
        self.program().rules(&path).is_some().then_some(path)
    }

    fn own_function(
        &mut self,
        path: &str,
        arguments: &[Term],
        doubt: Doubt,
        next: Next<'_, 'p>,
    ) -> Step {
        let program = self.program();
        let rules = program.rules(path).unwrap_or_default();
        let mut outcomes: Vec<(Term, Doubt)> = Vec::new();
        let mut default = None;
        for (module, rule) in rules {
            self.scoped(*module, |machine| match rule.as_ref() {
                Rule::Spec { head: RuleHead::Func { args, assign, .. }, bodies, .. }
                    if args.len() == arguments.len() =>
                {
                    // Parameters are new names, whatever rule of the package is called alike.
                    let mut names = Vec::new();
                    args.iter().for_each(|arg| pattern_names(arg, &mut names));
                    names.iter().for_each(|name| machine.declare(name));
                    let value = assign.as_ref().map(|assign| &assign.value);
                    machine.unify_all(args, arguments, Doubt::none(), &mut |machine, _, doubt| {
                        machine.bodies(bodies, value, &mut |_, term, more| {
                            outcomes.push((term, doubt.and(&more)));
                            Ok(())
                        })
                    })
                }
                Rule::Default { value, .. } => {
                    default = machine.solutions(value)?.into_iter().next();
                    Ok(())
                }
                _ => Ok(()),
            })?;
        }
        if let Some(certain) = outcomes.iter().find(|(_, doubt)| doubt.is_certain()) {
            return next(self, certain.0.clone(), doubt);
        }
        let mut all = Doubt::none();
        outcomes.dedup_by(|one, two| {
            matches!((&one.0, &two.0), (Term::Known(one), Term::Known(two)) if one == two)
                && one.1 == two.1
        });
        for (term, more) in outcomes {
            all = all.and(&more);
            next(self, term, doubt.and(&more))?;
        }
        match default {
            Some((term, _)) => next(self, term, doubt.and(&all)),
            None => Ok(()),
        }
    }

    fn builtin(
        &mut self,
        name: &str,
        function: &ExprRef,
        params: &[ExprRef],
        arguments: &[Term],
        doubt: Doubt,
        next: Next<'_, 'p>,
    ) -> Step {
        let known: Option<Vec<Rego>> = arguments.iter().map(|term| term.known().cloned()).collect();
        if let Some(known) = known {
            let Some((code, arity)) = BUILTINS.get(name) else {
                return Err(Halt::Unsupported(format!("the function `{name}`")));
            };
            if usize::from(*arity) + 1 == known.len() {
                return Err(Halt::Unsupported("a built-in with an output argument".into()));
            }
            if let ("regex.match", [Rego::String(pattern), Rego::String(text)]) =
                (name, known.as_slice())
            {
                let holds = expressions::with(pattern, |expression| expression.is_match(text));
                return match holds {
                    Some(holds) => next(self, Term::Known(Rego::Bool(holds)), doubt),
                    None => Ok(()),
                };
            }
            // An error of a built-in is undefined, as in OPA.
            return match code(function.span(), params, &known, true) {
                Ok(Rego::Undefined) | Err(_) => Ok(()),
                Ok(value) => next(self, Term::Known(value), doubt),
            };
        }
        match open_builtin(name, arguments) {
            Outcome::Term(term) => next(self, term, doubt),
            Outcome::Undefined => Ok(()),
            Outcome::Open => {
                let all = arguments.iter().fold(Doubt::none(), |all, term| all.and(&term.doubt()));
                let more = doubt.and(&all);
                next(self, Open::from_doubt(all, true).term(), more)
            }
        }
    }
}

/// What a built-in gives on open arguments.
enum Outcome {
    Term(Term),
    Undefined,
    /// Nothing is known.
    Open,
}

/// Built-ins that say something even where an argument is open.
fn open_builtin(name: &str, arguments: &[Term]) -> Outcome {
    match (name, arguments) {
        ("count", [term]) => count(term),
        ("sprintf", _) => Outcome::Term(sprintf(arguments)),
        ("object.get", [object, key, default]) => object_get(object, key, default),
        ("json.is_valid", [Term::Open(open)]) if open.json.is_some() && !open.maybe_undefined => {
            Outcome::Term(Term::Known(Rego::Bool(true)))
        }
        // What is no text is no JSON, whatever its parts are.
        ("json.unmarshal", [Term::Array(_) | Term::Object(_) | Term::Set(_)]) => Outcome::Undefined,
        ("json.unmarshal", [Term::Open(open)]) => match &open.json {
            Some(json) => Outcome::Term((**json).clone()),
            None => Outcome::Open,
        },
        ("startswith", [Term::Open(open), Term::Known(Rego::String(start))]) => {
            starts_with(open, start)
        }
        ("endswith", [Term::Open(open), Term::Known(Rego::String(end))]) => ends_with(open, end),
        ("array.concat", [one, two]) => match (compare::elements(one), compare::elements(two)) {
            (Some(one), Some(two)) => {
                Outcome::Term(Term::array(one.into_iter().chain(two).collect()))
            }
            _ => Outcome::Open,
        },
        ("object.keys", [term @ Term::Object(_)]) => {
            let entries = compare::entries(term).unwrap_or_default();
            let keys = entries
                .into_iter()
                .map(|(key, value)| (Term::Known(key), compare::presence(&value)));
            Outcome::Term(Term::set(keys.collect()))
        }
        (
            "is_string" | "is_array" | "is_object" | "is_set" | "is_number" | "is_boolean"
            | "is_null",
            [term],
        ) => type_test(name, term),
        (
            "lower" | "upper" | "trim_space" | "concat" | "format_int" | "json.marshal" | "replace",
            _,
        ) => {
            let all = arguments.iter().fold(Doubt::none(), |all, term| all.and(&term.doubt()));
            let mut open = Open::from_doubt(all, may_be_undefined(arguments));
            open.prefix = Some("".into());
            open.display = arguments.first().map(Term::shown).unwrap_or_default().as_str().into();
            if let ("lower", [Term::Open(from)]) = (name, arguments) {
                open.prefix = from.prefix.as_ref().map(|prefix| prefix.to_lowercase().into());
                open.not_empty = from.not_empty;
            }
            if open.prefix.is_none() {
                return Outcome::Open;
            }
            Outcome::Term(open.term())
        }
        ("contains" | "endswith" | "startswith" | "regex.match" | "glob.match", _)
            if !may_be_undefined(arguments) =>
        {
            let all = arguments.iter().fold(Doubt::none(), |all, term| all.and(&term.doubt()));
            Outcome::Term(truth_term(compare::Truth::Maybe(all)))
        }
        _ => Outcome::Open,
    }
}

/// Whether a built-in on text may fail: an argument that may be absent, or of another type.
fn may_be_undefined(arguments: &[Term]) -> bool {
    arguments.iter().any(|term| match term {
        Term::Open(open) => open.maybe_undefined || open.prefix.is_none(),
        _ => false,
    })
}

fn ends_with(open: &Open, end: &str) -> Outcome {
    if open.prefix.is_none() || open.maybe_undefined {
        return Outcome::Open;
    }
    if open.suffix.ends_with(end) {
        return Outcome::Term(Term::Known(Rego::Bool(true)));
    }
    if !end.ends_with(&*open.suffix) {
        return Outcome::Term(Term::Known(Rego::Bool(false)));
    }
    Outcome::Term(truth_term(compare::Truth::Maybe(open.doubt.clone())))
}

fn starts_with(open: &Open, start: &str) -> Outcome {
    let Some(prefix) = &open.prefix else { return Outcome::Open };
    if prefix.starts_with(start) {
        return Outcome::Term(Term::Known(Rego::Bool(true)));
    }
    if !start.starts_with(&**prefix) {
        return Outcome::Term(Term::Known(Rego::Bool(false)));
    }
    Outcome::Term(truth_term(compare::Truth::Maybe(open.doubt.clone())))
}

fn type_test(name: &str, term: &Term) -> Outcome {
    let holds = match term {
        Term::Array(_) => name == "is_array",
        Term::Object(_) => name == "is_object",
        Term::Set(_) => name == "is_set",
        Term::Known(_) => return Outcome::Open,
        Term::Open(open) => {
            // A known type answers for every test, once the value is there at all.
            let own = match (open.prefix.is_some(), open.at_least.is_some(), open.boolean) {
                (true, ..) => "is_string",
                (_, true, _) => "is_number",
                (.., true) => "is_boolean",
                _ => return Outcome::Open,
            };
            if own != name {
                return Outcome::Undefined;
            }
            if open.maybe_undefined {
                return Outcome::Open;
            }
            true
        }
    };
    // OPA's type tests are undefined rather than false in older versions, false in newer ones;
    // either way the condition does not hold.
    if holds { Outcome::Term(Term::Known(Rego::Bool(true))) } else { Outcome::Undefined }
}

fn count(term: &Term) -> Outcome {
    match term {
        Term::Array(terms) => Outcome::Term(Term::Known(Rego::from(terms.len()))),
        Term::Object(terms) => {
            let certain =
                terms.values().filter(|value| compare::presence(value).is_certain()).count();
            counted(certain, terms.len(), term)
        }
        Term::Set(members) => {
            // Members under doubt may also be equal to one another.
            let certain = members
                .iter()
                .filter(|(member, doubt)| doubt.is_certain() && member.known().is_some())
                .count();
            let at_least =
                certain.max(usize::from(members.iter().any(|(_, doubt)| doubt.is_certain())));
            counted(at_least, members.len(), term)
        }
        Term::Open(open) => {
            let mut number = Open::from_doubt(open.doubt.clone(), true);
            number.at_least = Some(i64::from(open.not_empty));
            Outcome::Term(number.term())
        }
        Term::Known(_) => Outcome::Open,
    }
}

fn counted(at_least: usize, at_most: usize, term: &Term) -> Outcome {
    if at_least == at_most {
        return Outcome::Term(Term::Known(Rego::from(at_least)));
    }
    let mut number = Open::from_doubt(term.doubt(), false);
    number.at_least = i64::try_from(at_least).ok();
    Outcome::Term(number.term())
}

fn object_get(object: &Term, key: &Term, default: &Term) -> Outcome {
    // A path of keys is looked up step by step.
    let keys = match key {
        Term::Known(Rego::Array(path)) => path.iter().cloned().map(Term::Known).collect(),
        other => vec![other.clone()],
    };
    let mut value = object.clone();
    for key in &keys {
        let mut found = compare::lookup(&value, key);
        match (found.len(), found.pop()) {
            (1, Some((next, doubt))) if doubt.is_certain() => value = next,
            (0, _) => return Outcome::Term(default.clone()),
            _ => return Outcome::Open,
        }
    }
    Outcome::Term(value)
}

/// `sprintf` with open arguments: an open string, shown with the names of what is open.
fn sprintf(arguments: &[Term]) -> Term {
    let all = arguments.iter().fold(Doubt::none(), |all, term| all.and(&term.doubt()));
    let mut open = Open::from_doubt(all, false);
    open.prefix = Some("".into());
    if let [Term::Known(Rego::String(format)), values] = arguments {
        let mut shown = String::new();
        let values = compare::elements(values).unwrap_or_default();
        let mut values = values.iter();
        let mut rest = &**format;
        while let Some(at) = rest.find('%') {
            shown.push_str(rest.get(..at).unwrap_or_default());
            let directive = rest.get(at + 1..).unwrap_or_default();
            let end = directive.find(|c: char| c.is_ascii_alphabetic() || c == '%').unwrap_or(0);
            match directive.get(end..=end) {
                Some("%") => shown.push('%'),
                Some(_) => shown.push_str(&values.next().map(Term::shown).unwrap_or_default()),
                None => {}
            }
            rest = directive.get(end + 1..).unwrap_or_default();
        }
        shown.push_str(rest);
        open.display = shown.into();
    }
    open.term()
}

/// Arithmetic, and the difference of sets. `None` where it is undefined.
pub(super) fn arithmetic(op: &ArithOp, one: &Term, two: &Term) -> Option<Term> {
    if let (Term::Known(a), Term::Known(b)) = (one, two) {
        return known_arithmetic(op, a, b).map(Term::Known);
    }
    if matches!(op, ArithOp::Sub)
        && let (Some(a), Some(b)) = (compare::members(one), compare::members(two))
    {
        let members = a.into_iter().filter_map(|(member, doubt)| {
            let taken = b.iter().fold(compare::Truth::False, |taken, (other, there)| {
                let there = if there.is_certain() {
                    compare::Truth::True
                } else {
                    compare::Truth::Maybe(there.clone())
                };
                taken.or(compare::equal(&member, other).and(there))
            });
            match taken {
                compare::Truth::True => None,
                compare::Truth::False => Some((member, doubt)),
                compare::Truth::Maybe(more) => Some((member, doubt.and(&more))),
            }
        });
        return Some(Term::set(members.collect()));
    }
    Some(Open::from_doubt(one.doubt().and(&two.doubt()), true).term())
}

fn known_arithmetic(op: &ArithOp, one: &Rego, two: &Rego) -> Option<Rego> {
    if let (Rego::Set(one), Rego::Set(two), ArithOp::Sub) = (one, two, op) {
        return Some(one.difference(two).into_value());
    }
    let (Rego::Number(one), Rego::Number(two)) = (one, two) else { return None };
    let number = match op {
        ArithOp::Add => one.add(two),
        ArithOp::Sub => one.sub(two),
        ArithOp::Mul => one.mul(two),
        ArithOp::Div => one.clone().divide(two),
        ArithOp::Mod => one.clone().modulo(two),
    };
    number.ok().map(Rego::from)
}
