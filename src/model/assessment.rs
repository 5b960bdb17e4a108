//! Everything of the assessments together: frameworks, questionnaires, units and answer sets, resolved.
//!
//! In: the files as trees. Out: [`Assessments`], with every fault of every file. A file that cannot be read keeps
//! its id as broken, so that references to it raise no second fault.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;

use super::action::Library;
use super::answers::{self, Against, AnswerSet, Audience, Visibility};
use super::crosswalk::{self, Crosswalks};
use super::framework::{self, Combine, Framework};
use super::plan::{Plan, starts_from};
use super::questionnaire::{self, Frameworks, Questionnaire};
use super::unit::{self, Unit};
use super::{CountryCode, EntryKind, Id, Lang, Text};
use crate::diag::{Code, Diagnostic};
use crate::load::decode::Decode;
pub use crate::load::project::FrameworkFiles;
use crate::load::{Entry, raw, yaml};
use crate::source::FileId;

/// The files of the assessments, each kind in path order.
#[derive(Clone, Debug, Default)]
pub struct AssessmentFiles<'a> {
    /// One for each folder below `assessments/frameworks/`.
    pub frameworks: Vec<FrameworkFiles>,
    /// `assessments/questionnaires/*.yaml`.
    pub questionnaires: Vec<Entry>,
    /// `assessments/adaptations/*.yaml`.
    pub adaptations: Vec<Entry>,
    /// `assessments/crosswalks/*.yaml`.
    pub crosswalks: Vec<Entry>,
    /// `assessments/units/*.yaml`.
    pub units: Vec<Entry>,
    /// `assessments/answers/*.yaml` and `*.answers.json`.
    pub answers: Cow<'a, [(FileId, yaml::Node)]>,
    /// Files whose YAML is broken, so that there is no tree: references to them are silent.
    pub broken: Broken,
}

/// What the rest of the site has, for references.
#[derive(Clone, Copy, Debug)]
pub struct Known<'a> {
    /// The site's languages.
    pub languages: &'a [Lang],
    /// The site's areas, in order.
    pub areas: &'a [Id],
    /// Procedures that can be referred to.
    pub sops: &'a BTreeSet<Id>,
    /// Good practices that can be referred to.
    pub practices: &'a BTreeSet<Id>,
    /// Countries of `content/countries.yaml`.
    pub countries: &'a BTreeSet<CountryCode>,
    /// Entries whose files cannot be read: references to them are silent.
    pub broken: &'a BTreeSet<(EntryKind, Id)>,
    /// Whether a framework is read without a site: its languages and what it refers to are then not looked up.
    pub alone: bool,
}

impl Known<'_> {
    /// A fault for each wording in a language that the site does not have. A missing one falls back, and says so.
    pub fn text(&self, text: &Text, faults: &mut Vec<Diagnostic>) {
        for (lang, _) in text.languages() {
            if !self.alone && !self.languages.contains(&lang.value) {
                faults.push(
                    Diagnostic::error(Code::UnknownLanguage, lang.span, format!("the site has no language `{}`", lang.value))
                        .hint("add it to `languages` in `rumbo.yaml`, or remove the wording"),
                );
            }
        }
    }
}

/// Everything of the assessments, resolved.
#[derive(Clone, Debug, Default)]
pub struct Assessments {
    /// Frameworks by id.
    pub frameworks: BTreeMap<Id, Framework>,
    /// Questionnaires by id.
    pub questionnaires: BTreeMap<Id, Questionnaire>,
    /// What became of the questions of earlier versions.
    pub crosswalks: Crosswalks,
    /// Units by id.
    pub units: BTreeMap<Id, Unit>,
    /// Answer sets by id, each identity once.
    pub answers: Vec<AnswerSet>,
    /// The action library.
    pub actions: Library,
    /// What facilitators decided about response plans, by id.
    pub plans: BTreeMap<Id, Plan>,
    /// Ids of the files of each kind that could not be read, for references from elsewhere.
    pub broken: Broken,
}

/// Ids of files that could not be read.
#[derive(Clone, Debug, Default)]
pub struct Broken {
    /// Frameworks.
    pub frameworks: BTreeSet<Id>,
    /// Questionnaires.
    pub questionnaires: BTreeSet<Id>,
    /// Units.
    pub units: BTreeSet<Id>,
    /// Whether there is an answer file that could not be read.
    pub answers: bool,
}

impl Assessments {
    /// Only what `audience` may see: for [`Audience::Public`], answer sets that were not cleared are gone, and so
    /// are respondents, notes and evidence that were not cleared. Nothing later can leak what is not there.
    #[must_use]
    pub fn for_audience(self, audience: Audience) -> Self {
        let cleared = |plan: &Plan| self.answers.iter().filter(|set| starts_from(plan, set)).all(|set| set.visibility == Visibility::Public);
        let plans = self.plans.into_iter().filter_map(|(id, plan)| {
            let cleared = cleared(&plan);
            Some((id, plan.for_audience(audience, cleared)?))
        });
        let plans = plans.collect();
        let answers = self.answers.into_iter().filter_map(|set| set.for_audience(audience)).collect();
        Self { answers, plans, ..self }
    }

    /// The plans that `audience` does not see, with the answers that they start from: their faults are told to whoever
    /// writes them, whatever is built. `None` if there are none.
    #[must_use]
    pub fn of_hidden_plans(&self, audience: Audience) -> Option<Self> {
        let all_public = |plan: &Plan| self.answers.iter().filter(|set| starts_from(plan, set)).all(|set| set.visibility == Visibility::Public);
        let hidden = self.plans.iter().filter(|(_, plan)| (*plan).clone().for_audience(audience, all_public(plan)).is_none());
        let plans: BTreeMap<Id, Plan> = hidden.map(|(id, plan)| (id.clone(), plan.clone())).collect();
        if plans.is_empty() {
            return None;
        }
        Some(Self {
            frameworks: self.frameworks.clone(),
            units: self.units.clone(),
            answers: self.answers.iter().filter(|set| plans.values().any(|plan| starts_from(plan, set))).cloned().collect(),
            actions: self.actions.clone(),
            plans,
            ..Self::default()
        })
    }

    /// The answer set with this id.
    #[must_use]
    pub fn answer_set(&self, id: &Id) -> Option<&AnswerSet> {
        let place = self.answers.binary_search_by(|set| set.id.cmp(id)).ok()?;
        self.answers.get(place)
    }

    /// The answer sets of each framework, unit and round, in the order of their respondents' codes.
    #[must_use]
    pub fn groups(&self) -> BTreeMap<(&Id, &Id, &str), Vec<&AnswerSet>> {
        let mut groups: BTreeMap<(&Id, &Id, &str), Vec<&AnswerSet>> = BTreeMap::new();
        for set in &self.answers {
            groups.entry((&set.framework, &set.unit, &set.round)).or_default().push(set);
        }
        for sets in groups.values_mut() {
            sets.sort_by(|a, b| a.respondent.code.cmp(&b.respondent.code));
        }
        groups
    }

    /// Whether a unit or anything that it lies in is invented.
    #[must_use]
    pub fn is_fictional(&self, unit: &Id) -> bool {
        let mut unit = self.units.get(unit);
        // A parent is always of a larger kind, so this ends.
        while let Some(known) = unit {
            if known.fictional {
                return true;
            }
            unit = known.parent.as_ref().and_then(|parent| self.units.get(parent));
        }
        false
    }

    /// The frameworks, those that are editions of another one last.
    pub fn bases_first(&self) -> impl Iterator<Item = &Framework> {
        let bases = self.frameworks.values().filter(|framework| framework.adapts.is_none());
        bases.chain(self.frameworks.values().filter(|framework| framework.adapts.is_some()))
    }

    /// Whether a unit lies within a larger one, directly or not; none lies within itself.
    #[must_use]
    pub fn is_within(&self, unit: &Id, larger: &Id) -> bool {
        let parent = |id: &Id| self.units.get(id).and_then(|unit| unit.parent.as_ref());
        // Parents are never a cycle, for each is of a larger kind.
        std::iter::successors(parent(unit), |id| parent(id)).any(|id| id == larger)
    }

    /// The framework of an answer set.
    #[must_use]
    pub fn framework_of(&self, set: &AnswerSet) -> Option<&Framework> {
        self.frameworks.get(&set.framework)
    }
}

/// Reads and resolves the assessments. Answer files are read in parallel; faults come in file order.
pub fn assessments(files: &AssessmentFiles<'_>, known: &Known<'_>, faults: &mut Vec<Diagnostic>) -> Assessments {
    let mut broken = files.broken.clone();
    let mut frameworks = BTreeMap::new();
    for files in &files.frameworks {
        match framework::read(files, known, faults) {
            Some(framework) => _ = frameworks.insert(framework.id.clone(), framework),
            None => _ = broken.frameworks.insert(files.id.value.clone()),
        }
    }
    let editions: BTreeSet<Id> = files.adaptations.iter().map(|entry| entry.id.value.clone()).collect();
    for entry in &files.adaptations {
        let bases = framework::Bases { files: &files.frameworks, all: &frameworks, broken: &broken.frameworks, editions: &editions };
        match framework::adapt(entry, &bases, known, faults) {
            Some(edition) => _ = frameworks.insert(edition.id.clone(), edition),
            // A framework of the same name stays what it is.
            None if frameworks.contains_key(&entry.id.value) => {}
            None => _ = broken.frameworks.insert(entry.id.value.clone()),
        }
    }
    let all = Frameworks { all: &frameworks, broken: &broken.frameworks };
    let mut questionnaires = BTreeMap::new();
    for entry in &files.questionnaires {
        let read = raw::questionnaire::Questionnaire::decode(&entry.node, faults)
            .and_then(|raw| questionnaire::resolve(entry.id.clone(), raw, &all, known, faults));
        match read {
            Some(questionnaire) => _ = questionnaires.insert(questionnaire.id.clone(), questionnaire),
            None => _ = broken.questionnaires.insert(entry.id.value.clone()),
        }
    }
    let crosswalks = crosswalk::read(&files.crosswalks, &all, known, faults);
    let mut read = Vec::new();
    for entry in &files.units {
        match raw::unit::Unit::decode(&entry.node, faults) {
            Some(unit) => read.push((entry.id.clone(), unit)),
            None => _ = broken.units.insert(entry.id.value.clone()),
        }
    }
    let units = unit::resolve(read, &broken.units, known, faults);
    let against = Against {
        frameworks: all,
        crosswalks: &crosswalks,
        questionnaires: &questionnaires,
        broken_questionnaires: &broken.questionnaires,
        units: &units,
        broken_units: &broken.units,
    };
    let read: Vec<(Option<AnswerSet>, Vec<Diagnostic>)> = files
        .answers
        .par_iter()
        .map(|(_, node)| {
            let mut faults = Vec::new();
            (answers::read(node, &against, &mut faults), faults)
        })
        .collect();
    let mut sets = Vec::new();
    for (set, found) in read {
        broken.answers |= set.is_none();
        sets.extend(set);
        faults.extend(found);
    }
    let answers = one_each(sets, faults);
    let all = Assessments { frameworks, questionnaires, crosswalks, units, answers, actions: Library::new(), plans: BTreeMap::new(), broken };
    unused_agreements(&all, faults);
    all
}

/// A warning where a facilitator wrote down what was agreed on questions that are not combined by consensus.
fn unused_agreements(all: &Assessments, faults: &mut Vec<Diagnostic>) {
    for ((framework, ..), sets) in all.groups() {
        let Some(framework) = all.frameworks.get(framework) else { continue };
        let others = sets.iter().any(|set| set.respondent.code != answers::CONSENSUS);
        for set in sets.iter().filter(|set| others && set.respondent.code == answers::CONSENSUS) {
            let unused: Vec<String> = framework
                .indicators()
                .filter(|indicator| set.given.get(indicator.number as usize).is_some_and(|given| *given != answers::Given::Blank))
                .filter_map(|indicator| Some((indicator, framework.compiled.leaf(indicator.number)?.combine)))
                .filter(|(_, combine)| *combine != Combine::Consensus)
                .map(|(indicator, combine)| format!("`{}` (`{}`)", indicator.id, combine.word()))
                .collect();
            if !unused.is_empty() {
                faults.push(
                    Diagnostic::warning(Code::BadAnswer, set.span, format!("these agreed answers do not count: {}", unused.join(", ")))
                        .hint("the framework combines these questions in another way; write `combine: consensus` there, or remove them here"),
                );
            }
        }
    }
}

/// Keeps each identity once: the same content twice is the same file, other content is a fault naming both.
fn one_each(sets: Vec<AnswerSet>, faults: &mut Vec<Diagnostic>) -> Vec<AnswerSet> {
    let mut kept: BTreeMap<Id, AnswerSet> = BTreeMap::new();
    for set in sets {
        match kept.get(&set.id) {
            None => _ = kept.insert(set.id.clone(), set),
            Some(first) if first.identity() != set.identity() => faults.push(
                Diagnostic::error(Code::DuplicateId, set.span, format!("`{}` is already the name of another answer set", set.id))
                    .related(first.span, "this one")
                    .hint("the name is made of unit, round and respondent code; change one of them"),
            ),
            Some(first) if !first.same_content(&set) => faults.push(
                Diagnostic::error(
                    Code::ConflictingAnswers,
                    set.span,
                    format!("two files hold different answers of respondent `{}` for `{}` in `{}`", set.respondent.code, set.unit, set.round),
                )
                .label("this file")
                .related(first.span, "and this one")
                .hint("delete the one that does not hold, or give it its own respondent code"),
            ),
            Some(_) => {}
        }
    }
    kept.into_values().collect()
}

#[cfg(test)]
#[path = "assessment_tests.rs"]
mod tests;
