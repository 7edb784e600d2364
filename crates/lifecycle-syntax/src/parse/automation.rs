//! Automations: events and actions.

use super::block::{Block, Body};
use super::cursor::Parser;
use crate::grammar::TokenKind;
use crate::tree::{Action, ActionKind, Assign, At, Automation, Event, EventKind, Remarks};
use crate::words::Place;

pub(super) const PLACE: Place = Place::Automation;

pub(super) fn automation(p: &mut Parser<'_>, at: At) -> Automation {
    let name = p.identifier("the automation", "automation DealWon \"A won deal makes its contacts customers\" {");
    let mut node = Automation { name, label: p.label(PLACE), ..headless() };
    p.declaration_body(&mut node, at, Body::Required);
    node
}

/// An automation whose header is missing: what its items are read into.
pub(super) fn headless() -> Automation {
    Automation {
        name: None,
        label: None,
        event: None,
        conditions: Vec::new(),
        actions: Vec::new(),
        remarks: Remarks::default(),
    }
}

impl Block for Automation {
    const PLACE: Place = PLACE;

    fn item(&mut self, p: &mut Parser<'_>, keyword: &str, at: At) -> bool {
        match keyword {
            "when" => {
                let event = p.event();
                p.once(&mut self.event, event, keyword, at, |event| event.at);
            }
            "if" => {
                let condition = p.condition();
                self.conditions.push(condition);
            }
            _ => match action(p, keyword) {
                Some(Some(kind)) => self.actions.push(Action { kind, at: p.since(at) }),
                Some(None) => {}
                None => return false,
            },
        }
        true
    }

    fn remarks(&mut self) -> Option<&mut Remarks> {
        Some(&mut self.remarks)
    }
}

/// `None` when `keyword` is no action; `Some(None)` when the action cannot be read.
fn action(p: &mut Parser<'_>, keyword: &str) -> Option<Option<ActionKind>> {
    Some(match keyword {
        "move" => object_and_stage(p, "to", "move contact to lead.SQL")
            .map(|(object, stage)| ActionKind::Move { object, stage }),
        "restart" => object_and_stage(p, "at", "restart contact at lead.MarketingEngaged")
            .map(|(object, stage)| ActionKind::Restart { object, stage }),
        "set" => p.assign("set contact.accepted_on = today").map(ActionKind::Set),
        "create" => create(p),
        "notify" => p
            .plain_name("a team", "notify Sales \"…\"")
            .map(|team| ActionKind::Notify { team, text: p.text("the message in quotes", "notify Sales \"…\"") }),
        "task" => task(p),
        _ => return None,
    })
}

fn object_and_stage(p: &mut Parser<'_>, word: &str, example: &str) -> Option<(crate::tree::Name, crate::tree::Name)> {
    let object = p.name("an object", example)?;
    if !p.require_word(word, "a stage", example) {
        return None;
    }
    Some((object, p.name("a stage", example)?))
}

fn create(p: &mut Parser<'_>) -> Option<ActionKind> {
    const EXAMPLE: &str = "create ticket at customer.PreOnboarding";
    let object = p.name("an object", EXAMPLE)?;
    let stage = p.eat_word("at").and_then(|_| p.name("a stage", EXAMPLE));
    Some(ActionKind::Create { object, stage, with: p.with() })
}

fn task(p: &mut Parser<'_>) -> Option<ActionKind> {
    const EXAMPLE: &str = "task Sales \"Call back\" due 1 business day";
    let team = p.plain_name("a team", EXAMPLE)?;
    let text = p.text("the task in quotes", EXAMPLE);
    let due = p.eat_word("due").and_then(|_| p.duration("a duration"));
    Some(ActionKind::Task { team, text, due })
}

impl Parser<'_> {
    /// An event, or a report that there is none.
    pub(super) fn event(&mut self) -> Option<Event> {
        let at = self.peek().at;
        let kind = if self.kind() == TokenKind::Number { self.relative_event() } else { self.record_event() }?;
        Some(Event { kind, at: self.since(at) })
    }

    fn relative_event(&mut self) -> Option<EventKind> {
        const EXAMPLE: &str = "120 days before deal.contract_end";
        let duration = self.duration("a duration")?;
        let before = self.eat_word("before").is_some();
        if !before && self.eat_word("after").is_none() {
            self.missing("`before` or `after` and a date field", EXAMPLE);
            return None;
        }
        Some(EventKind::Relative { duration, before, field: self.name("a date field", EXAMPLE)? })
    }

    fn record_event(&mut self) -> Option<EventKind> {
        const EXAMPLE: &str = "deal enters NewBusiness.ClosedWon";
        let subject = self.name("an object or a field", EXAMPLE)?;
        let token = self.peek();
        let word = self.text_of(token);
        match word {
            "is" if self.text_of(self.ahead(1)) == "created" => {
                self.bump();
                self.bump();
                let pipeline =
                    self.eat_word("in").and_then(|_| self.name("a pipeline", "deal is created in NewBusiness"));
                Some(EventKind::Created { object: subject, pipeline })
            }
            "enters" | "leaves" => {
                self.bump();
                let stage = self.name("a stage", EXAMPLE)?;
                Some(match word {
                    "enters" => EventKind::Enters { object: subject, stage },
                    _ => EventKind::Leaves { object: subject, stage },
                })
            }
            "changes" => {
                self.bump();
                Some(EventKind::Changes { field: subject })
            }
            "becomes" => {
                self.bump();
                let value = self.value("a value", "contact.hand_raised becomes true")?;
                Some(EventKind::Becomes { field: subject, value })
            }
            "stays" => {
                const EXAMPLE: &str = "contact stays in lead.MQL for 1 business day";
                self.bump();
                if !self.require_word("in", "a stage", EXAMPLE) {
                    return None;
                }
                let stage = self.name("a stage", EXAMPLE)?;
                if !self.require_word("for", "a duration", EXAMPLE) {
                    return None;
                }
                Some(EventKind::Stays { object: subject, stage, duration: self.duration("a duration")? })
            }
            _ => {
                self.missing("`is created`, `enters`, `leaves`, `changes`, `becomes` or `stays in`", EXAMPLE);
                None
            }
        }
    }

    /// Whether the next words are an event rather than an assignment.
    pub(super) fn at_event(&self) -> bool {
        let word = self.text_of(self.ahead(1));
        let created = word == "is" && self.text_of(self.ahead(2)) == "created";
        self.kind() == TokenKind::Number
            || created
            || matches!(word, "enters" | "leaves" | "changes" | "becomes" | "stays")
    }

    /// `FIELD = VALUE`.
    pub(super) fn assign(&mut self, example: &str) -> Option<Assign> {
        let field = self.name("a field", example)?;
        if let Some(at) = self.eat_word("to") {
            self.foreign_sign(at, "to", "=");
        } else if let Some(at) = self.eat_word("is") {
            self.foreign_sign(at, "is", "=");
        } else if let Some(first) = self.eat_sign("=") {
            if self.at_sign("=") && self.peek().at.start == first.end {
                let at = first.to(self.bump().at);
                self.foreign_sign(at, "==", "=");
            }
        } else if matches!(self.next_text(), ":" | ":=") {
            let sign = self.bump();
            self.foreign_sign(sign.at, self.text_of(sign), "=");
        } else {
            self.missing("`=` and a value", example);
            return None;
        }
        let value = self.value("a value", example)?;
        Some(Assign { at: self.since(field.at), field, value })
    }

    /// `FIELD = VALUE, …`. A comma may end its line.
    pub(super) fn assigns(&mut self, example: &str) -> Vec<Assign> {
        let mut assigns: Vec<Assign> = self.assign(example).into_iter().collect();
        while !assigns.is_empty() && self.assigns_go_on() {
            match self.assign(example) {
                Some(assign) => assigns.push(assign),
                None => break,
            }
        }
        assigns
    }

    /// Takes the comma between two assignments, or `and` in its place.
    fn assigns_go_on(&mut self) -> bool {
        if self.at_sign(",") && !self.comma_ends_list() {
            self.bump();
            return true;
        }
        let and = self.eat_word("and");
        if let Some(at) = and {
            self.foreign_sign(at, "and", ",");
        }
        and.is_some()
    }

    /// An optional `with FIELD = VALUE, …`.
    pub(super) fn with(&mut self) -> Vec<Assign> {
        match self.eat_word("with") {
            Some(_) => self.assigns("with email = \"ada@example.com\", fit_score = 80"),
            None => Vec::new(),
        }
    }
}
