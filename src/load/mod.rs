//! From files to as-written values.
pub mod answers;
pub mod decode;
pub mod leaf;
pub mod project;
pub mod raw;
pub mod table;
pub mod yaml;

use crate::source::{FileId, Loc};

/// A YAML file that was read: its id (the file's name), and its tree.
#[derive(Clone, Debug)]
pub struct Entry {
    /// The file's stem as an id, at the start of the file.
    pub id: Loc<leaf::Id>,
    /// The file.
    pub file: FileId,
    /// What it holds.
    pub node: yaml::Node,
}
