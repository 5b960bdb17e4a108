//! Computed sentences: hidden from Markdown, checked and evaluated in the sandbox.

use minijinja::{Value, context};

use super::{check, check_faults, pretty, read, told};
use crate::doc::compute::Sandbox;
use crate::doc::{Computed, NumberFormat, Places, Prose, parse, plain_text};
use crate::source::{FileId, Span};

fn spanish() -> NumberFormat {
    NumberFormat {
        decimal: String::from(","),
        group: String::from("."),
        percent: String::from("\u{a0}%"),
        ..NumberFormat::default()
    }
}

fn values() -> Value {
    context! {
        total => 4_870_332,
        share => "15.1",
        third => "1/3",
        float => 0.1 + 0.2,
        name => "Ñandú & <co>",
        none => (),
        list => vec![1, 2, 3],
        region => context! { total => 7, name => "South" },
    }
}

/// What a text computes to, or its faults.
fn computed(text: &str, format: NumberFormat) -> String {
    let (document, mut faults) = read(text);
    let sandbox = Sandbox::new(format);
    let results = sandbox.evaluate(&document, &values(), &mut faults);
    if faults.is_empty() { document.plain_text(&results) } else { told(text, &faults).trim_end().to_owned() }
}

fn english(expression: &str) -> String {
    computed(&format!("{{{{ {expression} }}}}"), NumberFormat::default())
}

#[test]
fn sentences_are_computed_wherever_running_text_stands() {
    check(
        "Total {{ a | usd }}, **{{ b }}** in [the {{ c }} page](pages/about) \"{{ d }}\".\n\n## Plan {{ e }}\n\n| {{ f | g }} |\n|---|\n",
        "<p>Total {{ a | usd }}, <strong>{{ b }}</strong> in <a href=\"pages/about.html\">the {{ c }} page</a> “{{ d }}”.</p>\n\
         <h2 id=\"plan\">Plan {{ e }}</h2>\n\
         <div class=\"table-scroll\" role=\"region\" tabindex=\"0\" aria-label=\"Table: Plan {{ e }}\">\n<table>\n<thead>\n\
         <tr><th scope=\"col\">{{ f | g }}</th></tr>\n</thead>\n</table>\n</div>",
    );
    let (document, _) = read("{{a}}{{ b['*x*'] }}é{{  c  }}\n");
    let expressions: Vec<&str> = document.computations.iter().map(|computation| computation.expression.as_str()).collect();
    assert_eq!(expressions, ["a", "b['*x*']", "c"]);
    let results = Computed(["1", "2", "3"].map(String::from).to_vec());
    assert_eq!(document.plain_text(&results), "12é3");
    assert_eq!(plain_text(&[], &results), "");
}

#[test]
fn code_and_escaped_braces_stay_as_they_are() {
    let text = "`{{ a }}` \\{{ b }} `{{`\n\n    {{ c\n";
    check(text, "<p><code>{{ a }}</code> {{ b }} <code>{{</code></p>\n<pre><code>{{ c\n</code></pre>");
    assert_eq!(read(text).0.computations, []);
    check("> `` {{ a ``\n> x\n", "<blockquote>\n<p><code>{{ a</code>\nx</p>\n</blockquote>");
}

#[test]
fn braces_that_do_not_close_are_told_where_they_open() {
    check_faults("ñ {{ a\n}} {{ b }} {{ c } }\n", &[
        "1:3: error[bad-computation]: `{{` is not closed on its line",
        "2:12: error[bad-computation]: `{{` is not closed on its line",
    ]);
}

#[test]
fn expressions_of_several_bytes_a_letter_are_hidden_whole() {
    let text = "é{{ 'ñ|*ü*' }}é *x* {{ 'ß' }} <b>\n";
    let (document, faults) = read(text);
    assert_eq!(document.computations.len(), 2);
    assert_eq!(told(text, &faults).split(": ").next(), Some("1:31"));
    for computation in &document.computations {
        assert_eq!(&text[computation.span.start as usize..computation.span.end as usize], computation.expression);
    }
}

#[test]
fn figures_are_written_in_the_language_of_the_page() {
    let text = "{{ total | usd }} {{ total | number }} {{ share | percent }} {{ share }} {{ float | number }} {{ third | number(3) }} \
        {{ third | percent }} {{ 1234.5 | number(places=2) }} {{ -1234567 | usd }} {{ 2018 }} {{ 15.0 | percent(1) }}";
    assert_eq!(
        computed(text, NumberFormat::default()),
        "USD 4,870,332 4,870,332 15.1% 15.1 0.3 0.333 0.3% 1,234.50 USD -1,234,567 2018 15.0%"
    );
    assert_eq!(
        computed(text, spanish()),
        "USD 4.870.332 4.870.332 15,1\u{a0}% 15.1 0,3 0,333 0,3\u{a0}% 1.234,50 USD -1.234.567 2018 15,0\u{a0}%"
    );
}

#[test]
fn figures_are_rounded_exactly_half_away_from_zero() {
    let format = NumberFormat::default();
    for (figure, places, expected) in [
        ("0.5", 0, "1"),
        ("-0.5", 0, "-1"),
        ("-0.4", 0, "0"),
        ("1.005", 2, "1.01"),
        ("2/3", 4, "0.6667"),
        ("999.95", 1, "1,000.0"),
        ("0", 2, "0.00"),
        ("123456789012345678901234567890", 0, "123,456,789,012,345,678,901,234,567,890"),
    ] {
        assert_eq!(format.fixed(figure, places).as_deref(), Some(expected), "{figure}");
    }
    for not in ["", "-", "1,5", "1.", ".5", "1e5", "1/0", "+1", "--1", "1/-2", "²", "１"] {
        assert_eq!(format.fixed(not, 0), None, "{not}");
    }
}

#[test]
fn expressions_compute_and_choose() {
    for (expression, expected) in [
        ("1 + 2 * 3", "7"),
        ("total // 1000 * 1000", "4870000"),
        ("'more' if total > 5 else 'less'", "more"),
        ("region.name ~ ': ' ~ region['total']", "South: 7"),
        ("list | length", "3"),
        ("name | length", "12"),
        ("missing | default('none')", "none"),
        ("none | default('-', true)", "-"),
        ("2.5 | round", "3"),
        ("(10 / 4) | round(1)", "2.5"),
        ("list[1]", "2"),
        ("'South' in region.name and 'yes' or 'no'", "yes"),
        ("name", "Ñandú & <co>"),
    ] {
        assert_eq!(english(expression), expected, "{expression}");
    }
}

#[test]
fn a_result_is_text_and_never_markup() {
    let (document, mut faults) = read("{{ name }} {{ '<script>' }} {{ '[x](javascript:y)' }}\n");
    let results = Sandbox::new(NumberFormat::default()).evaluate(&document, &values(), &mut faults);
    let mut out = String::new();
    let words = crate::render::prose::Words::default();
    let options = crate::render::prose::Options { shift: 0, id_prefix: "", words: &words };
    crate::render::prose::html(&document, &options, &super::Flat, &results, &mut out);
    pretty(&out, "<p>Ñandú &amp; &lt;co&gt; &lt;script&gt; [x](javascript:y)</p>");
}

#[test]
fn what_cannot_be_computed_is_told_at_its_place() {
    for (expression, expected) in [
        ("totl", "1:4: error[bad-computation]: `totl` is not known here (did you mean `total`?)"),
        ("1 + totl", "1:8: error[bad-computation]: `totl` is not known here (did you mean `total`?)"),
        ("region.totl", "1:11: error[bad-computation]: `region` has no `totl` (did you mean `total`?)"),
        ("'ñ' ~ region.nme.x", "1:17: error[bad-computation]: `region` has no `nme` (did you mean `name`?)"),
        ("1 if totl else 2", "1:9: error[bad-computation]: `totl` is not known here (did you mean `total`?)"),
        ("'a' if false", "1:4: error[bad-computation]: this gives no value (give every `if` an `else`, or add `| default('…')`)"),
        ("list[9]", "1:4: error[bad-computation]: this gives no value (give every `if` an `else`, or add `| default('…')`)"),
        ("none", "1:4: error[bad-computation]: there is no value to show (add `| default('…', true)`, or ask for another value)"),
        ("true", "1:4: error[bad-computation]: a yes or no is not text (say what to show: `{{ '…' if … else '…' }}`)"),
        ("list", "1:4: error[bad-computation]: a list is not text (name one of its values, or count them with `| length`)"),
        ("", "1:1: error[bad-computation]: there is nothing between the braces (name what to show, as in `{{ total | usd }}`)"),
        ("1 / 0", "1:4: error[bad-computation]: this cannot be computed: unable to calculate 1 / 0 (check the values and what is done with them)"),
        ("name | usd", "1:11: error[bad-computation]: this cannot be computed: `Ñandú & <co>` is not a figure (check the values and what is done with them)"),
        ("1e300 * 1e300", "1:4: error[bad-computation]: this number is too large to be written (check the computation)"),
        ("1 | number(99)", "1:8: error[bad-computation]: this cannot be computed: at most 12 decimal places can be written (check the values and what is done with them)"),
    ] {
        assert_eq!(english(expression), expected, "{expression}");
    }
}

#[test]
fn a_check_finds_every_unknown_name_before_anything_is_computed() {
    let text = "ñ {{ totl | nmber(places=1) + range(3) if x is defined and 'y' ~ region.z else \"a b\" }} {{ total + }}\n";
    let (document, mut faults) = read(text);
    Sandbox::new(NumberFormat::default()).check(&document, &["total", "region"], &mut faults);
    pretty(
        &told(text, &faults),
        "1:6: error[bad-computation]: `totl` is not known here (did you mean `total`?)\n\
         1:13: error[bad-computation]: there is no filter `nmber` (did you mean `number`?)\n\
         1:31: error[bad-computation]: there is no function `range` (there are no functions; the filters are `default`, `length`, `number`, `percent`, `round`, `usd`)\n\
         1:43: error[bad-computation]: `x` is not known here (known: `total`, `region`)\n\
         1:48: error[bad-computation]: there is no test `defined` (compare with `==`, `!=`, `<` or `>`)\n\
         1:98: error[bad-computation]: this cannot be computed: unexpected end of input, expected expression (write one expression, as in `{{ total | usd }}` or `{{ 'yes' if share > 50 else 'no' }}`)",
    );
}

#[test]
fn inside_folded_yaml_the_start_is_named() {
    let mut faults = Vec::new();
    let prose = Prose { file: FileId(0), text: "{{ totl }}", places: Places::Start(Span::new(FileId(0), 6, 20)) };
    let document = parse(&prose, &mut faults);
    Sandbox::new(NumberFormat::default()).check(&document, &["total"], &mut faults);
    assert!(told("note: \"{{ totl }}\"", &faults).starts_with("1:7: error[bad-computation]: `totl`"));
}

/// Each of these would leave the sandbox in one way or another; all are refused.
#[test]
fn nothing_but_expressions_over_what_is_given() {
    for expression in [
        "include 'x'", "import 'x' as y", "extends 'x'", "macro m()", "set x = 1", "for x in list", "block x", "raw", "call x()", "do total",
        "{% set x = 1 %}", "%} {% include 'x' %} {%", "range(3)", "dict(a=1)", "debug()", "namespace()", "lipsum()", "cycler(1)", "joiner()",
        "self", "loop", "super()", "caller()", "varargs", "name.upper()", "name.format(1)", "name.__class__", "name.__class__.__mro__", "region.keys()",
        "region.items()", "list.append(4)", "total.real", "list | map('upper')", "name | safe", "name | escape", "name | attr('x')", "list | tojson",
        "list | pprint", "list | join", "name | upper", "name | replace('a', 'b')", "name | format(1)", "list | batch(2)", "total is defined",
        "total is odd", "environ", "getattr(name, 'x')", "open('/etc/passwd')", "(lambda: 1)()", "[x for x in list]", "x := 1",
    ] {
        let found = english(expression);
        assert!(found.contains("error[bad-computation]"), "{expression} gave {found}");
    }
}

#[test]
fn fuel_and_limits_stop_what_would_never_end() {
    for expression in [
        "'a' * 1000000000",
        "('a' * 100000) * 100000",
        "'a' * 100000",
        "[1] * 1000000",
        "([1] * 1000000) == ([1] * 1000000)",
        "2 ** 99999999",
        "10 ** 10 ** 10",
        "list[0:1] * 100000000000",
        &format!("{}1{}", "(".repeat(400), ")".repeat(400)),
        &format!("1{}", " + 1".repeat(2000)),
        &"-".repeat(900),
    ] {
        let found = english(expression);
        assert!(found.contains("error[bad-computation]"), "{expression:.60} gave {found:.60}");
    }
    // What a sentence may do takes far less.
    assert_eq!(english(&["1"; 200].join("+")), "200");
}
