//! What the translations of a page state in the place of each value of the reference, as the rules concluded.

use std::collections::BTreeMap;

use super::{Seen, written};
use crate::align::Side;
use crate::facts::{Fact, Strength};
use crate::findings::survey::{Said, SaidState, Statement};
use crate::rules::Fate;
use crate::source::Span;

/// The values of a reference.
#[derive(Debug, Default)]
pub(super) struct Facts {
    stated: Vec<(Span, Statement)>,
}

impl Facts {
    /// All that is stated for sure; what the two sides have to show together is left out.
    pub(super) fn of(reference: Side<'_>) -> Facts {
        let document = reference.document;
        let statement = |block: usize, fact: &Fact| Statement {
            kind: fact.value.kind().name().to_owned(),
            value: fact.value.to_string(),
            text: written(document, fact.span),
            section: document.blocks[block].section,
            line: document.source.line_of(fact.span.start),
            start: fact.span.start,
            ..Statement::default()
        };
        let mut stated: Vec<(Span, Statement)> =
            all(reference).filter(|(_, fact)| is_sure(fact)).map(|(block, fact)| (fact.span, statement(block, fact))).collect();
        stated.sort_by_key(|(span, _)| *span);
        stated.dedup_by_key(|(span, _)| *span);
        Facts { stated }
    }

    /// What a translation states.
    pub(super) fn add(&mut self, locale: &str, seen: &Seen<'_>) {
        let fates: BTreeMap<Span, Fate> = seen.fates.iter().copied().collect();
        let values: BTreeMap<Span, String> = all(seen.translation).map(|(_, fact)| (fact.span, fact.value.to_string())).collect();
        let told: Vec<Option<Fate>> = self.stated.iter().map(|(span, _)| fates.get(span).copied()).collect();
        let said: Vec<Said> = (0..told.len()).map(|at| self.said(at, &told, locale, seen, &values)).collect();
        for ((_, statement), said) in self.stated.iter_mut().zip(said) {
            statement.agreed += usize::from(said.state == SaidState::Equal);
            statement.said.push(said);
        }
    }

    fn said(&self, at: usize, told: &[Option<Fate>], locale: &str, seen: &Seen<'_>, values: &BTreeMap<Span, String>) -> Said {
        let document = seen.translation.document;
        let said = |state, span: Option<Span>| Said {
            locale: locale.to_owned(),
            state,
            value: span.filter(|_| state == SaidState::Changed).and_then(|span| values.get(&span).cloned()).unwrap_or_default(),
            text: span.map_or_else(String::new, |span| written(document, span)),
            line: span.map_or(0, |span| document.source.line_of(span.start)),
        };
        match told[at] {
            Some(Fate::Same(span)) => said(SaidState::Equal, span),
            Some(Fate::Changed(span)) => said(SaidState::Changed, Some(span)),
            Some(Fate::Missing) => said(SaidState::Missing, None),
            None if self.is_said_again(at, told) => said(SaidState::Equal, None),
            None => said(SaidState::Unknown, None),
        }
    }

    /// Whether the reference says a value again in the section of which the translation agrees to it: it need not say it twice.
    fn is_said_again(&self, at: usize, told: &[Option<Fate>]) -> bool {
        let own = &self.stated[at].1;
        let same = |other: &Statement| (other.section, &other.kind, &other.value) == (own.section, &own.kind, &own.value);
        self.stated.iter().zip(told).any(|((_, other), fate)| matches!(fate, Some(Fate::Same(_))) && same(other))
    }

    /// The values in order, with what is said only where not all translations agree.
    pub(super) fn finish(self) -> Vec<Statement> {
        let brief = |mut statement: Statement| {
            if statement.agreed == statement.said.len() {
                statement.said.clear();
            }
            statement.said.sort_by(|a, b| a.locale.cmp(&b.locale));
            for said in statement.said.iter_mut().filter(|said| said.text == statement.text) {
                said.text.clear();
            }
            statement
        };
        self.stated.into_iter().map(|(_, statement)| brief(statement)).collect()
    }
}

/// A number that a name may bring with it, or that is written in words, is no statement by itself.
fn is_sure(fact: &Fact) -> bool {
    fact.strength == Strength::Strong
}

fn all(side: Side<'_>) -> impl Iterator<Item = (usize, &Fact)> {
    let blocks = side.facts.blocks.iter().enumerate();
    blocks.flat_map(|(block, facts)| facts.stated().map(move |fact| (block, fact)))
}
