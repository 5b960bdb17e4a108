//! The value of a condition. The page's script says the same in the same order.

use std::cmp::Ordering;

use super::{Expression, Operation};
use crate::model::Exact;
use crate::model::exact::Mode;

/// The value of a question or expression.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value<'a> {
    /// No value.
    Null,
    /// True or false.
    Bool(bool),
    /// An exact number.
    Number(Exact),
    /// A text or a single choice.
    Text(&'a str),
    /// The choices taken.
    List(Vec<&'a str>),
}

/// The most decimal places that `round` can be asked for.
const MAX_PLACES: u32 = 30;

impl Expression {
    /// Whether a condition holds: its value is true (null hides like false).
    #[must_use]
    pub fn holds<'a>(&'a self, question: &dyn Fn(u32) -> Value<'a>) -> bool {
        self.evaluate(question) == Value::Bool(true)
    }

    /// The value, given the values of the questions by number.
    #[must_use]
    pub fn evaluate<'a>(&'a self, question: &dyn Fn(u32) -> Value<'a>) -> Value<'a> {
        match self {
            Self::Bool(value) => Value::Bool(*value),
            Self::Number(number) => Value::Number(number.clone()),
            Self::Text(text) => Value::Text(text),
            Self::Question { question: number, .. } => question(*number),
            Self::Call(operation, operands) => call(*operation, operands.iter().map(|operand| operand.evaluate(question)).collect()),
        }
    }
}

fn call(operation: Operation, values: Vec<Value<'_>>) -> Value<'_> {
    use Operation as O;
    // The number of operands was checked when loading.
    let first = values.first().unwrap_or(&Value::Null);
    let second = values.get(1).unwrap_or(&Value::Null);
    match operation {
        O::And => junction(&values, false),
        O::Or => junction(&values, true),
        O::Equal => Value::Bool(first == second),
        O::Unequal => Value::Bool(first != second),
        O::If => match <[Value<'_>; 3]>::try_from(values) {
            Ok([condition, yes, no]) => if condition == Value::Bool(true) { yes } else { no },
            Err(_) => Value::Null,
        },
        O::Coalesce => values.into_iter().find(|value| *value != Value::Null).unwrap_or(Value::Null),
        O::Answered => Value::Bool(*first != Value::Null),
        O::Count => Value::Number(Exact::from(u32::try_from(values.iter().filter(|value| **value != Value::Null).count()).unwrap_or(u32::MAX))),
        O::Min | O::Max | O::Sum | O::Mean => series(operation, &values).map_or(Value::Null, Value::Number),
        O::Not => match first {
            Value::Bool(value) => Value::Bool(!value),
            _ => Value::Null,
        },
        O::Selected => match (first, second) {
            (Value::Text(one), Value::Text(choice)) => Value::Bool(one == choice),
            (Value::List(list), Value::Text(choice)) => Value::Bool(list.contains(choice)),
            _ => Value::Null,
        },
        O::CountSelected => match first {
            Value::List(list) => Value::Number(Exact::from(u32::try_from(list.len()).unwrap_or(u32::MAX))),
            _ => Value::Null,
        },
        _ => arithmetic(operation, &values).unwrap_or(Value::Null),
    }
}

/// `and` (decided by false) and `or` (decided by true).
fn junction<'a>(values: &[Value<'a>], decides: bool) -> Value<'a> {
    if values.contains(&Value::Bool(decides)) {
        Value::Bool(decides)
    } else if values.iter().any(|value| !matches!(value, Value::Bool(_))) {
        Value::Null
    } else {
        Value::Bool(!decides)
    }
}

fn series(operation: Operation, values: &[Value<'_>]) -> Option<Exact> {
    let numbers: Vec<&Exact> = values.iter().filter_map(number).collect();
    match operation {
        Operation::Min => numbers.into_iter().min().cloned(),
        Operation::Max => numbers.into_iter().max().cloned(),
        _ if numbers.is_empty() => None,
        Operation::Sum => Some(numbers.into_iter().sum()),
        _ => {
            let count = Exact::from(u32::try_from(numbers.len()).ok()?);
            numbers.into_iter().sum::<Exact>().divided(&count)
        }
    }
}

/// Operators on numbers; `None` is null.
fn arithmetic<'a>(operation: Operation, values: &[Value<'a>]) -> Option<Value<'a>> {
    use Operation as O;
    let left = number(values.first()?)?;
    if values.len() == 1 {
        return match operation {
            O::Negate => Some(Value::Number(-left.clone())),
            O::Round => Some(Value::Number(left.rounded(0, Mode::HalfUp))),
            _ => None,
        };
    }
    let right = number(values.get(1)?)?;
    let order = left.cmp(right);
    Some(match operation {
        O::Less => Value::Bool(order == Ordering::Less),
        O::AtMost => Value::Bool(order != Ordering::Greater),
        O::More => Value::Bool(order == Ordering::Greater),
        O::AtLeast => Value::Bool(order != Ordering::Less),
        O::Plus => Value::Number(left + right),
        O::Minus => Value::Number(left - right),
        O::Times => Value::Number(left * right),
        O::Divide => Value::Number(left.divided(right)?),
        O::Remainder => Value::Number(left.remainder(right)?),
        O::Round => Value::Number(left.rounded(right.to_u32().filter(|places| *places <= MAX_PLACES)?, Mode::HalfUp)),
        _ => return None,
    })
}

fn number<'v>(value: &'v Value<'_>) -> Option<&'v Exact> {
    match value {
        Value::Number(number) => Some(number),
        _ => None,
    }
}
