//! The header, owners, vocabulary, measurement, upkeep and targets.

use super::conditions::Here;
use super::former::Space;
use super::lookup::Wanted;
use super::{File, Resolver, Source};
use crate::entities::{
    Alert, Amount, Baseline, Cadence, Faq, Header, Maintain, Metric, Movement, Skip, Target, TargetOption,
};
use crate::errors::{DUPLICATE_NAME, MISSING_HEADER, WRONG_TYPE};
use lifecycle_base::{Diagnostic, Location};
use lifecycle_syntax::tree::{self, ValueKind};
use smol_str::{SmolStr, format_smolstr};

impl Resolver {
    /// A project that declares something should say whose lifecycle it is.
    pub(super) fn check_header(&mut self, files: &[File]) {
        let declares = files.iter().flat_map(|file| &file.pieces).any(|(_, piece)| !piece.declarations.is_empty());
        if self.model.header.is_some() || !declares || self.gaps.any_declaration() {
            return;
        }
        self.report(
            Diagnostic::without_place(&MISSING_HEADER, "the project has no `lifecycle` header")
                .help("say whose lifecycle it is: `lifecycle \"Acme GTM\" { company \"Acme, Inc.\"  owner RevOps }`"),
        );
    }

    pub(super) fn link_header(&mut self, source: Source, node: &tree::Lifecycle, at: Location) {
        let remarks = self.remarks(source, &node.remarks, at);
        if let Some(first) = self.model.header.as_ref().map(|header| header.at) {
            self.report(
                Diagnostic::new(&DUPLICATE_NAME, at, "a project has one `lifecycle` header")
                    .label("a second one")
                    .related(first, "the first one")
                    .help("merge them, or move one of the lifecycles into a folder with a `lifecycle.toml` of its own"),
            );
            return;
        }
        let movements = [("forward_only", Movement::ForwardOnly), ("free", Movement::Free)];
        let skips = [("allowed", Skip::Allowed), ("filled", Skip::Filled), ("forbidden", Skip::Forbidden)];
        let movement = node
            .movement
            .as_ref()
            .and_then(|name| self.word(source, name, "a kind of movement", movements.into_iter()));
        let skip = node
            .skip
            .as_ref()
            .and_then(|name| self.word(source, name, "a way to treat skipped stages", skips.into_iter()));
        let owner = node.owner.as_ref().and_then(|name| self.owner(source, name));
        self.model.header = Some(Header {
            title: node.title.as_ref().map_or_else(|| "Lifecycle".into(), |text| text.value.clone()),
            company: node.company.as_ref().map(|text| text.value.clone()),
            owner,
            crms: node.crm.iter().map(|name| (name.text.clone(), source.at(name.at))).collect(),
            movement: movement.unwrap_or_default(),
            skip: skip.unwrap_or_default(),
            remarks,
            at,
        });
    }

    pub(super) fn link_owner(&mut self, source: Source, node: &tree::Owner, at: Location) {
        let Some(id) = self.linked.owners.pop_front().flatten() else { return };
        let name = self.model[id].ident.name.clone();
        let remarks = self.named_remarks(source, Space::Owner, &name, &node.remarks, at);
        self.model.owners.get_mut(id).ident.remarks = remarks;
    }

    pub(super) fn link_term(&mut self, source: Source, node: &tree::Term, at: Location) {
        let Some(id) = self.linked.terms.pop_front().flatten() else { return };
        let name = self.model[id].ident.name.clone();
        let remarks = self.named_remarks(source, Space::Term, &name, &node.remarks, at);
        let entity = self.model.terms.get_mut(id);
        entity.means = node.means.as_ref().map(|text| text.value.clone());
        entity.ident.remarks = remarks;
    }

    pub(super) fn link_faq(&mut self, source: Source, node: &tree::Faq, at: Location) {
        self.remarks(source, &node.remarks, at);
        let Some(question) = &node.question else { return };
        let answer = node.answer.as_ref().map(|text| text.value.clone());
        self.model.faqs.push(Faq { question: question.value.clone(), answer, at });
    }

    pub(super) fn link_maintain(&mut self, source: Source, node: &tree::Maintain, at: Location) {
        self.remarks(source, &node.remarks, at);
        let words = Cadence::ALL.into_iter().map(|cadence| (cadence.name(), cadence));
        let cadence = node.cadence.as_ref().and_then(|name| self.word(source, name, "a rhythm of upkeep", words));
        let Some(title) = &node.title else { return };
        let checks = node.checks.iter().map(|text| text.value.clone()).collect();
        self.model.maintains.push(Maintain { cadence, title: title.value.clone(), checks, at });
    }

    pub(super) fn link_measure(&mut self, source: Source, node: &tree::Measure, at: Location) {
        self.model.measure.at.push(at);
        for name in &node.metrics {
            if let Some(metric) = self.metric(source, name) {
                self.model.measure.metrics.push((metric, source.at(name.at)));
            }
        }
        for name in &node.segments {
            if let Some(field) = self.field(source, name, Here::default()) {
                self.model.measure.segments.push((field, source.at(name.at)));
            }
        }
        for baseline in &node.baselines {
            let from = self.stage(source, &baseline.from, Wanted::default());
            let to = self.stage(source, &baseline.to, Wanted::default());
            let percent = self.share(source, baseline.rate, "a conversion rate");
            if let (Some(from), Some(to), Some(percent)) = (from, to, percent) {
                self.model.measure.baselines.push(Baseline { from, to, percent, at: source.at(baseline.at) });
            }
        }
        for alert in &node.alerts {
            if let Some(alert) = self.alert(source, alert) {
                self.model.measure.alerts.push(alert);
            }
        }
    }

    fn metric(&mut self, source: Source, name: &tree::Name) -> Option<Metric> {
        self.word(source, name, "a metric", Metric::ALL.into_iter().map(|metric| (metric.name(), metric)))
    }

    fn alert(&mut self, source: Source, node: &tree::Alert) -> Option<Alert> {
        let metric = self.metric(source, &node.metric)?;
        let at = source.at(node.at);
        let amount = match node.amount {
            tree::Amount::Points(number) => Amount::Points(number.value),
            tree::Amount::Number(number) if number.percent => Amount::Percent(number.value),
            tree::Amount::Number(number) => Amount::Number(number.value),
            tree::Amount::Duration(duration) => Amount::Duration(duration),
        };
        let is_share = matches!(metric, Metric::Conversion | Metric::DropOff);
        let misfit = match amount {
            Amount::Duration(_) if metric != Metric::TimeInStage => {
                Some(("is not measured in time", "write a number or a percentage"))
            }
            Amount::Points(_) if !is_share => {
                Some(("is not a share, so it has no percentage points", "write a number or a percentage"))
            }
            _ if node.by_reason && metric != Metric::DropOff => {
                Some(("has no reasons", "only `drop_off` is counted by reason"))
            }
            _ => None,
        };
        if let Some((what, help)) = misfit {
            let message = format!("`{}` {what}", metric.name());
            self.report(Diagnostic::new(&WRONG_TYPE, at, message).label("does not suit the metric").help(help));
            return None;
        }
        Some(Alert { metric, by_reason: node.by_reason, kind: node.kind, amount, at })
    }

    pub(super) fn link_target(&mut self, source: Source, node: &tree::Target, at: Location) {
        self.remarks(source, &node.remarks, at);
        let Some(name) = &node.name else { return };
        let name_at = source.at(name.at);
        if let Some(first) = self.names.targets.get(&name.text).copied() {
            self.duplicate_with("the target", &name.text, name_at, first, "put all of its settings into one `target`");
            return;
        }
        self.names.targets.insert(name.text.clone(), name_at);
        let options = node.options.iter().map(|option| target_option(source, option)).collect();
        self.model.targets.push(Target { name: name.text.clone(), name_at, options, at });
    }
}

fn target_option(source: Source, node: &tree::TargetOption) -> TargetOption {
    let value = |value: &tree::Value| (written(value), source.at(value.at));
    TargetOption {
        key: node.key.text.clone(),
        key_at: source.at(node.key.at),
        values: node.values.iter().map(value).collect(),
    }
}

/// A setting's value as text; what it means is the target's to say.
fn written(value: &tree::Value) -> SmolStr {
    match &value.kind {
        ValueKind::Text(text) => text.value.clone(),
        ValueKind::Word(name) => name.text.clone(),
        ValueKind::Number(number) if number.percent => format_smolstr!("{}%", number.value),
        ValueKind::Number(number) => format_smolstr!("{}", number.value),
        ValueKind::Date(date) => format_smolstr!("{date}"),
        ValueKind::Duration(duration) => format_smolstr!("{}", duration.count),
    }
}
