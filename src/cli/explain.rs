//! `rumbo explain`: the meaning of each fault.

use super::{Answer, Printer};
use crate::diag::{Code, suggest};

pub(super) fn explain(name: Option<&str>, printer: &mut Printer) -> Answer {
    let Some(name) = name else {
        for code in Code::ALL {
            printer.data(&format!("{:28} {}\n", code.name(), code.explanation()[0]));
        }
        return Answer::Well;
    };
    let Some(code) = Code::ALL.iter().find(|code| code.name() == name) else {
        printer.message(&format!("error: there is no fault `{name}`"));
        printer.message(&format!("hint: {}", suggest(name, Code::ALL.iter().map(|code| code.name()))));
        return Answer::WrongUse;
    };
    let [what, why, fix] = code.explanation();
    printer.data(&format!("{name}\n\n{what}\n\nWhy it matters: {why}\nWhat to do: {fix}\n"));
    Answer::Well
}
