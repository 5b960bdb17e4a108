//! From outputs to one zip archive, for a stick or a mail: the same bytes for the same site.
//!
//! In the archive stand the outputs, the pages that are made from all of them together (such as the one that compares
//! a copy with its sums), the sums that `sha256sum --check` reads, and the manifest, so that [`super::verify`] can tell
//! whether the archive, or what was unpacked from it, is whole.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::{Cursor, Read as _, Write as _};
use std::path::Path;
use std::sync::Arc;

use rayon::prelude::*;
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipArchive, ZipWriter};

use super::manifest::{MANIFEST, Manifest, Output};
use super::verify::{There, unreadable};
use crate::diag::{Code, Diagnostic};
use crate::fs;

/// The list of sums in the archive.
pub const SUMS: &str = "SHA256SUMS";
/// What an archive may unpack to, in bytes, when it is compared: more is no toolbox.
const LARGEST: u64 = 4 << 30;

/// A site in one archive.
#[derive(Debug)]
pub struct Bundle {
    /// The archive.
    pub bytes: Vec<u8>,
    /// Path and packed size in bytes of everything in it, the largest first.
    pub sizes: Vec<(String, u64)>,
}

/// The files of an archive, by path.
pub type Files<'a> = BTreeMap<&'a str, Cow<'a, [u8]>>;

/// What is to be packed.
#[derive(Clone, Debug)]
pub struct Pack {
    /// The path of every output.
    pub paths: Vec<String>,
    /// Name and version of the program, for the manifest.
    pub generator: String,
}

/// Packs outputs; `render` gives the bytes of the output at that index of [`Pack::paths`], on any thread, and `last` the
/// pages that can be made only when all others are there: their names, and their bytes.
///
/// # Errors
/// Every fault of rendering.
pub fn bundle<'a, R, L>(pack: &'a Pack, render: R, last: L) -> Result<Bundle, Vec<Diagnostic>>
where
    R: Fn(usize) -> Result<Cow<'a, [u8]>, Vec<Diagnostic>> + Sync,
    L: FnOnce(&Files<'a>) -> Result<Vec<(&'static str, Vec<u8>)>, Vec<Diagnostic>>,
{
    let Pack { paths, generator } = pack;
    let rendered: Vec<Result<Cow<'a, [u8]>, Vec<Diagnostic>>> = (0..paths.len()).into_par_iter().map(&render).collect();
    let (mut files, mut faults) = (Files::new(), Vec::new());
    for (path, bytes) in paths.iter().zip(rendered) {
        match bytes {
            Ok(bytes) => _ = files.insert(path.as_str(), bytes),
            Err(mut found) => faults.append(&mut found),
        }
    }
    if !faults.is_empty() {
        return Err(faults);
    }
    for (path, bytes) in last(&files)? {
        files.insert(path, Cow::Owned(bytes));
    }
    let listed: Vec<Output> = files.par_iter().map(|(path, bytes)| Output::of(path, bytes)).collect();
    let sums = listed.iter().fold(String::new(), |mut sums, output| {
        let _ = writeln!(sums, "{}  {}", output.sha256, output.path);
        sums
    });
    let mut manifest = Manifest { generator: generator.clone(), outputs: listed };
    manifest.outputs.push(Output::of(SUMS, sums.as_bytes()));
    manifest.outputs.sort();
    files.insert(SUMS, Cow::Owned(sums.into_bytes()));
    files.insert(MANIFEST, Cow::Owned(manifest.to_bytes()));
    packed(&files).map_err(|error| vec![Diagnostic::at_path(Code::WriteFailed, "the archive", format!("cannot be packed: {error}"))])
}

fn packed(files: &BTreeMap<&str, Cow<'_, [u8]>>) -> zip::result::ZipResult<Bundle> {
    // No clock, no permissions of this computer.
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .compression_level(Some(6))
        .last_modified_time(DateTime::default())
        .unix_permissions(0o644);
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (path, bytes) in files {
        writer.start_file(*path, options)?;
        writer.write_all(bytes)?;
    }
    let bytes = writer.finish()?.into_inner();
    let mut archive = ZipArchive::new(Cursor::new(bytes.as_slice()))?;
    let mut sizes = Vec::with_capacity(archive.len());
    for index in 0..archive.len() {
        let entry = archive.by_index_raw(index)?;
        sizes.push((entry.name()?.into_owned(), entry.compressed_size()));
    }
    sizes.sort_by(|one, other| (other.1, &one.0).cmp(&(one.1, &other.0)));
    Ok(Bundle { bytes, sizes })
}

/// What is in an archive, by path.
pub(super) fn contents(place: &Path) -> Result<BTreeMap<String, There>, Vec<Diagnostic>> {
    let bytes: Arc<[u8]> = fs::read(place).map_err(|error| unreadable(place, &error))?.into();
    let refuse = |message: String, hint: &str| vec![Diagnostic::at_path(Code::OutputNotOurs, fs::shown(place), message).hint(hint)];
    let damaged = |error: zip::result::ZipError| refuse(format!("this is no whole zip archive: {error}"), "copy it again from where it came from");
    let mut archive = ZipArchive::new(Cursor::new(bytes)).map_err(damaged)?;
    let (mut there, mut size) = (BTreeMap::new(), 0_u64);
    for index in 0..archive.len() {
        let entry = archive.by_index_raw(index).map_err(damaged)?;
        let (name, folder) = (entry.name().map_err(damaged)?.into_owned(), entry.is_dir());
        size = size.saturating_add(entry.size());
        drop(entry);
        // A copy shares the bytes and the list of entries, which are read once.
        let archive = archive.clone();
        let read = move || unpacked(archive.clone(), index);
        there.insert(name.trim_end_matches('/').to_owned(), if folder { There::Folder } else { There::File(Box::new(read)) });
    }
    if size > LARGEST {
        return Err(refuse(String::from("this archive unpacks to more than 4 GB"), "no toolbox is that large; do not open it"));
    }
    Ok(there)
}

fn unpacked(mut archive: ZipArchive<Cursor<Arc<[u8]>>>, index: usize) -> std::io::Result<Vec<u8>> {
    let entry = archive.by_index(index)?;
    let mut out = Vec::new();
    // An entry may lie about its size.
    entry.take(LARGEST).read_to_end(&mut out)?;
    Ok(out)
}
