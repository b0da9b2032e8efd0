//! Which folders a configuration may name. It comes with a checkout, so that whoever wrote it must not lead a run over the whole disk:
//! its repository, and the folders beside that, as one repository for each locale needs them.

use std::path::{Component, Path, PathBuf};

use super::ground;
use crate::config::{Config, Pattern};

/// One sentence about the first folder that the configuration names and that lies elsewhere; none when all are within reach.
pub fn out_of_reach(config: &Config, current: &Path) -> Option<String> {
    let dir = ground::clean(current, config.dir.as_deref()?);
    let home = home(&dir);
    let roots = config.roots.iter().map(|root| (root.path.as_str(), root.path.as_str(), false));
    let patterns = config.layouts.iter().flat_map(|layout| [&layout.reference, &layout.translation]);
    let mut named = roots.chain(patterns.map(|pattern| (pattern.text(), folder_of(pattern), names_a_folder(pattern))));
    let (text, ..) = named.find(|(_, folder, is_begun)| !is_within(&home, &ground::clean(&dir, Path::new(folder)), *is_begun))?;
    Some(format!(
        "`{text}` lies outside of the repository and of the folders beside it; with --allow-outside (`allowOutside` in the settings of an \
         editor) a configuration may name it"
    ))
}

/// The real folder that links must not lead out of: the repository that a path lies in as it is written, else the current folder. None
/// for a path elsewhere, whose links are the user's own.
pub fn bounds(path: &Path) -> Option<PathBuf> {
    let current = std::env::current_dir().ok()?;
    let plain = ground::clean(&current, path);
    let repository = plain.ancestors().skip(1).find(|folder| folder.join(".git").exists()).map(Path::to_path_buf);
    let here = (current.parent().is_some() && plain.starts_with(&current)).then_some(current);
    repository.or(here)?.canonicalize().ok()
}

/// The repository of a folder; without one, the folder stands for it.
fn home(dir: &Path) -> PathBuf {
    dir.ancestors().find(|folder| folder.join(".git").exists()).unwrap_or(dir).to_path_buf()
}

/// The folder that a pattern's text begins with.
fn folder_of(pattern: &Pattern) -> &str {
    pattern.literal_start().rsplit_once('/').map_or("", |(folder, _)| folder)
}

/// Whether what follows that folder is the name of another one that is not hidden, such as `docs.{locale}/`.
fn names_a_folder(pattern: &Pattern) -> bool {
    let rest = pattern.text().strip_prefix(folder_of(pattern)).unwrap_or_default().trim_start_matches('/');
    rest.split_once('/').is_some_and(|(name, _)| !name.contains("{path}") && !name.starts_with('.'))
}

/// `is_begun` is whether only folders in it are meant.
fn is_within(home: &Path, folder: &Path, is_begun: bool) -> bool {
    let real = |path: &Path| path.canonicalize().unwrap_or_else(|_| path.to_path_buf());
    if folder.starts_with(home) {
        return real(folder).starts_with(real(home));
    }
    let Some(above) = home.parent() else { return false };
    let Ok(below) = folder.strip_prefix(above) else { return false };
    let Some(Component::Normal(name)) = below.components().next() else { return is_begun && above.parent().is_some() };
    let beside = above.join(name);
    // Beside a checkout at the top of a disk or in a home folder lies more than checkouts.
    let is_hidden = name.to_string_lossy().starts_with('.');
    let is_known = above.parent().is_some() || beside.join(".git").exists();
    !is_hidden && is_known && real(folder).starts_with(real(&beside))
}
