//! Equality and the total order of values, the same as regorus'.

use std::cmp::Ordering;

use bumpalo::Bump;

use super::value::Val;

impl<'a> Val<'a> {
    /// Equality by value.
    pub fn equals(self, other: Val<'_>) -> bool {
        match (self, other) {
            (Self::Str(one), Val::Str(two)) => one == two,
            (Self::Int(one), Val::Int(two)) => one == two,
            (one, two) => one.rank() == two.rank() && one.order(two) == Ordering::Equal,
        }
    }

    /// Place of a type in the order of types.
    fn rank(self) -> u8 {
        match self {
            Self::Null => 0,
            Self::Bool(_) => 1,
            Self::Int(_) | Self::Float(_) | Self::Decimal(_) => 2,
            Self::Str(_) => 3,
            Self::List(_) | Self::Array(_) => 4,
            Self::Set(_) => 5,
            Self::Map(_) | Self::Object(_) => 6,
        }
    }

    /// The total order of values.
    pub fn order(self, other: Val<'_>) -> Ordering {
        match (self, other) {
            (Self::Str(one), Val::Str(two)) => one.cmp(two),
            (Self::Int(one), Val::Int(two)) => one.cmp(&two),
            (Self::Bool(one), Val::Bool(two)) => one.cmp(&two),
            (one, two) if one.rank() != two.rank() => one.rank().cmp(&two.rank()),
            (Self::Null, _) => Ordering::Equal,
            (Self::Set(one), Val::Set(two)) => {
                ordered(one.iter().copied(), two.iter().copied(), Val::order)
            }
            (one, two) => one.order_compound(two),
        }
    }

    fn order_compound(self, other: Val<'_>) -> Ordering {
        if let (Some(one), Some(two)) = (self.elements(), other.elements()) {
            return ordered(one, two, Val::order);
        }
        let (one_arena, two_arena) = (Bump::new(), Bump::new());
        if let (Some(one), Some(two)) = (self.shortened(&one_arena), other.shortened(&two_arena)) {
            return ordered(one.iter(), two.iter(), |one, two| {
                one.0.order(two.0).then_with(|| one.1.order(two.1))
            });
        }
        self.rego().cmp(&other.rego())
    }

    /// Entries for the time of a comparison.
    fn shortened<'b>(self, arena: &'b Bump) -> Option<&'b [(Val<'b>, Val<'b>)]>
    where
        'a: 'b,
    {
        let own: Val<'b> = self;
        own.entries(arena)
    }
}

fn ordered<A, B>(
    mut one: impl Iterator<Item = A>,
    mut two: impl Iterator<Item = B>,
    order: impl Fn(A, B) -> Ordering,
) -> Ordering {
    loop {
        match (one.next(), two.next()) {
            (None, None) => return Ordering::Equal,
            (None, _) => return Ordering::Less,
            (_, None) => return Ordering::Greater,
            (Some(one), Some(two)) => match order(one, two) {
                Ordering::Equal => {}
                other => return other,
            },
        }
    }
}
