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

/// Whether code is one word of the kind that prose has too (`list`, `False`, `"items"`), so that it may be said in another language.
pub(super) fn is_word(code: &str) -> bool {
    let word = code.trim_matches(['"', '\'']);
    word.bytes().enumerate().all(|(at, b)| b.is_ascii_lowercase() || (at == 0 && b.is_ascii_uppercase()))
}
