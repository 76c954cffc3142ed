//! Addresses, taken apart.
//!
//! In: an address as Terraform prints it. Out: its steps, each with the instance key behind it.

/// One name of an address.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Step<'a> {
    /// The name.
    pub name: &'a str,
    /// The key as it is written, with its brackets; empty without one.
    pub key: &'a str,
}

/// The steps of an address: `module.m["a.b"].x.y[0]` has four.
pub fn steps(address: &str) -> Vec<Step<'_>> {
    let mut steps = Vec::new();
    let mut rest = address;
    loop {
        let name_end = rest.find(['.', '[']).unwrap_or(rest.len());
        let (name, after) = rest.split_at(name_end);
        let key_end = keys_end(after);
        let (key, after) = after.split_at(key_end);
        steps.push(Step { name, key });
        match after.strip_prefix('.') {
            Some(next) => rest = next,
            None => return steps,
        }
    }
}

/// Where the keys at the start of a text end.
fn keys_end(text: &str) -> usize {
    let (mut quoted, mut escaped, mut open) = (false, false, false);
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            _ if escaped => escaped = false,
            b'\\' if quoted => escaped = true,
            b'"' if open => quoted = !quoted,
            _ if quoted => {}
            b'[' => open = true,
            b']' => open = false,
            _ if open => {}
            _ => return at,
        }
    }
    text.len()
}

/// An address without its keys.
pub fn bare(address: &str) -> String {
    let names: Vec<&str> = steps(address).into_iter().map(|step| step.name).collect();
    names.join(".")
}

#[cfg(test)]
mod tests {
    use super::{bare, steps};

    #[test]
    fn addresses_come_apart_at_their_dots() {
        let shown = |address: &str| {
            let steps = steps(address);
            steps.iter().map(|step| format!("{}|{}", step.name, step.key)).collect::<Vec<_>>()
        };
        assert_eq!(shown("a_b.c"), ["a_b|", "c|"]);
        assert_eq!(
            shown(r#"module.m["a.b\"]"].x.y[0]"#),
            ["module|", r#"m|["a.b\"]"]"#, "x|", "y|[0]"]
        );
        assert_eq!(bare(r#"module.m["x]y"].a_b.c["k[0]"].id"#), "module.m.a_b.c.id");
        assert_eq!(bare("a["), "a");
        assert_eq!(shown(""), ["|"]);
    }
}
