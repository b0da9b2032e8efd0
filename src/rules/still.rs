//! Whether another state of the reference said what the translation says: then a drift is a change that was not followed.

use super::Comparison;
use super::drift::Drift;
use super::stated::Stated;
use super::verdicts::{equal, regions};
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
    /// What the translation states.
    found: Vec<Stated>,
}

impl<'a> Otherwise<'a> {
    /// Of a drift of facts, if the translation states something in the place of what the reference states now.
    pub fn of(comparison: &'a Comparison<'a>, drift: &Drift) -> Option<Otherwise<'a>> {
        if !drift.rule.is_fact() || drift.found.is_empty() || !drift.is_likely() {
            return None;
        }
        let block = block_at(comparison.reference.document, drift.reference?)?;
        let section = comparison.reference.document.blocks[block].section;
        let asked = Otherwise { comparison, block, section, found: drift.found.clone() };
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
        let says = |wanted: &str| side.document.blocks.get(block).is_some_and(|block| has_whole(block.text.visible(), wanted));
        self.found.iter().all(|stated| match stated {
            Stated::Fact(value, _) => states(value),
            // Names, addresses and versions are compared as they are written.
            Stated::Text(_, text) => says(text),
            Stated::Count(..) | Stated::Level(_) => false,
        })
    }
}

/// Whether a text has another one that is no part of a longer word or version there.
fn has_whole(text: &str, wanted: &str) -> bool {
    let goes_on = |next: Option<char>, behind: Option<char>| match next {
        Some('.' | ',' | '-' | '_') => behind.is_some_and(|c| c.is_ascii_alphanumeric()),
        Some(c) => c.is_ascii_alphanumeric(),
        None => false,
    };
    text.match_indices(wanted).any(|(at, _)| {
        let (mut before, mut after) = (text[..at].chars().rev(), text[at + wanted.len()..].chars());
        !goes_on(before.next(), before.next()) && !goes_on(after.next(), after.next())
    })
}

fn all(facts: &BlockFacts) -> impl Iterator<Item = &Value> {
    facts.readable().map(|fact| &fact.value)
}

/// The smallest block that holds a place.
fn block_at(document: &Document, place: Span) -> Option<usize> {
    let holding = document.blocks.iter().enumerate().filter(|(_, block)| block.span.contains(place));
    holding.min_by_key(|(_, block)| block.span.len()).map(|(at, _)| at)
}

#[cfg(test)]
mod tests {
    use super::has_whole;

    #[test]
    fn a_version_inside_a_longer_one_is_not_said() {
        for text in ["version 12.1.55", "version 2.1.5.1", "fjord-2.1.5", "2.1.5-rc1"] {
            assert!(!has_whole(text, "2.1.5"), "{text}");
        }
        for text in ["version 2.1.5.", "第2.1.5版", "12.1.55, 2.1.5", "(2.1.5)"] {
            assert!(has_whole(text, "2.1.5"), "{text}");
        }
    }
}
