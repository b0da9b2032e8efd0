//! From drift to findings: positions, policy, order.

pub mod finding;
