//! Rules that nobody wants may not run; what is shown of the others stays the same.

use std::path::Path;

use driftlint::check;
use driftlint::config::{self, Config, Date};
use driftlint::findings::policy::Policy;
use driftlint::pages::{self, Site};
use driftlint::rules::drift::Confidence;
use driftlint::rules::{RULES, RuleId};

/// What is shown of a site: the rule, the place and the message of each finding.
fn shown(site: &Site, config: &Config, select: &[RuleId], ignore: &[RuleId]) -> Vec<(RuleId, usize, String)> {
    let today = Date { year: 2026, month: 1, day: 1 };
    let mut policy = Policy::new(config, today);
    policy.min_confidence = Confidence::Possible;
    policy.narrow(select, ignore);
    let findings = check::site(site, &policy, 1).findings.into_iter();
    findings.map(|finding| (finding.rule, finding.translation.map_or(0, |place| place.start.offset), finding.message)).collect()
}

/// Selecting or ignoring a rule shows what a full run shows of those that are left.
fn selections_show_the_same(site: &Site, config: &Config) {
    let all = shown(site, config, &[], &[]);
    assert!(all.len() > 1, "there are findings to select from");
    for rule in RULES {
        let (own, others): (Vec<_>, Vec<_>) = all.iter().cloned().partition(|(id, ..)| *id == rule.id);
        assert_eq!(shown(site, config, &[rule.id], &[]), own, "--select {}", rule.id);
        assert_eq!(shown(site, config, &[], &[rule.id]), others, "--ignore {}", rule.id);
    }
}

/// The guides have a drift for each rule.
#[test]
fn selections_of_the_guides_show_the_same() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/site/guides");
    let file = config::discover_config(&root);
    let known: Vec<&str> = RULES.iter().map(|rule| rule.id.as_str()).collect();
    let config = file.map_or_else(Config::default, |file| config::load(&std::fs::read_to_string(&file).unwrap(), &file, &known).unwrap());
    selections_show_the_same(&pages::discover_from(&root, &[], &config).unwrap(), &config);
}

/// A paragraph that is lost speaks for its link and its code, even where the paragraph itself is not wanted.
#[test]
fn what_is_lost_with_a_paragraph_is_not_shown_without_it() {
    let folder = tempfile::tempdir().unwrap();
    let kept = "Fjordline Cloud keeps a copy of every invoice in the archive of the subscription for you.";
    let lost = "Open [the archive](archive.md) and run `fjord invoice list` to see every invoice that was ever sent to you by us.";
    let german = "Fjordline Cloud bewahrt für Sie eine Kopie jeder Rechnung im Archiv des Abonnements auf.";
    for (path, text) in [
        ("docs/en/a.md", format!("# Invoices {{#invoices}}\n\n{kept}\n\n{lost}\n\n## Support {{#support}}\n\nCall +47 555 12 340.\n")),
        ("docs/de/a.md", format!("# Rechnungen {{#invoices}}\n\n{german}\n\n## Support {{#support}}\n\nRufen Sie +47 555 12 349 an.\n")),
        ("docs/en/b.md", format!("# Archive {{#archive}}\n\n{kept}\n")),
        ("docs/de/b.md", format!("# Archiv {{#archive}}\n\n{german}\n")),
    ] {
        let path = folder.path().join(path);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }
    let config = Config::default();
    let site = pages::discover_from(folder.path(), &[], &config).unwrap();
    let rules: Vec<RuleId> = shown(&site, &config, &[], &[]).into_iter().map(|(rule, ..)| rule).collect();
    assert_eq!(rules, [RuleId::MissingBlock, RuleId::PhoneNumber]);
    selections_show_the_same(&site, &config);
}
