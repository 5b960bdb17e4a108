//! Questionnaires: views over a framework's questions.

use std::collections::{BTreeMap, BTreeSet};

use super::assessment::Known;
use super::compiled::{Compiled, Shape};
use super::framework::Framework;
use super::{Id, Text};
use crate::diag::{Code, Diagnostic, suggest};
use crate::load::raw::questionnaire as raw;
use crate::source::{Loc, Span};

/// A questionnaire as meant.
#[derive(Clone, Debug)]
pub struct Questionnaire {
    /// Its id.
    pub id: Id,
    /// Its name.
    pub title: Text,
    /// The framework whose questions it shows.
    pub framework: Id,
    /// What it is for.
    pub summary: Option<Text>,
    /// How long it takes, in minutes.
    pub minutes: Option<u32>,
    /// The numbers of its questions, in framework order, each once.
    pub questions: Vec<u32>,
    /// Its file.
    pub span: Span,
}

/// What a questionnaire is read against.
pub(super) struct Frameworks<'a> {
    pub(super) all: &'a BTreeMap<Id, Framework>,
    pub(super) broken: &'a BTreeSet<Id>,
}

impl Frameworks<'_> {
    /// The framework with this id; a fault if there is none, nothing if it is broken.
    pub(super) fn find(&self, id: &Loc<Id>, faults: &mut Vec<Diagnostic>) -> Option<&Framework> {
        let found = self.all.get(&id.value);
        if found.is_none() && !self.broken.contains(&id.value) {
            faults.push(
                Diagnostic::error(Code::MissingReference, id.span, format!("there is no framework `{}`", id.value))
                    .hint(suggest(id.as_str(), self.all.keys().map(Id::as_str))),
            );
        }
        found
    }
}

/// Resolves a questionnaire; `None` if its framework is missing or broken.
pub(super) fn resolve(id: Loc<Id>, raw: raw::Questionnaire, frameworks: &Frameworks<'_>, known: &Known<'_>, faults: &mut Vec<Diagnostic>) -> Option<Questionnaire> {
    known.text(&raw.title, faults);
    raw.summary.iter().for_each(|text| known.text(text, faults));
    let framework = frameworks.find(&raw.framework, faults)?;
    let compiled = &framework.compiled;
    let mut included: BTreeMap<u32, &Loc<Id>> = BTreeMap::new();
    for name in &raw.include.0 {
        let Some(node) = compiled.find(name.as_str()) else {
            if !framework.may_hold(name.as_str()) {
                let ids = compiled.nodes.iter().map(|node| node.id.as_str()).filter(|id| *id != super::framework::OVERALL);
                faults.push(
                    Diagnostic::error(Code::MissingReference, name.span, format!("there is no area, topic or question `{}` in `{}`", name.value, framework.id))
                        .hint(suggest(name.as_str(), ids)),
                );
            }
            continue;
        };
        let mut twice = None;
        for question in questions_of(compiled, node) {
            twice = twice.or(included.insert(question, name));
        }
        if let Some(first) = twice {
            faults.push(
                Diagnostic::warning(Code::BadValue, name.span, format!("`{}` is already included", name.value))
                    .related(first.span, "by this")
                    .hint("remove one of them"),
            );
        }
    }
    for (question, name) in &included {
        let needs = compiled.leaf(*question).and_then(|leaf| leaf.when.as_ref()).map(|when| when.questions()).unwrap_or_default();
        for missing in needs.into_iter().filter(|needed| !included.contains_key(needed)) {
            let id_of = |number: u32| framework.indicator(number).map_or("", |indicator| indicator.id.as_str());
            faults.push(
                Diagnostic::warning(Code::BadCondition, name.span, format!("`{}` is never shown: it depends on `{}`", id_of(*question), id_of(missing)))
                    .hint(format!("include `{}` as well", id_of(missing))),
            );
        }
    }
    Some(Questionnaire {
        id: id.value,
        title: raw.title,
        framework: framework.id.clone(),
        summary: raw.summary,
        minutes: raw.minutes.map(|minutes| minutes.value),
        questions: included.into_keys().collect(),
        span: id.span,
    })
}

/// The numbers of the questions below a node.
#[must_use]
pub fn questions_of(compiled: &Compiled, node: u32) -> Vec<u32> {
    match compiled.nodes.get(node as usize).map(|node| &node.shape) {
        Some(Shape::Leaf(leaf)) => vec![leaf.question],
        Some(Shape::Branch(branch)) => branch.children.iter().flat_map(|child| questions_of(compiled, *child)).collect(),
        None => Vec::new(),
    }
}
