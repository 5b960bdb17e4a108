//! Notices that a file of the site has changed.
//!
//! In: the site's folder. Out: a wake-up, once for all changes that come close together. What changed is not said:
//! every build is a full one. The folders are those that a build reads, so the output folder is never among them.

use std::path::{Component, Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use notify::event::{AccessKind, AccessMode, MetadataKind, ModifyKind};
use notify::{ErrorKind, Event, EventKind, RecommendedWatcher, RecursiveMode, Watcher as _};
use tokio::sync::Notify;
use tokio::time::{Instant, timeout};

use super::Refusal;
use crate::fs::{self, is_leftover};
use crate::load::project::WANTED;

/// A save is over when nothing has happened for this long: editors write in several steps.
const QUIET: Duration = Duration::from_millis(10);
/// And it is taken to be over after this long, even while something still writes.
const PATIENCE: Duration = Duration::from_millis(200);

/// A folder that is watched.
#[derive(Debug)]
pub(super) struct Watch {
    root: PathBuf,
    watcher: RecommendedWatcher,
    marks: Arc<Marks>,
}

/// What the watching thread leaves for the loop.
#[derive(Debug, Default)]
struct Marks {
    changed: Notify,
    /// A folder that is read came or went, and may have to be watched anew.
    folders: AtomicBool,
}

impl Watch {
    /// Begins to watch a site's folder.
    pub(super) fn start(site: &Path) -> Result<Self, Refusal> {
        let refuse = |error: &notify::Error| refusal(site, error);
        // Some systems report real paths, whatever way led to them.
        let root = fs::resolve(site).map_err(|error| refuse(&notify::Error::io(error)))?;
        // The first look at the folders below counts as one that came.
        let marks = Arc::new(Marks { folders: AtomicBool::new(true), ..Marks::default() });
        let mut watcher = notify::recommended_watcher({
            let (root, marks) = (root.clone(), Arc::clone(&marks));
            move |event: notify::Result<Event>| marks.note(&root, &event)
        })
        .map_err(|error| refuse(&error))?;
        watcher.watch(&root, RecursiveMode::NonRecursive).map_err(|error| refuse(&error))?;
        let mut watch = Self { root, watcher, marks };
        watch.folders().map_err(|error| refuse(&error))?;
        Ok(watch)
    }

    /// Follows folders that came after the start; to be called before each build.
    pub(super) fn refresh(&mut self) {
        // What cannot be watched can be read or not; the build will tell.
        let _ = self.folders();
    }

    fn folders(&mut self) -> notify::Result<()> {
        if !self.marks.folders.swap(false, Ordering::AcqRel) {
            return Ok(());
        }
        for name in WANTED {
            let folder = self.root.join(name);
            // Files in the site's own folder are watched with it.
            if folder.is_dir() {
                match self.watcher.watch(&folder, RecursiveMode::Recursive) {
                    Err(error) if !matches!(error.kind, ErrorKind::PathNotFound) => return Err(error),
                    _ => {}
                }
            }
        }
        Ok(())
    }

    /// Waits for a change, and until it is over.
    pub(super) async fn changed(&self) {
        self.marks.changed.notified().await;
        let end = Instant::now() + PATIENCE;
        while Instant::now() < end && timeout(QUIET, self.marks.changed.notified()).await.is_ok() {}
    }
}

impl Marks {
    fn note(&self, root: &Path, event: &notify::Result<Event>) {
        match event {
            Ok(event) if event.need_rescan() => {
                self.folders.store(true, Ordering::Release);
                self.changed.notify_one();
            }
            Ok(event) if changes(event.kind) => {
                let mut wanted = event.paths.iter().filter_map(|path| wanted(root, path)).peekable();
                if wanted.peek().is_some() {
                    if wanted.any(|depth| depth == 1) {
                        self.folders.store(true, Ordering::Release);
                    }
                    self.changed.notify_one();
                }
            }
            Ok(_) => {}
            // Something was missed: look at everything.
            Err(_) => self.changed.notify_one(),
        }
    }
}

/// Whether something is different afterwards. A build reads every file: if that counted, it would never end.
fn changes(kind: EventKind) -> bool {
    match kind {
        EventKind::Access(kind) => kind == AccessKind::Close(AccessMode::Write),
        EventKind::Modify(ModifyKind::Metadata(kind)) => kind != MetadataKind::AccessTime,
        _ => true,
    }
}

/// How deep below the site's folder a path is, if a build reads it.
fn wanted(root: &Path, path: &Path) -> Option<usize> {
    let below = path.strip_prefix(root).ok()?;
    let names: Vec<&str> = below.components().map(name).collect::<Option<_>>()?;
    let first = names.first()?;
    (WANTED.contains(first) && !names.iter().any(|name| is_leftover(name))).then_some(names.len())
}

fn name(component: Component<'_>) -> Option<&str> {
    match component {
        // A name that is no text is a fault of the build.
        Component::Normal(name) => Some(name.to_str().unwrap_or("?")),
        _ => None,
    }
}


fn refusal(site: &Path, error: &notify::Error) -> Refusal {
    let site = fs::shown(site);
    let (reason, hint) = match &error.kind {
        ErrorKind::MaxFilesWatch => (
            String::from("the system watches too many files already"),
            "raise `fs.inotify.max_user_watches`, or close other programs that watch files",
        ),
        ErrorKind::PathNotFound => (String::from("there is no such folder"), "name the folder that holds `rumbo.yaml`"),
        ErrorKind::Io(error) => (fs::reason(error), "name the folder that holds `rumbo.yaml`, and check that you may read it"),
        _ => (error.to_string(), "check that the folder is on a disk of this computer"),
    };
    Refusal { message: format!("`{site}` cannot be watched: {reason}"), hint: hint.to_owned() }
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::wanted;

    #[test]
    fn what_a_build_reads_is_wanted_and_nothing_else() {
        let depth = |path: &str| wanted(Path::new("/site"), Path::new(path));
        assert_eq!(depth("/site/rumbo.yaml"), Some(1));
        assert_eq!(depth("/site/content"), Some(1));
        assert_eq!(depth("/site/content/sops/night-shift.en.md"), Some(3));
        assert_eq!(depth("/site/themes/own/assets/logo.svg"), Some(4));
        for path in [
            "/site",
            "/site/public/index.html",
            "/site/.git/index",
            "/site/README.md",
            "/elsewhere/content/a.md",
            "/site/content/pages/.about.en.md.swp",
            "/site/content/pages/about.en.md~",
            "/site/content/pages/#about.en.md#",
            "/site/content/.cache/about.en.md",
        ] {
            assert_eq!(depth(path), None, "{path}");
        }
    }
}
