//! The search as a built site has it: what is found as a section of its own, what it costs, and the lists without scripts.

use std::collections::BTreeSet;

use serde_json::Value;

use crate::support::{built_example, copy_of_example, edit, files, rumbo};

/// Every section in the index of a language: the anchor and the heading, with the address of its page.
fn sections(files: &std::collections::BTreeMap<String, Vec<u8>>, lang: &str) -> BTreeSet<(String, String)> {
    let read = |kind: char| -> Vec<Value> {
        let folder = format!("search/{lang}/{kind}");
        let mut found: Vec<(usize, Value)> = files
            .iter()
            .filter_map(|(path, bytes)| {
                let number = path.strip_prefix(&folder)?.split_once('-')?.0.parse().ok()?;
                let text = std::str::from_utf8(bytes).expect("text");
                let inner = text.strip_prefix("CSX(").and_then(|rest| rest.strip_suffix(");\n")).expect("one call");
                let pair: Value = serde_json::from_str(&format!("[{inner}]")).expect("JSON");
                Some((number, pair[1].clone()))
            })
            .collect();
        found.sort_by_key(|(number, _)| *number);
        found.into_iter().flat_map(|(_, value)| value.as_array().expect("a list").clone()).collect()
    };
    let (titles, texts) = (read('t'), read('x'));
    assert_eq!(titles.len(), texts.len());
    let section = |(title, sections): (&Value, &Value)| {
        let url = title[1].as_str().expect("an address").to_owned();
        let rows = sections.as_array().expect("sections").clone();
        rows.into_iter().map(move |row| (format!("{url}#{}", row[0].as_str().unwrap_or_default()), row[1].as_str().unwrap_or_default().to_owned()))
    };
    titles.iter().zip(&texts).flat_map(section).collect()
}

#[test]
fn questions_terms_challenges_and_rows_are_sections_with_anchors_that_exist() {
    let files = built_example();
    for lang in ["en", "es"] {
        let sections = sections(files, lang);
        let of = |start: &str| sections.iter().filter(|(address, _)| address.starts_with(start) && !address.ends_with('#')).count();
        for (start, least) in [("questionnaires/", 50), ("glossary/index.html#", 10), ("challenges/index.html#", 5), ("funding.html#_", 16), ("figures.html#_", 5), ("activities/", 30), ("sheets/", 40), ("matrix.html#_", 2), ("plans/", 50)] {
            assert!(of(start) >= least, "{lang}: {} sections of {start}", of(start));
        }
        for (address, _) in &sections {
            let (path, anchor) = address.split_once('#').expect("a fragment");
            let page = files.get(&format!("{lang}/{path}")).unwrap_or_else(|| panic!("{path} is a page"));
            let id = format!("id=\"{anchor}\"");
            assert!(anchor.is_empty() || String::from_utf8_lossy(page).contains(&id), "{lang}/{address} leads to its place");
        }
    }
}

#[test]
fn the_example_is_within_the_budgets_of_the_search() {
    let site = copy_of_example();
    let output = rumbo(site.path(), &["build", "--no-pdf", "--stats"]);
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    for start in ["search: engine ", "search/en: ", "search/es: "] {
        let line = said.lines().find(|line| line.starts_with(start)).unwrap_or_else(|| panic!("{start} in {said}"));
        assert!(line.contains(" kB packed") && !line.contains("OVER BUDGET"), "{line}");
    }
}

#[test]
fn a_pinned_answer_is_in_the_index_of_its_language_alone() {
    let site = copy_of_example();
    let sop = files(&site.path().join("content/sops")).into_keys().find_map(|path| path.strip_suffix(".en.md").map(str::to_owned)).expect("a procedure");
    edit(site.path(), "rumbo.yaml", "  pinned:\n", &format!("  pinned:\n    - {{words: {{en: [\"Zebra Crossing!\"]}}, leads_to: sops/{sop}}}\n"));
    let output = rumbo(site.path(), &["build", "--no-pdf"]);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let built = files(&site.path().join("public"));
    let manifest = |lang: &str| String::from_utf8_lossy(&built[&format!("search/{lang}/m.js")]).into_owned();
    assert!(manifest("en").contains("[\"zebra crossing\","), "pinned in English");
    assert!(!manifest("es").contains("[\"zebra crossing\","), "and not in Spanish");
}

#[test]
fn every_entry_is_in_the_list_from_a_to_z_in_both_languages() {
    let files = built_example();
    for lang in ["en", "es"] {
        let lists: String = files
            .iter()
            .filter(|(path, _)| path.starts_with(&format!("{lang}/a-z")))
            .map(|(_, bytes)| String::from_utf8_lossy(bytes).into_owned())
            .collect();
        for path in files.keys().filter_map(|path| path.strip_prefix(&format!("{lang}/"))) {
            // Pages that stand beside an entry are reached from it.
            let entry = path.split_once('/').is_some_and(|(folder, name)| !matches!(folder, "outcomes" | "audiences" | "a-z" | "forms" | "workshops" | "quiz-keys" | "discussions" | "places" | "editions") && name.ends_with(".html"));
            if entry && !path.ends_with("/index.html") {
                assert!(lists.contains(&format!("{path}\"")), "{lang}: {path}");
            }
        }
        let search = String::from_utf8_lossy(&files[&format!("{lang}/search.html")]).into_owned();
        let without = search.split_once("<noscript>").and_then(|(_, rest)| rest.split_once("</noscript>")).expect("a noscript").0;
        assert!(without.contains("a-z.html"), "{lang}: the search page leads to the list");
    }
}
