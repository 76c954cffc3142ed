//! The uniform views: one shape over many formats, so that one policy serves them all.
//!
//! A view is a [`Value`](super::Value) whose parts share the resource's own values (a clone is a
//! reference count) and which says, in `path`, where each part stands in the native attributes.

pub mod image;
pub mod pipeline;
pub mod workload;
