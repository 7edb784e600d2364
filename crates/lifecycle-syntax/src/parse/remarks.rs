//! `was`, `note`, `allow`, `assumed` and `confirmed`.

use super::cursor::Parser;
use crate::tree::{Allow, At, Confirmed, Remarks};

impl Parser<'_> {
    /// Reads a remark whose keyword has been taken. False when `keyword` is none.
    pub(super) fn remark(&mut self, remarks: &mut Remarks, keyword: &str, at: At) -> bool {
        match keyword {
            "was" => remarks.was.extend(self.names("the former name", "was OldName")),
            "note" => remarks.notes.extend(self.text("a note in quotes", "note \"…\"")),
            "assumed" => remarks.assumed = Some(at),
            "allow" => remarks.allows.extend(self.allow(at)),
            "confirmed" => remarks.confirmed.extend(self.confirmed(at)),
            _ => return false,
        }
        true
    }

    fn allow(&mut self, at: At) -> Option<Allow> {
        const EXAMPLE: &str = "allow missing-exit \"decided by Sales on 3 March\"";
        let rule = self.plain_name("the name of a rule", EXAMPLE)?;
        let reason = self.text("the reason in quotes", EXAMPLE);
        let until = self.eat_word("until").and_then(|_| self.date("a date", "until 2026-12-31"));
        Some(Allow { rule, reason, until, at: self.since(at) })
    }

    fn confirmed(&mut self, at: At) -> Option<Confirmed> {
        const EXAMPLE: &str = "confirmed by Sales on 2026-03-02";
        if !self.require_word("by", "a team", EXAMPLE) {
            return None;
        }
        let team = self.plain_name("a team", EXAMPLE)?;
        let dated = self.require_word("on", "a date", EXAMPLE);
        let on = if dated { self.date("a date", EXAMPLE) } else { None };
        Some(Confirmed { team, on, at: self.since(at) })
    }
}
