//! Plants one change at a time in the translations of a site, in memory, and looks whether it is reported: how much the rules see on pages
//! that nobody wrote for them.
//!
//! It writes no file, knows no rule's ways, and asks for the findings of a page as an editor does.

mod planting;
mod values;

use std::collections::BTreeMap;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::ops::RangeInclusive;
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Mutex, PoisonError};

use crate::check::{Contents, Disk, Single};
use crate::findings::finding::{Finding, Place};
use crate::findings::policy::Policy;
use crate::findings::{Failure, Outcome};
use crate::freshness::Freshness;
use crate::pages::{Page, PageFile, Site, Translation};
use crate::rules::RuleId;
use crate::source::SourceFile;

use planting::{Pair, Planted};

/// How much is tried.
#[derive(Clone, Copy, Debug)]
pub struct Extent {
    /// Translations of each locale; those with the smallest hash of seed and path are taken.
    pub pages: usize,
    /// Another seed takes other pages and plants at other places.
    pub seed: u64,
}

/// One planted change, and what was said of it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Trial {
    /// The rule that is for such a change.
    pub rule: RuleId,
    /// BCP 47 tag of the translation.
    pub locale: String,
    /// The translation, as messages show it.
    pub path: String,
    /// The line of the change, from 1, in the page as changed.
    pub line: usize,
    /// What was done, in one clause.
    pub what: String,
    /// The rules that reported it where it is.
    pub reported: Vec<RuleId>,
    /// What else was said because of it: rule and line.
    pub beside: Vec<(RuleId, usize)>,
}

/// Plants in the translations of a site. The trials do not depend on the number of threads.
pub fn run(site: &Site, policy: &Policy<'_>, extent: Extent, threads: usize) -> Vec<Trial> {
    let freshness = Freshness::without_history(policy);
    let all = chosen(site, extent);
    let next = AtomicUsize::new(0);
    let trials = Mutex::new(Vec::new());
    policy.progress.expect(all.len());
    std::thread::scope(|scope| {
        for _ in 0..threads.clamp(1, all.len().max(1)) {
            scope.spawn(|| {
                while let Some((page, translation)) = all.get(next.fetch_add(1, Ordering::Relaxed)) {
                    let single = Single { site, policy, contents: &Disk, freshness: &freshness };
                    let tried = of_translation(single, page, translation, extent.seed);
                    trials.lock().unwrap_or_else(PoisonError::into_inner).extend(tried);
                    policy.progress.step();
                }
            });
        }
    });
    let mut trials = trials.into_inner().unwrap_or_else(PoisonError::into_inner);
    trials.sort();
    trials
}

/// The translations that are tried.
fn chosen(site: &Site, extent: Extent) -> Vec<(&Page, &Translation)> {
    let mut of_locale: BTreeMap<&str, Vec<(u64, &Page, &Translation)>> = BTreeMap::new();
    let compared = site.pages.iter().filter(|page| page.reference.is_some());
    for (page, translation) in compared.flat_map(|page| page.translations.iter().map(move |translation| (page, translation))) {
        let hash = hash((extent.seed, &translation.file.shown));
        of_locale.entry(translation.locale.as_str()).or_default().push((hash, page, translation));
    }
    let some = of_locale.into_values().flat_map(|mut all| {
        all.sort_by_key(|&(hash, ..)| hash);
        all.into_iter().take(extent.pages)
    });
    some.map(|(_, page, translation)| (page, translation)).collect()
}

/// The same for the same value on every system.
fn hash(value: impl Hash) -> u64 {
    let mut hasher = DefaultHasher::new();
    value.hash(&mut hasher);
    hasher.finish()
}

fn of_translation(single: Single<'_>, page: &Page, translation: &Translation, seed: u64) -> Vec<Trial> {
    let Some(file) = &page.reference else { return Vec::new() };
    let read = |file: &PageFile, locale| single.read(page, file, locale);
    let Some((reference, own)) = read(file, &page.reference_locale).zip(read(&translation.file, &translation.locale)) else {
        return Vec::new();
    };
    let before = single.translation(page, translation);
    let alignment = single.line_up(page, &translation.locale, &reference, &own).alignment;
    let again = |text: &str| {
        let contents = Changed { path: &translation.file.path, text };
        Single { contents: &contents, ..single }.read(page, &translation.file, &translation.locale)
    };
    let pair = Pair { reference: &reference, translation: &own, alignment: &alignment, findings: &before.findings, again: &again };
    let planted = planting::all(&pair, seed).into_iter().filter(|planted| single.policy.is_wanted(planted.rule));
    planted.map(|planted| trial(single, page, translation, &before, planted)).collect()
}

fn trial(single: Single<'_>, page: &Page, translation: &Translation, before: &Outcome, planted: Planted) -> Trial {
    let contents = Changed { path: &translation.file.path, text: &planted.text };
    let after = Single { contents: &contents, ..single }.translation(page, translation);
    let (there, beside): (Vec<&Finding>, Vec<&Finding>) = new(before, &after).into_iter().partition(|finding| is_there(finding, &planted));
    let mut reported: Vec<RuleId> = there.iter().map(|finding| finding.rule).collect();
    reported.sort_unstable();
    reported.dedup();
    let line = |finding: &Finding| finding.translation.as_ref().or(finding.reference.as_ref()).map_or(0, |place| place.start.line);
    Trial {
        rule: planted.rule,
        locale: translation.locale.as_str().to_owned(),
        path: translation.file.shown.clone(),
        line: *planted.lines.start(),
        what: planted.what,
        reported,
        beside: beside.into_iter().map(|finding| (finding.rule, line(finding))).collect(),
    }
}

/// What was not said before the change.
fn new<'a>(before: &Outcome, after: &'a Outcome) -> Vec<&'a Finding> {
    let mut known: Vec<&str> = before.findings.iter().map(|finding| finding.fingerprint.as_str()).collect();
    known.sort_unstable();
    after.findings.iter().filter(|finding| known.binary_search(&finding.fingerprint.as_str()).is_err()).collect()
}

/// Whether the finding points at the change: at its lines in the translation, or at what stands for it in the reference.
fn is_there(finding: &Finding, planted: &Planted) -> bool {
    let meets = |place: &Option<Place>, lines: &RangeInclusive<usize>| {
        place.as_ref().is_some_and(|place| place.start.line <= *lines.end() && place.end.line >= *lines.start())
    };
    meets(&finding.translation, &planted.lines) || planted.reference.as_ref().is_some_and(|lines| meets(&finding.reference, lines))
}

/// The files as they lie there, but for one.
struct Changed<'a> {
    path: &'a Path,
    text: &'a str,
}

impl Contents for Changed<'_> {
    fn read(&self, file: &PageFile) -> Option<Result<SourceFile, Failure>> {
        if file.path == self.path { Some(Ok(SourceFile::new(file.shown.clone(), self.text))) } else { Disk.read(file) }
    }
}
