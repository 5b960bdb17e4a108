//! The last pass over a document: places that are to be fields become fields, and objects are packed into streams, which
//! the PDF writer does not do by itself.

use lopdf::Document;

use super::widgets;
use crate::render::print::Form;

/// The same pages in fewer bytes, with the fields of a form; the same bytes for the same document.
pub(super) fn squeeze(pdf: &[u8], form: Option<&Form>) -> Result<Vec<u8>, String> {
    let mut document = Document::load_mem(pdf).map_err(|error| error.to_string())?;
    if let Some(form) = form {
        widgets::add(&mut document, form)?;
        document.compress();
    }
    let mut out = Vec::with_capacity(pdf.len());
    document.save_modern(&mut out).map_err(|error| error.to_string())?;
    Ok(out)
}
