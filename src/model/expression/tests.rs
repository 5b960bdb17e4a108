//! What conditions mean.

use proptest::prelude::*;

use super::{Expression, Known, Operation, Phrases, Reference, Type, Value, Written};
use crate::diag::Diagnostic;
use crate::model::fixture::id;
use crate::model::Exact;
use crate::source::{FileId, Span};

/// Questions `n0`… (numbers), `t0`… (yes, partial, no), `l0` (a list of a, b, c).
struct Questions;

impl Known for Questions {
    fn look_up(&self, name: &str) -> Reference {
        let earlier = |question, of, choices: &[&str]| Reference::Earlier {
            id: id(name),
            question,
            of,
            choices: choices.iter().map(|choice| (*choice).to_owned()).collect(),
            bounds: None,
        };
        match name {
            "n0" => earlier(0, Type::Number, &[]),
            "n1" => earlier(1, Type::Number, &[]),
            "t0" => earlier(2, Type::Text, &["no", "partial", "yes"]),
            "l0" => earlier(3, Type::List, &["a", "b", "c"]),
            "later" => Reference::NotEarlier,
            _ => Reference::Unknown,
        }
    }
    fn names(&self) -> Vec<&str> {
        vec!["n0", "n1", "t0", "l0"]
    }
}

fn read(text: &str) -> Result<Expression, Vec<Diagnostic>> {
    let written = Written { text: text.to_owned(), span: Span::file_start(FileId(0)), start: Some(0) };
    let mut faults = Vec::new();
    Expression::read(&written, &Questions, &mut faults).ok_or(faults)
}

fn number(text: &str) -> Value<'static> {
    Exact::parse(text).map_or(Value::Null, Value::Number)
}

/// `true`, `false` or `null`, with n0 = 3, n1 unanswered, t0 = yes, l0 = a and c.
fn value(text: &str) -> String {
    let expression = read(text).unwrap_or_else(|faults| panic!("{text}: {faults:?}"));
    let answers = |question| match question {
        0 => number("3"),
        2 => Value::Text("yes"),
        3 => Value::List(vec!["a", "c"]),
        _ => Value::Null,
    };
    match expression.evaluate(&answers) {
        Value::Bool(value) => value.to_string(),
        Value::Null => String::from("null"),
        other => format!("{other:?}"),
    }
}

#[test]
fn values_follow_the_rules() {
    for (text, expected) in [
        ("${n0} >= 2", "true"), ("${n0} < 2", "false"), ("${n0}>=3 and ${t0}='yes'", "true"),
        ("${n1} >= 2", "null"), ("not(${n1} >= 2)", "null"), ("${n1} >= 2 and false()", "false"), ("${n1} >= 2 and true()", "null"),
        ("${n1} >= 2 or true()", "true"), ("${n1} >= 2 or false()", "null"),
        ("${n1} = 2", "false"), ("${n1} != 2", "true"), ("${t0} != \"no\"", "true"), ("${n1} = ${n1}", "true"),
        ("1 + 2 * 3 = 7", "true"), ("(1 + 2) * 3 = 9", "true"), ("-2 - -3 = 1", "true"), ("7 div 2 = 3.5", "true"), ("1 div 3 * 3 = 1", "true"),
        ("7 mod 2 = 1", "true"), ("-7 mod 2 = -1", "true"), ("1 div 0 > 0", "null"), ("1 mod 0 = 1", "false"), ("10 - 2 - 3 = 5", "true"),
        ("if(${n0} > 1, 'a', 'b') = 'a'", "true"), ("if(${n1} > 1, 'a', 'b') = 'b'", "true"),
        ("selected(${l0}, 'a')", "true"), ("selected(${l0}, 'b')", "false"), ("selected(${t0}, 'yes')", "true"), ("count-selected(${l0}) = 2", "true"),
        ("coalesce(${n1}, ${n0}) = 3", "true"), ("round(2.5) = 3", "true"), ("round(-2.5) = -3", "true"), ("round(1 div 3, 2) = 0.33", "true"),
        ("min(${n0}, 5) = 3", "true"), ("max(${n0}, ${n1}) = 3", "true"), ("sum(${n0}, 4, ${n1}) = 7", "true"), ("mean(${n0}, 4) = 3.5", "true"),
        ("count(${n0}, ${n1}, ${t0}) = 2", "true"), ("sum(${n1}) = 0", "false"), ("sum(${n1}) > 0", "null"),
        ("answered(${n0})", "true"), ("answered(${n1})", "false"), ("not(answered(${n1})) and ${n0} <= 3", "true"),
    ] {
        assert_eq!(value(text), expected, "{text}");
    }
}

#[test]
fn mistakes_are_named_at_their_place() {
    for (text, start, message) in [
        ("", 0, "something is missing at the end"),
        ("${n0} >=", 8, "something is missing at the end"),
        ("${n0} && ${n1}", 6, "`&&` cannot stand in a condition"),
        ("plan >= 2", 0, "`plan` is neither a question nor a text"),
        ("${n0} >= 2)", 10, "this bracket closes nothing"),
        ("(${n0} >= 2", 0, "this bracket is not closed"),
        ("${n0} >= 2 ${n1} = 1", 11, "an operator is missing before this"),
        ("${n0} >= 2 AND ${n1} = 1", 11, "`AND` is not an operator"),
        ("contains(${t0}, 'y')", 0, "there is no function `contains`"),
        ("${t0} = 'yes", 8, "a text is not closed"),
        ("${t0", 0, "a question's name is not closed"),
        ("${t0} = 2", 0, "a text is compared with a number"),
        ("${l0} = 'a'", 0, "a list of choices cannot be compared"),
        ("not(${n0})", 4, "expected true or false, found a number"),
        ("if(true(), 1) = 1", 0, "`if` takes 3 values, not 2"),
        ("selected(${l0}, 'd')", 16, "the question has no choice `d`"),
        ("answered(2)", 9, "`answered` looks at a question"),
        ("${later} = 1", 0, "`later` does not come before this question"),
        ("1.2.3 = 1", 0, "`1.2.3` is not a number"),
        ("${t0} = ‘yes’", 8, "`‘` cannot stand in a condition"),
    ] {
        let faults = read(text).expect_err(text);
        let first = faults.first().unwrap_or_else(|| panic!("{text}: no fault"));
        assert_eq!(first.message, message, "{text}");
        assert_eq!(first.place, crate::diag::Place::Span(Span { file: FileId(0), start, end: match first.place { crate::diag::Place::Span(span) => span.end, _ => 0 } }), "{text}");
        assert!(!first.hint.is_empty(), "{text} has no hint");
    }
    let deep = "(".repeat(500) + "true()" + &")".repeat(400);
    assert!(read(&deep).is_err());
    assert!(read(&"not(".repeat(200)).is_err());
}

#[test]
fn the_tree_is_written_as_json() {
    let json = read("${n0} >= 2 and not(${t0} = 'no')").map(|tree| tree.to_json().to_string());
    assert_eq!(
        json.as_deref(),
        Ok(r#"{"call":"and","of":[{"call":">=","of":[{"question":"n0"},{"number":"2"}]},{"call":"not","of":[{"call":"=","of":[{"question":"t0"},{"text":"no"}]}]}]}"#)
    );
}

#[test]
fn conditions_read_as_sentences() {
    let words = |text: &str, table: &str| {
        let pattern = |key: &str| {
            let line = table.lines().find_map(|line| line.strip_prefix(&format!("condition_{key}: \"")));
            line.unwrap_or_else(|| panic!("no words for `{key}`")).trim_end_matches('"').to_owned()
        };
        let phrases =
            Phrases { pattern: &pattern, number: &|number| number.to_string(), question: &|id| format!("Q {id}?"), choice: &|_, choice| format!("level {choice}") };
        read(text).map(|tree| tree.words(&phrases)).unwrap_or_default()
    };
    let [en, es, pt, fr, nl] = [
        include_str!("../../../themes/default/strings/en.yaml"),
        include_str!("../../../themes/default/strings/es.yaml"),
        include_str!("../../../themes/default/strings/pt.yaml"),
        include_str!("../../../themes/default/strings/fr.yaml"),
        include_str!("../../../themes/default/strings/nl.yaml"),
    ];
    assert_eq!(words("${n0} >= 2 and (${t0} = 'yes' or ${n1} < 3)", en), "“Q n0?” is at least level 2 and (“Q t0?” is level yes or “Q n1?” is below level 3)");
    assert_eq!(words("not(answered(${n0}))", es), "no se cumple que «Q n0?» tiene respuesta");
    assert_eq!(words("${n0} - (${n1} - 1) > 2", en), "(“Q n0?” − (“Q n1?” − 1)) is above 2");
    assert_eq!(words("${n0} >= 2 and not(${t0} = 'yes')", pt), "“Q n0?” é no mínimo level 2 e não se verifica que “Q t0?” é level yes");
    assert_eq!(words("sum(${n0}, ${n1}) > 3", pt), "a soma de (“Q n0?”, “Q n1?”) é mais de 3");
    assert_eq!(words("not(${t0} = 'yes')", nl), "het is niet zo dat “Q t0?” is level yes");
    for table in [en, es, pt, fr, nl] {
        for operation in Operation::ALL {
            let key = format!("\ncondition_{}: ", operation.key());
            assert!(table.contains(&key), "no words for `{}`", operation.word());
        }
    }
}

proptest! {
    #[test]
    fn any_text_is_read_without_panic(text in "(\\$\\{(n0|n1|t0|l0)\\}|and|or|not\\(|\\(|\\)|[<>=!]{1,2}|'yes'|[0-9.]{1,3}|div|mod|min\\(|,| |é|-){0,20}") {
        if let Ok(tree) = read(&text) {
            prop_assert_ne!(tree.evaluate(&|_| Value::Null), Value::Text(""));
            prop_assert_ne!(tree.evaluate(&|question| if question < 2 { number("2") } else { Value::Text("yes") }), Value::Text(""));
        }
    }
}
