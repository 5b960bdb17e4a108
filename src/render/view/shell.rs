//! What stands around every page: title, way here, languages, navigation, dates.

use serde::Serialize;

use super::{Link, Maker};
use crate::model::{EntryKind, Lang};
use crate::outline::{Booklet, BookletKind, Edition, PageKind, paths};

/// The frame of a page.
#[derive(Clone, Debug, Default, Serialize)]
pub struct Shell {
    /// The page's title, its only heading of level 1.
    pub title: String,
    /// One sentence: under the title and for search engines.
    pub description: String,
    /// A word for the template's `class` and the search: `home`, `sops`, `sheets`, …
    pub kind: String,
    /// The language of the page.
    pub lang: String,
    /// The language the title and body are really in, where that is another one.
    pub body_lang: Option<String>,
    /// What to tell the reader if so.
    pub fallback_note: Option<String>,
    /// What to tell the reader of a translation that is older than its source.
    pub older_note: Option<String>,
    /// The source, if so.
    pub older_href: Option<String>,
    /// The way here, from the home page; the page itself is not in it.
    pub breadcrumbs: Vec<Link>,
    /// The same page in every language, this one included.
    pub languages: Vec<Language>,
    /// The main navigation.
    pub nav: Vec<NavItem>,
    /// Pages that the footer lists.
    pub footer: Vec<Link>,
    /// The home page.
    pub home: String,
    /// The search page.
    pub search: String,
    /// The folder of the search index, ending in a slash.
    pub search_index: String,
    /// The folder of styles, fonts and scripts, ending in a slash.
    pub assets: String,
    /// The folder of this language, ending in a slash.
    pub root: String,
    /// `revised …`, where the page has a date.
    pub revised: Option<String>,
    /// The newest date of the whole site, for pages without one of their own; empty if there is none.
    pub as_of: String,
    /// Marked DEMO: made of invented answers of fictional places.
    pub demo: bool,
    /// Marked illustrative: details that the source does not give.
    pub illustrative: bool,
    /// Where the page's facts come from.
    pub source: String,
    /// The name of the site.
    pub site_title: String,
    /// A sentence that every page shows.
    pub notice: Option<String>,
    /// Whom readers tell what is wrong.
    pub contact: Option<String>,
    /// Forms that the reader may have begun on this device, on pages that lead back to them.
    pub forms: Vec<FormLink>,
    /// The page as printed documents.
    pub documents: Vec<PrintLink>,
    /// Whether it is a page of the whole site, with the tables of the region, and not of a part of it.
    pub whole: bool,
    /// The page that says what the columns of data files mean; empty where there is none.
    pub data_page: String,
    /// Whether the live-reload script is wanted.
    pub preview: bool,
}

/// A form, with what its drafts are kept under.
#[derive(Clone, Debug, Serialize)]
pub struct FormLink {
    /// What the reader sees.
    pub title: String,
    /// The form's page.
    pub href: String,
    /// Framework and questionnaire, as the keys of the browser's storage name them.
    pub key: String,
}

/// A printed document of a page.
#[derive(Clone, Debug, Serialize)]
pub struct PrintLink {
    /// What the reader sees.
    pub title: String,
    /// The file.
    pub href: String,
}

/// One language of the language switch.
#[derive(Clone, Debug, Serialize)]
pub struct Language {
    /// Its code.
    pub code: String,
    /// Its own name.
    pub name: String,
    /// The page in that language.
    pub href: String,
    /// Whether it is this one.
    pub current: bool,
    /// Whether what the page is named by is written in that language; if not, the page falls back to another.
    pub translated: bool,
}

/// An item of the main navigation.
#[derive(Clone, Debug, Serialize)]
pub struct NavItem {
    /// What the reader sees.
    pub title: String,
    /// Where it leads.
    pub href: String,
    /// Whether the page is there or below.
    pub current: bool,
}

impl Maker<'_> {
    /// The frame of this page with a title and a sentence; the caller adds what is special.
    pub(super) fn shell(&self, title: impl Into<String>, description: impl Into<String>) -> Shell {
        let site = &self.sources.toolbox.site;
        Shell {
            title: title.into(),
            description: description.into(),
            kind: self.page.kind.template().trim_end_matches(".html").to_owned(),
            lang: self.page.lang.to_string(),
            breadcrumbs: self.breadcrumbs(),
            languages: self.languages(),
            nav: self.nav(),
            footer: self.footer(),
            home: self.linker.page("index.html"),
            search: self.linker.page("search.html"),
            search_index: self.linker.file(&format!("search/{}/m.js", self.page.lang)).trim_end_matches("m.js").to_owned(),
            assets: self.linker.file("assets/site.css").trim_end_matches("site.css").to_owned(),
            root: self.linker.page("index.html").trim_end_matches("index.html").to_owned(),
            site_title: self.text(&site.title),
            notice: site.notice.as_ref().map(|notice| self.text(notice)),
            contact: site.contact.as_ref().map(|contact| self.text(contact)),
            documents: self.documents(),
            as_of: self.sources.toolbox.newest.map(|date| self.words.fill("content_as_of", &[("date", &self.words.date(date))])).unwrap_or_default(),
            whole: self.sources.toolbox.part.is_none(),
            data_page: self.leads("data.html").unwrap_or_default(),
            preview: self.sources.outline.edition == Edition::Preview,
            ..Shell::default()
        }
    }

    /// Marks the frame where the body is in another language than the page.
    pub(super) fn fallback(&self, shell: &mut Shell, lang: &Lang) {
        if *lang != self.page.lang {
            shell.body_lang = Some(lang.to_string());
            shell.fallback_note = Some(self.words.fill("fallback_note", &[("language", self.words.get(&format!("language_{lang}")))]));
        }
    }

    fn documents(&self) -> Vec<PrintLink> {
        self.documents_of(&self.page.path)
    }

    /// The printed documents of a page.
    pub(super) fn documents_of(&self, path: &str) -> Vec<PrintLink> {
        let title = |kind: BookletKind| match kind {
            BookletKind::Single => "pdf_single",
            BookletKind::Pocket => "pdf_pocket",
            BookletKind::Book => "pdf_book",
            BookletKind::Fillable => "pdf_fillable",
            BookletKind::Wall => "pdf_wall",
            BookletKind::Cards => "pdf_cards",
        };
        let link = |booklet: &Booklet| PrintLink { title: self.words.get(title(booklet.kind)).to_owned(), href: self.linker.file(&booklet.path) };
        let outline = self.sources.outline;
        let own: Vec<PrintLink> = outline.booklets_of(path).map(link).collect();
        if !own.is_empty() {
            return own;
        }
        // What falls back on the screen falls back on paper.
        let below = path.split_once('/').map_or("", |(_, below)| below);
        outline.booklets_of(&format!("{}/{below}", self.default())).map(link).collect()
    }

    fn breadcrumbs(&self) -> Vec<Link> {
        let home = self.own("index.html", "home");
        let list = |kind: EntryKind| self.own(&paths::list(kind), kind.word());
        let crumbs = match self.page.kind {
            PageKind::Home | PageKind::NotFound => Vec::new(),
            PageKind::Area(_) => vec![home, list(EntryKind::Area)],
            PageKind::Sheet(_) => vec![home, list(EntryKind::Sheet)],
            PageKind::Sop(_) => vec![home, list(EntryKind::Sop)],
            PageKind::Practice(_) => vec![home, list(EntryKind::Practice)],
            PageKind::Activity(_) | PageKind::Outcome(_) => vec![home, list(EntryKind::Activity)],
            PageKind::Free(_) => vec![home, list(EntryKind::Page)],
            PageKind::Kit(_) => vec![home, list(EntryKind::Toolbox)],
            PageKind::Session(_) | PageKind::QuizKey(_) => vec![home, list(EntryKind::Session)],
            PageKind::Quiz(_) => vec![home, list(EntryKind::Quiz)],
            PageKind::Questionnaire(_) | PageKind::Edition(_) => vec![home, list(EntryKind::Questionnaire)],
            PageKind::Form(index) | PageKind::FormAlone(index) => {
                let questionnaire = self.sources.assessments.questionnaires.values().nth(index).map(|questionnaire| self.questionnaire_link(questionnaire));
                [home, list(EntryKind::Questionnaire)].into_iter().chain(questionnaire).collect()
            }
            PageKind::Workshop(_) => vec![home, list(EntryKind::Questionnaire)],
            PageKind::Plan(_) => vec![home, list(EntryKind::Plan)],
            PageKind::Result(_) | PageKind::Discussion(_) | PageKind::Places(_) => vec![home, list(EntryKind::Result)],
            PageKind::Audience(_) => vec![home, list(EntryKind::Sop)],
            PageKind::Matrix | PageKind::Figures => vec![home, list(EntryKind::Sheet)],
            PageKind::Letter(_) => vec![home, self.own("a-z.html", "a_z")],
            PageKind::List(_) | PageKind::Search | PageKind::Index | PageKind::Funding | PageKind::Data | PageKind::Translations => vec![home],
        };
        crumbs.into_iter().filter(|crumb| !crumb.href.is_empty()).collect()
    }

    fn languages(&self) -> Vec<Language> {
        let own = format!("{}/", self.page.lang);
        // The root pages stand for the default language's.
        let below = self.page.path.strip_prefix(&own).map_or_else(
            || if self.page.kind == PageKind::NotFound { String::from("index.html") } else { self.page.path.clone() },
            str::to_owned,
        );
        // Another language may have nothing under this letter.
        let below = if matches!(self.page.kind, PageKind::Letter(_)) { String::from("a-z.html") } else { below };
        let languages = &self.sources.toolbox.site.languages;
        languages
            .iter()
            .map(|lang| Language {
                code: lang.to_string(),
                name: self.words.get(&format!("own_name_{lang}")).to_owned(),
                href: self.linker.file(&format!("{lang}/{below}")),
                current: *lang == self.page.lang,
                translated: self.is_written_in(lang),
            })
            .collect()
    }

    /// Whether the page is written in a language: its prose, or the text that it is named by.
    fn is_written_in(&self, lang: &Lang) -> bool {
        let toolbox = self.sources.toolbox;
        let prose = match self.page.kind {
            PageKind::Sop(index) => Some(&toolbox.sops[index].entry),
            PageKind::Practice(index) => Some(&toolbox.practices[index].entry),
            PageKind::Free(index) => Some(&toolbox.pages[index].entry),
            PageKind::Session(index) => Some(&toolbox.sessions[index].entry),
            _ => None,
        };
        match prose {
            Some(prose) => prose.editions.contains_key(lang),
            None => self.named_by().is_none_or(|title| title.shown(lang, self.default()).1.is_none()),
        }
    }

    /// `Newest entry on this page: …`.
    pub(super) fn newest(&self, dates: impl Iterator<Item = crate::model::Date>) -> Option<String> {
        dates.max().map(|date| self.words.fill("newest_entry", &[("date", &self.words.date(date))]))
    }

    fn nav(&self) -> Vec<NavItem> {
        let current = |kinds: &[EntryKind]| kinds.iter().any(|kind| self.page.path.contains(&format!("/{}/", kind.word())));
        let item = |kind: EntryKind, with: &[EntryKind]| NavItem {
            title: self.words.get(kind.word()).to_owned(),
            href: self.leads(&paths::list(kind)).unwrap_or_default(),
            current: current(with),
        };
        let funding = NavItem {
            title: self.words.get("funding").to_owned(),
            href: self.leads("funding.html").unwrap_or_default(),
            current: self.page.kind == PageKind::Funding,
        };
        let items = [
            item(EntryKind::Area, &[EntryKind::Area]),
            NavItem {
                current: current(&[EntryKind::Questionnaire]) || self.page.path.contains("/forms/"),
                ..item(EntryKind::Questionnaire, &[EntryKind::Questionnaire])
            },
            item(EntryKind::Result, &[EntryKind::Result]),
            item(EntryKind::Plan, &[EntryKind::Plan]),
            item(EntryKind::Sop, &[EntryKind::Sop]),
            item(EntryKind::Practice, &[EntryKind::Practice]),
            item(EntryKind::Sheet, &[EntryKind::Sheet]),
            funding,
        ];
        items.into_iter().filter(|item| !item.href.is_empty()).collect()
    }

    fn footer(&self) -> Vec<Link> {
        let mut links: Vec<Link> = self
            .sources
            .toolbox
            .pages
            .iter()
            .filter(|page| page.nav)
            .filter_map(|page| {
                self.page_link(page).map(|link| Link { summary: String::new(), ..link })
            })
            .collect();
        for kind in [EntryKind::Activity, EntryKind::Challenge, EntryKind::Toolbox, EntryKind::Session, EntryKind::Quiz, EntryKind::Term, EntryKind::Page] {
            links.push(self.own(&paths::list(kind), kind.word()));
        }
        links.push(self.own("matrix.html", "matrix"));
        links.push(self.own("figures.html", "figures"));
        links.push(self.own("a-z.html", "a_z"));
        links.push(self.own("data.html", "open_data"));
        links.push(self.own("translations.html", "translations_title"));
        links.retain(|link| !link.href.is_empty());
        links
    }
}
