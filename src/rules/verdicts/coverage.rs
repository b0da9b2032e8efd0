//! Whether a fact could have been read in the translation's language at all.

use crate::facts::{Currency, Kind, Value, Zone};
use crate::locale::pack::{Meaning, Pack};

/// Whether the silence of a translation says something about a value: its language's pack has the words for it.
pub(super) fn is_readable(pack: Option<&Pack>, value: &Value) -> bool {
    let Some(pack) = pack.filter(|pack| pack.by_hand) else { return value.kind() == Kind::Phone };
    match value {
        Value::Phone(_) | Value::Time(_) | Value::Period(..) | Value::Number(_) | Value::Percentage(_) => true,
        Value::Date(_) => pack.has(|meaning| matches!(meaning, Meaning::Month { .. })),
        Value::Quarter(_) => pack.has(|meaning| matches!(meaning, Meaning::Quarter(_))),
        Value::Rate(unit) => pack.has(|meaning| *meaning == Meaning::Per(*unit)),
        Value::Currency(_, currency) => {
            pack.has(|meaning| matches!(meaning, Meaning::Currency(code) if currency.may_equal(&Currency(code.clone()))))
        }
        Value::Measurement(_, unit) => pack.has(|meaning| matches!(meaning, Meaning::Measure(own) if own == unit)),
        Value::AroundTheClock => pack.has(|meaning| matches!(meaning, Meaning::AroundTheClock | Meaning::PerDay)),
        Value::Days(_) => pack.has(|meaning| matches!(meaning, Meaning::Weekday { .. })),
        Value::Duration(duration) => pack.has(|meaning| *meaning == Meaning::Unit(duration.unit)),
        Value::Zone(Zone::Named(id)) => {
            pack.has(|meaning| matches!(meaning, Meaning::ZonePlace(own) | Meaning::ZoneName(own) if own == id))
        }
        Value::Zone(Zone::Offset(_)) => true,
        Value::Zone(Zone::Local) => false,
    }
}
