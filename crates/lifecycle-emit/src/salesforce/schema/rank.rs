//! How far a stage is, as a formula.

use crate::salesforce::opportunity_stages::StageList;
use crate::salesforce::picklist::PicklistValue;
use lifecycle_model::{Model, StageId, TrackId};
use lifecycle_targets::salesforce::objects::STAGE_FIELD;
use std::collections::BTreeMap;

/// The ranks of the stages of a track, or of all pipelines of opportunities.
#[derive(Debug, Default)]
pub(super) struct Ranking {
    /// What computes them from the stage.
    pub(super) formula: String,
    /// What it gives. Stages outside of the order have none.
    pub(super) of: BTreeMap<StageId, u32>,
    /// Whether the formula asks for the record type, which not every org has on opportunities.
    pub(super) by_record_type: bool,
}

/// Counted from 1 over the stages with a rank that the CRM knows.
pub(super) fn of_track(model: &Model, track: TrackId, field: &str, values: &[PicklistValue]) -> Ranking {
    let of = counted(model, track);
    let ranks: BTreeMap<&str, u32> = model
        .stages_of(track)
        .rev()
        .filter_map(|(id, stage)| Some((stage.ident.name.as_str(), *of.get(&id)?)))
        .collect();
    let cases = values.iter().filter_map(|value| Some((value.name.as_str(), *ranks.get(value.name.as_str())?)));
    Ranking { formula: case(field, cases), of, by_record_type: false }
}

/// Of each pipeline by itself, if those that share a value agree on its rank; else the place in the list that all pipelines share, if
/// it has every pipeline's order; else it depends on the record type.
pub(super) fn of_pipelines(model: &Model, stages: &StageList) -> Ranking {
    let own: Vec<BTreeMap<StageId, u32>> =
        stages.pipelines.iter().map(|pipeline| counted(model, pipeline.track)).collect();
    let mut agreed: BTreeMap<usize, u32> = BTreeMap::new();
    let ranked = || own.iter().flatten().filter_map(|(id, rank)| Some((stages.place(*id)?, *rank)));
    if ranked().all(|(place, rank)| *agreed.entry(place).or_insert(rank) == rank) {
        return Ranking {
            formula: by_place(stages, &agreed),
            of: own.into_iter().flatten().collect(),
            ..Ranking::default()
        };
    }
    let mut listed: Vec<usize> = ranked().map(|(place, _)| place).collect();
    listed.sort_unstable();
    listed.dedup();
    let common: BTreeMap<usize, u32> = listed.into_iter().zip(1..).collect();
    let rises = |ranks: &BTreeMap<StageId, u32>| {
        let mut places: Vec<(u32, usize)> =
            ranks.iter().filter_map(|(id, rank)| Some((*rank, stages.place(*id)?))).collect();
        places.sort_unstable();
        places.is_sorted_by_key(|(_, place)| *place)
    };
    if own.iter().all(rises) {
        let of = own.iter().flat_map(BTreeMap::keys).filter_map(|id| Some((*id, *common.get(&stages.place(*id)?)?)));
        return Ranking { formula: by_place(stages, &common), of: of.collect(), ..Ranking::default() };
    }
    let cases = stages.pipelines.iter().zip(&own).map(|(pipeline, ranks)| {
        let ranks = ranks.iter().filter_map(|(id, rank)| Some((stages.place(*id)?, *rank))).collect();
        format!(",\n{}, {}", quoted(&pipeline.name), by_place(stages, &ranks))
    });
    let formula = format!("CASE(RecordType.DeveloperName{},\n0)", cases.collect::<String>());
    Ranking { formula, of: own.into_iter().flatten().collect(), by_record_type: true }
}

fn counted(model: &Model, track: TrackId) -> BTreeMap<StageId, u32> {
    model.ranked_stages(track).filter(|(_, stage)| !stage.untracked).map(|(id, _)| id).zip(1..).collect()
}

fn by_place(stages: &StageList, ranks: &BTreeMap<usize, u32>) -> String {
    let cases = ranks.iter().filter_map(|(place, rank)| Some((stages.values.get(*place)?.name.as_str(), *rank)));
    case(STAGE_FIELD, cases)
}

fn case<'v>(field: &str, cases: impl Iterator<Item = (&'v str, u32)>) -> String {
    let cases: String = cases.map(|(value, rank)| format!(",\n{}, {rank}", quoted(value))).collect();
    match cases.is_empty() {
        true => "0".to_owned(),
        false => format!("CASE({field}{cases},\n0)"),
    }
}

/// A text in a formula.
fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}
