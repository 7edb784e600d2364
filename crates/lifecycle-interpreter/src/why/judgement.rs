//! Criteria and conditions, judged part by part.

use super::Asker;
use crate::condition::{Truth, View};
use lifecycle_base::Location;
use lifecycle_model::{Condition, ConditionKind, Criterion, CriterionKind, Object};
use lifecycle_words::{condition, sentence, so_many};

/// Something that is asked of a record, and how the record stands to it.
#[derive(Clone, Debug)]
pub struct Judgement {
    /// Whether it holds.
    pub truth: Truth,
    /// What is asked, in words.
    pub text: String,
    /// Why it does not hold: what is there, and what is asked. Where the parts say it, there is nothing here.
    pub found: Option<String>,
    /// What it is made of, where it is made of several things.
    pub parts: Vec<Judgement>,
    /// Where the source says so.
    pub at: Option<Location>,
}

impl Asker<'_> {
    pub(super) fn criterion(&self, criterion: &Criterion) -> Judgement {
        let judged = match &criterion.kind {
            CriterionKind::Condition(asked) => self.condition(View::Record(self.record), self.object(), asked),
            CriterionKind::Manual(text) => Judgement {
                truth: Truth::Open,
                text: sentence(text.trim_end_matches('.')),
                found: Some("a person judges this".to_owned()),
                parts: Vec::new(),
                at: None,
            },
            CriterionKind::AtLeast(count, parts) => {
                let judged: Vec<Judgement> = parts.iter().map(|part| self.criterion(part)).collect();
                let hold = judged.iter().filter(|part| part.truth == Truth::Holds).count();
                let text = match *count as usize {
                    all if all >= parts.len() => "All of these".to_owned(),
                    _ => format!("At least {} of these", so_many(*count)),
                };
                let found = (hold < *count as usize).then(|| format!("{hold} of {} hold", parts.len()));
                Judgement { truth: Truth::Open, text, found, parts: judged, at: None }
            }
        };
        let prose = criterion.prose.as_deref().map(|prose| prose.trim_end_matches('.'));
        let text = match prose {
            Some(prose) => format!("{prose} ({})", plain(&judged.text)),
            None => judged.text.clone(),
        };
        // The interpreter's own word, which every other place has to agree with.
        let truth = self.run.world().judge(self.model, self.record, criterion);
        let found = judged.found.filter(|_| truth != Truth::Holds);
        Judgement { truth, text, found, at: Some(criterion.at), ..judged }
    }

    fn object(&self) -> Option<Object> {
        self.run.world().get(self.record).map(|record| record.object)
    }

    /// A condition from the view of a record, taken apart at "and" and "or" where that says more.
    pub(super) fn condition(&self, view: View, subject: Option<Object>, asked: &Condition) -> Judgement {
        let holds = self.run.world().holds(self.model, view, asked);
        let parts: Vec<Judgement> = match &asked.kind {
            ConditionKind::All(parts) | ConditionKind::Any(parts) if !holds && parts.len() > 1 => {
                parts.iter().map(|part| self.condition(view, subject, part)).collect()
            }
            _ => Vec::new(),
        };
        let found = match &asked.kind {
            _ if holds || !parts.is_empty() => None,
            _ => self.found(view, subject, asked, false),
        };
        Judgement {
            truth: if holds { Truth::Holds } else { Truth::Fails },
            text: sentence(&condition(self.model, subject, asked)),
            found,
            parts,
            at: Some(asked.at),
        }
    }
}

/// A sentence inside of another, with a small letter where it began with a capital one, unless a word like `BANT` begins it.
fn plain(text: &str) -> String {
    let mut chars = text.chars();
    let (first, second) = (chars.next(), chars.clone().next());
    match first {
        Some(first) if second.is_some_and(char::is_lowercase) => first.to_lowercase().chain(chars).collect(),
        _ => text.to_owned(),
    }
}
