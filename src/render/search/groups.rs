//! Which words count as one: a form is a folded word, a group is the forms with one meaning.
//!
//! The stemmer sees each form in its most frequent spelling, because accents matter to it. Groups
//! are then joined by what stemmers miss (plurals, only where both forms occur) and by synonyms.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use rayon::prelude::*;

use super::fold::{fold, spelling};
use super::score::RawWords;
use super::stop::Language;
use super::synonyms::Synonyms;

/// A table by words: there are millions of look-ups.
type Table<'a, T> = HashMap<&'a str, T, foldhash::fast::FixedState>;

/// The shortest part of a Dutch compound.
const PART: usize = 4;

/// All words of an index.
pub(super) struct Vocabulary<'a> {
    /// The forms in the order of UTF-16 code units, which is that of JavaScript.
    pub(super) forms: Vec<String>,
    /// The group of each form: the place of the group's first form.
    pub(super) group: Vec<u32>,
    /// The group of the last part of each form that is a compound.
    pub(super) last_part: Vec<Option<u32>>,
    /// The form of each word as written; stop words have none.
    by_word: Table<'a, u32>,
}

impl<'a> Vocabulary<'a> {
    /// Collects the words of all pages.
    pub(super) fn new(pages: &[RawWords<'a>], language: &Language, stop: &BTreeSet<&str>, synonyms: &Synonyms) -> Self {
        // A table for each thread, joined at the end; sums do not depend on the order.
        let times = pages.par_iter().fold(Table::default, |mut times: Table<'a, u64>, page| {
            for (word, fields) in &page.words {
                *times.entry(word).or_default() += fields.iter().map(|n| u64::from(*n)).sum::<u64>();
            }
            times
        });
        let times = times.reduce(Table::default, |one, other| {
            let (mut larger, smaller) = if one.len() < other.len() { (other, one) } else { (one, other) };
            smaller.into_iter().for_each(|(word, times)| *larger.entry(word).or_default() += times);
            larger
        });
        let mut words: Vec<(&'a str, u64)> = times.into_iter().collect();
        words.sort_unstable();
        let folded: Vec<String> = words.par_iter().map(|(word, _)| fold(word)).collect();

        let mut spellings: BTreeMap<&str, BTreeMap<String, u64>> = BTreeMap::new();
        for ((word, times), form) in words.iter().zip(&folded) {
            if !form.is_empty() && !stop.contains(form.as_str()) {
                *spellings.entry(form).or_default().entry(spelling(word)).or_default() += times;
            }
        }
        // A synonym that no page uses must be found all the same.
        let unions: Vec<Vec<(String, String)>> =
            synonyms.unions().map(|words| words.into_iter().map(|word| (fold(word), spelling(word))).collect()).collect();
        for (form, spelling) in unions.iter().flatten() {
            if !form.is_empty() {
                spellings.entry(form).or_default().entry(spelling.clone()).or_default();
            }
        }

        let mut entries: Vec<(String, BTreeMap<String, u64>)> =
            spellings.into_iter().map(|(form, spellings)| (form.to_owned(), spellings)).collect();
        entries.sort_by(|(a, _), (b, _)| a.encode_utf16().cmp(b.encode_utf16()));
        let stems: Vec<String> = entries.par_iter().map(|(form, spellings)| stem(form, spellings, language)).collect();
        let forms: Vec<String> = entries.into_iter().map(|(form, _)| form).collect();
        let by_form: Table<'_, u32> = forms.iter().map(String::as_str).zip(0..).collect();

        let mut sets = Sets::new(forms.len());
        let mut first_of: Table<'_, u32> = Table::default();
        for (stem, form) in stems.iter().zip(0..) {
            sets.join(*first_of.entry(stem).or_insert(form), form);
        }
        for (form, at) in forms.iter().zip(0..) {
            for (plural, singular) in language.plurals {
                let start = form.strip_suffix(plural).filter(|start| start.len() >= 2 && start.len() + singular.len() > 2);
                if let Some(other) = start.and_then(|start| by_form.get(format!("{start}{singular}").as_str())) {
                    sets.join(*other, at);
                }
            }
        }
        for union in &unions {
            let places: Vec<u32> = union.iter().filter_map(|(form, _)| by_form.get(form.as_str()).copied()).collect();
            for pair in places.windows(2) {
                sets.join(pair[0], pair[1]);
            }
        }

        let group: Vec<u32> = (0..).take(forms.len()).map(|form| sets.first(form)).collect();
        let last_part = if language.compounds {
            let known = |form: &str| by_form.get(form).copied();
            forms.par_iter().map(|form| last_part(form, &known).map(|part| group[part as usize])).collect()
        } else {
            vec![None; forms.len()]
        };
        let by_word = words
            .iter()
            .zip(&folded)
            .filter_map(|((word, _), form)| by_form.get(form.as_str()).map(|place| (*word, *place)))
            .collect();
        Self { forms, group, last_part, by_word }
    }

    /// The form of a word as it is written; `None` for a stop word.
    pub(super) fn form(&self, word: &str) -> Option<u32> {
        self.by_word.get(word).copied()
    }
}

/// The folded stem of a form's most frequent spelling; a word with a digit is its own.
fn stem(form: &str, spellings: &BTreeMap<String, u64>, language: &Language) -> String {
    let mut best: Option<(&String, u64)> = None;
    for (spelling, times) in spellings {
        if best.is_none_or(|(_, most)| *times > most) {
            best = Some((spelling, *times));
        }
    }
    match (best, language.stemmer) {
        (Some((spelling, _)), Some(stemmer)) if !form.contains(|c: char| c.is_numeric()) => fold(&stemmer.stem(spelling)),
        _ => form.to_owned(),
    }
}

/// The last part of a word made of two known ones, joined directly or by -s-, -e- or -en-.
fn last_part(form: &str, known: &impl Fn(&str) -> Option<u32>) -> Option<u32> {
    for (at, _) in form.char_indices().skip(PART) {
        let (start, end) = form.split_at(at);
        if end.chars().count() < PART {
            break;
        }
        let Some(part) = known(end) else { continue };
        let joined = ["", "s", "e", "en"]
            .iter()
            .filter_map(|join| start.strip_suffix(join))
            .any(|first| first.chars().count() >= PART && known(first).is_some());
        if joined {
            return Some(part);
        }
    }
    None
}

/// Disjoint sets, each named by its smallest member.
struct Sets(Vec<u32>);

impl Sets {
    fn new(size: usize) -> Self {
        Self((0..).take(size).collect())
    }

    fn first(&mut self, mut member: u32) -> u32 {
        while self.0[member as usize] != member {
            let above = self.0[self.0[member as usize] as usize];
            self.0[member as usize] = above;
            member = above;
        }
        member
    }

    fn join(&mut self, a: u32, b: u32) {
        let (a, b) = (self.first(a), self.first(b));
        self.0[a.max(b) as usize] = a.min(b);
    }
}
