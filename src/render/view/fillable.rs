//! The questionnaire as a form to fill in on the screen and send back as a file: what its fields are.

use serde_json::json;

use super::Maker;
use crate::load::answers::pdf::{Identity, PIECES, Part, Piece, WHO};
use crate::model::compiled::{COVERAGE, Leaf, PRESENCE, Scale};
use crate::model::framework::{Indicator, Kind};
use crate::model::questionnaire::Questionnaire;
use crate::outline::PageKind;
use crate::render::print::{Field, FieldKind, Form};

/// A respondent's fields, in their order, with the words that ask for each.
const ABOUT: [(&str, &str); 7] = [
    ("unit", "formpage_unit"), ("round", "formpage_round"), ("date", "formpage_date"), ("code", "formpage_code"),
    ("name", "formpage_name"), ("institution", "formpage_institution"), ("role", "formpage_role"),
];

/// A target that can be chosen.
struct TargetOption {
    value: String,
    /// What stands beside its circle.
    shown: String,
    /// What a screen reader says.
    spoken: String,
}

impl Maker<'_> {
    /// The form of the page's questionnaire.
    pub(in crate::render) fn fillable(&self) -> Option<Form> {
        let PageKind::Questionnaire(index) = self.page.kind else { return None };
        let questionnaire = self.sources.assessments.questionnaires.values().nth(index)?;
        let framework = self.framework(&questionnaire.framework)?;
        let mut fields: Vec<Field> = ABOUT.iter().map(|(key, word)| self.about(key, word)).collect();
        let mut data = serde_json::Map::new();
        for indicator in framework.indicators() {
            let Some(place) = questionnaire.questions.iter().position(|number| *number == indicator.number) else { continue };
            let Some(leaf) = framework.compiled.leaf(indicator.number) else { continue };
            data.insert(indicator.id.to_string(), self.question_fields(indicator, leaf, place + 1, &mut fields));
        }
        let identity = Identity {
            framework: framework.id.to_string(),
            version: framework.version.clone(),
            hash: framework.hash.clone(),
            questionnaire: questionnaire.id.to_string(),
            lang: self.page.lang.to_string(),
            fields: fields.len(),
        };
        Some(Form { name: identity.name(), title: self.form_title(questionnaire), fields, data: data.into() })
    }

    fn form_title(&self, questionnaire: &Questionnaire) -> String {
        self.words.fill("formpage_title", &[("title", &self.text(&questionnaire.title))])
    }

    fn about(&self, key: &str, word: &str) -> Field {
        let hint = match key {
            "date" => self.words.get("fillable_date_hint"),
            "round" => self.words.get("formpage_round_hint"),
            "code" => self.words.get("formpage_code_hint"),
            _ => "",
        };
        let label = format!("{}. {hint}", self.words.get(word)).trim_end_matches([' ', '.']).to_owned();
        let units = self.known_units();
        let kind = if key == "unit" && !units.is_empty() { FieldKind::List(units) } else { FieldKind::Line };
        Field { name: format!("{WHO}{key}"), label, kind }
    }

    /// Adds the fields of a question, and says what the template needs of it.
    fn question_fields(&self, indicator: &Indicator, leaf: &Leaf, number: usize, fields: &mut Vec<Field>) -> serde_json::Value {
        let id = indicator.id.as_str();
        let several = matches!(leaf.scale, Scale::Points { several: true, .. });
        let question = format!("{number}. {}", self.text(&indicator.question));
        let word = |key: &str| self.words.get(key).to_owned();
        let mut add = |part: Part<'_>, label: String, kind: FieldKind| fields.push(Field { name: part.of(id), label, kind });
        let unknown = || (String::from("unknown"), word("state_unknown"));
        let fixed = |words: &[&str], prefix: &str| words.iter().map(|value| ((*value).to_owned(), self.words.get(&format!("{prefix}_{value}")).to_owned())).collect();
        let options: Vec<(String, String)> = match indicator.kind {
            Kind::Presence => fixed(&PRESENCE, "presence"),
            Kind::Coverage => fixed(&COVERAGE, "coverage"),
            Kind::Ladder => indicator.levels.iter().zip(1..).map(|(text, level)| (level.to_string(), format!("{level}: {}", self.text(text)))).collect(),
            Kind::Points => indicator.choices.iter().map(|(choice, text)| (choice.to_string(), self.text(text))).collect(),
            _ => Vec::new(),
        };
        let values: Vec<String> = options.iter().map(|(value, _)| value.clone()).collect();
        // Where one of several is chosen, not to know is one of them; else it is said beside.
        let one = !options.is_empty() && !several;
        let mut states = vec![unknown(), (String::from("not_applicable"), word("state_not_applicable"))];
        // A choice may be called like a state.
        states.retain(|(state, _)| !one || !values.contains(state));
        if several || indicator.kind == Kind::Gated {
            states.insert(0, (String::from("no"), word("state_no")));
        }
        let kinds = if several {
            for (value, text) in options {
                add(Part::Choice(&value), format!("{question}: {text}"), FieldKind::Check);
            }
            "several"
        } else if one {
            add(Part::Answer, question.clone(), FieldKind::Radio([options, states.clone()].concat()));
            "one"
        } else if indicator.kind == Kind::Gated {
            let answers = || [fixed(&["yes", "partial", "no"], "presence"), vec![unknown()]].concat();
            for (statement, text) in indicator.attributes.iter().flatten() {
                add(Part::Statement(statement.as_str()), format!("{number}. {}", self.text(text)), FieldKind::Radio(answers()));
            }
            "gated"
        } else {
            let lines = indicator.kind == Kind::Text;
            add(Part::Answer, question.clone(), if lines { FieldKind::Lines } else { FieldKind::Line });
            if lines { "lines" } else { "line" }
        };
        let said: Vec<String> = states.iter().map(|(value, _)| value.clone()).collect();
        if !one {
            add(Part::State, question, FieldKind::Radio(states));
        }
        let of = |key: &str| format!("{number}. {}", self.words.get(key));
        add(Part::Reason, of("form_reason"), FieldKind::Line);
        for piece in 0..PIECES {
            let nth = self.words.fill("form_evidence_n", &[("n", &(piece + 1).to_string())]);
            let of = |key: &str| format!("{number}. {nth}: {}", self.words.get(key));
            add(Part::Evidence(Piece::Name, piece), of("form_evidence_name"), FieldKind::Line);
            add(Part::Evidence(Piece::Grade, piece), of("form_evidence_grade"), FieldKind::Radio(fixed(&["document", "observation", "statement"], "evidence")));
            add(Part::Evidence(Piece::Date, piece), format!("{} {}", of("form_evidence_date"), word("fillable_date_hint")), FieldKind::Line);
            add(Part::Evidence(Piece::Responsible, piece), of("form_evidence_responsible"), FieldKind::Line);
        }
        add(Part::Confidence, of("form_confidence"), FieldKind::Radio(fixed(&["low", "medium", "high"], "form_confidence")));
        let targets = self.targets(leaf);
        if let Some(targets) = &targets {
            let options: Vec<(String, String)> = targets.iter().map(|target| (target.value.clone(), target.spoken.clone())).collect();
            add(Part::Target, of("form_target"), if options.is_empty() { FieldKind::Line } else { FieldKind::Radio(options) });
            add(Part::TargetBy, format!("{}. {}", of("form_target_by"), word("fillable_date_hint")), FieldKind::Line);
            add(Part::TargetReason, of("form_target_reason"), FieldKind::Line);
        }
        add(Part::Note, of("form_note"), FieldKind::Lines);
        let statements: Vec<Vec<String>> = indicator.attributes.iter().map(|level| level.iter().map(|(id, _)| id.to_string()).collect()).collect();
        let targets = targets.map(|targets| targets.into_iter().map(|target| json!([target.value, target.shown])).collect::<Vec<_>>());
        json!({"kind": kinds, "values": values, "statements": statements, "states": said, "pieces": PIECES, "targets": targets})
    }

    /// What can be reached at a question, from the lowest; nothing in the list where it is a figure, `None` at a fact.
    fn targets(&self, leaf: &Leaf) -> Option<Vec<TargetOption>> {
        let words = |values: &[&str], prefix: &str| {
            let option = |value: &&str| {
                let words = self.words.get(&format!("{prefix}_{value}")).to_owned();
                TargetOption { value: (*value).to_owned(), shown: words.clone(), spoken: words }
            };
            values.iter().map(option).collect()
        };
        let levels = |count: usize| {
            let option = |level: usize| {
                let (level, levels) = (level.to_string(), count.to_string());
                let spoken = self.words.fill("level_of", &[("level", &level), ("levels", &levels)]);
                TargetOption { value: level.clone(), shown: level, spoken }
            };
            (1..=count).map(option).collect()
        };
        match (&leaf.scale, leaf.kind) {
            (Scale::Steps(_), Kind::Presence) => Some(words(&PRESENCE, "presence")),
            (Scale::Steps(_), Kind::Coverage) => Some(words(&COVERAGE, "coverage")),
            (Scale::Steps(steps), _) => Some(levels(steps.len())),
            (Scale::Gated(gates), _) => Some(levels(gates.len())),
            (Scale::Points { .. } | Scale::Goalposts { .. }, _) => Some(Vec::new()),
            (Scale::Fact, _) => None,
        }
    }
}
