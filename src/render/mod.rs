//! Outputs to bytes: every output is a pure function of the compiled site.
//!
//! What is made from all pages at once (the search index) is made when it is first asked for; a page or a data file is
//! made when its bytes are, so a build can stream them in parallel and the server can make just one.

pub mod chart;
pub mod computed;
pub mod data;
pub mod form;
pub mod onefile;
mod pages;
mod policy;
#[cfg(feature = "pdf")]
pub mod pdf;
pub mod print;
pub mod prose;
mod scoring;
pub mod search;
pub mod stick;
pub mod view;
pub mod words;
pub mod workshop;

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

use rayon::prelude::*;

use crate::diag::{Code, Diagnostic};
use crate::site::Compiled;

pub use pages::search_index;
pub use scoring::score_script;

/// Every output of a compiled site.
#[derive(Debug)]
pub struct Outputs<'a> {
    compiled: &'a Compiled,
    outputs: Vec<(String, Content)>,
    by_path: BTreeMap<String, usize>,
    /// The search index: made from everything, and only when first asked for, so that a server that is asked for one
    /// page makes one page. The numbers of its files follow those of `outputs`.
    joint: OnceLock<Vec<(String, Vec<u8>)>>,
}

/// What an output is made of.
#[derive(Debug)]
enum Content {
    /// A page, by its number in the outline.
    Page(usize),
    /// A data file.
    Data(data::File),
    /// A printed document, by its number in the outline.
    Booklet(usize),
    /// Bytes that are ready.
    Ready(Arc<[u8]>),
}

impl<'a> Outputs<'a> {
    /// Lists the outputs.
    #[must_use]
    pub fn new(compiled: &'a Compiled) -> Self {
        let mut outputs: Vec<(String, Content)> =
            compiled.outline.pages.iter().enumerate().map(|(index, page)| (page.path.clone(), Content::Page(index))).collect();
        outputs.extend(compiled.outline.booklets.iter().enumerate().map(|(index, booklet)| (booklet.path.clone(), Content::Booklet(index))));
        let mut ready = |path: String, bytes: Arc<[u8]>| outputs.push((path, Content::Ready(bytes)));
        for (name, bytes) in compiled.theme.assets().iter().filter(|(name, _)| ![stick::STYLE, onefile::STYLE].contains(&name.as_str())) {
            ready(format!("assets/{name}"), bytes.clone());
        }
        ready(String::from("assets/chart.css"), chart::STYLE_SHEET.as_bytes().into());
        ready(String::from("assets/search.js"), search::page_script().into_bytes().into());
        ready(String::from("assets/search-box.js"), search::box_script().into_bytes().into());
        ready(String::from("assets/form.js"), form::script().into_bytes().into());
        ready(String::from("assets/workshop.js"), workshop::script().into_bytes().into());
        #[cfg(feature = "serve")]
        if compiled.outline.edition == crate::outline::Edition::Preview {
            ready(String::from("assets/reload.js"), include_bytes!("../client/reload.js").as_slice().into());
        }
        for asset in &compiled.toolbox.assets {
            ready(format!("files/{}", asset.path), asset.bytes.clone());
        }
        // A part of a site has no answers, and the region's tables are not its own.
        let tables = compiled.toolbox.part.is_none().then(|| data::files(pages::sources(compiled)).into_iter().map(|(path, file)| (path, Content::Data(file))));
        outputs.extend(tables.into_iter().flatten());
        let by_path = outputs.iter().enumerate().map(|(index, (path, _))| (path.clone(), index)).collect();
        Self { compiled, outputs, by_path, joint: OnceLock::new() }
    }

    fn joint(&self) -> &[(String, Vec<u8>)] {
        self.joint.get_or_init(|| pages::search_index(self.compiled, |_| true))
    }

    /// Every path, in the order of the numbers that [`bytes`](Self::bytes) takes.
    #[must_use]
    pub fn paths(&self) -> Vec<String> {
        self.outputs.iter().map(|(path, _)| path).chain(self.joint().iter().map(|(path, _)| path)).cloned().collect()
    }

    /// What the search index of each language costs those who load it.
    #[must_use]
    pub fn search_costs(&self) -> Vec<search::budget::Cost> {
        let languages = &self.compiled.toolbox.site.languages;
        let of = |lang: &crate::model::Lang| {
            let folder = format!("search/{lang}/");
            let files: Vec<(&str, &[u8])> = self.joint().iter().filter_map(|(path, bytes)| Some((path.strip_prefix(&folder)?, bytes.as_slice()))).collect();
            search::budget::Cost::of(lang.as_str(), pages::searched(self.compiled, lang), &files)
        };
        languages.iter().map(of).collect()
    }

    /// The number of the output at a path.
    #[must_use]
    pub fn find(&self, path: &str) -> Option<usize> {
        if path.starts_with("search/") {
            let index = self.joint().iter().position(|(known, _)| known == path)?;
            return Some(self.outputs.len() + index);
        }
        self.by_path.get(path).copied()
    }

    /// For each output that is costly to make, its path and a hash of all that it is made of.
    #[must_use]
    pub fn keys(&self) -> BTreeMap<String, String> {
        let booklets = self.compiled.outline.booklets.par_iter().enumerate();
        booklets.filter_map(|(number, booklet)| Some((booklet.path.clone(), self.booklet_key(number)?))).collect()
    }

    /// Renders everything and keeps the faults only.
    #[must_use]
    pub fn check(&self) -> Vec<Diagnostic> {
        let mut faults = crate::write::check_paths(&self.paths()).err().unwrap_or_default();
        let mut rendered: Vec<Diagnostic> = (0..self.outputs.len()).into_par_iter().filter_map(|index| self.bytes(index).err()).map(|fault| *fault).collect();
        // A mistake in a template stands on every page that uses it; once is enough.
        rendered.dedup_by(|a, b| a.message == b.message);
        faults.append(&mut rendered);
        faults
    }

    /// The bytes of an output.
    ///
    /// # Errors
    /// A mistake of the theme that only shows with this page's data.
    pub fn bytes(&self, index: usize) -> Result<Cow<'_, [u8]>, Box<Diagnostic>> {
        if let Some(index) = index.checked_sub(self.outputs.len()) {
            return Ok(Cow::Borrowed(&self.joint()[index].1));
        }
        let (path, content) = &self.outputs[index];
        match content {
            Content::Ready(bytes) => Ok(Cow::Borrowed(bytes)),
            Content::Data(file) => Ok(Cow::Owned(data::bytes(pages::sources(self.compiled), *file))),
            Content::Booklet(number) => self.booklet(*number).map(Cow::Owned).map_err(|error| {
                Box::new(
                    Diagnostic::at_path(Code::Print, path.clone(), error)
                        .hint("the site can be built without printed documents by `--no-pdf`; the last good site is still in place"),
                )
            }),
            Content::Page(page) => pages::page(self.compiled, *page).map(|html| Cow::Owned(html.into_bytes())).map_err(|error| {
                Box::new(Diagnostic::at_path(Code::Theme, path.clone(), error).hint("correct the template; the last good site is still in place"))
            }),
        }
    }

    #[cfg(feature = "pdf")]
    fn booklet(&self, number: usize) -> Result<Vec<u8>, String> {
        pdf::pdf(self.compiled, &self.compiled.outline.booklets[number])
    }

    #[cfg(feature = "pdf")]
    fn booklet_key(&self, number: usize) -> Option<String> {
        pdf::key(self.compiled, &self.compiled.outline.booklets[number])
    }

    #[cfg(not(feature = "pdf"))]
    fn booklet_key(&self, _: usize) -> Option<String> {
        None
    }

    /// Without the feature the outline has no booklets.
    #[cfg(not(feature = "pdf"))]
    fn booklet(&self, _: usize) -> Result<Vec<u8>, String> {
        Err(String::from("this program was built without the feature `pdf`"))
    }
}
