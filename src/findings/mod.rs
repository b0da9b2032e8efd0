//! From drift to findings: places, severity by policy, what is allowed, order. Knows rules and configuration, no report.

pub mod build;
pub mod finding;
pub mod policy;

pub use finding::*;
