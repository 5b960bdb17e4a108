//! Where a link leads: an address as written to a typed target, or the reason why not.
//!
//! Nothing is followed that is not known to be harmless: an entry or heading of this site, a file below `files/`,
//! or an address of one of four schemes. Whether an entry or heading exists is the outline's question.

use super::anchor::{is_anchor, slug};
use crate::load::leaf::{EntryKind, Id};

/// Where a link leads.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Target {
    /// An entry of this site: `sops/registration#steps`.
    Entry {
        /// Its kind.
        kind: EntryKind,
        /// Its id.
        id: Id,
        /// A heading on its page.
        anchor: Option<String>,
    },
    /// A heading of the same document: `#steps`.
    Anchor(String),
    /// A file that is published as it is: its path below the site's folder, beginning with `files/`.
    File(String),
    /// An http, https, mailto or tel address, as written.
    Outside(String),
}

/// Why an address is refused.
pub(super) struct Refusal {
    /// The fact.
    pub(super) message: String,
    /// The next action.
    pub(super) hint: String,
    /// How much of the address it is about, in bytes from its beginning; all of it if `None`.
    pub(super) length: Option<usize>,
}

impl Refusal {
    fn new<T>(message: impl Into<String>, hint: impl Into<String>) -> Result<T, Self> {
        Err(Self { message: message.into(), hint: hint.into(), length: None })
    }
}

const KINDS_OF_ADDRESS: &str =
    "link to `kind/id` (as in `sops/registration`), `#heading`, `files/…`, or an http, https, mailto or tel address";

/// Reads an address, entities and escapes already resolved.
pub(super) fn target(address: &str) -> Result<Target, Refusal> {
    if address.is_empty() {
        return Refusal::new("this link leads nowhere", KINDS_OF_ADDRESS);
    }
    if let Some(sign) = address.chars().find(|sign| is_invisible(*sign)) {
        return if sign == ' ' {
            Refusal::new("an address may not hold a space", "write it as `%20`, or use a name without spaces")
        } else {
            Refusal::new(format!("an address may not hold the invisible character U+{:04X}", u32::from(sign)), "remove it")
        };
    }
    let shown = shorten(address);
    if let Some(sign) = address.chars().find(|sign| matches!(sign, '\\' | '<' | '>' | '"' | '`' | '{' | '}' | '|' | '^')) {
        return Refusal::new(format!("an address may not hold `{sign}`"), format!("write it as `%{:02X}`", u32::from(sign)));
    }
    // The scheme is what comes before the first of these signs, if that sign is a colon.
    let first = address.find([':', '/', '?', '#']);
    let (before, sign, after) = match first {
        Some(at) => (&address[..at], address[at..].chars().next(), &address[at + 1..]),
        None => (address, None, ""),
    };
    match sign {
        Some(':') => outside(address, before, after),
        Some('#') if before.is_empty() => anchor(after).map(Target::Anchor),
        Some('/') if before == "files" => file(address),
        Some('/') if before.is_empty() && after.starts_with('/') => {
            Refusal::new(format!("`{shown}` names a server without a scheme"), format!("write `https:{shown}`"))
        }
        Some('/') if !before.is_empty() && !before.starts_with('.') => entry(address, before, after),
        _ => Refusal::new(format!("`{shown}` is not an address that can be followed"), relative_hint(address)),
    }
}

/// What to do about an address like `steps`, `../sops/x`, `/sops/x` or `www.iom.int`.
fn relative_hint(address: &str) -> String {
    let bare = address.trim_start_matches(['.', '/']);
    if let Some(meant) = (bare != address).then(|| in_site(bare)).flatten() {
        return format!("write `{meant}`: addresses begin at the site's folder");
    }
    if !address.contains('/') && address.contains('@') {
        return format!("write `mailto:{address}`");
    }
    if looks_like_host(address) {
        return format!("write `https://{}`", shorten(address));
    }
    match slug(address) {
        Some(slug) if slug == address => format!("for a heading of this page write `#{slug}`; otherwise {KINDS_OF_ADDRESS}"),
        _ => KINDS_OF_ADDRESS.to_owned(),
    }
}

/// The address of an entry or file that a path below the site's folder means, with or without an ending.
fn in_site(path: &str) -> Option<String> {
    let path = path.strip_prefix("content/").unwrap_or(path);
    let leads = |path: &str| match path.split_once('/') {
        Some(("files", _)) => file(path).is_ok(),
        Some((folder, rest)) => entry(path, folder, rest).is_ok(),
        None => false,
    };
    if leads(path) {
        return Some(path.to_owned());
    }
    let (page, heading) = path.split_at(path.find('#').unwrap_or(path.len()));
    let (folder, name) = page.rsplit_once('/')?;
    let meant = format!("{folder}/{}{heading}", name.split('.').next().unwrap_or(name));
    leads(&meant).then_some(meant)
}

fn looks_like_host(address: &str) -> bool {
    let host = address.split('/').next().unwrap_or("");
    host.starts_with("www.") || [".org", ".int", ".com", ".net"].iter().any(|ending| host.ends_with(ending))
}

fn outside(address: &str, scheme: &str, rest: &str) -> Result<Target, Refusal> {
    let shown = shorten(address);
    match scheme.to_ascii_lowercase().as_str() {
        "http" | "https" => {
            let host = rest.strip_prefix("//").unwrap_or("").split(['/', '?', '#']).next().unwrap_or("");
            if host.is_empty() || host.starts_with(['@', ':']) {
                return Refusal::new(format!("`{shown}` names no server"), "write the whole address, as in `https://www.iom.int/`");
            }
        }
        "mailto" if rest.split('?').next().is_some_and(|mailbox| mailbox.contains('@')) => {}
        "mailto" => return Refusal::new(format!("`{shown}` names no mailbox"), "write it as in `mailto:office@example.org`"),
        "tel" if rest.bytes().any(|byte| byte.is_ascii_digit()) => {}
        "tel" => return Refusal::new(format!("`{shown}` holds no number"), "write it as in `tel:+15550100`"),
        other => return Refusal::new(format!("an address may not begin with `{}:`", shorten(other)), KINDS_OF_ADDRESS),
    }
    Ok(Target::Outside(address.to_owned()))
}

fn file(address: &str) -> Result<Target, Refusal> {
    let good = |segment: &str| {
        !segment.is_empty()
            && !segment.starts_with('.')
            && segment.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.'))
    };
    if address.split('/').all(good) {
        return Ok(Target::File(address.to_owned()));
    }
    Refusal::new(
        format!("`{}` is not the path of a file below `files/`", shorten(address)),
        "use letters without accents, digits, `-`, `_` and `.` in file names, and no `..`",
    )
}

fn entry(address: &str, folder: &str, rest: &str) -> Result<Target, Refusal> {
    let Some(kind) = EntryKind::ALL.iter().copied().find(|kind| kind.word() == folder) else {
        if looks_like_host(address) {
            return Refusal::new(format!("`{}` has no scheme", shorten(address)), format!("write `https://{}`", shorten(address)));
        }
        return Err(Refusal {
            message: format!("`{}` is not a kind of entry", shorten(folder)),
            hint: EntryKind::suggest(folder, &["files"]),
            length: Some(folder.len()),
        });
    };
    let (id, heading) = rest.split_once('#').map_or((rest, None), |(id, heading)| (id, Some(heading)));
    let Some(good) = Id::new(id) else {
        let stem = id.split('.').next().unwrap_or("");
        let hint = match Id::new(stem) {
            Some(stem) if id.contains('.') => format!("write `{folder}/{stem}`, without the file's ending"),
            _ => format!("write `{folder}/` and an id of small letters, digits and hyphens"),
        };
        return Refusal::new(format!("`{}` is not an id", shorten(id)), hint);
    };
    Ok(Target::Entry { kind, id: good, anchor: heading.map(anchor).transpose()? })
}

fn anchor(text: &str) -> Result<String, Refusal> {
    if is_anchor(text) {
        return Ok(text.to_owned());
    }
    let hint = match slug(text) {
        Some(slug) => format!("write `#{slug}`"),
        None => String::from("write `#` and the heading's id"),
    };
    Refusal::new(format!("`#{}` is not a heading's id", shorten(text)), hint)
}

/// Control characters, spaces of any kind, and characters that change how their neighbours are shown.
fn is_invisible(sign: char) -> bool {
    sign.is_control()
        || sign.is_whitespace()
        || matches!(sign,
            '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}'
            | '\u{feff}' | '\u{fff0}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}' | '\u{fdd0}'..='\u{fdef}' | '\u{fffe}' | '\u{ffff}')
}

/// An address for a message: at most sixty characters.
fn shorten(text: &str) -> String {
    match text.char_indices().nth(60) {
        Some((at, _)) => format!("{}…", &text[..at]),
        None => text.to_owned(),
    }
}
