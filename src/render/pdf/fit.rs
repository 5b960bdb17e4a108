//! How large a document is laid out: at the first size at which it fits the pages that its kind should have.

use typst::layout::Abs;
use typst_layout::PagedDocument;

use super::world::{Paper, Stock};
use super::{logo, pages, told};
use crate::model::EntryKind;
use crate::model::site::{PaperSize, TextSize};
use crate::outline::{Booklet, BookletKind};
use crate::site::Compiled;

/// Sizes to try, as paper and scale of the text, until the document fits its pages; the last one is taken if none does.
const POCKET: [(&str, f64); 10] =
    [("a5", 1.0), ("a5", 0.93), ("a5", 0.86), ("a5", 0.8), ("a5", 0.74), ("a4", 0.96), ("a4", 0.9), ("a4", 0.84), ("a4", 0.78), ("a4", 0.72)];
const SHEET: [(&str, f64); 5] = [("a4", 1.0), ("a4", 0.95), ("a4", 0.9), ("a4", 0.85), ("a4", 0.8)];
/// The questions of one area fit ten sheets; those of several areas may take what they need.
const QUESTIONNAIRE: [(&str, f64); 5] = [("a4", 1.0), ("a4", 0.95), ("a4", 0.9), ("a4", 0.86), ("a4", 1.0)];
const PLAIN: [(&str, f64); 1] = [("a4", 1.0)];
/// The size that pulls a rest up to the page before.
const PULLED_UP: f64 = 0.94;
/// A last page is a rest if nothing stands lower on it than this part of its height.
const REST: f64 = 0.26;
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
pub(super) fn fitted(compiled: &Compiled, booklet: &Booklet, data: &mut serde_json::Value) -> Result<(Paper, PagedDocument), String> {
    let print = compiled.toolbox.site.print;
    let mut lay_out = |paper: &str, scale: f64| {
        data["paper"] = serde_json::json!(if print.paper == PaperSize::Letter { american(paper) } else { paper });
        data["scale"] = serde_json::json!(scale);
        let files = compiled.toolbox.assets.iter().map(|asset| (format!("files/{}", asset.path), asset.bytes.clone()));
        let files = files.chain(compiled.theme.logos().map(|(path, bytes)| (format!("look/{path}"), logo(bytes, print.colours))));
        let paper = Paper::new(Stock::shared(), compiled.theme.print_templates(), data.to_string(), files)?;
        let document = typst::compile::<PagedDocument>(&paper).output.map_err(|errors| told(&paper, &errors))?;
        Ok::<_, String>((paper, document))
    };
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
        let made = lay_out(paper, *scale)?;
        let fits = made.1.pages().len() <= pages;
        last = Ok(made);
        if fits {
            break;
        }
    }
    // A few lines on a last page of their own are pulled up, where a slightly smaller text does it.
    if sizes == PLAIN && booklet.kind != BookletKind::Book && print.text != TextSize::Large && last.as_ref().is_ok_and(|(_, document)| ends_in_a_rest(document)) {
        let made = lay_out("a4", PULLED_UP)?;
        if last.as_ref().is_ok_and(|(_, document)| made.1.pages().len() < document.pages().len()) {
            return Ok(made);
        }
    }
    last
}

/// Whether little stands on the last page of several.
fn ends_in_a_rest(document: &PagedDocument) -> bool {
    let [.., _, last] = document.pages() else { return false };
    let height = last.frame.height();
    let lowest = pages::texts(&last.frame).map(|place| place.at.y).fold(Abs::zero(), Abs::max);
    lowest < height * REST
}
