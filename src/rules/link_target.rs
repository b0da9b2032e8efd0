//! `link-target`: a link that leads elsewhere than in the reference, or is gone.

use super::RuleId;
use super::drift::{Confidence, Drift, Mending};
use super::evidence::Evidence;
use super::markup::{self, Wording};
use super::outline::Covered;
use super::stated::{Stated, TextKind, listed};
use super::targets::{self, Target};
use super::{Comparison, mend};
use crate::align::Side;
use crate::compare::mentions::{self as matcher, Difference, Mention, Value};
use crate::markdown::{Block, Document, Inline, InlineKind};
use crate::source::Span;

const WORDING: Wording = Wording {
    rule: RuleId::LinkTarget,
    kind: TextKind::Target,
    changed: |expected, found| format!("link leads to `{expected}` in the reference, to `{found}` here"),
    gone: |expected| format!("link to `{expected}` of the reference is missing here"),
    added: |found| format!("link to `{found}` is not in the reference"),
    help: |expected| match expected {
        Some(expected) => format!("link to `{expected}`, or to the same page in this language"),
        None => "take the link out, or add it to the reference too".to_owned(),
    },
};

pub(super) fn drifts(comparison: &Comparison<'_>, covered: &Covered) -> Vec<Drift> {
    let differences = matcher::compare_unlike(&comparison.pages(), covered, is_alike, |side, block| {
        let links = side.document.blocks.get(block).map(links).unwrap_or_default();
        links.iter().filter(|link| link.shows).map(|link| mention(comparison, side, block, link)).collect()
    });
    differences.iter().map(|difference| drift(comparison, difference)).collect()
}

fn drift(comparison: &Comparison<'_>, difference: &Difference<Link>) -> Drift {
    let mut drift = markup::drift(comparison, difference, &WORDING, confidence(difference));
    if let Some(span) = textless(comparison, difference) {
        drift.message = format!("link to `{}` has no text here, so nobody sees it", listed(&drift.expected));
        drift.help = Some("put the words that lead there between the brackets".to_owned());
        drift.translation = Some(span);
        drift.translation_label = String::from("no text");
    }
    if let Some((wanted, found)) = markup::both(difference).filter(|(wanted, found)| wanted.shown == found.shown)
        && let Some([wanted_title, found_title]) = titles(comparison, wanted, found)
    {
        drift.message = format!("`{}` leads to the section `{wanted_title}` in the reference, to `{found_title}` here", found.shown);
        drift.expected = vec![Stated::text(TextKind::Heading, wanted_title)];
        drift.found = vec![Stated::text(TextKind::Heading, found_title)];
    }
    drift.change = markup::both(difference).and_then(|(wanted, found)| match (&wanted.value, &found.value) {
        (Link::Elsewhere(wanted), Link::Elsewhere(found)) => wanted.change(found),
        _ => None,
    });
    drift.fixes.extend(markup::both(difference).and_then(|(wanted, found)| mending(comparison, wanted, found)));
    drift
}

/// The titles of the sections that the same fragment leads to on both sides.
fn titles(comparison: &Comparison<'_>, wanted: &Mention<Link>, found: &Mention<Link>) -> Option<[String; 2]> {
    let fragment = |link: &Mention<Link>| Some(targets::decoded(link.shown.strip_prefix('#')?));
    let (reference, translation) = (comparison.reference.document, comparison.translation.document);
    let left = comparison.reference_notes.fragments(reference).section(&fragment(wanted)?)?;
    let right = comparison.translation_notes.fragments(translation).section(&fragment(found)?)?;
    let title = |document: &Document, at: usize| document.sections.get(at).map(|section| section.title.clone());
    Some([title(reference, left)?, title(translation, right)?])
}

fn mending(comparison: &Comparison<'_>, wanted: &Mention<Link>, found: &Mention<Link>) -> Option<Mending> {
    let side = comparison.translation;
    match (&wanted.value, &found.value) {
        (Link::Elsewhere(_), Link::Elsewhere(_)) => {
            let codes = &comparison.codes;
            let same = |a: &str, b: &str| Target::read(a, codes).is_same(&Target::read(b, codes));
            mend::target::mending(side, found.span, (&wanted.shown, &found.shown), same)
        }
        (Link::Here { .. }, Link::Here { .. }) => {
            let section = section(comparison, true, &targets::decoded(wanted.shown.trim().strip_prefix('#')?))?;
            let section = comparison.alignment.of_reference(section)?.translation;
            mend::anchor::link(comparison, section, found.span, found.shown.trim().strip_prefix('#')?)
        }
        _ => None,
    }
}

/// The link that is there but shows nothing, where one was called gone.
fn textless(comparison: &Comparison<'_>, difference: &Difference<Link>) -> Option<Span> {
    let gone = difference.reference.as_ref().filter(|_| difference.translation.is_none())?;
    let block = comparison.translation.document.blocks.get(difference.partner?)?;
    let same = |target: &str| {
        matches!(&gone.value, Link::Elsewhere(wanted) if wanted.is_same(&Target::read(target, &comparison.codes)))
            || target.trim() == gone.shown
    };
    links(block).iter().find(|link| !link.shows && same(link.target)).map(|link| link.inline.span)
}

/// Whether two blocks link to the same addresses, written alike. Places on the page are told by more than their letters.
fn is_alike(reference: &Block, translation: &Block) -> bool {
    let shown = |block| links(block).into_iter().filter(|link| link.shows).map(|link| link.target.trim());
    shown(reference).eq(shown(translation)) && !shown(reference).any(|target| target.starts_with('#'))
}

fn mention(comparison: &Comparison<'_>, side: Side<'_>, block: usize, link: &Shown<'_>) -> Mention<Link> {
    let is_reference = std::ptr::eq(side.document, comparison.reference.document);
    let target = link.target.trim();
    let value = match target.strip_prefix('#').filter(|fragment| targets::route(fragment).is_none()) {
        Some(fragment) => Link::here(section(comparison, is_reference, &targets::decoded(fragment)), fragment),
        None => Link::Elsewhere(Target::read(target, &comparison.codes)),
    };
    Mention { value, shown: target.to_owned(), block, span: link.inline.span, alone: false }
}

/// A link, and whether it has text or an image.
struct Shown<'b> {
    inline: &'b Inline,
    target: &'b str,
    shows: bool,
}

/// Links and bare addresses; an address that is the text of a link is not another one. Mail and telephone links are facts.
fn links(block: &Block) -> Vec<Shown<'_>> {
    let mut found: Vec<Shown<'_>> = Vec::new();
    let mut end = 0;
    for inline in &block.inlines {
        let inside = inline.span.start < end;
        match &inline.kind {
            InlineKind::Link { target } => {
                found.push(Shown { inline, target, shows: !inline.range.is_empty() });
                end = inline.span.end;
            }
            InlineKind::Image { .. } if inside => found.iter_mut().rev().take(1).for_each(|link| link.shows = true),
            InlineKind::Url if !inside => {
                let target = block.text.visible().get(inline.range.clone()).unwrap_or_default();
                found.push(Shown { inline, target, shows: true });
            }
            _ => {}
        }
    }
    found.retain(|link| !is_fact(link.target));
    found
}

fn is_fact(target: &str) -> bool {
    let scheme = target.trim().split(':').next().unwrap_or_default();
    ["mailto", "tel", "sms", "javascript"].iter().any(|known| scheme.eq_ignore_ascii_case(known))
}

fn confidence(difference: &Difference<Link>) -> Confidence {
    let sure = markup::confidence(difference);
    let Some((expected, found)) = difference.reference.as_ref().zip(difference.translation.as_ref()) else { return sure };
    match (&expected.value, &found.value) {
        (Link::Elsewhere(expected), Link::Elsewhere(found)) if expected.may_be_localized(found) => Evidence::MayDiffer.confidence(),
        _ => sure,
    }
}

/// What a link leads to.
#[derive(Clone, Debug)]
enum Link {
    /// A place in this page: the reference's section, if the fragment names one that has a partner.
    Here { key: String, known: bool },
    /// Another page.
    Elsewhere(Target),
}

impl Link {
    fn here(section: Option<usize>, fragment: &str) -> Link {
        match section {
            Some(section) => Link::Here { key: format!("#{section}"), known: true },
            None => Link::Here { key: format!("#{}", fragment.to_lowercase()), known: false },
        }
    }
}

impl Value for Link {
    const MAY_EXCHANGE: bool = true;
    fn key(&self) -> &str {
        match self {
            Link::Here { key, .. } => key,
            Link::Elsewhere(target) => target.key(),
        }
    }

    /// A place that nobody can find is `broken-fragment`'s business.
    fn is_same(&self, other: &Self) -> bool {
        match (self, other) {
            (Link::Here { known, .. }, Link::Here { known: other_known, .. }) => !known || !other_known,
            (Link::Elsewhere(target), Link::Elsewhere(other)) => target.is_same(other),
            _ => false,
        }
    }

    fn likeness(&self, other: &Self) -> u32 {
        match (self, other) {
            (Link::Elsewhere(target), Link::Elsewhere(other)) => target.likeness(other),
            (Link::Here { .. }, Link::Here { .. }) => 500,
            _ => 0,
        }
    }
}

/// The reference's section that a fragment of either page stands for.
fn section(comparison: &Comparison<'_>, is_reference: bool, fragment: &str) -> Option<usize> {
    if is_reference {
        return comparison.reference_notes.fragments(comparison.reference.document).section(fragment);
    }
    let section = comparison.translation_notes.fragments(comparison.translation.document).section(fragment)?;
    comparison.alignment.of_translation(section).map(|pair| pair.reference)
}
