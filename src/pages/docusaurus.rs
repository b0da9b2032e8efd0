//! Docusaurus: `i18n/{locale}/docusaurus-plugin-content-docs/current/…` beside `docs/…`, and its versions, instances, blog and pages.

use std::collections::{BTreeMap, BTreeSet};

use super::assign::Assignment;
use super::detect::best_reference;
use super::walk::File;
use crate::locale::Tag;

const PLUGIN: &str = "docusaurus-plugin-content-";

/// One plugin's translated content, in all locales: the folder of the site, the plugin's folder, and the version's if there is one.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct Content<'a> {
    /// Empty or with `/` at the end.
    site: &'a str,
    plugin: &'a str,
    version: Option<&'a str>,
}

/// Takes the layouts of every Docusaurus site in the tree.
pub(super) fn detect(files: &[File], assignment: &mut Assignment<'_>, language: &str) {
    let mut contents: BTreeMap<Content<'_>, BTreeSet<&str>> = BTreeMap::new();
    for (content, spelled) in files.iter().filter_map(|file| content_of(&file.relative)) {
        contents.entry(content).or_default().insert(spelled);
    }
    for (content, spellings) in contents {
        let tags = spellings.iter().filter_map(|spelled| Some((*spelled, Tag::parse(spelled)?)));
        let english = best_reference(tags.filter(|(_, tag)| tag.language() == language), None);
        let translation = content.pattern("{locale}");
        let references = english.map(|spelled| content.pattern(spelled)).into_iter().chain(content.reference_folders());
        for reference in references {
            if assignment.take(&reference, &translation, Some(false)) {
                break;
            }
        }
    }
}

fn content_of(relative: &str) -> Option<(Content<'_>, &str)> {
    let start = if relative.starts_with("i18n/") { 0 } else { relative.find("/i18n/")? + 1 };
    let mut parts = relative[start..].splitn(5, '/').skip(1);
    let (spelled, plugin, version) = (parts.next()?, parts.next()?, parts.next()?);
    let kind = plugin.strip_prefix(PLUGIN)?;
    let has_version = kind == "docs" || kind.starts_with("docs-");
    Tag::parse(spelled)?;
    Some((Content { site: &relative[..start], plugin, version: has_version.then_some(version) }, spelled))
}

impl Content<'_> {
    fn pattern(&self, locale: &str) -> String {
        let Content { site, plugin, version } = self;
        let version = version.map(|version| format!("{version}/")).unwrap_or_default();
        format!("{site}i18n/{locale}/{plugin}/{version}{{path}}")
    }

    /// Patterns of the folders that Docusaurus reads the content from by default, and of those that are usual.
    fn reference_folders(&self) -> Vec<String> {
        let kind = self.plugin.strip_prefix(PLUGIN).unwrap_or_default();
        let (kind, id) = kind.split_once('-').unwrap_or((kind, ""));
        let folders = match (kind, self.version) {
            ("docs", Some("current") | None) => vec![if id.is_empty() { "docs".to_owned() } else { id.to_owned() }, format!("docs/{id}")],
            ("docs", Some(version)) if id.is_empty() => vec![format!("versioned_docs/{version}")],
            ("docs", Some(version)) => vec![format!("{id}_versioned_docs/{version}")],
            ("pages", _) => vec!["src/pages".to_owned()],
            _ => vec![if id.is_empty() { kind.to_owned() } else { id.to_owned() }],
        };
        let above = self.site.trim_end_matches('/').rsplit_once('/').map_or(String::new(), |(above, _)| format!("{above}/"));
        let sites = if self.site.is_empty() { vec![String::new()] } else { vec![self.site.to_owned(), above] };
        let all =
            sites.iter().flat_map(|site| folders.iter().map(move |folder| format!("{site}{}/{{path}}", folder.trim_end_matches('/'))));
        all.collect()
    }
}
