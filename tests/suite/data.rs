//! Open data of the example as a reader with a spreadsheet meets it: numbers that are numbers, sums that can be redone,
//! columns that are explained; and figures on the pages that carry the same marks everywhere.

use std::collections::BTreeMap;

use crate::support::built_example;

/// The rows of a CSV file of the example by column; none of its cells has a comma inside quotes where it matters here.
fn rows(name: &str) -> Vec<BTreeMap<String, String>> {
    let text = page(&format!("data/{name}.csv"));
    let mut lines = text.lines().map(cells);
    let head = lines.next().expect("a header row");
    lines.map(|cells| head.iter().cloned().zip(cells).collect()).collect()
}

fn cells(line: &str) -> Vec<String> {
    let mut cells = vec![String::new()];
    let mut quoted = false;
    for sign in line.chars() {
        match sign {
            '"' => quoted = !quoted,
            ',' if !quoted => cells.push(String::new()),
            other => cells.last_mut().expect("a cell").push(other),
        }
    }
    cells
}

fn page(path: &str) -> String {
    String::from_utf8(built_example()[path].clone()).expect("text")
}

#[test]
fn numbers_in_tables_are_plain_decimals() {
    let numbers = [("scores", &["value", "low", "high", "completeness"][..]), ("places", &["lowest", "median", "mean", "highest"][..])];
    let mut seen = 0;
    for (table, columns) in numbers {
        for row in rows(table) {
            for cell in columns.iter().map(|column| &row[*column]).filter(|cell| !cell.is_empty()) {
                let plain = cell.parse::<f64>().is_ok() && cell.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.');
                assert!(plain && cell.split('.').nth(1).is_none_or(|places| places.len() <= 4), "{table}: {cell}");
                seen += 1;
            }
        }
    }
    assert!(seen > 1000, "{seen} numbers");
    let mean = |row: &BTreeMap<String, String>| row["mean"].clone();
    assert!(rows("places").iter().any(|row| mean(row) == "66.6667"), "a third is rounded half up");
    assert!(page("data/places.json").contains("200/3"), "and exact in the JSON");
}

#[test]
fn each_cost_of_a_plan_can_be_redone() {
    let rows = rows("plan");
    assert!(rows.len() > 50);
    for row in rows {
        let number = |column: &str| row[column].parse::<u64>().unwrap_or_else(|_| panic!("{column}: {row:?}"));
        if !row["cost"].is_empty() {
            assert_eq!(number("cost"), number("unit_cost") * number("quantity") * number("count"), "{row:?}");
        }
    }
}

#[test]
fn every_code_of_the_tables_has_a_name() {
    let names: Vec<(String, String)> = rows("names").into_iter().map(|row| (row["kind"].clone(), row["id"].clone())).collect();
    let has = |kinds: &[&str], id: &str| names.iter().any(|(kind, other)| other == id && kinds.contains(&kind.as_str()));
    let tables: [(&str, &str, &[&str]); 9] = [
        ("funding", "office", &["office"]),
        ("funding", "outcome", &["outcome"]),
        ("permits", "country", &["country"]),
        ("priorities", "activity", &["activity"]),
        ("scores", "unit", &["unit"]),
        ("plan", "action", &["action"]),
        ("plan", "source", &["source"]),
        ("places", "weakest", &["unit"]),
        ("places", "node", &["question", "topic", "area", "framework"]),
    ];
    for (table, column, kinds) in tables {
        for row in rows(table) {
            for id in row[column].split(' ').filter(|id| !id.is_empty() && *id != "overall") {
                assert!(has(kinds, id), "{table}.{column}: {id}");
            }
        }
    }
}

#[test]
fn every_column_is_explained_and_the_search_knows_it() {
    for lang in ["en", "es", "pt"] {
        let data = page(&format!("{lang}/data.html"));
        for (path, bytes) in built_example().iter().filter(|(path, _)| path.starts_with("data/") && path.ends_with(".csv")) {
            let head = String::from_utf8_lossy(bytes).lines().next().expect("a header row").to_owned();
            assert!(data.contains(path.trim_start_matches("data/")), "{path} on {lang}/data.html");
            for column in head.split(',') {
                assert!(data.contains(&format!("<code>{column}</code>")), "{column} on {lang}/data.html");
            }
        }
        assert!(!data.contains("column_") && !data.contains("data_"), "each has a meaning in {lang}");
    }
}

#[test]
fn a_figure_has_an_asterisk_where_it_could_be_another_one_and_nowhere_else() {
    let mut starred = 0;
    for (path, _) in built_example().iter().filter(|(path, _)| path.starts_with("en/results/") && !path.ends_with("index.html")) {
        for score in page(path).split("<div class=\"score").skip(1) {
            let score = score.split("</div>").next().expect("a score");
            let figure = score.split("score-text\">").nth(1).and_then(|rest| rest.split('<').next()).expect("a figure");
            assert_eq!(figure.contains('*'), score.contains("Could be"), "{path}: {figure}");
            starred += usize::from(figure.contains('*'));
        }
    }
    assert!(starred > 5, "{starred} figures with an asterisk");
    let places = page("en/places/ejemplia.html");
    assert!(places.contains(">20.3%*</td>"), "the spread keeps the asterisk of the result that it repeats");
}

#[test]
fn a_source_names_the_section_and_the_line_in_one_notation() {
    for (lang, wanted) in [("en", "section Colombia (line 805)"), ("es", "sección Colombia (línea 805)")] {
        let sheet = page(&format!("{lang}/sheets/colombia.html"));
        assert!(sheet.contains("section Regularisation (line") || sheet.contains("sección Regularización (línea"), "{lang}");
        let sop = page(&format!("{lang}/sops/registration-at-border-post-colombia.html"));
        assert!(sop.contains(wanted), "{lang}: {wanted}");
    }
    for (path, bytes) in built_example().iter().filter(|(path, _)| path.ends_with(".html") && !path.starts_with("forms/")) {
        let text = String::from_utf8_lossy(bytes);
        let bare = text.match_indices("(L").find(|(at, _)| text[at + 2..].starts_with(|sign: char| sign.is_ascii_digit()));
        assert_eq!(bare, None, "{path} cites a line in the notation of the files");
    }
}

#[test]
fn the_result_of_an_edition_is_marked_where_it_stands_beside_others() {
    for path in ["en/results/index.html", "en/places/ejemplia.html"] {
        let text = page(path);
        assert!(text.contains("78.6%†"), "{path}: the figure of the edition is marked");
        assert!(text.contains("† Paso Prueba answered the edition") && text.contains("Its own result, of all its questions, is 75.9%"), "{path}: and the mark explained");
    }
    // The highest is the edition's; the middle and the average have it in them.
    let spread = page("en/places/ejemplia.html");
    let overall = spread.split("<tr class=\"total\">").nth(1).and_then(|rest| rest.split("</tr>").next()).expect("the overall row");
    assert_eq!(overall.matches('†').count(), 3, "{overall}");
}

#[test]
fn a_plan_says_what_it_leaves_out_and_how_an_amount_is_changed() {
    let result = page("en/results/ejemplia-2026-2.html");
    assert!(result.contains("It covers 3 of 8 areas."));
    let plan = page("en/plans/ejemplia-2026-2.html");
    assert!(plan.contains("in its areas are closed") && plan.contains("The plan says nothing of these areas") && plan.contains("Housing and shelter ("));
    assert!(plan.contains("id=\"_change\"") && plan.contains("the person or office that gave you this copy"));
}

#[test]
fn an_older_result_leads_to_the_newest() {
    let older = page("en/results/ejemplia-2026-1.html");
    assert!(older.contains("This is an older result.") && older.contains("ejemplia-2026-2.html"));
    assert!(!page("en/results/ejemplia-2026-2.html").contains("This is an older result."));
}

#[test]
fn what_falls_back_is_marked_where_it_stands() {
    let plan = page("pt/plans/ejemplia-2026-2.html");
    assert!(plan.contains("banner-language") && plan.contains("inglês (EN)"));
    assert!(plan.contains("<span class=\"said\" lang=\"en\">Name centres for survivors"));
    // Inside a sentence only the part that is in another language is marked.
    assert!(plan.contains("Faz avançar “<span class=\"said\" lang=\"en\">"));
    assert!(page("pt/funding.html").contains("<span class=\"said\" lang=\"en\">Regional Office"));
}
