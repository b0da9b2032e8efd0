//! What must hold for each input. Each function makes one and checks it; a property that does not hold is a panic.

pub(crate) mod compare;
pub(crate) mod configuration;
pub(crate) mod facts;
pub(crate) mod fix;
pub(crate) mod parse;
mod reports;
pub(crate) mod server;

use std::path::PathBuf;

use driftlint::config::{Config, Date};
use driftlint::findings::Finding;
use driftlint::findings::policy::Policy;
use driftlint::locale::Tag;
use driftlint::pages::{Page, PageFile, Site, Translation};
use driftlint::rules::drift::Confidence;
use driftlint::source::Span;

/// Everything is asked for, hints included.
fn policy(config: &Config) -> Policy<'_> {
    let mut policy = Policy::new(config, Date::from_days(20_000));
    policy.min_confidence = Confidence::Possible;
    policy
}

fn tag(name: &str) -> Tag {
    Tag::parse(name).unwrap_or_else(Tag::english)
}

fn page(name: &str, (reference, reference_locale): (PathBuf, &str), (translation, locale): (PathBuf, &str)) -> Page {
    let file = |path: PathBuf| PageFile { shown: path.file_name().unwrap_or_default().to_string_lossy().into_owned(), path };
    Page {
        name: name.to_owned(),
        reference_locale: tag(reference_locale),
        reference: Some(file(reference)),
        translations: vec![Translation { locale: tag(locale), file: file(translation) }],
        missing: Vec::new(),
        is_whole: true,
    }
}

fn site(pages: Vec<Page>) -> Site {
    Site { pages, ..Site::default() }
}

/// The bytes of a span, which must be whole characters of the text.
#[track_caller]
fn slice(text: &str, span: Span) -> &str {
    assert!(span.start <= span.end, "{span:?} ends before it starts");
    text.get(span.start..span.end).unwrap_or_else(|| panic!("{span:?} are no characters of the text"))
}

/// What a person tells findings apart by.
fn told(findings: &[Finding]) -> Vec<String> {
    findings.iter().map(|finding| format!("{}: {}", finding.rule, finding.message)).collect()
}
