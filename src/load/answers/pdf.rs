//! Returned PDF forms: the fields of a fillable questionnaire as an answer file.
//!
//! In: the bytes of a PDF that came back, from whatever program filled it in. Out: the text of the answer file that
//! says the same, in the notation that people write by hand, so that everything behind this door (faults with lines,
//! versions, scoring, joining) is the same for paper forms. Nothing in the file is trusted: size, unpacking, number and
//! depth of fields are limited, references may lead in circles, and a file that cannot be read is one fault.
//!
//! The fields stand below one root field that is named by the questionnaire ([`Identity`]); the rest of a field's name
//! says what it holds: `<question>` the answer, `<question>_note` a note, and so on ([`Part`]). Programs write what was
//! chosen as a name or as a string, and texts in three encodings.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;

use lopdf::{Dictionary, Document, LoadOptions, Object, ObjectId};

use crate::diag::{Code, Diagnostic};
use crate::load::leaf::hyphenated;

/// The largest form that is read, in bytes; a questionnaire of 150 questions has about one twentieth.
const MAX_BYTES: usize = 16 << 20;
/// The most bytes that one stream of a form may unpack to.
const MAX_UNPACKED: usize = 32 << 20;
/// The most fields and parts of fields that are looked at.
const MAX_FIELDS: usize = 50_000;
/// The deepest nesting of fields.
const MAX_DEPTH: usize = 12;
/// The most characters of one field.
const MAX_TEXT: usize = 10_000;
/// Bytes of stack for reading a form: nested objects are read by recursion.
const STACK: usize = 16 << 20;

/// What the name of the root field begins with.
const MARK: &str = "rumbo1";
/// The key of the root field that lists the fields of the form.
pub const FIELDS: &str = "RumboFields";

/// Which questionnaire a form is: the name of its root field, which every program keeps.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Identity {
    /// The framework.
    pub framework: String,
    /// Its version.
    pub version: String,
    /// The fingerprint of its rules.
    pub hash: String,
    /// The questionnaire.
    pub questionnaire: String,
    /// The language of the form.
    pub lang: String,
    /// How many fields the form has.
    pub fields: usize,
}

impl Identity {
    /// The name of the root field: ASCII letters, digits, `-` and `_`, no period.
    #[must_use]
    pub fn name(&self) -> String {
        let mut version = String::new();
        for byte in self.version.bytes() {
            if byte.is_ascii_alphanumeric() || byte == b'-' {
                version.push(char::from(byte));
            } else {
                let _ = write!(version, "_{byte:02x}");
            }
        }
        format!("{MARK}_{}_{}_{}_{}_{}_{version}", self.framework, self.questionnaire, self.lang, self.hash, self.fields)
    }

    /// Reads such a name.
    #[must_use]
    pub fn read(name: &str) -> Option<Self> {
        let mut parts = name.splitn(7, '_');
        if parts.next()? != MARK {
            return None;
        }
        let (framework, questionnaire, lang, hash) = (parts.next()?, parts.next()?, parts.next()?, parts.next()?);
        let fields = parts.next()?.parse().ok()?;
        let mut version = Vec::new();
        let written = parts.next()?.as_bytes();
        let mut at = 0;
        while let Some(byte) = written.get(at) {
            if *byte == b'_' {
                let digits = std::str::from_utf8(written.get(at + 1..at + 3)?).ok()?;
                version.push(u8::from_str_radix(digits, 16).ok()?);
                at += 3;
            } else {
                version.push(*byte);
                at += 1;
            }
        }
        Some(Self {
            framework: framework.to_owned(),
            version: String::from_utf8(version).ok()?,
            hash: hash.to_owned(),
            questionnaire: questionnaire.to_owned(),
            lang: lang.to_owned(),
            fields,
        })
    }
}

/// What a field of a question holds, by the end of its name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Part<'a> {
    /// The answer.
    Answer,
    /// Unknown, not applicable or none, where the answer is no choice of one.
    State,
    /// Why the question does not apply.
    Reason,
    /// A note.
    Note,
    /// The name of a piece of evidence.
    Evidence,
    /// Its grade.
    Grade,
    /// Whether a choice is taken.
    Choice(&'a str),
    /// What was said about a statement.
    Statement(&'a str),
}

impl<'a> Part<'a> {
    /// The name of the field of a question.
    #[must_use]
    pub fn of(&self, question: &str) -> String {
        match self {
            Self::Answer => question.to_owned(),
            Self::State => format!("{question}_state"),
            Self::Reason => format!("{question}_reason"),
            Self::Note => format!("{question}_note"),
            Self::Evidence => format!("{question}_evidence"),
            Self::Grade => format!("{question}_grade"),
            Self::Choice(id) => format!("{question}_has_{id}"),
            Self::Statement(id) => format!("{question}_is_{id}"),
        }
    }

    /// The question and part that a field's name says; ids have no underscore.
    fn read(name: &'a str) -> Option<(&'a str, Self)> {
        let Some((question, rest)) = name.split_once('_') else { return Some((name, Self::Answer)) };
        let part = match rest {
            "state" => Self::State,
            "reason" => Self::Reason,
            "note" => Self::Note,
            "evidence" => Self::Evidence,
            "grade" => Self::Grade,
            _ => match rest.split_once('_')? {
                ("has", id) => Self::Choice(id),
                ("is", id) => Self::Statement(id),
                _ => return None,
            },
        };
        Some((question, part))
    }
}

/// What the names of the respondent's own fields begin with; no question's id has an underscore.
pub const WHO: &str = "who_";

/// Reads a returned form: the text of its answer file, and warnings.
///
/// # Errors
/// What is wrong with it as a form, as one fault or several.
pub fn read(path: &str, bytes: &[u8]) -> Result<(String, Vec<Diagnostic>), Vec<Diagnostic>> {
    let apart = std::thread::scope(|scope| {
        let reading = std::thread::Builder::new().name(String::from("form")).stack_size(STACK).spawn_scoped(scope, || read_here(path, bytes));
        reading.map(std::thread::ScopedJoinHandle::join)
    });
    match apart {
        Ok(Ok(read)) => read,
        _ => Err(vec![damaged(path)]),
    }
}

fn fault(path: &str, message: impl Into<String>, hint: impl Into<String>) -> Diagnostic {
    Diagnostic::at_path(Code::AnswersPdf, path, message).hint(hint)
}

const AGAIN: &str = "ask for the file again, as it was saved by the program that filled it in";

fn damaged(path: &str) -> Diagnostic {
    fault(path, "this PDF is damaged and cannot be read", AGAIN)
}

fn read_here(path: &str, bytes: &[u8]) -> Result<(String, Vec<Diagnostic>), Vec<Diagnostic>> {
    let (document, mut warnings) = open(path, bytes).map_err(|fault| vec![*fault])?;
    let form = fields(path, &document).map_err(|fault| vec![*fault])?;
    let missing = form.identity.fields.saturating_sub(form.met.len());
    if missing > 0 {
        let named: Vec<String> = form.listed.iter().filter(|name| !form.met.contains(*name)).take(6).map(|name| format!("`{name}`")).collect();
        let named = if named.is_empty() { String::new() } else { format!(": {}", named.join(", ")) + if named.len() < missing { " …" } else { "" } };
        let count = form.identity.fields;
        let hint = "what was written in them is not in this file; compare it with what the respondent sees, or ask for it again, filled in with another program";
        warnings.push(Diagnostic::warning_at_path(Code::AnswersPdf, path, format!("the program that saved this form lost {missing} of its {count} fields{named}")).hint(hint));
    }
    let text = written(path, &form)?;
    Ok((text, warnings))
}

/// Opens a PDF, with a warning where it had to be mended.
fn open(path: &str, bytes: &[u8]) -> Result<(Document, Vec<Diagnostic>), Box<Diagnostic>> {
    let head = bytes.get(..bytes.len().min(1024)).unwrap_or_default();
    if !holds(head, b"%PDF-") {
        return Err(Box::new(fault(path, "this is no PDF, whatever its name says", "look at what it is: perhaps the PDF was saved inside of something else")));
    }
    if bytes.len() > MAX_BYTES {
        let hint = "no questionnaire is that large; take pictures and attachments out of it, or ask for the form as it was filled in";
        return Err(Box::new(fault(path, format!("this PDF is larger than {} MiB", MAX_BYTES >> 20), hint)));
    }
    let tail = bytes.get(bytes.len().saturating_sub(2048)..).unwrap_or_default();
    if !holds(tail, b"%%EOF") {
        return Err(Box::new(fault(path, "the end of this PDF is missing: it was cut while it was copied or sent", AGAIN)));
    }
    let options = LoadOptions { max_decompressed_size: Some(MAX_UNPACKED), ..LoadOptions::default() };
    let locked = || Box::new(fault(path, "this PDF is locked with a password", "ask for it again without a password"));
    let document = match Document::load_mem_with_options(bytes, options) {
        Ok(document) => document,
        Err(lopdf::Error::InvalidPassword | lopdf::Error::Decryption(_) | lopdf::Error::UnsupportedSecurityHandler(_)) => return Err(locked()),
        Err(_) if holds(bytes, b"/Encrypt") => return Err(locked()),
        Err(_) => return Err(Box::new(damaged(path))),
    };
    if document.is_encrypted() {
        return Err(locked());
    }
    let mut warnings = Vec::new();
    if document.xref_recovery.is_some() {
        warnings.push(
            Diagnostic::warning_at_path(Code::AnswersPdf, path, "this PDF was changed or damaged after it was saved, and was read as far as possible")
                .hint("compare the answers with what the respondent sees, or ask for the file again"),
        );
    }
    Ok((document, warnings))
}

fn holds(bytes: &[u8], part: &[u8]) -> bool {
    bytes.windows(part.len()).any(|window| window == part)
}

/// A form as it was found.
struct Form {
    identity: Identity,
    /// What was written, by the name below the root, in the order of the form.
    values: Vec<(String, String)>,
    /// Every field that is there.
    met: BTreeSet<String>,
    /// Every field that should be there, where the list was kept.
    listed: Vec<String>,
}

/// A field on the way: where it is, the names above it, and what it inherits.
struct Step {
    id: Option<ObjectId>,
    object: Object,
    name: String,
    inherited: Inherited,
    depth: usize,
}

#[derive(Clone, Default)]
struct Inherited {
    kind: Option<Vec<u8>>,
    value: Option<Object>,
    options: Option<Object>,
}

fn fields(path: &str, document: &Document) -> Result<Form, Box<Diagnostic>> {
    let printed = || {
        let hint = "answers on paper or in a picture are not read; copy them into the form of the questionnaire, or ask for the PDF as it was before it was printed";
        Box::new(fault(path, "this PDF has no fields: it was printed, scanned or flattened", hint))
    };
    let catalog = document.catalog().map_err(|_| Box::new(damaged(path)))?;
    let Some(acro) = get(document, catalog, b"AcroForm").and_then(|object| object.as_dict().ok()) else { return Err(printed()) };
    let Some(roots) = get(document, acro, b"Fields").and_then(|object| object.as_array().ok()) else { return Err(printed()) };
    if roots.is_empty() {
        return Err(printed());
    }
    let mut form: Option<Form> = None;
    let mut seen: BTreeSet<ObjectId> = BTreeSet::new();
    let step = |object: &Object, name: &str, inherited: &Inherited, depth: usize| Step { id: object.as_reference().ok(), object: object.clone(), name: name.to_owned(), inherited: inherited.clone(), depth };
    let mut steps: Vec<Step> = roots.iter().rev().map(|root| step(root, "", &Inherited::default(), 0)).collect();
    let mut looked = 0;
    while let Some(Step { id, object, name, mut inherited, depth }) = steps.pop() {
        looked += 1;
        if looked > MAX_FIELDS || depth > MAX_DEPTH {
            return Err(Box::new(fault(path, "this PDF has more fields than any questionnaire", "ask for the form again, as it was filled in")));
        }
        // Fields that lead back to themselves are looked at once.
        if id.is_some_and(|id| !seen.insert(id)) {
            continue;
        }
        let Some(field) = follow(document, &object).and_then(|object| object.as_dict().ok()) else { continue };
        for (key, slot) in [(b"FT".as_slice(), None), (b"V".as_slice(), Some(true)), (b"Opt".as_slice(), Some(false))] {
            let Some(found) = get(document, field, key) else { continue };
            match slot {
                None => inherited.kind = found.as_name().ok().map(<[u8]>::to_vec),
                Some(true) => inherited.value = Some(found.clone()),
                Some(false) => inherited.options = Some(found.clone()),
            }
        }
        let own = get(document, field, b"T").and_then(text).unwrap_or_default();
        let name = match (name.is_empty(), own.is_empty()) {
            (true, _) => own,
            (_, true) => name,
            _ => format!("{name}.{own}"),
        };
        if form.is_none() && let Some(identity) = Identity::read(name.split('.').next().unwrap_or_default()) {
            let listed = get(document, field, FIELDS.as_bytes()).and_then(|list| list.as_array().ok()).map(|list| list.iter().take(MAX_FIELDS).filter_map(text).collect());
            form = Some(Form { identity, values: Vec::new(), met: BTreeSet::new(), listed: listed.unwrap_or_default() });
        }
        let kids = get(document, field, b"Kids").and_then(|kids| kids.as_array().ok());
        let is_field = |kid: &&Object| follow(document, kid).and_then(|kid| kid.as_dict().ok()).is_some_and(|kid| kid.has(b"T"));
        if let Some(kids) = kids.filter(|kids| kids.iter().any(|kid| is_field(&kid))) {
            steps.extend(kids.iter().rev().map(|kid| step(kid, &name, &inherited, depth + 1)));
            continue;
        }
        let Some((_, below)) = name.split_once('.') else { continue };
        let Some(form) = &mut form else { continue };
        if !form.met.insert(below.to_owned()) {
            continue;
        }
        let button = inherited.kind.as_deref() == Some(b"Btn");
        let value = match &inherited.value {
            Some(value) => said(document, value),
            // Some programs mark the box and forget to say so in the field.
            None if button => marked(document, field, kids),
            None => None,
        };
        let value = value.map(|value| clean(&value)).unwrap_or_default();
        let value = if button { value.trim_start_matches('/').to_owned() } else { chosen(document, value, inherited.options.as_ref()) };
        if value.is_empty() || (button && value == "Off") {
            continue;
        }
        if value.chars().count() > MAX_TEXT {
            return Err(Box::new(fault(path, format!("the field `{below}` holds more than {MAX_TEXT} characters"), "shorten it in the form, and save it again")));
        }
        form.values.push((below.to_owned(), value));
    }
    form.ok_or_else(|| {
        let hint = "answers are read from the fillable questionnaires of a site (`…-fillable.pdf`) alone; copy these into one of them";
        Box::new(fault(path, "this form is no questionnaire of this program", hint))
    })
}

/// What a reference leads to; never in circles.
fn follow<'a>(document: &'a Document, object: &'a Object) -> Option<&'a Object> {
    document.dereference(object).ok().map(|(_, object)| object)
}

fn get<'a>(document: &'a Document, dictionary: &'a Dictionary, key: &[u8]) -> Option<&'a Object> {
    dictionary.get(key).ok().and_then(|object| follow(document, object)).filter(|object| !matches!(object, Object::Null))
}

/// A text in any of the encodings of PDF; what is none of them is read letter by letter.
fn text(object: &Object) -> Option<String> {
    match object {
        Object::Name(name) => Some(String::from_utf8_lossy(name).into_owned()),
        Object::String(bytes, _) => Some(match bytes.strip_prefix(b"\xFF\xFE") {
            // Not allowed, and yet some programs write it.
            Some(little) => String::from_utf16_lossy(&little.as_chunks::<2>().0.iter().map(|pair| u16::from_le_bytes(*pair)).collect::<Vec<u16>>()),
            None => lopdf::decode_text_string(object).unwrap_or_else(|_| bytes.iter().map(|byte| char::from(*byte)).collect()),
        }),
        _ => None,
    }
}

/// What a field holds: a name, a string, a long text in a stream, or a list of one.
fn said(document: &Document, value: &Object) -> Option<String> {
    match value {
        Object::Array(items) => items.first().and_then(|item| follow(document, item)).and_then(text),
        Object::Stream(stream) => {
            let bytes = stream.get_plain_content_with_limit(MAX_UNPACKED).ok()?;
            text(&Object::String(bytes, lopdf::StringFormat::Literal))
        }
        other => text(other),
    }
}

/// The state of the first widget of a field that is not off.
fn marked(document: &Document, field: &Dictionary, kids: Option<&Vec<Object>>) -> Option<String> {
    let kids = kids.into_iter().flatten().filter_map(|kid| follow(document, kid)?.as_dict().ok());
    std::iter::once(field).chain(kids).filter_map(|widget| get(document, widget, b"AS").and_then(text)).find(|state| state != "Off")
}

/// For a list: what stands behind the words that were chosen.
fn chosen(document: &Document, value: String, options: Option<&Object>) -> String {
    let Some(options) = options.and_then(|options| options.as_array().ok()) else { return value };
    for option in options.iter().take(MAX_FIELDS) {
        let pair = follow(document, option).and_then(|option| option.as_array().ok()).map(Vec::as_slice);
        if let Some([export, shown]) = pair
            && follow(document, shown).and_then(text).is_some_and(|shown| shown.trim() == value)
        {
            return follow(document, export).and_then(text).unwrap_or(value);
        }
    }
    value
}

/// Line ends as elsewhere, and no signs that are no text.
fn clean(text: &str) -> String {
    let lines = text.replace("\r\n", "\n").replace('\r', "\n");
    let plain: String = lines.chars().filter(|sign| !sign.is_control() || *sign == '\n').map(|sign| if sign == '\u{2028}' || sign == '\u{2029}' { '\n' } else { sign }).collect();
    plain.trim().to_owned()
}

/// What was said about one question.
#[derive(Default)]
struct Answer<'a> {
    value: Option<&'a str>,
    state: Option<&'a str>,
    reason: Option<&'a str>,
    note: Option<&'a str>,
    evidence: Option<&'a str>,
    grade: Option<&'a str>,
    choices: Vec<&'a str>,
    statements: Vec<(&'a str, &'a str)>,
}

/// The answer file.
fn written(path: &str, form: &Form) -> Result<String, Vec<Diagnostic>> {
    let mut faults = Vec::new();
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
            Part::Evidence => answer.evidence = Some(value),
            Part::Grade => answer.grade = Some(value),
            Part::Choice(id) => answer.choices.push(id),
            Part::Statement(id) => answer.statements.push((id, value)),
        }
    }
    for (key, what) in [("unit", "place"), ("round", "assessment"), ("code", "respondent's code")] {
        if !who.contains_key(key) {
            faults.push(fault(path, format!("the {what} is not filled in"), "ask for it, write it into the form with any viewer, and save it again"));
        }
    }
    let date = who.get("date").and_then(|date| match day(date) {
        Some(date) => Some(date),
        None => {
            let message = format!("`{}` may be one day or another, or none", shortened(date));
            faults.push(fault(path, message, "write the date into the form as year-month-day, `2026-03-12`, and save it again"));
            None
        }
    });
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
    out.push_str(if order.is_empty() { "answers: {}\n" } else { "answers:\n" });
    for question in order {
        if let Some(answer) = answers.get(question) {
            let _ = writeln!(out, "  {}: {}", scalar(question), answer.written());
        }
    }
    Ok(out)
}

impl Answer<'_> {
    fn written(&self) -> String {
        let pairs = |pairs: &[(&str, &str)]| format!("{{{}}}", pairs.iter().map(|(id, said)| format!("{}: {}", scalar(id), scalar(said))).collect::<Vec<_>>().join(", "));
        let value = match (self.value, self.choices.as_slice(), self.statements.as_slice()) {
            (Some(value), ..) => Some(scalar(value)),
            (None, [], []) => None,
            (None, [], statements) => Some(pairs(statements)),
            (None, choices, _) => Some(format!("[{}]", choices.iter().map(|id| scalar(id)).collect::<Vec<_>>().join(", "))),
        };
        let mut parts = Vec::new();
        parts.extend(self.state.map(|state| format!("state: {}", scalar(state))));
        parts.extend(value.map(|value| format!("value: {value}")));
        parts.extend(self.reason.map(|reason| format!("reason: {}", quoted(reason))));
        parts.extend(self.note.map(|note| format!("note: {}", quoted(note))));
        if self.evidence.is_some() || self.grade.is_some() {
            // Without a grade it is what somebody said: the weakest.
            let name = self.evidence.map(|name| format!(", name: {}", quoted(name))).unwrap_or_default();
            parts.push(format!("evidence: [{{grade: {}{name}}}]", scalar(self.grade.unwrap_or("statement"))));
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
fn day(text: &str) -> Option<String> {
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

#[cfg(test)]
#[path = "pdf_tests.rs"]
mod tests;
