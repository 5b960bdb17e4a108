//! Conditions such as `${plan} >= 2 and ${desk} = 'yes'`: a subset of XLSForm, typed when loading.
//!
//! In: the author's text. Out: an [`Expression`] that names questions by their number, evaluates without any
//! failure, and can be written as JSON (for the page's script, which evaluates it by the same words) or as a
//! sentence (for print). Not here: what a question's value is; the caller passes it.
//!
//! The meaning, in full. Values are null, bool, exact number, text and list of texts. A question that has no
//! answer (unknown, blank, not applicable, skipped, not asked) is null.
//! - `+ - * div mod`, `< <= > >=`, `round`, `selected`, `count-selected`, `not`: null if any part is null;
//!   dividing by zero is null; `mod` cuts towards zero; `round(x)` and `round(x, places)` round half away from zero.
//! - `=` and `!=` are strict and never null: null equals null alone.
//! - `and`: false if a part is false, else null if a part is null, else true. `or`: true if a part is true,
//!   else null if a part is null, else false.
//! - `if(c, a, b)`: `a` if `c` is true, else `b` (so also when `c` is null). `coalesce(a, b, …)`: the first that is not null.
//! - `min max sum mean` leave nulls out and are null when nothing is left; `count` counts what is not null.
//! - `answered(${q})`: whether the value is not null.
//! - A condition holds if its value is true; false and null both hide the question.

mod check;
mod evaluate;
mod lex;
mod parse;
mod words;

use serde_json::{Value as Json, json};

use super::Exact;
use super::Id;
use crate::diag::Diagnostic;
use crate::source::Span;

pub use check::{Known, Reference, Type};
pub use evaluate::Value;
pub use words::Phrases;

/// The longest condition, in bytes.
const MAX_TEXT: usize = 1000;

/// A condition as its author wrote it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Written {
    /// The text, escapes resolved.
    pub text: String,
    /// Where the scalar stands.
    pub span: Span,
    /// Where byte 0 of the text stands in the file, if the text is written there byte by byte.
    pub start: Option<u32>,
}

impl Written {
    /// The place in the file of a range of the text; the whole scalar where that cannot be told.
    #[must_use]
    pub fn place(&self, range: Range) -> Span {
        match self.start {
            Some(start) => Span { file: self.span.file, start: start + range.0, end: start + range.1 },
            None => self.span,
        }
    }
}

/// A range of bytes in a condition's text.
pub type Range = (u32, u32);

/// A condition that was understood and typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Expression {
    /// `true()` or `false()`.
    Bool(bool),
    /// A number.
    Number(Exact),
    /// A quoted text.
    Text(String),
    /// `${id}`: the value of an earlier question.
    Question {
        /// Its id.
        id: Id,
        /// Its number among the framework's questions, from 0.
        question: u32,
    },
    /// An operator or function with its operands.
    Call(Operation, Vec<Expression>),
}

macro_rules! operations {
    ($( $variant:ident $word:literal )*) => {
        /// Every operator and function.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Operation { $( #[doc = concat!("`", $word, "`")] $variant, )* }

        impl Operation {
            /// Every operation.
            pub const ALL: &'static [Self] = &[$( Self::$variant ),*];

            /// The word in conditions and in JSON.
            #[must_use]
            pub fn word(self) -> &'static str {
                match self { $( Self::$variant => $word ),* }
            }

            /// The operation of a word.
            #[must_use]
            pub fn from_word(word: &str) -> Option<Self> {
                match word { $( $word => Some(Self::$variant), )* _ => None }
            }
        }
    };
}

operations! {
    Or "or" And "and" Equal "=" Unequal "!=" Less "<" AtMost "<=" More ">" AtLeast ">="
    Plus "+" Minus "-" Times "*" Divide "div" Remainder "mod" Negate "negate"
    Not "not" If "if" Selected "selected" CountSelected "count-selected" Coalesce "coalesce" Round "round"
    Min "min" Max "max" Sum "sum" Mean "mean" Count "count" Answered "answered"
}

impl Expression {
    /// Reads and types a condition. `None` with at least one fault pushed if it cannot be used.
    pub fn read(written: &Written, known: &dyn Known, faults: &mut Vec<Diagnostic>) -> Option<Self> {
        match parse::parse(&written.text) {
            Ok(tree) => check::condition(&tree, written, known, faults),
            Err(fault) => {
                faults.push(fault.at(written));
                None
            }
        }
    }

    /// The tree as JSON: `{"number": "2"}`, `{"text": "yes"}`, `{"bool": true}`, `{"question": "id"}`, or
    /// `{"call": ">=", "of": […]}`.
    #[must_use]
    pub fn to_json(&self) -> Json {
        match self {
            Self::Bool(value) => json!({"bool": value}),
            Self::Number(number) => json!({"number": number.to_string()}),
            Self::Text(text) => json!({"text": text}),
            Self::Question { id, .. } => json!({"question": id.as_str()}),
            Self::Call(operation, operands) => {
                json!({"call": operation.word(), "of": operands.iter().map(Self::to_json).collect::<Vec<_>>()})
            }
        }
    }

    /// The numbers of the questions that it looks at, in order, each once.
    #[must_use]
    pub fn questions(&self) -> Vec<u32> {
        fn visit(expression: &Expression, found: &mut Vec<u32>) {
            match expression {
                Expression::Question { question, .. } => found.push(*question),
                Expression::Call(_, operands) => operands.iter().for_each(|operand| visit(operand, found)),
                _ => {}
            }
        }
        let mut found = Vec::new();
        visit(self, &mut found);
        found.sort_unstable();
        found.dedup();
        found
    }
}

#[cfg(test)]
mod tests;
