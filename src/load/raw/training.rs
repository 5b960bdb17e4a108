//! Trainer's sessions and quizzes, as their authors write them.

use crate::load::decode::{NonEmpty, as_written};
use crate::load::leaf::{Date, Id, Text};
use crate::source::Loc;

as_written! {
    /// The front matter of a trainer's session (`content/sessions/<id>.<language>.md`).
    pub struct RawSession {
        /// What readers see.
        title: Loc<String>,
        /// One sentence: what people can do afterwards.
        summary: Loc<String>,
        /// The day of its last change that matters to a reader: year-month-day. A translation repeats the date of the text that it translates; one with an earlier date, or none, is shown and listed as older.
        revised: Option<Loc<Date>>,
        /// The area it belongs to.
        area: Loc<Id>,
        /// How long it takes, in minutes, breaks included. A table under the heading with the role `plan` whose first column holds minutes must add up to it.
        minutes: Loc<u32>,
        /// For how many people it is made.
        group: RawGroup,
        /// What has to lie ready.
        materials: Vec<Text>,
        /// The procedures that it teaches.
        sops: Vec<Loc<Id>>,
        /// The questions of the framework that it prepares for.
        indicators: Vec<Loc<Id>>,
        /// Whether the details are illustrative.
        illustrative: Option<bool>,
    }

    /// The size of a group.
    pub struct RawGroup {
        /// The smallest number of people.
        from: Loc<u32>,
        /// The largest number of people.
        to: Loc<u32>,
    }

    /// A quiz (`content/quizzes/<id>.yaml`).
    pub struct RawQuiz {
        /// What readers see.
        title: Text,
        /// One sentence: what it asks about.
        summary: Text,
        /// The area it belongs to.
        area: Loc<Id>,
        /// The session that it closes.
        session: Option<Loc<Id>>,
        /// How long it takes, in minutes.
        minutes: Option<Loc<u32>>,
        /// Whether the details are illustrative.
        illustrative: Option<bool>,
        /// The questions, in order.
        questions: NonEmpty<RawQuizQuestion>,
    }

    /// A question of a quiz.
    pub struct RawQuizQuestion {
        /// Its id, unique in the quiz.
        id: Loc<Id>,
        /// The question.
        text: Text,
        /// The answers to choose from, 2 to 8, in order.
        choices: NonEmpty<RawQuizChoice>,
        /// Why the right answers are right; only the key shows it.
        explanation: Text,
        /// The procedure to read again: `id` or `id#heading`.
        read: Option<Loc<String>>,
    }

    /// An answer of a quiz to choose from.
    pub struct RawQuizChoice {
        /// The answer.
        text: Text,
        /// Whether it is right; one or several of a question are.
        correct: Option<bool>,
    }
}
