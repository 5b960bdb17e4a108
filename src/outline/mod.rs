//! Every output as a value: its path, what it is, and where its links lead.
//!
//! In: the toolbox and its scores, a selection and an edition. Out: an [`Outline`] that knows every path and every
//! link target before a byte is rendered, and every broken link, all at once. Nothing is rendered here.

mod booklets;
pub mod index;
mod kits;
pub mod links;
pub mod pages;
mod part;
pub mod paths;
pub mod plans;
pub mod shelf;

use std::collections::{BTreeMap, BTreeSet};

use crate::diag::{Code, Diagnostic};
use crate::model::assessment::Assessments;
use crate::model::{EntryKind, Id, Lang, Toolbox};
use index::Index;

pub use booklets::{Booklet, BookletKind, Part};
pub use kits::members;
pub use links::Linker;
pub use pages::{Page, PageKind};
pub use part::part;

/// For whom the outputs are: decides what is in them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Edition {
    /// The published site.
    Site,
    /// The site as `rumbo serve` shows it, with the live-reload script.
    Preview,
    /// The site in an archive for a stick: printed documents stand apart, under names that people can read.
    Stick,
}

/// Every output of a build.
#[derive(Clone, Debug)]
pub struct Outline {
    /// For whom it is.
    pub edition: Edition,
    /// The pages, language by language, each in the order of the navigation.
    pub pages: Vec<Page>,
    /// The pages by path, to find them again.
    by_path: BTreeMap<String, usize>,
    /// Which entries have a page or a place on one: the path without its language, and the anchor.
    entries: paths::Entries,
    /// Anchors that each entry's document offers, per language.
    anchors: BTreeMap<(EntryKind, Id), BTreeSet<String>>,
    /// Files under `content/files/`.
    files: BTreeSet<String>,
    /// Result pages by answer set number.
    pub results: Vec<Id>,
    /// Everything from A to Z, by language.
    pub indexes: BTreeMap<Lang, Index>,
    /// What is printed; empty where nothing is.
    pub booklets: Vec<Booklet>,
    /// Pages of what several respondents said.
    pub discussions: Vec<Discussion>,
    /// Pages of the places within a unit.
    pub places: Vec<Places>,
}

/// A page of what several respondents said together.
#[derive(Clone, Debug)]
pub struct Discussion {
    /// The framework.
    pub framework: Id,
    /// The unit.
    pub unit: Id,
    /// The round.
    pub round: String,
    /// The page below a language's folder.
    pub path: String,
}

/// A page of the places within a unit.
#[derive(Clone, Debug)]
pub struct Places {
    /// The framework.
    pub framework: Id,
    /// The unit.
    pub unit: Id,
    /// The page below a language's folder.
    pub path: String,
}

impl Outline {
    /// The page at a path.
    #[must_use]
    pub fn page(&self, path: &str) -> Option<&Page> {
        self.by_path.get(path).map(|index| &self.pages[*index])
    }

    /// The booklets that belong to the page at a path.
    pub fn booklets_of(&self, path: &str) -> impl Iterator<Item = &Booklet> {
        let number = self.by_path.get(path).copied();
        let first = self.booklets.partition_point(|booklet| Some(booklet.page) < number);
        self.booklets[first..].iter().take_while(move |booklet| Some(booklet.page) == number)
    }

    /// The path of an entry's place below a language's folder, and its anchor.
    #[must_use]
    pub fn place(&self, kind: EntryKind, id: &str) -> Option<(&str, Option<&str>)> {
        self.entries.get(&kind)?.get(id).map(|(path, anchor)| (path.as_str(), anchor.as_deref()))
    }
}

/// Lays out all outputs and checks all links; `print` says whether there are printed documents.
#[must_use]
pub fn outline(toolbox: &Toolbox, assessments: &Assessments, edition: Edition, print: bool) -> (Outline, Vec<Diagnostic>) {
    let mut faults = Vec::new();
    let results = paths::result_ids(assessments);
    let (discussions, places) = (paths::discussions(assessments), paths::places(assessments));
    let entries = paths::entries(toolbox, assessments, &results);
    let anchors = links::anchors(toolbox);
    let languages = toolbox.site.languages.iter();
    let indexes = languages.map(|lang| (lang.clone(), index::index(toolbox, assessments, &results, lang))).collect();
    let found = pages::Found { results: &results, discussions: &discussions, places: &places, indexes: &indexes };
    let pages = pages::pages(toolbox, assessments, found);
    let mut by_path = BTreeMap::new();
    let mut folded: BTreeMap<String, usize> = BTreeMap::new();
    for (index, page) in pages.iter().enumerate() {
        if let Some(first) = folded.insert(page.path.to_lowercase(), index) {
            faults.push(
                Diagnostic::at_path(Code::OutputCollision, page.path.clone(), format!("two pages would be written to `{}`", page.path))
                    .hint(format!("rename one of the entries; the other page is `{}`", pages[first].path)),
            );
        }
        by_path.insert(page.path.clone(), index);
    }
    let booklets = if print { booklets::booklets(toolbox, assessments, &pages, &by_path) } else { Vec::new() };
    let files = toolbox.assets.iter().map(|asset| asset.path.clone()).collect();
    let outline = Outline { edition, pages, by_path, entries, anchors, files, results, indexes, booklets, discussions, places };
    links::check(toolbox, &outline, &mut faults);
    (outline, faults)
}

/// The language's own folder, relative to the site.
#[must_use]
pub fn language_folder(lang: &Lang) -> String {
    format!("{lang}/")
}
