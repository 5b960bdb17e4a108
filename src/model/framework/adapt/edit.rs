//! What an edition changes, made in the base as written: words, weights, what is added and what is left out.
//!
//! Each entry is checked against the base as it is compiled, so that a fault stands at the entry and not in the base.

use std::collections::{BTreeMap, BTreeSet};

use super::super::checks::counted;
use super::{Change, Difference, Framework, OVERALL, Part, Raw, Rewording};
use crate::diag::{Code, Diagnostic, suggest};
use crate::load::raw::adaptation::{self as raw, Meaning};
use crate::load::raw::framework::Indicator;
use crate::model::compiled::{Compiled, Shape};
use crate::model::framework::Kind;
use crate::model::{Id, Text};
use crate::source::{Loc, Span};

/// Changes the base as written, and lists what was changed; `None` if nothing is left of it.
pub(super) fn changed(base: &Framework, raw: &mut Raw<'_>, written: &raw::Adaptation, faults: &mut Vec<Diagnostic>) -> Option<Vec<Difference>> {
    let mut edition = Edition { base, raw, differences: Vec::new(), hidden: BTreeMap::new(), faults };
    edition.find_hidden(&written.hide);
    edition.reword(&written.reword);
    edition.reweight(&written.reweight);
    edition.add(&written.add);
    edition.hide(&written.hide)?;
    Some(edition.differences)
}

struct Edition<'a, 'n> {
    base: &'a Framework,
    raw: &'a mut Raw<'n>,
    differences: Vec<Difference>,
    /// Everything that is left out, and the entry that says so.
    hidden: BTreeMap<Id, Span>,
    faults: &'a mut Vec<Diagnostic>,
}

impl Edition<'_, '_> {
    fn unknown(&mut self, id: &Loc<Id>, what: &str) {
        if self.base.may_hold(id.as_str()) {
            return;
        }
        let topics = || self.base.domains.iter().flat_map(|domain| &domain.capacities).map(|capacity| capacity.id.as_str());
        let names: Vec<&str> = match what {
            "question" => self.base.indicators().map(|indicator| indicator.id.as_str()).collect(),
            "topic" => topics().collect(),
            _ => self.base.compiled.nodes.iter().map(|node| node.id.as_str()).filter(|name| *name != OVERALL).collect(),
        };
        self.faults.push(
            Diagnostic::error(Code::MissingReference, id.span, format!("`{}` has no {what} `{}`", self.base.id, id.value)).hint(suggest(id.as_str(), names)),
        );
    }

    fn contradiction(&mut self, span: Span, message: String, first: Option<(Span, &str)>, hint: &str) {
        let fault = Diagnostic::error(Code::BadEdition, span, message).hint(hint);
        self.faults.push(match first {
            Some((span, label)) => fault.related(span, label),
            None => fault,
        });
    }

    /// Whether an entry about `id` is the first of its kind and not about something left out.
    fn stands(&mut self, id: &Loc<Id>, seen: &mut BTreeMap<Id, Span>, what: &str) -> bool {
        if let Some(first) = seen.insert(id.value.clone(), id.span) {
            self.contradiction(id.span, format!("`{}` stands twice under `{what}`", id.value), Some((first, "first here")), "join the two entries");
            return false;
        }
        if let Some(hidden) = self.hidden.get(&id.value).copied() {
            self.contradiction(id.span, format!("`{}` is left out, so this has no effect", id.value), Some((hidden, "left out here")), "remove one of the two entries");
            return false;
        }
        true
    }

    fn indicator(&mut self, id: &Id) -> Option<&mut Indicator> {
        let capacities = self.raw.domains.iter_mut().flat_map(|(_, domain, _)| &mut domain.capacities.0);
        capacities.flat_map(|capacity| &mut capacity.indicators.0).find(|indicator| indicator.id.value == *id)
    }

    fn reword(&mut self, written: &[raw::Reword]) {
        let mut seen = BTreeMap::new();
        for reword in written {
            if self.base.find(reword.id.as_str()).is_none() {
                self.unknown(&reword.id, "question");
                continue;
            }
            if !self.stands(&reword.id, &mut seen, "reword") {
                continue;
            }
            let mut faults = Vec::new();
            let Some(indicator) = self.indicator(&reword.id.value) else { continue };
            let words = reworded(indicator, reword, &mut faults);
            let changed = reword.meaning == Meaning::Changed;
            if changed {
                let version = indicator.meaning_version.as_ref().map_or(1, |version| version.value);
                indicator.meaning_version = Some(Loc::new(version + 1, reword.id.span));
            }
            if words.is_empty() && faults.is_empty() {
                let hint = "add `question:`, `levels:`, `statements:`, `choices:`, `guidance:` or `evidence:` with other words than the base has, or remove the entry";
                faults.push(Diagnostic::error(Code::BadEdition, reword.id.span, format!("nothing of `{}` is worded otherwise", reword.id.value)).hint(hint));
            }
            self.faults.append(&mut faults);
            self.differences.push(Difference { id: reword.id.value.clone(), change: Change::Reworded { changed, words }, reason: reword.reason.clone() });
        }
    }

    fn reweight(&mut self, written: &[raw::Reweight]) {
        let mut seen = BTreeMap::new();
        for reweight in written {
            let place = self.base.compiled.find(reweight.id.as_str()).filter(|_| reweight.id.as_str() != OVERALL);
            let from = place.and_then(|place| self.base.compiled.nodes.get(place as usize)).map(|node| node.weight.clone());
            let Some(from) = from else {
                self.unknown(&reweight.id, "area, topic or question");
                continue;
            };
            if !self.stands(&reweight.id, &mut seen, "reweight") {
                continue;
            }
            if from == reweight.weight.value {
                self.contradiction(reweight.weight.span, format!("`{}` has the weight {from} already", reweight.id.value), None, "remove the entry, or write another weight");
            }
            let (id, weight, reason) = (&reweight.id.value, Some(reweight.weight.clone()), Some(reweight.reason.clone()));
            for (area, domain, _) in &mut self.raw.domains {
                if area.value == *id {
                    (domain.weight, domain.weight_reason) = (weight.clone(), reason.clone());
                }
                for capacity in &mut domain.capacities.0 {
                    if capacity.id.value == *id {
                        (capacity.weight, capacity.weight_reason) = (weight.clone(), reason.clone());
                    }
                    for indicator in capacity.indicators.0.iter_mut().filter(|indicator| indicator.id.value == *id) {
                        (indicator.weight, indicator.weight_reason) = (weight.clone(), reason.clone());
                    }
                }
            }
            let change = Change::Reweighted { from, to: reweight.weight.value.clone() };
            self.differences.push(Difference { id: reweight.id.value.clone(), change, reason: reweight.reason.clone() });
        }
    }

    fn add(&mut self, written: &[raw::Add]) {
        for add in written {
            let used = add.indicators.0.iter().filter(|indicator| self.base.compiled.find(indicator.id.as_str()).is_some());
            let used: Vec<Span> = used.map(|indicator| indicator.id.span).collect();
            for span in &used {
                self.faults.push(
                    Diagnostic::error(Code::DuplicateId, *span, format!("the base `{}` uses this id already", self.base.id))
                        .hint("an id is never used again for something else, not even where it is left out; give the new question one of its own"),
                );
            }
            if let Some(hidden) = self.hidden.get(&add.topic.value).copied() {
                let message = format!("`{}` is left out, so nothing can be added to it", add.topic.value);
                self.contradiction(add.topic.span, message, Some((hidden, "left out here")), "leave out its questions instead, or add to another topic");
                continue;
            }
            if !used.is_empty() {
                continue;
            }
            let capacity = self.raw.domains.iter_mut().flat_map(|(_, domain, _)| &mut domain.capacities.0).find(|capacity| capacity.id.value == add.topic.value);
            let Some(capacity) = capacity else {
                self.unknown(&add.topic, "topic");
                continue;
            };
            for indicator in &add.indicators.0 {
                self.differences.push(Difference { id: indicator.id.value.clone(), change: Change::Added, reason: add.reason.clone() });
            }
            capacity.indicators.0.extend(add.indicators.0.iter().cloned());
        }
    }

    /// What is left out, with everything below it.
    fn find_hidden(&mut self, written: &[raw::Hide]) {
        let compiled = &self.base.compiled;
        for hide in written {
            let Some(place) = compiled.find(hide.id.as_str()).filter(|_| hide.id.as_str() != OVERALL) else {
                self.unknown(&hide.id, "area, topic or question");
                continue;
            };
            if let Some(first) = self.hidden.get(&hide.id.value).copied() {
                self.contradiction(hide.id.span, format!("`{}` is left out already", hide.id.value), Some((first, "by this")), "remove one of the two entries");
                continue;
            }
            for id in below(compiled, place) {
                self.hidden.entry(id).or_insert(hide.id.span);
            }
            self.differences.push(Difference { id: hide.id.value.clone(), change: Change::Hidden, reason: hide.reason.clone() });
        }
    }

    fn hide(&mut self, written: &[raw::Hide]) -> Option<()> {
        self.conditions();
        let hidden = &self.hidden;
        let mut emptied: Vec<(Id, Span)> = Vec::new();
        for (area, domain, _) in &mut self.raw.domains {
            for capacity in &mut domain.capacities.0 {
                let last = capacity.indicators.0.iter().filter_map(|indicator| hidden.get(&indicator.id.value)).max().copied();
                capacity.indicators.0.retain(|indicator| !hidden.contains_key(&indicator.id.value));
                capacity.override_max.retain(|id| !hidden.contains_key(&id.value));
                if let (true, Some(last)) = (capacity.indicators.0.is_empty() && !hidden.contains_key(&capacity.id.value), last) {
                    emptied.push((capacity.id.value.clone(), last));
                }
            }
            let last = domain.capacities.0.iter().filter_map(|capacity| hidden.get(&capacity.id.value)).max().copied();
            domain.capacities.0.retain(|capacity| !capacity.indicators.0.is_empty());
            domain.override_max.retain(|id| !hidden.contains_key(&id.value));
            if let (true, Some(last)) = (domain.capacities.0.is_empty() && !hidden.contains_key(&area.value), last) {
                emptied.push((area.value.clone(), last));
            }
        }
        self.raw.framework.override_max.retain(|id| !hidden.contains_key(&id.value));
        self.raw.domains.retain(|(_, domain, _)| !domain.capacities.0.is_empty());
        let whole = self.raw.domains.is_empty();
        for (id, last) in emptied.into_iter().filter(|_| !whole) {
            self.contradiction(last, format!("with this, nothing is left of `{id}`"), None, &format!("leave out `{id}` as a whole, with one reason"));
        }
        if whole {
            if let Some(last) = written.last() {
                let message = format!("with this, nothing is left of `{}`", self.base.id);
                self.contradiction(last.id.span, message, None, "an edition asks at least one question");
            }
            return None;
        }
        Some(())
    }

    /// A question that is asked by the answer to another one cannot lose it.
    fn conditions(&mut self) {
        let base = self.base;
        for indicator in base.indicators() {
            if self.hidden.contains_key(&indicator.id) {
                continue;
            }
            let needs = indicator.when.as_ref().map(crate::model::expression::Expression::questions).unwrap_or_default();
            let lost = needs.iter().filter_map(|number| base.indicator(*number)).find_map(|needed| Some((needed.id.clone(), self.hidden.get(&needed.id).copied()?)));
            if let Some((needed, span)) = lost {
                self.faults.push(
                    Diagnostic::error(Code::BadCondition, span, format!("`{needed}` cannot be left out: whether `{}` is asked depends on its answer", indicator.id))
                        .hint(format!("leave out `{}` as well, or keep `{needed}`", indicator.id)),
                );
                // Said once; without its condition, the question breeds no other fault.
                self.indicator(&indicator.id).into_iter().for_each(|indicator| indicator.when = None);
            }
        }
    }
}

/// Puts the new words into a question, and lists the parts whose words differ.
fn reworded(indicator: &mut Indicator, reword: &raw::Reword, faults: &mut Vec<Diagnostic>) -> Vec<Rewording> {
    let (mut words, mut wrong): (Vec<Rewording>, Vec<Diagnostic>) = (Vec::new(), Vec::new());
    // Words that the base has already change nothing, and the base's stay, with their translations.
    let mut put = |part: Part, place: &mut Text, words_now: &Text| {
        if !words_now.repeats(place) {
            words.push(Rewording { part, before: Some(place.clone()), after: Some(words_now.clone()) });
            *place = words_now.clone();
        }
    };
    let mut misplaced = |span: Span, what: &str, kind: Kind| {
        let message = format!("`{}` has no {what} to word: it is a question of kind `{}`", reword.id.value, kind.word());
        faults.push(Diagnostic::error(Code::BadEdition, span, message).hint("word what the question has; its kind stays as it is"));
    };
    let kind = indicator.kind.value;
    if let Some(question) = &reword.question {
        put(Part::Question, &mut indicator.question, question);
    }
    match (&reword.levels, &mut indicator.levels) {
        (Some(levels), Some(before)) if levels.value.len() == before.value.len() => {
            for (index, (place, level)) in (1u32..).zip(before.value.iter_mut().zip(&levels.value)) {
                put(Part::Level(index), place, level);
            }
        }
        (Some(levels), Some(before)) => {
            let message = format!("there are words for {}; `{}` has {}", counted(levels.value.len(), "level"), reword.id.value, before.value.len());
            wrong.push(Diagnostic::error(Code::BadLevels, levels.span, message).hint("word all levels, lowest first"));
        }
        (Some(levels), None) => misplaced(levels.span, "levels", kind),
        (None, _) => {}
    }
    if let (Some(first), false) = (reword.statements.first(), kind == Kind::Gated) {
        misplaced(first.id.span, "statements", kind);
    } else if let (Some(first), false) = (reword.choices.first(), kind == Kind::Points) {
        misplaced(first.id.span, "choices", kind);
    }
    let mut missing = |id: &Loc<Id>, what: &str, names: Vec<&Id>| {
        let message = format!("`{}` has no {what} `{}`", reword.id.value, id.value);
        faults.push(Diagnostic::error(Code::MissingReference, id.span, message).hint(suggest(id.as_str(), names.into_iter().map(Id::as_str))));
    };
    if let Some(attributes) = &mut indicator.attributes {
        for statement in &reword.statements {
            match attributes.value.iter_mut().flatten().find(|attribute| attribute.id.value == statement.id.value) {
                Some(attribute) => {
                    put(Part::Statement, &mut attribute.text, &statement.text);
                }
                None => missing(&statement.id, "statement", attributes.value.iter().flatten().map(|attribute| &attribute.id.value).collect()),
            }
        }
    }
    if let Some(choices) = &mut indicator.choices {
        for choice in &reword.choices {
            match choices.value.iter_mut().find(|known| known.id.value == choice.id.value) {
                Some(known) => {
                    put(Part::Choice, &mut known.label, &choice.label);
                }
                None => missing(&choice.id, "choice", choices.value.iter().map(|choice| &choice.id.value).collect()),
            }
        }
    }
    if let Some(guidance) = &reword.guidance {
        match &mut indicator.guidance {
            Some(place) => put(Part::Guidance, place, guidance),
            None => {
                words.push(Rewording { part: Part::Guidance, before: None, after: Some(guidance.clone()) });
                indicator.guidance = Some(guidance.clone());
            }
        }
    }
    if !reword.evidence.is_empty() {
        let (before, after) = (std::mem::take(&mut indicator.evidence), &reword.evidence);
        let line = |before: Option<&Text>, after: Option<&Text>| Rewording { part: Part::Evidence, before: before.cloned(), after: after.cloned() };
        words.extend(before.iter().filter(|text| !after.iter().any(|other| other.repeats(text))).map(|text| line(Some(text), None)));
        words.extend(after.iter().filter(|text| !before.iter().any(|other| text.repeats(other))).map(|text| line(None, Some(text))));
        let kept = |text: &Text| before.iter().find(|other| text.repeats(other)).unwrap_or(text).clone();
        indicator.evidence = after.iter().map(kept).collect();
    }
    faults.append(&mut wrong);
    words
}

/// A node and everything below it.
fn below(compiled: &Compiled, place: u32) -> BTreeSet<Id> {
    let Some(node) = compiled.nodes.get(place as usize) else { return BTreeSet::new() };
    let mut found = BTreeSet::from([node.id.clone()]);
    if let Shape::Branch(branch) = &node.shape {
        found.extend(branch.children.iter().flat_map(|child| below(compiled, *child)));
    }
    found
}
