//! What README.md and docs/ tell people to copy is run: console blocks here, those that need a network or another program by the
//! check in `.ci/` or the test that they are marked with. A block that nobody runs is an error.

use std::collections::BTreeSet;

use crate::snippets::{Snippet, root};

fn text_of(path: &str) -> Option<String> {
    std::fs::read_to_string(root().join(path)).ok()
}

/// Whether a text holds a name, and not only as a part of a longer one.
fn holds(text: &str, name: &str) -> bool {
    let part = |letter: char| letter.is_alphanumeric() || matches!(letter, '-' | ':' | '_');
    text.match_indices(name).any(|(at, _)| !text[..at].ends_with(part) && !text[at + name.len()..].starts_with(part))
}

/// Why a snippet is run by nobody.
fn complaint(snippet: &Snippet) -> Option<String> {
    for (key, folder, ending) in [("ci", ".ci/", ""), ("test", "tests/it/", ".rs")] {
        let Some(name) = snippet.mark(key) else { continue };
        let Some((runner, _)) = name.split_once(':') else { return Some(format!("`{key}={name}` is not `{key}=RUNNER:NAME`")) };
        let file = format!("{folder}{runner}{ending}");
        let Some(code) = text_of(&file) else { return Some(format!("there is no {file}")) };
        return (!holds(&code, name)).then(|| format!("{file} does not take `{name}`"));
    }
    match snippet.language.as_str() {
        // What is printed, and how a page may look.
        "text" | "markdown" if !snippet.text.starts_with("$ ") => None,
        "console" if snippet.text.starts_with("$ ") => None,
        "console" => Some("no line starts with `$ `".to_owned()),
        "toml" => {
            let known: Vec<&str> = driftlint::rules::RULES.iter().map(|rule| rule.id.as_str()).collect();
            let read = driftlint::config::load(&snippet.text, std::path::Path::new("driftlint.toml"), &known);
            read.err().map(|problems| format!("is no driftlint.toml: {problems:?}"))
        }
        other => Some(format!("`{other}` is run by nobody: mark it `ci=CHECK:NAME` or `test=FILE:NAME`")),
    }
}

#[test]
fn every_snippet_is_run_by_somebody() {
    let all = crate::snippets::all();
    assert!(all.len() > 5, "{}", all.len());
    let complaints: Vec<String> = all.iter().filter_map(|snippet| Some(format!("{}: {}", snippet.place, complaint(snippet)?))).collect();
    assert!(complaints.is_empty(), "{}", complaints.join("\n"));
    for key in ["ci", "test"] {
        let names: Vec<&str> = all.iter().filter_map(|snippet| snippet.mark(key)).collect();
        assert_eq!(names.iter().collect::<BTreeSet<_>>().len(), names.len(), "a name is given twice: {names:?}");
    }
}

/// A check that `.ci/run` does not run, runs no snippet.
#[test]
fn every_check_with_snippets_is_run() {
    let run = text_of(".ci/run").expect(".ci/run");
    for snippet in crate::snippets::all() {
        let Some((check, _)) = snippet.mark("ci").and_then(|name| name.split_once(':')) else { continue };
        assert!(check == "run" || holds(&run, &format!(".ci/{check}")), "{}: .ci/run does not run .ci/{check}", snippet.place);
    }
}

/// Code that is set apart by blanks, and fences inside of lists, would be overlooked.
#[test]
fn code_is_fenced_at_the_start_of_its_line() {
    for (name, text) in crate::snippets::documents() {
        let mut inside = false;
        let mut before = "";
        for (at, line) in text.lines().enumerate() {
            inside ^= line.starts_with("```");
            let is_overlooked =
                line.trim_start().starts_with("```") && line.starts_with(' ') || line.starts_with("    ") && before.is_empty();
            assert!(inside || !is_overlooked, "{name}:{}: {line}", at + 1);
            before = line;
        }
        assert!(!inside, "{name}: a fence is not closed");
    }
}

#[test]
fn every_document_is_listed_in_the_readme() {
    let readme = text_of("README.md").expect("README.md");
    for (name, _) in crate::snippets::documents().iter().filter(|(name, _)| name != "README.md") {
        assert!(readme.contains(&format!("]({name})")), "README.md does not link {name}");
    }
}

#[cfg(unix)]
mod console {
    use std::path::{Path, PathBuf};
    use std::process::{Command, Stdio};

    use crate::snippets::{Snippet, all, root};

    /// A command, and what is shown below it.
    struct Call {
        command: String,
        shown: Vec<String>,
    }

    fn calls(snippet: &Snippet) -> Vec<Call> {
        let mut calls: Vec<Call> = Vec::new();
        for line in snippet.text.lines() {
            match (line.strip_prefix("$ "), calls.last_mut()) {
                (Some(command), _) => calls.push(Call { command: command.to_owned(), shown: Vec::new() }),
                (None, Some(call)) => match line.strip_prefix("> ").filter(|_| call.command.ends_with('\\')) {
                    Some(more) => call.command.extend(["\n", more]),
                    None => call.shown.push(line.to_owned()),
                },
                (None, None) => panic!("{}: the first line is no command", snippet.place),
            }
        }
        calls
    }

    fn copy(from: &Path, to: &Path) {
        std::fs::create_dir_all(to).expect("a folder");
        for entry in std::fs::read_dir(from).expect("a folder") {
            let entry = entry.expect("an entry");
            let (source, target) = (entry.path(), to.join(entry.file_name()));
            if source.is_dir() { copy(&source, &target) } else { std::fs::copy(&source, &target).map(drop).expect("a file") }
        }
    }

    /// A shell in a folder where `driftlint` is this build, and git is nobody's.
    fn shell(folder: &Path, script: &str) -> Command {
        let program = Path::new(env!("CARGO_BIN_EXE_driftlint")).parent().expect("a folder");
        let mut paths = vec![program.to_owned()];
        paths.extend(std::env::split_paths(&std::env::var_os("PATH").unwrap_or_default()));
        let mut command = Command::new("sh");
        command.args(["-c", script]).current_dir(folder).stdin(Stdio::null());
        command.env("PATH", std::env::join_paths(paths).expect("paths")).env("HOME", folder.parent().expect("a folder"));
        for name in ["GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "NO_COLOR", "CLICOLOR_FORCE"] {
            command.env_remove(name);
        }
        let who = [("AUTHOR_NAME", "Ada"), ("AUTHOR_EMAIL", "ada@fjordline.example"), ("CONFIG_NOSYSTEM", "1")];
        let them = [("COMMITTER_NAME", "Ada"), ("COMMITTER_EMAIL", "ada@fjordline.example"), ("CONFIG_GLOBAL", "/dev/null")];
        command.envs(who.into_iter().chain(them).map(|(name, value)| (format!("GIT_{name}"), value)));
        command.env("COLUMNS", "120");
        command
    }

    /// A fresh copy of the site, committed, with a branch on a server; or all fixtures, as in a clone.
    fn scratch(is_clone: bool) -> (tempfile::TempDir, PathBuf) {
        let folder = tempfile::tempdir().expect("a folder");
        let work = folder.path().join("work");
        if is_clone {
            copy(&root().join("fixtures"), &work.join("fixtures"));
        } else {
            copy(&root().join("fixtures/site"), &work);
        }
        let script = "git init -q -b main && git add -A && git commit -q -m 'Add pages' && git update-ref refs/remotes/origin/main HEAD";
        let output = shell(&work, script).output().expect("a shell");
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        (folder, work)
    }

    /// The time that a run took is another one each time.
    fn plain(line: &str) -> &str {
        match line.rsplit_once(" in ") {
            Some((before, time)) if time.strip_suffix(" s").is_some_and(|time| time.parse::<f64>().is_ok()) => before,
            _ => line.trim_end(),
        }
    }

    /// Runs a block in one shell; what differs from the document, if anything.
    fn run(snippet: &Snippet) -> Option<String> {
        let (_folder, work) = scratch(snippet.has("clone"));
        let calls = calls(snippet);
        let mut script = "exec 2>&1\n".to_owned();
        for call in &calls {
            script.extend([call.command.as_str(), "\nprintf '\\036%d\\036' $?\n"]);
        }
        let output = shell(&work, &script).output().expect("a shell");
        let printed = String::from_utf8_lossy(&output.stdout).into_owned();
        let parts: Vec<&str> = printed.split('\u{1e}').collect();
        let last = calls.len() - 1;
        for (at, call) in calls.iter().enumerate() {
            let (Some(printed), Some(status)) = (parts.get(2 * at), parts.get(2 * at + 1)) else {
                return Some(format!("`{}` was not reached:\n{printed}", call.command));
            };
            let expected = if at == last { snippet.mark("status").unwrap_or("0") } else { "0" };
            if *status != expected {
                return Some(format!("`{}` ends with {status}, expected {expected}:\n{printed}", call.command));
            }
            let mut lines = printed.lines().map(plain);
            let missing = call.shown.iter().map(|line| plain(line)).find(|wanted| !lines.any(|line| line == *wanted));
            if let Some(missing) = missing {
                return Some(format!("`{}` does not print, in this order:\n{missing}\nbut\n{printed}", call.command));
            }
        }
        None
    }

    #[test]
    fn console_blocks_do_what_they_show() {
        let blocks: Vec<Snippet> =
            all().into_iter().filter(|own| own.language == "console" && own.mark("ci").or(own.mark("test")).is_none()).collect();
        assert!(blocks.len() > 2, "{}", blocks.len());
        let wrong: Vec<String> = blocks.iter().filter_map(|block| Some(format!("{}: {}", block.place, run(block)?))).collect();
        assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
    }
}
