//! A finding in a SARIF log.

use super::level;
use super::log::{
    ArtifactChange, ArtifactLocation, Content, Fingerprints, FixProperties, LogicalLocation, Message, Physical, Place,
    Replacement, SarifFix, SarifRegion, SarifResult,
};
use crate::advice::whole_message;
use crate::codespan::fix_line;
use crate::printable::printable_line;
use crate::region::{Region, stand_in_path};
use lifecycle_base::{Diagnostic, FileId, Fix, SourceDb};

/// GitHub shows this many places of a result.
const MAX_RELATED: usize = 100;

pub(super) fn result<'a>(
    db: &'a SourceDb,
    diagnostic: &'a Diagnostic,
    rule_index: usize,
    fingerprint: String,
) -> SarifResult<'a> {
    let related = diagnostic.related.iter().take(MAX_RELATED).filter_map(|label| {
        let physical_location = physical(&Region::of(db, label.location)?);
        let message = Some(message(&printable_line(&label.message)));
        Some(Place { physical_location, logical_locations: vec![], message })
    });
    SarifResult {
        rule_id: diagnostic.rule.name,
        rule_index,
        level: level(diagnostic.severity),
        message: message(&whole_message(diagnostic)),
        locations: [place(db, diagnostic)],
        partial_fingerprints: Fingerprints { finding: fingerprint },
        related_locations: related.collect(),
        fixes: diagnostic.fixes.iter().filter_map(|fix| sarif_fix(db, fix)).collect(),
    }
}

/// In a SARIF message `[text](target)` is a link; a project's own words are not.
fn message(text: &str) -> Message {
    Message { text: text.replace("](", "] (") }
}

/// GitHub wants a place for every result, so a finding about the whole project stands at its first file.
fn place<'a>(db: &SourceDb, diagnostic: &'a Diagnostic) -> Place<'a> {
    let subject = (!diagnostic.subject.is_empty()).then_some(diagnostic.subject.as_str());
    Place {
        physical_location: match Region::of_finding(db, diagnostic) {
            Some(region) => physical(&region),
            None => Physical { artifact_location: ArtifactLocation::of(stand_in_path(db)), region: None },
        },
        logical_locations: subject.map(|name| LogicalLocation { fully_qualified_name: name }).into_iter().collect(),
        message: (!diagnostic.label.is_empty()).then(|| message(&printable_line(&diagnostic.label))),
    }
}

fn physical(region: &Region<'_>) -> Physical {
    Physical { artifact_location: ArtifactLocation::of(region.path()), region: Some(sarif_region(region)) }
}

fn sarif_region(region: &Region<'_>) -> SarifRegion {
    let (start, end) = (region.start(), region.end());
    SarifRegion { start_line: start.line, start_column: start.column, end_line: end.line, end_column: end.column }
}

/// `None` when an edit has no file: half a fix is worse than none.
fn sarif_fix<'a>(db: &SourceDb, fix: &'a Fix) -> Option<SarifFix<'a>> {
    let mut changes: Vec<(FileId, ArtifactChange<'a>)> = Vec::new();
    for edit in &fix.edits {
        let region = Region::of(db, edit.location)?;
        let replacement =
            Replacement { deleted_region: sarif_region(&region), inserted_content: Content { text: &edit.text } };
        match changes.iter_mut().find(|(file, _)| *file == edit.location.file) {
            Some((_, change)) => change.replacements.push(replacement),
            None => {
                let artifact_location = ArtifactLocation::of(region.path());
                changes
                    .push((edit.location.file, ArtifactChange { artifact_location, replacements: vec![replacement] }));
            }
        }
    }
    // A fix must change something.
    (!changes.is_empty()).then(|| SarifFix {
        description: message(&fix_line(fix)),
        artifact_changes: changes.into_iter().map(|(_, change)| change).collect(),
        properties: FixProperties { applicability: fix.applicability.as_str() },
    })
}
