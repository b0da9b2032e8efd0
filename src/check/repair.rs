//! Applies fixes to the translations of a site, in memory, until none is left.

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};

use super::contents::Disk;
use super::gathered::merge;
use super::other_pages::{Index, Neighbours};
use super::survey::Record;
use super::{Read, comments, judge, translation_findings};
use crate::findings::agreement;
use crate::findings::policy::Policy;
use crate::findings::{Failure, Outcome};
use crate::fix;
use crate::freshness::Freshness;
use crate::pages::{Page, PageFile, Site, Translation};
use crate::source::SourceFile;

/// How often a page is fixed and read again at most. A fix may make way for another; each takes a finding away, so that it ends.
const MOST_ROUNDS: usize = 10;

/// One file with its fixes.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Repair {
    /// The path as messages show it.
    pub shown: String,
    /// The file.
    pub path: PathBuf,
    /// What stands in it.
    pub before: String,
    /// What should stand in it.
    pub after: String,
    /// How many fixes were applied.
    pub fixes: usize,
}

/// What fixing a site gives. Nothing is written.
#[derive(Clone, Debug, Default)]
pub struct Repaired {
    /// Files that change, by path.
    pub repairs: Vec<Repair>,
    /// What could not be read, and the counts, of the pages after their fixes.
    pub outcome: Outcome,
}

/// Applies the fixes of all findings that policy shows: the safe ones, and with `all` the others too. Does not depend on `threads`.
pub fn repair(site: &Site, policy: &Policy<'_>, all: bool, threads: usize) -> Repaired {
    let next = AtomicUsize::new(0);
    let (index, freshness) = (Index::new(site), Freshness::without_history(policy));
    let with = With { policy, all, index: &index, freshness: &freshness };
    let total = Mutex::new(Repaired::default());
    policy.progress.expect(site.pages.len());
    std::thread::scope(|scope| {
        for _ in 0..threads.clamp(1, site.pages.len().max(1)) {
            scope.spawn(|| {
                let mut own = Repaired::default();
                while let Some(page) = site.pages.get(next.fetch_add(1, Ordering::Relaxed)) {
                    repair_page(page, with, &mut own);
                    policy.progress.step();
                }
                let mut total = total.lock().unwrap_or_else(PoisonError::into_inner);
                total.repairs.extend(own.repairs);
                merge(&mut total.outcome, own.outcome);
            });
        }
    });
    let mut repaired = total.into_inner().unwrap_or_else(PoisonError::into_inner);
    repaired
        .outcome
        .failures
        .extend(site.failures.iter().map(|failure| Failure { path: failure.shown.clone(), reason: failure.reason.clone() }));
    repaired.outcome = super::gathered::finish(repaired.outcome);
    repaired.repairs.sort();
    repaired
}

/// What pages are fixed by.
#[derive(Clone, Copy)]
struct With<'r> {
    policy: &'r Policy<'r>,
    /// Not only the safe fixes.
    all: bool,
    index: &'r Index<'r>,
    freshness: &'r Freshness,
}

fn repair_page(page: &Page, with: With<'_>, repaired: &mut Repaired) {
    let Some(file) = &page.reference else { return };
    repaired.outcome.summary.pages += 1;
    let reference = match Read::from(&Disk, file, &page.reference_locale, &page.reference_locale) {
        Some(Ok(reference)) => reference,
        Some(Err(failure)) => return repaired.outcome.failures.push(failure),
        None => return,
    };
    let mut reads = Vec::new();
    for translation in &page.translations {
        match Read::from(&Disk, &translation.file, &translation.locale, &page.reference_locale) {
            None => {}
            Some(Ok(read)) => reads.push((translation, read)),
            Some(Err(failure)) => repaired.outcome.failures.push(failure),
        }
    }
    let agreed = if with.all || reads.len() < 3 { BTreeSet::new() } else { agreed(page, &reference, &reads, with) };
    for (translation, read) in reads {
        repair_translation(page, translation, (&reference, read), (with, &agreed), repaired);
    }
}

/// What the translations agree on against the reference, by fingerprint: nobody takes that unread.
fn agreed(page: &Page, reference: &Read, reads: &[(&Translation, Read)], with: With<'_>) -> BTreeSet<String> {
    let of = |(translation, read): &(&Translation, Read)| findings(page, translation, (reference, read), with).findings;
    agreement::agreed(&reads.iter().flat_map(of).collect::<Vec<_>>(), reads.len())
}

/// Fixes and reads again, until no fix is left.
fn repair_translation(
    page: &Page,
    translation: &Translation,
    (reference, mut read): (&Read, Read),
    (with, agreed): (With<'_>, &BTreeSet<String>),
    repaired: &mut Repaired,
) {
    let before = read.document.source.text().to_owned();
    let mut applied = 0;
    let mut outcome = findings(page, translation, (reference, &read), with);
    for _ in 0..MOST_ROUNDS {
        if !with.all {
            for finding in outcome.findings.iter_mut().filter(|finding| agreed.contains(&finding.fingerprint)) {
                finding.fixes.clear();
            }
        }
        let fixes = fix::together(&outcome.findings, with.all);
        let text = fix::apply(read.document.source.text(), &fixes).filter(|_| !fixes.is_empty());
        let Some(text) = text else { break };
        applied += fixes.len();
        read = Read::of(SourceFile::new(translation.file.shown.as_str(), text), &translation.locale, &page.reference_locale);
        outcome = findings(page, translation, (reference, &read), with);
    }
    merge(&mut repaired.outcome, outcome);
    let (PageFile { path, shown }, after) = (translation.file.clone(), read.document.source.text());
    if after != before {
        repaired.repairs.push(Repair { shown, path, after: after.to_owned(), before, fixes: applied });
    }
}

/// What policy shows of one translation.
fn findings(page: &Page, translation: &Translation, pair: (&Read, &Read), With { policy, index, freshness, .. }: With<'_>) -> Outcome {
    let mut outcome = Outcome::default();
    let file = page.reference.as_ref().unwrap_or(&translation.file);
    let others = Neighbours { index, reference: file, translation: &translation.file };
    let mut record = Record::of(page, false);
    let inside = freshness.inside(pair.0.side(), &pair.1.document, &page.reference_locale);
    let (findings, _) = translation_findings((page, translation), pair, (inside, freshness, &others), (policy, &mut record), &mut outcome);
    judge(findings, comments((page, translation), pair, policy), policy, &mut outcome);
    outcome
}
