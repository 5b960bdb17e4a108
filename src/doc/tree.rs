//! The types of the document tree.
//!
//! Every block has its place; so has every inline that can be at fault. What Markdown allows and Rumbo does not
//! (HTML, addresses of other kinds) has no type here.

use super::target::Target;
use crate::load::decode::words;
use crate::source::{Loc, Span};

/// One prose text, parsed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Document {
    /// The blocks, in order.
    pub blocks: Vec<Block>,
    /// The footnotes in the order of their first reference; the number of a footnote is its index plus one.
    /// Those that nothing refers to are left out.
    pub footnotes: Vec<Footnote>,
    /// The computed sentences, in order; [`Inline::Computed`] refers to them by index.
    pub computations: Vec<Computation>,
}

/// One block and its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Block {
    /// Where it was written.
    pub span: Span,
    /// What it is.
    pub kind: BlockKind,
}

/// What a [`Block`] is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum BlockKind {
    /// A heading; the blocks up to the next one of its level or above belong to it.
    Heading(Heading),
    /// A paragraph.
    Paragraph(Vec<Inline>),
    /// A list, ordered, unordered or of tasks.
    List(List),
    /// A quotation.
    Quote(Vec<Block>),
    /// A call-out (`> [!WARNING]`).
    Callout {
        /// Which of the five kinds.
        kind: CalloutKind,
        /// What it says.
        blocks: Vec<Block>,
    },
    /// A table with one row of headings.
    Table(Table),
    /// A block of code or of text kept as typed.
    Code {
        /// The word after the opening fence, if any.
        language: Option<String>,
        /// The text, ending in a line break unless empty.
        text: String,
    },
    /// A thematic break.
    Rule,
}

/// A heading.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Heading {
    /// From 2 to 6.
    pub level: u8,
    /// Its anchor, unique in the document: `[a-z][a-z0-9-]*`.
    pub id: String,
    /// Whether the author wrote the id; else it was made from the text.
    pub explicit: bool,
    /// What its section is for, if the author says so.
    pub role: Option<Role>,
    /// The text.
    pub content: Vec<Inline>,
}

/// A list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct List {
    /// The first number of an ordered list.
    pub start: Option<u64>,
    /// Whether the items follow each other without blank lines, so that their paragraphs need no space between.
    pub tight: bool,
    /// The items.
    pub items: Vec<Item>,
}

impl List {
    /// Whether any item is a task.
    #[must_use]
    pub fn is_checklist(&self) -> bool {
        self.items.iter().any(|item| item.task.is_some())
    }
}

/// An item of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    /// Where it was written.
    pub span: Span,
    /// For a task (`- [ ]`), whether it is ticked.
    pub task: Option<bool>,
    /// What it says.
    pub blocks: Vec<Block>,
}

/// The content of a table's cell.
pub type Cell = Vec<Inline>;

/// A table; every row has as many cells as there are alignments.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table {
    /// One for each column.
    pub alignments: Vec<Alignment>,
    /// The headings of the columns.
    pub head: Vec<Cell>,
    /// The rows below.
    pub rows: Vec<Vec<Cell>>,
}

/// How a column is aligned.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Alignment {
    /// Not said.
    None,
    /// To the left.
    Left,
    /// To the middle.
    Center,
    /// To the right, as for figures.
    Right,
}

/// A piece of running text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Inline {
    /// Plain text.
    Text(String),
    /// Emphasis.
    Emphasis(Vec<Inline>),
    /// Strong emphasis.
    Strong(Vec<Inline>),
    /// Struck out.
    Strikethrough(Vec<Inline>),
    /// Code, or text kept as typed.
    Code(String),
    /// A link.
    Link(Link),
    /// An image.
    Image(Image),
    /// A line break of the source, worth a space.
    SoftBreak,
    /// A line break that is meant.
    HardBreak,
    /// A reference to a footnote.
    FootnoteReference {
        /// The footnote's number, from 1.
        number: usize,
        /// Where it was written.
        span: Span,
    },
    /// A computed sentence.
    Computed {
        /// Its index in [`Document::computations`].
        index: usize,
        /// Where it was written, braces included.
        span: Span,
    },
}

/// A link.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// Where it leads, at the place of the address.
    pub target: Loc<Target>,
    /// What the reader sees; never empty.
    pub content: Vec<Inline>,
}

/// An image.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Image {
    /// The picture, always a [`Target::File`], at the place of the address.
    pub target: Loc<Target>,
    /// What it shows, for those who cannot see it; empty only where a fault says so.
    pub alt: String,
    /// Where the whole image was written.
    pub span: Span,
}

/// A footnote.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Footnote {
    /// Its name in the source.
    pub label: String,
    /// Where it is defined.
    pub span: Span,
    /// What it says.
    pub blocks: Vec<Block>,
}

/// The expression of a computed sentence, not yet checked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Computation {
    /// The text between the braces.
    pub expression: String,
    /// Where that text stands.
    pub span: Span,
    /// Whether the bytes of `span` are those of `expression`; else `span` is only the start of the text it is in.
    pub located: bool,
}

words! {
    /// What a section is for: printed forms, pocket versions and scripts find sections by it, in any language.
    pub enum Role as "a role of a section" {
        /// What a procedure gets done.
        Purpose = "purpose",
        /// When and where it applies.
        Scope = "scope",
        /// Who does what.
        Roles = "roles",
        /// The steps, in order.
        Steps = "steps",
        /// What to tick off.
        Checklist = "checklist",
        /// A form to print and fill in.
        Form = "form",
        /// How long each thing may take.
        TimeLimits = "time-limits",
        /// What protects people.
        Safeguards = "safeguards",
        /// What to write down.
        Record = "record",
        /// What changed, and when.
        History = "history",
        /// Of a practice: the problem it answered.
        Problem = "problem",
        /// Of a practice: what was done.
        Done = "done",
        /// Of a practice: what came of it.
        Results = "results",
        /// Of a practice: what it needs to work elsewhere.
        Conditions = "conditions",
        /// Of a session: what people can do afterwards.
        Aims = "aims",
        /// Of a session: what the trainer prepares.
        Preparation = "preparation",
        /// Of a session: what happens when.
        Plan = "plan",
        /// Of a session: what people do.
        Exercises = "exercises",
        /// Of a session: how it ends.
        WrapUp = "wrap-up",
    }
}

words! {
    /// The kinds of call-outs.
    pub enum CalloutKind as "a kind of call-out" {
        /// Good to know.
        Note = "note",
        /// Makes it easier.
        Tip = "tip",
        /// Not to be missed.
        Important = "important",
        /// Harm is possible.
        Warning = "warning",
        /// Harm is likely.
        Caution = "caution",
    }
}
