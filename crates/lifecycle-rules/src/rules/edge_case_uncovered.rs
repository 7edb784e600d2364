//! An edge case that the lifecycle has, and no scenario shows.

use crate::Cx;
use crate::naming::read;
use crate::part::Part;
use lifecycle_base::{Diagnostic, Location};
use lifecycle_model::StageKind;

rule! {
    "edge-case-uncovered", "edge_case_uncovered.md", Agreement, Info, fix: None,
    "no scenario shows what happens in an edge case that the lifecycle has"
}

/// An edge case of the playbook.
struct EdgeCase {
    /// The word behind `covers`.
    word: &'static str,
    /// The question it answers.
    question: &'static str,
    /// What in the model shows that the case can occur.
    occurs: fn(&Cx<'_>) -> Option<(Location, &'static str)>,
}

const EDGE_CASES: [EdgeCase; 3] = [
    EdgeCase {
        word: "churn_return",
        question: "what happens when a customer churns and comes back",
        occurs: customers_leave,
    },
    EdgeCase {
        word: "multi_product",
        question: "what happens when a customer buys a second product",
        occurs: several_products,
    },
    EdgeCase { word: "plg", question: "how someone who signs up by themselves enters", occurs: product_led },
];

pub(crate) fn check(cx: &mut Cx<'_>) {
    let model = cx.model();
    let covered: Vec<&str> =
        model.scenarios.iter().flat_map(|scenario| &scenario.covers).map(|(word, _)| word.as_str()).collect();
    for case in EDGE_CASES.iter().filter(|case| !covered.contains(&case.word)) {
        let message = format!("no scenario shows {}", case.question);
        let found = match (case.occurs)(cx) {
            Some((place, why)) => Diagnostic::new(&RULE, place, message).label(why),
            // A gate asks for all three: "it cannot happen here" is an answer, too, and has to be given.
            None if cx.is_strict() => Diagnostic::without_place(&RULE, message),
            None => continue,
        };
        cx.report(found.help(format!("write a scenario for it: `scenario \"…\" covers {} {{ … }}`", case.word)));
    }
}

fn customers_leave(cx: &Cx<'_>) -> Option<(Location, &'static str)> {
    let (model, parts) = (cx.model(), cx.parts());
    let mut leaving = model.stages.values().filter(|stage| {
        matches!(stage.kind, StageKind::Lost | StageKind::Closed) && parts.part(stage.track) == Part::Customer
    });
    leaving.next().map(|stage| (stage.ident.name_at, "customers can leave"))
}

fn several_products(cx: &Cx<'_>) -> Option<(Location, &'static str)> {
    let model = cx.model();
    let mut domains = model.domains.values().filter(|domain| domain.per_product);
    domains.next().map(|domain| (domain.ident.name_at, "one journey per product"))
}

/// Words of a motion in which people start by themselves, whole or as the beginning of a name.
const PRODUCT_LED: &[&str] =
    &["trial", "signup", "sign up", "signed up", "freemium", "pql", "product qualified", "self serve", "free user"];

fn product_led(cx: &Cx<'_>) -> Option<(Location, &'static str)> {
    let model = cx.model();
    let stages = model.stages.values().filter(|stage| stage.from.is_empty()).map(|stage| &stage.ident);
    let fields = model.fields.values().filter(|field| field.declared).map(|field| &field.ident);
    let mut led = stages.chain(fields).filter(|ident| {
        read(&ident.label).parts.iter().any(|words| {
            let name = format!(" {} ", words.join(" "));
            PRODUCT_LED.iter().any(|known| name.contains(&format!(" {known} ")))
        })
    });
    led.next().map(|ident| (ident.label_at, "people start by themselves"))
}
