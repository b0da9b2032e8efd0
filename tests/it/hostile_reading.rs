//! What cannot be read is said in one sentence: it stops nothing, and nothing is called missing for it.
#![cfg(unix)]

use std::io::Write;
use std::os::unix::fs::{MetadataExt, PermissionsExt, symlink};
use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use serde_json::{Value, json};

use crate::support::hostile::{ENGLISH, GERMAN, said};
use crate::support::{Place, driftlint};

/// Two pages in three locales.
fn site() -> Place {
    let mut place = Place::new();
    place.init("site");
    for (locale, text) in [("en", ENGLISH), ("de", GERMAN), ("sv", "# Support {#support}\n\nRing +47 55 51 23 40.\n")] {
        for page in ["a", "b"] {
            place.write(&format!("site/docs/{locale}/{page}.md"), text);
        }
    }
    place.commit("site");
    place
}

fn findings(output: &Output) -> Vec<Value> {
    let report: Value = serde_json::from_slice(&output.stdout).unwrap_or_else(|_| panic!("{}", said(output)));
    report["findings"].as_array().unwrap().clone()
}

fn of_rule(output: &Output, rule: &str) -> usize {
    findings(output).iter().filter(|finding| finding["rule"] == rule).count()
}

fn check(place: &Place) -> Output {
    driftlint(&place.path("site"), &["check", "--format", "json"])
}

fn fifo(path: &Path) {
    let _ = std::fs::remove_file(path);
    assert!(Command::new("mkfifo").arg(path).status().unwrap().success());
}

#[test]
fn pipes_and_devices_are_no_pages() {
    let place = site();
    fifo(&place.path("site/docs/de/a.md"));
    let output = check(&place);
    assert_eq!((output.status.code(), of_rule(&output, "missing-page"), of_rule(&output, "phone-number")), (Some(2), 0, 1));
    assert!(said(&output).contains("docs/de/a.md: is no file, but a pipe, a socket or a device"), "{}", said(&output));
    fifo(&place.path("site/docs/en/b.md"));
    let output = check(&place);
    assert_eq!((output.status.code(), of_rule(&output, "orphan-page")), (Some(2), 0), "{}", said(&output));
    let site = place.path("site");
    for strange in ["docs/de/a.md", "/dev/zero"] {
        let kind = if strange.starts_with("/dev") { "is a device, not a file" } else { "is a pipe, not a file" };
        for arguments in [
            &["compare", "docs/en/a.md", strange, "--locale", "de"][..],
            &["compare", strange, "docs/sv/a.md"],
            &["compare", "--embedded", strange, "--locale", "de"],
            &["facts", strange],
            &["check", "--config", strange],
            &["check", "--baseline", strange],
            &["report", "--format", "csv", "--history", strange],
            &["report", "--merge", strange],
        ] {
            let output = driftlint(&site, arguments);
            assert!(output.status.code() == Some(2) && said(&output).contains(kind), "{arguments:?}: {}", said(&output));
        }
    }
}

/// What a shell puts in the place of a file has a writer, and is read.
#[test]
fn what_a_command_prints_can_be_compared() {
    let place = site();
    let mut command = Command::new("bash");
    let script = "\"$DRIFTLINT\" compare -q --format short <(cat docs/en/a.md) docs/de/a.md";
    let output =
        command.args(["-c", script]).current_dir(place.path("site")).env("DRIFTLINT", env!("CARGO_BIN_EXE_driftlint")).output().unwrap();
    assert_eq!(output.status.code(), Some(1), "{}", said(&output));
    assert!(String::from_utf8_lossy(&output.stdout).starts_with("docs/de/a.md:3:11: error[phone-number]"));
}

/// Rules on what is ignored are read while folders are walked; git keeps links, so a checkout can hold these.
#[test]
fn rules_on_ignored_files_hang_nothing() {
    let place = site();
    symlink("/dev/zero", place.path("site/docs/de/.gitignore")).unwrap();
    let output = check(&place);
    assert_eq!((output.status.code(), of_rule(&output, "missing-page")), (Some(2), 0), "{}", said(&output));
    assert!(said(&output).contains("docs/de: what is ignored here cannot be told"), "{}", said(&output));
    std::fs::remove_file(place.path("site/docs/de/.gitignore")).unwrap();
    fifo(&place.path("site/.ignore"));
    let output = check(&place);
    assert!(output.status.code() == Some(2) && said(&output).contains("what is ignored here cannot be told"), "{}", said(&output));
}

/// Files without an end or without a length, which a link in a checkout may lead to.
#[cfg(target_os = "linux")]
#[test]
fn rules_on_ignored_files_are_no_views_of_the_system() {
    let place = site();
    for name in [".gitignore", ".ignore"] {
        for strange in ["/proc/self/pagemap", "/proc/kmsg", "/dev/zero"] {
            let link = place.path("site/docs/de").join(name);
            symlink(strange, &link).unwrap();
            let output = check(&place);
            assert_eq!((output.status.code(), of_rule(&output, "missing-page")), (Some(2), 0), "{}", said(&output));
            assert!(said(&output).contains(&format!("docs/de: what is ignored here cannot be told, because `{name}` is ")));
            std::fs::remove_file(link).unwrap();
        }
    }
    place.write("site/docs/de/.gitignore", &"# Nothing\n".repeat(150_000));
    let output = check(&place);
    assert!(output.status.code() == Some(2) && said(&output).contains("because `.gitignore` is larger than 1 MB"), "{}", said(&output));
    // A link to rules that are a file, and one to nowhere.
    std::fs::remove_file(place.path("site/docs/de/.gitignore")).unwrap();
    place.write("site/rules", "b.md\n");
    symlink("../../rules", place.path("site/docs/de/.gitignore")).unwrap();
    symlink("nowhere", place.path("site/docs/de/.ignore")).unwrap();
    let output = check(&place);
    assert_eq!((output.status.code(), of_rule(&output, "phone-number")), (Some(1), 1), "{}", said(&output));
}

/// The repository of a working tree elsewhere, such as that of a submodule, says what is ignored too.
#[test]
fn rules_of_a_repository_elsewhere_hang_nothing() {
    for strange in ["commondir", "info/exclude"] {
        let place = site();
        std::fs::rename(place.path("site/.git"), place.path("repository")).unwrap();
        place.write("site/.git", &format!("gitdir: {}\n", place.path("repository").display()));
        place.write("repository/commondir", ".\n");
        fifo(&place.path("repository").join(strange));
        let mut command = Command::new(env!("CARGO_BIN_EXE_driftlint"));
        let output = command.arg("check").current_dir(place.path("site")).env("DRIFTLINT_GIT_TIMEOUT", "1").output().unwrap();
        assert!(output.status.code() == Some(2) && said(&output).contains("is a pipe, not a file"), "{strange}: {}", said(&output));
    }
}

#[test]
fn rules_that_may_not_be_read_are_told() {
    let place = site();
    let rules = place.path("site/docs/de/.gitignore");
    std::fs::write(&rules, "b.md\n").unwrap();
    std::fs::set_permissions(&rules, PermissionsExt::from_mode(0o000)).unwrap();
    let output = as_nobody(&place, &["check", "--format", "json"]);
    assert_eq!((output.status.code(), of_rule(&output, "phone-number")), (Some(1), 2), "{}", said(&output));
    let told = "note: docs/de/.gitignore: permission to read this file is denied, so nothing is ignored by it";
    assert_eq!(said(&output).matches(told).count(), 1, "{}", said(&output));
}

/// A page's link says where to look, and whoever writes a page may write any. Nothing outside of the repository is opened for it.
#[test]
fn no_link_leads_out_of_the_repository() {
    let place = Place::new();
    place.init("site");
    place.write("site/driftlint.toml", "[[layout]]\nreference = \"docs/en/{path}.md\"\ntranslation = \"{locale}/{path}.md\"\n");
    // The place that the reference's link leads to, and pages that have it not.
    for page in ["docs/en/inside.md", "docs/en/link.md", "docs/en/out.md", "docs/en/kernel.md", "docs/en/zero.md", "x.md"] {
        place.write(&format!("site/{page}"), "# There {#place}\n");
    }
    place.write("site/de/inside.md", "# Da {#da}\n");
    place.write("x.md", "# Here {#here}\n");
    for (link, to) in [("link.md", "inside.md"), ("out.md", "../../x.md"), ("kernel.md", "/proc/kmsg"), ("zero.md", "/proc/self/pagemap")] {
        symlink(to, place.path("site/de").join(link)).unwrap();
    }
    for (path, broken) in [("inside.md", 1), ("link.md", 1), ("out.md", 0), ("kernel.md", 0), ("zero.md", 0), ("../../x.md", 0)] {
        let linked = format!("# Support {{#support}}\n\nSee [there]({path}#place).\n");
        place.write("site/docs/en/a.md", &linked);
        place.write("site/de/a.md", &linked.replace("See", "Siehe"));
        let output = driftlint(&place.path("site"), &["check", "--format", "json", "--select", "broken-fragment", "de/a.md"]);
        assert_eq!(of_rule(&output, "broken-fragment"), broken, "{path}: {}", said(&output));
    }
}

/// Such a file tells no length, and some wait for news of the system.
#[cfg(target_os = "linux")]
#[test]
fn what_shows_the_state_of_the_system_is_no_page() {
    let place = site();
    symlink("/proc/kmsg", place.path("log.md")).unwrap();
    for path in ["/proc/kmsg", "/proc/self/pagemap", "/proc/self/status", "/sys/kernel/notes", "../log.md"] {
        for arguments in [&["compare", "docs/en/a.md", path, "--locale", "de"][..], &["facts", path], &["check", "--config", path]] {
            let output = driftlint(&place.path("site"), arguments);
            let is_there = place.path("site").join(path).exists();
            let expected = if is_there { "is a view of the system's state, not a file" } else { "no such file" };
            assert!(output.status.code() == Some(2) && said(&output).contains(expected), "{arguments:?}: {}", said(&output));
        }
    }
}

/// What has the name of the configuration or of the baseline is meant to be it.
#[test]
fn what_should_rule_and_cannot_be_read_is_told() {
    for (name, what) in [("driftlint.toml", "configuration"), (".driftlint.toml", "configuration"), ("driftlint-baseline.txt", "baseline")]
    {
        for kind in ["a pipe", "a folder", "a device", "a link that leads nowhere"] {
            let place = site();
            let path = place.path("site").join(name);
            match kind {
                "a pipe" => fifo(&path),
                "a folder" => std::fs::create_dir(&path).unwrap(),
                "a device" => symlink("/dev/zero", &path).unwrap(),
                _ => symlink("nowhere", &path).unwrap(),
            }
            for command in [&["check"][..], &["report", "--format", "csv"], &["check", "--since", "HEAD"]] {
                let output = driftlint(&place.path("site"), command);
                assert!(output.status.code() == Some(2) && output.stdout.is_empty(), "{name}, {kind}, {command:?}: {}", said(&output));
                let told = said(&output);
                let is_why =
                    told.contains(&format!("the {what} cannot be read: is {kind}")) || told.contains("leads out of the repository");
                assert!(told.contains(name) && is_why && told.lines().count() == 1, "{name}, {kind}, {command:?}: {told}");
            }
            let output = driftlint(&place.path("site"), &["baseline"]);
            assert!(output.status.code() == Some(2), "{name}, {kind}: {}", said(&output));
        }
    }
    // One that is named may be a device to write to.
    let output = driftlint(&site().path("site"), &["baseline", "--baseline", "-"]);
    assert!(output.status.success() && !output.stdout.is_empty(), "{}", said(&output));
}

#[test]
fn a_pipe_in_the_place_of_a_folder_of_pages_is_told() {
    let place = site();
    std::fs::remove_dir_all(place.path("site/docs/de")).unwrap();
    fifo(&place.path("site/docs/de"));
    fifo(&place.path("site/docs/other"));
    let output = check(&place);
    assert_eq!((output.status.code(), findings(&output)), (Some(2), Vec::new()), "{}", said(&output));
    assert!(said(&output).contains("docs/de: is no file, but a pipe, a socket or a device"), "{}", said(&output));
    assert!(!said(&output).contains("docs/other"), "{}", said(&output));
}

#[test]
fn a_page_that_git_lfs_keeps_elsewhere_is_not_compared() {
    let pointer = "version https://git-lfs.github.com/spec/v1\noid sha256:4d7a214614ab2935c943f9e0ff69d22eadbb8f32b1258daaa5e2ca24d17e2393\nsize 12345\n";
    let mut place = site();
    place.write("site/docs/de/a.md", pointer);
    place.commit("site");
    let output = check(&place);
    assert_eq!((output.status.code(), of_rule(&output, "missing-section")), (Some(2), 0));
    assert!(
        said(&output).contains("docs/de/a.md: is a Git LFS pointer, not the file itself; `git lfs pull` fetches it"),
        "{}",
        said(&output)
    );
    // A reference that was one before says nothing about what it stated.
    place.write("site/docs/en/b.md", pointer);
    place.write("site/docs/de/b.md", GERMAN);
    place.commit("site");
    place.write("site/docs/de/b.md", &format!("{GERMAN}\nText.\n"));
    place.commit("site");
    place.write("site/docs/en/b.md", ENGLISH);
    place.commit("site");
    assert_eq!(of_rule(&check(&place), "stale-translation"), 0);
    // Earlier names of it, and a mark that editors put before a text.
    for other in [
        format!("\u{feff}{pointer}"),
        pointer.replace("git-lfs.github", "hawser.github"),
        pointer.replace("https://git-lfs.github.com/spec/v1", "http://git-media.io/v/2"),
    ] {
        place.write("site/docs/de/a.md", &other);
        let output = check(&place);
        assert!(output.status.code() == Some(2) && said(&output).contains("is a Git LFS pointer"), "{other}: {}", said(&output));
    }
    // A page may tell of pointers.
    place.write("site/docs/de/a.md", &format!("{GERMAN}\n```\n{pointer}```\n"));
    assert_eq!(check(&place).status.code(), Some(1));
}

/// Root may read everything, so the program runs as somebody else where the tests run as root.
fn as_nobody(place: &Place, arguments: &[&str]) -> Output {
    let program = place.path("driftlint");
    std::fs::copy(env!("CARGO_BIN_EXE_driftlint"), &program).unwrap();
    for path in [&program, &place.path(".")] {
        std::fs::set_permissions(path, PermissionsExt::from_mode(0o755)).unwrap();
    }
    let mut command = Command::new(program);
    if std::fs::metadata(place.path(".")).unwrap().uid() == 0 {
        command.uid(65534).gid(65534);
    }
    command.args(arguments).current_dir(place.path("site")).env("HOME", "/").output().unwrap()
}

#[test]
fn a_folder_that_cannot_be_looked_into_lacks_nothing() {
    let place = site();
    let close = |path: &str, mode: u32| std::fs::set_permissions(place.path(path), PermissionsExt::from_mode(mode)).unwrap();
    // A page beside shows that the locale is there.
    place.write("site/docs/de/more/c.md", GERMAN);
    place.write("site/docs/en/more/c.md", ENGLISH);
    place.write("site/docs/sv/more/c.md", ENGLISH);
    close("site/docs/de/more", 0o000);
    let output = as_nobody(&place, &["check", "--format", "json"]);
    close("site/docs/de/more", 0o755);
    assert_eq!((output.status.code(), of_rule(&output, "missing-page")), (Some(2), 0), "{}", said(&output));
    assert!(said(&output).contains("docs/de/more: ") && said(&output).to_lowercase().contains("permission denied"), "{}", said(&output));
    std::fs::remove_dir_all(place.path("site/docs/sv")).unwrap();
    close("site/docs/de", 0o000);
    let output = as_nobody(&place, &["check", "docs"]);
    close("site/docs/de", 0o755);
    assert!(output.status.code() == Some(2) && said(&output).to_lowercase().contains("permission denied"), "{}", said(&output));
    close("site/docs/en/a.md", 0o000);
    let output = as_nobody(&place, &["check", "docs"]);
    close("site/docs/en/a.md", 0o644);
    assert!(said(&output).contains("docs/en/a.md: permission to read this file is denied"), "{}", said(&output));
}

#[test]
fn what_a_sparse_checkout_leaves_out_is_not_missing() {
    let place = site();
    place.git("site", &["sparse-checkout", "set", "--no-cone", "/*", "!/docs/de/a.md", "!/docs/en/b.md"]);
    assert!(!place.path("site/docs/de/a.md").exists() && !place.path("site/docs/en/b.md").exists());
    let output = check(&place);
    assert_eq!((output.status.code(), findings(&output)), (Some(0), Vec::new()), "{}", said(&output));
    assert!(said(&output).contains("the sparse checkout leaves out 2 pages, such as docs/de/a.md, "), "{}", said(&output));
    let output = driftlint(&place.path("site/docs/sv"), &["check"]);
    assert!(!said(&output).contains(&place.path(".").display().to_string()), "{}", said(&output));
    let output = driftlint(&place.path("site"), &["report", "--format", "json", "--output", "../report.json"]);
    assert!(said(&output).contains("the sparse checkout leaves out 2 pages"), "{}", said(&output));
    place.git("site", &["sparse-checkout", "set", "--no-cone", "/docs/en/"]);
    let output = check(&place);
    assert_eq!(output.status.code(), Some(2));
    assert!(said(&output).contains("the sparse checkout leaves out 4 pages"), "{}", said(&output));
    place.git("site", &["sparse-checkout", "disable"]);
    std::fs::remove_file(place.path("site/docs/de/a.md")).unwrap();
    assert_eq!(of_rule(&check(&place), "missing-page"), 1, "what is deleted is missing");
}

#[test]
fn a_submodule_that_is_not_checked_out_is_told() {
    let mut place = site();
    place.init("french");
    place.write("french/a.md", ENGLISH);
    place.commit("french");
    let french = place.path("french").display().to_string();
    place.git("site", &["-c", "protocol.file.allow=always", "submodule", "--quiet", "add", &french, "docs/fr"]);
    place.commit("site");
    assert!(!said(&check(&place)).contains("submodule"));
    place.git("site", &["submodule", "--quiet", "deinit", "--force", "docs/fr"]);
    let output = check(&place);
    assert!(
        output.status.code() == Some(1) && said(&output).contains("note: docs/fr is a submodule that is not checked out"),
        "{}",
        said(&output)
    );
    assert!(!findings(&output).iter().any(|finding| finding["locale"] == "fr"));
    place.git("site", &["rm", "-r", "--quiet", "docs/de", "docs/sv"]);
    let output = check(&place);
    assert!(
        output.status.code() == Some(2) && said(&output).contains("docs/fr is a submodule that is not checked out"),
        "{}",
        said(&output)
    );
}

#[test]
fn links_are_passed_over_and_told() {
    let place = site();
    let link = |from: &str, to: &str| {
        let _ = std::fs::remove_file(place.path(from));
        symlink(to, place.path(from)).unwrap();
    };
    link("site/docs/de/a.md", "../en/a.md");
    link("site/docs/sv/b.md", "nowhere.md");
    place.write("site/french/a.txt", "Texte\n");
    link("site/docs/fr", "../french");
    link("site/docs/latest", "en");
    link("site/other.md", "docs/en/a.md");
    let output = check(&place);
    assert_eq!((of_rule(&output, "missing-page"), of_rule(&output, "phone-number")), (0, 1), "{}", said(&output));
    assert!(
        said(&output).contains("note: docs/de/a.md, docs/fr, docs/sv/b.md are links, and nothing is read through them"),
        "{}",
        said(&output)
    );
    link("site/docs/en/a.md", "b.md");
    let output = check(&place);
    assert_eq!(of_rule(&output, "orphan-page"), 0);
    assert!(said(&output).contains("docs/en/a.md, docs/fr, docs/sv/b.md are links"), "{}", said(&output));
    let output = driftlint(&place.path("site"), &["check", "--quiet", "docs"]);
    assert!(!said(&output).contains("links"), "{}", said(&output));
    // Where nothing else is a translation, the links are the reason.
    for locale in ["de", "sv"] {
        std::fs::remove_dir_all(place.path(&format!("site/docs/{locale}"))).unwrap();
    }
    let output = check(&place);
    assert!(
        output.status.code() == Some(2) && said(&output).contains("docs/fr is a link, and nothing is read through it"),
        "{}",
        said(&output)
    );
}

#[test]
fn no_configuration_is_read_through_a_link_that_leads_out() {
    let place = site();
    place.write("secret", "password = hunter2\n");
    for name in ["driftlint.toml", "driftlint-baseline.txt"] {
        symlink("../secret", place.path("site").join(name)).unwrap();
        let output = check(&place);
        assert!(output.status.code() == Some(2) && said(&output).contains("leads out of the repository"), "{}", said(&output));
        assert!(!said(&output).contains("hunter2"), "{}", said(&output));
        std::fs::remove_file(place.path("site").join(name)).unwrap();
    }
    place.write("site/settings/driftlint.toml", "locales = [\"sv\"]\n");
    symlink("settings/driftlint.toml", place.path("site/driftlint.toml")).unwrap();
    assert_eq!(check(&place).status.code(), Some(0));
}

const OUTSIDE: &str = "lies outside of the repository and of the folders beside it";

/// Runs `check` with a configuration in the site, which is two folders below the place.
fn with_config(place: &Place, text: &str, arguments: &[&str]) -> Output {
    place.write("a/site/driftlint.toml", text);
    driftlint(&place.path("a/site"), &[&["check", "--format", "json"], arguments].concat())
}

#[test]
fn a_configuration_names_no_folder_elsewhere() {
    for in_git in [true, false] {
        let mut place = Place::new();
        for folder in ["a/site/docs/en", "a/site.de", "far/de", "a/site.de/docs", "a/.hidden", "a/.de"] {
            place.write(&format!("{folder}/a.md"), if folder.ends_with("en") { ENGLISH } else { GERMAN });
        }
        if in_git {
            place.init("a/site");
            place.commit("a/site");
        }
        symlink("../../far", place.path("a/site/far")).unwrap();
        let absolute = place.path("far").display().to_string();
        let root = |path: &str| format!("roots = [\"docs/en\", {{ path = \"{path}\", locale = \"de\" }}]\n");
        let layout = |path: &str| format!("[[layout]]\nreference = \"docs/en/{{path}}.md\"\ntranslation = \"{path}\"\nlocale = \"de\"\n");
        let hostile = [
            "roots = [\"../../../../..\"]\n".to_owned(),
            "roots = [\"..\"]\n".to_owned(),
            root("../../far/de"),
            root(&absolute),
            root("far/de"),
            root("../.hidden"),
            layout("../.{locale}/{path}.md").replace("locale = \"de\"\n", ""),
            layout("../.hidden/{path}.md"),
            layout("./../.{locale}/docs/{path}.md").replace("locale = \"de\"\n", ""),
            layout("../../far/de/{path}.md"),
            layout("../../../../../../../../{path}.md"),
            layout("../{path}.md"),
            layout("far/de/{path}.md"),
        ];
        for text in hostile {
            let output = with_config(&place, &text, &[]);
            assert!(output.status.code() == Some(2) && output.stdout.is_empty(), "{text}");
            assert!(said(&output).contains(OUTSIDE) && said(&output).trim_end().lines().count() == 1, "{text}: {}", said(&output));
            for command in [
                &["fix"][..],
                &["baseline"],
                &["report", "--format", "csv"],
                &["compare", "docs/en/a.md", "../site.de/a.md", "--locale", "de"],
            ] {
                let output = driftlint(&place.path("a/site"), command);
                assert!(output.status.code() == Some(2) && said(&output).contains(OUTSIDE), "{command:?}: {}", said(&output));
            }
        }
        for text in [root("../site.de"), root("../site.de/docs"), layout("../site.de/{path}.md"), layout("./../site.de/docs/{path}.md")] {
            let output = with_config(&place, &text, &[]);
            assert_eq!((output.status.code(), of_rule(&output, "phone-number")), (Some(1), 1), "{text}: {}", said(&output));
        }
        for text in [root("../../far/de"), layout("../../far/de/{path}.md")] {
            let output = with_config(&place, &text, &["--allow-outside"]);
            assert_eq!((output.status.code(), of_rule(&output, "phone-number")), (Some(1), 1), "{text}: {}", said(&output));
        }
        // One repository for each locale, named by it.
        place.write("a/de/docs/a.md", GERMAN);
        let text = "[[layout]]\nreference = \"docs/en/{path}.md\"\ntranslation = \"../{locale}/docs/{path}.md\"\n";
        let output = with_config(&place, text, &[]);
        assert_eq!((output.status.code(), of_rule(&output, "phone-number")), (Some(1), 1), "{}", said(&output));
    }
}

/// Sends messages to a server that works in the site, and gives what it answered, its exit status and its log.
fn serve(place: &Place, arguments: &[&str], frames: &[u8]) -> (String, Option<i32>, String) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_driftlint"));
    command.arg("lsp").args(arguments).current_dir(place.path("."));
    let mut server = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    // The input stays open: a server that waits for more would wait for ever.
    let mut input = server.stdin.take().unwrap();
    input.write_all(frames).unwrap();
    let output = server.wait_with_output().unwrap();
    drop(input);
    (String::from_utf8_lossy(&output.stdout).into_owned(), output.status.code(), said(&output))
}

fn frame(message: &Value) -> Vec<u8> {
    let text = message.to_string();
    format!("Content-Length: {}\r\n\r\n{text}", text.len()).into_bytes()
}

#[test]
fn a_message_that_is_too_long_ends_the_session() {
    let place = site();
    for length in ["1000000000000", "18446744073709551616", "99999999999999999999999999999"] {
        let (answers, status, log) = serve(&place, &[], format!("Content-Length: {length}\r\n\r\n{{").as_bytes());
        assert_eq!(status, Some(1), "{length}");
        assert!(answers.contains("-32600") && answers.contains("none may be longer than 128 MB"), "{answers}");
        assert!(log.contains("the session ends"), "{log}");
    }
}

/// Where a message ends whose length is none cannot be told: it is answered, and the next one is read.
#[test]
fn a_length_that_is_none_swallows_no_other_message() {
    let place = site();
    for length in ["-5", "+5", "five", "", "5 5", "0x5"] {
        for body in ["", "{\"jsonrpc\":\"2.0\"}", "{\n}\n", &"x".repeat(10_000), &" ".repeat(4096 - 8), &" ".repeat(4096 - 25)] {
            let broken = format!("Content-Length: {length}\r\nContent-Type: application/json\r\n\r\n{body}");
            let messages = [
                broken.into_bytes(),
                frame(&json!({ "jsonrpc": "2.0", "id": 7, "method": "initialize", "params": { "capabilities": {} } })),
                frame(&json!({ "jsonrpc": "2.0", "id": 8, "method": "shutdown" })),
                frame(&json!({ "jsonrpc": "2.0", "method": "exit" })),
            ];
            let (answers, status, log) = serve(&place, &[], &messages.concat());
            assert_eq!(status, Some(0), "{length}: {log}");
            assert!(
                answers.contains("-32600") && answers.contains(&format!("`{length}` is no length of a message")),
                "{length}: {answers}"
            );
            assert!(answers.contains("\"id\":7") && answers.contains("\"id\":8"), "{length}, {}: {answers}", body.len());
        }
    }
}

/// In an editor, its settings or whoever starts the server allow what the command line allows.
#[test]
fn an_editor_reads_no_folder_elsewhere() {
    let mut place = Place::new();
    place.write("a/site/docs/en/a.md", ENGLISH);
    place.write("far/de/a.md", GERMAN);
    place.init("a/site");
    place.commit("a/site");
    place.write("a/site/driftlint.toml", "roots = [\"docs/en\", { path = \"../../far/de\", locale = \"de\" }]\n");
    let root = place.path("a/site");
    let messages = |options: Value| {
        let params = json!({ "capabilities": {}, "rootUri": format!("file://{}", root.display()), "initializationOptions": options });
        let opened = json!({ "textDocument": { "uri": format!("file://{}/docs/en/a.md", root.display()), "languageId": "markdown", "version": 1, "text": ENGLISH } });
        [
            json!({ "jsonrpc": "2.0", "id": 1, "method": "initialize", "params": params }),
            json!({ "jsonrpc": "2.0", "method": "initialized", "params": {} }),
            json!({ "jsonrpc": "2.0", "method": "textDocument/didOpen", "params": opened }),
            json!({ "jsonrpc": "2.0", "id": 2, "method": "textDocument/codeAction", "params": {
                "textDocument": { "uri": format!("file://{}/docs/en/a.md", root.display()) },
                "range": { "start": { "line": 0, "character": 0 }, "end": { "line": 9, "character": 0 } },
            } }),
            json!({ "jsonrpc": "2.0", "id": 3, "method": "shutdown" }),
            json!({ "jsonrpc": "2.0", "method": "exit" }),
        ]
        .iter()
        .flat_map(frame)
        .collect::<Vec<u8>>()
    };
    let (answers, status, _) = serve(&place, &[], &messages(Value::Null));
    assert!(status == Some(0) && answers.contains(OUTSIDE) && !answers.contains("phone-number"), "{answers}");
    for (arguments, options) in [(&["--allow-outside"][..], Value::Null), (&[], json!({ "allowOutside": true }))] {
        let (answers, status, _) = serve(&place, arguments, &messages(options));
        assert!(status == Some(0) && !answers.contains(OUTSIDE) && answers.contains("phone-number"), "{answers}");
    }
}
