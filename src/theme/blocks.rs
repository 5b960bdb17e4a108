//! Blocks of templates: what a theme of one's own overrides, and whether the built-in one changed since it was copied.
//!
//! A copied block says in a comment what it was copied from: `{# overrides layout/footer 0123456789abcdef #}`, with the
//! first 16 hex digits of SHA-256 over the built-in block.


use crate::diag::{Code, Diagnostic, nearest};
use crate::source::{FileId, Span};

/// How a comment begins that says what was overridden.
const MARK: &str = "{# overrides ";

/// The source of a built-in template, by its name without `.html`.
#[must_use]
pub fn template(name: &str) -> Option<&'static str> {
    let path = format!("themes/default/templates/{name}.html");
    super::BUILT_IN.iter().find(|(known, _)| *known == path).and_then(|(_, bytes)| std::str::from_utf8(bytes).ok())
}

/// The names of all built-in blocks: `layout/footer`.
#[must_use]
pub fn all() -> Vec<String> {
    let names = super::BUILT_IN.iter().filter_map(|(path, _)| path.strip_prefix("themes/default/templates/")?.strip_suffix(".html"));
    names.flat_map(|name| blocks(template(name).unwrap_or_default()).into_iter().map(move |block| format!("{name}/{block}"))).collect()
}

/// The names of a template's blocks, in order.
#[must_use]
pub fn blocks(source: &str) -> Vec<&str> {
    tags(source).filter(|tag| tag.opens).map(|tag| tag.name).collect()
}

/// A block, from its opening to its closing tag.
#[must_use]
pub fn block<'a>(source: &'a str, name: &str) -> Option<&'a str> {
    let mut depth = 0_u32;
    let mut begin = None;
    for tag in tags(source) {
        match (begin, tag.opens) {
            (None, true) if tag.name == name => begin = Some(tag.begin),
            (Some(_), true) => depth += 1,
            (Some(begin), false) if depth == 0 => return source.get(begin..tag.end),
            (Some(_), false) => depth -= 1,
            _ => {}
        }
    }
    None
}

/// What stands for a block's content.
#[must_use]
pub fn hash(block: &str) -> String {
    crate::hash::short(block.as_bytes(), 16)
}

/// A template that overrides one block: the built-in block, ready to be changed.
#[must_use]
pub fn copy(name: &str) -> Option<(String, String)> {
    let (template_name, block_name) = name.split_once('/')?;
    let block = block(template(template_name)?, block_name)?;
    // Signs that eat the blank before a tag would eat the comment's line end.
    let text = format!("{MARK}{name} {} #}}\n{}\n", hash(block), block.replacen("{%-", "{%", 1));
    Some((format!("templates/{template_name}.html"), text))
}

/// How a template begins that overrides blocks of the built-in one of the same name.
#[must_use]
pub fn beginning(template_name: &str) -> String {
    format!("{{% extends \"default/{template_name}.html\" %}}\n")
}

/// A warning for each copied block whose original has changed or is gone.
pub(super) fn changed(file: FileId, text: &str, faults: &mut Vec<Diagnostic>) {
    for (begin, _) in text.match_indices(MARK) {
        let Some(rest) = text.get(begin + MARK.len()..) else { continue };
        let Some((said, _)) = rest.split_once("#}") else { continue };
        let mut words = said.split_whitespace();
        let (Some(name), Some(known)) = (words.next(), words.next()) else { continue };
        let end = begin + MARK.len() + said.len() + 2;
        let span = Span::new(file, begin, end);
        let original = name.split_once('/').and_then(|(template_name, block_name)| block(template(template_name)?, block_name));
        match original {
            None => {
                let all = all();
                let near = nearest(name, all.iter().map(String::as_str)).map(|near| format!("did you mean `{near}`?"));
                let hint = near.unwrap_or_else(|| String::from("the built-in theme has no such block any more; docs/theming.md lists those it has"));
                faults.push(Diagnostic::warning(Code::ThemeBlock, span, format!("there is no block `{name}`")).hint(hint));
            }
            Some(original) if hash(original) != known => faults.push(
                Diagnostic::warning(Code::ThemeBlock, span, format!("the built-in block `{name}` has changed since it was copied"))
                    .hint(format!("compare this block with the built-in one, then write `{}` here", hash(original))),
            ),
            Some(_) => {}
        }
    }
}

/// A tag that opens or closes a block.
struct Tag<'a> {
    opens: bool,
    name: &'a str,
    begin: usize,
    end: usize,
}

fn tags(source: &str) -> impl Iterator<Item = Tag<'_>> {
    source.match_indices("{%").filter_map(|(begin, _)| {
        let rest = source.get(begin + 2..)?;
        let (inside, _) = rest.split_once("%}")?;
        let mut words = inside.trim_matches(['-', ' ']).split_whitespace();
        let opens = match words.next()? {
            "block" => true,
            "endblock" => false,
            _ => return None,
        };
        Some(Tag { opens, name: words.next().unwrap_or_default(), begin, end: begin + 2 + inside.len() + 2 })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_block_is_cut_with_the_blocks_inside_of_it() {
        let source = "a{%- block one %}b{% block two %}c{% endblock two %}d{%- endblock one %}e";
        assert_eq!(blocks(source), ["one", "two"]);
        assert_eq!(block(source, "one"), Some("{%- block one %}b{% block two %}c{% endblock two %}d{%- endblock one %}"));
        assert_eq!(block(source, "two"), Some("{% block two %}c{% endblock two %}"));
        assert_eq!(block(source, "three"), None);
        assert_eq!(block("{% block one %}", "one"), None);
    }

    #[test]
    fn every_built_in_block_can_be_copied_and_knows_its_original() {
        let all = all();
        assert!(all.contains(&String::from("layout/footer")), "{all:?}");
        for name in all {
            let (_, text) = copy(&name).expect("a copy");
            let mut faults = Vec::new();
            changed(FileId::default(), &text, &mut faults);
            assert!(faults.is_empty(), "{name}: {faults:?}");
        }
    }
}
