//! `rumbo schema`: the JSON Schema of each kind of file, for editors.

use super::{Answer, Printer};
use crate::diag::suggest;
use crate::scaffold::schemas::{KINDS, schema as schema_of};

pub(super) fn schema(kind: Option<&str>, printer: &mut Printer) -> Answer {
    let Some(kind) = kind else {
        for kind in KINDS {
            printer.data(&format!("{:14} {}\n", kind.name, kind.place));
        }
        return Answer::Well;
    };
    let Some(schema) = schema_of(kind) else {
        printer.message(&format!("error: there is no kind of file `{kind}`"));
        let names: Vec<&str> = KINDS.iter().map(|kind| kind.name).collect();
        let hint = match crate::diag::nearest(kind, names.iter().copied()) {
            Some(_) => suggest(kind, names),
            None => String::from("`rumbo schema` lists the kinds"),
        };
        printer.message(&format!("hint: {hint}"));
        return Answer::WrongUse;
    };
    printer.data(&schema);
    Answer::Well
}
