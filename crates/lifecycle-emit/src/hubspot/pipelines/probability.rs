//! The probability of a deal stage: in HubSpot it also says whether the stage is open (between 0 and 1), won (1) or lost (0).
//!
//! What a stage is weighs more than its number: an open stage must not close deals in HubSpot because 100% is written on it.

use crate::words;
use lifecycle_model::{Model, Stage, StageId, StageKind};

/// A probability in percent and how it came about.
pub(super) struct Probability {
    percent: f64,
    cause: Cause,
}

enum Cause {
    Written,
    /// The kind of the stage decides.
    Kind,
    /// Written, but it would make the stage won or lost.
    Bounded(f64),
    /// Nothing is written: the stage before, or else the one behind, has it.
    Neighbour,
    /// Nothing is written anywhere.
    Unknown,
}

/// The least and the greatest probability of an open stage.
const OPEN: (f64, f64) = (1.0, 99.0);

/// The probability of a stage of a deal pipeline.
pub(super) fn probability(model: &Model, id: StageId) -> Probability {
    let stage = &model[id];
    let decided = match stage.kind {
        StageKind::Won => Some(100.0),
        StageKind::Lost | StageKind::Closed | StageKind::Retired => Some(0.0),
        StageKind::Open | StageKind::Hold => None,
    };
    match (decided, stage.probability) {
        (Some(percent), _) => Probability { percent, cause: Cause::Kind },
        (None, Some(written)) if written < OPEN.0 || written > OPEN.1 => {
            Probability { percent: written.clamp(OPEN.0, OPEN.1), cause: Cause::Bounded(written) }
        }
        (None, Some(percent)) => Probability { percent, cause: Cause::Written },
        (None, None) => match neighbour(model, id) {
            Some(percent) => Probability { percent, cause: Cause::Neighbour },
            None => Probability { percent: 50.0, cause: Cause::Unknown },
        },
    }
}

/// The probability of the nearest open stage before this one that has one, or else behind it.
fn neighbour(model: &Model, id: StageId) -> Option<f64> {
    let open = |stage: &Stage| stage.probability.filter(|_| stage.kind == StageKind::Open);
    let stages: Vec<(StageId, &Stage)> = model.stages_of(model[id].track).collect();
    let here = stages.iter().position(|(other, _)| *other == id)?;
    let (before, behind) = stages.split_at(here);
    let mut near = before.iter().rev().chain(behind);
    near.find_map(|(_, stage)| open(stage)).map(|percent| percent.clamp(OPEN.0, OPEN.1))
}

impl Probability {
    /// As HubSpot writes it: "0.25", "1.0".
    pub(super) fn written(&self) -> String {
        let text = format!("{:.4}", self.percent / 100.0);
        match text.trim_end_matches('0') {
            whole if whole.ends_with('.') => format!("{whole}0"),
            short => short.to_owned(),
        }
    }

    /// Where this is not what the source says, in words.
    pub(super) fn difference(&self, stage: &Stage, pipeline: &str) -> Option<String> {
        let here = format!("In {pipeline}, the stage {}", stage.ident.label);
        let now = words::number(self.percent);
        match self.cause {
            Cause::Written => None,
            Cause::Kind => match (stage.kind, stage.probability) {
                (StageKind::Closed | StageKind::Retired, _) => {
                    Some(format!("{here} has 0% and counts as lost: HubSpot knows no other way to close a deal."))
                }
                (_, Some(written)) if written != self.percent => {
                    let written = words::number(written);
                    Some(format!("{here} has {now}%, not {written}%: that is what won and lost mean in HubSpot."))
                }
                _ => None,
            },
            Cause::Bounded(written) => {
                let written = words::number(written);
                Some(format!("{here} has {now}%, not {written}%: HubSpot would close deals that enter it."))
            }
            Cause::Neighbour => {
                Some(format!("{here} has {now}%, like the stage next to it: the lifecycle gives it none."))
            }
            Cause::Unknown => Some(format!("{here} has {now}%: the lifecycle gives no stage of the pipeline one.")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn written_as_hubspot_writes_it() {
        for (percent, written) in [
            (100.0, "1.0"),
            (0.0, "0.0"),
            (25.0, "0.25"),
            (7.0, "0.07"),
            (12.5, "0.125"),
            (33.333333, "0.3333"),
            (99.0, "0.99"),
        ] {
            assert_eq!(Probability { percent, cause: Cause::Written }.written(), written);
        }
    }
}
