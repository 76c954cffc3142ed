//! Terraform and OpenTofu configuration.

pub mod syntax;
