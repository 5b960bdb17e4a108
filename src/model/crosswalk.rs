//! Crosswalks: what became of the questions of an earlier version of a framework, so that answers given then can be read
//! as answers to today's questions.
//!
//! In: the files as written and the frameworks. Out: for each framework and earlier version, how answers are carried over.
//! Questions that no row names keep their id and their meaning. Without a crosswalk, rounds of two versions have a break.

use std::collections::{BTreeMap, BTreeSet};

use super::assessment::Known;
use super::framework::{Framework, Kind};
use super::questionnaire::Frameworks;
use super::{Id, Text};
use crate::diag::{Code, Diagnostic, suggest};
use crate::load::Entry;
use crate::load::decode::{Decode, Keyed};
use crate::load::raw::crosswalk as raw;
use crate::load::yaml::Node;
use crate::source::{Loc, Span};

/// A crosswalk.
#[derive(Clone, Debug)]
pub struct Crosswalk {
    /// The version that answers were given to.
    pub from: String,
    /// What became of which question, in the order of the file.
    pub rows: Vec<Row>,
    /// The questions of today that are named, and whose answers then stand for them: none for a new one.
    sources: BTreeMap<Id, Vec<Id>>,
    /// The questions of then that are named.
    gone: BTreeSet<Id>,
}

/// What became of one question.
#[derive(Clone, Debug)]
pub struct Row {
    /// How then and now belong together.
    pub relation: Relation,
    /// The questions then.
    pub then: Vec<Id>,
    /// Their words then.
    pub was: Option<Text>,
    /// The questions now.
    pub now: Vec<Id>,
    /// Why.
    pub reason: Text,
}

/// How questions of two versions belong together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Relation {
    /// The same question under another id.
    Same,
    /// One became several; its answer stands for each.
    Split,
    /// Several became one; the lowest answer stands for it.
    Merged,
    /// It was not asked then, or asked something else.
    New,
    /// It is not asked any more.
    Dropped,
}

impl Relation {
    /// The word in files.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Same => "same",
            Self::Split => "split",
            Self::Merged => "merged",
            Self::New => "new",
            Self::Dropped => "dropped",
        }
    }
}

/// Crosswalks by framework and the version that they begin from.
pub type Crosswalks = BTreeMap<(Id, String), Crosswalk>;

impl Crosswalk {
    /// Whether a question of today cannot have been answered then.
    #[must_use]
    pub fn is_new(&self, question: &Id) -> bool {
        self.sources.get(question).is_some_and(Vec::is_empty)
    }

    /// The answers under the ids of today, those of then only for what is asked. An answer to a question that became several stands for each of them; of several
    /// that became one, all stand for it, or none where one of them is missing.
    #[must_use]
    pub(super) fn carried(&self, answers: Keyed<Node>, asked: impl Fn(&Id) -> bool) -> Keyed<Node> {
        let given: BTreeSet<String> = answers.0.iter().map(|(id, _)| id.value.clone()).collect();
        let mut carried = Vec::new();
        for (id, node) in answers.0 {
            if !self.gone.contains(id.as_str()) {
                // A question that is new, or that another one became, has no answer of its own from then.
                if !self.sources.contains_key(id.as_str()) {
                    carried.push((id, node));
                }
                continue;
            }
            let stands_for = self.sources.iter().filter(|(_, sources)| sources.iter().any(|source| source.as_str() == id.as_str()));
            for (now, _) in stands_for.filter(|(now, sources)| asked(now) && sources.iter().all(|source| given.contains(source.as_str()))) {
                carried.push((Loc::new(now.to_string(), id.span), node.clone()));
            }
        }
        Keyed(carried)
    }
}

/// Reads all crosswalks, each against its framework.
pub(super) fn read(entries: &[Entry], frameworks: &Frameworks<'_>, known: &Known<'_>, faults: &mut Vec<Diagnostic>) -> Crosswalks {
    let mut all = Crosswalks::new();
    let mut seen: BTreeMap<(Id, String), Span> = BTreeMap::new();
    for entry in entries {
        let Some(written) = raw::Crosswalk::decode(&entry.node, faults) else { continue };
        let Some(framework) = frameworks.find(&written.framework, faults) else { continue };
        versions(&written, framework, faults);
        let key = (framework.id.clone(), written.from.value.clone());
        if let Some(first) = seen.insert(key.clone(), written.from.span) {
            faults.push(
                Diagnostic::error(Code::BadCrosswalk, written.from.span, format!("there is a crosswalk from version {} of `{}` already", written.from.value, framework.id))
                    .related(first, "here")
                    .hint("join the two files"),
            );
            continue;
        }
        let mut reader = Reader { framework, crosswalk: Crosswalk { from: written.from.value.clone(), rows: Vec::new(), sources: BTreeMap::new(), gone: BTreeSet::new() }, now: BTreeMap::new(), then: BTreeMap::new(), known, faults };
        reader.rows(written);
        all.insert(key, reader.crosswalk);
    }
    all
}

fn versions(written: &raw::Crosswalk, framework: &Framework, faults: &mut Vec<Diagnostic>) {
    if written.to.value != framework.version {
        faults.push(
            Diagnostic::error(Code::BadCrosswalk, written.to.span, format!("this crosswalk leads to version {}; `{}` is version {}", written.to.value, framework.id, framework.version))
                .hint("look whether its rows still hold, then write the framework's version"),
        );
    }
    if written.from.value == framework.version {
        faults.push(
            Diagnostic::error(Code::BadCrosswalk, written.from.span, format!("version {} is the version of today", written.from.value))
                .hint("write the earlier version, as it stands in the answer files"),
        );
    }
}

struct Reader<'a, 'f> {
    framework: &'a Framework,
    crosswalk: Crosswalk,
    now: BTreeMap<Id, Span>,
    then: BTreeMap<Id, Span>,
    known: &'a Known<'a>,
    faults: &'f mut Vec<Diagnostic>,
}

impl Reader<'_, '_> {
    fn rows(&mut self, written: raw::Crosswalk) {
        for row in written.same {
            self.row(Relation::Same, &[row.from], row.was, &[row.to], row.reason);
        }
        for row in written.split {
            self.row(Relation::Split, &[row.from], row.was, &row.to.0, row.reason);
        }
        for row in written.merged {
            self.row(Relation::Merged, &row.from.0, row.was, &[row.to], row.reason);
        }
        for row in written.new {
            self.row(Relation::New, &[], None, &[row.id], row.reason);
        }
        for row in written.dropped {
            self.row(Relation::Dropped, &[row.id], row.was, &[], row.reason);
        }
        // Otherwise one answer would stand for two questions without a row that says so.
        let kept: Vec<(Id, Span)> = self.then.iter().filter(|(id, _)| self.framework.find(id.as_str()).is_some() && !self.now.contains_key(*id)).map(|(id, span)| (id.clone(), *span)).collect();
        for (id, span) in kept {
            self.wrong(span, format!("`{id}` is a question of today as well"), None, &format!("list `{id}` under `new`, or say which questions of then became it"));
        }
    }

    fn wrong(&mut self, span: Span, message: String, first: Option<Span>, hint: &str) {
        let fault = Diagnostic::error(Code::BadCrosswalk, span, message).hint(hint);
        self.faults.push(match first {
            Some(first) => fault.related(first, "first here"),
            None => fault,
        });
    }

    fn row(&mut self, relation: Relation, then: &[Loc<Id>], was: Option<Text>, now: &[Loc<Id>], reason: Text) {
        was.iter().chain([&reason]).for_each(|text| self.known.text(text, self.faults));
        for id in then {
            if let Some(first) = self.then.insert(id.value.clone(), id.span) {
                self.wrong(id.span, format!("what became of `{}` is said twice", id.value), Some(first), "join the two rows: `split` if it became several questions");
            }
            self.crosswalk.gone.insert(id.value.clone());
        }
        for id in now {
            match self.framework.find(id.as_str()) {
                Some(indicator) if relation == Relation::Merged && !matches!(indicator.kind, Kind::Ladder | Kind::Presence | Kind::Coverage) => {
                    let message = format!("`{}` is a question of kind `{}`, of which no answer is the lowest", id.value, indicator.kind.word());
                    self.wrong(id.span, message, None, "list it under `new`, and what it was under `dropped`");
                }
                None if !self.framework.may_hold(id.as_str()) => {
                    let names = self.framework.indicators().map(|indicator| indicator.id.as_str());
                    self.faults.push(
                        Diagnostic::error(Code::MissingReference, id.span, format!("`{}` has no question `{}`", self.framework.id, id.value)).hint(suggest(id.as_str(), names)),
                    );
                }
                _ => {}
            }
            if let Some(first) = self.now.insert(id.value.clone(), id.span) {
                self.wrong(id.span, format!("where `{}` comes from is said twice", id.value), Some(first), "join the two rows: `merged` if several questions became one");
            }
            self.crosswalk.sources.insert(id.value.clone(), then.iter().map(|id| id.value.clone()).collect());
        }
        self.crosswalk.rows.push(Row { relation, then: then.iter().map(|id| id.value.clone()).collect(), was, now: now.iter().map(|id| id.value.clone()).collect(), reason });
    }
}

#[cfg(test)]
#[path = "crosswalk_tests.rs"]
mod tests;
