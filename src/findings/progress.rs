//! How far a run is: counted by those who do the work, shown by others.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

/// Pages that are to be looked at, and those that were. Copies count together.
#[derive(Clone, Debug, Default)]
pub struct Progress(Arc<Counts>);

#[derive(Debug, Default)]
struct Counts {
    expected: AtomicUsize,
    done: AtomicUsize,
}

impl Progress {
    /// So many more pages are to be looked at.
    pub fn expect(&self, pages: usize) {
        self.0.expected.fetch_add(pages, Ordering::Relaxed);
    }

    /// One more was looked at.
    pub fn step(&self) {
        self.0.done.fetch_add(1, Ordering::Relaxed);
    }

    /// How many were looked at, and of how many.
    pub fn counts(&self) -> (usize, usize) {
        (self.0.done.load(Ordering::Relaxed), self.0.expected.load(Ordering::Relaxed))
    }
}
