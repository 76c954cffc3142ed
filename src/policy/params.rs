//! Parameters of rules: whether those that a pack or the settings give are those that a policy has.
//!
//! In: a rule with its defaults, and what is to stand over them. Out: nothing, or the first that the
//! policy does not know or of whose type it has another default. A parameter that is misspelt would
//! otherwise be one that changes nothing.

use serde_json::{Map, Value};

use super::{PolicyError, Rule};

/// Checks parameters by the defaults of a rule. `name` is the rule as it was named.
///
/// # Errors
/// [`PolicyError::Parameter`].
pub fn check(rule: &Rule, name: &str, params: &Map<String, Value>) -> Result<(), PolicyError> {
    let fault = |parameter: &str, message: String| PolicyError::Parameter {
        rule: name.into(),
        parameter: parameter.into(),
        message,
    };
    for (key, value) in params {
        let Some(default) = rule.params.get(key) else {
            let known: Vec<&str> =
                rule.params.as_object().into_iter().flatten().map(|(key, _)| &**key).collect();
            return Err(fault(
                key,
                match known.is_empty() {
                    true => "the rule has no parameters".into(),
                    false => format!("the rule has no such parameter; it has {}", known.join(", ")),
                },
            ));
        };
        if !alike(default, value) {
            let (kind, given) = (kind(default), kind(value));
            return Err(fault(key, format!("expected {kind} as {default}, not {given} ({value})")));
        }
    }
    Ok(())
}

/// Whether a value is of a default's type; members of a list are of the type of its first.
fn alike(default: &Value, value: &Value) -> bool {
    match (default, value) {
        (Value::Null, _) => true,
        (Value::Array(defaults), Value::Array(values)) => match defaults.first() {
            Some(first) => values.iter().all(|value| alike(first, value)),
            None => true,
        },
        _ => kind(default) == kind(value),
    }
}

fn kind(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "true or false",
        Value::Number(_) => "a number",
        Value::String(_) => "a text",
        Value::Array(_) => "a list",
        Value::Object(_) => "a map",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::policy::{Choice, Library};

    #[test]
    fn types_are_those_of_the_defaults() {
        for (default, value, good) in [
            ("7", "14", true),
            ("7", "1.5", true),
            ("7", "\"14\"", false),
            ("\"latest\"", "1.3", false),
            ("[]", "[1, \"a\"]", true),
            ("[\"a\"]", "[\"b\", \"c\"]", true),
            ("[\"a\"]", "[1]", false),
            ("[\"a\"]", "\"a\"", false),
            ("true", "null", false),
            ("null", "3", true),
        ] {
            let [one, other] = [default, value].map(|text| serde_json::from_str(text).unwrap());
            assert_eq!(alike(&one, &other), good, "{default} {value}");
        }
    }

    #[test]
    fn every_built_in_pack_sets_what_its_rules_have() {
        let library = Library::embedded();
        for pack in Library::embedded_packs() {
            let packs = vec![pack.name.to_string()];
            library.select(&Choice { packs, ..Choice::default() }).unwrap();
        }
    }
}
