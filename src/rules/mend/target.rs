//! Another target for a link, an image or an include: what differs of it, so that the site's own folders and locales stay.

use super::super::drift::{Applicability, Mending};
use crate::align::Side;
use crate::locale::Tag;
use crate::source::Span;

/// Puts the reference's target into the place of the one that stands in a part of the translation. `same` says whether two targets lead
/// to one place.
pub(in crate::rules) fn mending(
    side: Side<'_>,
    part: Span,
    (reference, found): (&str, &str),
    same: impl Fn(&str, &str) -> bool,
) -> Option<Mending> {
    let place = place(side, part, found)?;
    let mut kept = candidates(reference, found).into_iter().filter(|candidate| same(candidate, reference));
    match kept.next() {
        Some(target) => edit(Applicability::Safe, place, target),
        None if names_locale(reference) => edit(Applicability::Unsafe, place, reference.to_owned()),
        None => edit(Applicability::Safe, place, reference.to_owned()),
    }
}

/// The mending that puts a target, or the name of one, into its place.
pub(super) fn edit(applicability: Applicability, place: Span, target: String) -> Option<Mending> {
    // What would end the target early is written otherwise in each notation.
    if target.is_empty() || target.contains([' ', '(', ')', '<', '>', '"', '\'', '\\']) {
        return None;
    }
    super::mending(applicability, format!("change it to `{target}`"), vec![(place, target)])
}

/// Where a target stands in a part of the file: behind what opens one, which titles and words have not in front.
pub(in crate::rules) fn place(side: Side<'_>, part: Span, target: &str) -> Option<Span> {
    let text = side.document.source.slice(part);
    let before = |at: usize| text[..at].chars().next_back();
    let surely = |at: usize| before(at).is_some_and(|c| matches!(c, '(' | '<' | '=')) || text[..at].ends_with("=\"");
    let opens = |at: usize| before(at).is_none_or(|c| "\"'!`".contains(c) || c.is_whitespace());
    let closes = |at: usize| text[at..].chars().next().is_none_or(|c| ")>\"'!`}/".contains(c) || c.is_whitespace());
    let places = || text.rmatch_indices(target).map(|(at, _)| at).filter(|&at| !target.is_empty() && closes(at + target.len()));
    let at = places().find(|&at| surely(at)).or_else(|| places().find(|&at| opens(at)))?;
    Some(Span::new(part.start + at, part.start + at + target.len()))
}

/// The translation's target with as little of the reference's as may do.
fn candidates(reference: &str, found: &str) -> Vec<String> {
    let (wanted, stated) = (Parts::of(reference), Parts::of(found));
    let path = path(wanted.path, stated.path);
    let with = |path: Option<&str>, query: &str, fragment: &str| path.map(|path| format!("{path}{query}{fragment}"));
    let all = [
        with(path.as_deref(), stated.query, stated.fragment),
        with(Some(stated.path), stated.query, wanted.fragment),
        with(path.as_deref(), stated.query, wanted.fragment),
        with(Some(stated.path), wanted.query, wanted.fragment).filter(|_| !names_locale(wanted.query)),
        with(path.as_deref(), wanted.query, wanted.fragment).filter(|_| !names_locale(wanted.query)),
    ];
    all.into_iter().flatten().collect()
}

/// A target as written: the mark of a part belongs to it.
struct Parts<'t> {
    path: &'t str,
    query: &'t str,
    fragment: &'t str,
}

impl<'t> Parts<'t> {
    fn of(target: &'t str) -> Self {
        let (rest, fragment) = target.split_at(target.find('#').unwrap_or(target.len()));
        let (path, query) = rest.split_at(rest.find('?').unwrap_or(rest.len()));
        Parts { path, query, fragment }
    }
}

/// The translation's path with the reference's names where they differ. None where the two have not as many names.
fn path(wanted: &str, stated: &str) -> Option<String> {
    let ((site, wanted), (own, stated)) = (site(wanted), site(stated));
    let is_name = |segment: &&str| !matches!(*segment, "" | "." | ".." | "~") && Tag::parse(segment).is_none();
    let mut names = wanted.split('/').filter(is_name);
    let same_number = names.clone().count() == stated.split('/').filter(is_name).count();
    let same_site = site.eq_ignore_ascii_case(own);
    if !same_number || !same_site {
        return None;
    }
    let segments = stated.split('/').map(|segment| {
        let name = if is_name(&segment) { names.next() } else { None };
        name.map_or_else(|| segment.to_owned(), |name| renamed(name, segment))
    });
    Some(format!("{own}{}", segments.collect::<Vec<_>>().join("/")))
}

/// A name in the place of another, which may carry its locale (`setup.de.md`).
fn renamed(name: &str, other: &str) -> String {
    let locale = |name: &str| {
        let (stem, _) = name.rsplit_once('.')?;
        let (_, tag) = stem.rsplit_once('.')?;
        Tag::parse(tag).map(|_| tag.to_owned())
    };
    match (name.rsplit_once('.'), locale(other)) {
        (Some((stem, ending)), Some(tag)) if locale(name).is_none() => format!("{stem}.{tag}.{ending}"),
        _ => name.to_owned(),
    }
}

/// The scheme and host of a path, and the rest.
fn site(path: &str) -> (&str, &str) {
    let start = path.find("://").map(|at| at + 3).or_else(|| path.starts_with("//").then_some(2));
    let end = start.map_or(0, |start| path[start..].find('/').map_or(path.len(), |at| start + at));
    path.split_at(end)
}

/// Whether a target names a locale, so that it leads to a page in the reference's language.
fn names_locale(target: &str) -> bool {
    target.split(['/', '=', '&', '?', '#', '.']).any(|part| Tag::parse(part).is_some())
}
