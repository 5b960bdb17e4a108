//! The only door to the disk.
//!
//! In: paths. Out: the site's files as values ([`read_tree`]), and for the writing stage the few things a folder
//! can suffer: a file written, linked or copied, a folder renamed, exchanged, locked or removed. What is read and
//! what is written is decided elsewhere; nothing here knows a kind of content, and nothing reads the clock or the
//! environment (a relative path is the one thing that depends on where the program runs).
#![expect(clippy::disallowed_methods, reason = "this is the door that the rule points to")]

mod lock;
mod tree;

pub use lock::{Lock, lock};
#[cfg(feature = "serve")]
pub(crate) use tree::is_leftover;
pub use tree::{Asset, Tree, read_tree};

use std::io;
use std::path::{Component, Path, PathBuf};

/// What stands at a path, links not followed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Nothing.
    Missing,
    /// An ordinary file.
    File,
    /// A folder.
    Folder,
    /// A link, a pipe, a device.
    Other,
}

/// What stands at `path`; fails when that cannot be known (no permission, no disk).
pub fn kind(path: &Path) -> io::Result<Kind> {
    match std::fs::symlink_metadata(path) {
        Ok(metadata) if metadata.is_file() => Ok(Kind::File),
        Ok(metadata) if metadata.is_dir() => Ok(Kind::Folder),
        Ok(_) => Ok(Kind::Other),
        Err(error) if matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory) => Ok(Kind::Missing),
        Err(error) => Err(error),
    }
}

/// The whole of a file.
pub fn read(path: &Path) -> io::Result<Vec<u8>> {
    std::fs::read(path)
}

/// Whether an ordinary file with exactly these bytes stands at `path`; what cannot be read counts as different.
#[must_use]
pub fn holds(path: &Path, bytes: &[u8]) -> bool {
    let size = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
    std::fs::symlink_metadata(path).is_ok_and(|metadata| metadata.is_file() && metadata.len() == size)
        && std::fs::read(path).is_ok_and(|old| old == bytes)
}

/// Whether a folder holds nothing at all.
pub fn is_empty_folder(path: &Path) -> io::Result<bool> {
    Ok(std::fs::read_dir(path)?.next().is_none())
}

/// Something below a folder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Below {
    /// Its path from that folder.
    pub path: PathBuf,
    /// Whether it is a folder; a link to one is not.
    pub folder: bool,
}

/// All that is below a folder, each folder before what it holds, by name; links are listed, not followed.
pub fn walk(root: &Path) -> io::Result<Vec<Below>> {
    let mut found = Vec::new();
    for entry in walkdir::WalkDir::new(root).min_depth(1).sort_by_file_name() {
        let entry = entry.map_err(io::Error::from)?;
        let path = entry.path().strip_prefix(root).map_err(io::Error::other)?.to_path_buf();
        found.push(Below { path, folder: entry.file_type().is_dir() });
    }
    Ok(found)
}

/// Makes a folder and those above it.
pub fn create_folder(path: &Path) -> io::Result<()> {
    std::fs::create_dir_all(path)
}

/// Writes a new file; fails when something stands there already, so that no byte of a linked file ever changes.
pub fn write_new(path: &Path, bytes: &[u8]) -> io::Result<()> {
    use io::Write as _;
    std::fs::File::create_new(path)?.write_all(bytes)
}

/// Gives `from` a second name, `to`, or copies it with its permissions and time where links don't exist (a memory
/// stick, another disk, too many links). Links themselves are linked, not followed.
pub fn link_or_copy(from: &Path, to: &Path) -> io::Result<()> {
    if std::fs::hard_link(from, to).is_ok() { Ok(()) } else { copy(from, to) }
}

fn copy(from: &Path, to: &Path) -> io::Result<()> {
    let metadata = std::fs::symlink_metadata(from)?;
    if metadata.is_symlink() {
        return copy_link(from, to);
    }
    std::fs::copy(from, to)?;
    // The time is a courtesy to programs that copy what is newer; a stick may refuse it.
    if let (Ok(time), Ok(file)) = (metadata.modified(), std::fs::File::options().write(true).open(to)) {
        let _ = file.set_modified(time);
    }
    Ok(())
}

#[cfg(unix)]
fn copy_link(from: &Path, to: &Path) -> io::Result<()> {
    std::os::unix::fs::symlink(std::fs::read_link(from)?, to)
}

#[cfg(not(unix))]
fn copy_link(from: &Path, to: &Path) -> io::Result<()> {
    std::fs::copy(from, to).map(|_| ())
}

/// Gives `to` the permissions of `from`.
pub fn copy_permissions(from: &Path, to: &Path) -> io::Result<()> {
    std::fs::set_permissions(to, std::fs::metadata(from)?.permissions())
}

/// Removes a file, a link (not what it leads to) or a folder with all it holds; nothing there is no fault.
pub fn remove(path: &Path) -> io::Result<()> {
    let done = match kind(path)? {
        Kind::Missing => return Ok(()),
        Kind::Folder => std::fs::remove_dir_all(path),
        Kind::File | Kind::Other => std::fs::remove_file(path),
    };
    match done {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        done => done,
    }
}

/// Renames a file or folder within a disk; nothing may stand at `to`.
pub fn rename(from: &Path, to: &Path) -> io::Result<()> {
    std::fs::rename(from, to)
}

/// Exchanges two folders in one step, so that neither name is ever without one. False where the system or the
/// file system cannot do that; then nothing has changed.
#[cfg(target_os = "linux")]
pub fn exchange(one: &Path, other: &Path) -> io::Result<bool> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    use rustix::io::Errno;
    match renameat_with(CWD, one, CWD, other, RenameFlags::EXCHANGE) {
        Ok(()) => Ok(true),
        Err(Errno::INVAL | Errno::NOSYS | Errno::OPNOTSUPP) => Ok(false),
        Err(error) => Err(error.into()),
    }
}

/// Exchanges two folders in one step: not on this system.
#[cfg(not(target_os = "linux"))]
pub fn exchange(_one: &Path, _other: &Path) -> io::Result<bool> {
    Ok(false)
}

/// A path with every link followed as far as it exists, and the rest taken as written.
pub fn resolve(path: &Path) -> io::Result<PathBuf> {
    let absolute = std::path::absolute(path)?;
    let mut known = absolute.clone();
    loop {
        match std::fs::canonicalize(&known) {
            Ok(mut resolved) => {
                for part in absolute.strip_prefix(&known).unwrap_or(Path::new("")).components() {
                    match part {
                        Component::ParentDir => _ = resolved.pop(),
                        part => resolved.push(part),
                    }
                }
                return Ok(resolved);
            }
            // A link that leads nowhere would be written through by some calls and replaced by others.
            Err(error) if error.kind() != io::ErrorKind::NotFound || kind(&known)? != Kind::Missing => return Err(error),
            Err(error) => {
                if !known.pop() {
                    return Err(error);
                }
            }
        }
    }
}

/// Whether a folder is where another disk begins, and so cannot be renamed. Always false where that cannot be told.
#[must_use]
pub fn is_mount_point(path: &Path) -> bool {
    #[cfg(unix)]
    {
        use std::os::unix::fs::MetadataExt as _;
        let disk = |path: &Path| std::fs::metadata(path).map(|metadata| metadata.dev());
        path.parent().is_some_and(|above| matches!((disk(path), disk(above)), (Ok(one), Ok(other)) if one != other))
    }
    #[cfg(not(unix))]
    {
        let _ = path;
        false
    }
}

/// A path as messages show it: with `/` on every system.
#[must_use]
pub fn shown(path: &Path) -> String {
    let text = path.to_string_lossy();
    if std::path::MAIN_SEPARATOR == '/' { text.into_owned() } else { text.replace(std::path::MAIN_SEPARATOR, "/") }
}

/// Why the system refused, in the same few words on every system.
#[must_use]
pub fn reason(error: &io::Error) -> String {
    use io::ErrorKind as E;
    match error.kind() {
        E::NotFound => String::from("there is no such file or folder"),
        E::PermissionDenied => String::from("permission denied"),
        E::StorageFull | E::QuotaExceeded => String::from("the disk is full"),
        E::ReadOnlyFilesystem => String::from("the disk is read-only"),
        E::NotADirectory => String::from("a file stands where a folder is needed"),
        E::IsADirectory => String::from("a folder stands where a file is needed"),
        E::AlreadyExists => String::from("something stands there already"),
        E::ResourceBusy => String::from("it is in use"),
        E::CrossesDevices => String::from("it lies on another disk, or in a container's lower layer"),
        _ => {
            let text = error.to_string();
            let text = text.split(" (os error").next().unwrap_or_default();
            let mut letters = text.chars();
            letters.next().map_or_else(String::new, |first| first.to_lowercase().chain(letters).collect())
        }
    }
}

#[cfg(test)]
mod tests;
