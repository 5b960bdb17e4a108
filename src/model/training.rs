//! Trainer's sessions and quizzes as meant.
//!
//! In: front matter, Markdown and YAML. Out: sessions whose plans add up to their length, and quizzes of which every
//! question has a right answer and a wrong one.

use super::action::section;
use super::names::Named;
use super::prose::{Files, ProseEntry, entry, missing_front, require_role};
use super::site::{Context, unique};
use super::{EntryKind, Id, Sop, Text};
use crate::diag::{Code, Diagnostic};
use crate::doc::{self, BlockKind, Computed, Role};
use crate::load::Entry;
use crate::load::decode::Decode;
use crate::load::raw::training::{RawQuiz, RawQuizQuestion, RawSession};
use crate::source::{Loc, Sources, Span};

/// How many answers a question may offer: letters that a trainer can still read out.
const CHOICES: std::ops::RangeInclusive<usize> = 2..=8;

/// A trainer's session.
#[derive(Clone, Debug)]
pub struct Session {
    /// Its texts.
    pub entry: ProseEntry,
    /// Its area.
    pub area: Loc<Id>,
    /// How long it takes, in minutes.
    pub minutes: u32,
    /// The smallest and the largest group.
    pub group: (u32, u32),
    /// What has to lie ready.
    pub materials: Vec<Text>,
    /// The procedures that it teaches.
    pub sops: Vec<Loc<Id>>,
    /// The questions of the framework that it prepares for.
    pub indicators: Vec<Loc<Id>>,
    /// Whether the details are illustrative.
    pub illustrative: bool,
}

/// A quiz.
#[derive(Clone, Debug)]
pub struct Quiz {
    /// Its id: the file's name.
    pub id: Loc<Id>,
    /// What readers see.
    pub title: Text,
    /// One sentence.
    pub summary: Text,
    /// Its area.
    pub area: Loc<Id>,
    /// The session that it closes.
    pub session: Option<Loc<Id>>,
    /// How long it takes, in minutes.
    pub minutes: Option<u32>,
    /// Whether the details are illustrative.
    pub illustrative: bool,
    /// The questions, at least one.
    pub questions: Vec<QuizQuestion>,
}

/// A question of a quiz.
#[derive(Clone, Debug)]
pub struct QuizQuestion {
    /// Its id, unique in the quiz.
    pub id: Id,
    /// The question.
    pub text: Text,
    /// The answers with whether each is right; at least one is, and at least one is not.
    pub choices: Vec<(Text, bool)>,
    /// Why.
    pub explanation: Text,
    /// The procedure to read again, perhaps with a heading.
    pub read: Option<(Id, Option<String>)>,
}

impl QuizQuestion {
    /// Whether several answers are right.
    #[must_use]
    pub fn is_multiple(&self) -> bool {
        self.choices.iter().filter(|(_, right)| *right).count() > 1
    }
}

pub(super) fn session(files: &Files<'_>, sources: &Sources, context: Context<'_>, faults: &mut Vec<Diagnostic>) -> Option<Session> {
    let Some(front) = &files.base.front else {
        missing_front(files.base, faults);
        return None;
    };
    let Some(raw) = RawSession::decode(front, faults) else { return files.only_prose(sources, faults) };
    let entry = entry(files, &raw.title, &raw.summary, raw.revised.as_ref(), sources, context, faults);
    let names = context.names;
    names.check(Named::Entry(EntryKind::Area), &raw.area, faults);
    names.check_all(Named::Entry(EntryKind::Sop), &raw.sops, faults);
    names.check_all(Named::Indicator, &raw.indicators, faults);
    context.texts(&raw.materials, faults);
    positive(&raw.minutes, "a session lasts at least one minute", faults);
    let (from, to) = (&raw.group.from, &raw.group.to);
    if from.value == 0 || from.value > to.value {
        faults.push(
            Diagnostic::error(Code::BadValue, to.span, format!("a group from {} to {} is none", from.value, to.value))
                .hint("write the smallest number of people, then the largest, both at least 1"),
        );
    }
    require_role(&entry, Role::Plan, faults);
    plans(&entry, raw.minutes.value, faults);
    Some(Session {
        entry,
        area: raw.area,
        minutes: raw.minutes.value,
        group: (from.value, to.value),
        materials: raw.materials,
        sops: raw.sops,
        indicators: raw.indicators,
        illustrative: raw.illustrative.unwrap_or(false),
    })
}

fn positive(number: &Loc<u32>, message: &str, faults: &mut Vec<Diagnostic>) {
    if number.value == 0 {
        faults.push(Diagnostic::error(Code::BadValue, number.span, message).hint("write the minutes as digits, such as `120`"));
    }
}

/// A fault for each language whose plan has minutes in the first column that do not add up to the session's.
fn plans(entry: &ProseEntry, minutes: u32, faults: &mut Vec<Diagnostic>) {
    for edition in entry.editions.values() {
        let Some(section) = edition.document.section(Role::Plan) else { continue };
        let table = section.blocks.iter().find_map(|block| match &block.kind {
            BlockKind::Table(table) => Some((table, block.span)),
            _ => None,
        });
        let Some((table, span)) = table else { continue };
        let cell = |row: &Vec<doc::Cell>| doc::plain_text(row.first()?, &Computed::default()).trim().parse::<u32>().ok();
        let Some(parts) = table.rows.iter().map(cell).collect::<Option<Vec<u32>>>() else { continue };
        let sum = parts.iter().fold(0u32, |sum, part| sum.saturating_add(*part));
        if sum != minutes {
            let place = Span { end: span.start, ..span };
            faults.push(
                Diagnostic::warning(Code::SumMismatch, place, format!("the plan adds up to {sum} minutes, not {minutes}"))
                    .hint("correct the table's first column or `minutes:`"),
            );
        }
    }
}

pub(super) fn quiz(file: &Entry, sops: &[Sop], context: Context<'_>, faults: &mut Vec<Diagnostic>) -> Option<Quiz> {
    let raw = RawQuiz::decode(&file.node, faults)?;
    context.texts([&raw.title, &raw.summary], faults);
    context.names.check(Named::Entry(EntryKind::Area), &raw.area, faults);
    if let Some(session) = &raw.session {
        context.names.check(Named::Entry(EntryKind::Session), session, faults);
    }
    if let Some(minutes) = &raw.minutes {
        positive(minutes, "a quiz lasts at least one minute", faults);
    }
    unique(raw.questions.0.iter().map(|question| &question.id), "question", faults);
    let questions = raw.questions.0.into_iter().map(|raw| question(raw, sops, context, faults)).collect();
    Some(Quiz {
        id: file.id.clone(),
        title: raw.title,
        summary: raw.summary,
        area: raw.area,
        session: raw.session,
        minutes: raw.minutes.map(|minutes| minutes.value),
        illustrative: raw.illustrative.unwrap_or(false),
        questions,
    })
}

fn question(raw: RawQuizQuestion, sops: &[Sop], context: Context<'_>, faults: &mut Vec<Diagnostic>) -> QuizQuestion {
    let choices: Vec<(Text, bool)> = raw.choices.0.into_iter().map(|choice| (choice.text, choice.correct.unwrap_or(false))).collect();
    context.texts([&raw.text, &raw.explanation].into_iter().chain(choices.iter().map(|(text, _)| text)), faults);
    let right = choices.iter().filter(|(_, right)| *right).count();
    let id = &raw.id;
    let mut fault = |message: String, hint: &str| faults.push(Diagnostic::error(Code::BadValue, id.span, message).hint(hint));
    if !CHOICES.contains(&choices.len()) {
        fault(
            format!("question `{}` offers {} of {} to {} answers", id.value, choices.len(), CHOICES.start(), CHOICES.end()),
            "add answers, or leave some out",
        );
    } else if right == 0 {
        fault(format!("question `{}` has no right answer", id.value), "write `correct: true` under each answer that is right");
    } else if right == choices.len() {
        fault(format!("every answer to question `{}` is right", id.value), "add an answer that is wrong, or remove a `correct: true`");
    }
    let read = raw.read.as_ref().and_then(|reference| section(reference, sops, context.names, faults));
    QuizQuestion { id: raw.id.value, text: raw.text, choices, explanation: raw.explanation, read }
}
