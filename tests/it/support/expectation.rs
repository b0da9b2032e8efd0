//! Expectations that stand in files beside fixtures, one line a finding; lines that start with `#` say why.
//!
//! `DRIFTLINT_BLESS=1 cargo test --test it rules:: -- --nocapture` writes what was found into them, and shows each change. What it shows is
//! to be read and signed by whoever commits it: an expectation that nobody read proves nothing.

use std::path::Path;

/// The lines that a file expects; none where there is no file.
pub(crate) fn expected(file: &Path) -> Vec<String> {
    let text = std::fs::read_to_string(file).unwrap_or_default();
    text.lines().filter(|line| is_expectation(line)).map(|line| line.trim_end().to_owned()).collect()
}

fn is_expectation(line: &str) -> bool {
    !line.starts_with('#') && !line.trim().is_empty()
}

/// How `found` differs from what the file expects, or nothing. Where expectations are blessed, the file is written instead.
pub(crate) fn difference(file: &Path, found: &[String]) -> Option<String> {
    let wanted = expected(file);
    if wanted == found {
        return None;
    }
    let diff = similar::TextDiff::from_slices(&as_lines(&wanted), &as_lines(found)).unified_diff().context_radius(1).to_string();
    let shown = format!("{}\n{diff}", file.display());
    if std::env::var_os("DRIFTLINT_BLESS").is_none() {
        return Some(shown);
    }
    bless(file, found);
    #[expect(clippy::print_stderr, reason = "who blesses wants to see what")]
    {
        eprintln!("blessed {shown}");
    }
    None
}

fn as_lines(lines: &[String]) -> Vec<&str> {
    lines.iter().map(String::as_str).collect()
}

/// Writes the file anew, below the comment that it starts with; a silent case has none.
fn bless(file: &Path, found: &[String]) {
    let text = std::fs::read_to_string(file).unwrap_or_default();
    let reasons: Vec<&str> = text.lines().take_while(|line| !is_expectation(line)).collect();
    if found.is_empty() && reasons.is_empty() {
        std::fs::remove_file(file).unwrap();
        return;
    }
    let lines: Vec<&str> = reasons.into_iter().chain(as_lines(found)).collect();
    std::fs::write(file, lines.join("\n") + "\n").unwrap();
}
