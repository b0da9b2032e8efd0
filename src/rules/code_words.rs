//! What in a line of code is said to people, or is a matter of form: words in strings and between tags, addresses in the page's language,
//! parentheses that may be left out. Two lines that differ in nothing else give the same.

use super::placeholders;
use super::targets::Target;
use crate::compare::mentions::Value as _;
use crate::locale::codes::Codes;

/// What stands for a text.
const TEXT: char = '\u{fffc}';

/// Whether two lines of code differ in nothing but what is said to people, or in form.
pub(super) fn are_same(reference: &str, translation: &str, codes: &Codes) -> bool {
    let (left, right) = (Read::of(reference), Read::of(translation));
    let texts = left.texts.iter().zip(&right.texts);
    left.form == right.form
        && is_balanced(reference) == is_balanced(translation)
        && left.texts.len() == right.texts.len()
        && texts.into_iter().all(|(a, b)| is_same_text(a, b, codes))
}

/// Whether two lines of a document are sentences with the same figures: four words or more, or two and nothing but marks beside them.
pub(super) fn are_sentences(reference: &str, translation: &str) -> bool {
    let is_one = |line: &str| placeholders::reads_like_text(line) || placeholders::is_marked_text(line);
    figures(reference) == figures(translation) && is_one(reference) && is_one(translation)
}

/// A line without its texts, and these.
struct Read<'l> {
    form: String,
    texts: Vec<&'l str>,
}

impl<'l> Read<'l> {
    fn of(line: &'l str) -> Self {
        let mut read = Read { form: String::with_capacity(line.len()), texts: Vec::new() };
        let mut rest = line.trim();
        let has_tags = line.contains("</") || line.contains("/>") || rest.starts_with('<') && rest.ends_with('>');
        if let Some(text) = Some(&rest[..text_end(rest)]).filter(|text| has_tags && is_text('>', text)) {
            read.form.push(TEXT);
            read.texts.push(text);
            rest = &rest[text.len()..];
        }
        while let Some(c) = rest.chars().next() {
            rest = &rest[c.len_utf8()..];
            let end = if matches!(c, '>' | '}') { has_tags.then(|| text_end(rest)) } else { closing(c).and_then(|close| end(rest, close)) };
            let behind = closing(c).map_or(0, char::len_utf8);
            let text = end.map(|end| &rest[..end]).filter(|text| is_text(c, text) && !is_key(&rest[text.len() + behind..], behind));
            match text {
                Some(text) => {
                    read.form.extend([plain(c), TEXT]);
                    read.texts.push(text);
                    rest = &rest[text.len() + behind..];
                }
                None if !c.is_whitespace() && !is_form(c) => read.form.push(plain(c)),
                None => {}
            }
        }
        read
    }
}

/// Whether a string is the name of what follows it (`"copies": 3`).
fn is_key(rest: &str, quote: usize) -> bool {
    quote > 0 && rest.trim_start().starts_with([':', '='])
}

/// What ends a string that begins with a mark.
fn closing(mark: char) -> Option<char> {
    matches!(mark, '"' | '\'' | '`').then_some(mark)
}

/// Where a text between tags and braces ends.
fn text_end(rest: &str) -> usize {
    rest.find(['<', '{']).unwrap_or(rest.len())
}

/// Where a string ends: at the next mark of its own kind that is not escaped.
fn end(rest: &str, close: char) -> Option<usize> {
    let mut escaped = false;
    for (at, c) in rest.char_indices() {
        match c {
            '\\' if !escaped => escaped = true,
            c if c == close && !escaped => return Some(at),
            _ => escaped = false,
        }
    }
    None
}

/// Strings are texts whatever they hold; what stands between tags and braces is one where it holds words and no code.
fn is_text(mark: char, text: &str) -> bool {
    let has_words = || text.chars().any(char::is_alphabetic) && !text.contains(['(', ')', '=', ';', '&', '|', '[', ']']);
    !matches!(mark, '>' | '}') || has_words()
}

fn plain(c: char) -> char {
    if matches!(c, '\'' | '`') { '"' } else { c }
}

/// Signs that formatters add and take away.
fn is_form(c: char) -> bool {
    matches!(c, '(' | ')' | ';' | ',')
}

/// How many parentheses stay open.
fn is_balanced(line: &str) -> isize {
    line.chars().map(|c| isize::from(c == '(') - isize::from(c == ')')).sum()
}

/// The same text, words for words without other figures, or the same address in the page's language.
fn is_same_text(a: &str, b: &str, codes: &Codes) -> bool {
    if a == b || is_sample_path(a, b) {
        return true;
    }
    if is_address(a) && is_address(b) {
        return Target::read(a, codes).is_same(&Target::read(b, codes));
    }
    is_words(a) && is_words(b) && figures(a) == figures(b)
}

fn figures(text: &str) -> String {
    text.chars().filter(char::is_ascii_digit).collect()
}

fn is_address(text: &str) -> bool {
    text.contains("://") || text.starts_with(['/', '.', '#'])
}

/// Whether a path is one that readers put their own in for (`/path/to/app`), and the other has the same last name or as many folders.
fn is_sample_path(a: &str, b: &str) -> bool {
    let last = |path: &'_ str| path.rsplit('/').next().unwrap_or_default().to_owned();
    let folders = |path: &str| path.matches('/').count();
    a.contains("path/to/") && b.contains('/') && (last(a) == last(b) || folders(a) == folders(b))
}

/// Letters and what stands between words; names in code have other signs, or capitals inside.
fn is_words(text: &str) -> bool {
    let is_word = |word: &str| !word.chars().skip(1).any(char::is_uppercase) || word.chars().all(|c| !c.is_lowercase());
    let is_sign = |c: char| " ,.!?:;-'’\"“”«»…%{}$&()|".contains(c);
    text.chars().any(char::is_alphabetic)
        && text.chars().all(|c| c.is_alphanumeric() || is_sign(c))
        && !text.contains('-')
        && text.split(|c: char| !c.is_alphabetic()).all(is_word)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::locale::Tag;

    fn same(a: &str, b: &str) -> bool {
        are_same(a, b, &Codes::of(&Tag::parse("fr").expect("a tag")))
    }

    #[test]
    fn words_for_people_and_form_are_free() {
        for (a, b) in [
            ("title: 'Creator',", "title: 'Créateur',"),
            ("<TabItem label=\"Moons\" icon=\"moon\">", "<TabItem label=\"Lunes\" icon=\"moon\">"),
            ("<h1>Custom Layout!</h1>", "<h1>Mise en page !</h1>"),
            ("return data.map(entry => {", "return data.map((entry) => {"),
            ("href=\"https://docs.fjordline.example\"", "href=\"https://docs.fjordline.example/fr/\""),
            ("label: 'esc'", "label: 'Esc'"),
            ("<Folder \"/path/to/harbour/public\">", "<Folder \"/chemin/vers/harbour/public\">"),
            ("<p>Written on: {page.date}</p>", "<p>Écrit le : {page.date}</p>"),
            ("{happy && <p>I am happy!</p>}", "{happy && <p>Je suis content !</p>}"),
            ("Read <Link href=\"/about\">the story</Link>, too.", "Lisez <Link href=\"/about\">le récit</Link> aussi."),
        ] {
            assert!(same(a, b), "{a} / {b}");
        }
    }

    #[test]
    fn sentences_of_a_document_are_told_from_its_code() {
        for (a, b) in [
            ("_Some stars:_", "_Algunas estrellas:_"),
            ("Text can be **bold**, _italic_, or ~~struck~~.", "Text kann **fett**, _kursiv_ oder ~~gestrichen~~ sein."),
            ("1. Import the component into your file:", "1. Importez le composant dans votre fichier :"),
            ("More to read", "もっと 読む"),
        ] {
            assert!(are_sentences(a, b), "{a} / {b}");
        }
        for (a, b) in [
            ("import { a } from 'some-lib';", "import { b } from 'some-lib';"),
            ("badge=New", "badge=Neu"),
            ("Keep 3 copies of it", "Behalten Sie 4 Kopien"),
            ("draft", "entwurf"),
            ("const { title } = page.data;", "const { titel } = page.data;"),
        ] {
            assert!(!are_sentences(a, b), "{a} / {b}");
        }
    }

    #[test]
    fn names_figures_and_code_are_not() {
        for (a, b) in [
            ("slug: 'stars/andromeda',", "slug: 'stars/andromede',"),
            ("port: '8080'", "port: '8081'"),
            ("<Folder \"/path/to/harbour/public\">", "<Folder \"/harbour/private\">"),
            ("import { a } from 'some-lib'", "import { a } from 'une-lib'"),
            ("logger.warning(\"hot\")", "logger.warn(\"chaud\")"),
            ("get(\"userName\")", "get(\"nomUtilisateur\")"),
            ("docs: define({ loader: docs(), schema: s() }),", "docs: define({ schema: s() }),"),
            ("a(b", "a b"),
            ("\"copies\": 3", "\"kopien\": 3"),
            ("f(\"One\", kind, \"x\")", "f(\"Eins\", art, \"x\")"),
            ("if (a > b) {", "if (a > c) {"),
            ("<p>{page.date}</p>", "<p>{page.day}</p>"),
        ] {
            assert!(!same(a, b), "{a} / {b}");
        }
    }
}
