//! Where a fragment (`#contact-support`) leads in its own page: to an explicit anchor, an HTML id, or a heading by any slug style.

use std::collections::BTreeMap;

use crate::markdown::Document;

/// The names of a page.
pub(super) struct Fragments {
    /// Sections by exact name in lower case: anchors and slugs.
    names: BTreeMap<String, usize>,
    /// Sections by the letters and figures of their title alone.
    letters: BTreeMap<String, usize>,
}

impl Fragments {
    /// Gathers the names of a page; of two alike, the first counts.
    pub(super) fn of(document: &Document) -> Self {
        let mut fragments = Fragments { names: BTreeMap::new(), letters: BTreeMap::new() };
        for (at, section) in document.sections.iter().enumerate().skip(1) {
            let anchors = section.anchors.iter().map(|anchor| anchor.name.to_lowercase());
            let slugs = [&section.slug, &section.docfx_slug, &section.handback_slug].into_iter().filter(|slug| !slug.is_empty());
            for name in anchors.chain(slugs.cloned()) {
                fragments.names.entry(name).or_insert(at);
            }
            for letters in [letters(&section.title), letters(&section.slug)] {
                fragments.letters.entry(letters).or_insert(at);
            }
        }
        fragments
    }

    /// The section that a fragment names.
    pub(super) fn section(&self, fragment: &str) -> Option<usize> {
        let name = fragment.to_lowercase();
        let exact = self.names.get(&name).copied();
        exact.or_else(|| self.letters.get(&letters(&name)).copied().filter(|_| name.chars().any(char::is_alphanumeric)))
    }
}

/// The letters and figures of a name, in lower case, without marks above and below them.
fn letters(name: &str) -> String {
    name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}
