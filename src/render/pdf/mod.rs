//! Printed documents: booklets to PDF, with Typst as a library.
//!
//! In: what a booklet says, as data ([`super::print`]), and the print templates of the theme, which are trusted. Out:
//! the bytes of a tagged PDF (PDF/UA-1), the same for the same data. Content reaches the templates as one JSON file and
//! is never part of their source. Only this folder knows Typst.

mod signs;
mod squeeze;
mod world;

use sha2::{Digest as _, Sha256};
use typst::diag::SourceDiagnostic;
use typst::foundations::Smart;
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards};

use super::print;
use crate::model::EntryKind;
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
    for (name, source) in compiled.theme.print_templates() {
        feed(name.as_bytes());
        feed(source.as_bytes());
    }
    for asset in &compiled.toolbox.assets {
        feed(asset.path.as_bytes());
        feed(&asset.bytes);
    }
    Some(hash.finalize().iter().take(16).map(|byte| format!("{byte:02x}")).collect())
}

/// A booklet as PDF.
///
/// # Errors
/// What the layout or the rules of accessible PDF do not allow, in one line each.
pub fn pdf(compiled: &Compiled, booklet: &Booklet) -> Result<Vec<u8>, String> {
    let mut data = print::data(compiled, booklet)?;
    printable(&mut data);
    let document = fitted(compiled, booklet, &mut data);
    let bytes = document.and_then(|(paper, document)| written(&paper, &document, &booklet.path));
    // Results that Typst keeps between documents are of no use to the next one, and are large.
    typst::comemo::evict(0);
    squeeze::squeeze(&bytes?)
}

/// Lays a booklet out, smaller each time until it fits the pages it should have, or is as small as can be read.
fn fitted(compiled: &Compiled, booklet: &Booklet, data: &mut serde_json::Value) -> Result<(Paper, PagedDocument), String> {
    let (pages, scales): (usize, &[f64]) = match (booklet.kind, booklet.parts.first().map(|part| part.kind)) {
        (BookletKind::Pocket, _) => (1, &[1.0, 0.93, 0.86, 0.8, 0.74, 0.68, 0.63]),
        (BookletKind::Single, Some(EntryKind::Sheet)) => (2, &[1.0, 0.95, 0.9, 0.85, 0.8]),
        _ => (usize::MAX, &[1.0]),
    };
    let mut last = Err(String::new());
    for scale in scales {
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

/// Spaces and invisible marks need no glyph.
fn shown(sign: char) -> bool {
    matches!(sign, '\n' | '\t' | '\r' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}') || has_glyph(sign)
}
