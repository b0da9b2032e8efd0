//! Facts lie in their blocks, on whole characters, and reading depends on nothing but the text.

use driftlint::facts::{Fact, read};
use driftlint::locale::registry;
use driftlint::markdown::{self, Reading};
use driftlint::source::SourceFile;

use super::{slice, tag};
use crate::harness::Setting;
use crate::harness::choices::Choices;

pub(crate) fn run(choices: &mut Choices<'_>, setting: &Setting) {
    let pair = setting.pair(choices);
    let (own, english) = (registry::pack_name(&tag(&pair.locale)), "en");
    for (text, packs) in [(&pair.reference, (english, english)), (&pair.translation, (own, english)), (&pair.translation, (own, own))] {
        let document = markdown::parse(SourceFile::new("page.md", text.as_str()), Reading::Own);
        let facts = read::read(&document, &registry::lexicon(packs.0, packs.1));
        assert_eq!(document.blocks.len(), facts.blocks.len());
        for (block, facts) in document.blocks.iter().zip(&facts.blocks) {
            let visible = block.text.visible();
            for (_, fact) in facts.facts.iter().chain(&facts.numbers).flat_map(Fact::all_readings) {
                let covered = visible.get(fact.range.clone());
                assert!(covered.is_some_and(|covered| !covered.is_empty()), "{fact:?} covers nothing of {visible:?}");
                assert!(!slice(text, fact.span).is_empty(), "{fact:?} stands nowhere");
                assert!(block.span.contains(fact.span), "{fact:?} is outside of its block {:?}", block.span);
                assert_eq!(block.text.source_span(fact.range.clone()), fact.span, "{fact:?} stands elsewhere");
            }
            for number in &facts.loose {
                assert!(!slice(text, number.span).is_empty(), "{number:?} stands nowhere");
            }
        }
        if choices.once_in(16) {
            assert_eq!(read::read(&document, &registry::lexicon(packs.0, packs.1)).blocks, facts.blocks, "read twice");
        }
    }
}
