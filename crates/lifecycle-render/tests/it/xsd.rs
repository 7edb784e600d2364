//! Holds an XML document against an XML Schema, as far as the schemas of reports go: elements, sequences, choices, occurrences,
//! attributes, patterns. Whatever else a schema says is refused, so that nothing is skipped in silence.

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use regex::Regex;
use std::collections::{BTreeMap, BTreeSet};

/// An element of a document: a report or a schema.
pub struct Node {
    pub name: String,
    pub attributes: BTreeMap<String, String>,
    pub children: Vec<Node>,
    pub text: String,
}

impl Node {
    /// Reads a whole document, with everything escaped read back.
    pub fn parse(text: &str) -> Node {
        let mut reader = Reader::from_str(text);
        let mut open = vec![Node::named("document")];
        loop {
            match reader.read_event().unwrap() {
                Event::Start(start) => open.push(Node::of(&start)),
                Event::Empty(start) => open.last_mut().unwrap().children.push(Node::of(&start)),
                Event::End(_) => {
                    let done = open.pop().unwrap();
                    open.last_mut().unwrap().children.push(done);
                }
                Event::Text(text) => open.last_mut().unwrap().text.push_str(&text),
                Event::GeneralRef(name) => {
                    let entity = format!("&{};", &*name);
                    open.last_mut().unwrap().text.push_str(&quick_xml::escape::unescape(&entity).unwrap());
                }
                Event::Eof => break,
                Event::Decl(_) | Event::Comment(_) => {}
                other => panic!("no report has {other:?}"),
            }
        }
        assert_eq!(open.len(), 1, "an element is not closed");
        open.pop().unwrap().children.pop().unwrap()
    }

    fn named(name: &str) -> Node {
        Node { name: name.to_owned(), attributes: BTreeMap::new(), children: Vec::new(), text: String::new() }
    }

    fn of(start: &BytesStart<'_>) -> Node {
        let mut node = Node::named(start.name().as_ref());
        for attribute in start.attributes() {
            let attribute = attribute.unwrap();
            let key = attribute.key.as_ref().to_owned();
            let value = quick_xml::escape::unescape(&attribute.value).unwrap().into_owned();
            let repeated = node.attributes.insert(key, value);
            assert!(repeated.is_none(), "an attribute repeats");
        }
        node
    }

    pub fn get(&self, attribute: &str) -> &str {
        self.attributes.get(attribute).map_or("", String::as_str)
    }

    /// All elements with a name below this one.
    pub fn all<'n>(&'n self, name: &'n str) -> Vec<&'n Node> {
        let here = (self.name == name).then_some(self);
        here.into_iter().chain(self.children.iter().flat_map(|child| child.all(name))).collect()
    }

    fn child(&self, name: &str) -> Option<&Node> {
        self.children.iter().find(|child| child.name == name)
    }
}

pub struct Schema {
    root: Node,
}

impl Schema {
    pub fn new(text: &str) -> Schema {
        Schema { root: Node::parse(text) }
    }

    /// The first thing about the document that the schema does not permit.
    pub fn check(&self, document: &Node) -> Result<(), String> {
        let declaration = self.top("xs:element", &document.name)?;
        self.element(declaration, document)
    }

    fn top(&self, kind: &str, name: &str) -> Result<&Node, String> {
        let found = self.root.children.iter().find(|node| node.name == kind && node.get("name") == name);
        found.ok_or_else(|| format!("the schema has no {kind} `{name}`"))
    }

    fn element(&self, declaration: &Node, node: &Node) -> Result<(), String> {
        let kind = match (declaration.get("type"), declaration.child("xs:complexType")) {
            ("xs:string", None) if node.children.is_empty() && node.attributes.is_empty() => return Ok(()),
            ("", Some(inline)) => inline,
            (name, None) if name != "xs:string" => self.top("xs:complexType", name)?,
            _ => return Err(format!("`{}` holds text only", node.name)),
        };
        if kind.get("mixed") != "true" && !node.text.trim().is_empty() {
            return Err(format!("`{}` may not hold the text {:?}", node.name, node.text.trim()));
        }
        self.attributes(kind, node)?;
        let names: Vec<&str> = node.children.iter().map(|child| child.name.as_str()).collect();
        let mut ends = BTreeSet::from([0]);
        for particle in kind.children.iter().filter(|child| child.name != "xs:attribute") {
            ends = occurrences(particle, &names, &ends);
        }
        if !ends.contains(&names.len()) {
            return Err(format!("`{}` may not hold {names:?} in this order", node.name));
        }
        node.children.iter().try_for_each(|child| self.element(self.top("xs:element", &child.name)?, child))
    }

    fn attributes(&self, kind: &Node, node: &Node) -> Result<(), String> {
        let declared: Vec<&Node> = kind.children.iter().filter(|child| child.name == "xs:attribute").collect();
        for (key, value) in &node.attributes {
            let attribute = declared.iter().find(|attribute| attribute.get("name") == key);
            let attribute = attribute.ok_or_else(|| format!("`{}` has no attribute `{key}`", node.name))?;
            if attribute.get("type") == "xs:string" {
                continue;
            }
            let pattern =
                self.top("xs:simpleType", attribute.get("type"))?.all("xs:pattern")[0].get("value").to_owned();
            if !Regex::new(&format!("^(?:{pattern})$")).unwrap().is_match(value) {
                return Err(format!("`{key}` of `{}` may not be {value:?}", node.name));
            }
        }
        let missing = |attribute: &&&Node| {
            attribute.get("use") == "required" && !node.attributes.contains_key(attribute.get("name"))
        };
        declared
            .iter()
            .find(missing)
            .map_or(Ok(()), |missing| Err(format!("`{}` lacks `{}`", node.name, missing.get("name"))))
    }
}

/// Where a particle can end, repeated as often as it may be.
fn occurrences(particle: &Node, names: &[&str], starts: &BTreeSet<usize>) -> BTreeSet<usize> {
    let bound = |name: &str| match particle.get(name) {
        "" => 1,
        "unbounded" => usize::MAX,
        number => number.parse().unwrap(),
    };
    let (min, max) = (bound("minOccurs"), bound("maxOccurs"));
    let mut ends = if min == 0 { starts.clone() } else { BTreeSet::new() };
    let mut latest = starts.clone();
    for round in 1..=max {
        let next: BTreeSet<usize> = latest.iter().flat_map(|&start| once(particle, names, start)).collect();
        let fresh: BTreeSet<usize> = next.difference(&ends).copied().collect();
        if fresh.is_empty() {
            break;
        }
        if round >= min {
            ends.extend(&fresh);
        }
        latest = fresh;
    }
    ends
}

fn once(particle: &Node, names: &[&str], start: usize) -> BTreeSet<usize> {
    match particle.name.as_str() {
        "xs:element" => {
            let name = if particle.get("ref").is_empty() { particle.get("name") } else { particle.get("ref") };
            (names.get(start) == Some(&name)).then_some(start + 1).into_iter().collect()
        }
        "xs:choice" => {
            let starts = BTreeSet::from([start]);
            particle.children.iter().flat_map(|option| occurrences(option, names, &starts)).collect()
        }
        "xs:sequence" => {
            let starts = BTreeSet::from([start]);
            particle.children.iter().fold(starts, |starts, part| occurrences(part, names, &starts))
        }
        other => panic!("the schema says {other}, which this check does not know"),
    }
}
