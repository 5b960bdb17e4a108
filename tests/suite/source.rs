//! The plan beside the example. What the sheets call support priorities is what the plan prints, by a list that was
//! transcribed from it; and no sentence of the plan stands in our content: its runs of eight words are known here by
//! their hashes alone.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use serde_json::Value;
use sha2::{Digest as _, Sha256};

use crate::support::{built_example, example, files};

/// How many words make a run.
const RUN: usize = 8;

/// Names and titles of instruments, in words as [`words`] gives them: a run must not reach across one.
const NAMES: [&str; 2] = [
    "https www minsalud gov co sites rid lists bibliotecadigital ride de com plan respuesta salud migrantes pdf",
    "registro administrativo de migrantes venezolanos en colombia",
];

/// The words of a text: runs of letters and digits, in lower case.
fn words(text: &str) -> Vec<String> {
    text.to_lowercase().split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

/// The first 12 hex digits of the SHA-256 of a run.
fn hash(run: &[String]) -> String {
    Sha256::digest(run.join(" ")).iter().take(6).fold(String::new(), |mut hex, byte| {
        write!(hex, "{byte:02x}").expect("a string");
        hex
    })
}

/// The runs of a text that the plan has too, names left out.
fn copied(text: &str, plan: &BTreeSet<String>) -> Vec<String> {
    let words = words(text).join(" ");
    let pieces = NAMES.iter().fold(vec![words], |pieces, name| {
        pieces.iter().flat_map(|piece| piece.split(name)).map(str::to_owned).collect()
    });
    let mut found = Vec::new();
    for piece in pieces {
        let words: Vec<String> = piece.split_whitespace().map(str::to_owned).collect();
        found.extend(words.windows(RUN).filter(|run| plan.contains(&hash(run))).map(|run| run.join(" ")));
    }
    found
}

fn runs_of_the_plan() -> BTreeSet<String> {
    let text = fs::read_to_string(example().join("tests/source-runs.txt")).expect("the runs");
    text.lines().filter(|line| !line.starts_with('#')).map(str::to_owned).collect()
}

#[test]
fn no_sentence_of_the_plan_stands_in_our_content() {
    let plan = runs_of_the_plan();
    assert!(plan.len() > 7_000, "the runs are all there");
    let mut found = Vec::new();
    for folder in ["content", "assessments", "themes/default/strings", "src/scaffold/files"] {
        for (path, bytes) in files(&example().join(folder)) {
            if [".md", ".yaml"].iter().any(|ending| path.ends_with(ending)) {
                let text = String::from_utf8(bytes).expect("UTF-8");
                found.extend(copied(&text, &plan).into_iter().map(|run| format!("{folder}/{path}: {run}")));
            }
        }
    }
    let readme = fs::read_to_string(example().join("README.md")).expect("the README");
    found.extend(copied(&readme, &plan).into_iter().map(|run| format!("README.md: {run}")));
    assert!(found.is_empty(), "say it in our own words:\n{}", found.join("\n"));
}

#[test]
fn a_run_of_the_plan_is_found_whatever_its_case_and_marks() {
    let run = words("One, two; THREE four five six seven eight");
    let plan = BTreeSet::from([hash(&run)]);
    assert_eq!(copied("Zero one two three\n  four five *six* seven (eight) nine", &plan), ["one two three four five six seven eight"]);
    assert_eq!(copied("one two three four five six seven nine", &plan), [""; 0]);
}

#[test]
fn a_name_may_be_written_as_it_is_but_not_hide_a_sentence() {
    let run = words("Registro Administrativo de Migrantes Venezolanos en Colombia RAMV");
    let before = words("a b c d e f g h");
    let plan = BTreeSet::from([hash(&run), hash(&before)]);
    assert_eq!(copied("the Registro Administrativo de Migrantes Venezolanos en Colombia (RAMV)", &plan), [""; 0]);
    assert_eq!(copied("a b c d e f g h Registro Administrativo de Migrantes Venezolanos en Colombia", &plan), ["a b c d e f g h"]);
}

/// The list that was transcribed: the activities of each sheet, in the plan's order.
fn transcribed(path: &Path) -> BTreeMap<String, Vec<String>> {
    let text = fs::read_to_string(path).expect("the list");
    let mut sheets: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let mut last = 0;
    for line in text.lines().filter(|line| !line.starts_with('#')) {
        let [sheet, number, activity] = line.split(' ').collect::<Vec<_>>()[..] else { panic!("`{line}` has not three parts") };
        let number: u32 = number.parse().expect("a line of the plan");
        assert!(!sheets.contains_key(sheet) || number > last, "`{line}` stands before line {last}");
        last = number;
        sheets.entry(sheet.to_owned()).or_default().push(activity.to_owned());
    }
    sheets
}

#[test]
fn every_sheet_has_the_priorities_that_the_plan_prints() {
    let expected = transcribed(&example().join("tests/source-priorities.txt"));
    assert_eq!((expected.len(), expected.values().map(Vec::len).sum::<usize>()), (15, 269));
    let data: Value = serde_json::from_slice(&built_example()["data/priorities.json"]).expect("JSON");
    let mut found = BTreeMap::new();
    for sheet in data["sheets"].as_array().expect("sheets") {
        let activities = sheet["activities"].as_array().expect("activities").iter();
        let activities: Vec<String> = activities.map(|activity| activity.as_str().expect("an id").to_owned()).collect();
        found.insert(sheet["sheet"].as_str().expect("an id").to_owned(), activities);
    }
    assert_eq!(found, expected);
}
