//! Counts what a thread does in loops whose length two texts decide together, so that time can be bounded and tested without a clock.
//!
//! It knows nothing of what is counted: whoever compares pairs of things counts the pairs.

use std::cell::Cell;

thread_local! {
    static STEPS: Cell<u64> = const { Cell::new(0) };
}

/// Counts one step of this thread.
#[inline]
pub fn step() {
    steps(1);
}

/// Counts some steps of this thread.
#[inline]
pub fn steps(number: usize) {
    STEPS.set(STEPS.get().wrapping_add(number as u64));
}

/// Runs something, and says how many steps it took beside what it gave.
pub fn counted<T>(run: impl FnOnce() -> T) -> (T, u64) {
    let before = STEPS.get();
    let result = run();
    (result, STEPS.get().wrapping_sub(before))
}
