//! What the codes in the other tables are called: one row a code and language.
//!
//! Only what the other tables name or pages show is in it: units with a result or a plan and what they belong to, the
//! actions of plans, and the vocabularies.

use std::collections::BTreeMap;

use serde_json::{Value as Json, json};

use super::{Table, TableName};
use crate::model::{Id, Text};
use crate::render::view::Sources;

/// Names by kind and code, each the first that a code has: a base's before those of its editions.
type Names<'a> = BTreeMap<(&'static str, String), &'a Text>;

fn all(sources: Sources<'_>) -> Names<'_> {
    let (toolbox, assessments) = (sources.toolbox, sources.assessments);
    let mut names = Names::new();
    let mut add = |kind: &'static str, id: &str, name| {
        names.entry((kind, id.to_owned())).or_insert(name);
    };
    toolbox.site.areas.iter().for_each(|area| add("area", area.id.value.as_str(), &area.title));
    toolbox.site.columns().for_each(|column| add("outcome", column.id.value.as_str(), &column.title));
    toolbox.offices.iter().for_each(|office| add("office", office.id.value.as_str(), &office.name));
    toolbox.sheets.iter().for_each(|sheet| add("sheet", sheet.id.value.as_str(), &sheet.title));
    toolbox.activities.iter().for_each(|activity| add("activity", activity.id.value.as_str(), &activity.title));
    toolbox.countries.values().for_each(|country| add("country", &country.code.to_string(), &country.name));
    for framework in assessments.bases_first() {
        add("framework", framework.id.as_str(), &framework.title);
        framework.domains.iter().flat_map(|domain| &domain.capacities).for_each(|topic| add("topic", topic.id.as_str(), &topic.title));
        framework.indicators().for_each(|question| add("question", question.id.as_str(), &question.question));
    }
    let named = sources.scores.units.iter().map(|result| &result.unit).chain(sources.plans.iter().map(|plan| &plan.unit));
    for id in named {
        let above = |id: &Id| assessments.units.get(id)?.parent.as_ref();
        for unit in std::iter::successors(Some(id), |id| above(id)).take(16).filter_map(|id| assessments.units.get(id)) {
            add("unit", unit.id.as_str(), &unit.name);
        }
    }
    for made in sources.plans {
        let Some(plan) = assessments.plans.get(&made.id) else { continue };
        for action in made.items.iter().filter_map(|item| crate::score::plan::action(assessments, plan, &item.action)) {
            add("action", action.id.as_str(), &action.title);
        }
        plan.funding.iter().for_each(|source| add("source", source.id.as_str(), &source.title));
    }
    names
}

/// `names.csv`
pub(super) fn table(sources: Sources<'_>) -> Table {
    let languages = &sources.toolbox.site.languages;
    let mut rows = Vec::new();
    for ((kind, id), name) in all(sources) {
        for lang in languages {
            // A name that is not translated has no row in that language.
            if let Some(wording) = name.exact(lang) {
                rows.push(vec![kind.to_owned(), id.clone(), lang.to_string(), wording.text.clone()]);
            }
        }
    }
    Table { columns: TableName::Names.columns(), rows }
}

/// `names.json`: the same by kind, code and language.
pub(super) fn json(sources: Sources<'_>) -> Json {
    let mut kinds: serde_json::Map<String, Json> = serde_json::Map::new();
    for ((kind, id), name) in all(sources) {
        let wordings = sources.toolbox.site.languages.iter().filter_map(|lang| Some((lang.to_string(), json!(name.exact(lang)?.text))));
        let wordings: serde_json::Map<String, Json> = wordings.collect();
        if let Some(of) = kinds.entry(kind).or_insert_with(|| json!({})).as_object_mut() {
            of.insert(id, Json::Object(wordings));
        }
    }
    Json::Object(kinds)
}
