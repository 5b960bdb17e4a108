//! The small values that everything is made of: ids, languages, texts, dates, money.
//!
//! Each can only be built from input that is right, and says in its fault how to write it.

use std::fmt;
use std::sync::Arc;

use serde::Serialize;
use serde_json::{Value as Json, json};
use unicode_normalization::UnicodeNormalization;

use crate::diag::{self, Code, Diagnostic};
use super::decode::{Decode, scalar, wrong_type};
use super::yaml::{Node, Notation, Value};
use crate::source::{Loc, Span};

/// The longest id: room for a folder, a language and an ending on a memory stick.
const MAX_ID: usize = 48;

/// A stable name: `[a-z][a-z0-9-]*`, at most 48 characters. Cheap to clone.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct Id(Arc<str>);

impl Id {
    /// Checks the text; `None` if it is not an id.
    #[must_use]
    pub fn new(text: &str) -> Option<Self> {
        let mut bytes = text.bytes();
        let good = bytes.next().is_some_and(|first| first.is_ascii_lowercase())
            && bytes.all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-')
            && text.len() <= MAX_ID
            // Names that Windows keeps for devices cannot be files on a stick.
            && !matches!(text, "con" | "nul" | "prn" | "aux")
            && !(text.len() == 4 && (text.starts_with("com") || text.starts_with("lpt")) && text.ends_with(|c: char| c.is_ascii_digit()));
        good.then(|| Self(text.into()))
    }

    /// The text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl fmt::Display for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl std::borrow::Borrow<str> for Id {
    fn borrow(&self) -> &str {
        &self.0
    }
}

impl Decode for Id {
    fn decode(node: &Node, faults: &mut Vec<Diagnostic>) -> Option<Self> {
        let text = scalar(node, "an id", faults)?;
        Self::new(text).or_else(|| {
            faults.push(bad_id(text, node.span));
            None
        })
    }
    fn schema() -> Json {
        json!({"type": "string", "pattern": "^[a-z][a-z0-9-]*$", "maxLength": MAX_ID})
    }
}

/// The fault for a text that is no id, with the nearest id as a hint.
pub(crate) fn bad_id(text: &str, span: Span) -> Diagnostic {
    let slug = hyphenated(text, MAX_ID);
    let fault = Diagnostic::error(Code::BadId, span, format!("`{text}` is not an id"));
    match Id::new(&slug) {
        Some(_) if slug != text => fault.hint(format!("use small letters, digits and hyphens: `{slug}`")),
        _ => fault.hint("use small letters, digits and hyphens, beginning with a letter, at most 48 characters"),
    }
}

/// The nearest text of small letters, digits and single hyphens, cut after a whole word at `most` bytes.
pub(crate) fn hyphenated(text: &str, most: usize) -> String {
    let mut name = String::new();
    for sign in text.nfd().flat_map(char::to_lowercase) {
        match sign {
            'a'..='z' | '0'..='9' => name.push(sign),
            // Accents vanish.
            '\u{300}'..='\u{36f}' => {}
            _ if name.is_empty() || name.ends_with('-') => {}
            _ => name.push('-'),
        }
        if name.len() > most {
            let cut = name.rfind('-').unwrap_or(most);
            name.truncate(cut);
            break;
        }
    }
    name.truncate(name.trim_end_matches('-').len());
    name
}

/// A language code: `en`, `es`, `pt`, `pt-br`. Cheap to clone.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct Lang(Arc<str>);

impl Lang {
    /// Checks the text: two or three small letters, perhaps a hyphen and a region.
    #[must_use]
    pub fn new(text: &str) -> Option<Self> {
        let (language, region) = text.split_once('-').map_or((text, None), |(language, region)| (language, Some(region)));
        let good = (2..=3).contains(&language.len())
            && language.bytes().all(|byte| byte.is_ascii_lowercase())
            && region.is_none_or(|region| (2..=4).contains(&region.len()) && region.bytes().all(|b| b.is_ascii_lowercase()));
        good.then(|| Self(text.into()))
    }

    /// The code.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Lang {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl fmt::Display for Lang {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl Decode for Lang {
    fn decode(node: &Node, faults: &mut Vec<Diagnostic>) -> Option<Self> {
        let text = scalar(node, "a language code", faults)?;
        Self::new(text).or_else(|| {
            faults.push(
                Diagnostic::error(Code::BadValue, node.span, format!("`{text}` is not a language code"))
                    .hint("use small letters as in `en`, `es` or `pt-br`"),
            );
            None
        })
    }
    fn schema() -> Json {
        json!({"type": "string", "pattern": "^[a-z]{2,3}(-[a-z]{2,4})?$"})
    }
}

/// A text that readers see: one wording for all languages, or one for each.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Text {
    wordings: Wordings,
    /// Where it was written.
    pub span: Span,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Wordings {
    Same(Wording),
    Each(Vec<(Loc<Lang>, Wording)>),
}

/// One wording and where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wording {
    /// The text, white space at the ends removed.
    pub text: String,
    /// Where it stands.
    pub span: Span,
    /// Whether it is a `|` block, whose lines are the file's lines.
    pub literal: bool,
}

impl Text {
    /// A text that is the same in every language.
    #[must_use]
    pub fn same(text: &str, span: Span) -> Self {
        Self { wordings: Wordings::Same(Wording { text: text.to_owned(), span, literal: false }), span }
    }

    /// A text gathered from several files, one wording each.
    #[must_use]
    pub fn each(wordings: Vec<(Loc<Lang>, Wording)>, span: Span) -> Self {
        Self { wordings: Wordings::Each(wordings), span }
    }

    /// Whether it says what `other` says, in every language that it has.
    #[must_use]
    pub fn repeats(&self, other: &Self) -> bool {
        match (&self.wordings, &other.wordings) {
            (Wordings::Same(own), Wordings::Same(wording)) => own.text == wording.text,
            (Wordings::Same(own), Wordings::Each(each)) => each.iter().all(|(_, wording)| wording.text == own.text),
            (Wordings::Each(each), _) => each.iter().all(|(lang, own)| other.exact(&lang.value).is_some_and(|wording| wording.text == own.text)),
        }
    }

    /// The wording of exactly this language (or the one for all).
    #[must_use]
    pub fn exact(&self, lang: &Lang) -> Option<&Wording> {
        match &self.wordings {
            Wordings::Same(wording) => Some(wording),
            Wordings::Each(each) => each.iter().find(|(code, _)| code.value == *lang).map(|(_, wording)| wording),
        }
    }

    /// The wording to show in `lang`: its own, else the default language's, else the first; with the
    /// language it is really in when that is another one.
    #[must_use]
    pub fn shown(&self, lang: &Lang, default: &Lang) -> (&str, Option<&Lang>) {
        match &self.wordings {
            Wordings::Same(wording) => (&wording.text, None),
            Wordings::Each(each) => {
                let find = |lang: &Lang| each.iter().find(|(code, _)| code.value == *lang);
                match find(lang).or_else(|| find(default)).or_else(|| each.first()) {
                    Some((code, wording)) => (&wording.text, (code.value != *lang).then_some(&code.value)),
                    None => ("", None),
                }
            }
        }
    }

    /// Every wording with its language; none for a text that is the same in all.
    pub fn languages(&self) -> impl Iterator<Item = (&Loc<Lang>, &Wording)> {
        let each: &[_] = match &self.wordings {
            Wordings::Same(_) => &[],
            Wordings::Each(each) => each,
        };
        each.iter().map(|(lang, wording)| (lang, wording))
    }

    /// Every wording, with its language if it has one.
    pub fn wordings(&self) -> impl Iterator<Item = (Option<&Lang>, &Wording)> {
        let (same, each): (Option<&Wording>, &[_]) = match &self.wordings {
            Wordings::Same(wording) => (Some(wording), &[]),
            Wordings::Each(each) => (None, each),
        };
        same.map(|wording| (None, wording)).into_iter().chain(each.iter().map(|(lang, wording)| (Some(&lang.value), wording)))
    }
}

impl Decode for Text {
    fn decode(node: &Node, faults: &mut Vec<Diagnostic>) -> Option<Self> {
        let wording = |node: &Node, faults: &mut Vec<Diagnostic>| {
            let text = scalar(node, "text", faults)?.trim();
            if text.is_empty() {
                faults.push(
                    Diagnostic::error(Code::BadValue, node.span, "this text is empty").hint("write the text, or remove the key"),
                );
                return None;
            }
            let literal = matches!(&node.value, Value::Scalar(scalar) if scalar.notation == Notation::Literal);
            Some(Wording { text: text.to_owned(), span: node.span, literal })
        };
        let wordings = match &node.value {
            Value::Mapping(entries) => {
                let each: Vec<Option<(Loc<Lang>, Wording)>> = entries
                    .iter()
                    .map(|entry| {
                        let lang = Lang::new(&entry.key);
                        if lang.is_none() {
                            let hint = if entry.key.contains(' ') {
                                "put the text before it in double quotes: it contains a comma"
                            } else {
                                "a text is written once for all languages, or as `{en: …, es: …}`"
                            };
                            faults.push(
                                Diagnostic::error(Code::UnknownKey, entry.key_span, format!("`{}` is not a language code", entry.key)).hint(hint),
                            );
                            return None;
                        }
                        let wording = wording(&entry.value, faults)?;
                        Some((Loc::new(lang?, entry.key_span), wording))
                    })
                    .collect();
                let each: Vec<_> = each.into_iter().collect::<Option<_>>()?;
                if each.is_empty() {
                    return wrong_type(node, "text", "write `{en: …, es: …}`", faults);
                }
                Wordings::Each(each)
            }
            _ => Wordings::Same(wording(node, faults)?),
        };
        Some(Self { wordings, span: node.span })
    }
    fn schema() -> Json {
        json!({"anyOf": [
            {"type": ["string", "number", "boolean"]},
            {"type": "object", "patternProperties": {"^[a-z]{2,3}(-[a-z]{2,4})?$": {"type": ["string", "number"]}}, "additionalProperties": false},
        ]})
    }
}

/// A calendar date.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date(pub jiff::civil::Date);

impl Decode for Date {
    fn decode(node: &Node, faults: &mut Vec<Diagnostic>) -> Option<Self> {
        let text = scalar(node, "a date", faults)?;
        let shape = text.len() == 10 && text.bytes().enumerate().all(|(i, b)| if i == 4 || i == 7 { b == b'-' } else { b.is_ascii_digit() });
        if let (true, Ok(date)) = (shape, text.parse()) {
            return Some(Self(date));
        }
        let message = if shape { format!("`{text}` is not a day of the calendar") } else { format!("`{text}` is not a date") };
        faults.push(Diagnostic::error(Code::BadDate, node.span, message).hint("write year-month-day, as in `2026-03-12`"));
        None
    }
    fn schema() -> Json {
        json!({"type": "string", "format": "date"})
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

/// A whole amount of money in the site's currency, never negative.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
pub struct Amount(pub u64);

impl Decode for Amount {
    fn decode(node: &Node, faults: &mut Vec<Diagnostic>) -> Option<Self> {
        let text = scalar(node, "an amount", faults)?;
        if !text.is_empty() && text.len() <= 15 && text.bytes().all(|byte| byte.is_ascii_digit()) && let Ok(amount) = text.parse() {
            return Some(Self(amount));
        }
        let hint = match ungrouped(text) {
            Some(digits) => format!("write it without grouping: `{digits}`"),
            None => match without_currency(text).and_then(ungrouped) {
                Some(digits) => format!("write the digits only: `{digits}`"),
                None => String::from("write digits only, as in `180572`"),
            },
        };
        faults.push(Diagnostic::error(Code::BadAmount, node.span, format!("`{text}` is not a plain whole amount")).hint(hint));
        None
    }
    fn schema() -> Json {
        json!({"type": "integer", "minimum": 0})
    }
}

/// The digits of a whole number that may be grouped by thousands.
pub(crate) fn ungrouped(text: &str) -> Option<String> {
    let groups: Vec<&str> = text.split(['.', ',', '\'', '’', ' ', '_', '\u{a0}', '\u{202f}']).collect();
    let all_digits = groups.iter().all(|group| !group.is_empty() && group.bytes().all(|byte| byte.is_ascii_digit()));
    let (first, others) = groups.split_first()?;
    let by_thousands = others.is_empty() || (first.len() <= 3 && others.iter().all(|group| group.len() == 3));
    (all_digits && by_thousands).then(|| groups.concat())
}

/// An amount without the sign or code of a currency at one of its ends.
fn without_currency(text: &str) -> Option<&str> {
    let number = text.trim_matches(|sign: char| !sign.is_ascii_digit());
    let at = text.find(number).filter(|_| !number.is_empty())?;
    let currency = |end: &str| {
        let end = end.trim();
        end.is_empty() || end.ends_with(['$', '€', '£']) || (end.len() == 3 && end.bytes().all(|byte| byte.is_ascii_uppercase()))
    };
    (currency(&text[..at]) && currency(&text[at + number.len()..])).then_some(number)
}

/// A two-letter country code (ISO 3166-1 alpha-2).
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CountryCode([u8; 2]);

impl CountryCode {
    /// Two capital letters; anything else is no code.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        match text.as_bytes() {
            [a, b] if a.is_ascii_uppercase() && b.is_ascii_uppercase() => Some(Self([*a, *b])),
            _ => None,
        }
    }

    /// The code in capital letters.
    #[must_use]
    pub fn as_str(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or("??")
    }
}

impl fmt::Debug for CountryCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl fmt::Display for CountryCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl Serialize for CountryCode {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

impl Decode for CountryCode {
    fn decode(node: &Node, faults: &mut Vec<Diagnostic>) -> Option<Self> {
        let text = scalar(node, "a country code", faults)?;
        let code = Self::parse(text);
        if code.is_some() {
            return code;
        }
        faults.push(
            Diagnostic::error(Code::BadValue, node.span, format!("`{text}` is not a country code"))
                .hint("use the two capital letters of ISO 3166-1, as in `CO`"),
        );
        None
    }
    fn schema() -> Json {
        json!({"type": "string", "pattern": "^[A-Z]{2}$"})
    }
}

super::decode::words! {
    /// The kinds of entries that have pages. The word is the folder of the site, of the content (where the kind
    /// has one) and of a link: `[…](sops/registration-at-border-post#steps)`.
    pub enum EntryKind as "a kind of entry" {
        /// An area of the framework and everything that belongs to it.
        Area = "areas",
        /// A standard operating procedure.
        Sop = "sops",
        /// A good practice.
        Practice = "practices",
        /// A country sheet.
        Sheet = "sheets",
        /// An activity of the plan.
        Activity = "activities",
        /// A challenge of the shared vocabulary.
        Challenge = "challenges",
        /// A term of the glossary (a place on the glossary page).
        Term = "glossary",
        /// A free page.
        Page = "pages",
        /// A questionnaire.
        Questionnaire = "questionnaires",
        /// A unit's results, one page an answer set.
        Result = "results",
        /// A response plan of a unit.
        Plan = "plans",
        /// A toolbox: a named selection.
        Toolbox = "toolboxes",
        /// A trainer's session.
        Session = "sessions",
        /// A quiz.
        Quiz = "quizzes",
    }
}

impl EntryKind {
    /// The hint for a word that is no kind: the kind that it means in everyday words, or the nearest one of the
    /// kinds and `others`.
    pub(crate) fn suggest(word: &str, others: &[&'static str]) -> String {
        let meant = match word.to_lowercase().as_str() {
            "procedure" | "procedures" => Some(Self::Sop),
            "good-practice" | "good-practices" => Some(Self::Practice),
            "country" | "countries" | "country-sheet" | "country-sheets" => Some(Self::Sheet),
            "activity" => Some(Self::Activity),
            "term" | "terms" => Some(Self::Term),
            "assessment" | "assessments" | "units" => Some(Self::Result),
            "kit" | "kits" => Some(Self::Toolbox),
            "training" | "trainings" | "lesson" | "lessons" => Some(Self::Session),
            "test" | "tests" => Some(Self::Quiz),
            _ => None,
        };
        match meant {
            Some(kind) => format!("did you mean `{}`?", kind.word()),
            None => diag::suggest(word, Self::ALL.iter().map(|kind| kind.word()).chain(others.iter().copied())),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{hyphenated, ungrouped, without_currency};

    #[test]
    fn the_nearest_id_has_no_accents_and_ends_with_a_word() {
        for (text, most, expected) in [
            ("María", 20, "maria"),
            ("2026/1", 20, "2026-1"),
            (" Ñandú  & sons ", 20, "nandu-sons"),
            ("abc-def", 7, "abc-def"),
            ("abc-defg", 7, "abc"),
            ("abc-defg", 4, "abc"),
            ("abcdefgh", 4, "abcd"),
            ("国", 20, ""),
        ] {
            assert_eq!(hyphenated(text, most), expected, "{text}");
        }
    }

    #[test]
    fn an_amount_is_known_under_its_groups_and_currency() {
        for (text, expected) in [
            ("1.300", Some("1300")),
            ("USD 300", Some("300")),
            ("US$ 1,300", Some("1300")),
            ("300 €", Some("300")),
            ("300.50", None),
            ("-300", None),
            ("3 M", None),
            ("3 million", None),
            ("USD", None),
            ("", None),
        ] {
            let digits = ungrouped(text).or_else(|| without_currency(text).and_then(ungrouped));
            assert_eq!(digits.as_deref(), expected, "{text}");
        }
    }
}
