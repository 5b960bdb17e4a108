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
