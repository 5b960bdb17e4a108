//! The page of translations: what a language lacks, what is older than its source, and that nothing internal is counted.

use std::collections::BTreeMap;
use std::fs;

use tempfile::TempDir;

use crate::support::{build, edit, rumbo};

/// The new site: English and Spanish, everything translated.
fn new_site() -> TempDir {
    let folder = TempDir::new().expect("a temporary folder");
    let output = rumbo(folder.path(), &["new", "site", "."]);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    folder
}

fn page(site: &TempDir, path: &str) -> String {
    text(&build(site.path(), &["--no-pdf"]).1, path)
}

fn text(files: &BTreeMap<String, Vec<u8>>, path: &str) -> String {
    String::from_utf8(files.get(path).unwrap_or_else(|| panic!("there is no `{path}`")).clone()).expect("a text")
}

/// The numbers of a kind's row: entries, in full, in part, not yet, older.
fn row(page: &str, kind: &str) -> Vec<String> {
    let start = page.find(&format!("<th scope=\"row\">{kind}</th>")).unwrap_or_else(|| panic!("no row `{kind}`"));
    let row = &page[start..start + page[start..].find("</tr>").expect("the end of the row")];
    row.split("</td>").filter_map(|cell| cell.rsplit_once('>')).map(|(_, number)| number.to_owned()).filter(|number| !number.is_empty()).collect()
}

#[test]
fn a_site_that_is_translated_says_so_and_every_page_leads_to_it() {
    let site = new_site();
    let (_out, files) = build(site.path(), &["--no-pdf"]);
    let english = text(&files, "en/translations.html");
    assert_eq!(row(&english, "Procedures"), ["1", "1", "0", "0", "0"]);
    assert!(!english.contains("<details class=\"trace\">"), "nothing is left to do");
    assert!(text(&files, "es/translations.html").contains("están traducidas por completo"), "the page is in the reader's language");
    assert!(text(&files, "en/sops/receiving-people.html").contains("href=\"../translations.html\""), "the footer leads there");
}

#[test]
fn what_is_missing_in_part_or_older_is_counted_named_and_linked_in_its_language() {
    let site = new_site();
    fs::remove_file(site.path().join("content/practices/shared-shift-list.es.md")).expect("the translation");
    edit(site.path(), "content/sops/receiving-people.en.md", "revised: 2026-01-15", "revised: 2026-03-02");
    edit(site.path(), "content/pages/about.es.md", "\nsummary:", "\n# summary:");
    let (_out, files) = build(site.path(), &["--no-pdf"]);
    let english = text(&files, "en/translations.html");
    assert_eq!(row(&english, "Good practices"), ["1", "0", "0", "1", "0"]);
    assert_eq!(row(&english, "Procedures"), ["1", "0", "0", "0", "1"]);
    assert_eq!(row(&english, "About and background"), ["1", "0", "1", "0", "0"]);
    for href in ["../es/practices/shared-shift-list.html", "../es/sops/receiving-people.html", "../es/pages/about.html"] {
        assert!(english.contains(&format!("href=\"{href}\"")), "no link to {href}");
    }
    assert!(english.contains("source revised on 2 March 2026"), "it says since when");
    // The page itself says so as well, and leads to the newer text; the source does not.
    let spanish = text(&files, "es/sops/receiving-people.html");
    assert!(spanish.contains("se revisó el 2 de marzo de 2026. Esta traducción es anterior.") && spanish.contains("href=\"../../en/sops/receiving-people.html\">Leer el texto"), "the older page");
    assert!(!text(&files, "en/sops/receiving-people.html").contains("This translation is older"), "the source is never older");

    // A translation without a date is older too; one with a later date is not.
    edit(site.path(), "content/sops/receiving-people.es.md", "revised: 2026-01-15\n", "");
    assert_eq!(row(&page(&site, "en/translations.html"), "Procedures"), ["1", "0", "0", "0", "1"]);
    edit(site.path(), "content/sops/receiving-people.es.md", "\nsummary:", "\nrevised: 2026-03-02\nsummary:");
    assert_eq!(row(&page(&site, "en/translations.html"), "Procedures"), ["1", "1", "0", "0", "0"]);
}

#[test]
fn the_statistics_of_a_build_say_the_same() {
    let site = new_site();
    fs::remove_file(site.path().join("content/practices/shared-shift-list.es.md")).expect("the translation");
    let output = rumbo(site.path(), &["build", "--no-pdf", "--stats"]);
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    let line = said.lines().find(|line| line.starts_with("translations/es: ")).expect("a line");
    assert!(line.ends_with("0 in part, 1 missing, 0 older than their source"), "{line}");
}

#[test]
fn answers_and_plans_of_places_are_not_even_counted() {
    let site = new_site();
    let (_out, files) = build(site.path(), &["--no-pdf"]);
    let with = text(&files, "en/translations.html");
    assert!(!with.contains("<th scope=\"row\">Results</th>") && !with.contains("<th scope=\"row\">Response plans</th>"), "one place's affairs");
    let answers = site.path().join("assessments/answers/ejemplia-2026-1-r1.yaml");
    let internal = fs::read_to_string(&answers).expect("the answers");
    assert!(internal.contains("visibility: public"), "the example's answers are cleared");
    fs::write(&answers, internal.replace("visibility: public", "visibility: internal")).expect("the answers");
    let internal = page(&site, "en/translations.html");
    fs::remove_file(&answers).expect("no answers");
    assert_eq!(internal, page(&site, "en/translations.html"), "internal answers leave no trace");
}

#[test]
fn a_site_of_one_language_has_no_such_page() {
    let folder = TempDir::new().expect("a temporary folder");
    let config = "title: Bare\nsummary: Bare.\nlanguages: [en]\noutcomes: [{id: one, title: One}]\nareas: [{id: roads, title: Roads}]\n";
    fs::write(folder.path().join("rumbo.yaml"), config).expect("the configuration");
    let (_out, files) = build(folder.path(), &["--no-pdf"]);
    assert!(!files.contains_key("en/translations.html") && !text(&files, "en/index.html").contains("translations.html"));
}
