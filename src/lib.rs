//! driftlint: a linter for translated documentation.
//!
//! Data flows one way, and so do imports:
//! `source` → `locale` → `config` → `pages` → `markdown` → `facts` → `align` → `compare` → `rules` → `findings` → `fix` → `report`; `check` runs them over a site, `git`
//! and `freshness` give it what pages were before, `lsp`, `selftest` and `why` ask it for single pages, and `cli` alone knows the command line. `work` counts steps for all.

pub mod align;
pub mod check;
pub mod cli;
pub mod compare;
pub mod config;
pub mod diff;
pub mod digits;
pub mod facts;
pub mod findings;
pub mod fix;
pub mod freshness;
pub mod git;
pub mod locale;
pub mod lsp;
pub mod markdown;
pub mod pages;
pub mod report;
pub mod rules;
pub mod selftest;
pub mod source;
pub mod why;
pub mod work;
