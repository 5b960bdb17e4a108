//! The pages that lead elsewhere: home, lists, areas, toolboxes, audiences, search, data.

use serde::Serialize;

use super::{Group, Link, Maker, Shell, body};
use crate::model::action::Per;
use crate::model::framework::{Kind, RuleName};
use crate::model::{EntryKind, Id, Kit, NamedEntry};
use crate::outline::paths;
use crate::render::data::TableName;

#[derive(Serialize)]
struct HomeView {
    summary: String,
    /// The form that asks about the most areas.
    start: Option<Link>,
    /// The other forms that ask about several areas.
    forms: Vec<Link>,
    /// Those that ask about one area.
    area_forms: Vec<Link>,
    questionnaires: String,
    doors: Vec<Link>,
    areas: Vec<Link>,
    sheets: Vec<Link>,
    map: String,
    outcomes: Vec<OutcomeCard>,
    funding_total: String,
    funding_note: String,
    toolboxes: Vec<Link>,
    /// What is in it, where the site is one toolbox.
    groups: Vec<Group>,
    /// The same in one printed book.
    documents: Vec<super::shell::PrintLink>,
}

#[derive(Serialize)]
struct OutcomeCard {
    link: Link,
    requested: String,
    share: String,
}

#[derive(Serialize)]
struct ListView {
    groups: Vec<Group>,
    facets: Vec<Group>,
    count: String,
}

#[derive(Serialize)]
struct AreaView {
    /// The form of the area's own questionnaire, else of the first that asks about it.
    form: Option<String>,
    questionnaires: Vec<Link>,
    invite: String,
    topics: Vec<Group>,
    results: Vec<super::results::ResultLine>,
    results_demo: bool,
    sops: Vec<Link>,
    practices: Vec<Link>,
    activities: Vec<Link>,
    toolboxes: Vec<Link>,
    training: Vec<Link>,
}

#[derive(Serialize)]
struct KitView {
    audiences: Vec<Link>,
    groups: Vec<Group>,
    count: String,
}

#[derive(Serialize)]
struct GlossaryView {
    terms: Vec<TermView>,
}

#[derive(Serialize)]
struct TermView {
    id: String,
    term: String,
    acronym: Option<String>,
    synonyms: Vec<String>,
    meaning: String,
    example: Option<String>,
}

#[derive(Serialize)]
struct ChallengesView {
    groups: Vec<ChallengeGroup>,
}

#[derive(Serialize)]
struct ChallengeGroup {
    outcome: Link,
    challenges: Vec<ChallengeView>,
}

#[derive(Serialize)]
struct ChallengeView {
    id: String,
    title: String,
    source: String,
    sheets: Vec<Link>,
}

#[derive(Serialize)]
struct DataView {
    tables: Vec<DataTable>,
    /// Words of the files, each with its meaning.
    words: Vec<DataWord>,
}

/// A table of open data: its files, and what its columns mean.
#[derive(Serialize)]
struct DataTable {
    id: &'static str,
    title: String,
    files: Vec<Link>,
    columns: Vec<DataWord>,
}

#[derive(Serialize)]
struct DataWord {
    word: &'static str,
    meaning: String,
}

impl Maker<'_> {
    pub(super) fn home(&self) -> (Shell, serde_json::Value) {
        let toolbox = self.sources.toolbox;
        if let (Some(_), Some(kit)) = (&toolbox.part, toolbox.kits.first()) {
            return self.home_of_part(kit);
        }
        let door = |href: String, key: &str| Link {
            title: self.words.get(&format!("door_{key}")).to_owned(),
            summary: self.words.get(&format!("door_{key}_summary")).to_owned(),
            href,
            ..Link::default()
        };
        let list = |kind: EntryKind| self.linker.page(&paths::list(kind));
        let mut doors = vec![
            door(list(EntryKind::Sop), "sops"),
            door(list(EntryKind::Sheet), "sheets"),
            door(list(EntryKind::Practice), "practices"),
            door(self.linker.page("funding.html"), "funding"),
            door(list(EntryKind::Result), "results"),
        ];
        if !toolbox.sessions.is_empty() {
            doors.push(door(list(EntryKind::Session), "train"));
        }
        let (start, forms, area_forms) = self.form_links();
        let table = &toolbox.funding;
        let outcomes = toolbox
            .site
            .outcomes
            .iter()
            .map(|outcome| {
                let amount = table.columns.iter().position(|column| *column == outcome.id.value).map_or(0, |index| table.totals[index]);
                let mut link = self.outcome_link(&outcome.id);
                link.summary = outcome.summary.as_ref().map(|summary| self.text(summary)).unwrap_or_default();
                OutcomeCard { link, requested: self.money(amount), share: self.share(amount, table.total) }
            })
            .collect();
        let summary = self.text(&toolbox.site.summary);
        let view = HomeView {
            summary: summary.clone(),
            start,
            forms,
            area_forms,
            questionnaires: list(EntryKind::Questionnaire),
            doors,
            areas: self.areas(),
            sheets: toolbox.sheets.iter().map(|sheet| self.sheet_link(sheet)).collect(),
            map: self.finder_map(),
            outcomes,
            funding_total: self.money(table.total),
            funding_note: self.funding_note(),
            toolboxes: toolbox.kits.iter().map(|kit| self.kit_link(kit)).collect(),
            groups: Vec::new(),
            documents: Vec::new(),
        };
        let mut shell = self.shell(self.text(&toolbox.site.title), summary);
        shell.forms = self.begun_forms();
        (shell, body(view))
    }

    /// The first page of a site that is one toolbox: what is in it.
    fn home_of_part(&self, kit: &Kit) -> (Shell, serde_json::Value) {
        let summary = self.text(&kit.summary);
        let view = HomeView {
            summary: summary.clone(),
            start: None,
            forms: Vec::new(),
            area_forms: Vec::new(),
            questionnaires: String::new(),
            doors: Vec::new(),
            areas: self.areas(),
            sheets: Vec::new(),
            map: String::new(),
            outcomes: Vec::new(),
            funding_total: String::new(),
            funding_note: String::new(),
            toolboxes: Vec::new(),
            groups: self.groups_of(kit),
            documents: self.documents_of(&format!("{}/{}", self.page.lang, paths::entry(EntryKind::Toolbox, &kit.id))),
        };
        (self.shell(self.text(&kit.title), summary), body(view))
    }

    fn areas(&self) -> Vec<Link> {
        let areas = self.sources.toolbox.shown_areas();
        areas
            .map(|(_, area)| Link { summary: area.summary.as_ref().map(|summary| self.text(summary)).unwrap_or_default(), ..self.area_link(&area.id) })
            .collect()
    }

    fn kit_link(&self, kit: &Kit) -> Link {
        Link {
            summary: self.text(&kit.summary),
            ..self.link_named(&self.said(&kit.title), self.href(EntryKind::Toolbox, kit.id.as_str()))
        }
    }

    pub(super) fn list(&self, kind: EntryKind) -> (Shell, serde_json::Value) {
        let toolbox = self.sources.toolbox;
        let mut shell = self.shell(self.words.get(kind.word()), self.words.get(&format!("{}_description", kind.word())));
        shell.revised = match kind {
            EntryKind::Sop => self.newest(toolbox.sops.iter().map(|sop| sop.effective)),
            EntryKind::Sheet => self.newest(toolbox.sheets.iter().map(|sheet| sheet.as_of)),
            _ => None,
        };
        let single = |links: Vec<Link>| vec![Group { links, ..Group::default() }];
        let (groups, facets) = match kind {
            EntryKind::Result => return self.results(shell),
            EntryKind::Plan => return self.response_plans(shell),
            EntryKind::Term => return (shell, body(self.glossary())),
            EntryKind::Challenge => return (shell, body(self.challenges())),
            EntryKind::Area => (single(self.areas()), Vec::new()),
            EntryKind::Sheet => (self.sheets_by_region(), Vec::new()),
            EntryKind::Sop => {
                let audiences = toolbox.site.audiences.iter().filter(|audience| toolbox.sops.iter().any(|sop| sop.audience.iter().any(|id| id.value == audience.id.value)));
                let facet = Group {
                    title: self.words.get("by_audience").to_owned(),
                    links: audiences.map(|audience| self.audience_link(&audience.id)).collect(),
                    ..Group::default()
                };
                (self.sops_by_area(toolbox.sops.iter()), vec![facet])
            }
            EntryKind::Practice => (self.practices_by_topic(), Vec::new()),
            EntryKind::Activity => {
                let groups = toolbox.shown_outcomes().map(|(_, outcome)| Group {
                    id: outcome.id.to_string(),
                    title: self.text(&outcome.title),
                    href: Some(self.linker.page(&format!("outcomes/{}.html", outcome.id.value))),
                    links: toolbox.activities.iter().filter(|activity| activity.outcome.value == outcome.id.value).map(|activity| self.activity_link(activity)).collect(),
                    ..Group::default()
                });
                (groups.collect(), Vec::new())
            }
            EntryKind::Page => (single(toolbox.pages.iter().filter_map(|page| self.page_link(page)).collect()), Vec::new()),
            EntryKind::Questionnaire => {
                shell.forms = self.begun_forms();
                (self.questionnaire_groups(), Vec::new())
            }
            EntryKind::Session => (self.sessions_and_keys(), Vec::new()),
            EntryKind::Quiz => (single(toolbox.quizzes.iter().map(|quiz| self.quiz_link(quiz)).collect()), Vec::new()),
            EntryKind::Toolbox => (single(toolbox.kits.iter().map(|kit| self.kit_link(kit)).collect()), Vec::new()),
        };
        // Editions, and pages for coordinators, stand below the questionnaires and are none.
        let counted = if kind == EntryKind::Questionnaire { 1 } else { groups.len() };
        let total: usize = groups.iter().take(counted).map(|group: &Group| group.links.len()).sum();
        (shell, body(ListView { groups, facets, count: self.words.count("count_entries", total as u64) }))
    }

    fn sheets_by_region(&self) -> Vec<Group> {
        use crate::load::raw::catalogues::Region;
        let toolbox = self.sources.toolbox;
        let region = |sheet: &crate::model::Sheet| sheet.countries.first().and_then(|code| toolbox.countries.get(code)).map(|country| country.region);
        let of = |wanted: Option<Region>, title: String, id: String| Group {
            id,
            title,
            links: toolbox
                .sheets
                .iter()
                .filter(|sheet| region(sheet) == wanted)
                .map(|sheet| {
                    let names = self.country_names(&sheet.countries);
                    let mut link = self.sheet_link(sheet);
                    if names != link.title {
                        link.summary = names;
                    }
                    link
                })
                .collect(),
            ..Group::default()
        };
        let mut groups: Vec<Group> = Region::ALL
            .iter()
            .map(|region| of(Some(*region), self.words.get(&format!("region_{}", region.word().replace('-', "_"))).to_owned(), region.word().to_owned()))
            .collect();
        groups.push(of(None, self.words.get("region_all").to_owned(), String::from("region")));
        groups.retain(|group| !group.links.is_empty());
        groups
    }

    fn practices_by_topic(&self) -> Vec<Group> {
        use crate::load::raw::prose::Topic;
        let practices = &self.sources.toolbox.practices;
        Topic::ALL
            .iter()
            .map(|topic| Group {
                id: topic.word().to_owned(),
                title: self.words.get(&format!("topic_{}", topic.word().replace('-', "_"))).to_owned(),
                links: practices.iter().filter(|practice| practice.topic == *topic).filter_map(|practice| self.practice_link(practice)).collect(),
                ..Group::default()
            })
            .filter(|group| !group.links.is_empty())
            .collect()
    }

    pub(super) fn area(&self, area: &NamedEntry) -> (Shell, serde_json::Value) {
        let toolbox = self.sources.toolbox;
        let id = &area.id.value;
        let summary = area.summary.as_ref().map(|summary| self.text(summary)).unwrap_or_default();
        let (invite, topics) = self.area_topics(id);
        let results = self.area_results(id);
        let view = AreaView {
            form: self.form_of(id),
            questionnaires: self.questionnaires_of(id),
            invite,
            topics,
            results_demo: results.iter().any(|line| line.demo),
            results,
            sops: toolbox.sops.iter().filter(|sop| sop.area.value == *id).filter_map(|sop| self.sop_link(sop)).collect(),
            practices: toolbox
                .practices
                .iter()
                .filter(|practice| practice.areas.iter().any(|area| area.value == *id))
                .filter_map(|practice| self.practice_link(practice))
                .collect(),
            activities: toolbox
                .activities
                .iter()
                .filter(|activity| activity.areas.iter().any(|area| area.value == *id))
                .map(|activity| self.activity_link(activity))
                .collect(),
            toolboxes: toolbox.kits.iter().filter(|kit| kit.areas.iter().any(|area| area.value == *id)).map(|kit| self.kit_link(kit)).collect(),
            training: self.training_of(id),
        };
        let mut shell = self.shell(self.text(&area.title), summary);
        shell.revised = self.newest(toolbox.sops.iter().filter(|sop| sop.area.value == *id).map(|sop| sop.effective));
        (shell, body(view))
    }

    pub(super) fn kit(&self, kit: &Kit) -> (Shell, serde_json::Value) {
        let groups = self.groups_of(kit);
        let total: usize = groups.iter().map(|group| group.links.len()).sum();
        let view = KitView {
            audiences: kit.audience.iter().map(|audience| self.audience_link(audience)).collect(),
            groups,
            count: self.words.count("count_entries", total as u64),
        };
        (self.shell(self.text(&kit.title), self.text(&kit.summary)), body(view))
    }

    /// The members of a toolbox by kind.
    fn groups_of(&self, kit: &Kit) -> Vec<Group> {
        let members = crate::outline::members(self.sources.toolbox, self.sources.assessments, kit);
        let mut groups: Vec<Group> = Vec::new();
        for (kind, id) in &members {
            let Some(link) = self.member_link(*kind, id) else { continue };
            match groups.last_mut().filter(|group| group.id == kind.word()) {
                Some(group) => group.links.push(link),
                None => {
                    let title = self.words.get(kind.word()).to_owned();
                    groups.push(Group { id: kind.word().to_owned(), title, links: vec![link], ..Group::default() });
                }
            }
        }
        groups
    }

    /// A link to an entry of a toolbox.
    fn member_link(&self, kind: EntryKind, id: &Id) -> Option<Link> {
        let toolbox = self.sources.toolbox;
        match kind {
            EntryKind::Questionnaire => Some(self.questionnaire_link(self.sources.assessments.questionnaires.get(id)?)),
            EntryKind::Sop => self.sop_link(toolbox.sop(id)?),
            EntryKind::Practice => self.practice_link(toolbox.practice(id)?),
            EntryKind::Sheet => Some(self.sheet_link(toolbox.sheet(id)?)),
            EntryKind::Session => self.session_link(toolbox.session(id)?),
            EntryKind::Quiz => Some(self.quiz_link(toolbox.quiz(id)?)),
            EntryKind::Page => self.page_link(toolbox.page(id)?),
            _ => None,
        }
    }

    pub(super) fn audience(&self, audience: &NamedEntry) -> (Shell, serde_json::Value) {
        let id = &audience.id.value;
        let sops = self.sources.toolbox.sops.iter().filter(|sop| sop.audience.iter().any(|other| other.value == *id));
        let groups = self.sops_by_area(sops);
        let total: usize = groups.iter().map(|group| group.links.len()).sum();
        let title = self.text(&audience.title);
        let description = self.words.fill("audience_description", &[("audience", &title)]);
        (self.shell(title, description), body(ListView { groups, facets: Vec::new(), count: self.words.count("count_entries", total as u64) }))
    }

    fn glossary(&self) -> GlossaryView {
        let mut terms: Vec<TermView> = self
            .sources
            .toolbox
            .terms
            .iter()
            .map(|term| TermView {
                id: term.id.to_string(),
                term: self.text(&term.term),
                acronym: term.acronym.as_ref().map(|acronym| self.text(acronym)),
                synonyms: term.synonyms.get(&self.page.lang).cloned().unwrap_or_default(),
                meaning: self.text(&term.meaning),
                example: term.example.as_ref().map(|example| self.text(example)),
            })
            .collect();
        terms.sort_by_key(|term| crate::render::search::fold(&term.term));
        GlossaryView { terms }
    }

    fn challenges(&self) -> ChallengesView {
        let toolbox = self.sources.toolbox;
        let of = |id: &Id| {
            let challenges = toolbox.challenges.iter().filter(|challenge| challenge.outcome.value == *id);
            challenges
                .map(|challenge| ChallengeView {
                    id: challenge.id.to_string(),
                    title: self.text(&challenge.title),
                    source: self.source_note(challenge.source.as_deref()),
                    sheets: toolbox
                        .sheets
                        .iter()
                        .filter(|sheet| sheet.challenges.iter().any(|other| other.value == challenge.id.value))
                        .map(|sheet| self.sheet_link(sheet))
                        .collect(),
                })
                .collect()
        };
        let groups = toolbox.shown_outcomes().map(|(_, outcome)| ChallengeGroup { outcome: self.outcome_link(&outcome.id), challenges: of(&outcome.id) });
        ChallengesView { groups: groups.collect() }
    }

    pub(super) fn search(&self) -> (Shell, serde_json::Value) {
        let lists = [EntryKind::Area, EntryKind::Sop, EntryKind::Practice, EntryKind::Sheet, EntryKind::Activity, EntryKind::Term];
        let all = std::iter::once(self.own("a-z.html", "a_z_title"));
        let links: Vec<Link> = all.chain(lists.iter().map(|kind| self.own(&paths::list(*kind), kind.word()))).collect();
        let links = links.into_iter().filter(|link| !link.href.is_empty()).collect();
        (self.shell(self.words.get("search_title"), self.words.get("search_description")), body(Group { links, ..Group::default() }))
    }

    pub(super) fn data(&self) -> (Shell, serde_json::Value) {
        let file = |name: &str, ending: &str| {
            let title = format!("{name}.{ending}");
            Link { href: self.linker.file(&format!("data/{title}")), title, ..Link::default() }
        };
        // A column may mean something of its own in one table.
        let column = |table: TableName, word: &'static str| {
            let own = format!("column_{}_{word}", table.word());
            let key = if self.words.texts().contains_key(&own) { own } else { format!("column_{word}") };
            DataWord { word, meaning: self.words.get(&key).to_owned() }
        };
        let tables = TableName::ALL.map(|table| DataTable {
            id: table.word(),
            title: self.words.get(&format!("data_{}", table.word())).to_owned(),
            files: ["csv", "json"].map(|ending| file(table.word(), ending)).to_vec(),
            columns: table.columns().iter().map(|name| column(table, name)).collect(),
        });
        let word = |prefix: &str, word: &'static str| DataWord { word, meaning: self.words.get(&format!("{prefix}_{word}")).to_owned() };
        let kinds = Kind::ALL.iter().filter(|kind| kind.is_scored()).map(|kind| word("kind", kind.word()));
        let rules = RuleName::ALL.iter().map(|rule| word("rule", rule.word()));
        let pers = Per::ALL.iter().map(|per| word("per", per.word()));
        let view = DataView { tables: tables.into(), words: kinds.chain(rules).chain(pers).collect() };
        (self.shell(self.words.get("open_data"), self.words.get("open_data_description")), body(view))
    }

    pub(super) fn not_found(&self) -> (Shell, serde_json::Value) {
        (self.shell(self.words.get("not_found_title"), self.words.get("not_found_description")), serde_json::Value::Null)
    }
}
