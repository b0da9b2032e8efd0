//! The allowance that covers one finding, ready to be pasted into `driftlint.toml`.

use std::fmt::Write as _;

use super::finding::Finding;

/// A `[[allow]]` table that names the finding by rule, locale, page, section and value; only the reason is left to be written.
///
/// None for a finding that is about the configuration itself.
pub(super) fn allowance(finding: &Finding) -> Option<String> {
    if finding.page.is_empty() {
        return None;
    }
    let mut table = "[[allow]]\n".to_owned();
    let mut line = |name: &str, value: &str| {
        let _ = writeln!(table, "{name} = {}", quoted(value));
    };
    line("rule", finding.rule.as_str());
    if !finding.locale.is_empty() {
        line("locale", &finding.locale);
    }
    line("page", &finding.page);
    line("section", &finding.section);
    match (finding.found.first(), finding.expected.first()) {
        (Some(found), _) => line("found", &found.named()),
        (None, Some(expected)) => line("expected", &expected.named()),
        (None, None) => {}
    }
    line("reason", "…");
    Some(table)
}

/// A `[[habit]]` table that declares a change in a locale; only the reason is left to be written.
pub(super) fn habit(rule: &str, locale: &str, change: &str) -> String {
    let [rule, locale, change] = [rule, locale, change].map(quoted);
    format!("[[habit]]\nrule = {rule}\nlocale = {locale}\nchange = {change}\nreason = \"…\"\n")
}

/// A basic string of TOML.
fn quoted(text: &str) -> String {
    let mut quoted = String::with_capacity(text.len() + 2);
    quoted.push('"');
    for c in text.chars() {
        match c {
            '"' | '\\' => quoted.extend(['\\', c]),
            c if c.is_control() => {
                let _ = write!(quoted, "\\u{:04X}", u32::from(c));
            }
            c => quoted.push(c),
        }
    }
    quoted.push('"');
    quoted
}
