//! `theme` of `rumbo.yaml` as its author writes it: the name of a folder, or what differs from the built-in look.

use serde_json::{Value as Json, json};

use crate::diag::Diagnostic;
use crate::load::decode::{Decode, as_written};
use crate::load::leaf::{Id, Text};
use crate::load::yaml::{Node, Value};
use crate::source::Loc;

as_written! {
    /// How the site looks.
    pub struct RawLook {
        /// The folder under `themes/` whose files override the built-in theme.
        name: Option<Loc<Id>>,
        /// Colours that differ from the built-in ones.
        colours: Option<RawColours>,
        /// The same for readers whose device is set to dark.
        dark_colours: Option<RawColours>,
        /// The logo in the frame of every page: a file of the site, SVG, PNG or JPEG.
        logo: Option<Loc<String>>,
        /// Fonts of one's own.
        fonts: Option<RawFonts>,
        /// A sentence at the foot of every page, such as who publishes it.
        footer: Option<Text>,
        /// Logos of partners at the foot of every page.
        partners: Vec<RawPartner>,
    }

    /// Colours, each as `#rrggbb`.
    pub struct RawColours {
        /// The frame of every page and the strong buttons, behind white text.
        brand: Option<Loc<String>>,
        /// Small signs and numbers.
        accent: Option<Loc<String>>,
        /// The button of the search and the mark of the current page, behind dark text.
        highlight: Option<Loc<String>>,
        /// Links.
        link: Option<Loc<String>>,
        /// The page behind everything.
        paper: Option<Loc<String>>,
        /// Cards and tables on it.
        surface: Option<Loc<String>>,
        /// Running text.
        text: Option<Loc<String>>,
        /// Notes and labels.
        muted_text: Option<Loc<String>>,
    }

    /// Fonts of one's own.
    pub struct RawFonts {
        /// For text and figures.
        text: Option<RawFont>,
        /// For the headings of levels 1 and 2.
        headings: Option<RawFont>,
    }

    /// A font: files of the site, WOFF2.
    pub struct RawFont {
        /// Its name.
        family: Loc<String>,
        /// Its regular style; for headings, the one they are set in.
        regular: Loc<String>,
        /// Its bold style.
        bold: Option<Loc<String>>,
        /// Its italic style.
        italic: Option<Loc<String>>,
    }

    /// A partner.
    pub struct RawPartner {
        /// Its name, which is read out in place of the logo.
        title: Text,
        /// The logo: a file of the site, SVG, PNG or JPEG.
        logo: Loc<String>,
        /// Its address.
        url: Option<Loc<String>>,
    }
}

/// A folder's name alone, or the whole look.
#[derive(Clone, Debug)]
pub struct RawTheme(pub RawLook);

impl Decode for RawTheme {
    fn decode(node: &Node, faults: &mut Vec<Diagnostic>) -> Option<Self> {
        if !matches!(node.value, Value::Scalar(_)) {
            return RawLook::decode(node, faults).map(Self);
        }
        let name = Loc::<Id>::decode(node, faults)?;
        Some(Self(RawLook { name: Some(name), colours: None, dark_colours: None, logo: None, fonts: None, footer: None, partners: Vec::new() }))
    }

    fn schema() -> Json {
        json!({"anyOf": [Id::schema(), RawLook::schema()]})
    }
}
