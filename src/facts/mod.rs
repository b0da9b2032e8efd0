//! What a text states, as values. Reads one document and knows no other.

pub mod model;

pub use model::*;
