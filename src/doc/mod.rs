//! The one document tree: Markdown in, blocks and inlines with their places out.
//!
//! Prose is [`parse`]d once. Page, print and search all read the [`Document`] and its walks ([`Document::links`],
//! [`Document::outline`], [`Document::passages`], [`plain_text`]); nothing parses Markdown again. Links are typed
//! [`Target`]s, which the outline resolves. Computed sentences are nodes: [`compute::Sandbox`] checks and evaluates
//! their expressions, and [`Computed`] carries the results to whoever writes the document out.

mod anchor;
mod compare;
pub mod compute;
mod headings;
mod mask;
mod number;
mod parse;
mod places;
mod target;
#[cfg(test)]
mod tests;
mod tree;
mod walk;

pub use anchor::slug;
pub use compare::{Change, Difference, SectionChange, compare, inherit};
pub use number::NumberFormat;
pub use parse::{parse, parse_short};
pub use places::{Places, Prose};
pub use target::Target;
pub use tree::{
    Alignment, Block, BlockKind, CalloutKind, Cell, Computation, Document, Footnote, Heading, Image, Inline, Item, Link, List,
    Role, Table,
};
pub use walk::{Computed, OutlineEntry, Passage, Section, each_block, each_inline, plain_text, push_plain_text};
