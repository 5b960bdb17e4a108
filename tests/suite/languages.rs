//! Sites in languages other than the example's: the small site that `rumbo new` makes, told to be French and Dutch.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use tempfile::TempDir;

use crate::support::{build, edit, example, files, rumbo};

/// The new site with its two languages renamed, so that all words of the interface are those of the new ones.
fn site_in(languages: [&str; 2]) -> TempDir {
    let folder = TempDir::new().expect("a temporary folder");
    let site = folder.path();
    let output = rumbo(site, &["new", "site", "."]);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    for path in files(site).keys().filter(|path| path.starts_with("content/") || path.starts_with("assessments/") || *path == "rumbo.yaml") {
        let text = fs::read_to_string(site.join(path)).expect("a text");
        let text = text.lines().map(|line| renamed(line, languages)).collect::<Vec<_>>().join("\n") + "\n";
        let [first, second] = languages;
        let target = path.replace(".en.md", &format!(".{first}.md")).replace(".es.md", &format!(".{second}.md"));
        fs::remove_file(site.join(path)).expect("the old file");
        fs::write(site.join(target), text).expect("the new file");
    }
    folder
}

fn renamed(line: &str, [first, second]: [&str; 2]) -> String {
    let key = line.trim_start_matches([' ', '#', '-']);
    let (before, key) = line.split_at(line.len() - key.len());
    let key = key.strip_prefix("en: ").map(|rest| format!("{first}: {rest}")).unwrap_or_else(|| key.to_owned());
    let key = key.strip_prefix("es: ").map(|rest| format!("{second}: {rest}")).unwrap_or(key);
    let line = format!("{before}{key}").replace("[en, es]", &format!("[{first}, {second}]"));
    line.replace("{en: ", &format!("{{{first}: ")).replace(", es: ", &format!(", {second}: "))
}

fn page<'a>(pages: &'a BTreeMap<String, Vec<u8>>, path: &str) -> &'a str {
    std::str::from_utf8(pages.get(path).unwrap_or_else(|| panic!("there is no `{path}`"))).expect("a text")
}

fn holds(pages: &BTreeMap<String, Vec<u8>>, path: &str, wanted: &[&str]) {
    let text = page(pages, path);
    for words in wanted {
        assert!(text.contains(words), "`{path}` does not say `{words}`");
    }
}

/// Plain texts of the English table that are a whole sentence or label and stand in no page of another language.
fn english_words(other: &str) -> Vec<(String, String)> {
    let table = |lang: &str| fs::read_to_string(example().join(format!("themes/default/strings/{lang}.yaml"))).expect("the table");
    let entries = |text: &str| -> BTreeMap<String, String> {
        text.lines().filter_map(|line| line.split_once(": ")).map(|(key, text)| (key.to_owned(), text.trim_matches('"').to_owned())).collect()
    };
    let translated = entries(&table(other));
    // Headings of procedures and practices, the page "About this site" and an action's sentence are the site's own text.
    let own = |key: &str| key.starts_with("section_") || ["notice_label", "form_sheet_start"].contains(&key);
    entries(&table("en")).into_iter().filter(|(key, text)| text.len() > 9 && !text.contains('{') && !own(key) && translated.get(key) != Some(text)).collect()
}

#[test]
fn a_site_in_french_and_dutch_says_all_its_words_in_them() {
    let site = site_in(["fr", "nl"]);
    edit(site.path(), "content/sheets/ejemplia.yaml", "as_of: 2026-01-15", "as_of: 2026-03-01");
    let output = rumbo(site.path(), &["check"]);
    assert!(output.status.success() && !String::from_utf8_lossy(&output.stderr).contains("warning"), "{}", String::from_utf8_lossy(&output.stderr));
    let (_out, pages) = build(site.path(), &["--no-pdf"]);

    holds(&pages, "index.html", &["<html lang=\"fr\"", "Que voulez-vous faire\u{202f}?", "Nederlands</a>"]);
    holds(&pages, "nl/index.html", &["<html lang=\"nl\"", "Wat wilt u doen?", "Français</a>", "Naar de inhoud"]);
    // Numbers, money and dates: narrow spaces and the currency behind in French, points and the currency before in Dutch.
    holds(&pages, "fr/index.html", &["125\u{202f}000\u{a0}USD"]);
    holds(&pages, "nl/index.html", &["USD\u{a0}125.000"]);
    let all = |lang: &str| pages.iter().filter(|(path, _)| path.starts_with(&format!("{lang}/"))).map(|(path, _)| page(&pages, path)).collect::<String>();
    let (french, dutch) = (all("fr"), all("nl"));
    assert!(french.contains("\u{202f}%") && french.contains("1er mars 2026"), "a per cent and the first of a month in French");
    assert!(dutch.contains("1 maart 2026"), "the first of a month in Dutch");
    // What the form and the search compute in the page has the same words.
    assert!(french.contains("\"date_first\":\"1er\"") && french.contains("data-text-count-many=\"{n} de pages"), "words of the scripts");

    for lang in ["fr", "nl"] {
        for (key, text) in english_words(lang) {
            for (path, _) in pages.iter().filter(|(path, _)| path.starts_with(&format!("{lang}/")) && Path::new(path).extension().is_some_and(|end| end == "html")) {
                let text = text.replace('&', "&amp;");
                assert!(!page(&pages, path).contains(&format!(">{text}<")), "`{path}` says `{text}` (`{key}`) in English");
            }
        }
    }
}

/// Words of the example's plan that no other site may say: its years, its number of areas, and whom it is about.
const FACTS: [&str; 22] = [
    "2018", "2017", "2015", "iom", "oim", "dtm", "eight", "ocho", "oito", "huit", "acht", "dollars", "dólares", "dollar", "colombia", "brazil", "mercosur", "cúcuta", "roraima", "tumbes", "nationals", "nacionales",
];

#[test]
fn the_words_of_the_theme_tell_nothing_of_the_plan_of_the_example() {
    for languages in [["en", "es"], ["fr", "nl"], ["pt", "en"]] {
        let site = site_in(languages);
        let (_out, pages) = build(site.path(), &["--no-pdf"]);
        for (path, bytes) in pages.iter().filter(|(path, _)| Path::new(path).extension().is_some_and(|end| end == "html")) {
            let text = String::from_utf8_lossy(bytes).to_lowercase();
            let people = ["venezuel", "vénézu", "venezol"];
            assert!(!people.iter().any(|people| text.contains(people)), "`{path}` names the people of the example's plan");
            // What is packed in a single file may spell any short word.
            let pieces = text.split_whitespace().filter(|piece| piece.len() < 1000);
            for word in pieces.flat_map(|piece| piece.split(|c: char| !c.is_alphanumeric())) {
                assert!(!FACTS.contains(&word), "`{path}` says `{word}`, which only the example may say");
            }
        }
    }
}

#[test]
fn titles_of_figures_and_funds_come_from_the_content() {
    let site = site_in(["en", "es"]);
    edit(site.path(), "rumbo.yaml", "currency: USD", "currency: EUR");
    let (_out, pages) = build(site.path(), &["--no-pdf"]);
    holds(&pages, "en/funding.html", &["Amounts in EUR."]);
    holds(&pages, "es/funding.html", &["Montos en EUR."]);
    assert!(!page(&pages, "en/funding.html").contains("as in "), "a site without a source names none");
    // The example's own come from its `rumbo.yaml` and its measures.
    let (_out, pages) = build(&example(), &["--no-pdf", "--only", "funding", "--only", "figures"]);
    holds(&pages, "en/funding.html", &["for 16 offices, as in IOM, Regional Action Plan, 2018."]);
    holds(&pages, "en/figures.html", &["Residence permits issued to Venezuelan nationals, 2015 to 2017:"]);
}
