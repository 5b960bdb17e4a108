//! `assessments/adaptations/<id>.yaml` as written.

use crate::load::decode::{NonEmpty, as_written, words};
use crate::load::raw::framework::Indicator;
use crate::model::{Exact, Id, Text};
use crate::source::Loc;

words! {
    /// Whether other words ask the same.
    pub enum Meaning as "`same` or `changed`" {
        /// The question asks the same in other words: its answers stay comparable.
        Same = "same",
        /// The question asks something else: its answers are not compared with those of the base.
        Changed = "changed",
    }
}

as_written! {
    /// An adaptation (an edition of a framework for a country, a municipality or a post).
    pub struct Adaptation {
        /// The edition's name.
        title: Text,
        /// The framework that it changes.
        base: Loc<Id>,
        /// The edition's version, raised with every change that readers should know of.
        version: Loc<String>,
        /// For whom it is, in a few sentences.
        summary: Option<Text>,
        /// What it leaves out.
        hide: Vec<Hide>,
        /// Questions that it adds.
        add: Vec<Add>,
        /// Questions that it asks in other words.
        reword: Vec<Reword>,
        /// Areas, topics and questions that count more or less in it.
        reweight: Vec<Reweight>,
    }

    /// Something left out.
    pub struct Hide {
        /// The area, topic or question.
        id: Loc<Id>,
        /// Why it is left out.
        reason: Text,
    }

    /// Questions added.
    pub struct Add {
        /// The topic of the base that they stand in, after its own questions.
        topic: Loc<Id>,
        /// Why they are asked here.
        reason: Text,
        /// The questions, as in an area's file, with ids that the base does not use.
        indicators: NonEmpty<Indicator>,
    }

    /// A question in other words.
    pub struct Reword {
        /// The question.
        id: Loc<Id>,
        /// Whether it still asks the same.
        meaning: Meaning,
        /// Why it needs other words.
        reason: Text,
        /// The question's new words.
        question: Option<Text>,
        /// The levels' new words, lowest first; as many as the base has.
        levels: Option<Loc<Vec<Text>>>,
        /// Statements of a gated question in new words.
        statements: Vec<Statement>,
        /// Choices of a question of points in new words.
        choices: Vec<Choice>,
        /// Documents to bring, instead of those of the base.
        evidence: Vec<Text>,
        /// How to answer, in new words.
        guidance: Option<Text>,
    }

    /// A statement in new words.
    pub struct Statement {
        /// The statement's id.
        id: Loc<Id>,
        /// Its words.
        text: Text,
    }

    /// A choice in new words.
    pub struct Choice {
        /// The choice's id.
        id: Loc<Id>,
        /// Its words.
        label: Text,
    }

    /// A new weight.
    pub struct Reweight {
        /// The area, topic or question.
        id: Loc<Id>,
        /// Its weight.
        weight: Loc<Exact>,
        /// Why it counts so much here.
        reason: Text,
    }
}
