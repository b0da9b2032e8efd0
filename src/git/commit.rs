//! A commit: its id, and when it was made.

/// A commit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Commit {
    /// The full id: 40 or 64 hexadecimal digits.
    pub id: String,
    /// When it was committed, in seconds from 1970-01-01 UTC.
    pub seconds: i64,
    /// Minutes east of UTC where it was committed.
    pub offset: i32,
}

impl Commit {
    /// The first seven digits of the id, as people write it.
    pub fn short(&self) -> &str {
        self.id.get(..7).unwrap_or(&self.id)
    }

    /// The day where it was committed, `YYYY-MM-DD`.
    pub fn date(&self) -> String {
        let days = (self.seconds + i64::from(self.offset) * 60).div_euclid(86_400);
        let (year, month, day) = civil(days);
        format!("{year:04}-{month:02}-{day:02}")
    }

    /// From an id and git's raw date, `1590537600 +0200`.
    pub(super) fn new(id: &str, raw_date: &str) -> Option<Commit> {
        let (seconds, zone) = raw_date.trim().split_once(' ')?;
        let seconds: i64 = seconds.parse().ok().filter(|seconds| (0..=MOST_SECONDS).contains(seconds))?;
        let zone: i32 = zone.parse().ok().filter(|zone: &i32| zone.abs() <= 9999)?;
        is_id(id).then(|| Commit { id: id.to_owned(), seconds, offset: zone / 100 * 60 + zone % 100 })
    }
}

/// The last second of the year 9999.
const MOST_SECONDS: i64 = 253_402_300_799;

/// Whether a text is an id or the start of one, and nothing that git could take for something else.
pub fn is_id(text: &str) -> bool {
    (7..=64).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_hexdigit())
}

/// Year, month and day of a number of days after 1970-01-01, in the Gregorian calendar (years that start in March make it simple).
fn civil(days: i64) -> (i64, i64, i64) {
    let days = days + 719_468;
    let era = days.div_euclid(146_097);
    let day_of_era = days.rem_euclid(146_097);
    let year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * month + 2) / 5 + 1;
    let month = if month < 10 { month + 3 } else { month - 9 };
    (year_of_era + era * 400 + i64::from(month <= 2), month, day)
}
