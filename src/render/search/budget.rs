//! What a reader has to load, in bytes: for the engine, for a first query, and for the index without texts.
//!
//! A first query is taken at its worst: two words in the two largest files of postings, and ten results in the largest
//! files of titles and texts; the rare words of a large site (`r.js`) wait for a word that is not among the others. Files
//! are packed as a web server or an archive would (deflate).

use std::io::{Cursor, Write as _};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

/// The most that the scripts of the search page may have, packed, in bytes: 10 kB in the first design, and 2.5 kB for pinned
/// answers, other languages, groups by kind and ways on where nothing is found.
pub const ENGINE: u64 = 12_500;
/// The pages up to which [`FIRST_QUERY`] holds.
pub const ORDINARY: usize = 2_500;
/// The most that a first query may load, packed, in bytes, on a site of up to [`ORDINARY`] pages a language.
pub const FIRST_QUERY: u64 = 220_000;
/// The same above that.
pub const FIRST_QUERY_LARGE: u64 = 350_000;
/// The most that an index may have without texts, in bytes a page, on a site of [`ORDINARY`] pages or more; on a smaller
/// one the words are most of it, and they are as many as the language has.
pub const WITHOUT_TEXTS: u64 = 250;

/// The words of a first query, and the results that it shows.
const WORDS: usize = 2;
const RESULTS: usize = 10;

/// What the index of one language costs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cost {
    /// Its language.
    pub lang: String,
    /// How many pages it finds.
    pub pages: usize,
    /// Bytes of all files.
    pub whole: u64,
    /// Bytes of all files but the texts.
    pub without_texts: u64,
    /// Bytes that a first query loads at most.
    pub first_query: u64,
    /// The same, packed.
    pub first_query_packed: u64,
}

impl Cost {
    /// Measures the index of a language: the files of [`super::index`].
    #[must_use]
    pub fn of(lang: &str, pages: usize, files: &[(&str, &[u8])]) -> Self {
        let mut first: Vec<&[u8]> = Vec::new();
        for (kind, most) in [("m", 1), ("p", WORDS), ("t", RESULTS), ("x", RESULTS)] {
            let mut of_kind: Vec<&[u8]> = files.iter().filter(|(name, _)| name.starts_with(kind)).map(|(_, bytes)| *bytes).collect();
            of_kind.sort_by_key(|bytes| std::cmp::Reverse(bytes.len()));
            first.extend(of_kind.into_iter().take(most));
        }
        Self {
            lang: lang.to_owned(),
            pages,
            whole: files.iter().map(|(_, bytes)| bytes.len() as u64).sum(),
            without_texts: files.iter().filter(|(name, _)| !name.starts_with('x')).map(|(_, bytes)| bytes.len() as u64).sum(),
            first_query: first.iter().map(|bytes| bytes.len() as u64).sum(),
            first_query_packed: first.iter().map(|bytes| packed(bytes)).sum(),
        }
    }

    /// What a first query may load at most, packed.
    #[must_use]
    pub fn allowed(&self) -> u64 {
        if self.pages <= ORDINARY { FIRST_QUERY } else { FIRST_QUERY_LARGE }
    }

    /// Whether it is within its budget.
    #[must_use]
    pub fn is_within(&self) -> bool {
        let small = self.pages < ORDINARY || self.without_texts <= WITHOUT_TEXTS * self.pages as u64;
        small && self.first_query_packed <= self.allowed()
    }
}

/// The bytes of a file, packed.
#[must_use]
pub fn packed(bytes: &[u8]) -> u64 {
    let pack = || -> zip::result::ZipResult<u64> {
        let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
        archive.start_file("f", SimpleFileOptions::default().compression_method(CompressionMethod::Deflated))?;
        archive.write_all(bytes)?;
        let mut archive = archive.finish_into_readable()?;
        let file = archive.by_index_raw(0)?;
        Ok(file.compressed_size())
    };
    // Writing to memory does not fail.
    pack().unwrap_or(bytes.len() as u64)
}

#[cfg(test)]
mod tests {
    use super::{Cost, packed};

    #[test]
    fn a_first_query_loads_two_files_of_postings_and_ten_of_texts() {
        let bytes = vec![b'a'; 1000];
        let mut files: Vec<(String, &[u8])> = (0..20).map(|number| (format!("x{number}-h.js"), &bytes[..100])).collect();
        files.extend((0..5).map(|number| (format!("p{number}-h.js"), &bytes[..=number])));
        files.push((String::from("m.js"), &bytes));
        files.push((String::from("r-h.js"), &bytes));
        let files: Vec<(&str, &[u8])> = files.iter().map(|(name, bytes)| (name.as_str(), *bytes)).collect();
        let cost = Cost::of("en", 1, &files);
        assert_eq!(cost.first_query, 1000 + 5 + 4 + 10 * 100);
        assert_eq!((cost.whole, cost.without_texts), (4015, 2015));
        assert!(cost.is_within());
        assert!(!Cost { pages: 2_500, without_texts: 2_500 * 251, ..cost.clone() }.is_within());
        assert!(!Cost { first_query_packed: 220_001, ..cost }.is_within());
    }

    #[test]
    fn packing_is_deflate() {
        assert!(packed(&[b'a'; 10_000]) < 100);
        assert!(packed(b"") < 10);
    }
}
