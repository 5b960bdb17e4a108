//! `rumbo serve`.

use super::print::plural;
use super::{Answer, Printer, ServeArguments};
use crate::diag::{Format, Severity, render};
use crate::fs;
use crate::serve::{Outcome, Report, Server, Settings};

pub(super) fn serve(arguments: &ServeArguments, printer: &mut Printer) -> Answer {
    let site = &arguments.site;
    let settings = Settings { site: site.site.clone(), audience: site.audience.into(), strict: site.strict, port: arguments.port };
    let server = match Server::start(settings) {
        Ok(server) => server,
        Err(refusal) => {
            printer.message(&format!("error: {}", refusal.message));
            printer.message(&format!("hint: {}", refusal.hint));
            return Answer::Faults;
        }
    };
    let address = server.address();
    if arguments.port != 0 && address.port() != arguments.port {
        printer.message(&format!("warning: port {} is taken; using {}", arguments.port, address.port()));
        printer.message("hint: another `rumbo serve` may still be running; `--port` chooses another");
    }
    printer.message(&format!("{} is at http://{address}/ (Ctrl-C ends it)", fs::shown(&site.site)));
    let mut before = String::new();
    for report in server.reports() {
        // Warnings that stay would bury what is new at each save.
        let faults = render(&report.faults, &report.sources, Format::Short, false);
        let same = faults == before;
        if !same && !faults.is_empty() {
            printer.faults(&report.faults, &report.sources, site.format.into(), site.strict);
        }
        printer.message(&line(&report, same && !faults.is_empty()));
        before = faults;
    }
    Answer::Well
}

/// One line a build.
fn line(report: &Report, same: bool) -> String {
    let count = |severity: Severity| report.faults.iter().filter(|fault| fault.severity == severity).count();
    let faults = match (count(Severity::Error), count(Severity::Warning)) {
        (0, 0) => String::from("no faults"),
        (errors, warnings) => format!("{}, {}", plural(errors, "error"), plural(warnings, "warning")),
    };
    let same = if same { " as before" } else { "" };
    let shown = match report.outcome {
        Outcome::New => "",
        Outcome::LastGood => "; the last good site stays",
        Outcome::Faults => "; the page lists them",
        Outcome::Unfinished => "; Rumbo stopped in the middle, please report it; the next change tries again",
    };
    format!("build {}: {} ms, {faults}{same}{shown}", report.number, report.duration.as_millis())
}
