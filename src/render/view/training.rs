//! Trainer's sessions, quizzes and their keys.

use serde::Serialize;

use super::prose::{Contents, Prose};
use super::{Group, Link, Maker, Shell, body};
use crate::model::{EntryKind, Id, Quiz, QuizQuestion, Session};
use crate::outline::paths;

#[derive(Serialize)]
struct SessionView {
    html: Prose,
    contents: Vec<Contents>,
    area: Link,
    minutes: String,
    group: String,
    materials: Vec<String>,
    sops: Vec<Link>,
    questions: Vec<Link>,
    quizzes: Vec<Link>,
    keys: Vec<Link>,
}

#[derive(Serialize)]
struct QuizView {
    area: Link,
    count: String,
    minutes: Option<String>,
    session: Option<Link>,
    /// The quiz itself, on the page of its key.
    quiz: Option<Link>,
    key: bool,
    questions: Vec<QuestionView>,
}

#[derive(Serialize)]
struct QuestionView {
    id: String,
    number: String,
    text: String,
    lang: Option<String>,
    how: String,
    multiple: bool,
    choices: Vec<ChoiceView>,
    /// The letters of the right answers; only in the key.
    answer: Option<String>,
    /// Why; only in the key.
    explanation: Option<String>,
    /// What to read again; only in the key.
    read: Option<Link>,
}

#[derive(Serialize)]
struct ChoiceView {
    letter: String,
    text: String,
    /// Whether it is right; always `false` outside the key.
    right: bool,
}

impl Maker<'_> {
    pub(super) fn session(&self, session: &Session) -> (Shell, serde_json::Value) {
        let Some((lang, edition)) = session.entry.shown(&self.page.lang, self.default()) else { return self.nothing() };
        let mut shell = self.prose_shell(&session.entry, lang, edition);
        shell.illustrative = session.illustrative;
        let quizzes = || self.sources.toolbox.quizzes.iter().filter(|quiz| quiz.session.as_ref().is_some_and(|own| own.value == session.entry.id.value));
        let view = SessionView {
            html: self.html(&edition.document, lang),
            contents: self.contents(&edition.document, lang),
            area: self.area_link(&session.area),
            minutes: self.words.count("count_minutes", u64::from(session.minutes)),
            group: self.group_size(session.group),
            materials: session.materials.iter().map(|text| self.text(text)).collect(),
            sops: session.sops.iter().filter_map(|id| self.sop_link(self.sources.toolbox.sop(id)?)).collect(),
            questions: session.indicators.iter().filter_map(|indicator| self.question_link(indicator)).collect(),
            quizzes: quizzes().map(|quiz| self.quiz_link(quiz)).collect(),
            keys: quizzes().map(|quiz| self.key_link(quiz)).collect(),
        };
        (shell, body(view))
    }

    fn group_size(&self, (from, to): (u32, u32)) -> String {
        if from == to {
            return self.words.count("count_people", u64::from(to));
        }
        self.words.fill("group_range", &[("from", &from.to_string()), ("to", &to.to_string())])
    }

    /// A quiz, or its key: the key alone says what is right.
    pub(super) fn quiz(&self, quiz: &Quiz, key: bool) -> (Shell, serde_json::Value) {
        let own = self.text(&quiz.title);
        let (title, description) = if key {
            (self.words.fill("quiz_key_title", &[("title", &own)]), self.words.get("quiz_key_note").to_owned())
        } else {
            (own, self.text(&quiz.summary))
        };
        let mut shell = self.shell(title, description);
        shell.illustrative = quiz.illustrative;
        let session = quiz.session.as_ref().and_then(|id| self.sources.toolbox.session(id));
        let view = QuizView {
            area: self.area_link(&quiz.area),
            count: self.words.count("count_questions", quiz.questions.len() as u64),
            minutes: quiz.minutes.map(|minutes| self.words.count("count_minutes", u64::from(minutes))),
            session: session.filter(|_| key).and_then(|session| self.session_link(session)),
            quiz: key.then(|| self.quiz_link(quiz)),
            key,
            questions: quiz.questions.iter().enumerate().map(|(index, question)| self.quiz_question(question, index + 1, key)).collect(),
        };
        (shell, body(view))
    }

    fn quiz_question(&self, question: &QuizQuestion, number: usize, key: bool) -> QuestionView {
        let shown = self.shown(&question.text);
        let lettered = || ('A'..='Z').zip(&question.choices);
        let answer = || lettered().filter(|(_, (_, right))| *right).map(|(letter, _)| letter.to_string()).collect::<Vec<_>>().join(", ");
        QuestionView {
            id: question.id.to_string(),
            number: number.to_string(),
            text: shown.text,
            lang: shown.lang,
            how: self.words.get(if question.is_multiple() { "quiz_choose_all" } else { "quiz_choose_one" }).to_owned(),
            multiple: question.is_multiple(),
            choices: lettered().map(|(letter, (text, right))| ChoiceView { letter: letter.to_string(), text: self.text(text), right: key && *right }).collect(),
            answer: key.then(answer),
            explanation: key.then(|| self.text(&question.explanation)),
            read: question.read.as_ref().filter(|_| key).and_then(|(id, heading)| {
                let mut link = self.sop_link(self.sources.toolbox.sop(id)?)?;
                if let Some(heading) = heading {
                    link.href = format!("{}#{heading}", link.href);
                }
                Some(link)
            }),
        }
    }

    pub(super) fn session_link(&self, session: &Session) -> Option<Link> {
        let mut link = self.prose_link(EntryKind::Session, &session.entry)?;
        link.meta.push(self.area_title(&session.area));
        link.meta.push(self.words.count("count_minutes", u64::from(session.minutes)));
        Some(link)
    }

    pub(super) fn quiz_link(&self, quiz: &Quiz) -> Link {
        let title = self.shown(&quiz.title);
        Link {
            title: title.text,
            href: self.href(EntryKind::Quiz, quiz.id.as_str()),
            summary: self.text(&quiz.summary),
            meta: vec![self.area_title(&quiz.area), self.words.count("count_questions", quiz.questions.len() as u64)],
            lang_name: title.lang.as_ref().map(|lang| self.words.get(&format!("language_{lang}")).to_owned()),
            lang: title.lang,
        }
    }

    /// A link to the key of a quiz; it stands where trainers read, and nowhere that a trainee is led to.
    fn key_link(&self, quiz: &Quiz) -> Link {
        let title = self.text(&quiz.title);
        Link {
            title: self.words.fill("quiz_key_title", &[("title", &title)]),
            href: self.linker.page(&paths::quiz_key(&quiz.id)),
            ..Link::default()
        }
    }

    /// The sessions, and the keys of all quizzes.
    pub(super) fn sessions_and_keys(&self) -> Vec<Group> {
        let toolbox = self.sources.toolbox;
        let sessions = toolbox.sessions.iter().filter_map(|session| self.session_link(session)).collect();
        let keys = Group {
            id: String::from("quiz-keys"),
            title: self.words.get("quiz_keys").to_owned(),
            summary: self.words.get("quiz_key_note").to_owned(),
            links: toolbox.quizzes.iter().map(|quiz| self.key_link(quiz)).collect(),
            ..Group::default()
        };
        [Group { links: sessions, ..Group::default() }, keys].into_iter().filter(|group| !group.links.is_empty()).collect()
    }

    /// The sessions of an area, then its quizzes.
    pub(super) fn training_of(&self, area: &Id) -> Vec<Link> {
        let toolbox = self.sources.toolbox;
        let sessions = toolbox.sessions.iter().filter(|session| session.area.value == *area).filter_map(|session| self.session_link(session));
        let quizzes = toolbox.quizzes.iter().filter(|quiz| quiz.area.value == *area).map(|quiz| self.quiz_link(quiz));
        sessions.chain(quizzes).collect()
    }
}
