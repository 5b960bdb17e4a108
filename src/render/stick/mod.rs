//! The pages that an archive has and the site has not: where to begin, what has changed, and whether a copy is whole.
//!
//! In: the compiled site and all its rendered files. Out: three pages that need nothing beside them, each in all
//! languages of the site, one section a language, so that a stick can be handed to anybody. Their policy names their
//! style and script by hash.

mod changes;
pub(super) mod prints;

use serde::Serialize;

use super::form::{embedded, style_alone};
use super::policy::Policy;
use super::search::without_comments;
use super::view::{Group, Link};
use crate::diag::{Code, Diagnostic};
use crate::model::{EntryKind, Lang, Text};
use crate::outline::{BookletKind, PageKind};
use crate::site::Compiled;
use crate::write::{Files, Former, MANIFEST, Output, SUMS};

/// The first page, under a name that says what to open.
const START: &str = "start-here.html";
/// What has changed since a former edition.
const CHANGES: &str = "changes.html";
/// Compares a folder with the sums.
const CHECK: &str = "check-this-stick.html";
/// The names of all these pages.
pub const NAMES: [&str; 3] = [START, CHANGES, CHECK];
/// The style sheet of these pages in the theme; it is no asset of the site.
pub(super) const STYLE: &str = "stick.css";

/// Chooses the language.
const LANGUAGES: &str = include_str!("../../client/stick-languages.js");
/// Choose the language and compare, in the order in which they run.
const CHECKER: [&str; 4] =
    [LANGUAGES, include_str!("../../client/sha256.js"), include_str!("../../client/stick-hash.js"), include_str!("../../client/stick-check.js")];

/// A page of sections, one a language.
#[derive(Serialize)]
struct Alone<S> {
    lang: String,
    title: String,
    policy: String,
    style: String,
    script: String,
    sections: Vec<Section<S>>,
    /// Data for the script, as JSON that may stand in the page.
    data: String,
}

/// One language of a page.
#[derive(Serialize)]
struct Section<S> {
    lang: String,
    /// The language's name in itself.
    name: String,
    site: String,
    /// The words of the interface.
    t: std::collections::BTreeMap<String, String>,
    #[serde(flatten)]
    body: S,
}

#[derive(Serialize)]
struct Start {
    summary: String,
    home: String,
    forms: Vec<Link>,
    print: Vec<Group>,
    print_count: String,
    changes: Option<&'static str>,
}

#[derive(Serialize)]
struct Check {}

/// The pages, by name.
///
/// # Errors
/// A mistake of the theme's templates.
pub fn pages(compiled: &Compiled, files: &Files<'_>, former: Option<&Former>) -> Result<Vec<(&'static str, Vec<u8>)>, Vec<Diagnostic>> {
    let start = page(compiled, START, "stick_title", &[LANGUAGES], String::new(), |lang| start(compiled, lang, former.is_some()))?;
    let mut pages = vec![(START, start)];
    if let Some(former) = former {
        let changes = changes::Changes::between(former, files);
        pages.push((CHANGES, page(compiled, CHANGES, "stick_changes", &[LANGUAGES], String::new(), |lang| changes.told(compiled, files, lang))?));
    }
    let mut sums: Vec<Output> = files.iter().map(|(path, bytes)| Output::of(path, bytes)).collect();
    sums.extend(pages.iter().map(|(path, bytes)| Output::of(path, bytes)));
    sums.sort();
    let listed: Vec<(String, u64, String)> = sums.into_iter().map(|output| (output.path, output.size, output.sha256)).collect();
    let data = embedded(&serde_json::json!({"files": listed, "page": CHECK, "lists": [SUMS, MANIFEST]}));
    pages.push((CHECK, page(compiled, CHECK, "check_title", &CHECKER, data, |_| Check {})?));
    Ok(pages)
}

fn page<S: Serialize>(compiled: &Compiled, name: &'static str, title: &str, scripts: &[&str], data: String, body: impl Fn(&Lang) -> S) -> Result<Vec<u8>, Vec<Diagnostic>> {
    let site = &compiled.toolbox.site;
    let default = site.default_language();
    let sections = site.languages.iter().filter_map(|lang| {
        let words = compiled.theme.words(lang)?;
        let wanted = |key: &str| ["stick_", "check_"].iter().any(|prefix| key.starts_with(prefix));
        Some(Section {
            lang: lang.to_string(),
            name: words.get(&format!("own_name_{lang}")).to_owned(),
            site: called(compiled).0.shown(lang, default).0.to_owned(),
            t: words.texts().iter().filter(|(key, _)| wanted(key)).map(|(key, text)| (key.clone(), text.clone())).collect(),
            body: body(lang),
        })
    });
    let script: String = scripts.iter().map(|script| without_comments(script)).collect();
    let style = style_alone(&compiled.theme, &[STYLE]);
    let policy = Policy::default().script(&script).style(&style).to_string();
    let title = compiled.theme.words(default).map_or_else(String::new, |words| words.get(title).to_owned());
    let view = Alone { lang: default.to_string(), title, policy, style, script, sections: sections.collect(), data };
    let html = compiled.theme.render_alone(&format!("stick-{name}"), &view);
    html.map(String::into_bytes).map_err(|error| vec![Diagnostic::at_path(Code::Theme, name, error).hint("correct the template; nothing was written")])
}

/// Title and summary of what is packed: the site, or its one toolbox.
pub(super) fn called(compiled: &Compiled) -> (&Text, &Text) {
    let toolbox = &compiled.toolbox;
    match (&toolbox.part, toolbox.kits.first()) {
        (Some(_), Some(kit)) => (&kit.title, &kit.summary),
        _ => (&toolbox.site.title, &toolbox.site.summary),
    }
}

fn start(compiled: &Compiled, lang: &Lang, changes: bool) -> Start {
    let site = &compiled.toolbox.site;
    let default = site.default_language();
    let outline = &compiled.outline;
    let words = compiled.theme.words(lang);
    let word = |key: &str| words.map_or_else(String::new, |words| words.get(key).to_owned());
    let forms = outline.pages.iter().filter(|page| page.lang == *lang).filter_map(|page| {
        let PageKind::FormAlone(index) = page.kind else { return None };
        let questionnaire = compiled.assessments.questionnaires.values().nth(index)?;
        Some(Link { title: questionnaire.title.shown(lang, default).0.to_owned(), href: page.path.clone(), ..Link::default() })
    });
    let mut print: Vec<Group> = Vec::new();
    let mut count = 0;
    for booklet in outline.booklets.iter().filter(|booklet| booklet.lang == *lang) {
        let folder = booklet.path.rsplit_once('/').map_or("", |(folder, _)| folder);
        let link = Link { title: booklet.label.clone(), href: booklet.path.replace(' ', "%20"), ..Link::default() };
        count += 1;
        match print.iter_mut().find(|group| group.id == folder) {
            Some(group) => group.links.push(link),
            None => {
                let kind = booklet.parts.first().filter(|_| booklet.kind != BookletKind::Book).map_or(EntryKind::Toolbox, |part| part.kind);
                print.push(Group { id: folder.to_owned(), title: word(kind.word()), links: vec![link], ..Group::default() });
            }
        }
    }
    Start {
        summary: called(compiled).1.shown(lang, default).0.to_owned(),
        home: format!("{lang}/index.html"),
        forms: forms.collect(),
        print,
        print_count: words.map_or_else(String::new, |words| words.count("stick_print_count", count)),
        changes: changes.then_some(CHANGES),
    }
}
