//! Style sheets of single files keep what can apply in them: rules whose classes are named nowhere in the page or in its
//! script are left out.

use std::collections::BTreeSet;

/// The names that stand in a page and its script. A script may put a class together from its beginning and an ending,
/// as in `"band-" + place`; so a beginning that ends with a hyphen stands for all classes that begin with it.
pub(super) struct Names<'t>(BTreeSet<&'t str>);

impl<'t> Names<'t> {
    pub(super) fn of(texts: &[&'t str]) -> Self {
        let name = |letter: char| letter.is_ascii_alphanumeric() || letter == '-' || letter == '_';
        Self(texts.iter().flat_map(|text| text.split(move |letter| !name(letter))).filter(|word| !word.is_empty()).collect())
    }

    fn has(&self, class: &str) -> bool {
        self.0.contains(class) || class.match_indices('-').any(|(at, _)| self.0.contains(&class[..=at]))
    }
}

/// A style sheet without comments, without the rules that cannot apply.
pub(super) fn prune(sheet: &str, names: &Names<'_>) -> String {
    let mut out = String::with_capacity(sheet.len());
    let mut rest = sheet;
    while let Some(open) = find(rest, '{') {
        // What ends with a semicolon before the block is a statement of its own.
        let start = rest[..open].rfind(';').map_or(0, |at| at + 1);
        let (before, head) = (&rest[..start], &rest[start..open]);
        let close = closing(&rest[open + 1..]);
        let block = &rest[open + 1..open + 1 + close];
        rest = rest.get(open + 2 + close..).unwrap_or_default();
        out.push_str(before);
        let Some((head, block)) = kept(head, block, names) else { continue };
        out.push_str(&head);
        out.push('{');
        out.push_str(&block);
        out.push('}');
    }
    out.push_str(rest);
    out
}

/// The head and the block of a rule that can apply.
fn kept(head: &str, block: &str, names: &Names<'_>) -> Option<(String, String)> {
    let word = head.trim_start();
    if ["@media", "@supports"].iter().any(|known| word.starts_with(known)) {
        let inner = prune(block, names);
        return (!inner.trim().is_empty()).then(|| (head.to_owned(), inner));
    }
    if word.starts_with('@') || block.contains('{') {
        return Some((head.to_owned(), block.to_owned()));
    }
    let selectors: Vec<&str> = split(head).into_iter().filter(|selector| classes(selector).all(|class| names.has(class))).collect();
    (!selectors.is_empty()).then(|| (selectors.join(","), block.to_owned()))
}

/// Where a sign stands outside of quotes.
fn find(text: &str, sign: char) -> Option<usize> {
    let mut quote = None;
    for (at, letter) in text.char_indices() {
        match quote {
            Some(open) if open == letter => quote = None,
            Some(_) => {}
            None if letter == '"' || letter == '\'' => quote = Some(letter),
            None if letter == sign => return Some(at),
            None => {}
        }
    }
    None
}

/// How long a block is, up to the brace that closes it.
fn closing(text: &str) -> usize {
    let mut depth = 0usize;
    let mut from = 0;
    while let Some(at) = find(&text[from..], '}').map(|at| from + at) {
        let mut inner = &text[from..at];
        while let Some(open) = find(inner, '{') {
            depth += 1;
            inner = &inner[open + 1..];
        }
        if depth == 0 {
            return at;
        }
        depth -= 1;
        from = at + 1;
    }
    text.len()
}

/// The selectors of a list.
fn split(head: &str) -> Vec<&str> {
    let mut depth = 0usize;
    let mut from = 0;
    let mut found = Vec::new();
    for (at, letter) in head.char_indices() {
        match letter {
            '(' | '[' => depth += 1,
            ')' | ']' => depth = depth.saturating_sub(1),
            ',' if depth == 0 => {
                found.push(&head[from..at]);
                from = at + 1;
            }
            _ => {}
        }
    }
    found.push(&head[from..]);
    found
}

/// The classes that an element must have for a selector to apply. What stands in brackets may be an alternative, or
/// what it must not have.
fn classes(selector: &str) -> impl Iterator<Item = &str> {
    let mut depth = 0usize;
    selector.char_indices().filter_map(move |(at, letter)| {
        match letter {
            '(' | '[' => depth += 1,
            ')' | ']' => depth = depth.saturating_sub(1),
            '.' if depth == 0 => {
                let name = &selector[at + 1..];
                let end = name.find(|letter: char| !(letter.is_ascii_alphanumeric() || letter == '-' || letter == '_')).unwrap_or(name.len());
                return Some(&name[..end]);
            }
            _ => {}
        }
        None
    })
}

#[cfg(test)]
mod tests {
    use super::{Names, prune};

    #[test]
    fn rules_that_cannot_apply_are_left_out() {
        let names = Names::of(&["<p class=\"a used\">", "make({class: \"band-\" + place}); \"urgency\""]);
        for (sheet, kept) in [
            (".a{b:c}.gone{d:e}", ".a{b:c}"),
            (".a .gone,.a > p,p{b:c}", ".a > p,p{b:c}"),
            (".band-3{b:c}.band{b:c}.urgency-high{b:c}", ".band-3{b:c}"),
            ("p:not(.gone),p:is(.gone,.a){b:c}", "p:not(.gone),p:is(.gone,.a){b:c}"),
            ("@media print{.gone{b:c}.a{b:c}}@media (x){.gone{b:c}}", "@media print{.a{b:c}}"),
            ("@font-face{font-family:gone}@charset \"x\";.gone{b:c}", "@font-face{font-family:gone}@charset \"x\";"),
            (".used::before{content:\"}.gone{\"}.a{b:c}", ".used::before{content:\"}.gone{\"}.a{b:c}"),
            ("[data-x=\".gone\"]{b:c}", "[data-x=\".gone\"]{b:c}"),
            (".a{b:c", ".a{b:c}"),
            ("", ""),
        ] {
            assert_eq!(prune(sheet, &names), kept, "{sheet}");
        }
    }
}
