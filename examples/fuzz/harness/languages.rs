//! What pages are filled with in each language: statements with the English that they equal, and the words of its pack.

use std::collections::BTreeMap;
use std::path::Path;

use driftlint::locale::registry;

use super::choices::Choices;

/// Languages of the packs, with what is known of each.
#[derive(Debug)]
pub(crate) struct Languages {
    all: Vec<Language>,
}

/// One language.
#[derive(Debug)]
pub(crate) struct Language {
    /// The name of its pack, which is a tag.
    pub(crate) name: &'static str,
    /// Statements, each with its English.
    statements: Vec<[String; 2]>,
    words: Vec<String>,
}

impl Languages {
    /// Reads the statements below `fixtures`, the words from the packs.
    pub(crate) fn read(fixtures: &Path) -> Languages {
        let statements: BTreeMap<&str, Vec<[String; 2]>> = registry::languages().map(|name| (name, statements(fixtures, name))).collect();
        let language = |name: &'static str| {
            let own = std::iter::successors(Some(name), |name| name.rsplit_once('-').map(|(parent, _)| parent));
            let statements = own.filter_map(|name| statements.get(name)).find(|all| !all.is_empty()).cloned().unwrap_or_default();
            let entries = registry::pack(name).map(|pack| pack.entries.iter().map(|(word, _)| word.clone()).collect());
            Language { name, statements, words: entries.unwrap_or_default() }
        };
        let all: Vec<Language> = registry::languages().map(language).filter(|language| !language.words.is_empty()).collect();
        assert!(!all.is_empty(), "there is no pack");
        Languages { all }
    }

    /// One of them.
    pub(crate) fn pick(&self, choices: &mut Choices<'_>) -> &Language {
        choices.pick(&self.all)
    }
}

impl Language {
    /// A statement: the English, then this language's.
    pub(crate) fn statement(&self, choices: &mut Choices<'_>) -> [String; 2] {
        if self.statements.is_empty() || choices.once_in(4) {
            return figures(choices);
        }
        let [text, english] = choices.pick(self.statements.as_slice());
        [english.clone(), text.clone()]
    }

    /// A word that its pack reads.
    pub(crate) fn word(&self, choices: &mut Choices<'_>) -> &str {
        let word: &String = choices.pick(&self.words);
        word
    }
}

/// Figures that are written alike everywhere, on both sides.
fn figures(choices: &mut Choices<'_>) -> [String; 2] {
    let (a, b) = (choices.below(1000), choices.below(60));
    let text = match choices.below(14) {
        0 => format!("+47 {a:03} {b:02} {a:03}"),
        1 => format!("{:02}:{b:02}-{:02}:30", a % 12, 12 + a % 12),
        2 => format!("UTC+{}", 1 + a % 12),
        3 => format!("2026-{:02}-{:02}", 1 + a % 12, 1 + b % 28),
        4 => format!("v{}.{b}.{a}", a % 9),
        5 => format!("{a}\u{a0}000"),
        6 => format!("{b}.{a:03}%"),
        7 => format!("192.168.{b}.{}", a % 256),
        8 => format!("{a},{b:03}.5"),
        9 => format!("FL-{a}{b:02}"),
        10 => format!("{a} kB"),
        11 => format!("{a}–{} EUR", a + b),
        12 => format!("help{b}@fjordline.example"),
        _ => a.to_string(),
    };
    [text.clone(), text]
}

/// The pairs of `text` and `english` in the statements of a language; none when it has no such file.
fn statements(fixtures: &Path, name: &str) -> Vec<[String; 2]> {
    let text = std::fs::read_to_string(fixtures.join("locales").join(format!("{name}.toml"))).unwrap_or_default();
    let mut own = None;
    let mut found = Vec::new();
    for line in text.lines() {
        if let Some(text) = string(line, "text") {
            own = Some(text);
        } else if let (Some(english), Some(text)) = (string(line, "english"), own.take()) {
            found.push([text, english]);
        }
    }
    found
}

/// The string of a line `key = "…"` as TOML has it; JSON escapes the same way, but for `\U`.
fn string(line: &str, key: &str) -> Option<String> {
    serde_json::from_str(line.strip_prefix(key)?.trim_start().strip_prefix('=')?.trim()).ok()
}
