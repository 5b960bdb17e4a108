//! Which ids exist, gathered before anything is decoded.
//!
//! An entry whose file is broken still has its name here, so one fault never breeds a second one in every file
//! that refers to it.

use std::collections::{BTreeMap, BTreeSet};

use super::{CountryCode, EntryKind, Id};
use crate::diag::{Code, Diagnostic, suggest};
use crate::load::project::{Project, Single};
use crate::load::yaml::{Node, Value};
use crate::source::Loc;

/// What an id may be the id of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Named {
    /// An entry with a page.
    Entry(EntryKind),
    /// An outcome of the plan.
    Outcome,
    /// A column of the funding table: an outcome or another one.
    FundingColumn,
    /// An output of the plan.
    Output,
    /// An audience.
    Audience,
    /// An office.
    Office,
    /// A measure.
    Measure,
    /// A place where people enter a country.
    EntryPoint,
    /// A question of a framework.
    Indicator,
    /// An action of the library.
    Action,
}

impl Named {
    fn words(self) -> &'static str {
        match self {
            Self::Entry(EntryKind::Area) => "area",
            Self::Entry(EntryKind::Sop) => "procedure",
            Self::Entry(EntryKind::Practice) => "good practice",
            Self::Entry(EntryKind::Sheet) => "country sheet",
            Self::Entry(EntryKind::Activity) => "activity",
            Self::Entry(EntryKind::Challenge) => "challenge",
            Self::Entry(EntryKind::Term) => "glossary term",
            Self::Entry(EntryKind::Page) => "page",
            Self::Entry(EntryKind::Questionnaire) => "questionnaire",
            Self::Entry(EntryKind::Result) => "result",
            Self::Entry(EntryKind::Plan) => "response plan",
            Self::Entry(EntryKind::Toolbox) => "toolbox",
            Self::Entry(EntryKind::Session) => "session",
            Self::Entry(EntryKind::Quiz) => "quiz",
            Self::Outcome => "outcome",
            Self::FundingColumn => "outcome or funding column",
            Self::Output => "output",
            Self::Audience => "audience",
            Self::Office => "office",
            Self::Measure => "measure",
            Self::EntryPoint => "entry point",
            Self::Indicator => "question",
            Self::Action => "action",
        }
    }
}

/// Every known name.
#[derive(Clone, Debug, Default)]
pub struct Names {
    names: BTreeMap<Named, BTreeSet<Id>>,
    /// Kinds whose list could not be parsed: any name may be right.
    open: BTreeSet<Named>,
    countries: BTreeSet<CountryCode>,
    open_countries: bool,
}

impl Names {
    /// Gathers the names of everything that was found.
    #[must_use]
    pub fn gather(project: &Project) -> Self {
        let mut names = Self::default();
        for (single, key, kinds) in [
            (Single::Config, "outcomes", &[Named::Outcome, Named::FundingColumn][..]),
            (Single::Config, "funding_columns", &[Named::FundingColumn]),
            (Single::Config, "areas", &[Named::Entry(EntryKind::Area)]),
            (Single::Config, "audiences", &[Named::Audience]),
            (Single::Offices, "offices", &[Named::Office]),
            (Single::Activities, "outputs", &[Named::Output]),
            (Single::Activities, "activities", &[Named::Entry(EntryKind::Activity)]),
            (Single::Challenges, "challenges", &[Named::Entry(EntryKind::Challenge)]),
            (Single::Measures, "measures", &[Named::Measure]),
            (Single::Routes, "entry_points", &[Named::EntryPoint]),
            (Single::Glossary, "terms", &[Named::Entry(EntryKind::Term)]),
        ] {
            for kind in kinds {
                if project.broken_singles.contains(&single) {
                    names.open.insert(*kind);
                }
                let ids = project.single(single).into_iter().flat_map(|node| items(node, key)).filter_map(|item| Id::new(text(item, "id")?));
                names.names.entry(*kind).or_default().extend(ids);
            }
        }
        names.open_countries = project.broken_singles.contains(&Single::Countries);
        if let Some(node) = project.single(Single::Countries) {
            for item in items(node, "countries") {
                let code = text(item, "code").map(CountryCode::parse);
                names.countries.extend(code.flatten());
            }
        }
        for (kind, entries) in [
            (EntryKind::Sheet, &project.sheets),
            (EntryKind::Toolbox, &project.toolboxes),
            (EntryKind::Questionnaire, &project.questionnaires),
            (EntryKind::Quiz, &project.quizzes),
            (EntryKind::Plan, &project.plans),
        ] {
            names.names.entry(Named::Entry(kind)).or_default().extend(entries.iter().map(|entry| entry.id.value.clone()));
        }
        for prose in project.prose.iter().filter(|prose| prose.kind != EntryKind::Sheet) {
            names.add(Named::Entry(prose.kind), prose.id.value.clone());
        }
        for (kind, id) in &project.broken {
            names.add(Named::Entry(*kind), id.clone());
        }
        if project.broken_actions {
            names.open.insert(Named::Action);
        }
        for file in &project.actions {
            let ids = items(&file.node, "actions").filter_map(|item| Id::new(text(item, "id")?));
            names.names.entry(Named::Action).or_default().extend(ids);
        }
        for domain in project.frameworks.iter().flat_map(|framework| &framework.domains) {
            for capacity in items(&domain.node, "capacities") {
                let ids = items(capacity, "indicators").filter_map(|item| Id::new(text(item, "id")?));
                names.names.entry(Named::Indicator).or_default().extend(ids);
            }
        }
        names
    }

    fn add(&mut self, kind: Named, id: Id) {
        self.names.entry(kind).or_default().insert(id);
    }

    /// The known ids of a kind.
    pub fn of(&self, kind: Named) -> impl Iterator<Item = &Id> {
        self.names.get(&kind).into_iter().flatten()
    }

    /// The ids of a kind as a set.
    #[must_use]
    pub fn set(&self, kind: Named) -> BTreeSet<Id> {
        self.names.get(&kind).cloned().unwrap_or_default()
    }

    /// The known country codes.
    #[must_use]
    pub fn countries(&self) -> &BTreeSet<CountryCode> {
        &self.countries
    }

    /// Whether an id is known, or may be.
    #[must_use]
    pub fn knows(&self, kind: Named, id: &str) -> bool {
        self.open.contains(&kind) || self.names.get(&kind).is_some_and(|ids| ids.contains(id))
    }

    /// Pushes a fault for a reference to nothing.
    pub fn check(&self, kind: Named, id: &Loc<Id>, faults: &mut Vec<Diagnostic>) {
        if self.knows(kind, id.as_str()) {
            return;
        }
        let code = if kind == Named::Entry(EntryKind::Area) { Code::UnknownArea } else { Code::MissingReference };
        faults.push(
            Diagnostic::error(code, id.span, format!("there is no {} `{}`", kind.words(), id.value))
                .hint(suggest(id.as_str(), self.of(kind).map(Id::as_str))),
        );
    }

    /// Checks a list of references; a reference that stands twice is a fault too.
    pub fn check_all(&self, kind: Named, ids: &[Loc<Id>], faults: &mut Vec<Diagnostic>) {
        for (index, id) in ids.iter().enumerate() {
            self.check(kind, id, faults);
            if let Some(first) = ids[..index].iter().find(|other| other.value == id.value) {
                faults.push(
                    Diagnostic::error(Code::DuplicateId, id.span, format!("`{}` stands twice in this list", id.value))
                        .label("again here")
                        .related(first.span, "first here")
                        .hint("remove one of them"),
                );
            }
        }
    }

    /// Pushes a fault for a country that is not on the list.
    pub fn check_country(&self, code: &Loc<CountryCode>, faults: &mut Vec<Diagnostic>) {
        if self.open_countries || self.countries.contains(&code.value) {
            return;
        }
        faults.push(
            Diagnostic::error(Code::UnknownCountry, code.span, format!("country `{}` is not in `content/countries.yaml`", code.value))
                .hint(suggest(code.as_str(), self.countries.iter().map(CountryCode::as_str))),
        );
    }
}

/// The items of a list under a key, however little else of the tree is right.
fn items<'a>(node: &'a Node, key: &str) -> impl Iterator<Item = &'a Node> + use<'a> {
    match get(node, key).map(|node| &node.value) {
        Some(Value::Sequence(items)) => items.as_slice(),
        _ => &[],
    }
    .iter()
}

fn text<'a>(node: &'a Node, key: &str) -> Option<&'a str> {
    match &get(node, key)?.value {
        Value::Scalar(scalar) => Some(&scalar.text),
        _ => None,
    }
}

fn get<'a>(node: &'a Node, key: &str) -> Option<&'a Node> {
    match &node.value {
        Value::Mapping(entries) => entries.iter().find(|entry| entry.key == key).map(|entry| &entry.value),
        _ => None,
    }
}
