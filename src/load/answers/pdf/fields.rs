//! The structure of a returned file: opened within limits, its fields walked from the root, each once.

use std::collections::BTreeSet;

use lopdf::{Document, LoadOptions, Object, ObjectId};

use super::names::{FIELDS, Identity};
use super::values::{chosen, clean, follow, get, marked, said, text};
use super::{AGAIN, MAX_BYTES, MAX_DEPTH, MAX_FIELDS, MAX_TEXT, MAX_UNPACKED, damaged, fault};
use crate::diag::{Code, Diagnostic};

/// Opens a PDF, with a warning where it had to be mended.
pub(super) fn open(path: &str, bytes: &[u8]) -> Result<(Document, Vec<Diagnostic>), Box<Diagnostic>> {
    let head = bytes.get(..bytes.len().min(1024)).unwrap_or_default();
    if !holds(head, b"%PDF-") {
        return Err(Box::new(fault(path, "this is no PDF, whatever its name says", "look at what it is: perhaps the PDF was saved inside of something else")));
    }
    if bytes.len() > MAX_BYTES {
        let hint = "no questionnaire is that large; take pictures and attachments out of it, or ask for the form as it was filled in";
        return Err(Box::new(fault(path, format!("this PDF is larger than {} MiB", MAX_BYTES >> 20), hint)));
    }
    let tail = bytes.get(bytes.len().saturating_sub(2048)..).unwrap_or_default();
    if !holds(tail, b"%%EOF") {
        return Err(Box::new(fault(path, "the end of this PDF is missing: it was cut while it was copied or sent", AGAIN)));
    }
    let options = LoadOptions { max_decompressed_size: Some(MAX_UNPACKED), ..LoadOptions::default() };
    let locked = || Box::new(fault(path, "this PDF is locked with a password", "ask for it again without a password"));
    let document = match Document::load_mem_with_options(bytes, options) {
        Ok(document) => document,
        Err(lopdf::Error::InvalidPassword | lopdf::Error::Decryption(_) | lopdf::Error::UnsupportedSecurityHandler(_)) => return Err(locked()),
        Err(_) if holds(bytes, b"/Encrypt") => return Err(locked()),
        Err(_) => return Err(Box::new(damaged(path))),
    };
    if document.is_encrypted() {
        return Err(locked());
    }
    let mut warnings = Vec::new();
    if document.xref_recovery.is_some() {
        warnings.push(
            Diagnostic::warning_at_path(Code::AnswersPdf, path, "this PDF was changed or damaged after it was saved, and was read as far as possible")
                .hint("compare the answers with what the respondent sees, or ask for the file again"),
        );
    }
    Ok((document, warnings))
}

fn holds(bytes: &[u8], part: &[u8]) -> bool {
    bytes.windows(part.len()).any(|window| window == part)
}

/// A form as it was found.
pub(super) struct Form {
    pub(super) identity: Identity,
    /// What was written, by the name below the root, in the order of the form.
    pub(super) values: Vec<(String, String)>,
    /// Every field that is there.
    pub(super) met: BTreeSet<String>,
    /// Every field that should be there, where the list was kept.
    pub(super) listed: Vec<String>,
}

/// A field on the way: where it is, the names above it, and what it inherits.
struct Step {
    id: Option<ObjectId>,
    object: Object,
    name: String,
    inherited: Inherited,
    depth: usize,
}

#[derive(Clone, Default)]
struct Inherited {
    kind: Option<Vec<u8>>,
    value: Option<Object>,
    options: Option<Object>,
}

/// Every field below the root that is named by a questionnaire.
pub(super) fn fields(path: &str, document: &Document) -> Result<Form, Box<Diagnostic>> {
    let printed = || {
        let hint = "answers on paper or in a picture are not read; copy them into the form of the questionnaire, or ask for the PDF as it was before it was printed";
        Box::new(fault(path, "this PDF has no fields: it was printed, scanned or flattened", hint))
    };
    let catalog = document.catalog().map_err(|_| Box::new(damaged(path)))?;
    let Some(acro) = get(document, catalog, b"AcroForm").and_then(|object| object.as_dict().ok()) else { return Err(printed()) };
    let Some(roots) = get(document, acro, b"Fields").and_then(|object| object.as_array().ok()) else { return Err(printed()) };
    if roots.is_empty() {
        return Err(printed());
    }
    let mut form: Option<Form> = None;
    let mut seen: BTreeSet<ObjectId> = BTreeSet::new();
    let step = |object: &Object, name: &str, inherited: &Inherited, depth: usize| Step { id: object.as_reference().ok(), object: object.clone(), name: name.to_owned(), inherited: inherited.clone(), depth };
    let mut steps: Vec<Step> = roots.iter().rev().map(|root| step(root, "", &Inherited::default(), 0)).collect();
    let mut looked = 0;
    while let Some(Step { id, object, name, mut inherited, depth }) = steps.pop() {
        looked += 1;
        if looked > MAX_FIELDS || depth > MAX_DEPTH {
            return Err(Box::new(fault(path, "this PDF has more fields than any questionnaire", "ask for the form again, as it was filled in")));
        }
        // Fields that lead back to themselves are looked at once.
        if id.is_some_and(|id| !seen.insert(id)) {
            continue;
        }
        let Some(field) = follow(document, &object).and_then(|object| object.as_dict().ok()) else { continue };
        for (key, slot) in [(b"FT".as_slice(), None), (b"V".as_slice(), Some(true)), (b"Opt".as_slice(), Some(false))] {
            let Some(found) = get(document, field, key) else { continue };
            match slot {
                None => inherited.kind = found.as_name().ok().map(<[u8]>::to_vec),
                Some(true) => inherited.value = Some(found.clone()),
                Some(false) => inherited.options = Some(found.clone()),
            }
        }
        let own = get(document, field, b"T").and_then(text).unwrap_or_default();
        let name = match (name.is_empty(), own.is_empty()) {
            (true, _) => own,
            (_, true) => name,
            _ => format!("{name}.{own}"),
        };
        if form.is_none() && let Some(identity) = Identity::read(name.split('.').next().unwrap_or_default()) {
            let listed = get(document, field, FIELDS.as_bytes()).and_then(|list| list.as_array().ok()).map(|list| list.iter().take(MAX_FIELDS).filter_map(text).collect());
            form = Some(Form { identity, values: Vec::new(), met: BTreeSet::new(), listed: listed.unwrap_or_default() });
        }
        let kids = get(document, field, b"Kids").and_then(|kids| kids.as_array().ok());
        let is_field = |kid: &&Object| follow(document, kid).and_then(|kid| kid.as_dict().ok()).is_some_and(|kid| kid.has(b"T"));
        if let Some(kids) = kids.filter(|kids| kids.iter().any(|kid| is_field(&kid))) {
            steps.extend(kids.iter().rev().map(|kid| step(kid, &name, &inherited, depth + 1)));
            continue;
        }
        let Some((_, below)) = name.split_once('.') else { continue };
        let Some(form) = &mut form else { continue };
        if !form.met.insert(below.to_owned()) {
            continue;
        }
        let button = inherited.kind.as_deref() == Some(b"Btn");
        let value = match &inherited.value {
            Some(value) => said(document, value),
            // Some programs mark the box and forget to say so in the field.
            None if button => marked(document, field, kids),
            None => None,
        };
        let value = value.map(|value| clean(&value)).unwrap_or_default();
        let value = if button { value.trim_start_matches('/').to_owned() } else { chosen(document, value, inherited.options.as_ref()) };
        if value.is_empty() || (button && value == "Off") {
            continue;
        }
        if value.chars().count() > MAX_TEXT {
            return Err(Box::new(fault(path, format!("the field `{below}` holds more than {MAX_TEXT} characters"), "shorten it in the form, and save it again")));
        }
        form.values.push((below.to_owned(), value));
    }
    form.ok_or_else(|| {
        let hint = "answers are read from the fillable questionnaires of a site (`…-fillable.pdf`) alone; copy these into one of them";
        Box::new(fault(path, "this form is no questionnaire of this program", hint))
    })
}
