//! From a questionnaire that was laid out to one that can be filled in.
//!
//! The layout knows no fields, but it knows links, with their exact place and their element in the tag tree. So the
//! template puts a link to `field:<name>` (of a choice: `field:<name>#<value>`) around whatever is to be a field, and
//! here each of these becomes a widget under the same number; nothing else of the document changes. When the layout
//! learns to make fields itself, this file can go.

use std::collections::BTreeMap;

use lopdf::{Dictionary, Document, Object, ObjectId, Stream, StringFormat, dictionary};

use crate::load::answers::pdf::FIELDS;
use crate::render::print::{Field, FieldKind, Form};

/// What the address of a field's place begins with.
const MARK: &str = "field:";
/// The font of typed answers: Noto Sans, the signs of Windows-1252 (`themes/default/print/fonts/remake.sh`).
const FONT: &[u8] = include_bytes!("form.ttf");
/// The widths of its signs from 32 on, in thousandths of the size.
const WIDTHS: [i64; 224] = [
    260, 269, 408, 646, 572, 831, 732, 225, 300, 300, 551, 572, 268, 322, 268, 372,
    572, 572, 572, 572, 572, 572, 572, 572, 572, 572, 268, 268, 572, 572, 572, 434,
    899, 639, 650, 632, 730, 556, 519, 728, 741, 339, 273, 619, 524, 907, 760, 781,
    605, 781, 622, 549, 556, 731, 600, 930, 586, 566, 572, 329, 372, 329, 572, 444,
    281, 561, 615, 480, 615, 564, 344, 615, 618, 258, 258, 534, 258, 935, 618, 605,
    615, 615, 413, 479, 361, 618, 508, 786, 529, 510, 470, 380, 551, 380, 572, 0,
    572, 0, 250, 414, 416, 791, 512, 512, 418, 1177, 549, 310, 928, 0, 572, 0,
    0, 175, 175, 359, 359, 376, 500, 1000, 447, 773, 479, 310, 946, 0, 470, 566,
    260, 269, 572, 572, 572, 572, 551, 513, 580, 832, 357, 509, 572, 322, 832, 500,
    428, 572, 350, 350, 281, 623, 655, 268, 225, 350, 376, 509, 745, 771, 781, 434,
    639, 639, 639, 639, 639, 639, 881, 632, 556, 556, 556, 556, 339, 339, 339, 339,
    730, 760, 781, 781, 781, 781, 781, 572, 781, 731, 731, 731, 731, 566, 605, 631,
    561, 561, 561, 561, 561, 561, 864, 480, 564, 564, 564, 564, 258, 258, 258, 258,
    605, 618, 605, 605, 605, 605, 605, 572, 605, 618, 618, 618, 618, 510, 615, 510,
];
/// The size of typed answers, in points.
const SIZE: &str = "9";

/// A part of a field flag.
const MULTILINE: i64 = 1 << 12;
const RADIO: i64 = 1 << 15;
const COMBO: i64 = 1 << 17;
const EDIT: i64 = 1 << 18;

/// A place of a field on a page.
struct Place {
    page: ObjectId,
    annotation: ObjectId,
    rectangle: Vec<f32>,
    parent: Option<Object>,
}

/// Makes the marked places of a document into the fields of a form.
///
/// # Errors
/// A field that the template shows nowhere, or shows and is not in the form: a mistake of the template.
pub(super) fn add(document: &mut Document, form: &Form) -> Result<(), String> {
    let mut places = places(document)?;
    let elements = elements(document);
    let mut drawn = Drawn::default();
    let root = document.new_object_id();
    let mut kids: Vec<Object> = Vec::new();
    for field in &form.fields {
        let id = match &field.kind {
            FieldKind::Radio(options) => radio(document, &mut places, &elements, &mut drawn, field, options, root)?,
            _ => single(document, &mut places, &elements, &mut drawn, field, root)?,
        };
        kids.push(id.into());
    }
    if let Some(left) = places.keys().next() {
        return Err(format!("the template shows the field `{left}`, which is not in the form"));
    }
    let names: Vec<Object> = form.fields.iter().map(|field| words(&field.name)).collect();
    document.set_object(root, dictionary! { "T" => words(&form.name), "TU" => words(&form.title), "Kids" => kids, FIELDS => names });
    let font = font(document);
    let check_font = document.add_object(dictionary! { "Type" => "Font", "Subtype" => "Type1", "BaseFont" => "ZapfDingbats" });
    let form = dictionary! {
        "Fields" => vec![root.into()],
        "DA" => plain(&format!("/Rumbo {SIZE} Tf 0 g")),
        "DR" => dictionary! { "Font" => dictionary! { "Rumbo" => font, "ZaDb" => check_font } },
        "NeedAppearances" => false,
    };
    let form = document.add_object(form);
    document.catalog_mut().map_err(|error| error.to_string())?.set("AcroForm", form);
    let pages: Vec<ObjectId> = document.get_pages().into_values().collect();
    for page in pages {
        if let Ok(page) = document.get_dictionary_mut(page) {
            page.set("Tabs", "S");
        }
    }
    Ok(())
}

/// The marked places by field and value.
fn places(document: &Document) -> Result<BTreeMap<String, Place>, String> {
    let mut places = BTreeMap::new();
    for page in document.get_pages().into_values() {
        let annotations = document.get_dictionary(page).ok().and_then(|page| deref(document, page.get(b"Annots").ok()?).as_array().ok());
        for annotation in annotations.into_iter().flatten() {
            let Ok(id) = annotation.as_reference() else { continue };
            let Ok(dictionary) = document.get_dictionary(id) else { continue };
            let address = dictionary.get(b"A").ok().map(|action| deref(document, action)).and_then(|action| action.as_dict().ok()?.get(b"URI").ok()?.as_str().ok());
            let Some(name) = address.and_then(|address| std::str::from_utf8(address).ok()).and_then(|address| address.strip_prefix(MARK)) else { continue };
            let rectangle = dictionary.get(b"Rect").and_then(Object::as_array).map_err(|error| error.to_string())?;
            let rectangle = rectangle.iter().filter_map(|side| side.as_float().ok()).collect();
            let place = Place { page, annotation: id, rectangle, parent: dictionary.get(b"StructParent").ok().cloned() };
            if places.insert(name.to_owned(), place).is_some() {
                return Err(format!("the template shows the field `{name}` twice, or over two pages"));
            }
        }
    }
    Ok(places)
}

fn deref<'a>(document: &'a Document, object: &'a Object) -> &'a Object {
    document.dereference(object).map_or(object, |(_, object)| object)
}

/// The elements of the tag tree by the number that annotations refer to them with.
fn elements(document: &Document) -> BTreeMap<i64, ObjectId> {
    let mut elements = BTreeMap::new();
    let tree = document.catalog().ok().and_then(|catalog| deref(document, catalog.get(b"StructTreeRoot").ok()?).as_dict().ok()?.get(b"ParentTree").ok());
    let mut nodes: Vec<&Object> = tree.into_iter().collect();
    while let Some(node) = nodes.pop() {
        let Ok(node) = deref(document, node).as_dict() else { continue };
        if let Some(kids) = node.get(b"Kids").ok().and_then(|kids| deref(document, kids).as_array().ok()) {
            nodes.extend(kids);
        }
        let numbers = node.get(b"Nums").ok().and_then(|numbers| deref(document, numbers).as_array().ok());
        for pair in numbers.map(|numbers| numbers.as_chunks::<2>().0).unwrap_or_default() {
            if let (Ok(number), Ok(element)) = (pair[0].as_i64(), pair[1].as_reference()) {
                elements.insert(number, element);
            }
        }
    }
    elements
}

/// Puts a widget at a place, under its number, and says in the tag tree what it is.
fn widget(document: &mut Document, place: Place, elements: &BTreeMap<i64, ObjectId>, label: &str, own: Dictionary) -> Result<ObjectId, String> {
    let rectangle: Vec<Object> = place.rectangle.iter().map(|side| Object::Real(*side)).collect();
    let mut widget = dictionary! { "Type" => "Annot", "Subtype" => "Widget", "Rect" => rectangle, "F" => 4, "P" => place.page };
    let element = place.parent.as_ref().and_then(|parent| elements.get(&parent.as_i64().ok()?)).copied();
    if let Some(parent) = place.parent {
        widget.set("StructParent", parent);
    }
    widget.extend(&own);
    document.set_object(place.annotation, widget);
    let element = element.ok_or_else(|| format!("`{label}` is not in the tag tree"))?;
    let element = document.get_dictionary_mut(element).map_err(|error| error.to_string())?;
    element.set("S", "Form");
    element.set("Alt", words(label));
    Ok(place.annotation)
}

fn take(places: &mut BTreeMap<String, Place>, name: &str) -> Result<Place, String> {
    places.remove(name).ok_or_else(|| format!("the template does not show the field `{name}`"))
}

/// A field of one widget.
fn single(document: &mut Document, places: &mut BTreeMap<String, Place>, elements: &BTreeMap<i64, ObjectId>, drawn: &mut Drawn, field: &Field, root: ObjectId) -> Result<ObjectId, String> {
    let place = take(places, &field.name)?;
    let mut own = dictionary! { "T" => words(&field.name), "TU" => words(&field.label), "Parent" => root };
    match &field.kind {
        FieldKind::Check => {
            let states = dictionary! { "Yes" => drawn.get(document, &place, Look::Tick), "Off" => drawn.get(document, &place, Look::Nothing) };
            own.extend(&dictionary! { "FT" => "Btn", "V" => "Off", "AS" => "Off", "MK" => dictionary! { "CA" => plain("4") }, "AP" => dictionary! { "N" => states } });
        }
        kind => {
            own.extend(&dictionary! { "FT" => "Tx", "DA" => plain(&format!("/Rumbo {SIZE} Tf 0 g")), "AP" => dictionary! { "N" => drawn.get(document, &place, Look::Text) } });
            if let FieldKind::List(options) = kind {
                let options: Vec<Object> = options.iter().map(|(value, shown)| Object::Array(vec![words(value), words(shown)])).collect();
                own.extend(&dictionary! { "FT" => "Ch", "Ff" => COMBO | EDIT, "Opt" => options });
            }
            if matches!(kind, FieldKind::Lines) {
                own.set("Ff", MULTILINE);
            }
        }
    }
    widget(document, place, elements, &field.label, own)
}

/// A field of one widget for each option.
fn radio(document: &mut Document, places: &mut BTreeMap<String, Place>, elements: &BTreeMap<i64, ObjectId>, drawn: &mut Drawn, field: &Field, options: &[(String, String)], root: ObjectId) -> Result<ObjectId, String> {
    let parent = document.new_object_id();
    let mut kids: Vec<Object> = Vec::new();
    for (value, label) in options {
        let place = take(places, &format!("{}#{value}", field.name))?;
        let mut states = Dictionary::new();
        states.set(value.as_str(), drawn.get(document, &place, Look::Dot));
        states.set("Off", drawn.get(document, &place, Look::Nothing));
        let own = dictionary! { "Parent" => parent, "AS" => "Off", "MK" => dictionary! { "CA" => plain("l") }, "AP" => dictionary! { "N" => states } };
        kids.push(widget(document, place, elements, label, own)?.into());
    }
    document.set_object(parent, dictionary! { "FT" => "Btn", "Ff" => RADIO, "T" => words(&field.name), "TU" => words(&field.label), "V" => "Off", "Parent" => root, "Kids" => kids });
    Ok(parent)
}

/// How a field looks.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Look {
    Nothing,
    Text,
    Dot,
    Tick,
}

/// The looks that were drawn, by size in hundredths of a point: hundreds of fields share a few.
#[derive(Default)]
struct Drawn(BTreeMap<(Look, i64, i64), ObjectId>);

impl Drawn {
    fn get(&mut self, document: &mut Document, place: &Place, look: Look) -> ObjectId {
        let side = |from: usize, to: usize| (place.rectangle.get(to).copied().unwrap_or_default() - place.rectangle.get(from).copied().unwrap_or_default()).abs();
        let (width, height) = (side(0, 2), side(1, 3));
        // Sizes of the page are far below the limits of the type.
        #[allow(clippy::cast_possible_truncation, reason = "a page has some thousand points")]
        let rounded = |size: f32| (size * 100.0).round() as i64;
        *self.0.entry((look, rounded(width), rounded(height))).or_insert_with(|| {
            let stream = Stream::new(
                dictionary! { "Type" => "XObject", "Subtype" => "Form", "BBox" => vec![0.into(), 0.into(), Object::Real(width), Object::Real(height)], "Resources" => Dictionary::new() },
                look.drawing(width, height).into_bytes(),
            );
            document.add_object(stream)
        })
    }
}

impl Look {
    fn drawing(self, width: f32, height: f32) -> String {
        let at = |x: f32, y: f32| format!("{:.2} {:.2}", x * width, y * height);
        match self {
            Self::Nothing => String::new(),
            Self::Text => String::from("/Tx BMC EMC"),
            Self::Tick => format!("q 1.4 w 1 J 1 j {} m {} l {} l S Q", at(0.2, 0.5), at(0.42, 0.24), at(0.82, 0.8)),
            Self::Dot => {
                // Four arcs, each by its curve.
                let (r, k) = (0.27, 0.27 * 0.5523);
                let arc = |a: (f32, f32), b: (f32, f32), c: (f32, f32)| format!("{} {} {} c", at(0.5 + a.0, 0.5 + a.1), at(0.5 + b.0, 0.5 + b.1), at(0.5 + c.0, 0.5 + c.1));
                let arcs = [arc((r, k), (k, r), (0.0, r)), arc((-k, r), (-r, k), (-r, 0.0)), arc((-r, -k), (-k, -r), (0.0, -r)), arc((k, -r), (r, -k), (r, 0.0))];
                format!("q 0 g {} m {} f Q", at(0.5 + r, 0.5), arcs.join(" "))
            }
        }
    }
}

/// The font of typed answers.
fn font(document: &mut Document) -> ObjectId {
    let file = document.add_object(Stream::new(dictionary! { "Length1" => i64::try_from(FONT.len()).unwrap_or_default() }, FONT.to_vec()));
    let descriptor = document.add_object(dictionary! {
        "Type" => "FontDescriptor", "FontName" => "RUMBOF+NotoSans", "Flags" => 32, "ItalicAngle" => 0, "Ascent" => 1069, "Descent" => -293, "CapHeight" => 714, "StemV" => 80,
        "FontBBox" => vec![(-621).into(), (-389).into(), 2800.into(), 1067.into()], "FontFile2" => file,
    });
    let widths: Vec<Object> = WIDTHS.iter().map(|width| (*width).into()).collect();
    document.add_object(dictionary! {
        "Type" => "Font", "Subtype" => "TrueType", "BaseFont" => "RUMBOF+NotoSans", "Encoding" => "WinAnsiEncoding", "FirstChar" => 32, "LastChar" => 255, "Widths" => widths, "FontDescriptor" => descriptor,
    })
}

/// A text for people.
fn words(text: &str) -> Object {
    lopdf::text_string(text)
}

/// A text for machines.
fn plain(text: &str) -> Object {
    Object::String(text.as_bytes().to_vec(), StringFormat::Literal)
}
