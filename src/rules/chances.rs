//! How often each change of writing could have been made in one translation: what of the reference has a counterpart there.

use super::Comparison;
use super::RuleId;
use super::change::{Chances, Marks, address_class};
use super::placeholders;
use super::targets::Target;
use crate::markdown::{Block, BlockKind, Container, Document, InlineKind};

/// Counts them.
pub fn chances(comparison: &Comparison<'_>) -> Chances {
    let mut chances = Chances::new();
    let (reference, translation) = (comparison.reference.document, comparison.translation.document);
    let mut count = |class: String| *chances.entry(class).or_default() += 1;
    count("page".to_owned());
    for entry in reference.front_matter.iter().flat_map(|matter| &matter.entries) {
        let has = |other: &crate::markdown::FrontMatter| other.entries.iter().any(|other| other.key == entry.key);
        if translation.front_matter.as_ref().is_some_and(has) {
            count(format!("value {}", entry.key));
        }
    }
    for pair in &comparison.alignment.sections {
        if !reference.sections[pair.reference].anchors.is_empty() {
            count("anchor".to_owned());
        }
        let mut before: &[Container] = &[];
        for blocks in &pair.blocks {
            let Some(block) = blocks.reference.and_then(|at| reference.blocks.get(at)) else { continue };
            of_block(comparison, block, &mut count);
            if let Some(partner) = blocks.translation.and_then(|at| translation.blocks.get(at)) {
                placeholders((comparison.reference.document, block), (comparison.translation.document, partner), &mut count);
            }
            notes(block, before, &mut count);
            before = &block.containers;
        }
    }
    chances
}

fn of_block(comparison: &Comparison<'_>, block: &Block, count: &mut impl FnMut(String)) {
    if let BlockKind::Directive(directive) = &block.kind {
        count(format!("{} {}", RuleId::Directive, directive.name));
    }
    let mut has_break = false;
    for inline in &block.inlines {
        match &inline.kind {
            InlineKind::Link { target } => address(comparison, RuleId::LinkTarget, target, count),
            InlineKind::Url => {
                address(comparison, RuleId::LinkTarget, block.text.visible().get(inline.range.clone()).unwrap_or_default(), count);
            }
            InlineKind::Image { target, .. } => address(comparison, RuleId::Image, target, count),
            InlineKind::Shortcode(directive) => count(format!("{} {}", RuleId::Directive, directive.name)),
            InlineKind::HardBreak => has_break = true,
            _ => {}
        }
    }
    if has_break {
        count("break".to_owned());
    }
}

/// Notes that begin with a block.
fn notes(block: &Block, before: &[Container], count: &mut impl FnMut(String)) {
    for container in block.containers.iter().filter(|container| !before.contains(container)) {
        if let Container::Admonition { kind, .. } = container {
            count(format!("{} {kind}", RuleId::Admonition));
        }
    }
}

fn address(comparison: &Comparison<'_>, rule: RuleId, target: &str, count: &mut impl FnMut(String)) {
    if target.starts_with('#') {
        return;
    }
    let target = Target::read(target, &comparison.codes);
    count(address_class(rule, target.site(), ""));
    if let Some(first) = target.first_name() {
        count(address_class(rule, target.site(), first));
    }
}

/// Placeholders of the reference's code that hold words, but for those whose translation is taken for the same without being told.
fn placeholders(reference: (&Document, &Block), translation: (&Document, &Block), count: &mut impl FnMut(String)) {
    let own = codes(reference.0, reference.1);
    if own.is_empty() {
        return;
    }
    let other = codes(translation.0, translation.1);
    let skeletons: Vec<String> = other.iter().map(|code| placeholders::skeleton(code)).collect();
    for code in own {
        let is_kept = other.contains(&code);
        let is_quiet = !is_kept && skeletons.contains(&placeholders::skeleton(code));
        let marks = Marks::ALL.into_iter().filter(|marks| !is_quiet && marks.has_words(code));
        for marks in marks {
            count(format!("code {}", marks.text().0));
        }
    }
}

/// The code of a block, line for line, that may hold a placeholder.
fn codes<'d>(document: &'d Document, block: &'d Block) -> Vec<&'d str> {
    let may_hold = |code: &&str| code.contains(['{', '<', '[']);
    if matches!(block.kind, BlockKind::Code { .. }) {
        return document.source.slice(block.span).lines().map(str::trim).filter(may_hold).collect();
    }
    let inside = block.inlines.iter().filter(|inline| inline.kind == InlineKind::Code);
    inside.filter_map(|inline| block.text.visible().get(inline.range.clone())).filter(may_hold).collect()
}
