//! When two targets of links, images and includes lead to the same thing: what sites and locales may write differently is taken out.
//!
//! It knows addresses, not documents.

use super::change::Change;
use crate::compare::mentions::Value;
use crate::diff;
use crate::locale::Tag;
use crate::locale::codes::Codes;

/// Parameters that choose how a page is shown or who linked to it, not which page it is.
const DISPLAY_PARAMETERS: [&str; 11] =
    ["view", "preserve-view", "tabs", "pivots", "pivot", "toc", "bc", "branch", "context", "source", "ocid"];

/// Endings that sites add to a page's name or leave out.
const PAGE_ENDINGS: [&str; 8] = [".markdown", ".mdx", ".md", ".html", ".htm", ".yml", ".aspx", ".rst"];

/// Folders that hold one folder for each language.
const LANGUAGE_FOLDERS: [&str; 8] = ["lang", "language", "languages", "locale", "locales", "l10n", "intl", "translations"];

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
    /// Whether host or query name the locale of the translation (`?captions=ger`).
    is_localized: bool,
    codes: Codes,
}

impl Target {
    /// Takes a target apart; `codes` are those of the translation's locale.
    pub(super) fn read(target: &str, codes: &Codes) -> Target {
        let target = decoded(target.trim());
        let (rest, fragment) = target.split_once('#').unwrap_or((&target, ""));
        let (rest, query) = rest.split_once('?').unwrap_or((rest, ""));
        let (site, path) = site_and_path(rest);
        let (host, host_locale) = site.map_or((None, None), |site| host(site, codes));
        let segments = segments(path, codes);
        let is_own = |label: &String| codes.contains(label);
        let is_localized = host_locale.as_ref().is_some_and(is_own) || parts(query).any(|part| names_own(&part, codes));
        let query = query_of(query, codes);
        let fragment = match route(fragment) {
            Some(path) => format!("/{}", self::segments(path, codes).join("/")),
            None => fragment.to_lowercase(),
        };
        let key = format!("{}/{}?{}#{fragment}", host.as_deref().unwrap_or(""), segments.join("/"), query.join("&"));
        let relative = host.is_none() && !path.starts_with('/');
        Target { key, relative, host, segments, query, fragment, host_locale, is_localized, codes: codes.clone() }
    }

    /// Whether the difference may be that of languages: a site per locale names its pages anew, a translated page its anchors, and what is
    /// asked for in the page's language may be another thing.
    pub(super) fn may_be_localized(&self, other: &Target) -> bool {
        let named = !other.fragment.is_empty() && route(&other.fragment).is_none();
        let is_spelt = self.fragment.is_ascii() && !other.fragment.is_ascii();
        let anchor = named && (is_spelt || diff::likeness(&self.fragment, &other.fragment) < SAME_ANCHOR);
        let own = other.is_localized && !self.is_localized;
        own || (anchor && self.is_same_page(other)) || (self.host == other.host && self.host_locale != other.host_locale)
    }

    /// The file's name without ending and locale, if it is a file with a name.
    pub(super) fn file_name(&self) -> Option<String> {
        let last = self.segments.last()?;
        let stem = last.rsplit_once('.').map_or(last.as_str(), |(stem, _)| stem);
        let mut marks = stem.char_indices().filter(|(at, c)| *at > 0 && matches!(c, '-' | '_' | '.'));
        let tag = marks.find(|(at, _)| Tag::parse(&stem[at + 1..]).is_some());
        Some(tag.map_or(stem, |(at, _)| &stem[..at]).to_owned())
    }

    /// What the address is of: the same site, from its top (`/`) or the page's folder (`.`), or a host.
    pub(super) fn site(&self) -> &str {
        self.host.as_deref().unwrap_or(if self.relative { "." } else { "/" })
    }

    /// The first name of its path.
    pub(super) fn first_name(&self) -> Option<&str> {
        self.segments.first().map(String::as_str)
    }

    /// What the other one writes otherwise for the same page, if that can be told from its letters.
    pub(super) fn change(&self, other: &Target) -> Option<Change> {
        let (own, others) = (self.names(other), other.names(self));
        if self.fragment == other.fragment { Change::of_addresses(self.site(), &texts(&own), &texts(&others)) } else { None }
    }

    /// The names of the path, the host before them where the other one has another, and the query behind the last.
    fn names(&self, other: &Target) -> Vec<String> {
        let host = self.host.iter().filter(|_| self.host != other.host).cloned();
        let mut names: Vec<String> = host.chain(self.segments.iter().cloned()).collect();
        if let Some(last) = names.last_mut().filter(|_| self.query != other.query && !self.query.is_empty()) {
            *last = format!("{last}?{}", self.query.join("&"));
        }
        names
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
        let as_long = short.segments.len() == long.segments.len();
        (as_long || !rooted && !short.segments.is_empty()) && self.ends_alike(&long.segments, &short.segments)
    }

    /// Whether one path ends as the other does, but for the locale behind its last name (`grid-cn`).
    fn ends_alike(&self, long: &[String], short: &[String]) -> bool {
        let mut both = long.iter().rev().zip(short.iter().rev());
        let last = both.next().is_none_or(|(a, b)| a == b || is_suffixed(a, b, &self.codes) || is_suffixed(b, a, &self.codes));
        last && both.all(|(a, b)| a == b)
    }
}

fn texts(names: &[String]) -> Vec<&str> {
    names.iter().map(String::as_str).collect()
}

/// Whether a name is another one with a code of the locale behind it.
fn is_suffixed(name: &str, other: &str, codes: &Codes) -> bool {
    let suffix = name.strip_prefix(other).filter(|_| !other.is_empty());
    suffix.and_then(|suffix| suffix.strip_prefix(['-', '_', '.'])).is_some_and(|code| codes.contains(code))
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
        diff::likeness(&self.key, &other.key).saturating_sub(near)
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
fn host(site: &str, codes: &Codes) -> (Option<String>, Option<String>) {
    let site = site.to_lowercase();
    let site = site.strip_prefix("www.").unwrap_or(&site);
    match site.split_once('.') {
        Some((label, rest)) if rest.contains('.') && is_code(label, codes) => (Some(rest.to_owned()), Some(label.to_owned())),
        _ => (Some(site.to_owned()), None),
    }
}

/// Whether a text names a language, or the translation's own locale in any way.
fn is_code(text: &str, codes: &Codes) -> bool {
    Tag::parse(text).is_some() || codes.contains(text)
}

/// The path in lower case, without locales, endings of pages, and steps up.
/// The path in a fragment, of a page that a script shows: `#/en/guide`, `#!/en/guide`.
pub(super) fn route(fragment: &str) -> Option<&str> {
    let path = fragment.strip_prefix('!').unwrap_or(fragment);
    path.starts_with('/').then_some(path)
}

fn segments(path: &str, codes: &Codes) -> Vec<String> {
    let mut segments: Vec<String> =
        path.split(['/', '\\']).filter(|segment| !matches!(*segment, "" | "." | ".." | "~")).map(str::to_lowercase).collect();
    let is_folder =
        |at: usize| LANGUAGE_FOLDERS.contains(&segments[at].as_str()) && segments.get(at + 1).is_some_and(|next| is_code(next, codes));
    let folders: Vec<bool> = (0..segments.len()).map(is_folder).collect();
    let mut folders = folders.into_iter();
    segments.retain(|segment| !folders.next().unwrap_or_default() && !is_code(segment, codes));
    if let Some(last) = segments.pop() {
        let name = PAGE_ENDINGS.iter().find_map(|ending| last.strip_suffix(ending)).unwrap_or(&last);
        let name = name.rsplit_once('.').filter(|(_, tag)| is_code(tag, codes)).map_or(name, |(name, _)| name);
        if !FOLDER_PAGES.contains(&name) {
            segments.push(name.to_owned());
        }
    }
    segments
}

fn parts(query: &str) -> impl Iterator<Item = String> {
    query.split('&').filter(|part| !part.is_empty()).map(str::to_lowercase)
}

fn query_of(query: &str, codes: &Codes) -> Vec<String> {
    let mut kept: Vec<String> = parts(query).filter(|part| !is_display(part) && !names_own(part, codes)).collect();
    kept.sort_unstable();
    kept
}

/// Whether a parameter names the locale of the translation.
fn names_own(part: &str, codes: &Codes) -> bool {
    part.split_once('=').is_some_and(|(_, value)| codes.contains(value))
}

/// Whether a parameter chooses a view, a language (`ui=de-DE`, `clcid=0x407`) or a campaign.
fn is_display(part: &str) -> bool {
    let (name, value) = part.split_once('=').unwrap_or((part, ""));
    let is_language_code = value.strip_prefix("0x").is_some_and(|hex| hex.len() <= 4 && hex.bytes().all(|b| b.is_ascii_hexdigit()));
    let is_campaign = name.starts_with("wt.") || name.starts_with("utm_");
    DISPLAY_PARAMETERS.contains(&name) || is_campaign || is_language_code || Tag::parse(value).is_some()
}
