//! Domains, pipelines and milestones.

use super::block::{Block, Body};
use super::cursor::Parser;
use super::stage::stage;
use crate::errors::{MISSING_PART, SyntaxError};
use crate::tree::{At, Domain, Milestone, Pipeline, Remarks, Rollup};
use crate::words::Place;

pub(super) const PLACE: Place = Place::Domain;

/// A domain's body, as its own type because a pipeline holds stages too.
pub(super) struct DomainBody<'d>(pub(super) &'d mut Domain);

pub(super) fn domain(p: &mut Parser<'_>, at: At) -> Domain {
    const EXAMPLE: &str = "domain lead \"Lead lifecycle\" on contact {";
    let mut node = Domain { name: p.identifier("the domain", EXAMPLE), label: p.label(PLACE), ..headless() };
    loop {
        let clause = p.peek().at;
        if p.eat_word("on").is_some() {
            node.object = p.name("an object", EXAMPLE);
        } else if p.eat_word("per").is_some() {
            if p.eat_word("product").is_none() {
                p.missing("`product`", "domain customer on ticket per product {");
            }
            node.per_product = Some(p.since(clause));
        } else if p.eat_word("rolls").is_some() {
            node.rollup = Some(rollup(p, clause));
        } else {
            break;
        }
    }
    if node.object.is_none() && !p.lost_here() {
        let header = p.since(at);
        p.error(
            SyntaxError::new(&MISSING_PART, header, "this domain does not say whose records move along it")
                .label("`on` and an object are missing")
                .help(format!("write it like this: `{EXAMPLE}`")),
        );
    }
    let body = if node.rollup.is_some() { Body::Optional } else { Body::Required };
    p.declaration_body(&mut DomainBody(&mut node), at, body);
    node
}

fn rollup(p: &mut Parser<'_>, at: At) -> Rollup {
    const EXAMPLE: &str = "rolls up most advanced lead";
    p.require_word("up", "`most advanced` or `least advanced`", EXAMPLE);
    let least = p.eat_word("least").is_some();
    if !least && p.eat_word("most").is_none() {
        p.missing("`most` or `least`", EXAMPLE);
    }
    p.require_word("advanced", "a domain", EXAMPLE);
    let source = p.name("the domain it derives from", EXAMPLE);
    Rollup { most: !least, source, at: p.since(at) }
}

impl Block for DomainBody<'_> {
    const PLACE: Place = PLACE;

    fn item(&mut self, p: &mut Parser<'_>, keyword: &str, at: At) -> bool {
        if keyword != "pipeline" {
            return stage(p, keyword, at, &mut self.0.stages);
        }
        let errors = p.error_count();
        let mut node = Pipeline {
            name: p.identifier("the pipeline", "pipeline NewBusiness \"New Business\" {"),
            label: p.label(Place::Pipeline),
            stages: Vec::new(),
            remarks: Remarks::default(),
            at,
            damaged: false,
        };
        p.body(&mut node, at, Body::Required);
        node.at = p.since(at);
        node.damaged = p.error_count() > errors;
        self.0.pipelines.push(node);
        true
    }

    fn remarks(&mut self) -> Option<&mut Remarks> {
        Some(&mut self.0.remarks)
    }
}

impl Block for Pipeline {
    const PLACE: Place = Place::Pipeline;

    fn item(&mut self, p: &mut Parser<'_>, keyword: &str, at: At) -> bool {
        stage(p, keyword, at, &mut self.stages)
    }

    fn remarks(&mut self) -> Option<&mut Remarks> {
        Some(&mut self.remarks)
    }
}

pub(super) fn milestone(p: &mut Parser<'_>, at: At) -> Milestone {
    const EXAMPLE: &str = "milestone FirstValue \"First value reached\" on ticket {";
    let mut node = Milestone {
        name: p.identifier("the milestone", EXAMPLE),
        label: p.label(Place::Milestone),
        object: None,
        means: None,
        when: None,
        remarks: Remarks::default(),
    };
    if p.require_word("on", "an object", EXAMPLE) {
        node.object = p.name("an object", EXAMPLE);
    }
    p.declaration_body(&mut node, at, Body::Required);
    node
}

impl Block for Milestone {
    const PLACE: Place = Place::Milestone;

    fn item(&mut self, p: &mut Parser<'_>, keyword: &str, at: At) -> bool {
        match keyword {
            "means" => {
                let text = p.text("the definition in quotes", "means \"…\"");
                p.once(&mut self.means, text, keyword, at, |text| text.at);
            }
            "when" => {
                let when = Some(p.condition());
                p.once(&mut self.when, when, keyword, at, |when| when.at);
            }
            _ => return false,
        }
        true
    }

    fn remarks(&mut self) -> Option<&mut Remarks> {
        Some(&mut self.remarks)
    }
}

/// A domain whose header is missing: what its items are read into.
pub(super) fn headless() -> Domain {
    Domain {
        name: None,
        label: None,
        object: None,
        per_product: None,
        rollup: None,
        stages: Vec::new(),
        pipelines: Vec::new(),
        remarks: Remarks::default(),
    }
}
