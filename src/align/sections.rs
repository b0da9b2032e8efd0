//! Pairs of sections: by explicit anchor, by slug of the reference's heading, by equal heading, by content, by place.

use std::collections::{BTreeMap, BTreeSet};

use super::features::{Features, likeness, of_blocks};
use super::order::keep_increasing;
use super::{By, Side, sequence};
use crate::markdown::{BlockKind, Section};

/// Pairs, and what is left on both sides.
pub(super) struct Matched {
    pub(super) pairs: Vec<(usize, usize, By)>,
    pub(super) missing: Vec<usize>,
    pub(super) extra: Vec<usize>,
}

pub(super) fn align(reference: Side<'_>, translation: Side<'_>) -> Matched {
    if let Some(pairs) = in_step(reference, translation) {
        return Matched { pairs, missing: Vec::new(), extra: Vec::new() };
    }
    let mut matcher = Matcher::new(reference, translation);
    matcher.by_anchor();
    matcher.by_heading();
    matcher.by_title();
    if matcher.has_open() {
        matcher.by_sequence();
        matcher.by_content();
    }
    matcher.finish()
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
        return (translation.slug == reference.slug && !reference.slug.is_empty()).then_some(By::Heading);
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
}

impl<'a> Matcher<'a> {
    fn new(reference: Side<'a>, translation: Side<'a>) -> Self {
        let mut matcher = Self {
            reference,
            translation,
            partner: vec![None; translation.document.sections.len()],
            taken: vec![false; reference.document.sections.len()],
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

    fn has_open(&self) -> bool {
        self.taken.iter().any(|taken| !taken) && self.partner.iter().any(Option::is_none)
    }

    /// Explicit anchors of the translation against anchors and slugs of the reference. A name that several have is first sought inside the
    /// partner of the section around it, so that one that is gone shifts no other; then the exact name, then that of a repeated heading.
    fn by_anchor(&mut self) {
        let slugs: BTreeSet<&str> = self.reference.document.sections.iter().map(|section| section.slug.as_str()).collect();
        let exact = |section: &Section| -> Vec<(String, By)> {
            let explicit = section.anchors.iter().map(|anchor| (anchor.name.to_lowercase(), By::Anchor));
            let slugs = [&section.slug, &section.docfx_slug, &section.handback_slug].into_iter().filter(|slug| !slug.is_empty());
            explicit.chain(slugs.map(|slug| (slug.clone(), By::Slug))).collect()
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

    /// Equal headings without anchors: names of products, or pages whose headings stay English.
    fn by_heading(&mut self) {
        let names = self.names(|section| vec![(section.slug.clone(), By::Heading)]);
        for translation in 1..self.partner.len() {
            let section = self.translated(translation);
            if self.partner[translation].is_some() || !section.anchors.is_empty() || section.slug.is_empty() {
                continue;
            }
            let candidates = names.get(&section.slug).map_or(&[][..], Vec::as_slice);
            if let Some((reference, by)) = self.best(translation, candidates) {
                self.pair(reference, translation, by);
            }
        }
    }

    /// The titles of both pages: the one heading of the first level, where it is the first of all. Whatever stands below it, a page has
    /// no other.
    fn by_title(&mut self) {
        if let (Some(reference), Some(translation)) = (title(self.reference), title(self.translation))
            && !self.taken[reference]
            && self.partner[translation].is_none()
        {
            self.pair(reference, translation, By::Sequence);
        }
    }

    /// Sections between two aligned ones, in order, by likeness.
    fn by_sequence(&mut self) {
        let (fixed_reference, fixed_translation) = self.fixed_points();
        let features = self.open_features();
        for window in 0..=fixed_reference.len() {
            let reference = between(&fixed_reference, window, self.taken.len());
            let translation = between(&fixed_translation, window, self.partner.len());
            let open_r: Vec<usize> = reference.filter(|&section| !self.taken[section]).collect();
            let open_t: Vec<usize> = translation.filter(|&section| self.partner[section].is_none()).collect();
            let gap = Gap::of(open_r.len(), open_t.len());
            let pairs = sequence::align(open_r.len(), open_t.len(), |r, t| self.likeness(open_r[r], open_t[t], &features, gap).0);
            for (r, t) in pairs.unwrap_or_default() {
                let by = self.likeness(open_r[r], open_t[t], &features, gap).1;
                self.pair(open_r[r], open_t[t], by);
            }
        }
    }

    /// Aligned sections that did not move: the rails between which the others are sought.
    fn fixed_points(&self) -> (Vec<usize>, Vec<usize>) {
        let aligned: Vec<(usize, usize)> =
            self.partner.iter().enumerate().filter_map(|(t, partner)| partner.map(|(r, _)| (t, r))).collect();
        let values: Vec<usize> = aligned.iter().map(|&(_, r)| r).collect();
        let kept = keep_increasing(&values, &vec![1; values.len()]);
        (kept.iter().map(|&at| aligned[at].1).collect(), kept.iter().map(|&at| aligned[at].0).collect())
    }

    fn open_features(&self) -> OpenFeatures {
        let of = |side: Side<'_>, section: usize| (section, of_blocks(side, side.document.sections[section].blocks.clone()));
        OpenFeatures {
            reference: self.open_reference().into_iter().map(|section| of(self.reference, section)).collect(),
            translation: self.open_translation().into_iter().map(|section| of(self.translation, section)).collect(),
        }
    }

    /// A score above 0 when the two may be one section.
    fn likeness(&self, reference: usize, translation: usize, features: &OpenFeatures, gap: Gap) -> (i32, By) {
        let (a, b) = (self.section(reference), self.translated(translation));
        let shape = self.shape_likeness(a, b);
        let level = if a.level == b.level { 150 } else { -150 };
        let words = shared_words(&a.title, &b.title) * 200;
        let condition = if self.conditions_match(reference, translation) { 0 } else { -300 };
        let both = features.reference.get(&reference).zip(features.translation.get(&translation));
        let content = both.and_then(|(a, b)| likeness(a, b));
        // The one fact of a section may be what drifted.
        let may_have_drifted = gap == Gap::One
            && self.section(reference).level == self.translated(translation).level
            && both.is_some_and(|(a, b)| a.len() == 1 && b.len() == 1);
        let named_otherwise = !b.anchors.is_empty();
        let (threshold, by) = match content {
            Some(content) if content >= 300 => (500, By::Content),
            Some(0) if !may_have_drifted => (1500, By::Sequence),
            // A name that the reference does not know is evidence against; a gap with as many on both sides is evidence for.
            _ if named_otherwise && gap == Gap::Uneven => (1500, By::Sequence),
            _ if named_otherwise => (900, By::Sequence),
            _ => (600, By::Sequence),
        };
        let score = shape + level + words + condition + content.unwrap_or(0);
        (if score >= threshold { score } else { 0 }, by)
    }

    /// How alike the kinds and lengths of blocks are, in thousandths.
    fn shape_likeness(&self, a: &Section, b: &Section) -> i32 {
        let count = |side: Side<'_>, section: &Section| {
            let mut counts = [0_i32; 5];
            for block in &side.document.blocks[section.blocks.clone()] {
                counts[kind_index(&block.kind)] += 1;
            }
            counts
        };
        let (a, b) = (count(self.reference, a), count(self.translation, b));
        let (mut same, mut all) = (0, 0);
        for (a, b) in a.iter().zip(b) {
            same += *a.min(&b);
            all += *a.max(&b);
        }
        same * 1000 / all.max(1)
    }

    /// Sections elsewhere in the page that hold the same things: moved, or renamed and moved.
    fn by_content(&mut self) {
        let features = self.open_features();
        for translation in self.open_translation() {
            let Some(own) = features.translation.get(&translation).filter(|own| own.len() > 1) else { continue };
            let open = self.open_reference();
            let best = open
                .iter()
                .filter_map(|&r| features.reference.get(&r).and_then(|other| likeness(own, other)).map(|score| (score, r)))
                .max();
            if let Some((_, reference)) = best.filter(|&(score, _)| score >= 600) {
                self.pair(reference, translation, By::Content);
            }
        }
    }

    fn finish(self) -> Matched {
        let mut pairs: Vec<(usize, usize, By)> =
            self.partner.iter().enumerate().filter_map(|(t, partner)| partner.map(|(r, by)| (r, t, by))).collect();
        pairs.sort_unstable_by_key(|&(reference, ..)| reference);
        Matched { pairs, missing: self.open_reference(), extra: self.open_translation() }
    }
}

/// What is open between two aligned sections.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Gap {
    /// One section on both sides.
    One,
    /// As many on both sides.
    Even,
    Uneven,
}

impl Gap {
    fn of(reference: usize, translation: usize) -> Gap {
        match (reference, translation) {
            (1, 1) => Gap::One,
            (r, t) if r == t => Gap::Even,
            _ => Gap::Uneven,
        }
    }
}

/// The title of a page, if it has one.
fn title(side: Side<'_>) -> Option<usize> {
    let sections = &side.document.sections;
    let is_title = |section: &&Section| section.level == 1;
    (sections.get(1).is_some_and(|first| is_title(&first)) && sections.iter().filter(is_title).count() == 1).then_some(1)
}

struct OpenFeatures {
    reference: BTreeMap<usize, Features>,
    translation: BTreeMap<usize, Features>,
}

/// Indices between the fixed points `window - 1` and `window`.
fn between(fixed: &[usize], window: usize, end: usize) -> std::ops::Range<usize> {
    let start = window.checked_sub(1).and_then(|before| fixed.get(before)).map_or(0, |&at| at + 1);
    start..fixed.get(window).copied().unwrap_or(end).max(start)
}

/// `contact-support-1` is the second `contact-support` if that is there too.
fn base_slug<'s>(slug: &'s str, slugs: &BTreeSet<&str>) -> &'s str {
    let base = slug.rsplit_once('-').filter(|(base, number)| number.bytes().all(|b| b.is_ascii_digit()) && slugs.contains(base));
    base.map_or(slug, |(base, _)| base)
}

/// Words of both titles that translators keep: with a capital or digit inside, or longer than three letters in a Latin title.
fn shared_words(a: &str, b: &str) -> i32 {
    let words = |title: &str| -> BTreeSet<String> {
        title.split(|c: char| !c.is_alphanumeric()).filter(|word| word.len() > 2 && word.is_ascii()).map(str::to_lowercase).collect()
    };
    words(a).intersection(&words(b)).count().min(3) as i32
}

fn kind_index(kind: &BlockKind) -> usize {
    match kind {
        BlockKind::Heading(_) | BlockKind::Paragraph => 0,
        BlockKind::Cell(_) => 1,
        BlockKind::Code { .. } => 2,
        BlockKind::Directive(_) => 3,
        BlockKind::Html | BlockKind::ThematicBreak => 4,
    }
}
