//! How often each change of writing could have been made in one translation: what of the reference has a counterpart there.

use super::Comparison;
use super::RuleId;
use super::change::{Chances, Marks, address_class};
use super::targets::Target;
use crate::markdown::{Block, BlockKind, Container, InlineKind};

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
        if reference.sections[pair.reference].anchors.first().is_some() {
            count("anchor".to_owned());
        }
        let mut before: &[Container] = &[];
        for at in pair.blocks.iter().filter_map(|pair| pair.reference) {
            let block = &reference.blocks[at];
            of_block(comparison, block, &mut count);
            notes(block, before, &mut count);
            before = &block.containers;
        }
    }
    chances
}

fn of_block(comparison: &Comparison<'_>, block: &Block, count: &mut impl FnMut(String)) {
    match &block.kind {
        BlockKind::Directive(directive) => count(format!("{} {}", RuleId::Directive, directive.name)),
        BlockKind::Code { .. } => {
            comparison.reference.document.source.slice(block.span).lines().for_each(|line| code(line, count));
        }
        _ => {}
    }
    let mut has_break = false;
    for inline in &block.inlines {
        match &inline.kind {
            InlineKind::Link { target } => address(comparison, RuleId::LinkTarget, target, count),
            InlineKind::Url => {
                address(comparison, RuleId::LinkTarget, block.text.visible().get(inline.range.clone()).unwrap_or_default(), count);
            }
            InlineKind::Image { target, .. } => address(comparison, RuleId::Image, target, count),
            InlineKind::Code => code(block.text.visible().get(inline.range.clone()).unwrap_or_default(), count),
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

fn code(text: &str, count: &mut impl FnMut(String)) {
    for marks in Marks::ALL {
        if text.contains(marks.text().0) {
            count(format!("code {}", marks.text().0));
        }
    }
}
