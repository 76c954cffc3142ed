//! Rego in Kleene's three-valued logic: what a policy says when some of its input is unknown.
//!
//! In: the syntax trees of a policy and its imports, and an input in which values are open. Out:
//! each member of `deny`, with what its being there depends on. A member without doubt is denied
//! whatever the unknowns turn out to be; one with doubt makes the result indeterminate; none at
//! all is a pass. The logic is Kleene's strong one (S. C. Kleene, Introduction to Metamathematics,
//! 1952, §64): sound, never claiming more than every completion would give.
//!
//! Never here: deciding verdicts, or evaluating anything when nothing that is read is unknown.

pub mod call;
pub mod compare;
pub mod machine;
pub mod module;
mod operators;
pub mod query;
mod reference;
pub mod term;

pub use machine::{Halt, Machine};
pub use module::Program;
pub use reference::Taken;
pub use term::{Causes, Doubt, Term};
