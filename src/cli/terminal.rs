//! What the terminal can do.

use std::io::IsTerminal;

use super::args::{Color, Global};

/// Whether to colour standard output.
pub fn colors(global: &Global) -> bool {
    match global.color {
        Color::Always => true,
        Color::Never => false,
        Color::Auto => {
            let wanted = std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty());
            let able = std::env::var_os("TERM").is_none_or(|value| value != "dumb");
            wanted && able && std::io::stdout().is_terminal()
        }
    }
}

/// Columns to write in: the terminal's, or 100 where there is none.
pub fn width() -> usize {
    if let Some(columns) = std::env::var("COLUMNS").ok().and_then(|text| text.parse().ok()) {
        return columns;
    }
    if !std::io::stdout().is_terminal() {
        return 100;
    }
    terminal_size::terminal_size().map_or(100, |(width, _)| usize::from(width.0))
}
