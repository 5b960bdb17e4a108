//! The files of an index: how groups, titles and texts are cut, and what the manifest `m.js` says.
//!
//! `p*.js` hold the pages of each group, `t*.js` titles and addresses, `x*.js` texts by section,
//! `r.js` the rarer words of a large site. All but `m.js` carry a hash in their names, so that a
//! host may keep them for ever.

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;
use serde::Serialize;
use serde_json::{Value as Json, json};

use super::code::{file_hash, frequency_class, front_code, push_number, push_score, script};
use super::groups::Vocabulary;
use super::score::Group;
use super::fold::{fold, tokens};
use super::{Facet, KIND, Pinned, SearchPage};

/// The size at which a file of postings or texts ends, in bytes.
const SHARD: usize = 32 * 1024;
/// The pages of one file of titles.
const TITLES: usize = 512;
/// The words above which the rarer ones go to a file of their own.
const ONE_TIER: usize = 20_000;

/// What an index is made of.
pub(super) struct Parts<'a> {
    pub(super) lang: &'a str,
    pub(super) stop: &'a str,
    pub(super) pages: &'a [&'a SearchPage],
    pub(super) vocabulary: &'a Vocabulary<'a>,
    pub(super) groups: &'a [Group],
    pub(super) labels: &'a [Facet],
    pub(super) pinned: &'a [Pinned],
}

/// A kind of shard: how many groups or pages each file holds, and the hashes in their names.
#[derive(Default)]
struct Shards {
    sizes: Vec<usize>,
    hashes: String,
}

/// Writes all files, the manifest last.
pub(super) fn write(parts: &Parts<'_>) -> Vec<(String, Vec<u8>)> {
    let mut files = Vec::new();
    let tiers = tiers(parts.groups, parts.vocabulary.forms.len());
    let order: Vec<&Group> = tiers.iter().flatten().copied().collect();

    let postings = cut(&order, |group| postings(group, parts.pages.len()), |pieces| text(&pieces.concat()));
    let titles = parts.pages.chunks(TITLES).map(|pages| (titles(pages), pages.len())).collect();
    let texts = cut(parts.pages, |page| sections(page), |pieces| format!("[{}]", pieces.join(",")));

    let shards: Vec<Shards> = [("p", postings), ("t", titles), ("x", texts)]
        .into_iter()
        .map(|(kind, values)| shards(parts.lang, kind, values, &mut files))
        .collect();
    let first = dictionary(&tiers[0], parts.vocabulary, 0);
    let mut rest = String::new();
    if !tiers[1].is_empty() {
        let bytes = script(&format!("{}/r", parts.lang), &dictionary(&tiers[1], parts.vocabulary, tiers[0].len()).to_string());
        rest = file_hash(&bytes);
        files.push((format!("r-{rest}.js"), bytes));
    }
    let mut manifest = json!({
        "v": 1,
        "n": parts.pages.len(),
        "stop": parts.stop,
        "dict": first,
        "rest": rest,
        "p": shards[0].json(),
        "t": shards[1].json(),
        "x": shards[2].json(),
        "facets": facets(parts.pages, parts.labels),
    });
    if !parts.pinned.is_empty() {
        manifest["pins"] = pins(parts.pages, parts.pinned);
    }
    files.push(("m.js".to_owned(), script(&format!("{}/m", parts.lang), &manifest.to_string())));
    files
}

/// The groups in the first dictionary, and the rare ones that can wait; each in order of first form.
fn tiers(groups: &[Group], forms: usize) -> [Vec<&Group>; 2] {
    let (first, rest) = groups.iter().partition(|group| forms <= ONE_TIER || group.prominent || group.postings.len() > 1);
    [first, rest]
}

/// Forms and their groups: `[forms, groups, number of the first group]`. A form is either 0 and its
/// new group's frequency class, or how many groups back its group began.
fn dictionary(tier: &[&Group], vocabulary: &Vocabulary<'_>, start: usize) -> Json {
    let groups: BTreeMap<u32, &Group> = tier.iter().map(|group| (group.first, *group)).collect();
    let mut numbers: BTreeMap<u32, u64> = BTreeMap::new();
    let mut codes = String::new();
    let mut forms = Vec::new();
    for (form, first) in vocabulary.forms.iter().zip(&vocabulary.group) {
        let Some(group) = groups.get(first) else { continue };
        forms.push(form.as_str());
        let next = numbers.len() as u64;
        if let Some(number) = numbers.get(first) {
            push_number(&mut codes, next - number);
        } else {
            numbers.insert(*first, next);
            push_number(&mut codes, 0);
            push_score(&mut codes, frequency_class(group.postings.len()));
        }
    }
    json!([front_code(forms.into_iter()), codes, start])
}

/// The pages of a group: how many, the highest score, then each page's distance and score; of a group on more than half of
/// the pages the score of every page, 0 where it is not, which is shorter and quicker to read.
fn postings(group: &Group, pages: usize) -> String {
    let mut out = String::new();
    push_number(&mut out, group.postings.len() as u64);
    push_number(&mut out, group.highest);
    let every = 2 * group.postings.len() > pages;
    let mut next = 0;
    for (page, score) in &group.postings {
        if every {
            (next..*page).for_each(|_| push_score(&mut out, 0));
        } else {
            push_number(&mut out, u64::from(page - next));
        }
        push_score(&mut out, *score);
        next = page + 1;
    }
    if every {
        (next as usize..pages).for_each(|_| push_score(&mut out, 0));
    }
    out
}

/// `[[folded words in a row, page, anchor], …]`.
fn pins(pages: &[&SearchPage], pinned: &[Pinned]) -> Json {
    let places: BTreeMap<&str, usize> = pages.iter().enumerate().map(|(place, page)| (page.url.as_str(), place)).collect();
    let row = |pin: &Pinned| {
        let words: Vec<String> = tokens(&pin.phrase).map(|(_, word)| fold(word)).filter(|word| !word.is_empty()).collect();
        let page = places.get(pin.url.as_str())?;
        (!words.is_empty()).then(|| json!([words.join(" "), page, pin.anchor]))
    };
    pinned.iter().filter_map(row).collect()
}

/// `[[title, address], …]`.
fn titles(pages: &[&SearchPage]) -> String {
    text(&pages.iter().map(|page| (&page.title, &page.url)).collect::<Vec<_>>())
}

/// The sections of a page, with the white space of their texts made single spaces.
fn sections(page: &SearchPage) -> String {
    text(&page.sections.iter().map(|section| (&section.anchor, tidy(&section.heading), tidy(&section.text))).collect::<Vec<_>>())
}

/// A text with its white space made single spaces.
fn tidy(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(word);
    }
    out
}

/// A value as JSON; texts in lists always have one.
fn text(value: &(impl Serialize + ?Sized)) -> String {
    serde_json::to_string(value).unwrap_or_default()
}

/// Encodes things in parallel, and cuts the row where a file is full: the JSON of each file, with
/// how many things it holds.
fn cut<T: Sync>(
    things: &[T],
    encode: impl Fn(&T) -> String + Send + Sync,
    join: impl Fn(Vec<String>) -> String,
) -> Vec<(String, usize)> {
    let pieces: Vec<String> = things.par_iter().map(encode).collect();
    let mut shards = Vec::new();
    let mut shard = Vec::new();
    let mut size = 0;
    for piece in pieces {
        if size > 0 && size + piece.len() > SHARD {
            let full = std::mem::take(&mut shard);
            shards.push((full.len(), full));
            size = 0;
        }
        size += piece.len();
        shard.push(piece);
    }
    if !shard.is_empty() {
        shards.push((shard.len(), shard));
    }
    shards.into_iter().map(|(count, pieces)| (join(pieces), count)).collect()
}

fn shards(lang: &str, kind: &str, values: Vec<(String, usize)>, files: &mut Vec<(String, Vec<u8>)>) -> Shards {
    let made: Vec<(String, Vec<u8>, usize)> = values
        .into_par_iter()
        .enumerate()
        .map(|(number, (value, count))| {
            let bytes = script(&format!("{lang}/{kind}{number}"), &value);
            (file_hash(&bytes), bytes, count)
        })
        .collect();
    let mut shards = Shards::default();
    for (number, (hash, bytes, count)) in made.into_iter().enumerate() {
        files.push((format!("{kind}{number}-{hash}.js"), bytes));
        shards.hashes.push_str(&hash);
        shards.sizes.push(count);
    }
    shards
}

impl Shards {
    /// `[sizes as numbers, hashes of six letters in a row]`.
    fn json(&self) -> Json {
        let mut sizes = String::new();
        for size in &self.sizes {
            push_number(&mut sizes, *size as u64);
        }
        json!([sizes, self.hashes])
    }
}

/// `[name, label, [[value, label], …], pages of each value]`, declared facets and values first, in
/// their order; a value without a page is left out.
fn facets(pages: &[&SearchPage], labels: &[Facet]) -> Json {
    let mut found: BTreeMap<&str, BTreeMap<&str, BTreeSet<usize>>> = BTreeMap::new();
    for (place, page) in pages.iter().enumerate() {
        let kind = std::iter::once((KIND, page.kind.as_str()));
        for (name, value) in kind.chain(page.facets.iter().map(|(name, value)| (name.as_str(), value.as_str()))) {
            if !value.is_empty() {
                found.entry(name).or_default().entry(value).or_default().insert(place);
            }
        }
    }
    let mut rows = Vec::new();
    for facet in labels {
        if let Some(values) = found.remove(facet.name.as_str()) {
            rows.push(facet_row(facet, values));
        }
    }
    for (name, values) in found {
        rows.push(facet_row(&Facet { name: name.to_owned(), label: name.to_owned(), values: Vec::new() }, values));
    }
    Json::from(rows)
}

fn facet_row(facet: &Facet, mut found: BTreeMap<&str, BTreeSet<usize>>) -> Json {
    let mut values = Vec::new();
    let mut codes = String::new();
    let mut add = |value: &str, label: &str, pages: &BTreeSet<usize>| {
        values.push(json!([value, label]));
        push_number(&mut codes, pages.len() as u64);
        let mut next = 0;
        for page in pages {
            push_number(&mut codes, (page - next) as u64);
            next = page + 1;
        }
    };
    for (value, label) in &facet.values {
        if let Some(pages) = found.remove(value.as_str()) {
            add(value, label, &pages);
        }
    }
    for (value, pages) in &found {
        add(value, value, pages);
    }
    json!([facet.name, facet.label, values, codes])
}
