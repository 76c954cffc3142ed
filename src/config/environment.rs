//! Environment variables that we read, as data: nothing else in the library asks the process.

use std::collections::BTreeMap;

/// Variables by name.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Environment {
    variables: BTreeMap<String, String>,
}

impl Environment {
    /// The `PROVOST_*`, `TF_VAR_*`, `TF_WORKSPACE` and `SOURCE_DATE_EPOCH` variables of this
    /// process. Values that are not Unicode are left out: no setting can hold them.
    pub fn of_process() -> Self {
        std::env::vars_os()
            .filter_map(|(name, value)| Some((name.into_string().ok()?, value.into_string().ok()?)))
            .filter(|(name, _)| {
                name.starts_with("PROVOST_")
                    || name.starts_with("TF_VAR_")
                    || ["SOURCE_DATE_EPOCH", "TF_WORKSPACE"].contains(&name.as_str())
            })
            .collect()
    }

    /// A variable that is set and not empty.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.variables.get(name).map(String::as_str).filter(|value| !value.is_empty())
    }

    /// A list, separated by commas.
    pub fn list(&self, name: &str) -> Vec<String> {
        let items = self.get(name).unwrap_or_default().split(',').map(str::trim);
        items.filter(|item| !item.is_empty()).map(str::to_owned).collect()
    }

    /// Terraform variables, `TF_VAR_name` → (`name`, value), sorted by name.
    pub fn terraform_variables(&self) -> impl Iterator<Item = (&str, &str)> {
        self.variables.iter().filter_map(|(name, value)| {
            let name = name.strip_prefix("TF_VAR_").filter(|name| !name.is_empty())?;
            Some((name, value.as_str()))
        })
    }
}

impl<K: Into<String>, V: Into<String>> FromIterator<(K, V)> for Environment {
    fn from_iter<I: IntoIterator<Item = (K, V)>>(variables: I) -> Self {
        let variables = variables.into_iter();
        Self { variables: variables.map(|(name, value)| (name.into(), value.into())).collect() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_and_terraform_variables_are_read() {
        let environment: Environment =
            [("PROVOST_PACK", "soc2, ,gdpr"), ("TF_VAR_region", ""), ("TF_VAR_", "x")]
                .into_iter()
                .collect();
        assert_eq!(environment.list("PROVOST_PACK"), ["soc2", "gdpr"]);
        assert_eq!(environment.terraform_variables().collect::<Vec<_>>(), [("region", "")]);
        assert!(environment.list("PROVOST_POLICY").is_empty());
    }
}
