//! What a change brought: the findings of the pages that it touches, without those that were there before it.
//!
//! The same pages are checked twice, as they were and as they are; what has the same fingerprint is no news.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use super::contents::{Contents, Disk, Held};
use super::run;
use crate::findings::build;
use crate::findings::habits::Habits;
use crate::findings::policy::Policy;
use crate::findings::{Failure, Finding, Outcome};
use crate::freshness::Freshness;
use crate::git::{Commit, Repositories, Repository, Revision};
use crate::pages::{Page, PageFile, Site, Translation};
use crate::rules::RuleId;
use crate::rules::drift::Confidence;

/// What changed in the repositories of a site, and since when.
#[derive(Debug)]
pub struct Change {
    repositories: Repositories,
    /// By the top of each repository.
    changed: BTreeMap<PathBuf, Changed>,
    /// Whether the files are taken as they are staged, and not as they lie there.
    staged: bool,
}

#[derive(Debug)]
struct Changed {
    /// The state before; none when there was no commit yet.
    base: Option<Commit>,
    /// Paths below the top.
    paths: BTreeSet<String>,
}

impl Change {
    /// The change from a revision to the files as they lie there; the last common commit counts, so that what happened there since does
    /// not.
    ///
    /// # Errors
    /// One sentence: no repository, no such revision, or a history that does not reach back to it.
    pub fn since(site: &Site, revision: &str) -> Result<Change, String> {
        Change::of(site, false, |repository| {
            let named = repository.resolve(revision).map_err(|problem| unreached(repository, problem))?;
            let base = repository.merge_base(&named).unwrap_or(named);
            Ok(Changed { paths: repository.changed_since(&base)?.into_iter().collect(), base: Some(base) })
        })
    }

    /// The change that is staged, against the last commit.
    ///
    /// # Errors
    /// One sentence: no repository, or what git complains of.
    pub fn staged(site: &Site) -> Result<Change, String> {
        Change::of(site, true, |repository| {
            Ok(Changed { base: repository.resolve("HEAD").ok(), paths: repository.staged()?.into_iter().collect() })
        })
    }

    fn of(site: &Site, staged: bool, read: impl Fn(&Repository) -> Result<Changed, String>) -> Result<Change, String> {
        let repositories = Repositories::of(files(site).map(|file| file.path.as_path()));
        let mut changed: BTreeMap<PathBuf, Changed> = BTreeMap::new();
        for tracked in files(site).filter_map(|file| repositories.find(&file.path)) {
            let top = tracked.repository.top();
            if !changed.contains_key(top) {
                changed.insert(top.to_owned(), read(&tracked.repository)?);
            }
        }
        if changed.is_empty() {
            let why = repositories.unreadable().into_iter().next().map_or_else(
                || "the pages are in no Git repository".to_owned(),
                |(top, reason)| format!("the repository in {} cannot be read: {reason}", top.display()),
            );
            return Err(why);
        }
        Ok(Change { repositories, changed, staged })
    }

    fn touches(&self, file: &PageFile) -> bool {
        let tracked = self.repositories.find(&file.path);
        tracked.is_some_and(|of| self.changed.get(of.repository.top()).is_some_and(|changed| changed.paths.contains(&of.path)))
    }

    /// The pages that it touches: all translations of a reference that changed, else those that changed themselves.
    fn touched(&self, site: &Site) -> Site {
        let pages = site.pages.iter().filter_map(|page| {
            if page.reference.as_ref().is_some_and(|file| self.touches(file)) {
                return Some(page.clone());
            }
            let translations: Vec<_> = page.translations.iter().filter(|of| self.touches(&of.file)).cloned().collect();
            (!translations.is_empty()).then(|| Page { translations, missing: Vec::new(), is_whole: false, ..page.clone() })
        });
        Site { pages: pages.collect(), ..site.clone() }
    }

    fn base(&self, top: &Path) -> Option<Revision<'_>> {
        self.changed.get(top)?.base.as_ref().map(Revision::Commit)
    }
}

fn files(site: &Site) -> impl Iterator<Item = &PageFile> {
    site.pages.iter().flat_map(|page| page.reference.iter().chain(page.translations.iter().map(|of| &of.file)))
}

/// Why a revision is not there, and what to do where the clone is shallow.
fn unreached(repository: &Repository, problem: String) -> String {
    if repository.is_shallow() {
        return format!(
            "{problem}; the clone is shallow, so fetch the rest: `git fetch --unshallow`, or `fetch-depth: 0` in actions/checkout"
        );
    }
    problem
}

/// The findings that a change brought, on `threads` threads. The outcome does not depend on their number.
pub fn news(site: &Site, policy: &Policy<'_>, change: &Change, threads: usize) -> Outcome {
    let touched = change.touched(site);
    let before = Held { repositories: &change.repositories, state: |top: &Path| change.base(top) };
    let mut earlier = policy.clone();
    (earlier.min_confidence, earlier.one_by_one, earlier.baseline) = (Confidence::Possible, true, None);
    let old = run(&touched, &earlier, &before, &Freshness::without_history(&earlier), threads).findings;
    let mut today = policy.clone();
    today.baseline = Some(policy.baseline.clone().unwrap_or_default().with(&old));
    let staged = Held { repositories: &change.repositories, state: |_: &Path| Some(Revision::Index) };
    let now: &dyn Contents = if change.staged { &staged } else { &Disk };
    let mut outcome = run(&touched, &today, now, &Freshness::of(&touched, &today), threads);
    // A translation that nobody touched is no older than before, unless its reference is newer.
    let is_news = |finding: &Finding| finding.rule != RuleId::StaleTranslation || has_new_reference(&touched, change, finding);
    outcome.findings.retain(is_news);
    if policy.learns_habits() {
        let locales = Habits::open_locales(&outcome.findings);
        let pages = sample(site, &locales);
        if !pages.is_empty() {
            let seen = super::gather(site, &pages.iter().collect::<Vec<_>>(), policy, now, &Freshness::without_history(policy), threads);
            // They are told when the whole site is looked at.
            seen.habits.settle(&mut outcome.findings);
        }
    }
    // What git did not tell of the state before would look new.
    let unread = change.repositories.unreadable().into_iter();
    outcome.failures.extend(unread.map(|(top, reason)| Failure { path: top.display().to_string(), reason }));
    super::gathered::finish(outcome)
}

/// So many pages of a locale show what its habits are.
const SAMPLE: usize = 200;

/// Pages that are translated into some of the locales, chosen by a number made of their names, so that the choice is the same in every run.
fn sample(site: &Site, locales: &BTreeSet<String>) -> Vec<Page> {
    let mut pages: Vec<(u64, &Page)> = site.pages.iter().map(|page| (build::hash([page.name.as_str()]), page)).collect();
    pages.sort_by_key(|(hash, page)| (*hash, page.name.as_str()));
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    let mut chosen = Vec::new();
    for (_, page) in pages {
        let mut is_needed = |translation: &&Translation| {
            let count = locales.get(translation.locale.as_str()).map(|locale| counts.entry(locale).or_default());
            count.is_some_and(|count| {
                *count += 1;
                *count <= SAMPLE
            })
        };
        let translations: Vec<Translation> = page.translations.iter().filter(|translation| is_needed(translation)).cloned().collect();
        if !translations.is_empty() && page.reference.is_some() {
            chosen.push(Page { translations, missing: Vec::new(), is_whole: false, ..page.clone() });
        }
    }
    chosen
}

fn has_new_reference(site: &Site, change: &Change, finding: &Finding) -> bool {
    let references = site.pages.iter().filter(|page| page.name == finding.page).filter_map(|page| page.reference.as_ref());
    references.into_iter().any(|file| change.touches(file))
}
