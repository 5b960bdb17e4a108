//! What a booklet says, as data for the print templates.
//!
//! In: a booklet of the outline and the same views that make the pages. Out: one JSON value with everything that is
//! printed, in order. It is data all the way: nothing in it is ever read as the source of a print template.

mod form;
mod tree;

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value as Json, json};

use super::pages::sources;
use super::view::Maker;
use super::words::Words;
use crate::doc::{CalloutKind, Target};
use crate::model::site::{Colours, TextSize};
use crate::model::{EntryKind, Id};
use crate::outline::{Booklet, BookletKind, Page, PageKind, Part};
use crate::site::Compiled;

pub use form::{Field, FieldKind, Form};
pub use tree::{Paper, Place, is_picture, tree};

/// A booklet as data: its own facts, the words of its language, its parts.
///
/// # Errors
/// The theme has no words in its language.
pub fn data(compiled: &Compiled, booklet: &Booklet) -> Result<Json, String> {
    let words = super::pages::words(compiled, &booklet.lang)?;
    let page = |number: usize| &compiled.outline.pages[number];
    let own = Maker::new(sources(compiled), words, page(booklet.page)).view();
    let parts: Vec<Json> = booklet
        .parts
        .iter()
        .map(|part| {
            let view = Maker::new(sources(compiled), words, page(part.page)).on_paper(booklet).view();
            json!({"kind": kind(part, page(part.page)), "label": label(part), "shell": view.shell, "view": view.body})
        })
        .collect();
    let site = &compiled.toolbox.site;
    let address = site.base_url.as_ref().map(|base| format!("{base}{}", page(booklet.page).path));
    Ok(json!({
        "kind": kind_word(booklet.kind),
        "lang": booklet.lang,
        "shell": own.shell,
        "address": address,
        "path": page(booklet.page).path,
        "t": compiled.theme.printed(words),
        "look": look(compiled, booklet),
        "parts": parts,
        "form": form(compiled, booklet)?.map(|form| form.data),
        "tally": if booklet.kind == BookletKind::Single { Maker::new(sources(compiled), words, page(booklet.page)).tally() } else { None },
        "print": {"large": site.print.text == TextSize::Large, "grey": site.print.colours == Colours::Grey},
    }))
}

/// Colours, logo, foot and partners as the configuration has them; a colour that white paper does not carry is left out.
fn look(compiled: &Compiled, booklet: &Booklet) -> Json {
    let mut look = compiled.theme.paper_look(&booklet.lang);
    let colours: BTreeMap<&str, &str> = ["brand", "accent", "link", "muted"].into_iter().filter_map(|name| Some((name, compiled.toolbox.site.look.on_white(name)?))).collect();
    look["colours"] = json!(colours);
    look
}

fn kind_word(kind: BookletKind) -> &'static str {
    match kind {
        BookletKind::Single => "single",
        BookletKind::Pocket => "pocket",
        BookletKind::Book => "book",
        BookletKind::Fillable => "fillable",
        BookletKind::Wall => "wall",
        BookletKind::Cards => "cards",
    }
}

/// The fields of a booklet that can be filled in.
///
/// # Errors
/// The theme has no words in its language.
pub fn form(compiled: &Compiled, booklet: &Booklet) -> Result<Option<Form>, String> {
    if booklet.kind != BookletKind::Fillable {
        return Ok(None);
    }
    let words = super::pages::words(compiled, &booklet.lang)?;
    Ok(compiled.outline.pages.get(booklet.page).and_then(|page| Maker::new(sources(compiled), words, page).fillable()))
}

/// How the templates tell parts apart: by entry, but what several respondents said is no result.
fn kind(part: &Part, page: &Page) -> &'static str {
    if matches!(page.kind, PageKind::Discussion(_)) { "discussions" } else { part.kind.word() }
}

/// The label of a part: `sops/registration`.
fn label(part: &Part) -> String {
    format!("{}/{}", part.kind.word(), part.id)
}

/// The booklet around a document: where links lead, what headings are called.
#[derive(Debug)]
pub struct Around<'a> {
    /// The entries in the booklet.
    inside: BTreeSet<(EntryKind, &'a Id)>,
    /// The label of the part that the document is in.
    own: String,
    words: &'a Words,
}

impl<'a> Around<'a> {
    /// What surrounds a document of a page.
    pub fn new(booklet: &'a Booklet, page: &Page, words: &'a Words) -> Self {
        let inside = booklet.parts.iter().map(|part| (part.kind, &part.id)).collect();
        let stem = page.path.trim_end_matches(".html");
        let own = stem.split_once('/').map_or(stem, |(_, below)| below).to_owned();
        Self { inside, own, words }
    }
}

impl Paper for Around<'_> {
    fn place(&self, target: &Target) -> Option<Place> {
        match target {
            Target::Entry { kind, id, anchor } => {
                let anchor = anchor.as_ref().map(|anchor| format!("#{anchor}")).unwrap_or_default();
                self.inside.contains(&(*kind, id)).then(|| Place::Inside(format!("{}/{id}{anchor}", kind.word())))
            }
            Target::Anchor(anchor) => Some(Place::Inside(self.label(anchor))),
            Target::File(_) => None,
            Target::Outside(address) => Some(Place::Outside(address.clone())),
        }
    }

    fn label(&self, anchor: &str) -> String {
        format!("{}#{anchor}", self.own)
    }

    fn callout(&self, kind: CalloutKind) -> String {
        self.words.get(&format!("callout_{}", kind.word())).to_owned()
    }
}
