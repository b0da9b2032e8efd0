//! A run: reads pages, compares every translation with its reference, and gathers the findings.
//!
//! The unit of work is a page: its reference is read and parsed once, its translations one by one, then all is dropped. Pages run in parallel.

mod other_pages;

use std::sync::Mutex;
use std::sync::PoisonError;
use std::sync::atomic::{AtomicUsize, Ordering};

use crate::align::{self, Alignment, Side};
use crate::facts::read::{self, DocumentFacts};
use crate::findings::build::{self, Origin};
use crate::findings::policy::{Judgement, Policy};
use crate::findings::{Failure, Finding, Outcome, Summary};
use crate::locale::registry;
use crate::locale::{Tag, lexicon::Lexicon};
use crate::markdown::{self, Document, Reading};
use crate::pages::{Page, PageFile, Site};
use crate::rules::drift::Severity;
use crate::rules::{self, Comparison, OtherPages};
use crate::source::SourceFile;
use other_pages::{Beside, Index};

/// Checks all pages of a site on `threads` threads. The outcome does not depend on their number.
pub fn site(site: &Site, policy: &Policy<'_>, threads: usize) -> Outcome {
    let next = AtomicUsize::new(0);
    let total = Mutex::new(Outcome::default());
    let index = Index::new(site);
    std::thread::scope(|scope| {
        for _ in 0..threads.clamp(1, site.pages.len().max(1)) {
            scope.spawn(|| {
                let mut own = Outcome::default();
                while let Some(page) = site.pages.get(next.fetch_add(1, Ordering::Relaxed)) {
                    check_page(page, &index, policy, &mut own);
                }
                merge(&mut total.lock().unwrap_or_else(PoisonError::into_inner), own);
            });
        }
    });
    let mut outcome = total.into_inner().unwrap_or_else(PoisonError::into_inner);
    outcome.failures.extend(site.failures.iter().map(|failure| Failure { path: failure.shown.clone(), reason: failure.reason.clone() }));
    finish(outcome)
}

/// Compares the two readings of a page that carries its English inside.
pub fn embedded(source: SourceFile, locale: &Tag, reference_locale: &Tag, page: &str, policy: &Policy<'_>) -> Outcome {
    let reference = markdown::parse(source.clone(), Reading::Embedded);
    let translation = markdown::parse(source, Reading::Own);
    let mut outcome = Outcome::default();
    outcome.summary.pages = 1;
    let reference_facts = read::read(&reference, &lexicon(reference_locale, reference_locale));
    let facts = read::read(&translation, &lexicon(locale, reference_locale));
    let (left, right) = (Side { document: &reference, facts: &reference_facts }, Side { document: &translation, facts: &facts });
    let alignment = align::align_embedded(left, right);
    let findings =
        compare(&Pair { page, locale, reference_locale, left, right, alignment: &alignment, others: None }, policy, &mut outcome);
    judge(findings, policy, &mut outcome);
    finish(outcome)
}

/// A document with its facts.
struct Read {
    document: Document,
    facts: DocumentFacts,
}

impl Read {
    fn new(file: &PageFile, locale: &Tag, reference_locale: &Tag) -> Result<Read, Failure> {
        let source = SourceFile::read(&file.path, file.shown.clone())
            .map_err(|error| Failure { path: file.shown.clone(), reason: error.to_string() })?;
        let document = markdown::parse(source, Reading::Own);
        let facts = read::read(&document, &lexicon(locale, reference_locale));
        Ok(Read { document, facts })
    }

    fn side(&self) -> Side<'_> {
        Side { document: &self.document, facts: &self.facts }
    }
}

fn lexicon(locale: &Tag, reference_locale: &Tag) -> std::sync::Arc<Lexicon> {
    registry::lexicon(registry::pack_name(locale), registry::pack_name(reference_locale))
}

fn check_page(page: &Page, index: &Index<'_>, policy: &Policy<'_>, outcome: &mut Outcome) {
    outcome.summary.pages += usize::from(page.reference.is_some());
    let findings = match &page.reference {
        Some(file) => translations(page, file, index, policy, outcome),
        None => orphans(page, policy, outcome),
    };
    judge(findings, policy, outcome);
}

/// What the translations of a page do not state as its reference does.
fn translations(page: &Page, file: &PageFile, index: &Index<'_>, policy: &Policy<'_>, outcome: &mut Outcome) -> Vec<Finding> {
    let reference = match Read::new(file, &page.reference_locale, &page.reference_locale) {
        Ok(reference) => reference,
        Err(failure) => {
            outcome.failures.push(failure);
            return Vec::new();
        }
    };
    let missing = page.missing.iter().map(|missing| {
        let locale = missing.locale.as_str();
        let origin = Origin { page: &page.name, locale, reference: Some(&reference.document), translation: None };
        build::finding(origin, rules::missing_page(locale, &missing.shown))
    });
    let mut findings: Vec<Finding> = missing.collect();
    for translation in &page.translations {
        match Read::new(&translation.file, &translation.locale, &page.reference_locale) {
            Ok(read) => {
                let (left, right) = (reference.side(), read.side());
                let alignment = align::align(left, right);
                let others = Beside { index, reference: file, translation: &translation.file };
                let pair = Pair {
                    page: &page.name,
                    locale: &translation.locale,
                    reference_locale: &page.reference_locale,
                    left,
                    right,
                    alignment: &alignment,
                    others: Some(&others),
                };
                findings.extend(compare(&pair, policy, outcome));
            }
            Err(failure) => outcome.failures.push(failure),
        }
    }
    findings
}

fn orphans(page: &Page, policy: &Policy<'_>, outcome: &mut Outcome) -> Vec<Finding> {
    let mut findings = Vec::new();
    if !policy.is_wanted("orphan-page") {
        return findings;
    }
    for translation in &page.translations {
        match SourceFile::read(&translation.file.path, translation.file.shown.clone()) {
            Ok(source) => {
                let document = markdown::parse(source, Reading::Own);
                let origin =
                    Origin { page: &page.name, locale: translation.locale.as_str(), reference: None, translation: Some(&document) };
                findings.push(build::finding(origin, rules::orphan_page(&translation.file.shown)));
            }
            Err(error) => outcome.failures.push(Failure { path: translation.file.shown.clone(), reason: error.to_string() }),
        }
    }
    findings
}

/// A translation beside its reference.
struct Pair<'a> {
    page: &'a str,
    locale: &'a Tag,
    reference_locale: &'a Tag,
    left: Side<'a>,
    right: Side<'a>,
    alignment: &'a Alignment,
    others: Option<&'a dyn OtherPages>,
}

/// The findings of one translation, not yet judged.
fn compare(pair: &Pair<'_>, policy: &Policy<'_>, outcome: &mut Outcome) -> Vec<Finding> {
    let regions =
        [pair.locale, pair.reference_locale].iter().filter_map(|tag| tag.region()).chain(["US", "GB"]).map(str::to_owned).collect();
    let options = policy.options();
    let comparison = Comparison {
        reference: pair.left,
        translation: pair.right,
        alignment: pair.alignment,
        pack: registry::pack(registry::pack_name(pair.locale)),
        reference_pack: registry::pack(registry::pack_name(pair.reference_locale)),
        regions,
        options: &options,
        others: pair.others,
    };
    let compared = rules::compare(&comparison);
    let summary = &mut outcome.summary;
    summary.translations += 1;
    summary.sections += pair.alignment.sections.len();
    summary.facts += compared.facts;
    summary.undetermined += compared.undetermined;
    let origin = Origin {
        page: pair.page,
        locale: pair.locale.as_str(),
        reference: Some(pair.left.document),
        translation: Some(pair.right.document),
    };
    if !outcome.locales.iter().any(|known| known == pair.locale.as_str()) {
        outcome.locales.push(pair.locale.as_str().to_owned());
    }
    compared.drifts.into_iter().map(|drift| build::finding(origin, drift)).collect()
}

/// Lets policy decide on the findings of a page.
fn judge(mut findings: Vec<Finding>, policy: &Policy<'_>, outcome: &mut Outcome) {
    findings.sort_by(compare_findings);
    build::tell_apart(&mut findings);
    for mut finding in findings {
        match policy.judge(&mut finding) {
            Judgement::Shown => outcome.findings.push(finding),
            Judgement::Suppressed => outcome.summary.suppressed += 1,
            Judgement::Dropped => {}
        }
    }
}

/// By path, then offset, then rule; the reference's place stands in for a translation's that there is none of.
fn compare_findings(a: &Finding, b: &Finding) -> std::cmp::Ordering {
    let key = |finding: &Finding| {
        finding.translation.as_ref().or(finding.reference.as_ref()).map(|place| (place.path.clone(), place.start.offset))
    };
    key(a).cmp(&key(b)).then_with(|| a.rule.cmp(b.rule)).then_with(|| a.locale.cmp(&b.locale)).then_with(|| a.message.cmp(&b.message))
}

fn merge(total: &mut Outcome, part: Outcome) {
    let Summary { pages, translations, sections, facts, undetermined, suppressed, baselined, .. } = part.summary;
    let sum = &mut total.summary;
    sum.pages += pages;
    sum.translations += translations;
    sum.sections += sections;
    sum.facts += facts;
    sum.undetermined += undetermined;
    sum.suppressed += suppressed;
    sum.baselined += baselined;
    total.findings.extend(part.findings);
    total.failures.extend(part.failures);
    total.locales.extend(part.locales);
}

/// Sorts, and counts what is shown.
fn finish(mut outcome: Outcome) -> Outcome {
    outcome.findings.sort_by(compare_findings);
    outcome.failures.sort();
    outcome.failures.dedup();
    outcome.locales.sort();
    outcome.locales.dedup();
    let count = |severity: Severity| outcome.findings.iter().filter(|finding| finding.severity == severity).count();
    (outcome.summary.errors, outcome.summary.warnings, outcome.summary.infos) =
        (count(Severity::Error), count(Severity::Warning), count(Severity::Info));
    outcome
}
