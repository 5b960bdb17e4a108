//! The example: the plan's own figures, re-added, and exactly the warnings that its contradictions deserve.

use serde_json::Value;

use crate::support::{built_example, example, rumbo};

fn json(bytes: &[u8]) -> Value {
    serde_json::from_slice(bytes).expect("JSON")
}

#[test]
fn funding_re_adds_to_the_figures_of_the_table() {
    let files = built_example();
    let funding = json(&files["data/funding.json"]);
    let totals = &funding["totals"];
    assert_eq!(totals["data"], 4_870_332);
    assert_eq!(totals["capacity"], 8_013_792);
    assert_eq!(totals["assistance"], 9_308_908);
    assert_eq!(totals["integration"], 9_968_231);
    assert_eq!(totals["evaluation"], 164_780);
    assert_eq!(funding["total"], 32_326_043);
    assert_eq!(funding["total_mismatch"]["stated"], "32326041");
    assert_eq!(funding["column_mismatches"]["capacity"]["stated"], "8013791");
    assert_eq!(funding["column_mismatches"]["assistance"]["stated"], "9308907");
    let rows = funding["rows"].as_array().expect("rows");
    assert_eq!(rows.len(), 16);
    let colombia = rows.iter().find(|row| row["office"] == "colombia").expect("Colombia");
    assert_eq!(colombia["total"], 13_399_999);
    let page = String::from_utf8_lossy(&files["en/funding.html"]).into_owned();
    assert!(page.contains("13,399,999") && page.contains("41.5"), "Colombia's row and share");
    let spanish = String::from_utf8_lossy(&files["es/funding.html"]).into_owned();
    assert!(spanish.contains("13.399.999") && spanish.contains("41,5"), "Colombia's row and share in Spanish");
}

#[test]
fn the_stated_row_totals_add_up_to_the_stated_grand_total() {
    let mut stated = 0;
    for entry in std::fs::read_dir(example().join("content/sheets")).expect("sheets") {
        let path = entry.expect("an entry").path();
        let text = std::fs::read_to_string(path).expect("a sheet");
        // Only the rows' own totals are indented.
        let rows = text.lines().filter_map(|line| line.strip_prefix("    stated_total: "));
        stated += rows.map(|total| total.trim().parse::<u64>().expect("an amount")).sum::<u64>();
    }
    assert_eq!(stated, 32_326_041);
}

#[test]
fn permits_re_add_and_missing_ones_are_never_zero() {
    let files = built_example();
    assert_eq!(json(&files["data/permits.json"])["total"], 396_962);
    let csv = String::from_utf8_lossy(&files["data/permits.csv"]).into_owned();
    assert!(csv.starts_with("country,year,permits\r\n"));
    assert!(csv.contains("BR,2015,\r\n"), "Brazil's 2015 is missing, not 0");
    assert!(csv.contains("CO,2017,68799\r\n"));
}

#[test]
fn the_example_has_exactly_the_expected_warnings() {
    let output = rumbo(&example(), &["check", "--format", "short"]);
    assert!(output.status.success());
    let text = String::from_utf8_lossy(&output.stderr).into_owned();
    let mut found: Vec<String> = text.lines().filter_map(|line| Some(line.split_once(": warning[")?.1.split_once(" (")?.0.to_owned())).collect();
    found.sort();
    let expected = [
        "figures-disagree]: the source states both 345 and 313",
        "sum-mismatch]: all cells adds up to 32326043, not 32326041",
        "sum-mismatch]: all permits adds up to 396962, not 400000",
        "sum-mismatch]: column `assistance` adds up to 9308908, not 9308907",
        "sum-mismatch]: column `capacity` adds up to 8013792, not 8013791",
        "sum-mismatch]: permits of CL from 2015 to 2017 adds up to 120780, not 125000",
        "sum-mismatch]: the row of `dominican-republic` adds up to 1149181, not 1149180",
        "sum-mismatch]: the row of `ecuador` adds up to 2039701, not 2039700",
        "sum-mismatch]: the row of `ro-buenos-aires` adds up to 1373883, not 1373882",
        "sum-mismatch]: the row of `ro-san-jose` adds up to 901091, not 901092",
        "sum-mismatch]: the stated shares of the offices add up to 100.3 per cent, not 100",
    ];
    assert_eq!(found, expected);
    assert!(text.contains("content/offices.yaml:101:"), "the warnings name the lines");
}

#[test]
fn strict_makes_the_warnings_stop() {
    assert_eq!(rumbo(&example(), &["check", "--strict", "--format", "short"]).status.code(), Some(1));
}

#[test]
fn data_files_have_their_documented_header_rows() {
    let files = built_example();
    let header = |name: &str| String::from_utf8_lossy(&files[&format!("data/{name}.csv")]).lines().next().map(str::to_owned);
    assert_eq!(header("funding").as_deref(), Some("office,outcome,usd"));
    assert_eq!(header("permits").as_deref(), Some("country,year,permits"));
    assert_eq!(header("priorities").as_deref(), Some("country,activity"));
    assert_eq!(header("plan").as_deref(), Some("unit,round,action,indicators,area,outcome,year,lead,source,cost,demo,unit_cost,quantity,per,count"));
    assert_eq!(header("places").as_deref(), Some("unit,framework,node,places,without,lowest,median,mean,highest,weakest"));
    assert_eq!(header("names").as_deref(), Some("kind,id,language,name"));
    assert_eq!(header("scores").as_deref(), Some("unit,round,framework,node,kind,value,low,high,completeness,band,edition"));
}

#[test]
fn every_number_has_its_trace_in_the_file_of_its_result() {
    let files = built_example();
    let scores = json(&files["data/scores.json"]);
    let results = scores["results"].as_array().expect("results");
    for result in results {
        let path = format!("data/{}", result["traces_file"].as_str().expect("a path"));
        let traces = json(&files[&path]);
        assert_eq!((&traces["unit"], &traces["round"], &traces["framework_hash"]), (&result["unit"], &result["round"], &result["framework_hash"]));
        let nodes = result["nodes"].as_object().expect("nodes");
        let traces = traces["traces"].as_array().expect("traces");
        assert!(traces.len() > 30 && traces.len() == nodes.len());
        for trace in traces {
            let node = &nodes[trace["id"].as_str().expect("an id")];
            assert_eq!((&trace["score"], &trace["state"], &trace["exact"]), (&node["score"], &node["state"], &node["exact"]), "{}", trace["id"]);
        }
    }
}

#[test]
fn the_questionnaire_prints_every_statement_of_a_gated_question() {
    let files = built_example();
    let domain = std::fs::read_to_string(example().join("assessments/frameworks/capacity/domains/health.yaml")).expect("the questions");
    let page = String::from_utf8_lossy(&files["en/questionnaires/health.html"]).into_owned();
    // Statements are the only texts that stand so deep; those with an apostrophe are written as entities.
    let statements: Vec<&str> = domain.lines().filter_map(|line| line.strip_prefix("                en: \"")?.strip_suffix('"')).collect();
    assert!(statements.len() > 10, "the questions have statements");
    for statement in statements.iter().filter(|statement| !statement.contains('\'')) {
        assert!(page.contains(statement), "`{statement}` is not on the page");
    }
}

#[test]
fn a_result_says_which_statements_stop_a_gated_question() {
    let files = built_example();
    let page = String::from_utf8_lossy(&files["en/results/ejemplia-2026-1.html"]).into_owned();
    let answer = page.split("<article").find(|part| part.contains("id=\"health-hospital-referral\"")).expect("the question's answer");
    assert!(answer.contains("level 1 of 5") && answer.contains("Still missing for the next level:"));
    assert!(answer.contains("who pays. (No)") && answer.contains("papers and payment. (In part)"), "the statements of level 2, with the answers");
    assert!(!answer.contains("referral slip is on file"), "not those of level 3");
}

/// The text of a piece of HTML.
fn plain(html: &str) -> String {
    let text: String = html.split('<').enumerate().map(|(index, piece)| if index == 0 { piece } else { piece.split_once('>').map_or("", |(_, text)| text) }).collect();
    text.trim().to_owned()
}

/// `≈ 81.778%` in thousandths; nothing for what has no number.
fn thousandths(text: &str) -> Option<i128> {
    let digits = text.trim_start_matches('≈').trim().trim_end_matches('%').trim();
    let (whole, part) = digits.split_once('.').unwrap_or((digits, ""));
    format!("{whole}{part:0<3}").parse().ok().filter(|_| part.len() <= 3)
}

/// The cells of a row as text.
fn cells(row: &str) -> Vec<String> {
    row.split("</t").filter_map(|cell| Some(plain(&format!("<{}", cell.rsplit_once("<t")?.1)))).collect()
}

#[test]
fn every_result_can_be_calculated_again_from_its_page() {
    let (mut tables, mut told) = (0, 0);
    for (path, bytes) in built_example().iter().filter(|(path, _)| path.starts_with("en/results/") || path.starts_with("en/discussions/")) {
        let page = String::from_utf8_lossy(bytes);
        let levels: Vec<(&str, &str)> = page.split_once("Level to per cent: ").and_then(|(_, rest)| rest.split_once(".</li>")).map_or(Vec::new(), |(list, _)| {
            list.split(", ").filter_map(|pair| pair.split_once(" = ")).collect()
        });
        if path.ends_with("/index.html") {
            continue;
        }
        told += page.matches("id=\"_told\"").count();
        assert!(page.matches("<details class=\"trace\">").count() > page.matches("<section class=\"r-topic\">").count(), "{path}: a number without its trace");
        for trace in page.split("<details class=\"trace\">").skip(1).filter_map(|rest| rest.split_once("</details>")).map(|(trace, _)| trace) {
            // Other tables that open and close have no result at their foot.
            let Some((_, body)) = trace.split_once("<tbody>").filter(|(_, body)| body.contains("<tfoot>")) else { continue };
            let (rows, foot) = body.split_once("</tbody>").expect("a foot");
            assert!(trace.contains("the average of the parts by their weight"), "{path}: a rule that this test does not know");
            let (mut sum, mut weights) = (0, 0);
            for row in rows.split("<tr>").skip(1).map(cells) {
                let [name, state, weight, share, score] = row.as_slice() else { panic!("{path}: {row:?}") };
                if let (Some(weight), Some(_), Some(score)) = (thousandths(weight), thousandths(share), thousandths(score)) {
                    sum += weight * score;
                    weights += weight;
                    if let Some(level) = state.split_once("level ").and_then(|(_, rest)| rest.split(' ').next()) {
                        let expected = levels.iter().find(|(known, _)| *known == level).and_then(|(_, score)| thousandths(score)).unwrap_or(0);
                        assert_eq!(score, expected, "{path}: {name}: {state}");
                    }
                }
            }
            let foot: Vec<Option<i128>> = foot.split("<tr>").skip(1).map(|row| cells(row).pop().and_then(|cell| thousandths(&cell))).collect();
            let [exact, shown] = foot.as_slice() else { panic!("{path}: {foot:?}") };
            if let Some(exact) = exact {
                // Parts whose decimals do not end are shown with three of them.
                assert!((sum / weights - exact).abs() <= 1, "{path}: {exact} is not {sum} / {weights}");
                tables += 1;
            }
            if let Some(shown) = shown {
                assert_eq!(*shown, (exact.expect("what is rounded") + 50) / 100 * 100, "{path}");
            }
        }
    }
    assert!(tables > 250, "only {tables} tables");
    assert_eq!(told, 1, "results of an edition in terms of its base");
}
