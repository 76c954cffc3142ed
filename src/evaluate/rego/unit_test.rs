//! Rego unit tests: the `test_` rules of a `_test.rego` file.
//!
//! In: the text of a test file and of everything it may import. Out: one outcome for each test. A
//! test passes only where its rule is `true`: undefined is a failure, as in OPA.

use regorus::{Engine, Value as Rego};

/// How one test ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TestOutcome {
    /// Name of the rule.
    pub name: String,
    /// Why it failed; `None` where it passed.
    pub failure: Option<String>,
}

/// Runs the tests of one file. `modules` are pairs of path and text: the policy under test and
/// what it imports.
///
/// # Errors
/// A text that does not parse, with its path, line and column.
pub fn run(
    path: &str,
    text: &str,
    modules: &[(String, String)],
) -> Result<Vec<TestOutcome>, String> {
    let mut engine = Engine::new();
    engine.set_strict_builtin_errors(false);
    let mut package = String::new();
    for (path, text) in
        modules.iter().map(|(path, text)| (path.as_str(), text.as_str())).chain([(path, text)])
    {
        package = engine
            .add_policy(path.into(), text.into())
            .map_err(|error| format!("{path}: {error}"))?;
    }
    let outcomes = names(text).into_iter().map(|name| {
        let failure = match engine.eval_rule(format!("{package}.{name}")) {
            Ok(Rego::Bool(true)) => None,
            Ok(Rego::Undefined) => Some("it is undefined".into()),
            Ok(value) => Some(format!("it is {value}")),
            Err(error) => Some(error.to_string()),
        };
        TestOutcome { name, failure }
    });
    Ok(outcomes.collect())
}

/// Names of the rules that start with `test_`, in order.
fn names(text: &str) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for line in text.lines().filter(|line| line.starts_with("test_")) {
        let end = line.find(|c: char| !c.is_ascii_alphanumeric() && c != '_').unwrap_or(line.len());
        let name = line.get(..end).unwrap_or(line).to_string();
        if !names.contains(&name) {
            names.push(name);
        }
    }
    names
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_true_passes() {
        let text = "package p_test\nimport rego.v1\nimport data.p\ntest_a if p.x == 1\ntest_b if p.x == 2\ntest_c := 3\n";
        let outcomes = run(
            "p_test.rego",
            text,
            &[("p.rego".into(), "package p\nimport rego.v1\nx := 1\n".into())],
        )
        .unwrap();
        let failed: Vec<bool> = outcomes.iter().map(|outcome| outcome.failure.is_some()).collect();
        assert_eq!(failed, [false, true, true]);
    }
}
