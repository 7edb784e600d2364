//! The report format of Checkstyle, which Jenkins, Bitbucket and many plugins read.

use crate::Options;
use crate::advice::whole_message;
use crate::region::{Region, stand_in_path};
use crate::xml::Xml;
use lifecycle_base::{Diagnostic, SourceDb};
use std::io::{self, Write};

/// The version of Checkstyle whose report this is; readers look for the attribute, not its value.
const VERSION: &str = "8.0";

pub(crate) fn render(db: &SourceDb, diagnostics: &[Diagnostic], _: &Options, out: &mut dyn Write) -> io::Result<()> {
    let mut xml = Xml::new(out)?;
    xml.element("checkstyle", &[("version", VERSION)], |xml| {
        for group in diagnostics.chunk_by(|a, b| path(db, a) == path(db, b)) {
            let Some(first) = group.first() else { continue };
            xml.element("file", &[("name", path(db, first))], |xml| {
                group.iter().try_for_each(|diagnostic| error(db, diagnostic, xml))
            })?;
        }
        Ok(())
    })?;
    xml.finish()
}

fn path<'a>(db: &'a SourceDb, diagnostic: &Diagnostic) -> &'a str {
    Region::of_finding(db, diagnostic).map_or_else(|| stand_in_path(db), |region| region.path())
}

/// Every finding is an `error` with a severity; one without a place has no line.
fn error(db: &SourceDb, diagnostic: &Diagnostic, xml: &mut Xml<'_>) -> io::Result<()> {
    let start = Region::of_finding(db, diagnostic).map(|region| region.start());
    let numbers = start.map(|start| (start.line.to_string(), start.column.to_string()));
    let (message, source) =
        (whole_message(diagnostic).replace('\n', "; "), format!("lifecycle.{}", diagnostic.rule.name));
    let mut attributes: Vec<(&str, &str)> = Vec::new();
    if let Some((line, column)) = &numbers {
        attributes.extend([("line", line.as_str()), ("column", column)]);
    }
    attributes.extend([("severity", diagnostic.severity.as_str()), ("message", &message), ("source", &source)]);
    xml.empty("error", &attributes)
}
