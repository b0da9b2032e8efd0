//! `driftlint facts`.

use std::fmt::Write as _;

use crate::facts::{Fact, Strength, read};
use crate::locale::{Tag, registry};
use crate::markdown::{self, Document, Reading};
use crate::report::harmless;
use crate::source::SourceFile;

use super::args::FactsArgs;
use super::{Stop, output, settings};

pub(super) fn run(arguments: &FactsArgs) -> Result<u8, Stop> {
    let shown = settings::shown(&arguments.file);
    let source = SourceFile::read(&arguments.file, shown.clone()).map_err(|error| Stop::new(format!("{shown}: {error}")))?;
    let document = markdown::parse(source, Reading::Own);
    let said = arguments.locale.clone().or_else(|| settings::locale_of_page(&arguments.file, document.front_matter.as_ref()));
    let locale = said.unwrap_or_else(Tag::english);
    let name = registry::pack_name(&locale);
    let facts = read::read(&document, &registry::lexicon(name, "en"));
    let mut text = String::new();
    for block in &facts.blocks {
        let mut stated: Vec<&Fact> = block.facts.iter().chain(&block.numbers).collect();
        stated.sort_by_key(|fact| fact.span.start);
        let shown = stated.into_iter().filter(|fact| arguments.verbose || fact.strength == Strength::Strong);
        shown.for_each(|fact| line(&mut text, &document, fact));
    }
    let pack = if name.is_empty() { "no pack: figures only".to_owned() } else { format!("pack {name}") };
    output::note(&format!("{shown}: read as {} ({pack})", locale.as_str()));
    output::print(text.as_bytes())
}

fn line(text: &mut String, document: &Document, fact: &Fact) {
    let label = fact.label.as_ref().map_or_else(String::new, |label| format!(" (severity {label})"));
    let weak = if fact.strength == Strength::Weak { " (only if the other side states one)" } else { "" };
    let kind = format!("{:?}", fact.value.kind());
    let place = document.source.position(fact.span.start);
    let written = document.source.slice(fact.span).split_whitespace().collect::<Vec<_>>().join(" ");
    let (line, column, kind, value) = (place.line, place.column, kind.to_lowercase(), &fact.value);
    let _ = writeln!(text, "{line}:{column}\t{kind}\t{value}\t{}{label}{weak}", harmless(&written));
}
