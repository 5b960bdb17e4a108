//! Editions: a framework changed for a country, a municipality or a post by an adaptation file.
//!
//! In: the files of the base and the adaptation as written. Out: a framework like any other, with the list of everything
//! that differs and of what stays comparable. Ids are never used again for something else, not even those left out. The
//! results of an edition can be told in terms of the base: by the questions that are comparable.

mod edit;
#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet};

use super::read::{Raw, build, decode};
use super::{Framework, OVERALL};
use crate::diag::{Code, Diagnostic, suggest};
use crate::load::Entry;
use crate::load::decode::Decode;
use crate::load::raw::adaptation as raw;
use crate::model::assessment::{FrameworkFiles, Known};
use crate::model::compiled::{Compiled, Shape};
use crate::model::exact::Exact;
use crate::model::{Id, Text};
use crate::source::{Loc, Span};

/// What an edition changes of its base.
#[derive(Clone, Debug)]
pub struct Adapts {
    /// The base.
    pub base: Id,
    /// Its version when the edition was read.
    pub base_version: String,
    /// Everything that differs: what is worded and weighted otherwise, added and hidden, each in the order of the file.
    pub differences: Vec<Difference>,
    /// The nodes whose scores mean the same as in the base.
    pub comparable: BTreeSet<Id>,
}

/// One difference.
#[derive(Clone, Debug)]
pub struct Difference {
    /// The area, topic or question.
    pub id: Id,
    /// What is different.
    pub change: Change,
    /// Why.
    pub reason: Text,
}

/// What is different.
#[derive(Clone, Debug)]
pub enum Change {
    /// It is left out.
    Hidden,
    /// It is new.
    Added,
    /// It is asked in other words.
    Reworded {
        /// Whether it asks something else.
        changed: bool,
        /// Each part with other words.
        words: Vec<Rewording>,
    },
    /// It counts otherwise.
    Reweighted {
        /// Its weight in the base.
        from: Exact,
        /// Its weight in the edition.
        to: Exact,
    },
}

/// A part of a question in other words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rewording {
    /// The part.
    pub part: Part,
    /// Its words in the base; none where the base has no such part.
    pub before: Option<Text>,
    /// Its words in the edition; none where the edition leaves it away.
    pub after: Option<Text>,
}

/// A part of a question that has words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// The question itself.
    Question,
    /// A level, from 1.
    Level(u32),
    /// A statement of a gated question.
    Statement,
    /// A choice.
    Choice,
    /// How to answer.
    Guidance,
    /// A document to bring.
    Evidence,
}

/// What an edition is read against.
pub struct Bases<'a> {
    /// The files of the frameworks that are no editions.
    pub files: &'a [FrameworkFiles],
    /// The frameworks read so far.
    pub all: &'a BTreeMap<Id, Framework>,
    /// Frameworks and editions with faults of their own.
    pub broken: &'a BTreeSet<Id>,
    /// The names of all editions.
    pub editions: &'a BTreeSet<Id>,
}

/// Reads an edition; `None` if it cannot be read or its base cannot.
pub fn adapt(entry: &Entry, bases: &Bases<'_>, known: &Known<'_>, faults: &mut Vec<Diagnostic>) -> Option<Framework> {
    let written = raw::Adaptation::decode(&entry.node, faults)?;
    texts(&written).for_each(|text| known.text(text, faults));
    if bases.files.iter().any(|files| files.id.value == entry.id.value) {
        faults.push(
            Diagnostic::error(Code::DuplicateId, entry.id.span, format!("`{}` is the name of a framework", entry.id.value)).hint("give the edition a name of its own"),
        );
        return None;
    }
    let (base, files) = base(&written.base, bases, faults)?;
    let id = Loc::new(entry.id.value.clone(), entry.id.span);
    // What is wrong with the base was said where it is read. What is wrong only with the edition is said here.
    let mut old = Vec::new();
    build(&id, decode(files, known, &mut Vec::new())?, known, &mut old);
    let mut raw = decode(files, known, &mut Vec::new())?;
    let at = written.base.span;
    let differences = edit::changed(base, &mut raw, &written, faults)?;
    raw.framework.title = written.title;
    raw.framework.summary = written.summary.or(raw.framework.summary);
    raw.framework.version = written.version;
    let mut found = Vec::new();
    let mut framework = build(&id, raw, known, &mut found);
    faults.extend(found.into_iter().filter(|fault| !old.contains(fault)).map(|fault| in_edition(fault, entry, at)));
    let comparable = comparable(&base.compiled, &framework.compiled, &differences);
    framework.adapts = Some(Adapts { base: base.id.clone(), base_version: base.version.clone(), differences, comparable });
    Some(framework)
}

/// The texts of an edition that the framework made of it does not hold.
fn texts(written: &raw::Adaptation) -> impl Iterator<Item = &Text> {
    let hidden = written.hide.iter().map(|entry| &entry.reason);
    let added = written.add.iter().map(|entry| &entry.reason);
    hidden.chain(added).chain(written.reword.iter().map(|entry| &entry.reason))
}

fn base<'a>(id: &Loc<Id>, bases: &Bases<'a>, faults: &mut Vec<Diagnostic>) -> Option<(&'a Framework, &'a FrameworkFiles)> {
    if bases.editions.contains(&id.value) && !bases.files.iter().any(|files| files.id.value == id.value) {
        faults.push(
            Diagnostic::error(Code::BadEdition, id.span, format!("`{}` is an edition itself", id.value))
                .hint("an edition of an edition could not be told in terms of a base; name the framework that both begin from, and repeat what they share"),
        );
        return None;
    }
    let found = bases.all.get(&id.value).zip(bases.files.iter().find(|files| files.id.value == id.value));
    if found.is_none() && !bases.broken.contains(&id.value) {
        let names = bases.files.iter().map(|files| files.id.as_str());
        faults.push(Diagnostic::error(Code::MissingReference, id.span, format!("there is no framework `{}`", id.value)).hint(suggest(id.as_str(), names)));
    }
    found
}

/// A fault that the edition causes, told at a place of the edition: what stands in the base is right there.
fn in_edition(fault: Diagnostic, entry: &Entry, at: Span) -> Diagnostic {
    match &fault.place {
        crate::diag::Place::Span(span) if span.file != entry.file => {
            let (code, span) = (fault.code, *span);
            Diagnostic::error(code, at, format!("with the changes of this edition, {}", fault.message))
                .related(span, "in the base")
                .hint("hide, add or weigh otherwise, so that the base's rule can still be followed")
        }
        _ => fault,
    }
}

/// The nodes of an edition whose scores mean the same as in the base: a question that asks the same and is asked under the
/// same condition; a group with the same parts, all comparable, under the same weights.
fn comparable(base: &Compiled, edition: &Compiled, differences: &[Difference]) -> BTreeSet<Id> {
    let changed: BTreeSet<&Id> =
        differences.iter().filter(|difference| matches!(difference.change, Change::Reworded { changed: true, .. })).map(|difference| &difference.id).collect();
    let mut same: BTreeSet<Id> = BTreeSet::new();
    // Children come before their parents, and a condition looks at earlier questions.
    for node in &edition.nodes {
        let Some(before) = base.find(node.id.as_str()).and_then(|place| base.nodes.get(place as usize)) else { continue };
        let alike = match (&node.shape, &before.shape) {
            (Shape::Leaf(leaf), Shape::Leaf(_)) => {
                let needs = leaf.when.as_ref().map(crate::model::expression::Expression::questions).unwrap_or_default();
                let id = |number: &u32| edition.questions.get(*number as usize).and_then(|place| edition.nodes.get(*place as usize)).map(|node| &node.id);
                !changed.contains(&node.id) && needs.iter().filter_map(id).all(|id| same.contains(id))
            }
            (Shape::Branch(now), Shape::Branch(then)) => {
                let parts = |compiled: &Compiled, children: &[u32]| -> Vec<(Id, Exact)> {
                    children.iter().filter_map(|child| compiled.nodes.get(*child as usize)).map(|node| (node.id.clone(), node.weight.clone())).collect()
                };
                let (now, then) = (parts(edition, &now.children), parts(base, &then.children));
                now == then && now.iter().all(|(id, _)| same.contains(id))
            }
            _ => false,
        };
        if alike {
            same.insert(node.id.clone());
        }
    }
    same
}
