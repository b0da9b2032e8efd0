//! Markdown in, [`Document`] out. The only code that touches comrak; it knows no locale.

pub mod model;

pub use model::*;
