//! Writes a configuration that says what was detected.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::Path;

use super::{LayoutUse, Site};
use crate::config::Pattern;
use crate::locale::Tag;

/// The text of a `driftlint.toml` in `dir` (absolute) that says the layouts of the site; read again, it finds the same pages.
pub fn proposal(site: &Site, dir: &Path) -> String {
    let mut text = String::from("# Which file translates which; `driftlint init` found this here.\n\n");
    let references: BTreeSet<&Tag> = site.layouts.iter().map(|used| &used.reference_locale).collect();
    let reference = references.first().map_or_else(|| "en".to_owned(), ToString::to_string);
    let _ = writeln!(text, "# The locale of the pages that are translated.\nreference = {}", quoted(&reference));
    for used in &site.layouts {
        text.push_str(&layout(used, dir));
    }
    text.push_str("\n# Levels are error, warning, info and off; `driftlint rules` lists the rules.\n[rules]\n");
    text
}

fn layout(used: &LayoutUse, dir: &Path) -> String {
    let locales: Vec<&str> = used.locales.iter().map(Tag::as_str).collect();
    let pattern = |pattern: &Pattern| quoted(&relative(pattern.text(), &used.top, dir));
    let mut text = format!("\n# {}\n[[layout]]\n", locales.join(", "));
    let _ = writeln!(text, "reference = {}", pattern(&used.layout.reference));
    let _ = writeln!(text, "translation = {}", pattern(&used.layout.translation));
    if let Some(locale) = &used.layout.locale {
        let _ = writeln!(text, "locale = {}", quoted(locale.as_str()));
    }
    if used.layout.partial {
        text.push_str("partial = true # in folders where nothing is translated, nothing is missing\n");
    }
    text
}

/// A pattern relative to `top` as one relative to `dir`.
fn relative(pattern: &str, top: &Path, dir: &Path) -> String {
    if let Ok(below) = top.strip_prefix(dir) {
        let below = below.to_string_lossy().replace('\\', "/");
        return if below.is_empty() { pattern.to_owned() } else { format!("{below}/{pattern}") };
    }
    let climb = dir.strip_prefix(top).map_or(0, |below| below.components().count());
    format!("{}{pattern}", "../".repeat(climb))
}

/// A TOML string. Literal ones cannot hold `'` or control characters, basic ones can hold everything escaped.
fn quoted(text: &str) -> String {
    let escaped = text.chars().map(|c| match c {
        '"' | '\\' => format!("\\{c}"),
        c if c.is_control() => format!("\\u{:04X}", u32::from(c)),
        c => c.to_string(),
    });
    format!("\"{}\"", escaped.collect::<String>())
}
