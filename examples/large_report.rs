//! Writes the HTML report of a site that does not exist, with 5,000 pages in 12 locales, to look at how a browser takes it:
//! `cargo run --release --example large_report -- FILE [PAGES]`.

use std::fs::File;
use std::process::ExitCode;
use std::time::Instant;

use driftlint::facts::{Duration, Unit, Value};
use driftlint::findings::finding::{Edit, Finding, Fix, Outcome, Place, Summary};
use driftlint::findings::links::Links;
use driftlint::findings::survey::{Cell, CellState, Heading, Passage, Row, Said, SaidState, SectionText, Statement, Survey, SurveyedPage};
use driftlint::report::site::{About, Form, write};
use driftlint::rules::RULES;
use driftlint::rules::drift::{Applicability, Confidence, Severity};
use driftlint::rules::stated::Stated;
use driftlint::source::Position;

const LOCALES: [&str; 12] = ["ar", "cs", "de", "es", "fr", "he", "it", "ja", "ko", "pt-BR", "tr", "zh-CN"];
const BEFORE: &str = "Our people in Bergen answer within ";
const AFTER: &str = ", on all days but those on which the whole town is closed for the regatta.";

fn hours(count: i64) -> Stated {
    Stated::fact(&Value::Duration(Duration { amount: count * 1000, unit: Unit::Hour }), &[])
}

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let Some(path) = arguments.first() else { return ExitCode::from(2) };
    let pages = arguments.get(1).and_then(|count| count.parse().ok()).unwrap_or(5_000);
    let outcome = outcome(pages);
    let about = About { version: env!("CARGO_PKG_VERSION"), date: "2026-01-01", links: &Links::default(), history: &[], change: None };
    let started = Instant::now();
    let written = File::create(path).and_then(|mut file| write(Form::Html, &outcome, &about, &mut file));
    let bytes = std::fs::metadata(path).map_or(0, |file| file.len());
    say(&format!("{pages} pages, {} findings: {bytes} bytes, written in {:?}", outcome.findings.len(), started.elapsed()));
    if written.is_ok() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

#[expect(clippy::print_stderr, reason = "an example has nobody else to tell")]
fn say(line: &str) {
    eprintln!("{line}");
}

fn outcome(count: usize) -> Outcome {
    let mut findings = Vec::new();
    let pages: Vec<SurveyedPage> = (0..count).map(|number| page(number, &mut findings)).collect();
    let errors = findings.iter().filter(|finding| finding.severity == Severity::Error).count();
    let summary = Summary {
        pages: count,
        translations: count * LOCALES.len(),
        facts: count * LOCALES.len() * 20,
        errors,
        warnings: findings.len() - errors,
        ..Summary::default()
    };
    Outcome { summary, findings, survey: Survey { pages }, locales: LOCALES.map(str::to_owned).to_vec(), ..Outcome::default() }
}

fn page(number: usize, findings: &mut Vec<Finding>) -> SurveyedPage {
    let name = format!("docs/area-{:02}/topic-{:02}/page-{number}", number % 40, number % 7);
    let cells = LOCALES.iter().enumerate().map(|(at, locale)| cell(&name, number, at, locale, findings)).collect();
    let heading = |title: String, level| Heading { name: format!("heading-{level}"), title, level };
    SurveyedPage {
        reference: Some(format!("docs/en/{name}.md")),
        reference_locale: "en".to_owned(),
        outline: vec![heading(String::new(), 0), heading(format!("How page {number} is worked with"), 1), heading("Hours".to_owned(), 2)],
        facts: (0..20).map(|at| statement(number, at)).collect(),
        cells,
        page: name,
    }
}

fn statement(number: usize, at: usize) -> Statement {
    let differs = (number + at).is_multiple_of(20);
    let said = |locale: &&str| Said {
        locale: (*locale).to_owned(),
        state: if *locale == "de" { SaidState::Changed } else { SaidState::Equal },
        value: if *locale == "de" { "9 hours".to_owned() } else { String::new() },
        text: "5 h".to_owned(),
        line: 7,
    };
    Statement {
        kind: "duration".to_owned(),
        value: format!("{} hours", at + 3),
        text: format!("{} hours", at + 3),
        section: 2,
        line: 7 + at,
        start: 100 * at,
        agreed: if differs { 11 } else { 12 },
        said: if differs { LOCALES.iter().map(said).collect() } else { Vec::new() },
    }
}

fn cell(name: &str, number: usize, at: usize, locale: &str, findings: &mut Vec<Finding>) -> Cell {
    let path = format!("docs/{locale}/{name}.md");
    let has_finding = (number * 7 + at * 5).is_multiple_of(3);
    if has_finding {
        findings.push(finding(name, number, locale, &path));
    }
    let passage = |text: String| Passage { kind: "text".to_owned(), row: None, line: 7, start: 100, text };
    let row = |days: u32| Row {
        reference: Some(passage(format!("{BEFORE}5 hours{AFTER}"))),
        translation: Some(passage(format!("{BEFORE}{days} hours{AFTER}"))),
    };
    let section = SectionText {
        reference: Some(2),
        translation: Some(Heading { name: "heading-2".to_owned(), title: "Tider".to_owned(), level: 2 }),
        aligned_by: "anchor".to_owned(),
        conditions: Vec::new(),
        rows: (9..17).map(row).collect(),
    };
    Cell {
        locale: locale.to_owned(),
        path,
        state: if (number + at).is_multiple_of(29) && !has_finding { CellState::Missing } else { CellState::Compared },
        sections: 3,
        facts: 20,
        undetermined: number % 3,
        freshness_judged: true,
        texts: if has_finding { vec![section] } else { Vec::new() },
        lines: Vec::new(),
    }
}

fn finding(name: &str, number: usize, locale: &str, path: &str) -> Finding {
    let rule = RULES[number % RULES.len()];
    let place = |path: String| {
        let position = |column: usize| Position { line: 7, column, offset: 99 + column };
        let start = BEFORE.len() + 1;
        Place {
            path,
            text: "9 hours".to_owned(),
            start: position(start),
            end: position(start + 7),
            label: String::new(),
            line: String::new(),
            left_out: 0,
        }
    };
    let edits = vec![Edit { path: path.to_owned(), start: 135, end: 142, text: "5 hours".to_owned() }];
    Finding {
        rule: rule.id,
        severity: rule.severity,
        confidence: if number.is_multiple_of(2) { Confidence::Certain } else { Confidence::Likely },
        message: "duration is 5 hours in the reference, 9 hours here".to_owned(),
        help: Some("change it to 5 hours".to_owned()),
        notes: vec![format!("{locale} is alone: the other 11 translations agree with the reference")],
        page: name.to_owned(),
        locale: locale.to_owned(),
        section: "heading-2".to_owned(),
        aligned_by: "anchor".to_owned(),
        expected: vec![hours(5)],
        found: vec![hours(9)],
        label: None,
        translation: Some(place(path.to_owned())),
        reference: Some(place(format!("docs/en/{name}.md"))),
        change: None,
        habit: None,
        also: Vec::new(),
        fixes: vec![Fix { applicability: Applicability::Safe, title: "change it to 5 hours".to_owned(), edits }],
        allow: Some(format!("[[allow]]\nrule = \"{}\"\nlocale = \"{locale}\"\npage = \"{name}\"\nreason = \"\"\n", rule.id)),
        fingerprint: format!("{number:012x}{locale}"),
    }
}
