//! A page and its translation compared: findings quote what stands there, a page against itself has none, reports are valid, and the
//! number of threads shows nowhere.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use driftlint::check::{self, Contents, Single};
use driftlint::config::Config;
use driftlint::findings::finding::{Edit, Place};
use driftlint::findings::{Failure, Finding, Outcome};
use driftlint::freshness::Freshness;
use driftlint::pages::PageFile;
use driftlint::report::Format;
use driftlint::source::{SourceFile, Span};

use super::{page, policy, reports, site, slice, told};
use crate::harness::Setting;
use crate::harness::choices::Choices;
use crate::harness::generate::Pair;

pub(crate) fn run(choices: &mut Choices<'_>, setting: &Setting) {
    let pair = setting.pair(choices);
    let files = Files(vec![("reference.md", &pair.reference), ("translation.md", &pair.translation)]);
    let outcome = compared(&files, "en", &pair.locale);
    for finding in &outcome.findings {
        holds(finding, &files);
    }
    let fingerprints: BTreeSet<&str> = outcome.findings.iter().map(|finding| finding.fingerprint.as_str()).collect();
    assert_eq!(fingerprints.len(), outcome.findings.len(), "two findings of one fingerprint: {:#?}", outcome.findings);
    reports::hold(&outcome);
    identity_holds(&pair.reference, "en", "en-GB");
    identity_holds(&pair.translation, &pair.locale, &pair.locale);
    if choices.once_in(50) {
        let mut pairs = vec![pair];
        pairs.extend((0..6).map(|_| setting.pair(choices)));
        threads_hold(&pairs, setting);
    }
}

/// Files in memory: name and text.
pub(crate) struct Files<'t>(pub(crate) Vec<(&'static str, &'t str)>);

impl Files<'_> {
    fn text(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(own, _)| *own == name).map(|(_, text)| *text)
    }
}

impl Contents for Files<'_> {
    fn read(&self, file: &PageFile) -> Option<Result<SourceFile, Failure>> {
        self.text(&file.shown).map(|text| Ok(SourceFile::new(file.shown.as_str(), text)))
    }
}

/// What is found in `translation.md` beside `reference.md`.
fn compared(files: &Files<'_>, reference_locale: &str, locale: &str) -> Outcome {
    let config = Config::default();
    let mut policy = policy(&config);
    policy.survey = true;
    let page = page("page", (PathBuf::from("reference.md"), reference_locale), (PathBuf::from("translation.md"), locale));
    let site = site(vec![page]);
    let freshness = Freshness::without_history(&policy);
    Single { site: &site, policy: &policy, contents: files, freshness: &freshness }.page(&site.pages[0])
}

/// A finding quotes the bytes that it names, and its fixes fit into the file.
fn holds(finding: &Finding, files: &Files<'_>) {
    assert!(!finding.message.is_empty(), "a finding of {} without a message", finding.rule);
    let places = finding.translation.iter().chain(&finding.reference).chain(finding.also.iter().map(|also| &also.translation));
    for place in places {
        place_holds(place, files);
    }
    for edit in finding.fixes.iter().flat_map(|fix| &fix.edits) {
        let Edit { path, start, end, .. } = edit;
        slice(files.text(path).expect("a file of the page"), Span::new(*start, *end));
    }
}

fn place_holds(place: &Place, files: &Files<'_>) {
    let text = files.text(&place.path).expect("a file of the page");
    let words = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    // A place over several lines is quoted as one.
    assert_eq!(words(slice(text, Span::new(place.start.offset, place.end.offset))), words(&place.text), "{place:?}");
    let file = SourceFile::new("", text);
    assert_eq!(file.position(place.start.offset), place.start, "{place:?}");
    assert_eq!(file.position(place.end.offset), place.end, "{place:?}");
}

/// What is a matter of one page alone, and may be said of a page that equals its reference.
fn is_of_one_page(finding: &Finding, text: &str) -> bool {
    match finding.rule.as_str() {
        "unused-suppression" => text.contains("driftlint-"),
        "embedded-source" => text.contains("sxs-lookup"),
        _ => false,
    }
}

fn identity_holds(text: &str, reference_locale: &str, locale: &str) {
    let outcome = compared(&Files(vec![("reference.md", text), ("translation.md", text)]), reference_locale, locale);
    let findings: Vec<Finding> = outcome.findings.into_iter().filter(|finding| !is_of_one_page(finding, text)).collect();
    assert!(findings.is_empty(), "a page in {locale} against itself: {:#?}", told(&findings));
}

/// The same bytes for any number of threads.
fn threads_hold(pairs: &[Pair], setting: &Setting) {
    let folder = setting.folder.path();
    let file = |name: String, text: &str| {
        let path = folder.join(name);
        std::fs::write(&path, text).expect("a file can be written");
        path
    };
    let pages = pairs.iter().enumerate().map(|(at, pair)| {
        let reference = file(format!("threads-{at}.md"), &pair.reference);
        let translation = file(format!("threads-{at}.translation.md"), &pair.translation);
        page(&format!("page-{at}"), (reference, "en"), (translation, &pair.locale))
    });
    let site = site(pages.collect());
    let config = Config::default();
    let json = |threads| reports::written(Format::Json, &check::site(&site, &policy(&config), threads));
    let one = json(1);
    for threads in [2, 3, 8] {
        assert_eq!(json(threads), one, "{threads} threads below {}", Path::display(folder));
    }
}
