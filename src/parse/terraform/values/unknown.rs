//! Making unknown values, and what is known of them by their names.
//!
//! In: why something is open. Out: unknown values whose shape says what holds all the same.

use std::sync::Arc;

use super::{Kind, Value};
use crate::model::{Cause, Shape, Span, Str, Unknown};

impl Value {
    /// An unknown value.
    pub fn unknown(
        name: impl Into<Str>,
        because: Cause,
        declared_at: Option<Span>,
        shape: Shape,
        span: Span,
    ) -> Self {
        let unknown = Unknown { name: name.into(), because, declared_at, shape };
        Self::new(Kind::Unknown(Arc::new(unknown)), span)
    }

    /// Unknown because something could not be evaluated; a diagnostic says what.
    pub fn unevaluated(name: impl Into<Str>, span: Span) -> Self {
        Self::unknown(name, Cause::Unevaluated, None, Shape::default(), span)
    }

    /// Something derived from an unknown: the same cause, another shape.
    pub fn derived(from: &Unknown, shape: Shape, span: Span) -> Self {
        Self::unknown(from.name.clone(), from.because, from.declared_at, shape, span)
    }
}

/// The shape of any string that is there.
pub fn some_string() -> Shape {
    Shape { not_null: true, string: true, ..Shape::default() }
}

/// The shape of anything that is there.
pub fn something() -> Shape {
    Shape { not_null: true, ..Shape::default() }
}

/// What an attribute's name says of the value that a provider computes for it. Identifiers and
/// names are never empty once the thing exists.
pub fn computed_shape(attribute: &str) -> Shape {
    const NAMES: [&str; 27] = [
        "id",
        "arn",
        "name",
        "bucket",
        "endpoint",
        "self_link",
        "dns_name",
        "key_id",
        "account_id",
        "region",
        "url",
        "uri",
        "fqdn",
        "json",
        "domain_name",
        "bucket_domain_name",
        "bucket_regional_domain_name",
        "invoke_arn",
        "unique_id",
        "email",
        "principal_id",
        "address",
        "partition",
        "result",
        "hex",
        "private_key_pem",
        "public_key_openssh",
    ];
    const ENDINGS: [&str; 7] = ["_arn", "_id", "_name", "_url", "_uri", "_endpoint", "_link"];
    let identifier =
        NAMES.contains(&attribute) || ENDINGS.iter().any(|ending| attribute.ends_with(ending));
    // Every ARN starts like this: AWS General Reference, "Amazon Resource Names".
    let is_arn = attribute == "arn" || attribute.ends_with("_arn");
    let known_start = match attribute {
        _ if is_arn && attribute != "invoke_arn" => "arn:",
        // `aws`, `aws-cn`, `aws-us-gov`: the partitions of AWS.
        "partition" => "aws",
        _ => "",
    };
    if identifier {
        return Shape { not_empty: true, prefix: known_start.into(), ..some_string() };
    }
    if ["ids", "arns", "names"].contains(&attribute)
        || ["_ids", "_arns", "_names"].iter().any(|ending| attribute.ends_with(ending))
    {
        return something();
    }
    Shape::default()
}

/// What holds for either of two values: the shape of a conditional whose condition is unknown.
pub fn either(a: &Value, b: &Value) -> Shape {
    let (x, y) = (shape_of(a), shape_of(b));
    let string = x.string && y.string;
    Shape {
        not_null: x.not_null && y.not_null,
        string,
        prefix: if string { shared_start(&x.prefix, &y.prefix) } else { Str::default() },
        suffix: if string && x.suffix == y.suffix { x.suffix } else { Str::default() },
        not_empty: x.not_empty && y.not_empty,
        json: None,
    }
}

/// What is known of a value, as a shape.
pub fn shape_of(value: &Value) -> Shape {
    match &value.kind {
        Kind::Unknown(unknown) => unknown.shape.clone(),
        Kind::Null => Shape::default(),
        Kind::String(text) => Shape {
            prefix: text.clone(),
            suffix: text.clone(),
            not_empty: !text.is_empty(),
            ..some_string()
        },
        _ => something(),
    }
}

fn shared_start(a: &str, b: &str) -> Str {
    let shared = a.chars().zip(b.chars()).take_while(|(x, y)| x == y).map(|(x, _)| x.len_utf8());
    a.get(..shared.sum()).unwrap_or_default().into()
}
