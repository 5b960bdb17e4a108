//! Lists the files of the built-in theme, so that they are compiled into the binary and none can be forgotten.
#![allow(clippy::disallowed_methods, reason = "a build script has no other door to the disk")]

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs, io};

use sha2::{Digest as _, Sha256};

fn main() -> io::Result<()> {
    let manifest = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").unwrap_or_default());
    let mut files = Vec::new();
    println!("cargo::rerun-if-changed=themes/default");
    collect(&manifest.join("themes/default"), &mut files)?;
    files.sort();
    let mut table = String::from("&[\n");
    for file in files {
        let name = file.strip_prefix(&manifest).unwrap_or(&file).to_string_lossy().replace('\\', "/");
        let _ = writeln!(table, "    ({name:?}, include_bytes!({:?})),", file.to_string_lossy());
    }
    table.push_str("]\n");
    println!("cargo::rustc-env=RUMBO_PRINT={}", print_fingerprint(&manifest)?);
    let out = PathBuf::from(env::var_os("OUT_DIR").unwrap_or_default());
    fs::write(out.join("theme_files.rs"), table)
}

/// Stands for what lays out printed documents: a site that was printed by another program is printed again.
fn print_fingerprint(manifest: &Path) -> io::Result<String> {
    let mut files = vec![manifest.join("Cargo.lock")];
    for folder in ["src/render/pdf", "themes/default/print/fonts"] {
        println!("cargo::rerun-if-changed={folder}");
        collect(&manifest.join(folder), &mut files)?;
    }
    println!("cargo::rerun-if-changed=Cargo.lock");
    files.sort();
    let mut hash = Sha256::new();
    for file in files {
        let (name, bytes) = (file.strip_prefix(manifest).unwrap_or(&file).to_string_lossy().replace('\\', "/"), fs::read(&file)?);
        // The lengths keep apart what would read the same when joined.
        hash.update(format!("{} {name} {} ", name.len(), bytes.len()));
        hash.update(bytes);
    }
    Ok(hash.finalize().iter().take(8).map(|byte| format!("{byte:02x}")).collect())
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) -> io::Result<()> {
    if !folder.is_dir() {
        return Ok(());
    }
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            collect(&path, files)?;
        } else if path.file_name().is_some_and(|name| !name.to_string_lossy().starts_with('.')) {
            files.push(path);
        }
    }
    Ok(())
}
