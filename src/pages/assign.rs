//! Gives every file its page, layout by layout: the first layout that takes a translation keeps it.

use std::collections::{BTreeMap, HashMap};

use super::evidence::{self, Candidate, Member, Open, Verdict};
use super::walk::File;
use crate::config::{Config, Layout, Pattern};
use crate::locale::Tag;

/// A page by the indexes of its files.
pub(super) struct Draft {
    pub name: String,
    pub reference_locale: Tag,
    pub reference: Option<usize>,
    /// By locale and file: the index of the layout.
    pub translations: BTreeMap<(Tag, usize), usize>,
    /// The locales that layouts have, whether or not they have this page.
    pub expected: BTreeMap<Tag, Expected>,
}

/// Where a translation would be.
pub(super) struct Expected {
    /// Without an ending that is left open.
    pub path: String,
    /// Index of the layout.
    pub layout: usize,
}

/// A layout that holds.
pub(super) struct Used {
    pub layout: Layout,
    pub reference_locale: Tag,
}

/// Files, and what became of them so far.
pub(super) struct Assignment<'a> {
    files: &'a [File],
    config: &'a Config,
    is_translation: Vec<bool>,
    is_reference: Vec<bool>,
    by_reference: HashMap<usize, usize>,
    pub drafts: Vec<Draft>,
    pub used: Vec<Used>,
}

impl<'a> Assignment<'a> {
    pub(super) fn new(files: &'a [File], config: &'a Config) -> Self {
        let none = vec![false; files.len()];
        Self {
            files,
            config,
            is_translation: none.clone(),
            is_reference: none,
            by_reference: HashMap::new(),
            drafts: Vec::new(),
            used: Vec::new(),
        }
    }

    /// Takes what a layout holds; false when it holds nothing. Without a decision whether it is partial, the coverage decides.
    pub(super) fn take(&mut self, reference: &str, translation: &str, partial: Option<bool>) -> bool {
        let (Ok(reference), Ok(translation)) = (Pattern::parse(reference), Pattern::parse(translation)) else { return false };
        let mut layout = Layout { reference, translation, locale: None, partial: partial.unwrap_or(false) };
        let verdict = self.judge(&layout);
        layout.partial = partial.unwrap_or_else(|| is_sparse(&verdict));
        self.keep(layout, &verdict)
    }

    /// Takes what a configured layout holds.
    pub(super) fn take_configured(&mut self, layout: Layout) -> bool {
        let verdict = self.judge(&layout);
        self.keep(layout, &verdict)
    }

    /// Whether a file is a page already.
    pub(super) fn is_taken(&self, file: usize) -> bool {
        self.is_translation[file] || self.is_reference[file]
    }

    /// The locale of a layout's reference: what its pattern says, else what is configured, else English.
    pub(super) fn reference_locale(&self, reference: &Pattern) -> Tag {
        let own = reference.own_locale(self.reference_language());
        own.or_else(|| self.config.reference.clone()).unwrap_or_else(Tag::english)
    }

    /// The language of references.
    pub(super) fn reference_language(&self) -> &'a str {
        self.config.reference.as_ref().map_or("en", Tag::language)
    }

    fn judge(&self, layout: &Layout) -> Verdict {
        let open = Open {
            files: self.files,
            is_translation: &self.is_translation,
            is_reference: &self.is_reference,
            believed: &self.config.locales,
        };
        evidence::judge(layout, &self.reference_locale(&layout.reference), &open)
    }

    fn keep(&mut self, layout: Layout, verdict: &Verdict) -> bool {
        if verdict.translations.is_empty() {
            return false;
        }
        let reference_locale = self.reference_locale(&layout.reference);
        self.used.push(Used { layout, reference_locale });
        let pages = self.reference_pages(verdict);
        self.add_translations(verdict, &pages);
        self.note_expected(verdict, &pages);
        true
    }

    /// The drafts of the layout's reference pages, by `{path}`.
    fn reference_pages(&mut self, verdict: &Verdict) -> HashMap<String, Vec<(Member, usize)>> {
        let counted = evidence::counted(&self.newest().layout, verdict);
        let mut pages: HashMap<String, Vec<(Member, usize)>> = HashMap::new();
        for (path, members) in counted {
            let drafts = members.into_iter().map(|member| (member.clone(), self.reference_page(&member)));
            pages.insert(path, drafts.collect());
        }
        pages
    }

    fn reference_page(&mut self, member: &Member) -> usize {
        let name = self.name(&member.path);
        if let Some(&draft) = self.by_reference.get(&member.file) {
            let draft_page = &mut self.drafts[draft];
            if name.len() < draft_page.name.len() {
                draft_page.name = name;
            }
            return draft;
        }
        self.is_reference[member.file] = true;
        let draft = self.add_draft(name, Some(member.file));
        self.by_reference.insert(member.file, draft);
        draft
    }

    fn add_translations(&mut self, verdict: &Verdict, pages: &HashMap<String, Vec<(Member, usize)>>) {
        let mut orphans: BTreeMap<&str, usize> = BTreeMap::new();
        for found in &verdict.translations {
            self.is_translation[found.member.file] = true;
            let draft = match pages.get(&found.member.path) {
                Some(same_path) => same_ending(same_path, &found.member),
                None => *orphans.entry(&found.member.path).or_insert_with(|| self.add_draft(self.name(&found.member.path), None)),
            };
            self.drafts[draft].translations.insert((found.locale.clone(), found.member.file), self.used.len() - 1);
        }
    }

    fn note_expected(&mut self, verdict: &Verdict, pages: &HashMap<String, Vec<(Member, usize)>>) {
        let layout = self.newest().layout.clone();
        let mut locales: HashMap<&str, BTreeMap<&Tag, &Candidate>> = HashMap::new();
        for found in &verdict.translations {
            locales.entry(scope_of(&layout, &found.member.path)).or_default().entry(&found.locale).or_insert(found);
        }
        for (path, drafts) in pages {
            for (tag, sample) in locales.get(scope_of(&layout, path)).into_iter().flatten() {
                let filled = layout.translation.fill(path, &sample.spelled);
                for (_, draft) in drafts {
                    let expected = Expected { path: filled.clone(), layout: self.used.len() - 1 };
                    self.drafts[*draft].expected.entry((*tag).clone()).or_insert(expected);
                }
            }
        }
    }

    fn add_draft(&mut self, name: String, reference: Option<usize>) -> usize {
        let reference_locale = self.newest().reference_locale.clone();
        self.drafts.push(Draft { name, reference_locale, reference, translations: BTreeMap::new(), expected: BTreeMap::new() });
        self.drafts.len() - 1
    }

    fn name(&self, path: &str) -> String {
        let used = self.newest();
        used.layout.reference.page_name(path, used.reference_locale.language())
    }

    /// The layout whose verdict is being kept.
    fn newest(&self) -> &Used {
        &self.used[self.used.len() - 1]
    }
}

/// Where locales are expected to be complete: in the folder for partial layouts of file names, else in the whole layout.
fn scope_of<'p>(layout: &Layout, path: &'p str) -> &'p str {
    if layout.translation.locale_in_file_name() { evidence::place(layout, path) } else { "" }
}

fn same_ending(pages: &[(Member, usize)], translation: &Member) -> usize {
    let same = pages.iter().find(|(member, _)| member.ending == translation.ending);
    same.or(pages.first()).map_or(0, |(_, draft)| *draft)
}

/// Whether even the most complete locale translates less than a quarter of the reference.
fn is_sparse(verdict: &Verdict) -> bool {
    let mut pages: BTreeMap<&Tag, usize> = BTreeMap::new();
    for found in &verdict.translations {
        *pages.entry(&found.locale).or_default() += 1;
    }
    pages.values().max().is_some_and(|most| most * 4 < verdict.references.len())
}
