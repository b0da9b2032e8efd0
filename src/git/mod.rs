//! The history of files, by the `git` program: who changed a path last, and what it held then.
//!
//! It knows paths, commits and bytes; no page, no language and no rule. Everything is read; nothing of a repository is ever written,
//! no hook, pager, filter or remote is called. What git cannot tell is `None`, never an error: a history is a help, not a condition.

mod answers;
mod command;
mod commit;
mod find;
mod objects;
mod repository;
mod walk;

pub use command::NO_PROGRAM;
pub use commit::{Commit, is_id};
pub use find::{Repositories, Tracked};
pub use repository::{Repository, Revision};
pub use walk::{Last, Touch, Touches};
