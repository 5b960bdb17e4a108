//! The theme: trusted templates, styles, scripts and words, the built-in ones overridden file by file and block by
//! block by those of the site's own theme. Everything is checked when it is loaded, and all mistakes are reported
//! together.

pub mod blocks;
mod look;

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use serde::Serialize;
use tera::Tera;

use crate::diag::{Code, Diagnostic};
use crate::load::yaml;
use crate::model::{Lang, Site};
use crate::outline::PageKind;
use crate::render::words::Words;
use crate::source::{FileId, Sources, Span};

/// The files of the built-in theme, by path in the repository.
const BUILT_IN: &[(&str, &[u8])] = include!(concat!(env!("OUT_DIR"), "/theme_files.rs"));
/// A longer word with a hyphen may be broken, so that it fits a telephone.
const LONGEST_CODE: usize = 12;

/// A loaded theme.
#[derive(Debug)]
pub struct Theme {
    tera: Tera,
    words: BTreeMap<Lang, Words>,
    /// The texts of each language as the templates get them: made once, for there are hundreds and every page has them.
    texts: BTreeMap<Lang, tera::Value>,
    /// What the configuration changes about the look, as the templates get it.
    looks: BTreeMap<Lang, tera::Value>,
    /// The same for print.
    paper_looks: BTreeMap<Lang, serde_json::Value>,
    assets: Vec<(String, Arc<[u8]>)>,
    /// Print templates by name.
    print: BTreeMap<String, String>,
    /// Every name that stands in them: which words print may use.
    print_names: BTreeSet<String>,
}

/// A file of the site's own theme, by its path below `themes/<name>/`.
#[derive(Clone, Debug)]
pub struct ThemeFile {
    /// The path.
    pub path: String,
    /// What it holds.
    pub bytes: Arc<[u8]>,
    /// Its number among the sources, if it is a text.
    pub file: Option<FileId>,
}

/// The files of the site's own theme, if it names one; a fault if there are none.
#[must_use]
pub fn own_files(site: &Site, sources: &Sources, binaries: &[(String, Arc<[u8]>)], faults: &mut Vec<Diagnostic>) -> Vec<ThemeFile> {
    let Some(name) = &site.theme else { return Vec::new() };
    let folder = format!("themes/{name}/");
    let below = |path: &str| path.strip_prefix(&folder).map(str::to_owned);
    let texts = sources.iter().filter_map(|(id, source)| {
        Some(ThemeFile { path: below(&source.path)?, bytes: source.text.as_bytes().into(), file: Some(id) })
    });
    let binaries = binaries.iter().filter_map(|(path, bytes)| Some(ThemeFile { path: below(path)?, bytes: bytes.clone(), file: None }));
    let files: Vec<ThemeFile> = texts.chain(binaries).collect();
    if files.is_empty() {
        faults.push(
            Diagnostic::at_path(Code::Theme, folder, format!("there is no theme `{name}`"))
                .hint("add the folder, or remove `theme` from `rumbo.yaml` to use the built-in theme"),
        );
    }
    files
}

impl Theme {
    /// Renders a page of a language from what stands around every page and what it says itself.
    ///
    /// # Errors
    /// A mistake in a template that only shows with this page's data.
    pub fn render(&self, kind: PageKind, lang: &Lang, shell: &impl Serialize, view: &impl Serialize) -> Result<String, String> {
        let mut context = tera::Context::new();
        context.insert("shell", shell);
        context.insert("view", view);
        context.insert_value("look", self.looks.get(lang).cloned().unwrap_or_else(tera::Value::none));
        context.insert_value("t", self.texts.get(lang).cloned().unwrap_or_else(tera::Value::none));
        self.tera.render(kind.template(), &context).map_err(|error| explain(&error))
    }

    /// Renders a page that stands by itself, from all that it says.
    ///
    /// # Errors
    /// A mistake in the template that only shows with this page's data.
    pub fn render_alone(&self, template: &str, view: &impl Serialize) -> Result<String, String> {
        let mut context = tera::Context::new();
        context.insert("view", view);
        self.tera.render(template, &context).map_err(|error| explain(&error))
    }

    /// The words of a language; every language of the site has a table.
    #[must_use]
    pub fn words(&self, lang: &Lang) -> Option<&Words> {
        self.words.get(lang)
    }

    /// The templates of printed documents: name below `print/`, and source.
    pub fn print_templates(&self) -> impl Iterator<Item = (&str, &str)> {
        self.print.iter().map(|(name, source)| (name.as_str(), source.as_str()))
    }

    /// The words that the print templates may use: those whose key stands in one of them, or begins with a name there
    /// that ends in `_`. A change of any other word leaves printed documents as they are.
    #[must_use]
    pub fn printed<'a>(&self, words: &'a Words) -> BTreeMap<&'a str, &'a str> {
        let begun: Vec<&str> = self.print_names.iter().filter(|name| name.ends_with('_')).map(String::as_str).collect();
        let used = |key: &str| self.print_names.contains(key) || begun.iter().any(|begin| key.starts_with(begin));
        words.texts().iter().filter(|(key, _)| used(key)).map(|(key, text)| (key.as_str(), text.as_str())).collect()
    }

    /// What the configuration changes about the look, for print: logo, sentence at the foot, partners.
    #[must_use]
    pub fn paper_look(&self, lang: &Lang) -> serde_json::Value {
        self.paper_looks.get(lang).cloned().unwrap_or_default()
    }

    /// The logos of the configuration: path below `assets/`, and content.
    pub fn logos(&self) -> impl Iterator<Item = (&str, &Arc<[u8]>)> {
        self.assets.iter().filter(|(path, _)| look::is_logo(path)).map(|(path, bytes)| (path.as_str(), bytes))
    }

    /// Styles, fonts and scripts: path below `assets/`, and content.
    #[must_use]
    pub fn assets(&self) -> &[(String, Arc<[u8]>)] {
        &self.assets
    }

    /// One of them, by its path below `assets/`.
    #[must_use]
    pub fn asset(&self, name: &str) -> Option<&[u8]> {
        self.assets.iter().find(|(known, _)| known == name).map(|(_, bytes)| &**bytes)
    }
}

/// Puts the theme of a site together; `binaries` are all files of the site that are no texts, by path.
#[must_use]
pub fn load(site: &Site, own: &[ThemeFile], binaries: &[(String, Arc<[u8]>)], sources: &Sources) -> (Option<Theme>, Vec<Diagnostic>) {
    let mut faults = Vec::new();
    let mut templates: Vec<(String, Cow<'_, str>)> = Vec::new();
    let mut strings: BTreeMap<String, (Option<FileId>, Cow<'_, str>)> = BTreeMap::new();
    let mut built_in: BTreeMap<String, Cow<'_, str>> = BTreeMap::new();
    let mut assets: BTreeMap<String, Arc<[u8]>> = BTreeMap::new();
    let mut print: BTreeMap<String, String> = BTreeMap::new();
    for (path, bytes) in BUILT_IN {
        let path = path.strip_prefix("themes/default/").unwrap_or(path);
        let text = || String::from_utf8_lossy(bytes);
        if let Some(name) = path.strip_prefix("templates/") {
            templates.push((format!("default/{name}"), text()));
        } else if let Some(lang) = path.strip_prefix("strings/").and_then(|name| name.strip_suffix(".yaml")) {
            built_in.insert(lang.to_owned(), text());
            strings.insert(lang.to_owned(), (None, text()));
        } else if let Some(name) = path.strip_prefix("print/").filter(|name| name.ends_with(".typ")) {
            print.insert(name.to_owned(), text().into_owned());
        } else if let Some(name) = path.strip_prefix("assets/") {
            assets.insert(name.to_owned(), Arc::from(*bytes));
        }
    }
    for file in own {
        let text = || file.file.map(|id| sources.get(id).text.as_str());
        if let (Some(name), Some(text)) = (file.path.strip_prefix("templates/"), text()) {
            blocks::changed(file.file.unwrap_or_default(), text, &mut faults);
            templates.push((format!("own/{name}"), Cow::Borrowed(text)));
        } else if let (Some(lang), Some(text)) = (file.path.strip_prefix("strings/").and_then(|name| name.strip_suffix(".yaml")), text()) {
            strings.insert(lang.to_owned(), (file.file, Cow::Borrowed(text)));
        } else if let (Some(name), Ok(text)) = (file.path.strip_prefix("print/").filter(|name| name.ends_with(".typ")), std::str::from_utf8(&file.bytes)) {
            print.insert(name.to_owned(), text.to_owned());
        } else if let Some(name) = file.path.strip_prefix("assets/") {
            assets.insert(name.to_owned(), file.bytes.clone());
        }
    }
    join_style(&mut assets);
    let mut tera = Tera::new();
    tera.autoescape_on(vec![".html"]);
    tera.register_filter("unbroken", unbroken);
    tera.register_filter("plain", |text: &tera::Value, _: tera::Kwargs, _: &tera::State| plain(text));
    if let Err(error) = tera.set_fallback_prefixes(["own/", "default/"]).and_then(|()| tera.add_raw_templates(templates)) {
        faults.push(Diagnostic::at_path(Code::Theme, "themes", explain(&error)).hint("correct the template; nothing was written"));
        return (None, faults);
    }
    let words = words(site, &strings, &built_in, &mut faults);
    let texts = words.iter().map(|(lang, words)| (lang.clone(), tera::Value::from_serializable(words.texts()))).collect();
    let looks = look::dress(site, binaries, &mut assets, &mut faults);
    let paper_looks = looks.iter().map(|(lang, view)| (lang.clone(), serde_json::to_value(view).unwrap_or_default())).collect();
    let looks = looks.into_iter().map(|(lang, view)| (lang, tera::Value::from_serializable(&view))).collect();
    let print_names = print.values().flat_map(|source| names(source)).map(str::to_owned).collect();
    (Some(Theme { tera, words, texts, looks, paper_looks, assets: assets.into_iter().collect(), print, print_names }), faults)
}

/// A text without its languages, for attributes.
fn plain(text: &tera::Value) -> String {
    let run = |run: &tera::Value| run.as_map().and_then(|run| run.iter().find(|(key, _)| key.as_str() == Some("text"))).map(|(_, text)| text.to_string()).unwrap_or_default();
    text.as_array().map_or_else(|| text.to_string(), |runs| runs.iter().map(run).collect())
}

/// Everything in a source that could be a key of a word.
fn names(source: &str) -> impl Iterator<Item = &str> {
    source.split(|sign: char| !(sign.is_ascii_lowercase() || sign.is_ascii_digit() || sign == '_')).filter(|name| name.starts_with(|sign: char| sign.is_ascii_lowercase()))
}

fn words(
    site: &Site,
    strings: &BTreeMap<String, (Option<FileId>, Cow<'_, str>)>,
    built_in: &BTreeMap<String, Cow<'_, str>>,
    faults: &mut Vec<Diagnostic>,
) -> BTreeMap<Lang, Words> {
    let mut tables = BTreeMap::new();
    let english = strings.get("en");
    // What a table of the site's own lacks is shown in the built-in words of its language, or in English.
    let fallback = |lang: &str| built_in.get(lang).or_else(|| built_in.get("en"));
    for lang in &site.languages {
        // A language without a table is shown with English words, and says so.
        let table = strings.get(lang.as_str()).or(english);
        if !strings.contains_key(lang.as_str()) {
            faults.push(
                Diagnostic::warning_at_path(Code::MissingUiStrings, format!("themes/<theme>/strings/{lang}.yaml"), format!("the theme has no words in `{lang}`"))
                    .hint("copy the English table into a theme of your own and translate it"),
            );
        }
        if let Some((file, text)) = table {
            let (node, mut found) = yaml::parse(file.unwrap_or_default(), text, 0);
            if let Some(node) = node {
                tables.insert(lang.clone(), Words::new(lang, &node, &mut found));
            }
            // The built-in tables are tested; their faults would have no place among the site's files.
            if file.is_some() {
                faults.append(&mut found);
            }
        }
    }
    for (lang, table) in &mut tables {
        if let (Some((Some(file), _)), Some(text)) = (strings.get(lang.as_str()), fallback(lang.as_str()))
            && let (Some(node), _) = yaml::parse(FileId::default(), text, 0)
        {
            // A table that could not be read at all has its own fault.
            let mut unheard = Vec::new();
            let heard = if table.texts().is_empty() { &mut unheard } else { &mut *faults };
            table.fill_up(&Words::new(lang, &node, &mut Vec::new()), Span::file_start(*file), heard);
        }
    }
    tables
}

/// Makes `site.css` of the files in `site/`, in the order of their names; a theme of one's own may bring the whole.
fn join_style(assets: &mut BTreeMap<String, Arc<[u8]>>) {
    let (parts, others): (BTreeMap<_, _>, BTreeMap<_, _>) = std::mem::take(assets).into_iter().partition(|(name, _)| name.starts_with("site/") && name.ends_with(".css"));
    *assets = others;
    let parts: Vec<&[u8]> = parts.values().map(|bytes| &**bytes).collect();
    assets.entry(String::from("site.css")).or_insert_with(|| parts.join(&b'\n').into());
}

/// The template filter `unbroken`: a text in pieces, of which every other one, beginning with the second, is a code such
/// as `2026-1` that must stand on one line. Browsers would break it after the hyphen.
fn unbroken(text: &str, _: tera::Kwargs, _: &tera::State) -> Vec<String> {
    let mut pieces = vec![String::new()];
    for word in text.split_inclusive(' ') {
        let code = word.trim_matches(|c: char| !c.is_alphanumeric());
        let is_code = code.contains('-') && code.len() <= LONGEST_CODE && code.starts_with(|c: char| c.is_ascii_digit());
        match word.find(code).filter(|_| is_code) {
            Some(start) => {
                let last = pieces.len() - 1;
                pieces[last].push_str(&word[..start]);
                pieces.extend([code.to_owned(), word[start + code.len()..].to_owned()]);
            }
            None => {
                let last = pieces.len() - 1;
                pieces[last].push_str(word);
            }
        }
    }
    pieces
}

/// A template error with its causes, in one line: what is wrong, and the places in the templates.
fn explain(error: &tera::Error) -> String {
    let text = chain(error);
    let mut lines = text.lines();
    let what = lines.next().unwrap_or_default().trim_start_matches("error: ").to_owned();
    let places: Vec<&str> = lines.filter_map(|line| line.trim_start().strip_prefix("--> ")).collect();
    if places.is_empty() { what } else { format!("{what} (at {})", places.join(", ")) }
}

fn chain(error: &tera::Error) -> String {
    let mut text = error.to_string();
    let mut cause = std::error::Error::source(error);
    while let Some(inner) = cause {
        text.push_str(": ");
        text.push_str(&inner.to_string());
        cause = inner.source();
    }
    text
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;
    use std::sync::Arc;

    use super::{Tera, join_style, unbroken};

    fn shown(text: &str) -> String {
        let mut tera = Tera::new();
        tera.autoescape_on(vec![".html"]);
        tera.register_filter("unbroken", unbroken);
        tera.add_raw_templates([("x.html", "{% for piece in text | unbroken %}{% if loop.index0 is odd %}[{{ piece }}]{% else %}{{ piece }}{% endif %}{% endfor %}")]).expect("a template");
        let mut context = tera::Context::new();
        context.insert("text", text);
        tera.render("x.html", &context).expect("a text")
    }

    #[test]
    fn the_style_is_joined_in_the_order_of_its_files_unless_a_theme_brings_its_own() {
        let assets = |files: &[(&str, &str)]| -> BTreeMap<String, Arc<[u8]>> { files.iter().map(|(name, text)| ((*name).to_owned(), text.as_bytes().into())).collect() };
        let mut parts = assets(&[("site/2.css", "b\n"), ("site/1.css", "a\n"), ("form.css", "f\n")]);
        join_style(&mut parts);
        assert_eq!(parts, assets(&[("form.css", "f\n"), ("site.css", "a\n\nb\n")]));
        let mut whole = assets(&[("site/1.css", "a\n"), ("site.css", "own\n")]);
        join_style(&mut whole);
        assert_eq!(whole, assets(&[("site.css", "own\n")]));
    }

    #[test]
    fn codes_are_set_apart_and_nothing_is_lost() {
        assert_eq!(shown("Villa Ejemplo, assessment 2026-1 · Agreed"), "Villa Ejemplo, assessment [2026-1] · Agreed");
        assert_eq!(shown("(2026-1), 2026-2."), "([2026-1]), [2026-2].");
        assert_eq!(shown("A post-war plan, <b> - 12"), "A post-war plan, &lt;b&gt; - 12");
        assert_eq!(shown(""), "");
    }
}
