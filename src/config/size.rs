//! Sizes as people write them: `64MiB`, `512 KiB`, `1000000`.

const UNITS: [(&str, u64); 8] = [
    ("", 1),
    ("b", 1),
    ("k", 1 << 10),
    ("kib", 1 << 10),
    ("m", 1 << 20),
    ("mib", 1 << 20),
    ("g", 1 << 30),
    ("gib", 1 << 30),
];

/// Bytes of a written size.
pub fn parse(text: &str) -> Result<u64, String> {
    let text = text.trim();
    let digits = text.len() - text.trim_start_matches(|digit: char| digit.is_ascii_digit()).len();
    let (number, unit) = text.split_at(digits);
    let unit = unit.trim().to_ascii_lowercase();
    let factor = UNITS.iter().find(|(name, _)| *name == unit).map(|(_, factor)| *factor);
    let size = number.parse::<u64>().ok().zip(factor).and_then(|(n, f)| n.checked_mul(f));
    match size {
        Some(0) | None => Err(format!("`{text}` is not a size; write one like `64MiB`")),
        Some(size) => Ok(size),
    }
}

/// A size for people, in the largest unit that divides it.
pub fn display(bytes: u64) -> String {
    [("GiB", 1 << 30), ("MiB", 1 << 20), ("KiB", 1 << 10)]
        .into_iter()
        .find(|(_, factor)| bytes >= *factor && bytes.is_multiple_of(*factor))
        .map_or_else(
            || format!("{bytes} bytes"),
            |(unit, factor)| format!("{} {unit}", bytes / factor),
        )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_read_and_shown() {
        for (text, bytes, shown) in [
            ("64MiB", 64 << 20, "64 MiB"),
            ("64 m", 64 << 20, "64 MiB"),
            ("2GiB", 2 << 30, "2 GiB"),
            ("1000", 1000, "1000 bytes"),
        ] {
            assert_eq!(parse(text), Ok(bytes), "{text}");
            assert_eq!(display(bytes), shown);
        }
        for text in ["", "0", "-1", "MiB", "12 parsecs", "99999999999GiB"] {
            assert!(parse(text).is_err(), "{text}");
        }
    }
}
