//! Domains, pipelines, stages and milestones.

use super::MarkKind;
use super::block::{Block, Body};
use super::cursor::Parser;
use crate::errors::{MISSING_PART, SyntaxError};
use crate::grammar::TokenKind;
use crate::tree::{
    At, Criterion, CriterionKind, Domain, Entry, Exit, ExitKind, Milestone, Pipeline, Quantifier, Reason, Remarks,
    Rollup, Sla, Stage, StageKind,
};
use crate::words::Place;

pub(super) const PLACE: Place = Place::Domain;

/// A domain's body, as its own type because a pipeline holds stages too.
pub(super) struct DomainBody<'d>(pub(super) &'d mut Domain);

pub(super) fn domain(p: &mut Parser<'_>, at: At) -> Domain {
    const EXAMPLE: &str = "domain lead \"Lead lifecycle\" on contact {";
    let mut node = Domain {
        name: p.identifier("the domain", EXAMPLE),
        label: p.label(),
        object: None,
        per_product: None,
        rollup: None,
        stages: Vec::new(),
        pipelines: Vec::new(),
        remarks: Remarks::default(),
    };
    loop {
        let clause = p.peek().at;
        if p.eat_word("on").is_some() {
            node.object = p.name("an object", EXAMPLE);
        } else if p.eat_word("per").is_some() {
            if p.eat_word("product").is_none() {
                p.missing("`product`", "per product");
            }
            node.per_product = Some(p.since(clause));
        } else if p.eat_word("rolls").is_some() {
            node.rollup = Some(rollup(p, clause));
        } else {
            break;
        }
    }
    if node.object.is_none() {
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
    if p.eat_word("up").is_none() {
        p.missing("`up`", EXAMPLE);
    }
    let least = p.eat_word("least").is_some();
    if !least && p.eat_word("most").is_none() {
        p.missing("`most` or `least`", EXAMPLE);
    }
    if p.eat_word("advanced").is_none() {
        p.missing("`advanced`", EXAMPLE);
    }
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
            label: p.label(),
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

/// Reads `[golden] [won|lost|…] stage Name …`; the first word has been taken.
fn stage(p: &mut Parser<'_>, keyword: &str, at: At, stages: &mut Vec<Stage>) -> bool {
    let errors = p.error_count();
    let (mut golden, mut kind, mut word, mut word_at) = (None, StageKind::Open, keyword.to_owned(), at);
    while word != "stage" {
        match mark_of(&word) {
            Some(mark) if kind == StageKind::Open => kind = mark,
            Some(_) => p.error(
                SyntaxError::new(&MISSING_PART, word_at, "a stage is only one of won, lost, closed, hold and retired")
                    .label("a second one")
                    .help("keep one of them"),
            ),
            None => golden = Some(word_at),
        }
        let next = p.peek();
        if next.kind != TokenKind::Word
            || !(p.at_word("stage") || p.at_word("golden") || mark_of(p.next_text()).is_some())
        {
            p.missing("`stage`", "golden won stage ClosedWon \"Closed Won\" {");
            break;
        }
        word = p.next_text().to_owned();
        word_at = p.bump().at;
    }
    let mut node = Stage {
        golden,
        kind,
        name: p.identifier("the stage", "stage MQL \"Marketing Qualified Lead\" {"),
        label: p.label(),
        means: None,
        owners: Vec::new(),
        counts_as: Vec::new(),
        entry: None,
        exits: Vec::new(),
        exit_at: None,
        probability: None,
        forecast: None,
        slas: Vec::new(),
        stale: None,
        evidence: Vec::new(),
        untracked: None,
        from: Vec::new(),
        remarks: Remarks::default(),
        at,
        damaged: false,
    };
    p.body(&mut node, at, Body::Optional);
    node.at = p.since(at);
    node.damaged = p.error_count() > errors;
    stages.push(node);
    true
}

fn mark_of(word: &str) -> Option<StageKind> {
    [StageKind::Won, StageKind::Lost, StageKind::Closed, StageKind::Hold, StageKind::Retired]
        .into_iter()
        .find(|kind| kind.keyword() == word)
}

impl Block for Stage {
    const PLACE: Place = Place::Stage;

    fn item(&mut self, p: &mut Parser<'_>, keyword: &str, at: At) -> bool {
        match keyword {
            "means" => {
                let text = p.text("the definition in quotes", "means \"…\"");
                p.once(&mut self.means, text, keyword, at, |text| text.at);
            }
            "owner" => self.owners.extend(p.names("a team or queue", "owner Sales")),
            "counts" => {
                if p.eat_word("as").is_none() {
                    p.missing("`as`", "counts as SQL");
                }
                self.counts_as.extend(p.names("a role", "counts as SQL"));
            }
            "entry" => {
                let entry = entry(p, at);
                p.once(&mut self.entry, Some(entry), keyword, at, |entry| entry.at);
            }
            "exit" => {
                let mut exits = Exits(Vec::new());
                p.body(&mut exits, at, Body::Required);
                let whole = p.since(at);
                self.exits.append(&mut exits.0);
                p.once(&mut self.exit_at, Some(whole), keyword, at, |at| *at);
            }
            "probability" => {
                let number = p.number("a percentage", "probability 25%");
                p.once(&mut self.probability, number, keyword, at, |number| number.at);
            }
            "forecast" => {
                let name = p.name("a forecast category", "forecast commit");
                p.once(&mut self.forecast, name, keyword, at, |name| name.at);
            }
            "sla" => {
                if let Some(within) = p.duration("a duration") {
                    let when = p.eat_word("when").map(|_| p.condition());
                    self.slas.push(Sla { within, when, at: p.since(at) });
                }
            }
            "stale" => {
                if p.eat_word("after").is_none() {
                    p.missing("`after`", "stale after 30 days");
                }
                let after = p.duration("a duration");
                p.once(&mut self.stale, after, keyword, at, |after| after.at);
            }
            "evidence" => self.evidence.extend(p.text("the evidence in quotes", "evidence \"…\"")),
            "untracked" => self.untracked = Some(at),
            "from" => self.from.extend(p.names("a stage of the source", "from KnownLead, MarketingEngaged")),
            _ => return false,
        }
        true
    }

    fn remarks(&mut self) -> Option<&mut Remarks> {
        Some(&mut self.remarks)
    }
}

fn entry(p: &mut Parser<'_>, at: At) -> Entry {
    let auto = p.eat_word("auto");
    let mut criteria = Vec::new();
    criteria_block(p, at, &mut criteria);
    Entry { auto, criteria, at: p.since(at) }
}

/// `{ criteria }`: one a line, since a criterion may start with any word.
fn criteria_block(p: &mut Parser<'_>, header: At, criteria: &mut Vec<Criterion>) {
    let header = p.since(header);
    if p.kind() != TokenKind::Open {
        p.missing("`{`", "entry { email is known }");
        return;
    }
    let open = p.bump().at;
    p.places.push(Place::Entry);
    loop {
        let token = p.peek();
        match token.kind {
            TokenKind::Close => {
                p.bump();
                break;
            }
            TokenKind::End => {
                p.unclosed(header, open, None);
                break;
            }
            TokenKind::Word if p.belongs_outside() => {
                p.unclosed(header, open, Some(token.at));
                break;
            }
            _ => {
                p.mark(MarkKind::Criterion);
                let before = p.position();
                criteria.push(criterion(p));
                p.reject_rest("this criterion");
                if p.position() == before {
                    p.skip_balanced();
                }
            }
        }
    }
    p.places.pop();
}

fn criterion(p: &mut Parser<'_>) -> Criterion {
    let at = p.peek().at;
    let group = group_quantifier(p);
    let kind = if let Some(quantifier) = group {
        let mut inner = Vec::new();
        p.depth += 1;
        criteria_block(p, at, &mut inner);
        p.depth -= 1;
        CriterionKind::Group(quantifier, inner)
    } else if p.at_word("manual") && matches!(p.ahead(1).kind, TokenKind::Text | TokenKind::UnclosedText) {
        p.bump();
        match p.text("what a person judges, in quotes", "manual \"…\"") {
            Some(text) => CriterionKind::Manual(text),
            None => CriterionKind::Condition(p.condition()),
        }
    } else {
        CriterionKind::Condition(p.condition())
    };
    let prose = p.optional_text();
    Criterion { kind, prose, at: p.since(at) }
}

/// Takes `any of`, `all of` or `2 of`.
fn group_quantifier(p: &mut Parser<'_>) -> Option<Quantifier> {
    if p.text_of(p.ahead(1)) != "of" {
        return None;
    }
    let token = p.peek();
    let quantifier = match p.text_of(token) {
        "any" | "one" => Quantifier::Any,
        "all" => Quantifier::All,
        count if token.kind == TokenKind::Number => Quantifier::AtLeast(count.parse().ok()?),
        _ => return None,
    };
    p.bump();
    p.bump();
    Some(quantifier)
}

/// The items of `exit { … }`.
struct Exits(Vec<Exit>);

impl Block for Exits {
    const PLACE: Place = Place::Exit;

    fn item(&mut self, p: &mut Parser<'_>, keyword: &str, at: At) -> bool {
        let kind = match keyword {
            "to" => ExitKind::To,
            "recycle" => ExitKind::Recycle,
            "drop" => ExitKind::Drop,
            _ => return false,
        };
        let example = match kind {
            ExitKind::To => "to SQL",
            ExitKind::Recycle => "recycle to MarketingEngaged for \"Not ready\" after 90 days",
            ExitKind::Drop => "drop to Disqualified for \"Not in ICP\"",
        };
        if kind != ExitKind::To && p.eat_word("to").is_none() {
            p.missing("`to` and a stage", example);
        }
        let target = p.name("a stage", example);
        let (mut when, mut reasons) = (None, Vec::new());
        loop {
            if p.eat_word("when").is_some() {
                when = Some(p.condition());
            } else if p.eat_word("for").is_some() {
                self::reasons(p, &mut reasons, example);
            } else {
                break;
            }
        }
        self.0.push(Exit { kind, target, when, reasons, at: p.since(at) });
        true
    }

    fn remarks(&mut self) -> Option<&mut Remarks> {
        None
    }
}

/// `"reason" [after DURATION], …`. A comma may end its line.
fn reasons(p: &mut Parser<'_>, reasons: &mut Vec<Reason>, example: &str) {
    loop {
        let Some(text) = p.text("a reason in quotes", example) else { return };
        let after = p.eat_word("after").and_then(|_| p.duration("a duration"));
        reasons.push(Reason { text, after });
        if p.eat_sign(",").is_none() {
            return;
        }
    }
}

pub(super) fn milestone(p: &mut Parser<'_>, at: At) -> Milestone {
    const EXAMPLE: &str = "milestone FirstValue \"First value reached\" on ticket {";
    let mut node = Milestone {
        name: p.identifier("the milestone", EXAMPLE),
        label: p.label(),
        object: None,
        means: None,
        when: None,
        remarks: Remarks::default(),
    };
    match p.eat_word("on") {
        Some(_) => node.object = p.name("an object", EXAMPLE),
        None => p.missing("`on` and an object", EXAMPLE),
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
