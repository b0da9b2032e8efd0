//! What something is counted per: `100 requests per minute`.

use crate::locale::pack::Meaning;

use super::{Item, Scan, amount};
use crate::facts::model::{Strength, Unit, Value};

/// `per minute`. It is no statement that must be there: a translation may say it in any way that nobody listed.
pub(super) fn rate(scan: &Scan<'_, '_>, at: usize) -> Option<(Vec<Item>, usize)> {
    let unit = per(scan, at)?;
    // Japanese `毎秒 100 メガビット`.
    if let Some((mut items, next)) = amount::amounts(scan, at + 1)
        && let [Item { value: Value::Measurement(_, size), from, .. }] = items.as_mut_slice()
        && let Some(compound) = compound(size, unit)
    {
        (*size, *from) = (compound, at);
        return Some((items, next));
    }
    Some((vec![Item::new(Value::Rate(unit), at, at + 1, Strength::Weak)], at + 1))
}

/// The unit of a word for a rate.
pub(super) fn per(scan: &Scan<'_, '_>, at: usize) -> Option<Unit> {
    scan.meaning(at, |meaning| if let Meaning::Per(unit) = meaning { Some(*unit) } else { None })
}

/// The unit of what is counted per another: `megabits per second`, where CLDR has a name for it.
pub(super) fn compound(size: &str, per: Unit) -> Option<String> {
    let data = || size.ends_with("bit") || size.ends_with("byte");
    let way = || matches!(size, "meter" | "kilometer" | "mile");
    let fits = match per {
        Unit::Second => data() || size == "meter",
        Unit::Hour => way(),
        _ => false,
    };
    fits.then(|| format!("{size}-per-{}", per.name()))
}
