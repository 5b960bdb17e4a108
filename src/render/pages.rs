//! Pages as HTML, and what the search finds in them: both from the same view.

use std::borrow::Cow;

use rayon::prelude::*;
use serde_json::Value as Json;

use super::form;
use super::search::{self, Facet, Pinned, SearchPage, SearchSection, Synonyms};
use super::view::{Maker, Sources};
use super::words::Words;
use crate::doc::{Document, Passage};
use crate::model::{EntryKind, Lang, ProseEntry};
use crate::outline::{Page, PageKind, language_folder};
use crate::site::Compiled;

/// What views are made from.
pub(super) fn sources(compiled: &Compiled) -> Sources<'_> {
    Sources {
        toolbox: &compiled.toolbox,
        assessments: &compiled.assessments,
        scores: &compiled.scores,
        plans: &compiled.plans,
        outline: &compiled.outline,
        computed: &compiled.computed,
    }
}

/// One page as HTML.
pub(super) fn page(compiled: &Compiled, index: usize) -> Result<String, String> {
    let page = &compiled.outline.pages[index];
    let words = words(compiled, &page.lang)?;
    let mut view = Maker::new(sources(compiled), words, page).view();
    if let PageKind::FormAlone(_) = page.kind {
        let data = view.body.get("data").and_then(serde_json::Value::as_str).unwrap_or_default().to_owned();
        // The page as it is without its pieces says which of the style it uses.
        view.body["alone"] = serde_json::to_value(form::Alone::default()).unwrap_or_default();
        let bare = compiled.theme.render(page.kind, &page.lang, &view.shell, &view.body)?;
        view.body["alone"] = serde_json::to_value(form::alone(&compiled.theme, &bare, &data)).unwrap_or_default();
    }
    compiled.theme.render(page.kind, &page.lang, &view.shell, &view.body)
}

pub(super) fn words<'a>(compiled: &'a Compiled, lang: &Lang) -> Result<&'a Words, String> {
    compiled.theme.words(lang).ok_or_else(|| format!("there are no words in `{lang}`"))
}

/// The search index of every language, of the pages that are covered: all of a site, or those that a part of it holds.
/// Paths are below the folder of the site; pinned answers that lead elsewhere are left out.
pub fn search_index(compiled: &Compiled, covers: impl Fn(&Page) -> bool + Sync) -> Vec<(String, Vec<u8>)> {
    let languages = &compiled.toolbox.site.languages;
    let indexes: Vec<Vec<(String, Vec<u8>)>> = languages
        .par_iter()
        .map(|lang| {
            let folder = language_folder(lang);
            // The root pages repeat the default language's.
            let pages: Vec<&Page> = compiled.outline.pages.iter().filter(|page| page.path.starts_with(&folder) && covers(page)).collect();
            let mut found: Vec<SearchPage> = pages.par_iter().filter_map(|page| searchable(compiled, page)).collect();
            let pinned = pinned(compiled, lang);
            // The words of a pinned answer are known to the search, so that their slips are forgiven as well.
            for page in &mut found {
                page.keywords.extend(pinned.iter().filter(|pin| pin.url == page.url).map(|pin| pin.phrase.clone()));
            }
            let synonyms = synonyms(compiled, lang);
            let files = search::index(lang.as_str(), &found, &synonyms, &labels(compiled, lang), &pinned);
            let mut files: Vec<(String, Vec<u8>)> = files.into_iter().map(|(name, bytes)| (format!("search/{lang}/{name}"), bytes)).collect();
            if compiled.toolbox.site.lunr {
                files.push((format!("search/lunr.{lang}.json"), search::lunr_index(lang.as_str(), &found, &synonyms)));
            }
            files
        })
        .collect();
    indexes.into_iter().flatten().collect()
}

/// How many pages the search of a language finds.
pub(super) fn searched(compiled: &Compiled, lang: &Lang) -> usize {
    let folder = language_folder(lang);
    compiled.outline.pages.iter().filter(|page| page.path.starts_with(&folder)).filter(|page| is_searched(page.kind)).count()
}

/// Whether a page says something of its own; the others only lead elsewhere.
fn is_searched(kind: PageKind) -> bool {
    match kind {
        PageKind::List(kind) => matches!(kind, EntryKind::Term | EntryKind::Challenge),
        PageKind::Home | PageKind::Audience(_) | PageKind::Search | PageKind::Index | PageKind::Letter(_) | PageKind::Translations | PageKind::NotFound => false,
        PageKind::QuizKey(_) | PageKind::Form(_) | PageKind::FormAlone(_) | PageKind::Workshop(_) => false,
        _ => true,
    }
}

/// Words of equal meaning: terms, acronyms and synonyms of the glossary.
fn synonyms(compiled: &Compiled, lang: &Lang) -> Synonyms {
    let default = compiled.toolbox.site.default_language();
    let groups = compiled.toolbox.terms.iter().map(|term| {
        let mut words = vec![term.term.shown(lang, default).0.to_owned()];
        words.extend(term.acronym.iter().map(|acronym| acronym.shown(lang, default).0.to_owned()));
        words.extend(term.synonyms.get(lang).into_iter().flatten().cloned());
        words
    });
    Synonyms::new(groups.filter(|words| words.len() > 1).collect())
}

/// What the site's configuration puts first.
fn pinned(compiled: &Compiled, lang: &Lang) -> Vec<Pinned> {
    let mut pinned = Vec::new();
    for pin in &compiled.toolbox.pins {
        let Some((url, anchor)) = compiled.outline.place(pin.kind, pin.id.as_str()) else { continue };
        for phrase in pin.words.get(lang).into_iter().flatten() {
            pinned.push(Pinned { phrase: phrase.clone(), url: url.to_owned(), anchor: anchor.unwrap_or_default().to_owned() });
        }
    }
    pinned
}

/// The names of the filters and their values.
fn labels(compiled: &Compiled, lang: &Lang) -> Vec<Facet> {
    let Some(words) = compiled.theme.words(lang) else { return Vec::new() };
    let toolbox = &compiled.toolbox;
    let default = toolbox.site.default_language();
    let text = |text: &crate::model::Text| text.shown(lang, default).0.to_owned();
    let facet = |name: &str, values: Vec<(String, String)>| Facet { name: name.to_owned(), label: words.get(&format!("facet_{name}")).to_owned(), values };
    let named = |entries: &[crate::model::NamedEntry]| entries.iter().map(|entry| (entry.id.to_string(), text(&entry.title))).collect();
    vec![
        facet(search::KIND, EntryKind::ALL.iter().map(|kind| (kind.word().to_owned(), words.get(kind.word()).to_owned())).collect()),
        facet("area", named(&toolbox.site.areas)),
        facet("outcome", named(&toolbox.site.outcomes)),
        facet("audience", named(&toolbox.site.audiences)),
        facet("country", toolbox.countries.values().map(|country| (country.code.to_string(), text(&country.name))).collect()),
    ]
}

/// What the search finds of a page; `None` for pages that only lead elsewhere.
fn searchable(compiled: &Compiled, page: &Page) -> Option<SearchPage> {
    let words = compiled.theme.words(&page.lang)?;
    let toolbox = &compiled.toolbox;
    let mut facets: Vec<(String, String)> = Vec::new();
    let mut facet = |name: &str, value: &str| facets.push((name.to_owned(), value.to_owned()));
    let mut sections: Vec<SearchSection> = Vec::new();
    let mut keywords: Vec<String> = Vec::new();
    let maker = Maker::new(sources(compiled), words, page);
    // Title and sentence of the pages of which there may be thousands, for which no view has to be made.
    let mut head: Option<(String, String)> = None;
    let kind = match page.kind {
        PageKind::Sop(index) => {
            let sop = &toolbox.sops[index];
            facet("area", sop.area.as_str());
            sop.audience.iter().for_each(|audience| facet("audience", audience.as_str()));
            sop.countries.iter().for_each(|country| facet("country", country.as_str()));
            prose(compiled, page, &sop.entry, &mut sections);
            head = Some(maker.prose_head(&sop.entry));
            EntryKind::Sop
        }
        PageKind::Practice(index) => {
            let practice = &toolbox.practices[index];
            practice.areas.iter().for_each(|area| facet("area", area.as_str()));
            practice.countries.iter().for_each(|country| facet("country", country.as_str()));
            prose(compiled, page, &practice.entry, &mut sections);
            head = Some(maker.prose_head(&practice.entry));
            EntryKind::Practice
        }
        PageKind::Free(index) => {
            prose(compiled, page, &toolbox.pages[index].entry, &mut sections);
            head = Some(maker.prose_head(&toolbox.pages[index].entry));
            EntryKind::Page
        }
        PageKind::Sheet(index) => {
            let sheet = &toolbox.sheets[index];
            sheet.countries.iter().for_each(|country| facet("country", country.as_str()));
            keywords.extend(sheet.countries.iter().filter_map(|code| toolbox.countries.get(code)).map(|country| {
                country.name.shown(&page.lang, toolbox.site.default_language()).0.to_owned()
            }));
            if let Some(document) = sheet.regularisation.get(&page.lang) {
                sections.extend(passages(compiled, document, &page.lang).into_iter().map(|section| under(section, "_regularisation", words.get("sheet_regularisation"))));
            }
            if let Some(document) = sheet.prose.get(&page.lang) {
                sections.extend(passages(compiled, document, &page.lang));
            }
            EntryKind::Sheet
        }
        PageKind::Activity(index) => {
            let activity = &toolbox.activities[index];
            activity.areas.iter().for_each(|area| facet("area", area.as_str()));
            facet("outcome", activity.outcome.as_str());
            EntryKind::Activity
        }
        PageKind::Area(index) => {
            facet("area", toolbox.site.areas[index].id.as_str());
            EntryKind::Area
        }
        PageKind::Session(index) => {
            let session = &toolbox.sessions[index];
            facet("area", session.area.as_str());
            prose(compiled, page, &session.entry, &mut sections);
            head = Some(maker.prose_head(&session.entry));
            EntryKind::Session
        }
        PageKind::Quiz(index) => {
            facet("area", toolbox.quizzes[index].area.as_str());
            EntryKind::Quiz
        }
        // Whoever looks for a quiz must not find its answers.
        PageKind::QuizKey(_) => return None,
        PageKind::Kit(index) => {
            let kit = &toolbox.kits[index];
            kit.areas.iter().for_each(|area| facet("area", area.as_str()));
            kit.audience.iter().for_each(|audience| facet("audience", audience.as_str()));
            kit.countries.iter().for_each(|country| facet("country", country.as_str()));
            EntryKind::Toolbox
        }
        PageKind::Questionnaire(_) => EntryKind::Questionnaire,
        // What it asks is found on the pages of its questionnaires.
        PageKind::Edition(index) => {
            head = maker.edition_head(index);
            EntryKind::Questionnaire
        }
        PageKind::Result(index) => {
            // Found by its place and round and by what was noted there; the questions are found on their own page.
            head = Some(maker.result_head(&compiled.assessments.answers[index]));
            sections.extend(maker.result_notes(&compiled.assessments.answers[index]).into_iter().map(|(anchor, heading, text)| SearchSection { anchor, heading, text }));
            EntryKind::Result
        }
        PageKind::Plan(_) => EntryKind::Plan,
        PageKind::Discussion(_) | PageKind::Places(_) => EntryKind::Result,
        PageKind::List(EntryKind::Term) => EntryKind::Term,
        PageKind::List(EntryKind::Challenge) => EntryKind::Challenge,
        PageKind::Outcome(index) => {
            facet("outcome", toolbox.site.outcomes[index].id.value.as_str());
            EntryKind::Page
        }
        PageKind::Funding | PageKind::Figures | PageKind::Matrix | PageKind::Data => EntryKind::Page,
        PageKind::Home | PageKind::List(_) | PageKind::Audience(_) | PageKind::Search | PageKind::Index | PageKind::Letter(_) | PageKind::Translations | PageKind::NotFound => return None,
        // What it asks is found on the questionnaire's own page.
        PageKind::Form(_) | PageKind::FormAlone(_) | PageKind::Workshop(_) => return None,
    };
    let top = |text: String| SearchSection { anchor: String::new(), heading: String::new(), text };
    let title = match head {
        Some((title, description)) => {
            sections.insert(0, top(description));
            title
        }
        None => {
            // What is not prose is found by the words that the page shows.
            let view = maker.view();
            sections.insert(0, top(view.shell.description));
            let body = match page.kind {
                PageKind::Questionnaire(index) => Cow::Owned(at_home(&maker, compiled, index, view.body.clone())),
                _ => Cow::Borrowed(&view.body),
            };
            for (key, value) in body.as_object().into_iter().flatten().filter(|(key, _)| !listed(page.kind).contains(&key.as_str())) {
                let mut at = 0;
                if let Some((_, anchor, word)) = parts(page.kind).iter().find(|(part, ..)| part == key).filter(|_| has_texts(value)) {
                    at = sections.len();
                    sections.push(SearchSection { anchor: String::from(*anchor), heading: words.get(word).to_owned(), text: String::new() });
                }
                property_texts(key, value, at, &mut sections);
            }
            // A questionnaire belongs to the areas that it asks about.
            for area in view.body.get("areas").and_then(serde_json::Value::as_array).filter(|_| kind == EntryKind::Questionnaire).into_iter().flatten() {
                let id = area.get("id").and_then(serde_json::Value::as_str).filter(|id| toolbox.site.areas.iter().any(|area| area.id.value.as_str() == *id));
                facets.extend(id.map(|id| (String::from("area"), id.to_owned())));
            }
            view.shell.title
        }
    };
    let url = page.path.strip_prefix(&language_folder(&page.lang)).unwrap_or(&page.path).to_owned();
    Some(SearchPage { lang: page.lang.to_string(), title, url, kind: kind.word().to_owned(), facets, keywords, sections })
}

/// The view of a questionnaire without the questions that are at home on another one's page, and without areas that have
/// no others: a question is found once, where links to it lead.
fn at_home(maker: &Maker<'_>, compiled: &Compiled, index: usize, mut view: Json) -> Json {
    let Some(questionnaire) = compiled.assessments.questionnaires.values().nth(index) else { return view };
    let home = maker.questions_at_home(questionnaire);
    let list = |value: &mut Json, key: &str, keep: &dyn Fn(&mut Json) -> bool| {
        let Some(items) = value.get_mut(key).and_then(Json::as_array_mut) else { return false };
        items.retain_mut(keep);
        !items.is_empty()
    };
    let question = |question: &mut Json| question.get("id").and_then(Json::as_str).is_some_and(|id| home.contains(id));
    let topic = |topic: &mut Json| list(topic, "questions", &question);
    list(&mut view, "areas", &|area| list(area, "topics", &topic));
    view
}

fn prose(compiled: &Compiled, page: &Page, entry: &ProseEntry, sections: &mut Vec<SearchSection>) {
    // A page shown in a fallback language is not found under words of this one.
    if let Some(edition) = entry.editions.get(&page.lang) {
        sections.extend(passages(compiled, &edition.document, &page.lang));
    }
}

fn passages(compiled: &Compiled, document: &Document, lang: &Lang) -> Vec<SearchSection> {
    let computed = compiled.computed.of(document, lang);
    let section = |passage: Passage| SearchSection { anchor: passage.anchor.unwrap_or_default(), heading: passage.heading, text: passage.text };
    document.passages(&computed).into_iter().map(section).collect()
}

/// The parts of a page that have an anchor of the template's own: their key in the view, the anchor, the word of their heading.
fn parts(kind: PageKind) -> &'static [(&'static str, &'static str, &'static str)] {
    match kind {
        PageKind::Sheet(_) => &[
            ("challenges", "_challenges", "challenges"),
            ("highlights", "_highlights", "sheet_highlights"),
            ("priorities", "_priorities", "sheet_priorities"),
            ("funding", "_funding", "sheet_funding"),
            ("figures", "_figures", "figures"),
        ],
        PageKind::Activity(_) => &[("actions", "_actions", "activity_actions")],
        PageKind::Matrix => &[("activities", "_activities", "matrix_activities"), ("challenges", "_challenges", "challenges")],
        _ => &[],
    }
}

/// The parts of a page that only list others: what they say is found on those, and a list of thousands would be found by every word.
fn listed(kind: PageKind) -> &'static [&'static str] {
    match kind {
        PageKind::Area(_) => &["questionnaires", "results", "sops", "practices", "activities", "toolboxes", "training"],
        PageKind::Kit(_) => &["groups"],
        _ => &[],
    }
}

/// A passage without a heading of its own, under the one that the template gives it.
fn under(section: SearchSection, anchor: &str, heading: &str) -> SearchSection {
    if section.anchor.is_empty() { SearchSection { anchor: anchor.to_owned(), heading: heading.to_owned(), ..section } } else { section }
}

/// Whether a part of a view says anything.
fn has_texts(view: &serde_json::Value) -> bool {
    use serde_json::Value;
    match view {
        Value::Array(items) => !items.is_empty(),
        Value::Object(object) => !object.is_empty(),
        Value::String(text) => !text.is_empty(),
        _ => false,
    }
}

/// The words of a view: its texts in order, a section for each part that has an anchor and a heading of its own.
/// What stands beside such a part belongs to `at`, the section around it.
fn view_texts(view: &serde_json::Value, at: usize, sections: &mut Vec<SearchSection>) {
    use serde_json::Value;
    match view {
        Value::Object(object) => {
            let text = |key: &str| object.get(key).and_then(said);
            let heading = text("text").or_else(|| text("term")).or_else(|| text("title"));
            let mut at = at;
            if let (Some(id), Some(heading)) = (text("id"), heading)
                && !id.is_empty()
            {
                at = sections.len();
                sections.push(SearchSection { anchor: id.into_owned(), heading: heading.into_owned(), text: String::new() });
            }
            for (key, value) in object {
                property_texts(key, value, at, sections);
            }
        }
        Value::Array(items) if said(view).is_none() => items.iter().for_each(|item| view_texts(item, at, sections)),
        Value::Array(_) | Value::String(_) => {
            let text = said(view).unwrap_or_default();
            if let Some(section) = sections.get_mut(at).filter(|_| !text.is_empty()) {
                section.text.push_str(if section.text.is_empty() { "" } else { " · " });
                section.text.push_str(&text);
            }
        }
        _ => {}
    }
}

/// A text of a view: a string, or the runs of a text in several languages.
fn said(view: &Json) -> Option<Cow<'_, str>> {
    let run = |item: &Json| {
        let run = item.as_object().filter(|run| run.len() == 2 && run.contains_key("lang"))?;
        run.get("text").and_then(Json::as_str).map(str::to_owned)
    };
    match view {
        Json::String(text) => Some(Cow::Borrowed(text)),
        Json::Array(items) if !items.is_empty() => items.iter().map(run).collect::<Option<String>>().map(Cow::Owned),
        _ => None,
    }
}

/// The words of one property of a view, unless they are markup or for machines.
fn property_texts(key: &str, value: &serde_json::Value, at: usize, sections: &mut Vec<SearchSection>) {
    let markup = value.as_str().is_some_and(|text| text.starts_with('<') || is_address(text));
    // Where a text is from is not what it is about: a section of the source may be called like a topic.
    let machine = matches!(key, "source" | "regularisation_source" | "href" | "id" | "lang" | "kind" | "csv" | "letter" | "number" | "anchor" | "html" | "trace" | "traces" | "overall_trace" | "how");
    if !markup && !machine {
        view_texts(value, at, sections);
    }
}

/// Whether a text is the place of a page.
fn is_address(text: &str) -> bool {
    text.ends_with(".html") && !text.contains(' ')
}
