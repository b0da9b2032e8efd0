//! Lists the locale packs of `rules/locales/` and `rules/locales/cldr/` so that a new file there needs no change of code.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::io;
use std::path::Path;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let hand = Path::new(&std::env::var("CARGO_MANIFEST_DIR")?).join("rules").join("locales");
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
