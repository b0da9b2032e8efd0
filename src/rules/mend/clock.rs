//! Other hours in the notation that stands there: the figures that differ are replaced, and the words for half days beside them.

use super::written::{Change, Figures, Written, in_script};
use crate::facts::Clock;
use crate::locale::pack::{Meaning, Pack};

/// Each time as it is stated and as it should be, in the order of the text. None where the notation cannot say the other time.
pub(super) fn changes(written: &Written<'_>, pack: Option<&Pack>, times: &[(Clock, Clock)]) -> Option<Vec<Change>> {
    let notation = Notation::of(written, pack);
    let mut rest = written.figures.as_slice();
    let mut changes = Vec::new();
    for &(stated, wanted) in times {
        let (places, more) = places(written, rest, stated)?;
        rest = more;
        changes.extend(notation.changes(written, pack, &places, (stated, wanted))?);
    }
    changes.sort_by_key(|(range, _)| range.start);
    rest.is_empty().then_some(changes)
}

/// The hours of an offset from UTC, in whole hours and of the same sign.
pub(super) fn offset(written: &Written<'_>, wanted: i16, stated: i16) -> Option<Vec<Change>> {
    let [hours] = written.figures.as_slice() else { return None };
    let whole = |offset: i16| (offset != 0 && offset % 60 == 0).then_some(u32::from(offset.unsigned_abs()) / 60);
    let fits = wanted.signum() == stated.signum() && hours.value() == whole(stated);
    let width = if hours.digits.starts_with('0') { hours.digits.len() } else { 0 };
    let new = format!("{:0width$}", whole(wanted).filter(|_| fits)?);
    Some(vec![(hours.range.clone(), in_script(&new, hours.zero))])
}

/// Where the hours and minutes of one time stand.
struct Places<'w> {
    hours: &'w Figures,
    minutes: Option<&'w Figures>,
}

/// Takes the figures of a time off the front.
fn places<'w>(written: &Written<'_>, figures: &'w [Figures], time: Clock) -> Option<(Places<'w>, &'w [Figures])> {
    let (hours, rest) = figures.split_first()?;
    let value = hours.value()?;
    let (hour, minute) = (u32::from(time.0 / 60), u32::from(time.0 % 60));
    if value % 12 != hour % 12 || hours.digits.len() > 2 {
        return None;
    }
    let minutes = rest.first().filter(|next| {
        let between = written.slice(hours.range.end..next.range.start);
        let short = (1..=2).contains(&between.chars().count()) && !between.contains(['-', '–', '—', '~', '～', '〜', '/', ',']);
        short && next.digits.len() == 2 && next.value() == Some(minute)
    });
    if minute != 0 && minutes.is_none() {
        return None;
    }
    Some((Places { hours, minutes }, if minutes.is_some() { &rest[1..] } else { rest }))
}

/// How the text writes its times.
struct Notation {
    /// Whether words for half days stand there.
    halves: bool,
    /// Whether hours of one figure have a nought in front.
    padded: bool,
    /// What stands between hours and minutes, or would stand there.
    separator: Option<char>,
}

impl Notation {
    fn of(written: &Written<'_>, pack: Option<&Pack>) -> Notation {
        let text = written.text().to_lowercase();
        let is_half = |meaning: &Meaning| {
            matches!(meaning, Meaning::Am | Meaning::Pm | Meaning::Noon | Meaning::Night | Meaning::Evening | Meaning::Midday)
        };
        let halves = pack.into_iter().flat_map(|pack| &pack.entries).any(|(word, meaning)| is_half(meaning) && says(&text, word));
        let english = ["am", "pm", "a.m.", "p.m."].iter().any(|word| says(&text, word));
        let padded = written.figures.iter().any(|figures| figures.digits.len() == 2 && figures.digits.starts_with('0'));
        let shown = written.figures.windows(2).find_map(|pair| {
            let between = written.slice(pair[0].range.end..pair[1].range.start);
            let mut signs = between.chars();
            signs.next().filter(|sign| signs.next().is_none() && is_separator(*sign, pack))
        });
        Notation { halves: halves || english, padded, separator: shown }
    }

    fn changes(
        &self,
        written: &Written<'_>,
        pack: Option<&Pack>,
        places: &Places<'_>,
        (stated, wanted): (Clock, Clock),
    ) -> Option<Vec<Change>> {
        let (hour, minute) = (wanted.0 / 60, wanted.0 % 60);
        let old = places.hours.value()?;
        let twelve = self.halves || old % 24 != u32::from(stated.0 / 60) % 24;
        let mut changes = Vec::new();
        let half = |time: Clock| (time.0 / 720) % 2;
        if twelve && half(stated) != half(wanted) {
            changes.push(other_half(written, pack?, places, half(wanted) == 1)?);
        }
        let zero = places.hours.zero;
        let mut hours = if stated.0 / 60 == hour { places.hours.digits.clone() } else { self.hour(hour, twelve, places) };
        match places.minutes {
            Some(minutes) => changes.push((minutes.range.clone(), in_script(&format!("{minute:02}"), zero))),
            None if minute != 0 => hours = format!("{hours}{}{minute:02}", self.separator_behind(written, places)?),
            None => {}
        }
        changes.push((places.hours.range.clone(), in_script(&hours, zero)));
        Some(changes)
    }

    fn hour(&self, hour: u16, twelve: bool, places: &Places<'_>) -> String {
        let hour = if twelve { (hour + 11) % 12 + 1 } else { hour };
        let padded = self.padded && places.hours.digits.len() == 2;
        if padded { format!("{hour:02}") } else { hour.to_string() }
    }

    /// The sign for minutes that are not there yet. Beside a word for the hour it would stand wrong.
    fn separator_behind(&self, written: &Written<'_>, places: &Places<'_>) -> Option<char> {
        let behind = written.slice(places.hours.range.end..written.range.end).trim_start();
        let apart = !behind.starts_with(char::is_alphabetic) || written.slice(places.hours.range.end..written.range.end).starts_with(' ');
        self.separator.filter(|_| apart)
    }
}

/// The word for a half day beside a time, and the one for the other half that is written most like it.
fn other_half(written: &Written<'_>, pack: &Pack, places: &Places<'_>, afternoon: bool) -> Option<Change> {
    let (own, other) = if afternoon { (Meaning::Am, Meaning::Pm) } else { (Meaning::Pm, Meaning::Am) };
    let words = |meaning: Meaning| pack.entries.iter().filter(move |(_, of)| *of == meaning).map(|(word, _)| word.as_str());
    let before = written.slice(written.range.start..places.hours.range.start).trim_end();
    let end = places.minutes.unwrap_or(places.hours).range.end;
    let rest = written.slice(end..written.range.end);
    let behind = rest.trim_start();
    let start = end + rest.len() - behind.len();
    let is_word = |text: Option<&str>, word: &str| text.is_some_and(|text| text.eq_ignore_ascii_case(word));
    let found = words(own).filter_map(|word| {
        let at = written.range.start + before.len();
        let ends = before.len().checked_sub(word.len()).is_some_and(|from| is_word(before.get(from..), word));
        let starts = is_word(behind.get(..word.len()), word);
        let range = ends.then(|| at - word.len()..at).or_else(|| starts.then(|| start..start + word.len()))?;
        Some((word, range))
    });
    let (word, range) = found.max_by_key(|(word, _)| word.len())?;
    let alike = |other: &&str| {
        let same = word.chars().zip(other.chars()).filter(|(a, b)| a == b).count();
        (word.chars().count() == other.chars().count()).then_some(same).filter(|same| *same > 0)
    };
    let new = words(other).filter(|word| alike(word).is_some()).max_by_key(alike)?;
    let small = !written.slice(range.clone()).contains(char::is_uppercase);
    Some((range, if small { new.to_lowercase() } else { new.to_owned() }))
}

fn is_separator(sign: char, pack: Option<&Pack>) -> bool {
    sign == ':' || pack.is_some_and(|pack| pack.time_separators.contains(&sign))
}

/// Whether a text has a word, as far as the script has spaces.
fn says(text: &str, word: &str) -> bool {
    let word = word.to_lowercase();
    let joins = |c: Option<char>| c.is_some_and(|c| c.is_alphabetic() && (c.is_lowercase() || c.is_uppercase()));
    text.match_indices(&word).any(|(at, found)| !joins(text[..at].chars().next_back()) && !joins(text[at + found.len()..].chars().next()))
}
