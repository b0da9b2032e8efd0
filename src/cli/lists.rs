//! `driftlint rules`, `driftlint explain`, `driftlint locales`.

use std::fmt::Write as _;

use unicode_width::UnicodeWidthStr;

use crate::locale::pack::{Meaning, Pack};
use crate::locale::registry;
use crate::rules::{RULES, Rule};

use super::{Stop, output};

pub(super) fn rules() -> Result<u8, Stop> {
    let width = RULES.iter().map(|rule| rule.id.len()).max().unwrap_or(0);
    let mut text = String::new();
    for rule in RULES {
        let severity = format!("{:?}", rule.severity).to_lowercase();
        let _ = writeln!(text, "{:width$}  {severity:7}  {:9}  {}", rule.id, rule.group, rule.summary());
    }
    output::print(text.as_bytes())
}

pub(super) fn explain(id: &str) -> Result<u8, Stop> {
    let rule = Rule::by_id(id).ok_or_else(|| Stop::new(format!("there is no rule `{id}`; `driftlint rules` lists them")))?;
    output::print(rule.page.as_bytes())
}

/// Whether a word is of a table.
type Covers = fn(&Meaning) -> bool;

/// What a pack can read, by the tables that it fills.
const COVERAGE: [(&str, Covers); 12] = [
    ("times", |meaning| matches!(meaning, Meaning::Am | Meaning::Pm | Meaning::TimeAfter | Meaning::TimeBefore)),
    ("days", |meaning| matches!(meaning, Meaning::Weekday { .. })),
    ("durations", |meaning| matches!(meaning, Meaning::Unit(_))),
    ("around-the-clock", |meaning| matches!(meaning, Meaning::AroundTheClock)),
    ("zones", |meaning| matches!(meaning, Meaning::ZoneName(_) | Meaning::ZonePlace(_))),
    ("severities", |meaning| matches!(meaning, Meaning::SeverityLabel)),
    ("dates", |meaning| matches!(meaning, Meaning::Month { .. })),
    ("money", |meaning| matches!(meaning, Meaning::Currency(_))),
    ("measures", |meaning| matches!(meaning, Meaning::Measure(_))),
    ("countries", |meaning| matches!(meaning, Meaning::Country(_))),
    ("number-powers", |meaning| matches!(meaning, Meaning::Power(_))),
    ("number-words", |meaning| matches!(meaning, Meaning::Number(_))),
];

pub(super) fn locales(verbose: bool) -> Result<u8, Stop> {
    let mut text = String::new();
    let packs = registry::languages().filter_map(registry::pack);
    let width = packs.map(|pack| pack.name.width()).max().unwrap_or(0);
    for language in registry::languages() {
        if let Some(pack) = registry::pack(language) {
            // Han characters and kana are two columns wide.
            let pad = " ".repeat(width.saturating_sub(pack.name.width()));
            let (name, words) = (&pack.name, pack.entries.len());
            let covered = if verbose { counted(pack) } else { coverage(pack) };
            let _ = writeln!(text, "{language:10}  {name}{pad}  {words:5} words  CLDR {}  {covered}", pack.cldr);
        }
    }
    output::print(text.as_bytes())
}

fn coverage(pack: &Pack) -> String {
    COVERAGE.iter().filter(|(_, covers)| pack.has(covers)).map(|(name, _)| *name).collect::<Vec<_>>().join(" ")
}

/// How many words the pack has for each kind of fact, none included.
fn counted(pack: &Pack) -> String {
    let words = |covers: &Covers| pack.entries.iter().filter(|(_, meaning)| covers(meaning)).count();
    COVERAGE.iter().map(|(name, covers)| format!("{name} {}", words(covers))).collect::<Vec<_>>().join(", ")
}
