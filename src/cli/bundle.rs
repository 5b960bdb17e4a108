//! `rumbo bundle` and `rumbo verify`: the site or one toolbox as one archive or one page, and whether a copy is whole.

use std::path::Path;

use super::print::plural;
use super::{Answer, BundleArguments, Printer};
use crate::diag::Format;
use crate::model::Lang;
use crate::outline::Edition;
use crate::source::Sources;
use crate::write::{Difference, Former, verify as compare};

/// How many differences, or large files, are named one by one.
const NAMED: usize = 20;

pub(super) fn bundle(arguments: &BundleArguments, printer: &mut Printer) -> Answer {
    let site = &arguments.site;
    // First, for it is soon done: a mistake in the name should not cost a build.
    let former = match arguments.since.as_deref().map(Former::read).transpose() {
        Ok(former) => former,
        Err(faults) => {
            printer.faults(&faults, &Sources::default(), site.format.into(), true);
            return Answer::Faults;
        }
    };
    let mut languages = Vec::new();
    for code in &arguments.lang {
        let Some(lang) = Lang::new(code) else {
            printer.message(&format!("error: `{code}` is not the code of a language"));
            printer.message("hint: write it as in `rumbo.yaml`, such as `es`");
            return Answer::Faults;
        };
        languages.push(lang);
    }
    let (edition, print) = if arguments.one_file { (Edition::Site, false) } else { (Edition::Stick, !arguments.no_pdf) };
    let Some(run) = super::build::run(site, edition, print, printer) else { return Answer::Faults };
    let Some(compiled) = run.compiled else { return Answer::Faults };
    let compiled = match &arguments.toolbox {
        None => Ok(compiled),
        Some(kit) => compiled.part(kit).map_err(|fault| vec![*fault]),
    };
    printer.progress("packing …");
    let packed = compiled.and_then(|compiled| {
        if arguments.one_file {
            let file = crate::one_file(&compiled, &languages)?;
            return Ok((plural(file.pages, "page"), file.html, file.sizes));
        }
        let bundle = crate::bundle(&compiled, former.as_ref())?;
        Ok((plural(bundle.sizes.len(), "file"), bundle.bytes, bundle.sizes))
    });
    printer.clear_progress();
    let (count, bytes, sizes) = match packed {
        Ok(packed) => packed,
        Err(faults) => {
            printer.faults(&faults, &run.sources, site.format.into(), true);
            return Answer::Faults;
        }
    };
    let ending = if arguments.one_file { "html" } else { "zip" };
    let out = arguments.out.clone().unwrap_or_else(|| site.site.join(format!("{}.{ending}", arguments.toolbox.as_deref().unwrap_or("toolbox"))));
    let size = bytes.len() as u64;
    if let Some(limit) = arguments.max_size.filter(|limit| size > *limit) {
        let what = if arguments.one_file { "file" } else { "archive" };
        printer.message(&format!("error: the {what} would have {}, more than {}; nothing was written", megabytes(size), megabytes(limit)));
        printer.message(if arguments.one_file {
            "hint: these are the largest; `--toolbox` and `--lang` make it smaller"
        } else {
            "hint: these are the largest; `--no-pdf` leaves out the printed documents, `--toolbox` packs one toolbox"
        });
        for (path, size) in sizes.iter().take(NAMED) {
            printer.message(&format!("{:>10}  {path}", megabytes(*size)));
        }
        return Answer::Faults;
    }
    if let Err(fault) = crate::write::replace_file(&out, &bytes) {
        printer.faults(&[*fault], &run.sources, site.format.into(), true);
        return Answer::Faults;
    }
    printer.data(&format!("{count} in {}\n{}\n", megabytes(size), out.display()));
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

/// Reads a size such as `50MB`, `900 kB`, `1.5GB`, or `50` for megabytes: bytes.
pub(super) fn size(text: &str) -> Result<u64, String> {
    let refuse = || format!("`{text}` is not a size: write such as `50MB` or `900kB`");
    let number: String = text.chars().take_while(|sign| sign.is_ascii_digit() || *sign == '.').collect();
    let unit: u64 = match text[number.len()..].trim().to_ascii_lowercase().as_str() {
        "" | "m" | "mb" => 1_000_000,
        "k" | "kb" => 1000,
        "g" | "gb" => 1_000_000_000,
        _ => return Err(refuse()),
    };
    let (whole, part) = number.split_once('.').unwrap_or((&number, ""));
    let digits: u64 = format!("{whole}{part}").parse().map_err(|_| refuse())?;
    let scale = 10_u64.checked_pow(u32::try_from(part.len()).unwrap_or(u32::MAX)).ok_or_else(refuse)?;
    let bytes = u128::from(digits) * u128::from(unit) / u128::from(scale);
    u64::try_from(bytes).ok().filter(|bytes| *bytes > 0).ok_or_else(refuse)
}

/// A size for people: `3.4 MB`, `12 kB`.
fn megabytes(bytes: u64) -> String {
    if bytes >= 1_000_000 { format!("{}.{} MB", bytes / 1_000_000, bytes % 1_000_000 / 100_000) } else { format!("{} kB", bytes.div_ceil(1000)) }
}

#[cfg(test)]
mod tests {
    use super::size;

    #[test]
    fn sizes_are_read_with_or_without_a_unit() {
        for (text, bytes) in [("50", 50_000_000), ("50MB", 50_000_000), ("1.5 gb", 1_500_000_000), ("900kB", 900_000), ("0.25m", 250_000)] {
            assert_eq!(size(text), Ok(bytes), "{text}");
        }
        for text in ["", "MB", "-1", "0", "5 apples", "1.2.3", "99999999999999999999", "1.00000000000000000000000001"] {
            assert!(size(text).is_err(), "{text}");
        }
    }
}
