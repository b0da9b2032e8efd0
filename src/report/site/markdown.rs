//! A summary for a wiki or a mail: counts by locale and rule, the worst pages, what is missing, and what changed.

use std::fmt::Write as _;
use std::io::{self, Write};

use crate::findings::finding::{Outcome, Place};
use crate::findings::history::{Change, Counts, Run};
use crate::findings::survey::{CellState, SurveyedPage};
use crate::report::markdown::{checked, code, count, escaped, result, unreadable};

use super::{About, totals};

/// More are only counted.
const MOST_PAGES: usize = 20;

/// More are only counted.
const MOST_MISSING: usize = 50;

/// Earlier ones are left out.
const MOST_RUNS: usize = 12;

pub(super) fn write(outcome: &Outcome, about: &About<'_>, out: &mut dyn Write) -> io::Result<()> {
    let mut text = format!("# Localization report\n\n**{}.** {}\n", result(outcome), checked(outcome));
    if let Some(change) = about.change {
        text.push_str(&since(change));
    }
    by_locale(outcome, about, &mut text);
    worst_pages(outcome, about, &mut text);
    by_rule(outcome, &mut text);
    missing(outcome, &mut text);
    over_time(about.history, &mut text);
    if !outcome.failures.is_empty() {
        text.push_str("\n## Not checked\n\n");
        outcome.failures.iter().for_each(|failure| text.push_str(&unreadable(failure)));
    }
    let _ = writeln!(text, "\ndriftlint {}, {}", escaped(about.version), escaped(about.date));
    out.write_all(text.as_bytes())
}

fn since(change: &Change) -> String {
    let commit = change.commit.as_ref().map_or_else(String::new, |commit| format!(" ({})", code(commit)));
    let total = change.total;
    format!("\nSince {}{commit}: {} new, {} fixed, {} still open.\n", escaped(&change.date), total.new, total.fixed, total.open)
}

fn by_locale(outcome: &Outcome, about: &About<'_>, text: &mut String) {
    let locales = totals::locales(outcome, about);
    if locales.is_empty() {
        return;
    }
    text.push_str("\n## Locales\n\n| locale | errors | warnings | infos | compared | missing | without reference |");
    text.push_str(if about.change.is_some() { " new | fixed |\n" } else { "\n" });
    text.push_str("|---|--:|--:|--:|--:|--:|--:|");
    text.push_str(if about.change.is_some() { "--:|--:|\n" } else { "\n" });
    for (name, locale) in locales {
        let counts = numbers(locale.counts);
        let name = if name.is_empty() { "no locale".to_owned() } else { escaped(name) };
        let _ = write!(text, "| {name} | {counts} | {} | {} | {} |", locale.compared, locale.missing, locale.orphans);
        if about.change.is_some() {
            let change = locale.change.unwrap_or_default();
            let _ = write!(text, " {} | {} |", change.new, change.fixed);
        }
        text.push('\n');
    }
}

fn numbers(counts: Counts) -> String {
    format!("{} | {} | {}", counts.errors, counts.warnings, counts.infos)
}

fn worst_pages(outcome: &Outcome, about: &About<'_>, text: &mut String) {
    let pages = totals::pages(outcome);
    if pages.is_empty() {
        return;
    }
    text.push_str("\n## Worst pages\n\n| page | errors | warnings | infos |\n|---|--:|--:|--:|\n");
    for (name, counts) in pages.iter().take(MOST_PAGES) {
        let reference = outcome.findings.iter().filter(|finding| finding.page == *name).find_map(|finding| finding.reference.as_ref());
        let _ = writeln!(text, "| {} | {} |", linked(name, reference, about), numbers(*counts));
    }
    more(pages.len(), MOST_PAGES, "page", text);
}

/// The name of a page, with a link to its reference where one is known.
fn linked(name: &str, reference: Option<&Place>, about: &About<'_>) -> String {
    match reference.and_then(|place| about.link(place, "")) {
        // The address is percent-encoded but for what its template says.
        Some(url) => format!("[{}](<{}>)", escaped(name), url.replace('|', "%7C")),
        None => escaped(name),
    }
}

fn more(all: usize, shown: usize, what: &str, text: &mut String) {
    if all > shown {
        let _ = writeln!(text, "\n… and {} more.", count(all - shown, what));
    }
}

fn by_rule(outcome: &Outcome, text: &mut String) {
    let rules = totals::rules(outcome);
    if rules.is_empty() {
        return;
    }
    text.push_str("\n## Rules\n\n| rule | errors | warnings | infos |\n|---|--:|--:|--:|\n");
    for (rule, counts) in rules {
        let _ = writeln!(text, "| {} | {} |", code(rule), numbers(counts));
    }
}

/// Pages that some locale has not, and those that only locales have.
fn missing(outcome: &Outcome, text: &mut String) {
    for (state, title, what) in
        [(CellState::Missing, "Missing translations", "missing in"), (CellState::Orphan, "Pages without reference", "only in")]
    {
        let lacking = |page: &SurveyedPage| {
            let cells = page.cells.iter().filter(|cell| cell.state == state);
            cells.map(|cell| escaped(&cell.locale)).collect::<Vec<_>>().join(", ")
        };
        let pages = outcome.survey.pages.iter().map(|page| (page.page.as_str(), lacking(page)));
        let pages: Vec<(&str, String)> = pages.filter(|(_, locales)| !locales.is_empty()).collect();
        if pages.is_empty() {
            continue;
        }
        let _ = write!(text, "\n## {title}\n\n| page | {what} |\n|---|---|\n");
        for (page, locales) in pages.iter().take(MOST_MISSING) {
            let _ = writeln!(text, "| {} | {locales} |", escaped(page));
        }
        more(pages.len(), MOST_MISSING, "page", text);
    }
}

fn over_time(runs: &[Run], text: &mut String) {
    if runs.len() < 2 {
        return;
    }
    text.push_str("\n## Runs\n\n| day | errors | warnings | infos | new | fixed |\n|---|--:|--:|--:|--:|--:|\n");
    for run in &runs[runs.len().saturating_sub(MOST_RUNS)..] {
        let change = run.change.map_or_else(|| " | ".to_owned(), |change| format!("{} | {}", change.new, change.fixed));
        let _ = writeln!(text, "| {} | {} | {change} |", escaped(&run.date), numbers(run.counts));
    }
}
