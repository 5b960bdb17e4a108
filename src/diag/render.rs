//! Faults as text: for people (with the lines of the file), one line each, JSON, or GitHub annotations.

use annotate_snippets::{AnnotationKind, Level, Renderer, Snippet};

use super::{Diagnostic, Place, Severity};
use crate::source::{Sources, floor_char_boundary};

/// How faults are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// With the lines of the file and a caret.
    Human,
    /// `path:line:column: severity[code]: message`, one line each.
    Short,
    /// One JSON object a line.
    Json,
    /// GitHub workflow commands.
    Github,
}

/// Writes the faults in the order given; `colour` adds terminal colours to [`Format::Human`].
#[must_use]
pub fn render(faults: &[Diagnostic], sources: &Sources, format: Format, colour: bool) -> String {
    let mut out = String::new();
    for fault in faults {
        match format {
            Format::Human => human(&mut out, fault, sources, colour),
            Format::Short => short(&mut out, fault, sources),
            Format::Json => json(&mut out, fault, sources),
            Format::Github => github(&mut out, fault, sources),
        }
    }
    out
}

fn severity(fault: &Diagnostic) -> &'static str {
    match fault.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
    }
}

/// `path:line:column`, or the bare path.
fn place(fault: &Diagnostic, sources: &Sources) -> String {
    match &fault.place {
        Place::Span(span) => sources.place(*span),
        Place::Path(path) => path.clone(),
    }
}

fn human(out: &mut String, fault: &Diagnostic, sources: &Sources, colour: bool) {
    let renderer = if colour { Renderer::styled() } else { Renderer::plain() };
    let level = match fault.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
    };
    let mut group = level.primary_title(&fault.message).id(fault.code.name()).elements(Vec::<Snippet<'_, annotate_snippets::Annotation<'_>>>::new());
    // One snippet a file: the place itself first, the related places beside it or below.
    if let Place::Span(span) = &fault.place {
        let mut files = vec![span.file];
        for (related, _) in &fault.related {
            if !files.contains(&related.file) {
                files.push(related.file);
            }
        }
        for file in files {
            let source = sources.get(file);
            let range = |start: u32, end: u32| {
                let start = floor_char_boundary(&source.text, start as usize);
                let end = floor_char_boundary(&source.text, end as usize).max(start);
                // A span over several lines is shown by its first.
                let line_end = source.text[start..].find('\n').map_or(source.text.len(), |n| start + n);
                start..end.min(line_end.max(start))
            };
            let mut snippet = Snippet::source(source.text.as_str()).path(source.path.as_str()).fold(true);
            if file == span.file {
                snippet = snippet.annotation(AnnotationKind::Primary.span(range(span.start, span.end)).label(fault.label.as_str()));
            }
            for (related, label) in fault.related.iter().filter(|(related, _)| related.file == file) {
                snippet = snippet.annotation(AnnotationKind::Context.span(range(related.start, related.end)).label(label.as_str()));
            }
            group = group.element(snippet);
        }
    }
    if let Place::Path(path) = &fault.place {
        group = group.element(annotate_snippets::Origin::path(path.as_str()));
    }
    if !fault.hint.is_empty() {
        group = group.element(Level::HELP.with_name(Some("hint")).message(fault.hint.as_str()));
    }
    out.push_str(&renderer.render(&[group]));
    out.push_str("\n\n");
}

fn short(out: &mut String, fault: &Diagnostic, sources: &Sources) {
    out.push_str(&format!("{}: {}[{}]: {}", place(fault, sources), severity(fault), fault.code.name(), fault.message));
    if !fault.hint.is_empty() {
        out.push_str(&format!(" ({})", fault.hint));
    }
    out.push('\n');
}

fn json(out: &mut String, fault: &Diagnostic, sources: &Sources) {
    let (path, line, column) = located(fault, sources);
    let value = serde_json::json!({
        "code": fault.code.name(),
        "severity": severity(fault),
        "path": path,
        "line": line,
        "column": column,
        "message": fault.message,
        "label": fault.label,
        "hint": fault.hint,
        "related": fault.related.iter().map(|(span, label)| {
            let (line, column) = sources.line_column(*span);
            serde_json::json!({"path": sources.get(span.file).path, "line": line, "column": column, "label": label})
        }).collect::<Vec<_>>(),
    });
    out.push_str(&value.to_string());
    out.push('\n');
}

fn github(out: &mut String, fault: &Diagnostic, sources: &Sources) {
    let (path, line, column) = located(fault, sources);
    let data = |text: &str| text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A");
    let property = |text: &str| data(text).replace(':', "%3A").replace(',', "%2C");
    let mut place = format!("file={}", property(&path));
    if let (Some(line), Some(column)) = (line, column) {
        place.push_str(&format!(",line={line},col={column}"));
    }
    let hint = if fault.hint.is_empty() { String::new() } else { format!("\nhint: {}", fault.hint) };
    out.push_str(&format!(
        "::{} {place},title={}::{}\n",
        severity(fault),
        property(fault.code.name()),
        data(&format!("{}{hint}", fault.message))
    ));
}

fn located(fault: &Diagnostic, sources: &Sources) -> (String, Option<usize>, Option<usize>) {
    match &fault.place {
        Place::Span(span) => {
            let (line, column) = sources.line_column(*span);
            (sources.get(span.file).path.clone(), Some(line), Some(column))
        }
        Place::Path(path) => (path.clone(), None, None),
    }
}
