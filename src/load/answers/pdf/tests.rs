//! Forms made object by object: what programs write, what goes wrong, and what is hostile.

use lopdf::{Dictionary, Document, Object, StringFormat, dictionary, text_string};

use super::written::day;
use super::{FIELDS, Identity, Part, Piece, read};
use crate::diag::Severity;

const PATH: &str = "assessments/answers/form.pdf";

fn identity(fields: usize) -> Identity {
    Identity { framework: String::from("capacity"), version: String::from("1.0 (é)"), hash: String::from("0123456789abcdef"), questionnaire: String::from("border"), lang: String::from("en"), fields }
}

/// A field's name, kind and value.
type Written<'a> = (&'a str, &'a str, Object);

/// A form with these fields below a root field of this name.
fn form(root: &str, written: &[Written<'_>], more: Dictionary) -> Document {
    let mut document = Document::with_version("1.7");
    let kids: Vec<Object> = written
        .iter()
        .map(|(name, kind, value)| {
            let field = dictionary! { "T" => text_string(name), "FT" => *kind, "V" => value.clone() };
            Object::Reference(document.add_object(field))
        })
        .collect();
    let mut top = dictionary! { "T" => text_string(root), "Kids" => kids };
    top.extend(&more);
    let top = document.add_object(top);
    let catalog = document.add_object(dictionary! { "Type" => "Catalog", "AcroForm" => dictionary! { "Fields" => vec![top.into()] } });
    document.trailer.set("Root", catalog);
    document
}

fn bytes(mut document: Document) -> Vec<u8> {
    let mut out = Vec::new();
    document.save_to(&mut out).expect("written");
    out
}

fn who() -> Vec<Written<'static>> {
    vec![("who_unit", "Tx", text_string("Villa Ejemplo")), ("who_round", "Tx", text_string("2026-1")), ("who_code", "Tx", text_string("R1"))]
}

fn said(written: &[Written<'_>]) -> String {
    let mut all = who();
    all.extend(written.iter().cloned());
    let (text, warnings) = read(PATH, &bytes(form(&identity(all.len()).name(), &all, Dictionary::new()))).expect("a form");
    assert!(warnings.is_empty(), "{warnings:?}");
    text.split_once("answers:").expect("answers").1.trim().to_owned()
}

fn faults(bytes: &[u8]) -> Vec<String> {
    read(PATH, bytes).expect_err("a fault").into_iter().map(|fault| fault.message).collect()
}

#[test]
fn the_name_of_a_form_says_which_it_is() {
    let identity = identity(17);
    let name = identity.name();
    assert!(name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_' || byte == b'-'), "{name}");
    assert_eq!(Identity::read(&name), Some(identity));
    for other in ["", "rumbo1", "rumbo1_a_b_c_d_x_1", "rumbo1_a_b_c_d_3_1_2", "rumbo1_a_b_c_d_3_1_zz", "form_a_b_c_d_3_1"] {
        assert_eq!(Identity::read(other), None, "{other}");
    }
    for part in [Part::Answer, Part::State, Part::Reason, Part::Note, Part::Confidence, Part::Target, Part::TargetBy, Part::TargetReason, Part::Choice("a-b"), Part::Statement("note")] {
        assert_eq!(Part::read(&part.of("q-note")), Some(("q-note", part)));
    }
    for piece in Piece::ALL {
        for number in 0..3 {
            let part = Part::Evidence(piece, number);
            assert_eq!(Part::read(&part.of("q-2")), Some(("q-2", part)));
        }
    }
    for other in ["q_evidence0", "q_evidence1", "q_evidence4", "q_evidence22222222222222222222222", "q_grade-1", "q_dated2x", "q_what", "q_may_be"] {
        assert_eq!(Part::read(other), None, "{other}");
    }
}

#[test]
fn fields_become_an_answer_file() {
    let name = |name: &str| Object::Name(name.as_bytes().to_vec());
    let text = said(&[
        ("a", "Btn", name("3")),
        ("a_note", "Tx", text_string("Two \"offices\".\rOpen: daily # no \\ comment")),
        ("b", "Btn", Object::String(b"/4".to_vec(), StringFormat::Literal)),
        ("c", "Btn", name("not_applicable")),
        ("c_reason", "Tx", text_string("No post.")),
        ("d_is_one", "Btn", name("yes")),
        ("d_is_two", "Btn", name("Off")),
        ("d_is_three", "Btn", name("partial")),
        ("e_has_x", "Btn", name("Yes")),
        ("e_has_y", "Btn", name("Yes")),
        ("f_evidence", "Tx", text_string("The form")),
        ("f_grade", "Btn", name("document")),
        ("g", "Tx", text_string("")),
        ("h_evidence", "Tx", text_string("He said so")),
        ("i", "Btn", Object::Null),
        ("stranger_what", "Tx", text_string("x")),
    ]);
    let expected = r#"a: {value: 3, note: "Two \"offices\".\nOpen: daily # no \\ comment"}
  b: {value: 4}
  c: {state: not_applicable, reason: "No post."}
  d: {value: {one: yes, three: partial}}
  e: {value: [x, y]}
  f: {evidence: [{grade: document, name: "The form"}]}
  h: {evidence: [{grade: statement, name: "He said so"}]}"#;
    assert_eq!(text, expected);
}

#[test]
fn evidence_confidence_and_targets_are_read() {
    let text = |text: &str| text_string(text);
    let name = |name: &str| Object::Name(name.as_bytes().to_vec());
    let all = said(&[
        ("a", "Btn", name("3")),
        ("a_evidence", "Tx", text("The plan")),
        ("a_grade", "Btn", name("document")),
        ("a_dated", "Tx", text("25/12/2025")),
        ("a_keeper", "Tx", text("Archive: 2nd \"floor\"")),
        ("a_grade2", "Btn", name("observation")),
        ("a_keeper3", "Tx", text("She")),
        ("a_confidence", "Btn", name("medium")),
        ("a_target", "Btn", name("5")),
        ("a_by", "Tx", text("2027-06-30")),
        ("a_why", "Tx", text("The law asks for it.")),
        ("b_target", "Tx", text("12.5")),
    ]);
    let expected = r#"a: {value: 3, confidence: medium, evidence: [{grade: document, name: "The plan", date: 2025-12-25, responsible: "Archive: 2nd \"floor\""}, {grade: observation}, {grade: statement, responsible: "She"}], target: {value: 5, by: 2027-06-30, reason: "The law asks for it."}}
  b: {target: {value: 12.5}}"#;
    assert_eq!(all, expected);
    // Days that may be others are told with their questions, all of them.
    let mut dates = who();
    dates.extend([("a_dated2", "Tx", text("03/04/2026")), ("b_target", "Btn", name("2")), ("b_by", "Tx", text("soon"))]);
    let told = ["`03/04/2026` at question `a` may be one day or another, or none", "`soon` at question `b` may be one day or another, or none"];
    assert_eq!(faults(&bytes(form(&identity(6).name(), &dates, Dictionary::new()))), told);
    // When, and not what.
    let mut when = who();
    when.extend([("a_by", "Tx", text("soon")), ("a_why", "Tx", text("x"))]);
    let (text, warnings) = read(PATH, &bytes(form(&identity(5).name(), &when, Dictionary::new()))).expect("a form");
    assert!(text.ends_with("answers: {}\n"), "{text}");
    assert_eq!(warnings.iter().map(|warning| warning.message.as_str()).collect::<Vec<_>>(), ["at question `a` it says by when or why, but not what is to be reached"]);
}

#[test]
fn texts_are_read_in_every_encoding() {
    let note = |bytes: &[u8]| said(&[("a_note", "Tx", Object::String(bytes.to_vec(), StringFormat::Hexadecimal))]);
    let wide: Vec<u8> = [0xFE, 0xFF].into_iter().chain("é œ € عربى 😀".encode_utf16().flat_map(u16::to_be_bytes)).collect();
    let little: Vec<u8> = [0xFF, 0xFE].into_iter().chain("é €".encode_utf16().flat_map(u16::to_le_bytes)).collect();
    assert_eq!(note(&wide), "a: {note: \"é œ € عربى 😀\"}");
    assert_eq!(note(&little), "a: {note: \"é €\"}");
    assert_eq!(note(b"\xEF\xBB\xBFni\xC3\xB1os"), "a: {note: \"niños\"}");
    // PDF's own: é, œ, €.
    assert_eq!(note(b"\xE9 \x9C \xA0"), "a: {note: \"é œ €\"}");
    // Broken ones are still read, somehow.
    assert!(note(b"\xFE\xFF\xD8\x00\x00x").starts_with("a: {note: "));
    assert_eq!(note(b"a\x00b\x07c"), "a: {note: \"abc\"}");
}

#[test]
fn the_choice_of_a_list_is_read_by_its_words_too() {
    let options = Object::Array(vec![Object::Array(vec![text_string("villa-ejemplo"), text_string("Villa del Ejemplo")])]);
    let mut document = form(&identity(3).name(), &who(), Dictionary::new());
    for object in document.objects.values_mut() {
        let Ok(field) = object.as_dict_mut() else { continue };
        if field.get(b"T").is_ok_and(|name| *name == text_string("who_unit")) {
            field.set("FT", "Ch");
            field.set("Opt", options.clone());
            field.set("V", text_string("Villa del Ejemplo"));
        }
    }
    let (text, _) = read(PATH, &bytes(document)).expect("a form");
    assert!(text.contains("\nunit: villa-ejemplo\nround: 2026-1\nrespondent: {code: r1}\nanswers: {}\n"), "{text}");
}

#[test]
fn lost_fields_are_told() {
    let listed: Vec<Object> = ["who_unit", "who_round", "who_code", "border-a", "border-b"].map(text_string).to_vec();
    let document = form(&identity(5).name(), &who(), dictionary! { FIELDS => listed });
    let (_, warnings) = read(PATH, &bytes(document)).expect("a form");
    assert_eq!(warnings.len(), 1);
    assert_eq!(warnings[0].severity, Severity::Warning);
    assert_eq!(warnings[0].message, "the program that saved this form lost 2 of its 5 fields: `border-a`, `border-b`");
    let (_, warnings) = read(PATH, &bytes(form(&identity(5).name(), &who(), Dictionary::new()))).expect("a form");
    assert_eq!(warnings[0].message, "the program that saved this form lost 2 of its 5 fields");
}

#[test]
fn what_is_no_form_is_told_as_what_it_is() {
    let good = bytes(form(&identity(3).name(), &who(), Dictionary::new()));
    assert_eq!(faults(b"PK\x03\x04"), ["this is no PDF, whatever its name says"]);
    assert_eq!(faults(&good[..good.len() - 12]), ["the end of this PDF is missing: it was cut while it was copied or sent"]);
    assert_eq!(faults(b"%PDF-1.7\nnothing\n%%EOF\n"), ["this PDF is damaged and cannot be read"]);
    assert_eq!(faults(&bytes(form("somebody-elses", &who(), Dictionary::new()))), ["this form is no questionnaire of this program"]);
    let mut flat = Document::with_version("1.7");
    let catalog = flat.add_object(dictionary! { "Type" => "Catalog" });
    flat.trailer.set("Root", catalog);
    assert_eq!(faults(&bytes(flat)), ["this PDF has no fields: it was printed, scanned or flattened"]);
    let blank = bytes(form(&identity(0).name(), &[("a", "Btn", Object::Null)], Dictionary::new()));
    assert_eq!(faults(&blank), ["the place is not filled in", "the assessment is not filled in", "the respondent's code is not filled in"]);
    let long = "x".repeat(10_001);
    assert_eq!(faults(&bytes(form(&identity(1).name(), &[("a_note", "Tx", text_string(&long))], Dictionary::new()))), ["the field `a_note` holds more than 10000 characters"]);
    assert_eq!(faults(&vec![b' '; 1000].into_iter().chain(*b"%PDF-1.7").chain(vec![b' '; 17 << 20]).collect::<Vec<u8>>()), ["this PDF is larger than 16 MiB"]);
}

#[test]
fn circles_depth_and_crowds_end() {
    // A field that is its own kid, and its kid's kid.
    let mut document = form(&identity(3).name(), &who(), Dictionary::new());
    let loops = document.new_object_id();
    document.set_object(loops, dictionary! { "T" => text_string("x"), "Kids" => vec![loops.into()] });
    let acro = dictionary! { "Fields" => vec![loops.into()] };
    let catalog = document.add_object(dictionary! { "Type" => "Catalog", "AcroForm" => acro });
    document.trailer.set("Root", catalog);
    assert_eq!(faults(&bytes(document)), ["this form is no questionnaire of this program"]);
    // A list that refers to itself, a value that does.
    let mut document = form(&identity(3).name(), &who(), Dictionary::new());
    let own = document.new_object_id();
    document.set_object(own, Object::Reference(own));
    let catalog = document.add_object(dictionary! { "Type" => "Catalog", "AcroForm" => dictionary! { "Fields" => own } });
    document.trailer.set("Root", catalog);
    assert_eq!(faults(&bytes(document)), ["this PDF has no fields: it was printed, scanned or flattened"]);
    // Very deep, and very many.
    let mut document = Document::with_version("1.7");
    let mut id = document.add_object(dictionary! { "T" => text_string("x") });
    for _ in 0..200 {
        id = document.add_object(dictionary! { "T" => text_string("x"), "Kids" => vec![id.into()] });
    }
    let catalog = document.add_object(dictionary! { "Type" => "Catalog", "AcroForm" => dictionary! { "Fields" => vec![id.into()] } });
    document.trailer.set("Root", catalog);
    assert_eq!(faults(&bytes(document)), ["this PDF has more fields than any questionnaire"]);
    let many: Vec<Object> = (0..60_000).map(|_| Object::Dictionary(dictionary! { "T" => text_string("x") })).collect();
    let mut document = Document::with_version("1.7");
    let catalog = document.add_object(dictionary! { "Type" => "Catalog", "AcroForm" => dictionary! { "Fields" => many } });
    document.trailer.set("Root", catalog);
    assert_eq!(faults(&bytes(document)), ["this PDF has more fields than any questionnaire"]);
    // Brackets without end.
    let deep = format!("%PDF-1.7\n1 0 obj\n{}\nendobj\ntrailer << /Root 1 0 R >>\nstartxref\n9\n%%EOF", "[<</A ".repeat(100_000));
    assert_eq!(faults(deep.as_bytes()), ["this PDF is damaged and cannot be read"]);
}

#[test]
fn spoilt_bytes_never_panic() {
    let good = bytes(form(&identity(3).name(), &who(), Dictionary::new()));
    let mut state = 0x2545_F491_4F6C_DD1D_u64;
    let mut next = |below: usize| {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        usize::try_from(state % below as u64).expect("small")
    };
    for _ in 0..300 {
        let mut spoilt = good.clone();
        for _ in 0..=next(8) {
            let at = next(spoilt.len());
            match next(3) {
                0 => spoilt[at] = u8::try_from(next(256)).expect("a byte"),
                1 => _ = spoilt.remove(at),
                _ => spoilt.insert(at, b"0<>[]()/R%"[next(10)]),
            }
        }
        // `read` would hide a panic in its thread.
        let _ = super::read_here(PATH, &spoilt);
    }
}

#[test]
fn a_day_is_taken_where_it_can_be_one_alone() {
    for (text, expected) in [
        ("2026-03-12", Some("2026-03-12")),
        ("2026/3/2", Some("2026-03-02")),
        ("25.12.2026", Some("2026-12-25")),
        ("25 / 12 / 2026", Some("2026-12-25")),
        ("12/25/2026", Some("2026-12-25")),
        ("03/03/2026", Some("2026-03-03")),
        ("03/04/2026", None),
        ("12 March 2026", None),
        ("26-3-12", None),
        ("", None),
    ] {
        assert_eq!(day(text).as_deref(), expected, "{text}");
    }
}
