//! The command line as its users meet it: help, exit codes, all faults of a run at once.

use crate::support::{copy_of_example, edit, example, files, rumbo};

#[test]
fn ten_faults_in_ten_files_are_reported_in_one_run() {
    let site = copy_of_example();
    let root = site.path();
    assert!(rumbo(root, &["build", "--no-pdf", "--format", "short"]).status.success());
    let before = files(&root.join("public"));
    edit(root, "content/sheets/colombia.yaml", "edition:", "editoin:");
    edit(root, "content/sheets/chile.yaml", "requested: {data: 227273", "requested: {data: 227.273");
    edit(root, "content/sheets/peru.yaml", "as_of: 2018-04-01", "as_of: 01/04/2018");
    edit(root, "content/sops/job-referral.en.md", "area: employment", "area: employmnt");
    edit(root, "content/sops/skills-recognition.en.md", "## ", "one<br>two\n\n## ");
    edit(root, "content/practices/fee-waiver-brazil.en.md", "countries: [BR]", "countries: [BZ]");
    edit(root, "content/toolboxes/border.yaml", "select: {areas: [border]", "select: {areas: [boarder]");
    edit(root, "assessments/units/villa-ejemplo.yaml", "parent: ejemplia", "parent: ejempla");
    edit(root, "assessments/questionnaires/rapid.yaml", "framework: capacity", "framework: capacty");
    std::fs::write(root.join("content/pages/empty.en.md"), "").expect("an empty file");
    let output = rumbo(root, &["build", "--format", "short"]);
    assert_eq!(output.status.code(), Some(1));
    let text = String::from_utf8_lossy(&output.stderr).into_owned();
    for (path, code) in [
        ("content/sheets/colombia.yaml", "unknown-key"),
        ("content/sheets/chile.yaml", "bad-amount"),
        ("content/sheets/peru.yaml", "bad-date"),
        ("content/sops/job-referral.en.md", "unknown-area"),
        ("content/sops/skills-recognition.en.md", "raw-html"),
        ("content/practices/fee-waiver-brazil.en.md", "unknown-country"),
        ("content/toolboxes/border.yaml", "unknown-area"),
        ("assessments/units/villa-ejemplo.yaml", "missing-reference"),
        ("assessments/questionnaires/rapid.yaml", "missing-reference"),
        ("content/pages/empty.en.md", "empty-file"),
    ] {
        assert!(text.lines().any(|line| line.starts_with(path) && line.contains(&format!("[{code}]"))), "{code} in {path}:\n{text}");
    }
    let bred: Vec<&str> = text.lines().filter(|line| line.contains("error[")).collect();
    assert_eq!(bred.len(), 10, "one fault must not breed another:\n{}", bred.join("\n"));
    assert!(!text.contains(":0:0"), "every fault has a place");
    assert_eq!(files(&root.join("public")), before, "the last good site is untouched");
}

#[test]
fn wrong_use_is_exit_code_2_and_help_has_examples() {
    assert_eq!(rumbo(&example(), &["bild"]).status.code(), Some(2));
    let help = rumbo(&example(), &["build", "--help"]);
    assert!(help.status.success());
    assert!(String::from_utf8_lossy(&help.stdout).contains("Examples:"));
}

#[test]
fn a_folder_without_a_site_says_what_to_do() {
    let folder = tempfile::TempDir::new().expect("a folder");
    let output = rumbo(folder.path(), &["check"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&output.stderr).contains("rumbo new site"));
}

#[test]
fn every_code_can_be_explained() {
    let list = rumbo(&example(), &["explain"]);
    for line in String::from_utf8_lossy(&list.stdout).lines() {
        let code = line.split_whitespace().next().expect("a code");
        assert!(rumbo(&example(), &["explain", code]).status.success(), "{code}");
    }
    assert_eq!(rumbo(&example(), &["explain", "sum-mismach"]).status.code(), Some(2));
}

#[test]
fn scores_can_be_read_and_explained_in_the_terminal() {
    let table = rumbo(&example(), &["score", "--unit", "ejemplia", "--round", "2026-1"]);
    assert!(table.status.success(), "{}", String::from_utf8_lossy(&table.stderr));
    assert!(String::from_utf8_lossy(&table.stdout).contains("border"));
    let csv = rumbo(&example(), &["score", "--format", "csv"]);
    assert!(String::from_utf8_lossy(&csv.stdout).starts_with("unit,round,framework,node"));
    let trace = rumbo(&example(), &["score", "--unit", "ejemplia", "--explain", "border"]);
    assert!(String::from_utf8_lossy(&trace.stdout).contains("border-registration"));
    // Where several answered, the number that the table shows is explained before those of each.
    let shown = |arguments: &[&str]| String::from_utf8_lossy(&rumbo(&example(), &[&["score", "--unit", "villa-ejemplo"], arguments].concat()).stdout).into_owned();
    let table = shown(&[]);
    let row = table.lines().find(|line| line.trim_start().starts_with("border ")).expect("a row");
    let figure = row.split_whitespace().nth(1).expect("a figure").trim_end_matches('*');
    let traces = shown(&["--explain", "border"]);
    let (first, _) = traces.split_once("\n\n").expect("several traces");
    assert!(first.starts_with("villa-ejemplo, assessment 2026-1 (3 respondents)"), "what was agreed is of no fourth person: {first}");
    assert!(first.lines().last().is_some_and(|line| line.trim_start().starts_with("result") && line.trim_end().ends_with(figure)), "{figure} in {first}");
    assert_eq!(rumbo(&example(), &["score", "--explain", "boarder"]).status.code(), Some(2));
}

#[test]
fn reports_for_programs_hold_nothing_else() {
    let folder = tempfile::TempDir::new().expect("a folder");
    let out = folder.path().join("public");
    let output = rumbo(&example(), &["build", "--no-pdf", "--stats", "--format", "json", "--out", &out.to_string_lossy()]);
    assert!(output.status.success());
    let text = String::from_utf8_lossy(&output.stdout);
    assert!(text.lines().count() > 0, "the example has warnings");
    for line in text.lines() {
        assert!(serde_json::from_str::<serde_json::Value>(line).is_ok(), "{line}");
    }
    assert!(String::from_utf8_lossy(&output.stderr).contains("open "), "the summary stands beside it");
}

#[test]
fn the_newest_round_is_the_last_by_name_where_dates_are_missing() {
    let site = copy_of_example();
    let newest = || {
        let output = rumbo(site.path(), &["build", "--no-pdf"]);
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        let text = std::fs::read_to_string(site.path().join("public/data/places.json")).expect("the distributions");
        let places: serde_json::Value = serde_json::from_str(&text).expect("JSON");
        let place = places["units"][0]["places"].as_array().and_then(|places| places.iter().find(|place| place["unit"] == "paso-prueba"));
        place.and_then(|place| place["round"].as_str()).map(str::to_owned)
    };
    assert_eq!(newest().as_deref(), Some("2026-2"));
    let path = site.path().join("assessments/answers/paso-prueba-2026-2-r1.yaml");
    let text = std::fs::read_to_string(&path).expect("answers");
    let undated: Vec<&str> = text.lines().filter(|line| !line.starts_with("date:")).collect();
    assert!(undated.len() < text.lines().count());
    std::fs::write(&path, undated.join("\n")).expect("answers");
    assert_eq!(newest().as_deref(), Some("2026-2"), "a result without a date is not an old one");
}

#[test]
fn a_site_without_a_framework_builds() {
    let folder = tempfile::TempDir::new().expect("a folder");
    let config = "title: Small\nsummary: Small.\nlanguages: [en]\noutcomes: [{id: one, title: One}]\nareas: [{id: one, title: One}]\n";
    std::fs::write(folder.path().join("rumbo.yaml"), config).expect("the configuration");
    let output = rumbo(folder.path(), &["build", "--strict"]);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    assert!(folder.path().join("public/en/results/index.html").exists());
}
