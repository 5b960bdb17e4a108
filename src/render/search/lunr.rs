//! The index in the form of lunr.js 2.3, for pages that already search with that library.
//!
//! lunr would stem what is typed with a stemmer of its own, which never agrees with ours in every word. So the pipeline of this
//! index is empty, and each word is entered under every spelling and inflection that the site has. Weights are lunr's own
//! (Okapi BM25 with k1 1.2 and b 0.75, a boost for each field), so that its scores mean what its readers expect. It is one file
//! that must be loaded whole: right for some hundreds of pages. The site's own search does not use it.

use std::collections::BTreeMap;

use rayon::prelude::*;
use serde_json::{Map, Value as Json, json};

use super::SearchPage;
use super::fold::spelling;
use super::groups::Vocabulary;
use super::score::RawWords;

/// The version of lunr whose form this is; another one warns when it loads the index.
const VERSION: &str = "2.3.9";
/// The fields in the order of [`RawWords`], with their boosts.
const FIELDS: [(&str, f64); 4] = [("title", 10.0), ("keywords", 5.0), ("headings", 3.0), ("body", 1.0)];
const K1: f64 = 1.2;
const B: f64 = 0.75;

/// The terms of one field of a page, in order, with how often each is there; another form of the same word counts half.
type Field = Vec<(usize, f64)>;

/// Writes the index; a page's reference is its address under the folder of the language.
pub(super) fn write(pages: &[&SearchPage], raw: &[RawWords<'_>], vocabulary: &Vocabulary<'_>) -> Vec<u8> {
    let terms = terms(raw, vocabulary);
    let mut of_group: BTreeMap<u32, Vec<usize>> = BTreeMap::new();
    for (place, (_, form)) in terms.iter().enumerate() {
        of_group.entry(vocabulary.group[*form as usize]).or_default().push(place);
    }
    let counted: Vec<([Field; 4], [f64; 4])> = raw.par_iter().map(|words| count(words, vocabulary, &terms, &of_group)).collect();

    let mut average = [0.0; 4];
    let mut found = vec![0u32; terms.len()];
    let mut postings: Vec<[Map<String, Json>; 4]> = vec![Default::default(); terms.len()];
    for (page, (fields, lengths)) in pages.iter().zip(&counted) {
        for (number, field) in fields.iter().enumerate() {
            average[number] += lengths[number] / pages.len() as f64;
            for (term, _) in field {
                found[*term] += 1;
                postings[*term][number].insert(page.url.clone(), json!({}));
            }
        }
    }
    let idf: Vec<f64> = found.iter().map(|found| idf(pages.len() as f64, f64::from(*found))).collect();

    let mut vectors: Vec<Json> = Vec::new();
    for (page, (fields, lengths)) in pages.iter().zip(&counted) {
        for (number, field) in fields.iter().enumerate().filter(|(_, field)| !field.is_empty()) {
            let (name, boost) = FIELDS[number];
            let norm = K1 * (1.0 - B + B * lengths[number] / average[number]);
            let mut vector: Vec<Json> = Vec::with_capacity(2 * field.len());
            for (term, times) in field {
                let weight = boost * idf[*term] * (K1 + 1.0) * times / (norm + times);
                vector.push(json!(term));
                vector.push(json!((weight * 1000.0).round() / 1000.0));
            }
            vectors.push(json!([format!("{name}/{}", page.url), vector]));
        }
    }
    let inverted: Vec<Json> = terms.iter().zip(postings).enumerate().map(|(number, ((term, _), fields))| json!([term, posting(number, fields)])).collect();
    let names: Vec<&str> = FIELDS.iter().map(|(name, _)| *name).collect();
    let index = json!({ "version": VERSION, "fields": names, "fieldVectors": vectors, "invertedIndex": inverted, "pipeline": [] });
    index.to_string().into_bytes()
}

/// Every form that a page has, in any inflection, and every other spelling of it, in the order of JavaScript, which lunr demands;
/// each with its form.
fn terms(raw: &[RawWords<'_>], vocabulary: &Vocabulary<'_>) -> Vec<(String, u32)> {
    let mut used = vec![false; vocabulary.forms.len()];
    let mut terms: Vec<(String, u32)> = Vec::new();
    for (word, _) in raw.iter().flat_map(|page| &page.words) {
        let Some(form) = vocabulary.form(word) else { continue };
        used[vocabulary.group[form as usize] as usize] = true;
        terms.push((spelling(word), form));
    }
    let forms = vocabulary.forms.iter().zip(&vocabulary.group).zip(0..);
    terms.extend(forms.filter(|((_, group), _)| used[**group as usize]).map(|((word, _), form)| (word.clone(), form)));
    terms.sort_by(|(a, _), (b, _)| a.encode_utf16().cmp(b.encode_utf16()));
    terms.dedup_by(|(a, _), (b, _)| a == b);
    terms
}

/// What each field of a page holds, and how many words it has.
fn count(words: &RawWords<'_>, vocabulary: &Vocabulary<'_>, terms: &[(String, u32)], of_group: &BTreeMap<u32, Vec<usize>>) -> ([Field; 4], [f64; 4]) {
    let mut fields: [Field; 4] = Default::default();
    let mut lengths = [0.0; 4];
    for number in 0..FIELDS.len() {
        let mut forms: BTreeMap<u32, f64> = BTreeMap::new();
        let mut groups: BTreeMap<u32, f64> = BTreeMap::new();
        for (word, times) in &words.words {
            let Some(form) = vocabulary.form(word).filter(|_| times[number] > 0) else { continue };
            let times = f64::from(times[number]);
            lengths[number] += times;
            *forms.entry(form).or_default() += times;
            *groups.entry(vocabulary.group[form as usize]).or_default() += times;
        }
        for (group, all) in groups {
            for term in of_group.get(&group).into_iter().flatten() {
                let own = forms.get(&terms[*term].1).copied().unwrap_or_default();
                fields[number].push((*term, own + (all - own) / 2.0));
            }
        }
        fields[number].sort_unstable_by_key(|(term, _)| *term);
    }
    (fields, lengths)
}

/// How much a term says that is in so many fields of so many pages.
fn idf(pages: f64, found: f64) -> f64 {
    (1.0 + ((pages - found + 0.5) / (found + 0.5)).abs()).ln()
}

/// lunr wants every field there, also an empty one.
fn posting(number: usize, fields: [Map<String, Json>; 4]) -> Json {
    let mut posting = Map::new();
    posting.insert(String::from("_index"), json!(number));
    for ((name, _), pages) in FIELDS.iter().zip(fields) {
        posting.insert(String::from(*name), Json::Object(pages));
    }
    Json::Object(posting)
}
