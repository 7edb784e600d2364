//! What the model holds where the source leaves it to rules: ranks, roles, labels, mirrors, product fields.

use super::rendered;
use lifecycle_model::{FieldKind, Model, Object, Role, Stage, StageId, Type};
use lifecycle_tests::project::analyse;

/// The model of a text without findings.
fn model(text: &str) -> Model {
    let text = format!("lifecycle \"Acme\" {{ }}\nteam Sales\nteam CS\n{text}\n");
    let analysed = analyse(&[("case.lifecycle".to_owned(), text)]);
    assert!(analysed.findings.is_empty(), "{}", rendered(&analysed));
    analysed.analysis.model
}

fn stage<'m>(model: &'m Model, path: &str) -> &'m Stage {
    let found = model.stages.iter().find(|(id, _)| model.stage_path(*id) == path);
    found.unwrap_or_else(|| panic!("no stage {path}")).1
}

fn paths(model: &Model, stages: &[StageId]) -> Vec<String> {
    stages.iter().map(|id| model.stage_path(*id)).collect()
}

#[test]
fn rank_is_the_order_in_the_file_and_only_of_stages_that_advance() {
    let m = model(
        "domain lead on contact {
           stage A  lost stage B  stage C  hold stage D  closed stage E  retired stage F  won stage G
         }",
    );
    let ranks: Vec<_> = m.stages.values().map(|stage| stage.rank).collect();
    assert_eq!(ranks, [Some(0), None, Some(1), None, None, None, Some(2)]);
    let track = m.domains.values().next().unwrap().tracks[0];
    let ranked: Vec<_> = m.ranked_stages(track).map(|(_, stage)| stage.ident.name.to_string()).collect();
    assert_eq!(ranked, ["A", "C", "G"]);
}

#[test]
fn each_pipeline_counts_its_own_ranks() {
    let m = model("domain sales on deal { pipeline P { stage A  stage B }  pipeline Q { stage A  stage B } }");
    let ranks: Vec<_> = m.stages.values().map(|stage| stage.rank.unwrap()).collect();
    assert_eq!(ranks, [0, 1, 0, 1]);
    assert_eq!(m.domains.values().next().unwrap().tracks.len(), 2);
}

#[test]
fn roles_by_identifier_or_by_saying_so() {
    let m = model(
        "domain lead on contact {
           stage Mql  stage SAL { counts as SAL }  stage Qualified { counts as SQL, SAO }
           stage Closed_Won  stage FirstValue  stage SQLs  stage MQLead
         }",
    );
    let roles = |name: &str| stage(&m, &format!("lead.{name}")).roles.clone();
    assert_eq!(roles("Mql"), [Role::Mql]);
    assert_eq!(roles("SAL"), [Role::Sal], "not twice");
    assert_eq!(roles("Qualified"), [Role::Sql, Role::Sao]);
    assert_eq!(roles("Closed_Won"), [Role::ClosedWon]);
    assert_eq!(roles("FirstValue"), [Role::FirstValue]);
    assert_eq!(roles("SQLs"), []);
    assert_eq!(roles("MQLead"), []);
}

#[test]
fn labels_come_from_identifiers_unless_written() {
    let m = model(
        "domain lead on contact { stage MarketingEngaged  stage MQL \"Marketing Qualified\" }
         object contact { field fit_score number  field email email  field title text \"Role\" }",
    );
    assert_eq!(stage(&m, "lead.MarketingEngaged").ident.label, "Marketing Engaged");
    assert!(!stage(&m, "lead.MarketingEngaged").ident.label_written);
    assert_eq!(stage(&m, "lead.MQL").ident.label, "Marketing Qualified");
    let labels: Vec<_> = m.declared_fields(Object::Contact).map(|(_, field)| field.ident.label.to_string()).collect();
    assert!(labels.contains(&"Fit score".to_owned()), "{labels:?}");
    assert!(labels.contains(&"Email".to_owned()), "a standard field keeps its label: {labels:?}");
    assert!(labels.contains(&"Role".to_owned()), "{labels:?}");
}

#[test]
fn a_bare_stage_is_of_the_own_track() {
    let m = model(
        "domain sales on deal {
           pipeline P { stage A { exit { to B  drop to Q.Lost for \"x\" } }  stage B  lost stage Lost }
           pipeline Q { stage A { exit { to B } }  stage B { entry { deal is beyond A } }  lost stage Lost }
         }",
    );
    let targets = |path: &str| -> Vec<String> {
        let exits = &stage(&m, path).exits;
        exits.iter().map(|exit| m.stage_path(exit.target.unwrap())).collect()
    };
    assert_eq!(targets("P.A"), ["P.B", "Q.Lost"]);
    assert_eq!(targets("Q.A"), ["Q.B"]);
}

#[test]
fn a_mirror_takes_everything_over_but_criteria_and_exits() {
    let m = model(
        "domain outer on company rolls up least advanced inner
         domain inner on company rolls up most advanced lead
         domain lead on contact {
           golden stage Qualified \"Qualified!\" {
             means \"…\"  owner Sales  counts as SQL  was Ready  entry { email is known }  exit { drop to Gone for \"x\" }
             confirmed by Sales on 2026-03-02
           }
           lost stage Gone
         }",
    );
    for (path, from) in [("inner.Qualified", "lead.Qualified"), ("outer.Qualified", "inner.Qualified")] {
        let s = stage(&m, path);
        assert_eq!(paths(&m, &s.from), [from]);
        assert_eq!(s.means.as_deref(), Some("…"));
        assert_eq!(s.owners.len(), 1);
        assert_eq!(s.roles, [Role::Sql]);
        assert_eq!(s.ident.label, "Qualified!");
        assert_eq!(s.ident.remarks.was, ["Ready"]);
        assert_eq!(s.ident.remarks.confirmed.len(), 1);
        assert!(s.golden && s.rank == Some(0));
        assert!(s.entry.is_none() && s.exits.is_empty());
    }
    assert_eq!(stage(&m, "outer.Gone").rank, None);
}

#[test]
fn a_mirror_of_several_pipelines_merges_stages_of_one_name() {
    let m = model(
        "domain account on company rolls up most advanced sales
         domain sales on deal {
           pipeline New { stage Open  stage Proposal  won stage Won }
           pipeline Renewal { stage Proposal  stage Signed  won stage Won }
         }",
    );
    let account = m.domains.values().find(|domain| domain.ident.name == "account").unwrap();
    let stages: Vec<_> =
        m.stages_of(account.tracks[0]).map(|(_, s)| (s.ident.name.to_string(), s.rank, s.from.len())).collect();
    let expected = [("Open", 1), ("Proposal", 2), ("Won", 2), ("Signed", 1)];
    let expected: Vec<_> =
        expected.iter().enumerate().map(|(i, (name, from))| ((*name).to_owned(), Some(i as u32), *from)).collect();
    assert_eq!(stages, expected);
}

#[test]
fn derived_stages_name_their_sources() {
    let m = model(
        "domain sales on deal { pipeline P { stage A  stage B }  pipeline Q { stage B  stage C } }
         domain account on company rolls up most advanced sales {
           stage Early { from A, Q.B }
           stage Late  { from P.B, sales.C }
         }",
    );
    assert_eq!(paths(&m, &stage(&m, "account.Early").from), ["P.A", "Q.B"]);
    assert_eq!(paths(&m, &stage(&m, "account.Late").from), ["P.B", "Q.C"]);
}

#[test]
fn per_product_adds_the_product_to_its_object_and_to_deals() {
    let product = |m: &Model, object: Object| {
        let mut fields = m.fields.values();
        fields.find(|field| field.object == object && field.ident.name == "product").map(|field| field.ty)
    };
    let plain = model("domain adoption on ticket { stage A }");
    assert_eq!((product(&plain, Object::Ticket), product(&plain, Object::Deal)), (None, None));
    let per = model("domain adoption on ticket per product { stage A }");
    assert_eq!(product(&per, Object::Ticket), Some(Type::Product));
    assert_eq!(product(&per, Object::Deal), Some(Type::Product));
    assert_eq!(product(&per, Object::Contact), None);
    let own = model("domain adoption on ticket per product { stage A }\nobject ticket { field product text }");
    assert_eq!(product(&own, Object::Ticket), Some(Type::Text));
    assert_eq!(product(&own, Object::Deal), Some(Type::Product));
}

#[test]
fn an_object_is_the_sum_of_its_declarations() {
    let m = model(
        "object contact { field a text }
         object company { field b text }
         object contact { status c { X  Y }  type d { Z } }",
    );
    let fields: Vec<_> =
        m.declared_fields(Object::Contact).map(|(_, field)| (field.ident.name.to_string(), field.kind)).collect();
    let expected = [("a", FieldKind::Field), ("c", FieldKind::Status), ("d", FieldKind::Type)];
    assert_eq!(fields, expected.map(|(name, kind)| (name.to_owned(), kind)));
}

/// However many names are unknown, the work grows with the text.
#[test]
fn a_thousand_mistakes_stay_cheap() {
    let mut text = String::from("lifecycle \"Acme\" { }\ndomain lead on contact {\n");
    for i in 0..4000 {
        text += &format!("stage S{i} {{ exit {{ to Missing{i} }} entry {{ contact is at lead.Nowhere{i} }} }}\n");
    }
    text += "}\n";
    let start = std::time::Instant::now();
    let analysed = analyse(&[("case.lifecycle".to_owned(), text)]);
    assert_eq!(analysed.findings.len(), 8000);
    assert!(start.elapsed().as_secs() < 10, "{:?}", start.elapsed());
}

/// Chains of mirrors neither recurse nor multiply without end.
#[test]
fn long_chains_of_mirrors_end() {
    let mut text = String::from("lifecycle \"Acme\" { }\ndomain d0 on contact { stage A  stage B }\n");
    for i in 1..20_000 {
        text += &format!("domain d{i} on company rolls up most advanced d{}\n", i - 1);
    }
    let analysed = analyse(&[("case.lifecycle".to_owned(), text)]);
    assert!(analysed.findings.is_empty());
    let mut wide = String::from("lifecycle \"Acme\" { }\ndomain d0 on contact {\n");
    (0..2000).for_each(|i| wide += &format!("stage S{i}\n"));
    wide += "}\n";
    (1..200).for_each(|i| wide += &format!("domain d{i} on company rolls up most advanced d{}\n", i - 1));
    let analysed = analyse(&[("case.lifecycle".to_owned(), wide)]);
    assert!(analysed.findings.iter().all(|found| found.rule.name == "invalid-rollup"));
    assert!(analysed.analysis.model.stages.len() < 110_000);
}
