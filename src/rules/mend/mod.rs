//! Edits of the translation that mend a drift, in the translation's own notation. What is offered here is a proposal: `check` applies it,
//! reads the page again, and drops it unless the drift is gone and nothing else is new.

pub(super) mod anchor;
mod clock;
mod date;
mod duration;
pub(super) mod fact;
pub(super) mod lines;
pub(super) mod markup;
mod number;
mod phone;
pub(super) mod target;
mod written;

use super::drift::{Applicability, Mending};
use crate::source::Span;

/// A mending that may be applied unseen.
pub(super) fn safe(title: String, edits: Vec<(Span, String)>) -> Option<Mending> {
    mending(Applicability::Safe, title, edits)
}

/// None where there is nothing to edit, or where edits overlap.
pub(super) fn mending(applicability: Applicability, title: String, mut edits: Vec<(Span, String)>) -> Option<Mending> {
    edits.sort();
    edits.dedup();
    let apart = edits.windows(2).all(|pair| pair[0].0.end <= pair[1].0.start && pair[0].0.start < pair[1].0.start);
    (apart && !edits.is_empty()).then_some(Mending { applicability, title, edits })
}
