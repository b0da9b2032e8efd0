//! `image`: an image that is another one, or is gone.

use std::collections::BTreeMap;

use super::RuleId;
use super::drift::{Confidence, Drift};
use super::evidence::Evidence;
use super::markup::{self, Wording};
use super::multiset::{self, Difference, Mention, Value};
use super::outline::Covered;
use super::stated::TextKind;
use super::targets::Target;
use super::{Comparison, mend};
use crate::align::Side;
use crate::locale::codes::Codes;
use crate::markdown::{Block, BlockKind, Directive, InlineKind};
use crate::source::Span;

const WORDING: Wording = Wording {
    rule: RuleId::Image,
    kind: TextKind::Target,
    changed: |expected, found| format!("image is `{expected}` in the reference, `{found}` here"),
    gone: |expected| format!("image `{expected}` of the reference is missing here"),
    added: |found| format!("image `{found}` is not in the reference"),
    help: |expected| match expected {
        Some(expected) => format!("show `{expected}`, or the same image in this language"),
        None => "take the image out, or add it to the reference too".to_owned(),
    },
};

pub(super) fn drifts(comparison: &Comparison<'_>, covered: &Covered) -> Vec<Drift> {
    let differences = multiset::compare_unlike(comparison, covered, is_alike, |side, block| mentions(side, block, &comparison.codes));
    let mut added: BTreeMap<usize, usize> = BTreeMap::new();
    for difference in differences.iter().filter(|difference| difference.reference.is_none()) {
        *added.entry(difference.pair).or_default() += 1;
    }
    // A picture for this language under another name, beside another block: none is gone.
    let is_told = differences.iter().filter(|difference| {
        let own = if difference.translation.is_none() { added.get_mut(&difference.pair).filter(|count| **count > 0) } else { None };
        own.map(|count| *count -= 1).is_none()
    });
    is_told.map(|difference| drift(comparison, difference)).collect()
}

fn drift(comparison: &Comparison<'_>, difference: &Difference<Image>) -> Drift {
    let codes = &comparison.codes;
    let same = |a: &str, b: &str| Image(Target::read(a, codes)).is_same(&Image(Target::read(b, codes)));
    let fixes = markup::both(difference)
        .and_then(|(wanted, found)| mend::target::mending(comparison.translation, found.span, (&wanted.shown, &found.shown), same));
    let change = markup::both(difference).and_then(|(wanted, found)| wanted.value.0.change(&found.value.0));
    Drift { change, fixes: fixes.into_iter().collect(), ..markup::drift(comparison, difference, &WORDING, confidence(difference)) }
}

/// A picture that was made for this language may have a name of this language too.
fn confidence(difference: &Difference<Image>) -> Confidence {
    let is_localized = |mention: &Mention<Image>| mention.value.0.is_of_a_language();
    if markup::both(difference).is_some_and(|(wanted, found)| is_localized(wanted) && is_localized(found)) {
        return Evidence::MayDiffer.confidence();
    }
    markup::confidence(difference)
}

fn is_alike(reference: &Block, translation: &Block) -> bool {
    let is_directive = |block: &Block| matches!(block.kind, BlockKind::Directive(_));
    !is_directive(reference) && !is_directive(translation) && targets(reference).eq(targets(translation))
}

fn targets(block: &Block) -> impl Iterator<Item = &str> {
    block.inlines.iter().filter_map(|inline| if let InlineKind::Image { target, .. } = &inline.kind { Some(target.trim()) } else { None })
}

fn mentions(side: Side<'_>, block: usize, codes: &Codes) -> Vec<Mention<Image>> {
    let Some(read) = side.document.blocks.get(block) else { return Vec::new() };
    let mention = |target: &str, span: Span, alone: bool| {
        let target = target.trim();
        (!target.is_empty()).then(|| Mention {
            value: Image(Target::read(target, codes)),
            shown: markup::brief(target),
            block,
            span,
            alone,
        })
    };
    if let BlockKind::Directive(directive) = &read.kind {
        return source_of(directive).and_then(|target| mention(target, read.span, true)).into_iter().collect();
    }
    let images = read.inlines.iter().filter_map(|inline| match &inline.kind {
        InlineKind::Image { target, .. } => mention(target, inline.span, is_alone(read)),
        _ => None,
    });
    images.collect()
}

/// The file of `:::image source="…":::` alone on its line.
fn source_of(directive: &Directive) -> Option<&str> {
    let (_, rest) = directive.arguments.split_once("source=\"").filter(|_| directive.name == "image")?;
    rest.split('"').next()
}

fn is_alone(block: &Block) -> bool {
    block.text.is_empty() && block.inlines.iter().filter(|inline| matches!(inline.kind, InlineKind::Image { .. })).count() == 1
}

/// The file that an image shows. Images of a language are in a folder or have a name of their own.
#[derive(Clone, Debug)]
struct Image(Target);

impl Value for Image {
    fn key(&self) -> &str {
        self.0.key()
    }

    fn is_same(&self, other: &Self) -> bool {
        self.0.is_same(&other.0) || self.0.file_name().is_some_and(|name| other.0.file_name().as_ref() == Some(&name))
    }

    fn likeness(&self, other: &Self) -> u32 {
        self.0.likeness(&other.0)
    }
}
