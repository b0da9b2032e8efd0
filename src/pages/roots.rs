//! Roots that the configuration names: several folders, such as one repository per locale, that are looked at together.
//!
//! Their common folder is the ground, so that what is detected is detected across them, and names of pages differ between them.

use std::path::{Path, PathBuf};

use super::ground::{self, Ground};
use super::repositories;
use super::walk::relative_to;
use crate::config::{Config, ConfigProblem, Layout, Pattern, Root};
use crate::locale::Tag;

/// The folders, in the order of the configuration; absolute.
pub(super) fn folders(config: &Config, current: &Path) -> Vec<PathBuf> {
    let dir = config.dir.as_deref().map_or_else(|| current.to_path_buf(), |dir| ground::clean(current, dir));
    config.roots.iter().map(|root| ground::clean(&dir, Path::new(&root.path))).collect()
}

/// What is looked at when nothing is named: from a folder within a root, that folder; else all roots.
pub(super) fn given(config: &Config, current: &Path) -> Vec<PathBuf> {
    let folders = folders(config, current);
    let is_home = config.dir.as_deref().is_some_and(|dir| ground::clean(current, dir) == current);
    let is_within = folders.iter().any(|folder| current.starts_with(folder));
    if is_within && !is_home { vec![current.to_path_buf()] } else { folders }
}

/// All roots, seen from the folder that holds them.
pub(super) fn ground(config: &Config, current: &Path) -> Ground {
    let starts = folders(config, current);
    let top = common(&starts).unwrap_or_else(|| current.to_path_buf());
    Ground { top, starts }
}

/// The innermost folder that all lie in.
fn common(folders: &[PathBuf]) -> Option<PathBuf> {
    let first = folders.first()?;
    first.ancestors().find(|above| folders.iter().all(|folder| folder.starts_with(above))).map(Path::to_path_buf)
}

/// The layouts of roots that have a locale: each mirrors the root that it translates. Relative to the ground's top.
pub(super) fn mirrors(config: &Config, current: &Path) -> Vec<Layout> {
    let ground = ground(config, current);
    let pattern = |at: usize| Pattern::parse(&format!("{}/{{path}}", relative_to(&ground.top, &ground.starts[at])?)).ok();
    let mirror = |(at, root): (usize, &Root)| {
        let locale = root.locale.clone().filter(|locale| !is_reference(config, locale))?;
        let reference = translated(config, root).ok()?;
        Some(Layout { reference: pattern(reference)?, translation: pattern(at)?, locale: Some(locale), partial: false })
    };
    config.roots.iter().enumerate().filter_map(mirror).collect()
}

/// Where configured layouts hold: what stands between the ground's top and each root without a locale.
pub(super) fn between(config: &Config, current: &Path) -> Vec<Vec<String>> {
    let ground = ground(config, current);
    let plain =
        config.roots.iter().zip(&ground.starts).filter(|(root, _)| root.locale.as_ref().is_none_or(|locale| is_reference(config, locale)));
    let parts = |folder: &Path| {
        relative_to(&ground.top, folder)
            .filter(|path| !path.is_empty())
            .map_or_else(Vec::new, |path| path.split('/').map(str::to_owned).collect())
    };
    plain.map(|(_, folder)| parts(folder)).collect()
}

fn is_reference(config: &Config, locale: &Tag) -> bool {
    *locale == config.reference.clone().unwrap_or_else(Tag::english)
}

/// The root that a root with a locale translates: the one that it names, else the only one that can be meant.
fn translated(config: &Config, root: &Root) -> Result<usize, String> {
    let own = |other: &Root| other.locale.as_ref().is_none_or(|locale| is_reference(config, locale));
    if let Some(named) = &root.translates {
        let found = config.roots.iter().position(|other| other.path == *named && other.path != root.path);
        return found.ok_or_else(|| format!("`{named}` is not one of the `roots`; write it as it stands there"));
    }
    let language = config.reference.as_ref().map_or("en", Tag::language);
    let candidates: Vec<usize> = (0..config.roots.len())
        .filter(|&at| own(&config.roots[at]) && !repositories::is_translation(&config.roots[at].path, language))
        .collect();
    match candidates.as_slice() {
        [one] => Ok(*one),
        [] => Err(format!("nothing says what `{}` translates; name the root of the reference too, without `locale`", root.path)),
        [first, second, ..] => {
            let (first, second) = (&config.roots[*first].path, &config.roots[*second].path);
            Err(format!("`{}` may translate `{first}` or `{second}`; add `translates = \"{first}\"`", root.path))
        }
    }
}

/// What is wrong with the roots of a configuration that lies on this disk.
pub fn root_problems(config: &Config) -> Vec<ConfigProblem> {
    let current = std::env::current_dir().unwrap_or_default();
    let folders = folders(config, &current);
    let mut problems: Vec<ConfigProblem> = Vec::new();
    for (at, (root, folder)) in config.roots.iter().zip(&folders).enumerate() {
        if let Some((message, label)) = problem(config, root, (at, folder), &folders) {
            let help = (label == "not there").then(|| "paths of roots are relative to the configuration file".to_owned());
            problems.push(ConfigProblem { message, span: root.span, label: label.to_owned(), help });
        }
    }
    problems
}

fn problem(config: &Config, root: &Root, (at, folder): (usize, &Path), folders: &[PathBuf]) -> Option<(String, &'static str)> {
    let path = &root.path;
    if !folder.exists() {
        return Some((format!("there is no folder `{path}`"), "not there"));
    }
    if !folder.is_dir() {
        return Some((format!("`{path}` is no folder; a root is the folder of a repository or of its pages"), "not a folder"));
    }
    if path.contains(['{', '}', '\\']) {
        return Some((format!("`{path}` cannot be a root: write folders with `/`, without braces"), "not a path that works"));
    }
    let real = |folder: &Path| folder.canonicalize().unwrap_or_else(|_| folder.to_path_buf());
    let own = real(folder);
    for (before, other) in folders.iter().enumerate().filter(|(other, _)| *other != at) {
        let (name, other) = (&config.roots[before].path, real(other));
        if own == other && before < at {
            return Some((format!("`{path}` is the same folder as the root `{name}`; name it once"), "named before"));
        }
        if own != other && own.starts_with(&other) {
            return Some((
                format!("`{path}` lies in the root `{name}`, which is looked at whole; take one of them out"),
                "inside of another root",
            ));
        }
    }
    if common(folders).is_none() {
        return Some((format!("`{path}` and the other roots have no folder in common"), "on another drive"));
    }
    let is_translation = root.translates.is_some() || root.locale.as_ref().is_some_and(|locale| !is_reference(config, locale));
    is_translation.then(|| translated(config, root).err()).flatten().map(|message| (message, "translates what?"))
}
