//! Arithmetic and set operations. Integers are computed here, other numbers by regorus.

use bumpalo::Bump;
use bumpalo::collections::Vec as List;
use regorus::Value as Rego;
use regorus::unstable::{ArithOp, BinOp};

use super::value::{self, Val};

/// Arithmetic, and the difference of sets. `None` where it is undefined.
pub fn arithmetic<'a>(
    op: &ArithOp,
    one: Val<'a>,
    two: Val<'a>,
    arena: &'a Bump,
) -> Option<Val<'a>> {
    match (one, two) {
        (Val::Int(a), Val::Int(b)) => {
            let exact = match op {
                ArithOp::Add => a.checked_add(b),
                ArithOp::Sub => a.checked_sub(b),
                ArithOp::Mul => a.checked_mul(b),
                ArithOp::Div | ArithOp::Mod => None,
            };
            exact.map(Val::Int).or_else(|| by_regorus(op, one, two, arena))
        }
        (Val::Set(a), Val::Set(_)) if matches!(op, ArithOp::Sub) => {
            let mut rest = List::new_in(arena);
            rest.extend(a.iter().copied().filter(|member| !two.has(*member)));
            Some(value::set(rest))
        }
        _ => by_regorus(op, one, two, arena),
    }
}

fn by_regorus<'a>(op: &ArithOp, one: Val<'a>, two: Val<'a>, arena: &'a Bump) -> Option<Val<'a>> {
    let (Rego::Number(one), Rego::Number(two)) = (one.number()?, two.number()?) else {
        return None;
    };
    let number = match op {
        ArithOp::Add => one.add(&two),
        ArithOp::Sub => one.sub(&two),
        ArithOp::Mul => one.mul(&two),
        ArithOp::Div => one.divide(&two),
        ArithOp::Mod => one.modulo(&two),
    };
    Val::of_rego(&Rego::from(number.ok()?), arena)
}

/// `&` and `|` of sets. `None` where an operand is no set.
pub fn set_operation<'a>(
    op: &BinOp,
    one: Val<'a>,
    two: Val<'a>,
    arena: &'a Bump,
) -> Option<Val<'a>> {
    let (Val::Set(a), Val::Set(b)) = (one, two) else { return None };
    let mut members = List::with_capacity_in(a.len() + b.len(), arena);
    match op {
        BinOp::Union => members.extend(a.iter().chain(b).copied()),
        BinOp::Intersection => {
            members.extend(a.iter().copied().filter(|member| two.has(*member)));
        }
    }
    Some(value::set(members))
}

impl Val<'_> {
    fn number(self) -> Option<Rego> {
        matches!(self, Self::Int(_) | Self::Float(_) | Self::Decimal(_)).then(|| self.rego())
    }
}
