//! The little world that a document is laid out in: the embedded fonts, the print templates, one file of data and the
//! site's pictures. Nothing is read from the disk, the clock or the network.

use std::collections::{BTreeSet, HashMap};
use std::sync::{Arc, LazyLock};

use typst::diag::{FileError, FileResult};
use typst::foundations::{Bytes, Datetime, Duration};
use typst::syntax::{DiagSpan, FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Library, LibraryExt, World, WorldExt};

/// The built-in fonts, as in `themes/default/print/fonts/`.
const FONTS: &[&[u8]] = &[
    include_bytes!("../../../themes/default/print/fonts/noto-sans-regular.ttf"),
    include_bytes!("../../../themes/default/print/fonts/noto-sans-bold.ttf"),
    include_bytes!("../../../themes/default/print/fonts/noto-sans-italic.ttf"),
    include_bytes!("../../../themes/default/print/fonts/noto-sans-bolditalic.ttf"),
    include_bytes!("../../../themes/default/print/fonts/noto-serif-bold.ttf"),
    include_bytes!("../../../themes/default/print/fonts/dejavu-sans-mono.ttf"),
    include_bytes!("../../../themes/default/print/fonts/dejavu-sans-symbols.ttf"),
];

/// Where the templates begin, and where the data stands.
const MAIN: &str = "main.typ";
const DATA: &str = "data.json";

static STOCK: LazyLock<Stock> = LazyLock::new(Stock::new);

/// What all documents share.
pub(super) struct Stock {
    library: LazyHash<Library>,
    book: LazyHash<FontBook>,
    fonts: Vec<Font>,
    /// Every character that text can be set in: those of the first font, and the symbols.
    glyphs: BTreeSet<u32>,
}

impl Stock {
    /// The one of this program.
    pub(super) fn shared() -> &'static Self {
        &STOCK
    }

    fn new() -> Self {
        let fonts: Vec<Font> = FONTS.iter().flat_map(|bytes| Font::iter(Bytes::new(*bytes))).collect();
        // Regular text and the symbols: what only another style has would be missing in running text.
        let everywhere = [fonts.first(), fonts.last()];
        let glyphs = everywhere.into_iter().flatten().flat_map(|font| font.info().coverage.iter().collect::<Vec<_>>()).collect();
        Self { library: LazyHash::new(Library::default()), book: LazyHash::new(FontBook::from_fonts(&fonts)), fonts, glyphs }
    }
}

/// Whether printed text can show a character.
pub(super) fn has_glyph(sign: char) -> bool {
    Stock::shared().glyphs.contains(&u32::from(sign))
}

/// One document's world.
pub(super) struct Paper {
    stock: &'static Stock,
    main: FileId,
    sources: HashMap<FileId, Source>,
    files: HashMap<FileId, Bytes>,
}

impl Paper {
    /// A world of templates (name below the print folder, and source), data and files.
    pub(super) fn new<'t>(
        stock: &'static Stock,
        templates: impl Iterator<Item = (&'t str, &'t str)>,
        data: String,
        files: impl Iterator<Item = (String, Arc<[u8]>)>,
    ) -> Result<Self, String> {
        let mut sources = HashMap::new();
        for (name, text) in templates {
            let id = id(name)?;
            sources.insert(id, Source::new(id, text.to_owned()));
        }
        let mut held = HashMap::from([(id(DATA)?, Bytes::from_string(data))]);
        for (path, bytes) in files {
            held.insert(id(&path)?, Bytes::new(bytes));
        }
        Ok(Self { stock, main: id(MAIN)?, sources, files: held })
    }

    /// The template and line that a message is about.
    pub(super) fn place(&self, span: DiagSpan) -> Option<String> {
        let file = span.id()?;
        let source = self.sources.get(&file)?;
        let line = source.lines().byte_to_line(self.range(span)?.start)? + 1;
        Some(format!("print/{}:{line}", file.vpath().get_without_slash()))
    }
}

/// The number of a virtual file. Typst never frees these, so that every document uses the same names.
fn id(path: &str) -> Result<FileId, String> {
    let path = VirtualPath::new(path).map_err(|error| format!("`{path}`: {error}"))?;
    Ok(RootedPath::new(VirtualRoot::Project, path).intern())
}

impl World for Paper {
    fn library(&self) -> &LazyHash<Library> {
        &self.stock.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &self.stock.book
    }

    fn main(&self) -> FileId {
        self.main
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        self.sources.get(&id).cloned().ok_or_else(|| missing(id))
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        self.files.get(&id).cloned().ok_or_else(|| missing(id))
    }

    fn font(&self, index: usize) -> Option<Font> {
        self.stock.fonts.get(index).cloned()
    }

    /// No date is ever today's: same input, same bytes.
    fn today(&self, _: Option<Duration>) -> Option<Datetime> {
        None
    }
}

fn missing(id: FileId) -> FileError {
    FileError::NotFound(id.vpath().get_without_slash().into())
}
