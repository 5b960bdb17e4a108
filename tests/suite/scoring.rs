//! Published methods as frameworks: each folder of `tests/scoring` holds a small framework, a table of codes, and the
//! figures that the method publishes for them (its ids are those of the table of vectors). And what the reader of tables
//! says of a table with mistakes.

use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;

use tempfile::TempDir;

use crate::support::{copy_of_example, example, rumbo};

fn methods() -> Vec<PathBuf> {
    let folders = fs::read_dir(example().join("tests/scoring")).expect("tests/scoring");
    let mut folders: Vec<PathBuf> = folders.map(|entry| entry.expect("an entry").path()).collect();
    folders.sort();
    folders
}

/// The rows of a table as maps from column to cell; none of these has quotes.
fn rows(text: &str) -> Vec<BTreeMap<String, String>> {
    let mut lines = text.lines();
    let header: Vec<&str> = lines.next().expect("a header").split(',').collect();
    lines.map(|line| header.iter().map(|name| (*name).to_owned()).zip(line.split(',').map(str::to_owned)).collect()).collect()
}

#[test]
fn published_methods_give_their_published_figures() {
    let methods = methods();
    assert!(methods.len() >= 8, "{methods:?}");
    for method in methods {
        let framework = method.to_str().expect("a path");
        let table = method.join("data.csv");
        let output = rumbo(&example(), &["score", "--framework", framework, "--table", table.to_str().expect("a path"), "--format", "csv"]);
        assert!(output.status.success(), "{framework}: {}", String::from_utf8_lossy(&output.stderr));
        let found = rows(&String::from_utf8_lossy(&output.stdout));
        let expected = rows(&fs::read_to_string(method.join("expected.csv")).expect("expected.csv"));
        assert!(!expected.is_empty());
        for row in expected {
            let same = |other: &&BTreeMap<String, String>| other["unit"] == row["unit"] && other["node"] == row["node"];
            let found = found.iter().find(same).unwrap_or_else(|| panic!("{framework}: no row for {row:?}"));
            for (column, value) in &row {
                assert_eq!(&found[column], value, "{framework}: {column} of {} for {}", row["node"], row["unit"]);
            }
        }
    }
}

/// Scores a table against the SPAR-like framework.
fn spar(table: &str, more: &[&str]) -> std::process::Output {
    let folder = TempDir::new().expect("a folder");
    fs::write(folder.path().join("codes.csv"), table).expect("the table");
    let framework = example().join("tests/scoring/spar");
    let mut arguments = vec!["score", "--framework", framework.to_str().expect("a path"), "--table", "codes.csv"];
    arguments.extend(more);
    rumbo(folder.path(), &arguments)
}

#[test]
fn every_mistake_of_a_table_is_said_at_its_cell() {
    let output = spar("unit,indicator,value\nlima,c1-1,6\nlima,c1-1,3\n,c1-2,3\nlima,c99,1\nlima,a1,maybe\nlima,c2-1\nlima,\"c3-1,2\n", &[]);
    assert_eq!(output.status.code(), Some(1));
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    for (place, message) in [
        ("codes.csv:2:11", "error[bad-answer]: there is no level 6"),
        ("codes.csv:3:6", "error[duplicate-id]: `c1-1` is answered twice for `lima`"),
        ("codes.csv:4:1", "error[bad-table]: this row names no unit"),
        ("codes.csv:5:6", "error[missing-reference]: there is no question `c99` in `spar`"),
        ("codes.csv:6:9", "error[bad-answer]: `maybe` is not an answer to a statement"),
        ("codes.csv:7:1", "error[bad-table]: this row has 2 cells, the header has 3"),
        ("codes.csv:8:6", "error[bad-table]: this quote is never closed"),
    ] {
        let at = said.find(message).unwrap_or_else(|| panic!("{message} is not in\n{said}"));
        let after = said[at..].lines().nth(1).unwrap_or("");
        assert!(after.trim().ends_with(place), "{message} should be at {place}:\n{said}");
    }
    let said = String::from_utf8_lossy(&spar("place,indicator,value\n", &[]).stderr).into_owned();
    assert!(said.contains("error[bad-table]: the table has no column `unit`"), "{said}");
    assert!(output.stdout.is_empty());
}

#[test]
fn a_table_is_scored_in_every_format_and_explained() {
    let table = "\u{feff}Unit;Indicator;Value;note\nlima;c1-1;3;x\nlima;c1-2;n/a;\nquito;c1-1;unknown;\nquito;c1-2;not_asked;\n";
    let columns = String::from_utf8_lossy(&spar(table, &[]).stdout).into_owned();
    assert!(columns.contains("lima (2 of 29 questions with an answer)") && columns.contains("quito"), "{columns}");
    let json: serde_json::Value = serde_json::from_slice(&spar(table, &["--format", "json"]).stdout).expect("JSON");
    assert_eq!(json["units"][0]["nodes"]["c1"]["figure"], "60");
    assert_eq!(json["units"][0]["nodes"]["c1"]["counts"]["not_applicable"], 1);
    assert_eq!(json["units"][1]["nodes"]["c1"]["figure"], "20*");
    assert_eq!(json["units"][1]["nodes"]["c1"]["counts"]["not_asked"], 1);
    let explained = String::from_utf8_lossy(&spar(table, &["--unit", "lima", "--explain", "c1"]).stdout).into_owned();
    assert!(explained.contains("rule      mean") && !explained.contains("quito"), "{explained}");
    let said = String::from_utf8_lossy(&spar(table, &["--unit", "lma"]).stderr).into_owned();
    assert!(said.contains("did you mean `lima`?"), "{said}");
}

#[test]
fn a_framework_of_the_site_is_named_by_its_id() {
    let folder = TempDir::new().expect("a folder");
    let (table, out) = (folder.path().join("codes.csv"), folder.path().join("results.csv"));
    fs::write(&table, "unit,indicator,value\nsomewhere,border-registration-record,4\n").expect("the table");
    let arguments = ["score", "--framework", "capacity", "--table", table.to_str().expect("a path"), "--format", "csv", "--out", out.to_str().expect("a path")];
    let output = rumbo(&example(), &arguments);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let written = fs::read_to_string(&out).expect("the results");
    assert!(written.contains("somewhere,border-registration-record,ladder,answered,4,80,80,"), "{written}");
    let said = rumbo(&example(), &["score", "--framework", "capacty", "--table", table.to_str().expect("a path")]);
    assert_eq!(said.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&said.stderr).contains("did you mean `capacity`?"));
}

#[test]
fn a_framework_without_answers_takes_nothing_from_the_results() {
    let site = copy_of_example();
    let new = rumbo(site.path(), &["new", "framework", "basic", "--site", &site.path().to_string_lossy()]);
    assert!(new.status.success(), "{}", String::from_utf8_lossy(&new.stderr));
    let built = rumbo(site.path(), &["build", "--no-pdf"]);
    assert!(built.status.success(), "{}", String::from_utf8_lossy(&built.stderr));
    let page = std::fs::read_to_string(site.path().join("public/en/results/index.html")).expect("the list of results");
    let (_, table) = page.split_once("id=\"_results-capacity\"").expect("the results of the framework that has some");
    assert!(table.contains("Villa Ejemplo") && !page.contains("_results-basic"), "and nothing of the one that has none");
}
