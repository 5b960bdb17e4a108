//! What is printed: a booklet for each entry that people take along on paper, and a book for each toolbox.
//!
//! A booklet stands beside the page that it belongs to, under the same name with `.pdf`. It is made in the languages in
//! which all of its prose is written: a page that falls back to another language leads to that language's booklet.

use std::collections::BTreeMap;

use super::kits::members;
use super::pages::{Page, PageKind};
use super::paths;
use crate::model::assessment::Assessments;
use crate::model::{EntryKind, Id, Lang, Toolbox};

/// A printed document of the site.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Booklet {
    /// Its path below the output folder.
    pub path: String,
    /// What readers call it, where it is listed apart from its page; else empty.
    pub label: String,
    /// Its language.
    pub lang: Lang,
    /// The page that it belongs to, by its number in the outline.
    pub page: usize,
    /// What stands in it, in order.
    pub parts: Vec<Part>,
    /// What it is.
    pub kind: BookletKind,
}

/// A page of the site inside of a booklet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// The kind of entry.
    pub kind: EntryKind,
    /// The entry.
    pub id: Id,
    /// Its page, by its number in the outline.
    pub page: usize,
}

/// What a [`Booklet`] is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BookletKind {
    /// One entry by itself.
    Single,
    /// A procedure on one page, for the pocket.
    Pocket,
    /// A toolbox, with cover and contents.
    Book,
    /// A questionnaire with fields, to fill in on the screen and send back.
    Fillable,
    /// The levels of a questionnaire on large sheets for a wall.
    Wall,
    /// A questionnaire as cards, one a question.
    Cards,
}

/// The entries that have a booklet of their own.
const SINGLE: [EntryKind; 9] = [
    EntryKind::Sheet,
    EntryKind::Sop,
    EntryKind::Practice,
    EntryKind::Page,
    EntryKind::Questionnaire,
    EntryKind::Session,
    EntryKind::Quiz,
    EntryKind::Result,
    EntryKind::Plan,
];

/// All booklets, in the order of the pages.
pub(super) fn booklets(toolbox: &Toolbox, assessments: &Assessments, pages: &[Page], by_path: &BTreeMap<String, usize>) -> Vec<Booklet> {
    let mut booklets = Vec::new();
    for (number, page) in pages.iter().enumerate() {
        let Some((kind, id)) = entry(toolbox, assessments, page) else { continue };
        let stem = page.path.trim_end_matches(".html");
        let written = |part: &Part| toolbox.prose(part.kind, &part.id).is_none_or(|prose| prose.editions.contains_key(&page.lang));
        let mut add = |path: String, kind: BookletKind, parts: Vec<Part>| {
            if !parts.iter().all(written) {
                return;
            }
            booklets.push(Booklet { path, label: String::new(), lang: page.lang.clone(), page: number, parts, kind });
        };
        if let PageKind::Kit(index) = page.kind {
            let part = |(kind, id): (EntryKind, Id)| {
                let page = *by_path.get(&format!("{}/{}", page.lang, paths::entry(kind, &id)))?;
                Some(Part { kind, id, page })
            };
            let parts = members(toolbox, assessments, &toolbox.kits[index]).into_iter().filter_map(part).collect();
            add(format!("{stem}.pdf"), BookletKind::Book, parts);
        } else if SINGLE.contains(&kind) {
            let part = || vec![Part { kind, id: id.clone(), page: number }];
            add(format!("{stem}.pdf"), BookletKind::Single, part());
            if kind == EntryKind::Sop {
                add(format!("{stem}-pocket.pdf"), BookletKind::Pocket, part());
            }
            if kind == EntryKind::Questionnaire {
                add(format!("{stem}-fillable.pdf"), BookletKind::Fillable, part());
                add(format!("{stem}-wall.pdf"), BookletKind::Wall, part());
                add(format!("{stem}-cards.pdf"), BookletKind::Cards, part());
            }
        }
    }
    booklets
}

/// The entry that a page shows.
fn entry(toolbox: &Toolbox, assessments: &Assessments, page: &Page) -> Option<(EntryKind, Id)> {
    let (kind, id) = match page.kind {
        PageKind::Sheet(index) => (EntryKind::Sheet, &toolbox.sheets[index].id.value),
        PageKind::Sop(index) => (EntryKind::Sop, &toolbox.sops[index].entry.id.value),
        PageKind::Practice(index) => (EntryKind::Practice, &toolbox.practices[index].entry.id.value),
        PageKind::Free(index) => (EntryKind::Page, &toolbox.pages[index].entry.id.value),
        PageKind::Kit(index) => (EntryKind::Toolbox, &toolbox.kits[index].id.value),
        PageKind::Session(index) => (EntryKind::Session, &toolbox.sessions[index].entry.id.value),
        // The key is the same quiz, with its answers.
        PageKind::Quiz(index) | PageKind::QuizKey(index) => (EntryKind::Quiz, &toolbox.quizzes[index].id.value),
        PageKind::Questionnaire(index) => (EntryKind::Questionnaire, assessments.questionnaires.keys().nth(index)?),
        // These are named by their pages.
        PageKind::Plan(_) => return Some((EntryKind::Plan, stem_id(&page.path)?)),
        PageKind::Result(_) | PageKind::Discussion(_) => return Some((EntryKind::Result, stem_id(&page.path)?)),
        _ => return None,
    };
    Some((kind, id.clone()))
}

/// The name of a page without folder and ending.
fn stem_id(path: &str) -> Option<Id> {
    Id::new(path.rsplit('/').next()?.strip_suffix(".html")?)
}
