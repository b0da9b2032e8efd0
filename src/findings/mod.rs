//! From drift to findings: places, severity by policy, what is allowed, order. Knows rules and configuration, no report.

pub mod agreement;
pub mod build;
pub mod consistency;
pub mod finding;
pub mod policy;

pub use finding::*;
