//! `rumbo build` and `rumbo check`.

use std::time::Instant;

use super::print::plural;
use super::{Answer, BuildArguments, CheckArguments, Printer, SiteArguments};
use crate::diag::Format;
use crate::model::translation::{self, State};
use crate::outline::Edition;
use crate::render::search::budget;
use crate::{Options, Run};

pub(super) fn build(arguments: &BuildArguments, printer: &mut Printer) -> Answer {
    let start = Instant::now();
    let format = arguments.site.format.into();
    let Some(run) = run(&arguments.site, Edition::Site, !arguments.no_pdf, printer) else { return Answer::Faults };
    let Some(compiled) = &run.compiled else { return Answer::Faults };
    let out = arguments.out.clone().unwrap_or_else(|| arguments.site.site.join(if arguments.only.is_empty() { "public" } else { "only" }));
    let chosen = |path: &str| arguments.only.is_empty() || is_chosen(path, &arguments.only);
    if !compiled.outline.pages.iter().any(|page| chosen(&page.path)) {
        printer.message(&format!("error: no page is at {}", arguments.only.join(", ")));
        printer.message("hint: name a page by its kind and id, such as `sops/rental-support`, or a kind, such as `sheets/`");
        return Answer::Faults;
    }
    printer.progress("writing …");
    let built = crate::build_some(compiled, &arguments.site.site, &out, |path| chosen(path) || path.starts_with("assets/") || path.starts_with("files/"));
    printer.clear_progress();
    match built {
        Err(faults) => {
            printer.faults(&faults, &run.sources, arguments.site.format.into(), true);
            Answer::Faults
        }
        Ok(built) => {
            let toolbox = &compiled.toolbox;
            let report = &built.report;
            printer.summary(format, &format!(
                "{} in {}: {}, {}, {}, {}, {}\n",
                plural(built.pages, "page"),
                plural(toolbox.site.languages.len(), "language"),
                plural(compiled.assessments.questionnaires.len(), "questionnaire"),
                plural(compiled.assessments.answers.len(), "answer set"),
                plural(toolbox.sops.len(), "procedure"),
                plural(toolbox.practices.len(), "good practice"),
                plural(toolbox.sheets.len(), "country sheet"),
            ));
            printer.summary(format, &format!(
                "{} ({} written, {} unchanged, {} removed) in {} ms\n",
                plural(report.written + report.unchanged, "file"),
                report.written,
                report.unchanged,
                report.removed,
                start.elapsed().as_millis()
            ));
            if report.carried > 0 {
                printer.summary(format, &format!("{} of yours kept in the folder\n", plural(report.carried, "file")));
            }
            let first = compiled.outline.pages.iter().find(|page| chosen(&page.path)).map_or("index.html", |page| &page.path);
            printer.summary(format, &format!("open {}\n", out.join(first).display()));
            if arguments.stats {
                stats(&run, &built, format, printer);
                search_stats(compiled, format, printer);
                translation_stats(compiled, format, printer);
            }
            // The process ends here: to free every piece of a large site one by one would only take time.
            std::mem::forget(run);
            Answer::Well
        }
    }
}

/// Whether an output is below one of the chosen paths, in any language: `sops/x` means its page and its documents.
fn is_chosen(path: &str, only: &[String]) -> bool {
    let below = path.split_once('/').map_or(path, |(_, below)| below);
    let chosen = |wanted: &String| {
        let wanted = wanted.trim_start_matches('/').trim_end_matches(".html");
        let rest = below.strip_prefix(wanted).or_else(|| path.strip_prefix(wanted));
        rest.is_some_and(|rest| wanted.ends_with('/') || rest.starts_with(['/', '.']) || ["-pocket.pdf", "-fillable.pdf", "-wall.pdf", "-cards.pdf"].contains(&rest))
    };
    let is_site = !path.starts_with("search/") && !path.starts_with("assets/");
    is_site && only.iter().any(chosen)
}

fn stats(run: &Run, built: &crate::Built, format: Format, printer: &mut Printer) {
    let stages = run.timings.iter().chain(&built.timings);
    for (stage, time) in stages {
        printer.summary(format, &format!("{stage:>12} {:>9.1} ms\n", time.as_secs_f64() * 1000.0));
    }
    for (folder, count, bytes) in &built.sizes {
        printer.summary(format, &format!("{folder:>12} {count:>6} files {:>9.1} kB\n", *bytes as f64 / 1000.0));
    }
}

/// What the search costs a reader, beside what it may cost.
fn search_stats(compiled: &crate::Compiled, format: Format, printer: &mut Printer) {
    let kilo = |bytes: u64| bytes as f64 / 1000.0;
    let engine = budget::packed(crate::render::search::page_script().as_bytes());
    printer.summary(format, &format!("search: engine {:.1} of {:.1} kB packed\n", kilo(engine), kilo(budget::ENGINE)));
    for cost in crate::render::Outputs::new(compiled).search_costs() {
        printer.summary(format, &format!(
            "search/{}: {}, {:.1} kB; first query at most {:.1} kB, {:.1} of {:.0} kB packed; {} bytes a page without texts{}\n",
            cost.lang,
            plural(cost.pages, "page"),
            kilo(cost.whole),
            kilo(cost.first_query),
            kilo(cost.first_query_packed),
            kilo(cost.allowed()),
            cost.without_texts / (cost.pages.max(1) as u64),
            if cost.is_within() && engine <= budget::ENGINE { "" } else { " (OVER BUDGET)" }
        ));
    }
}

/// How far each language is translated.
fn translation_stats(compiled: &crate::Compiled, format: Format, printer: &mut Printer) {
    let site = &compiled.toolbox.site;
    for lang in site.languages.iter().filter(|lang| *lang != site.default_language()) {
        let entries: Vec<State> = translation::status(&compiled.toolbox, &compiled.assessments, lang).into_values().flatten().map(|entry| entry.state).collect();
        let count = |wanted: fn(&State) -> bool| entries.iter().filter(|state| wanted(state)).count();
        printer.summary(format, &format!(
            "translations/{lang}: {} of {} entries in full, {} in part, {} missing, {} older than their source\n",
            count(|state| matches!(state, State::Whole)),
            entries.len(),
            count(|state| matches!(state, State::Partly { .. })),
            count(|state| matches!(state, State::Missing)),
            count(|state| matches!(state, State::Older(_))),
        ));
    }
}

pub(super) fn check(arguments: &CheckArguments, printer: &mut Printer) -> Answer {
    let mut run = compile(&arguments.site, Edition::Site, false, printer);
    // Everything but writing: a page that cannot be rendered is a fault too.
    if let Some(compiled) = run.compiled.as_ref().filter(|_| !run.has_errors()) {
        run.faults.extend(crate::render::Outputs::new(compiled).check());
    }
    let stop = printer.faults(&run.faults, &run.sources, arguments.site.format.into(), arguments.site.strict);
    if stop || run.compiled.is_none() { Answer::Faults } else { Answer::Well }
}

fn compile(arguments: &SiteArguments, edition: Edition, print: bool, printer: &mut Printer) -> Run {
    printer.progress("compiling …");
    let options = Options { audience: arguments.audience.into(), edition, print };
    let run = crate::compile(&arguments.site, &options);
    printer.clear_progress();
    run
}

/// Compiles a site and prints its faults; `None` if they stop it.
pub(super) fn run(arguments: &SiteArguments, edition: Edition, print: bool, printer: &mut Printer) -> Option<Run> {
    let run = compile(arguments, edition, print, printer);
    let stop = printer.faults(&run.faults, &run.sources, arguments.format.into(), arguments.strict);
    (!stop).then_some(run)
}

#[cfg(test)]
mod tests {
    use super::is_chosen;

    #[test]
    fn a_page_is_chosen_with_its_documents_in_every_language() {
        let only = |wanted: &str| vec![wanted.to_owned()];
        for path in ["en/sops/a.html", "es/sops/a.html", "es/sops/a.pdf", "en/sops/a-pocket.pdf"] {
            assert!(is_chosen(path, &only("sops/a")), "{path}");
            assert!(is_chosen(path, &only("sops/")), "{path}");
            assert!(is_chosen(path, &only("sops")), "{path}");
        }
        for path in ["en/sops/ab.html", "en/practices/a.html", "search/sops/a.js", "index.html"] {
            assert!(!is_chosen(path, &only("sops/a.html")), "{path}");
        }
    }
}
