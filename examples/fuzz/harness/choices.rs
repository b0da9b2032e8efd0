//! Where the decisions of a generator come from: a seed, or the bytes that a fuzzer mutates. The same source gives the same page.

/// A stream of decisions. One of bytes takes the first of all choices once its bytes are used up, so that generators end.
#[derive(Clone, Debug)]
pub(crate) struct Choices<'b> {
    kind: Kind<'b>,
}

#[derive(Clone, Debug)]
enum Kind<'b> {
    Seed(u64),
    Bytes(&'b [u8]),
}

impl Choices<'static> {
    /// Decisions that follow from a number.
    pub(crate) fn of_seed(seed: u64) -> Self {
        Choices { kind: Kind::Seed(seed) }
    }
}

impl<'b> Choices<'b> {
    /// Decisions that a fuzzer makes.
    pub(crate) fn of_bytes(bytes: &'b [u8]) -> Self {
        Choices { kind: Kind::Bytes(bytes) }
    }

    /// A number below `end`, which must not be 0.
    pub(crate) fn below(&mut self, end: usize) -> usize {
        match &mut self.kind {
            Kind::Seed(state) => (next(state) % end as u64) as usize,
            Kind::Bytes(bytes) => {
                let wanted = (0..8).find(|count| end <= 1 << (8 * count)).unwrap_or(8);
                let (taken, rest) = bytes.split_at(wanted.min(bytes.len()));
                *bytes = rest;
                taken.iter().fold(0, |number, &byte| number << 8 | usize::from(byte)) % end
            }
        }
    }

    /// A number of that range; its first one when the bytes are used up.
    pub(crate) fn between(&mut self, from: usize, to: usize) -> usize {
        from + self.below(to + 1 - from)
    }

    /// Whether something happens that happens once in so many times.
    pub(crate) fn once_in(&mut self, times: usize) -> bool {
        self.below(times) == times - 1
    }

    /// One of several, of which there must be one.
    pub(crate) fn pick<'t, T>(&mut self, all: &'t [T]) -> &'t T {
        &all[self.below(all.len())]
    }
}

/// `SplitMix64`: small, and good enough for choosing.
fn next(state: &mut u64) -> u64 {
    *state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
    mixed(*state)
}

/// A number that shows nothing of the one that it is made of.
pub(crate) fn mixed(number: u64) -> u64 {
    let number = (number ^ (number >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let number = (number ^ (number >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    number ^ (number >> 31)
}
