//! The one-file edition: a toolbox, or a whole small site, as one page that needs nothing beside it.
//!
//! A telephone opens a file from a stick or a chat by itself, so that no link to a second file works. In: the compiled
//! site. Out: one HTML file with every page as a section of it, the search with its index, and the forms. Sections are
//! plain HTML, so that all can be read without scripts; a small script shows one at a time. Pages are rendered as for the
//! site; [`section`] makes of each what stands in the file: addresses that stay in it, ids that are unique in it, pictures
//! inlined. Its policy names style and scripts by hash, and allows nothing from elsewhere.

mod section;

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;
use serde::Serialize;

use super::form::{self, embedded};
use super::pages;
use super::policy::Policy;
use super::search::without_comments;
use super::view::{Link, Maker};
use crate::diag::{Code, Diagnostic};
use crate::hash::base64;
use crate::model::Lang;
use crate::outline::{Page, PageKind};
use crate::site::Compiled;
use section::{File, section};

/// Shows one section at a time.
const SCRIPT: &str = include_str!("../../client/one-file.js");
/// The style sheet of the edition in the theme; it is no asset of the site.
pub(super) const STYLE: &str = "one-file.css";

/// A file in one piece.
#[derive(Debug)]
pub struct OneFile {
    /// The file.
    pub html: Vec<u8>,
    /// How many pages are in it.
    pub pages: usize,
    /// What takes how much of it, in bytes, the largest first: pages, search, forms by path.
    pub sizes: Vec<(String, u64)>,
}

#[derive(Serialize)]
struct View {
    lang: String,
    title: String,
    policy: String,
    style: String,
    script: String,
    languages: Vec<Language>,
    sections: Vec<String>,
    /// The index of the search by key, as JSON that may stand in a page.
    index: String,
    /// The forms by the path of their page, each a whole document, as JSON that may stand in a page.
    forms: String,
}

#[derive(Serialize)]
struct Language {
    code: String,
    name: String,
    home: String,
    site: String,
    notice: Option<String>,
    nav: Vec<Link>,
    nav_label: String,
    skip: String,
    menu: String,
}

#[derive(Serialize)]
struct Framed<'a> {
    title: &'a str,
    description: &'a str,
    noscript: &'a str,
}

/// The edition in the given languages; all of the site if none is named.
///
/// # Errors
/// Mistakes of the theme that only show with a page's data, and a language that the site has not.
pub fn one_file(compiled: &Compiled, wanted: &[Lang]) -> Result<OneFile, Vec<Diagnostic>> {
    let site = &compiled.toolbox.site;
    if let Some(unknown) = wanted.iter().find(|lang| !site.languages.contains(lang)) {
        let known: Vec<&str> = site.languages.iter().map(Lang::as_str).collect();
        let fault = Diagnostic::at_path(Code::UnknownLanguage, "rumbo.yaml", format!("the site has no language `{unknown}`"));
        return Err(vec![fault.hint(format!("its languages are {}", known.join(", ")))]);
    }
    let languages: Vec<&Lang> = site.languages.iter().filter(|lang| wanted.is_empty() || wanted.contains(lang)).collect();
    let outline = &compiled.outline;
    let inside: Vec<usize> = (0..outline.pages.len()).filter(|number| is_inside(&outline.pages[*number], &languages)).collect();
    let known = Known::of(compiled, &inside);
    let theme = |error: String, path: &str| vec![Diagnostic::at_path(Code::Theme, path, error).hint("correct the template; nothing was written")];

    let rendered: Vec<Result<String, Vec<Diagnostic>>> = inside
        .par_iter()
        .map(|number| {
            let page = &outline.pages[*number];
            let html = match page.kind {
                // The form itself comes in a frame, where its ids are its own.
                PageKind::Form(_) => framed(compiled, page),
                _ => pages::page(compiled, *number),
            };
            let html = html.map_err(|error| theme(error, &page.path))?;
            Ok(section(&html, page, &known))
        })
        .collect();
    let (mut sections, mut faults) = (Vec::with_capacity(rendered.len()), Vec::new());
    for section in rendered {
        match section {
            Ok(section) => sections.push(section),
            Err(mut found) => faults.append(&mut found),
        }
    }
    if !faults.is_empty() {
        return Err(faults);
    }
    let mut forms: BTreeMap<String, String> = BTreeMap::new();
    for (number, page) in outline.pages.iter().enumerate().filter(|(_, page)| languages.contains(&&page.lang)) {
        if let PageKind::FormAlone(index) = page.kind
            && let Some(path) = known.forms.get(&(index, page.lang.clone()))
        {
            forms.insert(path.clone(), pages::page(compiled, number).map_err(|error| theme(error, &page.path))?);
        }
    }
    // A form in its frame stands under the policy of the page around it, too. The forms share their scripts.
    let script = super::search::page_script() + &without_comments(SCRIPT);
    let style = style(compiled);
    let allowed = |directive: &str| -> BTreeSet<String> { forms.values().flat_map(|page| form::allowed(page, directive)).map(str::to_owned).collect() };
    let policy = Policy::default().script(&script).style(&style).sources(allowed("script-src"), allowed("style-src")).to_string();
    let index = index(compiled, &languages);
    let index = embedded(&serde_json::json!(index));
    let forms = embedded(&serde_json::json!(forms));
    let mut sizes: Vec<(String, u64)> = inside.iter().zip(&sections).map(|(number, section)| (outline.pages[*number].path.clone(), section.len() as u64)).collect();
    sizes.push((String::from("the forms"), forms.len() as u64));
    sizes.push((String::from("the search index"), index.len() as u64));
    sizes.sort_by(|one, other| (other.1, &one.0).cmp(&(one.1, &other.0)));

    let bars: Vec<Language> = languages.iter().filter_map(|lang| bar(compiled, lang, &known)).collect();
    let (title, _) = super::stick::called(compiled);
    let first = languages.first().copied().unwrap_or_else(|| site.default_language());
    let view = View {
        lang: first.to_string(),
        title: title.shown(first, site.default_language()).0.to_owned(),
        policy,
        style,
        script,
        languages: bars,
        sections,
        index,
        forms,
    };
    let html = compiled.theme.render_alone("one-file.html", &view).map_err(|error| theme(error, "one-file.html"))?;
    Ok(OneFile { html: html.into_bytes(), pages: inside.len(), sizes })
}

/// Whether a page is a section of the file. Joining the files of several people stays with the site.
fn is_inside(page: &Page, languages: &[&Lang]) -> bool {
    let own = page.path.strip_prefix(page.lang.as_str()).is_some_and(|rest| rest.starts_with('/'));
    own && languages.contains(&&page.lang) && !matches!(page.kind, PageKind::FormAlone(_) | PageKind::Workshop(_) | PageKind::Data | PageKind::NotFound)
}

/// The page of a form, without the form: title, sentence, and the place where the form is put.
fn framed(compiled: &Compiled, page: &Page) -> Result<String, String> {
    let words = pages::words(compiled, &page.lang)?;
    let view = Maker::new(pages::sources(compiled), words, page).view();
    let framed = Framed { title: &view.shell.title, description: &view.shell.description, noscript: words.get("onefile_form_noscript") };
    compiled.theme.render_alone("one-file-form.html", &framed)
}

/// What is in the file, for addresses.
struct Known {
    /// The paths of the pages.
    pages: BTreeSet<String>,
    /// Where the page of each form is, by the paths of the same form in one file.
    alone: BTreeMap<String, String>,
    forms: BTreeMap<(usize, Lang), String>,
    /// Pictures that are inlined, by path, as data addresses.
    pictures: BTreeMap<String, String>,
}

impl Known {
    fn of(compiled: &Compiled, inside: &[usize]) -> Self {
        let outline = &compiled.outline;
        let pages = inside.iter().map(|number| outline.pages[*number].path.clone()).collect();
        let form = |page: &Page| match page.kind {
            PageKind::Form(index) => Some(((index, page.lang.clone()), page.path.clone())),
            _ => None,
        };
        let forms: BTreeMap<(usize, Lang), String> = inside.iter().filter_map(|number| form(&outline.pages[*number])).collect();
        let alone = outline.pages.iter().filter_map(|page| match page.kind {
            PageKind::FormAlone(index) => Some((page.path.clone(), forms.get(&(index, page.lang.clone()))?.clone())),
            _ => None,
        });
        let alone = alone.collect();
        let picture = |path: String, bytes: &[u8]| Some((data_address(&path, bytes)?, path));
        let own = compiled.toolbox.assets.iter().filter_map(|asset| picture(format!("files/{}", asset.path), &asset.bytes));
        let theme = compiled.theme.assets().iter().filter_map(|(name, bytes)| picture(format!("assets/{name}"), bytes));
        let pictures = own.chain(theme).map(|(address, path)| (path, address)).collect();
        Self { pages, alone, forms, pictures }
    }
}

impl section::Inside for Known {
    fn file(&self, path: &str) -> File<'_> {
        if self.pages.contains(path) {
            return File::Page(self.pages.get(path).map_or("", String::as_str));
        }
        if let Some(page) = self.alone.get(path) {
            return File::Page(page);
        }
        self.pictures.get(path).map_or(File::Outside, |address| File::Picture(address))
    }
}

/// A picture as an address that holds it; nothing for other files.
fn data_address(path: &str, bytes: &[u8]) -> Option<String> {
    let kind = match path.rsplit_once('.')?.1.to_ascii_lowercase().as_str() {
        "svg" => "image/svg+xml",
        "png" => "image/png",
        "jpg" | "jpeg" => "image/jpeg",
        "gif" => "image/gif",
        "webp" => "image/webp",
        _ => return None,
    };
    Some(format!("data:{kind};base64,{}", base64(bytes)))
}

/// The whole style of the site, with its pictures inlined, and what this edition adds.
fn style(compiled: &Compiled) -> String {
    let theme = &compiled.theme;
    let sheet = |name: &str| theme.asset(name).map(|bytes| String::from_utf8_lossy(bytes).into_owned()).unwrap_or_default();
    let mut site = sheet("site.css");
    for (name, bytes) in theme.assets() {
        for written in [format!("url(\"{name}\")"), format!("url({name})")] {
            if site.contains(&written) {
                site = data_address(name, bytes).map_or_else(|| site.clone(), |address| site.replace(&written, &format!("url(\"{address}\")")));
            }
        }
    }
    form::squeezed(&[super::chart::STYLE_SHEET, &site, &sheet(STYLE)])
}

/// The files of the search by the keys under which its script asks for them.
fn index(compiled: &Compiled, languages: &[&Lang]) -> BTreeMap<String, serde_json::Value> {
    let files = pages::search_index(compiled, |_| true);
    let wanted = |path: &str| languages.iter().any(|lang| path.starts_with(&format!("search/{lang}/")));
    let read = |bytes: &[u8]| {
        // `CSX("es/p7", …);`: a list of two for a reader of JSON.
        let call = std::str::from_utf8(bytes).ok()?.trim().strip_prefix("CSX(")?.strip_suffix(");")?;
        serde_json::from_str::<(String, serde_json::Value)>(&format!("[{call}]")).ok()
    };
    files.iter().filter(|(path, _)| wanted(path)).filter_map(|(_, bytes)| read(bytes)).collect()
}

/// What stands above the sections of a language.
fn bar(compiled: &Compiled, lang: &Lang, known: &Known) -> Option<Language> {
    let words = compiled.theme.words(lang)?;
    let path = format!("{lang}/index.html");
    let page = compiled.outline.page(&path)?;
    let shell = Maker::new(pages::sources(compiled), words, page).view().shell;
    let link = |title: &str, href: &str| {
        let href = section::address(&path, href, known)?;
        Some(Link { title: title.to_owned(), href, ..Link::default() })
    };
    let mut nav: Vec<Link> = shell.nav.iter().filter_map(|item| link(&item.title, &item.href)).collect();
    nav.extend(link(words.get("a_z"), "a-z.html"));
    nav.extend(link(words.get("search_title"), "search.html"));
    Some(Language {
        code: lang.to_string(),
        name: words.get(&format!("own_name_{lang}")).to_owned(),
        home: format!("#{path}"),
        site: shell.title,
        notice: shell.notice,
        nav,
        nav_label: words.get("nav_label").to_owned(),
        skip: words.get("skip_to_content").to_owned(),
        menu: words.get("menu").to_owned(),
    })
}
