//! A smaller file with the same pages: objects packed into streams, which the PDF writer does not do by itself.

use lopdf::Document;

/// The same document in fewer bytes; the same bytes for the same document.
pub(super) fn squeeze(pdf: &[u8]) -> Result<Vec<u8>, String> {
    let mut document = Document::load_mem(pdf).map_err(|error| error.to_string())?;
    let mut out = Vec::with_capacity(pdf.len());
    document.save_modern(&mut out).map_err(|error| error.to_string())?;
    Ok(out)
}
