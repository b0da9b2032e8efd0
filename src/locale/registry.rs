//! The packs that the program carries, each read once when first asked for, and the lexicons made of them.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use super::Tag;
use super::lexicon::Lexicon;
use super::pack::Pack;

/// One embedded file of `rules/locales/`.
struct Embedded {
    language: &'static str,
    text: &'static str,
    pack: OnceLock<Pack>,
}

impl Embedded {
    const fn new(language: &'static str, text: &'static str) -> Self {
        Self { language, text, pack: OnceLock::new() }
    }
}

// `PACKS`: every file of `rules/locales/`, listed by the build script.
include!(concat!(env!("OUT_DIR"), "/packs.rs"));

/// The languages of packs that other tags share: macrolanguages and their usual member (CLDR 48 `languageAlias`).
const SHARED: [(&str, &str); 3] = [("no", "nb"), ("nn", "nb"), ("cmn", "zh")];

/// The name of the pack that reads a locale; empty when there is none.
pub fn pack_name(tag: &Tag) -> &'static str {
    let language = SHARED.iter().find(|(from, _)| *from == tag.language()).map_or(tag.language(), |(_, to)| to);
    let with_script = tag.likely_script().map(|script| format!("{language}-{script}"));
    languages().find(|name| Some(*name) == with_script.as_deref() || *name == language).unwrap_or("")
}

/// The languages that have a pack, sorted as listed.
pub fn languages() -> impl Iterator<Item = &'static str> {
    PACKS.iter().map(|embedded| embedded.language)
}

/// The pack of a language: `de`, or `zh-Hans` where scripts differ. Missing scripts are not guessed here.
pub fn pack(language: &str) -> Option<&'static Pack> {
    let embedded = PACKS.iter().find(|embedded| embedded.language == language)?;
    Some(embedded.pack.get_or_init(|| read(embedded)))
}

/// A pack with a mistake is caught by the test that reads them all; at run time its words are then simply not read.
fn read(embedded: &Embedded) -> Pack {
    let bare = || Pack::parse(&format!("[pack]\nlanguage = \"{}\"\n", embedded.language));
    Pack::parse(embedded.text).or_else(|_| bare()).unwrap_or_else(|_| unreachable!("a pack of one key parses"))
}

/// The text of a pack's file.
pub fn pack_text(language: &str) -> Option<&'static str> {
    PACKS.iter().find(|embedded| embedded.language == language).map(|embedded| embedded.text)
}

/// The lexicon for pages in `own` whose reference is in `other` (names of packs, empty for none), compiled once.
pub fn lexicon(own: &str, other: &str) -> Arc<Lexicon> {
    static COMPILED: Mutex<BTreeMap<(String, String), Arc<Lexicon>>> = Mutex::new(BTreeMap::new());
    let mut compiled = COMPILED.lock().unwrap_or_else(PoisonError::into_inner);
    let key = (own.to_owned(), other.to_owned());
    Arc::clone(compiled.entry(key).or_insert_with(|| Arc::new(Lexicon::new(pack(own), pack(other)))))
}
