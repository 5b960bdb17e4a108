//! Tokens to a syntax tree, by precedence: `or`, `and`, `= !=`, `< <= > >=`, `+ -`, `* div mod`, unary `-`.

use super::lex::{Token, tokens};
use super::{Operation, Range, Written};
use crate::diag::{Code, Diagnostic, suggest};
use crate::model::Exact;

/// The deepest nesting of brackets.
const MAX_DEPTH: usize = 32;

/// The functions, as authors write them.
const FUNCTIONS: [&str; 14] = [
    "not", "if", "selected", "count-selected", "coalesce", "round", "min", "max", "sum", "mean", "count", "answered", "true", "false",
];

/// A part of the syntax tree with its place in the text.
#[derive(Clone, Debug)]
pub(super) struct Tree {
    pub(super) range: Range,
    pub(super) part: Part,
}

/// What a [`Tree`] is.
#[derive(Clone, Debug)]
pub(super) enum Part {
    Bool(bool),
    Number(Exact),
    Text(String),
    Question(String),
    Call(Operation, Vec<Tree>),
}

/// Why a text is no condition.
#[derive(Clone, Debug)]
pub(super) struct Mistake {
    range: Range,
    message: String,
    hint: String,
}

impl Mistake {
    pub(super) fn new(range: Range, message: impl Into<String>, hint: impl Into<String>) -> Self {
        Self { range, message: message.into(), hint: hint.into() }
    }

    /// The fault at its place in the file.
    pub(super) fn at(self, written: &Written) -> Diagnostic {
        Diagnostic::error(Code::BadCondition, written.place(self.range), self.message).label("here").hint(self.hint)
    }
}

/// The syntax tree of a whole text, or its first mistake.
pub(super) fn parse(text: &str) -> Result<Tree, Mistake> {
    let tokens = tokens(text)?;
    let end = u32::try_from(text.len()).unwrap_or(u32::MAX);
    let mut parser = Parser { tokens, at: 0, end, depth: 0 };
    let tree = parser.level(0)?;
    match parser.tokens.get(parser.at) {
        None => Ok(tree),
        Some((Token::Close, range)) => Err(Mistake::new(*range, "this bracket closes nothing", "remove it, or add the opening one")),
        Some((Token::Word(word), range)) if matches!(word.to_lowercase().as_str(), "and" | "or" | "div" | "mod") => {
            Err(Mistake::new(*range, format!("`{word}` is not an operator"), format!("write `{}` in small letters", word.to_lowercase())))
        }
        Some((_, range)) => Err(Mistake::new(*range, "an operator is missing before this", "join two conditions with `and` or `or`")),
    }
}

struct Parser {
    tokens: Vec<(Token, Range)>,
    at: usize,
    end: u32,
    depth: usize,
}

/// Binary operators, loosest first.
const LEVELS: [&[Operation]; 6] = [
    &[Operation::Or],
    &[Operation::And],
    &[Operation::Equal, Operation::Unequal],
    &[Operation::Less, Operation::AtMost, Operation::More, Operation::AtLeast],
    &[Operation::Plus, Operation::Minus],
    &[Operation::Times, Operation::Divide, Operation::Remainder],
];

impl Parser {
    fn level(&mut self, level: usize) -> Result<Tree, Mistake> {
        let Some(operators) = LEVELS.get(level) else {
            return self.unary();
        };
        let mut left = self.level(level + 1)?;
        while let Some(operation) = self.operator().filter(|operation| operators.contains(operation)) {
            self.at += 1;
            let right = self.level(level + 1)?;
            left = Tree { range: (left.range.0, right.range.1), part: Part::Call(operation, vec![left, right]) };
        }
        Ok(left)
    }

    /// The binary operator that comes next, if one does.
    fn operator(&self) -> Option<Operation> {
        match &self.tokens.get(self.at)?.0 {
            Token::Sign(operation) => Some(*operation),
            Token::Word(word) if matches!(word.as_str(), "and" | "or" | "div" | "mod") => Operation::from_word(word),
            _ => None,
        }
    }

    fn unary(&mut self) -> Result<Tree, Mistake> {
        let here = self.place();
        self.depth += 1;
        if self.depth > MAX_DEPTH {
            return Err(Mistake::new(here, "brackets are nested too deeply", "simplify the condition"));
        }
        let tree = if let Some((Token::Sign(Operation::Minus), _)) = self.tokens.get(self.at) {
            self.at += 1;
            let operand = self.unary()?;
            Tree { range: (here.0, operand.range.1), part: Part::Call(Operation::Negate, vec![operand]) }
        } else {
            self.primary()?
        };
        self.depth -= 1;
        Ok(tree)
    }

    fn primary(&mut self) -> Result<Tree, Mistake> {
        let Some((token, range)) = self.tokens.get(self.at).cloned() else {
            return Err(Mistake::new(self.place(), "something is missing at the end", "add a question, number or text"));
        };
        self.at += 1;
        let part = match token {
            Token::Number(number) => Part::Number(number),
            Token::Text(text) => Part::Text(text),
            Token::Question(name) => Part::Question(name),
            Token::Open => {
                let inner = self.level(0)?;
                let close = self.close(range)?;
                return Ok(Tree { range: (range.0, close.1), part: inner.part });
            }
            Token::Word(word) => return self.call(&word, range),
            Token::Sign(_) | Token::Close | Token::Comma => {
                return Err(Mistake::new(range, "something is missing before this", "add a question, number or text"));
            }
        };
        Ok(Tree { range, part })
    }

    fn call(&mut self, word: &str, range: Range) -> Result<Tree, Mistake> {
        if !matches!(self.tokens.get(self.at), Some((Token::Open, _))) {
            return Err(bare_word(word, range));
        }
        if !FUNCTIONS.contains(&word) {
            return Err(Mistake::new(range, format!("there is no function `{word}`"), suggest(word, FUNCTIONS)));
        }
        let open = self.place();
        self.at += 1;
        let mut operands = Vec::new();
        if !matches!(self.tokens.get(self.at), Some((Token::Close, _))) {
            operands.push(self.level(0)?);
            while matches!(self.tokens.get(self.at), Some((Token::Comma, _))) {
                self.at += 1;
                operands.push(self.level(0)?);
            }
        }
        let range = (range.0, self.close(open)?.1);
        let part = match (word, Operation::from_word(word)) {
            ("true" | "false", _) if operands.is_empty() => Part::Bool(word == "true"),
            (_, Some(operation)) => Part::Call(operation, operands),
            _ => return Err(Mistake::new(range, format!("`{word}()` takes nothing"), format!("write `{word}()`"))),
        };
        Ok(Tree { range, part })
    }

    fn close(&mut self, open: Range) -> Result<Range, Mistake> {
        match self.tokens.get(self.at) {
            Some((Token::Close, range)) => {
                self.at += 1;
                Ok(*range)
            }
            _ => Err(Mistake::new(open, "this bracket is not closed", "add `)`")),
        }
    }

    fn place(&self) -> Range {
        self.tokens.get(self.at).map_or((self.end, self.end), |(_, range)| *range)
    }
}

/// A word without brackets: a forgotten `${}`, forgotten quotes, or an operator of another language.
fn bare_word(word: &str, range: Range) -> Mistake {
    let hint = match word {
        "and" | "or" | "div" | "mod" => return Mistake::new(range, format!("something is missing before `{word}`"), "add a question, number or text"),
        "AND" | "OR" | "And" | "Or" | "NOT" | "Not" => format!("write `{}` in small letters", word.to_lowercase()),
        "true" | "false" => format!("write `{word}()`"),
        "not" => String::from("put what it denies in brackets: `not(…)`"),
        _ => format!("write `${{{word}}}` for a question, `'{word}'` for a text"),
    };
    Mistake::new(range, format!("`{word}` is neither a question nor a text"), hint)
}
