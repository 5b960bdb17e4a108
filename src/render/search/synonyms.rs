//! Words of equal meaning: acronyms, old and new terms, terms of another language.
//!
//! Single words are joined into one group of the index. A phrase cannot be: a page that has one
//! member of its group is indexed with the words of the others as well.

use std::collections::BTreeMap;

use super::SearchPage;
use super::fold::{fold, tokens};

/// Groups of words or phrases of equal meaning, in one language: `["PEP", "permiso especial de permanencia"]`.
#[derive(Clone, Debug, Default)]
pub struct Synonyms(Vec<Vec<String>>);

/// The groups that hold a phrase, by the first word of each member.
pub(super) struct Phrases<'a> {
    members: Vec<Vec<(&'a str, Vec<String>)>>,
    by_first: BTreeMap<String, Vec<(usize, usize)>>,
}

impl Synonyms {
    /// Takes the groups as they are written; case and accents do not matter.
    #[must_use]
    pub fn new(groups: Vec<Vec<String>>) -> Self {
        Self(groups)
    }

    /// The members of a group that are one word; groups with fewer than two are left out.
    pub(super) fn unions(&self) -> impl Iterator<Item = Vec<&str>> {
        self.0
            .iter()
            .map(|group| group.iter().filter_map(|member| only_word(member)).collect::<Vec<_>>())
            .filter(|words| words.len() > 1)
    }

    /// The groups that hold a phrase.
    pub(super) fn phrases(&self) -> Phrases<'_> {
        let mut phrases = Phrases { members: Vec::new(), by_first: BTreeMap::new() };
        for group in &self.0 {
            let members: Vec<(&str, Vec<String>)> =
                group.iter().map(|member| (member.as_str(), folded(member))).filter(|(_, words)| !words.is_empty()).collect();
            if members.iter().all(|(_, words)| words.len() < 2) {
                continue;
            }
            for (place, (_, words)) in members.iter().enumerate() {
                if let Some(first) = words.first() {
                    phrases.by_first.entry(first.clone()).or_default().push((phrases.members.len(), place));
                }
            }
            phrases.members.push(members);
        }
        phrases
    }
}

impl<'a> Phrases<'a> {
    /// What a page is to be found by although it is not written there: the members of a group of
    /// which the page has another one. Of several single words one is enough, they share a group.
    pub(super) fn additions(&self, page: &SearchPage) -> Vec<&'a str> {
        if self.members.is_empty() {
            return Vec::new();
        }
        let mut found = vec![Vec::new(); self.members.len()];
        for text in page.texts() {
            let words = folded(text);
            for (at, word) in words.iter().enumerate() {
                for &(group, place) in self.by_first.get(word).into_iter().flatten() {
                    if words[at..].starts_with(&self.members[group][place].1) {
                        found[group].push(place);
                    }
                }
            }
        }
        let mut additions = Vec::new();
        for (members, found) in self.members.iter().zip(found) {
            if found.is_empty() {
                continue;
            }
            let mut single = found.iter().any(|place| members[*place].1.len() == 1);
            for (place, (member, words)) in members.iter().enumerate() {
                let known = found.contains(&place) || (words.len() == 1 && single);
                single |= words.len() == 1;
                if !known {
                    additions.push(*member);
                }
            }
        }
        additions
    }
}

fn only_word(text: &str) -> Option<&str> {
    let mut words = tokens(text);
    let (_, first) = words.next()?;
    words.next().is_none().then_some(first)
}

fn folded(text: &str) -> Vec<String> {
    tokens(text).map(|(_, word)| fold(word)).collect()
}
