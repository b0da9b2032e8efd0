//! What a repository or the environment holds makes git run nothing, fetch nothing, look at no other repository and hold nobody up.
#![cfg(unix)]

use std::io::Write;
use std::os::unix::fs::PermissionsExt;
use std::process::{Command, Output};

use crate::support::Place;
use crate::support::hostile::{self, ENGLISH, GERMAN, said};

/// A site with a program `evil` beside it that leaves a trace.
fn site() -> Place {
    let place = hostile::site();
    place.write("evil", &format!("#!/bin/sh\ntouch '{}'\ncat\n", place.path("trace").display()));
    std::fs::set_permissions(place.path("evil"), PermissionsExt::from_mode(0o755)).unwrap();
    place
}

fn run(place: &Place, arguments: &[&str]) -> Output {
    crate::support::driftlint(&place.path("site"), arguments)
}

/// Everything that asks git.
const COMMANDS: [&[&str]; 8] = [
    &["check", "--quiet", "--select", "stale-translation,phone-number"],
    &["check", "--quiet", "--since", "HEAD"],
    &["check", "--quiet", "--since", "HEAD~1"],
    &["check", "--quiet", "--staged"],
    &["report", "--quiet", "--format", "csv", "--history", "../history.jsonl"],
    &["check", "--quiet", "--shard", "1/1", "--format", "json"],
    &["baseline", "--quiet", "--baseline", "../known.txt"],
    &["fix", "--quiet"],
];

fn nothing_runs(place: &Place, what: &str) {
    // Git looks into files whose times tell nothing.
    place.write("site/docs/en/a.md", ENGLISH);
    place.write("site/docs/de/a.md", GERMAN);
    for command in COMMANDS {
        run(place, command);
        assert!(!place.path("trace").exists(), "{what}: {command:?}");
    }
}

#[test]
fn no_program_of_a_repository_is_run() {
    for attributes in ["site/.gitattributes", "site/.git/info/attributes"] {
        for driver in ["x", "a=b.c"] {
            let mut place = site();
            place.commit("site");
            let evil = place.path("evil").display().to_string();
            for key in ["clean", "smudge", "process"] {
                place.git("site", &["config", &format!("filter.{driver}.{key}"), &evil]);
            }
            place.git("site", &["config", &format!("filter.{driver}.required"), "true"]);
            place.write(attributes, &format!("*.md filter={driver}\n"));
            nothing_runs(&place, &format!("{driver} by {attributes}"));
        }
    }
    let mut place = site();
    place.commit("site");
    let evil = place.path("evil").display().to_string();
    for key in ["core.fsmonitor", "core.pager", "diff.external", "diff.x.command", "diff.x.textconv", "core.sshCommand", "gpg.program"] {
        place.git("site", &["config", key, &evil]);
    }
    place.git("site", &["config", "log.showSignature", "true"]);
    place.write("site/.git/info/attributes", "*.md diff=x\n");
    for hook in ["post-index-change", "reference-transaction", "post-checkout", "fsmonitor-watchman"] {
        place.write(&format!("site/.git/hooks/{hook}"), &std::fs::read_to_string(place.path("evil")).unwrap());
        std::fs::set_permissions(place.path(&format!("site/.git/hooks/{hook}")), PermissionsExt::from_mode(0o755)).unwrap();
    }
    nothing_runs(&place, "settings and hooks");
}

fn append(place: &Place, path: &str, bytes: &[u8]) {
    std::fs::create_dir_all(place.path(path).parent().unwrap()).unwrap();
    let file = std::fs::OpenOptions::new().create(true).append(true).open(place.path(path));
    file.unwrap().write_all(bytes).unwrap();
}

/// Names of filters are bytes to git, whatever an encoding makes of them.
#[test]
fn no_filter_is_run_whatever_bytes_name_it() {
    for name in [&b"\xff"[..], b"a\xfe.b=", b"\xed\xa0\x80", "ä".as_bytes()] {
        for key in ["clean", "process"] {
            let mut place = site();
            place.commit("site");
            let evil = format!("\"]\n\t{key} = {}\n", place.path("evil").display());
            append(&place, "site/.git/config", &[b"[filter \"", name, evil.as_bytes()].concat());
            append(&place, "site/.git/info/attributes", &[b"*.md filter=", name, b"\n"].concat());
            nothing_runs(&place, &format!("{} by {key}", name.escape_ascii()));
        }
    }
}

/// Git opens what has the name of one of its files, and a pipe would hold it for ever. Short patience is asked for here.
#[test]
fn git_holds_nobody_up() {
    let pipes: [(&str, &[(&str, &str)]); 8] = [
        ("site/.gitattributes", &[]),
        ("site/docs/de/.gitattributes", &[]),
        ("site/.git/info/attributes", &[]),
        ("pipe", &[("core.attributesFile", "pipe")]),
        ("pipe", &[("core.excludesFile", "pipe")]),
        ("pipe", &[("include.path", "pipe")]),
        ("site/.git/shallow", &[]),
        ("site/.git/packed-refs", &[]),
    ];
    for (pipe, settings) in pipes {
        let place = site();
        for (key, value) in settings {
            place.git("site", &["config", key, &place.path(value).display().to_string()]);
        }
        place.write("site/docs/de/a.md", &GERMAN.replace("Rufen", "Bitte rufen"));
        std::fs::create_dir_all(place.path(pipe).parent().unwrap()).unwrap();
        assert!(Command::new("mkfifo").arg(place.path(pipe)).status().unwrap().success());
        for command in COMMANDS {
            let mut driftlint = Command::new(env!("CARGO_BIN_EXE_driftlint"));
            driftlint.args(command).current_dir(place.path("site")).env("DRIFTLINT_GIT_TIMEOUT", "1");
            let output = driftlint.output().unwrap();
            let (status, said) = (output.status.code(), said(&output));
            assert!(status.is_some() && said.lines().count() <= 1, "{pipe} {settings:?} {command:?}: {said}");
            // What was changed cannot be told then.
            let is_told = status == Some(2) && said.contains("git said nothing for 1 seconds and is not asked again");
            assert!(is_told || command != COMMANDS[1], "{pipe} {settings:?}: {said}");
        }
    }
}

/// A filter that is not run makes no file look changed that is not.
#[test]
fn a_filter_that_is_not_run_is_no_trouble() {
    let mut place = site();
    place.write("site/.gitattributes", "*.md eol=crlf\n");
    place.commit("site");
    place.git("site", &["rm", "-r", "--quiet", "--cached", "docs"]);
    std::fs::remove_dir_all(place.path("site/docs")).unwrap();
    place.git("site", &["checkout", "HEAD", "--", "docs"]);
    assert!(std::fs::read_to_string(place.path("site/docs/de/a.md")).unwrap().contains("\r\n"));
    assert!(said(&run(&place, &["check", "--since", "HEAD"])).contains("no page is touched by the change"));
    let fixed = run(&place, &["fix"]);
    assert!(fixed.status.success() && said(&fixed).contains("applied 1 fix"), "{}", said(&fixed));
}

/// In a partial clone whose objects are not there, nothing is fetched, whatever transport the remote names.
#[test]
fn nothing_is_fetched() {
    let mut place = site();
    place.commit("site");
    let evil = format!("ext::sh -c touch% {}", place.path("trace").display());
    for (key, value) in [
        ("core.repositoryFormatVersion", "1"),
        ("extensions.partialClone", "origin"),
        ("remote.origin.promisor", "true"),
        ("remote.origin.url", evil.as_str()),
        ("protocol.ext.allow", "always"),
        ("protocol.allow", "always"),
    ] {
        place.git("site", &["config", key, value]);
    }
    for entry in std::fs::read_dir(place.path("site/.git/objects")).unwrap().map(|entry| entry.unwrap().path()) {
        if entry.file_name().unwrap().len() == 2 {
            std::fs::remove_dir_all(entry).unwrap();
        }
    }
    nothing_runs(&place, "a promised object");
}

/// Another repository in the environment is not the one that the files lie in.
#[test]
fn somebody_elses_repository_changes_nothing() {
    let mut place = site();
    place.init("other");
    place.write("other/docs/de/a.md", "# Anderes\n");
    place.commit("other");
    let edited = GERMAN.replace("Rufen", "Bitte rufen");
    place.write("site/docs/de/a.md", &edited);
    let (other, site) = (place.path("other"), place.path("site"));
    // As seen from the other repository, the edited page is committed and the same.
    place.write("other/docs/de/a.md", &edited);
    place.commit("other");
    let mut environments: Vec<Vec<(&str, std::path::PathBuf)>> = vec![
        vec![("GIT_DIR", other.join(".git"))],
        vec![("GIT_DIR", other.join(".git")), ("GIT_WORK_TREE", other.clone())],
        vec![("GIT_DIR", other.join(".git")), ("GIT_WORK_TREE", site.clone())],
        vec![("GIT_WORK_TREE", other.clone())],
        vec![("GIT_INDEX_FILE", other.join(".git/index"))],
        vec![("GIT_DIR", other.join(".git")), ("GIT_INDEX_FILE", place.path("index"))],
        vec![("GIT_OBJECT_DIRECTORY", other.join(".git/objects"))],
        vec![("GIT_COMMON_DIR", other.join(".git"))],
    ];
    std::fs::copy(other.join(".git/index"), place.path("index")).unwrap();
    environments.push(Vec::new());
    let by = |environment: &[(&str, std::path::PathBuf)], arguments: &[&str]| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_driftlint"));
        let output = command.args(arguments).current_dir(&site).envs(environment.iter().cloned()).output().unwrap();
        let told = String::from_utf8_lossy(&output.stdout).into_owned();
        let said = said(&output);
        // How long it took is the last thing said.
        (output.status.code(), told, said.rsplit_once(" in ").map_or(said.as_str(), |(before, _)| before).to_owned())
    };
    let expected = |arguments: &[&str]| by(&[], arguments);
    for configured in [false, true] {
        if configured {
            place.git("site", &["config", "core.worktree", &other.display().to_string()]);
        }
        for environment in &environments {
            let (status, _, refused) = by(environment, &["fix"]);
            assert!(status == Some(2) && refused.contains("not committed as they are: docs/de/a.md"), "{environment:?}: {refused}");
            assert_eq!(std::fs::read_to_string(site.join("docs/de/a.md")).unwrap(), edited);
            for arguments in [&["check", "--since", "HEAD"][..], &["check", "--staged"], &["check", "--select", "stale-translation"]] {
                let told = by(environment, arguments);
                assert_eq!(told, expected(arguments), "{environment:?} {arguments:?}");
                assert_ne!(told.0, Some(2), "{told:?}");
            }
        }
    }
}

/// What is marked in the index as unchanged is changed all the same.
#[test]
fn marks_in_the_index_hide_no_change() {
    for mark in ["--assume-unchanged", "--skip-worktree"] {
        let place = site();
        place.git("site", &["update-index", mark, "docs/de/a.md"]);
        let edited = GERMAN.replace("Rufen", "Bitte rufen");
        place.write("site/docs/de/a.md", &edited);
        let output = run(&place, &["fix"]);
        assert!(output.status.code() == Some(2) && said(&output).contains("not committed as they are"), "{mark}: {}", said(&output));
        assert_eq!(std::fs::read_to_string(place.path("site/docs/de/a.md")).unwrap(), edited);
    }
}

/// A submodule has a history of its own: that it moved is no change of this repository's pages, and nothing of its settings is run.
#[test]
fn submodules_are_left_alone() {
    let mut place = site();
    place.init("part");
    place.write("part/a.md", GERMAN);
    place.commit("part");
    place.git("site", &["rm", "-r", "--quiet", "docs/de"]);
    let part = place.path("part").display().to_string();
    place.git("site", &["-c", "protocol.file.allow=always", "submodule", "--quiet", "add", &part, "docs/de"]);
    place.commit("site");
    place.git("site/docs/de", &["config", "core.fsmonitor", &place.path("evil").display().to_string()]);
    place.git("site", &["config", "submodule.docs/de.ignore", "none"]);
    place.git("site", &["config", "diff.ignoreSubmodules", "none"]);
    nothing_runs(&place, "a submodule");
}

/// A commit is also found by what its message says, as git does.
#[test]
fn a_commit_is_named_in_every_way_that_git_knows() {
    let mut place = site();
    place.write("site/docs/de/a.md", &GERMAN.replace("41", "42"));
    place.day += 1;
    place.git("site", &["commit", "--quiet", "--all", "--message=Ring another number"]);
    place.write("site/docs/de/a.md", &GERMAN.replace("41", "43"));
    place.commit("site");
    place.git("site", &["tag", "--annotate", "--message=x", "v1", "HEAD~1"]);
    for revision in [":/Ring another", "HEAD^{/another}", "v1", "HEAD~1", "HEAD^", "main~1"] {
        let output = run(&place, &["check", "--quiet", "--format", "short", "--since", revision]);
        assert_eq!(output.status.code(), Some(1), "{revision}: {}", said(&output));
        assert!(String::from_utf8_lossy(&output.stdout).contains("+4755512343 here"), "{revision}");
    }
    for revision in [":/nobody said that", "HEAD:docs", "HEAD~1..HEAD", "--all", "-h", "^HEAD", "a\nb", ""] {
        let output = run(&place, &["check", "--quiet", &format!("--since={revision}")]);
        assert!(output.status.code() == Some(2) && output.stdout.is_empty(), "{revision}: {output:?}");
    }
}
