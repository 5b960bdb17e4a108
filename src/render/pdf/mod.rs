//! Printed documents: booklets to PDF, with Typst as a library.
//!
//! In: what a booklet says, as data ([`super::print`]), and the print templates of the theme, which are trusted. Out:
//! the bytes of a tagged PDF (PDF/UA-1), the same for the same data. Content reaches the templates as one JSON file and
//! is never part of their source. Only this folder knows Typst.

mod signs;
mod squeeze;
mod widgets;
mod world;

use std::sync::LazyLock;

use sha2::{Digest as _, Sha256};
use typst::diag::SourceDiagnostic;
use typst::foundations::Smart;
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards};

use super::print;
use crate::model::EntryKind;
use crate::model::site::{Colours, PaperSize, TextSize};
use crate::outline::{Booklet, BookletKind};
use crate::site::Compiled;
use world::{Paper, Stock};

pub use signs::signs;
use world::has_glyph;

/// Stands for the code of this folder, its fonts and the versions of all libraries: another program may lay out the
/// same data in another way.
const PROGRAM: &str = env!("RUMBO_PRINT");

/// A hash of all that a booklet is made of; `None` if it cannot be made at all.
#[must_use]
pub fn key(compiled: &Compiled, booklet: &Booklet) -> Option<String> {
    let mut hash = Sha256::new();
    let mut feed = |bytes: &[u8]| {
        // The lengths keep apart what would read the same when joined.
        hash.update((bytes.len() as u64).to_le_bytes());
        hash.update(bytes);
    };
    feed(PROGRAM.as_bytes());
    feed(booklet.path.as_bytes());
    feed(print::data(compiled, booklet).ok()?.to_string().as_bytes());
    if let Some(form) = print::form(compiled, booklet).ok()? {
        feed(format!("{form:?}").as_bytes());
    }
    for (name, source) in compiled.theme.print_templates() {
        feed(name.as_bytes());
        feed(source.as_bytes());
    }
    for asset in &compiled.toolbox.assets {
        feed(asset.path.as_bytes());
        feed(&asset.bytes);
    }
    Some(crate::hash::hex(&hash.finalize()[..16]))
}

/// A booklet as PDF.
///
/// # Errors
/// What the layout or the rules of accessible PDF do not allow, in one line each.
pub fn pdf(compiled: &Compiled, booklet: &Booklet) -> Result<Vec<u8>, String> {
    let pool = POOL.as_ref().map_err(ToString::to_string)?;
    // From a thread that belongs to no pool: a worker that waits for another pool would begin the next document
    // meanwhile, on top of this one.
    let apart = std::thread::scope(|scope| {
        let thread = std::thread::Builder::new().name(String::from("print")).spawn_scoped(scope, || pool.install(|| made(compiled, booklet)))?;
        Ok::<_, std::io::Error>(thread.join())
    });
    match apart {
        Ok(Ok(bytes)) => bytes,
        Ok(Err(panic)) => std::panic::resume_unwind(panic),
        Err(error) => Err(format!("no thread to print with: {error}")),
    }
}

/// The threads that documents are laid out on. Layout is itself parallel and goes deep, so it has threads of its own,
/// with room: on the build's, documents would be begun on top of each other until the stack overflows.
static POOL: LazyLock<Result<rayon::ThreadPool, rayon::ThreadPoolBuildError>> =
    LazyLock::new(|| rayon::ThreadPoolBuilder::new().num_threads(rayon::current_num_threads()).stack_size(STACK).thread_name(|index| format!("layout-{index}")).build());

/// Bytes of stack for a thread that lays out.
const STACK: usize = 64 << 20;

fn made(compiled: &Compiled, booklet: &Booklet) -> Result<Vec<u8>, String> {
    let mut data = print::data(compiled, booklet)?;
    printable(&mut data);
    if compiled.toolbox.site.print.colours == Colours::Grey {
        grey(&mut data);
    }
    let document = fitted(compiled, booklet, &mut data);
    let bytes = document.and_then(|(paper, document)| written(&paper, &document, &booklet.path));
    // Results that Typst keeps between documents are of no use to the next one, and are large.
    typst::comemo::evict(0);
    squeeze::squeeze(&bytes?, print::form(compiled, booklet)?.as_ref())
}

/// Sizes to try, as paper and scale of the text, until the document fits its pages; the last one is taken if none does.
const POCKET: [(&str, f64); 10] =
    [("a5", 1.0), ("a5", 0.93), ("a5", 0.86), ("a5", 0.8), ("a5", 0.74), ("a4", 0.96), ("a4", 0.9), ("a4", 0.84), ("a4", 0.78), ("a4", 0.72)];
const SHEET: [(&str, f64); 5] = [("a4", 1.0), ("a4", 0.95), ("a4", 0.9), ("a4", 0.85), ("a4", 0.8)];
/// The questions of one area fit ten sheets; those of several areas may take what they need.
const QUESTIONNAIRE: [(&str, f64); 5] = [("a4", 1.0), ("a4", 0.95), ("a4", 0.9), ("a4", 0.86), ("a4", 1.0)];
const PLAIN: [(&str, f64); 1] = [("a4", 1.0)];
const WALL: [(&str, f64); 1] = [("a3", 1.0)];

/// The American size nearest to one of ours.
fn american(paper: &str) -> &'static str {
    match paper {
        "a3" => "us-tabloid",
        "a5" => "us-statement",
        _ => "us-letter",
    }
}

/// Lays a booklet out at the first size at which it fits the pages it should have: a pocket version one, a country
/// sheet two.
fn fitted(compiled: &Compiled, booklet: &Booklet, data: &mut serde_json::Value) -> Result<(Paper, PagedDocument), String> {
    let print = compiled.toolbox.site.print;
    let (pages, sizes): (usize, &[(&str, f64)]) = match (booklet.kind, booklet.parts.first().map(|part| part.kind)) {
        (BookletKind::Wall, _) => (usize::MAX, &WALL),
        // Large text takes the room that it needs.
        _ if print.text == TextSize::Large => (usize::MAX, &PLAIN),
        (BookletKind::Pocket, _) => (1, &POCKET),
        (BookletKind::Single, Some(EntryKind::Sheet)) => (2, &SHEET),
        (BookletKind::Single, Some(EntryKind::Questionnaire)) => (10, &QUESTIONNAIRE),
        _ => (usize::MAX, &PLAIN),
    };
    let mut last = Err(String::new());
    for (paper, scale) in sizes {
        data["paper"] = serde_json::json!(if print.paper == PaperSize::Letter { american(paper) } else { paper });
        data["scale"] = serde_json::json!(scale);
        let files = compiled.toolbox.assets.iter().map(|asset| (format!("files/{}", asset.path), asset.bytes.clone()));
        let paper = Paper::new(Stock::shared(), compiled.theme.print_templates(), data.to_string(), files)?;
        let document = typst::compile::<PagedDocument>(&paper).output.map_err(|errors| told(&paper, &errors))?;
        let fits = document.pages().len() <= pages;
        last = Ok((paper, document));
        if fits {
            break;
        }
    }
    last
}

fn written(paper: &Paper, document: &PagedDocument, name: &str) -> Result<Vec<u8>, String> {
    let standards = PdfStandards::new(&[PdfStandard::V_1_7, PdfStandard::Ua_1]).map_err(|error| error.message().to_string())?;
    let options = PdfOptions { ident: Smart::Custom(name.to_owned()), creator: Smart::Custom(Some(String::from("Rumbo"))), standards, ..PdfOptions::default() };
    typst_pdf::pdf(document, &options).map_err(|errors| told(paper, &errors))
}

/// Typst's own messages, each with the template and line that it is about.
fn told(paper: &Paper, errors: &[SourceDiagnostic]) -> String {
    let mut lines: Vec<String> = errors.iter().map(|error| paper.place(error.span).map_or_else(|| error.message.to_string(), |place| format!("{place}: {}", error.message))).collect();
    lines.dedup();
    lines.join("; ")
}

/// Replaces what no embedded font can show, so that one strange sign does not lose a whole document; the faults of the
/// content name each such sign with its place.
fn printable(value: &mut serde_json::Value) {
    use serde_json::Value;
    match value {
        Value::String(text) if !text.chars().all(shown) => *text = text.chars().map(|sign| if shown(sign) { sign } else { '\u{fffd}' }).collect(),
        Value::Array(items) => items.iter_mut().for_each(printable),
        Value::Object(object) => object.values_mut().for_each(printable),
        _ => {}
    }
}

/// Makes the colours of the charts grey; those of the templates are theirs.
fn grey(value: &mut serde_json::Value) {
    use serde_json::Value;
    match value {
        Value::String(text) if text.starts_with("<svg") => *text = without_colours(text),
        Value::Array(items) => items.iter_mut().for_each(grey),
        Value::Object(object) => object.values_mut().for_each(grey),
        _ => {}
    }
}

/// A drawing with each colour (`"#rrggbb"`) as the grey of the same lightness.
fn without_colours(drawing: &str) -> String {
    let mut out = String::with_capacity(drawing.len());
    let mut rest = drawing;
    while let Some((before, after)) = rest.split_once("\"#") {
        out.push_str(before);
        out.push_str("\"#");
        rest = after;
        let part = |from: usize| u32::from_str_radix(after.get(from..from + 2)?, 16).ok();
        if let (Some(red), Some(green), Some(blue), Some('"')) = (part(0), part(2), part(4), after.chars().nth(6)) {
            // As the eye weighs them, in thousandths.
            let grey = (299 * red + 587 * green + 114 * blue + 500) / 1000;
            out.push_str(&format!("{grey:02x}{grey:02x}{grey:02x}"));
            rest = after.get(6..).unwrap_or_default();
        }
    }
    out + rest
}

/// Spaces and invisible marks need no glyph.
fn shown(sign: char) -> bool {
    matches!(sign, '\n' | '\t' | '\r' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}') || has_glyph(sign)
}

#[cfg(test)]
mod tests {
    use super::without_colours;

    #[test]
    fn colours_become_greys_of_the_same_lightness() {
        assert_eq!(without_colours("<svg><a fill=\"#ff0000\" href=\"#there\"/><b stroke=\"#ffffff\"/></svg>"), "<svg><a fill=\"#4c4c4c\" href=\"#there\"/><b stroke=\"#ffffff\"/></svg>");
    }
}
