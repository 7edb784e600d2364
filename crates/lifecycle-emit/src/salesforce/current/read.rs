//! XML of an export, as a tree.

use super::CurrentError;
use quick_xml::Reader;
use quick_xml::escape::unescape;
use quick_xml::events::Event;

/// An element with its text and children, and the line on which it starts.
#[derive(Debug, Default)]
pub(super) struct Node {
    pub(super) name: String,
    pub(super) text: String,
    pub(super) children: Vec<Node>,
    pub(super) line: usize,
}

/// The root of a document.
///
/// # Errors
/// When it is not XML, or not whole.
pub(super) fn document(path: &str, bytes: &[u8]) -> Result<Node, CurrentError> {
    let wrong = |at: usize, message: String| CurrentError { path: path.to_owned(), line: line(bytes, at), message };
    let text =
        std::str::from_utf8(bytes).map_err(|error| wrong(error.valid_up_to(), "it is not in UTF-8".to_owned()))?;
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut reader = Reader::from_str(text);
    let mut open: Vec<Node> = vec![Node::default()];
    loop {
        let at = usize::try_from(reader.buffer_position()).unwrap_or(bytes.len());
        let event = reader.read_event().map_err(|error| {
            let at = usize::try_from(reader.error_position()).unwrap_or(at);
            wrong(at, format!("it is not well-formed XML ({error})"))
        })?;
        match event {
            Event::Start(start) => {
                let name = start.name().as_ref().to_owned();
                open.push(Node { name, line: line(bytes, at), ..Node::default() });
            }
            Event::Empty(start) => {
                let name = start.name().as_ref().to_owned();
                if let Some(parent) = open.last_mut() {
                    parent.children.push(Node { name, line: line(bytes, at), ..Node::default() });
                }
            }
            Event::Text(text) => {
                if let Some(node) = open.last_mut() {
                    node.text.push_str(&text);
                }
            }
            Event::GeneralRef(name) => {
                let sign = unescape(&format!("&{};", &*name))
                    .map_err(|_| wrong(at, format!("`&{};` stands for nothing", &*name)))?
                    .into_owned();
                if let Some(node) = open.last_mut() {
                    node.text.push_str(&sign);
                }
            }
            Event::CData(text) => {
                if let Some(node) = open.last_mut() {
                    node.text.push_str(&text);
                }
            }
            Event::End(_) => {
                if let Some(done) = open.pop()
                    && let Some(parent) = open.last_mut()
                {
                    parent.children.push(done);
                }
            }
            Event::Eof => break,
            _ => {}
        }
    }
    match open.pop() {
        Some(unfinished) if !open.is_empty() => Err(wrong(bytes.len(), format!("`{}` is not closed", unfinished.name))),
        Some(mut document) if !document.children.is_empty() => Ok(document.children.remove(0)),
        _ => Err(wrong(0, "it holds no XML".to_owned())),
    }
}

fn line(bytes: &[u8], at: usize) -> usize {
    1 + bytes.iter().take(at).filter(|byte| **byte == b'\n').count()
}
