//! Where a fragment (`#contact-support`) leads in its own page: to an explicit anchor, an HTML id, or a heading by any slug style.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

use regex::Regex;

use super::{Notes, targets};
use crate::markdown::{Block, Document, Inline, InlineKind};

/// The names of a page.
#[derive(Debug)]
pub(super) struct Fragments {
    /// Sections by exact name in lower case: anchors and slugs.
    names: BTreeMap<String, usize>,
    /// Sections by the letters and figures of their title alone.
    letters: BTreeMap<String, usize>,
    /// The same, of titles with letters beyond ASCII, which some sites spell with those of ASCII.
    accented: Vec<(String, usize)>,
}

/// More titles than this are not tried in another spelling, to bound time.
const MOST_ACCENTED: usize = 256;

impl Fragments {
    /// Gathers the names of a page; of two alike, the first counts.
    pub(super) fn of(document: &Document) -> Self {
        let mut fragments = Fragments { names: BTreeMap::new(), letters: BTreeMap::new(), accented: Vec::new() };
        let sections = || document.sections.iter().enumerate().skip(1);
        // A slug never takes a link from an explicit anchor.
        for (at, section) in sections() {
            for anchor in &section.anchors {
                fragments.names.entry(anchor.name.to_lowercase()).or_insert(at);
            }
        }
        for (at, section) in sections().filter(|(_, section)| section.has_slug()) {
            for name in section.slugs() {
                fragments.names.entry(name.to_owned()).or_insert(at);
            }
            let title = letters(&section.title);
            if !title.is_ascii() && fragments.accented.len() < MOST_ACCENTED {
                fragments.accented.push((title.clone(), at));
            }
            for letters in [title, letters(&section.slug)] {
                fragments.letters.entry(letters).or_insert(at);
            }
        }
        fragments
    }

    /// The section that a fragment names.
    pub(super) fn section(&self, fragment: &str) -> Option<usize> {
        let name = fragment.to_lowercase();
        let letters = Some(letters(&name)).filter(|letters| !letters.is_empty());
        let loose = || letters.as_ref().and_then(|letters| self.letters.get(letters).copied());
        let spelled = || {
            let letters = letters.as_ref().filter(|letters| letters.is_ascii())?;
            self.accented.iter().find(|(title, _)| is_spelled(title, letters)).map(|(_, at)| *at)
        };
        self.names.get(&name).copied().or_else(loose).or_else(spelled)
    }
}

/// Whether `ascii` may be a title with each letter beyond ASCII left out or spelled with at most two others (`ü`: `u`, `ue`).
fn is_spelled(title: &str, ascii: &str) -> bool {
    let plain = title.chars().filter(char::is_ascii).count();
    if plain * 2 < title.chars().count() {
        return false;
    }
    let mut rest = ascii;
    let mut spare = 0;
    for part in title.split_inclusive(|c: char| !c.is_ascii()) {
        let (run, accented) = part.char_indices().next_back().filter(|(_, c)| !c.is_ascii()).map_or((part, 0), |(at, _)| (&part[..at], 2));
        match rest.find(run).filter(|&at| at <= spare) {
            Some(at) => (rest, spare) = (&rest[at + run.len()..], accented + if run.is_empty() { spare } else { 0 }),
            None => return false,
        }
    }
    rest.len() <= spare
}

/// The letters and figures of a name, in lower case, without marks above and below them.
fn letters(name: &str) -> String {
    name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// Every id that the text of a page gives to anything: elements of HTML and attribute lists, not only those of headings.
#[derive(Debug)]
pub(super) struct Ids(BTreeSet<String>);

impl Ids {
    pub(super) fn of(document: &Document) -> Self {
        static ID: LazyLock<Regex> = LazyLock::new(|| {
            Regex::new(r#"(?i)\b(?:id|name)\s*=\s*(?:"([^"\n]+)"|'([^'\n]+)'|([^\s"'>]+))|\{:?\s*#([^\s}]+)"#)
                .expect("a pattern of the program compiles")
        });
        let captures = ID.captures_iter(document.source.text());
        Ids(captures.filter_map(|found| found.iter().skip(1).flatten().next().map(|id| id.as_str().to_lowercase())).collect())
    }
}

/// Whether a page has such a place: a section, or anything with that id.
pub(super) fn resolves(notes: &Notes, document: &Document, fragment: &str) -> bool {
    let is_id = || notes.ids(document).0.contains(&fragment.to_lowercase());
    is_for_scripts(fragment) || notes.fragments(document).section(fragment).is_some() || is_id()
}

/// The places of a page that links of other pages can lead to.
#[derive(Debug)]
pub struct Places {
    sections: Fragments,
    ids: Ids,
}

impl Places {
    /// Gathers the places of a page.
    pub fn of(document: &Document) -> Self {
        Places { sections: Fragments::of(document), ids: Ids::of(document) }
    }

    /// Whether the page has such a place: a section, or anything with that id.
    pub fn has(&self, fragment: &str) -> bool {
        is_for_scripts(fragment) || self.sections.section(fragment).is_some() || self.ids.0.contains(&fragment.to_lowercase())
    }
}

/// Fragments that no anchor stands for: the page's top, tabs, footnotes, text to search for, routes of applications.
fn is_for_scripts(fragment: &str) -> bool {
    matches!(fragment, "" | "top") || ["tab/", "fn", ":~:", "!", "/"].iter().any(|start| fragment.starts_with(start))
}

/// A link to a place in another page of the tree.
pub(super) struct FarLink<'b> {
    pub(super) inline: &'b Inline,
    /// From the folder of the page, percent escapes decoded.
    pub(super) path: String,
    pub(super) fragment: String,
}

impl FarLink<'_> {
    /// The name of the file, without its folders.
    pub(super) fn file_name(&self) -> &str {
        self.path.rsplit('/').next().unwrap_or_default()
    }
}

/// Endings of pages. Links that name no file follow the addresses of the finished site, which nobody knows here.
const PAGES: [&str; 3] = [".md", ".mdx", ".markdown"];

/// The links of a block that go from its folder to a place in another file of Markdown.
pub(super) fn far_links(block: &Block) -> impl Iterator<Item = FarLink<'_>> {
    block.inlines.iter().filter_map(|inline| {
        let InlineKind::Link { target } = &inline.kind else { return None };
        let (path, fragment) = target.trim().split_once('#')?;
        let path = targets::decoded(path.split('?').next().unwrap_or_default());
        let is_page = PAGES.iter().any(|ending| path.to_lowercase().ends_with(ending));
        let is_far = is_page && !path.starts_with(['/', '~', '\\']) && !path.contains(':') && !fragment.is_empty();
        is_far.then(|| FarLink { inline, path, fragment: targets::decoded(fragment) })
    })
}

/// The same-page links of a block, each with its fragment, percent escapes decoded.
pub(super) fn links(block: &Block) -> impl Iterator<Item = (&Inline, String)> {
    block.inlines.iter().filter_map(|inline| match &inline.kind {
        InlineKind::Link { target } => target.trim().strip_prefix('#').map(|fragment| (inline, targets::decoded(fragment))),
        _ => None,
    })
}
