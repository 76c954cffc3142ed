//! Terraform and OpenTofu configuration.

pub mod syntax;
use super::{Fragment, Parsed};
use crate::discover::FileKind;
use crate::model::Str;
/// O
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// V
    pub variables: Vec<(String, String)>,
    /// F
    pub variable_files: Vec<(Str, Str)>,
}
/// F
pub struct TerraformFile<'a>(std::marker::PhantomData<&'a ()>);
impl<'a> TerraformFile<'a> {
    /// W
    pub fn whole(_: Fragment<'a>, _: FileKind) -> Self {
        Self(std::marker::PhantomData)
    }
    /// W
    pub fn fenced(_: &super::markdown::Block<'a>, _: FileKind) -> Self {
        Self(std::marker::PhantomData)
    }
}
/// L
pub fn load(_: Vec<TerraformFile<'_>>, _: &Options) -> Parsed {
    Parsed::default()
}
