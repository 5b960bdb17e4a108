//! The examples are sites like any other: they must be without a fault, in every language, and say every key.

use std::collections::BTreeSet;

use serde_json::Value;

use super::*;
use crate::diag::Diagnostic;
use crate::load::project;
use crate::model::assessment::Assessments;
use crate::model::{Toolbox, model};
use crate::outline::{Edition, outline};
use crate::source::{Source, Sources};

/// Every stage up to the outline, over files in memory.
fn compile(files: &[NewFile]) -> (Option<(Toolbox, Assessments)>, Vec<String>) {
    let mut texts: Vec<Source> = files
        .iter()
        .filter(|(path, _)| project::WANTED.iter().any(|wanted| path.starts_with(wanted)))
        .map(|(path, text)| Source { path: path.clone(), text: text.clone() })
        .collect();
    texts.sort_by(|a, b| a.path.cmp(&b.path));
    let (project, mut faults) = project::load(texts, Vec::new(), &[]);
    let (modelled, mut found) = model(&project);
    faults.append(&mut found);
    if let Some((toolbox, assessments)) = &modelled {
        faults.append(&mut outline(toolbox, assessments, Edition::Site, true).1);
    }
    let shown = shown(&faults, &project.sources);
    (modelled, shown)
}

fn shown(faults: &[Diagnostic], sources: &Sources) -> Vec<String> {
    let place = |fault: &Diagnostic| match &fault.place {
        crate::diag::Place::Span(span) => sources.place(*span),
        crate::diag::Place::Path(path) => path.clone(),
    };
    faults.iter().map(|fault| format!("{}: {} ({})", place(fault), fault.message, fault.hint)).collect()
}

fn around(files: &[NewFile], schemas: bool) -> Surroundings {
    let (modelled, _) = compile(files);
    let (toolbox, assessments) = modelled.expect("the site can be read");
    Surroundings::of(&toolbox, &assessments, schemas)
}

fn id(text: &str) -> Id {
    Id::new(text).expect("an id")
}

/// A name that fits the kind: answer files carry their identity in it.
fn name(kind: &str) -> Id {
    id(if kind == "answers" { "ejemplia-2026-2-r9" } else { "night-shift" })
}

/// A site with the least there can be, in these languages.
fn bare(languages: &str) -> Vec<NewFile> {
    let text = format!("title: Bare\nsummary: Bare.\nlanguages: [{languages}]\noutcomes: [{{id: one, title: One}}]\nareas: [{{id: roads, title: Roads}}]\n");
    vec![(String::from("rumbo.yaml"), text)]
}

fn entries() -> impl Iterator<Item = &'static str> {
    kinds().iter().copied().filter(|kind| *kind != "site")
}

#[test]
fn the_example_site_is_without_a_fault() {
    let (modelled, faults) = compile(&site("my-site"));
    assert_eq!(faults, Vec::<String>::new());
    let (toolbox, assessments) = modelled.expect("a site");
    assert_eq!(toolbox.site.title.wordings().map(|(_, wording)| wording.text.as_str()).collect::<Vec<_>>(), ["My site", "My site"]);
    assert_eq!((toolbox.sops.len(), toolbox.practices.len(), toolbox.sheets.len(), toolbox.pages.len(), toolbox.kits.len()), (1, 1, 1, 1, 1));
    assert_eq!((assessments.frameworks.len(), assessments.questionnaires.len(), assessments.units.len(), assessments.answers.len()), (1, 1, 1, 1));
}

#[test]
fn a_name_cannot_break_the_site() {
    for odd in ["", "-", "a \"quoted\" \\ name: #1", "{{ 1 + 1 }}", "año 2026", "line\nbreak"] {
        let (modelled, faults) = compile(&site(odd));
        assert!(modelled.is_some(), "{odd}");
        assert_eq!(faults, Vec::<String>::new(), "{odd}");
    }
}

#[test]
fn an_entry_of_every_kind_is_without_a_fault() {
    let example = site("example");
    let around = around(&example, true);
    for kind in entries() {
        assert_eq!(around.lacks(kind), None, "{kind}");
        let made = entry(kind, &name(kind), &around).expect("a known kind");
        let all: Vec<NewFile> = example.iter().cloned().chain(made).collect();
        assert_eq!(compile(&all).1, Vec::<String>::new(), "{kind}");
    }
}

#[test]
fn an_entry_fits_a_site_in_other_languages() {
    for (languages, expected) in [("es", vec!["es"]), ("es, en", vec!["en", "es"]), ("fr, es", vec!["es", "fr"]), ("pt", vec!["pt"]), ("en", vec!["en"])] {
        let site = bare(languages);
        let around = around(&site, false);
        for kind in entries().filter(|kind| around.lacks(kind).is_none()) {
            let made = entry(kind, &name(kind), &around).expect("a known kind");
            let all: Vec<NewFile> = site.iter().cloned().chain(made.clone()).collect();
            assert_eq!(compile(&all).1, Vec::<String>::new(), "{kind} in {languages}");
            if kind == "sop" {
                let mut found: Vec<&str> = made.iter().filter_map(|(path, _)| path.strip_prefix("content/sops/night-shift.")?.strip_suffix(".md")).collect();
                found.sort_unstable();
                assert_eq!(found, expected, "{languages}");
            }
        }
    }
}

#[test]
fn no_gap_is_left_open() {
    let example = site("example");
    let around = around(&example, true);
    let made = entries().flat_map(|kind| entry(kind, &name(kind), &around).expect("a known kind"));
    for (path, text) in made.chain(example.clone()) {
        assert!(!text.contains("{{"), "{path}");
        assert!(text.ends_with('\n') && !text.contains('\t') && !text.contains('\r'), "{path}");
    }
}

#[test]
fn what_a_bare_site_lacks_is_said() {
    let around = around(&bare("en"), false);
    let lacking: Vec<(&str, &str)> = entries().filter_map(|kind| Some((kind, around.lacks(kind)?.what))).collect();
    assert_eq!(lacking, [("figures", "measure"), ("actions", "framework"), ("questionnaire", "framework"), ("adaptation", "framework"), ("crosswalk", "framework"), ("answers", "framework"), ("plan", "framework")]);
}

#[test]
fn a_sheet_named_like_a_country_covers_it_and_answers_are_named_like_their_identity() {
    let around = around(&site("example"), true);
    let text = |kind: &str, name: &str| entry(kind, &id(name), &around).expect("a known kind").remove(0).1;
    assert!(text("sheet", "ejemplia").contains("\ncountries: [XE] "));
    assert!(text("sheet", "elsewhere").contains("\ncountries: [] "));
    let answers = text("answers", "ejemplia-2027-1-health");
    for line in ["unit: ejemplia", "round: 2027-1", "  code: health", "  protection-children: unknown"] {
        assert!(answers.lines().any(|own| own == line), "{line}\n{answers}");
    }
}

#[test]
fn the_line_for_editors_leads_to_a_schema() {
    let example = site("example");
    let paths: BTreeSet<&str> = example.iter().map(|(path, _)| path.as_str()).collect();
    let with = around(&example, true);
    let made = entries().flat_map(|kind| entry(kind, &name(kind), &with).expect("a known kind"));
    for (path, text) in made.chain(example.clone()).filter(|(path, _)| path.ends_with(".yaml")) {
        let line = text.lines().next().and_then(|line| line.strip_prefix("# yaml-language-server: $schema="));
        let leads = line.unwrap_or_else(|| panic!("{path} has no such line"));
        let up = leads.matches("../").count();
        assert_eq!(up, path.matches('/').count(), "{path}");
        assert!(paths.contains(leads.trim_start_matches("../")), "{path}: {leads}");
    }
    let without = around(&example, false);
    for (path, text) in entries().flat_map(|kind| entry(kind, &name(kind), &without).expect("a known kind")) {
        assert!(!text.contains("yaml-language-server"), "{path}");
    }
}

/// Every object of a schema: its properties, with the path of each.
fn properties(schema: &Value, path: &str, found: &mut Vec<(String, Value)>) {
    match schema {
        Value::Object(object) => {
            if let Some(Value::Object(properties)) = object.get("properties") {
                found.extend(properties.iter().map(|(key, value)| (format!("{path}.{key}"), value.clone())));
            }
            object.iter().for_each(|(key, value)| properties(value, &format!("{path}.{key}"), found));
        }
        Value::Array(items) => items.iter().for_each(|item| properties(item, path, found)),
        _ => {}
    }
}

#[test]
fn every_schema_is_json_with_every_property_described() {
    for kind in schemas::KINDS {
        let text = schemas::schema(kind.name).expect("a known kind");
        let schema: Value = serde_json::from_str(&text).expect("JSON");
        assert_eq!(schema["$schema"], "http://json-schema.org/draft-07/schema#", "{}", kind.name);
        assert!(schema["title"].as_str().is_some_and(|title| !title.is_empty()), "{}", kind.name);
        let mut found = Vec::new();
        properties(&schema, kind.name, &mut found);
        assert!(!found.is_empty(), "{}", kind.name);
        for (path, property) in found {
            assert!(property["description"].as_str().is_some_and(|words| words.len() > 5), "{path}");
        }
    }
    assert!(schemas::schema("nothing").is_none());
}

#[test]
fn the_examples_name_every_key() {
    let example = site("example");
    let around = around(&example, true);
    let made: Vec<NewFile> = entries().flat_map(|kind| entry(kind, &name(kind), &around).expect("a known kind")).collect();
    for kind in schemas::KINDS {
        let schema: Value = serde_json::from_str(&schemas::schema(kind.name).expect("a known kind")).expect("JSON");
        let mut found = Vec::new();
        properties(&schema, kind.name, &mut found);
        let is_of = |path: &str| match kind.name {
            "sop" | "practice" | "page" | "session" => path.starts_with(&format!("content/{}s/", kind.name)),
            name => schemas::of_path(path) == Some(name),
        };
        for files in [&example, &made] {
            let text: String = files.iter().filter(|(path, _)| is_of(path)).map(|(_, text)| text.as_str()).collect();
            // The lists of a site are begun with the site alone.
            if text.is_empty() {
                continue;
            }
            // Questions that an edition adds are written as in an area.
            for (path, _) in found.iter().filter(|(path, _)| !path.contains(".add.items.properties.indicators.")) {
                let key = path.rsplit('.').next().unwrap_or(path);
                let named = [' ', '{', '\n'].iter().any(|before| text.contains(&format!("{before}{key}:")));
                assert!(named, "the example of `{}` never shows `{path}`", kind.name);
            }
        }
    }
}
