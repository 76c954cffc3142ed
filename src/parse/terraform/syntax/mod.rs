//! Syntax of Terraform's language: text to a tree of our own with spans.

pub mod ast;
