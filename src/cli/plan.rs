//! `rumbo score --plan`: response plans in the terminal, action by action with year and cost.

use std::fmt::Write as _;

use crate::Compiled;
use crate::score::plan::{Item, ResponsePlan};

/// Every plan as a table: its cost by year, then its actions in order.
pub(super) fn table(compiled: &Compiled) -> String {
    let mut out = String::new();
    for made in &compiled.plans {
        plan(compiled, made, &mut out);
    }
    if out.is_empty() {
        out.push_str("there are no response plans\n");
    }
    out
}

fn plan(compiled: &Compiled, made: &ResponsePlan, out: &mut String) {
    let Some(decided) = compiled.assessments.plans.get(&made.id) else { return };
    let currency = &compiled.toolbox.site.currency;
    let cost = made.cost();
    let years = super::print::plural(made.years as usize, "year");
    let _ = writeln!(out, "{}, assessment {}: {currency} {} over {years} from {}", made.unit, made.round, cost.total, decided.begin);
    for (year, cost) in (1u32..).zip(&cost.by_year) {
        let _ = writeln!(out, "  year {year}  {cost:>12}");
    }
    let row = |item: &Item, cost: String| format!("  {:>4}  {:>12}  {:7} {:14} {}\n", item.year, cost, item.urgency.word(), item.area.to_string(), item.action);
    let known = |item: &Item, amount: u64| if item.price.yearly.is_some() { amount.to_string() } else { String::from("not known") };
    let _ = writeln!(out, "\n  year          cost  urgency area           action");
    for item in made.items.iter().filter(|item| !item.is_after()) {
        out.push_str(&row(item, known(item, item.total())));
    }
    let after: Vec<&Item> = made.items.iter().filter(|item| item.is_after()).collect();
    if !after.is_empty() {
        let _ = writeln!(out, "\n  after the plan (cost of one year)");
        for item in after {
            out.push_str(&row(item, known(item, item.price.yearly.unwrap_or(0))));
        }
    }
    out.push('\n');
}
