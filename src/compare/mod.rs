//! What two aligned pages state at the same places: where a value belongs, which values have changed places, and what is left to speak of.
//! Knows places and figures, no rule and no wording.

pub mod cells;
pub mod columns;
pub mod exchange;
pub mod labels;
pub mod ledger;
pub mod mentions;
pub mod places;

use crate::align::{Alignment, Side};

/// Two pages that are compared, and how they line up.
#[derive(Clone, Copy, Debug)]
pub struct Pages<'a> {
    /// The reference.
    pub reference: Side<'a>,
    /// The translation.
    pub translation: Side<'a>,
    /// Their sections and blocks.
    pub alignment: &'a Alignment,
}
