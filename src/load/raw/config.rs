//! `rumbo.yaml` as its author writes it.

use crate::load::decode::{Keyed, NonEmpty, as_written};
use crate::load::leaf::{Id, Lang, Text};
use crate::load::raw::look::RawTheme;
use crate::model::site::{Colours, PaperSize, TextSize};
use crate::source::Loc;

as_written! {
    /// The site configuration (`rumbo.yaml`).
    pub struct RawConfig {
        /// The site's name, as on its first page.
        title: Text,
        /// One or two sentences under the title.
        summary: Text,
        /// The languages of the site; the first is the default one.
        languages: NonEmpty<Loc<Lang>>,
        /// The currency of every amount, an ISO 4217 code.
        currency: Option<Loc<String>>,
        /// Where the site will be published, if anywhere.
        base_url: Option<Loc<String>>,
        /// How the site looks: the folder under `themes/` whose files override the built-in theme, or its colours, logo, fonts and footer.
        theme: Option<RawTheme>,
        /// A sentence that every page shows, such as that the site is a demonstration.
        notice: Option<Text>,
        /// Whom readers tell what is wrong, or how they reach them: shown at the foot of every page and on response plans.
        contact: Option<Text>,
        /// The document that facts are taken from.
        source: Option<RawSourceDocument>,
        /// The outcomes of the plan, in order.
        outcomes: NonEmpty<RawNamed>,
        /// The areas of the framework, in order.
        areas: NonEmpty<RawNamed>,
        /// Whom procedures and toolboxes are for.
        audiences: Vec<RawNamed>,
        /// Columns of the funding table that are no outcome, such as evaluation.
        funding_columns: Vec<RawNamed>,
        /// What the search does besides finding words.
        search: Option<RawSearch>,
        /// The paper, size of text and colours of printed documents.
        print: Option<RawPrint>,
    }

    /// Printed documents.
    pub struct RawPrint {
        /// The paper: `a4` or `letter` (default `a4`).
        paper: Option<PaperSize>,
        /// The size of running text: `normal` or `large`, 16 points (default `normal`).
        text: Option<TextSize>,
        /// `colour`, or `grey` for printers without colours (default `colour`).
        colours: Option<Colours>,
    }

    /// The search of the site.
    pub struct RawSearch {
        /// Pages that come first for certain words, in order.
        pinned: Vec<RawPinned>,
        /// Whether to write an index for pages that search with lunr.js 2.3 as well: `search/lunr.<lang>.json`.
        lunr: Option<bool>,
    }

    /// A pinned answer of the search.
    pub struct RawPinned {
        /// What readers type, per language: `{en: [lost passport, passport]}`.
        words: Keyed<Vec<Loc<String>>>,
        /// The entry that comes first, such as `sops/registration-at-border-post`.
        leads_to: Loc<String>,
    }

    /// The source document.
    pub struct RawSourceDocument {
        /// Its name, as readers should cite it.
        title: Text,
        /// Where it can be read.
        url: Option<Loc<String>>,
        /// Its sections, in order: a reference such as `L805` is shown with the section that the line stands in.
        sections: Vec<RawSection>,
    }

    /// A section of the source document.
    pub struct RawSection {
        /// Its first line, counted as in the references.
        line: Loc<u32>,
        /// Its heading.
        title: Text,
    }

    /// An entry of a vocabulary.
    pub struct RawNamed {
        /// Its id.
        id: Loc<Id>,
        /// What readers see.
        title: Text,
        /// One or two sentences.
        summary: Option<Text>,
    }
}
