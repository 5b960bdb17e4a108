//! Puts names into an example, and leaves out the wordings in languages that the site does not have.

use std::collections::BTreeMap;

/// The languages in which the examples have wordings.
const WORDED: &[&str] = &["en", "es"];

/// What the gaps `{{name}}` of an example are filled with.
#[derive(Clone, Debug)]
pub(super) struct Fill {
    /// The site's languages; the first is the default.
    languages: Vec<String>,
    names: BTreeMap<&'static str, String>,
}

/// A line that holds one language's wording: `  - en: "…"`, perhaps behind `#`.
struct Wording<'a> {
    before: &'a str,
    lang: &'static str,
    after: &'a str,
}

impl Fill {
    /// No names yet; `languages` is never empty, the first is the default.
    pub(super) fn new(languages: Vec<String>) -> Self {
        Self { languages, names: BTreeMap::new() }
    }

    /// Sets what stands for `{{name}}`.
    pub(super) fn set(&mut self, name: &'static str, text: &str) {
        self.names.insert(name, text.to_owned());
    }

    /// The site's default language.
    pub(super) fn default_language(&self) -> &str {
        self.languages.first().map_or("en", String::as_str)
    }

    /// Whether the site has a language.
    pub(super) fn has_language(&self, lang: &str) -> bool {
        self.languages.iter().any(|own| own == lang)
    }

    /// The example with its names only.
    pub(super) fn names(&self, example: &str) -> String {
        self.names.iter().fold(example.to_owned(), |text, (name, value)| text.replace(&format!("{{{{{name}}}}}"), value))
    }

    /// The example with its names, and with the site's languages alone.
    pub(super) fn whole(&self, example: &str) -> String {
        let mut text = String::with_capacity(example.len());
        let mut group: Vec<Wording<'_>> = Vec::new();
        for line in example.lines() {
            let wording = Wording::read(line);
            // A wording in the first language, or any other line, ends the group before.
            if wording.as_ref().is_none_or(|wording| group.iter().any(|other| other.lang == wording.lang)) {
                self.push_group(&mut group, &mut text);
            }
            match wording {
                Some(wording) => group.push(wording),
                None => {
                    text.push_str(line);
                    text.push('\n');
                }
            }
        }
        self.push_group(&mut group, &mut text);
        self.names(&text)
    }

    fn push_group(&self, group: &mut Vec<Wording<'_>>, text: &mut String) {
        let Some(first) = group.first() else { return };
        let known = group.iter().filter(|wording| self.has_language(wording.lang));
        let mut lines: Vec<(&str, &str)> = known.map(|wording| (wording.lang, wording.after)).collect();
        // Every text needs a wording in the default language, to be translated from the example's first one.
        if lines.iter().all(|(lang, _)| *lang != self.default_language()) {
            lines.insert(0, (self.default_language(), first.after));
        }
        // The dash of a list stands before the first wording that is left.
        let mut before = first.before.to_owned();
        for (lang, after) in lines {
            text.push_str(&format!("{before}{lang}: {after}\n"));
            before = before.replace("- ", "  ");
        }
        group.clear();
    }
}

impl<'a> Wording<'a> {
    fn read(line: &'a str) -> Option<Self> {
        let rest = line.trim_start_matches([' ', '#', '-']);
        let before = &line[..line.len() - rest.len()];
        let (key, after) = rest.split_once(": ")?;
        let lang = WORDED.iter().find(|lang| **lang == key)?;
        Some(Self { before, lang, after })
    }
}
