//! The search as a built site has it: what is found as a section of its own, what it costs, and the lists without scripts.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use rumbo::Options;
use rumbo::render::search::{fold, tokens};
use serde_json::Value;

use crate::support::{built_example, copy_of_example, edit, files, rumbo};

/// What the files of a kind hand over, in the order of their numbers.
fn values(files: &BTreeMap<String, Vec<u8>>, lang: &str, kind: &str) -> Vec<Value> {
    let folder = format!("search/{lang}/{kind}");
    let mut found: Vec<(usize, Value)> = files
        .iter()
        .filter_map(|(path, bytes)| {
            let rest = path.strip_prefix(&folder)?.strip_suffix(".js")?;
            let number = rest.split('-').next().filter(|number| !number.is_empty()).map_or(Some(0), |number| number.parse().ok())?;
            let text = std::str::from_utf8(bytes).expect("text");
            let inner = text.strip_prefix("CSX(").and_then(|rest| rest.strip_suffix(");\n")).expect("one call");
            let pair: Value = serde_json::from_str(&format!("[{inner}]")).expect("JSON");
            Some((number, pair[1].clone()))
        })
        .collect();
    found.sort_by_key(|(number, _)| *number);
    found.into_iter().map(|(_, value)| value).collect()
}

/// The rows of all files of a kind.
fn rows(files: &BTreeMap<String, Vec<u8>>, lang: &str, kind: &str) -> Vec<Value> {
    values(files, lang, kind).into_iter().flat_map(|value| value.as_array().expect("a list").clone()).collect()
}

/// Every section in the index of a language: the anchor and the heading, with the address of its page.
fn sections(files: &BTreeMap<String, Vec<u8>>, lang: &str) -> BTreeSet<(String, String)> {
    let (titles, texts) = (rows(files, lang, "t"), rows(files, lang, "x"));
    assert_eq!(titles.len(), texts.len());
    let section = |(title, sections): (&Value, &Value)| {
        let url = title[1].as_str().expect("an address").to_owned();
        let rows = sections.as_array().expect("sections").clone();
        rows.into_iter().map(move |row| (format!("{url}#{}", row[0].as_str().unwrap_or_default()), row[1].as_str().unwrap_or_default().to_owned()))
    };
    titles.iter().zip(&texts).flat_map(section).collect()
}

/// The words of an index, from the front-coded dictionary in its manifest.
fn words(files: &BTreeMap<String, Vec<u8>>, lang: &str) -> BTreeSet<String> {
    let manifest = &values(files, lang, "m")[0];
    let coded = manifest["dict"][0].as_str().expect("words");
    let mut found = BTreeSet::new();
    let mut word = String::new();
    for letter in coded.chars() {
        if letter.is_ascii_uppercase() {
            found.insert(word.clone());
            word.truncate(usize::from(letter as u8 - b'A'));
        } else {
            word.push(letter);
        }
    }
    found.insert(word);
    found.remove("");
    found
}

/// A site of two procedures with a word, an area and a pinned answer of their own, and words in common.
const SMALL: [(&str, &str); 4] = [
    ("rumbo.yaml", "title: Toolbox\nsummary: Steps.\nlanguages: [en]\noutcomes: [{id: data, title: Data}]\nareas: [{id: border, title: Borders}, {id: housing, title: Homes}]\nsearch:\n  lunr: true\n  pinned:\n    - {words: {en: [\"zebra crossing\"]}, leads_to: sops/permits}\n    - {words: {en: [\"quokka island\"]}, leads_to: sops/homes}\n"),
    ("content/glossary.yaml", "terms:\n  - id: permit\n    term: Laissez-passer\n    acronym: LPX\n    synonyms: {en: [passport]}\n    meaning: A paper that lets a person cross.\n  - id: shelter\n    term: Billet\n    acronym: BLT\n    meaning: A roof for some nights.\n"),
    ("content/sops/permits.en.md", "---\ntitle: Issuing permits\nsummary: How an office issues a passport.\narea: border\nowner: Office\nversion: 1\neffective: 2026-01-01\n---\n\n## Steps {#steps .steps}\n\nRegister each giraffe and give a receipt.\n"),
    ("content/sops/homes.en.md", "---\ntitle: Finding lodgings\nsummary: How an office finds a billet.\narea: housing\nowner: Office\nversion: 1\neffective: 2026-01-01\n---\n\n## Steps {#steps .steps}\n\nRegister each wombat and give a receipt.\n"),
];

#[test]
fn the_index_of_some_pages_knows_nothing_of_the_others() {
    let site = tempfile::TempDir::new().expect("a temporary folder");
    for (path, text) in SMALL {
        let place = site.path().join(path);
        fs::create_dir_all(place.parent().expect("a folder")).expect("a folder");
        fs::write(place, text).expect("a file");
    }
    let options = Options { audience: rumbo::model::answers::Audience::Public, edition: rumbo::outline::Edition::Site, print: false };
    let run = rumbo::compile(site.path(), &options);
    let compiled = run.compiled.expect("it compiles");
    let whole: BTreeMap<String, Vec<u8>> = rumbo::render::search_index(&compiled, |_| true).into_iter().collect();
    let part: BTreeMap<String, Vec<u8>> = rumbo::render::search_index(&compiled, |page| page.path == "en/sops/permits.html").into_iter().collect();
    let all = |files: &BTreeMap<String, Vec<u8>>| files.values().map(|bytes| String::from_utf8_lossy(bytes).to_lowercase()).collect::<String>();

    // The whole site has all of it.
    let known = words(&whole, "en");
    for word in ["giraffe", "wombat", "lodgings", "passport", "lpx", "billet", "blt", "zebra", "quokka", "receipt"] {
        assert!(known.contains(word), "{word}");
    }
    for text in ["sops/homes.html", "finding lodgings", "quokka island", "housing"] {
        assert!(all(&whole).contains(text), "{text}");
    }

    // The part has its page, the words of that, what they can also be called, and what was pinned to it.
    assert_eq!(rows(&part, "en", "t"), [serde_json::json!(["Issuing permits", "sops/permits.html"])]);
    let own = "Issuing permits How an office issues a passport Steps Register each giraffe and give a receipt zebra crossing laissez passer LPX";
    let own: BTreeSet<String> = tokens(own).map(|(_, word)| fold(word)).collect();
    let known = words(&part, "en");
    assert!(known.is_subset(&own), "{:?}", known.difference(&own).collect::<Vec<_>>());
    for word in ["giraffe", "passport", "lpx", "zebra", "receipt"] {
        assert!(known.contains(word), "{word}");
    }
    let manifest = &values(&part, "en", "m")[0];
    assert_eq!((manifest["n"].as_u64(), manifest["pins"].as_array().map(Vec::len)), (Some(1), Some(1)), "{manifest}");
    assert!(part.contains_key("search/lunr.en.json"));
    let told = all(&part);
    for text in ["homes", "lodgings", "wombat", "billet", "blt", "roof", "quokka", "housing"] {
        assert!(!told.contains(text), "`{text}` in {told}");
    }
}

#[test]
fn an_area_is_not_found_by_what_its_procedures_say() {
    let files = built_example();
    for lang in ["en", "es"] {
        let (titles, texts) = (rows(files, lang, "t"), rows(files, lang, "x"));
        let text = |start: &str| -> Vec<String> {
            titles.iter().zip(&texts).filter(|(title, _)| title[1].as_str().is_some_and(|url| url.starts_with(start))).map(|(_, text)| text.to_string()).collect()
        };
        let areas = text("areas/").concat();
        assert!(!areas.is_empty());
        for sop in text("sops/") {
            let sections: Value = serde_json::from_str(&sop).expect("sections");
            let summary = sections[0][2].as_str().expect("a summary");
            assert!(summary.len() > 10 && !areas.contains(summary), "{lang}: {summary}");
        }
    }
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
