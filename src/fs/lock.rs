//! A lock that dies with the program that holds it: the system lets go of it, however the program ends.

use std::fs::File;
use std::io;
use std::path::{Path, PathBuf};

/// A held lock. [`Lock::release`] takes its file away too; dropped without, the file stays and does no harm.
#[derive(Debug)]
pub struct Lock {
    file: File,
    path: PathBuf,
}

/// Takes the lock whose file is `path`; none if another program (or thread) holds it. Where the file system has no
/// locks the answer is a lock that keeps nobody out: better than no build.
pub fn lock(path: &Path) -> io::Result<Option<Lock>> {
    loop {
        let file = File::options().read(true).write(true).create(true).truncate(false).open(path)?;
        if let Err(std::fs::TryLockError::WouldBlock) = file.try_lock() {
            return Ok(None);
        }
        // The holder before us may have taken the file away between our opening and our locking it.
        if is_still(&file, path) {
            return Ok(Some(Lock { file, path: path.to_path_buf() }));
        }
    }
}

impl Lock {
    /// Lets go of the lock.
    pub fn release(self) {
        // While the lock is held, so that nobody loses a lock of theirs. Elsewhere than on Unix nobody could tell
        // a file that was taken away from one that is there, so it stays.
        if cfg!(unix) {
            let _ = std::fs::remove_file(&self.path);
        }
        drop(self.file);
    }
}

#[cfg(unix)]
fn is_still(file: &File, path: &Path) -> bool {
    use std::os::unix::fs::MetadataExt as _;
    match (file.metadata(), std::fs::metadata(path)) {
        (Ok(held), Ok(there)) => (held.dev(), held.ino()) == (there.dev(), there.ino()),
        _ => false,
    }
}

#[cfg(not(unix))]
fn is_still(_file: &File, _path: &Path) -> bool {
    true
}
