//! A public build holds nothing that is not cleared: names planted in internal answers are looked for in every output.

use crate::support::{build, built_example, copy_of_example, example};

/// Names that stand only in internal answer sets of the example.
const PLANTED: &[&str] = &["Ximena Inventada", "Hilario Ficticio", "Rufina Dudosa", "Eulalia Borrador", "Casilda Reservada"];

#[test]
fn a_public_build_holds_no_internal_name_note_or_result() {
    let public = built_example();
    let (_other, internal) = build(&example(), &["--audience", "internal", "--no-pdf"]);
    for name in PLANTED {
        let holds = |files: &std::collections::BTreeMap<String, Vec<u8>>| {
            files.iter().find(|(_, bytes)| bytes.windows(name.len()).any(|window| window == name.as_bytes())).map(|(path, _)| path.clone())
        };
        assert_eq!(holds(public), None, "`{name}` must not be public");
        assert!(holds(&internal).is_some(), "`{name}` should be in the internal build: the test would prove nothing");
    }
    assert!(!public.keys().any(|path| path.contains("san-modelo")), "an internal place has no public result page");
    assert!(internal.keys().any(|path| path.contains("san-modelo")));
    let scores = String::from_utf8_lossy(&public["data/scores.csv"]).into_owned();
    assert!(!scores.contains("san-modelo"), "an internal result is in no data file");
}

#[test]
fn an_internal_respondent_is_on_no_public_page_of_the_discussion() {
    let public = built_example();
    let (_other, internal) = build(&example(), &["--audience", "internal", "--no-pdf"]);
    let text = |files: &std::collections::BTreeMap<String, Vec<u8>>| String::from_utf8_lossy(&files["en/discussions/villa-ejemplo-2026-1.html"]).into_owned();
    // Three answered in Villa Ejemplo, one of them for the working group alone.
    let (shown, all) = (text(public), text(&internal));
    assert!(shown.contains("Respondent 2") && !shown.contains("Respondent 3"), "two are public");
    assert!(all.contains("Respondent 3") && all.contains("Asociación Vecinos de Mentira"), "the internal page has all three");
    let places = |files: &std::collections::BTreeMap<String, Vec<u8>>| String::from_utf8_lossy(&files["data/places.csv"]).into_owned();
    assert!(places(&internal).contains("san-modelo"));
    assert!(!places(public).contains("san-modelo"), "an internal place is in no table of places");
    assert!(!String::from_utf8_lossy(&public["data/places.json"]).contains("san-modelo"), "an internal place is in no distribution");
    assert!(String::from_utf8_lossy(&internal["data/places.json"]).contains("san-modelo"));
}

#[test]
fn a_respondent_has_one_number_on_every_page_and_agreed_answers_have_none() {
    let public = built_example();
    let page = |path: &str| String::from_utf8_lossy(&public[path]).into_owned();
    let heading = |path: &str| {
        let page = page(path);
        let title = page.split_once("<h1").and_then(|(_, rest)| rest.split_once("</h1>")).expect("a heading").0;
        title.to_owned()
    };
    let agenda = page("en/discussions/villa-ejemplo-2026-1.html");
    let mut numbered = 0;
    for path in public.keys().filter(|path| path.starts_with("en/results/villa-ejemplo-2026-1-")) {
        let own = heading(path);
        let (_, name) = own.rsplit_once("Respondent ").expect("a numbered respondent");
        let link = format!("{}\">Respondent {}", path.trim_start_matches("en/"), name.trim());
        assert!(agenda.contains(&link), "{path} is called {own}, so the agenda should have {link}");
        numbered += 1;
    }
    assert_eq!(numbered, 2);
    let agreed = heading("en/results/villa-ejemplo-2026-1.html");
    assert!(agreed.contains("Agreed answers") && !agreed.contains("Respondent"), "{agreed}");
}

#[test]
fn notes_and_respondents_of_public_answers_need_their_own_clearance() {
    let site = copy_of_example();
    let answers = site.path().join("assessments/answers");
    let path = answers.join("planted.yaml");
    let base = "framework: capacity\nframework_version: \"1.0\"\nunit: paso-prueba\nround: 2030-1\ndate: 2030-01-01\n\
        respondent: {code: zz-planted, name: Planted Person, institution: Planted Office, role: Planted Role}\n\
        visibility: public\nPUBLISHasked: [border]\nanswers:\n  border-registration-record: {value: 2, note: Planted Note, \
        evidence: [{grade: document, name: Planted Document}]}\n";
    let planted = ["Planted Person", "Planted Office", "Planted Role", "Planted Note", "Planted Document", "zz-planted"];
    let found = || -> Vec<&str> {
        let (_folder, files) = build(site.path(), &["--no-pdf"]);
        let holds = |needle: &&str| files.values().any(|bytes| bytes.windows(needle.len()).any(|window| window == needle.as_bytes()));
        planted.into_iter().filter(|needle| holds(needle)).collect()
    };
    std::fs::write(&path, base.replace("PUBLISH", "")).expect("the answers");
    assert_eq!(found(), Vec::<&str>::new(), "nothing of these is cleared");
    std::fs::write(&path, base.replace("PUBLISH", "publish: [notes]\n")).expect("the answers");
    assert_eq!(found(), ["Planted Note"], "a cleared note is shown, and does not clear the respondent");
}

#[test]
fn invented_places_are_marked_and_stay_out_of_the_real_sheets() {
    let files = built_example();
    for (path, bytes) in files.iter().filter(|(path, _)| path.starts_with("en/results/") && !path.ends_with("index.html")) {
        assert!(String::from_utf8_lossy(bytes).contains("DEMO"), "`{path}` is not marked");
    }
    for (path, bytes) in files.iter().filter(|(path, _)| path.contains("/sheets/")) {
        let text = String::from_utf8_lossy(bytes);
        assert!(!text.contains("results/ejemplia") && !text.contains("results/ficcionia"), "`{path}` links an invented place");
    }
}
