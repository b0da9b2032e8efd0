//! Locales: their tags.

pub mod tag;

pub use tag::Tag;
