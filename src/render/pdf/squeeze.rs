//! The last pass over a document: places that are to be fields become fields, and objects are packed into streams, which
//! the PDF writer does not do by itself. The marks of its pages stand in a comment near the end.

use lopdf::Document;

use super::widgets;
use crate::render::print::Form;
use crate::render::stick::prints;

/// What begins the end of a PDF.
const END: &[u8] = b"startxref";

/// The same pages in fewer bytes, with the fields of a form and the marks of the pages; the same bytes for the same document.
pub(super) fn squeeze(pdf: &[u8], form: Option<&Form>, marks: &[String]) -> Result<Vec<u8>, String> {
    let mut document = Document::load_mem(pdf).map_err(|error| error.to_string())?;
    if let Some(form) = form {
        widgets::add(&mut document, form)?;
        document.compress();
    }
    let mut out = Vec::with_capacity(pdf.len());
    document.save_modern(&mut out).map_err(|error| error.to_string())?;
    // Nothing that is referred to stands after this place, so nothing is moved that must stay.
    if let Some(end) = out.windows(END.len()).rposition(|window| window == END) {
        out.splice(end..end, prints::comment(marks).into_bytes());
    }
    Ok(out)
}
