//! Printed documents: tagged, the same bytes for the same site, made of data alone.
//!
//! What others' programs say of them (PDF/UA-1, qpdf, poppler) is looked at by `tests/print/check.py`.

use std::collections::BTreeMap;

use lopdf::{Document, Object, text_string};

use crate::support::{build, copy, copy_of_example, edit, example, rumbo};

/// Signs that mean something in Typst, in Markdown or in a PDF.
const HOSTILE: &str = r##"#panic(1) $x^2$ <label> @reference ] } // /* " \u{41} #read("/etc/passwd") %!PS (a\) (b"##;

/// A small site of one procedure, one practice and one page, cut from the example.
fn small() -> tempfile::TempDir {
    let site = copy_of_example();
    for (folder, keep) in [("content/sops", "gbv-disclosure"), ("content/practices", "fee-waiver-brazil"), ("content/pages", "about")] {
        for entry in std::fs::read_dir(site.path().join(folder)).expect("a folder") {
            let path = entry.expect("an entry").path();
            if !path.file_name().is_some_and(|name| name.to_string_lossy().starts_with(keep)) {
                std::fs::remove_file(path).expect("removed");
            }
        }
    }
    for folder in ["assessments", "content/toolboxes", "content/sheets", "content/actions", "content/sessions", "content/quizzes"] {
        let _ = std::fs::remove_dir_all(site.path().join(folder));
    }
    // References to what was cut would be faults of their own.
    let configuration = std::fs::read_to_string(site.path().join("rumbo.yaml")).expect("the configuration");
    let (before, after) = configuration.split_once("\nsearch:").expect("the search");
    let (_, after) = after.split_once("\nareas:").expect("the areas");
    std::fs::write(site.path().join("rumbo.yaml"), format!("{before}\nareas:{after}")).expect("the configuration");
    for lang in ["en", "es"] {
        std::fs::write(
            site.path().join(format!("content/sops/gbv-disclosure.{lang}.md")),
            match lang {
                "en" => format!(
                    "---\ntitle: A procedure\nsummary: Café, naïve, {HOSTILE:?}\narea: referral\nversion: \"1.0\"\neffective: 2026-01-15\nowner: Office\nillustrative: true\nhistory:\n  - {{version: \"1.0\", date: 2026-01-15, note: First.}}\n---\n\n## Steps {{#steps .steps}}\n\n1. Read `{HOSTILE}` and [go on](#safeguards).[^1]\n\n## Safeguards {{#safeguards .safeguards}}\n\n- [ ] ✓ → done\n\n[^1]: A note.\n"
                ),
                _ => String::from("---\ntitle: Un procedimiento\nsummary: Un resumen.\n---\n\n## Pasos {#steps .steps}\n\n1. Leer.\n\n## Protección {#safeguards .safeguards}\n\n- Niñas y niños primero.\n"),
            },
        )
        .expect("a procedure");
        std::fs::write(site.path().join(format!("content/practices/fee-waiver-brazil.{lang}.md")), if lang == "en" { "---\ntitle: A practice\nsummary: S.\nareas: [border]\ntopic: regularisation\n---\n\n## Done {#done .done}\n\nText.\n" } else { "---\ntitle: Una práctica\nsummary: S.\n---\n\n## Hecho {#done .done}\n\nTexto.\n" }).expect("a practice");
        std::fs::write(site.path().join(format!("content/pages/about.{lang}.md")), "---\ntitle: About\nsummary: S.\n---\n\nText.\n").expect("a page");
    }
    site
}

fn documents(files: &BTreeMap<String, Vec<u8>>) -> BTreeMap<&str, &[u8]> {
    files.iter().filter(|(path, _)| path.ends_with(".pdf")).map(|(path, bytes)| (path.as_str(), bytes.as_slice())).collect()
}

/// The text of a document as a reader would copy it, without spaces: they are the layout's.
fn text(bytes: &[u8]) -> String {
    let document = Document::load_mem(bytes).expect("a PDF");
    let pages: Vec<u32> = document.get_pages().into_keys().collect();
    document.extract_text(&pages).expect("its text").split_whitespace().collect()
}

#[test]
fn documents_stand_beside_their_pages_and_are_the_same_each_time() {
    let site = small();
    let (_first, first) = build(site.path(), &[]);
    let documents_of = documents(&first);
    let expected = ["en/pages/about.pdf", "en/practices/fee-waiver-brazil.pdf", "en/sops/gbv-disclosure-pocket.pdf", "en/sops/gbv-disclosure.pdf"];
    // Nothing of it is written in Portuguese: its pages there lead to the English documents.
    let all: Vec<String> = ["en", "es"].iter().flat_map(|lang| expected.map(|path| path.replace("en/", &format!("{lang}/")))).collect();
    assert_eq!(documents_of.keys().copied().collect::<Vec<_>>(), all);
    for (path, bytes) in &documents_of {
        assert!(bytes.starts_with(b"%PDF-1.7"), "{path}");
        let document = Document::load_mem(bytes).expect("a PDF");
        let catalog = document.catalog().expect("a catalogue");
        assert!(catalog.has(b"MarkInfo") && catalog.has(b"StructTreeRoot") && catalog.has(b"Lang"), "{path} is not tagged");
        let page = path.replace("-pocket.pdf", ".pdf").replace(".pdf", ".html");
        let html = String::from_utf8_lossy(&first[&page]);
        let name = path.rsplit('/').next().expect("a name");
        assert!(html.contains(&format!("href=\"{name}\"")), "{page} does not link to {name}");
    }
    let (_second, second) = build(site.path(), &[]);
    assert!(first == second, "two builds differ");
    let (_without, without) = build(site.path(), &["--no-pdf"]);
    assert!(documents(&without).is_empty());
    assert!(!String::from_utf8_lossy(&without["en/sops/gbv-disclosure.html"]).contains(".pdf"));
}

#[test]
fn content_is_printed_as_text_and_never_read_as_a_template() {
    let (_built, files) = build(small().path(), &[]);
    let english = text(&files["en/sops/gbv-disclosure.pdf"]);
    let hostile: String = HOSTILE.split_whitespace().collect();
    assert!(english.contains(&hostile), "{english}");
    assert!(english.contains("Café,naïve"), "{english}");
    assert!(text(&files["es/sops/gbv-disclosure.pdf"]).contains("Niñasyniñosprimero"));
}

#[test]
fn a_document_that_did_not_change_is_taken_over() {
    let site = small();
    let first = rumbo(site.path(), &["build"]);
    assert!(first.status.success());
    let path = site.path().join("public/en/sops/gbv-disclosure.pdf");
    let manifest = || std::fs::read_to_string(site.path().join("public/rumbo-manifest.json")).expect("a manifest");
    let (before, listed) = (std::fs::read(&path).expect("a document"), manifest());
    assert!(listed.lines().any(|line| line.contains("gbv-disclosure.pdf") && line.contains("\"key\"")), "{listed}");
    edit(site.path(), "content/pages/about.en.md", "Text.", "Other text.");
    assert!(rumbo(site.path(), &["build"]).status.success());
    assert_eq!(std::fs::read(&path).expect("a document"), before);
    let changed = |path: &str| {
        let line = |manifest: &str| manifest.lines().find(|line| line.contains(path)).map(str::to_owned);
        line(&listed) != line(&manifest())
    };
    assert!(changed("en/pages/about.pdf") && !changed("en/sops/gbv-disclosure.pdf"));
    // A spoilt file is made again, whatever the manifest says.
    std::fs::write(&path, b"spoilt").expect("written");
    assert!(rumbo(site.path(), &["build"]).status.success());
    assert_eq!(std::fs::read(&path).expect("a document"), before);
}

#[test]
fn a_mistake_in_a_print_template_is_told_with_its_place() {
    let site = small();
    edit(site.path(), "rumbo.yaml", "title:", "theme: ours\ntitle:");
    std::fs::create_dir_all(site.path().join("themes/ours/print")).expect("a folder");
    std::fs::write(site.path().join("themes/ours/print/main.typ"), "#let data = json(\"data.json\")\n\n#nothing-of-that-name\n").expect("a template");
    let output = rumbo(site.path(), &["build", "--format", "short"]);
    let told = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(output.status.code(), Some(1), "{told}");
    assert!(told.contains("error[print]") && told.contains("print/main.typ:3: unknown variable: nothing-of-that-name"), "{told}");
    assert!(!site.path().join("public").exists());
}

#[test]
fn a_sign_that_no_font_has_is_named_with_its_place_and_loses_no_document() {
    let site = small();
    edit(site.path(), "content/pages/about.en.md", "Text.", "One.\n\nTwo 漢 and 漢.");
    let output = rumbo(site.path(), &["build", "--format", "short"]);
    let told = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.success(), "{told}");
    let lines: Vec<&str> = told.lines().filter(|line| line.contains("[print]")).collect();
    assert_eq!(lines.len(), 1, "{lines:?}");
    assert!(lines[0].starts_with("content/pages/about.en.md:8:1: warning[print]: print has no sign for `漢` (U+6F22)"), "{told}");
    let bytes = std::fs::read(site.path().join("public/en/pages/about.pdf")).expect("a document");
    assert!(text(&bytes).contains("Two\u{fffd}and\u{fffd}."));
}

#[test]
fn pictures_that_print_cannot_show_are_told_with_their_places() {
    let site = small();
    let folder = site.path().join("content/files");
    std::fs::create_dir_all(&folder).expect("a folder");
    std::fs::write(folder.join("cut.png"), b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01").expect("a picture");
    std::fs::write(folder.join("asks.svg"), "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 9 9\"><image href=\"file:///etc/passwd\" width=\"9\" height=\"9\"/></svg>").expect("a picture");
    std::fs::write(folder.join("open.svg"), "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 9 9\"><g>").expect("a picture");
    edit(site.path(), "content/pages/about.en.md", "Text.", "One.\n\n![A cut picture](files/cut.png) ![Another](files/asks.svg)");
    edit(site.path(), "rumbo.yaml", "currency: USD\n", "currency: USD\ntheme: {logo: content/files/open.svg}\n");
    let output = rumbo(site.path(), &["build", "--format", "short"]);
    let told = String::from_utf8_lossy(&output.stderr).into_owned();
    let lines: Vec<&str> = told.lines().filter(|line| line.contains("error[print]: print cannot show the picture")).collect();
    assert_eq!((lines.len(), output.status.code()), (3, Some(1)), "{told}");
    for (place, path) in [("content/pages/about.en.md:8:18:", "`files/cut.png`"), ("content/pages/about.en.md:8:44:", "`files/asks.svg`"), ("rumbo.yaml:", "`content/files/open.svg`")] {
        assert!(lines.iter().any(|line| line.starts_with(place) && line.contains(path)), "{place} {path}: {told}");
    }
    // Without print the site can be built: browsers show what they can.
    assert!(rumbo(site.path(), &["build", "--no-pdf"]).status.success());
}

/// A form with these values below its root field, as a program might save it.
fn filled(form: &[u8], values: &serde_json::Map<String, serde_json::Value>) -> Vec<u8> {
    let mut document = Document::load_mem(form).expect("a form");
    let mut left: BTreeMap<&str, &str> = values.iter().map(|(name, value)| (name.as_str(), value.as_str().expect("a text"))).collect();
    for object in document.objects.values_mut() {
        let Ok(field) = object.as_dict_mut() else { continue };
        let Some(name) = field.get(b"T").ok().and_then(|name| lopdf::decode_text_string(name).ok()) else { continue };
        if let Some(value) = left.remove(name.as_str()) {
            field.set("V", value.strip_prefix('/').map_or_else(|| text_string(value), |name| Object::Name(name.as_bytes().to_vec())));
        }
    }
    assert!(left.is_empty(), "the form has no field {left:?}");
    let mut out = Vec::new();
    document.save_to(&mut out).expect("saved");
    out
}

#[test]
fn a_form_filled_in_says_what_the_same_answers_say_in_yaml() {
    let site = tempfile::TempDir::new().expect("a temporary folder");
    copy(&example().join("tests/print/site"), site.path());
    let (_built, files) = build(site.path(), &[]);
    let form = &files["en/questionnaires/every-kind-fillable.pdf"];
    let document = Document::load_mem(form).expect("a PDF");
    let acro = document.catalog().and_then(|catalog| document.get_dict_in_dict(catalog, b"AcroForm")).expect("a form");
    let roots = acro.get(b"Fields").and_then(Object::as_array).expect("its fields");
    assert_eq!(roots.len(), 1);
    let root = document.get_dictionary(roots[0].as_reference().expect("a reference")).expect("a field");
    let name = lopdf::decode_text_string(root.get(b"T").expect("a name")).expect("a text");
    let count = root.get(b"Kids").and_then(Object::as_array).expect("fields").len();
    assert!(name.starts_with("rumbo1_all_every-kind_en_") && name.ends_with(&format!("_{count}_1_2e0-beta_202")), "{name}");
    let html = String::from_utf8_lossy(&files["en/questionnaires/every-kind.html"]);
    assert!(html.contains("href=\"every-kind-fillable.pdf\""));

    let values = serde_json::from_str(&std::fs::read_to_string(example().join("tests/print/filled.json")).expect("the values")).expect("JSON");
    let (original, returned) = (site.path().join("assessments/answers/original.yaml"), site.path().join("assessments/answers/Returned.PDF"));
    let scores = || String::from_utf8(rumbo(site.path(), &["score", "--format", "csv"]).stdout).expect("text");
    let wanted = scores();
    std::fs::write(&returned, filled(form, &values)).expect("written");
    // Beside the same answers in YAML it is the same file; by itself it gives the same scores.
    let check = rumbo(site.path(), &["check", "--strict"]);
    assert!(check.status.success(), "{}", String::from_utf8_lossy(&check.stderr));
    let yaml = std::fs::read(&original).expect("the answers");
    std::fs::remove_file(&original).expect("removed");
    assert_eq!(scores(), wanted);
    assert!(wanted.lines().count() > 15, "{wanted}");
    // One letter of a note less is another file.
    std::fs::write(&original, yaml).expect("written");
    edit(site.path(), "assessments/answers/original.yaml", "Segunda línea", "Segunda linea");
    let check = rumbo(site.path(), &["check", "--format", "short"]);
    assert!(String::from_utf8_lossy(&check.stderr).contains("error[conflicting-answers]"), "{}", String::from_utf8_lossy(&check.stderr));
}

#[test]
fn a_word_that_no_document_uses_changes_none() {
    let site = small();
    let words = std::fs::read_to_string(example().join("themes/default/strings/en.yaml")).expect("words");
    edit(site.path(), "rumbo.yaml", "title:", "theme: ours\ntitle:");
    std::fs::create_dir_all(site.path().join("themes/ours/strings")).expect("a folder");
    let table = site.path().join("themes/ours/strings/en.yaml");
    let keys = || -> Vec<String> {
        assert!(rumbo(site.path(), &["build"]).status.success());
        let manifest = std::fs::read_to_string(site.path().join("public/rumbo-manifest.json")).expect("a manifest");
        manifest.lines().filter(|line| line.contains(".pdf\"")).map(str::to_owned).collect()
    };
    std::fs::write(&table, &words).expect("words");
    let before = keys();
    assert!(before.len() > 3, "{before:?}");
    std::fs::write(&table, words.replacen("\nnot_found_title: ", "\nnot_found_title: Oh, ", 1)).expect("words");
    assert_eq!(keys(), before);
    std::fs::write(&table, words.replacen("\npocket_numbers: ", "\npocket_numbers: Oh, ", 1)).expect("words");
    assert_ne!(keys(), before);
}

#[test]
fn a_table_that_no_page_holds_is_named_with_its_place() {
    let site = small();
    let table = format!("Text.\n\n|{}\n|{}\n|{}", " Measurement |".repeat(9), "---|".repeat(9), " 1 |".repeat(9));
    edit(site.path(), "content/pages/about.en.md", "Text.", &table);
    let output = rumbo(site.path(), &["check", "--format", "short"]);
    let told = String::from_utf8_lossy(&output.stderr).into_owned();
    let lines: Vec<&str> = told.lines().filter(|line| line.contains("[print]")).collect();
    assert_eq!(lines.len(), 1, "{told}");
    assert!(lines[0].starts_with("content/pages/about.en.md:8:1: warning[print]: this table of 9 columns is too wide for a printed page"), "{told}");
}

/// The size of the first page, in whole points.
fn page_size(bytes: &[u8]) -> (i64, i64) {
    let document = Document::load_mem(bytes).expect("a PDF");
    let page = document.get_pages()[&1];
    let sides: Vec<f32> = document.get_dictionary(page).and_then(|page| page.get(b"MediaBox")).and_then(Object::as_array).expect("a size").iter().map(|side| side.as_float().expect("a number")).collect();
    #[allow(clippy::cast_possible_truncation, reason = "points of a page")]
    let whole = |side: f32| side.round() as i64;
    (whole(sides[2]), whole(sides[3]))
}

#[test]
fn papers_size_of_text_and_greys_are_chosen_in_the_configuration() {
    let site = tempfile::TempDir::new().expect("a temporary folder");
    copy(&example().join("tests/print/site"), site.path());
    let (_built, files) = build(site.path(), &[]);
    let folder = "en/questionnaires/every-kind";
    let names = ["", "-fillable", "-wall", "-cards"].map(|end| format!("{folder}{end}.pdf"));
    assert_eq!(documents(&files).keys().copied().collect::<Vec<_>>(), { let mut sorted: Vec<&str> = names.iter().map(String::as_str).collect(); sorted.sort_unstable(); sorted });
    assert_eq!((page_size(&files[&names[0]]), page_size(&files[&names[2]])), ((595, 842), (1191, 842)));
    // The result can be worked out by hand only where no figure stands between goalposts.
    assert!(!text(&files[&names[0]]).contains("Workouttheresultbyhand"));
    edit(site.path(), "assessments/frameworks/all/domains/border.yaml", "      - {id: number, kind: number, question: \"How long is the wait?\", unit: hours, goalposts: {low: 0, high: 48, better: lower}}\n", "");
    edit(site.path(), "assessments/answers/original.yaml", "  number: {value: 12.5, confidence: medium, target: {value: 6.5, by: 2027-01-15}}\n", "");
    edit(site.path(), "rumbo.yaml", "currency: USD", "currency: USD\nprint: {paper: letter, text: large, colours: grey}");
    let (_built, changed) = build(site.path(), &["--audience", "internal"]);
    assert_eq!((page_size(&changed[&names[0]]), page_size(&changed[&names[2]])), ((612, 792), (1224, 792)));
    assert!(text(&changed[&names[0]]).contains("Workouttheresultbyhand"));
    let pages = |files: &BTreeMap<String, Vec<u8>>, name: &str| Document::load_mem(&files[name]).expect("a PDF").get_pages().len();
    assert!(pages(&changed, &names[3]) > pages(&files, &names[3]));
    // The report of internal answers is in no public site.
    let report = "en/results/ejemplia-2026-1.pdf";
    assert!(!files.contains_key(report));
    let words = text(&changed[report]);
    assert!(words.contains("Visitadel3demayo") && words.contains("Everykind"), "{words}");
    let page = String::from_utf8_lossy(&changed["en/results/ejemplia-2026-1.html"]).into_owned();
    assert!(page.contains("href=\"ejemplia-2026-1.pdf\""));
    // No colour is left in the words of a page.
    let document = Document::load_mem(&changed[report]).expect("a PDF");
    let content = document.get_page_content(document.get_pages()[&1]);
    let operations = lopdf::content::Content::decode(&content).expect("operations").operations;
    for operation in operations.iter().filter(|operation| matches!(operation.operator.as_str(), "rg" | "RG")) {
        let parts: Vec<f32> = operation.operands.iter().filter_map(|part| part.as_float().ok()).collect();
        assert!(parts.iter().all(|part| (part - parts[0]).abs() < 0.01), "{operation:?}");
    }
}

/// Every colour that the pages of a document are painted with, in 255ths.
fn colours(bytes: &[u8]) -> std::collections::BTreeSet<Vec<i64>> {
    let document = Document::load_mem(bytes).expect("a PDF");
    let mut found = std::collections::BTreeSet::new();
    let pages = document.get_pages().into_values().map(|page| document.get_page_content(page));
    // Pictures are painted apart.
    let forms = document.objects.values().filter_map(|object| object.as_stream().ok()).filter(|stream| stream.dict.get(b"Subtype").is_ok_and(|kind| kind.as_name().is_ok_and(|name| name == b"Form")));
    let forms = forms.map(|stream| stream.get_plain_content().unwrap_or_default());
    for content in pages.chain(forms) {
        let operations = lopdf::content::Content::decode(&content).expect("operations").operations;
        for operation in operations.iter().filter(|operation| matches!(operation.operator.as_str(), "rg" | "RG" | "g" | "G" | "sc" | "SC" | "scn" | "SCN")) {
            #[allow(clippy::cast_possible_truncation, reason = "parts of a colour")]
            let parts: Vec<i64> = operation.operands.iter().filter_map(|part| part.as_float().ok()).map(|part| (part * 255.0).round() as i64).collect();
            found.insert(parts);
        }
    }
    found
}

#[test]
fn colours_logos_and_foot_of_the_configuration_are_in_print() {
    let site = small();
    let look = "theme:\n  colours: {brand: \"#0b5345\", link: \"#ffd7d7\", accent: \"#fffde7\", paper: \"#101010\", surface: \"#101010\", text: \"#ffffff\", muted_text: \"#ffffff\"}\n  logo: content/files/logo.svg\n  footer: {en: \"By <us> & #them.\"}\n  partners:\n    - {title: \"Partner \\\"A\\\"\", logo: content/files/partner.svg}\n";
    edit(site.path(), "rumbo.yaml", "currency: USD\n", &format!("currency: USD\n{look}"));
    let drawing = |colour: &str| format!("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 120 40\"><path d=\"M0 0h120v40H0z\" fill=\"{colour}\"/></svg>");
    std::fs::create_dir_all(site.path().join("content/files")).expect("a folder");
    std::fs::write(site.path().join("content/files/logo.svg"), drawing("#c800c8")).expect("a logo");
    std::fs::write(site.path().join("content/files/partner.svg"), drawing("#00c8c8")).expect("a logo");
    std::fs::create_dir_all(site.path().join("content/toolboxes")).expect("a folder");
    std::fs::write(site.path().join("content/toolboxes/own.yaml"), "title: {en: Own, es: Propia, pt: Propria}\nsummary: {en: S., es: R., pt: R.}\nentries: [sops/gbv-disclosure]\n").expect("a toolbox");
    let (_built, files) = build(site.path(), &[]);
    let (single, book) = (&files["en/sops/gbv-disclosure.pdf"], &files["en/toolboxes/own.pdf"]);
    let (brand, logo, partner) = (vec![11, 83, 69], vec![200, 0, 200], vec![0, 200, 200]);
    let found = colours(single);
    assert!(found.contains(&brand) && found.contains(&logo) && !found.contains(&partner), "{found:?}");
    // What only dark paper carries is as built in.
    assert!(found.contains(&vec![163, 79, 9]) && !found.contains(&vec![20, 61, 110]) && !found.contains(&vec![255, 253, 231]), "{found:?}");
    assert!(colours(book).is_superset(&[brand, logo, partner].into()), "{:?}", colours(book));
    assert!(text(single).contains("By<us>&#them."));
    assert!(String::from_utf8_lossy(&files["en/sops/gbv-disclosure.html"]).contains("gbv-disclosure.pdf"));
    // Another logo makes other documents; a grey site has no colour in any.
    let keys = |files: &BTreeMap<String, Vec<u8>>| String::from_utf8_lossy(&files["rumbo-manifest.json"]).lines().filter(|line| line.contains("gbv-disclosure.pdf")).collect::<String>();
    std::fs::write(site.path().join("content/files/logo.svg"), drawing("#c80000")).expect("a logo");
    edit(site.path(), "rumbo.yaml", "currency: USD\n", "currency: USD\nprint: {colours: grey}\n");
    let (_built, grey) = build(site.path(), &[]);
    assert_ne!(keys(&files), keys(&grey));
    let found = colours(&grey["en/toolboxes/own.pdf"]);
    assert!(found.len() > 3 && found.iter().all(|colour| colour.iter().all(|part| (part - colour[0]).abs() < 3)), "{found:?}");
}
