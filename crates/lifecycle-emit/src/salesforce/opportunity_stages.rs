//! The one list of stages that an org has for all its sales pipelines.
//!
//! Stages of several pipelines share a value when their outcomes, and their names or labels, are the same: an org takes neither
//! two names nor two labels. Of their weights and forecast categories the first hold; the readme says where they differ.

use super::picklist::PicklistValue;
use lifecycle_base::{Location, list_words};
use lifecycle_model::{Model, Object, Stage, StageId, StageKind, Track, TrackId};
use lifecycle_targets::salesforce::limits::{PICKLIST_VALUE, RECORD_TYPE_LABEL, RECORD_TYPE_NAME};
use lifecycle_targets::salesforce::names;
use lifecycle_targets::salesforce::stages::{derived_forecast, forecast_category, stage_name};
use std::collections::{BTreeMap, BTreeSet};

/// The stages of all pipelines, and which of them each pipeline uses.
#[derive(Debug, Default)]
pub(super) struct StageList {
    /// All stages, in an order that agrees with every pipeline, if there is one.
    pub(super) values: Vec<StageValue>,
    /// The pipelines in source order.
    pub(super) pipelines: Vec<Pipeline>,
    /// What a pipeline's stages lose by sharing a value, in words.
    pub(super) differences: Vec<String>,
    /// The value of each stage, as its place in `values`.
    places: BTreeMap<StageId, usize>,
}

/// A value of the list.
#[derive(Clone, Debug)]
pub(super) struct StageValue {
    pub(super) name: String,
    pub(super) label: String,
    /// Percent.
    pub(super) probability: u32,
    pub(super) forecast: &'static str,
    pub(super) closed: bool,
    pub(super) won: bool,
    pub(super) active: bool,
    pub(super) origin: Location,
}

impl StageValue {
    /// As the value of another field.
    pub(super) fn as_choice(&self) -> PicklistValue {
        PicklistValue { name: self.name.clone(), label: self.label.clone(), active: self.active }
    }
}

/// A pipeline with the names of its active stages, in order.
#[derive(Debug)]
pub(super) struct Pipeline {
    pub(super) track: TrackId,
    /// The developer name of its record type and sales process.
    pub(super) name: String,
    pub(super) label: String,
    pub(super) stages: Vec<String>,
    pub(super) origin: Location,
}

impl StageList {
    /// The stages of the pipelines on deals.
    pub(super) fn of(model: &Model) -> Self {
        let mut found = Collector::default();
        let on_deals = |track: &Track| model[track.domain].object == Some(Object::Deal);
        let mut pipelines = Vec::new();
        let mut differences = Vec::new();
        let mut found_at = Vec::new();
        for (id, track) in model.tracks.iter().filter(|(_, track)| on_deals(track)) {
            let Some(pipeline) = track.pipeline else { continue };
            let (ids, stages): (Vec<StageId>, Vec<&Stage>) =
                model.stages_of(id).filter(|(_, stage)| !stage.untracked).unzip();
            let places = found.add_pipeline(&model[pipeline].ident.name, &stages);
            found_at.extend(ids.into_iter().zip(places.iter().copied()));
            let shared = places.iter().filter_map(|place| found.values.get(*place));
            let label = &model[pipeline].ident.label;
            differences.extend(stages.iter().zip(shared).filter_map(|(stage, value)| difference(label, stage, value)));
            pipelines.push((id, &model[pipeline].ident, places));
        }
        let order = common_order(found.values.len(), pipelines.iter().map(|(.., places)| places.as_slice()));
        let ordered: BTreeMap<usize, usize> = (0..).zip(&order).map(|(new, old)| (*old, new)).collect();
        let places = found_at.iter().filter_map(|(id, old)| Some((*id, *ordered.get(old)?))).collect();
        let values = order.iter().filter_map(|place| found.values.get(*place).cloned()).collect();
        let pipelines = pipelines.into_iter().filter_map(|(track, ident, places)| {
            let active = places.iter().filter_map(|place| found.values.get(*place)).filter(|value| value.active);
            let stages: Vec<_> = active.map(|value| value.name.clone()).collect();
            (!stages.is_empty()).then(|| Pipeline {
                track,
                name: names::fit(names::developer_name(&ident.name), &RECORD_TYPE_NAME),
                label: RECORD_TYPE_LABEL.shorten(&ident.label),
                stages,
                origin: ident.name_at,
            })
        });
        Self { values, pipelines: pipelines.collect(), differences, places }
    }

    /// The place of a stage's value in the list.
    pub(super) fn place(&self, stage: StageId) -> Option<usize> {
        self.places.get(&stage).copied()
    }

    /// The value of a stage of a pipeline.
    pub(super) fn value(&self, stage: StageId) -> Option<&StageValue> {
        self.values.get(self.place(stage)?)
    }
}

#[derive(Default)]
struct Collector {
    values: Vec<StageValue>,
    by_name: BTreeMap<String, usize>,
    by_label: BTreeMap<String, usize>,
}

impl Collector {
    /// The places of a pipeline's stages in the list.
    fn add_pipeline(&mut self, pipeline: &str, stages: &[&Stage]) -> Vec<usize> {
        let mut places = Vec::new();
        let mut used = BTreeSet::new();
        for stage in stages {
            let place = self.place(pipeline, stage, &used);
            used.insert(place);
            places.push(place);
        }
        places
    }

    /// The place of a stage: one that other pipelines use already, or a new one. Never one that its own pipeline uses, since a stage must
    /// not vanish into another, and never one with another outcome, since the list says of each value whether it is won.
    fn place(&mut self, pipeline: &str, stage: &Stage, used: &BTreeSet<usize>) -> usize {
        let mut new = stage_value(stage);
        let outcome = new.outcome();
        let fits =
            |place: usize| !used.contains(&place) && self.values.get(place).map(StageValue::outcome) == Some(outcome);
        new.name = names_of(pipeline, stage)
            .find(|name| self.by_name.get(&folded(name)).is_none_or(|place| fits(*place)))
            .unwrap_or_default();
        let named = self.by_name.get(&folded(&new.name)).copied();
        let labelled = self.by_label.get(&folded(&new.label)).copied();
        if let Some(place) = named.or(labelled.filter(|place| fits(*place))) {
            if let Some(value) = self.values.get_mut(place) {
                value.active |= new.active;
            }
            return place;
        }
        if labelled.is_some() {
            // A name that is the label and its pipeline tells them apart already.
            let of_pipeline = new.name.strip_prefix(new.label.as_str()).is_some_and(|rest| rest.starts_with(" ("));
            let label = if of_pipeline { new.name.clone() } else { format!("{} ({})", new.label, new.name) };
            new.label = PICKLIST_VALUE.shorten(&label);
        }
        let place = self.values.len();
        self.by_name.insert(folded(&new.name), place);
        self.by_label.insert(folded(&new.label), place);
        self.values.push(new);
        place
    }
}

impl StageValue {
    /// Whether it closes a deal, and how.
    fn outcome(&self) -> (bool, bool) {
        (self.closed, self.won)
    }
}

/// What a stage may be called, the best first: the name of the org's own stage, its identifier, and that with its pipeline's.
fn names_of(pipeline: &str, stage: &Stage) -> impl Iterator<Item = String> {
    let own = names::words(&stage.ident.name).join(" ");
    let of_pipeline = format!("{own} ({})", names::words(pipeline).join(" "));
    let numbered = of_pipeline.clone();
    let fixed = [stage_name(&stage.ident.name, &stage.ident.label), own, of_pipeline];
    fixed.into_iter().chain((2..).map(move |number| format!("{numbered} {number}")))
}

fn stage_value(stage: &Stage) -> StageValue {
    let won = stage.kind == StageKind::Won;
    let closed = won || matches!(stage.kind, StageKind::Lost | StageKind::Closed);
    // An open stage without a weight counts nothing until someone decides.
    let probability = stage.probability.unwrap_or(if won { 100.0 } else { 0.0 }).clamp(0.0, 100.0).round();
    let forecast = stage.forecast.and_then(|forecast| forecast_category(forecast.name()));
    StageValue {
        name: stage_name(&stage.ident.name, &stage.ident.label),
        label: PICKLIST_VALUE.shorten(&stage.ident.label),
        probability: probability as u32,
        forecast: forecast.unwrap_or_else(|| derived_forecast(closed, won, probability)),
        closed,
        won,
        active: stage.kind != StageKind::Retired,
        origin: stage.ident.name_at,
    }
}

/// What a stage loses by sharing a value with a stage of an earlier pipeline.
fn difference(pipeline: &str, stage: &Stage, value: &StageValue) -> Option<String> {
    let own = stage_value(stage);
    let mut lost = Vec::new();
    if own.label != value.label {
        lost.push(format!("is called {}", value.label));
    }
    if stage.probability.is_some() && own.probability != value.probability {
        lost.push(format!("has {}%, not {}%", value.probability, own.probability));
    }
    if stage.forecast.is_some() && own.forecast != value.forecast {
        lost.push(format!("is forecast as {}, not {}", shown(value.forecast), shown(own.forecast)));
    }
    (!lost.is_empty())
        .then(|| format!("In {pipeline}, the stage {} {}.", own.label, list_words(lost.iter().map(String::as_str))))
}

/// A forecast category as people see it.
pub(super) fn shown(forecast: &'static str) -> &'static str {
    match forecast {
        "Forecast" => "Commit",
        "BestCase" => "Best Case",
        other => other,
    }
}

/// Salesforce tells neither names nor labels apart by case.
fn folded(text: &str) -> String {
    text.to_lowercase()
}

/// All places, each behind those that any pipeline has before it, and else in the order of their appearance. Where pipelines
/// contradict each other, appearance decides.
fn common_order<'p>(count: usize, pipelines: impl Iterator<Item = &'p [usize]>) -> Vec<usize> {
    let mut waiting: BTreeMap<usize, BTreeSet<usize>> = (0..count).map(|place| (place, BTreeSet::new())).collect();
    let mut followers: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for pair in pipelines.flat_map(|places| places.windows(2)) {
        if let [before, after] = pair {
            waiting.entry(*after).or_default().insert(*before);
            followers.entry(*before).or_default().push(*after);
        }
    }
    let mut ready: BTreeSet<usize> =
        waiting.iter().filter(|(_, before)| before.is_empty()).map(|(place, _)| *place).collect();
    let mut order = Vec::with_capacity(count);
    while let Some(place) = ready.pop_first().or_else(|| waiting.keys().next().copied()) {
        waiting.remove(&place);
        order.push(place);
        for follower in followers.get(&place).into_iter().flatten() {
            if let Some(before) = waiting.get_mut(follower) {
                before.remove(&place);
                if before.is_empty() {
                    ready.insert(*follower);
                }
            }
        }
    }
    order
}

#[cfg(test)]
mod tests {
    use super::*;

    fn order(count: usize, pipelines: &[&[usize]]) -> Vec<usize> {
        common_order(count, pipelines.iter().copied())
    }

    #[test]
    fn the_common_order_agrees_with_every_pipeline() {
        // New business 0 1 2 3 4; renewals open with stages of their own, 5 and 6, and share the end.
        assert_eq!(order(7, &[&[0, 1, 2, 3, 4], &[5, 6, 2, 3, 4]]), [0, 1, 5, 6, 2, 3, 4]);
        assert_eq!(order(3, &[&[0, 1], &[2]]), [0, 1, 2]);
        assert_eq!(order(0, &[]), [0; 0]);
    }

    #[test]
    fn contradicting_pipelines_go_by_appearance() {
        assert_eq!(order(3, &[&[0, 1, 2], &[2, 1, 0]]), [0, 1, 2]);
        assert_eq!(order(4, &[&[3], &[0, 1, 2], &[1, 0]]), [3, 0, 1, 2]);
    }
}
