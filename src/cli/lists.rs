//! `driftlint rules`, `driftlint explain`, `driftlint locales`.

use std::fmt::Write as _;

use unicode_width::UnicodeWidthStr;

use crate::config::FactDefinition;
use crate::locale::pack::{Meaning, Pack};
use crate::locale::registry;
use crate::report::harmless;
use crate::rules::evidence::measured;
use crate::rules::{RULES, Rule, RuleGroup, RuleId, registry as rule_registry};
use crate::source::SourceFile;

use super::{Stop, output, settings};

/// Every rule, and the facts of the project's own when there is a configuration.
pub(super) fn rules() -> Result<u8, Stop> {
    let config = settings::config_beside_lists();
    let own = config.iter().flat_map(|config| &config.facts);
    let own: Vec<(String, &str)> = own.map(|fact| (format!("{} by the pattern {}", fact.name, fact.pattern), fact.id.as_str())).collect();
    let ids = rule_registry::ids().chain(own.iter().map(|(_, id)| *id));
    let width = ids.map(str::len).max().unwrap_or(0);
    let mut text = String::new();
    let known = RULES.iter().map(|rule| (rule.id, rule.summary()));
    for (id, summary) in known.chain(own.iter().map(|(summary, id)| (RuleId::named(id), summary.as_str()))) {
        let severity = format!("{:?}", id.severity()).to_lowercase();
        let group = id.group().name();
        let _ = writeln!(text, "{id:width$}  {severity:7}  {group:9}  {}", harmless(summary));
    }
    output::print(text.as_bytes())
}

pub(super) fn explain(id: &str) -> Result<u8, Stop> {
    if let Some(rule) = Rule::by_id(id) {
        return output::print(format!("{}{}", rule.page, measured::page(rule.id)).as_bytes());
    }
    let config = settings::config_beside_lists();
    let found = config.iter().find_map(|config| config.facts.iter().find(|fact| fact.id == id).zip(config.source.as_ref()));
    if let Some((fact, source)) = found {
        return output::print(own_page(fact, source).as_bytes());
    }
    let own = config.iter().flat_map(|config| &config.facts).map(|fact| fact.id.as_str());
    let ids: Vec<&str> = rule_registry::ids().chain(own).collect();
    Err(Stop::new(settings::unknown_rule(id, &ids)))
}

/// What there is to say of a fact that only the configuration knows.
fn own_page(fact: &FactDefinition, source: &SourceFile) -> String {
    let line = source.position(fact.span.start).line;
    let places = [(fact.places.text, "the text"), (fact.places.code, "code blocks"), (fact.places.links, "targets of links and images")];
    let places: Vec<&str> = places.into_iter().filter(|(is_looked_at, _)| *is_looked_at).map(|(_, place)| place).collect();
    let (id, name, pattern, path) = (&fact.id, harmless(&fact.name), harmless(&fact.pattern), harmless(source.path()));
    format!(
        "# {id}\n\n{name}, a fact of your own: defined in {path}, line {line}\n\n| group | default severity | confidence |\n|---|---|---|\n\
         | {} | error | certain, likely |\n\nWhat `{pattern}` finds in {} has to be the same in an aligned section of the reference \
         and of the translation, in any order.\n",
        RuleGroup::Own.name(),
        places.join(", ")
    )
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
