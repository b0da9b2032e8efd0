//! Which file translates which.
