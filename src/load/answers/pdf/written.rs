//! The fields of a form as the text of an answer file.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::fault;
use super::fields::Form;
use super::names::{Part, Piece, WHO};
use crate::diag::{Code, Diagnostic};
use crate::load::leaf::hyphenated;

/// What was said about one question.
#[derive(Default)]
struct Answer<'a> {
    value: Option<&'a str>,
    state: Option<&'a str>,
    reason: Option<&'a str>,
    note: Option<&'a str>,
    confidence: Option<&'a str>,
    /// What is said about each piece of evidence.
    evidence: BTreeMap<usize, BTreeMap<Piece, &'a str>>,
    target: Option<&'a str>,
    by: Option<&'a str>,
    why: Option<&'a str>,
    choices: Vec<&'a str>,
    statements: Vec<(&'a str, &'a str)>,
}

/// The answer file, and warnings of what it leaves out.
pub(super) fn written(path: &str, form: &Form) -> Result<(String, Vec<Diagnostic>), Vec<Diagnostic>> {
    let (mut faults, mut warnings) = (Vec::new(), Vec::new());
    let mut who: BTreeMap<&str, &str> = BTreeMap::new();
    let mut order: Vec<&str> = Vec::new();
    let mut answers: BTreeMap<&str, Answer<'_>> = BTreeMap::new();
    for (name, value) in &form.values {
        if let Some(key) = name.strip_prefix(WHO) {
            who.insert(key, value);
            continue;
        }
        // Fields that somebody added are none of ours.
        let Some((question, part)) = Part::read(name) else { continue };
        let answer = answers.entry(question).or_insert_with(|| {
            order.push(question);
            Answer::default()
        });
        match part {
            Part::Answer if matches!(value.as_str(), "unknown" | "not_applicable") => answer.state = Some(value),
            Part::Answer => answer.value = Some(value),
            Part::State => answer.state = Some(value),
            Part::Reason => answer.reason = Some(value),
            Part::Note => answer.note = Some(value),
            Part::Confidence => answer.confidence = Some(value),
            Part::Evidence(piece, number) => _ = answer.evidence.entry(number).or_default().insert(piece, value),
            Part::Target => answer.target = Some(value),
            Part::TargetBy => answer.by = Some(value),
            Part::TargetReason => answer.why = Some(value),
            Part::Choice(id) => answer.choices.push(id),
            Part::Statement(id) => answer.statements.push((id, value)),
        }
    }
    for (key, what) in [("unit", "place"), ("round", "assessment"), ("code", "respondent's code")] {
        if !who.contains_key(key) {
            faults.push(fault(path, format!("the {what} is not filled in"), "ask for it, write it into the form with any viewer, and save it again"));
        }
    }
    let mut no_day = |date: &str, of: &str| {
        let message = format!("`{}`{of} may be one day or another, or none", shortened(date));
        faults.push(fault(path, message, "write the date into the form as year-month-day, `2026-03-12`, and save it again"));
    };
    let date = who.get("date").and_then(|date| day(date).or_else(|| { no_day(date, ""); None }));
    let mut said = Vec::new();
    for question in order {
        let Some(answer) = answers.get(question) else { continue };
        let text = answer.written(&mut |date| no_day(date, &format!(" at question `{question}`")));
        if answer.target.is_none() && (answer.by.is_some() || answer.why.is_some()) {
            let hint = "choose in the form what is to be reached, and save it again; all else was read";
            warnings.push(Diagnostic::warning_at_path(Code::AnswersPdf, path, format!("at question `{question}` it says by when or why, but not what is to be reached")).hint(hint));
        }
        if text != "{}" {
            said.push((question, text));
        }
    }
    if !faults.is_empty() {
        return Err(faults);
    }
    let mut out = String::from("# What the fields of this form say, as an answer file.\n");
    let identity = &form.identity;
    let mut line = |key: &str, value: &str| _ = writeln!(out, "{key}: {}", scalar(value));
    line("framework", &identity.framework);
    line("framework_version", &identity.version);
    line("framework_hash", &identity.hash);
    line("questionnaire", &identity.questionnaire);
    let code = |key: &str, most: usize| who.get(key).map(|value| hyphenated(value, most)).unwrap_or_default();
    line("unit", &code("unit", 48));
    line("round", &code("round", 20));
    if let Some(date) = date {
        line("date", &date);
    }
    let mut respondent = vec![format!("code: {}", scalar(&code("code", 20)))];
    for key in ["name", "institution", "role"] {
        respondent.extend(who.get(key).map(|value| format!("{key}: {}", quoted(value))));
    }
    let _ = writeln!(out, "respondent: {{{}}}", respondent.join(", "));
    out.push_str(if said.is_empty() { "answers: {}\n" } else { "answers:\n" });
    for (question, text) in said {
        let _ = writeln!(out, "  {}: {text}", scalar(question));
    }
    Ok((out, warnings))
}

impl Answer<'_> {
    /// The answer as in an answer file; `no_day` is told what should be a date and is none.
    fn written(&self, no_day: &mut dyn FnMut(&str)) -> String {
        let pairs = |pairs: &[(&str, &str)]| format!("{{{}}}", pairs.iter().map(|(id, said)| format!("{}: {}", scalar(id), scalar(said))).collect::<Vec<_>>().join(", "));
        let value = match (self.value, self.choices.as_slice(), self.statements.as_slice()) {
            (Some(value), ..) => Some(scalar(value)),
            (None, [], []) => None,
            (None, [], statements) => Some(pairs(statements)),
            (None, choices, _) => Some(format!("[{}]", choices.iter().map(|id| scalar(id)).collect::<Vec<_>>().join(", "))),
        };
        let mut date = |key: &str, text: &str| {
            let day = day(text);
            if day.is_none() {
                no_day(text);
            }
            day.map(|day| format!("{key}: {}", scalar(&day)))
        };
        let mut parts = Vec::new();
        parts.extend(self.state.map(|state| format!("state: {}", scalar(state))));
        parts.extend(value.map(|value| format!("value: {value}")));
        parts.extend(self.reason.map(|reason| format!("reason: {}", quoted(reason))));
        parts.extend(self.note.map(|note| format!("note: {}", quoted(note))));
        parts.extend(self.confidence.map(|confidence| format!("confidence: {}", scalar(confidence))));
        let mut evidence = Vec::new();
        for piece in self.evidence.values() {
            // Without a grade it is what somebody said: the weakest.
            let mut item = vec![format!("grade: {}", scalar(piece.get(&Piece::Grade).unwrap_or(&"statement")))];
            item.extend(piece.get(&Piece::Name).map(|name| format!("name: {}", quoted(name))));
            item.extend(piece.get(&Piece::Date).and_then(|text| date("date", text)));
            item.extend(piece.get(&Piece::Responsible).map(|who| format!("responsible: {}", quoted(who))));
            evidence.push(format!("{{{}}}", item.join(", ")));
        }
        if !evidence.is_empty() {
            parts.push(format!("evidence: [{}]", evidence.join(", ")));
        }
        if let Some(target) = self.target {
            let mut item = vec![format!("value: {}", scalar(target))];
            item.extend(self.by.and_then(|text| date("by", text)));
            item.extend(self.why.map(|why| format!("reason: {}", quoted(why))));
            parts.push(format!("target: {{{}}}", item.join(", ")));
        }
        format!("{{{}}}", parts.join(", "))
    }
}

/// A short word as it is, anything else in quotes.
fn scalar(text: &str) -> String {
    let plain = text.starts_with(|sign: char| sign.is_ascii_alphanumeric()) && text.chars().all(|sign| sign.is_ascii_alphanumeric() || matches!(sign, '-' | '_' | '.'));
    if plain && !text.eq_ignore_ascii_case("null") { text.to_owned() } else { quoted(text) }
}

/// A text in double quotes: JSON's are YAML's.
fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

/// A day as year-month-day. Other orders are taken where they can mean one day alone.
pub(super) fn day(text: &str) -> Option<String> {
    let parts: Vec<&str> = text.split(['-', '/', '.', ' ']).filter(|part| !part.is_empty()).collect();
    let [a, b, c] = parts.as_slice() else { return None };
    let number = |part: &str| part.parse::<u32>().ok().filter(|_| part.len() <= 4 && part.bytes().all(|byte| byte.is_ascii_digit()));
    let (first, second, third) = (number(a)?, number(b)?, number(c)?);
    let (year, month, day) = match (a.len(), c.len()) {
        (4, 1 | 2) => (first, second, third),
        (1 | 2, 4) if first == second || second <= 12 && first > 12 => (third, second, first),
        (1 | 2, 4) if first <= 12 && second > 12 => (third, first, second),
        _ => return None,
    };
    Some(format!("{year:04}-{month:02}-{day:02}"))
}

fn shortened(text: &str) -> String {
    let line = text.lines().next().unwrap_or_default();
    if line.chars().count() > 40 { line.chars().take(39).chain(['…']).collect() } else { line.to_owned() }
}
