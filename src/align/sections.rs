//! Pairs of sections: by explicit anchor, by slug of the reference's heading, by equal heading, by content, by place.

use std::collections::{BTreeMap, BTreeSet};

use super::order::keep_increasing;
use super::score::Scorer;
use super::window::{self, Window};
use super::{By, Side};
use crate::markdown::Section;

/// How deep headings that several sections have are told apart by the sections around them.
const MOST_NESTED: usize = 6;
/// Sections that a page may have more than another one, so that its title alone is a pair and what stands below it still the same text.
const MOST_WITHOUT_PARTNER: usize = 6;
/// What two sections at different places of the pages must share, and how likely they must be a pair, to be one; as scores.
const ALIKE: i32 = 60;
const ELSEWHERE: i32 = 280;

/// Pairs, and what is left on both sides.
#[derive(Default)]
pub(super) struct Matched {
    pub(super) pairs: Vec<(usize, usize, By)>,
    pub(super) missing: Vec<usize>,
    pub(super) extra: Vec<usize>,
    /// Sections of the reference that could not be aligned, because too many are open or only their order speaks for a partner.
    pub(super) undetermined: Vec<usize>,
    /// Sections of the reference behind which too many are open.
    pub(super) crowded: Vec<usize>,
    /// Sections of the reference that fit one elsewhere far better than the one at their place.
    pub(super) moved: BTreeSet<usize>,
    /// Sections without partner that are read as one with another of their side; of the reference, of the translation.
    pub(super) joined: [Vec<(usize, usize)>; 2],
    /// A title whose pair is one by its heading alone: what stands below both is not the same text.
    pub(super) title_alone: Option<usize>,
}

pub(super) fn align(reference: Side<'_>, translation: Side<'_>) -> Matched {
    if let Some(pairs) = in_step(reference, translation) {
        return Matched { pairs, ..Matched::default() };
    }
    let mut matcher = Matcher::new(reference, translation);
    matcher.by_anchor();
    if matcher.is_done() {
        return matcher.finish();
    }
    let scorer = Scorer::new(reference, translation);
    matcher.by_heading(&scorer);
    matcher.by_title();
    matcher.by_windows(&scorer);
    matcher.by_content(&scorer);
    let title_alone = matcher.title_alone(&scorer);
    Matched { title_alone, ..matcher.finish() }
}

/// The usual page: as many sections on both sides, each with its partner's name, in the same order.
fn in_step(reference: Side<'_>, translation: Side<'_>) -> Option<Vec<(usize, usize, By)>> {
    let (left, right) = (&reference.document.sections, &translation.document.sections);
    if left.len() != right.len() {
        return None;
    }
    let by = |(index, (a, b)): (usize, (&Section, &Section))| match index {
        0 => Some((0, 0, By::Start)),
        _ if condition_values(reference, a) != condition_values(translation, b) => None,
        _ => same_name(a, b).map(|by| (index, index, by)),
    };
    left.iter().zip(right).enumerate().map(by).collect()
}

/// The moniker ranges and zones around a heading, as written.
fn condition_values<'d>(side: Side<'d>, section: &Section) -> Vec<&'d str> {
    section.conditions.iter().filter_map(|&at| side.document.conditions.get(at)).map(|condition| condition.value.as_str()).collect()
}

fn same_name(reference: &Section, translation: &Section) -> Option<By> {
    let Some(anchor) = translation.anchors.first() else {
        // A heading without letters has no slug, and equals itself.
        let same = translation.slug == reference.slug && translation.title == reference.title && translation.level == reference.level;
        let is_named = translation.slug == reference.slug && !reference.slug.is_empty();
        return (is_named || (same && reference.anchors.is_empty())).then_some(By::Heading);
    };
    if reference.anchors.iter().any(|own| own.name.eq_ignore_ascii_case(&anchor.name)) {
        return Some(By::Anchor);
    }
    (anchor.name.eq_ignore_ascii_case(&reference.slug) && !reference.slug.is_empty()).then_some(By::Slug)
}

struct Matcher<'a> {
    reference: Side<'a>,
    translation: Side<'a>,
    /// For each section of the translation: its partner.
    partner: Vec<Option<(usize, By)>>,
    taken: Vec<bool>,
    undetermined: BTreeSet<usize>,
    /// Sections of the translation that could not be aligned.
    unread: BTreeSet<usize>,
    crowded: Vec<usize>,
    moved: BTreeSet<usize>,
    joined: [Vec<(usize, usize)>; 2],
}

impl<'a> Matcher<'a> {
    fn new(reference: Side<'a>, translation: Side<'a>) -> Self {
        let mut matcher = Self {
            reference,
            translation,
            partner: vec![None; translation.document.sections.len()],
            taken: vec![false; reference.document.sections.len()],
            undetermined: BTreeSet::new(),
            unread: BTreeSet::new(),
            crowded: Vec::new(),
            moved: BTreeSet::new(),
            joined: [Vec::new(), Vec::new()],
        };
        if !matcher.partner.is_empty() && !matcher.taken.is_empty() {
            matcher.pair(0, 0, By::Start);
        }
        matcher
    }

    fn pair(&mut self, reference: usize, translation: usize, by: By) {
        self.partner[translation] = Some((reference, by));
        self.taken[reference] = true;
    }

    fn section(&self, reference: usize) -> &'a Section {
        &self.reference.document.sections[reference]
    }

    fn translated(&self, translation: usize) -> &'a Section {
        &self.translation.document.sections[translation]
    }

    fn open_reference(&self) -> Vec<usize> {
        (0..self.taken.len()).filter(|&section| !self.taken[section]).collect()
    }

    fn open_translation(&self) -> Vec<usize> {
        (0..self.partner.len()).filter(|&section| self.partner[section].is_none()).collect()
    }

    fn is_done(&self) -> bool {
        self.taken.iter().all(|taken| *taken) && self.partner.iter().all(Option::is_some)
    }

    /// Explicit anchors of the translation against anchors and slugs of the reference. A name that several have is first sought inside the
    /// partner of the section around it, so that one that is gone shifts no other; then the exact name, then that of a repeated heading.
    fn by_anchor(&mut self) {
        let slugs: BTreeSet<&str> = self.reference.document.sections.iter().map(|section| section.slug.as_str()).collect();
        let exact = |section: &Section| -> Vec<(String, By)> {
            let explicit = section.anchors.iter().map(|anchor| (anchor.name.to_lowercase(), By::Anchor));
            explicit.chain(section.slugs().map(|slug| (slug.to_owned(), By::Slug))).collect()
        };
        let repeated = |section: &Section| vec![(base_slug(&section.slug, &slugs).to_owned(), By::Slug)];
        let any = self.names(|section| exact(section).into_iter().chain(repeated(section)).collect());
        self.by_names(&any, Self::best_inside);
        for names in [self.names(exact), self.names(repeated)] {
            self.by_names(&names, Self::best);
        }
    }

    fn names(&self, of: impl Fn(&Section) -> Vec<(String, By)>) -> BTreeMap<String, Vec<(usize, By)>> {
        let mut names: BTreeMap<String, Vec<(usize, By)>> = BTreeMap::new();
        for (index, section) in self.reference.document.sections.iter().enumerate().skip(1) {
            for (name, by) in of(section) {
                let entry = names.entry(name).or_default();
                if !entry.iter().any(|(known, _)| *known == index) {
                    entry.push((index, by));
                }
            }
        }
        names
    }

    fn by_names(
        &mut self,
        names: &BTreeMap<String, Vec<(usize, By)>>,
        choose: impl Fn(&Self, usize, &[(usize, By)]) -> Option<(usize, By)>,
    ) {
        for translation in 1..self.partner.len() {
            let section = self.translated(translation);
            for anchor in &section.anchors {
                let candidates = names.get(&anchor.name.to_lowercase()).map_or(&[][..], Vec::as_slice);
                let chosen = if self.partner[translation].is_none() { choose(self, translation, candidates) } else { None };
                if let Some((reference, by)) = chosen {
                    self.pair(reference, translation, by);
                }
            }
        }
    }

    /// Of several sections with one name, the first under the same moniker in the partner of the section around it; the only one at once.
    fn best_inside(&self, translation: usize, candidates: &[(usize, By)]) -> Option<(usize, By)> {
        if candidates.len() == 1 {
            return self.best(translation, candidates);
        }
        let around = self.translated(translation).parent.and_then(|parent| self.partner[parent]).map(|(reference, _)| reference);
        let is_inside = |reference: usize| self.section(reference).parent == around && self.conditions_match(reference, translation);
        candidates.iter().find(|(reference, _)| !self.taken[*reference] && is_inside(*reference)).copied()
    }

    /// Of several sections with one name, the one under the same moniker; else the first that is free.
    fn best(&self, translation: usize, candidates: &[(usize, By)]) -> Option<(usize, By)> {
        let free = || candidates.iter().filter(|(reference, _)| !self.taken[*reference]);
        let same = free().find(|(reference, _)| self.conditions_match(*reference, translation));
        same.or_else(|| free().next()).copied()
    }

    fn conditions_match(&self, reference: usize, translation: usize) -> bool {
        condition_values(self.reference, self.section(reference)) == condition_values(self.translation, self.translated(translation))
    }

    /// Equal headings that no other section has: names of products, or pages whose headings stay English. Those that several have are told
    /// apart by their level, or by the section around them.
    fn by_heading(&mut self, scorer: &Scorer<'_>) {
        let text = |side: usize, at: usize| Some(scorer.heading(side, at)).filter(|text| !text.is_empty());
        let level = |side: usize, at: usize| if side == 0 { self.section(at).level } else { self.translated(at).level };
        let leveled = self.unique(|side, at| Some((text(side, at)?, level(side, at))));
        self.take(leveled, By::Heading);
        let exact = self.unique(text);
        self.take(exact, By::Heading);
        let folded = self.unique(|side, at| text(side, at).map(str::to_lowercase));
        self.take(folded, By::Heading);
        for _ in 0..MOST_NESTED {
            let inside = self.unique(|side, at| Some((self.around(side, at)?, text(side, at)?)));
            if inside.is_empty() {
                break;
            }
            self.take(inside, By::Heading);
        }
    }

    /// The section of the reference that stands for what is around a section.
    fn around(&self, side: usize, at: usize) -> Option<usize> {
        if side == 0 { self.section(at).parent } else { self.translated(at).parent.and_then(|parent| self.partner[parent]).map(|(r, _)| r) }
    }

    /// Open sections that alone have a key on both sides.
    fn unique<K: Ord>(&self, key: impl Fn(usize, usize) -> Option<K>) -> Vec<(usize, usize)> {
        let mut holders: BTreeMap<K, [Vec<usize>; 2]> = BTreeMap::new();
        for (side, open) in [self.open_reference(), self.open_translation()].into_iter().enumerate() {
            for at in open {
                if let Some(key) = key(side, at) {
                    holders.entry(key).or_default()[side].push(at);
                }
            }
        }
        let alone = holders.into_values().filter_map(|[rs, ts]| match (rs.as_slice(), ts.as_slice()) {
            (&[r], &[t]) => Some((r, t)),
            _ => None,
        });
        alone.filter(|&(r, t)| r > 0 && t > 0 && self.conditions_match(r, t)).collect()
    }

    fn take(&mut self, pairs: Vec<(usize, usize)>, by: By) {
        for (r, t) in pairs {
            self.pair(r, t, by);
        }
    }

    /// The titles of both pages: the first heading, where no other is of its level or above. Whatever stands below it, a page has no other.
    fn by_title(&mut self) {
        if let (Some(reference), Some(translation)) = (title(self.reference), title(self.translation))
            && !self.taken[reference]
            && self.partner[translation].is_none()
        {
            self.pair(reference, translation, By::Sequence);
        }
    }

    /// The title of the reference where it is all that two pages have in common, and one of them has much more.
    fn title_alone(&self, scorer: &Scorer<'_>) -> Option<usize> {
        let mut pairs = self.partner.iter().enumerate().skip(1).filter_map(|(t, partner)| partner.map(|(r, by)| (r, t, by)));
        let (r, t, by) = pairs.next().filter(|_| self.partner.len().max(self.taken.len()) > MOST_WITHOUT_PARTNER)?;
        let is_alone = pairs.next().is_none() && by == By::Sequence && !scorer.is_held(r, t);
        is_alone.then_some(r)
    }

    /// Sections between two aligned ones.
    fn by_windows(&mut self, scorer: &Scorer<'_>) {
        let mut moved = Vec::new();
        for window in self.windows() {
            let outcome = window::align(&window, scorer);
            if outcome.undetermined {
                self.crowded.push(window.reference[0]);
                self.undetermined.extend(&window.reference[1..]);
                self.unread.extend(&window.translation[1..]);
            }
            let [references, translations] = outcome.doubtful;
            self.undetermined.extend(references);
            self.unread.extend(translations);
            for (r, t) in outcome.pairs {
                self.pair(r, t, if scorer.shares_features(r, t) { By::Content } else { By::Sequence });
            }
            moved.extend(outcome.moved);
            for (joined, all) in self.joined.iter_mut().zip(outcome.joined) {
                joined.extend(all);
            }
        }
        self.moved.extend(moved.iter().map(|&(r, _)| r));
        self.take(moved, By::Content);
    }

    /// What is open between each two aligned sections that did not move, those with nothing open left out.
    fn windows(&self) -> Vec<Window> {
        let (fixed_reference, fixed_translation) = self.fixed_points();
        let windows = (0..fixed_reference.len()).map(|at| {
            let open = |fixed: &[usize], end: usize, is_open: &dyn Fn(usize) -> bool| -> Vec<usize> {
                let end = fixed.get(at + 1).copied().unwrap_or(end);
                std::iter::once(fixed[at]).chain((fixed[at] + 1..end).filter(|&section| is_open(section))).collect()
            };
            Window {
                reference: open(&fixed_reference, self.taken.len(), &|section| !self.taken[section]),
                translation: open(&fixed_translation, self.partner.len(), &|section| self.partner[section].is_none()),
            }
        });
        windows.filter(|window| window.reference.len() + window.translation.len() > 2).collect()
    }

    /// Aligned sections that did not move: the rails between which the others are sought.
    fn fixed_points(&self) -> (Vec<usize>, Vec<usize>) {
        let aligned: Vec<(usize, usize)> =
            self.partner.iter().enumerate().filter_map(|(t, partner)| partner.map(|(r, _)| (t, r))).collect();
        let values: Vec<usize> = aligned.iter().map(|&(_, r)| r).collect();
        let kept = keep_increasing(&values, &vec![1; values.len()]);
        (kept.iter().map(|&at| aligned[at].1).collect(), kept.iter().map(|&at| aligned[at].0).collect())
    }

    /// Sections elsewhere in the page that hold the same things: moved, or renamed and moved.
    fn by_content(&mut self, scorer: &Scorer<'_>) {
        let is_known = |r: usize, t: usize| !self.undetermined.contains(&r) && !self.unread.contains(&t);
        let is_open = |&(r, t): &(usize, usize)| !self.taken[r] && self.partner[t].is_none() && is_known(r, t);
        let alike = scorer.alike(ALIKE).filter(is_open).map(|(r, t)| (scorer.pair(r, t), r, t));
        let mut likely: Vec<(i32, usize, usize)> = alike.filter(|&(score, ..)| score >= ELSEWHERE).collect();
        likely.sort_unstable_by_key(|&(score, r, t)| (std::cmp::Reverse(score), r, t));
        for (_, r, t) in likely {
            if !self.taken[r] && self.partner[t].is_none() {
                self.pair(r, t, By::Content);
            }
        }
    }

    fn finish(self) -> Matched {
        let mut pairs: Vec<(usize, usize, By)> =
            self.partner.iter().enumerate().filter_map(|(t, partner)| partner.map(|(r, by)| (r, t, by))).collect();
        pairs.sort_unstable_by_key(|&(reference, ..)| reference);
        let without = |open: Vec<usize>, unknown: &BTreeSet<usize>| open.into_iter().filter(|at| !unknown.contains(at)).collect();
        let (missing, extra): (Vec<usize>, Vec<usize>) =
            (without(self.open_reference(), &self.undetermined), without(self.open_translation(), &self.unread));
        let [mut taken_in, mut split_off] = self.joined;
        taken_in.retain(|(part, _)| missing.binary_search(part).is_ok());
        split_off.retain(|(part, _)| extra.binary_search(part).is_ok());
        let undetermined = self.undetermined.into_iter().collect();
        let (crowded, moved) = (self.crowded, self.moved);
        Matched { pairs, missing, extra, undetermined, crowded, moved, joined: [taken_in, split_off], title_alone: None }
    }
}

/// The title of a page, if it has one.
fn title(side: Side<'_>) -> Option<usize> {
    let sections = &side.document.sections;
    let first = sections.get(1)?;
    let is_title = sections.iter().skip(2).all(|section| section.level > first.level);
    (is_title && (first.level == 1 || sections.len() > 2)).then_some(1)
}

/// `contact-support-1` is the second `contact-support` if that is there too.
fn base_slug<'s>(slug: &'s str, slugs: &BTreeSet<&str>) -> &'s str {
    let base = slug.rsplit_once('-').filter(|(base, number)| number.bytes().all(|b| b.is_ascii_digit()) && slugs.contains(base));
    base.map_or(slug, |(base, _)| base)
}
