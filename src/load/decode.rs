//! From located raw values to as-written structs, with every fault of a file in one pass.
//!
//! [`as_written!`] declares a struct once and derives from it the reader, the list of known keys and the
//! JSON Schema, so the three cannot drift apart. A field that cannot be read pushes its fault and the reading
//! goes on with the next one; only then is the struct given up.

use std::collections::BTreeMap;

use serde_json::{Value as Json, json};

use super::yaml::{Node, Notation, Value};
use crate::diag::{Code, Diagnostic, nearest, suggest};
use crate::source::Loc;

/// A type that can be read from YAML.
pub trait Decode: Sized {
    /// Reads the value; `None` if it could not, with at least one fault pushed.
    fn decode(node: &Node, faults: &mut Vec<Diagnostic>) -> Option<Self>;

    /// The value when the key is absent; `None` makes the key required.
    fn absent() -> Option<Self> {
        None
    }

    /// The JSON Schema (draft-07) of the value.
    fn schema() -> Json;
}

impl<T: Decode> Decode for Option<T> {
    fn decode(node: &Node, faults: &mut Vec<Diagnostic>) -> Option<Self> {
        T::decode(node, faults).map(Some)
    }
    fn absent() -> Option<Self> {
        Some(None)
    }
    fn schema() -> Json {
        T::schema()
    }
}

impl<T: Decode> Decode for Vec<T> {
    fn decode(node: &Node, faults: &mut Vec<Diagnostic>) -> Option<Self> {
        match &node.value {
            // Every item is read, so that all their faults are found.
            Value::Sequence(items) => {
                let read: Vec<Option<T>> = items.iter().map(|item| T::decode(item, faults)).collect();
                read.into_iter().collect()
            }
            _ => wrong_type(node, "a list", "put each item on a line of its own that begins with `- `", faults),
        }
    }
    fn absent() -> Option<Self> {
        Some(Self::new())
    }
    fn schema() -> Json {
        json!({"type": "array", "items": T::schema()})
    }
}

/// A list that must be written and must not be empty.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NonEmpty<T>(pub Vec<T>);

impl<T: Decode> Decode for NonEmpty<T> {
    fn decode(node: &Node, faults: &mut Vec<Diagnostic>) -> Option<Self> {
        let items = Vec::<T>::decode(node, faults)?;
        if items.is_empty() {
            faults.push(Diagnostic::error(Code::BadValue, node.span, "this list is empty").hint("add at least one item"));
            return None;
        }
        Some(Self(items))
    }
    fn schema() -> Json {
        json!({"type": "array", "minItems": 1, "items": T::schema()})
    }
}

/// A mapping whose keys are the author's own (ids, languages, outcomes), in file order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Keyed<T>(pub Vec<(Loc<String>, T)>);

impl<T> Default for Keyed<T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<T: Decode> Decode for Keyed<T> {
    fn decode(node: &Node, faults: &mut Vec<Diagnostic>) -> Option<Self> {
        match &node.value {
            Value::Mapping(entries) => {
                let read: Vec<Option<(Loc<String>, T)>> = entries
                    .iter()
                    .map(|entry| Some((Loc::new(entry.key.clone(), entry.key_span), T::decode(&entry.value, faults)?)))
                    .collect();
                read.into_iter().collect::<Option<_>>().map(Self)
            }
            _ => wrong_type(node, "a mapping", "write `key: value` lines, indented under this key", faults),
        }
    }
    fn absent() -> Option<Self> {
        Some(Self::default())
    }
    fn schema() -> Json {
        json!({"type": "object", "additionalProperties": T::schema()})
    }
}

impl<T: Decode> Decode for Loc<T> {
    fn decode(node: &Node, faults: &mut Vec<Diagnostic>) -> Option<Self> {
        T::decode(node, faults).map(|value| Self::new(value, node.span))
    }
    fn schema() -> Json {
        T::schema()
    }
}

impl<T: Decode> Decode for Box<T> {
    fn decode(node: &Node, faults: &mut Vec<Diagnostic>) -> Option<Self> {
        T::decode(node, faults).map(Self::new)
    }
    fn schema() -> Json {
        T::schema()
    }
}

/// The raw tree itself, for the few values whose shape depends on another file (an answer's value).
impl Decode for Node {
    fn decode(node: &Node, _: &mut Vec<Diagnostic>) -> Option<Self> {
        Some(node.clone())
    }
    fn schema() -> Json {
        json!({})
    }
}

impl Decode for String {
    fn decode(node: &Node, faults: &mut Vec<Diagnostic>) -> Option<Self> {
        scalar(node, "text", faults).map(str::to_owned)
    }
    fn schema() -> Json {
        json!({"type": ["string", "number", "boolean"]})
    }
}

impl Decode for bool {
    fn decode(node: &Node, faults: &mut Vec<Diagnostic>) -> Option<Self> {
        match (&node.value, plain(node)) {
            (_, Some("true")) => Some(true),
            (_, Some("false")) => Some(false),
            _ => wrong_type(node, "`true` or `false`", "write `true` or `false`, without quotes", faults),
        }
    }
    fn schema() -> Json {
        json!({"type": "boolean"})
    }
}

impl Decode for u32 {
    fn decode(node: &Node, faults: &mut Vec<Diagnostic>) -> Option<Self> {
        let text = scalar(node, "a whole number", faults)?;
        if text.bytes().all(|byte| byte.is_ascii_digit()) && let Ok(number) = text.parse() {
            return Some(number);
        }
        faults.push(
            Diagnostic::error(Code::BadNumber, node.span, format!("`{text}` is not a whole number from 0 to {}", Self::MAX))
                .hint("write digits only, without points, commas or spaces"),
        );
        None
    }
    fn schema() -> Json {
        json!({"type": "integer", "minimum": 0})
    }
}

/// The text of a scalar, or a fault that names what was expected.
pub fn scalar<'a>(node: &'a Node, expected: &str, faults: &mut Vec<Diagnostic>) -> Option<&'a str> {
    match &node.value {
        Value::Scalar(scalar) => Some(&scalar.text),
        Value::Null => {
            faults.push(
                Diagnostic::error(Code::WrongType, node.span, format!("expected {expected}, found nothing"))
                    .hint("write the value after the colon, or remove the key"),
            );
            None
        }
        _ => wrong_type(node, expected, "write a single value; if it begins with `{` or `[`, put it in quotes", faults),
    }
}

/// The text of a scalar written without quotes.
#[must_use]
pub fn plain(node: &Node) -> Option<&str> {
    match &node.value {
        Value::Scalar(scalar) if scalar.notation == Notation::Plain => Some(&scalar.text),
        _ => None,
    }
}

/// Pushes the fault "expected …, found …" and gives up on the value.
pub fn wrong_type<T>(node: &Node, expected: &str, hint: &str, faults: &mut Vec<Diagnostic>) -> Option<T> {
    faults.push(Diagnostic::error(Code::WrongType, node.span, format!("expected {expected}, found {}", node.kind())).hint(hint));
    None
}

/// The entries of a mapping by key, after a fault for each key that is not known.
pub fn fields<'a>(
    node: &'a Node,
    what: &str,
    known: &[&str],
    faults: &mut Vec<Diagnostic>,
) -> Option<BTreeMap<&'a str, &'a Node>> {
    let Value::Mapping(entries) = &node.value else {
        return wrong_type(node, &format!("a mapping ({what})"), &format!("known keys: {}", known.join(", ")), faults);
    };
    for entry in entries {
        if !known.contains(&entry.key.as_str()) {
            faults.push(
                Diagnostic::error(Code::UnknownKey, entry.key_span, format!("key `{}` is not known in {what}", entry.key))
                    .hint(suggest(&entry.key, known.iter().copied())),
            );
        }
    }
    Some(entries.iter().map(|entry| (entry.key.as_str(), &entry.value)).collect())
}

/// Reads one field of a mapping, present or not.
pub fn field<T: Decode>(
    node: &Node,
    fields: &BTreeMap<&str, &Node>,
    known: &[&str],
    key: &str,
    what: &str,
    faults: &mut Vec<Diagnostic>,
) -> Option<T> {
    match fields.get(key) {
        // A key without a value is as good as absent, where it may be absent.
        Some(value) if matches!(value.value, Value::Null) && T::absent().is_some() => T::absent(),
        Some(value) => T::decode(value, faults),
        None => T::absent().or_else(|| {
            // A misspelt key has its own fault, which names this one.
            if fields.keys().any(|written| *written != key && !known.contains(written) && nearest(written, [key]).is_some()) {
                return None;
            }
            let mut span = node.span;
            // The whole entry would be underlined otherwise: point at its beginning.
            span.end = span.start;
            faults.push(
                Diagnostic::error(Code::MissingKey, span, format!("key `{key}` is missing in {what}"))
                    .label("in this entry")
                    .hint(format!("add `{key}:`")),
            );
            None
        }),
    }
}

/// Declares an as-written struct: `/// doc` comments become the schema's descriptions, `Option`, `Vec` and
/// `Keyed` fields may be left out, the others are required.
macro_rules! as_written {
    ($(
        #[doc = $what:literal]
        $vis:vis struct $name:ident {
            $( $(#[doc = $doc:literal])* $field:ident : $type:ty, )*
        }
    )*) => {$(
        #[doc = $what]
        #[derive(Clone, Debug)]
        $vis struct $name {
            $( $(#[doc = $doc])* pub $field: $type, )*
        }

        impl $crate::load::decode::Decode for $name {
            fn decode(
                node: &$crate::load::yaml::Node,
                faults: &mut Vec<$crate::diag::Diagnostic>,
            ) -> Option<Self> {
                const KEYS: &[&str] = &[$( $crate::load::decode::key_name(stringify!($field)) ),*];
                let what = $crate::load::decode::what($what);
                let fields = $crate::load::decode::fields(node, &what, KEYS, faults)?;
                $( let $field: Option<$type> = $crate::load::decode::field(
                    node, &fields, KEYS, $crate::load::decode::key_name(stringify!($field)), &what, faults); )*
                Some(Self { $( $field: $field?, )* })
            }

            fn schema() -> serde_json::Value {
                let mut properties = serde_json::Map::new();
                let mut required: Vec<&str> = Vec::new();
                $(
                    let mut property = <$type as $crate::load::decode::Decode>::schema();
                    let description = concat!($($doc, "\n"),*).trim().replace("\n ", " ");
                    if let (false, Some(object)) = (description.is_empty(), property.as_object_mut()) {
                        object.insert("description".into(), description.into());
                    }
                    properties.insert($crate::load::decode::key_name(stringify!($field)).into(), property);
                    if <$type as $crate::load::decode::Decode>::absent().is_none() {
                        required.push($crate::load::decode::key_name(stringify!($field)));
                    }
                )*
                serde_json::json!({
                    "type": "object",
                    "description": $what.trim(),
                    "properties": properties,
                    "required": required,
                    "additionalProperties": false,
                })
            }
        }
    )*};
}
pub(crate) use as_written;

/// What a struct describes, in words for messages: its doc comment without the file's path.
pub(crate) fn what(doc: &str) -> String {
    let words = doc.split(" (").next().unwrap_or(doc);
    words.trim().trim_end_matches('.').to_lowercase()
}

/// A field's key: its own name, without the `r#` of a reserved word.
pub(crate) const fn key_name(field: &'static str) -> &'static str {
    match field.as_bytes() {
        [b'r', b'#', ..] => field.split_at(2).1,
        _ => field,
    }
}

/// Declares an enum of fixed words, with its reader and schema.
macro_rules! words {
    ($(#[$meta:meta])* $vis:vis enum $name:ident as $what:literal { $( $(#[$variant_meta:meta])* $variant:ident = $word:literal ),* $(,)? }) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        $vis enum $name { $( $(#[$variant_meta])* $variant, )* }

        impl $name {
            /// Every value, in order.
            pub const ALL: &'static [Self] = &[$( Self::$variant ),*];

            /// The word that authors write and data files carry.
            #[must_use]
            pub fn word(self) -> &'static str {
                match self { $( Self::$variant => $word ),* }
            }
        }

        impl $crate::load::decode::Decode for $name {
            fn decode(
                node: &$crate::load::yaml::Node,
                faults: &mut Vec<$crate::diag::Diagnostic>,
            ) -> Option<Self> {
                let text = $crate::load::decode::scalar(node, $what, faults)?;
                match text {
                    $( $word => Some(Self::$variant), )*
                    other => {
                        faults.push(
                            $crate::diag::Diagnostic::error(
                                $crate::diag::Code::BadValue, node.span, format!("`{other}` is not {}", $what))
                                .hint($crate::diag::suggest(other, [$( $word ),*])),
                        );
                        None
                    }
                }
            }

            fn schema() -> serde_json::Value {
                serde_json::json!({"enum": [$( $word ),*]})
            }
        }
    };
}
pub(crate) use words;
