//! Printed documents under names that people can read: a stick is opened in a file manager too, and there
//! `print/es/Procedimientos/Registro en un puesto fronterizo.pdf` says more than `es/sops/registration.pdf`.
//!
//! In: the booklets of the outline and the words of their languages. Out: the same booklets in other places. As links are
//! made from these paths, a page on the stick leads to the same file; nothing is on the stick twice. Names are ASCII,
//! safe on FAT and unique without regard to case.

use std::collections::{BTreeMap, BTreeSet};

use unicode_normalization::{UnicodeNormalization as _, char::is_combining_mark};

use super::{BookletKind, Outline, PageKind};
use crate::model::{EntryKind, Id, Lang};

/// The folder of everything that is printed.
pub const SHELF: &str = "print";
/// How many characters a name may have, so that the whole path stays short on every system.
const LONGEST: usize = 70;
/// Names that some systems keep for devices.
const DEVICES: [&str; 10] = ["con", "prn", "aux", "nul", "com1", "com2", "com3", "lpt1", "lpt2", "lpt3"];

impl Outline {
    /// Puts every booklet under a readable name; `word` gives the text of a key in a language.
    pub fn shelve(&mut self, word: impl Fn(&Lang, &str) -> String) {
        let mut taken: BTreeSet<String> = BTreeSet::new();
        let titles: BTreeMap<&Lang, BTreeMap<(EntryKind, &Id), &str>> = self.indexes.iter().map(|(lang, index)| (lang, titles(index))).collect();
        let named: Vec<(String, String)> = self
            .booklets
            .iter()
            .map(|booklet| {
                let page = &self.pages[booklet.page];
                let (folder, id) = page.path.trim_end_matches(".html").rsplit_once('/').unwrap_or_default();
                let folder = folder.rsplit_once('/').map_or(folder, |(_, last)| last);
                let is_key = matches!(page.kind, PageKind::QuizKey(_));
                // What several people have to discuss stands beside the results of their place.
                let is_agenda = matches!(page.kind, PageKind::Discussion(_));
                let kind = EntryKind::ALL.iter().copied().find(|kind| kind.word() == folder || is_key && *kind == EntryKind::Quiz || is_agenda && *kind == EntryKind::Result);
                let title = kind.zip(Id::new(id)).and_then(|(kind, id)| titles.get(&booklet.lang)?.get(&(kind, &id)).copied()).unwrap_or(id);
                let note = match booklet.kind {
                    BookletKind::Pocket => Some(word(&booklet.lang, "stick_pocket")),
                    BookletKind::Fillable => Some(word(&booklet.lang, "stick_fillable")),
                    BookletKind::Wall => Some(word(&booklet.lang, "stick_wall")),
                    BookletKind::Cards => Some(word(&booklet.lang, "stick_cards")),
                    _ if is_agenda => Some(word(&booklet.lang, "to_discuss")),
                    BookletKind::Single | BookletKind::Book => is_key.then(|| word(&booklet.lang, "stick_quiz_key")),
                };
                let label = note.as_ref().map_or_else(|| title.to_owned(), |note| format!("{title} ({note})"));
                let shelf = format!("{SHELF}/{}/{}", booklet.lang, name(&word(&booklet.lang, kind.map_or(folder, |kind| kind.word())), folder));
                let mut stem = name(title, id);
                if let Some(note) = note {
                    stem = format!("{stem} - {}", name(&note, "2"));
                }
                let mut path = format!("{shelf}/{stem}.pdf");
                if taken.contains(&path.to_lowercase()) {
                    path = format!("{shelf}/{stem} ({id}).pdf");
                }
                taken.insert(path.to_lowercase());
                (path, label)
            })
            .collect();
        for (booklet, (path, label)) in self.booklets.iter_mut().zip(named) {
            booklet.path = path;
            booklet.label = label;
        }
    }
}

fn titles(index: &super::index::Index) -> BTreeMap<(EntryKind, &Id), &str> {
    index.letters.values().flatten().map(|entry| ((entry.kind, &entry.id), entry.title.as_str())).collect()
}

/// A name of ASCII letters, digits, spaces and hyphens; `otherwise` where nothing of the text is left.
fn name(text: &str, otherwise: &str) -> String {
    let mut plain = String::new();
    for sign in text.nfd().filter(|sign| !is_combining_mark(*sign)) {
        match sign {
            'ß' => plain.push_str("ss"),
            'æ' | 'Æ' => plain.push_str("ae"),
            'œ' | 'Œ' => plain.push_str("oe"),
            'ø' | 'Ø' => plain.push('o'),
            'ł' | 'Ł' => plain.push('l'),
            'đ' | 'Đ' | 'ð' | 'Ð' => plain.push('d'),
            'ı' => plain.push('i'),
            '’' | '\'' => {}
            sign if sign.is_ascii_alphanumeric() || sign == '-' => plain.push(sign),
            _ => plain.push(' '),
        }
    }
    let mut out = String::new();
    for word in plain.split_whitespace() {
        if out.len() + 1 + word.len() > LONGEST {
            break;
        }
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(word);
    }
    let out = out.trim_matches(['-', ' ']).to_owned();
    if out.is_empty() || DEVICES.contains(&out.to_lowercase().as_str()) { otherwise.to_owned() } else { out }
}

#[cfg(test)]
mod tests {
    use super::name;

    #[test]
    fn names_are_readable_and_safe_on_fat() {
        for (title, expected) in [
            ("Registro y documentación", "Registro y documentacion"),
            ("¿Qué hacer: niñas / niños?", "Que hacer ninas ninos"),
            ("Straße «Łódź»", "Strasse lodz"),
            ("con", "id"),
            ("Ελλάδα", "id"),
            ("a.b*c|d", "a b c d"),
            ("- x -", "x"),
        ] {
            assert_eq!(name(title, "id"), expected, "{title}");
        }
        assert!(name(&"word ".repeat(40), "id").len() <= 70);
    }
}
