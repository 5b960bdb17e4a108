//! Pictures that print cannot show (damaged, cut, or drawings that ask for other files), found before anything is laid
//! out, with the places where they are used.

use std::collections::BTreeMap;
use std::sync::Arc;

use typst_layout::PagedDocument;

use super::world::{Paper, Stock};
use crate::diag::{Code, Diagnostic};
use crate::doc::{BlockKind, Document, Inline, Target, each_block, each_inline};
use crate::model::Toolbox;
use crate::outline::links::documents;
use crate::render::print::is_picture;
use crate::source::Span;

/// A document of one picture; which, is data.
const TEMPLATE: &str = "#image(json(\"data.json\").path)";

/// A fault for each picture of the prose and each logo that cannot be shown, once a document; `files` are all files of
/// the site that are no texts, by path.
#[must_use]
pub fn pictures(toolbox: &Toolbox, files: &[(String, Arc<[u8]>)]) -> Vec<Diagnostic> {
    let mut used: Vec<(String, Span)> = Vec::new();
    for (_, document) in documents(toolbox) {
        let mut own: BTreeMap<String, Span> = BTreeMap::new();
        each_picture(document, &mut |path, span| _ = own.entry(path.to_owned()).or_insert(span));
        used.extend(own);
    }
    let look = &toolbox.site.look;
    let logos = look.logo.iter().chain(look.partners.iter().map(|partner| &partner.logo));
    let logos = logos.filter_map(|path| Some((path, files.iter().find(|(known, _)| *known == path.value)?.1.clone())));
    // What a picture is found to be, by its path: most stand on one page, but several languages have it.
    let mut found: BTreeMap<&str, Option<String>> = BTreeMap::new();
    let mut faults = Vec::new();
    for (path, span) in &used {
        let Some(asset) = toolbox.assets.iter().find(|asset| path.strip_prefix("files/") == Some(asset.path.as_str())) else { continue };
        let what = found.entry(path).or_insert_with(|| unreadable(path, &asset.bytes));
        faults.extend(what.as_ref().map(|what| fault(path, what, *span)));
    }
    for (path, bytes) in logos {
        faults.extend(unreadable(&path.value, &bytes).map(|what| fault(&path.value, &what, path.span)));
    }
    faults
}

fn fault(path: &str, what: &str, span: Span) -> Diagnostic {
    Diagnostic::error(Code::Print, span, format!("print cannot show the picture `{path}`: {what}"))
        .hint("open it in a program for pictures and save it anew, as PNG, JPEG or an SVG that needs no other file")
}

/// Every picture of a document that print would show, with its place.
fn each_picture(document: &Document, found: &mut dyn FnMut(&str, Span)) {
    let notes = document.footnotes.iter().map(|footnote| footnote.blocks.as_slice());
    for blocks in std::iter::once(document.blocks.as_slice()).chain(notes) {
        each_block(blocks, &mut |block| {
            let mut inlines = |inlines: &[Inline]| {
                each_inline(inlines, &mut |inline| {
                    if let Inline::Image(image) = inline
                        && let Target::File(path) = &image.target.value
                        && is_picture(path)
                    {
                        found(path, image.target.span);
                    }
                });
            };
            match &block.kind {
                BlockKind::Heading(heading) => inlines(&heading.content),
                BlockKind::Paragraph(content) => inlines(content),
                BlockKind::Table(table) => table.head.iter().chain(table.rows.iter().flatten()).for_each(|cell| inlines(cell)),
                _ => {}
            }
        });
    }
}

/// Why a picture cannot be shown.
fn unreadable(path: &str, bytes: &Arc<[u8]>) -> Option<String> {
    let data = serde_json::json!({"path": format!("/{path}")}).to_string();
    let paper = Paper::new(Stock::shared(), [("main.typ", TEMPLATE)].into_iter(), data, [(path.to_owned(), bytes.clone())].into_iter()).ok()?;
    let made = typst::compile::<PagedDocument>(&paper).output;
    typst::comemo::evict(0);
    made.err().map(|errors| errors.first().map_or_else(String::new, |error| error.message.trim_end_matches('.').to_owned()))
}
