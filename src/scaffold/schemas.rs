//! The JSON Schema of every kind of file, from the same declarations that read them.

use serde_json::{Value, json};

use super::SCHEMAS;
use crate::load::decode::Decode;
use crate::load::raw::action::Actions;
use crate::load::raw::adaptation::Adaptation;
use crate::load::raw::answers::Answers;
use crate::load::raw::catalogues::{RawActivities, RawChallenges, RawCountries, RawGlossary, RawMeasures, RawOffices};
use crate::load::raw::config::RawConfig;
use crate::load::raw::crosswalk::Crosswalk;
use crate::load::raw::framework::{Domain, Framework};
use crate::load::raw::plan::Plan;
use crate::load::raw::prose::{RawPage, RawPractice, RawSop, RawToolbox};
use crate::load::raw::questionnaire::Questionnaire;
use crate::load::raw::routes::RawRoutes;
use crate::load::raw::sheet::{RawFigures, RawSheet};
use crate::load::raw::training::{RawQuiz, RawSession};
use crate::load::raw::unit::Unit;

/// A kind of file that has a schema.
#[derive(Clone, Copy, Debug)]
pub struct SchemaKind {
    /// The word that people type.
    pub name: &'static str,
    /// Where such files stand.
    pub place: &'static str,
    build: fn() -> Value,
}

/// Every kind of file that people write.
pub const KINDS: &[SchemaKind] = &[
    SchemaKind { name: "config", place: "rumbo.yaml", build: RawConfig::schema },
    SchemaKind { name: "framework", place: "assessments/frameworks/<id>/framework.yaml", build: Framework::schema },
    SchemaKind { name: "domain", place: "assessments/frameworks/<id>/domains/<area>.yaml", build: Domain::schema },
    SchemaKind { name: "questionnaire", place: "assessments/questionnaires/<id>.yaml", build: Questionnaire::schema },
    SchemaKind { name: "adaptation", place: "assessments/adaptations/<id>.yaml", build: Adaptation::schema },
    SchemaKind { name: "crosswalk", place: "assessments/crosswalks/<id>.yaml", build: Crosswalk::schema },
    SchemaKind { name: "unit", place: "assessments/units/<id>.yaml", build: Unit::schema },
    SchemaKind { name: "answers", place: "assessments/answers/<name>.yaml", build: Answers::schema },
    SchemaKind { name: "plan", place: "assessments/plans/<unit>-<round>.yaml", build: Plan::schema },
    SchemaKind { name: "sop", place: "content/sops/<id>.<language>.md, between the --- lines", build: RawSop::schema },
    SchemaKind { name: "practice", place: "content/practices/<id>.<language>.md, between the --- lines", build: RawPractice::schema },
    SchemaKind { name: "page", place: "content/pages/<id>.<language>.md, between the --- lines", build: RawPage::schema },
    SchemaKind { name: "sheet", place: "content/sheets/<id>.yaml", build: RawSheet::schema },
    SchemaKind { name: "figures", place: "content/figures/<id>.yaml", build: RawFigures::schema },
    SchemaKind { name: "toolbox", place: "content/toolboxes/<id>.yaml", build: RawToolbox::schema },
    SchemaKind { name: "session", place: "content/sessions/<id>.<language>.md, between the --- lines", build: RawSession::schema },
    SchemaKind { name: "quiz", place: "content/quizzes/<id>.yaml", build: RawQuiz::schema },
    SchemaKind { name: "actions", place: "content/actions/<area>.yaml", build: Actions::schema },
    SchemaKind { name: "countries", place: "content/countries.yaml", build: RawCountries::schema },
    SchemaKind { name: "offices", place: "content/offices.yaml", build: RawOffices::schema },
    SchemaKind { name: "activities", place: "content/activities.yaml", build: RawActivities::schema },
    SchemaKind { name: "challenges", place: "content/challenges.yaml", build: RawChallenges::schema },
    SchemaKind { name: "measures", place: "content/measures.yaml", build: RawMeasures::schema },
    SchemaKind { name: "routes", place: "content/routes.yaml", build: RawRoutes::schema },
    SchemaKind { name: "glossary", place: "content/glossary.yaml", build: RawGlossary::schema },
];

/// The schema (draft-07) of a kind as a text that ends in a line break; `None` if there is no such kind.
#[must_use]
pub fn schema(kind: &str) -> Option<String> {
    let kind = KINDS.iter().find(|known| known.name == kind)?;
    let built = (kind.build)();
    let title = built.get("description").and_then(Value::as_str).unwrap_or(kind.name).trim_end_matches('.').to_owned();
    let mut schema = json!({"$schema": "http://json-schema.org/draft-07/schema#", "title": title});
    if let (Some(schema), Value::Object(built)) = (schema.as_object_mut(), built) {
        schema.extend(built);
    }
    Some(format!("{schema:#}\n"))
}

/// Where the schema of a kind stands in a site.
#[must_use]
pub fn path(kind: &str) -> String {
    format!("{SCHEMAS}/{kind}.schema.json")
}

/// The kind of a file of a site, by its path; `None` for Markdown, which editors check against no schema.
pub(super) fn of_path(path: &str) -> Option<&'static str> {
    let kind = match path.split('/').collect::<Vec<_>>().as_slice() {
        ["rumbo.yaml"] => "config",
        ["content", file] => file.strip_suffix(".yaml")?,
        [.., "framework.yaml"] => "framework",
        [.., "domains", _] => "domain",
        [_, "figures", _] => "figures",
        [_, "actions", _] => "actions",
        [_, "answers", _] => "answers",
        [_, folder, file] if file.ends_with(".yaml") => match *folder {
            "toolboxes" => "toolbox",
            "quizzes" => "quiz",
            folder => folder.strip_suffix('s')?,
        },
        _ => return None,
    };
    KINDS.iter().map(|known| known.name).find(|name| *name == kind)
}
