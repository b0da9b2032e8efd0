//! Whether another state of the reference said what the translation says: then a drift is a change that was not followed.

use super::drift::Drift;
use super::verdicts::{equal, regions};
use super::{Comparison, Rule};
use crate::align::{Alignment, Side};
use crate::facts::{BlockFacts, Value};
use crate::markdown::Document;
use crate::source::Span;

/// What the translation states otherwise than the reference does, and where.
#[derive(Debug)]
pub struct Otherwise<'a> {
    comparison: &'a Comparison<'a>,
    /// The block of the reference.
    block: usize,
    /// The section of the reference.
    section: usize,
    values: Vec<&'a Value>,
    /// What is compared as written: names, addresses, versions.
    texts: Vec<String>,
}

impl<'a> Otherwise<'a> {
    /// Of a drift of facts, if the translation states something in the place of what the reference states now.
    pub fn of(comparison: &'a Comparison<'a>, drift: &Drift) -> Option<Otherwise<'a>> {
        let is_fact = Rule::by_id(drift.rule).is_some_and(|rule| rule.group == "facts");
        if !is_fact || drift.found.is_empty() || !drift.is_likely() {
            return None;
        }
        let block = block_at(comparison.reference.document, drift.reference?)?;
        let section = comparison.reference.document.blocks[block].section;
        let values = values(comparison.translation, drift);
        let texts = if values.is_empty() { drift.found.clone() } else { Vec::new() };
        let asked = Otherwise { comparison, block, section, values, texts };
        (!asked.is_stated(comparison.reference, block)).then_some(asked)
    }

    /// The bytes of the block that the reference has now. A state that has them too says the same.
    pub fn block_text(&self) -> &'a str {
        let document = self.comparison.reference.document;
        document.blocks.get(self.block).map_or("", |block| document.source.slice(block.span))
    }

    /// Whether another state of the reference states it at that place; `alignment` leads from that state to the reference.
    pub fn is_said_by(&self, state: Side<'_>, alignment: &Alignment) -> bool {
        let pair = alignment.of_translation(self.section);
        let old = pair.and_then(|pair| pair.blocks.iter().find(|blocks| blocks.translation == Some(self.block))?.reference);
        old.is_some_and(|block| self.is_stated(state, block))
    }

    fn is_stated(&self, side: Side<'_>, block: usize) -> bool {
        let regions = regions(self.comparison, self.section);
        let states =
            |wanted: &Value| side.facts.blocks.get(block).is_some_and(|facts| all(facts).any(|value| equal(wanted, value, &regions)));
        let says = |wanted: &String| side.document.blocks.get(block).is_some_and(|block| block.text.visible().contains(wanted.as_str()));
        self.values.iter().all(|value| states(value)) && self.texts.iter().all(says)
    }
}

fn all(facts: &BlockFacts) -> impl Iterator<Item = &Value> {
    facts.readable().map(|fact| &fact.value)
}

/// The values of the translation that a drift names.
fn values<'a>(translation: Side<'a>, drift: &Drift) -> Vec<&'a Value> {
    let block = drift.translation.and_then(|span| block_at(translation.document, span));
    let facts = block.and_then(|block| translation.facts.blocks.get(block));
    let named = facts.into_iter().flat_map(all).filter(|value| drift.found.contains(&value.to_string()));
    named.collect()
}

/// The smallest block that holds a place.
fn block_at(document: &Document, place: Span) -> Option<usize> {
    let holding = document.blocks.iter().enumerate().filter(|(_, block)| block.span.contains(place));
    holding.min_by_key(|(_, block)| block.span.len()).map(|(at, _)| at)
}
