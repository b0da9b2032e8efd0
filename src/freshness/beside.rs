//! What stands beside a translation and its reference: other states of the reference, ready for the rules.

use super::{Base, PageStates, State};
use crate::rules::drift::Drift;
use crate::rules::freshness::{Embedded, Past};
use crate::rules::{self, Comparison};

/// Other states of the reference of one translation.
#[derive(Default)]
pub struct Beside<'p, 'a> {
    /// Those of its history.
    pub(super) states: Option<&'p mut PageStates<'a>>,
    /// The one that the translation was made of.
    pub(super) base: Option<Base>,
    /// The one that the translation carries inside, aligned with the reference as it is.
    pub(super) embedded: Option<State>,
}

impl Beside<'_, '_> {
    /// Adds what these states tell to the drifts of the translation.
    pub fn add(self, comparison: &Comparison<'_>, drifts: &mut Vec<Drift>) {
        let embedded = self.embedded.as_ref().map(|state| Embedded { english: state.side(), alignment: &state.alignment });
        let Some(states) = self.states else { return rules::freshness::add(comparison, None, embedded, drifts) };
        states.note(comparison, drifts);
        let state = self.base.as_ref().map(|base| states.state(&base.text));
        let past = self.base.zip(state.as_ref()).map(|(base, state)| Past {
            reference: state.side(),
            alignment: &state.alignment,
            commit: base.commit.short().to_owned(),
            date: base.commit.date(),
            named_at: base.named_at,
        });
        rules::freshness::add(comparison, past.as_ref(), embedded, drifts);
    }
}
