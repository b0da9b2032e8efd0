//! Another date in the notation that stands there, where figures alone differ.

use super::written::{Change, Figures, Written, in_script};
use crate::facts::Date;
use crate::locale::pack::Pack;

/// The figures of day, month and year that differ. None where one of them is a word, or could be another.
pub(super) fn changes(written: &Written<'_>, pack: Option<&Pack>, wanted: Date, stated: Date) -> Option<Vec<Change>> {
    let era = u32::from(pack.map_or(0, |pack| pack.era_offset));
    let mut changes = Vec::new();
    let parts = [
        (stated.day.map(u32::from), wanted.day.map(u32::from)),
        (Some(u32::from(stated.month)), Some(u32::from(wanted.month))),
        (stated.year.map(u32::from), wanted.year.map(u32::from)),
    ];
    for (old, new) in parts {
        if old != new {
            changes.push(change(written, era, old?, new?)?);
        }
    }
    changes.sort_by_key(|(range, _)| range.start);
    Some(changes)
}

fn change(written: &Written<'_>, era: u32, old: u32, new: u32) -> Option<Change> {
    let shift = |figures: &Figures| -> Option<u32> {
        let value = figures.value()?;
        if value == old {
            return Some(0);
        }
        (old > 31 && era > 0 && value == old + era).then_some(era)
    };
    let mut places = written.figures.iter().filter_map(|figures| Some((figures, shift(figures)?)));
    let (figures, era) = places.next().filter(|(figures, _)| !written.is_ordinal(figures) && places.next().is_none())?;
    let padded = figures.digits.starts_with('0') || written.figures.iter().any(|other| other.digits.starts_with('0'));
    let width = if padded { figures.digits.len() } else { 0 };
    Some((figures.range.clone(), in_script(&format!("{:0width$}", new + era), figures.zero)))
}
