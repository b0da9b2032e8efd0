//! A place in a block's tokens that moves on over what is read.

use crate::locale::pack::Meaning;

use super::Scan;

/// Copy it to look ahead; what was read is taken by writing the copy back.
#[derive(Clone, Copy)]
pub(super) struct Cursor<'c, 'a, 'l> {
    scan: &'c Scan<'a, 'l>,
    at: usize,
}

impl<'c, 'a, 'l> Cursor<'c, 'a, 'l> {
    pub(super) fn new(scan: &'c Scan<'a, 'l>, at: usize) -> Self {
        Self { scan, at }
    }

    pub(super) fn scan(&self) -> &'c Scan<'a, 'l> {
        self.scan
    }

    /// The token that is read next.
    pub(super) fn at(&self) -> usize {
        self.at
    }

    pub(super) fn go_to(&mut self, at: usize) {
        self.at = at;
    }

    pub(super) fn means(&self, wanted: &Meaning) -> bool {
        self.scan.means(self.at, wanted)
    }

    /// Moves over a word of that meaning, if one stands here.
    pub(super) fn eat(&mut self, wanted: &Meaning) -> bool {
        let found = self.means(wanted);
        self.at += usize::from(found);
        found
    }

    /// Moves over a word of one of these meanings, if one stands here.
    pub(super) fn eat_any(&mut self, wanted: &[Meaning]) -> bool {
        wanted.iter().any(|meaning| self.eat(meaning))
    }

    /// What `pick` makes of the word here; moves over it if that is something.
    pub(super) fn pick<T>(&mut self, pick: impl Fn(&'l Meaning) -> Option<T>) -> Option<T> {
        let found = self.scan.meaning(self.at, pick)?;
        self.at += 1;
        Some(found)
    }

    /// Reads with `read`, and stays here if it finds nothing.
    pub(super) fn attempt<T>(&mut self, read: impl FnOnce(&mut Self) -> Option<T>) -> Option<T> {
        let mut ahead = *self;
        let found = read(&mut ahead)?;
        *self = ahead;
        Some(found)
    }

    /// Whether a unit of time stands here.
    pub(super) fn is_unit(&self) -> bool {
        self.scan.meaning(self.at, |meaning| matches!(meaning, Meaning::Unit(_)).then_some(())).is_some()
    }
}
