//! The configuration, `driftlint.toml`: its types, where it is found, and how it is read.
//!
//! It knows tags and patterns, not files: which pages a layout matches is for `pages` to find out.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use crate::locale::Tag;
use crate::source::{SourceFile, Span};

pub mod date;
mod globs;
mod own;
pub mod pattern;
pub mod problem;
mod reader;
mod sections;

pub use date::Date;
pub use globs::Globs;
pub use pattern::Pattern;
pub use problem::{ConfigProblem, render};
pub use reader::suggestion;

/// The names under which a configuration is found, in the order of preference.
pub const FILE_NAMES: [&str; 2] = ["driftlint.toml", ".driftlint.toml"];

/// What the configuration says; the default is that of a project without one.
#[derive(Clone, Debug, Default)]
pub struct Config {
    /// The folder of the configuration file; patterns and globs are relative to it. None without a file.
    pub dir: Option<PathBuf>,
    /// The file itself, for findings about it. None without a file.
    pub source: Option<SourceFile>,
    /// The locale of the reference; English when not said.
    pub reference: Option<Tag>,
    /// Which file translates which. When there is one, layouts are no longer detected.
    pub layouts: Vec<Layout>,
    /// Folders that are looked at together, such as one repository per locale; the current folder when there is none.
    pub roots: Vec<Root>,
    /// Pages to leave out, in gitignore syntax.
    pub ignore: Vec<String>,
    /// The only locales to look at; empty means all.
    pub locales: Vec<Tag>,
    /// By rule id.
    pub rules: BTreeMap<String, RuleSetting>,
    /// Other levels for some paths and locales, in order: of several that hold, the last one counts.
    pub overrides: Vec<Override>,
    /// Facts of the project's own.
    pub facts: Vec<FactDefinition>,
    /// What may differ.
    pub allows: Vec<Allow>,
    /// What the site writes otherwise on purpose.
    pub habits: Vec<HabitDefinition>,
}

impl Config {
    /// The folders that paths of the configuration are relative to: its own, and each root.
    pub fn dirs(&self) -> Vec<PathBuf> {
        let own = self.dir.clone().unwrap_or_else(|| PathBuf::from("."));
        let roots: Vec<PathBuf> = self.roots.iter().map(|root| own.join(&root.path)).collect();
        [vec![own], roots].concat()
    }
}

/// A folder that is looked at together with others (`roots`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Root {
    /// As it is written: relative to the configuration file, with `/`.
    pub path: String,
    /// The locale of all its pages, where their paths do not tell it.
    pub locale: Option<Tag>,
    /// The path of the root whose pages it translates, where more than one can be meant.
    pub translates: Option<String>,
    /// Where it stands in the configuration file.
    pub span: Span,
}

/// Which file translates which, as two patterns over the same `{path}`.
#[derive(Clone, Debug, PartialEq)]
pub struct Layout {
    /// Reference pages.
    pub reference: Pattern,
    /// Their translations.
    pub translation: Pattern,
    /// The locale of the translations when the pattern has no `{locale}`.
    pub locale: Option<Tag>,
    /// Whether reference pages without any translation are left out instead of being reported as missing, unless another page of
    /// their folder is translated. For trees where only some files are meant for translation.
    pub partial: bool,
}

/// What `[rules]` says of one rule.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct RuleSetting {
    /// The level, when it is set.
    pub level: Option<Level>,
    /// All other keys of the rule's table, for the rule to interpret.
    pub options: BTreeMap<String, RuleOption>,
}

/// An option of a rule, and where it stands in the file.
#[derive(Clone, Debug, PartialEq)]
pub struct RuleOption {
    /// The value.
    pub value: OptionValue,
    /// Its bytes in the configuration file.
    pub span: Span,
}

/// Values that options can have.
#[derive(Clone, Debug, PartialEq)]
pub enum OptionValue {
    /// A string.
    Text(String),
    /// A whole number.
    Integer(i64),
    /// A number with a fraction.
    Number(f64),
    /// `true` or `false`.
    Flag(bool),
    /// A list of strings.
    Texts(Vec<String>),
}

/// How much a rule's findings matter.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Level {
    /// The rule does not run.
    Off,
    /// A hint.
    Info,
    /// Structure that differs.
    Warning,
    /// The translation states something else.
    Error,
}

impl Level {
    /// Reads `error`, `warning`, `info` or `off`.
    pub fn parse(text: &str) -> Option<Level> {
        match text {
            "off" => Some(Level::Off),
            "info" => Some(Level::Info),
            "warning" => Some(Level::Warning),
            "error" => Some(Level::Error),
            _ => None,
        }
    }
}

/// Levels that hold for some paths and locales (`[[override]]`). An empty list takes in everything.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Override {
    /// Only for pages whose file, or whose reference, one of these matches; in gitignore syntax.
    pub paths: Vec<String>,
    /// Only in these locales; `de` takes in `de-AT`.
    pub locales: Vec<Tag>,
    /// By rule id.
    pub rules: BTreeMap<String, Level>,
}

/// A fact of the project's own (`[[fact]]`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FactDefinition {
    /// Its id in kebab case; findings carry it as their rule.
    pub id: String,
    /// What messages call it.
    pub name: String,
    /// A regular expression that compiles and never matches nothing.
    pub pattern: String,
    /// Where it is looked for.
    pub places: FactPlaces,
    /// Where the pattern stands in the configuration file.
    pub span: Span,
}

/// Where a fact of the project's own is looked for (`in`).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FactPlaces {
    /// What headings, paragraphs, list items and table cells show, code in them included.
    pub text: bool,
    /// Code blocks.
    pub code: bool,
    /// Targets of links and images.
    pub links: bool,
}

/// What may differ, and why (`[[allow]]`). A field that is none matches everything.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Allow {
    /// The rule's id.
    pub rule: String,
    /// Only in this locale.
    pub locale: Option<Tag>,
    /// Only on this page, by its name.
    pub page: Option<String>,
    /// Only on pages whose file, or whose reference, this matches; in gitignore syntax.
    pub path: Option<String>,
    /// Only in the section of this anchor.
    pub section: Option<String>,
    /// Only where the translation states this.
    pub found: Option<String>,
    /// Only where the reference states this.
    pub expected: Option<String>,
    /// Why.
    pub reason: String,
    /// The last day on which it holds.
    pub expires: Option<Date>,
    /// Its first line in the configuration file, for saying that it matches nothing.
    pub span: Span,
}

/// What the pages of a locale write otherwise on purpose (`[[habit]]`).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HabitDefinition {
    /// The id of the rule that would tell each place.
    pub rule: String,
    /// Only in this locale.
    pub locale: Option<Tag>,
    /// What is written otherwise, as a finding of `habit` shows it: `{path} -> {path}-cn`.
    pub change: String,
    /// Why.
    pub reason: String,
}

/// Reads a configuration. `path` is where the text comes from; `known_rules` are the ids that may be named.
///
/// # Errors
/// All mistakes in the order of their place; a file that is not TOML has one.
pub fn load(text: &str, path: &Path, known_rules: &[&str]) -> Result<Config, Vec<ConfigProblem>> {
    let config = sections::read(text, known_rules)?;
    let dir = path.parent().map(|dir| if dir.as_os_str().is_empty() { Path::new(".") } else { dir });
    let source = SourceFile::new(path.to_string_lossy().replace('\\', "/"), text);
    Ok(Config { dir: dir.map(Path::to_path_buf), source: Some(source), ..config })
}

/// What is wrong with the options of rules, in the order of their place. `names` gives the options that a rule has, which are lists of
/// strings.
pub fn option_problems(config: &Config, names: impl Fn(&str) -> &'static [&'static str]) -> Vec<ConfigProblem> {
    let mut reader = reader::Reader::default();
    for (rule, setting) in &config.rules {
        let known = names(rule);
        for (name, option) in &setting.options {
            if !known.contains(&name.as_str()) {
                let message = format!("`{rule}` has no option `{name}`{}", suggestion(name, known));
                reader.problem(option.span, message, "not an option of this rule");
            } else if !matches!(option.value, OptionValue::Texts(_)) {
                reader.problem(option.span, format!("`{name}` must be a list of strings in square brackets"), "not a list");
            }
        }
    }
    reader.finish()
}

/// The configuration that holds for a folder: the one in it or in the nearest folder above, up to the folder that has `.git`. Whatever has
/// its name is meant to be it, also what cannot be read.
pub fn discover_config(start: &Path) -> Option<PathBuf> {
    let start = std::path::absolute(start).ok()?;
    for folder in start.ancestors() {
        let found = FILE_NAMES.iter().map(|name| folder.join(name)).find(|file| file.symlink_metadata().is_ok());
        if found.is_some() {
            return found;
        }
        if folder.join(".git").exists() {
            return None;
        }
    }
    None
}
