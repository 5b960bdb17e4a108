//! Returned PDF forms: the fields of a fillable questionnaire as an answer file.
//!
//! In: the bytes of a PDF that came back, from whatever program filled it in. Out: the text of the answer file that
//! says the same, in the notation that people write by hand, so that everything behind this door (faults with lines,
//! versions, scoring, joining) is the same for paper forms. Nothing in the file is trusted: size, unpacking, number and
//! depth of fields are limited, references may lead in circles, and a file that cannot be read is one fault.
//!
//! The fields stand below one root field that is named by the questionnaire ([`Identity`]); the rest of a field's name
//! says what it holds: `<question>` the answer, `<question>_note` a note, and so on ([`Part`]). `fields` walks the file,
//! `values` reads what an entry says, `written` makes the answer file.

mod fields;
mod names;
mod values;
mod written;

use crate::diag::{Code, Diagnostic};
use fields::{fields, open};
pub use names::{FIELDS, Identity, PIECES, Part, Piece, WHO};
use written::written;

/// The largest form that is read, in bytes; a questionnaire of 150 questions has about one twentieth.
const MAX_BYTES: usize = 16 << 20;
/// The most bytes that one stream of a form may unpack to.
const MAX_UNPACKED: usize = 32 << 20;
/// The most fields and parts of fields that are looked at.
const MAX_FIELDS: usize = 50_000;
/// The deepest nesting of fields.
const MAX_DEPTH: usize = 12;
/// The most characters of one field.
const MAX_TEXT: usize = 10_000;
/// Bytes of stack for reading a form: nested objects are read by recursion.
const STACK: usize = 16 << 20;

/// Reads a returned form: the text of its answer file, and warnings.
///
/// # Errors
/// What is wrong with it as a form, as one fault or several.
pub fn read(path: &str, bytes: &[u8]) -> Result<(String, Vec<Diagnostic>), Vec<Diagnostic>> {
    let apart = std::thread::scope(|scope| {
        let reading = std::thread::Builder::new().name(String::from("form")).stack_size(STACK).spawn_scoped(scope, || read_here(path, bytes));
        reading.map(std::thread::ScopedJoinHandle::join)
    });
    match apart {
        Ok(Ok(read)) => read,
        _ => Err(vec![damaged(path)]),
    }
}

fn fault(path: &str, message: impl Into<String>, hint: impl Into<String>) -> Diagnostic {
    Diagnostic::at_path(Code::AnswersPdf, path, message).hint(hint)
}

const AGAIN: &str = "ask for the file again, as it was saved by the program that filled it in";

fn damaged(path: &str) -> Diagnostic {
    fault(path, "this PDF is damaged and cannot be read", AGAIN)
}

fn read_here(path: &str, bytes: &[u8]) -> Result<(String, Vec<Diagnostic>), Vec<Diagnostic>> {
    let (document, mut warnings) = open(path, bytes).map_err(|fault| vec![*fault])?;
    let form = fields(path, &document).map_err(|fault| vec![*fault])?;
    let missing = form.identity.fields.saturating_sub(form.met.len());
    if missing > 0 {
        let named: Vec<String> = form.listed.iter().filter(|name| !form.met.contains(*name)).take(6).map(|name| format!("`{name}`")).collect();
        let named = if named.is_empty() { String::new() } else { format!(": {}", named.join(", ")) + if named.len() < missing { " …" } else { "" } };
        let count = form.identity.fields;
        let hint = "what was written in them is not in this file; compare it with what the respondent sees, or ask for it again, filled in with another program";
        warnings.push(Diagnostic::warning_at_path(Code::AnswersPdf, path, format!("the program that saved this form lost {missing} of its {count} fields{named}")).hint(hint));
    }
    let (text, mut left_out) = written(path, &form)?;
    warnings.append(&mut left_out);
    Ok((text, warnings))
}

#[cfg(test)]
mod tests;
