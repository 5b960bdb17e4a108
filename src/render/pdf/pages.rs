//! The pages of a document that was laid out: what stands on each, and a mark that changes with it, so that the holder of
//! an older print can be told which pages to replace.

use sha2::{Digest as _, Sha256};
use typst::layout::{Abs, Frame, FrameItem, Point};
use typst_layout::{Page, PagedDocument};

/// What stands somewhere on a page.
pub(super) struct Place<'a> {
    /// Where it begins; of text, its line.
    pub(super) at: Point,
    item: &'a FrameItem,
}

/// How much of a page's height is its head, and its foot: what stands there does not count as its content.
const RIM: f64 = 0.08;

/// Text and pictures between head and foot.
pub(super) fn texts(frame: &Frame) -> impl Iterator<Item = Place<'_>> {
    let height = frame.height();
    let mut places = Vec::new();
    collect(frame, Point::zero(), &mut places);
    places.into_iter().filter(move |place| place.at.y > height * RIM && place.at.y < height * (1.0 - RIM))
}

fn collect<'a>(frame: &'a Frame, origin: Point, places: &mut Vec<Place<'a>>) {
    for (at, item) in frame.items() {
        let at = origin + *at;
        match item {
            FrameItem::Group(group) => collect(&group.frame, at, places),
            FrameItem::Text(_) | FrameItem::Image(..) => places.push(Place { at, item }),
            _ => {}
        }
    }
}

/// For each page twelve hexadecimal digits, which change with what stands on it and where.
pub(super) fn marks(document: &PagedDocument) -> Vec<String> {
    document.pages().iter().map(mark).collect()
}

fn mark(page: &Page) -> String {
    let mut hash = Sha256::new();
    // Tenths of a point: what moves by less looks the same.
    #[allow(clippy::cast_possible_truncation, reason = "a page has some thousand points")]
    let tenths = |length: Abs| ((length.to_pt() * 10.0).round() as i64).to_le_bytes();
    for place in texts(&page.frame) {
        hash.update(tenths(place.at.x));
        hash.update(tenths(place.at.y));
        match place.item {
            FrameItem::Text(text) => {
                hash.update(tenths(text.size));
                hash.update((text.text.len() as u64).to_le_bytes());
                hash.update(text.text.as_bytes());
            }
            FrameItem::Image(image, size, _) => {
                hash.update(tenths(size.x));
                hash.update(tenths(size.y));
                match image.kind() {
                    typst::visualize::ImageKind::Raster(raster) => hash.update(raster.data()),
                    typst::visualize::ImageKind::Svg(svg) => hash.update(svg.data()),
                    _ => {}
                }
            }
            _ => {}
        }
    }
    crate::hash::hex(&hash.finalize()[..6])
}
