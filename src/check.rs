//! A run: reads pages, compares every translation with its reference, and gathers the findings.
//!
//! The unit of work is a page: its reference is read and parsed once, its translations one by one, then all is dropped. Pages run in parallel.

mod absent;
mod contents;
mod gathered;
mod news;
mod other_pages;
mod proof;
mod repair;
mod single;
mod survey;

use std::collections::BTreeSet;
use std::sync::Mutex;
use std::sync::PoisonError;
use std::sync::atomic::{AtomicUsize, Ordering};

use crate::align::{self, Alignment, Side};
use crate::facts::read::{self, DocumentFacts};
use crate::findings::agreement::{self, Compared};
use crate::findings::allowances;
use crate::findings::build::{self, Origin};
use crate::findings::part::Shard;
use crate::findings::policy::{Judgement, Policy};
use crate::findings::suppression::{self, Suppressions};
use crate::findings::{Failure, Finding, Outcome};
use crate::freshness::{Beside, Freshness};
use crate::locale::codes::Codes;
use crate::locale::registry;
use crate::locale::{Tag, lexicon::Lexicon};
use crate::markdown::{self, Document, Reading};
use crate::pages::{Page, PageFile, Site, Translation};
use crate::rules::{self, Comparison, Crowd, Fate, Notes, OtherPages, PairNotes, RuleId};
use crate::source::{SourceFile, Span};
use gathered::{compare_findings, finish, merge};
use other_pages::{Index, Neighbours};
use survey::{Record, Seen};

pub use absent::{hindrances, present};
pub use contents::{Contents, Disk};
pub use news::{Change, news};
pub use repair::{Repair, Repaired, repair};
pub use single::{LinedUp, Single};

/// Checks all pages of a site on `threads` threads. The outcome does not depend on their number.
pub fn site(site: &Site, policy: &Policy<'_>, threads: usize) -> Outcome {
    run(site, policy, &Disk, &Freshness::of(site, policy), threads)
}

/// What the pages of a run are read with, and judged by.
#[derive(Clone, Copy)]
struct Run<'r> {
    policy: &'r Policy<'r>,
    contents: &'r dyn Contents,
    freshness: &'r Freshness,
    index: &'r Index<'r>,
}

/// Checks the pages of one part of a site. What needs all of them is left open, until [`joined`] settles it.
pub fn shard(site: &Site, policy: &Policy<'_>, shard: Shard, threads: usize) -> Outcome {
    let pages: Vec<&Page> = site.pages.iter().filter(|page| shard.holds(&page.name)).collect();
    finish(gather(site, &pages, policy, &Disk, &Freshness::of(site, policy), threads))
}

/// The outcome of a run, from those of its parts.
pub fn joined(parts: Vec<Outcome>, policy: &Policy<'_>) -> Outcome {
    let mut total = Outcome::default();
    for part in parts {
        merge(&mut total, part);
    }
    settle(total, policy)
}

/// Checks all pages of a site as they are in some state.
fn run(site: &Site, policy: &Policy<'_>, contents: &dyn Contents, freshness: &Freshness, threads: usize) -> Outcome {
    let pages: Vec<&Page> = site.pages.iter().collect();
    settle(gather(site, &pages, policy, contents, freshness, threads), policy)
}

/// What is found on some pages of a site.
fn gather(site: &Site, pages: &[&Page], policy: &Policy<'_>, contents: &dyn Contents, freshness: &Freshness, threads: usize) -> Outcome {
    let next = AtomicUsize::new(0);
    let total = Mutex::new(Outcome::default());
    let index = Index::new(site);
    policy.progress.expect(pages.len());
    std::thread::scope(|scope| {
        for _ in 0..threads.clamp(1, pages.len().max(1)) {
            scope.spawn(|| {
                let mut own = Outcome::default();
                while let Some(page) = pages.get(next.fetch_add(1, Ordering::Relaxed)) {
                    check_page(page, Run { policy, contents, freshness, index: &index }, &mut own);
                    policy.progress.step();
                }
                merge(&mut total.lock().unwrap_or_else(PoisonError::into_inner), own);
            });
        }
    });
    let mut outcome = total.into_inner().unwrap_or_else(PoisonError::into_inner);
    outcome.notes.extend(freshness.notes());
    outcome.notes.extend(site.notes.iter().cloned());
    outcome.failures.extend(site.failures.iter().map(|failure| Failure { path: failure.shown.clone(), reason: failure.reason.clone() }));
    outcome
}

/// Says what only all pages together tell.
fn settle(mut outcome: Outcome, policy: &Policy<'_>) -> Outcome {
    outcome.findings.sort_by(compare_findings);
    if policy.learns_habits() {
        for finding in outcome.habits.clone().settle(&mut outcome.findings) {
            judge_one(finding, false, policy, &mut outcome);
        }
    }
    let inconsistent = std::mem::take(&mut outcome.sayings).settle(&mut outcome.findings);
    for finding in inconsistent {
        judge_one(finding, false, policy, &mut outcome);
    }
    judge_allowances(policy, &mut outcome);
    judge_baseline(policy, &mut outcome);
    finish(outcome)
}

/// Compares the two readings of a page that carries its English inside.
pub fn embedded(source: SourceFile, locale: &Tag, reference_locale: &Tag, page: &str, policy: &Policy<'_>) -> Outcome {
    let mut outcome = Outcome::default();
    outcome.summary.pages = 1;
    let path = source.path().to_owned();
    let compared = |source: SourceFile, outcome: &mut Outcome| {
        let reference = markdown::parse(source.clone(), Reading::Embedded);
        let translation = markdown::parse(source, Reading::Own);
        let reference_facts = read::read(&reference, &lexicon(reference_locale, reference_locale));
        let facts = read::read(&translation, &lexicon(locale, reference_locale));
        let (left, right) = (Side { document: &reference, facts: &reference_facts }, Side { document: &translation, facts: &facts });
        let alignment = align::align_embedded(left, right);
        let pair = Pair { page, locale, reference_locale, left, right, notes: &Notes::default(), alignment: &alignment, others: None };
        let mut comments = Suppressions::new(page);
        comments.add(right.document, &suppression::Side::Translation(locale.to_string()), true, policy);
        (compare(&pair, Beside::default(), policy, outcome).findings, comments)
    };
    let text = source.text().to_owned();
    let (mut findings, comments) = compared(source, &mut outcome);
    let own = |findings: &[Finding]| shown(findings, comments.clone(), policy);
    proof::settle(&mut findings, (&text, outcome.summary.undetermined), own, |text| {
        let mut scratch = Outcome::default();
        let (findings, comments) = compared(SourceFile::new(path.as_str(), text), &mut scratch);
        proof::State { shown: shown(&findings, comments, policy), findings, undetermined: scratch.summary.undetermined }
    });
    judge(findings, comments, policy, &mut outcome);
    judge_allowances(policy, &mut outcome);
    finish(outcome)
}

/// A document with its facts.
#[derive(Debug)]
pub struct Read {
    /// The document.
    pub document: Document,
    /// What it states.
    pub facts: DocumentFacts,
    /// What rules read in it, for all that it is compared with.
    notes: Notes,
}

impl Read {
    /// A file as it is in some state; none when it is not there.
    fn from(contents: &dyn Contents, file: &PageFile, locale: &Tag, reference_locale: &Tag) -> Option<Result<Read, Failure>> {
        Some(contents.read(file)?.map(|source| Read::of(source, locale, reference_locale)))
    }

    fn of(source: SourceFile, locale: &Tag, reference_locale: &Tag) -> Read {
        let document = markdown::parse(source, Reading::Own);
        let facts = read::read(&document, &lexicon(locale, reference_locale));
        Read { document, facts, notes: Notes::default() }
    }

    /// As one side of a comparison.
    pub fn side(&self) -> Side<'_> {
        Side { document: &self.document, facts: &self.facts }
    }
}

fn lexicon(locale: &Tag, reference_locale: &Tag) -> std::sync::Arc<Lexicon> {
    registry::lexicon(registry::pack_name(locale), registry::pack_name(reference_locale))
}

fn check_page(page: &Page, run: Run<'_>, outcome: &mut Outcome) {
    let policy = run.policy;
    outcome.summary.pages += usize::from(page.reference.is_some());
    let mut comments = Suppressions::new(&page.name);
    let mut record = Record::of(page, policy.survey);
    let (mut findings, compared) = match &page.reference {
        Some(file) => translations(page, file, run, (&mut comments, &mut record), outcome),
        None => (orphans(page, run, (&mut comments, &mut record), outcome), Vec::new()),
    };
    agreement::name_outliers(&mut findings, &compared);
    let mut own = Outcome::default();
    judge(findings, comments, policy, &mut own);
    if !policy.one_by_one {
        own.findings = agreement::join(own.findings, compared.len());
    }
    if policy.survey {
        outcome.survey.pages.push(record.finish(&own.findings));
    }
    build::tell_apart(&mut own.findings);
    merge(outcome, own);
}

/// What the translations of a page do not state as its reference does.
fn translations(
    page: &Page,
    reference_file: &PageFile,
    Run { policy, contents, freshness, index }: Run<'_>,
    (comments, record): (&mut Suppressions, &mut Record),
    outcome: &mut Outcome,
) -> (Vec<Finding>, Vec<Compared>) {
    let mut is_whole = page.is_whole;
    let nothing = (Vec::new(), Vec::new());
    let Some(reference) = Read::from(contents, reference_file, &page.reference_locale, &page.reference_locale) else { return nothing };
    let reference = match reference {
        Ok(reference) => reference,
        Err(failure) => {
            outcome.failures.push(failure);
            page.translations.iter().for_each(|translation| record.unread(translation));
            return nothing;
        }
    };
    record.reference(reference.side());
    let missing = page.missing.iter().map(|missing| {
        let locale = missing.locale.as_str();
        let origin = Origin { page: &page.name, locale, reference: Some(&reference.document), translation: None };
        build::finding(origin, rules::missing_page(locale, &missing.shown))
    });
    let mut findings: Vec<Finding> = missing.collect();
    let mut all = Vec::new();
    let mut states = freshness.page(reference_file, reference.side(), &page.reference_locale);
    let is_judged = freshness.judges(states.is_some());
    for translation in &page.translations {
        match Read::from(contents, &translation.file, &translation.locale, &page.reference_locale) {
            None => {}
            Some(Ok(read)) => {
                let beside = freshness.beside(states.as_mut(), reference.side(), &translation.file, &read.document, &page.reference_locale);
                let others = Neighbours { index, reference: reference_file, translation: &translation.file };
                let before = outcome.summary.clone();
                let both = (&reference, &read);
                let (found, compared) =
                    translation_findings((page, translation), both, (beside, freshness, &others), (policy, record), outcome);
                record.counted(&before, &outcome.summary, is_judged);
                findings.extend(found);
                all.push(compared);
                comments.add(&read.document, &suppression::Side::Translation(translation.locale.to_string()), true, policy);
            }
            Some(Err(failure)) => {
                is_whole = false;
                record.unread(translation);
                outcome.failures.push(failure);
            }
        }
    }
    comments.add(&reference.document, &suppression::Side::Reference, is_whole, policy);
    (findings, all)
}

/// What one translation does not state as the reference does, with the fixes that hold.
fn translation_findings(
    (page, translation): (&Page, &Translation),
    (reference, read): (&Read, &Read),
    (beside, freshness, others): (Beside<'_, '_>, &Freshness, &dyn OtherPages),
    (policy, record): (&Policy<'_>, &mut Record),
    outcome: &mut Outcome,
) -> (Vec<Finding>, Compared) {
    let locale = &translation.locale;
    let compared = |read: &Read, beside: Beside<'_, '_>, outcome: &mut Outcome| {
        let before = outcome.summary.undetermined;
        let (left, right) = (reference.side(), read.side());
        let alignment = align::align(left, right);
        let reference_locale = &page.reference_locale;
        let pair = Pair {
            page: &page.name,
            locale,
            reference_locale,
            left,
            right,
            notes: &reference.notes,
            alignment: &alignment,
            others: Some(others),
        };
        let found = compare(&pair, beside, policy, outcome);
        (found, alignment, outcome.summary.undetermined - before)
    };
    let (Found { mut findings, with, fates }, alignment, undetermined) = compared(read, beside, outcome);
    let seen = Seen { reference: reference.side(), translation: read.side(), alignment: &alignment, fates: &fates, findings: &findings };
    record.compared(translation, &seen);
    let source = &read.document.source;
    let own = |read: &Read| comments((page, translation), (reference, read), policy);
    proof::settle(
        &mut findings,
        (source.text(), undetermined),
        |findings| shown(findings, own(read), policy),
        |text| {
            let again = Read::of(SourceFile::new(source.path(), text), locale, &page.reference_locale);
            let inside = freshness.inside(reference.side(), &again.document, &page.reference_locale);
            let (found, _, undetermined) = compared(&again, inside, &mut Outcome::default());
            proof::State { shown: shown(&found.findings, own(&again), policy), findings: found.findings, undetermined }
        },
    );
    (findings, with)
}

/// Which findings somebody is shown.
fn shown(findings: &[Finding], mut comments: Suppressions, policy: &Policy<'_>) -> Vec<bool> {
    let covered = comments.settle(&mut findings.to_vec(), policy);
    let judged = |(finding, covered): (&Finding, bool)| policy.judge(&mut finding.clone(), &policy.fitting(finding), covered);
    findings.iter().zip(covered).map(|both| judged(both) == Judgement::Shown).collect()
}

/// The comments of a page in one translation.
fn comments((page, translation): (&Page, &Translation), (reference, read): (&Read, &Read), policy: &Policy<'_>) -> Suppressions {
    let mut comments = Suppressions::new(&page.name);
    comments.add(&reference.document, &suppression::Side::Reference, false, policy);
    comments.add(&read.document, &suppression::Side::Translation(translation.locale.to_string()), true, policy);
    comments
}

fn orphans(
    page: &Page,
    Run { policy, contents, .. }: Run<'_>,
    (comments, record): (&mut Suppressions, &mut Record),
    outcome: &mut Outcome,
) -> Vec<Finding> {
    let mut findings = Vec::new();
    page.translations.iter().for_each(|translation| record.orphan(translation));
    if !policy.is_wanted(RuleId::OrphanPage) {
        return findings;
    }
    for translation in &page.translations {
        match contents.read(&translation.file) {
            None => {}
            Some(Ok(source)) => {
                let document = markdown::parse(source, Reading::Own);
                let origin =
                    Origin { page: &page.name, locale: translation.locale.as_str(), reference: None, translation: Some(&document) };
                findings.push(build::finding(origin, rules::orphan_page(&translation.file.shown)));
                comments.add(&document, &suppression::Side::Translation(translation.locale.to_string()), false, policy);
            }
            Some(Err(failure)) => outcome.failures.push(failure),
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
    /// On the reference.
    notes: &'a Notes,
    alignment: &'a Alignment,
    others: Option<&'a dyn OtherPages>,
}

impl<'a> Pair<'a> {
    fn comparison(&self, (notes, pair_notes): (&'a Notes, &'a PairNotes), policy: &'a Policy<'_>) -> Comparison<'a> {
        let regions = [self.locale, self.reference_locale].into_iter().filter_map(Tag::likely_region).chain(["US", "GB"]);
        Comparison {
            reference: self.left,
            translation: self.right,
            reference_notes: self.notes,
            translation_notes: notes,
            pair_notes,
            alignment: self.alignment,
            codes: Codes::of(self.locale),
            pack: registry::pack(registry::pack_name(self.locale)),
            reference_pack: registry::pack(registry::pack_name(self.reference_locale)),
            regions: regions.map(str::to_owned).collect(),
            options: policy.options(),
            others: self.others,
        }
    }
}

/// What comparing one translation gave, not yet judged.
struct Found {
    findings: Vec<Finding>,
    with: Compared,
    fates: Vec<(Span, Fate)>,
}

fn compare(pair: &Pair<'_>, beside: Beside<'_, '_>, policy: &Policy<'_>, outcome: &mut Outcome) -> Found {
    let (notes, pair_notes) = (Notes::default(), PairNotes::default());
    let comparison = pair.comparison((&notes, &pair_notes), policy);
    let mut compared = rules::compare(&comparison);
    beside.add(&comparison, &mut compared.drifts);
    let summary = &mut outcome.summary;
    summary.translations += 1;
    summary.sections += pair.alignment.sections.len();
    summary.facts += compared.facts;
    summary.undetermined += compared.undetermined;
    outcome.notes.extend(compared.crowded.iter().filter_map(|crowd| crowded(pair, *crowd)));
    let origin = Origin {
        page: pair.page,
        locale: pair.locale.as_str(),
        reference: Some(pair.left.document),
        translation: Some(pair.right.document),
    };
    if !outcome.locales.iter().any(|known| known == pair.locale.as_str()) {
        outcome.locales.push(pair.locale.as_str().to_owned());
    }
    let findings: Vec<Finding> = compared.drifts.into_iter().map(|drift| build::finding(origin, drift)).collect();
    outcome.habits.add(pair.locale.as_str(), &findings, compared.chances);
    let with = Compared {
        locale: pair.locale.as_str().to_owned(),
        agreed: compared.agreed.into_iter().collect(),
        paired: compared.paired.into_iter().collect(),
    };
    Found { findings, with, fates: compared.fates }
}

/// What is said where there is too much to be compared.
fn crowded(pair: &Pair<'_>, crowd: Crowd) -> Option<String> {
    let line = |side: Side<'_>, at: usize| format!("{}:{}", side.document.source.path(), side.document.source.line_of(at));
    let block = |side: Side<'_>, block: Option<usize>| block.map(|block| line(side, side.document.blocks[block].span.start));
    let section = |at: usize| line(pair.left, pair.left.document.sections[at].span.start);
    let (place, of) = match crowd {
        Crowd::Blocks((reference, translation)) => (block(pair.right, translation).or_else(|| block(pair.left, reference))?, "block"),
        Crowd::Section(at) => (section(at), "section"),
        Crowd::Sections(at) => {
            let (place, of) = (section(at), pair.right.document.source.path());
            return Some(format!("{place}: too many sections follow that {of} does not name alike to be lined up; they are undetermined"));
        }
    };
    Some(format!("{place}: too many facts stand in one {of} to be told apart; those that are not the same on both sides are undetermined"))
}

/// Lets comments and policy decide on the findings of a page.
fn judge(mut findings: Vec<Finding>, mut comments: Suppressions, policy: &Policy<'_>, outcome: &mut Outcome) {
    findings.sort_by(compare_findings);
    build::tell_apart(&mut findings);
    let covered = comments.settle(&mut findings, policy);
    for (finding, is_covered) in findings.into_iter().zip(covered) {
        judge_one(finding, is_covered, policy, outcome);
    }
}

fn judge_one(finding: Finding, is_covered: bool, policy: &Policy<'_>, outcome: &mut Outcome) {
    let mut fitting = policy.fitting(&finding);
    conclude(finding, policy, &fitting, is_covered, outcome);
    outcome.fitting_allowances.append(&mut fitting);
}

fn conclude(mut finding: Finding, policy: &Policy<'_>, fitting: &BTreeSet<usize>, is_covered: bool, outcome: &mut Outcome) {
    let judgement = policy.judge(&mut finding, fitting, is_covered);
    if policy.baseline.as_ref().is_some_and(|baseline| baseline.has(&finding)) {
        outcome.of_baseline.insert(finding.fingerprint.clone());
    }
    outcome.sayings.add(&finding, matches!(judgement, Judgement::Shown | Judgement::Baselined));
    match judgement {
        Judgement::Shown => outcome.findings.push(finding),
        Judgement::Suppressed => outcome.summary.suppressed += 1,
        Judgement::Baselined => outcome.summary.baselined += 1,
        Judgement::Dropped => {}
    }
}

/// Says which allowances hold no longer, when all pages are judged. Those that allow what is said of others come last, and allow
/// nothing that is said of themselves.
fn judge_allowances(policy: &Policy<'_>, outcome: &mut Outcome) {
    let is_complete = outcome.failures.is_empty();
    for finding in allowances::findings(policy, &outcome.fitting_allowances, is_complete, false) {
        judge_one(finding, false, policy, outcome);
    }
    for finding in allowances::findings(policy, &outcome.fitting_allowances, is_complete, true) {
        conclude(finding, policy, &BTreeSet::new(), false, outcome);
    }
}

/// Says which entries of the baseline are fixed, when all pages are judged and the run looked at everything.
fn judge_baseline(policy: &Policy<'_>, outcome: &mut Outcome) {
    let Some(baseline) = policy.baseline.as_ref().filter(|_| policy.is_whole_site && outcome.failures.is_empty()) else { return };
    for finding in baseline.fixed(&outcome.of_baseline, |entry| policy.was_looked_for(entry.rule)) {
        judge_one(finding, false, policy, outcome);
    }
}
