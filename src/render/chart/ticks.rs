//! Where an axis is marked: round steps, and which of their labels there is room for.

use super::text;

/// A mark on an axis, with its label already formatted for the reader's language.
#[derive(Clone, Debug, PartialEq)]
pub struct Tick {
    /// The value it stands at, in the chart's unit.
    pub at: f64,
    /// What is printed beside it.
    pub label: String,
}

/// The size of text beside an axis, in drawing units.
pub(super) const TICK_SIZE: f64 = 12.0;

/// Round values from 0 to at least `max` in about `wanted` steps of 1, 2 or 5 times a power of ten.
///
/// The last one is a good `max` for the chart. A `max` that is not a positive number counts as 1.
pub fn nice(max: f64, wanted: usize) -> Vec<f64> {
    let max = if max.is_finite() && max > 0.0 { max.min(1e15) } else { 1.0 };
    let rough = max / wanted.clamp(1, 20) as f64;
    // A whole number of units, or of parts of one, so that three tenths are 0.3 and not a hair more.
    let (mut unit, mut parts) = (1.0, 1.0);
    while unit * 10.0 <= rough {
        unit *= 10.0;
    }
    while unit / parts > rough && parts < 1e9 {
        parts *= 10.0;
    }
    let times = [1.0, 2.0, 5.0].into_iter().find(|times| times * unit / parts >= rough).unwrap_or(10.0);
    let count = (max * parts / (times * unit) - 1e-9).ceil().max(1.0) as usize;
    (0..=count).map(|index| index as f64 * times * unit / parts).collect()
}

/// The top of a scale: what the caller asked for if it makes sense, else the largest value, else 1.
pub(super) fn top(asked: f64, values: impl Iterator<Item = f64>) -> f64 {
    let largest = values.filter(|value| value.is_finite()).fold(0.0, f64::max);
    let asked = if asked.is_finite() { asked } else { 0.0 };
    match asked.max(largest) {
        most if most > 0.0 => most,
        _ => 1.0,
    }
}

/// How far along a scale from 0 to `max` a value lies, 0 to 1.
pub(super) fn share(value: f64, max: f64) -> f64 {
    let share = value / max;
    if share.is_finite() { share.clamp(0.0, 1.0) } else { 0.0 }
}

/// Which of the centred labels can be printed without touching: kept from the last one backwards, so that
/// the latest year always stands.
pub(super) fn that_fit(labels: &[(f64, &str)], gap: f64) -> Vec<bool> {
    let mut kept = vec![false; labels.len()];
    let mut reached = f64::INFINITY;
    for (index, (x, label)) in labels.iter().enumerate().rev() {
        let half = text::width(label, TICK_SIZE) / 2.0;
        if x + half + gap <= reached {
            kept[index] = true;
            reached = x - half;
        }
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::{nice, share, top};

    #[test]
    fn steps_are_round() {
        assert_eq!(nice(5.0, 5), [0.0, 1.0, 2.0, 3.0, 4.0, 5.0]);
        assert_eq!(nice(730.0, 4), [0.0, 200.0, 400.0, 600.0, 800.0]);
        assert_eq!(nice(0.4, 4), [0.0, 0.1, 0.2, 0.3, 0.4]);
        assert_eq!(nice(0.0, 4), [0.0, 0.5, 1.0]);
        assert_eq!(nice(f64::NAN, 1), [0.0, 1.0]);
    }

    #[test]
    fn a_scale_is_never_empty() {
        assert_eq!(top(0.0, [].into_iter()), 1.0);
        assert_eq!(top(f64::INFINITY, [3.0, f64::NAN].into_iter()), 3.0);
        assert_eq!(share(f64::NAN, 4.0), 0.0);
        assert_eq!(share(-2.0, 4.0), 0.0);
    }
}
