//! The packs that the program carries, each read once when first asked for, and the lexicons made of them.

use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, LazyLock, Mutex, OnceLock, PoisonError};

use super::Tag;
use super::lexicon::Lexicon;
use super::pack::{Half, Pack};

/// The embedded files of one pack: `rules/locales/<name>.toml` and `rules/locales/cldr/<name>.toml`.
struct Embedded {
    name: &'static str,
    generated: Option<&'static str>,
    hand: Option<&'static str>,
    pack: OnceLock<Pack>,
}

impl Embedded {
    const fn new(name: &'static str, generated: Option<&'static str>, hand: Option<&'static str>) -> Self {
        Self { name, generated, hand, pack: OnceLock::new() }
    }

    fn texts(&self) -> impl Iterator<Item = (Half, &'static str)> {
        let generated = self.generated.map(|text| (Half::Generated, text));
        generated.into_iter().chain(self.hand.map(|text| (Half::Hand, text)))
    }
}

// `PACKS`: every pack of `rules/locales/`, listed by the build script, and `PARENTS`: the text of `cldr/parents.txt`.
include!(concat!(env!("OUT_DIR"), "/packs.rs"));

/// The languages of packs that other tags share: macrolanguages and their usual member (CLDR 48 `languageAlias`).
const SHARED: [(&str, &str); 3] = [("no", "nb"), ("nn", "nb"), ("cmn", "zh")];

/// The name of the pack that reads a locale: its own, or that of its nearest parent; empty when there is none.
pub fn pack_name(tag: &Tag) -> &'static str {
    let language = SHARED.iter().find(|(from, _)| *from == tag.language()).map_or(tag.language(), |(_, to)| to);
    let with_script = tag.likely_script().map(|script| format!("{language}-{script}"));
    let with_region = |base: &str| tag.region().map(|region| format!("{base}-{region}"));
    let own = [with_script.as_deref().and_then(with_region), with_region(language)];
    let parents = own.iter().flatten().filter_map(|name| nearest(listed_parent(name)?));
    let mut found = own.iter().flatten().filter_map(|name| named(name)).chain(parents);
    let general = || with_script.as_deref().and_then(named).or_else(|| named(language));
    found.next().or_else(general).map_or("", |embedded| embedded.name)
}

fn named(name: &str) -> Option<&'static Embedded> {
    PACKS.binary_search_by(|embedded| embedded.name.cmp(name)).ok().map(|at| &PACKS[at])
}

/// The pack of a locale or of the nearest of its parents that has one.
fn nearest(name: &str) -> Option<&'static Embedded> {
    named(name).or_else(|| nearest(parent(name)?))
}

/// The parent of a locale in CLDR, which is none at the root.
fn parent(name: &str) -> Option<&str> {
    match listed_parent(name) {
        Some("und") => None,
        Some(parent) => Some(parent),
        None => name.rsplit_once('-').map(|(parent, _)| parent),
    }
}

/// The parent of a locale, where it is not what is left of its tag without the last part.
fn listed_parent(name: &str) -> Option<&'static str> {
    static LISTED: LazyLock<HashMap<&str, &str>> = LazyLock::new(|| PARENTS.lines().filter_map(|line| line.split_once(' ')).collect());
    LISTED.get(name).copied()
}

/// The names of the packs that a pack is made of, its farthest parent first and itself last.
pub fn ancestry(name: &str) -> Vec<&'static str> {
    let mut found = Vec::new();
    let mut next = Some(name);
    while let Some(name) = next {
        found.extend(named(name).map(|embedded| embedded.name));
        next = parent(name);
    }
    found.reverse();
    found
}

/// The names of all packs, sorted.
pub fn languages() -> impl Iterator<Item = &'static str> {
    PACKS.iter().map(|embedded| embedded.name)
}

/// The pack of a language: `de`, or `zh-Hans` where scripts differ. Missing scripts are not guessed here.
pub fn pack(language: &str) -> Option<&'static Pack> {
    let embedded = named(language)?;
    Some(embedded.pack.get_or_init(|| read(embedded.name)))
}

/// A pack with a mistake is caught by the test that reads them all; at run time its words are then simply not read.
fn read(name: &str) -> Pack {
    let texts: Vec<(Half, &str)> = ancestry(name).into_iter().filter_map(named).flat_map(Embedded::texts).collect();
    let bare = || Pack::parse(&format!("[pack]\nlanguage = \"{name}\"\n"));
    Pack::layered(&texts).or_else(|_| bare()).unwrap_or_else(|_| unreachable!("a pack of one key parses"))
}

/// The lexicon for pages in `own` whose reference is in `other` (names of packs, empty for none), compiled once.
pub fn lexicon(own: &str, other: &str) -> Arc<Lexicon> {
    static COMPILED: Mutex<BTreeMap<(String, String), Arc<Lexicon>>> = Mutex::new(BTreeMap::new());
    let mut compiled = COMPILED.lock().unwrap_or_else(PoisonError::into_inner);
    let key = (own.to_owned(), other.to_owned());
    Arc::clone(compiled.entry(key).or_insert_with(|| Arc::new(Lexicon::new(pack(own), pack(other)))))
}
