//! Which file translates which: finds the pages of a project, by its configuration or by the layouts that are common.
//!
//! It knows paths and tags. It never reads a page's content, and knows nothing of Markdown.

use std::fmt;
use std::path::PathBuf;

use crate::config::{Config, Layout};
use crate::locale::Tag;

mod assign;
mod detect;
mod docusaurus;
mod evidence;
mod exclusions;
mod folders;
mod ground;
mod proposal;
mod reach;
mod repositories;
mod roots;
mod scope;
mod walk;

pub use proposal::proposal;
pub use reach::{bounds, out_of_reach};
pub use roots::root_problems;

/// A page's file.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct PageFile {
    /// The path to open.
    pub path: PathBuf,
    /// The path as messages show it: relative to the current folder where it lies below or beside it, with `/`.
    pub shown: String,
}

/// A page in one locale.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Translation {
    /// Its locale, by its path.
    pub locale: Tag,
    /// Its file.
    pub file: PageFile,
}

/// A reference page with all its translations.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Page {
    /// Its path without locale and ending: `support`, `guides/install`.
    pub name: String,
    /// The locale of the reference.
    pub reference_locale: Tag,
    /// None when only translations are left: an orphan.
    pub reference: Option<PageFile>,
    /// By locale, then path.
    pub translations: Vec<Translation>,
    /// The locales of its layouts that lack it, sorted. Empty for an orphan.
    pub missing: Vec<Missing>,
    /// Whether these are all of its translations, and not only those that were asked for by path or locale.
    pub is_whole: bool,
}

/// A translation that a locale of the layout has not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Missing {
    /// The locale.
    pub locale: Tag,
    /// Where it would be.
    pub path: PathBuf,
    /// The same, as messages show it.
    pub shown: String,
}

/// A layout that was taken, and what it holds.
#[derive(Clone, Debug, PartialEq)]
pub struct LayoutUse {
    /// As people write it: `docs/{locale}/{path}`.
    pub description: String,
    /// The locale of its reference pages.
    pub reference_locale: Tag,
    /// The locales that have at least one page in it, sorted.
    pub locales: Vec<Tag>,
    /// The layout; its patterns are relative to the folder of the site that it belongs to.
    pub layout: Layout,
    /// The folder that the patterns are relative to.
    pub top: PathBuf,
}

/// Something that could not be looked at.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct PathFailure {
    /// The path as messages show it.
    pub shown: String,
    /// Why, in one sentence without the path.
    pub reason: String,
}

/// The pages found.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Site {
    /// Sorted by name, then by path.
    pub pages: Vec<Page>,
    /// In the order in which they were tried.
    pub layouts: Vec<LayoutUse>,
    /// Sorted by path.
    pub failures: Vec<PathFailure>,
    /// What was passed over, one sentence each, without a full stop.
    pub notes: Vec<String>,
}

/// Why there is no page to check.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PagesError {
    /// The current folder cannot be told.
    NoCurrentFolder(String),
    /// None of the paths given can be looked at.
    Unreadable(Vec<PathFailure>),
    /// No layout fits.
    NothingFound {
        /// Where it was looked, as messages show it.
        shown: String,
        /// Number of Markdown files there.
        files: usize,
        /// The patterns of the configuration that matched nothing; empty when layouts were detected.
        configured: Vec<String>,
        /// What could not be looked at, or was passed over, one clause each.
        hindrances: Vec<String>,
    },
    /// There are pages, but none in the locales asked for.
    NoSuchLocale {
        /// The locales asked for.
        asked: Vec<String>,
    },
    /// There are pages, but not under the paths given.
    NotAmongPages {
        /// The paths as messages show them.
        shown: Vec<String>,
        /// What could not be looked at, or was passed over, one clause each.
        hindrances: Vec<String>,
    },
}

impl PagesError {
    /// The same with more that may be the cause.
    #[must_use]
    pub fn because(mut self, more: impl IntoIterator<Item = String>) -> PagesError {
        if let PagesError::NothingFound { hindrances, .. } | PagesError::NotAmongPages { hindrances, .. } = &mut self {
            hindrances.extend(more);
        }
        self
    }
}

/// The layouts that are found without a configuration, for the message that none was.
const DETECTED: &str = "docs/{locale}/…, {locale}/… beside en/ or beside the reference pages, i18n/{locale}/… of Docusaurus, page.{locale}.md, page/{locale}.md, \
                        README-{locale}.md, and one repository per locale (docs beside docs.de-DE)";

impl fmt::Display for PagesError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            PagesError::NoCurrentFolder(reason) => write!(f, "the current folder cannot be told: {reason}"),
            PagesError::Unreadable(failures) => {
                let all: Vec<String> = failures.iter().map(|failure| format!("{}: {}", failure.shown, failure.reason)).collect();
                f.write_str(&all.join("; "))
            }
            PagesError::NothingFound { shown, files, configured, hindrances } if configured.is_empty() => write!(
                f,
                "no page with a translation was found in {shown} ({}{} seen; looked for {DETECTED}); describe the layout with \
                 [[layout]] in driftlint.toml (`driftlint init` writes one), or name the files: `driftlint compare REFERENCE TRANSLATION`",
                told(hindrances),
                counted(*files, "Markdown file", "Markdown files")
            ),
            PagesError::NothingFound { shown, files, configured, hindrances } => write!(
                f,
                "no page in {shown} fits the layouts of the configuration ({}{} seen; looked for {}); correct [[layout]], or remove it \
                 to have the layout detected",
                told(hindrances),
                counted(*files, "file", "files"),
                configured.join(", ")
            ),
            PagesError::NoSuchLocale { asked } => {
                write!(
                    f,
                    "no page has a translation in {}; without --locales (or `locales` in driftlint.toml) every locale is checked",
                    asked.join(", ")
                )
            }
            PagesError::NotAmongPages { shown, hindrances } => write!(
                f,
                "{} holds no page that belongs to a translation or its reference; {}name the files: `driftlint compare REFERENCE TRANSLATION`",
                shown.join(", "),
                told(hindrances)
            ),
        }
    }
}

impl std::error::Error for PagesError {}

/// Each before a semicolon.
fn told(hindrances: &[String]) -> String {
    if hindrances.is_empty() { String::new() } else { hindrances.join("; ") + "; " }
}

fn counted(number: usize, one: &str, many: &str) -> String {
    format!("{number} {}", if number == 1 { one } else { many })
}

/// Whether a file's name ends as that of a page.
pub fn has_page_ending(path: &std::path::Path) -> bool {
    walk::has_ending(path, &[])
}

/// Finds the pages of the current folder, or those under `roots` (folders or files). A reference under `roots` brings all its
/// translations; a translation comes with its reference alone.
///
/// # Errors
/// When there is no page to check; single paths that cannot be looked at are in [`Site::failures`].
pub fn discover(roots: &[PathBuf], config: &Config) -> Result<Site, PagesError> {
    let current = std::env::current_dir().map_err(|error| PagesError::NoCurrentFolder(error.to_string()))?;
    discover_from(&current, roots, config)
}

/// As [`discover`], seen from another folder than the current one; `current` is absolute.
pub fn discover_from(current: &std::path::Path, roots: &[PathBuf], config: &Config) -> Result<Site, PagesError> {
    scope::discover(current, roots, config)
}
