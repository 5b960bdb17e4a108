//! What the fields of a form are called: the questionnaire in the name of the root field, the question and what is said
//! of it in the name of each field below. The form that is made and the form that is read agree here.

use std::fmt::Write as _;

/// What the name of the root field begins with.
const MARK: &str = "rumbo1";
/// The key of the root field that lists the fields of the form.
pub const FIELDS: &str = "RumboFields";
/// What the names of the respondent's own fields begin with; no question's id has an underscore.
pub const WHO: &str = "who_";
/// How many pieces of evidence a question of a form has room for.
pub const PIECES: usize = 3;

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
    /// How sure the respondent is.
    Confidence,
    /// Something about a piece of evidence, counted from zero.
    Evidence(Piece, usize),
    /// What is to be reached.
    Target,
    /// By when.
    TargetBy,
    /// Why that.
    TargetReason,
    /// Whether a choice is taken.
    Choice(&'a str),
    /// What was said about a statement.
    Statement(&'a str),
}

/// What is said about a piece of evidence.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Piece {
    /// Its name.
    Name,
    /// What kind it is.
    Grade,
    /// Its date.
    Date,
    /// Who keeps it.
    Responsible,
}

impl Piece {
    /// All of them, in the order of a form.
    pub const ALL: [Self; 4] = [Self::Name, Self::Grade, Self::Date, Self::Responsible];

    fn word(self) -> &'static str {
        match self {
            Self::Name => "evidence",
            Self::Grade => "grade",
            Self::Date => "dated",
            Self::Responsible => "keeper",
        }
    }
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
            Self::Confidence => format!("{question}_confidence"),
            // The first has no number: forms had only one, once.
            Self::Evidence(piece, 0) => format!("{question}_{}", piece.word()),
            Self::Evidence(piece, number) => format!("{question}_{}{}", piece.word(), number + 1),
            Self::Target => format!("{question}_target"),
            Self::TargetBy => format!("{question}_by"),
            Self::TargetReason => format!("{question}_why"),
            Self::Choice(id) => format!("{question}_has_{id}"),
            Self::Statement(id) => format!("{question}_is_{id}"),
        }
    }

    /// The question and part that a field's name says; ids have no underscore.
    pub(super) fn read(name: &'a str) -> Option<(&'a str, Self)> {
        let Some((question, rest)) = name.split_once('_') else { return Some((name, Self::Answer)) };
        let part = match rest {
            "state" => Self::State,
            "reason" => Self::Reason,
            "note" => Self::Note,
            "confidence" => Self::Confidence,
            "target" => Self::Target,
            "by" => Self::TargetBy,
            "why" => Self::TargetReason,
            _ => match rest.split_once('_') {
                Some(("has", id)) => Self::Choice(id),
                Some(("is", id)) => Self::Statement(id),
                Some(_) => return None,
                None => {
                    let (piece, number) = Piece::ALL.iter().find_map(|piece| Some((*piece, rest.strip_prefix(piece.word())?)))?;
                    let number = if number.is_empty() { 0 } else { number.parse::<usize>().ok()?.checked_sub(1).filter(|number| (1..PIECES).contains(number))? };
                    Self::Evidence(piece, number)
                }
            },
        };
        Some((question, part))
    }
}
