//! Which classes the values of a map fall into: up to five, with round bounds, none empty.

/// The lower bounds of the classes, rising; the first is 0.
///
/// The bounds lie near the fifths of the sorted values, rounded to 1, 2 or 5 times a power of ten, so that most
/// classes hold about as many countries, and anyone can say where one ends.
#[must_use]
pub fn lower_bounds(values: &[u64]) -> Vec<u64> {
    let mut sorted = values.to_vec();
    sorted.sort_unstable();
    let mut bounds = vec![0];
    for fifth in 1..5 {
        let Some(value) = sorted.get(sorted.len() * fifth / 5) else { continue };
        let bound = round(*value);
        let last = bounds.last().copied().unwrap_or(0);
        // A class that nothing falls into says nothing.
        let below = sorted.iter().any(|value| *value >= last && *value < bound);
        if bound > last && below && sorted.iter().any(|value| *value >= bound) {
            bounds.push(bound);
        }
    }
    bounds
}

/// The nearest of 1, 2 and 5 times a power of ten, by ratio.
fn round(value: u64) -> u64 {
    if value == 0 {
        return 0;
    }
    let mut unit = 1_u64;
    while let Some(next) = unit.checked_mul(10).filter(|next| *next <= value) {
        unit = next;
    }
    // Between two steps the middle is their geometric mean: 1.41, 3.16 and 7.07.
    match u128::from(value) * 100 / u128::from(unit) {
        ..142 => unit,
        142..317 => unit.saturating_mul(2),
        317..708 => unit.saturating_mul(5),
        _ => unit.saturating_mul(10),
    }
}

/// The colour and pattern of a class among `count`, from light to dark.
#[must_use]
pub fn shade(class: usize, count: usize) -> usize {
    match (count, class) {
        (..=1, _) => 2,
        (2, _) => 1 + class * 3,
        (3, _) => 1 + class * 2,
        (4, 0 | 1) => 1 + class,
        (4, _) => 2 + class,
        _ => 1 + class,
    }
}

#[cfg(test)]
mod tests {
    use super::{lower_bounds, round, shade};

    #[test]
    fn bounds_are_round_and_no_class_is_empty() {
        let permits = [2150, 2623, 2980, 4845, 8470, 19_981, 23_149, 24_930, 41_161, 49_810, 96_083, 120_780];
        assert_eq!(lower_bounds(&permits), [0, 10_000, 20_000, 50_000]);
        for values in [&[][..], &[7], &[0, 0, 0], &[1, 2], &[5, 5, 5, 5_000_000], &[u64::MAX, 0]] {
            let bounds = lower_bounds(values);
            assert_eq!(bounds[0], 0);
            assert!(bounds.windows(2).all(|pair| pair[0] < pair[1]), "{bounds:?}");
            for (index, low) in bounds.iter().enumerate() {
                let high = bounds.get(index + 1).copied().unwrap_or(u64::MAX);
                let holds = values.iter().any(|value| value >= low && (*value < high || high == u64::MAX));
                assert!(holds || values.is_empty(), "{bounds:?} of {values:?}");
            }
        }
    }

    #[test]
    fn rounding_goes_by_ratio() {
        assert_eq!([1, 3, 4, 14, 15, 70, 71, 99].map(round), [1, 2, 5, 10, 20, 50, 100, 100]);
    }

    #[test]
    fn shades_rise() {
        for count in 1..=5 {
            let shades: Vec<usize> = (0..count).map(|class| shade(class, count)).collect();
            assert!(shades.windows(2).all(|pair| pair[0] < pair[1]) && shades.iter().all(|shade| *shade < 6), "{shades:?}");
        }
    }
}
