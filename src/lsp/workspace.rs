//! The folders that the client works in: each is a site with its configuration, found as the command line finds them.

use std::collections::{BTreeMap, HashMap};
use std::path::{Path, PathBuf};

use crate::check::{self, Contents, Single};
use crate::config::{self, Config, ConfigProblem, Date};
use crate::findings::baseline::{self, Baseline};
use crate::findings::policy::Policy;
use crate::freshness::Freshness;
use crate::pages::{self, Page, PageFile, Site, Translation};
use crate::rules::options::Options;
use crate::rules::registry;
use crate::source::SourceFile;
use serde_json::Value;

/// A page, by its folder and its place in the folder's site.
pub(super) type PageKey = (usize, usize);

/// What a file is on its page.
#[derive(Clone, Copy, Debug)]
pub(super) enum Role<'a> {
    Reference,
    Translation(&'a Translation),
}

/// What whoever starts the server, or the settings of the editor, ask for.
#[derive(Clone, Debug, Default)]
pub struct Wanted {
    /// The configuration of every folder, as an absolute path, instead of its own.
    pub config: Option<PathBuf>,
    /// Whether configurations may name folders outside of their repository and of those beside it.
    pub allows_outside: bool,
}

impl Wanted {
    /// Takes over what the editor's settings say (`allowOutside`).
    pub(super) fn configure(&mut self, settings: Option<&Value>) {
        let said = settings.and_then(|settings| settings.get("allowOutside")).and_then(Value::as_bool);
        self.allows_outside = said.unwrap_or(self.allows_outside);
    }
}

/// A folder and its site.
#[derive(Debug)]
pub(super) struct Folder {
    pub(super) root: PathBuf,
    /// Where the configuration is, good or bad.
    pub(super) config_path: Option<PathBuf>,
    pub(super) config: Config,
    /// Why the configuration is not the one that is used: its text with its mistakes, or why it cannot be read.
    pub(super) broken: Option<(SourceFile, Vec<ConfigProblem>)>,
    pub(super) site: Site,
    /// What else there is to say, one sentence each.
    pub(super) notes: Vec<String>,
    /// Whether there was a configuration without mistakes, or none.
    is_known: bool,
    baseline: Option<Baseline>,
    by_path: HashMap<PathBuf, usize>,
    freshness: Freshness,
}

impl Folder {
    /// Reads the configuration and finds the pages.
    pub(super) fn open(root: PathBuf, wanted: &Wanted) -> Folder {
        let config = Config::default();
        let mut folder = Folder {
            freshness: Freshness::without_history(&Policy::new(&config, Date::from_days(0))),
            root,
            config,
            config_path: None,
            broken: None,
            site: Site::default(),
            notes: Vec::new(),
            is_known: false,
            baseline: None,
            by_path: HashMap::new(),
        };
        folder.reload(wanted);
        folder
    }

    /// Reads all of it again. With mistakes in it, the configuration of before stays; without one of before, nothing is checked.
    pub(super) fn reload(&mut self, wanted: &Wanted) {
        self.notes.clear();
        self.config_path = wanted.config.clone().or_else(|| config::discover_config(&self.root));
        match self.config_path.as_deref().map_or_else(|| Ok(Config::default()), |path| load(path, wanted)) {
            Ok(config) => (self.config, self.broken, self.is_known) = (config, None, true),
            Err(broken) => self.broken = Some(broken),
        }
        if self.is_known {
            self.discover();
        }
    }

    /// Finds the pages again.
    fn discover(&mut self) {
        self.site = match pages::discover_from(&self.root, &[], &self.config) {
            Ok(site) => check::present(site, &self.root),
            Err(error) => {
                self.notes.push(error.because(check::hindrances(&self.root)).to_string());
                Site::default()
            }
        };
        self.notes.extend(self.site.notes.iter().cloned());
        let files = |page: &Page| page.reference.iter().chain(page.translations.iter().map(|of| &of.file)).cloned().collect::<Vec<_>>();
        let all = self.site.pages.iter().enumerate();
        self.by_path = all.flat_map(|(at, page)| files(page).into_iter().map(move |file| (file.path, at))).collect();
        self.baseline = self.read_baseline();
        self.refresh_history();
    }

    /// The baseline beside the configuration, as `check` takes it.
    fn read_baseline(&mut self) -> Option<Baseline> {
        let path = self.baseline_path();
        let source = path.symlink_metadata().is_ok().then(|| SourceFile::read(&path, path.to_string_lossy()))?;
        let read = source.map_err(|error| error.to_string()).and_then(Baseline::read);
        read.map_err(|problem| self.notes.push(format!("{}: {problem}", path.display()))).ok()
    }

    fn baseline_path(&self) -> PathBuf {
        self.config.dir.as_deref().unwrap_or(&self.root).join(baseline::FILE_NAME)
    }

    /// Asks the repository anew: there may be another commit.
    pub(super) fn refresh_history(&mut self) {
        let freshness = Freshness::of(&self.site, &self.policy());
        self.freshness = freshness;
    }

    /// Every translation is judged by itself: what most of them agree on is shown in each.
    pub(super) fn policy(&self) -> Policy<'_> {
        let mut policy = Policy::new(&self.config, today());
        policy.one_by_one = true;
        policy.baseline.clone_from(&self.baseline);
        policy
    }

    /// What a page is checked with.
    pub(super) fn single<'a>(&'a self, policy: &'a Policy<'a>, contents: &'a dyn Contents) -> Single<'a> {
        Single { site: &self.site, policy, contents, freshness: &self.freshness }
    }

    /// Whether a change of that file changes what holds for the folder.
    pub(super) fn is_ruled_by(&self, path: &Path) -> bool {
        let is_config = |name: &str| path.file_name().is_some_and(|own| own == name);
        let would_be_found = config::FILE_NAMES.into_iter().any(is_config) && path.parent().is_some_and(|dir| self.root.starts_with(dir));
        self.config_path.as_deref() == Some(path) || would_be_found || self.baseline_path() == path
    }

    /// Whether a file that is no page yet may be one.
    fn may_hold(&self, path: &Path) -> bool {
        let ending = |path: &Path| path.extension().map(std::ffi::OsStr::to_ascii_lowercase);
        let own = ending(path);
        let usual = ["md", "mdx", "markdown"].iter().any(|usual| own.as_deref().is_some_and(|own| own == *usual));
        path.starts_with(&self.root) && (usual || self.by_path.keys().any(|page| ending(page) == own))
    }
}

/// All folders of the client.
#[derive(Debug, Default)]
pub(super) struct Workspace {
    pub(super) folders: Vec<Folder>,
    pub(super) wanted: Wanted,
    /// Whether the client works in no folder, so that a document brings its own.
    pub(super) is_loose: bool,
}

impl Workspace {
    pub(super) fn add(&mut self, root: PathBuf) {
        if root.is_dir() && !self.folders.iter().any(|folder| folder.root == root) {
            self.folders.push(Folder::open(root, &self.wanted));
        }
    }

    /// The page of a file.
    pub(super) fn page_of(&self, path: &Path) -> Option<PageKey> {
        self.folders.iter().enumerate().find_map(|(at, folder)| Some((at, *folder.by_path.get(path)?)))
    }

    pub(super) fn page(&self, (folder, page): PageKey) -> Option<(&Folder, &Page)> {
        let folder = self.folders.get(folder)?;
        Some((folder, folder.site.pages.get(page)?))
    }

    /// The page of a file, and what the file is on it.
    pub(super) fn find(&self, path: &Path) -> Option<(&Folder, &Page, Role<'_>)> {
        let (folder, page) = self.page(self.page_of(path)?)?;
        Some((folder, page, role(page, path)?))
    }

    /// Folders in which the file may be a page that is not known yet.
    pub(super) fn may_hold(&self, path: &Path) -> Vec<usize> {
        let is_new = self.page_of(path).is_none() && path.is_file();
        let folders = self.folders.iter().enumerate().filter(|(_, folder)| is_new && folder.may_hold(path));
        folders.map(|(at, _)| at).collect()
    }

    /// Without a folder, a document brings that of its configuration or repository. One that has neither stays alone.
    pub(super) fn adopt(&mut self, path: &Path) {
        if !self.is_loose || self.folders.iter().any(|folder| path.starts_with(&folder.root)) {
            return;
        }
        let Some(folder) = path.parent() else { return };
        let configured = config::discover_config(folder).and_then(|config| config.parent().map(Path::to_path_buf));
        let repository = || folder.ancestors().find(|folder| folder.join(".git").exists()).map(Path::to_path_buf);
        if let Some(root) = configured.or_else(repository) {
            self.add(root);
        }
    }
}

pub(super) fn role<'p>(page: &'p Page, path: &Path) -> Option<Role<'p>> {
    if page.reference.as_ref().is_some_and(|file| file.path == path) {
        return Some(Role::Reference);
    }
    page.translations.iter().find(|of| of.file.path == path).map(Role::Translation)
}

/// The files of a page by the paths that findings show.
pub(super) fn by_shown(page: &Page) -> BTreeMap<&str, &Path> {
    let files = page.reference.iter().chain(page.translations.iter().map(|of| &of.file));
    files.map(|PageFile { path, shown }| (shown.as_str(), path.as_path())).collect()
}

fn load(path: &Path, wanted: &Wanted) -> Result<Config, (SourceFile, Vec<ConfigProblem>)> {
    let shown = path.to_string_lossy();
    let unreadable = |message: String| {
        let label = String::new();
        (SourceFile::new(shown.as_ref(), ""), vec![ConfigProblem { message, span: crate::source::Span::default(), label, help: None }])
    };
    let is_led_out = |bounds: PathBuf| path.canonicalize().is_ok_and(|real| !real.starts_with(bounds));
    if wanted.config.is_none() && pages::bounds(path).is_some_and(is_led_out) {
        return Err(unreadable("the configuration is a link that leads out of the repository".to_owned()));
    }
    let source =
        SourceFile::read(path, shown.as_ref()).map_err(|error| unreadable(format!("the configuration cannot be read: {error}")))?;
    let text = source.text().to_owned();
    let known: Vec<&str> = registry::ids().collect();
    let checked = config::load(&text, path, &known).and_then(|config| {
        let problems = config::option_problems(&config, Options::names);
        let dir = path.parent().unwrap_or(path);
        let elsewhere = Some(&config).filter(|_| !wanted.allows_outside).and_then(|config| pages::out_of_reach(config, dir));
        let outside =
            elsewhere.map(|message| ConfigProblem { message, span: crate::source::Span::default(), label: String::new(), help: None });
        let problems: Vec<ConfigProblem> = problems.into_iter().chain(outside).collect();
        if problems.is_empty() { Ok(config) } else { Err(problems) }
    });
    checked.map_err(|problems| (SourceFile::new(shown.as_ref(), text), problems))
}

fn today() -> Date {
    let seconds = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).map_or(0, |elapsed| elapsed.as_secs());
    Date::from_days(seconds / 86_400)
}
