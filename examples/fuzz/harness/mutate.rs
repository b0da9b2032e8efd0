//! Texts changed as people, editors and enemies change them, and at random.

use super::choices::Choices;

/// No mutation makes a text longer than this, in bytes.
const LONGEST: usize = 4000;

/// What parsers and grammars trip over.
const TOKENS: [&str; 96] = [
    "\n",
    "\n\n",
    "\r",
    "\r\n",
    "\t",
    "    ",
    "\u{a0}",
    "\u{202f}",
    "\u{3000}",
    "\u{ad}",
    "\u{200b}",
    "\u{200d}",
    "\u{200e}",
    "\u{200f}",
    "\u{202e}",
    "\u{2066}",
    "\u{feff}",
    "\u{2028}",
    "\u{1b}[31m",
    "\u{7}",
    "\u{85}",
    "\u{301}",
    "e\u{301}",
    "👍",
    "𝟗",
    "０９",
    "٣",
    "九",
    "½",
    "²",
    "-",
    "–",
    "—",
    "−",
    ":",
    ".",
    ",",
    ";",
    "/",
    "*",
    "**",
    "_",
    "__",
    "`",
    "``",
    "```",
    "~~~",
    "|",
    "||",
    "\\|",
    "\\",
    "(",
    ")",
    "[",
    "]",
    "](",
    "[^1]",
    "[^1]:",
    "<",
    ">",
    "</",
    "<!--",
    "-->",
    "{/*",
    "*/}",
    "{{<",
    ">}}",
    "{{%",
    "%}}",
    ":::",
    "::: moniker range=\"a\"",
    "::: moniker-end",
    "!!! note",
    "> [!NOTE]",
    "---",
    "+++",
    "# ",
    "## ",
    "- ",
    "1. ",
    "&",
    "&nbsp;",
    "&#x41;",
    "&#0;",
    "$",
    "%",
    "24/7",
    "9-5",
    "1,000.5",
    "00:00",
    "31.12.",
    "+1",
    "<a name=\"a\"></a>",
    "{#a}",
    "driftlint-ignore",
    "<td>",
];

/// Some changes, at most three.
pub(crate) fn some(text: String, other: &str, choices: &mut Choices<'_>) -> String {
    (0..choices.below(4)).fold(text, |text, _| one(text, other, choices))
}

/// A change at random. `other` is a text to take pieces from.
fn one(mut text: String, other: &str, choices: &mut Choices<'_>) -> String {
    match choices.below(12) {
        0 => return digits(&text, choices),
        1 => {
            return lines(&text, choices, |lines, at, _| {
                lines.remove(at);
            });
        }
        2 => return lines(&text, choices, |lines, at, _| lines.insert(at, lines[at])),
        3 => return lines(&text, choices, |lines, at, other| lines.swap(at, other)),
        4 | 5 => {
            let at = place(&text, choices);
            let token = *choices.pick(&TOKENS);
            text.insert_str(at, token);
        }
        6 => {
            let (from, to) = range(&text, 40, choices);
            text.replace_range(from..to, "");
        }
        7 => {
            let (from, to) = range(other, 200, choices);
            let at = place(&text, choices);
            text.insert_str(at, &other[from..to]);
        }
        8 => {
            let (at, token) = (place(&text, choices), *choices.pick(&TOKENS));
            text.insert_str(at, &token.repeat(choices.between(1, 60)));
        }
        9 => {
            let (from, to) = range(&text, 1, choices);
            text.replace_range(from..to, &any_char(choices).to_string());
        }
        10 => {
            let (from, to) = range(&text, 20, choices);
            let token = *choices.pick(&TOKENS);
            text = text.replace(&text[from..to], token);
        }
        _ => return form(text, choices),
    }
    cut(text, LONGEST)
}

/// A form that a file can have without another meaning, or nearly so.
pub(crate) fn form(text: String, choices: &mut Choices<'_>) -> String {
    match choices.below(24) {
        0 => text.replace('\n', "\r\n"),
        1 => text.replace('\n', "\r"),
        2 => format!("\u{feff}{text}"),
        3 => text.replace("    ", "\t").replace("  ", "\t"),
        4 => decomposed(&text),
        5 => text.replace(' ', "\u{a0}"),
        6 => text.replace(". ", "\u{200f}. "),
        7 => text.chars().map(|c| if c.is_ascii_digit() { char::from_u32(0xff10 - 0x30 + c as u32).unwrap_or(c) } else { c }).collect(),
        8 => text.replace("\n\n", "\n"),
        9 => text + "\n",
        _ => text,
    }
}

/// Letters with marks as letter and mark, as some systems write them.
fn decomposed(text: &str) -> String {
    const COMPOSED: [(char, &str); 14] = [
        ('ä', "a\u{308}"),
        ('ö', "o\u{308}"),
        ('ü', "u\u{308}"),
        ('é', "e\u{301}"),
        ('è', "e\u{300}"),
        ('ê', "e\u{302}"),
        ('á', "a\u{301}"),
        ('í', "i\u{301}"),
        ('ñ', "n\u{303}"),
        ('å', "a\u{30a}"),
        ('ç', "c\u{327}"),
        ('č', "c\u{30c}"),
        ('が', "か\u{3099}"),
        ('й', "и\u{306}"),
    ];
    COMPOSED.iter().fold(text.to_owned(), |text, (letter, marked)| text.replace(*letter, marked))
}

/// One digit of the text changed, or all of them.
pub(crate) fn digits(text: &str, choices: &mut Choices<'_>) -> String {
    let count = text.bytes().filter(u8::is_ascii_digit).count();
    let (one, by) = (choices.below(count + 1), choices.between(1, 9) as u8);
    let mut at = 0;
    let changed = text.chars().map(|c| {
        let is_meant = c.is_ascii_digit() && (one == count || at == one);
        at += usize::from(c.is_ascii_digit());
        if is_meant { char::from(b'0' + (c as u8 - b'0' + by) % 10) } else { c }
    });
    changed.collect()
}

fn lines(text: &str, choices: &mut Choices<'_>, change: impl FnOnce(&mut Vec<&str>, usize, usize)) -> String {
    let mut lines: Vec<&str> = text.split('\n').collect();
    let (at, other) = (choices.below(lines.len()), choices.below(lines.len()));
    change(&mut lines, at, other);
    lines.join("\n")
}

/// The start of a character.
fn place(text: &str, choices: &mut Choices<'_>) -> usize {
    let at = choices.below(text.len() + 1);
    floor(text, at)
}

/// From one character to another, at most so many bytes further.
fn range(text: &str, most: usize, choices: &mut Choices<'_>) -> (usize, usize) {
    let from = place(text, choices);
    let to = (from + choices.between(1, most)..=text.len()).find(|&at| text.is_char_boundary(at)).unwrap_or(text.len());
    (from, to)
}

fn any_char(choices: &mut Choices<'_>) -> char {
    let end = *choices.pick(&[0x80, 0x300, 0x3100, 0x11_0000]);
    u32::try_from(choices.below(end)).ok().and_then(char::from_u32).unwrap_or('\u{fffd}')
}

/// The last start of a character at or before a byte.
pub(crate) fn floor(text: &str, at: usize) -> usize {
    (0..=at.min(text.len())).rev().find(|&at| text.is_char_boundary(at)).unwrap_or(0)
}

/// The text up to so many bytes.
pub(crate) fn cut(mut text: String, most: usize) -> String {
    text.truncate(floor(&text, most));
    text
}
