//! Whether what an allowance names (`found`, `expected`) is what a finding states: as a value, or as it is written in the page.
//!
//! It reads the words of the allowance as the page's language does, else as the reference's does, and compares values; of what is no fact,
//! it knows the notation in which findings offer an allowance.

use super::finding::Place;
use crate::facts::{Phone, Value, line, phone, standard};
use crate::locale::{Tag, registry};
use crate::rules::stated::Stated;

/// A value that an allowance names, for a page in some language.
#[derive(Clone, Copy, Debug)]
pub(super) struct Allowed<'a> {
    /// As the configuration has it.
    pub(super) text: &'a str,
    /// The locale of the page.
    pub(super) locale: &'a str,
    /// That of the reference.
    pub(super) reference: &'a Tag,
}

impl Allowed<'_> {
    /// Whether one of the values is the one that is named, or the text at the place is.
    pub(super) fn covers(self, stated: &[Stated], place: Option<&Place>) -> bool {
        place.is_some_and(|place| place.text == self.text) || stated.iter().any(|one| self.names(one))
    }

    fn names(self, stated: &Stated) -> bool {
        match stated {
            Stated::Fact(value, _) => stated.is_named(self.text) || self.readings().iter().any(|own| self.is_same(own, value)),
            _ => stated.is_named(self.text),
        }
    }

    /// What the whole text states: in the page's language, else in the reference's.
    fn readings(self) -> Vec<Value> {
        let other = registry::pack_name(self.reference);
        let own = Tag::parse(self.locale).map_or(other, |locale| registry::pack_name(&locale));
        let read = |language: &str| line::read(self.text, &registry::lexicon(language, other));
        let values = read(own);
        if values.is_empty() && own != other { read(other) } else { values }
    }

    fn is_same(self, a: &Value, b: &Value) -> bool {
        let (Value::Phone(own), Value::Phone(other)) = (a, b) else { return standard::key(a, None) == standard::key(b, None) };
        let locale = Tag::parse(self.locale);
        let regions: Vec<&str> = locale.iter().chain([self.reference]).filter_map(Tag::likely_region).collect();
        let line = |phone: &Phone| phone::e164(phone, &regions).or_else(|| phone.international.then(|| phone.to_string()));
        line(own).zip(line(other)).map_or_else(|| phone::same(own, other, &regions), |(own, other)| own == other)
    }
}
