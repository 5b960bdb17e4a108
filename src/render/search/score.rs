//! How much a word says of a page: BM25F over four fields, without the idf, which the browser adds.
//!
//! Source: Robertson and Zaragoza, The Probabilistic Relevance Framework (2009), §3.6. The weights
//! were measured on help pages in five languages. Only sums in a fixed order and no logarithms are
//! used, and the result is rounded, so builds agree to the byte.

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
/// How many pages are scored at once.
const BATCH: usize = 2048;
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
    // Sorting a page's words is quicker than looking each of them up, and they are wanted in order.
    let mut found: Vec<(&str, usize)> = Vec::new();
    let mut add = |field: usize, text: &'a str| found.extend(tokens(text).map(|(_, word)| (word, field)));
    add(TITLE, &page.title);
    for keyword in page.keywords.iter().map(String::as_str).chain(additions.iter().copied()) {
        add(KEYWORDS, keyword);
    }
    for section in &page.sections {
        add(HEADINGS, &section.heading);
        add(BODY, &section.text);
    }
    found.sort_unstable();
    let mut words: Vec<(&str, [u32; FIELDS])> = Vec::with_capacity(found.len());
    for (word, field) in found {
        if words.last().is_none_or(|(last, _)| *last != word) {
            words.push((word, [0; FIELDS]));
        }
        if let Some((_, times)) = words.last_mut() {
            times[field] += 1;
        }
    }
    words.shrink_to_fit();
    RawWords { words }
}

/// Joins the words of a page that are one group.
pub(super) fn by_form(raw: &RawWords<'_>, vocabulary: &Vocabulary<'_>) -> Counted {
    let mut found: Vec<(u32, [u32; FIELDS])> = Vec::with_capacity(raw.words.len());
    let mut length = [0; FIELDS];
    for (word, times) in &raw.words {
        let Some(form) = vocabulary.form(word) else { continue };
        let own = vocabulary.group[form as usize];
        for field in 0..FIELDS {
            length[field] += times[field];
        }
        found.push((own, times.map(|times| 2 * times)));
        if let Some(part) = vocabulary.last_part[form as usize].filter(|part| *part != own) {
            found.push((part, *times));
        }
    }
    found.sort_unstable_by_key(|(group, _)| *group);
    let mut groups: Vec<(u32, [u32; FIELDS])> = Vec::with_capacity(found.len());
    for (group, times) in found {
        match groups.last_mut() {
            Some((last, sum)) if *last == group => (0..FIELDS).for_each(|field| sum[field] += times[field]),
            _ => groups.push((group, times)),
        }
    }
    Counted { groups, length }
}

/// Scores each group on each of its pages; in the order of the groups' first forms.
/// Groups without a page, synonyms of words that no page has, are left out: in the index of a part of a site they would tell of the rest.
pub(super) fn groups(pages: &[Counted], vocabulary: &Vocabulary<'_>) -> Vec<Group> {
    let mut average = [1.0; FIELDS];
    for (field, average) in average.iter_mut().enumerate() {
        let sum: u64 = pages.iter().map(|page| u64::from(page.length[field])).sum();
        if sum > 0 {
            *average = sum as f64 / pages.len() as f64;
        }
    }
    // A row for each group, one after the other in one list, so that nothing grows: first how long each will be.
    let mut ends = vec![0usize; vocabulary.forms.len() + 1];
    let mut prominent = vec![false; vocabulary.forms.len()];
    for (group, times) in pages.iter().flat_map(|page| &page.groups) {
        ends[*group as usize + 1] += 1;
        prominent[*group as usize] |= times[TITLE] + times[HEADINGS] > 0;
    }
    for place in 1..ends.len() {
        ends[place] += ends[place - 1];
    }
    let starts = ends.clone();
    let mut all: Vec<(u32, f64)> = vec![(0, 0.0); ends.last().copied().unwrap_or(0)];
    // A few thousand pages at a time are scored in parallel: all scores at once would be the largest thing in memory.
    for (chunk, first) in pages.chunks(BATCH).zip((0u32..).step_by(BATCH)) {
        let scored: Vec<Vec<f64>> =
            chunk.par_iter().map(|page| page.groups.iter().map(|(_, times)| score(times, &page.length, &average)).collect()).collect();
        for ((page, scores), number) in chunk.iter().zip(scored).zip(first..) {
            for ((group, _), score) in page.groups.iter().zip(scores) {
                let place = &mut ends[*group as usize];
                all[*place] = (number, score);
                *place += 1;
            }
        }
    }
    // By the place of the group's first form; the rows of other forms are empty.
    let firsts: Vec<u32> = (0..).zip(starts.windows(2)).filter(|(_, ends)| ends[0] < ends[1]).map(|(form, _)| form).collect();
    firsts
        .into_par_iter()
        .map(|first| {
            let row = &all[starts[first as usize]..starts[first as usize + 1]];
            quantised(first, row, prominent[first as usize])
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
