//! What is in the site's folder: every file classified by its path, YAML parsed, front matter cut off.
//!
//! In: the texts that [`fs`](crate::fs) read. Out: a [`Project`]. The rule is the folder: a file's kind is where it
//! stands, its id is its name. Nothing is decoded here; a file whose syntax is broken stays known by its id, so
//! that references to it raise no second fault.

use std::collections::BTreeSet;

use rayon::prelude::*;

use super::Entry;
use super::answers;
use super::leaf::{EntryKind, Id, Lang, bad_id};
use super::yaml::{self, Node};
use crate::diag::{Code, Diagnostic, suggest};
use crate::source::{FileId, Loc, Source, Sources, Span};

/// Single files that hold a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Single {
    /// `rumbo.yaml`
    Config,
    /// `content/countries.yaml`
    Countries,
    /// `content/offices.yaml`
    Offices,
    /// `content/activities.yaml`
    Activities,
    /// `content/challenges.yaml`
    Challenges,
    /// `content/measures.yaml`
    Measures,
    /// `content/routes.yaml`
    Routes,
    /// `content/glossary.yaml`
    Glossary,
}

const SINGLES: &[(&str, Single)] = &[
    ("rumbo.yaml", Single::Config),
    ("content/countries.yaml", Single::Countries),
    ("content/offices.yaml", Single::Offices),
    ("content/activities.yaml", Single::Activities),
    ("content/challenges.yaml", Single::Challenges),
    ("content/measures.yaml", Single::Measures),
    ("content/routes.yaml", Single::Routes),
    ("content/glossary.yaml", Single::Glossary),
];

/// Folders whose kinds are reserved and not read by this version.
const RESERVED: &[&str] = &[
    "assessments/targets",
    "assessments/consensus",
];

/// The folders that are read, relative to the site's own.
pub const WANTED: &[&str] = &["rumbo.yaml", "content", "assessments", "themes"];

/// A Markdown file.
#[derive(Clone, Debug)]
pub struct ProseFile {
    /// What it is: a procedure, a practice, a page, a session, or the prose of a sheet.
    pub kind: EntryKind,
    /// Its entry, from the file's name.
    pub id: Loc<Id>,
    /// Its language, from the file's name.
    pub lang: Lang,
    /// The file.
    pub file: FileId,
    /// The front matter between `---` lines, if there is any.
    pub front: Option<Node>,
    /// The byte at which the Markdown begins.
    pub body: usize,
}

/// The files of one framework.
#[derive(Clone, Debug)]
pub struct FrameworkFiles {
    /// The framework's id: its folder's name.
    pub id: Loc<Id>,
    /// `framework.yaml`.
    pub framework: Entry,
    /// `domains/<area>.yaml`, in path order.
    pub domains: Vec<Entry>,
    /// Areas whose files could not be parsed: what they hold is not known, so unknown questions are silent.
    pub broken_domains: Vec<Id>,
}

/// A file that is passed on as it is.
#[derive(Clone, Debug)]
pub struct Asset {
    /// Path below `content/files/`.
    pub path: String,
    /// What it holds.
    pub bytes: std::sync::Arc<[u8]>,
}

/// Everything that was found, classified.
#[derive(Clone, Debug, Default)]
pub struct Project {
    /// Every text that was read.
    pub sources: Sources,
    /// The single list files, in the order of [`Single`].
    pub singles: Vec<(Single, FileId, Node)>,
    /// `content/figures/<id>.yaml`
    pub figures: Vec<Entry>,
    /// `content/sheets/<id>.yaml`
    pub sheets: Vec<Entry>,
    /// `content/toolboxes/<id>.yaml`
    pub toolboxes: Vec<Entry>,
    /// `content/actions/<area>.yaml`
    pub actions: Vec<Entry>,
    /// `content/quizzes/<id>.yaml`
    pub quizzes: Vec<Entry>,
    /// Every Markdown file.
    pub prose: Vec<ProseFile>,
    /// The frameworks.
    pub frameworks: Vec<FrameworkFiles>,
    /// `assessments/questionnaires/<id>.yaml`
    pub questionnaires: Vec<Entry>,
    /// `assessments/adaptations/<id>.yaml`
    pub adaptations: Vec<Entry>,
    /// `assessments/crosswalks/<id>.yaml`
    pub crosswalks: Vec<Entry>,
    /// `assessments/units/<id>.yaml`
    pub units: Vec<Entry>,
    /// `assessments/plans/<id>.yaml`
    pub plans: Vec<Entry>,
    /// `assessments/answers/**`
    pub answers: Vec<(FileId, Node)>,
    /// Files to pass on.
    pub assets: Vec<Asset>,
    /// Entries whose file could not be parsed: references to them are silent.
    pub broken: BTreeSet<(EntryKind, Id)>,
    /// List files that could not be parsed: references into them are silent.
    pub broken_singles: BTreeSet<Single>,
    /// Frameworks whose main file could not be parsed.
    pub broken_frameworks: BTreeSet<Id>,
    /// Units whose file could not be parsed.
    pub broken_units: BTreeSet<Id>,
    /// Whether an answer file could not be parsed: there may be answers that are not known.
    pub broken_answers: bool,
    /// Whether a file of the action library could not be parsed: references to actions are silent.
    pub broken_actions: bool,
}

/// What a file is, by its path alone.
enum Class {
    Single(Single),
    Figures,
    Sheet,
    Toolbox,
    Actions,
    Quiz,
    Prose(EntryKind),
    Framework(String),
    Domain(String),
    Questionnaire,
    Adaptation,
    Crosswalk,
    Unit,
    Plan,
    Answers,
    Ignored,
    Reserved,
    Misplaced,
}

/// A parsed file on its way into the [`Project`].
enum Parsed {
    Yaml(Option<Node>),
    Prose { front: Option<Node>, body: usize },
    Nothing,
}

/// Classifies and parses every text; `unread` are the paths of files that are there but could not be read.
#[must_use]
pub fn load(texts: Vec<Source>, assets: Vec<Asset>, unread: &[String]) -> (Project, Vec<Diagnostic>) {
    let sources = Sources::new(texts);
    let files: Vec<(FileId, &Source)> = sources.iter().collect();
    let parsed: Vec<(Class, Parsed, Vec<Diagnostic>)> = files.par_iter().map(|(file, source)| parse(*file, source)).collect();

    let mut faults = Vec::new();
    let mut project = Project { assets, ..Project::default() };
    let mut framework_domains: Vec<(String, Entry)> = Vec::new();
    let mut broken_domains: Vec<(String, Id)> = Vec::new();
    for path in unread {
        project.note_broken(&classify(path), path, &mut broken_domains);
    }
    for ((file, source), (class, parsed, mut found)) in files.iter().zip(parsed) {
        faults.append(&mut found);
        if let Parsed::Yaml(None) = parsed {
            project.note_broken(&class, &source.path, &mut broken_domains);
        } else {
            project.place(*file, source, class, parsed, &mut framework_domains, &mut faults);
        }
    }
    for (folder, domain) in broken_domains {
        if let Some(framework) = project.frameworks.iter_mut().find(|framework| framework.id.as_str() == folder) {
            framework.broken_domains.push(domain);
        }
    }
    for (folder, domain) in framework_domains {
        match project.frameworks.iter_mut().find(|framework| framework.id.as_str() == folder) {
            Some(framework) => framework.domains.push(domain),
            None if project.broken_frameworks.contains(folder.as_str()) => {}
            None => faults.push(
                Diagnostic::error(
                    Code::MisplacedFile,
                    Span::file_start(domain.file),
                    format!("there is no `assessments/frameworks/{folder}/framework.yaml`"),
                )
                .hint("add it, or move this file to its framework's folder"),
            ),
        }
    }
    project.sources = sources;
    (project, faults)
}

fn parse(file: FileId, source: &Source) -> (Class, Parsed, Vec<Diagnostic>) {
    let class = classify(&source.path);
    match class {
        Class::Ignored | Class::Reserved | Class::Misplaced => (class, Parsed::Nothing, Vec::new()),
        Class::Answers if source.path.ends_with(".txt") => {
            let (node, faults) = answers::text::parse(file, &source.text);
            (class, Parsed::Yaml(node), faults)
        }
        Class::Prose(_) => {
            let (front, body, faults) = front_matter(file, &source.text);
            (class, Parsed::Prose { front, body }, faults)
        }
        _ => {
            let (node, mut faults) = yaml::parse(file, &source.text, 0);
            if node.is_none() && faults.is_empty() {
                faults.push(
                    Diagnostic::error(Code::EmptyFile, Span::file_start(file), "this file holds nothing but comments")
                        .hint("fill it in or delete it"),
                );
            }
            (class, Parsed::Yaml(node), faults)
        }
    }
}

impl Project {
    fn place(
        &mut self,
        file: FileId,
        source: &Source,
        class: Class,
        parsed: Parsed,
        domains: &mut Vec<(String, Entry)>,
        faults: &mut Vec<Diagnostic>,
    ) {
        let node = match parsed {
            Parsed::Prose { front, body } => {
                let Class::Prose(kind) = class else { return };
                if let Some((id, lang)) = prose_name(file, source, faults) {
                    self.prose.push(ProseFile { kind, id, lang, file, front, body });
                }
                return;
            }
            Parsed::Yaml(Some(node)) => node,
            Parsed::Yaml(None) => return,
            Parsed::Nothing => return misplaced(file, source, &class, faults),
        };
        // Answers may be called anything: their identity is inside.
        if let Class::Answers = class {
            self.answers.push((file, node));
            return;
        }
        if let Class::Single(single) = class {
            self.singles.push((single, file, node));
            return;
        }
        let name = match &class {
            Class::Framework(folder) => folder.clone(),
            _ => stem(&source.path).to_owned(),
        };
        let Some(id) = Id::new(&name) else {
            faults.push(bad_id(&name, Span::file_start(file)));
            return;
        };
        let id = Loc::new(id, Span::file_start(file));
        if let Some(first) = self.same_name(&class, &id, domains) {
            faults.push(
                Diagnostic::error(Code::DuplicateId, id.span, format!("two files are called `{}`", id.value))
                    .label("this one, and another with the other ending")
                    .related(first, "the other one")
                    .hint("keep one of them, with the ending `.yaml`"),
            );
            return;
        }
        let entry = Entry { id: id.clone(), file, node };
        match class {
            Class::Figures => self.figures.push(entry),
            Class::Sheet => self.sheets.push(entry),
            Class::Toolbox => self.toolboxes.push(entry),
            Class::Actions => self.actions.push(entry),
            Class::Quiz => self.quizzes.push(entry),
            Class::Questionnaire => self.questionnaires.push(entry),
            Class::Adaptation => self.adaptations.push(entry),
            Class::Crosswalk => self.crosswalks.push(entry),
            Class::Unit => self.units.push(entry),
            Class::Plan => self.plans.push(entry),
            Class::Domain(folder) => domains.push((folder, entry)),
            Class::Framework(_) => self.frameworks.push(FrameworkFiles { id, framework: entry, domains: Vec::new(), broken_domains: Vec::new() }),
            _ => {}
        }
    }

    /// The entry of the same kind and name that was read before, from a file with the other ending.
    fn same_name(&self, class: &Class, id: &Loc<Id>, domains: &[(String, Entry)]) -> Option<Span> {
        let entries = match class {
            Class::Domain(folder) => {
                let known = domains.iter().rfind(|(of, entry)| of == folder && entry.id.value == id.value);
                return known.map(|(_, entry)| entry.id.span);
            }
            Class::Figures => &self.figures,
            Class::Sheet => &self.sheets,
            Class::Toolbox => &self.toolboxes,
            Class::Actions => &self.actions,
            Class::Quiz => &self.quizzes,
            Class::Questionnaire => &self.questionnaires,
            Class::Adaptation => &self.adaptations,
            Class::Crosswalk => &self.crosswalks,
            Class::Unit => &self.units,
            Class::Plan => &self.plans,
            _ => return None,
        };
        // Files come in the order of their paths, in which `a.yaml` and `a.yml` are neighbours.
        entries.last().filter(|entry| entry.id.value == id.value).map(|entry| entry.id.span)
    }

    /// Whether every file could be read and parsed.
    #[must_use]
    pub fn is_whole(&self) -> bool {
        self.broken.is_empty()
            && self.broken_singles.is_empty()
            && self.broken_frameworks.is_empty()
            && self.broken_units.is_empty()
            && !self.broken_actions
            && !self.broken_answers
            && self.frameworks.iter().all(|framework| framework.broken_domains.is_empty())
    }

    /// Remembers a file that cannot be understood, so that nothing that refers to it is blamed.
    fn note_broken(&mut self, class: &Class, path: &str, domains: &mut Vec<(String, Id)>) {
        let id = Id::new(stem(path));
        let kind = match class {
            Class::Single(single) => {
                self.broken_singles.insert(*single);
                return;
            }
            Class::Framework(folder) => {
                self.broken_frameworks.extend(Id::new(folder));
                return;
            }
            Class::Domain(folder) => {
                domains.extend(id.map(|id| (folder.clone(), id)));
                return;
            }
            // An edition is a framework to all that refer to it.
            Class::Adaptation => {
                self.broken_frameworks.extend(id);
                return;
            }
            Class::Unit => {
                self.broken_units.extend(id);
                return;
            }
            Class::Plan => EntryKind::Plan,
            Class::Answers => {
                self.broken_answers = true;
                return;
            }
            Class::Actions => {
                self.broken_actions = true;
                return;
            }
            Class::Sheet => EntryKind::Sheet,
            Class::Toolbox => EntryKind::Toolbox,
            Class::Quiz => EntryKind::Quiz,
            Class::Questionnaire => EntryKind::Questionnaire,
            Class::Prose(kind) => {
                let id = stem(path).rsplit_once('.').and_then(|(id, _)| Id::new(id));
                self.broken.extend(id.map(|id| (*kind, id)));
                return;
            }
            _ => return,
        };
        self.broken.extend(id.map(|id| (kind, id)));
    }

    /// The tree of a single list file.
    #[must_use]
    pub fn single(&self, wanted: Single) -> Option<&Node> {
        self.singles.iter().find(|(single, ..)| *single == wanted).map(|(.., node)| node)
    }
}

fn classify(path: &str) -> Class {
    if let Some((_, single)) = SINGLES.iter().find(|(name, _)| *name == path) {
        return Class::Single(*single);
    }
    let yaml = path.ends_with(".yaml") || path.ends_with(".yml");
    let parts: Vec<&str> = path.split('/').collect();
    match parts.as_slice() {
        // The theme reads its own files.
        ["themes", ..] => Class::Ignored,
        [.., name] if name.eq_ignore_ascii_case("readme.md") => Class::Ignored,
        ["content", "figures", _] if yaml => Class::Figures,
        ["content", "sheets", _] if yaml => Class::Sheet,
        ["content", "toolboxes", _] if yaml => Class::Toolbox,
        ["content", "actions", _] if yaml => Class::Actions,
        ["content", "quizzes", _] if yaml => Class::Quiz,
        ["content", folder @ ("sops" | "practices" | "pages" | "sheets" | "sessions"), name] if name.ends_with(".md") => {
            match EntryKind::ALL.iter().find(|kind| kind.word() == *folder) {
                Some(kind) => Class::Prose(*kind),
                None => Class::Misplaced,
            }
        }
        ["assessments", "frameworks", folder, "framework.yaml"] => Class::Framework((*folder).to_owned()),
        ["assessments", "frameworks", folder, "domains", _] if yaml => Class::Domain((*folder).to_owned()),
        ["assessments", "questionnaires", _] if yaml => Class::Questionnaire,
        ["assessments", "adaptations", _] if yaml => Class::Adaptation,
        ["assessments", "crosswalks", _] if yaml => Class::Crosswalk,
        ["assessments", "units", _] if yaml => Class::Unit,
        ["assessments", "plans", _] if yaml => Class::Plan,
        ["assessments", "answers", .., name] if yaml || name.ends_with(".json") || name.ends_with(".txt") || is_form(name) => Class::Answers,
        _ if RESERVED.iter().any(|folder| path.strip_prefix(folder).is_some_and(|rest| rest.starts_with('/'))) => Class::Reserved,
        _ => Class::Misplaced,
    }
}

/// A returned form, whose fields were read as an answer file.
fn is_form(name: &str) -> bool {
    name.rsplit_once('.').is_some_and(|(_, ending)| ending.eq_ignore_ascii_case("pdf"))
}

fn misplaced(file: FileId, source: &Source, class: &Class, faults: &mut Vec<Diagnostic>) {
    let span = Span::file_start(file);
    match class {
        Class::Reserved => faults.push(
            Diagnostic::warning(Code::MisplacedFile, span, format!("`{}` is in a folder that this version does not read yet", source.path))
                .hint("the folder's name is kept for a kind that is to come; the file is left out"),
        ),
        Class::Misplaced => {
            let known = [
                "content/sops", "content/practices", "content/pages", "content/sheets", "content/figures", "content/toolboxes", "content/actions",
                "content/sessions", "content/quizzes",
                "content/files", "assessments/frameworks", "assessments/questionnaires", "assessments/adaptations", "assessments/crosswalks", "assessments/units", "assessments/answers",
                "assessments/plans",
            ];
            let folder = source.path.rsplit_once('/').map_or("", |(folder, _)| folder);
            let hint = match known.iter().find(|name| **name == folder) {
                Some(_) if source.path != source.path.to_lowercase() => {
                    format!("write the ending in small letters: `{}`", lower_ending(&source.path))
                }
                Some(_) if source.path.ends_with(".md") => String::from("this folder takes `.yaml` files"),
                Some(_) if source.path.ends_with(".yaml") => String::from("this folder takes `.md` files"),
                Some(_) => String::from("this folder takes `.yaml` or `.md` files only; pictures and documents go to `content/files/`"),
                None => format!("move it to the folder of its kind; {}", suggest(folder, known)),
            };
            faults.push(Diagnostic::error(Code::MisplacedFile, span, format!("`{}` belongs to no kind of content", source.path)).hint(hint));
        }
        _ => {}
    }
}

/// One warning for each file that is no text and stands where nothing would read it, so that nobody waits for its answers.
#[must_use]
pub fn unread<'a>(binaries: impl Iterator<Item = &'a str>) -> Vec<Diagnostic> {
    binaries
        .filter_map(|path| {
            let (top, below) = path.split_once('/')?;
            let hint = match (top, below.split_once('/').map_or("", |(folder, _)| folder)) {
                ("assessments", "answers") if is_form(below) => return None,
                ("assessments", "answers") => "answers come as `.answers.json`, `.txt` or `.yaml` files, or as the form filled in as PDF; fill in the form from this file, and put what it saves here",
                ("content", "files") => return None,
                ("content" | "assessments", _) => "pictures and documents go to `content/files/`",
                _ => return None,
            };
            Some(Diagnostic::warning_at_path(Code::MisplacedFile, path, "this file is not read").hint(hint))
        })
        .collect()
}

/// The file's name with its ending in small letters.
fn lower_ending(path: &str) -> String {
    let name = path.rsplit('/').next().unwrap_or(path);
    name.rsplit_once('.').map_or_else(|| name.to_owned(), |(stem, ending)| format!("{stem}.{}", ending.to_lowercase()))
}

fn stem(path: &str) -> &str {
    let name = path.rsplit('/').next().unwrap_or(path);
    name.rsplit_once('.').map_or(name, |(stem, _)| stem)
}

/// `<id>.<language>.md`
fn prose_name(file: FileId, source: &Source, faults: &mut Vec<Diagnostic>) -> Option<(Loc<Id>, Lang)> {
    let span = Span::file_start(file);
    let stem = stem(&source.path);
    let Some((id, lang)) = stem.rsplit_once('.') else {
        faults.push(
            Diagnostic::error(Code::UnknownLanguage, span, format!("the name of `{}` does not say its language", source.path))
                .hint(format!("call it `{stem}.en.md`, with the code of its language")),
        );
        return None;
    };
    let Some(lang) = Lang::new(lang) else {
        faults.push(
            Diagnostic::error(Code::UnknownLanguage, span, format!("`{lang}` in the name of `{}` is not a language code", source.path))
                .hint("name the file `<id>.<language>.md`, as in `data-sharing.en.md`"),
        );
        return None;
    };
    let Some(id) = Id::new(id) else {
        faults.push(bad_id(id, span));
        return None;
    };
    Some((Loc::new(id, span), lang))
}

/// Cuts the front matter off: its tree, and where the Markdown begins.
fn front_matter(file: FileId, text: &str) -> (Option<Node>, usize, Vec<Diagnostic>) {
    let first = text.lines().next().unwrap_or("");
    if first.trim_end() != "---" {
        return (None, 0, Vec::new());
    }
    let start = text.find('\n').map_or(text.len(), |newline| newline + 1);
    let mut offset = start;
    for line in text[start..].split_inclusive('\n') {
        if line.trim_end() == "---" {
            let (node, faults) = yaml::parse(file, &text[start..offset], start);
            return (node, offset + line.len(), faults);
        }
        offset += line.len();
    }
    let fault = Diagnostic::error(Code::YamlSyntax, Span::new(file, 0, 3), "the front matter is not closed")
        .hint("end it with a line that holds only `---`");
    (None, text.len(), vec![fault])
}
