//! Puts the built page into the program, if it was built: cargo alone makes a whole server, without the page.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let root = PathBuf::from(std::env::var_os("CARGO_MANIFEST_DIR").ok_or("no CARGO_MANIFEST_DIR")?);
    let dist = root.join("web/dist");
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed={}", watched(&root));
    let mut files = Vec::new();
    if dist.is_dir() {
        collect(&dist, &mut files)?;
    }
    files.sort();
    let mut text =
        String::from("/// The files of the page.\npub(super) const FILES: &[(&str, &[u8])] = &[\n");
    for file in &files {
        println!("cargo::rerun-if-changed={}", file.display());
        let name =
            file.strip_prefix(&dist)?.to_str().ok_or("a file of the page has a name that is no text")?;
        writeln!(text, "    ({:?}, include_bytes!({file:?})),", format!("/{}", name.replace('\\', "/")))?;
    }
    text.push_str("];\n");
    let out = PathBuf::from(std::env::var_os("OUT_DIR").ok_or("no OUT_DIR")?);
    std::fs::write(out.join("page.rs"), text)?;
    Ok(())
}

/// Returns where the page will be built. A path that is not there makes cargo run this each time, which is right only
/// where somebody works on the page.
fn watched(root: &Path) -> &'static str {
    match () {
        () if root.join("web/dist").is_dir() || root.join("web/node_modules").is_dir() => "web/dist",
        () if root.join("web").is_dir() => "web",
        () => ".",
    }
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) -> std::io::Result<()> {
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        // Maps of the sources are for developers: they stay out of the program.
        let is_map = path.extension().is_some_and(|extension| extension == "map");
        match path.is_dir() {
            true => collect(&path, files)?,
            false if is_map => {}
            false => files.push(path),
        }
    }
    Ok(())
}
