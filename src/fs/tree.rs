//! From a site's folder to its files as values.
//!
//! In: the folder and the names in it that matter. Out: every text and every binary file below them, sorted by path,
//! and a fault for each that could not be had. Which file is what kind of content is not decided here.

use std::fs::File;
use std::io::{self, Read as _};
use std::path::{Path, PathBuf};

use rayon::iter::{IntoParallelRefIterator as _, ParallelIterator as _};

use super::{Kind, kind, reason};
use crate::diag::{self, Code, Diagnostic};
use crate::source::Source;

/// The most that is read of a text, in bytes; a span counts bytes in 32 bits, far above.
const TEXT_LIMIT: u64 = 8 << 20;
/// The most that is read of any other file, in bytes.
const ASSET_LIMIT: u64 = 64 << 20;
/// What is text, by the end of its name (capital or small).
const TEXT: &[&str] = &["yaml", "yml", "json", "md", "txt", "html", "css", "js", "csv"];
/// What must say something.
const MUST_SPEAK: &[&str] = &["yaml", "yml", "json", "md"];
/// Files for download: handed on byte by byte, whatever they are.
const DOWNLOADS: &str = "content/files/";

/// A file that is not text, as it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asset {
    /// Path relative to the site's folder, with `/` on every system.
    pub path: String,
    /// All of it.
    pub bytes: Vec<u8>,
}

/// A site's files, each list sorted by path.
#[derive(Clone, Debug, Default)]
pub struct Tree {
    /// Texts: byte-order mark removed, line ends as written. Ready for [`Sources::new`](crate::source::Sources::new).
    pub texts: Vec<Source>,
    /// Everything else, and all of `content/files/`.
    pub assets: Vec<Asset>,
    /// What is there but could not be had (files and whole folders), so that references to it can be passed over
    /// in silence: it has its own fault.
    pub broken: Vec<String>,
}

/// Reads the `wanted` files and folders below `root`. Those that are missing are passed over in silence, as are hidden
/// files and what editors leave behind. One fault hides nothing else.
#[must_use]
pub fn read_tree(root: &Path, wanted: &[&str]) -> (Tree, Vec<Diagnostic>) {
    let mut found = Found::default();
    match std::fs::metadata(root) {
        Ok(metadata) if metadata.is_dir() => {}
        Ok(_) => return (Tree::default(), vec![unreadable(".", "the site is a file, not a folder").hint("name the folder that holds `rumbo.yaml`")]),
        Err(error) => return (Tree::default(), vec![unreadable(".", format!("the site's folder cannot be read: {}", reason(&error)))]),
    }
    for wanted in wanted {
        found.walk(root, &root.join(wanted));
    }
    found.files.sort();
    found.files.dedup();

    let read: Vec<Result<Content, Box<Diagnostic>>> = found.files.par_iter().map(|(path, place)| read_file(path, place)).collect();
    let mut tree = Tree { broken: found.broken, ..Tree::default() };
    let mut faults = found.faults;
    for ((path, _), content) in found.files.into_iter().zip(read) {
        match content {
            Ok(Content::Text(text)) => tree.texts.push(Source { path, text }),
            Ok(Content::Bytes(bytes)) => tree.assets.push(Asset { path, bytes }),
            Err(fault) => {
                tree.broken.push(path);
                faults.push(*fault);
            }
        }
    }
    tree.broken.sort();
    tree.broken.dedup();
    diag::sort(&mut faults);
    (tree, faults)
}

/// What the walk has come upon: files by their relative path, and what it could not enter.
#[derive(Default)]
struct Found {
    files: Vec<(String, PathBuf)>,
    broken: Vec<String>,
    faults: Vec<Diagnostic>,
}

impl Found {
    fn walk(&mut self, root: &Path, start: &Path) {
        if matches!(kind(start), Ok(Kind::Missing)) {
            return;
        }
        let mut walk = walkdir::WalkDir::new(start).follow_links(true).sort_by_file_name().into_iter();
        while let Some(entry) = walk.next() {
            let entry = match entry {
                Ok(entry) => entry,
                Err(error) => {
                    self.refused(root, start, &error);
                    continue;
                }
            };
            let folder = entry.file_type().is_dir();
            let skip = match relative(root, entry.path()) {
                _ if entry.depth() > 0 && is_leftover(&entry.file_name().to_string_lossy()) => true,
                Err(shown) => {
                    let what = if folder { "folder" } else { "file" };
                    let fault = unreadable(&shown, format!("the name of this {what} is not UTF-8"));
                    self.push(shown, fault.hint("rename it, with plain letters, digits and hyphens"));
                    true
                }
                Ok(path) if folder && entry.path_is_symlink() && leads_back(entry.path()) => {
                    self.push(path.clone(), link_loop(&path, "this link leads back to a folder that contains it"));
                    true
                }
                Ok(path) if entry.file_type().is_file() => {
                    self.files.push((path, entry.path().to_path_buf()));
                    false
                }
                Ok(path) if !folder => {
                    let fault = unreadable(&path, "this is neither a file nor a folder (a pipe, a socket or a device)");
                    self.push(path, fault.hint("remove it"));
                    false
                }
                Ok(_) => false,
            };
            // On a file this would skip its neighbours.
            if skip && folder {
                walk.skip_current_dir();
            }
        }
    }

    fn push(&mut self, path: String, fault: Diagnostic) {
        self.broken.push(path);
        self.faults.push(fault);
    }

    /// Something that the walk could not open.
    fn refused(&mut self, root: &Path, start: &Path, error: &walkdir::Error) {
        let at = error.path().unwrap_or(start);
        let name = at.file_name().unwrap_or_default().to_string_lossy();
        if at != start && is_leftover(&name) {
            return;
        }
        let path = relative(root, at).unwrap_or_else(|shown| shown);
        let fault = match (error.loop_ancestor(), error.io_error()) {
            (Some(ancestor), _) => {
                let ancestor = relative(root, ancestor).unwrap_or_else(|shown| shown);
                link_loop(&path, format!("this link leads back to `{ancestor}`, from where it was reached"))
            }
            (None, Some(error)) => refusal(&path, error, std::fs::symlink_metadata(at).is_ok_and(|metadata| metadata.is_symlink())),
            (None, None) => unreadable(&path, "this cannot be read"),
        };
        self.push(path, fault);
    }
}

enum Content {
    Text(String),
    Bytes(Vec<u8>),
}

fn read_file(path: &str, place: &Path) -> Result<Content, Box<Diagnostic>> {
    let extension = path.rsplit_once('.').map_or_else(String::new, |(_, extension)| extension.to_ascii_lowercase());
    let is_text = !path.starts_with(DOWNLOADS) && TEXT.contains(&extension.as_str());
    let limit = if is_text { TEXT_LIMIT } else { ASSET_LIMIT };
    let bytes = read_at_most(place, limit).map_err(|error| Box::new(refusal(path, &error, false)))?.ok_or_else(|| {
        let what = if is_text { "text" } else { "file" };
        let fault = Diagnostic::at_path(Code::FileTooLarge, path, format!("this {what} is larger than {} MiB", limit >> 20));
        Box::new(fault.hint("move it out of the site's folders, or make it smaller"))
    })?;
    if !is_text {
        return Ok(Content::Bytes(bytes));
    }
    let text = decode(path, bytes)?;
    if MUST_SPEAK.contains(&extension.as_str()) && text.trim().is_empty() {
        let fault = Diagnostic::at_path(Code::EmptyFile, path, "this file is empty");
        return Err(Box::new(fault.hint("fill it in, restore it from a copy, or delete it")));
    }
    Ok(Content::Text(text))
}

/// The whole file, or none if it holds more than `limit` bytes, even if it grows while it is read.
fn read_at_most(place: &Path, limit: u64) -> io::Result<Option<Vec<u8>>> {
    let file = File::open(place)?;
    let size = file.metadata()?.len();
    if size > limit {
        return Ok(None);
    }
    let mut bytes = Vec::with_capacity(usize::try_from(size).unwrap_or(0) + 1);
    file.take(limit + 1).read_to_end(&mut bytes)?;
    Ok((u64::try_from(bytes.len()).unwrap_or(u64::MAX) <= limit).then_some(bytes))
}

fn decode(path: &str, mut bytes: Vec<u8>) -> Result<String, Box<Diagnostic>> {
    if bytes.starts_with(b"\xEF\xBB\xBF") {
        bytes.drain(..3);
    }
    String::from_utf8(bytes).map_err(|error| {
        let good = error.utf8_error().valid_up_to();
        let bytes = error.as_bytes();
        if bytes.starts_with(b"\xFF\xFE") || bytes.starts_with(b"\xFE\xFF") {
            let fault = Diagnostic::at_path(Code::NotUtf8, path, "line 1, column 1: this text is UTF-16, not UTF-8");
            return Box::new(fault.hint("save it again as UTF-8"));
        }
        let before = String::from_utf8_lossy(&bytes[..good]);
        let line = before.matches('\n').count() + 1;
        let column = before.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
        let bad = bytes.get(good).copied().unwrap_or_default();
        // What is not UTF-8 is nearly always Latin-1, and there a byte is a character's number.
        let meant = if bad >= 0xA0 { format!(", `{}` in Latin-1", char::from(bad)) } else { String::new() };
        let fault = Diagnostic::at_path(Code::NotUtf8, path, format!("line {line}, column {column}: not UTF-8 (byte 0x{bad:02X}{meant})"));
        Box::new(fault.hint("save the file again as UTF-8, then look at its accents"))
    })
}

/// The path from the site's folder, with `/`; or, when it is not UTF-8, something to show instead.
fn relative(root: &Path, path: &Path) -> Result<String, String> {
    let below = path.strip_prefix(root).unwrap_or(path);
    let parts: Option<Vec<&str>> = below.components().map(|part| part.as_os_str().to_str()).collect();
    match parts {
        Some(parts) if parts.is_empty() => Ok(String::from(".")),
        Some(parts) => Ok(parts.join("/")),
        None => Err(super::shown(below)),
    }
}

/// Hidden files, and what editors, office programs and file managers leave behind.
pub(crate) fn is_leftover(name: &str) -> bool {
    name.starts_with('.')
        || name.starts_with("~$")
        || name.ends_with('~')
        || (name.len() > 1 && name.starts_with('#') && name.ends_with('#'))
        || [".swp", ".swo", ".swx"].iter().any(|end| name.ends_with(end))
        || ["Thumbs.db", "desktop.ini"].contains(&name)
}

/// Whether a link to a folder leads to one that contains the link. (That two links lead to each other is found while
/// walking; but this one would first be walked all round.)
fn leads_back(link: &Path) -> bool {
    match (std::fs::canonicalize(link), link.parent().map(std::fs::canonicalize)) {
        (Ok(target), Some(Ok(stands_in))) => stands_in.starts_with(target),
        _ => false,
    }
}

fn unreadable(path: &str, message: impl Into<String>) -> Diagnostic {
    Diagnostic::at_path(Code::UnreadableFile, path, message)
}

fn link_loop(path: &str, message: impl Into<String>) -> Diagnostic {
    Diagnostic::at_path(Code::LinkLoop, path, message).hint("remove the link")
}

/// The system's refusal as a fault.
fn refusal(path: &str, error: &io::Error, is_link: bool) -> Diagnostic {
    // The kind has a name but no stable constant yet.
    if is_link && format!("{:?}", error.kind()) == "FilesystemLoop" {
        return link_loop(path, "this link leads to itself");
    }
    match error.kind() {
        io::ErrorKind::NotFound | io::ErrorKind::NotADirectory if is_link => {
            unreadable(path, "this link leads nowhere").hint("remove the link, or put back what it led to")
        }
        io::ErrorKind::PermissionDenied => unreadable(path, "this cannot be read: permission denied")
            .hint("ask its owner for the right to read it, or move it out of the site"),
        _ => unreadable(path, format!("this cannot be read: {}", reason(error)))
            .hint("check the disk, and whether it is still plugged in"),
    }
}

#[cfg(test)]
pub(super) fn simulated_refusal(path: &str, kind: io::ErrorKind) -> Diagnostic {
    refusal(path, &io::Error::from(kind), false)
}
