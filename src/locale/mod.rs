//! Languages: their tags, and the packs of words that the fact engine reads with.

pub mod calendar;
pub mod codes;
mod halves;
pub mod lexicon;
mod meaning;
pub mod normal;
pub mod pack;
pub mod registry;
pub mod tag;
mod trie;

pub use tag::Tag;
