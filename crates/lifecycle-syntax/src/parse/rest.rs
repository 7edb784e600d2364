//! The short declarations.

use super::block::{Block, Body};
use super::cursor::Parser;
use crate::grammar::TokenKind;
use crate::tree::{
    Alert, AlertKind, Amount, At, Baseline, Faq, Lifecycle, Maintain, Measure, Owner, OwnerKind, Remarks, Target,
    TargetOption, Term,
};
use crate::words::Place;

pub(super) fn lifecycle(p: &mut Parser<'_>, at: At) -> Lifecycle {
    let title = p.text("the name of the lifecycle in quotes", "lifecycle \"Acme GTM\" {");
    let mut node = Lifecycle { title, ..Lifecycle::default() };
    p.declaration_body(&mut node, at, Body::Required);
    node
}

impl Block for Lifecycle {
    const PLACE: Place = Place::Lifecycle;

    fn item(&mut self, p: &mut Parser<'_>, keyword: &str, at: At) -> bool {
        match keyword {
            "company" => {
                let text = p.text("the name of the company in quotes", "company \"Acme, Inc.\"");
                p.once(&mut self.company, text, keyword, at, |text| text.at);
            }
            "owner" => {
                let name = p.name("a team", "owner RevOps");
                p.once(&mut self.owner, name, keyword, at, |name| name.at);
            }
            "crm" => self.crm.extend(p.names("a CRM", "crm salesforce, hubspot")),
            "movement" => {
                let name = p.name("`forward_only` or `free`", "movement forward_only");
                p.once(&mut self.movement, name, keyword, at, |name| name.at);
            }
            "skip" => {
                let name = p.name("`allowed`, `filled` or `forbidden`", "skip allowed");
                p.once(&mut self.skip, name, keyword, at, |name| name.at);
            }
            _ => return false,
        }
        true
    }

    fn remarks(&mut self) -> Option<&mut Remarks> {
        Some(&mut self.remarks)
    }
}

pub(super) fn owner(p: &mut Parser<'_>, at: At, keyword: &str) -> Owner {
    let kind = if keyword == "queue" { OwnerKind::Queue } else { OwnerKind::Team };
    let (what, example) = match kind {
        OwnerKind::Team => ("the team", "team CS \"Customer Success\" { approver \"VP CS\" }"),
        OwnerKind::Queue => ("the queue", "queue Inbound \"Inbound leads\""),
    };
    let mut node = Owner {
        kind,
        name: p.identifier(what, example),
        label: p.label(Place::Owner),
        approvers: Vec::new(),
        remarks: Remarks::default(),
    };
    p.declaration_body(&mut node, at, Body::Optional);
    node
}

impl Block for Owner {
    const PLACE: Place = Place::Owner;

    fn item(&mut self, p: &mut Parser<'_>, keyword: &str, _: At) -> bool {
        if keyword != "approver" {
            return false;
        }
        self.approvers.extend(p.text("the role of the approver in quotes", "approver \"VP Sales\""));
        true
    }

    fn remarks(&mut self) -> Option<&mut Remarks> {
        Some(&mut self.remarks)
    }
}

pub(super) fn term(p: &mut Parser<'_>, at: At) -> Term {
    let mut node = Term {
        name: p.identifier("the term", "term FTV \"First Time to Value\" {"),
        label: p.label(Place::Term),
        means: None,
        remarks: Remarks::default(),
    };
    p.declaration_body(&mut node, at, Body::Required);
    node
}

impl Block for Term {
    const PLACE: Place = Place::Term;

    fn item(&mut self, p: &mut Parser<'_>, keyword: &str, at: At) -> bool {
        if keyword != "means" {
            return false;
        }
        let text = p.text("the definition in quotes", "means \"…\"");
        p.once(&mut self.means, text, keyword, at, |text| text.at);
        true
    }

    fn remarks(&mut self) -> Option<&mut Remarks> {
        Some(&mut self.remarks)
    }
}

pub(super) fn faq(p: &mut Parser<'_>, at: At) -> Faq {
    let question = p.text("the question in quotes", "faq \"How do I record a drop-off reason?\" {");
    let mut node = Faq { question, answer: None, remarks: Remarks::default() };
    p.declaration_body(&mut node, at, Body::Required);
    node
}

impl Block for Faq {
    const PLACE: Place = Place::Faq;

    fn item(&mut self, p: &mut Parser<'_>, keyword: &str, at: At) -> bool {
        if keyword != "answer" {
            return false;
        }
        let text = p.text("the answer in quotes", "answer \"…\"");
        p.once(&mut self.answer, text, keyword, at, |text| text.at);
        true
    }

    fn remarks(&mut self) -> Option<&mut Remarks> {
        Some(&mut self.remarks)
    }
}

pub(super) fn maintain(p: &mut Parser<'_>, at: At) -> Maintain {
    const EXAMPLE: &str = "maintain monthly \"Rogue stage audit\" {";
    let cadence = p.plain_name("`monthly`, `quarterly` or `yearly`", EXAMPLE);
    let title = p.text("the task in quotes", EXAMPLE);
    let mut node = Maintain { cadence, title, checks: Vec::new(), remarks: Remarks::default() };
    p.declaration_body(&mut node, at, Body::Required);
    node
}

impl Block for Maintain {
    const PLACE: Place = Place::Maintain;

    fn item(&mut self, p: &mut Parser<'_>, keyword: &str, _: At) -> bool {
        if keyword != "check" {
            return false;
        }
        self.checks.extend(p.text("what to check, in quotes", "check \"…\""));
        true
    }

    fn remarks(&mut self) -> Option<&mut Remarks> {
        Some(&mut self.remarks)
    }
}

pub(super) fn measure(p: &mut Parser<'_>, at: At) -> Measure {
    let mut node = Measure { metrics: Vec::new(), segments: Vec::new(), baselines: Vec::new(), alerts: Vec::new() };
    p.declaration_body(&mut node, at, Body::Required);
    node
}

impl Block for Measure {
    const PLACE: Place = Place::Measure;

    fn item(&mut self, p: &mut Parser<'_>, keyword: &str, at: At) -> bool {
        match keyword {
            "metrics" => self.metrics.extend(p.names("a metric", "metrics production, conversion")),
            "segment" => {
                if p.require_word("by", "a field", "segment by company.segment") {
                    self.segments.extend(p.names("a field", "segment by company.segment"));
                }
            }
            "baseline" => self.baselines.extend(baseline(p, at)),
            "alert" => self.alerts.extend(alert(p, at)),
            _ => return false,
        }
        true
    }

    fn remarks(&mut self) -> Option<&mut Remarks> {
        None
    }
}

fn baseline(p: &mut Parser<'_>, at: At) -> Option<Baseline> {
    const EXAMPLE: &str = "baseline lead.MQL to lead.SQL 15%";
    let from = p.name("a stage", EXAMPLE)?;
    if !p.require_word("to", "a stage", EXAMPLE) {
        return None;
    }
    let to = p.name("a stage", EXAMPLE)?;
    let rate = p.number("a percentage", EXAMPLE)?;
    Some(Baseline { from, to, rate, at: p.since(at) })
}

fn alert(p: &mut Parser<'_>, at: At) -> Option<Alert> {
    const EXAMPLE: &str = "alert conversion falls 5 points";
    let metric = p.name("a metric", EXAMPLE)?;
    let by_reason = p.eat_word("reason").is_some();
    let kinds = [AlertKind::Falls, AlertKind::Rises, AlertKind::Above, AlertKind::Below];
    let kind = kinds.into_iter().find(|kind| p.eat_word(kind.word()).is_some());
    let Some(kind) = kind else {
        p.missing("`falls`, `rises`, `above` or `below`", EXAMPLE);
        return None;
    };
    let _ = p.eat_word("by");
    let amount = if p.at_duration() {
        Amount::Duration(p.duration("a duration")?)
    } else {
        let number = p.number("a threshold", EXAMPLE)?;
        let points = p.eat_word("points").or_else(|| p.eat_word("point")).is_some();
        if points { Amount::Points(number) } else { Amount::Number(number) }
    };
    Some(Alert { metric, by_reason, kind, amount, at: p.since(at) })
}

pub(super) fn target(p: &mut Parser<'_>, at: At) -> Target {
    let name = p.name("a CRM", "target salesforce {");
    let mut node = Target { name, options: Vec::new(), remarks: Remarks::default() };
    p.declaration_body(&mut node, at, Body::Optional);
    node
}

impl Block for Target {
    const PLACE: Place = Place::Target;

    // Which settings there are, and what they take, is the target's to know: any word is read as one.
    fn item(&mut self, p: &mut Parser<'_>, keyword: &str, at: At) -> bool {
        let mut values = Vec::new();
        if !p.at_item_end() || p.kind() == TokenKind::Number {
            values.extend(p.value("a value", "api_version 66.0"));
            while p.eat_sign(",").is_some() {
                values.extend(p.value("a value", "api_version 66.0"));
            }
        } else {
            p.missing("a value", "api_version 66.0");
        }
        let key = crate::tree::Name { text: keyword.into(), at };
        self.options.push(TargetOption { key, values, at: p.since(at) });
        true
    }

    fn remarks(&mut self) -> Option<&mut Remarks> {
        Some(&mut self.remarks)
    }
}
