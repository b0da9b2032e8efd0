//! Weekdays, their ranges and lists, and named groups of them.

use crate::locale::pack::Meaning;

use super::{Item, Scan};
use crate::facts::model::{DaySet, Strength, Value};

/// `Monday`, `Mon-Fri`, `Mondays and Wednesdays`, `weekdays`.
pub(super) fn days(scan: &Scan<'_, '_>, at: usize) -> Option<(Vec<Item>, usize)> {
    let start = if scan.means(at, &Meaning::From) { at + 1 } else { at };
    if let Some(days) = scan.meaning(start, |meaning| if let Meaning::Days(days) = meaning { Some(*days) } else { None }) {
        return Some((vec![Item::new(Value::Days(days), start, start + 1, Strength::Weak)], start + 1));
    }
    let mut read = one_run(scan, start, start > at)?;
    while let Some((set, next, long)) =
        joint(scan, read.next).and_then(|at| one_run(scan, at, false)).map(|run| (run.set, run.next, run.long))
    {
        read = Run { set: read.set.and(set), next, long: read.long || long, several: true };
    }
    let strength = if read.long || read.several { Strength::Strong } else { Strength::Weak };
    Some((vec![Item::new(Value::Days(read.set), start, read.next, strength)], read.next))
}

struct Run {
    set: DaySet,
    next: usize,
    /// Whether any name is written out.
    long: bool,
    /// Whether it names more than one day.
    several: bool,
}

/// A weekday, or a range of them. A word that means *and* too joins a range only where one was `opened`: `between Monday and Friday`.
fn one_run(scan: &Scan<'_, '_>, at: usize, opened: bool) -> Option<Run> {
    let (first, short) = weekday(scan, at)?;
    let to = scan.means(at + 1, &Meaning::To) && (opened || !scan.means(at + 1, &Meaning::And));
    let range = scan.is_dash(at + 1) || to || (opened && scan.means(at + 1, &Meaning::And));
    let end = if scan.means(at + 2, &Meaning::To) && range { at + 3 } else { at + 2 };
    match weekday(scan, end).filter(|_| range) {
        Some((last, last_short)) => {
            Some(Run { set: DaySet::through(first, last), next: end + 1, long: !short || !last_short, several: true })
        }
        None => Some(Run { set: DaySet::day(first), next: at + 1, long: !short, several: false }),
    }
}

fn weekday(scan: &Scan<'_, '_>, at: usize) -> Option<(u8, bool)> {
    scan.meaning(at, |meaning| if let Meaning::Weekday { day, short } = meaning { Some((*day, *short)) } else { None })
}

/// Where the next day of a list starts.
fn joint(scan: &Scan<'_, '_>, at: usize) -> Option<usize> {
    let comma = scan.is_sign(at, ',') || scan.is_sign(at, '/') || scan.is_sign(at, '&');
    let at = if comma { at + 1 } else { at };
    let and = scan.means(at, &Meaning::And) || (comma && scan.means(at, &Meaning::Or));
    (comma || and).then_some(if and { at + 1 } else { at })
}
