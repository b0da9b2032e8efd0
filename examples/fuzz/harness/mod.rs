//! What is fuzzed and how: generated and mutated pages, and the properties that must hold for each. Both the seeded loop
//! (`cargo run --profile fuzz --example fuzz`) and the targets of `fuzz/` run it.

pub(crate) mod choices;
mod generate;
mod languages;
mod mutate;
mod properties;
mod seeds;

use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use choices::Choices;
use generate::Pair;
use languages::Languages;
use seeds::Seeds;

/// What a property is checked of.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Target {
    /// As the command line and the fuzzer call it.
    pub(crate) name: &'static str,
    run: fn(&mut Choices<'_>, &Setting),
}

/// All targets.
pub(crate) const TARGETS: [Target; 6] = [
    Target { name: "parse", run: properties::parse::run },
    Target { name: "facts", run: properties::facts::run },
    Target { name: "compare", run: properties::compare::run },
    Target { name: "fix", run: properties::fix::run },
    Target { name: "configuration", run: properties::configuration::run },
    Target { name: "server", run: properties::server::run },
];

impl Target {
    /// The target of that name.
    pub(crate) fn named(name: &str) -> Option<Target> {
        TARGETS.into_iter().find(|target| target.name == name)
    }

    /// Generates an input and checks what must hold for it.
    ///
    /// # Panics
    /// When it does not hold.
    pub(crate) fn run(self, choices: &mut Choices<'_>, setting: &Setting) {
        forget();
        (self.run)(choices, setting);
    }
}

/// What all inputs are made from.
#[derive(Debug)]
pub(crate) struct Setting {
    languages: Languages,
    seeds: Seeds,
    folder: tempfile::TempDir,
}

impl Setting {
    /// Reads what inputs are made from: the fixtures, and the pages below some folders.
    ///
    /// # Panics
    /// When the fixtures are not there, or there is no folder for files that are there for a while only.
    pub(crate) fn new(folders: &[PathBuf]) -> Setting {
        let here = Path::new(env!("CARGO_MANIFEST_DIR"));
        let fixtures = here.ancestors().map(|folder| folder.join("fixtures")).find(|folder| folder.join("locales").is_dir());
        let fixtures = fixtures.expect("the fixtures are there");
        let mut all = vec![fixtures.clone()];
        all.extend_from_slice(folders);
        let folder = tempfile::Builder::new().prefix("driftlint-fuzz-").tempdir().expect("a folder");
        Setting { languages: Languages::read(&fixtures), seeds: Seeds::find(&all), folder }
    }

    /// How many pages there are to mutate.
    pub(crate) fn pages(&self) -> usize {
        self.seeds.len()
    }

    /// A page with a translation: generated, of the seeds, or one that is the other with changes.
    fn pair(&self, choices: &mut Choices<'_>) -> Pair {
        let seed = if choices.once_in(3) { self.seeds.pair(choices) } else { None };
        let mut pair = seed.unwrap_or_else(|| {
            let language = self.languages.pick(choices);
            generate::pair(choices, language)
        });
        if choices.once_in(6) {
            pair.translation.clone_from(&pair.reference);
        }
        if choices.once_in(2) {
            pair.translation = mutate::some(pair.translation, &pair.reference, choices);
        }
        if choices.once_in(4) {
            pair.reference = mutate::some(pair.reference, &pair.translation, choices);
        }
        keep("reference.md", &pair.reference);
        keep(&format!("translation.{}.md", pair.locale), &pair.translation);
        pair
    }
}

/// The files of the input that runs, for whoever has to look at it when it fails.
static INPUT: Mutex<Vec<(String, String)>> = Mutex::new(Vec::new());

/// Notes a file of the input.
fn keep(name: &str, text: &str) {
    INPUT.lock().unwrap_or_else(PoisonError::into_inner).push((name.to_owned(), text.to_owned()));
}

fn forget() {
    INPUT.lock().unwrap_or_else(PoisonError::into_inner).clear();
}

/// The files of the input that ran last: name and text.
pub(crate) fn input() -> Vec<(String, String)> {
    INPUT.lock().unwrap_or_else(PoisonError::into_inner).clone()
}
