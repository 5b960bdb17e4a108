//! Texts that carry the language they are written in, also inside a sentence made of several.
//!
//! A text that is not translated is shown in the default language. A page then says so where the text stands: `Said`
//! keeps the runs of other languages apart until the template writes each with its `lang` and a mark (`ui.said`). Where
//! nothing falls back, and on paper, it is a plain string for the template.

use std::collections::BTreeSet;

use serde::Serialize;

use super::{Link, Maker, Medium, Shown};
use crate::model::{Id, Text};

/// A text in one or several languages.
#[derive(Clone, Debug, Serialize)]
#[serde(untagged)]
pub(super) enum Said {
    /// All of it is in the page's language.
    Plain(String),
    /// Its runs, of which at least one is in another language.
    Runs(Vec<Shown>),
}

impl Default for Said {
    fn default() -> Self {
        Self::Plain(String::new())
    }
}

impl From<String> for Said {
    fn from(text: String) -> Self {
        Self::Plain(text)
    }
}

impl From<&str> for Said {
    fn from(text: &str) -> Self {
        Self::Plain(text.to_owned())
    }
}

impl Said {
    /// The text alone.
    pub(super) fn plain(&self) -> String {
        match self {
            Self::Plain(text) => text.clone(),
            Self::Runs(runs) => runs.iter().map(|run| run.text.as_str()).collect(),
        }
    }

    /// The language of the whole text, where it is all in one other language.
    fn lang(&self) -> Option<String> {
        match self {
            Self::Runs(runs) if runs.len() == 1 => runs[0].lang.clone(),
            _ => None,
        }
    }

    /// This text and another one behind it.
    pub(super) fn and(self, next: impl Into<Self>) -> Self {
        let runs = |said: Self| match said {
            Self::Plain(text) => vec![Shown { text, lang: None }],
            Self::Runs(runs) => runs,
        };
        match (self, next.into()) {
            (Self::Plain(text), Self::Plain(next)) => Self::Plain(text + &next),
            (text, next) => Self::Runs(runs(text).into_iter().chain(runs(next)).filter(|run| !run.text.is_empty()).collect()),
        }
    }

    /// Several texts with a separator between them.
    pub(super) fn join(texts: impl IntoIterator<Item = Self>, between: &str) -> Self {
        let joined = texts.into_iter().reduce(|joined, next| joined.and(between).and(next));
        joined.unwrap_or_default()
    }
}

impl Maker<'_> {
    /// A text with the language it is in, where that is not the page's. Paper says it once, at its head.
    pub(super) fn said(&self, text: &Text) -> Said {
        let shown = self.shown(text);
        match (self.medium, &shown.lang) {
            (Medium::Screen, Some(_)) if !shown.text.is_empty() => Said::Runs(vec![shown]),
            _ => Said::Plain(shown.text),
        }
    }

    /// A text that may be missing.
    pub(super) fn said_if(&self, text: Option<&Text>) -> Said {
        text.map(|text| self.said(text)).unwrap_or_default()
    }

    /// The sentence of a key with `{name}` replaced by texts.
    pub(super) fn fill_said(&self, key: &str, values: &[(&str, Said)]) -> Said {
        let mut rest = self.words.get(key);
        let mut out = Said::default();
        while let Some((before, after)) = rest.split_once('{') {
            out = out.and(before);
            let found = values.iter().find_map(|(name, value)| Some((value, after.strip_prefix(name)?.strip_prefix('}')?)));
            rest = match found {
                Some((value, after)) => {
                    out = out.and(value.clone());
                    after
                }
                None => {
                    out = out.and("{");
                    after
                }
            };
        }
        out.and(rest)
    }

    /// A link that is named by a text.
    pub(super) fn link_named(&self, title: &Said, href: String) -> Link {
        let lang = title.lang();
        let lang_name = lang.as_ref().map(|lang| self.words.get(&format!("language_{lang}")).to_owned());
        Link { title: title.plain(), href, lang, lang_name, ..Link::default() }
    }

    /// The title of an area.
    pub(super) fn area_said(&self, id: &Id) -> Said {
        let areas = &self.sources.toolbox.site.areas;
        areas.iter().find(|area| area.id.value == *id).map_or_else(|| id.as_str().into(), |area| self.said(&area.title))
    }

    /// The title of an outcome, or of another column of the funding table.
    pub(super) fn outcome_said(&self, id: &Id) -> Said {
        let site = &self.sources.toolbox.site;
        site.columns().find(|column| column.id.value == *id).map_or_else(|| id.as_str().into(), |column| self.said(&column.title))
    }

    /// The name of an office.
    pub(super) fn office_said(&self, id: &Id) -> Said {
        let office = self.sources.toolbox.offices.iter().find(|office| office.id.value == *id);
        office.map_or_else(|| id.as_str().into(), |office| self.said(&office.name))
    }

    /// What to tell a reader of a page whose texts are partly in other languages; `None` where none is.
    pub(super) fn partly_note(&self, body: &serde_json::Value) -> Option<String> {
        let mut langs = BTreeSet::new();
        other_languages(body, self.page.lang.as_str(), &mut langs);
        let names = langs.iter().map(|lang| format!("{} ({})", self.words.get(&format!("language_{lang}")), lang.to_uppercase()));
        let names = names.collect::<Vec<_>>().join(", ");
        (!langs.is_empty()).then(|| self.words.fill("partly_note", &[("languages", &names)]))
    }
}

/// The languages of the texts of a view that are not in the page's.
fn other_languages<'v>(view: &'v serde_json::Value, own: &str, found: &mut BTreeSet<&'v str>) {
    use serde_json::Value;
    match view {
        Value::Array(items) => items.iter().for_each(|item| other_languages(item, own, found)),
        Value::Object(object) => {
            if let (Some(Value::String(lang)), Some(Value::String(_))) = (object.get("lang"), object.get("text"))
                && lang != own
            {
                found.insert(lang);
            }
            object.values().for_each(|value| other_languages(value, own, found));
        }
        _ => {}
    }
}
