//! One locale pack: the words of a language with what they mean, and how it writes numbers and times.
//!
//! The format is documented in `rules/locales/README.md`. Packs are data; nothing here knows a particular language. A pack is read from a
//! half that is generated from CLDR and one that is written by hand, those of its parents first; `halves` says how they become one.

use toml_span::value::{Table, Value, ValueInner};

use super::halves::Words;
use super::meaning::meaning;

pub use super::meaning::{Bound, Meaning, MinuteJoint};

/// Where a text comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Half {
    /// Written by `rules/locales/generate.py` from CLDR.
    Generated,
    /// Written by people.
    Hand,
}

/// The order of day, month and year in a numeric date (CLDR's short date format).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DateOrder {
    /// `31.12.2024`.
    DayMonthYear,
    /// `12/31/2024`.
    MonthDayYear,
    /// `2024/12/31`.
    YearMonthDay,
}

/// How a language puts number words together, where it is not from the greatest part to the smallest.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Spelling {
    /// Whether units stand before tens: `einundzwanzig`.
    pub units_first: bool,
    /// Whether one figure behind a power is of the next lower one: `两千五` is 2500.
    pub short_tail: bool,
}

/// A pack as read from its files.
#[derive(Clone, Debug)]
pub struct Pack {
    /// BCP 47 language, with script where the pack is for one script.
    pub language: String,
    /// Its name in itself.
    pub name: String,
    /// The CLDR version its names come from.
    pub cldr: String,
    /// Whether people wrote a part of it. What only CLDR says is read, but its silence says nothing.
    pub by_hand: bool,
    /// Whether a bare `5:00` may mean the afternoon.
    pub twelve_hours: bool,
    /// Decimal sign.
    pub decimal: char,
    /// Signs between groups of three digits.
    pub group: Vec<char>,
    /// Signs before negative numbers.
    pub minus: Vec<char>,
    /// How per cent is written, `{0}` for the number.
    pub percent: Vec<String>,
    /// The figures 0 to 9 of every numbering system in use.
    pub digits: Vec<String>,
    /// How many forms a counted noun has: 1 where no number changes it, 2 where only *one* does; 0 where the pack does not say.
    pub number_forms: u8,
    /// How number words are put together.
    pub spelling: Spelling,
    /// The order of day, month and year in figures.
    pub date_order: DateOrder,
    /// Whether the language writes its months with a capital.
    pub capital_months: bool,
    /// How many years the calendar is ahead of the Gregorian one (Buddhist era: 543).
    pub era_offset: u16,
    /// Signs between hours and minutes, beside `:`.
    pub time_separators: Vec<char>,
    /// Letters that a word may carry in front.
    pub prefixes: Vec<String>,
    /// Endings that a word may carry.
    pub suffixes: Vec<String>,
    /// Words that are not to be read as English.
    pub not_english: Vec<String>,
    /// Words that hold sentences together and show which language a text is in.
    pub function_words: Vec<String>,
    /// Names of the reference, and what the language may call them.
    pub terms: Vec<(String, String)>,
    /// Letters of other scripts for Latin severity letters: (letter, Latin letter).
    pub severity_letters: Vec<(String, String)>,
    /// Entry and meaning, in file order; those written by hand before those generated.
    pub entries: Vec<(String, Meaning)>,
}

impl Pack {
    /// Reads a pack of one text, written by hand.
    ///
    /// # Errors
    /// Every mistake in it, one sentence each: TOML that does not parse, unknown tables and keys, values of another type.
    pub fn parse(text: &str) -> Result<Pack, Vec<String>> {
        Pack::layered(&[(Half::Hand, text)])
    }

    /// Reads a pack of several texts: those of its parents first, and of each the generated one before the other.
    ///
    /// # Errors
    /// As for [`Pack::parse`].
    pub fn layered(texts: &[(Half, &str)]) -> Result<Pack, Vec<String>> {
        let mut reader = PackReader::new();
        for (half, text) in texts {
            reader.read(*half, text);
        }
        reader.finish()
    }

    fn empty() -> Pack {
        Pack {
            language: String::new(),
            name: String::new(),
            cldr: String::new(),
            by_hand: false,
            twelve_hours: false,
            decimal: '.',
            group: Vec::new(),
            minus: Vec::new(),
            percent: Vec::new(),
            digits: Vec::new(),
            number_forms: 0,
            spelling: Spelling::default(),
            date_order: DateOrder::DayMonthYear,
            capital_months: false,
            era_offset: 0,
            time_separators: Vec::new(),
            prefixes: Vec::new(),
            suffixes: Vec::new(),
            not_english: Vec::new(),
            function_words: Vec::new(),
            terms: Vec::new(),
            severity_letters: Vec::new(),
            entries: Vec::new(),
        }
    }

    /// Whether the pack has any word of a meaning.
    pub fn has(&self, wanted: impl Fn(&Meaning) -> bool) -> bool {
        self.entries.iter().any(|(_, meaning)| wanted(meaning))
    }
}

fn is_long_month(meaning: &Meaning) -> bool {
    matches!(meaning, Meaning::Month { short: false, .. })
}

struct PackReader {
    pack: Pack,
    half: Half,
    words: Words,
    /// What makes the zone's name out of a place's (`Oslotid`, `Osloer Zeit`).
    endings: Vec<String>,
    problems: Vec<String>,
}

impl PackReader {
    fn new() -> Self {
        Self { pack: Pack::empty(), half: Half::Hand, words: Words::default(), endings: Vec::new(), problems: Vec::new() }
    }

    fn read(&mut self, half: Half, text: &str) {
        self.half = half;
        self.pack.by_hand |= half == Half::Hand;
        self.words.open(half);
        match toml_span::parse(text) {
            Ok(root) => match root.as_table() {
                Some(tables) => tables.iter().for_each(|(key, value)| self.table(&key.name, value)),
                None => self.problems.push("a pack is a TOML table".to_owned()),
            },
            Err(error) => self.problems.push(error.to_string()),
        }
        self.words.close();
    }

    fn finish(mut self) -> Result<Pack, Vec<String>> {
        self.pack.entries = std::mem::take(&mut self.words).merged();
        let decimal = self.pack.decimal;
        self.pack.group.retain(|&sign| sign != decimal);
        self.name_zones();
        self.pack.capital_months =
            self.pack.entries.iter().any(|(word, meaning)| is_long_month(meaning) && word.starts_with(char::is_uppercase));
        if self.pack.language.is_empty() {
            self.problems.push("[pack] language is missing".to_owned());
        }
        if self.problems.is_empty() { Ok(self.pack) } else { Err(self.problems) }
    }

    fn table(&mut self, name: &str, value: &Value<'_>) {
        let Some(table) = value.as_table() else {
            self.problems.push(format!("`{name}` is not a table"));
            return;
        };
        match name {
            "pack" => self.settings(table),
            "severity" => self.severity(table),
            "text" => self.prose(table),
            "terms" => self.terms(table),
            "zones" => self.zones(table),
            "remove" => self.remove(table),
            _ => self.word_table(name, table),
        }
    }

    fn settings(&mut self, table: &Table<'_>) {
        for (key, value) in table {
            match key.name.as_ref() {
                "language" => self.pack.language = self.text("language", value),
                "name" => self.pack.name = self.text("name", value),
                "cldr" => self.pack.cldr = self.text("cldr", value),
                "hour-cycle" => self.pack.twelve_hours = matches!(value.as_ref(), ValueInner::Integer(12)),
                "decimal" => self.pack.decimal = self.text("decimal", value).chars().next().unwrap_or('.'),
                "group" => self.group(value),
                "minus" => self.pack.minus = self.chars("minus", value),
                "percent" => self.pack.percent = self.words("percent", value),
                "digits" => self.pack.digits = self.words("digits", value),
                "number-forms" => self.number_forms(value),
                "short-tail" => self.pack.spelling.short_tail = value.as_bool().unwrap_or(false),
                "units-first" => self.pack.spelling.units_first = value.as_bool().unwrap_or(false),
                "date-order" => self.date_order(value),
                "era-offset" => self.pack.era_offset = value.as_integer().and_then(|years| u16::try_from(years).ok()).unwrap_or(0),
                "time-separators" => self.pack.time_separators = self.chars("time-separators", value),
                "prefixes" => self.pack.prefixes = self.words("prefixes", value),
                "suffixes" => self.pack.suffixes = self.words("suffixes", value),
                "not-english" => self.pack.not_english = self.words("not-english", value),
                other => self.problems.push(format!("[pack] has no key `{other}`")),
            }
        }
    }

    /// A region's own sign does not put an end to those of its language (`10.000` in Austria).
    fn group(&mut self, value: &Value<'_>) {
        let signs = self.chars("group", value);
        if self.half == Half::Hand {
            self.pack.group.clear();
        }
        self.pack.group.extend(signs);
    }

    fn number_forms(&mut self, value: &Value<'_>) {
        match value.as_integer() {
            Some(forms @ 1..=2) => self.pack.number_forms = forms as u8,
            _ => self.problems.push("[pack] number-forms is 1 or 2".to_owned()),
        }
    }

    fn date_order(&mut self, value: &Value<'_>) {
        match self.text("date-order", value).as_str() {
            "dmy" => self.pack.date_order = DateOrder::DayMonthYear,
            "mdy" => self.pack.date_order = DateOrder::MonthDayYear,
            "ymd" => self.pack.date_order = DateOrder::YearMonthDay,
            other => self.problems.push(format!("[pack] date-order is dmy, mdy or ymd, not `{other}`")),
        }
    }

    fn remove(&mut self, table: &Table<'_>) {
        for (key, value) in table {
            match (key.name.as_ref(), self.half) {
                ("words", Half::Hand) => {
                    let words = self.words("remove.words", value);
                    self.words.remove(&words);
                }
                (other, _) => self.problems.push(format!("[remove] {other} is unknown")),
            }
        }
    }

    fn word_table(&mut self, table_name: &str, table: &Table<'_>) {
        for (key, value) in table {
            match meaning(table_name, &key.name) {
                Some(meaning) => self.add(&format!("{table_name}.{}", key.name), value, &meaning),
                None => self.problems.push(format!("[{table_name}] {} is unknown", key.name)),
            }
        }
    }

    fn severity(&mut self, table: &Table<'_>) {
        for (key, value) in table {
            match (key.name.as_ref(), value.as_table()) {
                ("labels", _) => self.add("severity.labels", value, &Meaning::SeverityLabel),
                ("letters", Some(letters)) => {
                    for (latin, others) in letters {
                        let others = self.words("severity.letters", others);
                        self.pack.severity_letters.extend(others.into_iter().map(|letter| (letter, latin.name.to_string())));
                    }
                }
                (other, _) => self.problems.push(format!("[severity] {other} is unknown")),
            }
        }
    }

    fn terms(&mut self, table: &Table<'_>) {
        for (term, value) in table {
            let renderings = self.words(&format!("terms.{}", term.name), value);
            self.pack.terms.extend(renderings.into_iter().map(|rendering| (term.name.to_string(), rendering)));
        }
    }

    fn prose(&mut self, table: &Table<'_>) {
        for (key, value) in table {
            match key.name.as_ref() {
                "function-words" => self.pack.function_words = self.words("text.function-words", value),
                other => self.problems.push(format!("[text] {other} is unknown")),
            }
        }
    }

    fn zones(&mut self, table: &Table<'_>) {
        for (key, value) in table {
            match (key.name.as_ref(), value.as_table()) {
                ("before", _) => self.add("zones.before", value, &Meaning::ZoneBefore),
                ("after", _) => self.add("zones.after", value, &Meaning::ZoneAfter),
                ("local", _) => self.add("zones.local", value, &Meaning::LocalTime),
                ("endings", _) => self.endings = self.words("zones.endings", value),
                ("names", Some(names)) => self.zone_names(names, Meaning::ZonePlace),
                ("standalone", Some(names)) => self.zone_names(names, Meaning::ZoneName),
                (other, _) => self.problems.push(format!("[zones] {other} is unknown")),
            }
        }
    }

    /// Every place with every ending.
    fn name_zones(&mut self) {
        let places: Vec<(String, String)> = self
            .pack
            .entries
            .iter()
            .filter_map(|(word, meaning)| if let Meaning::ZonePlace(id) = meaning { Some((word.clone(), id.clone())) } else { None })
            .collect();
        for (word, id) in places {
            let named = self.endings.iter().map(|ending| (format!("{word}{ending}"), Meaning::ZoneName(id.clone())));
            self.pack.entries.extend(named);
        }
    }

    fn zone_names(&mut self, names: &Table<'_>, meaning: fn(String) -> Meaning) {
        for (id, value) in names {
            self.add(&id.name, value, &meaning(id.name.to_string()));
        }
    }

    fn add(&mut self, place: &str, value: &Value<'_>, meaning: &Meaning) {
        for word in self.words(place, value) {
            if word.trim().is_empty() {
                self.problems.push(format!("{place} lists an empty word"));
            } else {
                self.words.add(word, meaning.clone());
            }
        }
    }

    fn text(&mut self, place: &str, value: &Value<'_>) -> String {
        if let Some(text) = value.as_str() {
            return text.to_owned();
        }
        self.problems.push(format!("{place} is not a string"));
        String::new()
    }

    fn words(&mut self, place: &str, value: &Value<'_>) -> Vec<String> {
        let Some(array) = value.as_array() else {
            self.problems.push(format!("{place} is not a list of strings"));
            return Vec::new();
        };
        array.iter().map(|item| self.text(place, item)).collect()
    }

    fn chars(&mut self, place: &str, value: &Value<'_>) -> Vec<char> {
        self.words(place, value).iter().filter_map(|word| word.chars().next()).collect()
    }
}
