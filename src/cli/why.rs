//! `driftlint why`.

use std::fmt::Write as _;
use std::path::Path;

use crate::pages::{Page, PageFile, Site, Translation};
use crate::report::harmless;
use crate::why::{self, At, BlockRead, Explanation, FactRead, Outcome, Pairing};

use super::args::WhyArgs;
use super::{Stop, files, output, settings};

/// Characters of a block's text that are shown.
const MOST_TEXT: usize = 100;

pub(super) fn run(arguments: &WhyArgs) -> Result<u8, Stop> {
    let (path, line) = &arguments.place;
    let shown = settings::shown(path);
    let lines = crate::source::SourceFile::read(path, shown.clone()).map_err(|error| Stop::new(format!("{shown}: {error}")))?.line_count();
    if *line > lines {
        return Err(Stop::new(format!("{shown}: has {lines} lines, and no line {line}")));
    }
    let config = settings::config(&arguments.run)?;
    let mut policy = settings::policy(&config, &arguments.run)?;
    policy.baseline = super::baseline::find(None, &config)?;
    let site = settings::site(&[], &config).map_err(|error| Stop::new(error.to_string()))?;
    let asked = asked(&site, path, *line);
    if asked.is_empty() {
        return Err(Stop::new(format!("{shown}: is no page that is compared with another; `driftlint check -v` names the layouts")));
    }
    let told: Vec<String> = asked
        .into_iter()
        .filter_map(|(page, translation, at)| why::explain(&site, &policy, (page, translation), at))
        .map(|it| text(&it))
        .collect();
    output::print(told.join("\n").as_bytes())
}

/// The translations that the line is part of: one, or all of a reference.
fn asked<'s>(site: &'s Site, path: &Path, line: usize) -> Vec<(&'s Page, &'s Translation, At)> {
    let wanted = files::real(path);
    let is_it = |file: &PageFile| files::real(&file.path) == wanted;
    let of_page = |page: &'s Page| {
        let is_reference = page.reference.as_ref().is_some_and(is_it);
        let at = if is_reference { At::Reference(line) } else { At::Translation(line) };
        let wanted = page.translations.iter().filter(move |translation| is_reference || is_it(&translation.file));
        wanted.map(move |translation| (page, translation, at))
    };
    site.pages.iter().filter(|page| page.reference.is_some()).flat_map(of_page).collect()
}

fn text(explanation: &Explanation) -> String {
    let Explanation { page, locale, section, blocks, sayings } = explanation;
    let mut text = format!("page {}, locale {locale}\n", harmless(page));
    let section = match section {
        Some((name, by)) if name.is_empty() => format!("before the first heading, aligned by {}", by.name()),
        Some((name, by)) => format!("{}, aligned by {}", harmless(name), by.name()),
        None => "has no partner".to_owned(),
    };
    let _ = writeln!(text, "section: {section}");
    if blocks.is_empty() {
        text.push_str("no text of this line is compared\n");
    }
    text.extend(blocks.iter().map(pairing_text));
    text.push_str(if sayings.is_empty() { "nothing could be said of it\n" } else { "" });
    for (finding, outcome) in sayings {
        let confidence = format!("{:?}", finding.confidence).to_lowercase();
        let _ = writeln!(text, "{}: {} ({confidence}): {}", said(*outcome), finding.rule, harmless(&finding.message));
        if let Some(change) = &finding.change {
            let change = harmless(&change.to_string()).into_owned();
            let _ = writeln!(text, "  told once as a habit where the pages of {} write so: {change}", harmless(locale));
        }
    }
    text
}

fn said(outcome: Outcome) -> &'static str {
    match outcome {
        Outcome::Shown => "said",
        Outcome::Comment => "not said, because a comment covers it or the same is said elsewhere",
        Outcome::Allowed => "not said, because the configuration allows it",
        Outcome::Baselined => "not said, because the baseline has it",
        Outcome::Unsure => "not said, because it is less sure than --min-confidence asks for",
        Outcome::Off => "not said, because its rule is off or was not asked for",
    }
}

fn pairing_text(pairing: &Pairing) -> String {
    let side = |what: &str, block: &Option<BlockRead>| match block {
        Some(block) => block_text(what, block),
        None => format!("{what}: nothing stands for it\n"),
    };
    side("reference", &pairing.reference) + &side("translation", &pairing.translation)
}

fn block_text(what: &str, block: &BlockRead) -> String {
    let (path, line) = &block.place;
    let mut text = format!("{what}: {}:{line}: {}\n", harmless(path), harmless(&cut(&block.text)));
    text.extend(block.facts.iter().map(fact_text));
    if !block.left.is_empty() {
        let _ = writeln!(text, "  figures that the other side has not: {}", block.left.join(", "));
    }
    text
}

fn fact_text(fact: &FactRead) -> String {
    let weak = if fact.is_weak { ", only if the other side states one" } else { "" };
    let fate = fact.fate.as_ref().map_or_else(String::new, |fate| format!(" -> {fate}"));
    let mut text = format!("  `{}` is {}{weak}{}\n", harmless(&fact.written), harmless(&fact.value), harmless(&fate));
    for reading in &fact.readings {
        let _ = writeln!(text, "    or {}", harmless(reading));
    }
    text
}

fn cut(text: &str) -> String {
    let mut cut: String = text.chars().take(MOST_TEXT).collect();
    if cut.len() < text.len() {
        cut.push('…');
    }
    cut
}
