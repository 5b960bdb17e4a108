//! The toolbox as meant: every reference resolved or reported, every text parsed, every sum added up.
//!
//! In: the [`Project`]. Out: a [`Toolbox`] that later stages can trust, and every fault of every file. An entry
//! that does not decode is left out, but its name stays known, so that nothing that refers to it is blamed.

pub mod action;
pub mod answers;
pub mod assessment;
pub mod catalogue;
pub mod compiled;
pub mod crosswalk;
pub mod exact;
pub mod expression;
pub mod figure;
pub mod framework;
pub mod look;
pub mod names;
pub mod plan;
pub mod prose;
pub mod questionnaire;
pub mod routes;
pub mod sheet;
pub mod site;
pub mod tally;
pub mod toolbox;
pub mod training;
pub mod translation;
pub mod unit;

#[cfg(test)]
pub(crate) mod fixture;

use std::borrow::Cow;
use std::collections::BTreeMap;

use rayon::prelude::*;

pub use crate::load::leaf::{Amount, CountryCode, Date, EntryKind, Id, Lang, Text, Wording};
pub use catalogue::{Activity, Challenge, Country, Measure, Office, PlanOutput, StatedTotals, Term};
pub use exact::Exact;
pub use figure::{Figure, FigureValue, Period};
pub use prose::{Edition, Page, Practice, ProseEntry, Sop};
pub use routes::{EntryPoint, Route};
pub use sheet::{Funding, Highlight, Sheet};
pub use site::{NamedEntry, Site};
pub use tally::{FundingTable, Mismatch, Permits};
pub use toolbox::{Kit, Part, Pin};
pub use training::{Quiz, QuizQuestion, Session};

use crate::diag::{Code, Diagnostic, Severity};
use crate::load::project::{Project, Single};
use assessment::{AssessmentFiles, Assessments, Broken, Known};
use names::{Named, Names};
use site::Context;

/// Everything that the site's folder means.
#[derive(Clone, Debug)]
pub struct Toolbox {
    /// The configuration.
    pub site: Site,
    /// The countries by code.
    pub countries: BTreeMap<CountryCode, Country>,
    /// The offices, in the order of their list.
    pub offices: Vec<Office>,
    /// What the source prints as totals.
    pub stated_totals: Option<StatedTotals>,
    /// The outputs of the plan.
    pub outputs: Vec<PlanOutput>,
    /// The activities of the plan, in the order of their list.
    pub activities: Vec<Activity>,
    /// The vocabulary of challenges.
    pub challenges: Vec<Challenge>,
    /// The measures.
    pub measures: Vec<Measure>,
    /// Places where people enter a country.
    pub entry_points: Vec<EntryPoint>,
    /// The ways that people take.
    pub routes: Vec<Route>,
    /// Figures that stand on no sheet.
    pub figures: Vec<Figure>,
    /// The sheets, by id.
    pub sheets: Vec<Sheet>,
    /// The procedures, by id.
    pub sops: Vec<Sop>,
    /// The places in [`sops`](Self::sops) of the adaptations of each procedure that has any.
    pub adaptations: BTreeMap<Id, Vec<usize>>,
    /// The good practices, by id.
    pub practices: Vec<Practice>,
    /// The free pages, in their own order.
    pub pages: Vec<Page>,
    /// The toolboxes, by id.
    pub kits: Vec<Kit>,
    /// The trainer's sessions, by id.
    pub sessions: Vec<Session>,
    /// The quizzes, by id.
    pub quizzes: Vec<Quiz>,
    /// What the search puts first for certain words.
    pub pins: Vec<Pin>,
    /// The glossary.
    pub terms: Vec<Term>,
    /// Names that may be linked to although their entry is broken.
    pub names: Names,
    /// The funding table.
    pub funding: FundingTable,
    /// Residence permits by country and year.
    pub permits: Permits,
    /// The newest date of an entry.
    pub newest: Option<Date>,
    /// Files to pass on as they are.
    pub assets: Vec<crate::load::project::Asset>,
    /// Set where it is only one toolbox of a site.
    pub part: Option<Part>,
}

impl Toolbox {
    /// Every figure: those of the sheets, then the others.
    pub fn all_figures(&self) -> impl Iterator<Item = &Figure> {
        self.sheets.iter().flat_map(|sheet| &sheet.figures).chain(&self.figures)
    }

    /// The areas that have a page, with their places in the site's list.
    pub fn shown_areas(&self) -> impl Iterator<Item = (usize, &NamedEntry)> {
        let part = self.part.as_ref();
        self.site.areas.iter().enumerate().filter(move |(_, area)| part.is_none_or(|part| part.areas.contains(&area.id.value)))
    }

    /// The audiences that have a page, with their places in the site's list.
    pub fn shown_audiences(&self) -> impl Iterator<Item = (usize, &NamedEntry)> {
        let part = self.part.as_ref();
        self.site.audiences.iter().enumerate().filter(move |(_, audience)| part.is_none_or(|part| part.audiences.contains(&audience.id.value)))
    }

    /// The outcomes that have a page, with their places in the site's list.
    pub fn shown_outcomes(&self) -> impl Iterator<Item = (usize, &NamedEntry)> {
        let part = self.part.as_ref();
        self.site.outcomes.iter().enumerate().filter(move |(_, outcome)| part.is_none_or(|part| part.outcomes.contains(&outcome.id.value)))
    }

    /// A procedure by id.
    #[must_use]
    pub fn sop(&self, id: &Id) -> Option<&Sop> {
        by_id(&self.sops, id, |sop| &sop.entry.id.value)
    }

    /// A good practice by id.
    #[must_use]
    pub fn practice(&self, id: &Id) -> Option<&Practice> {
        by_id(&self.practices, id, |practice| &practice.entry.id.value)
    }

    /// A sheet by id.
    #[must_use]
    pub fn sheet(&self, id: &Id) -> Option<&Sheet> {
        by_id(&self.sheets, id, |sheet| &sheet.id.value)
    }

    /// A session by id.
    #[must_use]
    pub fn session(&self, id: &Id) -> Option<&Session> {
        by_id(&self.sessions, id, |session| &session.entry.id.value)
    }

    /// A quiz by id.
    #[must_use]
    pub fn quiz(&self, id: &Id) -> Option<&Quiz> {
        by_id(&self.quizzes, id, |quiz| &quiz.id.value)
    }

    /// A free page by id.
    #[must_use]
    pub fn page(&self, id: &Id) -> Option<&Page> {
        self.pages.iter().find(|page| page.entry.id.value == *id)
    }

    /// The prose of an entry, if it is prose.
    #[must_use]
    pub fn prose(&self, kind: EntryKind, id: &Id) -> Option<&ProseEntry> {
        match kind {
            EntryKind::Sop => self.sop(id).map(|sop| &sop.entry),
            EntryKind::Practice => self.practice(id).map(|practice| &practice.entry),
            EntryKind::Session => self.session(id).map(|session| &session.entry),
            EntryKind::Page => self.page(id).map(|page| &page.entry),
            _ => None,
        }
    }

    /// Everything that is prose.
    pub fn all_prose(&self) -> impl Iterator<Item = &ProseEntry> {
        let sops = self.sops.iter().map(|sop| &sop.entry);
        let practices = self.practices.iter().map(|practice| &practice.entry);
        let pages = self.pages.iter().map(|page| &page.entry);
        sops.chain(practices).chain(pages).chain(self.sessions.iter().map(|session| &session.entry))
    }

    /// The adaptations of a procedure, by id.
    pub fn adaptations_of(&self, id: &Id) -> impl Iterator<Item = &Sop> {
        self.adaptations.get(id).into_iter().flatten().filter_map(|place| self.sops.get(*place))
    }

    /// The procedures with these ids that there are, by id.
    pub fn sops_named(&self, ids: &[Id]) -> impl Iterator<Item = &Sop> {
        sorted(ids).into_iter().filter_map(|id| self.sop(id))
    }

    /// The good practices with these ids that there are, by id.
    pub fn practices_named(&self, ids: &[Id]) -> impl Iterator<Item = &Practice> {
        sorted(ids).into_iter().filter_map(|id| self.practice(id))
    }

    /// An activity by id.
    #[must_use]
    pub fn activity(&self, id: &Id) -> Option<&Activity> {
        self.activities.iter().find(|activity| activity.id.value == *id)
    }
}

/// The entry with an id in a list that is in the order of the ids.
fn by_id<'a, T>(entries: &'a [T], id: &Id, of: impl Fn(&T) -> &Id) -> Option<&'a T> {
    entries.binary_search_by(|entry| of(entry).cmp(id)).ok().and_then(|place| entries.get(place))
}

/// Resolves a project: the toolbox, `None` only if there is no usable configuration, and its assessments.
#[must_use]
pub fn model(project: &Project) -> (Option<(Toolbox, Assessments)>, Vec<Diagnostic>) {
    let mut faults = Vec::new();
    let Some(node) = project.single(Single::Config) else {
        if !project.broken_singles.contains(&Single::Config) {
            faults.push(
                Diagnostic::at_path(Code::MissingConfiguration, "rumbo.yaml", "this folder is not a site: it has no `rumbo.yaml`")
                    .hint("name the site's folder after the command, or make a new site with `rumbo new site FOLDER`"),
            );
        }
        return (None, faults);
    };
    let Some((site, pinned)) = site::site(node, &mut faults) else { return (None, faults) };
    let names = Names::gather(project);
    let context = Context { site: &site, names: &names };

    let list = |single: Single| project.single(single);
    let countries = list(Single::Countries).map_or_else(BTreeMap::new, |node| catalogue::countries(node, context, &mut faults));
    let (offices, stated_totals) = list(Single::Offices).map_or((Vec::new(), None), |node| catalogue::offices(node, context, &mut faults));
    let (outputs, activities) =
        list(Single::Activities).map_or((Vec::new(), Vec::new()), |node| catalogue::activities(node, context, &mut faults));
    let challenges = list(Single::Challenges).map_or_else(Vec::new, |node| catalogue::challenges(node, context, &mut faults));
    let measures = list(Single::Measures).map_or_else(Vec::new, |node| catalogue::measures(node, context, &mut faults));
    let (entry_points, routes) = list(Single::Routes).map_or((Vec::new(), Vec::new()), |node| routes::routes(node, context, &mut faults));
    let terms = list(Single::Glossary).map_or_else(Vec::new, |node| catalogue::glossary(node, context, &mut faults));

    let sources = &project.sources;
    let mut sheets: Vec<Sheet> =
        each(&project.sheets, &mut faults, |entry, faults| sheet::sheet(entry, sources.get(entry.file), context, faults));
    for (id, lang, document) in prose::sheet_prose(&project.prose, sources, context, &mut faults) {
        if let Some(sheet) = sheets.iter_mut().find(|sheet| sheet.id.value == id) {
            sheet.prose.insert(lang, document);
        }
    }
    let figures = each(&project.figures, &mut faults, |entry, faults| {
        use crate::load::decode::Decode;
        let raw = crate::load::raw::sheet::RawFigures::decode(&entry.node, faults)?;
        Some(figure::figures(raw.figures, None, context, faults))
    })
    .into_iter()
    .flatten()
    .collect();
    let group = |kind, faults: &mut Vec<Diagnostic>| prose::group(&project.prose, kind, context, faults);
    let files = group(EntryKind::Sop, &mut faults);
    let sops = each(&files, &mut faults, |files, faults| prose::sop(files, sources, context, faults));
    let mut adaptations: BTreeMap<Id, Vec<usize>> = BTreeMap::new();
    for (place, base) in sops.iter().enumerate().filter_map(|(place, sop)| Some((place, sop.adapts.as_ref()?))) {
        adaptations.entry(base.value.clone()).or_default().push(place);
    }
    let files = group(EntryKind::Practice, &mut faults);
    let practices = each(&files, &mut faults, |files, faults| prose::practice(files, sources, context, faults));
    let files = group(EntryKind::Page, &mut faults);
    let mut pages = each(&files, &mut faults, |files, faults| prose::page(files, sources, context, faults));
    pages.sort_by(|a, b| (a.order, &a.entry.id.value).cmp(&(b.order, &b.entry.id.value)));
    let files = group(EntryKind::Session, &mut faults);
    let sessions = each(&files, &mut faults, |files, faults| training::session(files, sources, context, faults));
    let quizzes = each(&project.quizzes, &mut faults, |entry, faults| training::quiz(entry, &sops, context, faults));
    let pins = each(&pinned, &mut faults, |pinned, faults| toolbox::pin(pinned, context, faults));
    let kits = each(&project.toolboxes, &mut faults, |entry, faults| toolbox::toolbox(entry, context, faults));

    let mut toolbox = Toolbox {
        site,
        countries,
        offices,
        stated_totals,
        outputs,
        activities,
        challenges,
        measures,
        entry_points,
        routes,
        figures,
        sheets,
        sops,
        adaptations,
        practices,
        pages,
        kits,
        sessions,
        quizzes,
        pins,
        terms,
        names: Names::default(),
        funding: FundingTable::default(),
        permits: Permits::default(),
        newest: None,
        assets: project.assets.clone(),
        part: None,
    };
    toolbox.names = names;
    let dates = toolbox.sops.iter().map(|sop| sop.effective).chain(toolbox.sheets.iter().map(|sheet| sheet.as_of));
    toolbox.newest = dates.chain(toolbox.all_prose().filter_map(ProseEntry::revised)).max();
    let mut differences = Vec::new();
    toolbox.funding = tally::funding(&toolbox, &mut differences);
    toolbox.permits = tally::permits(&toolbox, &mut differences);
    tally::disagreements(&toolbox, &mut differences);
    // Where a file is broken, sums differ for that reason alone.
    let whole = project.is_whole() && !faults.iter().any(|fault| fault.severity == Severity::Error);
    faults.extend(differences.into_iter().filter(|fault| whole || fault.severity == Severity::Error));
    let mut assessments = assessments(project, &toolbox, &mut faults);
    let against = action::Against {
        context: Context { site: &toolbox.site, names: &toolbox.names },
        activities: &toolbox.activities,
        sops: &toolbox.sops,
        frameworks: &assessments.frameworks,
        broken_framework: !assessments.broken.frameworks.is_empty(),
    };
    let actions = action::actions(&project.actions, against, &mut faults);
    let plans = plan::plans(
        &project.plans,
        plan::Against {
            actions: against,
            library: &actions,
            broken_frameworks: &assessments.broken.frameworks,
            units: &assessments.units,
            broken_units: &assessments.broken.units,
            answers: &assessments.answers,
            broken_answers: assessments.broken.answers,
        },
        &mut faults,
    );
    assessments.actions = actions;
    assessments.plans = plans;
    (Some((toolbox, assessments)), faults)
}

/// Reads the frameworks, questionnaires, units and answers against what the toolbox offers them.
fn assessments(project: &Project, toolbox: &Toolbox, faults: &mut Vec<Diagnostic>) -> Assessments {
    let files = AssessmentFiles {
        frameworks: project.frameworks.clone(),
        questionnaires: project.questionnaires.clone(),
        adaptations: project.adaptations.clone(),
        crosswalks: project.crosswalks.clone(),
        units: project.units.clone(),
        answers: Cow::Borrowed(&project.answers),
        broken: Broken {
            frameworks: project.broken_frameworks.clone(),
            questionnaires: project.broken.iter().filter(|(kind, _)| *kind == EntryKind::Questionnaire).map(|(_, id)| id.clone()).collect(),
            units: project.broken_units.clone(),
            answers: project.broken_answers,
        },
    };
    let areas: Vec<Id> = toolbox.site.areas.iter().map(|area| area.id.value.clone()).collect();
    let known = Known {
        languages: &toolbox.site.languages,
        areas: &areas,
        sops: &toolbox.names.set(Named::Entry(EntryKind::Sop)),
        practices: &toolbox.names.set(Named::Entry(EntryKind::Practice)),
        countries: toolbox.names.countries(),
        broken: &project.broken,
        alone: false,
    };
    assessment::assessments(&files, &known, faults)
}

/// Ids in order, each once.
fn sorted(ids: &[Id]) -> Vec<&Id> {
    let mut ids: Vec<&Id> = ids.iter().collect();
    ids.sort();
    ids.dedup();
    ids
}

/// Reads entries in parallel; results and faults come in the order of the entries.
fn each<I: Sync, T: Send>(items: &[I], faults: &mut Vec<Diagnostic>, read: impl Fn(&I, &mut Vec<Diagnostic>) -> Option<T> + Sync) -> Vec<T> {
    let results: Vec<(Option<T>, Vec<Diagnostic>)> = items
        .par_iter()
        .map(|item| {
            let mut own = Vec::new();
            (read(item, &mut own), own)
        })
        .collect();
    results
        .into_iter()
        .filter_map(|(value, mut own)| {
            faults.append(&mut own);
            value
        })
        .collect()
}
