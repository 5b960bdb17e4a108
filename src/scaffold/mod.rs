//! What `rumbo new` writes: a small site, or one entry of a site, as files full of explanations.
//!
//! In: a kind, an id, and what the site around it has. Out: paths and texts. The examples are real files below
//! `src/scaffold/files/`, compiled into the program; they are tested like any other site. Nothing here touches the
//! disk: [`cli`](crate::cli) asks, and [`fs`](crate::fs) writes.

mod examples;
mod fill;
pub mod schemas;
mod surroundings;

use crate::model::{EntryKind, Id};
use examples::{Example, SITE};
use fill::Fill;

pub use surroundings::{Lack, Surroundings};

/// A file to be written: its path from the site's folder, with `/`, and its text.
pub type NewFile = (String, String);

/// Where the schemas stand in a site.
pub const SCHEMAS: &str = "schemas";

/// What can be begun: a site, then every kind of entry.
#[must_use]
pub fn kinds() -> &'static [&'static str] {
    &["site", "sop", "practice", "page", "sheet", "figures", "toolbox", "session", "quiz", "actions", "framework", "questionnaire", "adaptation", "crosswalk", "unit", "answers", "plan"]
}

/// The files of a small site that builds without a fault, and the schemas of all kinds. `name` is what the site is
/// called until its author says otherwise, usually the name of its folder.
#[must_use]
pub fn site(name: &str) -> Vec<NewFile> {
    let mut fill = Fill::new(vec![String::from("en"), String::from("es")]);
    fill.set("title", &quotable(&title(name)));
    let mut files: Vec<NewFile> = SITE
        .iter()
        .map(|(path, text)| {
            let text = fill.names(text);
            (String::from(*path), with_modeline(path, schemas::of_path(path), text))
        })
        .collect();
    files.extend(schemas::KINDS.iter().filter_map(|kind| Some((schemas::path(kind.name), schemas::schema(kind.name)?))));
    files
}

/// The files of a new entry; `None` if the kind is not one of an entry. Before, ask [`Surroundings::lacks`] whether
/// the site has what such an entry refers to: if not, ids of no entry stand in the files.
#[must_use]
pub fn entry(kind: &str, id: &Id, surroundings: &Surroundings) -> Option<Vec<NewFile>> {
    let fill = surroundings.fill(id);
    let yaml = |path: String, example: &str| {
        let schema = surroundings.schemas.then(|| schemas::of_path(&path)).flatten();
        let text = with_modeline(&path, schema, fill.whole(example));
        (path, text)
    };
    Some(match Example::of(kind)? {
        Example::Yaml { folder, text } => vec![yaml(format!("{folder}/{id}.yaml"), text)],
        Example::Framework { framework, domain } => {
            let home = format!("assessments/frameworks/{id}");
            let area = surroundings.area();
            vec![yaml(format!("{home}/framework.yaml"), framework), yaml(format!("{home}/domains/{area}.yaml"), domain)]
        }
        Example::Prose { kind, editions } => prose(kind, id, editions, &fill),
    })
}

/// One Markdown file for each language of the site that there is an example in: all facts in the default language's,
/// what is translated alone in the others'.
fn prose(kind: EntryKind, id: &Id, editions: &[(&str, &str)], fill: &Fill) -> Vec<NewFile> {
    let default = fill.default_language().to_owned();
    let mut files = Vec::new();
    let Some((_, first)) = editions.first() else { return files };
    let (facts, _) = front_matter(first);
    // A site without any of these languages gets the first one's text under its own default language.
    let base = editions.iter().find(|(lang, _)| *lang == default).map_or(*first, |(_, text)| *text);
    let (front, body) = front_matter(base);
    let path = |lang: &str| format!("content/{}/{id}.{lang}.md", kind.word());
    let front = fill.whole(&replace_wordings(facts, front));
    files.push((path(&default), format!("---\n{front}---\n{}", fill.names(body))));
    for (lang, text) in editions.iter().filter(|(lang, _)| *lang != default && fill.has_language(lang)) {
        let (front, body) = front_matter(text);
        let wordings: String = front.lines().filter(|line| is_wording(line)).flat_map(|line| [line, "\n"]).collect();
        let explained = format!("# Only what is translated stands here. The other facts are in {id}.{default}.md.\n{wordings}");
        files.push((path(lang), fill.names(&format!("---\n{explained}---\n{body}"))));
    }
    files
}

/// The lines between the `---` lines, and the Markdown after them.
fn front_matter(text: &str) -> (&str, &str) {
    let inside = text.strip_prefix("---\n").unwrap_or(text);
    inside.split_once("---\n").unwrap_or((inside, ""))
}

/// Title, summary and the date of the text: what every language writes itself.
fn is_wording(line: &str) -> bool {
    ["title:", "summary:", "revised:"].iter().any(|key| line.starts_with(key))
}

/// The front matter `facts` with what another language's writes itself.
fn replace_wordings(facts: &str, front: &str) -> String {
    let key = |line: &str| line.split(':').next().map(str::to_owned);
    facts
        .lines()
        .map(|line| if is_wording(line) { front.lines().find(|own| key(own) == key(line)).unwrap_or(line) } else { line })
        .flat_map(|line| [line, "\n"])
        .collect()
}

/// Puts the line before a YAML file by which editors find its schema; Markdown has none that they would read.
fn with_modeline(path: &str, schema: Option<&str>, text: String) -> String {
    match schema {
        Some(schema) if path.ends_with(".yaml") => {
            let up = "../".repeat(path.matches('/').count());
            format!("# yaml-language-server: $schema={up}{}\n{text}", schemas::path(schema))
        }
        _ => text,
    }
}

/// A name as a title: `night-shift` becomes `Night shift`.
fn title(name: &str) -> String {
    let words = name.split(['-', '_', ' ']).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ");
    let mut letters = words.chars();
    letters.next().map_or_else(|| String::from("New site"), |first| first.to_uppercase().chain(letters).collect())
}

/// A text that may stand between double quotes in YAML, and in a heading: without what would end or bend either.
fn quotable(text: &str) -> String {
    text.chars().filter(|sign| !sign.is_control() && !matches!(sign, '"' | '\\' | '{' | '}')).collect()
}

#[cfg(test)]
mod tests;
