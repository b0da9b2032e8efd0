//! The reference as it was: joins the pages of a run with their history. It knows `git` and the shape of what `rules` are given, and
//! judges nothing itself.
//!
//! Nothing is read of a page whose reference is what it was when the translation was made.

mod beside;
mod source_commit;
mod states;

use std::path::Path;

use crate::align::Side;
use crate::findings::policy::Policy;
use crate::git::{Commit, Last, NO_PROGRAM, Repositories, Repository, Revision, Tracked};
use crate::locale::{Tag, registry};
use crate::markdown::Document;
use crate::pages::{PageFile, Site};
use crate::rules::{RULES, RuleGroup, RuleId};
use crate::source::{Span, text_of};

pub use beside::Beside;
pub use states::PageStates;
use states::State;

/// Where the history of a run's pages is asked for.
#[derive(Debug)]
pub struct Freshness {
    repositories: Repositories,
    stale: Asked,
    wants_notes: bool,
    wants_embedded: bool,
}

/// Whether `stale-translation` is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Asked {
    No,
    Yes,
    /// Then silence needs a reason.
    ByName,
}

impl Asked {
    fn of(policy: &Policy<'_>) -> Asked {
        match policy.is_selected_by_name(RuleId::StaleTranslation) {
            _ if !policy.is_wanted(RuleId::StaleTranslation) => Asked::No,
            true => Asked::ByName,
            false => Asked::Yes,
        }
    }
}

/// The state of the reference that a translation was made of.
#[derive(Clone, Debug)]
struct Base {
    /// The commit by which it is known.
    commit: Commit,
    /// Where the translation's front matter names the commit; none for the last commit that changed the translation.
    named_at: Option<Span>,
    /// The text of the reference then; never that of now.
    text: String,
}

impl Freshness {
    /// For the pages of a site, as far as a policy asks for them. Nothing is read yet.
    pub fn of(site: &Site, policy: &Policy<'_>) -> Freshness {
        let files = site.pages.iter().flat_map(|page| page.reference.iter().chain(page.translations.iter().map(|of| &of.file)));
        Freshness {
            repositories: Repositories::of(files.map(|file| file.path.as_path())),
            stale: Asked::of(policy),
            wants_notes: RULES.iter().any(|rule| rule.group == RuleGroup::Facts && policy.is_wanted(rule.id)),
            wants_embedded: policy.is_wanted(RuleId::EmbeddedSource),
        }
    }

    /// For pages that are not those of today: what needs no history alone.
    pub fn without_history(policy: &Policy<'_>) -> Freshness {
        Freshness {
            repositories: Repositories::default(),
            stale: Asked::No,
            wants_notes: false,
            wants_embedded: policy.is_wanted(RuleId::EmbeddedSource),
        }
    }

    /// Whether a translation is asked how old it is, when its reference has a history.
    pub fn judges(&self, has_history: bool) -> bool {
        self.stale != Asked::No && has_history
    }

    /// The history of a page's reference; none when it has none, or nobody asks.
    pub fn page<'a>(&self, reference: &PageFile, now: Side<'a>, locale: &Tag) -> Option<PageStates<'a>> {
        if self.stale == Asked::No && !self.wants_notes {
            return None;
        }
        let tracked = self.repositories.find(&reference.path)?;
        Some(PageStates::new(tracked, now, locale, self.wants_notes))
    }

    /// What is known beside a translation and its reference.
    pub fn beside<'p, 'a>(
        &self,
        states: Option<&'p mut PageStates<'a>>,
        reference: Side<'_>,
        file: &PageFile,
        translation: &Document,
        reference_locale: &Tag,
    ) -> Beside<'p, 'a> {
        let base = states.as_ref().and_then(|states| self.base(states, file, translation));
        Beside { states, base, ..self.inside(reference, translation, reference_locale) }
    }

    /// What a translation brings along itself, without its history.
    pub fn inside<'p, 'a>(&self, reference: Side<'_>, translation: &Document, reference_locale: &Tag) -> Beside<'p, 'a> {
        let name = registry::pack_name(reference_locale);
        let carries = self.wants_embedded && translation.has_embedded;
        let embedded = carries.then(|| State::embedded(translation.source.clone(), reference, &registry::lexicon(name, name)));
        Beside { embedded, ..Beside::default() }
    }

    /// What the reference was when a translation was made; none when that is not known, and when it has not changed since.
    fn base(&self, page: &PageStates<'_>, file: &PageFile, translation: &Document) -> Option<Base> {
        if self.stale == Asked::No {
            return None;
        }
        let reference = &page.tracked;
        let (commit, named_at, text) = match source_commit::find(translation) {
            Some((id, span)) => {
                let commit = reference.repository.commit(&id)?;
                let bytes = reference.repository.content_of(&commit, &reference.path)?;
                (commit, Some(span), bytes)
            }
            None => self.by_last_commit(reference, file, translation)?,
        };
        let text = text_of(text).filter(|text| !is_same_text(text, page.text_now()))?;
        Some(Base { commit, named_at, text })
    }

    /// By the last commit that changed the translation. One that was changed since its commit is as new as can be.
    fn by_last_commit(&self, reference: &Tracked, file: &PageFile, translation: &Document) -> Option<(Commit, Option<Span>, Vec<u8>)> {
        let own = self.repositories.find(&file.path)?;
        let committed = own.repository.content(Revision::Head, &own.path)?;
        if !is_same_text(std::str::from_utf8(&committed).ok()?, translation.source.text()) {
            return None;
        }
        let Last::Commit(commit) = own.repository.last(&own.path) else { return None };
        let bytes = if own.repository.top() == reference.repository.top() {
            reference.repository.content_of(&commit, &reference.path)?
        } else {
            at_moment(&reference.repository, &reference.path, commit.seconds)?
        };
        Some((commit, None, bytes))
    }

    /// What the run could not tell for want of history, one sentence each. Where there is no history to be had, only who asked for the
    /// rule by name is told.
    pub fn notes(&self) -> Vec<String> {
        if self.stale == Asked::No {
            return Vec::new();
        }
        let mut notes: Vec<String> = self.repositories.cut_off().iter().map(|top| cut_off(top)).collect();
        let unreadable = self.repositories.unreadable().into_iter();
        let told = unreadable.filter(|(_, reason)| self.stale == Asked::ByName || reason != NO_PROGRAM);
        notes.extend(told.map(|(top, reason)| format!("`stale-translation` was not judged in {}: {reason}", top.display())));
        if self.stale == Asked::ByName && self.repositories.is_empty() {
            notes.push("`stale-translation` was not judged: the pages are in no git repository".to_owned());
        }
        notes
    }
}

fn cut_off(top: &Path) -> String {
    format!(
        "the history of {} is cut off (a shallow clone), so some translations were not judged by `stale-translation`; fetch the rest \
         with `git fetch --unshallow`, in GitHub Actions with `fetch-depth: 0`",
        top.display()
    )
}

/// The reference of another repository at a moment.
fn at_moment(repository: &Repository, path: &str, seconds: i64) -> Option<Vec<u8>> {
    let touch = repository.last_before(path, seconds)?;
    repository.blob(&touch.after?)
}

/// Line ends may be turned at checkout.
pub(crate) fn is_same_text(a: &str, b: &str) -> bool {
    a == b || a.replace("\r\n", "\n") == b.replace("\r\n", "\n")
}
