//! What all views of the report share, in short keys and numbers instead of names: there may be 60,000 cells. `model.js` reads it.

use std::collections::BTreeMap;

use serde::Serialize;
use serde_json::{Value, json};

use crate::findings::finding::{Finding, Fix, Outcome, Place, Summary};
use crate::findings::history::Counts;
use crate::findings::survey::{Cell, CellState, SaidState, Statement, SurveyedPage};
use crate::report::site::About;
use crate::rules::drift::{Applicability, Confidence, Severity};
use crate::rules::{Rule, RuleGroup};

#[derive(Serialize)]
pub(super) struct Data<'a> {
    version: &'a str,
    date: &'a str,
    summary: &'a Summary,
    /// Day and counts of the runs so far, this one last.
    history: Vec<Value>,
    change: Option<Value>,
    notes: &'a [String],
    failures: Vec<(&'a str, &'a str)>,
    locales: Vec<&'a str>,
    /// Id, group and summary of the rules that found something.
    rules: Vec<(&'a str, &'a str, &'a str)>,
    kinds: Vec<&'a str>,
    paths: Vec<&'a str>,
    pages: Vec<Value>,
    findings: Vec<Value>,
}

/// Names, by the order in which they were first asked for.
#[derive(Default)]
struct Names<'a> {
    all: Vec<&'a str>,
    known: BTreeMap<&'a str, usize>,
}

impl<'a> Names<'a> {
    fn number(&mut self, name: &'a str) -> usize {
        *self.known.entry(name).or_insert_with(|| {
            self.all.push(name);
            self.all.len() - 1
        })
    }
}

struct Tables<'a> {
    about: &'a About<'a>,
    locales: Names<'a>,
    rules: Names<'a>,
    kinds: Names<'a>,
    paths: Names<'a>,
}

impl<'a> Data<'a> {
    pub(super) fn of(outcome: &'a Outcome, about: &'a About<'a>) -> Data<'a> {
        let pages = &outcome.survey.pages;
        let mut tables = Tables::new(about);
        for locale in locales(outcome) {
            tables.locales.number(locale);
        }
        let home = Home::of(pages);
        let pages = pages.iter().map(|page| tables.page(page)).collect();
        let findings = outcome.findings.iter().map(|finding| tables.finding(finding, home.page(finding))).collect();
        Data {
            version: about.version,
            date: about.date,
            history: about.history.iter().map(|run| json!([run.date, counts(run.counts)])).collect(),
            change: change(about),
            summary: &outcome.summary,
            notes: &outcome.notes,
            failures: outcome.failures.iter().map(|failure| (failure.path.as_str(), failure.reason.as_str())).collect(),
            locales: tables.locales.all,
            rules: tables.rules.all.into_iter().map(rule).collect(),
            kinds: tables.kinds.all,
            paths: tables.paths.all,
            pages,
            findings,
        }
    }
}

/// All locales of cells and findings, sorted.
fn locales(outcome: &Outcome) -> Vec<&str> {
    let cells = outcome.survey.pages.iter().flat_map(|page| &page.cells).map(|cell| cell.locale.as_str());
    let mut all: Vec<&str> = cells.chain(outcome.findings.iter().map(|finding| finding.locale.as_str())).collect();
    all.sort_unstable();
    all.dedup();
    all.retain(|locale| !locale.is_empty());
    all
}

fn counts(counts: Counts) -> [usize; 3] {
    [counts.errors, counts.warnings, counts.infos]
}

/// The day of the run before, what it found, and what is new, fixed and open since, in all and by locale.
fn change(about: &About<'_>) -> Option<Value> {
    let change = about.change?;
    let locales: BTreeMap<&str, [usize; 3]> =
        change.locales.iter().map(|(locale, counts)| (locale.as_str(), [counts.new, counts.fixed, counts.open])).collect();
    let total = [change.total.new, change.total.fixed, change.total.open];
    Some(json!({"date": change.date, "counts": counts(change.counts), "total": total, "locales": locales}))
}

fn rule(id: &str) -> (&str, &str, &str) {
    let own = (id, RuleGroup::Own.name(), "a fact of the project's own");
    Rule::by_id(id).map_or(own, |rule| (id, rule.group.name(), rule.summary()))
}

/// Which page a finding is shown on.
struct Home<'a> {
    by_path: BTreeMap<&'a str, usize>,
    by_name: BTreeMap<&'a str, usize>,
}

impl<'a> Home<'a> {
    fn of(pages: &'a [SurveyedPage]) -> Home<'a> {
        let paths = |page: &'a SurveyedPage| page.reference.as_deref().into_iter().chain(page.cells.iter().map(|cell| cell.path.as_str()));
        let all = pages.iter().enumerate();
        Home {
            by_path: all.clone().flat_map(|(at, page)| paths(page).map(move |path| (path, at))).collect(),
            by_name: all.rev().map(|(at, page)| (page.page.as_str(), at)).collect(),
        }
    }

    /// None for what is said of the configuration.
    fn page(&self, finding: &Finding) -> Option<usize> {
        let path = |place: &Option<Place>| place.as_ref().and_then(|place| self.by_path.get(place.path.as_str()).copied());
        path(&finding.translation).or_else(|| path(&finding.reference)).or_else(|| self.by_name.get(finding.page.as_str()).copied())
    }
}

impl<'a> Tables<'a> {
    fn new(about: &'a About<'a>) -> Tables<'a> {
        Tables { about, locales: Names::default(), rules: Names::default(), kinds: Names::default(), paths: Names::default() }
    }

    fn page(&mut self, page: &'a SurveyedPage) -> Value {
        let title = page.outline.iter().map(|heading| heading.title.as_str()).find(|title| !title.is_empty()).unwrap_or("");
        let outline: Vec<Value> = page.outline.iter().map(|one| json!([one.name, one.title, one.level])).collect();
        let cells: Vec<Value> = page.cells.iter().map(|cell| self.cell(cell)).collect();
        let facts: Vec<Value> = page.facts.iter().map(|fact| self.statement(fact)).collect();
        let reference = page.reference.as_deref().map(|path| self.paths.number(path));
        json!({"n": page.page, "t": title, "r": reference, "l": page.reference_locale, "o": outline, "c": cells, "f": facts})
    }

    fn cell(&mut self, cell: &'a Cell) -> Value {
        let state = match cell.state {
            CellState::Compared => 0,
            CellState::Missing => 1,
            CellState::Orphan => 2,
            CellState::Unreadable => 3,
        };
        let (locale, path) = (self.locales.number(&cell.locale), self.paths.number(&cell.path));
        json!([locale, state, cell.sections, cell.facts, cell.undetermined, u8::from(cell.freshness_judged), path])
    }

    fn statement(&mut self, fact: &'a Statement) -> Value {
        let said = fact.said.iter().map(|said| {
            let state = match said.state {
                SaidState::Equal => 0,
                SaidState::Changed => 1,
                SaidState::Missing => 2,
                SaidState::Unknown => 3,
            };
            json!([self.locales.number(&said.locale), state, said.value, said.text, said.line])
        });
        let said: Vec<Value> = said.collect();
        json!([self.kinds.number(&fact.kind), fact.value, fact.text, fact.section, fact.line, fact.start, fact.agreed, said])
    }

    fn finding(&mut self, finding: &'a Finding, page: Option<usize>) -> Value {
        let severity = match finding.severity {
            Severity::Error => 0,
            Severity::Warning => 1,
            Severity::Info => 2,
        };
        let confidence = match finding.confidence {
            Confidence::Certain => 0,
            Confidence::Likely => 1,
            Confidence::Possible => 2,
        };
        let locale = (!finding.locale.is_empty()).then(|| self.locales.number(&finding.locale));
        let also: Vec<Value> = finding
            .also
            .iter()
            .map(|other| json!([self.locales.number(&other.locale), self.place(&other.translation, &other.locale)]))
            .collect();
        let (expected, found) = finding.shown();
        json!({
            "r": self.rules.number(finding.rule.as_str()), "s": severity, "c": confidence, "p": page, "l": locale, "m": finding.message,
            "h": finding.help, "n": finding.notes, "k": finding.section, "b": finding.aligned_by, "e": expected,
            "f": found, "t": finding.translation.as_ref().map(|place| self.place(place, &finding.locale)),
            "o": finding.reference.as_ref().map(|place| self.place(place, &finding.locale)), "a": also,
            "y": u8::from(self.about.change.is_some_and(|change| change.is_new(finding))),
            "x": finding.fixes.iter().map(|fix| self.fix(fix)).collect::<Vec<Value>>(), "w": finding.allow, "i": finding.fingerprint,
        })
    }

    fn place(&mut self, place: &'a Place, locale: &str) -> Value {
        let path = self.paths.number(&place.path);
        let url = self.about.link(place, locale);
        json!([path, place.start.line, place.start.column, place.start.offset, place.end.offset, place.text, url])
    }

    fn fix(&mut self, fix: &'a Fix) -> Value {
        let edits: Vec<Value> =
            fix.edits.iter().map(|edit| json!([self.paths.number(&edit.path), edit.start, edit.end, edit.text])).collect();
        json!([u8::from(fix.applicability == Applicability::Safe), fix.title, edits])
    }
}
