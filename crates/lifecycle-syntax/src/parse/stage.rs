//! Stages and their ways out.

use super::block::{Block, Body};
use super::cursor::Parser;
use super::entry::entry;
use crate::errors::{MISSING_PART, SyntaxError};
use crate::grammar::TokenKind;
use crate::tree::{At, Exit, ExitKind, Reason, Remarks, Sla, Stage, StageKind};
use crate::words::Place;
use lifecycle_base::nearest;

/// Reads `[golden] [won|lost|…] stage Name …`; the first word, `keyword`, has been taken. False when it is none of these.
pub(super) fn stage(p: &mut Parser<'_>, keyword: &str, at: At, stages: &mut Vec<Stage>) -> bool {
    let errors = p.error_count();
    let Some((golden, kind)) = marks(p, keyword, at) else { return true };
    let mut node = Stage {
        golden,
        kind,
        name: p.identifier("the stage", "stage MQL \"Marketing Qualified Lead\" {"),
        label: p.label(Place::Stage),
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

/// Reads the words before `stage`, and that. `None` when there is no `stage` at all.
fn marks(p: &mut Parser<'_>, first: &str, at: At) -> Option<(Option<At>, StageKind)> {
    let (mut golden, mut kind, mut word, mut word_at) = (None, StageKind::Open, first.to_owned(), at);
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
        let text = p.next_text();
        if next.kind != TokenKind::Word || next.line_break {
            p.missing("`stage` and its name", "golden won stage ClosedWon \"Closed Won\" {");
            return None;
        }
        if !matches!(text, "stage" | "golden") && mark_of(text).is_none() {
            // A misspelt `stage`, or none at all and this is the name.
            let another = p.ahead(1).kind == TokenKind::Word && !p.ahead(1).line_break;
            if another && nearest(text, ["stage"]).is_some() {
                p.bump();
                p.misspelt(next, "stage");
            } else {
                p.require_word("stage", "a name", "golden won stage ClosedWon \"Closed Won\" {");
            }
            break;
        }
        word = text.to_owned();
        word_at = p.bump().at;
    }
    Some((golden, kind))
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
                if p.require_word("as", "a role", "counts as SQL") {
                    self.counts_as.extend(p.names("a role", "counts as SQL"));
                }
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
                let read = p.require_word("after", "a duration", "stale after 30 days");
                let after = if read { p.duration("a duration") } else { None };
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
        let led = kind == ExitKind::To || p.require_word("to", "a stage", example);
        let target = if led { p.name("a stage", example) } else { None };
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
        let Some(text) = p.text_up_to("a reason in quotes", example, ",") else { return };
        let after = p.eat_word("after").and_then(|_| p.duration("a duration"));
        reasons.push(Reason { text, after });
        if !p.texts_go_on(example) {
            return;
        }
    }
}
