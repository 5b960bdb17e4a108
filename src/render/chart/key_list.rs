//! The list below a chart whose marks carry only a sign or a number: sign, name and value of each, in columns
//! read downwards.

use super::LABEL_SIZE;
use super::palette::Role;
use super::svg::{Anchor, Block, Canvas};
use super::text::{line_height, width, wrap};

/// An entry of the list.
pub(super) struct Item<'a> {
    pub(super) sign: &'a str,
    pub(super) name: &'a str,
    pub(super) value: &'a str,
}

/// Draws the list from `top` on and closes the canvas below it. Between sign and name `mark` may draw
/// something of its own, told the index and the middle, if it has `mark_room` for it.
pub(super) fn draw(
    canvas: &mut Canvas<'_>,
    top: f64,
    items: &[Item<'_>],
    mark_room: f64,
    mark: impl Fn(&mut Canvas<'_>, (f64, f64), usize),
) {
    let columns = ((canvas.width / 300.0) as usize).clamp(1, 3);
    let column = canvas.width / columns as f64;
    let gutter = if columns > 1 { 16.0 } else { 0.0 };
    let sign_room = items.iter().map(|item| width(item.sign, LABEL_SIZE)).fold(0.0, f64::max) + 10.0;
    let rows = items.len().div_ceil(columns).max(1);
    let mut bottom = top;
    for (column_index, chunk) in items.chunks(rows).enumerate() {
        let left = column_index as f64 * column;
        let right = left + column - gutter;
        let name_left = left + sign_room + mark_room;
        let mut y = top;
        for (row, item) in chunk.iter().enumerate() {
            let value = wrap(item.value, LABEL_SIZE, column * 0.36, 2);
            let name = wrap(item.name, LABEL_SIZE, right - value.width(LABEL_SIZE) - 12.0 - name_left, 4);
            let texts = [
                (left, Anchor::Start, Role::Ink, &[item.sign.to_owned()][..], None),
                (name_left, Anchor::Start, Role::Ink, &name.lines[..], name.cut.then_some(item.name)),
                (right, Anchor::End, Role::Muted, &value.lines[..], value.cut.then_some(item.value)),
            ];
            for (x, anchor, role, lines, whole) in texts {
                canvas.block(&Block { x, top: y, anchor, size: LABEL_SIZE, role, lines, whole, upright: false });
            }
            let middle = (left + sign_room + mark_room / 2.0 - 5.0, y + line_height(LABEL_SIZE) / 2.0);
            mark(canvas, middle, column_index * rows + row);
            y += name.height(LABEL_SIZE).max(value.height(LABEL_SIZE)) + 3.0;
        }
        bottom = bottom.max(y);
    }
    canvas.height = bottom + 2.0;
}
