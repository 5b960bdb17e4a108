//! Results to standard output, messages to standard error; a closed pipe is the end, not a panic.

use std::io::{IsTerminal as _, Write as _};

use crate::diag::{Diagnostic, Format, Severity, render};
use crate::source::Sources;

/// The two streams of the process.
#[derive(Debug)]
pub struct Printer {
    colour: bool,
    terminal: bool,
}

impl Printer {
    /// A printer for this process: colours only on a terminal that has them.
    #[must_use]
    pub fn new() -> Self {
        let colour = anstream::AutoStream::choice(&std::io::stderr()) != anstream::ColorChoice::Never;
        Self { colour, terminal: std::io::stderr().is_terminal() }
    }

    /// Prints results.
    pub fn data(&mut self, text: &str) {
        // A reader that has gone away wants no more: there is nobody left to tell.
        let _ = anstream::stdout().write_all(text.as_bytes());
    }

    /// Prints what a command has done: as a result for people, as a message where results are for programs.
    pub fn summary(&mut self, format: Format, text: &str) {
        match format {
            Format::Human | Format::Short => self.data(text),
            Format::Json | Format::Github => self.message(text.trim_end()),
        }
    }

    /// Prints a message.
    pub fn message(&mut self, text: &str) {
        let _ = writeln!(anstream::stderr(), "{text}");
    }

    /// Shows what is being done, where somebody is watching; the next message replaces it.
    pub fn progress(&mut self, text: &str) {
        if self.terminal {
            let _ = write!(anstream::stderr(), "\r\x1b[2K{text}");
            let _ = anstream::stderr().flush();
        }
    }

    /// Removes what [`progress`](Self::progress) showed.
    pub fn clear_progress(&mut self) {
        if self.terminal {
            let _ = write!(anstream::stderr(), "\r\x1b[2K");
        }
    }

    /// Prints faults and a line that counts them; true if they stop the build.
    pub fn faults(&mut self, faults: &[Diagnostic], sources: &Sources, format: Format, strict: bool) -> bool {
        let text = render(faults, sources, format, self.colour);
        match format {
            // Machines read results from standard output.
            Format::Json | Format::Github => self.data(&text),
            Format::Human | Format::Short => {
                let _ = anstream::stderr().write_all(text.as_bytes());
            }
        }
        let count = |severity: Severity| faults.iter().filter(|fault| fault.severity == severity).count();
        let (errors, warnings) = (count(Severity::Error), count(Severity::Warning));
        if errors + warnings > 0 {
            let codes: std::collections::BTreeSet<&str> = faults.iter().map(|fault| fault.code.name()).collect();
            let example = codes.first().copied().unwrap_or_default();
            self.message(&format!("{}, {}; `rumbo explain {example}` tells more", plural(errors, "error"), plural(warnings, "warning")));
        }
        errors > 0 || (strict && warnings > 0)
    }
}

impl Default for Printer {
    fn default() -> Self {
        Self::new()
    }
}

/// `1 page`, `2 pages`.
pub(super) fn plural(n: usize, word: &str) -> String {
    if n == 1 { format!("1 {word}") } else { format!("{n} {word}s") }
}
