//! The report as one HTML file that loads nothing: matrix, locales, pages side by side, rules and facts.
//!
//! What documents say goes in as JSON that no browser runs or reads as markup; the scripts put it on the page as text. Only
//! `report.html`, our scripts and the pages of our rules are code and markup, and a policy in the file allows no other.

mod data;
mod detail;

use std::collections::BTreeSet;
use std::io::{self, Write};

use serde::Serialize;
use sha2::{Digest, Sha256};

use super::About;
use crate::findings::finding::Outcome;
use crate::markdown;
use crate::rules::Rule;
use data::Data;

const TEMPLATE: &str = include_str!("report.html");
const STYLE: &str = include_str!("report.css");

/// The parts of the script, which share one scope.
const SCRIPTS: [&str; 8] = [
    include_str!("model.js"),
    include_str!("dom.js"),
    include_str!("matrix.js"),
    include_str!("page.js"),
    include_str!("finding.js"),
    include_str!("lists.js"),
    include_str!("facts.js"),
    include_str!("report.js"),
];

pub(super) fn write(outcome: &Outcome, about: &About<'_>, out: &mut dyn Write) -> io::Result<()> {
    // Browsers read line ends as one character before they hash what they read.
    let script = format!("\"use strict\";(() => {{\n{}}})();", SCRIPTS.concat()).replace("\r\n", "\n");
    let style = STYLE.replace("\r\n", "\n");
    let policy = format!(
        "default-src 'none'; script-src 'sha256-{}'; style-src 'sha256-{}'; img-src data:; base-uri 'none'; form-action 'none'",
        digest(&script),
        digest(&style)
    );
    let data = Data::of(outcome, about);
    let mut template = TEMPLATE;
    for (name, part) in [("policy", &policy), ("style", &style)] {
        template = put(template, name, part, out)?;
    }
    let rest = put(template, "rules", &rule_pages(outcome), out)?;
    let rest = put(rest, "data", "", out)?;
    inert(out, "data", &data)?;
    for (index, page) in outcome.survey.pages.iter().enumerate() {
        if let Some(detail) = detail::of(page) {
            inert(out, &format!("page-{index}"), &detail)?;
        }
    }
    let rest = put(rest, "script", &script, out)?;
    out.write_all(rest.as_bytes())
}

/// Writes the template up to a place for something, and that; gives the rest of the template.
fn put<'t>(template: &'t str, name: &str, part: &str, out: &mut dyn Write) -> io::Result<&'t str> {
    let (before, after) = template.split_once(&format!("{{{{{name}}}}}")).unwrap_or((template, ""));
    out.write_all(before.as_bytes())?;
    out.write_all(part.as_bytes())?;
    Ok(after)
}

/// JSON in an element that no browser runs. Without `<` and `&`, nothing in it can end the element or start a comment.
fn inert(out: &mut dyn Write, id: &str, value: &impl Serialize) -> io::Result<()> {
    let json = serde_json::to_string(value)?;
    let json = json.replace('<', "\\u003c").replace('&', "\\u0026").replace('\u{2028}', "\\u2028").replace('\u{2029}', "\\u2029");
    writeln!(out, "<script type=\"application/json\" id=\"{id}\">{json}</script>")
}

/// The pages of the rules that found something, for the script to take from. Their titles and summaries are in the data.
fn rule_pages(outcome: &Outcome) -> String {
    let ids: BTreeSet<&str> = outcome.findings.iter().map(|finding| finding.rule.as_str()).collect();
    let page = |rule: &Rule| {
        let body = rule.page.split_once("\n## ").map_or("", |(_, body)| body);
        format!("<template id=\"rule-{}\">{}</template>\n", rule.id, markdown::to_html(&format!("## {body}")))
    };
    ids.into_iter().filter_map(Rule::by_id).map(page).collect()
}

/// SHA-256 in base64, as a Content-Security-Policy names it.
fn digest(text: &str) -> String {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let hash = Sha256::digest(text.as_bytes());
    let mut encoded = String::with_capacity(44);
    for three in hash.chunks(3) {
        let bits = three.iter().fold(0_u32, |bits, byte| bits << 8 | u32::from(*byte)) << (8 * (3 - three.len()));
        for at in 0..4 {
            let letter = char::from(LETTERS[(bits >> (18 - 6 * at)) as usize & 63]);
            encoded.push(if at <= three.len() { letter } else { '=' });
        }
    }
    encoded
}
