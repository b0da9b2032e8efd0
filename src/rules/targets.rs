//! When two targets of links, images and includes lead to the same thing: what sites and locales may write differently is taken out.
//!
//! It knows addresses, not documents.

use super::multiset::{self, Value};
use crate::locale::Tag;

/// Parameters that choose how a page is shown or who linked to it, not which page it is.
const DISPLAY_PARAMETERS: [&str; 11] =
    ["view", "preserve-view", "tabs", "pivots", "pivot", "toc", "bc", "branch", "context", "source", "ocid"];

/// Endings that sites add to a page's name or leave out.
const PAGE_ENDINGS: [&str; 8] = [".markdown", ".mdx", ".md", ".html", ".htm", ".yml", ".aspx", ".rst"];

/// Names that stand for the folder which they are in.
const FOLDER_PAGES: [&str; 3] = ["index", "readme", "_index"];

/// Anchors of one language that are less alike than this, in thousandths, are not one that was changed.
const SAME_ANCHOR: u32 = 500;

/// A target, taken apart.
#[derive(Clone, Debug)]
pub(super) struct Target {
    key: String,
    /// Lower case, without `www.` and the label of a locale; none for a target of the same site.
    host: Option<String>,
    segments: Vec<String>,
    query: Vec<String>,
    fragment: String,
    /// Whether it goes from the page's own folder.
    relative: bool,
    /// The locale that the host names (`de.wikipedia.org`).
    host_locale: Option<String>,
}

impl Target {
    /// Takes a target apart.
    pub(super) fn read(target: &str) -> Target {
        let target = decoded(target.trim());
        let (rest, fragment) = target.split_once('#').unwrap_or((&target, ""));
        let (rest, query) = rest.split_once('?').unwrap_or((rest, ""));
        let (site, path) = site_and_path(rest);
        let (host, host_locale) = site.map_or((None, None), host);
        let segments = segments(path);
        let query = query_of(query);
        let fragment = fragment.to_lowercase();
        let key = format!("{}/{}?{}#{fragment}", host.as_deref().unwrap_or(""), segments.join("/"), query.join("&"));
        Target { key, relative: host.is_none() && !path.starts_with('/'), host, segments, query, fragment, host_locale }
    }

    /// Whether the difference may be that of languages: a site per locale names its pages anew, a translated page its anchors.
    pub(super) fn may_be_localized(&self, other: &Target) -> bool {
        let named = !other.fragment.is_empty() && !other.fragment.starts_with(['/', '!']);
        let anchor = named && multiset::likeness(&self.fragment, &other.fragment) < SAME_ANCHOR;
        (anchor && self.is_same_page(other)) || (self.host == other.host && self.host_locale != other.host_locale)
    }

    /// The file's name without ending and locale, if it is a file with a name.
    pub(super) fn file_name(&self) -> Option<String> {
        let last = self.segments.last()?;
        let stem = last.rsplit_once('.').map_or(last.as_str(), |(stem, _)| stem);
        let mut marks = stem.char_indices().filter(|(at, c)| *at > 0 && matches!(c, '-' | '_' | '.'));
        let tag = marks.find(|(at, _)| Tag::parse(&stem[at + 1..]).is_some());
        Some(tag.map_or(stem, |(at, _)| &stem[..at]).to_owned())
    }

    /// Whether the file's name says which language it is for.
    pub(super) fn is_of_a_language(&self) -> bool {
        let stem = self.segments.last().map(|last| last.rsplit_once('.').map_or(last.as_str(), |(stem, _)| stem));
        self.file_name().as_deref() != stem
    }

    fn is_same_page(&self, other: &Target) -> bool {
        self.query == other.query && self.is_same_host(other) && self.is_same_path(other)
    }

    fn is_same_host(&self, other: &Target) -> bool {
        self.host == other.host || self.host.is_none() || other.host.is_none()
    }

    /// Of a relative path only its own segments can be compared.
    fn is_same_path(&self, other: &Target) -> bool {
        let (short, long) = if self.segments.len() <= other.segments.len() { (self, other) } else { (other, self) };
        let rooted = !self.relative && !other.relative;
        if rooted { short.segments == long.segments } else { !short.segments.is_empty() && long.segments.ends_with(&short.segments) }
    }
}

impl Value for Target {
    fn key(&self) -> &str {
        &self.key
    }

    fn is_same(&self, other: &Self) -> bool {
        self.fragment == other.fragment && self.is_same_page(other)
    }

    fn likeness(&self, other: &Self) -> u32 {
        let near = if self.host == other.host { 0 } else { 300 };
        multiset::likeness(&self.key, &other.key).saturating_sub(near)
    }
}

/// Percent escapes decoded, where they are UTF-8.
pub(super) fn decoded(target: &str) -> String {
    let bytes = target.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        let hex = target.get(at + 1..at + 3).filter(|_| bytes[at] == b'%').and_then(|hex| u8::from_str_radix(hex, 16).ok());
        out.push(hex.unwrap_or(bytes[at]));
        at += if hex.is_some() { 3 } else { 1 };
    }
    String::from_utf8(out).unwrap_or_else(|_| target.to_owned())
}

fn site_and_path(rest: &str) -> (Option<&str>, &str) {
    let after_scheme = rest.split_once("://").filter(|(scheme, _)| scheme.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'+'));
    let Some(after) = after_scheme.map(|(_, after)| after).or_else(|| rest.strip_prefix("//")) else { return (None, rest) };
    let end = after.find('/').unwrap_or(after.len());
    (Some(&after[..end]), &after[end..])
}

/// The host without the label that names a locale, and that locale.
fn host(site: &str) -> (Option<String>, Option<String>) {
    let site = site.to_lowercase();
    let site = site.strip_prefix("www.").unwrap_or(&site);
    match site.split_once('.') {
        Some((label, rest)) if rest.contains('.') && Tag::parse(label).is_some() => (Some(rest.to_owned()), Some(label.to_owned())),
        _ => (Some(site.to_owned()), None),
    }
}

/// The path in lower case, without locales, endings of pages, and steps up.
fn segments(path: &str) -> Vec<String> {
    let mut segments: Vec<String> =
        path.split(['/', '\\']).filter(|segment| !matches!(*segment, "" | "." | ".." | "~")).map(str::to_lowercase).collect();
    segments.retain(|segment| Tag::parse(segment).is_none());
    if let Some(last) = segments.pop() {
        let name = PAGE_ENDINGS.iter().find_map(|ending| last.strip_suffix(ending)).unwrap_or(&last);
        let name = name.rsplit_once('.').filter(|(_, tag)| Tag::parse(tag).is_some()).map_or(name, |(name, _)| name);
        if !FOLDER_PAGES.contains(&name) {
            segments.push(name.to_owned());
        }
    }
    segments
}

fn query_of(query: &str) -> Vec<String> {
    let mut kept: Vec<String> =
        query.split('&').filter(|part| !part.is_empty()).map(str::to_lowercase).filter(|part| !is_display(part)).collect();
    kept.sort_unstable();
    kept
}

/// Whether a parameter chooses a view, a language (`ui=de-DE`, `clcid=0x407`) or a campaign.
fn is_display(part: &str) -> bool {
    let (name, value) = part.split_once('=').unwrap_or((part, ""));
    let is_language_code = value.strip_prefix("0x").is_some_and(|hex| hex.len() <= 4 && hex.bytes().all(|b| b.is_ascii_hexdigit()));
    let is_campaign = name.starts_with("wt.") || name.starts_with("utm_");
    DISPLAY_PARAMETERS.contains(&name) || is_campaign || is_language_code || Tag::parse(value).is_some()
}
