//! Fixes come to an end, and bring no finding that was not there.

use std::collections::BTreeMap;

use driftlint::check;
use driftlint::config::Config;
use driftlint::findings::Finding;
use driftlint::fix;
use driftlint::pages::Site;

use super::{page, policy, site, told};
use crate::harness::Setting;
use crate::harness::choices::Choices;

pub(crate) fn run(choices: &mut Choices<'_>, setting: &Setting) {
    let pair = setting.pair(choices);
    let all = choices.once_in(3);
    let path = |name: &str| setting.folder.path().join(name);
    let (reference, translation) = (path("fix.md"), path("fix.translation.md"));
    let write = |text: &str| std::fs::write(&translation, text).expect("a file can be written");
    std::fs::write(&reference, &pair.reference).expect("a file can be written");
    write(&pair.translation);
    let site = site(vec![page("page", (reference.clone(), "en"), (translation.clone(), &pair.locale))]);
    let config = Config::default();
    let policy = policy(&config);
    let repaired = check::repair(&site, &policy, all, 1);
    let Some(repair) = repaired.repairs.first() else { return };
    assert_eq!((repair.before.as_str(), &repair.path), (pair.translation.as_str(), &translation));
    assert!(fix::diff("page.md", &repair.before, &repair.after).starts_with("--- "), "a diff of nothing");
    let before = findings(&site);
    write(&repair.after);
    let after = findings(&site);
    brings_nothing(&before, &after);
    let again = check::repair(&site, &policy, all, 1);
    assert!(again.repairs.is_empty(), "a second run fixes something: {:#?}", again.repairs);
    let told_of = |findings: &[Finding]| findings.iter().filter(|finding| !is_meant(finding)).count();
    assert!(told_of(&after) < told_of(&before), "as many findings as before: {:#?}", told(&after));
}

fn findings(site: &Site) -> Vec<Finding> {
    let config = Config::default();
    check::site(site, &policy(&config), 1).findings
}

/// The number of a finding that is there twice is no part of it.
fn counted(findings: &[Finding]) -> BTreeMap<&str, usize> {
    let mut counts = BTreeMap::new();
    for finding in findings {
        *counts.entry(finding.fingerprint.split('-').next().unwrap_or_default()).or_default() += 1;
    }
    counts
}

fn brings_nothing(before: &[Finding], after: &[Finding]) {
    let (counts, left) = (counted(before), counted(after));
    let is_new = |finding: &&Finding| {
        let name = finding.fingerprint.split('-').next().unwrap_or_default();
        left.get(name) > counts.get(name)
    };
    let new: Vec<Finding> = after.iter().filter(|finding| is_new(finding) && !is_meant(finding)).cloned().collect();
    assert!(new.is_empty(), "fixes bring {:#?}\nbefore: {:#?}", told(&new), told(before));
}

/// A comment that covered what a fix has taken away covers nothing: that is what it is told for. Old English beside a mended value is as old
/// as it was.
fn is_meant(finding: &Finding) -> bool {
    ["unused-suppression", "embedded-source"].contains(&finding.rule.as_str())
}
