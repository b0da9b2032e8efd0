//! What clocks of a time zone are ahead of UTC, and which zones have the same time.

use std::collections::HashMap;
use std::sync::LazyLock;

use super::model::Zone;

/// The lines of the file by zone; see there.
static OFFSETS: LazyLock<HashMap<&'static str, Vec<i16>>> = LazyLock::new(|| {
    let lines = include_str!("../../rules/zone-offsets.txt").lines().filter(|line| !line.starts_with('#'));
    let zone = |line: &'static str| {
        let (name, offsets) = line.split_once(' ')?;
        Some((name, offsets.split(' ').filter_map(|offset| offset.parse().ok()).collect()))
    };
    lines.filter_map(zone).collect()
});

/// Minutes that the clocks of a zone are ahead of UTC, those of winter first; none where that is not known.
pub fn offsets(zone: &Zone) -> Vec<i16> {
    match zone {
        Zone::Offset(minutes) => vec![*minutes],
        Zone::Named(id) => OFFSETS.get(id.as_str()).cloned().unwrap_or_default(),
        Zone::Local => Vec::new(),
    }
}

/// Whether two zones are the same, or one is the other's offset: `WIB` is `UTC+7`. Names of two places are not the same: what clocks show
/// there may change.
pub fn same(a: &Zone, b: &Zone) -> bool {
    if a == b {
        return true;
    }
    let (left, right) = (offsets(a), offsets(b));
    match (a, b) {
        (Zone::Offset(_), _) | (_, Zone::Offset(_)) => left.iter().any(|offset| right.contains(offset)),
        _ => false,
    }
}

/// By how many minutes the clocks of the second zone are ahead of those of the first. Summer is in both at once, as far as both have one.
pub fn ahead(a: &Zone, b: &Zone) -> Vec<i16> {
    let (left, right) = (offsets(a), offsets(b));
    let both = left.len() == right.len();
    let pairs = left.iter().enumerate().flat_map(|(at, from)| {
        let right = right.iter().enumerate().filter(move |(other, _)| !both || *other == at);
        right.map(move |(_, to)| to - from)
    });
    pairs.collect()
}

#[cfg(test)]
mod tests {
    use super::{Zone, ahead, same};

    fn named(id: &str) -> Zone {
        Zone::Named(id.to_owned())
    }

    #[test]
    fn a_name_is_its_offset() {
        assert!(same(&named("Asia/Jakarta"), &Zone::Offset(420)) && !same(&named("Asia/Jakarta"), &Zone::Offset(480)));
        assert!(!same(&named("Europe/Paris"), &named("Europe/Berlin")) && !same(&named("Europe/Paris"), &Zone::Offset(0)));
        assert!(same(&Zone::Offset(120), &named("Europe/Berlin")) && !same(&named("Nowhere/Land"), &named("Nowhere/Else")));
        assert!(!same(&Zone::Local, &Zone::Offset(0)));
    }

    #[test]
    fn summer_is_in_both_zones() {
        assert_eq!(ahead(&named("America/Los_Angeles"), &named("Europe/Berlin")), [540, 540]);
        assert_eq!(ahead(&Zone::Offset(0), &named("Europe/Berlin")), [60, 120]);
        assert_eq!(ahead(&Zone::Offset(0), &named("Asia/Kolkata")), [330]);
    }
}
