//! Texts in the YAML files that we write.
//!
//! In: any text. Out: a scalar between double quotes that every YAML reader gives back as it was.

/// The scalar. JSON's strings are YAML's, but for letters that only YAML takes for ends of lines or
/// for what no file may hold.
pub(super) fn quoted(text: &str) -> String {
    let json = serde_json::Value::from(text).to_string();
    json.chars().fold(String::with_capacity(json.len()), |mut out, letter| {
        match letter {
            '\u{7f}'..='\u{9f}' | '\u{2028}' | '\u{2029}' | '\u{feff}' => {
                out.push_str(&format!("\\u{:04x}", u32::from(letter)));
            }
            letter => out.push(letter),
        }
        out
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn every_text_comes_back(text in "\\PC*|[\\x00-\\xff\u{2028}\u{2029}\u{feff}]*") {
            let yaml = format!("a: {}\n", super::quoted(&text));
            let read: std::collections::BTreeMap<String, String> =
                serde_yaml::from_str(&yaml).unwrap();
            prop_assert_eq!(&read["a"], &text);
        }
    }
}
