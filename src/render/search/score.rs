//! How much a word says of a page: BM25F over four fields, without the idf, which the browser adds.
//!
//! Source: Robertson and Zaragoza, The Probabilistic Relevance Framework (2009), §3.6. The weights
//! were measured on help pages in five languages. Only sums in a fixed order and no logarithms are
//! used, and the result is rounded, so builds agree to the byte.

use std::collections::{BTreeMap, HashMap};

use rayon::prelude::*;

use super::SearchPage;
use super::code::TOP;
use super::fold::tokens;
use super::groups::Vocabulary;

const TITLE: usize = 0;
const KEYWORDS: usize = 1;
const HEADINGS: usize = 2;
const BODY: usize = 3;
const FIELDS: usize = 4;

/// What an occurrence weighs, by field.
const WEIGHT: [f64; FIELDS] = [30.0, 8.0, 3.0, 1.0];
/// How far a field longer than the average is discounted, 0 to 1.
const LENGTH: [f64; FIELDS] = [0.5, 0.0, 0.6, 0.7];
/// Where further occurrences stop counting much.
const SATURATION: f64 = 3.0;

/// The words of a page as written, in order, with the times in each field.
pub(super) struct RawWords<'a> {
    pub(super) words: Vec<(&'a str, [u32; FIELDS])>,
}

/// The forms of a page with twice the times in each field (a half is a compound's last part), and
/// the words in each field.
pub(super) struct Counted {
    groups: Vec<(u32, [u32; FIELDS])>,
    length: [u32; FIELDS],
}

/// A group's pages.
pub(super) struct Group {
    /// The place of its first form.
    pub(super) first: u32,
    /// The highest score, × 100; from 0 to 400.
    pub(super) highest: u64,
    /// Each page, in order, with its score in [`TOP`]ths of the highest, never 0.
    pub(super) postings: Vec<(u32, u32)>,
    /// Whether it is in a title or a heading.
    pub(super) prominent: bool,
}

/// Counts the words of a page; the additions count as keywords.
pub(super) fn count<'a>(page: &'a SearchPage, additions: &[&'a str]) -> RawWords<'a> {
    let mut words: HashMap<&str, [u32; FIELDS]> = HashMap::new();
    let mut add = |field: usize, text: &'a str| {
        for (_, word) in tokens(text) {
            words.entry(word).or_default()[field] += 1;
        }
    };
    add(TITLE, &page.title);
    for keyword in page.keywords.iter().map(String::as_str).chain(additions.iter().copied()) {
        add(KEYWORDS, keyword);
    }
    for section in &page.sections {
        add(HEADINGS, &section.heading);
        add(BODY, &section.text);
    }
    let mut words: Vec<_> = words.into_iter().collect();
    words.sort_unstable();
    RawWords { words }
}

/// Joins the words of a page that are one group.
pub(super) fn by_form(raw: &RawWords<'_>, vocabulary: &Vocabulary<'_>) -> Counted {
    let mut groups: BTreeMap<u32, [u32; FIELDS]> = BTreeMap::new();
    let mut length = [0; FIELDS];
    for (word, times) in &raw.words {
        let Some(form) = vocabulary.form(word) else { continue };
        let own = vocabulary.group[form as usize];
        let part = vocabulary.last_part[form as usize].filter(|part| *part != own);
        for field in 0..FIELDS {
            length[field] += times[field];
            groups.entry(own).or_default()[field] += 2 * times[field];
            if let Some(part) = part {
                groups.entry(part).or_default()[field] += times[field];
            }
        }
    }
    Counted { groups: groups.into_iter().collect(), length }
}

/// Scores each group on each of its pages; in the order of the groups' first forms.
/// Groups without a page are there too, so that their words are known.
pub(super) fn groups(pages: &[Counted], vocabulary: &Vocabulary<'_>) -> Vec<Group> {
    let mut average = [1.0; FIELDS];
    for (field, average) in average.iter_mut().enumerate() {
        let sum: u64 = pages.iter().map(|page| u64::from(page.length[field])).sum();
        if sum > 0 {
            *average = sum as f64 / pages.len() as f64;
        }
    }
    let scored: Vec<Vec<(u32, f64, bool)>> = pages
        .par_iter()
        .map(|page| {
            page.groups
                .iter()
                .map(|(group, times)| {
                    (*group, score(times, &page.length, &average), times[TITLE] + times[HEADINGS] > 0)
                })
                .collect()
        })
        .collect();

    // By the place of the group's first form; the places of other forms stay empty.
    let mut all: Vec<(Vec<(u32, f64)>, bool)> = vec![(Vec::new(), false); vocabulary.forms.len()];
    for (page, groups) in (0..).zip(scored) {
        for (group, score, prominent) in groups {
            let (postings, is_prominent) = &mut all[group as usize];
            postings.push((page, score));
            *is_prominent |= prominent;
        }
    }
    let firsts: Vec<u32> = (0..).zip(&vocabulary.group).filter(|(form, group)| form == *group).map(|(form, _)| form).collect();
    firsts
        .into_par_iter()
        .map(|first| {
            let (scores, prominent) = &all[first as usize];
            quantised(first, scores, *prominent)
        })
        .collect()
}

fn score(times: &[u32; FIELDS], length: &[u32; FIELDS], average: &[f64; FIELDS]) -> f64 {
    let mut sum = 0.0;
    for field in 0..FIELDS {
        let norm = 1.0 - LENGTH[field] + LENGTH[field] * f64::from(length[field]) / average[field];
        if times[field] > 0 {
            sum += WEIGHT[field] * f64::from(times[field]) / 2.0 / norm;
        }
    }
    sum * (SATURATION + 1.0) / (SATURATION + sum)
}

fn quantised(first: u32, scores: &[(u32, f64)], prominent: bool) -> Group {
    let highest = scores.iter().map(|(_, score)| *score).fold(0.0, f64::max);
    let steps = |score: f64| (score / highest * f64::from(TOP)).round() as u32;
    Group {
        first,
        highest: (highest * 100.0).round() as u64,
        postings: scores.iter().map(|(page, score)| (*page, steps(*score).clamp(1, TOP))).collect(),
        prominent,
    }
}
