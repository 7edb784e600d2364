//! Scenarios: examples that run.

use super::block::{Block, Body};
use super::cursor::Parser;
use crate::grammar::TokenKind;
use crate::tree::{At, Given, Remarks, Scenario, Step, StepKind};
use crate::words::Place;

pub(super) const PLACE: Place = Place::Scenario;

pub(super) fn scenario(p: &mut Parser<'_>, at: At) -> Scenario {
    const EXAMPLE: &str = "scenario \"A churned customer comes back\" covers churn_return {";
    let title = p.text("the title in quotes", EXAMPLE);
    let covers = match p.eat_word("covers") {
        Some(_) => p.names("an edge case", EXAMPLE),
        None => Vec::new(),
    };
    let mut node = Scenario { title, covers, steps: Vec::new(), remarks: Remarks::default() };
    p.declaration_body(&mut node, at, Body::Required);
    node
}

impl Block for Scenario {
    const PLACE: Place = PLACE;

    fn item(&mut self, p: &mut Parser<'_>, keyword: &str, at: At) -> bool {
        let kind = match keyword {
            "given" => given(p).map(StepKind::Given),
            "when" => when(p),
            "expect" => expect(p),
            _ => return false,
        };
        if let Some(kind) = kind {
            self.steps.push(Step { kind, at: p.since(at) });
        }
        true
    }

    fn remarks(&mut self) -> Option<&mut Remarks> {
        Some(&mut self.remarks)
    }
}

fn given(p: &mut Parser<'_>) -> Option<Given> {
    const EXAMPLE: &str = "given contact at lead.Customer with fit_score = 80";
    let object = p.name("an object", EXAMPLE)?;
    let stage = p.eat_word("at").and_then(|_| p.name("a stage", EXAMPLE));
    Some(Given { object, stage, with: p.with() })
}

fn when(p: &mut Parser<'_>) -> Option<StepKind> {
    if p.at_event() {
        let event = p.event()?;
        return Some(StepKind::Event { event, with: p.with() });
    }
    let assigns = p.assigns("when contact.hand_raised = true");
    (!assigns.is_empty()).then_some(StepKind::Change(assigns))
}

/// `OBJECT at STAGE [with …]`, `OBJECT with …`, or any condition.
fn expect(p: &mut Parser<'_>) -> Option<StepKind> {
    let next = p.text_of(p.ahead(1));
    if p.kind() == TokenKind::Word && matches!(next, "at" | "with") {
        return given(p).map(StepKind::ExpectRecord);
    }
    Some(StepKind::ExpectCondition(p.condition()))
}
