//! What the site around a new entry has, so that the entry's example refers to things that exist.

use super::fill::Fill;
use super::{quotable, title};
use crate::doc::slug;
use crate::model::assessment::Assessments;
use crate::model::framework::Kind;
use crate::model::{Id, Toolbox};

/// The site around a new entry: its languages, and one name of each kind as an example.
#[derive(Clone, Debug)]
pub struct Surroundings {
    /// Whether the site has the folder of schemas, so that files may point there.
    pub schemas: bool,
    languages: Vec<String>,
    /// Example names; those that the site does not have stand in comments only.
    names: Vec<(&'static str, Option<String>)>,
    /// Codes and what they are called, as slugs.
    countries: Vec<(String, Vec<String>)>,
    units: Vec<String>,
    /// Units with the rounds in which they answered the first framework.
    answered: Vec<(String, String)>,
    /// Lines of an answer file, one for each question of the first framework.
    questions: Vec<String>,
}

/// What a kind of entry cannot do without.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Lack {
    /// In words: "framework".
    pub what: &'static str,
    /// What to do about it.
    pub hint: &'static str,
}

impl Surroundings {
    /// Looks around in a site; `schemas` says whether it has the folder of schemas.
    #[must_use]
    pub fn of(toolbox: &Toolbox, assessments: &Assessments, schemas: bool) -> Self {
        let site = &toolbox.site;
        let framework = assessments.bases_first().next();
        let lang = site.default_language();
        let questions = framework.into_iter().flat_map(|framework| framework.indicators().map(move |indicator| (framework, indicator)));
        let text = |id: &Id| Some(id.to_string());
        // The first question that has levels, and its lowest one.
        let rung = framework.and_then(|framework| {
            framework.indicators().find_map(|indicator| Some((&indicator.id, framework.compiled.leaf(indicator.number)?.rungs()?.0)))
        });
        let answered: Vec<(String, String)> = assessments
            .answers
            .iter()
            .filter(|set| framework.is_some_and(|framework| framework.id == set.framework))
            .map(|set| (set.unit.to_string(), set.round.clone()))
            .collect();
        let names = vec![
            ("language", Some(lang.to_string())),
            ("area", site.areas.first().and_then(|area| text(&area.id))),
            ("audience", site.audiences.first().and_then(|audience| text(&audience.id))),
            ("outcome", site.outcomes.first().and_then(|outcome| text(&outcome.id))),
            ("country", toolbox.countries.keys().next().map(ToString::to_string)),
            ("office", toolbox.offices.first().and_then(|office| text(&office.id))),
            ("activity", toolbox.activities.first().and_then(|activity| text(&activity.id))),
            ("challenge", toolbox.challenges.first().and_then(|challenge| text(&challenge.id))),
            ("measure", toolbox.measures.first().and_then(|measure| text(&measure.id))),
            ("sop", toolbox.sops.first().and_then(|sop| text(&sop.entry.id))),
            ("practice", toolbox.practices.first().and_then(|practice| text(&practice.entry.id))),
            ("framework", framework.and_then(|framework| text(&framework.id))),
            ("version", framework.map(|framework| quotable(&framework.version))),
            ("domain", framework.and_then(|framework| framework.domains.first()).and_then(|domain| text(&domain.id))),
            ("question", framework.and_then(|framework| framework.indicators().next()).and_then(|indicator| text(&indicator.id))),
            ("scored", rung.map(|(question, _)| question.to_string())),
            ("from", rung.map(|(_, lowest)| lowest.to_string())),
            ("to", rung.map(|(_, lowest)| (lowest + 1).to_string())),
            ("questionnaire", assessments.questionnaires.keys().next().and_then(text)),
            ("planned", answered.first().map(|(unit, _)| unit.clone())),
            ("unit", assessments.units.keys().next().and_then(text)),
        ];
        Self {
            schemas,
            languages: site.languages.iter().map(ToString::to_string).collect(),
            names,
            countries: toolbox
                .countries
                .iter()
                .map(|(code, country)| (code.to_string(), country.name.wordings().filter_map(|(_, wording)| slug(&wording.text)).collect()))
                .collect(),
            units: assessments.units.keys().map(ToString::to_string).collect(),
            answered,
            questions: questions
                .map(|(framework, indicator)| {
                    let (wording, _) = indicator.question.shown(lang, lang);
                    let wording = wording.split_whitespace().collect::<Vec<_>>().join(" ");
                    format!("  # {wording} ({})\n  {}: unknown", how(indicator.kind, framework.levels), indicator.id)
                })
                .collect(),
        }
    }

    /// What a new entry of a kind would refer to, and the site does not have.
    #[must_use]
    pub fn lacks(&self, kind: &str) -> Option<Lack> {
        const FRAMEWORK: Lack = Lack { what: "framework", hint: "begin one with `rumbo new framework capacity`" };
        const UNIT: Lack = Lack { what: "unit", hint: "begin one with `rumbo new unit ID`, where ID stands for the place or institution" };
        const ANSWERS: Lack = Lack { what: "set of answers", hint: "begin one with `rumbo new answers ID`" };
        const MEASURE: Lack = Lack { what: "measure", hint: "list one in `content/measures.yaml`" };
        const ACTIVITY: Lack = Lack { what: "activity", hint: "list one in `content/activities.yaml`" };
        let needs: &[(&str, Lack)] = match kind {
            "actions" => &[("scored", FRAMEWORK), ("activity", ACTIVITY)],
            "questionnaire" | "adaptation" | "crosswalk" => &[("domain", FRAMEWORK)],
            "answers" => &[("domain", FRAMEWORK), ("unit", UNIT)],
            "plan" => &[("domain", FRAMEWORK), ("unit", UNIT), ("planned", ANSWERS)],
            "figures" => &[("measure", MEASURE)],
            _ => &[],
        };
        needs.iter().find(|(name, _)| self.name(name).is_none()).map(|(_, lack)| *lack)
    }

    /// The area that a new entry is put into.
    pub(super) fn area(&self) -> &str {
        self.name("area").unwrap_or("border")
    }

    fn name(&self, name: &str) -> Option<&str> {
        self.names.iter().find(|(known, _)| *known == name)?.1.as_deref()
    }

    /// What fills the example of an entry with this id.
    pub(super) fn fill(&self, id: &Id) -> Fill {
        let mut fill = Fill::new(self.languages.clone());
        for (name, value) in &self.names {
            fill.set(name, value.as_deref().unwrap_or(if *name == "country" { "XX" } else { "some-id" }));
        }
        fill.set("id", id.as_str());
        fill.set("title", &title(id.as_str()));
        let country = self.countries.iter().find(|(_, names)| names.iter().any(|name| name == id.as_str()));
        fill.set("countries", country.map_or("", |(code, _)| code));
        let (unit, round, respondent) = self.identity(id.as_str());
        fill.set("unit", unit);
        fill.set("round", round);
        fill.set("respondent", respondent);
        // A plan is named after the answers that it starts from.
        let named = self.answered.iter().find(|(unit, round)| format!("{unit}-{round}") == id.as_str());
        if let Some((unit, round)) = named.or(self.answered.first()) {
            fill.set("planned", unit);
            fill.set("planned_round", round);
        }
        fill.set("answers", &self.questions.join("\n"));
        fill
    }

    /// Unit, round and respondent of an answer file, as far as its name says them: `<unit>-<round>-<respondent>`.
    fn identity<'a>(&'a self, id: &'a str) -> (&'a str, &'a str, &'a str) {
        let first = self.name("unit").unwrap_or("some-id");
        let named = self
            .units
            .iter()
            .filter_map(|unit| Some((unit.as_str(), id.strip_prefix(unit.as_str())?.strip_prefix('-')?)))
            .max_by_key(|(unit, _)| unit.len());
        let short = |name: &str| (1..=20).contains(&name.len());
        match named.map(|(unit, rest)| (unit, rest.rsplit_once('-'))) {
            Some((unit, Some((round, respondent)))) if short(round) && short(respondent) => (unit, round, respondent),
            Some((unit, _)) => (unit, "2026-1", "r1"),
            None => (first, "2026-1", "r1"),
        }
    }
}

/// How a question is answered in a file, in words.
fn how(kind: Kind, levels: u32) -> String {
    match kind {
        Kind::Ladder => format!("a level from 1 to {levels}"),
        Kind::Presence => String::from("yes, partial or no"),
        Kind::Coverage => String::from("none, some, half, most or all"),
        Kind::Gated => String::from("statement: yes, partial or no, for each statement"),
        Kind::Points => String::from("the id of a choice"),
        Kind::Number => String::from("a number"),
        Kind::Count => String::from("a whole number"),
        Kind::Text => String::from("a text in quotes"),
        Kind::Date => String::from("a date, as in 2026-01-15"),
    }
}
