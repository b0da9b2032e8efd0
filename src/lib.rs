//! driftlint: a linter for translated documentation.
//!
//! Data flows one way, and so do imports:
//! `source` → `pages` → `markdown` → `locale` → `facts` → `align` → `rules` → `findings` → `report`; `cli` uses them all.

pub mod config;
pub mod facts;
pub mod findings;
pub mod locale;
pub mod markdown;
pub mod pages;
pub mod rules;
pub mod source;
