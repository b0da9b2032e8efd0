//! Sections that each page has in the order of its own alphabet: glossaries, lists of commands. There, place tells nothing of a pair.

use std::collections::{BTreeMap, BTreeSet};

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::Side;
use super::score::Scorer;
use super::window;

/// Fewer headings are in the order of the alphabet by chance.
const FEWEST: usize = 5;

/// So many letters headings begin with at least that are in the order of the alphabet.
const FEWEST_LETTERS: usize = 4;

/// More sections are not looked at, to bound time.
const MOST: usize = 500;

/// What two sections must share to be a pair wherever they stand.
const ALIKE: i32 = 60;

/// What stands in the order of the alphabet inside two sections that are a pair, as far as it has no partner.
#[derive(Default)]
pub(super) struct Sorted {
    /// Pairs by what they share.
    pub(super) pairs: Vec<(usize, usize)>,
    /// Sections that nothing is known of: of the reference, and of the translation.
    pub(super) unknown: [Vec<usize>; 2],
}

/// Families of sections that both pages have in the order of their own alphabets, which is another one: `partner` leads from the sections of
/// the translation to those of the reference.
pub(super) fn sorted(sides: [Side<'_>; 2], partner: &BTreeMap<usize, usize>, scorer: &Scorer<'_>) -> Sorted {
    let children = sides.map(children);
    let mut sorted = Sorted::default();
    for (parent, ts) in &children[1] {
        let own = parent.map_or(Some(None), |parent| partner.get(&parent).map(|&own| Some(own)));
        let Some(rs) = own.and_then(|own| children[0].get(&own)).filter(|rs| rs.len().max(ts.len()) <= MOST) else { continue };
        let is_sorted = |side: usize, all: &[usize]| is_sorted(&all.iter().map(|&at| scorer.heading(side, at)).collect::<Vec<_>>());
        if is_sorted(0, rs) && is_sorted(1, ts) {
            family(rs, ts, partner, scorer, &mut sorted);
        }
    }
    sorted
}

fn children(side: Side<'_>) -> BTreeMap<Option<usize>, Vec<usize>> {
    let mut children: BTreeMap<Option<usize>, Vec<usize>> = BTreeMap::new();
    for (at, section) in side.document.sections.iter().enumerate().skip(1) {
        children.entry(section.parent).or_default().push(at);
    }
    children
}

/// So many pairs in one order prove that it is that of the reference.
const FEWEST_KNOWN: usize = 3;

/// Where what is known to be a pair stands in one order on both sides, that is the order of the reference.
fn family(rs: &[usize], ts: &[usize], partner: &BTreeMap<usize, usize>, scorer: &Scorer<'_>, sorted: &mut Sorted) {
    let taken: BTreeSet<usize> = partner.values().copied().collect();
    let open = [
        rs.iter().copied().filter(|at| !taken.contains(at)).collect::<Vec<_>>(),
        ts.iter().copied().filter(|at| !partner.contains_key(at)).collect(),
    ];
    let mut pairs = window::likeliest(&open[0], &open[1], scorer);
    pairs.retain(|&(r, t)| scorer.shared(r, t) >= ALIKE);
    let known = ts.iter().filter_map(|&t| Some((*partner.get(&t)?, t))).filter(|(r, _)| rs.contains(r)).chain(pairs.iter().copied());
    let place = |all: &[usize], at: usize| all.iter().position(|&other| other == at);
    let mut known: Vec<(usize, usize)> = known.collect();
    known.sort_unstable_by_key(|&(_, t)| t);
    let is_in_place = rs.len() == ts.len() && !known.is_empty() && known.iter().all(|&(r, t)| place(rs, r) == place(ts, t));
    if is_in_place || known.len() >= FEWEST_KNOWN && known.is_sorted() {
        return;
    }
    let is_paired = |side: usize, at: usize| pairs.iter().any(|&(r, t)| [r, t][side] == at);
    let [rs, ts] = [0, 1].map(|side| open[side].iter().copied().filter(|&at| !is_paired(side, at)).collect::<Vec<_>>());
    // What stands on one side alone can be no other.
    if !rs.is_empty() && !ts.is_empty() {
        sorted.unknown[0].extend(rs);
        sorted.unknown[1].extend(ts);
    }
    sorted.pairs.extend(pairs);
}

/// Whether headings stand in the order of their letters, but for one in ten: languages sort some letters in ways of their own.
pub fn is_sorted(titles: &[&str]) -> bool {
    let keys: Vec<String> = titles.iter().map(|title| key(title)).collect();
    let wrong = keys.windows(2).filter(|two| two[0] > two[1]).count();
    // Steps, versions and dates are in order without being in that of the alphabet.
    let letters: BTreeSet<char> = keys.iter().filter_map(|key| key.chars().next()).filter(|first| first.is_alphabetic()).collect();
    keys.len() >= FEWEST && letters.len() >= FEWEST_LETTERS && wrong * 10 <= keys.len()
}

/// The letters and figures of a heading, without accents.
fn key(title: &str) -> String {
    title.nfd().filter(|c| c.is_alphanumeric() && !is_combining_mark(*c)).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::is_sorted;

    #[test]
    fn accents_and_a_letter_of_its_own_do_not_disturb_the_order() {
        assert!(is_sorted(&["Accès", "École", "Édition", "Hôte", "Pont"]));
        assert!(is_sorted(&["אבטחה", "גיבוי", "מתג", "נתב", "רשת"]));
        assert!(!is_sorted(&["Install", "Update", "Backup", "Remove", "Ask"]));
        assert!(!is_sorted(&["A", "B", "C", "D"]));
        assert!(!is_sorted(&["Step 1: Go", "Step 2: Ask", "Step 3: See", "Step 4: Do", "Step 5: End"]));
    }
}
