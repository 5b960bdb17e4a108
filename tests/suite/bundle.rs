//! The site as one archive, and copies that are whole or not.

use std::fs;
use std::path::Path;

use crate::support::{copy_of_example, rumbo};

fn bundled(site: &Path, name: &str, more: &[&str]) -> std::process::Output {
    let out = site.join(name);
    let mut arguments = vec!["bundle", "--no-pdf", "--format", "short", "--out", out.to_str().expect("a path")];
    arguments.extend(more);
    rumbo(site, &arguments)
}

fn verified(path: &Path) -> (Option<i32>, String, String) {
    let output = rumbo(path.parent().expect("a folder"), &["verify", path.to_str().expect("a path")]);
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    (output.status.code(), text(&output.stdout), text(&output.stderr))
}

/// Unpacks an archive as any program would.
fn unpack(archive: &Path, to: &Path) {
    let mut archive = zip::ZipArchive::new(fs::File::open(archive).expect("the archive")).expect("a zip archive");
    archive.extract(to).expect("unpacked");
}

#[test]
fn an_archive_is_the_same_each_time_and_whole_when_unpacked() {
    let (one, other) = (copy_of_example(), copy_of_example());
    for site in [&one, &other] {
        let output = bundled(site.path(), "kit.zip", &[]);
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    }
    let archive = one.path().join("kit.zip");
    assert!(fs::read(&archive).expect("bytes") == fs::read(other.path().join("kit.zip")).expect("bytes"), "two archives differ");
    assert_eq!(verified(&archive).1, "whole: every file is as it was built\n");
    let stick = one.path().join("stick");
    unpack(&archive, &stick);
    assert_eq!(verified(&stick).0, Some(0));
    let start = fs::read_to_string(stick.join("start-here.html")).expect("the start");
    for lang in ["en", "es", "pt"] {
        assert!(start.contains(&format!("href=\"{lang}/index.html\"")), "no way into `{lang}`");
    }
    assert!(!stick.join("changes.html").exists(), "nothing to compare with");
    let sums = fs::read_to_string(stick.join("SHA256SUMS")).expect("the sums");
    assert!(sums.lines().all(|line| line.len() > 66 && line.as_bytes()[64..66] == *b"  "), "not as `sha256sum` writes it");
    assert!(sums.lines().any(|line| line.ends_with("  en/search.html")));
}

#[test]
fn one_flipped_byte_one_missing_file_and_one_added_file_are_found() {
    let site = copy_of_example();
    assert!(bundled(site.path(), "kit.zip", &[]).status.success());
    let stick = site.path().join("stick");
    unpack(&site.path().join("kit.zip"), &stick);
    let flipped = stick.join("es/search.html");
    let mut bytes = fs::read(&flipped).expect("a page");
    bytes[100] ^= 1;
    fs::write(&flipped, bytes).expect("written");
    fs::remove_file(stick.join("data/funding.csv")).expect("removed");
    fs::write(stick.join("photo.jpg"), b"holiday").expect("written");
    let (code, found, hint) = verified(&stick);
    assert_eq!(code, Some(1));
    assert_eq!(found, "missing  data/funding.csv\nchanged  es/search.html\nadded    photo.jpg\n");
    assert!(hint.contains("copy the site again"), "{hint}");
}

#[test]
fn a_cut_archive_or_none_at_all_is_said_to_be_so() {
    let site = copy_of_example();
    assert!(bundled(site.path(), "kit.zip", &[]).status.success());
    let bytes = fs::read(site.path().join("kit.zip")).expect("bytes");
    let cut = site.path().join("cut.zip");
    fs::write(&cut, &bytes[..bytes.len() / 2]).expect("written");
    let (code, _, told) = verified(&cut);
    assert_eq!(code, Some(1));
    assert!(told.contains("this is no whole zip archive") && told.contains("copy it again"), "{told}");
    let (code, _, told) = verified(&site.path().join("content"));
    assert_eq!(code, Some(1));
    assert!(told.contains("there is no `rumbo-manifest.json` in it"), "{told}");
}

#[test]
fn an_archive_over_the_limit_is_not_written_and_the_largest_files_are_named() {
    let site = copy_of_example();
    let output = bundled(site.path(), "kit.zip", &["--max-size", "1"]);
    let told = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(output.status.code(), Some(1));
    assert!(told.contains("more than 1.0 MB; nothing was written"), "{told}");
    assert_eq!(told.lines().filter(|line| line.contains(" kB  ") || line.contains(" MB  ")).count(), 20, "{told}");
    assert!(!site.path().join("kit.zip").exists());
}

#[test]
fn on_a_stick_printed_documents_have_readable_names_and_pages_lead_to_them() {
    let options = rumbo::Options { audience: rumbo::model::answers::Audience::Public, edition: rumbo::outline::Edition::Stick, print: true };
    let run = rumbo::compile(&crate::support::example(), &options);
    let outline = run.compiled.expect("the example").outline;
    if !cfg!(feature = "pdf") {
        return;
    }
    let mut seen = std::collections::BTreeSet::new();
    for booklet in &outline.booklets {
        let path = booklet.path.strip_prefix("print/").expect("on the shelf");
        assert!(path.len() < 140 && path.bytes().all(|byte| byte.is_ascii_alphanumeric() || b" -()/.".contains(&byte)), "{path}");
        assert!(path.split('/').all(|part| part == part.trim() && !part.starts_with('.') && !part.ends_with('.')), "{path}");
        assert!(seen.insert(path.to_lowercase()), "twice: {path}");
        assert!(!booklet.label.is_empty());
    }
    assert!(seen.contains("es/procedimientos/apoyo para alquilar una vivienda.pdf"), "{seen:?}");
    assert!(seen.contains("es/procedimientos/apoyo para alquilar una vivienda - version de bolsillo.pdf"));
    assert!(seen.contains("es/resultados/villa ejemplo 2026-1 - para conversar.pdf"), "{seen:?}");
    let linker = rumbo::outline::Linker::new(&outline, &outline.pages[0].lang, "es/sops/rental-support.html");
    assert_eq!(linker.file("print/es/Procedimientos/Una hoja.pdf"), "../../print/es/Procedimientos/Una%20hoja.pdf");
}

#[test]
fn what_has_changed_since_a_former_edition_is_told() {
    let site = copy_of_example();
    assert!(bundled(site.path(), "first.zip", &[]).status.success());
    crate::support::edit(site.path(), "content/sops/rental-support.en.md", "title:", "title: Now");
    fs::remove_file(site.path().join("content/toolboxes/peru.yaml")).expect("removed");
    let output = bundled(site.path(), "next.zip", &["--since", "first.zip"]);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let stick = site.path().join("stick");
    unpack(&site.path().join("next.zip"), &stick);
    assert_eq!(verified(&stick).0, Some(0));
    let told = fs::read_to_string(stick.join("changes.html")).expect("the changes");
    let english = &told[told.find("id=\"en\"").expect("English")..told.find("id=\"es\"").expect("Spanish")];
    let (changed, gone) = english.split_once("<h2>Pages that are gone</h2>").expect("what is gone");
    assert!(changed.contains("<a href=\"en/sops/rental-support.html\">"), "{english}");
    assert!(gone.contains("<li>Peru</li>"), "the title of what is gone: {gone}");
    // The menus around a page are no change of it.
    assert!(!changed.contains("en/sops/emergency-surge.html") && !english.contains("en/index.html"), "{english}");
    let output = bundled(site.path(), "next.zip", &["--since", "content"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(String::from_utf8_lossy(&output.stderr).contains("this is no former edition"));
}

#[test]
fn one_toolbox_is_a_whole_small_site_and_holds_nothing_else() {
    let site = copy_of_example();
    let output = bundled(site.path(), "colombia.zip", &["--toolbox", "colombia"]);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let stick = site.path().join("stick");
    unpack(&site.path().join("colombia.zip"), &stick);
    assert_eq!(verified(&stick).0, Some(0));
    let mut files = crate::support::files(&stick);
    // These are for the stick, and have their own tests.
    files.retain(|path, _| !["start-here.html", "check-this-stick.html"].contains(&path.as_str()));
    let (broken, lost) = crate::links::dead_ends(&files);
    assert!(broken.is_empty() && lost.is_empty(), "{broken:#?} {lost:#?}");
    for inside in ["es/sheets/colombia.html", "es/practices/special-stay-permit.html", "en/sops/registration-at-border-post-colombia.html"] {
        assert!(files.contains_key(inside), "{inside}");
    }
    // What an adaptation inherits comes along.
    assert!(files.contains_key("en/sops/registration-at-border-post.html"));
    for outside in ["en/sheets/peru.html", "en/sops/rental-support.html", "en/funding.html", "en/results/index.html", "data/scores.csv"] {
        assert!(!files.contains_key(outside), "{outside}");
    }
    let found = |words: &str| files.iter().any(|(path, bytes)| path.starts_with("search/") && String::from_utf8_lossy(bytes).contains(words));
    assert!(found("sheets/colombia.html") && !found("rental-support") && !found("sheets/peru"));
    // The figures of the whole stay those of the whole.
    let sheet = |files: &std::collections::BTreeMap<String, Vec<u8>>| String::from_utf8_lossy(&files["en/sheets/colombia.html"]).matches("USD").count();
    assert_eq!(sheet(&files), sheet(crate::support::built_example()));
    let output = bundled(site.path(), "x.zip", &["--toolbox", "colombai"]);
    let told = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.code() == Some(1) && told.contains("there is no toolbox `colombai`") && told.contains("colombia"), "{told}");
}

#[test]
fn one_file_needs_nothing_beside_it_and_all_its_addresses_are_in_it() {
    let site = copy_of_example();
    let made = |name: &str, more: &[&str]| {
        let out = site.path().join(name);
        let mut arguments = vec!["bundle", "--one-file", "--toolbox", "rapid-kit", "--format", "short", "--out", out.to_str().expect("a path")];
        arguments.extend(more);
        let output = rumbo(site.path(), &arguments);
        (output.status.code(), String::from_utf8_lossy(&output.stderr).into_owned(), fs::read_to_string(out).unwrap_or_default())
    };
    let (code, told, html) = made("kit.html", &["--lang", "es"]);
    assert_eq!(code, Some(0), "{told}");
    let attributes = crate::support::attributes(&html);
    let mut ids = std::collections::BTreeSet::new();
    for (_, _, id) in attributes.iter().filter(|(_, key, _)| key == "id") {
        assert!(ids.insert(id.as_str()), "`{id}` stands twice");
    }
    assert!(ids.contains("es/index.html") && !ids.iter().any(|id| id.starts_with("en/")));
    for (tag, key, value) in &attributes {
        match key.as_str() {
            "src" => assert!(value.starts_with("data:"), "<{tag} src={value}>"),
            "href" if value.starts_with('#') => assert!(ids.contains(&value[1..]), "`{value}` leads nowhere"),
            "href" => assert!(tag == "a" && ["https://", "http://", "mailto:"].iter().any(|scheme| value.starts_with(scheme)), "<{tag} href={value}>"),
            "for" | "list" | "aria-labelledby" => assert!(value.split(' ').all(|id| ids.contains(id)), "{key}={value}"),
            "style" | "onclick" | "action" => panic!("<{tag} {key}>"),
            _ => {}
        }
    }
    let policy = attributes.iter().find(|(tag, key, _)| tag == "meta" && key == "content").map(|(.., value)| value.as_str()).expect("a policy");
    assert!(policy.starts_with("default-src 'none'; script-src 'sha256-") && !policy.contains("unsafe") && !policy.contains("http"), "{policy}");
    let (code, told, _) = made("small.html", &["--max-size", "50kB"]);
    assert!(code == Some(1) && told.contains("the search index"), "{told}");
    let (code, told, _) = made("x.html", &["--lang", "de"]);
    assert!(code == Some(1) && told.contains("the site has no language `de`"), "{told}");
}

#[test]
fn a_quick_build_has_the_chosen_pages_only_and_leaves_the_site_alone() {
    let site = copy_of_example();
    let output = rumbo(site.path(), &["build", "--no-pdf", "--format", "short", "--only", "sops/rental-support"]);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let files = crate::support::files(&site.path().join("only"));
    let pages: Vec<&String> = files.keys().filter(|path| path.ends_with(".html")).collect();
    assert_eq!(pages, ["en/sops/rental-support.html", "es/sops/rental-support.html", "pt/sops/rental-support.html"]);
    assert!(files.contains_key("assets/site.css") && !site.path().join("public").exists());
    let output = rumbo(site.path(), &["build", "--no-pdf", "--format", "short", "--only", "sops/none"]);
    assert!(output.status.code() == Some(1) && String::from_utf8_lossy(&output.stderr).contains("no page is at sops/none"));
}

#[cfg(feature = "pdf")]
#[test]
fn of_a_printed_document_that_changed_the_pages_to_replace_are_told() {
    let site = tempfile::TempDir::new().expect("a temporary folder");
    crate::support::copy(&crate::support::example().join("tests/print/site"), site.path());
    let rumbo_bundle = |out: &str, more: &[&str]| {
        let out = site.path().join(out);
        let output = rumbo(site.path(), &[&["bundle", "--format", "short", "--out", out.to_str().expect("a path")], more].concat());
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    };
    rumbo_bundle("first.zip", &[]);
    let first = site.path().join("first.zip");
    let since = ["--since", first.to_str().expect("a path")];
    let changes = |name: &str| {
        rumbo_bundle(name, &since);
        let stick = site.path().join(name.trim_end_matches(".zip"));
        unpack(&site.path().join(name), &stick);
        fs::read_to_string(stick.join("changes.html")).expect("the changes")
    };
    // The last question of the form alone: its first page stays as it is.
    crate::support::edit(site.path(), "assessments/frameworks/all/domains/border.yaml", "What else should be known?", "What else would you like to say?");
    let told = changes("next.zip");
    let line = |title: &str| told.lines().find(|line| line.contains(title)).map(|line| line.split("</li>").find(|item| item.contains(title)).unwrap_or_default().to_owned()).unwrap_or_default();
    let form = line("Every kind (to fill in on the screen)</a>");
    assert!(form.ends_with("<br>page to replace: 7") , "{form} in {told}");
    // A document whose head and foot alone are others stays in the binder.
    crate::support::edit(site.path(), "assessments/frameworks/all/domains/border.yaml", "What else would you like to say?", "What else should be known?");
    crate::support::edit(site.path(), "rumbo.yaml", "title: Every kind of question", "title: All kinds of question");
    let told = changes("last.zip");
    assert!(!told.contains(".pdf\""), "{told}");
}
