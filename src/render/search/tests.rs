//! The index from outside: pages in, files out; read back by a decoder that knows only the format.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use proptest::prelude::*;
use serde_json::Value as Json;

use super::code::{TOP, frequency_class, front_code, push_number, push_score};
use super::{Facet, Pinned, SearchPage, SearchSection, Synonyms, box_script, fold, index, page_script, tokens, without_comments};

const FOLD: &str = include_str!("../../../tests/search/fold.json");

#[test]
fn words_are_cut_and_folded_as_in_the_browser() {
    let table: Json = serde_json::from_str(FOLD).expect("a table");
    for row in rows(&table["fold"]) {
        assert_eq!(fold(text(&row[0])), text(&row[1]), "fold {}", row[0]);
    }
    for row in rows(&table["words"]) {
        let words: Vec<Json> =
            tokens(text(&row[0])).map(|(_, word)| fold(word)).filter(|word| !word.is_empty()).map(Json::from).collect();
        assert_eq!(Json::from(words), row[1], "words of {}", row[0]);
    }
}

#[test]
fn offsets_point_at_the_words() {
    let sentence = "¿Qué — año?";
    for (at, word) in tokens(sentence) {
        assert_eq!(&sentence[at..at + word.len()], word);
    }
}

proptest! {
    #[test]
    fn numbers_come_back(numbers in prop::collection::vec(0..=1u64 << 50, 0..50)) {
        let mut out = String::new();
        for number in &numbers {
            push_number(&mut out, *number);
        }
        prop_assert!(out.bytes().all(|byte| (b' '..b'\x7f').contains(&byte) && !b"\"<\\".contains(&byte)));
        let mut reader = Reader(out.bytes().collect(), 0);
        for number in numbers {
            prop_assert_eq!(reader.number(), number);
        }
        prop_assert_eq!(reader.1, reader.0.len());
    }

    #[test]
    fn forms_come_back(words in prop::collection::btree_set("[a-zñλ\u{10400}0-9]{1,40}", 0..40)) {
        let mut forms: Vec<String> = words.iter().map(|word| fold(word)).collect();
        forms.sort_by(|a, b| a.encode_utf16().cmp(b.encode_utf16()));
        forms.dedup();
        prop_assert_eq!(&front_decoded(&front_code(forms.iter().map(String::as_str))), &forms);
    }

    #[test]
    fn no_content_ends_a_script(title in ".*", text in "(</script>|<!--|\u{2028}|\"|\\\\|.)*") {
        let page = page(&title, &[("a", &title, &text)]);
        for (name, bytes) in index("en", &[page], &Synonyms::default(), &[], &[]) {
            let source = String::from_utf8(bytes).expect("text");
            prop_assert!(!source.contains(['<', '\u{2028}', '\u{2029}', '\0']), "{}", name);
            prop_assert!(argument(&source).1.is_array() || argument(&source).1.is_object() || argument(&source).1.is_string());
        }
    }
}

#[test]
fn scores_and_frequencies_are_one_character() {
    for score in 0..=TOP + 5 {
        let mut out = String::new();
        push_score(&mut out, score);
        assert_eq!(Reader(out.into_bytes(), 0).value(), u64::from(score.min(TOP)));
    }
    assert_eq!([0, 1, 30, 32, 33].map(frequency_class), [0, 1, 30, 30, 31]);
    assert!(frequency_class(1_000_000) <= TOP);
}

#[test]
fn every_word_leads_to_its_pages() {
    let files = index("es", &site(700), &Synonyms::default(), &[], &[]);
    let read = Read::new("es", &files);
    for (word, page) in [("numero0", 0), ("numero512", 512), ("numero699", 699)] {
        assert_eq!(read.pages(word), [page], "{word}");
    }
    assert_eq!(read.pages("frontera").len(), 700);
    assert_eq!(read.titles[699][1], "pages/699.html");
    assert_eq!(read.texts[699][1][0], "s");
    assert!(read.find("de").is_none(), "stop words are not indexed");
}

#[test]
fn inflections_plurals_and_synonyms_are_one_group() {
    let synonyms = Synonyms::new(vec![vec!["POE".into(), "protocolo".into()], vec!["PEP".into(), "permiso especial".into()]]);
    let pages = [
        page("Protocolos", &[("", "", "La voz, las voces; remisión y remisiones.")]),
        page("Otro", &[("", "", "Un permiso especial.")]),
        page("PEP", &[("", "", "Nada más.")]),
    ];
    let pages = pages.map(|page| SearchPage { lang: "es".into(), ..page });
    let files = index("es", &pages, &synonyms, &[], &[]);
    let read = Read::new("es", &files);
    for (a, b) in [("voz", "voces"), ("remision", "remisiones"), ("poe", "protocolo"), ("poe", "protocolos")] {
        assert!(read.find(a).is_some() && read.find(a) == read.find(b), "{a} {b}");
    }
    assert_eq!(read.pages("pep"), [1, 2]);
    assert_eq!(read.pages("especial"), [1, 2]);
}

#[test]
fn a_dutch_compound_counts_for_its_last_part() {
    let pages = [page("Grenspost", &[]), page("Grens", &[]), page("De post", &[])];
    let pages = pages.map(|page| SearchPage { lang: "nl".into(), ..page });
    let files = index("nl", &pages, &Synonyms::default(), &[], &[]);
    let read = Read::new("nl", &files);
    assert_eq!(read.pages("post"), [0, 2]);
}

#[test]
fn other_languages_and_no_pages_are_fine() {
    let files = index("pt", &site(3), &Synonyms::default(), &[], &[]);
    assert_eq!(files.iter().map(|(name, _)| name.as_str()).collect::<Vec<_>>(), ["m.js"]);
    assert_eq!(Read::new("pt", &files).manifest["n"], 0);
}

#[test]
fn rare_words_of_a_large_site_wait_in_their_own_file() {
    let mut pages = site(2);
    for (number, page) in pages.iter_mut().enumerate() {
        for word in 0..15_000 {
            page.sections[0].text.push_str(&format!(" w{number}x{word}"));
        }
    }
    let files = index("es", &pages, &Synonyms::default(), &[], &[]);
    assert!(files.iter().any(|(name, _)| name.starts_with("r-")));
    let read = Read::new("es", &files);
    assert_eq!(read.pages("w1x14999"), [1]);
    assert_eq!(read.pages("frontera"), [0, 1]);
}

#[test]
fn bytes_do_not_depend_on_the_threads() {
    let pages = site(300);
    let synonyms = Synonyms::new(vec![vec!["frontera".into(), "límite".into(), "línea de paso".into()]]);
    let [one, four] = [1, 4].map(|threads| {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("a pool");
        pool.install(|| index("es", &pages, &synonyms, &[], &[]))
    });
    assert_eq!(one, four);
    assert_eq!(one.last().map(|(name, _)| name.as_str()), Some("m.js"));
}

#[test]
fn shipped_scripts_are_the_sources_without_comments() {
    assert_eq!(
        without_comments("/**\n * Why.\n */\n  const a = /** @type {any} */ (b); // c\n  /** d */\n\n  // e\n  f(/x/, /** @type {T} */ (g), /** @type {U} */ (h));\n"),
        "const a = (b); // c\nf(/x/, (g), (h));"
    );
    assert_eq!(without_comments("for (const [a, b] of c) {\n  d = a - -b ? \"x ; y\" : e;\n  return f;\n}\ng\n"), "for(const[a,b]of c){d=a- -b?\"x ; y\":e;return f;}g\n");
    for script in [page_script(), box_script()] {
        assert!(script.starts_with("(function(){\"use strict\";"));
        assert!(!script.contains("/**") && !script.contains("innerHTML") && !script.contains("eval("));
    }
}

#[test]
fn a_pinned_answer_that_leads_nowhere_or_has_no_word_is_left_out() {
    let pin = |phrase: &str, url: &str| Pinned { phrase: phrase.into(), url: url.into(), anchor: String::new() };
    let pinned = [pin("¡Límite  Sur!", "pages/1.html"), pin("tema", "pages/9.html"), pin("—", "pages/1.html")];
    let files = index("es", &site(3), &Synonyms::default(), &[], &pinned);
    let (_, manifest) = argument(std::str::from_utf8(&files.last().expect("a manifest").1).expect("text"));
    assert_eq!(manifest["pins"], serde_json::json!([["limite sur", 1, ""]]));
}

/// The small sites that `tests/browser/search.test.mjs` searches.
#[test]
fn golden_sites_are_as_they_were() {
    for name in ["toy", "one"] {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/search");
        let source: Json = serde_json::from_str(&read(&folder.join(format!("{name}.json")))).expect("a site");
        let lang = text(&source["lang"]);
        let made: BTreeMap<String, String> = index(lang, &pages(&source), &synonyms(&source), &facets(&source), &pinned(&source))
            .into_iter()
            .map(|(name, bytes)| (name, String::from_utf8(bytes).expect("text")))
            .collect();
        let golden = folder.join(name).join(lang);
        if std::env::var_os("RUMBO_BLESS").is_some() {
            bless(&golden, &made);
        }
        let kept: BTreeMap<String, String> = list(&golden).into_iter().map(|path| (file_name(&path), read(&path))).collect();
        assert!(made == kept, "{} is stale: run this test with RUMBO_BLESS=1 and look at the difference", golden.display());
    }
}

fn site(size: usize) -> Vec<SearchPage> {
    (0..size)
        .map(|number| {
            let body = format!("La página de la frontera, numero{number}, y lo que toca al tema {}.", number % 7);
            SearchPage {
                lang: "es".into(),
                url: format!("pages/{number}.html"),
                facets: vec![("country".into(), format!("C{}", number % 5))],
                ..page(&format!("Tema {}", number % 11), &[("", "", &body), ("s", "Segunda parte", &body)])
            }
        })
        .collect()
}

fn page(title: &str, sections: &[(&str, &str, &str)]) -> SearchPage {
    let sections = sections
        .iter()
        .map(|(anchor, heading, text)| SearchSection { anchor: (*anchor).into(), heading: (*heading).into(), text: (*text).into() })
        .collect();
    SearchPage { lang: "en".into(), title: title.into(), url: "x.html".into(), kind: "page".into(), sections, ..SearchPage::default() }
}

fn rows(json: &Json) -> &[Json] {
    json.as_array().map_or(&[], Vec::as_slice)
}

fn text(json: &Json) -> &str {
    json.as_str().unwrap_or_default()
}

fn strings(json: &Json) -> Vec<String> {
    rows(json).iter().map(|value| text(value).to_owned()).collect()
}

fn pages(source: &Json) -> Vec<SearchPage> {
    let section = |row: &Json| SearchSection { anchor: text(&row[0]).into(), heading: text(&row[1]).into(), text: text(&row[2]).into() };
    rows(&source["pages"])
        .iter()
        .map(|page| SearchPage {
            lang: text(&source["lang"]).into(),
            title: text(&page["title"]).into(),
            url: text(&page["url"]).into(),
            kind: text(&page["kind"]).into(),
            facets: strings(&page["country"]).into_iter().map(|value| ("country".into(), value)).collect(),
            keywords: strings(&page["keywords"]),
            sections: rows(&page["sections"]).iter().map(section).collect(),
        })
        .collect()
}

fn synonyms(source: &Json) -> Synonyms {
    Synonyms::new(rows(&source["synonyms"]).iter().map(strings).collect())
}

fn pinned(source: &Json) -> Vec<Pinned> {
    let pin = |row: &Json| Pinned { phrase: text(&row[0]).into(), url: text(&row[1]).into(), anchor: text(&row[2]).into() };
    rows(&source["pinned"]).iter().map(pin).collect()
}

fn facets(source: &Json) -> Vec<Facet> {
    let values = |facet: &Json| rows(&facet["values"]).iter().map(|row| (text(&row[0]).into(), text(&row[1]).into())).collect();
    rows(&source["facets"])
        .iter()
        .map(|facet| Facet { name: text(&facet["name"]).into(), label: text(&facet["label"]).into(), values: values(facet) })
        .collect()
}

#[expect(clippy::disallowed_methods, reason = "golden files are read by the test itself")]
fn read(path: &Path) -> String {
    std::fs::read_to_string(path).unwrap_or_default()
}

#[expect(clippy::disallowed_methods, reason = "golden files are read by the test itself")]
fn list(folder: &Path) -> Vec<PathBuf> {
    std::fs::read_dir(folder).into_iter().flatten().flatten().map(|entry| entry.path()).collect()
}

#[expect(clippy::disallowed_methods, reason = "golden files are renewed by the test itself, when asked")]
fn bless(folder: &Path, files: &BTreeMap<String, String>) {
    let _ = std::fs::remove_dir_all(folder);
    std::fs::create_dir_all(folder).expect("a folder");
    for (name, content) in files {
        std::fs::write(folder.join(name), content).expect("a file");
    }
}

fn file_name(path: &Path) -> String {
    path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
}

/// The key and the value of `CSX("key",value);`.
fn argument(source: &str) -> (String, Json) {
    let inner = source.strip_prefix("CSX(").and_then(|rest| rest.strip_suffix(");\n")).expect("one call");
    let pair: Json = serde_json::from_str(&format!("[{inner}]")).expect("JSON");
    (text(&pair[0]).to_owned(), pair[1].clone())
}

fn front_decoded(front: &str) -> Vec<String> {
    let mut forms: Vec<Vec<u16>> = Vec::new();
    for unit in front.encode_utf16() {
        if (65..=90).contains(&unit) {
            let shared = forms.last().map(|form| form[..usize::from(unit) - 65].to_vec());
            forms.push(shared.unwrap_or_default());
        } else if let Some(form) = forms.last_mut() {
            form.push(unit);
        }
    }
    forms.iter().map(|form| String::from_utf16_lossy(form)).collect()
}

/// Reads numbers as the browser does.
struct Reader(Vec<u8>, usize);

impl Reader {
    fn value(&mut self) -> u64 {
        let code = self.0[self.1];
        self.1 += 1;
        let gaps = [b'"', b'<', b'\\'].iter().filter(|gap| code > **gap).count() as u64;
        u64::from(code - b' ') - gaps
    }

    fn number(&mut self) -> u64 {
        let (mut number, mut unit) = (0, 1);
        loop {
            let value = self.value();
            number += unit * (value % 46);
            if value < 46 {
                return number;
            }
            unit *= 46;
        }
    }

    fn more(&self) -> bool {
        self.1 < self.0.len()
    }
}

/// An index read back.
struct Read {
    manifest: Json,
    groups: BTreeMap<String, usize>,
    postings: Vec<Vec<usize>>,
    titles: Vec<Json>,
    texts: Vec<Json>,
}

impl Read {
    fn new(lang: &str, files: &[(String, Vec<u8>)]) -> Self {
        let values: BTreeMap<String, Json> =
            files.iter().map(|(_, bytes)| argument(&String::from_utf8(bytes.clone()).expect("text"))).collect();
        let row = |kind: &str| {
            (0..).map_while(|number| values.get(&format!("{lang}/{kind}{number}"))).cloned().collect::<Vec<Json>>()
        };
        let manifest = values[&format!("{lang}/m")].clone();
        let mut read = Self { manifest, groups: BTreeMap::new(), postings: Vec::new(), titles: Vec::new(), texts: Vec::new() };
        for dictionary in [Some(&read.manifest["dict"].clone()), values.get(&format!("{lang}/r"))].into_iter().flatten() {
            let mut next = dictionary[2].as_u64().unwrap_or_default() as usize;
            let mut codes = Reader(text(&dictionary[1]).bytes().collect(), 0);
            for form in front_decoded(text(&dictionary[0])) {
                let back = codes.number() as usize;
                if back == 0 {
                    codes.value();
                    next += 1;
                }
                read.groups.insert(form, next - back.max(1));
            }
        }
        let size = read.manifest["n"].as_u64().unwrap_or_default();
        for shard in row("p") {
            let mut reader = Reader(text(&shard).bytes().collect(), 0);
            while reader.more() {
                let (count, highest) = (reader.number(), reader.number());
                assert!(highest <= 400);
                if 2 * count > size {
                    let pages: Vec<usize> = (0..size as usize).filter(|_| reader.value() > 0).collect();
                    assert_eq!(pages.len() as u64, count);
                    read.postings.push(pages);
                    continue;
                }
                let mut next = 0;
                read.postings.push((0..count).map(|_| {
                    let page = next + reader.number() as usize;
                    assert!(reader.value() > 0);
                    next = page + 1;
                    page
                }).collect());
            }
        }
        read.titles = row("t").iter().flat_map(rows).cloned().collect();
        read.texts = row("x").iter().flat_map(rows).cloned().collect();
        read
    }

    fn find(&self, form: &str) -> Option<usize> {
        self.groups.get(form).copied()
    }

    fn pages(&self, form: &str) -> &[usize] {
        self.find(form).map_or(&[], |group| &self.postings[group])
    }
}
