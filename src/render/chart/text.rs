//! How wide a label will be, and where it breaks: an estimate, since the reader's font is unknown.
//!
//! Widths are, letter by letter, the wider of the two common sans-serif fonts (Liberation Sans, which has
//! the widths of Arial, and DejaVu Sans), so that a label rarely comes out wider than was reckoned.

use unicode_normalization::char::is_combining_mark;

/// Advance widths of the characters U+0020 to U+007E, in thousandths of the font size.
const ADVANCES: [u16; 95] = [
    317, 400, 459, 837, 636, 950, 779, 274, 390, 390, 500, 837, 317, 360, 317, 336, 636, 636, 636, 636, 636, 636, 636,
    636, 636, 636, 336, 336, 837, 837, 837, 556, 1015, 684, 686, 722, 770, 666, 610, 777, 751, 294, 500, 666, 557, 862,
    748, 787, 666, 787, 722, 666, 610, 731, 684, 988, 685, 666, 685, 390, 336, 390, 837, 556, 500, 612, 634, 549, 634,
    615, 352, 634, 633, 277, 277, 579, 277, 974, 633, 611, 634, 634, 411, 520, 392, 633, 591, 817, 591, 591, 524, 636,
    336, 636, 837,
];

/// A label broken into lines.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Wrapped {
    /// The lines, at least one, none wider than asked (unless a single character is).
    pub(super) lines: Vec<String>,
    /// Whether words were left out, marked by an ellipsis.
    pub(super) cut: bool,
}

impl Wrapped {
    /// Width of the widest line at a font size.
    pub(super) fn width(&self, size: f64) -> f64 {
        self.lines.iter().map(|line| width(line, size)).fold(0.0, f64::max)
    }

    /// Height of the lines at a font size.
    pub(super) fn height(&self, size: f64) -> f64 {
        self.lines.len() as f64 * line_height(size)
    }
}

/// From one baseline to the next.
pub(super) fn line_height(size: f64) -> f64 {
    (size * 1.2).ceil()
}

/// Estimated width of one line, in the unit of `size`.
pub(super) fn width(text: &str, size: f64) -> f64 {
    text.chars().map(advance).sum::<f64>() * size / 1000.0
}

/// Breaks a label at spaces (and inside words that are too long) into at most `most` lines.
pub(super) fn wrap(text: &str, size: f64, room: f64, most: usize) -> Wrapped {
    let most = most.max(1);
    let mut lines: Vec<String> = Vec::new();
    let mut line = String::new();
    for word in words(text) {
        let joined = if line.is_empty() { word.to_owned() } else { format!("{line} {word}") };
        if width(&joined, size) <= room {
            line = joined;
            continue;
        }
        if !line.is_empty() {
            lines.push(std::mem::take(&mut line));
        }
        line = break_word(word, size, room, &mut lines);
    }
    if !line.is_empty() || lines.is_empty() {
        lines.push(line);
    }
    let cut = lines.len() > most;
    if cut {
        lines.truncate(most);
        if let Some(last) = lines.last_mut() {
            *last = with_ellipsis(last, size, room);
        }
    }
    Wrapped { lines, cut }
}

/// The parts between which a line may break: at every space but the non-breaking ones.
fn words(text: &str) -> impl Iterator<Item = &str> {
    let breaks = |letter: char| letter.is_whitespace() && !matches!(letter, '\u{a0}' | '\u{2007}' | '\u{202f}');
    text.split(breaks).filter(|word| !word.is_empty())
}

/// Whether every word of a label fits in `room` without being broken.
pub(super) fn words_fit(text: &str, size: f64, room: f64) -> bool {
    widest_word(text, size) <= room
}

/// Width of the longest part of a label that is not broken if it can be helped.
pub(super) fn widest_word(text: &str, size: f64) -> f64 {
    let parts = words(text).flat_map(|word| word.split_inclusive(['-', '/']));
    parts.map(|part| width(part, size)).fold(0.0, f64::max)
}

/// Pushes the full lines that a long word fills and returns what is left of it.
fn break_word(word: &str, size: f64, room: f64, lines: &mut Vec<String>) -> String {
    if width(word, size) <= room {
        return word.to_owned();
    }
    let hyphen = width("-", size);
    let mut part = String::new();
    for letter in word.chars() {
        let reached = width(&part, size) + advance(letter) * size / 1000.0;
        if !part.is_empty() && advance(letter) > 0.0 && reached + hyphen > room {
            match part.rfind(['-', '/']).or_else(|| gap(&part)) {
                Some(at) => {
                    let after = part[at..].chars().next().map_or(0, char::len_utf8);
                    let rest = part.split_off(at + after);
                    let line = std::mem::replace(&mut part, rest);
                    lines.push(line.trim_end_matches(['\u{a0}', '\u{202f}']).to_owned());
                }
                // A number in two parts would be two numbers: it rather stands out.
                None if part.bytes().any(|byte| byte.is_ascii_digit()) && !part.chars().any(char::is_alphabetic) => {}
                None => {
                    lines.push(format!("{part}-"));
                    part.clear();
                }
            }
        }
        part.push(letter);
    }
    part
}

/// The last non-breaking space that does not hold a number together: `USD 13` may be two lines, `12 345` may not.
fn gap(part: &str) -> Option<usize> {
    let digit = |letter: Option<char>| letter.is_some_and(|letter| letter.is_ascii_digit());
    let gaps = part.char_indices().rev().filter(|(_, letter)| matches!(letter, '\u{a0}' | '\u{202f}'));
    let mut gaps = gaps.filter(|(at, _)| !digit(part[..*at].chars().next_back()));
    gaps.next().map(|(at, _)| at)
}

fn with_ellipsis(line: &str, size: f64, room: f64) -> String {
    let mut kept: Vec<char> = line.chars().collect();
    loop {
        let text: String = kept.iter().collect();
        let text = format!("{}…", text.trim_end_matches([' ', ',', '-']));
        if kept.is_empty() || width(&text, size) <= room {
            return text;
        }
        kept.pop();
    }
}

/// Width of one character in thousandths of the font size.
fn advance(letter: char) -> f64 {
    let code = letter as usize;
    if let Some(known) = code.checked_sub(0x20).and_then(|index| ADVANCES.get(index)) {
        return f64::from(*known);
    }
    match letter {
        _ if is_combining_mark(letter) => 0.0,
        '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => 0.0,
        '\u{a0}' | '\u{2009}' | '\u{202f}' => 318.0,
        'Æ' | 'Œ' | '…' | '—' | '‰' | '→' | '←' => 1030.0,
        '\u{c0}'..='\u{de}' => 790.0,
        '\u{df}'..='\u{17f}' => 650.0,
        '\u{370}'..='\u{52f}' => 720.0,
        '\u{590}'..='\u{6ff}' => 640.0,
        '\u{1100}'..='\u{11ff}' | '\u{2e80}'..='\u{9fff}' | '\u{ac00}'..='\u{d7af}' | '\u{ff00}'..='\u{ff60}' => 1000.0,
        _ if code >= 0x1f000 => 1300.0,
        _ => 750.0,
    }
}

#[cfg(test)]
mod tests {
    use super::{width, wrap};

    #[test]
    fn a_label_breaks_at_spaces() {
        let wrapped = wrap("Plurinational State of Bolivia", 13.0, 110.0, 3);
        assert_eq!(wrapped.lines, ["Plurinational", "State of Bolivia"]);
        assert!(!wrapped.cut);
    }

    #[test]
    fn no_line_is_wider_than_the_room() {
        for room in [40.0, 75.0, 200.0] {
            for label in ["Donaudampfschifffahrtsgesellschaft", "a b c d e f g h", "Trinidad and Tobago", ""] {
                for line in wrap(label, 13.0, room, 2).lines {
                    assert!(width(&line, 13.0) <= room, "{line:?} in {room}");
                }
            }
        }
    }

    #[test]
    fn what_is_left_out_is_marked() {
        let wrapped = wrap("one two three four five six", 13.0, 60.0, 2);
        assert!(wrapped.cut);
        assert!(wrapped.lines[1].ends_with('…'), "{:?}", wrapped.lines);
    }

    #[test]
    fn a_word_breaks_at_its_own_hyphen_first() {
        assert_eq!(wrap("Socio-economic inclusion", 13.0, 75.0, 3).lines, ["Socio-", "economic", "inclusion"]);
    }

    #[test]
    fn a_number_with_a_fixed_space_stays_whole() {
        assert_eq!(wrap("Peru 12\u{a0}345", 13.0, 60.0, 2).lines, ["Peru", "12\u{a0}345"]);
        assert_eq!(wrap("USD\u{a0}13,399,999", 13.0, 70.0, 3).lines, ["USD", "13,399,999"]);
        assert_eq!(wrap("13,399,999", 13.0, 40.0, 3).lines, ["13,399,999"]);
    }

    #[test]
    fn combining_marks_take_no_width() {
        assert_eq!(width("e\u{301}", 10.0), width("e", 10.0));
    }
}
