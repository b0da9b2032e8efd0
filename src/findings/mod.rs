//! From drift to findings: places, severity by policy, what is allowed, order. Knows rules and configuration, no report.

pub mod agreement;
pub mod allowances;
mod allowed;
pub mod baseline;
pub mod build;
mod comments;
pub mod consistency;
pub mod finding;
pub mod habits;
pub mod history;
mod json;
pub mod links;
pub mod part;
mod paste;
pub mod policy;
pub mod progress;
pub mod suppression;
pub mod survey;

pub use finding::*;
