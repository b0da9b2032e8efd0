//! `driftlint facts`.

use std::fmt::Write as _;

use crate::config::Date;
use crate::facts::{Fact, Strength, read};
use crate::findings::policy::Policy;
use crate::locale::{Tag, registry};
use crate::markdown::{self, Document, Reading};
use crate::report::harmless;
use crate::source::{SourceFile, Span};

use super::args::{Color, FactsArgs};
use super::{Stop, output, settings};

pub(super) fn run(arguments: &FactsArgs) -> Result<u8, Stop> {
    let config = settings::config_file(arguments.config.as_deref(), Color::Auto)?;
    let policy = Policy::new(&config, Date::from_days(0));
    let shown = settings::shown(&arguments.file);
    let source = SourceFile::read(&arguments.file, shown.clone()).map_err(|error| Stop::new(format!("{shown}: {error}")))?;
    let document = markdown::parse(source, Reading::Own);
    let said = arguments.locale.clone().or_else(|| settings::locale_of_page(&arguments.file, document.front_matter.as_ref()));
    let locale = said.unwrap_or_else(Tag::english);
    let name = registry::pack_name(&locale);
    let facts = read::read(&document, &registry::lexicon(name, "en"));
    let mut text = String::new();
    for (block, read) in document.blocks.iter().zip(&facts.blocks) {
        let stated: Vec<&Fact> = if arguments.verbose {
            read.readable().collect()
        } else {
            read.stated().filter(|fact| fact.strength == Strength::Strong).collect()
        };
        let own = policy.options().own_facts.iter().flat_map(|fact| fact.values(&document, block).into_iter().map(|own| (fact.id, own)));
        let mut lines: Vec<(usize, String)> = stated.into_iter().map(|fact| (fact.span.start, line(&document, fact))).collect();
        lines.extend(own.map(|(id, own)| (own.span.start, told(&document, own.span, id.as_str(), &own.value))));
        lines.sort_by_key(|(start, _)| *start);
        for (_, line) in lines {
            let _ = writeln!(text, "{line}");
        }
    }
    let pack = if name.is_empty() { "no pack: figures only".to_owned() } else { format!("pack {name}") };
    output::note(&format!("{shown}: read as {} ({pack})", locale.as_str()));
    output::print(text.as_bytes())
}

fn line(document: &Document, fact: &Fact) -> String {
    let label = fact.label.as_ref().map_or_else(String::new, |label| format!(" (severity {label})"));
    let weak = if fact.strength == Strength::Weak { " (only if the other side states one)" } else { "" };
    let kind = format!("{:?}", fact.value.kind()).to_lowercase();
    told(document, fact.span, &kind, &fact.value.to_string()) + &label + weak
}

fn told(document: &Document, span: Span, kind: &str, value: &str) -> String {
    let place = document.source.position(span.start);
    let written = document.source.slice(span).split_whitespace().collect::<Vec<_>>().join(" ");
    format!("{}:{}\t{kind}\t{}\t{}", place.line, place.column, harmless(value), harmless(&written))
}
