//! What the rules of the group *freshness* are given beside the two pages: other states of the reference. They do not ask where these
//! come from.

use super::drift::Drift;
use super::{Comparison, embedded_source, stale_translation};
use crate::align::{Alignment, Side};
use crate::source::Span;

/// The reference as it was when the translation was made.
#[derive(Clone, Debug)]
pub struct Past<'a> {
    /// That state.
    pub reference: Side<'a>,
    /// From that state to the reference as it is.
    pub alignment: &'a Alignment,
    /// The commit, as people write its id.
    pub commit: String,
    /// The day of the commit, `YYYY-MM-DD`.
    pub date: String,
    /// Where the translation's front matter names the commit; none when it is the last one that changed the translation.
    pub named_at: Option<Span>,
}

/// The English that a translation carries inside, block for block like the translation.
#[derive(Clone, Copy, Debug)]
pub struct Embedded<'a> {
    /// That English.
    pub english: Side<'a>,
    /// From the reference to that English.
    pub alignment: &'a Alignment,
}

/// Adds what these states tell to the drifts of a translation.
pub fn add(comparison: &Comparison<'_>, past: Option<&Past<'_>>, embedded: Option<Embedded<'_>>, drifts: &mut Vec<Drift>) {
    let stale = past.and_then(|past| stale_translation::drift(comparison, past, drifts));
    if let Some(embedded) = embedded {
        embedded_source::add(comparison, embedded, drifts);
    }
    drifts.extend(stale);
}
