//! Names of variables while a definition is compiled.

use std::collections::HashSet;

/// Variables of one definition.
#[derive(Default)]
pub struct Frame {
    /// Index of the module whose rules and imports names refer to.
    pub module: usize,
    /// Slots used so far.
    pub slots: usize,
    scopes: Vec<Scope>,
}

/// Variables of one body.
#[derive(Default)]
struct Scope {
    names: Vec<(String, usize, bool)>,
    /// Names that some statement of the body may bind.
    pending: HashSet<String>,
}

/// What a name stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Name {
    /// A variable with a value.
    Bound(usize),
    /// A declared variable without one yet.
    Declared(usize),
    /// Not a variable so far.
    Free,
    /// A variable of a body around this one, which binds it only later.
    Later,
}

impl Frame {
    /// An empty frame.
    pub fn new(module: usize) -> Self {
        Self { module, ..Self::default() }
    }

    /// Opens a scope, whose statements may bind these names.
    pub fn open(&mut self, pending: HashSet<String>) {
        self.scopes.push(Scope { names: Vec::new(), pending });
    }

    /// Closes the innermost scope.
    pub fn close(&mut self) {
        self.scopes.pop();
    }

    /// A new slot.
    pub fn slot(&mut self) -> usize {
        self.slots += 1;
        self.slots - 1
    }

    /// Declares a name in the innermost scope, hiding an outer one.
    pub fn declare(&mut self, name: &str, bound: bool) -> usize {
        let slot = self.slot();
        if let Some(scope) = self.scopes.last_mut() {
            scope.names.push((name.to_string(), slot, bound));
        }
        slot
    }

    /// Says that a declared name has a value from here on.
    pub fn bind(&mut self, slot: usize) {
        for (_, own, bound) in self.scopes.iter_mut().flat_map(|scope| scope.names.iter_mut()) {
            *bound |= *own == slot;
        }
    }

    /// What a name stands for.
    pub fn name(&self, name: &str) -> Name {
        for (depth, scope) in self.scopes.iter().rev().enumerate() {
            if let Some((_, slot, bound)) = scope.names.iter().rev().find(|(own, ..)| own == name) {
                return match (bound, depth) {
                    (true, _) => Name::Bound(*slot),
                    (false, 0) => Name::Declared(*slot),
                    (false, _) => Name::Later,
                };
            }
            if depth > 0 && scope.pending.contains(name) {
                return Name::Later;
            }
        }
        Name::Free
    }
}
