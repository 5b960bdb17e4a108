//! How far a site is translated: entry by entry, what a language has, lacks, or has in an older state than its source.
//!
//! In: the toolbox and the assessments, already cut for the audience. Out: one [`Status`] an entry. Counted is what is
//! written to be read by all: results and response plans are about one place and are left out, so that no number here
//! can tell of an internal one.

use std::collections::BTreeMap;

use super::assessment::Assessments;
use super::framework::{Domain, Framework, Indicator};
use super::questionnaire::Questionnaire;
use super::sheet::Sheet;
use super::{Date, EntryKind, FigureValue, Id, Lang, ProseEntry, Text, Toolbox};
use crate::doc::Document;

/// How far an entry is translated.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    /// Everything of it is there, and nothing says that it is older.
    Whole,
    /// What it is named by is there; so many of its texts are not.
    Partly {
        /// Texts without a wording in the language, at least 1.
        missing: usize,
        /// All its texts.
        of: usize,
    },
    /// What it is named by is not there: readers see another language.
    Missing,
    /// It is there, but the text that it translates was revised since, on this day.
    Older(Date),
}

/// An entry and how far it is translated.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Status<'a> {
    /// The entry.
    pub id: &'a Id,
    /// How far it is.
    pub state: State,
}

/// Every entry of every kind that has any, in the order of the kinds and of their lists.
#[must_use]
pub fn status<'a>(toolbox: &'a Toolbox, assessments: &'a Assessments, lang: &Lang) -> BTreeMap<EntryKind, Vec<Status<'a>>> {
    let mut all: BTreeMap<EntryKind, Vec<Status<'a>>> = BTreeMap::new();
    for kind in EntryKind::ALL {
        let found = of_kind(*kind, toolbox, assessments, lang);
        if !found.is_empty() {
            all.insert(*kind, found);
        }
    }
    all
}

fn of_kind<'a>(kind: EntryKind, toolbox: &'a Toolbox, assessments: &'a Assessments, lang: &Lang) -> Vec<Status<'a>> {
    let default = toolbox.site.default_language();
    let named = |id: &'a Id, title: &Text, others: &mut dyn Iterator<Item = &Text>| {
        let mut tally = Tally::new(lang);
        tally.text(title);
        others.for_each(|text| tally.text(text));
        Status { id, state: tally.state(title.exact(lang).is_some()) }
    };
    let prose = |entry: &'a ProseEntry, shared: &mut dyn Iterator<Item = &Text>| Status { id: &entry.id, state: prose_state(entry, shared, lang, default) };
    match kind {
        EntryKind::Area => toolbox.shown_areas().map(|(_, area)| named(&area.id, &area.title, &mut area.summary.iter())).collect(),
        EntryKind::Sop => {
            let texts = |sop: &'a super::Sop| std::iter::once(&sop.owner).chain(sop.history.iter().map(|(_, _, note)| note));
            toolbox.sops.iter().map(|sop| prose(&sop.entry, &mut texts(sop))).collect()
        }
        EntryKind::Practice => toolbox.practices.iter().map(|practice| prose(&practice.entry, &mut std::iter::empty())).collect(),
        EntryKind::Page => toolbox.pages.iter().map(|page| prose(&page.entry, &mut std::iter::empty())).collect(),
        EntryKind::Session => toolbox.sessions.iter().map(|session| prose(&session.entry, &mut session.materials.iter())).collect(),
        EntryKind::Sheet => toolbox.sheets.iter().map(|sheet| Status { id: &sheet.id, state: sheet_state(sheet, lang) }).collect(),
        EntryKind::Activity => toolbox.activities.iter().map(|activity| named(&activity.id, &activity.title, &mut activity.summary.iter())).collect(),
        EntryKind::Challenge => toolbox.challenges.iter().map(|challenge| named(&challenge.id, &challenge.title, &mut std::iter::empty())).collect(),
        EntryKind::Term => {
            let texts = |term: &'a super::Term| std::iter::once(&term.meaning).chain(&term.acronym).chain(&term.example);
            toolbox.terms.iter().map(|term| named(&term.id, &term.term, &mut texts(term))).collect()
        }
        EntryKind::Toolbox => toolbox.kits.iter().map(|kit| named(&kit.id, &kit.title, &mut std::iter::once(&kit.summary))).collect(),
        EntryKind::Quiz => {
            let question = |question: &'a super::QuizQuestion| [&question.text, &question.explanation].into_iter().chain(question.choices.iter().map(|(text, _)| text));
            toolbox.quizzes.iter().map(|quiz| named(&quiz.id, &quiz.title, &mut std::iter::once(&quiz.summary).chain(quiz.questions.iter().flat_map(question)))).collect()
        }
        EntryKind::Questionnaire => {
            let state = |(id, questionnaire): (&'a Id, &Questionnaire)| Status { id, state: questionnaire_state(questionnaire, assessments, lang) };
            assessments.questionnaires.iter().map(state).collect()
        }
        EntryKind::Result | EntryKind::Plan => Vec::new(),
    }
}

/// Counts the texts of an entry and those that a language lacks.
struct Tally<'a> {
    lang: &'a Lang,
    of: usize,
    missing: usize,
}

impl<'a> Tally<'a> {
    fn new(lang: &'a Lang) -> Self {
        Self { lang, of: 0, missing: 0 }
    }

    fn text(&mut self, text: &Text) {
        self.count(text.exact(self.lang).is_some());
    }

    fn texts<'t>(&mut self, texts: impl IntoIterator<Item = &'t Text>) {
        texts.into_iter().for_each(|text| self.text(text));
    }

    /// Prose that may be there in no language at all.
    fn documents(&mut self, documents: &BTreeMap<Lang, Document>) {
        if !documents.is_empty() {
            self.count(documents.contains_key(self.lang));
        }
    }

    fn count(&mut self, there: bool) {
        self.of += 1;
        self.missing += usize::from(!there);
    }

    fn state(&self, is_named: bool) -> State {
        match self.missing {
            _ if !is_named => State::Missing,
            0 => State::Whole,
            missing => State::Partly { missing, of: self.of },
        }
    }
}

fn prose_state(entry: &ProseEntry, shared: &mut dyn Iterator<Item = &Text>, lang: &Lang, default: &Lang) -> State {
    let Some(edition) = entry.editions.get(lang) else { return State::Missing };
    if let Some(date) = entry.newer_source(lang, default) {
        return State::Older(date);
    }
    let mut tally = Tally::new(lang);
    // Its title and its text, and its sentence.
    tally.count(true);
    tally.count(!edition.borrowed_summary);
    tally.texts(shared);
    tally.state(true)
}

fn sheet_state(sheet: &Sheet, lang: &Lang) -> State {
    let mut tally = Tally::new(lang);
    tally.text(&sheet.title);
    tally.texts([&sheet.challenges_missing, &sheet.framing, &sheet.highlights_missing, &sheet.notes].into_iter().flatten());
    tally.texts(sheet.highlights.iter().map(|highlight| &highlight.text));
    for figure in &sheet.figures {
        tally.texts(figure.of.iter().chain(&figure.note));
        if let FigureValue::Missing(why) = &figure.value {
            tally.text(why);
        }
    }
    tally.documents(&sheet.regularisation);
    tally.documents(&sheet.prose);
    tally.state(sheet.title.exact(lang).is_some())
}

/// A questionnaire with all that it asks: the topics and questions that it shows, and the areas they are in.
fn questionnaire_state(questionnaire: &Questionnaire, assessments: &Assessments, lang: &Lang) -> State {
    let mut tally = Tally::new(lang);
    tally.text(&questionnaire.title);
    tally.texts(&questionnaire.summary);
    if let Some(framework) = assessments.frameworks.get(&questionnaire.framework) {
        asked(framework, questionnaire, &mut tally);
    }
    tally.state(questionnaire.title.exact(lang).is_some())
}

fn asked(framework: &Framework, questionnaire: &Questionnaire, tally: &mut Tally<'_>) {
    let is_asked = |indicator: &&Indicator| questionnaire.questions.binary_search(&indicator.number).is_ok();
    let in_domain = |domain: &&Domain| domain.capacities.iter().flat_map(|capacity| &capacity.indicators).any(|indicator| is_asked(&indicator));
    for domain in framework.domains.iter().filter(in_domain) {
        tally.texts(domain.summary.iter().chain(&domain.invite).chain(&domain.weight_reason));
        for capacity in domain.capacities.iter().filter(|capacity| capacity.indicators.iter().any(|indicator| is_asked(&indicator))) {
            tally.text(&capacity.title);
            tally.texts(capacity.summary.iter().chain(&capacity.weight_reason));
            capacity.indicators.iter().filter(is_asked).for_each(|indicator| question(indicator, tally));
        }
    }
}

fn question(indicator: &Indicator, tally: &mut Tally<'_>) {
    tally.text(&indicator.question);
    tally.texts(indicator.levels.iter().chain(&indicator.criteria).chain(&indicator.evidence));
    tally.texts(indicator.attributes.iter().flatten().chain(&indicator.choices).map(|(_, text)| text));
    tally.texts(indicator.unit.iter().chain(&indicator.guidance).chain(&indicator.weight_reason));
}

#[cfg(test)]
mod tests {
    use super::{State, Tally};
    use crate::model::{Lang, Text};
    use crate::source::{FileId, Span};

    fn lang(code: &str) -> Lang {
        Lang::new(code).expect("a language")
    }

    #[test]
    fn a_text_that_is_the_same_in_every_language_is_translated() {
        let es = lang("es");
        let mut tally = Tally::new(&es);
        tally.text(&Text::same("SIRE", Span::file_start(FileId(0))));
        assert_eq!(tally.state(true), State::Whole);
    }

    #[test]
    fn an_entry_that_is_named_but_lacks_texts_is_partly_translated() {
        let es = lang("es");
        let mut tally = Tally::new(&es);
        tally.count(true);
        tally.count(false);
        tally.documents(&std::collections::BTreeMap::new());
        assert_eq!(tally.state(true), State::Partly { missing: 1, of: 2 });
        assert_eq!(tally.state(false), State::Missing);
    }
}
