//! Where links may lead, and where not.

use super::{check, check_faults};

#[test]
fn links_lead_to_entries_headings_files_and_outside() {
    check(
        "[a](sops/registration#steps) [b](https://iom.int/x?a=1&b=2) <https://iom.int> <a@b.org> [c](#steps) \
         [d](files/a-b.pdf) [e](tel:+15550100) [f][g] [g]\n\n[g]: pages/about\n",
        "<p><a href=\"sops/registration.html#steps\">a</a> \
         <a href=\"https://iom.int/x?a=1&amp;b=2\" rel=\"noopener external\">b</a> \
         <a href=\"https://iom.int\" rel=\"noopener external\">https://iom.int</a> <a href=\"mailto:a@b.org\">a@b.org</a> \
         <a href=\"#steps\">c</a> <a href=\"files/a-b.pdf\">d</a> <a href=\"tel:+15550100\">e</a> \
         <a href=\"pages/about.html\">f</a> <a href=\"pages/about.html\">g</a></p>",
    );
}

/// Each of these must be refused however it is written.
#[test]
fn hostile_addresses_are_refused_in_every_notation() {
    for address in [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "javascript&#58;alert(1)",
        "javascript&colon;alert(1)",
        "&#x6A;avascript:alert(1)",
        "java&#10;script:alert(1)",
        "java&Tab;script:alert(1)",
        "&#1;javascript:alert(1)",
        "javascript\\:alert(1)",
        "data:text/html,x",
        "vbscript:x",
        "file:///etc/passwd",
        "blob:x",
        "//evil.example",
        "/\\evil.example",
        "\\\\evil.example",
        "http:evil",
        "https:///x",
        "http://@x",
        "mailto:x",
        "tel:x",
        "sops/x\u{2028}y",
        "sops/x\u{202e}y",
        "\u{feff}sops/x",
        "https://a.b/\u{200b}",
        "../sops/x",
        "./sops/x",
        "/sops/x",
        "sops/X",
        "sops/",
        "sops/x/y",
        "sops/x?y",
        "sops/x#",
        "sops/x#A",
        "sop/x",
        "x",
        "x.html",
        "#",
        "#A",
        "?x",
        "files/../x",
        "files/.hidden",
        "files//x",
        "files/a%2e",
        "files/a?b",
        "https://a.b/{{ x }}",
        "https://a.b/\"x",
    ] {
        for text in [
            format!("[a]({address})\n"),
            format!("[a](<{address}>)\n"),
            format!("[a][r]\n\n[r]: {address}\n"),
            format!("[r]\n\n[r]: <{address}>\n"),
            format!("![a]({address})\n"),
        ] {
            let shown = super::shown(&text);
            assert!(shown.contains("error[bad-link]") || shown.contains("error[bad-computation]"), "{text}{shown}");
            assert!(!shown.contains("href=") && !shown.contains("src="), "{text}{shown}");
        }
    }
    for text in ["<javascript:alert(1)>\n", "<data:text/html,x>\n", "<file:/x>\n"] {
        let shown = super::shown(text);
        assert!(shown.contains("error[bad-link]") && !shown.contains("href="), "{text}{shown}");
    }
}

#[test]
fn faults_name_the_place_of_the_address_and_what_to_write() {
    let cases = [
        ("Ñ [a](//evil.org)\n", "1:7: error[bad-link]: `//evil.org` names a server without a scheme (write `https://evil.org`)"),
        (
            "[a](../sops/x)\n",
            "1:5: error[bad-link]: `../sops/x` is not an address that can be followed (write `sops/x`: addresses begin at the site's folder)",
        ),
        (
            "[a](../../content/sops/x.en.md#steps)\n",
            "1:5: error[bad-link]: `../../content/sops/x.en.md#steps` is not an address that can be followed (write `sops/x#steps`: addresses begin at the site's folder)",
        ),
        ("[a](procedures/x)\n", "1:5: error[bad-link]: `procedures` is not a kind of entry (did you mean `sops`?)"),
        ("x\n\n> [a](sop/x)\n", "3:7: error[bad-link]: `sop` is not a kind of entry (did you mean `sops`?)"),
        ("[a](www.iom.int/a)\n", "1:5: error[bad-link]: `www.iom.int/a` has no scheme (write `https://www.iom.int/a`)"),
        ("[a](sops/x.md)\n", "1:5: error[bad-link]: `x.md` is not an id (write `sops/x`, without the file's ending)"),
        ("[a](#Über)\n", "1:5: error[bad-link]: `#Über` is not a heading's id (write `#uber`)"),
        ("[a](<sops/x y>)\n", "1:6: error[bad-link]: an address may not hold a space (write it as `%20`, or use a name without spaces)"),
        ("[a](#)\n", "1:5: error[bad-link]: `#` is not a heading's id (write `#` and the heading's id)"),
        ("[](#a)\n", "1:1: error[bad-link]: this link has no text (say between the brackets where it leads)"),
        ("[a]()\n", "1:1: error[bad-link]: this link leads nowhere (link to `kind/id` (as in `sops/registration`), `#heading`, `files/…`, or an http, https, mailto or tel address)"),
        (
            "[a](#A b)\n",
            "1:5: error[bad-link]: an address may not hold a space (use a name without spaces, write a space as `%20`, or write `\\(` for a literal bracket)",
        ),
        ("[a](https://x/{{ y }})\n", "1:5: error[bad-link]: an address cannot be computed (write the address out; only text can be computed)"),
    ];
    for (text, expected) in cases {
        let (_, faults) = super::read(text);
        super::pretty(&super::told(text, &faults), expected);
    }
}

#[test]
fn what_looks_like_a_link_but_is_none_is_told() {
    check_faults("[a[^1]](sops/x)\n\n[^1]: n\n", &["1:8: error[bad-link]: this is not read as a link"]);
    check_faults("x [a](sops/y z)\n", &["1:7: error[bad-link]: an address may not hold a space"]);
    check_faults("x [a](sops/y z\n", &["1:6: error[bad-link]: this is not read as a link"]);
    check_faults("\\[a](b), \\[c\\](d) `[a](b c)` [f](#f)(g)\n", &["1:5: error[bad-link]: this is not read as a link"]);
}

#[test]
fn one_bad_definition_is_one_fault() {
    check_faults("[a][r] [b][r]\n\n[r]: data:x\n", &["3:6: error[bad-link]: an address may not begin with `data:`"]);
}

#[test]
fn a_title_that_nobody_sees_is_told() {
    check_faults("[a](sops/b \"title\")\n", &["1:1: warning[bad-value]: the title of a link is not shown"]);
}
