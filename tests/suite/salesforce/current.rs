//! What an org has already is carried over.

use super::{ArtifactSet, Checked, Node, model_of, text};
use lifecycle_emit::{Carried, CurrentOrg, emit_salesforce_into};

const STAGES: &str = r#"<?xml version="1.0" encoding="UTF-8"?>
<StandardValueSet xmlns="http://soap.sforce.com/2006/04/metadata">
    <sorted>false</sorted>
    <standardValue><fullName>Prospecting</fullName><default>true</default><label>Prospecting</label><closed>false</closed>
        <forecastCategory>Pipeline</forecastCategory><probability>10</probability><won>false</won></standardValue>
    <standardValue><fullName>Closed Won</fullName><default>false</default><label>Closed Won</label><closed>true</closed>
        <forecastCategory>Closed</forecastCategory><probability>100</probability><won>true</won></standardValue>
    <standardValue><fullName>Old &amp; gone</fullName><default>false</default><isActive>false</isActive><closed>false</closed>
        <forecastCategory>Pipeline</forecastCategory><probability>5</probability><won>false</won></standardValue>
    <standardValue><fullName>Quote</fullName><default>false</default><label>offer sent</label><closed>false</closed>
        <forecastCategory>BestCase</forecastCategory><probability>60</probability><won>false</won></standardValue>
</StandardValueSet>
"#;

const LEADS: &str = "<GlobalValueSet><customValue><fullName>Visitor</fullName><color>#FF0000</color><default>false</default>\
    <label>Visitor</label></customValue><masterLabel>Lead</masterLabel></GlobalValueSet>";

const SOURCE: &str = "
    domain lead on contact { stage Known stage MQL }
    domain sales on deal { pipeline New { stage Offer \"Offer sent\" { probability 50% } won stage ClosedWon } }";

fn merged(files: &[(&str, &str)]) -> (ArtifactSet, Vec<Carried>) {
    let analysis = model_of(&[SOURCE.to_owned()]);
    let checked = Checked::new(&analysis.model, &analysis.diagnostics).unwrap();
    let org = CurrentOrg::read(files.iter().map(|(path, text)| (*path, text.as_bytes()))).unwrap();
    let mut out = ArtifactSet::default();
    let carried = emit_salesforce_into(checked, &org, &mut out).unwrap();
    (out, carried)
}

#[test]
fn unknown_values_are_carried_over_as_they_were() {
    let files = [
        ("export/unpackaged/standardValueSets/OpportunityStage.standardValueSet", STAGES),
        ("export/globalValueSets/Lead_Lifecycle.globalValueSet-meta.xml", LEADS),
        ("export/globalValueSets/Something_else.globalValueSet-meta.xml", LEADS),
        ("export/classes/Broken.cls", "<not xml"),
    ];
    let (set, carried) = merged(&files);
    insta::assert_debug_snapshot!(carried);
    insta::assert_snapshot!(text(
        &set,
        "org-settings/main/default/standardValueSets/OpportunityStage.standardValueSet-meta.xml"
    ));
    insta::assert_snapshot!(text(
        &set,
        "force-app/main/default/globalValueSets/Lead_Lifecycle.globalValueSet-meta.xml"
    ));
    assert_eq!(merged(&[]).1, []);
}

#[test]
fn what_is_written_is_carried_over_once() {
    let (set, _) = merged(&[("OpportunityStage.standardValueSet", STAGES)]);
    let path = "org-settings/main/default/standardValueSets/OpportunityStage.standardValueSet-meta.xml";
    let (again, carried) = merged(&[(path, &text(&set, path))]);
    assert_eq!(text(&set, path), text(&again, path));
    assert!(carried.iter().all(|kept| kept.relabelled.is_empty()), "{carried:?}");
    assert_eq!(Node::read(&text(&set, path)).all("standardValue").count(), 5);
}

#[test]
fn a_broken_export_says_where_it_is_broken() {
    let errors = [
        "<StandardValueSet>\n  <standardValue>\n    <fullName>A</label>\n</StandardValueSet>",
        "<StandardValueSet>\n  <standardValue>\n",
        "<StandardValueSet>\n  <standardValue><label>A</label></standardValue>\n</StandardValueSet>",
        "<CustomObject/>",
        "<StandardValueSet>\n <sorted>&nonsense;</sorted></StandardValueSet>",
        "",
        "{}",
    ]
    .map(|text| {
        CurrentOrg::read([("o/OpportunityStage.standardValueSet-meta.xml", text.as_bytes())]).unwrap_err().to_string()
    });
    insta::assert_snapshot!(errors.join("\n"));
}
