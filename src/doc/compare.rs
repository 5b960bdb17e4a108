//! Adaptations: what a country's version of a document changes, and the document that it makes with its base.
//!
//! Sections are matched by the ids of their headings of level 2. A section that the adaptation does not write is
//! the base's.

use std::collections::BTreeMap;

use super::headings::Names;
use super::tree::{Block, BlockKind, Document, Inline};
use super::walk::{Computed, Section, contents_mut, each_block, each_block_mut, each_inline_mut, each_line, plain_text};

/// What an adaptation does to a section.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Change {
    /// It repeats the base's section word for word.
    Same,
    /// It says something else.
    Changed,
    /// The base has no such section.
    Added,
    /// It does not write the section: the base's holds.
    Inherited,
}

/// One section of an adaptation, compared to its base.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SectionChange {
    /// The heading's anchor; empty for what stands before the first section.
    pub id: String,
    /// The heading's text; empty for what stands before the first section.
    pub heading: String,
    /// What the adaptation does.
    pub change: Change,
    /// For a changed section, its paragraphs, items and rows in order.
    pub differences: Vec<Difference>,
}

/// A paragraph, item of a list or row of a table of a changed section, as plain text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Difference {
    /// In both.
    Kept(String),
    /// Only in the adaptation.
    Added(String),
    /// Only in the base.
    Removed(String),
}

/// Beyond this many pairs of lines, two sections are shown as wholly replaced instead of being aligned.
const MAX_PAIRS: usize = 1_000_000;

/// Compares an adaptation to its base, section by section, in the order of the document they make together.
#[must_use]
pub fn compare(base: &Document, adapted: &Document) -> Vec<SectionChange> {
    let (base_words, adapted_words) = (Computed::as_written(base), Computed::as_written(adapted));
    let lines = |blocks: &[Block], words: &Computed| {
        let mut lines = Vec::new();
        each_line(blocks, words, &mut |line| {
            let targets = line.targets.iter().map(|target| format!("{target:?}")).collect();
            lines.push(Compared { text: line.text.to_owned(), within: line.within.to_owned(), targets });
        });
        lines
    };
    let compare_blocks = |before: &[Block], after: &[Block]| {
        let (before, after) = (lines(before, &base_words), lines(after, &adapted_words));
        if before == after { (Change::Same, Vec::new()) } else { (Change::Changed, align(before, after)) }
    };
    let mut changes = Vec::new();
    if !adapted.introduction().is_empty() {
        let (change, differences) = match base.introduction() {
            [] => (Change::Added, Vec::new()),
            before => compare_blocks(before, adapted.introduction()),
        };
        changes.push(SectionChange { id: String::new(), heading: String::new(), change, differences });
    } else if !base.introduction().is_empty() {
        changes.push(SectionChange { id: String::new(), heading: String::new(), change: Change::Inherited, differences: Vec::new() });
    }
    for pair in merged(&base.sections(), &adapted.sections()) {
        let (section, words) = match pair {
            Merged::Base(section) => (section, &base_words),
            Merged::Both(_, section) | Merged::Adapted(section) => (section, &adapted_words),
        };
        let (change, differences) = match pair {
            Merged::Base(_) => (Change::Inherited, Vec::new()),
            Merged::Adapted(_) => (Change::Added, Vec::new()),
            // The heading is compared with what stands below it.
            Merged::Both(before, after) => compare_blocks(&base.blocks[before.range()], &adapted.blocks[after.range()]),
        };
        let heading = plain_text(&section.heading.content, words);
        changes.push(SectionChange { id: section.id.to_owned(), heading, change, differences });
    }
    changes
}

/// The document that an adaptation makes with its base: the base's sections in the base's order, those that the
/// adaptation writes in its words, and its own additions after the section they follow.
#[must_use]
pub fn inherit(base: &Document, adapted: &Document) -> Document {
    let mut made = Made { document: Document::default(), notes: BTreeMap::new(), from: [base, adapted] };
    match adapted.introduction() {
        [] => made.take(0, base.introduction()),
        own => made.take(1, own),
    }
    for pair in merged(&base.sections(), &adapted.sections()) {
        match pair {
            Merged::Base(section) => made.take(0, &base.blocks[section.range()]),
            Merged::Both(_, section) | Merged::Adapted(section) => made.take(1, &adapted.blocks[section.range()]),
        }
    }
    made.finish()
}

/// A section of the document that base and adaptation make together.
#[derive(Clone, Copy)]
enum Merged<'a> {
    Base(Section<'a>),
    Both(Section<'a>, Section<'a>),
    Adapted(Section<'a>),
}

fn merged<'a>(base: &[Section<'a>], adapted: &[Section<'a>]) -> Vec<Merged<'a>> {
    let known: BTreeMap<&str, Section<'a>> = base.iter().map(|section| (section.id, *section)).collect();
    // What the adaptation adds stands after the section it follows there, by that section's id.
    let mut added: BTreeMap<Option<&str>, Vec<Section<'a>>> = BTreeMap::new();
    let mut written: BTreeMap<&str, Section<'a>> = BTreeMap::new();
    let mut after = None;
    for section in adapted {
        if known.contains_key(section.id) {
            after = Some(section.id);
            written.insert(section.id, *section);
        } else {
            added.entry(after).or_default().push(*section);
        }
    }
    let mut additions = |after: Option<&'a str>| added.remove(&after).unwrap_or_default().into_iter().map(Merged::Adapted);
    let mut merged: Vec<Merged<'a>> = additions(None).collect();
    for section in base {
        merged.push(match written.get(section.id) {
            Some(own) => Merged::Both(*section, *own),
            None => Merged::Base(*section),
        });
        merged.extend(additions(Some(section.id)));
    }
    merged
}

/// A document that is being put together from two, by their index.
struct Made<'a> {
    document: Document,
    /// The new number of each footnote that was referred to, by document and old number.
    notes: BTreeMap<(usize, usize), usize>,
    from: [&'a Document; 2],
}

impl Made<'_> {
    fn take(&mut self, which: usize, blocks: &[Block]) {
        let mut blocks = blocks.to_vec();
        self.adopt(which, &mut blocks);
        self.document.blocks.append(&mut blocks);
    }

    /// Gives footnotes and computations the numbers that they have in the new document.
    fn adopt(&mut self, which: usize, blocks: &mut [Block]) {
        let Self { document, notes, from } = self;
        each_block_mut(blocks, &mut |block| {
            for content in contents_mut(block) {
                each_inline_mut(content, &mut |inline| match inline {
                    Inline::FootnoteReference { number, .. } => {
                        let next = notes.len() + 1;
                        *number = *notes.entry((which, *number)).or_insert(next);
                    }
                    Inline::Computed { index, .. } => {
                        let Some(computation) = from[which].computations.get(*index) else { return };
                        *index = document.computations.len();
                        document.computations.push(computation.clone());
                    }
                    _ => {}
                });
            }
        });
    }

    fn finish(mut self) -> Document {
        // Footnotes may refer to further ones.
        let mut done = 0;
        while done < self.notes.len() {
            let mut pending: Vec<((usize, usize), usize)> =
                self.notes.iter().filter(|(_, new)| **new > done).map(|(old, new)| (*old, *new)).collect();
            pending.sort_by_key(|(_, new)| *new);
            for ((which, old), _) in pending {
                done += 1;
                let Some(footnote) = old.checked_sub(1).and_then(|index| self.from[which].footnotes.get(index)) else { continue };
                let mut footnote = footnote.clone();
                self.adopt(which, &mut footnote.blocks);
                self.document.footnotes.push(footnote);
            }
        }
        self.keep_anchors_apart();
        self.document
    }

    /// A heading within an inherited section may have the id of one that the adaptation writes: the later one gets
    /// a number.
    fn keep_anchors_apart(&mut self) {
        let mut sections = Vec::new();
        each_block(&self.document.blocks, &mut |block| {
            if let BlockKind::Heading(heading) = &block.kind
                && heading.level == 2
            {
                sections.push((heading.id.clone(), 1));
            }
        });
        let mut names = Names { taken: sections.into_iter().collect() };
        self.document.each_block_mut(|block| {
            if let BlockKind::Heading(heading) = &mut block.kind
                && heading.level > 2
            {
                heading.id = names.free(std::mem::take(&mut heading.id));
            }
        });
    }
}

#[derive(PartialEq, Eq)]
struct Compared {
    text: String,
    within: String,
    targets: Vec<String>,
}

/// Aligns two lists of lines by their longest common subsequence.
fn align(before: Vec<Compared>, after: Vec<Compared>) -> Vec<Difference> {
    let width = after.len() + 1;
    let mut differences = Vec::new();
    let (mut i, mut j) = (0, 0);
    if before.len().saturating_mul(after.len()) <= MAX_PAIRS {
        // lengths[i * width + j]: the longest common subsequence of what follows line i before and line j after.
        let mut lengths = vec![0_u32; (before.len() + 1) * width];
        for i in (0..before.len()).rev() {
            for j in (0..after.len()).rev() {
                lengths[i * width + j] = if before[i] == after[j] {
                    lengths[(i + 1) * width + j + 1] + 1
                } else {
                    lengths[(i + 1) * width + j].max(lengths[i * width + j + 1])
                };
            }
        }
        while i < before.len() && j < after.len() {
            if before[i] == after[j] {
                differences.push(Difference::Kept(after[j].text.clone()));
                (i, j) = (i + 1, j + 1);
            } else if lengths[(i + 1) * width + j] >= lengths[i * width + j + 1] {
                differences.push(Difference::Removed(before[i].text.clone()));
                i += 1;
            } else {
                differences.push(Difference::Added(after[j].text.clone()));
                j += 1;
            }
        }
    }
    differences.extend(before.into_iter().skip(i).map(|line| Difference::Removed(line.text)));
    differences.extend(after.into_iter().skip(j).map(|line| Difference::Added(line.text)));
    differences
}
