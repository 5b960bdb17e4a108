//! Sites in temporary folders, the program as a user runs it, and pages as trees of tags.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Output;
use std::sync::OnceLock;

use assert_cmd::Command;
use tempfile::TempDir;

/// The repository: the example site.
pub(crate) fn example() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// A copy of the example that may be broken, with no output in it.
pub(crate) fn copy_of_example() -> TempDir {
    let folder = TempDir::new().expect("a temporary folder");
    for name in ["rumbo.yaml", "content", "assessments"] {
        copy(&example().join(name), &folder.path().join(name));
    }
    folder
}

/// Copies a file or a whole folder.
pub(crate) fn copy(from: &Path, to: &Path) {
    if from.is_dir() {
        fs::create_dir_all(to).expect("a folder");
        for entry in fs::read_dir(from).expect("a folder") {
            let entry = entry.expect("an entry");
            copy(&entry.path(), &to.join(entry.file_name()));
        }
    } else {
        fs::copy(from, to).expect("a copy");
    }
}

/// Replaces text in a file, which must be there exactly as said.
pub(crate) fn edit(site: &Path, path: &str, from: &str, to: &str) {
    let file = site.join(path);
    let text = fs::read_to_string(&file).expect("the file");
    assert!(text.contains(from), "`{path}` does not contain `{from}`");
    fs::write(file, text.replacen(from, to, 1)).expect("the edited file");
}

/// Runs the program.
pub(crate) fn rumbo(folder: &Path, arguments: &[&str]) -> Output {
    Command::cargo_bin("rumbo").expect("the program").current_dir(folder).args(arguments).output().expect("its output")
}

/// Every file below a folder, by path with `/`.
pub(crate) fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut found = BTreeMap::new();
    let mut open = vec![folder.to_path_buf()];
    while let Some(next) = open.pop() {
        for entry in fs::read_dir(&next).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                open.push(path);
            } else {
                let name = path.strip_prefix(folder).expect("below").to_string_lossy().replace('\\', "/");
                found.insert(name, fs::read(&path).expect("a file"));
            }
        }
    }
    found
}

/// Builds a site and returns its files.
pub(crate) fn build(site: &Path, more: &[&str]) -> (TempDir, BTreeMap<String, Vec<u8>>) {
    let out = TempDir::new().expect("a temporary folder");
    let target = out.path().join("public");
    let mut arguments = vec!["build", "--out", target.to_str().expect("a path")];
    arguments.extend(more);
    let output = rumbo(site, &arguments);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let files = files(&target);
    (out, files)
}

/// The files of the example as a public build makes it, built once for all tests that only read it; without its
/// printed documents, which have their own tests.
pub(crate) fn built_example() -> &'static BTreeMap<String, Vec<u8>> {
    static FILES: OnceLock<BTreeMap<String, Vec<u8>>> = OnceLock::new();
    FILES.get_or_init(|| build(&example(), &["--no-pdf"]).1)
}

/// The attributes of every tag of a page, in order: (tag, attribute, value), entities of addresses resolved.
pub(crate) fn attributes(html: &str) -> Vec<(String, String, String)> {
    let mut found = Vec::new();
    let mut rest = html;
    while let Some(start) = rest.find('<') {
        rest = &rest[start + 1..];
        if let Some(comment) = rest.strip_prefix("!--") {
            rest = comment.split_once("-->").map_or("", |(_, after)| after);
            continue;
        }
        let Some(end) = tag_end(rest) else { break };
        let tag = &rest[..end];
        rest = &rest[end + 1..];
        let name: String = tag.chars().take_while(|c| c.is_ascii_alphanumeric()).collect();
        // What stands in a script or a style is no markup.
        if let "script" | "style" = name.as_str() {
            rest = rest.split_once(&format!("</{name}")).map_or("", |(_, after)| after);
        }
        let mut attributes = &tag[name.len()..];
        while let Some(equals) = attributes.find('=') {
            let key = attributes[..equals].split_whitespace().last().unwrap_or("").to_owned();
            let value = attributes[equals + 1..].trim_start();
            let Some(quote) = value.chars().next().filter(|c| matches!(c, '"' | '\'')) else {
                panic!("attribute without quotes in <{tag}>")
            };
            let (text, after) = value[1..].split_once(quote).expect("a closing quote");
            let text = text.replace("&#x2F;", "/").replace("&#x27;", "'").replace("&quot;", "\"").replace("&amp;", "&");
            found.push((name.clone(), key, text));
            attributes = after;
        }
    }
    found
}

fn tag_end(tag: &str) -> Option<usize> {
    let mut quote = None;
    for (index, c) in tag.char_indices() {
        match (quote, c) {
            (None, '>') => return Some(index),
            (None, '"' | '\'') => quote = Some(c),
            (Some(open), c) if c == open => quote = None,
            _ => {}
        }
    }
    None
}
