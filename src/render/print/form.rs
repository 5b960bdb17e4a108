//! The fields of a fillable questionnaire: their names, kinds and what a screen reader says of them.

use serde_json::Value as Json;

/// A form: its fields, and what the template needs to show them.
#[derive(Clone, Debug)]
pub struct Form {
    /// The name of the root field: which questionnaire it is.
    pub name: String,
    /// What it is called for people.
    pub title: String,
    /// Its fields, in the order of the questionnaire.
    pub fields: Vec<Field>,
    /// For the template: the questions by id, with their values.
    pub data: Json,
}

/// A field.
#[derive(Clone, Debug)]
pub struct Field {
    /// Its name below the root.
    pub name: String,
    /// What it asks for.
    pub label: String,
    /// What can be entered.
    pub kind: FieldKind,
}

/// What a field takes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum FieldKind {
    /// A line of text.
    Line,
    /// Several lines of text.
    Lines,
    /// A line of text, with proposals: value, and the words for it.
    List(Vec<(String, String)>),
    /// One of several: value, and the words for it.
    Radio(Vec<(String, String)>),
    /// Yes, or nothing.
    Check,
}
