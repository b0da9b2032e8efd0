//! The rules: each compares one kind of thing over aligned pairs.

pub mod drift;
