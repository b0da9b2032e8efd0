//! Names of headings: new ones in the style of the page, other ones in the place of old ones, and the links that use them.

use super::super::Comparison;
use super::super::drift::{Applicability, Mending};
use super::super::fragments;
use super::target;
use crate::markdown::{Document, Section};
use crate::source::Span;

/// Where a page puts the names of its headings, and how they are written.
struct Style<'d> {
    /// The element or attribute list around the name `name`.
    text: &'d str,
    name: &'d str,
    place: Place<'d>,
}

enum Place<'d> {
    /// Above the heading, with what stands between.
    Above(&'d str),
    /// Before the words of the heading, with the blanks between.
    Front(&'d str),
    /// Behind them, with the blanks between.
    Behind(&'d str),
}

/// Gives the heading of a section of the translation a name, in the style of the other headings of the page, else of the reference's.
pub(in crate::rules) fn insertion(comparison: &Comparison<'_>, section: usize, name: &str) -> Option<Mending> {
    let (translation, reference) = (comparison.translation.document, comparison.reference.document);
    let style = styles(translation).next().or_else(|| styles(reference).next())?;
    let heading = heading(translation, translation.sections.get(section)?)?;
    let (before, after) = words(translation, heading)?;
    let text = style.text.replace(style.name, name);
    let (at, new) = match style.place {
        Place::Above(gap) => (heading.start, format!("{text}{gap}")),
        Place::Front(gap) => (before, format!("{text}{gap}")),
        Place::Behind(gap) => (after, format!("{gap}{text}")),
    };
    super::safe(format!("give the heading the anchor `{name}`"), vec![(Span::new(at, at), new)])
}

fn styles(document: &Document) -> impl Iterator<Item = Style<'_>> {
    let named = document.sections.iter().filter(|section| section.anchors.len() == 1);
    named.filter_map(|section| style(document, section))
}

fn heading(document: &Document, section: &Section) -> Option<Span> {
    Some(document.blocks.get(section.heading?)?.span)
}

/// Where the words of a heading start, and where its line ends. None for HTML, and for closing marks behind the words.
fn words(document: &Document, heading: Span) -> Option<(usize, usize)> {
    let line = document.source.slice(heading).lines().next()?;
    let words = line.trim_start_matches('#').trim_start();
    let end = line.trim_end();
    let plain = !line.starts_with('<') && !end.ends_with('#') && !words.is_empty();
    plain.then(|| (heading.start + line.len() - words.len(), heading.start + end.len()))
}

fn style<'d>(document: &'d Document, section: &'d Section) -> Option<Style<'d>> {
    let heading = heading(document, section)?;
    let (start, end) = words(document, heading).unwrap_or((heading.start, heading.end));
    let anchor = section.anchors.first()?;
    let source = document.source.text();
    let (open, close) = enclosing(source, anchor.span)?;
    let text = source.get(open..close).filter(|text| is_bare(text, &anchor.name))?;
    let place = match () {
        () if close <= heading.start => Place::Above(source.get(close..heading.start).filter(|gap| gap.trim().is_empty())?),
        () if open == heading.start || open == start => {
            let behind = source.get(close..)?;
            Place::Front(&behind[..behind.len() - behind.trim_start_matches(' ').len()])
        }
        () if close == end => {
            let before = source.get(heading.start..open)?;
            Place::Behind(&before[before.trim_end_matches(' ').len()..])
        }
        () => return None,
    };
    Some(Style { text, name: &anchor.name, place })
}

/// The element or attribute list that a name stands in.
fn enclosing(source: &str, name: Span) -> Option<(usize, usize)> {
    let before = source.get(..name.start)?;
    let open = before.rfind(['<', '{'])?;
    let behind = source.get(name.end..)?;
    let close = match before.as_bytes()[open] {
        b'{' => behind.find('}')? + 1,
        _ => behind.find("</a>").map(|at| at + "</a>".len())?,
    };
    let text = source.get(open..name.end + close)?;
    (!text.contains('\n')).then_some((open, name.end + close))
}

/// Whether an element or attribute list holds the name and nothing else: no class, no words.
fn is_bare(text: &str, name: &str) -> bool {
    let solid: String = text.chars().filter(|c| !c.is_whitespace() && !matches!(c, '"' | '\'')).collect();
    let rest = solid.replace(&format!("name={name}"), "").replace(&format!("id={name}"), "").replace(&format!("#{name}"), "");
    ["<a></a>", "{}", "{:}", "{/**/}"].contains(&rest.as_str())
}

/// Gives an old name of a section another one, and leads the page's own links to it.
pub(in crate::rules) fn renaming(comparison: &Comparison<'_>, section: usize, name: &str) -> Option<Mending> {
    let side = comparison.translation;
    let section = side.document.sections.get(section)?;
    let old = section.anchors.first()?;
    let same = section.anchors.iter().filter(|anchor| anchor.name == old.name);
    let mut edits: Vec<(Span, String)> = same.map(|anchor| (anchor.span, name.to_owned())).collect();
    for (link, fragment) in side.document.blocks.iter().flat_map(fragments::links).filter(|(_, fragment)| *fragment == old.name) {
        edits.push((target::place(side, link.span, &format!("#{fragment}"))?, format!("#{name}")));
    }
    super::safe(format!("change the anchor to `{name}`"), edits)
}

/// Leads a link to a section of the translation: to its anchor, or, which is not sure on every site, to the slug of its heading.
pub(in crate::rules) fn link(comparison: &Comparison<'_>, section: usize, link: Span, fragment: &str) -> Option<Mending> {
    let side = comparison.translation;
    let section = side.document.sections.get(section)?;
    let applicability = if section.anchors.is_empty() { Applicability::Unsafe } else { Applicability::Safe };
    let place = target::place(side, link, &format!("#{fragment}"))?;
    target::edit(applicability, place, format!("#{}", section.name()))
}
