//! Printed documents: booklets to PDF, with Typst as a library.
//!
//! In: what a booklet says, as data ([`super::print`]), and the print templates of the theme, which are trusted. Out:
//! the bytes of a tagged PDF (PDF/UA-1), the same for the same data. Content reaches the templates as one JSON file and
//! is never part of their source. Only this folder knows Typst.

mod fit;
mod pages;
mod pictures;
mod signs;
mod squeeze;
mod widgets;
mod world;

use std::sync::{Arc, LazyLock};

use sha2::{Digest as _, Sha256};
use typst::diag::SourceDiagnostic;
use typst::foundations::Smart;
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards};

use super::print;
use crate::model::site::Colours;
use crate::outline::Booklet;
use crate::site::Compiled;
use world::Paper;

pub use pictures::pictures;
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
    for (path, bytes) in compiled.theme.logos() {
        feed(path.as_bytes());
        feed(bytes);
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
    let made = fit::fitted(compiled, booklet, &mut data).and_then(|(paper, document)| Ok((pages::marks(&document), written(&paper, &document, &booklet.path)?)));
    // Results that Typst keeps between documents are of no use to the next one, and are large.
    typst::comemo::evict(0);
    let (marks, bytes) = made?;
    squeeze::squeeze(&bytes, print::form(compiled, booklet)?.as_ref(), &marks)
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

/// A logo as it is, or in grey: a drawing; what a picture shows stays as it is.
fn logo(bytes: &Arc<[u8]>, colours: Colours) -> Arc<[u8]> {
    match std::str::from_utf8(bytes) {
        Ok(drawing) if colours == Colours::Grey => without_colours(drawing).into_bytes().into(),
        _ => bytes.clone(),
    }
}

/// A drawing with each colour of a fill or line (`#rrggbb`, `#rgb`) as the grey of the same lightness.
fn without_colours(drawing: &str) -> String {
    let mut out = String::with_capacity(drawing.len());
    let mut rest = drawing;
    while let Some((before, after)) = rest.split_once('#') {
        out.push_str(before);
        out.push('#');
        rest = after;
        // An address may look like a colour: only what these name is one.
        let name = before.trim_end_matches(['"', '\'', ' ']).strip_suffix(['=', ':']).unwrap_or_default();
        if !["fill", "stroke", "color"].iter().any(|known| name.ends_with(known)) {
            continue;
        }
        let digits = after.bytes().take_while(u8::is_ascii_hexdigit).count();
        let part = |from: usize, count: usize| u32::from_str_radix(after.get(from..from + count)?, 16).ok();
        let colour = match digits {
            6 => (part(0, 2), part(2, 2), part(4, 2)),
            3 => (part(0, 1).map(|part| part * 17), part(1, 1).map(|part| part * 17), part(2, 1).map(|part| part * 17)),
            _ => continue,
        };
        if let (Some(red), Some(green), Some(blue)) = colour {
            // As the eye weighs them, in thousandths.
            let grey = (299 * red + 587 * green + 114 * blue + 500) / 1000;
            out.push_str(&format!("{grey:02x}{grey:02x}{grey:02x}"));
            rest = after.get(digits..).unwrap_or_default();
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
        assert_eq!(without_colours("<a style='fill: #F00;stop-color:#0000ff' href=\"#facade\" fill='url(#abc)'/>#fff"), "<a style='fill: #4c4c4c;stop-color:#1d1d1d' href=\"#facade\" fill='url(#abc)'/>#fff");
        assert_eq!(without_colours("<svg><a fill=\"#ff0000\" href=\"#there\"/><b stroke=\"#ffffff\"/></svg>"), "<svg><a fill=\"#4c4c4c\" href=\"#there\"/><b stroke=\"#ffffff\"/></svg>");
    }
}
