//! What lies in a checkout does not lead a write astray, and what is no regular file is not replaced.
#![cfg(unix)]

use std::io::Read;
use std::os::unix::fs::{FileTypeExt, MetadataExt, PermissionsExt, symlink};
use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use crate::support::Place;
use crate::support::hostile::{ENGLISH, GERMAN, said, site};

const FIXED: &str = "# Support {#support}\n\nRufen Sie +47 55 51 23 40 an.\n";

fn read(place: &Place, path: &str) -> String {
    std::fs::read_to_string(place.path(path)).unwrap()
}

fn check(place: &Place, arguments: &[&str]) -> Output {
    crate::support::driftlint(&place.path("site"), &[&["check", "--quiet", "--format", "json"], arguments].concat())
}

/// Runs a script in the site; `$DRIFTLINT` is the program.
fn shell(place: &Place, script: &str) -> Output {
    let mut command = Command::new("bash");
    command.args(["-c", script]).current_dir(place.path("site")).env("DRIFTLINT", env!("CARGO_BIN_EXE_driftlint"));
    command.output().unwrap()
}

fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> =
        std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

/// Whoever lays links at all names that a part file could have does not get anything written through them.
#[test]
fn no_name_of_a_part_file_can_be_guessed() {
    let place = site();
    place.write("victim", "mine\n");
    // The number of the process that the shell becomes is known to it.
    let script = "for n in a.md.$$.part a.md.part .a.md.$$.part; do ln -s ../../../victim docs/de/$n; done
        ln -s ../victim out.json.$$.part
        exec \"$DRIFTLINT\"";
    assert!(shell(&place, &format!("{script} fix")).status.success());
    assert_eq!((read(&place, "victim").as_str(), read(&place, "site/docs/de/a.md").as_str()), ("mine\n", FIXED));
    assert!(!place.path("site/docs/de/a.md").is_symlink());
    shell(&place, &format!("rm -f docs/de/*.part; {script} check --quiet --format json --output out.json"));
    assert_eq!(read(&place, "victim"), "mine\n");
    assert!(read(&place, "site/out.json").starts_with('{') && !place.path("site/out.json").is_symlink());
}

#[test]
fn a_link_that_leads_out_of_the_repository_is_refused() {
    let place = site();
    place.write("victim", "mine\n");
    std::fs::create_dir(place.path("elsewhere")).unwrap();
    symlink("../victim", place.path("site/out.json")).unwrap();
    symlink("../elsewhere", place.path("site/reports")).unwrap();
    symlink("/proc/self/fd/1", place.path("site/stream.json")).unwrap();
    for output in ["out.json", "reports/out.json", "stream.json"] {
        for arguments in [&["--output", output][..], &["--report", &format!("sarif={output}")]] {
            let output = check(&place, arguments);
            assert_eq!(output.status.code(), Some(2), "{arguments:?}");
            assert!(said(&output).contains("a link leads out of the repository"), "{}", said(&output));
        }
    }
    let site = place.path("site");
    symlink("../nowhere", place.path("site/driftlint.toml")).unwrap();
    let output = crate::support::driftlint(&site, &["init"]);
    assert!(output.status.code() == Some(2) && said(&output).contains("leads out of the repository"), "{output:?}");
    std::fs::remove_file(place.path("site/driftlint.toml")).unwrap();
    for arguments in [&["report", "--format", "csv", "--output", "out.json"][..], &["baseline", "--baseline", "reports/known.txt"]] {
        let output = crate::support::driftlint(&site, arguments);
        assert!(output.status.code() == Some(2) && said(&output).contains("leads out of the repository"), "{arguments:?}: {output:?}");
    }
    assert_eq!((read(&place, "victim").as_str(), names(&place.path("elsewhere")).len()), ("mine\n", 0));
    assert!(!place.path("nowhere").exists());
}

/// A link inside of the repository, and one that the user laid elsewhere, stand for the file behind them.
#[test]
fn other_links_stay_links() {
    let place = site();
    place.write("site/runs/1.json", "old");
    symlink("runs/1.json", place.path("site/latest.json")).unwrap();
    symlink("site/runs/2.json", place.path("beside.json")).unwrap();
    for (link, file) in [("latest.json", "site/runs/1.json"), ("../beside.json", "site/runs/2.json")] {
        let output = check(&place, &["--output", link]);
        assert_eq!(output.status.code(), Some(1), "{}", said(&output));
        assert!(place.path("site").join(link).is_symlink() && read(&place, file).starts_with('{'), "{link}");
    }
    assert_eq!(names(&place.path("site/runs")), ["1.json", "2.json"]);
}

#[test]
fn what_is_no_regular_file_is_written_to() {
    let place = site();
    let fifo = place.path("site/fifo");
    assert!(Command::new("mkfifo").arg(&fifo).status().unwrap().success());
    let mut reader = Command::new("cat").arg(&fifo).stdout(Stdio::piped()).spawn().unwrap();
    assert_eq!(check(&place, &["--output", "fifo"]).status.code(), Some(1));
    let mut text = String::new();
    reader.stdout.take().unwrap().read_to_string(&mut text).unwrap();
    reader.wait().unwrap();
    assert!(text.starts_with('{') && std::fs::symlink_metadata(&fifo).unwrap().file_type().is_fifo(), "{text}");
    assert_eq!(check(&place, &["--output", "/dev/null"]).status.code(), Some(1));
    assert!(std::fs::metadata("/dev/null").unwrap().file_type().is_char_device());
    assert_eq!(names(&place.path("site")), [".git", "docs", "fifo"]);
}

/// What a process has open is written to by its path, whatever it is.
#[test]
fn an_open_file_is_written_to() {
    let place = site();
    let expected = String::from_utf8(check(&place, &[]).stdout).unwrap();
    // A build that replaces what it is given fails at the first, before it can replace a device.
    for stream in ["/proc/self/fd/1", "/dev/stdout", "-"] {
        let piped = check(&place, &["--output", stream]);
        assert_eq!((piped.status.code(), String::from_utf8_lossy(&piped.stdout).as_ref()), (Some(1), expected.as_str()), "{stream}");
        shell(&place, &format!("echo before > log; \"$DRIFTLINT\" check -q --format json --output {stream} >> log"));
        assert_eq!(read(&place, "site/log"), format!("before\n{expected}"), "{stream}");
    }
    let output = shell(&place, "\"$DRIFTLINT\" check -q --format short --report json=>(cat > copy) ; wait $!; cat copy");
    assert!(String::from_utf8_lossy(&output.stdout).ends_with(&expected), "{output:?}");
    shell(&place, "\"$DRIFTLINT\" check -q --format short --output - --report json=/dev/fd/3 3> third");
    assert_eq!(read(&place, "site/third"), expected);
    let report = crate::support::driftlint(&place.path("site"), &["report", "--quiet", "--format", "csv", "--output", "-"]);
    assert!(report.status.success() && report.stdout.starts_with(b"\xef\xbb\xbf") || !report.stdout.is_empty(), "{report:?}");
    let twice = check(&place, &["--output", "-", "--report", "sarif=-"]);
    assert!(twice.status.code() == Some(2) && said(&twice).contains("standard output"), "{}", said(&twice));
    assert!(!place.path("site/-").exists());
}

#[test]
fn no_report_overwrites_what_is_checked() {
    let place = site();
    place.write("site/driftlint.toml", "locales = [\"de\"]\n");
    symlink("docs/de/a.md", place.path("site/page")).unwrap();
    let site = place.path("site");
    for page in ["docs/de/a.md", "docs/en/a.md", "./docs/../docs/de/a.md", "page", "driftlint.toml"] {
        for command in [
            &["check", "--output", page, "docs"][..],
            &["check", "--report", &format!("json={page}")],
            &["check", "--since", "HEAD", "--output", page],
            &["compare", "docs/en/a.md", "docs/de/a.md", "--output", page],
            &["report", "--format", "csv", "--output", page],
        ] {
            let output = crate::support::driftlint(&site, command);
            assert_eq!(output.status.code(), Some(2), "{command:?}: {}", said(&output));
            assert!(said(&output).contains("would be overwritten"), "{command:?}: {}", said(&output));
        }
    }
    assert_eq!((read(&place, "site/docs/en/a.md").as_str(), read(&place, "site/docs/de/a.md").as_str()), (ENGLISH, GERMAN));
}

/// A run over a part of the site, or with files of other names, spares the rest as well.
#[test]
fn no_report_overwrites_what_another_run_checks() {
    let place = site();
    place.write("site/docs/sv/a.md", "# Support {#support}\n\nRing +47 55 51 23 40.\n");
    place.write("site/docs/en/new.md", ENGLISH);
    place.write("site/rules.toml", "locales = [\"de\"]\n");
    place.write("site/known.txt", "# Known\n");
    let site = place.path("site");
    assert!(crate::support::driftlint(&site, &["baseline", "--quiet", "--baseline", "recorded.txt"]).status.success());
    for part in ["1/2", "2/2"] {
        let name = format!("part-{}.json", &part[..1]);
        crate::support::driftlint(&site, &["check", "--quiet", "--shard", part, "--format", "json", "--output", &name]);
    }
    let parts = ["part-1.json", "part-2.json"];
    // Nothing but headings, which a baseline would take for comments.
    place.write("site/docs/sv/new.md", "# Support\n");
    let refused: [&[&str]; 14] = [
        &["report", "--format", "csv", "--history", "./log.jsonl", "--output", "log.jsonl"],
        &["baseline", "docs/de", "--baseline", "docs/sv/new.md"],
        &["check", "--locales", "de", "--output", "docs/sv/a.md"],
        &["check", "docs/de", "--output", "docs/sv/a.md"],
        &["check", "docs/de", "--report", "json=docs/en/new.md"],
        &["check", "--since", "HEAD", "--output", "docs/sv/a.md"],
        &["compare", "docs/en/a.md", "docs/de/a.md", "--output", "docs/sv/a.md"],
        &["report", "docs/de", "--format", "csv", "--output", "docs/sv/a.md"],
        &["check", "--config", "rules.toml", "--output", "rules.toml"],
        &["report", "--config", "rules.toml", "--format", "csv", "--output", "rules.toml"],
        &["check", "--baseline", "recorded.txt", "--output", "recorded.txt"],
        &["report", "--baseline", "recorded.txt", "--format", "csv", "--output", "./recorded.txt"],
        &["report", "--merge", parts[0], parts[1], "--format", "json", "--output", parts[0]],
        &["report", "--merge", parts[0], parts[1], "--format", "csv", "--history", parts[1]],
    ];
    let all = [
        "docs/en/a.md",
        "docs/en/new.md",
        "docs/de/a.md",
        "docs/sv/a.md",
        "docs/sv/new.md",
        "rules.toml",
        "recorded.txt",
        parts[0],
        parts[1],
    ];
    let held = |path: &str| std::fs::read(site.join(path)).unwrap();
    let before: Vec<Vec<u8>> = all.iter().map(|path| held(path)).collect();
    for arguments in refused {
        let output = crate::support::driftlint(&site, arguments);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}: {}", said(&output));
        assert!(said(&output).contains("would be overwritten") || said(&output).contains(parts[1]), "{arguments:?}: {}", said(&output));
    }
    assert_eq!(all.iter().map(|path| held(path)).collect::<Vec<_>>(), before);
    // What is no page is written again and again, whatever it is called.
    for output in ["report.md", "docs/report.md"] {
        for _ in 0..2 {
            let output = check(&place, &["--output", output]);
            assert_eq!(output.status.code(), Some(1), "{}", said(&output));
        }
    }
}

#[test]
fn a_write_protected_file_is_left_as_it_is() {
    let place = site();
    let page = place.path("site/docs/de/a.md");
    place.write("site/out.json", "old");
    for file in [&page, &place.path("site/out.json")] {
        std::fs::set_permissions(file, PermissionsExt::from_mode(0o444)).unwrap();
    }
    let output = crate::support::driftlint(&place.path("site"), &["fix"]);
    assert!(output.status.code() == Some(2) && said(&output).contains("docs/de/a.md: is write-protected"), "{}", said(&output));
    assert_eq!(read(&place, "site/docs/de/a.md"), GERMAN);
    let output = check(&place, &["--output", "out.json"]);
    assert!(output.status.code() == Some(2) && said(&output).contains("is write-protected"), "{}", said(&output));
    assert_eq!(read(&place, "site/out.json"), "old");
}

/// Only root can give a file to somebody else, so only root can try whether it stays theirs.
#[test]
fn owner_and_mode_stay_and_other_names_are_spoken_of() {
    let place = site();
    let page = place.path("site/docs/de/a.md");
    let (owner, group) = if std::fs::metadata(&page).unwrap().uid() == 0 { (65534, 65534) } else { (0, 0) };
    let is_root = std::os::unix::fs::chown(&page, Some(owner), Some(group)).is_ok();
    std::fs::set_permissions(&page, PermissionsExt::from_mode(0o640)).unwrap();
    let before = std::fs::metadata(&page).unwrap();
    std::fs::hard_link(&page, place.path("copy.md")).unwrap();
    let output = crate::support::driftlint(&place.path("site"), &["fix"]);
    assert!(output.status.success() && said(&output).contains("docs/de/a.md: had other names (hard links)"), "{}", said(&output));
    let after = std::fs::metadata(&page).unwrap();
    assert_eq!((after.uid(), after.gid(), after.mode()), (before.uid(), before.gid(), before.mode()));
    assert_eq!((read(&place, "site/docs/de/a.md").as_str(), read(&place, "copy.md").as_str()), (FIXED, GERMAN));
    assert!(!is_root || after.uid() == owner);
}

/// Somebody who owns a file and is in no group of it cannot give the new one that group. Only root can set this up.
#[test]
fn a_group_that_is_lost_is_spoken_of() {
    let place = site();
    let page = place.path("site/docs/de/a.md");
    if std::fs::metadata(&page).unwrap().uid() != 0 {
        return;
    }
    let program = place.path("driftlint");
    std::fs::copy(env!("CARGO_BIN_EXE_driftlint"), &program).unwrap();
    std::fs::set_permissions(place.path("."), PermissionsExt::from_mode(0o755)).unwrap();
    for path in [place.path("site/docs/de"), page.clone()] {
        std::os::unix::fs::chown(path, Some(65534), Some(0)).unwrap();
    }
    let mut command = Command::new(program);
    command.args(["fix", "--allow-dirty"]).current_dir(place.path("site")).uid(65534).gid(65534).env("HOME", "/");
    let output = command.output().unwrap();
    assert!(output.status.success() && read(&place, "site/docs/de/a.md") == FIXED, "{}", said(&output));
    assert!(said(&output).contains("docs/de/a.md: belongs to a group of yours now"), "{}", said(&output));
}

/// A new file has the mode that the user's mask gives it.
#[test]
fn a_new_file_has_the_usual_mode() {
    let place = site();
    shell(&place, "umask 027; \"$DRIFTLINT\" check -q --output new.txt");
    assert_eq!(std::fs::metadata(place.path("site/new.txt")).unwrap().mode() & 0o777, 0o640);
}

/// A file that gets too long for a limit is an error like any other: `ulimit -f` sends a signal that would end the run with a part left.
#[test]
fn a_limit_on_files_leaves_nothing() {
    let place = site();
    place.write("site/out.json", "old");
    let script = "for i in $(seq 200); do cp docs/en/a.md docs/en/$i.md; cp docs/de/a.md docs/de/$i.md; done
        ulimit -f 8; \"$DRIFTLINT\" check -q --format json --output out.json";
    let output = shell(&place, script);
    assert!(output.status.code() == Some(2) && said(&output).contains("out.json: cannot be written"), "{output:?}");
    assert_eq!(
        (read(&place, "site/out.json").as_str(), names(&place.path("site"))),
        ("old", vec![".git".into(), "docs".into(), "out.json".into()])
    );
}
