//! Time zones: offsets from UTC, names, and places beside the word for time.

use crate::locale::pack::Meaning;

use super::{Item, Scan};
use crate::facts::model::{Strength, Value, Zone};

/// `UTC+1`, `Pacific Time`, `Beijing Time`, `hora de Beijing`, `local time`; a place alone is a weak reading.
pub(super) fn zone(scan: &Scan<'_, '_>, at: usize) -> Option<(Vec<Item>, usize)> {
    let (zone, next, strength) = offset(scan, at).or_else(|| named(scan, at)).or_else(|| place(scan, at)).or_else(|| local(scan, at))?;
    Some((vec![Item::new(Value::Zone(zone), at, next, strength)], next))
}

/// `UTC`, `UTC+1`, `UTC +05:30`, `GMT-8`.
fn offset(scan: &Scan<'_, '_>, at: usize) -> Option<(Zone, usize, Strength)> {
    standalone(scan, at).filter(|&id| id == "UTC")?;
    let sign = match scan.sign(at + 1) {
        Some('+') => 1,
        Some('-') => -1,
        _ => return Some((Zone::Offset(0), at + 1, Strength::Strong)),
    };
    let figures = scan.integer(at + 2).filter(|figures| scan.slice(at + 2).len() == 4 && figures / 100 <= 14 && figures % 100 < 60);
    if let Some(figures) = figures {
        let total = (figures / 100 * 60 + figures % 100) as i16;
        return Some((Zone::Offset(sign * total), at + 3, Strength::Strong));
    }
    let Some(hours) = scan.integer(at + 2).filter(|&hours| hours <= 14) else {
        return Some((Zone::Offset(0), at + 1, Strength::Strong));
    };
    let minutes =
        scan.integer(at + 4).filter(|&minutes| minutes < 60 && scan.is_sign(at + 3, ':') && scan.is_glued(at + 3) && scan.is_glued(at + 4));
    let next = if minutes.is_some() { at + 5 } else { at + 3 };
    let total = hours as i16 * 60 + minutes.unwrap_or(0) as i16;
    Some((Zone::Offset(sign * total), next, Strength::Strong))
}

fn standalone<'l>(scan: &Scan<'_, 'l>, at: usize) -> Option<&'l str> {
    scan.meaning(at, |meaning| if let Meaning::ZoneName(id) = meaning { Some(id.as_str()) } else { None })
}

fn named(scan: &Scan<'_, '_>, at: usize) -> Option<(Zone, usize, Strength)> {
    // `PST-bestand`, `.pst`: a file name, no zone.
    let part_of_word = (scan.is_dash(at + 1) && scan.is_glued(at + 1) && scan.is_glued(at + 2))
        || (at > 0 && scan.is_glued(at) && scan.is_sign(at - 1, '.'));
    let id = standalone(scan, at).filter(|_| !part_of_word)?;
    // `HST` is also a tax, `PST` a file: abbreviations are sure beside a time only.
    let abbreviated = scan.slice(at).len() <= 5 && scan.slice(at).bytes().all(|byte| byte.is_ascii_uppercase());
    Some((Zone::Named(id.to_owned()), at + 1, if abbreviated { Strength::Weak } else { Strength::Strong }))
}

fn place_at(scan: &Scan<'_, '_>, at: usize) -> Option<Zone> {
    scan.meaning(at, |meaning| if let Meaning::ZonePlace(id) = meaning { Some(Zone::Named(id.clone())) } else { None })
}

/// A place with the word for time before or after it, or alone.
fn place(scan: &Scan<'_, '_>, at: usize) -> Option<(Zone, usize, Strength)> {
    let announced = scan.means(at, &Meaning::ZoneBefore) || scan.means(at, &Meaning::LocalTime);
    if announced {
        let zone = place_at(scan, at + 1)?;
        return Some((zone, at + 2, Strength::Strong));
    }
    let zone = place_at(scan, at)?;
    let hyphen = usize::from(scan.is_dash(at + 1));
    let word = at + 1 + hyphen;
    if scan.means(word, &Meaning::ZoneAfter) || scan.means(word, &Meaning::LocalTime) {
        return Some((zone, word + 1, Strength::Strong));
    }
    Some((zone, at + 1, Strength::Weak))
}

fn local(scan: &Scan<'_, '_>, at: usize) -> Option<(Zone, usize, Strength)> {
    scan.means(at, &Meaning::LocalTime).then_some((Zone::Local, at + 1, Strength::Weak))
}
