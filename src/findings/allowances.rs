//! Allowances that hold no longer (`[[allow]]`): expired, or matching nothing in a run over the whole site.

use std::collections::BTreeSet;

use super::build::{self, About};
use super::finding::Finding;
use super::policy::Policy;
use super::suppression::RULE;
use crate::config::Allow;
use crate::rules::stated::{Stated, TextKind};

/// What is to be said of allowances when a run is over. `used` are those that matched, expired ones included; `is_complete` says whether
/// every page could be read. `about_suppressions` asks for those that allow what is said of suppressions, which are judged last.
pub fn findings(policy: &Policy<'_>, used: &BTreeSet<usize>, is_complete: bool, about_suppressions: bool) -> Vec<Finding> {
    let all = policy.config.allows.iter().enumerate();
    let asked = all.filter(|(_, allow)| (allow.rule == RULE.as_str()) == about_suppressions);
    let mut findings: Vec<Finding> = asked
        .filter_map(|(at, allow)| {
            let was_looked_at = is_complete && policy.was_looked_at(allow);
            let (message, help) = told(policy, allow, used.contains(&at), was_looked_at)?;
            finding(policy, allow, message, help)
        })
        .collect();
    build::tell_apart(&mut findings);
    findings
}

fn told(policy: &Policy<'_>, allow: &Allow, is_used: bool, was_looked_at: bool) -> Option<(String, &'static str)> {
    let rule = &allow.rule;
    match policy.expired(allow) {
        Some(last) if is_used => Some((
            format!("this allowance for `{rule}` expired on {last}, and what it allowed is still there"),
            "mend what it allowed, or give it a later day",
        )),
        Some(last) if was_looked_at => {
            Some((format!("this allowance for `{rule}` expired on {last}, and nothing needs it any more"), "take it out"))
        }
        None if was_looked_at && !is_used => {
            Some((format!("this allowance for `{rule}` matches no finding"), "take it out, or correct what it names"))
        }
        _ => None,
    }
}

/// Placed at the allowance's first line in the configuration.
fn finding(policy: &Policy<'_>, allow: &Allow, message: String, help: &str) -> Option<Finding> {
    let source = policy.config.source.as_ref()?;
    let locale = allow.locale.as_ref().map_or_else(String::new, ToString::to_string);
    Some(build::about_suppression(About {
        page: allow.page.as_deref().unwrap_or_default(),
        locale: &locale,
        section: allow.section.as_deref().unwrap_or_default(),
        message,
        help: help.to_owned(),
        found: [Some(&allow.rule), allow.found.as_ref(), allow.expected.as_ref()]
            .into_iter()
            .flatten()
            .map(|named| Stated::text(TextKind::Suppression, named))
            .collect(),
        translation: Some(build::place(source, allow.span, "")),
        reference: None,
    }))
}
