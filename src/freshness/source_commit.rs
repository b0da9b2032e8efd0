//! The commit of the reference that a translation's front matter names. It knows keys, and asks no repository.

use crate::git::is_id;
use crate::markdown::Document;
use crate::source::Span;

/// Keys by which translators' tools name it. A dot may stand for a key inside a key.
const KEYS: [&str; 4] = ["ms.sourcegitcommit", "l10n.sourceCommit", "default_lang_commit", "source-git-commit"];

/// The id and its place; none when no key names one, or what it names is no id.
pub(super) fn find(translation: &Document) -> Option<(String, Span)> {
    let matter = translation.front_matter.as_ref()?;
    let flat = KEYS.iter().find_map(|key| {
        let value = matter.entries.iter().find(|entry| entry.key.eq_ignore_ascii_case(key))?.values.first()?;
        is_id(&value.text).then(|| (value.text.clone(), value.span))
    });
    flat.or_else(|| nested(translation, matter.span))
}

/// `sourceCommit: <id>` on a line of its own below `l10n:`.
fn nested(translation: &Document, matter: Span) -> Option<(String, Span)> {
    let source = &translation.source;
    let mut parent = "";
    for line in source.line_of(matter.start)..=source.line_of(matter.end) {
        let span = source.line_span(line);
        let text = source.slice(span);
        let Some((key, value)) = text.split_once(':') else { continue };
        if !text.starts_with([' ', '\t']) {
            parent = key.trim_end();
            continue;
        }
        let id = value.trim().trim_matches(['"', '\'']);
        let is_named = KEYS.iter().filter_map(|known| known.split_once('.')).any(|(outer, inner)| outer == parent && inner == key.trim());
        if is_named && is_id(id) {
            let start = span.start + (id.as_ptr() as usize - text.as_ptr() as usize);
            return Some((id.to_owned(), Span::new(start, start + id.len())));
        }
    }
    None
}
