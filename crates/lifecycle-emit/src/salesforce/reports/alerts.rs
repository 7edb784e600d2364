//! From what should alarm people to colours.

use super::report::Band;
use lifecycle_model::{Alert, AlertKind, Amount, Baseline, Duration, Metric, Model, StageId, Unit};

const RED: &str = "#C23934";
const AMBER: &str = "#FFB75D";
const GREEN: &str = "#4BCA81";

/// The alerts and baselines of a lifecycle.
pub(super) struct Alerts<'m> {
    pub(super) model: &'m Model,
}

impl Alerts<'_> {
    /// The expected conversion between two stages, in percent.
    pub(super) fn baseline(&self, from: StageId, to: StageId) -> Option<f64> {
        let same = |baseline: &&Baseline| baseline.from == from && baseline.to == to;
        self.model.measure.baselines.iter().find(same).map(|baseline| baseline.percent)
    }

    /// Below what was expected by too much, amber where it is only below.
    pub(super) fn conversion(&self, baseline: Option<f64>) -> Option<Vec<Band>> {
        let alert = self.alert(Metric::Conversion);
        let limit = match (alert.map(|alert| (alert.kind, alert.amount)), baseline) {
            (Some((AlertKind::Below, amount)), _) => return Some(bad_below(plain(amount), None)),
            (Some((AlertKind::Above, amount)), _) => return Some(bad_above(plain(amount))),
            (Some((AlertKind::Falls, Amount::Percent(share))), Some(expected)) => expected * (1.0 - share / 100.0),
            (Some((AlertKind::Falls, amount)), Some(expected)) => expected - plain(amount),
            (Some((AlertKind::Rises, amount)), Some(expected)) => return Some(bad_above(expected + plain(amount))),
            (None, Some(expected)) => return Some(bad_below(expected, None)),
            (_, None) => return None,
        };
        Some(bad_below(limit.max(0.0), baseline))
    }

    /// Of a change against the period before, in percent of it.
    pub(super) fn change(&self) -> Option<Vec<Band>> {
        let alert = self.alert(Metric::Production)?;
        match alert.kind {
            AlertKind::Falls => Some(bad_below(-plain(alert.amount), Some(0.0))),
            AlertKind::Rises => Some(bad_above(plain(alert.amount))),
            AlertKind::Below | AlertKind::Above => None,
        }
    }

    /// Of a plain number of a metric: records, days, money, a share in percent.
    pub(super) fn level(&self, metric: Metric) -> Option<Vec<Band>> {
        let alert = self.alert(metric)?;
        match alert.kind {
            AlertKind::Above => Some(bad_above(plain(alert.amount))),
            AlertKind::Below => Some(bad_below(plain(alert.amount), None)),
            AlertKind::Falls | AlertKind::Rises => None,
        }
    }

    fn alert(&self, metric: Metric) -> Option<&Alert> {
        self.model.measure.alerts.iter().find(|alert| alert.metric == metric)
    }
}

fn plain(amount: Amount) -> f64 {
    match amount {
        Amount::Number(value) | Amount::Percent(value) | Amount::Points(value) => value,
        Amount::Duration(duration) => in_days(duration),
    }
}

/// Days of the calendar: five business days are a week.
fn in_days(duration: Duration) -> f64 {
    let count = f64::from(duration.count);
    let (days, business) = match duration.unit {
        Unit::Minute => (count / 1_440.0, count / 480.0),
        Unit::Hour => (count / 24.0, count / 8.0),
        Unit::Day => (count, count),
        Unit::Week => return count * 7.0,
        Unit::Month => return count * 30.0,
        Unit::Year => return count * 365.0,
    };
    if duration.business { business * 7.0 / 5.0 } else { days }
}

fn bad_below(limit: f64, fair_below: Option<f64>) -> Vec<Band> {
    let red = Band { up_to: Some(limit), color: RED };
    let amber = fair_below.filter(|fair| *fair > limit).map(|fair| Band { up_to: Some(fair), color: AMBER });
    std::iter::once(red).chain(amber).chain([Band { up_to: None, color: GREEN }]).collect()
}

fn bad_above(limit: f64) -> Vec<Band> {
    vec![Band { up_to: Some(limit), color: GREEN }, Band { up_to: None, color: RED }]
}
