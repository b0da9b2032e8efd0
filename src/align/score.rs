//! How likely it is that two sections stand for each other. What this tool looks for (other figures, targets, code, images) is no
//! evidence against a pair.
//!
//! Every score is a logarithm of odds, in hundredths: 0 tells nothing, 100 is about three to one for the pair, -100 three to one against.

use std::collections::{BTreeSet, HashMap};
use std::ops::Range;

use super::Side;
use super::features::{self, hash};
use super::profile::{Body, Profile, RARE};

/// Nearly all translations keep the level of a heading; by chance about every second is the same.
const SAME_LEVEL: i32 = 65;
const OTHER_LEVEL: i32 = -250;
/// Equal headings are seldom equal by chance.
const SAME_HEADING: i32 = 300;
/// For each step of [`Heading::likeness`](super::profile::Heading::likeness).
const HEADING_STEP: f64 = 40.0;
/// Names that exclude each other decide.
pub(super) const EXCLUDED: i32 = -1000;
/// Blocks of the same kinds, and for each factor of e by which the number of one kind differs.
const SAME_SHAPE: f64 = 60.0;
const SHAPE_STEP: f64 = -120.0;
/// As many links, images or code spans; other numbers of them are what this tool looks for.
const SAME_INLINES: i32 = 20;
/// Only one of them has any: no more than a hint which of two sections is lost.
const ONE_SIDED_INLINES: i32 = -15;
/// Both have code blocks, or both have tables: few sections do.
const SAME_RARE: i32 = 50;
/// The same length; falls with the square of the logarithm of the ratio, to nothing at a factor of 1.6 and to the least at 2.5. Few
/// translations are that far from the usual length of their page.
const SAME_LENGTH: f64 = 100.0;
const LENGTH_STEP: f64 = -400.0;
/// Letters that are added to both lengths, because short texts vary more.
const LENGTH_FLOOR: f64 = 20.0;
/// Neither shape nor length alone says more against a pair than this: a section may have lost what stood in it.
const LEAST: f64 = -250.0;
/// Something that only these two sections of the pages hold: a target, figure, fact or piece of code; a word of the heading; a name; the
/// beginning of a long word. Where more sections hold it, it says that much less.
const FEATURE: i32 = 90;
const HEADING_WORD: i32 = 200;
/// A word of Latin letters that a heading in another script keeps: it is a name, and no likeness of two languages.
const KEPT_WORD: i32 = 350;
/// Such a word stands in one or two other headings of the reference, and not in this one.
const OTHERS_WORD: i32 = -200;
const FEW_HEADINGS: usize = 2;
const NAME: i32 = 45;
const STEM: i32 = 15;
/// What is shared says at most this; long sections share much by chance.
const MOST_SHARED: i32 = 700;
/// What more sections of a page hold than this tells nothing.
const MOST_HOLDERS: usize = 6;
/// Other moniker ranges or zones around the headings.
const OTHER_CONDITIONS: i32 = -300;
/// Both headings have explicit anchors, and none in common; or the translation has one that the reference does not know.
const OTHER_ANCHORS: i32 = -400;
const UNKNOWN_ANCHOR: i32 = -200;
/// How strong a pair must be to be one where sections are lost or added: so much is no chance.
pub(super) const HELD: i32 = 120;
/// Letters that a translation needs for one of the reference; pages outside of this range have lost or gained text.
const USUAL_RATIO: (f64, f64) = (0.8, 1.5);

/// Scores of the sections of two pages.
pub(super) struct Scorer<'a> {
    sides: [Side<'a>; 2],
    profiles: [Vec<Profile>; 2],
    shared: HashMap<(u32, u32), Shared>,
    /// The logarithm of how long translations are on this page.
    ratio: f64,
    /// By how much the translation's headings are deeper.
    shift: i16,
    /// How many headings of the reference have a word.
    headings_with: HashMap<String, usize>,
}

/// What two sections have in common, as scores.
#[derive(Clone, Copy, Default)]
struct Shared {
    features: i32,
    /// Words of the texts below both headings.
    words: i32,
    /// Words of the headings.
    headings: i32,
}

impl Shared {
    fn bodies(self) -> i32 {
        self.features + self.words
    }

    fn all(self) -> i32 {
        self.bodies() + self.headings
    }
}

impl<'a> Scorer<'a> {
    pub(super) fn new(reference: Side<'a>, translation: Side<'a>) -> Self {
        let sides = [reference, translation];
        let profiles = sides.map(|side| side.document.sections.iter().map(|section| Profile::of(side, section)).collect::<Vec<_>>());
        let total = |profiles: &[Profile]| profiles.iter().map(|profile| profile.body.letters).sum::<f64>() + 1.0;
        let ratio = (total(&profiles[1]) / total(&profiles[0])).clamp(USUAL_RATIO.0, USUAL_RATIO.1).ln();
        let shift = shift(&profiles[0], &profiles[1]);
        let mut headings_with: HashMap<String, usize> = HashMap::new();
        for word in profiles[0].iter().flat_map(|profile| profile.heading.words()) {
            *headings_with.entry(word.clone()).or_default() += 1;
        }
        Scorer { sides, headings_with, shared: shared(sides, &profiles), profiles, ratio, shift }
    }

    /// Whether two headings have the same level, apart from what is usual on the page.
    pub(super) fn same_level(&self, r: usize, t: usize) -> bool {
        let (left, right) = (i16::from(self.profiles[0][r].level), i16::from(self.profiles[1][t].level));
        left == 0 || right == 0 || left + self.shift == right
    }

    /// Whether two sections with headings of other levels would be held if those were the same.
    pub(super) fn is_held_apart_from_level(&self, r: usize, t: usize) -> bool {
        self.strength(r, t) + SAME_LEVEL - OTHER_LEVEL >= HELD
    }

    /// Whether two sections hold the same targets, figures, facts or code.
    pub(super) fn shares_features(&self, r: usize, t: usize) -> bool {
        self.common(r, t).features > 0
    }

    /// Whether a section of the reference has a deeper level than one before it.
    pub(super) fn is_nested(&self, section: usize, around: usize) -> bool {
        self.profiles[0][section].level > self.profiles[0][around].level
    }

    /// What two sections share, as a score.
    pub(super) fn shared(&self, r: usize, t: usize) -> i32 {
        self.common(r, t).all().min(MOST_SHARED)
    }

    /// How strongly two sections belong together, whatever stands around them: what they share counts three times.
    pub(super) fn strength(&self, r: usize, t: usize) -> i32 {
        self.pair(r, t) + 2 * self.shared(r, t)
    }

    /// Whether more than their order speaks for a pair.
    pub(super) fn is_held(&self, r: usize, t: usize) -> bool {
        self.strength(r, t) >= HELD
    }

    /// Pairs of sections that share at least that much.
    pub(super) fn alike(&self, least: i32) -> impl Iterator<Item = (usize, usize)> + '_ {
        let enough = self.shared.iter().filter(move |(_, common)| common.all() >= least);
        enough.map(|(&(r, t), _)| (r as usize, t as usize))
    }

    fn common(&self, r: usize, t: usize) -> Shared {
        self.shared.get(&(r as u32, t as u32)).copied().unwrap_or_default()
    }

    /// How likely it is that two sections are a pair.
    pub(super) fn pair(&self, r: usize, t: usize) -> i32 {
        self.headings(r, t).map_or(EXCLUDED, |headings| self.under(headings, r..r + 1, t..t + 1))
    }

    /// The same for sections whose headings score that much, each with those that follow it up to the end of its range: a heading is lost
    /// where more than one on one side is read as one on the other.
    pub(super) fn under(&self, headings: i32, rs: Range<usize>, ts: Range<usize>) -> i32 {
        let body = |side: usize, range: Range<usize>| {
            let bodies = self.profiles[side][range].iter().map(|profile| &profile.body);
            bodies.fold(Body::default(), Body::with)
        };
        // The heading of what is read as a part of another section is lost: it shares no word with one that is there.
        let below: i32 = rs.clone().flat_map(|r| ts.clone().map(move |t| (r, t))).map(|(r, t)| self.common(r, t).bodies()).sum();
        let shared = below + self.common(rs.start, ts.start).headings;
        headings + self.bodies(&body(0, rs), &body(1, ts)) + shared.min(MOST_SHARED)
    }

    /// The texts of both headings.
    pub(super) fn heading(&self, side: usize, at: usize) -> &str {
        &self.profiles[side][at].heading.text
    }

    /// What two headings say of a pair; none where they exclude each other.
    pub(super) fn headings(&self, r: usize, t: usize) -> Option<i32> {
        let (left, right) = (&self.profiles[0][r], &self.profiles[1][t]);
        if left.heading.excludes(&right.heading) {
            return None;
        }
        if left.level == 0 || right.level == 0 {
            return Some(0);
        }
        let level = if self.same_level(r, t) { SAME_LEVEL } else { OTHER_LEVEL };
        let equal = if left.heading.text == right.heading.text { SAME_HEADING } else { 0 };
        let looks = (left.heading.likeness(&right.heading) * HEADING_STEP) as i32;
        Some(level + equal + looks + self.kept(r, t) + self.conditions(r, t) + self.anchors(r, t))
    }

    /// What it says that a heading in another script keeps words of the reference's headings, but none of this one.
    fn kept(&self, r: usize, t: usize) -> i32 {
        let [left, right] = [&self.profiles[0][r].heading, &self.profiles[1][t].heading];
        if !right.is_in_another_script() || right.words().intersection(left.words()).next().is_some() {
            return 0;
        }
        let is_of_few = |word: &String| self.headings_with.get(word).is_some_and(|&count| count <= FEW_HEADINGS);
        if right.words().iter().any(is_of_few) { OTHERS_WORD } else { 0 }
    }

    fn conditions(&self, r: usize, t: usize) -> i32 {
        let [left, right] = [(0, r), (1, t)].map(|(side, at): (usize, usize)| {
            let document = self.sides[side].document;
            let conditions = document.sections[at].conditions.iter().filter_map(|&at| document.conditions.get(at));
            conditions.map(|condition| condition.value.as_str()).collect::<Vec<_>>()
        });
        if left == right { 0 } else { OTHER_CONDITIONS }
    }

    fn anchors(&self, r: usize, t: usize) -> i32 {
        let (left, right) = (&self.sides[0].document.sections[r].anchors, &self.sides[1].document.sections[t].anchors);
        let has = |name: &str| left.iter().any(|own| own.name.eq_ignore_ascii_case(name));
        match (left.is_empty(), right.iter().any(|anchor| has(&anchor.name))) {
            _ if right.is_empty() => 0,
            (_, true) => SAME_HEADING,
            (true, _) => UNKNOWN_ANCHOR,
            (false, _) => OTHER_ANCHORS,
        }
    }

    fn bodies(&self, left: &Body, right: &Body) -> i32 {
        let steps = left.blocks.iter().zip(right.blocks).map(|(&a, b)| (f64::from(a + 1) / f64::from(b + 1)).ln().abs()).sum::<f64>();
        let shape = (SAME_SHAPE + SHAPE_STEP * steps).max(LEAST);
        let ratio = ((right.letters + LENGTH_FLOOR) / (left.letters * self.ratio.exp() + LENGTH_FLOOR)).ln();
        let length = (SAME_LENGTH + LENGTH_STEP * ratio * ratio).max(LEAST);
        let inlines: i32 = left.inlines.iter().zip(right.inlines).map(|(&a, b)| same_inlines(a, b)).sum();
        let rare = RARE.iter().filter(|&&kind| left.blocks[kind] > 0 && right.blocks[kind] > 0).count() as i32;
        (shape + length) as i32 + inlines + rare * SAME_RARE
    }
}

fn same_inlines(a: u32, b: u32) -> i32 {
    match (a, b) {
        (0, 0) => 0,
        (0, _) | (_, 0) => ONE_SIDED_INLINES,
        _ if a == b => SAME_INLINES,
        _ => 0,
    }
}

/// By how much most headings of the translation are deeper than those of the reference.
fn shift(reference: &[Profile], translation: &[Profile]) -> i16 {
    let histogram = |profiles: &[Profile]| {
        let mut counts = [0_usize; 7];
        for profile in profiles {
            counts[usize::from(profile.level.min(6))] += 1;
        }
        counts
    };
    let (left, right) = (histogram(reference), histogram(translation));
    let in_common = |shift: i16| -> usize {
        let at = |level: i16| usize::try_from(level + shift).ok().filter(|&level| level > 0).and_then(|level| right.get(level));
        (1..7_i16).map(|level| at(level).map_or(0, |&count| count.min(left[level as usize]))).sum()
    };
    let unmoved = in_common(0);
    [-1, 1, -2, 2]
        .into_iter()
        .map(|shift| (in_common(shift), shift))
        .filter(|(count, _)| *count > unmoved)
        .max_by_key(|&(count, shift)| (count, -shift.abs()))
        .map_or(0, |(_, shift)| shift)
}

/// Which sections hold a thing, by its hash; each once.
type Holders = HashMap<u64, Vec<u32>>;

fn shared(sides: [Side<'_>; 2], profiles: &[Vec<Profile>; 2]) -> HashMap<(u32, u32), Shared> {
    let mut all: HashMap<(u32, u32), Shared> = HashMap::new();
    let features = |side: usize, at: usize| features::of_blocks(sides[side], sides[side].document.sections[at].blocks.clone());
    each_shared(sides, features, |pair, holders| all.entry(pair).or_default().features += FEATURE / holders);
    let heading = |side: usize, at: usize| profiles[side][at].heading.words().iter().map(hash).collect();
    each_shared(sides, heading, |pair, holders| {
        let is_kept = profiles[1][pair.1 as usize].heading.is_in_another_script();
        all.entry(pair).or_default().headings += if is_kept { KEPT_WORD } else { HEADING_WORD } / holders;
    });
    each_shared(sides, |side, at| words(sides[side], at, name), |pair, holders| all.entry(pair).or_default().words += NAME / holders);
    each_shared(sides, |side, at| words(sides[side], at, stem), |pair, holders| all.entry(pair).or_default().words += STEM / holders);
    all
}

/// Tells of each thing that is held on both sides the pairs that hold it, and how many sections of a side do.
fn each_shared(sides: [Side<'_>; 2], things: impl Fn(usize, usize) -> BTreeSet<u64>, mut tell: impl FnMut((u32, u32), i32)) {
    let [left, right] = [0, 1].map(|side| {
        let mut holders = Holders::new();
        for at in 0..sides[side].document.sections.len() {
            for thing in things(side, at) {
                holders.entry(thing).or_default().push(at as u32);
            }
        }
        holders
    });
    for (thing, rs) in &left {
        let Some(ts) = right.get(thing).filter(|ts| rs.len().max(ts.len()) <= MOST_HOLDERS) else { continue };
        for &r in rs {
            for &t in ts {
                tell((r, t), rs.len().max(ts.len()) as i32);
            }
        }
    }
}

fn words(side: Side<'_>, section: usize, kept: fn(&str) -> Option<u64>) -> BTreeSet<u64> {
    let document = side.document;
    let section = &document.sections[section];
    let blocks = section.blocks.clone().filter(|&at| Some(at) != section.heading).filter_map(|at| document.blocks.get(at));
    blocks.flat_map(|block| block.text.visible().split(|c: char| !c.is_ascii_alphanumeric()).filter_map(kept)).collect()
}

/// A word that translators tend to keep: with a capital.
fn name(word: &str) -> Option<u64> {
    (word.len() > 2 && word.starts_with(|c: char| c.is_ascii_uppercase())).then(|| hash(word))
}

/// What related languages share of a long word.
fn stem(word: &str) -> Option<u64> {
    (word.len() > 5).then(|| hash(word[..5].to_ascii_lowercase()))
}
