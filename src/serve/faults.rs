//! Faults as the browser gets them: as data for the script, and as a page where there is no site to show.

use std::fmt::Write as _;

use serde::Serialize;

use crate::diag::{Diagnostic, Place, Severity};
use crate::markup::escaped;
use crate::source::Sources;

/// A fault with its place in words.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Fault {
    /// Its code.
    code: String,
    /// `error` or `warning`.
    severity: &'static str,
    /// `path:line:column`, or a path; empty if it has none.
    place: String,
    /// The fact.
    message: String,
    /// What is said about the very place; may be empty.
    label: String,
    /// The next action; may be empty.
    hint: String,
}

impl Fault {
    /// A fault as a page lists it.
    pub(super) fn listed(fault: &Diagnostic, sources: &Sources) -> Self {
        Self {
            code: fault.code.name().to_owned(),
            severity: match fault.severity {
                Severity::Error => "error",
                Severity::Warning => "warning",
            },
            place: match &fault.place {
                Place::Span(span) => sources.place(*span),
                Place::Path(path) => path.clone(),
            },
            message: fault.message.clone(),
            label: fault.label.clone(),
            hint: fault.hint.clone(),
        }
    }

    /// A build or a page that was never finished: no fault of the site.
    pub(super) fn unfinished() -> Self {
        Self {
            code: String::from("unfinished"),
            severity: "error",
            place: String::new(),
            message: String::from("Rumbo stopped in the middle of its work"),
            label: String::new(),
            hint: String::from("look at the terminal for the reason, and please report it; the next change of a file tries again"),
        }
    }
}

/// The faults that stop a build, in the order given: the errors, or if there are none (`--strict`) the warnings.
/// A site may have warnings for good; they would bury what has just gone wrong.
pub(super) fn stopping(faults: &[Diagnostic], sources: &Sources) -> Vec<Fault> {
    let worst = faults.iter().map(|fault| fault.severity).min();
    faults.iter().filter(|fault| Some(fault.severity) == worst).map(|fault| Fault::listed(fault, sources)).collect()
}

/// What the script is told: the build, and its faults.
pub(super) fn json(build: &str, faults: &[Fault]) -> String {
    serde_json::json!({ "build": build, "faults": faults }).to_string()
}

/// The page shown while there is no site.
pub(super) fn no_site(faults: &[Fault]) -> String {
    // The mark tells the script that the faults are on the page already.
    page(" data-rumbo=\"faults\"", "The site cannot be built yet", "Correct these files; the page follows by itself.", faults)
}

/// The page shown instead of one that cannot be rendered.
pub(super) fn no_page(fault: &Fault) -> String {
    page("", "This page cannot be made", "Correct this; the page follows by itself.", std::slice::from_ref(fault))
}

/// The page shown where the site has none.
pub(super) fn not_found() -> String {
    page("", "There is no such page", "Go back, or to <a href=\"/\">the first page</a>.", &[])
}

/// A page; `mark`, `title` and `advice` are markup of this file, everything else is text.
fn page(mark: &str, title: &str, advice: &str, faults: &[Fault]) -> String {
    let mut html = format!(
        "<!doctype html>\n<html lang=\"en\"{mark}>\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>{title} – Rumbo</title>\n\
         <link rel=\"stylesheet\" href=\"/_rumbo/page.css\">\n<script src=\"/_rumbo/reload.js\" defer></script>\n</head>\n\
         <body>\n<main>\n<h1>{title}</h1>\n<p>{advice}</p>\n"
    );
    if !faults.is_empty() {
        html.push_str("<ol>\n");
        for fault in faults {
            let item = [("code", &fault.place), ("span", &fault.label), ("span", &fault.hint)];
            let _ = write!(html, "<li><p><b>{}[{}]</b> {}</p>", fault.severity, escaped(&fault.code), escaped(&fault.message));
            for (number, (tag, text)) in item.into_iter().enumerate().filter(|(_, (_, text))| !text.is_empty()) {
                let before = if number == 2 { "hint: " } else { "" };
                let _ = write!(html, "<p>{before}<{tag}>{}</{tag}></p>", escaped(text));
            }
            html.push_str("</li>\n");
        }
        html.push_str("</ol>\n");
    }
    html.push_str("</main>\n</body>\n</html>\n");
    html
}
