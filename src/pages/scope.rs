//! The search as a whole: from the paths given to the pages under them.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use super::assign::{Assignment, Draft};
use super::ground::{self, Ground};
use super::walk::{self, File, Obstacle, Walked};
use super::{LayoutUse, Missing, Page, PageFile, PagesError, PathFailure, Site, Translation, detect, roots};
use crate::config::{Config, Layout, Pattern};
use crate::locale::Tag;

/// See [`super::discover`].
pub(super) fn discover(current: &Path, named: &[PathBuf], config: &Config) -> Result<Site, PagesError> {
    let mut given: Vec<PathBuf> = named.iter().map(|root| ground::clean(current, root)).collect();
    if named.is_empty() && !config.roots.is_empty() {
        given = roots::given(config, current);
    } else if named.is_empty() {
        given.push(current.to_path_buf());
        given.extend(ground::configured_elsewhere(config, current));
    }
    let project = ground::project_of(current, current, config);
    let mut search = Search {
        current,
        project,
        config,
        roots: Vec::new(),
        site: Site::default(),
        files: 0,
        found: false,
        unreadable: Vec::new(),
        links: BTreeSet::new(),
        unread: BTreeSet::new(),
    };
    for root in given {
        match std::fs::metadata(&root) {
            Ok(_) => search.roots.push(root),
            Err(error) => search.fail(&root, if root.exists() { error.to_string() } else { "no such file or folder".to_owned() }),
        }
    }
    if search.roots.is_empty() {
        return Err(PagesError::Unreadable(search.site.failures));
    }
    search.run();
    search.finish()
}

struct Search<'a> {
    current: &'a Path,
    /// The project around the current folder.
    project: PathBuf,
    config: &'a Config,
    roots: Vec<PathBuf>,
    site: Site,
    /// Files seen.
    files: usize,
    /// Whether there was a page, under the roots or not.
    found: bool,
    /// Folders that could not be looked into: what is in them is not missing.
    unreadable: Vec<PathBuf>,
    /// Pages, and folders of locales, that are links.
    links: BTreeSet<String>,
    /// Files that say what is ignored and may not be read.
    unread: BTreeSet<String>,
}

impl Search<'_> {
    fn run(&mut self) {
        if !self.config.roots.is_empty() {
            self.run_roots();
            return;
        }
        if !self.config.layouts.is_empty() {
            self.run_configured();
            return;
        }
        for alternatives in ground::detected(&self.roots, self.current, self.config) {
            for ground in alternatives {
                if self.run_detection(&ground) {
                    break;
                }
            }
        }
    }

    /// The roots of the configuration: those with a locale mirror their reference, in the others layouts hold or are detected.
    fn run_roots(&mut self) {
        let ground = roots::ground(self.config, self.current);
        let mut layouts = roots::mirrors(self.config, self.current);
        for between in roots::between(self.config, self.current) {
            layouts.extend(self.config.layouts.iter().filter_map(|layout| rebased(layout, &between)));
        }
        let endings: Vec<String> = layouts
            .iter()
            .flat_map(|layout| [&layout.reference, &layout.translation])
            .filter_map(|pattern| pattern.ending().map(str::to_owned))
            .collect();
        let walked = self.walk(&ground, &endings.iter().map(String::as_str).collect::<Vec<_>>());
        let mut assignment = Assignment::new(&walked.files, self.config);
        for layout in layouts {
            assignment.take_configured(layout);
        }
        if self.config.layouts.is_empty() {
            detect::detect(&walked.files, &mut assignment, self.config.reference.as_ref());
        }
        self.collect(&ground, &walked, assignment);
    }

    fn run_configured(&mut self) {
        let (ground, between) = ground::configured(self.config, self.current);
        let layouts: Vec<Layout> = self.config.layouts.iter().filter_map(|layout| rebased(layout, &between)).collect();
        let endings: Vec<&str> =
            layouts.iter().flat_map(|layout| [&layout.reference, &layout.translation]).filter_map(Pattern::ending).collect();
        let walked = self.walk(&ground, &endings);
        let mut assignment = Assignment::new(&walked.files, self.config);
        for layout in layouts {
            assignment.take_configured(layout);
        }
        self.collect(&ground, &walked, assignment);
    }

    /// Whether a layout was found.
    fn run_detection(&mut self, ground: &Ground) -> bool {
        let walked = self.walk(ground, &[]);
        let mut assignment = Assignment::new(&walked.files, self.config);
        detect::detect(&walked.files, &mut assignment, self.config.reference.as_ref());
        let family_without_pages =
            ground.starts.len() > 1 && !assignment.used.iter().any(|used| used.layout.translation.locale_in_folder_name());
        if assignment.used.is_empty() || family_without_pages {
            return false;
        }
        self.collect(ground, &walked, assignment);
        true
    }

    fn walk(&mut self, ground: &Ground, endings: &[&str]) -> Walked {
        let dir = self.config.dir.as_ref().map_or_else(|| self.current.to_path_buf(), |dir| ground::clean(self.current, dir));
        let dirs = [vec![dir], roots::folders(self.config, self.current)].concat();
        let walked = walk::walk(ground, endings, &self.config.ignore, &dirs);
        self.files = self.files.max(walked.files.len());
        for (path, reason) in &walked.failures {
            self.fail(path, reason.clone());
            self.unreadable.push(path.clone());
        }
        let is_locale = |path: &&PathBuf| path.file_name().is_some_and(|name| is_of_locale(&name.to_string_lossy()));
        self.links.extend(walked.folder_links.iter().filter(is_locale).map(|link| self.shown(link)).collect::<Vec<_>>());
        for path in walked.specials.iter().filter(is_locale) {
            self.fail(path, SPECIAL.to_owned());
            self.unreadable.push(path.clone());
        }
        self.unread.extend(walked.unread.iter().map(|path| self.shown(path)).collect::<Vec<_>>());
        walked
    }

    fn collect(&mut self, ground: &Ground, walked: &Walked, assignment: Assignment<'_>) {
        let Assignment { drafts, used, .. } = assignment;
        self.found |= !drafts.is_empty();
        let mut locales: Vec<BTreeSet<Tag>> = vec![BTreeSet::new(); used.len()];
        for draft in drafts {
            if let Some(page) = self.page(ground, &walked.files, draft, &mut locales) {
                self.site.pages.push(page);
            }
        }
        for (used, locales) in used.into_iter().zip(locales).filter(|(_, locales)| !locales.is_empty()) {
            let (description, locales) = (used.layout.translation.text().to_owned(), locales.into_iter().collect());
            let top = ground.top.clone();
            self.site.layouts.push(LayoutUse { description, reference_locale: used.reference_locale, locales, layout: used.layout, top });
        }
    }

    /// The page with what of it lies under the roots; none when nothing does. Adds its locales to those of their layouts.
    fn page(&mut self, ground: &Ground, files: &[File], draft: Draft, locales: &mut [BTreeSet<Tag>]) -> Option<Page> {
        let whole = draft.reference.is_some_and(|at| self.is_under_root(&files[at].path));
        let present: BTreeSet<&Tag> = draft.translations.keys().map(|(tag, _)| tag).collect();
        let (mut translations, mut missing) = (Vec::new(), Vec::new());
        if let Some(reference) = draft.reference.map(|at| &files[at]).filter(|file| file.obstacle.is_some()) {
            let is_asked_for = whole || draft.translations.keys().any(|(_, at)| self.is_under_root(&files[*at].path));
            self.pass_over(reference, is_asked_for);
            return None;
        }
        let mut is_read = true;
        for ((tag, at), layout) in &draft.translations {
            let file = &files[*at];
            if !self.is_wanted(tag) || !whole && !self.is_under_root(&file.path) {
                continue;
            }
            if file.obstacle.is_some() {
                is_read = false;
                self.pass_over(file, true);
            } else {
                translations.push(Translation { locale: tag.clone(), file: self.page_file(&files[*at].path) });
                locales[*layout].insert(tag.clone());
            }
        }
        for (tag, expected) in draft.expected.iter().filter(|(tag, _)| self.is_wanted(tag) && !present.contains(tag)) {
            let path = ground.top.join(with_ending(&expected.path, draft.reference.map(|at| files[at].path.as_path())));
            let is_hidden = self.unreadable.iter().any(|folder| path.starts_with(folder)) || is_behind_link(&path, &ground.top);
            if !is_hidden && (whole || self.is_under_folder(&ground.top.join(&expected.path))) {
                missing.push(Missing { locale: tag.clone(), shown: self.shown(&path), path });
                locales[expected.layout].insert(tag.clone());
            }
        }
        if translations.is_empty() && missing.is_empty() {
            return None;
        }
        let reference = draft.reference.map(|at| self.page_file(&files[at].path));
        let is_whole = is_read && whole && draft.translations.keys().all(|(tag, _)| self.is_wanted(tag));
        Some(Page { name: draft.name, reference_locale: draft.reference_locale, reference, translations, missing, is_whole })
    }

    fn is_wanted(&self, tag: &Tag) -> bool {
        let covers = |wanted: &Tag| wanted == tag || (wanted.is_bare() && wanted.language() == tag.language());
        self.config.locales.is_empty() || self.config.locales.iter().any(covers)
    }

    fn is_under_root(&self, path: &Path) -> bool {
        self.roots.iter().any(|root| path.starts_with(root))
    }

    /// A root that is a file holds no missing page.
    fn is_under_folder(&self, path: &Path) -> bool {
        self.roots.iter().any(|root| path != root && path.starts_with(root))
    }

    fn finish(mut self) -> Result<Site, PagesError> {
        let roots = std::mem::take(&mut self.roots);
        if !self.found {
            let configured = self.config.layouts.iter().map(|layout| layout.translation.text().to_owned()).collect();
            let shown = roots.iter().map(|root| self.shown(root)).collect::<Vec<_>>().join(", ");
            return Err(PagesError::NothingFound { shown, files: self.files, configured, hindrances: self.hindrances() });
        }
        if self.site.pages.is_empty() && !self.config.locales.is_empty() {
            return Err(PagesError::NoSuchLocale { asked: self.config.locales.iter().map(Tag::to_string).collect() });
        }
        if self.site.pages.is_empty() {
            let shown = roots.iter().map(|root| self.shown(root)).collect();
            return Err(PagesError::NotAmongPages { shown, hindrances: self.hindrances() });
        }
        self.site.notes.extend(self.note_of_links());
        let unread = self.unread.iter();
        self.site.notes.extend(unread.map(|file| format!("{file}: permission to read this file is denied, so nothing is ignored by it")));
        for root in roots.iter().filter(|root| root.is_file()) {
            if !self.site.pages.iter().any(|page| holds(page, root)) {
                self.fail(root, "is neither a translation nor the reference of one; use `driftlint compare` to name both files".to_owned());
            }
        }
        self.site.failures.sort();
        self.site.failures.dedup();
        self.site.pages.iter_mut().for_each(|page| page.translations.sort());
        self.site.pages.sort_by(|a, b| sort_key(a).cmp(&sort_key(b)));
        Ok(self.site)
    }

    /// What stands in the place of a page and is not read.
    fn pass_over(&mut self, file: &File, is_asked_for: bool) {
        match file.obstacle.filter(|_| is_asked_for) {
            Some(Obstacle::Link) => {
                self.links.insert(self.shown(&file.path));
            }
            Some(Obstacle::Special) => self.fail(&file.path, SPECIAL.to_owned()),
            None => {}
        }
    }

    fn note_of_links(&self) -> Option<String> {
        let named: Vec<&str> = self.links.iter().take(MOST_NAMED).map(String::as_str).collect();
        let more = self.links.len() - named.len();
        let more = if more > 0 { format!(" and {more} more") } else { String::new() };
        let (is, them) = if self.links.len() == 1 { ("is a link", "it") } else { ("are links", "them") };
        (!named.is_empty()).then(|| format!("{}{more} {is}, and nothing is read through {them}", named.join(", ")))
    }

    fn hindrances(&self) -> Vec<String> {
        let failures = self.site.failures.iter().map(|failure| format!("{}: {}", failure.shown, failure.reason));
        failures.chain(self.note_of_links()).collect()
    }

    fn fail(&mut self, path: &Path, reason: String) {
        let shown = self.shown(path);
        self.site.failures.push(PathFailure { shown, reason });
    }

    fn page_file(&self, path: &Path) -> PageFile {
        PageFile { path: path.to_path_buf(), shown: self.shown(path) }
    }

    /// Relative to the current folder where the path lies in it or in the project around it, else absolute.
    fn shown(&self, path: &Path) -> String {
        let common = self.current.ancestors().find(|folder| path.starts_with(folder)).unwrap_or(self.current);
        let climb = self.current.ancestors().take_while(|folder| *folder != common).count();
        let is_rooted = || common.parent().is_some() && roots::folders(self.config, self.current).iter().any(|root| path.starts_with(root));
        let is_near = climb == 0 || common.starts_with(&self.project) || self.project.parent() == Some(common) || is_rooted();
        match walk::relative_to(common, path) {
            Some(below) if climb == 0 && below.is_empty() => ".".to_owned(),
            Some(below) if is_near => format!("{}{below}", "../".repeat(climb)),
            _ => path.to_string_lossy().replace('\\', "/"),
        }
    }
}

/// What is said of a pipe, a socket or a device in the place of a page or of a folder of pages.
const SPECIAL: &str = "is no file, but a pipe, a socket or a device";

/// Links that are named in a note; of more, their number is told.
const MOST_NAMED: usize = 5;

/// Whether a folder of that name holds the pages of a locale: `de`, `docs.de-DE`.
fn is_of_locale(name: &str) -> bool {
    let spelled = name.rsplit_once('.').map_or(name, |(_, spelled)| spelled);
    Tag::parse(spelled).is_some()
}

/// Whether a folder between the top and the path is a link.
fn is_behind_link(path: &Path, top: &Path) -> bool {
    path.ancestors().skip(1).take_while(|folder| *folder != top).any(Path::is_symlink)
}

/// A path whose ending the layout leaves open gets that of the reference.
fn with_ending(path: &str, reference: Option<&Path>) -> String {
    let ending = reference.and_then(Path::extension).map(|ending| ending.to_string_lossy().into_owned());
    match ending {
        Some(ending) if Path::new(path).extension().is_none_or(|own| own.to_string_lossy() != ending) => format!("{path}.{ending}"),
        _ => path.to_owned(),
    }
}

fn rebased(layout: &Layout, between: &[String]) -> Option<Layout> {
    let rebase = |pattern: &Pattern| Pattern::parse(&ground::rebase(pattern.text(), between)).ok();
    Some(Layout { reference: rebase(&layout.reference)?, translation: rebase(&layout.translation)?, ..layout.clone() })
}

fn holds(page: &Page, path: &Path) -> bool {
    page.reference.iter().chain(page.translations.iter().map(|translation| &translation.file)).any(|file| file.path == path)
}

fn sort_key(page: &Page) -> (&str, Option<&PageFile>, Option<&Translation>) {
    (&page.name, page.reference.as_ref(), page.translations.first())
}
