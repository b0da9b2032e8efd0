//! Lists the locale packs of `rules/locales/` so that a new file there needs no change of code.

use std::fmt::Write as _;
use std::path::Path;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let folder = Path::new(&std::env::var("CARGO_MANIFEST_DIR")?).join("rules").join("locales");
    println!("cargo::rerun-if-changed={}", folder.display());
    let mut names = Vec::new();
    for entry in std::fs::read_dir(&folder)? {
        let path = entry?.path();
        if path.extension().is_some_and(|extension| extension == "toml") {
            names.extend(path.file_stem().map(|stem| stem.to_string_lossy().into_owned()));
        }
    }
    names.sort();
    let mut list = format!("[Embedded; {}] = [\n", names.len());
    for name in names {
        let file = folder.join(format!("{name}.toml"));
        writeln!(list, "    Embedded::new({name:?}, include_str!({:?})),", file.display().to_string())?;
    }
    let list = format!("static PACKS: {list}];\n");
    std::fs::write(Path::new(&std::env::var("OUT_DIR")?).join("packs.rs"), list)?;
    Ok(())
}
