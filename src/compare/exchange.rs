//! Values that stand at each other's place: exchanged rows, items and columns. Knows equality of values through a function only.

use std::collections::BTreeMap;

use super::places::{Order, Places};
use crate::work;

/// A value that has found no partner at its place.
#[derive(Clone, Copy, Debug)]
pub struct Leftover<V> {
    /// Its pair of blocks, by its number in the section.
    pub pair: usize,
    /// What is compared.
    pub value: V,
}

/// Two places whose values have changed places.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Exchange {
    /// The pairs of blocks, the one that comes first in the reference before the other.
    pub pairs: (usize, usize),
    /// Leftovers of the reference and of the translation at the first place, by their numbers.
    pub first: (Vec<usize>, Vec<usize>),
    /// Those at the second.
    pub second: (Vec<usize>, Vec<usize>),
    /// How sure it is that the places themselves have not moved.
    pub order: Order,
}

/// More leftovers of a section are no slip but another text; it bounds the time.
const MOST_LEFTOVERS: usize = 400;

/// The exchanges of a section. Each leftover takes part in one at most, and places that may have moved as a whole in none.
pub fn find<V: Copy>(
    places: &Places<'_>,
    reference: &[Leftover<V>],
    translation: &[Leftover<V>],
    same: impl Fn(V, V) -> bool,
) -> Vec<Exchange> {
    if reference.len().max(translation.len()) > MOST_LEFTOVERS || reference.len() < 2 || translation.len() < 2 {
        return Vec::new();
    }
    let moved = moved(places, reference, translation, same);
    let mut pairs: Vec<(usize, usize)> = moved.keys().copied().filter(|(a, b)| a < b && moved.contains_key(&(*b, *a))).collect();
    // What explains most of two places first, then neighbours.
    pairs.sort_by_key(|(a, b)| (std::cmp::Reverse(moved[&(*a, *b)].len() + moved[&(*b, *a)].len()), b - a, *a));
    let (mut used_left, mut used_right) = (vec![false; reference.len()], vec![false; translation.len()]);
    let mut found = Vec::new();
    for (a, b) in pairs {
        let there = free(&moved[&(a, b)], &mut used_left, &mut used_right);
        let back = free(&moved[&(b, a)], &mut used_left, &mut used_right);
        let order = if there.is_empty() || back.is_empty() { Order::Open } else { places.order(a, b) };
        if order == Order::Open {
            for (left, right) in there.into_iter().chain(back) {
                (used_left[left], used_right[right]) = (false, false);
            }
            continue;
        }
        let unzip = |pairs: &[(usize, usize)]| -> (Vec<usize>, Vec<usize>) { pairs.iter().copied().unzip() };
        let ((lefts, rights_there), (others, rights_here)) = (unzip(&there), unzip(&back));
        found.push(Exchange { pairs: (a, b), first: (lefts, rights_here), second: (others, rights_there), order });
    }
    without_sorting(found)
}

/// Which leftover of the reference at one place stands at which other place, by the two places.
fn moved<V: Copy>(
    places: &Places<'_>,
    reference: &[Leftover<V>],
    translation: &[Leftover<V>],
    same: impl Fn(V, V) -> bool,
) -> BTreeMap<(usize, usize), Vec<(usize, usize)>> {
    let mut moved: BTreeMap<(usize, usize), Vec<(usize, usize)>> = BTreeMap::new();
    for (left, wanted) in reference.iter().enumerate() {
        let here = places.of(wanted.pair);
        for (right, stated) in translation.iter().enumerate() {
            work::step();
            let there = wanted.pair != stated.pair && here.may_exchange(places.of(stated.pair));
            if there && same(wanted.value, stated.value) {
                moved.entry((wanted.pair, stated.pair)).or_default().push((left, right));
            }
        }
    }
    moved
}

/// Those pairs of leftovers of which both are still free, each once; they are taken.
fn free(pairs: &[(usize, usize)], used_left: &mut [bool], used_right: &mut [bool]) -> Vec<(usize, usize)> {
    let mut taken = Vec::new();
    for &(left, right) in pairs {
        if !used_left[left] && !used_right[right] {
            (used_left[left], used_right[right]) = (true, true);
            taken.push((left, right));
        }
    }
    taken
}

/// Where nothing but the order of the alphabet was looked at, one exchange is a slip, and several are another order.
fn without_sorting(mut found: Vec<Exchange>) -> Vec<Exchange> {
    if found.iter().filter(|exchange| exchange.order == Order::Kept).count() > 1 {
        found.retain(|exchange| exchange.order == Order::Labelled);
    }
    found
}
