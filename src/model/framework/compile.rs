//! Builds the flat nodes of the compiled form while the framework is read, children first.

use std::collections::{BTreeMap, BTreeSet};

use crate::diag::{Code, Diagnostic};
use crate::load::raw::framework as raw;
use crate::model::compiled::{Branch, Leaf, Node, Shape};
use crate::model::exact::Exact;
use crate::model::expression::{Known, Reference, Type};
use crate::model::Id;
use crate::source::{Loc, Span};

use super::{Kind, OVERALL};

/// The nodes so far.
pub(super) struct Builder {
    pub(super) nodes: Vec<Node>,
    pub(super) questions: Vec<u32>,
    seen: BTreeMap<Id, Span>,
    /// Every indicator that is yet to come, the one being read included.
    pub(super) later: BTreeSet<Id>,
    pub(super) broken: BTreeSet<Id>,
    incomplete: bool,
}

impl Builder {
    pub(super) fn new(later: BTreeSet<Id>, broken: BTreeSet<Id>, incomplete: bool) -> Self {
        Self { nodes: Vec::new(), questions: Vec::new(), seen: BTreeMap::new(), later, broken, incomplete }
    }

    /// Takes note of an id; a fault if it was met before.
    pub(super) fn claim(&mut self, id: &Loc<Id>, faults: &mut Vec<Diagnostic>) {
        if id.as_str() == OVERALL {
            faults.push(Diagnostic::error(Code::BadId, id.span, format!("`{OVERALL}` is the name of the whole")).hint("use another id"));
        }
        match self.seen.get(&id.value) {
            Some(first) => faults.push(
                Diagnostic::error(Code::DuplicateId, id.span, format!("`{}` stands twice in this framework", id.value))
                    .label("again here")
                    .related(*first, "first here")
                    .hint("areas, topics, questions and statements of a framework share their ids; rename one of them"),
            ),
            None => {
                self.seen.insert(id.value.clone(), id.span);
            }
        }
    }

    fn may_hold(&self, id: &str) -> bool {
        self.incomplete || self.broken.contains(id)
    }

    /// The place that the next node will have.
    pub(super) fn next(&self) -> u32 {
        u32::try_from(self.nodes.len()).unwrap_or(u32::MAX)
    }

    pub(super) fn leaf(&mut self, id: Id, weight: Exact, stage: u32, leaf: Leaf) -> u32 {
        let place = self.next();
        self.questions.push(place);
        self.nodes.push(Node { id, parent: None, weight, stage, shape: Shape::Leaf(leaf) });
        place
    }

    pub(super) fn branch(&mut self, id: Id, weight: Exact, stage: u32, branch: Branch) -> u32 {
        let place = self.next();
        for child in &branch.children {
            if let Some(child) = self.nodes.get_mut(*child as usize) {
                child.parent = Some(place);
            }
        }
        self.nodes.push(Node { id, parent: None, weight, stage, shape: Shape::Branch(branch) });
        place
    }

    /// The cap of a node over `children`, if it can ever hold.
    pub(super) fn cap(&self, raw: Option<&raw::Cap>, children: &[u32], faults: &mut Vec<Diagnostic>) -> Option<(Exact, Exact)> {
        let raw = raw?;
        let (below, to) = (super::checks::per_cent(Some(&raw.below), 0, faults), super::checks::per_cent(Some(&raw.to), 100, faults));
        if !children.iter().any(|child| self.has_critical(*child)) {
            faults.push(
                Diagnostic::error(Code::BadRule, raw.below.span, "there is no critical question for this cap to watch")
                    .hint("mark questions with `critical: true`, or remove `cap_if`"),
            );
        }
        if to == Exact::HUNDRED {
            faults.push(Diagnostic::error(Code::BadRule, raw.to.span, "a cap at 100 caps nothing").hint("write the highest result that is allowed while it holds, or remove `cap_if`"));
        }
        if below.is_zero() {
            faults.push(Diagnostic::error(Code::BadRule, raw.below.span, "nothing is below 0 per cent").hint("write the per cent under which the cap holds, above 0"));
        }
        Some((below, to))
    }

    fn has_critical(&self, node: u32) -> bool {
        match self.nodes.get(node as usize).map(|node| &node.shape) {
            Some(Shape::Leaf(leaf)) => leaf.critical && leaf.kind.is_scored(),
            Some(Shape::Branch(branch)) => branch.children.iter().any(|child| self.has_critical(*child)),
            None => false,
        }
    }

    fn is_scored(&self, node: u32) -> bool {
        match self.nodes.get(node as usize).map(|node| &node.shape) {
            Some(Shape::Leaf(leaf)) => leaf.kind.is_scored(),
            Some(Shape::Branch(branch)) => branch.children.iter().any(|child| self.is_scored(*child)),
            None => false,
        }
    }

    /// The children named in `override_max`.
    pub(super) fn override_max(&self, raw: &[Loc<Id>], children: &[u32], faults: &mut Vec<Diagnostic>) -> Vec<u32> {
        let id_of = |child: &u32| self.nodes.get(*child as usize).map(|node| &node.id);
        let mut found: Vec<u32> = raw
            .iter()
            .filter_map(|id| {
                let child = children.iter().copied().find(|child| id_of(child) == Some(&id.value));
                if child.is_none() && !self.may_hold(id.as_str()) {
                    faults.push(
                        Diagnostic::error(Code::MissingReference, id.span, format!("`{}` is not directly below this", id.value))
                            .hint(crate::diag::suggest(id.as_str(), children.iter().filter_map(id_of).map(Id::as_str))),
                    );
                }
                if let Some(child) = child
                    && !self.is_scored(child)
                {
                    faults.push(
                        Diagnostic::error(Code::BadRule, id.span, format!("`{}` is never scored, so it can raise nothing", id.value))
                            .hint("name something that is scored, or remove it"),
                    );
                }
                child
            })
            .collect();
        found.sort_unstable();
        found.dedup();
        found
    }

    fn question(&self, name: &str) -> Option<(&Id, &Leaf)> {
        self.questions.iter().filter_map(|place| self.nodes.get(*place as usize)).find_map(|node| match &node.shape {
            Shape::Leaf(leaf) if node.id.as_str() == name => Some((&node.id, leaf)),
            _ => None,
        })
    }
}

impl Known for Builder {
    fn look_up(&self, name: &str) -> Reference {
        if let Some((id, leaf)) = self.question(name) {
            let of = leaf.value_type();
            let top = match &leaf.scale {
                crate::model::compiled::Scale::Steps(steps) => u32::try_from(steps.len()).ok(),
                crate::model::compiled::Scale::Gated(levels) => u32::try_from(levels.len()).ok(),
                _ => None,
            };
            let bounds = match leaf.kind {
                Kind::Ladder => top.map(|top| (1, top)),
                Kind::Gated => top.map(|top| (0, top)),
                _ => None,
            };
            let choices = if of == Type::Number { Vec::new() } else { leaf.words() };
            return Reference::Earlier { id: id.clone(), question: leaf.question, of, choices, bounds };
        }
        if self.later.contains(name) {
            Reference::NotEarlier
        } else if self.may_hold(name) {
            Reference::Broken
        } else {
            Reference::Unknown
        }
    }

    fn names(&self) -> Vec<&str> {
        self.questions.iter().filter_map(|place| self.nodes.get(*place as usize)).map(|node| node.id.as_str()).collect()
    }
}
