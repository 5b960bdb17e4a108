//! stub
pub(super) fn serve(_: &super::ServeArguments, _: &mut super::Printer) -> super::Answer { super::Answer::Well }
