//! Faults as values: what a stage pushes when it finds something wrong, and goes on.
//!
//! A [`Diagnostic`] has five parts: a code, a place, one lower-case line stating the fact, the label under
//! the caret, and a hint naming the next action. Rendering is in [`render`](self::render); nothing here prints.

mod codes;
mod render;

pub use codes::Code;
pub use render::{Format, render};

use crate::source::{FileId, Span};

/// How bad it is: an error stops the build, a warning does not (unless `--strict`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// The site would be wrong or incomplete.
    Error,
    /// The site is as its files say, but somebody should look.
    Warning,
}

/// Where a fault is.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Place {
    /// A range of a file that was read.
    Span(Span),
    /// A file or folder that could not be read (path relative to the site).
    Path(String),
}

/// One fault.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// Which kind of fault; `rumbo explain CODE` tells more.
    pub code: Code,
    /// Error or warning.
    pub severity: Severity,
    /// Where it is.
    pub place: Place,
    /// The fact, one line, lower case.
    pub message: String,
    /// What stands under the caret; may be empty.
    pub label: String,
    /// The next action; may be empty.
    pub hint: String,
    /// Other places that belong to the fault, each with its label.
    pub related: Vec<(Span, String)>,
}

impl Diagnostic {
    /// An error at a place in a file.
    #[must_use]
    pub fn error(code: Code, span: Span, message: impl Into<String>) -> Self {
        Self::new(code, Severity::Error, Place::Span(span), message.into())
    }

    /// A warning at a place in a file.
    #[must_use]
    pub fn warning(code: Code, span: Span, message: impl Into<String>) -> Self {
        Self::new(code, Severity::Warning, Place::Span(span), message.into())
    }

    /// An error about a path whose text is not at hand.
    #[must_use]
    pub fn at_path(code: Code, path: impl Into<String>, message: impl Into<String>) -> Self {
        Self::new(code, Severity::Error, Place::Path(path.into()), message.into())
    }

    /// A warning about a path whose text is not at hand.
    #[must_use]
    pub fn warning_at_path(code: Code, path: impl Into<String>, message: impl Into<String>) -> Self {
        Self::new(code, Severity::Warning, Place::Path(path.into()), message.into())
    }

    fn new(code: Code, severity: Severity, place: Place, message: String) -> Self {
        Self { code, severity, place, message, label: String::new(), hint: String::new(), related: Vec::new() }
    }

    /// Sets the words under the caret.
    #[must_use]
    pub fn label(mut self, label: impl Into<String>) -> Self {
        self.label = label.into();
        self
    }

    /// Sets the next action.
    #[must_use]
    pub fn hint(mut self, hint: impl Into<String>) -> Self {
        self.hint = hint.into();
        self
    }

    /// Adds another place that belongs to the fault.
    #[must_use]
    pub fn related(mut self, span: Span, label: impl Into<String>) -> Self {
        self.related.push((span, label.into()));
        self
    }

    /// The file this fault is in, if its text is at hand.
    #[must_use]
    pub fn file(&self) -> Option<FileId> {
        match &self.place {
            Place::Span(span) => Some(span.file),
            Place::Path(_) => None,
        }
    }
}

/// Sorts faults by place, then code, and drops exact repeats, so that a report does not depend on the order
/// in which parallel work found them.
pub fn sort(faults: &mut Vec<Diagnostic>) {
    faults.sort_by(|a, b| (&a.place, a.code, &a.message).cmp(&(&b.place, b.code, &b.message)));
    faults.dedup();
}

/// The known name nearest to a mistyped one, if any is near enough to be meant.
#[must_use]
pub fn nearest<'a>(name: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let limit = (name.chars().count() / 3).max(1);
    known
        .into_iter()
        .map(|candidate| (strsim::damerau_levenshtein(&name.to_lowercase(), candidate), candidate))
        .filter(|(distance, _)| *distance <= limit)
        .min()
        .map(|(_, candidate)| candidate)
}

/// `did you mean …?`, or the list of what is known when nothing is near (cut after twelve).
#[must_use]
pub fn suggest<'a>(name: &str, known: impl IntoIterator<Item = &'a str>) -> String {
    let known: Vec<&str> = known.into_iter().collect();
    if let Some(near) = nearest(name, known.iter().copied()) {
        return format!("did you mean `{near}`?");
    }
    if known.is_empty() {
        return String::from("there is none yet");
    }
    let shown: Vec<String> = known.iter().take(12).map(|name| format!("`{name}`")).collect();
    let more = if known.len() > 12 { ", …" } else { "" };
    format!("known: {}{more}", shown.join(", "))
}
