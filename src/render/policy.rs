//! The content security policy of a page that is one file.

use crate::hash::policy_source;

/// These scripts and styles, the pictures that the file holds, and nothing else.
#[derive(Default)]
pub(super) struct Policy {
    scripts: Vec<String>,
    styles: Vec<String>,
}

impl Policy {
    pub(super) fn script(self, piece: &str) -> Self {
        self.sources([policy_source(piece)], [])
    }

    pub(super) fn style(self, piece: &str) -> Self {
        self.sources([], [policy_source(piece)])
    }

    /// Scripts and styles by what policies call them.
    pub(super) fn sources(mut self, scripts: impl IntoIterator<Item = String>, styles: impl IntoIterator<Item = String>) -> Self {
        self.scripts.extend(scripts);
        self.styles.extend(styles);
        self
    }
}

impl std::fmt::Display for Policy {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let (scripts, styles) = (self.scripts.join(" "), self.styles.join(" "));
        write!(f, "default-src 'none'; script-src {scripts}; style-src {styles}; img-src data:; base-uri 'none'; form-action 'none'")
    }
}
