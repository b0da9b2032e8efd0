//! What a section or block holds that no translator changes: link and image targets, code, numbers, facts.

use std::collections::{BTreeMap, BTreeSet};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::ops::Range;

use super::Side;
use crate::facts::{Kind, Value};
use crate::markdown::{Block, BlockKind, InlineKind};

/// A set of such things, by hash.
pub(super) type Features = BTreeSet<u64>;

/// The features of a run of blocks.
pub(super) fn of_blocks(side: Side<'_>, blocks: Range<usize>) -> Features {
    let mut features = Features::new();
    for index in blocks {
        add_block(side, index, &mut features);
    }
    features
}

fn add_block(side: Side<'_>, index: usize, features: &mut Features) {
    let block = &side.document.blocks[index];
    add_markup(side, block, features);
    if let Some(facts) = side.facts.blocks.get(index) {
        features.extend(facts.loose.iter().filter(|number| number.digits.len() > 1).map(|number| hash(("number", &number.digits))));
        features.extend(facts.stated().filter(|fact| fact.value.kind() != Kind::Number).filter_map(|fact| value_hash(&fact.value)));
        features.extend(facts.severities.iter().map(|severity| hash(("severity", &severity.0))));
    }
}

fn add_markup(side: Side<'_>, block: &Block, features: &mut Features) {
    match &block.kind {
        BlockKind::Code { .. } => {
            features.insert(hash(("code", code_skeleton(side.document.source.slice(block.span)))));
        }
        BlockKind::Directive(directive) => {
            features.insert(hash(("directive", &directive.name, &directive.arguments)));
        }
        _ => {}
    }
    for inline in &block.inlines {
        match &inline.kind {
            InlineKind::Code | InlineKind::Url => {
                features.insert(hash(("code", block.text.visible().get(inline.range.clone()).unwrap_or(""))));
            }
            InlineKind::Link { target } | InlineKind::Image { target, .. } => {
                features.insert(hash(("target", target_tail(target))));
            }
            _ => {}
        }
    }
}

/// Code without its comments' words: letters of ASCII and digits only.
fn code_skeleton(code: &str) -> String {
    code.chars().filter(char::is_ascii_alphanumeric).take(400).collect()
}

/// The end of a target, where locale segments do not stand.
pub(super) fn target_tail(target: &str) -> String {
    let target = target.split(['?', '#']).next().filter(|path| !path.is_empty()).unwrap_or(target);
    let tail: Vec<&str> = target.trim_end_matches('/').rsplit('/').take(2).collect();
    tail.first().map_or(String::new(), |last| last.to_ascii_lowercase())
}

fn value_hash(value: &Value) -> Option<u64> {
    match value {
        Value::Phone(phone) => phone.digits.len().checked_sub(6).map(|at| hash(("phone", &phone.digits[at..]))),
        other => Some(hash(("fact", other.to_string()))),
    }
}

pub(super) fn hash(value: impl Hash) -> u64 {
    let mut hasher = DefaultHasher::new();
    value.hash(&mut hasher);
    hasher.finish()
}

/// Shared features in thousandths of all, or none when either side has none.
pub(super) fn likeness(a: &Features, b: &Features) -> Option<i32> {
    if a.is_empty() || b.is_empty() {
        return None;
    }
    let shared = a.intersection(b).count();
    let all = a.len() + b.len() - shared;
    Some((shared * 1000 / all) as i32)
}

/// Whether of as many blocks or rows on both sides, some stand for one that is one, two or more places away, all in the same direction, because
/// one was lost and another one added: what only one of them holds says so. Two that have changed places stand for each other's, and are no shift.
pub(super) fn are_shifted(left: &[Features], right: &[Features], may_pair: impl Fn(usize, usize) -> bool) -> bool {
    if left.len() <= FEWEST_SHIFTED {
        return false;
    }
    let (own, others) = (holders(left.iter()), holders(right.iter()));
    let both = own.iter().filter_map(|(feature, at)| Some(((*at)?, (*others.get(feature)?)?)));
    let pairs: BTreeSet<(usize, usize)> = both.filter(|&(r, t)| may_pair(r, t)).collect();
    let later = pairs.iter().filter(|(r, t)| t > r).count();
    let earlier = pairs.iter().filter(|(r, t)| t < r).count();
    let in_place = pairs.len() - later - earlier;
    let ordered: Vec<usize> = pairs.iter().map(|&(_, t)| t).collect();
    later.min(earlier) == 0 && later + earlier >= FEWEST_SHIFTED && later + earlier > in_place && ordered.is_sorted()
}

/// Fewer that stand elsewhere are no shift.
pub(super) const FEWEST_SHIFTED: usize = 2;

/// For each feature the only one of some blocks that holds it, if it is one.
pub(super) fn holders<'f>(all: impl Iterator<Item = &'f Features>) -> BTreeMap<u64, Option<usize>> {
    let mut holders = BTreeMap::new();
    for (at, features) in all.enumerate() {
        for &feature in features {
            holders.entry(feature).and_modify(|holder| *holder = None).or_insert(Some(at));
        }
    }
    holders
}
