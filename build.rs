//! Lists the locale packs of `rules/locales/` and `rules/locales/cldr/` so that a new file there needs no change of code, and says what
//! `--version` tells: the version of CLDR in the packs, and the commit that a released program is built from.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::io;
use std::path::{Path, PathBuf};
use std::process::Command;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    println!("cargo::rerun-if-changed=build.rs");
    let top = PathBuf::from(std::env::var("CARGO_MANIFEST_DIR")?);
    let hand = top.join("rules").join("locales");
    let generated = hand.join("cldr");
    let mut names = BTreeSet::new();
    for folder in [&hand, &generated] {
        println!("cargo::rerun-if-changed={}", folder.display());
        add_names(folder, &mut names)?;
    }
    let mut code = format!("static PARENTS: &str = {};\n", included(&generated.join("parents.txt")));
    writeln!(code, "static PACKS: [Embedded; {}] = [", names.len())?;
    for name in names {
        let half = |folder: &Path| {
            let file = folder.join(format!("{name}.toml"));
            if file.exists() { format!("Some({})", included(&file)) } else { "None".to_owned() }
        };
        writeln!(code, "    Embedded::new({name:?}, {}, {}),", half(&generated), half(&hand))?;
    }
    code.push_str("];\n");
    std::fs::write(Path::new(&std::env::var("OUT_DIR")?).join("packs.rs"), code)?;
    let known = commit(&top).into_iter().chain([format!("CLDR {}", cldr(&generated)?)]);
    let known: Vec<String> = known.collect();
    println!("cargo::rustc-env=DRIFTLINT_LONG_VERSION={} ({})", std::env::var("CARGO_PKG_VERSION")?, known.join(", "));
    Ok(())
}

fn add_names(folder: &Path, names: &mut BTreeSet<String>) -> io::Result<()> {
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        if path.extension().is_some_and(|extension| extension == "toml") {
            names.extend(path.file_stem().map(|stem| stem.to_string_lossy().into_owned()));
        }
    }
    Ok(())
}

fn included(file: &Path) -> String {
    format!("include_str!({:?})", file.display().to_string())
}

/// The version of CLDR that all generated packs name.
fn cldr(generated: &Path) -> Result<String, Box<dyn std::error::Error>> {
    let mut names = BTreeSet::new();
    add_names(generated, &mut names)?;
    let mut versions = BTreeSet::new();
    for name in names {
        let pack = std::fs::read_to_string(generated.join(format!("{name}.toml")))?;
        let version = pack.lines().find_map(|line| line.strip_prefix("cldr = \"")?.strip_suffix('"'));
        versions.insert(version.ok_or_else(|| format!("{name}.toml in {} names no version of CLDR", generated.display()))?.to_owned());
    }
    match versions.len() {
        1 => Ok(versions.into_iter().collect()),
        _ => Err(format!("the packs in {} are of more than one version of CLDR: {versions:?}", generated.display()).into()),
    }
}

/// What the release workflow sets. Without it a checkout does not tell its commit, which would have each commit compile everything anew.
const RELEASE: &str = "DRIFTLINT_RELEASE";

/// The commit that is built and its day, `3f2a9c1 2026-11-20`, in a release; without the day in a package, none elsewhere. Nothing
/// depends on the clock, so that a build can be repeated. Changes that are not committed are not told: to know of them, each would
/// have to run this again.
fn commit(top: &Path) -> Option<String> {
    println!("cargo::rerun-if-env-changed={RELEASE}");
    // Only a repository of our own: the one around a vendored copy has other commits.
    if top.join(".git").exists() {
        std::env::var_os(RELEASE).filter(|value| !value.is_empty())?;
        watch(top);
        let told = git(top, &["log", "-1", "--no-show-signature", "--format=%H %cs"])?;
        let (id, day) = told.split_once(' ')?;
        return Some(format!("{} {day}", id.get(..7)?));
    }
    // What `cargo package` adds.
    let package = top.join(".cargo_vcs_info.json");
    let told = std::fs::read_to_string(&package).ok()?;
    println!("cargo::rerun-if-changed={}", package.display());
    let (_, id) = told.split_once("\"sha1\"")?;
    let id = id.split('"').nth(1)?.get(..7)?;
    id.bytes().all(|byte| byte.is_ascii_hexdigit()).then(|| id.to_owned())
}

/// Has this run again when another commit is checked out, and not before: a file that is not there would count as changed each time.
fn watch(top: &Path) {
    let branch = git(top, &["symbolic-ref", "--quiet", "HEAD"]);
    for name in ["HEAD", "logs/HEAD"].into_iter().map(str::to_owned).chain(branch) {
        let file = git(top, &["rev-parse", "--git-path", &name]).map(|path| top.join(path)).filter(|file| file.exists());
        if let Some(file) = file {
            println!("cargo::rerun-if-changed={}", file.display());
        }
    }
}

/// One line of git about this folder. Containers often build what another user has checked out.
fn git(top: &Path, arguments: &[&str]) -> Option<String> {
    let mut command = Command::new("git");
    for name in ["GIT_DIR", "GIT_WORK_TREE", "GIT_COMMON_DIR", "GIT_INDEX_FILE", "GIT_OBJECT_DIRECTORY", "GIT_NAMESPACE"] {
        command.env_remove(name);
    }
    command.args(["-c", "safe.directory=*", "-c", "core.fsmonitor=false", "-C"]).arg(top).args(arguments);
    let output = command.output().ok().filter(|output| output.status.success())?;
    let line = String::from_utf8(output.stdout).ok()?.trim().to_owned();
    (!line.is_empty()).then_some(line)
}
