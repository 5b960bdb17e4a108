//! Where links lead: every typed target to a relative address, and every target that leads nowhere.

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;

use super::Outline;
use super::paths::relative;
use crate::diag::{Code, Diagnostic, nearest, suggest};
use crate::doc::{Document, Target};
use crate::model::names::Named;
use crate::model::{EntryKind, Id, Lang, ProseEntry, Toolbox};

/// Makes addresses as seen from one page.
#[derive(Clone, Copy, Debug)]
pub struct Linker<'a> {
    outline: &'a Outline,
    lang: &'a Lang,
    from: &'a str,
}

impl<'a> Linker<'a> {
    /// A linker for the page at `from`, in `lang`.
    #[must_use]
    pub fn new(outline: &'a Outline, lang: &'a Lang, from: &'a str) -> Self {
        Self { outline, lang, from }
    }

    /// A file of the site by its full path.
    #[must_use]
    pub fn file(&self, path: &str) -> String {
        // Of all outputs, only printed documents on a stick have spaces in their names.
        relative(self.from, path).replace(' ', "%20")
    }

    /// A page of the same language by its path below the language's folder.
    #[must_use]
    pub fn page(&self, path: &str) -> String {
        relative(self.from, &format!("{}/{path}", self.lang))
    }

    /// An entry, if it has a place.
    #[must_use]
    pub fn entry(&self, kind: EntryKind, id: &str) -> Option<String> {
        let (path, anchor) = self.outline.place(kind, id)?;
        let mut href = self.page(path);
        if let Some(anchor) = anchor {
            href.push('#');
            href.push_str(anchor);
        }
        Some(href)
    }

    /// A link's typed target; `None` if it leads nowhere (a fault has been pushed already).
    #[must_use]
    pub fn target(&self, target: &Target) -> Option<String> {
        match target {
            Target::Entry { kind, id, anchor } => {
                let mut href = self.entry(*kind, id.as_str())?;
                if let (Some(anchor), false) = (anchor, href.contains('#')) {
                    href.push('#');
                    href.push_str(anchor);
                }
                Some(href)
            }
            Target::Anchor(anchor) => Some(format!("#{anchor}")),
            Target::File(path) => Some(self.file(&format!("files/{}", path.strip_prefix("files/").unwrap_or(path)))),
            Target::Outside(address) => Some(address.clone()),
        }
    }
}

/// Every document of the toolbox with the language it is in.
pub fn documents(toolbox: &Toolbox) -> impl Iterator<Item = (&Lang, &Document)> {
    let prose = toolbox
        .sops
        .iter()
        .map(|sop| &sop.entry)
        .chain(toolbox.practices.iter().map(|practice| &practice.entry))
        .chain(toolbox.pages.iter().map(|page| &page.entry))
        .chain(toolbox.sessions.iter().map(|session| &session.entry))
        .flat_map(|entry| entry.editions.iter().map(|(lang, edition)| (lang, &edition.document)));
    let sheets = toolbox.sheets.iter().flat_map(|sheet| sheet.regularisation.iter().chain(&sheet.prose));
    prose.chain(sheets)
}

/// The anchors of each prose entry, over all its languages.
pub(super) fn anchors(toolbox: &Toolbox) -> BTreeMap<(EntryKind, Id), BTreeSet<String>> {
    let mut anchors = BTreeMap::new();
    let mut add = |kind: EntryKind, entry: &ProseEntry| {
        let ids: BTreeSet<String> = entry.editions.values().flat_map(|edition| edition.document.anchors().map(str::to_owned)).collect();
        anchors.insert((kind, entry.id.value.clone()), ids);
    };
    for sop in &toolbox.sops {
        add(EntryKind::Sop, &sop.entry);
    }
    for practice in &toolbox.practices {
        add(EntryKind::Practice, &practice.entry);
    }
    for page in &toolbox.pages {
        add(EntryKind::Page, &page.entry);
    }
    for session in &toolbox.sessions {
        add(EntryKind::Session, &session.entry);
    }
    // An adaptation shows its base's sections where it has none of its own.
    for sop in &toolbox.sops {
        if let Some(base) = &sop.adapts
            && let Some(inherited) = anchors.get(&(EntryKind::Sop, base.value.clone())).cloned()
            && let Some(own) = anchors.get_mut(&(EntryKind::Sop, sop.entry.id.value.clone()))
        {
            own.extend(inherited);
        }
    }
    anchors
}

/// Pushes a fault for every link that leads nowhere.
pub(super) fn check(toolbox: &Toolbox, outline: &Outline, faults: &mut Vec<Diagnostic>) {
    let documents: Vec<&Document> = documents(toolbox).map(|(_, document)| document).collect();
    let found: Vec<Vec<Diagnostic>> = documents.into_par_iter().map(|document| check_one(document, toolbox, outline)).collect();
    faults.extend(found.into_iter().flatten());
}

fn check_one(document: &Document, toolbox: &Toolbox, outline: &Outline) -> Vec<Diagnostic> {
    let mut faults = Vec::new();
    let own: BTreeSet<&str> = document.anchors().collect();
    for link in document.links() {
        let fault = match &link.value {
            Target::Outside(_) => None,
            Target::Anchor(anchor) => (!own.contains(anchor.as_str())).then(|| {
                Diagnostic::error(Code::BrokenLink, link.span, format!("there is no heading `#{anchor}` here"))
                    .hint(suggest_after("#", anchor, own.iter().copied()))
            }),
            Target::File(path) => {
                let path = path.strip_prefix("files/").unwrap_or(path);
                (!outline.files.contains(path)).then(|| {
                    Diagnostic::error(Code::BrokenLink, link.span, format!("there is no file `content/files/{path}`"))
                        .hint(suggest_after("files/", path, outline.files.iter().map(String::as_str)))
                })
            }
            Target::Entry { kind, id, anchor } => entry_fault(toolbox, outline, *kind, id, anchor.as_deref(), link.span),
        };
        faults.extend(fault);
    }
    faults
}

fn entry_fault(
    toolbox: &Toolbox,
    outline: &Outline,
    kind: EntryKind,
    id: &Id,
    anchor: Option<&str>,
    span: crate::source::Span,
) -> Option<Diagnostic> {
    if outline.place(kind, id.as_str()).is_none() {
        // A broken entry has its own fault already.
        if toolbox.names.knows(Named::Entry(kind), id.as_str()) {
            return None;
        }
        let known = outline.entries.get(&kind).into_iter().flat_map(|entries| entries.keys()).map(Id::as_str);
        return Some(
            Diagnostic::error(Code::BrokenLink, span, format!("there is no entry `{}/{id}`", kind.word()))
                .hint(suggest_after(&format!("{}/", kind.word()), id.as_str(), known)),
        );
    }
    let anchor = anchor?;
    let known = outline.anchors.get(&(kind, id.clone()))?;
    (!known.contains(anchor)).then(|| {
        Diagnostic::error(Code::BrokenLink, span, format!("`{}/{id}` has no heading `#{anchor}`", kind.word()))
            .hint(suggest_after(&format!("{}/{id}#", kind.word()), anchor, known.iter().map(String::as_str)))
    })
}

/// The nearest name, or all of them, as they are written in a link: after `prefix`.
fn suggest_after<'a>(prefix: &str, name: &str, known: impl Iterator<Item = &'a str> + Clone) -> String {
    match nearest(name, known.clone()) {
        Some(near) => format!("did you mean `{prefix}{near}`?"),
        None => {
            let written: Vec<String> = known.map(|known| format!("{prefix}{known}")).collect();
            suggest(name, written.iter().map(String::as_str))
        }
    }
}
