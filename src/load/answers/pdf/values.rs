//! What an entry of a form says: references, texts in the encodings that programs write, what was chosen.

use lopdf::{Dictionary, Document, Object};

use super::{MAX_FIELDS, MAX_UNPACKED};

/// What a reference leads to; never in circles.
pub(super) fn follow<'a>(document: &'a Document, object: &'a Object) -> Option<&'a Object> {
    document.dereference(object).ok().map(|(_, object)| object)
}

pub(super) fn get<'a>(document: &'a Document, dictionary: &'a Dictionary, key: &[u8]) -> Option<&'a Object> {
    dictionary.get(key).ok().and_then(|object| follow(document, object)).filter(|object| !matches!(object, Object::Null))
}

/// A text in any of the encodings of PDF; what is none of them is read letter by letter.
pub(super) fn text(object: &Object) -> Option<String> {
    match object {
        Object::Name(name) => Some(String::from_utf8_lossy(name).into_owned()),
        Object::String(bytes, _) => Some(match bytes.strip_prefix(b"\xFF\xFE") {
            // Not allowed, and yet some programs write it.
            Some(little) => String::from_utf16_lossy(&little.as_chunks::<2>().0.iter().map(|pair| u16::from_le_bytes(*pair)).collect::<Vec<u16>>()),
            None => lopdf::decode_text_string(object).unwrap_or_else(|_| bytes.iter().map(|byte| char::from(*byte)).collect()),
        }),
        _ => None,
    }
}

/// What a field holds: a name, a string, a long text in a stream, or a list of one.
pub(super) fn said(document: &Document, value: &Object) -> Option<String> {
    match value {
        Object::Array(items) => items.first().and_then(|item| follow(document, item)).and_then(text),
        Object::Stream(stream) => {
            let bytes = stream.get_plain_content_with_limit(MAX_UNPACKED).ok()?;
            text(&Object::String(bytes, lopdf::StringFormat::Literal))
        }
        other => text(other),
    }
}

/// The state of the first widget of a field that is not off.
pub(super) fn marked(document: &Document, field: &Dictionary, kids: Option<&Vec<Object>>) -> Option<String> {
    let kids = kids.into_iter().flatten().filter_map(|kid| follow(document, kid)?.as_dict().ok());
    std::iter::once(field).chain(kids).filter_map(|widget| get(document, widget, b"AS").and_then(text)).find(|state| state != "Off")
}

/// For a list: what stands behind the words that were chosen.
pub(super) fn chosen(document: &Document, value: String, options: Option<&Object>) -> String {
    let Some(options) = options.and_then(|options| options.as_array().ok()) else { return value };
    for option in options.iter().take(MAX_FIELDS) {
        let pair = follow(document, option).and_then(|option| option.as_array().ok()).map(Vec::as_slice);
        if let Some([export, shown]) = pair
            && follow(document, shown).and_then(text).is_some_and(|shown| shown.trim() == value)
        {
            return follow(document, export).and_then(text).unwrap_or(value);
        }
    }
    value
}

/// Line ends as elsewhere, and no signs that are no text.
pub(super) fn clean(text: &str) -> String {
    let lines = text.replace("\r\n", "\n").replace('\r', "\n");
    let plain: String = lines.chars().filter(|sign| !sign.is_control() || *sign == '\n').map(|sign| if sign == '\u{2028}' || sign == '\u{2029}' { '\n' } else { sign }).collect();
    plain.trim().to_owned()
}
