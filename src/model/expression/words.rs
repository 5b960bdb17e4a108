//! A condition as a sentence, for print: "“Is there a plan?” is at least level 2".
//!
//! The words are those of a language table, asked for by key, so that every language of the site has its own sentences.

use super::{Expression, Operation};
use crate::model::{Exact, Id};

/// How questions and their choices are called in the language of the sentence, and the sentence's own words.
pub struct Phrases<'a> {
    /// The words of a key: `or`, `at_least`, `sum`, … with `{0}`, `{1}`, `{2}` for the operands or `{all}` for all of them;
    /// `quoted`, `true` and `false`. See [`Operation::key`].
    pub pattern: &'a dyn Fn(&str) -> String,
    /// A number as it is written in the language.
    pub number: &'a dyn Fn(&Exact) -> String,
    /// The wording (or number) of a question.
    pub question: &'a dyn Fn(&Id) -> String,
    /// The label of a choice or level of a question.
    pub choice: &'a dyn Fn(&Id, &str) -> String,
}

impl Expression {
    /// The condition in words.
    #[must_use]
    pub fn words(&self, phrases: &Phrases<'_>) -> String {
        self.phrase(phrases)
    }

    fn phrase(&self, phrases: &Phrases<'_>) -> String {
        match self {
            Self::Bool(value) => (phrases.pattern)(if *value { "true" } else { "false" }),
            Self::Number(number) => (phrases.number)(number),
            Self::Text(text) => filled(&(phrases.pattern)("quoted"), std::slice::from_ref(text)),
            Self::Question { id, .. } => filled(&(phrases.pattern)("quoted"), &[(phrases.question)(id)]),
            Self::Call(operation, operands) => {
                let parts: Vec<String> = operands
                    .iter()
                    .enumerate()
                    .map(|(index, operand)| {
                        // A literal beside a question is one of its choices, and is called by its label.
                        let beside = operands.get(1 - index.min(1)).filter(|_| operands.len() == 2);
                        match (operand, beside) {
                            (Self::Text(text), Some(Self::Question { id, .. })) => (phrases.choice)(id, text),
                            (Self::Number(number), Some(Self::Question { id, .. })) if compares(*operation) => {
                                (phrases.choice)(id, &number.to_string())
                            }
                            _ => operand.bracketed(*operation, phrases),
                        }
                    })
                    .collect();
                filled(&(phrases.pattern)(operation.key()), &parts)
            }
        }
    }

    /// The phrase, in brackets where it could be misread inside `outer`.
    fn bracketed(&self, outer: Operation, phrases: &Phrases<'_>) -> String {
        let phrase = self.phrase(phrases);
        let needs = match self {
            Self::Call(inner, _) => binary(*inner) && binary(outer) && !chains(outer, *inner) && (joins(*inner) || !joins(outer)),
            _ => false,
        };
        if needs { format!("({phrase})") } else { phrase }
    }
}

/// A pattern with all operands put in at once, so that a question's own braces stay as they are.
fn filled(pattern: &str, parts: &[String]) -> String {
    let (mut sentence, mut rest) = (String::new(), pattern);
    while let Some((before, after)) = rest.split_once('{') {
        let (place, after) = after.split_once('}').unwrap_or(("", after));
        sentence.push_str(before);
        match place {
            "all" => sentence.push_str(&parts.join(", ")),
            _ => sentence.push_str(place.parse::<usize>().ok().and_then(|place| parts.get(place)).map_or("", String::as_str)),
        }
        rest = after;
    }
    sentence + rest
}

impl Operation {
    /// The key of its words in the language tables.
    #[must_use]
    pub fn key(self) -> &'static str {
        match self {
            Self::Equal => "equal",
            Self::Unequal => "unequal",
            Self::Less => "less",
            Self::AtMost => "at_most",
            Self::More => "more",
            Self::AtLeast => "at_least",
            Self::Plus => "plus",
            Self::Minus => "minus",
            Self::Times => "times",
            Self::Divide => "divide",
            Self::Remainder => "remainder",
            Self::CountSelected => "count_selected",
            other => other.word(),
        }
    }
}

fn joins(operation: Operation) -> bool {
    matches!(operation, Operation::And | Operation::Or)
}

/// Whether `inner` within `outer` reads the same with and without brackets.
fn chains(outer: Operation, inner: Operation) -> bool {
    inner == outer && (joins(outer) || matches!(outer, Operation::Plus | Operation::Times))
}

fn compares(operation: Operation) -> bool {
    use Operation as O;
    matches!(operation, O::Equal | O::Unequal | O::Less | O::AtMost | O::More | O::AtLeast)
}

fn binary(operation: Operation) -> bool {
    use Operation as O;
    joins(operation) || compares(operation) || matches!(operation, O::Plus | O::Minus | O::Times | O::Divide | O::Remainder)
}
