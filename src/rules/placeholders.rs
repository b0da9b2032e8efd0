//! What in code is for people: placeholders, messages, words. Translators may translate it, so it is taken out before code is compared.

/// Names of HTML elements that pages speak of: code, and no placeholders.
const ELEMENTS: [&str; 40] = [
    "a", "b", "body", "br", "button", "code", "details", "div", "em", "footer", "form", "h1", "h2", "h3", "head", "header", "hr", "html",
    "i", "iframe", "img", "input", "label", "li", "link", "main", "meta", "nav", "ol", "p", "pre", "script", "section", "span", "strong",
    "style", "table", "td", "tr", "ul",
];

/// Code with its placeholders and messages emptied, without blanks.
pub(super) fn skeleton(code: &str) -> String {
    let mut kept = String::with_capacity(code.len());
    let mut rest = code;
    while let Some(c) = rest.chars().next() {
        let inside = closing(c).and_then(|close| rest[c.len_utf8()..].split_once(close)).map(|(inside, _)| inside);
        if let Some(inside) = inside.filter(|inside| is_for_people(c, inside)) {
            kept.push(plain_quote(c));
            rest = &rest[c.len_utf8() + inside.len()..];
            let close = rest.chars().next().unwrap_or(c);
            kept.push(plain_quote(close));
            rest = &rest[close.len_utf8()..];
            continue;
        }
        if !c.is_whitespace() {
            kept.push(plain_quote(c));
        }
        rest = &rest[c.len_utf8()..];
    }
    kept
}

/// Code without what stands in quotes, where that has letters, and without blanks.
pub(super) fn without_strings(code: &str) -> String {
    let mut kept = String::with_capacity(code.len());
    let mut rest = code;
    while let Some((before, at)) = rest.find(['"', '\'', '`']).map(|at| (&rest[..at], at)) {
        let quote = &rest[at..=at];
        let Some((inside, after)) = rest[at + 1..].split_once(quote) else { break };
        kept.push_str(before);
        kept.push_str(quote);
        kept.push_str(if inside.chars().any(char::is_alphabetic) { "" } else { inside });
        rest = after;
    }
    kept.push_str(rest);
    kept.retain(|c| !c.is_whitespace());
    kept
}

/// Typographic quotes as those of code, and one form of the marks that may be emphasis.
pub(super) fn plain_quote(c: char) -> char {
    match c {
        '“' | '”' | '„' | '«' | '»' | '＂' => '"',
        '‘' | '’' | '‚' => '\'',
        '*' => '_',
        c => c,
    }
}

fn closing(c: char) -> Option<&'static [char]> {
    match c {
        '<' => Some(&['>']),
        '{' => Some(&['}']),
        '[' => Some(&[']']),
        '"' | '“' | '„' | '«' => Some(&['"', '”', '“', '»']),
        '\'' | '‘' | '‚' => Some(&['\'', '’', '‘']),
        _ => None,
    }
}

/// Angle brackets hold names to put in, unless they are tags; other marks do where words stand in them.
fn is_for_people(mark: char, inside: &str) -> bool {
    let words = inside.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty());
    let wordy = inside.chars().any(char::is_alphabetic) && inside.chars().all(|c| c.is_alphanumeric() || " -_.,!?'’:".contains(c));
    match mark {
        '<' => wordy && !ELEMENTS.contains(&inside.to_ascii_lowercase().as_str()),
        _ => wordy && (!inside.is_ascii() || (inside.contains([' ', '-']) && words.count() > 1)),
    }
}

/// Whether code is nothing but words, or names of keys (`Ctrl+Space`).
pub(super) fn is_prose(code: &str) -> bool {
    let code = code.trim();
    code.contains([' ', '+']) && code.chars().all(|c| c.is_alphabetic() || " ,.!?'’…+".contains(c))
}

/// Whether code in a sentence is for people as a whole: words, a title, the name of a button, or a text around which the marks of code have
/// slipped.
pub(super) fn is_text(code: &str) -> bool {
    is_prose(code) || is_title(code) || is_sentence(code)
}

/// Words that many languages for machines have, and that no button is called.
const VALUES: [&str; 12] = ["True", "False", "None", "Null", "Nil", "Yes", "No", "On", "Off", "Some", "Ok", "Err"];

/// Words with marks between them, the first with a capital: `Settings`, `Page Title | Site Title`, `## Notes to Reviewer`.
fn is_title(code: &str) -> bool {
    let parts: Vec<&str> = code.split_whitespace().map(without_marks).filter(|part| !part.is_empty()).collect();
    let is_number = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    let has_capital = parts.first().is_some_and(|first| first.starts_with(char::is_uppercase));
    let is_value =
        matches!(parts.as_slice(), [only] if VALUES.contains(only) || only.chars().count() > 1 && only.chars().all(char::is_uppercase));
    has_capital && !is_value && parts.iter().all(|part| is_number(part) || is_written_word(part))
}

/// Most of many parts are words.
fn is_sentence(code: &str) -> bool {
    code.split_whitespace().nth(7).is_some() && reads_like_text(code)
}

/// Whether most of some parts are words.
pub(super) fn reads_like_text(code: &str) -> bool {
    let parts: Vec<&str> = code.split_whitespace().map(without_marks).filter(|part| !part.is_empty()).collect();
    let words = parts.iter().filter(|part| is_written_word(part)).count();
    parts.len() >= 4 && words * 5 >= parts.len() * 4
}

/// Whether two words or more have only marks of a text beside them: `_Some stars:_`, `1. First step`.
pub(super) fn is_marked_text(code: &str) -> bool {
    let is_mark = |c: char| "*_~#>|-+.".contains(c) || c.is_ascii_digit();
    let parts = code.split_whitespace().map(|part| without_marks(part.trim_matches(is_mark))).filter(|part| !part.is_empty());
    let words: Vec<bool> = parts.map(|part| is_written_word(part.trim_matches(is_mark))).collect();
    words.len() > 1 && words.into_iter().all(|is_word| is_word)
}

/// What is left of a part of a text without the marks that prose has around words; those that begin a name of code stay (`.env`, `#id`).
fn without_marks(part: &str) -> &str {
    if part.chars().all(|c| "|*#&>–—-:/".contains(c)) {
        return "";
    }
    part.trim_start_matches(|c| "([\"'“„«‘*".contains(c)).trim_end_matches(|c| ")]\"'”»’.,:;!?…*".contains(c))
}

/// A word as people write it: letters, capitals only at its start or everywhere.
fn is_written_word(word: &str) -> bool {
    let is_plain = |part: &str| part.chars().all(char::is_alphabetic) && !part.chars().skip(1).any(char::is_uppercase);
    let is_loud = |part: &str| part.chars().all(char::is_uppercase);
    !word.is_empty() && word.split(['\'', '’']).all(|part| is_plain(part) || is_loud(part))
}

/// Code with all that stands in braces emptied, where it has letters: the pattern of a path or command (`{name}`, `{{path/to/file}}`).
/// None where nothing does.
pub(super) fn pattern(code: &str) -> Option<String> {
    let mut kept = String::with_capacity(code.len());
    let mut rest = code;
    let mut found = false;
    while let Some((before, opened)) = rest.split_once('{') {
        let (inside, after) = if let Some(inner) = opened.strip_prefix('{') { inner.split_once("}}") } else { opened.split_once('}') }?;
        let is_name = inside.chars().any(char::is_alphabetic)
            && !inside.contains(['=', '(', '"', '|', '{', ':', ',', ';'])
            && !inside.starts_with([' ', '-', '[']);
        found |= is_name;
        kept.extend([before, "{", if is_name { "" } else { inside }, "}"]);
        rest = after;
    }
    kept.push_str(rest);
    kept.retain(|c| !c.is_whitespace());
    found.then_some(kept)
}

/// Whether code is one word of the kind that prose has too (`list`, `False`, `"items"`), so that it may be said in another language.
pub(super) fn is_word(code: &str) -> bool {
    let word = code.trim_matches(['"', '\'']);
    word.bytes().enumerate().all(|(at, b)| b.is_ascii_lowercase() || (at == 0 && b.is_ascii_uppercase()))
}
