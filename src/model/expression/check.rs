//! Types: every question is known and earlier, every operator gets what it can work on, every choice exists.

use super::parse::{Part, Tree};
use super::{Expression, Operation, Range, Written};
use crate::diag::{Code, Diagnostic, nearest, suggest};
use crate::model::{Exact, Id};

/// The type of a value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Type {
    /// True or false.
    Bool,
    /// An exact number.
    Number,
    /// A text or a single choice.
    Text,
    /// Several choices.
    List,
}

impl Type {
    fn words(self) -> &'static str {
        match self {
            Self::Bool => "true or false",
            Self::Number => "a number",
            Self::Text => "a text",
            Self::List => "a list of choices",
        }
    }
}

/// What a name in `${…}` stands for.
#[derive(Clone, Debug)]
pub enum Reference {
    /// An earlier question.
    Earlier {
        /// Its id.
        id: Id,
        /// Its number among the framework's questions, from 0.
        question: u32,
        /// The type of its value.
        of: Type,
        /// Its choices, if it has a closed set of them.
        choices: Vec<String>,
        /// The lowest and highest number it can have, if bounded.
        bounds: Option<(u32, u32)>,
    },
    /// The question that the condition stands at, or a later one.
    NotEarlier,
    /// A question that exists but could not be read: nothing more is said about it.
    Broken,
    /// No question.
    Unknown,
}

/// What a condition may refer to.
pub trait Known {
    /// What a name stands for.
    fn look_up(&self, name: &str) -> Reference;
    /// The ids of the earlier questions, for suggestions.
    fn names(&self) -> Vec<&str>;
}

/// Types a whole condition, which must be true or false.
pub(super) fn condition(tree: &Tree, written: &Written, known: &dyn Known, faults: &mut Vec<Diagnostic>) -> Option<Expression> {
    let mut checker = Checker { written, known, faults };
    let typed = checker.expect(tree, Type::Bool)?;
    Some(typed.expression)
}

struct Checker<'a> {
    written: &'a Written,
    known: &'a dyn Known,
    faults: &'a mut Vec<Diagnostic>,
}

struct Typed {
    expression: Expression,
    of: Type,
    choices: Vec<String>,
    bounds: Option<(u32, u32)>,
}

impl Typed {
    fn plain(expression: Expression, of: Type) -> Option<Self> {
        Some(Self { expression, of, choices: Vec::new(), bounds: None })
    }
}

impl Checker<'_> {
    fn fault<T>(&mut self, range: Range, message: impl Into<String>, hint: impl Into<String>) -> Option<T> {
        self.faults.push(Diagnostic::error(Code::BadCondition, self.written.place(range), message).label("here").hint(hint));
        None
    }

    fn expect(&mut self, tree: &Tree, of: Type) -> Option<Typed> {
        let typed = self.typed(tree)?;
        if typed.of == of {
            return Some(typed);
        }
        let hint = match (of, typed.of) {
            (Type::Bool, _) => "compare it with something, as in `${question} >= 2` or `${question} = 'yes'`",
            (Type::Number, Type::Text) => "a text has no order; compare it with `=` or `!=`",
            (Type::List, _) => "only a question with several choices is a list",
            (_, Type::List) => "use `selected(${question}, 'choice')`",
            _ => "see `rumbo explain bad-condition`",
        };
        self.fault(tree.range, format!("expected {}, found {}", of.words(), typed.of.words()), hint)
    }

    fn typed(&mut self, tree: &Tree) -> Option<Typed> {
        match &tree.part {
            Part::Bool(value) => Typed::plain(Expression::Bool(*value), Type::Bool),
            Part::Number(number) => Typed::plain(Expression::Number(number.clone()), Type::Number),
            Part::Text(text) => Typed::plain(Expression::Text(text.clone()), Type::Text),
            Part::Question(name) => self.question(name, tree.range),
            Part::Call(operation, operands) => self.call(*operation, operands, tree.range),
        }
    }

    fn question(&mut self, name: &str, range: Range) -> Option<Typed> {
        match self.known.look_up(name) {
            Reference::Earlier { id, question, of, choices, bounds } => {
                Some(Typed { expression: Expression::Question { id, question }, of, choices, bounds })
            }
            Reference::NotEarlier => {
                self.faults.push(
                    Diagnostic::error(Code::CyclicCondition, self.written.place(range), format!("`{name}` does not come before this question"))
                        .label("here")
                        .hint("refer to earlier questions only, or move the question"),
                );
                None
            }
            Reference::Broken => None,
            Reference::Unknown => {
                let names = self.known.names();
                let hint = match nearest(name, names.iter().copied()) {
                    Some(near) => format!("did you mean `${{{near}}}`?"),
                    None => {
                        let written: Vec<String> = names.iter().map(|name| format!("${{{name}}}")).collect();
                        suggest(name, written.iter().map(String::as_str))
                    }
                };
                self.fault(range, format!("there is no earlier question `{name}`"), hint)
            }
        }
    }

    fn call(&mut self, operation: Operation, operands: &[Tree], range: Range) -> Option<Typed> {
        use Operation as O;
        let (least, most) = match operation {
            O::Not | O::CountSelected | O::Answered | O::Negate => (1, 1),
            O::If => (3, 3),
            O::Round => (1, 2),
            O::Coalesce | O::Min | O::Max | O::Sum | O::Mean | O::Count => (1, usize::MAX),
            _ => (2, 2),
        };
        if operands.len() < least || operands.len() > most {
            let takes = if least == most { least.to_string() } else { format!("{least} or more") };
            return self.fault(range, format!("`{}` takes {takes} values, not {}", operation.word(), operands.len()), usage(operation));
        }
        match operation {
            O::Or | O::And | O::Not => self.all(operation, operands, Type::Bool, Type::Bool),
            O::Less | O::AtMost | O::More | O::AtLeast => {
                let (left, right) = self.both(|checker, tree| checker.expect(tree, Type::Number), operands)?;
                self.within(&left, &right, operands)?;
                Typed::plain(Expression::Call(operation, vec![left.expression, right.expression]), Type::Bool)
            }
            O::Equal | O::Unequal => self.equality(operation, operands, range),
            O::Plus | O::Minus | O::Times | O::Divide | O::Remainder | O::Negate | O::Round | O::Min | O::Max | O::Sum | O::Mean => {
                self.all(operation, operands, Type::Number, Type::Number)
            }
            O::If => {
                let condition = self.expect(&operands[0], Type::Bool);
                let branches = self.same(&operands[1..], range);
                let (condition, (of, branches)) = (condition?, branches?);
                Typed::plain(Expression::Call(operation, std::iter::once(condition.expression).chain(branches).collect()), of)
            }
            O::Coalesce => {
                let (of, operands) = self.same(operands, range)?;
                Typed::plain(Expression::Call(operation, operands), of)
            }
            O::Selected => self.selected(operands),
            O::CountSelected => self.all(operation, operands, Type::List, Type::Number),
            O::Count => {
                let typed: Vec<_> = operands.iter().map(|operand| self.typed(operand)).collect();
                let typed = typed.into_iter().map(|typed| typed.map(|typed| typed.expression)).collect::<Option<_>>()?;
                Typed::plain(Expression::Call(operation, typed), Type::Number)
            }
            O::Answered => {
                let question = self.typed(&operands[0])?;
                if !matches!(question.expression, Expression::Question { .. }) {
                    return self.fault(operands[0].range, "`answered` looks at a question", "write `answered(${question})`");
                }
                Typed::plain(Expression::Call(operation, vec![question.expression]), Type::Bool)
            }
        }
    }

    /// Every operand of one type.
    fn all(&mut self, operation: Operation, operands: &[Tree], operand: Type, of: Type) -> Option<Typed> {
        let typed: Vec<_> = operands.iter().map(|tree| self.expect(tree, operand)).collect();
        let typed = typed.into_iter().map(|typed| typed.map(|typed| typed.expression)).collect::<Option<_>>()?;
        Typed::plain(Expression::Call(operation, typed), of)
    }

    /// Two operands, both read before either is given up.
    fn both(&mut self, read: impl Fn(&mut Self, &Tree) -> Option<Typed>, operands: &[Tree]) -> Option<(Typed, Typed)> {
        let left = read(self, &operands[0]);
        let right = read(self, &operands[1]);
        left.zip(right)
    }

    /// Operands that must all have the same type, whichever it is.
    fn same(&mut self, operands: &[Tree], range: Range) -> Option<(Type, Vec<Expression>)> {
        let typed: Vec<_> = operands.iter().map(|operand| self.typed(operand)).collect();
        let typed: Vec<Typed> = typed.into_iter().collect::<Option<_>>()?;
        let of = typed.first()?.of;
        if let Some(other) = typed.iter().find(|typed| typed.of != of) {
            return self.fault(range, format!("{} and {} cannot stand for the same value", of.words(), other.of.words()), "give both the same type");
        }
        Some((of, typed.into_iter().map(|typed| typed.expression).collect()))
    }

    fn equality(&mut self, operation: Operation, operands: &[Tree], range: Range) -> Option<Typed> {
        let (left, right) = self.both(Self::typed, operands)?;
        if left.of == Type::List || right.of == Type::List {
            return self.fault(range, "a list of choices cannot be compared", "use `selected(${question}, 'choice')`");
        }
        if left.of != right.of {
            let hint = match (left.of, right.of) {
                (Type::Number, Type::Text) | (Type::Text, Type::Number) => "write a number without quotes, a choice with quotes",
                _ => "compare a number with a number, a text with a text",
            };
            return self.fault(range, format!("{} is compared with {}", left.of.words(), right.of.words()), hint);
        }
        self.within(&left, &right, operands)?;
        self.choice(&left, &right, operands[1].range)?;
        self.choice(&right, &left, operands[0].range)?;
        Typed::plain(Expression::Call(operation, vec![left.expression, right.expression]), Type::Bool)
    }

    fn selected(&mut self, operands: &[Tree]) -> Option<Typed> {
        let list = self.typed(&operands[0]);
        let choice = self.expect(&operands[1], Type::Text);
        let (list, choice) = (list?, choice?);
        if !matches!(list.of, Type::List | Type::Text) {
            return self.fault(operands[0].range, "`selected` looks at a question with choices", usage(Operation::Selected));
        }
        self.choice(&list, &choice, operands[1].range)?;
        Typed::plain(Expression::Call(Operation::Selected, vec![list.expression, choice.expression]), Type::Bool)
    }

    /// A text compared with a question must be one of its choices.
    fn choice(&mut self, question: &Typed, other: &Typed, range: Range) -> Option<()> {
        match &other.expression {
            Expression::Text(text) if !question.choices.is_empty() && !question.choices.contains(text) => {
                let hint = suggest(text, question.choices.iter().map(String::as_str));
                self.fault(range, format!("the question has no choice `{text}`"), hint)
            }
            _ => Some(()),
        }
    }

    /// A number compared with a ladder must be one of its levels.
    fn within(&mut self, left: &Typed, right: &Typed, operands: &[Tree]) -> Option<()> {
        for (question, other, tree) in [(left, right, &operands[1]), (right, left, &operands[0])] {
            if let (Some((low, high)), Expression::Number(number)) = (question.bounds, &other.expression)
                && (*number < Exact::from(low) || *number > Exact::from(high) || !number.is_whole())
            {
                return self.fault(tree.range, format!("the question has no level {number}"), format!("its levels go from {low} to {high}"));
            }
        }
        Some(())
    }
}

/// How a function is written.
fn usage(operation: Operation) -> &'static str {
    match operation {
        Operation::If => "write `if(condition, then, else)`",
        Operation::Selected => "write `selected(${question}, 'choice')`",
        Operation::Round => "write `round(number)` or `round(number, places)`",
        Operation::Not => "write `not(condition)`",
        Operation::Answered | Operation::CountSelected => "write one question between the brackets",
        _ => "write the values between the brackets, with commas",
    }
}
