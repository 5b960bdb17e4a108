//! `rumbo bundle` and `rumbo verify`: the site as one archive, and whether a copy is whole.

use std::path::Path;

use super::print::plural;
use super::{Answer, BundleArguments, Printer};
use crate::diag::Format;
use crate::source::Sources;
use crate::write::{Difference, verify as compare};

/// How many differences, or large files, are named one by one.
const NAMED: usize = 20;

pub(super) fn bundle(arguments: &BundleArguments, printer: &mut Printer) -> Answer {
    let site = &arguments.site;
    let Some(run) = super::build::run(site, !arguments.no_pdf, printer) else { return Answer::Faults };
    let Some(compiled) = &run.compiled else { return Answer::Faults };
    let out = arguments.out.clone().unwrap_or_else(|| site.site.join("toolbox.zip"));
    printer.progress("packing …");
    let packed = crate::bundle(compiled);
    printer.clear_progress();
    let bundle = match packed {
        Ok(bundle) => bundle,
        Err(faults) => {
            printer.faults(&faults, &run.sources, site.format.into(), true);
            return Answer::Faults;
        }
    };
    let size = bundle.bytes.len() as u64;
    if let Some(limit) = arguments.max_size.filter(|limit| size > limit.saturating_mul(1_000_000)) {
        printer.message(&format!("error: the archive would have {}, more than {limit} MB; nothing was written", megabytes(size)));
        printer.message("hint: these are the largest; `--no-pdf` leaves out the printed documents");
        for (path, size) in bundle.sizes.iter().take(NAMED) {
            printer.message(&format!("{:>10}  {path}", megabytes(*size)));
        }
        return Answer::Faults;
    }
    if let Err(fault) = crate::write::replace_file(&out, &bundle.bytes) {
        printer.faults(&[*fault], &run.sources, site.format.into(), true);
        return Answer::Faults;
    }
    printer.data(&format!("{} in {}\n{}\n", plural(bundle.sizes.len(), "file"), megabytes(size), out.display()));
    Answer::Well
}

pub(super) fn verify(path: &Path, printer: &mut Printer) -> Answer {
    let differences = match compare(path) {
        Ok(differences) => differences,
        Err(faults) => {
            printer.faults(&faults, &Sources::default(), Format::Human, true);
            return Answer::Faults;
        }
    };
    if differences.is_empty() {
        printer.data("whole: every file is as it was built\n");
        return Answer::Well;
    }
    for difference in differences.iter().take(NAMED) {
        let word = match difference {
            Difference::Changed(_) => "changed",
            Difference::Missing(_) => "missing",
            Difference::Stranger(_) => "added",
        };
        printer.data(&format!("{word:8} {}\n", difference.path()));
    }
    let more = differences.len().saturating_sub(NAMED);
    if more > 0 {
        printer.data(&format!("… and {}\n", plural(more, "more file")));
    }
    let spoilt = differences.iter().any(|difference| !matches!(difference, Difference::Stranger(_)));
    let advice = if spoilt { "copy the site again from where it came from" } else { "all of the site is whole; the added files are somebody's" };
    printer.message(&format!("hint: {advice}"));
    Answer::Faults
}

/// A size for people: `3.4 MB`, `12 kB`.
fn megabytes(bytes: u64) -> String {
    if bytes >= 1_000_000 { format!("{}.{} MB", bytes / 1_000_000, bytes % 1_000_000 / 100_000) } else { format!("{} kB", bytes.div_ceil(1000)) }
}
