//! stub
use crate::source::*; use crate::diag::Diagnostic;
/// d
#[derive(Clone,Debug,Default)] pub struct Document;
/// p
#[derive(Clone,Debug)] pub enum Places { /// s
Shift(usize), /// s
Start(Span) }
impl Places { /// x
 pub fn literal_block(_t:&str,s:Span)->Self{Self::Start(s)} }
/// p
#[derive(Clone,Debug)] pub struct Prose<'a>{ /// f
pub file: FileId, /// t
pub text:&'a str, /// p
pub places: Places }
/// r
#[derive(Clone,Copy,Debug,PartialEq)] pub enum Role { /// s
Steps, /// d
Done } impl Role { /// w
pub fn word(self)->&'static str{"x"} }
/// s
#[derive(Debug)] pub struct Section { /// r
pub role: Option<Role> }
impl Document { /// s
pub fn sections(&self)->Vec<Section>{vec![]} }
/// p
pub fn parse(_p:&Prose<'_>,_f:&mut Vec<Diagnostic>)->Document{Document}
