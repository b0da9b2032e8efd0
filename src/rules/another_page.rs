//! A translated page that is no translation of the page it is named like: the reference was renumbered, renamed or rewritten as a whole.
//! It is an `orphan-page`, and what is compared with the wrong page is not worth saying.

use super::Comparison;
use super::RuleId;
use super::drift::{Drift, DriftSection};
use super::evidence::Evidence;
use super::far_fragment::OtherPages;
use super::stated::{Stated, TextKind};
use crate::align::By;
use crate::align::marks::{Fit, Marks};
use crate::source::Span;

/// Pages that share more of what either of them keeps than this, in hundredths, are no strangers.
const STRANGERS: usize = 33;
/// What a page that fits another one must share with it: marks, of its own marks, and altogether.
const FEWEST: usize = 4;
const SHARE: f64 = 0.5;
const LIKENESS: f64 = 0.2;
/// How much better it must fit that one than its own reference, and than the next best.
const BETTER: f64 = 3.0;
const CLEARER: f64 = 1.25;
/// Links, code and figures that both pages must have before it says anything that they share none; and what names they may share.
const FIXED_HERE: usize = 5;
const FIXED_THERE: usize = 8;
const NO_LIKENESS: f64 = 0.03;
/// Sections that one of the pages must have, and none of them a partner, before it says anything that both have little in common.
const SECTIONS: usize = 6;
/// How little that is. Translators leave sections out, but do not invent them.
const LITTLE: (f64, f64) = (0.1, 0.3);
const LITTLE_BUT_SECTIONS: (f64, f64) = (0.2, 0.5);
/// Marks that a translation must share with another page before it says anything that it shares none with its reference.
const SHARED_ELSEWHERE: usize = 3;

/// The drift of a page that is no translation of its reference; none of any other page.
pub(super) fn drift(comparison: &Comparison<'_>) -> Option<Drift> {
    if is_named_alike(comparison) {
        return None;
    }
    let reference = comparison.reference_notes.marks(comparison.reference.document);
    let translation = comparison.translation_notes.marks(comparison.translation.document);
    if translation.shared(reference) > STRANGERS || reference.shared(translation) > STRANGERS {
        return None;
    }
    let others = comparison.others.map(OtherPages::beside).unwrap_or_default();
    let pages: Vec<&Marks> = std::iter::once(reference).chain(others.iter().map(|(_, marks)| &**marks)).collect();
    let fits = translation.fits(&pages);
    let (own, rest) = fits.split_first()?;
    let page = better(*own, rest).and_then(|at| others.get(at)).map(|(page, _)| page.as_str());
    let shares_nothing = || {
        let has_much = translation.fixed() >= FIXED_HERE && reference.fixed() >= FIXED_THERE;
        has_much && translation.fixed_in_common(reference) == 0 && own.likeness < NO_LIKENESS
    };
    let shares_little = || {
        let sections = comparison.translation.document.sections.len();
        let (likeness, share) = if sections > SECTIONS { LITTLE_BUT_SECTIONS } else { LITTLE };
        let has_enough = translation.fixed() >= FIXED_HERE
            || own.count == 0 && reference.fixed() >= FIXED_THERE && rest.iter().any(|fit| fit.count >= SHARED_ELSEWHERE);
        own.likeness < likeness && own.share < share && has_enough && !has_sections_in_common(comparison)
    };
    (page.is_some() || shares_nothing() || shares_little()).then(|| told(comparison, page))
}

/// Whether most sections have the names of the reference's.
fn is_named_alike(comparison: &Comparison<'_>) -> bool {
    let pairs = &comparison.alignment.sections;
    let named = pairs.iter().filter(|pair| matches!(pair.by, By::Anchor | By::Slug | By::Heading | By::Segment)).count();
    named * 2 >= comparison.reference.document.sections.len().min(comparison.translation.document.sections.len())
}

/// Whether more than the titles of both pages are a pair, or there is not enough to be one.
fn has_sections_in_common(comparison: &Comparison<'_>) -> bool {
    let [left, right] = [comparison.reference, comparison.translation].map(|side| side.document.sections.len().saturating_sub(1));
    let beyond_title = comparison.alignment.sections.iter().filter(|pair| pair.reference > 1 || pair.translation > 1).count();
    left.max(right) < SECTIONS || beyond_title > 0
}

/// The page that a translation fits far better than its own reference.
fn better(own: Fit, others: &[Fit]) -> Option<usize> {
    let mut ranked: Vec<(usize, Fit)> = others.iter().copied().enumerate().collect();
    ranked.sort_by(|a, b| b.1.likeness.total_cmp(&a.1.likeness));
    let &(at, best) = ranked.first()?;
    let next = ranked.get(1).map_or(0.0, |(_, fit)| fit.likeness);
    let fits = best.count >= FEWEST && best.share >= SHARE && best.likeness >= LIKENESS;
    let is_better = best.likeness >= own.likeness * BETTER && best.share >= own.share * BETTER && best.likeness >= next * CLEARER;
    (fits && is_better).then_some(at)
}

fn told(comparison: &Comparison<'_>, page: Option<&str>) -> Drift {
    let [reference, translation] = [comparison.reference, comparison.translation].map(|side| side.document);
    let own = reference.source.path();
    let (message, help) = match page {
        Some(page) => (
            format!("page is no translation of {own}: what it holds is that of {page}"),
            format!("name the page as {page} is named, and translate {own} anew"),
        ),
        None => (
            format!("page is no translation of {own}: hardly anything that translators keep is in both"),
            "find out what became of the page that this one translates; then remove, rename or translate it anew".to_owned(),
        ),
    };
    let start = |span: Option<Span>| span.map_or(Span::new(0, 0), |span| Span::new(span.start, span.start));
    Drift {
        confidence: Evidence::Measured.confidence(),
        message,
        help: Some(help),
        section: DriftSection::Page,
        expected: page.map(|page| Stated::text(TextKind::Page, page)).into_iter().collect(),
        found: vec![Stated::text(TextKind::Page, translation.source.path())],
        translation: Some(start(translation.blocks.first().map(|block| block.span))),
        reference: Some(start(reference.blocks.first().map(|block| block.span))),
        ..Drift::of(RuleId::OrphanPage)
    }
}
