//! XML: a tree of elements and its one spelling.
//!
//! The spelling is Salesforce's own, so that a file that comes back from an org shows no difference: UTF-8 declaration, four
//! spaces, `&quot;` and `&apos;` in texts, a newline at the end. What the elements mean is not known here.

use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesEnd, BytesStart, BytesText, Event};
use std::io;

/// An element: a text, or children in the order in which they are written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Element {
    name: &'static str,
    content: Content,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Content {
    Text(String),
    Children(Vec<Element>),
}

impl Element {
    /// An element for children, still without any.
    pub(crate) fn new(name: &'static str) -> Self {
        Self { name, content: Content::Children(Vec::new()) }
    }

    /// An element with a text.
    pub(crate) fn text(name: &'static str, text: impl ToString) -> Self {
        let mut text = text.to_string();
        text.retain(is_xml);
        Self { name, content: Content::Text(text) }
    }

    /// This element with another child at its end. Repeated children must follow each other.
    pub(crate) fn with(mut self, child: Element) -> Self {
        self.push(child);
        self
    }

    /// This element with a child that holds a text.
    pub(crate) fn with_text(self, name: &'static str, text: impl ToString) -> Self {
        self.with(Element::text(name, text))
    }

    /// This element with more children at its end.
    pub(crate) fn with_all(mut self, children: impl IntoIterator<Item = Element>) -> Self {
        children.into_iter().for_each(|child| self.push(child));
        self
    }

    /// The children with a name.
    pub(crate) fn children_named(&self, name: &str) -> Vec<&Element> {
        match &self.content {
            Content::Children(children) => children.iter().filter(|child| child.name == name).collect(),
            Content::Text(_) => Vec::new(),
        }
    }

    /// The text of the first child with a name.
    pub(crate) fn text_of(&self, name: &str) -> Option<&str> {
        self.children_named(name).first().and_then(|child| match &child.content {
            Content::Text(text) => Some(text.as_str()),
            Content::Children(_) => None,
        })
    }

    /// This element with more children behind those of their name, of which there is one.
    pub(crate) fn with_more(mut self, name: &str, more: Vec<Element>) -> Self {
        if let Content::Children(children) = &mut self.content {
            let end = children.iter().rposition(|child| child.name == name).map_or(children.len(), |last| last + 1);
            children.splice(end..end, more);
        }
        self
    }

    fn push(&mut self, child: Element) {
        match &mut self.content {
            Content::Children(children) => {
                let seen = children.iter().any(|earlier| earlier.name == child.name);
                let last = children.last().is_some_and(|last| last.name == child.name);
                debug_assert!(!seen || last, "`{}` is repeated, but not in one run, in `{}`", child.name, self.name);
                children.push(child);
            }
            Content::Text(_) => debug_assert!(false, "`{}` holds a text and no elements", self.name),
        }
    }

    /// A whole document with this element at its root, in the namespace.
    pub(crate) fn into_document(self, namespace: &str) -> Vec<u8> {
        let mut writer = Writer::new_with_indent(Vec::new(), b' ', 4);
        let written = self.write_document(&mut writer, namespace);
        debug_assert!(written.is_ok(), "memory takes whatever is written");
        let mut bytes = writer.into_inner();
        bytes.push(b'\n');
        bytes
    }

    fn write_document(&self, writer: &mut Writer<Vec<u8>>, namespace: &str) -> io::Result<()> {
        writer.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
        self.write(writer, BytesStart::new(self.name).with_attributes([("xmlns", namespace)]))
    }

    fn write(&self, writer: &mut Writer<Vec<u8>>, start: BytesStart<'_>) -> io::Result<()> {
        writer.write_event(Event::Start(start))?;
        match &self.content {
            Content::Text(text) => writer.write_event(Event::Text(BytesText::new(text)))?,
            Content::Children(children) => {
                children.iter().try_for_each(|child| child.write(writer, BytesStart::new(child.name)))?;
            }
        }
        writer.write_event(Event::End(BytesEnd::new(self.name)))
    }
}

/// Whether XML can hold the character at all, escaped or not.
fn is_xml(c: char) -> bool {
    matches!(c, '\t' | '\n' | ' '..='\u{d7ff}' | '\u{e000}'..='\u{fffd}' | '\u{10000}'..)
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    fn text(element: Element) -> String {
        String::from_utf8(element.into_document("urn:x")).unwrap()
    }

    #[test]
    fn documents_are_spelled_as_salesforce_spells_them() {
        let value = |name: &str| Element::new("value").with_text("fullName", name).with_text("default", false);
        let set = Element::new("ValueSet").with_text("sorted", false).with_all([value("A"), value("B")]);
        assert_eq!(
            text(set),
            r#"<?xml version="1.0" encoding="UTF-8"?>
<ValueSet xmlns="urn:x">
    <sorted>false</sorted>
    <value>
        <fullName>A</fullName>
        <default>false</default>
    </value>
    <value>
        <fullName>B</fullName>
        <default>false</default>
    </value>
</ValueSet>
"#
        );
    }

    #[test]
    fn texts_are_escaped() {
        let label = Element::new("T").with_text("label", "R&D <\"big\"> 'deal'\u{0}\u{b} – é");
        assert_eq!(
            text(label).lines().nth(2),
            Some("    <label>R&amp;D &lt;&quot;big&quot;&gt; &apos;deal&apos; – é</label>")
        );
    }
}
