//! Computed sentences: the one thing that content may compute, in a sandbox.
//!
//! A `{{ expression }}` is a single MiniJinja expression over the values it is given. There are no statements, no
//! functions, no tests and no methods; the only filters are the six below; every step costs fuel; a name that is
//! not known is a fault; and what comes out is plain text, which the writers escape like any other.

mod names;

use minijinja::value::{Kwargs, ValueKind};
use minijinja::{Environment, Error, ErrorKind, UndefinedBehavior, Value};

use self::names::{Name, Use, names};
use super::number::{MAX_PLACES, NumberFormat, rounded};
use super::tree::{Computation, Document};
use super::walk::Computed;
use crate::diag::{Code, Diagnostic, suggest};
use crate::source::Span;

/// The filters that content may use.
pub const FILTERS: &[&str] = &["default", "length", "number", "percent", "round", "usd"];

/// The steps that one expression may take.
const FUEL: u64 = 10_000;
/// The deepest nesting of calls.
const RECURSION: usize = 16;
/// The longest expression.
const MAX_EXPRESSION: usize = 1_000;
/// The longest result.
const MAX_RESULT: usize = 4_000;

/// Checks and evaluates computed sentences; one for each language, because figures are written in it.
#[derive(Debug)]
pub struct Sandbox {
    environment: Environment<'static>,
    format: NumberFormat,
}

impl Sandbox {
    /// A sandbox whose figures are written in a language.
    #[must_use]
    pub fn new(format: NumberFormat) -> Self {
        // Empty: without the filters, tests and functions that MiniJinja brings along.
        let mut environment = Environment::empty();
        environment.set_undefined_behavior(UndefinedBehavior::Strict);
        environment.set_fuel(Some(FUEL));
        environment.set_recursion_limit(RECURSION);
        environment.set_debug(true);
        add_filters(&mut environment, &format);
        Self { environment, format }
    }

    /// Checks every expression of a document without evaluating it: its syntax, and that it uses nothing but
    /// `known` variables and the filters there are.
    pub fn check(&self, document: &Document, known: &[&str], faults: &mut Vec<Diagnostic>) {
        for computation in &document.computations {
            self.check_one(computation, known, faults);
        }
    }

    /// Evaluates every expression of a document. Where one fails, its fault is pushed and its result is empty.
    #[must_use]
    pub fn evaluate(&self, document: &Document, context: &Value, faults: &mut Vec<Diagnostic>) -> Computed {
        let results = document.computations.iter().map(|computation| self.evaluate_one(computation, context, faults));
        Computed(results.map(Option::unwrap_or_default).collect())
    }

    /// As [`Sandbox::check`], for one expression.
    pub fn check_one(&self, computation: &Computation, known: &[&str], faults: &mut Vec<Diagnostic>) {
        let expression = computation.expression.as_str();
        if let Some(fault) = self.compile(computation).err() {
            faults.push(*fault);
            return;
        }
        for name in names(expression) {
            let text = name.text(expression);
            let root = text.split('.').next().unwrap_or(text);
            let (length, message, hint) = match name.what {
                Use::Variable if known.contains(&root) => continue,
                Use::Variable => (root.len(), format!("`{root}` is not known here"), suggest(root, known.iter().copied())),
                Use::Filter if FILTERS.contains(&text) => continue,
                Use::Filter => (text.len(), format!("there is no filter `{text}`"), suggest(text, FILTERS.iter().copied())),
                Use::Test => {
                    (text.len(), format!("there is no test `{text}`"), String::from("compare with `==`, `!=`, `<` or `>`"))
                }
                Use::Function => {
                    let hint = format!("there are no functions; the filters are {}", list(FILTERS));
                    (text.len(), format!("there is no function `{text}`"), hint)
                }
            };
            let span = place(computation, name.range.start, name.range.start + length);
            faults.push(Diagnostic::error(Code::BadComputation, span, message).hint(hint));
        }
    }

    /// As [`Sandbox::evaluate`], for one expression; `None` if it failed, with a fault pushed.
    #[must_use]
    pub fn evaluate_one(&self, computation: &Computation, context: &Value, faults: &mut Vec<Diagnostic>) -> Option<String> {
        let result = self.compile(computation).and_then(|expression| {
            let value = expression.eval(context.clone()).map_err(|error| failed(computation, context, &error))?;
            self.text(computation, context, &value)
        });
        match result {
            Ok(text) => Some(text),
            Err(fault) => {
                faults.push(*fault);
                None
            }
        }
    }

    fn compile<'s>(&'s self, computation: &'s Computation) -> Result<minijinja::Expression<'s, 's>, Box<Diagnostic>> {
        let expression = computation.expression.as_str();
        let whole = |message: &str, hint: &str| {
            let span = place(computation, 0, expression.len());
            Box::new(Diagnostic::error(Code::BadComputation, span, message).hint(hint))
        };
        if expression.is_empty() {
            return Err(whole("there is nothing between the braces", "name what to show, as in `{{ total | usd }}`"));
        }
        if expression.len() > MAX_EXPRESSION {
            return Err(whole("this expression is too long", "compute less in one sentence"));
        }
        self.environment.compile_expression(expression).map_err(|error| {
            let message = format!("this cannot be computed: {}", error.detail().unwrap_or("it is not an expression"));
            let span = error_place(computation, &error);
            let hint = "write one expression, as in `{{ total | usd }}` or `{{ 'yes' if share > 50 else 'no' }}`";
            Box::new(Diagnostic::error(Code::BadComputation, span, message).hint(hint))
        })
    }

    /// A result as plain text.
    fn text(&self, computation: &Computation, context: &Value, value: &Value) -> Result<String, Box<Diagnostic>> {
        let whole = |message: String, hint: &str| {
            let span = place(computation, 0, computation.expression.len());
            Box::new(Diagnostic::error(Code::BadComputation, span, message).hint(hint))
        };
        let text = match value.kind() {
            ValueKind::String => value.as_str().unwrap_or_default().to_owned(),
            ValueKind::Number => match figure(value).and_then(|figure| self.format.ungrouped(&figure)) {
                Some(text) => text,
                None => return Err(whole(String::from("this number is too large to be written"), "check the computation")),
            },
            ValueKind::Undefined => {
                return Err(unknown_name(computation, context).unwrap_or_else(|| {
                    let hint = "give every `if` an `else`, or add `| default('…')`";
                    whole(String::from("this gives no value"), hint)
                }));
            }
            ValueKind::None => {
                return Err(whole(String::from("there is no value to show"), "add `| default('…', true)`, or ask for another value"));
            }
            ValueKind::Bool => {
                let hint = "say what to show: `{{ '…' if … else '…' }}`";
                return Err(whole(String::from("a yes or no is not text"), hint));
            }
            _ => return Err(whole(String::from("a list is not text"), "name one of its values, or count them with `| length`")),
        };
        if text.len() > MAX_RESULT {
            return Err(whole(format!("the result is longer than {MAX_RESULT} bytes"), "show less in one sentence"));
        }
        Ok(text)
    }
}

fn add_filters(environment: &mut Environment<'static>, format: &NumberFormat) {
    environment.add_filter("default", minijinja::filters::default);
    environment.add_filter("length", |value: &Value| {
        // Text is counted in characters.
        value.len().ok_or_else(|| invalid("only a list or a text has a length"))
    });
    environment.add_filter("round", |value: &Value, places: Option<usize>, named: Kwargs| {
        let text = rounded(&needed(value)?, wanted_places(places, &named)?.unwrap_or(0)).ok_or_else(|| not_a_figure(value))?;
        // Whole results stay exact; others are what the text says, to the nearest number that can be computed with.
        text.parse::<i128>().map(Value::from).or_else(|_| text.parse::<f64>().map(Value::from)).map_err(|_| not_a_figure(value))
    });
    let own = format.clone();
    environment.add_filter("number", move |value: &Value, places: Option<usize>, named: Kwargs| {
        let figure = needed(value)?;
        match wanted_places(places, &named)? {
            Some(places) => own.fixed(&figure, places),
            None => own.plain(&figure, 2),
        }
        .ok_or_else(|| not_a_figure(value))
    });
    let own = format.clone();
    environment.add_filter("percent", move |value: &Value, places: Option<usize>, named: Kwargs| {
        own.percentage(&needed(value)?, wanted_places(places, &named)?).ok_or_else(|| not_a_figure(value))
    });
    let own = format.clone();
    environment.add_filter("usd", move |value: &Value| own.amount(&needed(value)?).ok_or_else(|| not_a_figure(value)));
}

fn invalid(message: impl Into<String>) -> Error {
    Error::new(ErrorKind::InvalidOperation, message.into())
}

fn not_a_figure(value: &Value) -> Error {
    let shown: String = value.to_string().chars().take(40).collect();
    invalid(format!("`{shown}` is not a figure"))
}

/// The number of places: `number(1)` or `number(places=1)`.
fn wanted_places(positional: Option<usize>, named: &Kwargs) -> Result<Option<usize>, Error> {
    let places = match positional {
        Some(places) => Some(places),
        None => named.get("places")?,
    };
    named.assert_all_used()?;
    if places.is_some_and(|places| places > MAX_PLACES) {
        return Err(invalid(format!("at most {MAX_PLACES} decimal places can be written")));
    }
    Ok(places)
}

/// A figure as text: whole numbers, decimal numbers, and figures that come as text to stay exact.
fn figure(value: &Value) -> Option<String> {
    match value.kind() {
        ValueKind::String => value.as_str().map(str::to_owned),
        ValueKind::Number if value.is_integer() => Some(value.to_string()),
        // Rust writes the shortest decimal number that is nearest to the float, never an exponent.
        ValueKind::Number => f64::try_from(value.clone()).ok().filter(|number| number.is_finite()).map(|number| number.to_string()),
        _ => None,
    }
}

fn needed(value: &Value) -> Result<String, Error> {
    if value.is_undefined() {
        return Err(Error::from(ErrorKind::UndefinedError));
    }
    figure(value).ok_or_else(|| not_a_figure(value))
}

/// The place of some bytes of an expression, or of the text it is in where no better is known.
fn place(computation: &Computation, start: usize, end: usize) -> Span {
    let span = computation.span;
    if computation.located && !computation.expression.is_empty() { Span::new(span.file, span.start as usize + start, span.start as usize + end) } else { span }
}

fn error_place(computation: &Computation, error: &Error) -> Span {
    let length = computation.expression.len();
    match error.range() {
        Some(range) if range.start <= range.end && range.end <= length => place(computation, range.start, range.end),
        _ => place(computation, 0, length),
    }
}

fn failed(computation: &Computation, context: &Value, error: &Error) -> Box<Diagnostic> {
    // An undefined value shows up in many ways; the name that is not there says it best.
    let undefined = error.kind() == ErrorKind::UndefinedError || error.detail().is_some_and(|detail| detail.contains("undefined"));
    if undefined && let Some(fault) = unknown_name(computation, context) {
        return fault;
    }
    let span = error_place(computation, error);
    let (message, hint) = match error.kind() {
        ErrorKind::OutOfFuel => (String::from("this computation takes too many steps"), String::from("compute less in one sentence")),
        ErrorKind::UnknownFilter | ErrorKind::UnknownTest | ErrorKind::UnknownFunction | ErrorKind::UnknownMethod => {
            let hint = format!("the filters are {}; there are no functions and no tests", list(FILTERS));
            (error.detail().unwrap_or("this is not known here").to_owned(), hint)
        }
        ErrorKind::UndefinedError => {
            (String::from("this gives no value"), String::from("give every `if` an `else`, or add `| default('…')`"))
        }
        kind => {
            let message = format!("this cannot be computed: {}", error.detail().map_or_else(|| kind.to_string(), str::to_owned));
            (message, String::from("check the values and what is done with them"))
        }
    };
    Box::new(Diagnostic::error(Code::BadComputation, span, message).hint(hint))
}

/// The first name of an expression that the context does not have, with the nearest one that it has.
fn unknown_name(computation: &Computation, context: &Value) -> Option<Box<Diagnostic>> {
    let expression = computation.expression.as_str();
    names(expression).into_iter().filter(|name| name.what == Use::Variable).find_map(|name| unresolved(computation, context, &name))
}

fn unresolved(computation: &Computation, context: &Value, name: &Name) -> Option<Box<Diagnostic>> {
    let text = name.text(&computation.expression);
    let mut value = context.clone();
    let mut offset = 0;
    for part in text.split('.') {
        let inner = value.get_attr(part).unwrap_or(Value::UNDEFINED);
        if inner.is_undefined() {
            let keys: Vec<String> = match value.kind() {
                ValueKind::Map => value.try_iter().map(|keys| keys.map(|key| key.to_string()).collect()).unwrap_or_default(),
                _ => Vec::new(),
            };
            let start = name.range.start + offset;
            let span = place(computation, start, start + part.len());
            let message = match text.get(..offset.saturating_sub(1)) {
                Some(before) if !before.is_empty() => format!("`{before}` has no `{part}`"),
                _ => format!("`{part}` is not known here"),
            };
            let hint = suggest(part, keys.iter().map(String::as_str));
            return Some(Box::new(Diagnostic::error(Code::BadComputation, span, message).hint(hint)));
        }
        value = inner;
        offset += part.len() + 1;
    }
    None
}

fn list(words: &[&str]) -> String {
    words.iter().map(|word| format!("`{word}`")).collect::<Vec<_>>().join(", ")
}
