//! The list of pages: which there are, where each is written, in which order.

use std::collections::BTreeMap;

use super::index::{Index, letter_page};
use super::{Discussion, Places, paths};
use crate::model::assessment::Assessments;
use crate::model::{EntryKind, Id, Lang, Toolbox};

/// A page of the site.
#[derive(Clone, Debug)]
pub struct Page {
    /// Its path below the output folder.
    pub path: String,
    /// Its language.
    pub lang: Lang,
    /// What it shows.
    pub kind: PageKind,
}

/// What a page shows. Numbers are positions in the toolbox's lists.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum PageKind {
    /// The first page of a language.
    Home,
    /// The list of all entries of a kind.
    List(EntryKind),
    /// An area and all that belongs to it.
    Area(usize),
    /// A country sheet.
    Sheet(usize),
    /// A procedure.
    Sop(usize),
    /// A good practice.
    Practice(usize),
    /// An activity of the plan.
    Activity(usize),
    /// A free page.
    Free(usize),
    /// A toolbox.
    Kit(usize),
    /// A trainer's session.
    Session(usize),
    /// A quiz.
    Quiz(usize),
    /// The key of a quiz, for the trainer.
    QuizKey(usize),
    /// A questionnaire with all its questions.
    Questionnaire(usize),
    /// The form of a questionnaire: filled in and scored in the browser.
    Form(usize),
    /// The same form in one file that needs nothing beside it.
    FormAlone(usize),
    /// Joining the answer files of several people to a framework, in the browser.
    Workshop(usize),
    /// The results of one answer set.
    Result(usize),
    /// A response plan.
    Plan(usize),
    /// An edition of a framework, by its place among the editions.
    Edition(usize),
    /// What several respondents said, and what to talk about.
    Discussion(usize),
    /// The results of the places within a unit.
    Places(usize),
    /// An outcome of the plan.
    Outcome(usize),
    /// Everything for one audience.
    Audience(usize),
    /// The funding table.
    Funding,
    /// Residence permits and other figures.
    Figures,
    /// Activities and challenges by country.
    Matrix,
    /// Search.
    Search,
    /// Everything from A to Z.
    Index,
    /// What begins with one letter, where the whole is too long for one page.
    Letter(char),
    /// The open data of the site.
    Data,
    /// How far the site is translated.
    Translations,
    /// What a server shows for an address that does not exist.
    NotFound,
}

impl PageKind {
    /// The template that shows it.
    #[must_use]
    pub fn template(self) -> &'static str {
        match self {
            Self::Home => "home.html",
            Self::List(EntryKind::Area) => "areas.html",
            Self::List(EntryKind::Sheet) => "sheets.html",
            Self::List(EntryKind::Sop) => "sops.html",
            Self::List(EntryKind::Practice) => "practices.html",
            Self::List(EntryKind::Activity) => "activities.html",
            Self::List(EntryKind::Challenge) => "challenges.html",
            Self::List(EntryKind::Term) => "glossary.html",
            Self::List(EntryKind::Page) => "pages.html",
            Self::List(EntryKind::Questionnaire) => "questionnaires.html",
            Self::List(EntryKind::Result) => "results.html",
            Self::List(EntryKind::Plan) => "plans.html",
            Self::List(EntryKind::Toolbox) => "toolboxes.html",
            Self::List(EntryKind::Session) => "sessions.html",
            Self::List(EntryKind::Quiz) => "quizzes.html",
            Self::Area(_) => "area.html",
            Self::Sheet(_) => "sheet.html",
            Self::Sop(_) => "sop.html",
            Self::Practice(_) => "practice.html",
            Self::Activity(_) => "activity.html",
            Self::Free(_) => "page.html",
            Self::Kit(_) => "toolbox.html",
            Self::Session(_) => "session.html",
            Self::Quiz(_) => "quiz.html",
            Self::QuizKey(_) => "quiz_key.html",
            Self::Questionnaire(_) => "questionnaire.html",
            Self::Form(_) => "form.html",
            Self::FormAlone(_) => "form-alone.html",
            Self::Workshop(_) => "workshop.html",
            Self::Result(_) => "result.html",
            Self::Plan(_) => "plan.html",
            Self::Edition(_) => "edition.html",
            Self::Discussion(_) => "discussion.html",
            Self::Places(_) => "places.html",
            Self::Outcome(_) => "outcome.html",
            Self::Audience(_) => "audience.html",
            Self::Funding => "funding.html",
            Self::Figures => "figures.html",
            Self::Matrix => "matrix.html",
            Self::Search => "search.html",
            Self::Index | Self::Letter(_) => "a-z.html",
            Self::Data => "data.html",
            Self::Translations => "translations.html",
            Self::NotFound => "404.html",
        }
    }
}

/// What was found in the answers and the entries, and has pages of its own.
#[derive(Clone, Copy)]
pub(super) struct Found<'a> {
    pub(super) results: &'a [Id],
    pub(super) discussions: &'a [Discussion],
    pub(super) places: &'a [Places],
    pub(super) indexes: &'a BTreeMap<Lang, Index>,
}

/// All pages of all languages. The default language's home stands at the root as well.
pub(super) fn pages(toolbox: &Toolbox, assessments: &Assessments, found: Found<'_>) -> Vec<Page> {
    let Found { results, discussions, places, indexes } = found;
    let mut pages = Vec::new();
    let default = toolbox.site.default_language();
    pages.push(Page { path: String::from("index.html"), lang: default.clone(), kind: PageKind::Home });
    pages.push(Page { path: String::from("404.html"), lang: default.clone(), kind: PageKind::NotFound });
    for lang in &toolbox.site.languages {
        let mut add = |path: &str, kind: PageKind| pages.push(Page { path: format!("{lang}/{path}"), lang: lang.clone(), kind });
        add("index.html", PageKind::Home);
        for kind in EntryKind::ALL.iter().filter(|kind| has_list(toolbox, assessments, **kind)) {
            add(&paths::list(*kind), PageKind::List(*kind));
        }
        let entry = |kind, id: &Id| paths::entry(kind, id);
        for (index, area) in toolbox.shown_areas() {
            add(&entry(EntryKind::Area, &area.id), PageKind::Area(index));
        }
        for (index, sheet) in toolbox.sheets.iter().enumerate() {
            add(&entry(EntryKind::Sheet, &sheet.id), PageKind::Sheet(index));
        }
        for (index, sop) in toolbox.sops.iter().enumerate() {
            add(&entry(EntryKind::Sop, &sop.entry.id), PageKind::Sop(index));
        }
        for (index, practice) in toolbox.practices.iter().enumerate() {
            add(&entry(EntryKind::Practice, &practice.entry.id), PageKind::Practice(index));
        }
        for (index, activity) in toolbox.activities.iter().enumerate() {
            add(&entry(EntryKind::Activity, &activity.id), PageKind::Activity(index));
        }
        for (index, page) in toolbox.pages.iter().enumerate() {
            add(&entry(EntryKind::Page, &page.entry.id), PageKind::Free(index));
        }
        for (index, kit) in toolbox.kits.iter().enumerate() {
            add(&entry(EntryKind::Toolbox, &kit.id), PageKind::Kit(index));
        }
        for (index, session) in toolbox.sessions.iter().enumerate() {
            add(&entry(EntryKind::Session, &session.entry.id), PageKind::Session(index));
        }
        for (index, quiz) in toolbox.quizzes.iter().enumerate() {
            add(&entry(EntryKind::Quiz, &quiz.id), PageKind::Quiz(index));
            add(&paths::quiz_key(&quiz.id), PageKind::QuizKey(index));
        }
        for (index, id) in assessments.questionnaires.keys().enumerate() {
            add(&entry(EntryKind::Questionnaire, id), PageKind::Questionnaire(index));
            add(&paths::form(id), PageKind::Form(index));
        }
        for (index, id) in assessments.frameworks.keys().enumerate() {
            add(&paths::workshop(id), PageKind::Workshop(index));
        }
        for (index, id) in results.iter().enumerate() {
            add(&entry(EntryKind::Result, id), PageKind::Result(index));
        }
        for (index, id) in assessments.plans.keys().enumerate() {
            add(&entry(EntryKind::Plan, id), PageKind::Plan(index));
        }
        let editions = assessments.frameworks.values().filter(|framework| framework.adapts.is_some());
        for (index, edition) in editions.enumerate() {
            add(&paths::edition(&edition.id), PageKind::Edition(index));
        }
        for (index, discussion) in discussions.iter().enumerate() {
            add(&discussion.path, PageKind::Discussion(index));
        }
        for (index, places) in places.iter().enumerate() {
            add(&places.path, PageKind::Places(index));
        }
        for (index, outcome) in toolbox.shown_outcomes() {
            add(&format!("outcomes/{}.html", outcome.id.value), PageKind::Outcome(index));
        }
        for (index, audience) in toolbox.shown_audiences() {
            add(&format!("audiences/{}.html", audience.id.value), PageKind::Audience(index));
        }
        if toolbox.part.is_none() {
            add("funding.html", PageKind::Funding);
            add("figures.html", PageKind::Figures);
            add("matrix.html", PageKind::Matrix);
        }
        add("search.html", PageKind::Search);
        add("a-z.html", PageKind::Index);
        for letter in indexes.get(lang).filter(|index| index.is_split()).into_iter().flat_map(|index| index.letters.keys()) {
            add(&letter_page(*letter), PageKind::Letter(*letter));
        }
        if toolbox.part.is_none() {
            add("data.html", PageKind::Data);
            if toolbox.site.languages.len() > 1 {
                add("translations.html", PageKind::Translations);
            }
        }
        for (index, id) in assessments.questionnaires.keys().enumerate() {
            pages.push(Page { path: paths::form_alone(id, lang), lang: lang.clone(), kind: PageKind::FormAlone(index) });
        }
    }
    pages
}

/// Whether a kind has a list. A site has all of them; a part of one has those that are not empty.
fn has_list(toolbox: &Toolbox, assessments: &Assessments, kind: EntryKind) -> bool {
    let Some(part) = &toolbox.part else { return true };
    match kind {
        EntryKind::Area => !part.areas.is_empty(),
        EntryKind::Sop => !toolbox.sops.is_empty(),
        EntryKind::Practice => !toolbox.practices.is_empty(),
        EntryKind::Sheet => !toolbox.sheets.is_empty(),
        EntryKind::Activity => !toolbox.activities.is_empty(),
        EntryKind::Challenge => !toolbox.challenges.is_empty(),
        EntryKind::Term => !toolbox.terms.is_empty(),
        EntryKind::Page => !toolbox.pages.is_empty(),
        EntryKind::Questionnaire => !assessments.questionnaires.is_empty(),
        EntryKind::Session => !toolbox.sessions.is_empty(),
        EntryKind::Quiz => !toolbox.quizzes.is_empty(),
        // The one toolbox is the home page.
        EntryKind::Result | EntryKind::Plan | EntryKind::Toolbox => false,
    }
}
