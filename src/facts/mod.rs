//! What a text states, as values. Reads one document and knows no other.

mod grammar;
mod lexer;
pub mod model;
pub mod phone;
pub mod read;

pub use model::*;
