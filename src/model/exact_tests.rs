//! What exact numbers promise.

use proptest::prelude::*;

use super::{Exact, Mode};

fn exact(text: &str) -> Exact {
    Exact::parse(text).unwrap_or_else(|| panic!("`{text}` is a number"))
}

#[test]
fn text_is_canonical() {
    for (written, canonical) in [
        ("0", "0"), ("-0", "0"), ("007", "7"), ("1.50", "1.5"), ("-0.125", "-0.125"), ("1/3", "1/3"), ("2/6", "1/3"),
        ("-4/6", "-2/3"), ("4/-6", "-2/3"), ("3/8", "0.375"), ("10/5", "2"), ("0.1", "0.1"), ("-1/20", "-0.05"),
    ] {
        assert_eq!(exact(written).to_string(), canonical, "{written}");
    }
    for wrong in ["", "-", ".5", "5.", "1,5", "1e3", "+1", " 1", "1/0", "1/2/3", "1.5/2", "½", "0x1", "--1"] {
        assert_eq!(Exact::parse(wrong), None, "{wrong}");
    }
}

#[test]
fn rounding_follows_its_mode() {
    for (number, places, half_up, half_even, floor) in [
        ("2.5", 0, "3", "2", "2"), ("3.5", 0, "4", "4", "3"), ("-2.5", 0, "-3", "-2", "-3"), ("-2.4", 0, "-2", "-2", "-3"),
        ("80/3", 0, "27", "27", "26"), ("0.05", 1, "0.1", "0", "0"), ("0.25", 1, "0.3", "0.2", "0.2"),
        ("76", 1, "76", "76", "76"), ("1/3", 3, "0.333", "0.333", "0.333"),
    ] {
        assert_eq!(exact(number).rounded(places, Mode::HalfUp).to_string(), half_up, "{number} half up");
        assert_eq!(exact(number).rounded(places, Mode::HalfEven).to_string(), half_even, "{number} half even");
        assert_eq!(exact(number).rounded(places, Mode::Floor).to_string(), floor, "{number} floor");
    }
    assert_eq!(exact("76").fixed(1), "76.0");
    assert_eq!(exact("-1/3").fixed(2), "-0.33");
}

#[test]
fn roots_are_cut_after_thirty_places() {
    assert_eq!(exact("16").root(2).map(|root| root.to_string()).as_deref(), Some("4"));
    assert_eq!(exact("2").root(2).map(|root| root.to_string()).as_deref(), Some("1.414213562373095048801688724209"));
    assert_eq!(exact("0.027").root(3).map(|root| root.to_string()).as_deref(), Some("0.3"));
    assert_eq!(exact("1/9").root(2).map(|root| root.to_string()).as_deref(), Some("0.333333333333333333333333333333"));
    assert_eq!(exact("-1").root(2), None);
    assert_eq!(exact("2").root(0), None);
}

#[test]
fn a_third_times_three_is_one() {
    assert_eq!(&exact("1/3") * &exact("3"), Exact::ONE);
    assert_eq!(exact("1").divided(&Exact::ZERO), None);
    assert_eq!(exact("-7").remainder(&exact("2")), Some(exact("-1")));
    assert_eq!(exact("7.5").remainder(&exact("-2")), Some(exact("1.5")));
}

#[test]
fn overflow_moves_to_big_integers_and_back() {
    let large = exact(&i128::MAX.to_string());
    let sum = &large + &large;
    assert_eq!(sum.to_string(), "340282366920938463463374607431768211454");
    assert_eq!(&sum - &large, large);
    let lowest = -(&large + &Exact::ONE);
    assert_eq!(lowest.to_string(), i128::MIN.to_string());
    assert_eq!(-lowest, &large + &Exact::ONE);
    let square = &large * &large;
    assert_eq!(square.divided(&large), Some(large));
    assert_eq!(exact("1/3").cmp(&square), std::cmp::Ordering::Less);
    let tie = &square + &exact("0.5");
    assert_eq!(tie.rounded(0, Mode::HalfUp), &square + &Exact::ONE);
    assert_eq!(tie.rounded(0, Mode::Floor), square);
}

#[test]
fn at_the_edge_of_small_numbers_nothing_changes() {
    let (low, high) = (exact(&i64::MIN.to_string()), exact(&i64::MAX.to_string()));
    assert_eq!((low.to_string(), high.to_string()), (i64::MIN.to_string(), i64::MAX.to_string()));
    assert_eq!(&low + &Exact::ONE, -high.clone());
    assert_eq!(&(&high + &Exact::ONE) - &Exact::ONE, high);
    assert_eq!(-low.clone(), &high + &Exact::ONE);
    assert_eq!(low.divided(&high), Some(exact("-9223372036854775808/9223372036854775807")));
    assert_eq!(&high.divided(&low).unwrap_or(Exact::ZERO) * &low, high);
    assert_eq!((low.cmp(&high), high.cmp(&low)), (std::cmp::Ordering::Less, std::cmp::Ordering::Greater));
    // 2⁻⁶² is small and 2⁻⁶³ is not; both are plain decimals.
    let mut half = Exact::ONE;
    for _ in 0..62 {
        half = half.divided(&exact("2")).unwrap_or(Exact::ZERO);
    }
    assert_eq!(half.to_string(), "0.00000000000000000021684043449710088680149056017398834228515625");
    assert_eq!(exact(&half.to_string()), half);
    let next = half.divided(&exact("2")).unwrap_or(Exact::ZERO);
    assert_eq!(next.to_string(), "0.000000000000000000108420217248550443400745280086994171142578125");
    assert_eq!(&next + &next, half);
    assert_eq!(std::mem::size_of::<Exact>(), 16);
}

fn number() -> impl Strategy<Value = Exact> {
    prop_oneof![
        (any::<i64>(), 1..i64::MAX).prop_filter_map("zero", |(n, d)| Exact::ratio(n.max(-i64::MAX), d)),
        (-1000i64..1000, 1i64..100).prop_filter_map("zero", |(n, d)| Exact::ratio(n, d)),
        "-?[0-9]{1,60}(\\.[0-9]{1,20})?".prop_filter_map("number", |text| Exact::parse(&text)),
    ]
}

proptest! {
    #[test]
    fn arithmetic_is_exact(a in number(), b in number(), c in number()) {
        prop_assert_eq!(&(&a + &b) - &b, a.clone());
        prop_assert_eq!(&a * &b, &b * &a);
        prop_assert_eq!(&a * &(&b + &c), &(&a * &b) + &(&a * &c));
        if let Some(quotient) = a.divided(&b) {
            prop_assert_eq!(&quotient * &b, a.clone());
        }
        prop_assert_eq!(a.cmp(&b), (&a - &b).cmp(&Exact::ZERO));
        prop_assert_eq!(Exact::parse(&a.to_string()), Some(a.clone()));
    }

    #[test]
    fn rounding_stays_near(a in number(), places in 0u32..4) {
        let step = Exact::ONE.divided(&Exact::from(10u32.pow(places))).unwrap_or(Exact::ONE);
        for mode in [Mode::HalfUp, Mode::HalfEven, Mode::Floor] {
            let rounded = a.rounded(places, mode);
            let apart = if rounded < a { &a - &rounded } else { &rounded - &a };
            prop_assert!(apart < step);
            prop_assert_eq!(rounded.rounded(places, mode), rounded);
        }
    }

    #[test]
    fn a_root_is_the_largest_that_fits(a in number(), degree in 1u32..6) {
        if let Some(root) = a.root(degree) {
            let power = |base: &Exact| (0..degree).fold(Exact::ONE, |product, _| &product * base);
            let next = &root + &Exact::ONE.divided(&power10(30)).unwrap_or(Exact::ONE);
            prop_assert!(power(&root) <= a);
            prop_assert!(power(&next) > a);
        }
    }
}

fn power10(places: u32) -> Exact {
    (0..places).fold(Exact::ONE, |product, _| &product * &Exact::from(10))
}
