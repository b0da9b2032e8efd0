//! What a text states, as values. Reads one document and knows no other.

pub mod calendars;
pub mod decimal;
mod grammar;
mod leftover;
mod lexer;
pub mod line;
pub mod model;
pub mod phone;
pub mod read;
pub mod standard;
pub mod units;
pub mod zones;

pub use leftover::Leftover;
pub use model::*;
