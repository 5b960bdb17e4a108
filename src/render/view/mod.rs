//! What each page says, as plain data for the templates: one file a group of pages.
//!
//! In: the toolbox, the scores, the outline. Out: structs of ready-made texts and addresses. A template decides
//! where things stand and never computes; a list carries titles, addresses and summaries, never whole entries.

mod assessment;
mod fillable;
mod form;
mod form_help;
mod index;
mod library;
mod lists;
mod maps;
mod plan;
mod response;
mod response_parts;
mod prose;
mod discussion;
mod edition;
mod places;
mod result;
mod results;
mod rounds;
mod said;
mod sheet;
mod shell;
mod source;
mod tally;
mod trace;
mod training;
mod translations;
mod workshop;

use serde::Serialize;

use super::words::Words;
use crate::model::assessment::Assessments;
use crate::model::{CountryCode, EntryKind, Id, Lang, Text, Toolbox};
use crate::outline::{Booklet, Linker, Outline, Page, PageKind};
use crate::render::chart::Palette;
use crate::score::Scores;
use crate::score::plan::ResponsePlan;

pub use shell::Shell;

/// Everything a page may be made from.
#[derive(Clone, Copy, Debug)]
pub struct Sources<'a> {
    /// The toolbox.
    pub toolbox: &'a Toolbox,
    /// The frameworks, questionnaires and answers.
    pub assessments: &'a Assessments,
    /// What the answers add up to.
    pub scores: &'a Scores,
    /// The response plans.
    pub plans: &'a [ResponsePlan],
    /// Where everything is.
    pub outline: &'a Outline,
    /// The results of the sentences computed in prose.
    pub computed: &'a super::computed::ComputedTexts,
}

/// Makes the view of one page.
#[derive(Clone, Copy, Debug)]
pub struct Maker<'a> {
    sources: Sources<'a>,
    words: &'a Words,
    page: &'a Page,
    linker: Linker<'a>,
    medium: Medium<'a>,
}

/// How many rows a chart on paper has at most.
const ROWS_OF_A_PAGE: usize = 26;

/// What a view is made for: prose and charts differ, all else is the same.
#[derive(Clone, Copy, Debug)]
pub enum Medium<'a> {
    /// A page of the site: prose is HTML, charts have classes.
    Screen,
    /// A part of a booklet: prose is a tree, charts have plain colours.
    Paper(&'a Booklet),
}

/// A link as lists show it.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Link {
    /// What the reader sees.
    pub title: String,
    /// Where it leads.
    pub href: String,
    /// One sentence.
    pub summary: String,
    /// Small facts beside the title: an area, a version, a country.
    pub meta: Vec<String>,
    /// The language it is written in, where that is not the page's.
    pub lang: Option<String>,
    /// The full title of the language in [`lang`](Self::lang).
    pub lang_name: Option<String>,
}

/// A titled list of links.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Group {
    /// The anchor of the group.
    pub id: String,
    /// The heading.
    pub title: String,
    /// One sentence under it.
    pub summary: String,
    /// Where the heading leads, if anywhere.
    pub href: Option<String>,
    /// The links.
    pub links: Vec<Link>,
}

/// A text, with the language it is in where that is not the page's.
#[derive(Clone, Debug, Serialize)]
pub struct Shown {
    /// The text.
    pub text: String,
    /// Its language.
    pub lang: Option<String>,
}

/// A page ready for its template.
#[derive(Debug)]
pub struct View {
    /// What stands around every page.
    pub shell: Shell,
    /// What the page itself says.
    pub body: serde_json::Value,
}

impl<'a> Maker<'a> {
    /// A maker for one page, with the words of its language.
    #[must_use]
    pub fn new(sources: Sources<'a>, words: &'a Words, page: &'a Page) -> Self {
        let linker = Linker::new(sources.outline, &page.lang, &page.path);
        Self { sources, words, page, linker, medium: Medium::Screen }
    }

    /// The same for paper.
    #[must_use]
    pub fn on_paper(self, booklet: &'a Booklet) -> Self {
        Self { medium: Medium::Paper(booklet), ..self }
    }

    /// The colours of charts.
    /// The rows of a chart, on paper in parts that can be read on a page, all of about the same length.
    fn parts_of_pages<'r, T>(&self, rows: &'r [T]) -> std::slice::Chunks<'r, T> {
        let most = if self.palette() == Palette::Print { ROWS_OF_A_PAGE } else { usize::MAX };
        let parts = rows.len().div_ceil(most).max(1);
        rows.chunks(rows.len().div_ceil(parts).max(1))
    }

    fn palette(&self) -> Palette {
        match self.medium {
            Medium::Screen => Palette::Screen,
            Medium::Paper(_) => Palette::Print,
        }
    }

    /// Makes the page's view.
    #[must_use]
    pub fn view(&self) -> View {
        let toolbox = self.sources.toolbox;
        let assessments = self.sources.assessments;
        let (mut shell, body) = match self.page.kind {
            PageKind::Home => self.home(),
            PageKind::List(kind) => self.list(kind),
            PageKind::Area(index) => self.area(&toolbox.site.areas[index]),
            PageKind::Sheet(index) => self.sheet(&toolbox.sheets[index]),
            PageKind::Sop(index) => self.sop(&toolbox.sops[index]),
            PageKind::Practice(index) => self.practice(&toolbox.practices[index]),
            PageKind::Activity(index) => self.activity(&toolbox.activities[index]),
            PageKind::Free(index) => self.free(&toolbox.pages[index]),
            PageKind::Kit(index) => self.kit(&toolbox.kits[index]),
            PageKind::Session(index) => self.session(&toolbox.sessions[index]),
            PageKind::Quiz(index) => self.quiz(&toolbox.quizzes[index], false),
            PageKind::QuizKey(index) => self.quiz(&toolbox.quizzes[index], true),
            PageKind::Questionnaire(index) => match assessments.questionnaires.values().nth(index) {
                Some(questionnaire) => self.questionnaire(questionnaire),
                None => self.not_found(),
            },
            PageKind::Form(index) | PageKind::FormAlone(index) => match assessments.questionnaires.values().nth(index) {
                Some(questionnaire) => self.form(questionnaire),
                None => self.not_found(),
            },
            PageKind::Workshop(index) => match assessments.frameworks.values().nth(index) {
                Some(framework) => self.workshop(framework),
                None => self.not_found(),
            },
            PageKind::Result(index) => self.result(index),
            PageKind::Plan(index) => match assessments.plans.values().nth(index) {
                Some(plan) => self.response_plan(plan),
                None => self.not_found(),
            },
            PageKind::Edition(index) => self.edition(index),
            PageKind::Discussion(index) => self.discussion(index),
            PageKind::Places(index) => self.places(index),
            PageKind::Outcome(index) => self.outcome(&toolbox.site.outcomes[index]),
            PageKind::Audience(index) => self.audience(&toolbox.site.audiences[index]),
            PageKind::Funding => self.funding(),
            PageKind::Figures => self.figures(),
            PageKind::Matrix => self.matrix(),
            PageKind::Search => self.search(),
            PageKind::Index => self.index(),
            PageKind::Letter(letter) => self.letter(letter),
            PageKind::Data => self.data(),
            PageKind::Translations => self.translations(),
            PageKind::NotFound => self.not_found(),
        };
        if let (None, Some((_, Some(lang)))) = (&shell.fallback_note, self.named_by().map(|title| title.shown(&self.page.lang, self.default()))) {
            self.fallback(&mut shell, lang);
        }
        if shell.fallback_note.is_none() {
            shell.fallback_note = self.partly_note(&body);
        }
        View { shell, body }
    }

    /// The text that a page is named by, where that is no prose: if it is not translated, little of the page is.
    fn named_by(&self) -> Option<&'a Text> {
        let toolbox = self.sources.toolbox;
        match self.page.kind {
            PageKind::Area(index) => Some(&toolbox.site.areas[index].title),
            PageKind::Sheet(index) => Some(&toolbox.sheets[index].title),
            PageKind::Activity(index) => Some(&toolbox.activities[index].title),
            PageKind::Kit(index) => Some(&toolbox.kits[index].title),
            PageKind::Questionnaire(index) => self.sources.assessments.questionnaires.values().nth(index).map(|questionnaire| &questionnaire.title),
            PageKind::Outcome(index) => Some(&toolbox.site.outcomes[index].title),
            PageKind::Audience(index) => Some(&toolbox.site.audiences[index].title),
            PageKind::Quiz(index) | PageKind::QuizKey(index) => Some(&toolbox.quizzes[index].title),
            _ => None,
        }
    }

    fn default(&self) -> &'a Lang {
        self.sources.toolbox.site.default_language()
    }

    /// The wording of a text for this page.
    fn text(&self, text: &Text) -> String {
        text.shown(&self.page.lang, self.default()).0.to_owned()
    }

    /// The wording of a text with the language it is in, where that is another one.
    fn shown(&self, text: &Text) -> Shown {
        let (text, lang) = text.shown(&self.page.lang, self.default());
        Shown { text: text.to_owned(), lang: lang.map(Lang::to_string) }
    }

    fn area_title(&self, id: &Id) -> String {
        self.area_said(id).plain()
    }

    fn outcome_title(&self, id: &Id) -> String {
        self.outcome_said(id).plain()
    }

    fn audience_title(&self, id: &Id) -> String {
        let audiences = &self.sources.toolbox.site.audiences;
        audiences.iter().find(|audience| audience.id.value == *id).map_or_else(|| id.to_string(), |audience| self.text(&audience.title))
    }

    fn country_name(&self, code: CountryCode) -> String {
        self.sources.toolbox.countries.get(&code).map_or_else(|| code.to_string(), |country| self.text(&country.name))
    }

    fn country_names(&self, codes: &[CountryCode]) -> String {
        codes.iter().map(|code| self.country_name(*code)).collect::<Vec<_>>().join(", ")
    }

    /// A page of this language, if there is one: a part of a site has not all of them.
    fn leads(&self, path: &str) -> Option<String> {
        self.sources.outline.page(&format!("{}/{path}", self.page.lang)).map(|_| self.linker.page(path))
    }

    /// A link to a page of this language with a title of the interface; without an address where there is no such page.
    fn own(&self, path: &str, key: &str) -> Link {
        Link { title: self.words.get(key).to_owned(), href: self.leads(path).unwrap_or_default(), ..Link::default() }
    }

    /// Where an entry is; `#` never happens for checked references.
    fn href(&self, kind: EntryKind, id: &str) -> String {
        self.linker.entry(kind, id).unwrap_or_else(|| String::from("#"))
    }
}

/// A value for a template; the structs are all plain, so this cannot fail.
fn body(value: impl Serialize) -> serde_json::Value {
    serde_json::to_value(value).unwrap_or_default()
}
