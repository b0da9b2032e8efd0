//! What two aligned pages state at the same places: where a value belongs, which values have changed places, and what is left to speak of.
//! Knows places and figures, no rule and no wording.

pub mod cells;
pub mod exchange;
pub mod labels;
pub mod ledger;
pub mod places;
