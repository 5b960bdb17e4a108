//! A condition as a sentence, for print: "“Is there a plan?” is at least level 2".

use super::{Expression, Operation};
use crate::model::{Id, Lang};

/// How questions and their choices are called in the language of the sentence.
pub struct Phrases<'a> {
    /// The wording (or number) of a question.
    pub question: &'a dyn Fn(&Id) -> String,
    /// The label of a choice or level of a question.
    pub choice: &'a dyn Fn(&Id, &str) -> String,
}

/// The words of one language, `{0}` and `{1}` standing for the operands.
struct Table {
    quotes: [&'static str; 2],
    patterns: fn(Operation) -> &'static str,
    yes: &'static str,
    no: &'static str,
    joined: &'static str,
}

impl Expression {
    /// The condition in words, in Spanish for `es…`, else in English.
    #[must_use]
    pub fn words(&self, lang: &Lang, phrases: &Phrases<'_>) -> String {
        let table = if lang.as_str() == "es" || lang.as_str().starts_with("es-") { &SPANISH } else { &ENGLISH };
        self.phrase(table, phrases)
    }

    fn phrase(&self, table: &Table, phrases: &Phrases<'_>) -> String {
        match self {
            Self::Bool(value) => String::from(if *value { table.yes } else { table.no }),
            Self::Number(number) => number.to_string(),
            Self::Text(text) => format!("{}{text}{}", table.quotes[0], table.quotes[1]),
            Self::Question { id, .. } => format!("{}{}{}", table.quotes[0], (phrases.question)(id), table.quotes[1]),
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
                            _ => operand.bracketed(*operation, table, phrases),
                        }
                    })
                    .collect();
                let pattern = (table.patterns)(*operation);
                if pattern.contains("{all}") {
                    return pattern.replace("{all}", &parts.join(table.joined));
                }
                // Both operands are put in at once, so that a question's own braces stay as they are.
                let mut sentence = String::new();
                let mut rest = pattern;
                while let Some((before, after)) = rest.split_once('{') {
                    let (index, after) = after.split_once('}').unwrap_or(("", after));
                    sentence.push_str(before);
                    sentence.push_str(index.parse::<usize>().ok().and_then(|index| parts.get(index)).map_or("", String::as_str));
                    rest = after;
                }
                sentence + rest
            }
        }
    }

    /// The phrase, in brackets where it could be misread inside `outer`.
    fn bracketed(&self, outer: Operation, table: &Table, phrases: &Phrases<'_>) -> String {
        let phrase = self.phrase(table, phrases);
        let needs = match self {
            Self::Call(inner, _) => binary(*inner) && binary(outer) && !chains(outer, *inner) && (joins(*inner) || !joins(outer)),
            _ => false,
        };
        if needs { format!("({phrase})") } else { phrase }
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

const ENGLISH: Table = Table {
    quotes: ["“", "”"],
    yes: "always",
    no: "never",
    joined: ", ",
    patterns: |operation| match operation {
        Operation::Or => "{0} or {1}",
        Operation::And => "{0} and {1}",
        Operation::Equal => "{0} is {1}",
        Operation::Unequal => "{0} is not {1}",
        Operation::Less => "{0} is below {1}",
        Operation::AtMost => "{0} is at most {1}",
        Operation::More => "{0} is above {1}",
        Operation::AtLeast => "{0} is at least {1}",
        Operation::Plus => "{0} + {1}",
        Operation::Minus => "{0} − {1}",
        Operation::Times => "{0} × {1}",
        Operation::Divide => "{0} ÷ {1}",
        Operation::Remainder => "the rest of {0} ÷ {1}",
        Operation::Negate => "−{0}",
        Operation::Not => "it is not so that {0}",
        Operation::If => "({1} if {0}, else {2})",
        Operation::Selected => "{0} includes {1}",
        Operation::CountSelected => "the number of choices in {0}",
        Operation::Coalesce => "the first known of ({all})",
        Operation::Round => "{0} rounded",
        Operation::Min => "the lowest of ({all})",
        Operation::Max => "the highest of ({all})",
        Operation::Sum => "the sum of ({all})",
        Operation::Mean => "the mean of ({all})",
        Operation::Count => "the number of answers among ({all})",
        Operation::Answered => "{0} is answered",
    },
};

const SPANISH: Table = Table {
    quotes: ["«", "»"],
    yes: "siempre",
    no: "nunca",
    joined: ", ",
    patterns: |operation| match operation {
        Operation::Or => "{0} o {1}",
        Operation::And => "{0} y {1}",
        Operation::Equal => "{0} es {1}",
        Operation::Unequal => "{0} no es {1}",
        Operation::Less => "{0} es menos de {1}",
        Operation::AtMost => "{0} es como máximo {1}",
        Operation::More => "{0} es más de {1}",
        Operation::AtLeast => "{0} es como mínimo {1}",
        Operation::Plus => "{0} + {1}",
        Operation::Minus => "{0} − {1}",
        Operation::Times => "{0} × {1}",
        Operation::Divide => "{0} ÷ {1}",
        Operation::Remainder => "el resto de {0} ÷ {1}",
        Operation::Negate => "−{0}",
        Operation::Not => "no se cumple que {0}",
        Operation::If => "({1} si {0}; si no, {2})",
        Operation::Selected => "{0} incluye {1}",
        Operation::CountSelected => "el número de opciones en {0}",
        Operation::Coalesce => "el primer valor conocido de ({all})",
        Operation::Round => "{0} redondeado",
        Operation::Min => "el menor de ({all})",
        Operation::Max => "el mayor de ({all})",
        Operation::Sum => "la suma de ({all})",
        Operation::Mean => "el promedio de ({all})",
        Operation::Count => "el número de respuestas entre ({all})",
        Operation::Answered => "{0} tiene respuesta",
    },
};
