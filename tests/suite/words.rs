//! The built-in words: every language says everything that English says, with the same gaps and all its plural forms.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use rumbo::load::yaml::{self, Value};
use rumbo::source::FileId;

use crate::support::example;

/// The plural forms of each language, by CLDR.
const FORMS: &[(&str, &[&str])] = &[
    ("en", &["one", "other"]),
    ("es", &["many", "one", "other"]),
    ("fr", &["many", "one", "other"]),
    ("nl", &["one", "other"]),
    ("pt", &["many", "one", "other"]),
];

/// A table: each key with its texts by plural form; a plain text has the form "".
fn table(lang: &str) -> BTreeMap<String, BTreeMap<String, String>> {
    let text = fs::read_to_string(example().join(format!("themes/default/strings/{lang}.yaml"))).expect("the table");
    let (node, faults) = yaml::parse(FileId::default(), &text, 0);
    assert!(faults.is_empty(), "{lang}: {faults:?}");
    let Some(Value::Mapping(entries)) = node.map(|node| node.value) else { panic!("{lang} is no table") };
    let scalar = |value: &Value| match value {
        Value::Scalar(scalar) => scalar.text.clone(),
        other => panic!("{lang}: {other:?} is no text"),
    };
    let forms = |value: &Value| match value {
        Value::Mapping(forms) => forms.iter().map(|form| (form.key.clone(), scalar(&form.value.value))).collect(),
        Value::Sequence(items) => items.iter().enumerate().map(|(index, item)| (index.to_string(), scalar(&item.value))).collect(),
        value => BTreeMap::from([(String::new(), scalar(value))]),
    };
    entries.iter().map(|entry| (entry.key.clone(), forms(&entry.value.value))).collect()
}

fn gaps(text: &str) -> BTreeSet<&str> {
    text.split('{').skip(1).filter_map(|rest| rest.split_once('}')).map(|(name, _)| name).collect()
}

#[test]
fn every_table_of_words_has_the_keys_gaps_and_plural_forms_that_it_needs() {
    let folder = fs::read_dir(example().join("themes/default/strings")).expect("the folder of words");
    let found: BTreeSet<String> =
        folder.map(|entry| entry.expect("an entry").file_name().to_string_lossy().trim_end_matches(".yaml").to_owned()).collect();
    assert_eq!(found, FORMS.iter().map(|(lang, _)| (*lang).to_owned()).collect(), "a new language needs its plural forms here");
    let english = table("en");
    for (lang, plural) in FORMS {
        let own = table(lang);
        let keys = |table: &BTreeMap<String, BTreeMap<String, String>>| table.keys().cloned().collect::<BTreeSet<_>>();
        assert_eq!(keys(&own), keys(&english), "{lang}");
        for (key, forms) in &own {
            let original = &english[key];
            let is_plural = original.contains_key("other");
            if is_plural {
                assert_eq!(forms.keys().map(String::as_str).collect::<Vec<_>>(), *plural, "{lang}: {key}");
            } else {
                assert_eq!(forms.keys().collect::<Vec<_>>(), original.keys().collect::<Vec<_>>(), "{lang}: {key}");
            }
            for (form, text) in forms {
                let expected = original.get(form).or_else(|| original.get("other")).expect("the form in English");
                assert_eq!(gaps(text), gaps(expected), "{lang}: {key} {form}");
                assert!(!text.trim_matches(' ').is_empty() || expected.trim_matches(' ').is_empty(), "{lang}: {key} is empty");
            }
        }
    }
}

/// The words of this toolbox that readers meet, as the glossary has them.
const MET: [&str; 12] = [
    "area", "topic", "question", "criterion", "place-institution", "assessment", "your-answers", "edition", "urgency", "action", "lower-of-the-middle-two", "level",
];

#[test]
fn the_glossary_explains_every_word_of_its_own_in_each_language_of_the_example() {
    let text = fs::read_to_string(example().join("content/glossary.yaml")).expect("the glossary");
    let terms: Vec<&str> = text.split("\n  - id: ").skip(1).collect();
    for id in MET {
        let term = terms.iter().find(|term| term.lines().next() == Some(id)).unwrap_or_else(|| panic!("the glossary lacks `{id}`"));
        for (part, next) in [("term", "meaning:"), ("meaning", "example:"), ("example", "\n  - id: ")] {
            let start = term.find(&format!("    {part}:")).unwrap_or_else(|| panic!("`{id}` has no {part}"));
            let part_text = term[start..].split(next).next().unwrap_or_default();
            for lang in ["en", "es", "pt"] {
                assert!(part_text.contains(&format!("{lang}: ")), "`{id}` has no {part} in {lang}");
            }
        }
    }
}

#[test]
fn the_words_of_the_theme_are_those_that_readers_are_told() {
    // What the code calls a domain, an indicator, a pillar or an overlay has another name on every page.
    for (lang, never) in [
        ("en", &["domain", "domains", "pillar", "pillars", "indicator", "indicators", "overlay", "answer set"][..]),
        ("es", &["dominio", "dominios", "pilar", "pilares", "indicador", "indicadores"]),
        ("pt", &["domínio", "domínios", "pilar", "pilares", "indicador", "indicadores"]),
        ("fr", &["pilier", "piliers", "indicateur", "indicateurs"]),
        ("nl", &["domein", "domeinen", "pijler", "pijlers", "indicator", "indicatoren"]),
    ] {
        for (key, forms) in table(lang) {
            for text in forms.values() {
                // Gaps are named by the code.
                let shown: String = text.split('{').map(|part| part.split_once('}').map_or(part, |(_, rest)| rest)).collect::<Vec<_>>().join(" ").to_lowercase();
                let words: Vec<&str> = shown.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
                for word in never {
                    let wanted: Vec<&str> = word.split(' ').collect();
                    assert!(!words.windows(wanted.len()).any(|window| window == wanted), "{lang}: `{key}` says `{word}`: {text}");
                }
            }
        }
    }
}
