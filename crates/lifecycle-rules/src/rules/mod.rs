//! The checks, one file each. This list is made from the files of the folder:
//! `UPDATE_REGISTRY=1 cargo test -p lifecycle-tests registry` rewrites it.

use crate::registry::Lint;

mod activity_named_stage;
mod alert_without_baseline;
mod edge_case_uncovered;
mod hubspot_field_conflict;
mod hubspot_name_collision;
mod hubspot_native_sync;
mod hubspot_tier_too_low;
mod invalid_crm_name;
mod invalid_target_setting;
mod metrics_without_segments;
mod missing_acceptance_stage;
mod missing_approver;
mod missing_crm;
mod missing_definition;
mod missing_domain;
mod missing_entry_criteria;
mod missing_metrics;
mod missing_status;
mod picklist_too_long;
mod salesforce_name_collision;
mod salesforce_name_too_long;
mod salesforce_shared_stage_probability;
mod status_named_stage;
mod unconfirmed_golden_stage;
mod unconfirmed_stage;
mod unconfirmed_term;
mod unknown_target;

/// Every check with its rule.
pub(crate) static LINTS: &[Lint] = &[
    (&activity_named_stage::RULE, activity_named_stage::check),
    (&alert_without_baseline::RULE, alert_without_baseline::check),
    (&edge_case_uncovered::RULE, edge_case_uncovered::check),
    (&hubspot_field_conflict::RULE, hubspot_field_conflict::check),
    (&hubspot_name_collision::RULE, hubspot_name_collision::check),
    (&hubspot_native_sync::RULE, hubspot_native_sync::check),
    (&hubspot_tier_too_low::RULE, hubspot_tier_too_low::check),
    (&invalid_crm_name::RULE, invalid_crm_name::check),
    (&invalid_target_setting::RULE, invalid_target_setting::check),
    (&metrics_without_segments::RULE, metrics_without_segments::check),
    (&missing_acceptance_stage::RULE, missing_acceptance_stage::check),
    (&missing_approver::RULE, missing_approver::check),
    (&missing_crm::RULE, missing_crm::check),
    (&missing_definition::RULE, missing_definition::check),
    (&missing_domain::RULE, missing_domain::check),
    (&missing_entry_criteria::RULE, missing_entry_criteria::check),
    (&missing_metrics::RULE, missing_metrics::check),
    (&missing_status::RULE, missing_status::check),
    (&picklist_too_long::RULE, picklist_too_long::check),
    (&salesforce_name_collision::RULE, salesforce_name_collision::check),
    (&salesforce_name_too_long::RULE, salesforce_name_too_long::check),
    (&salesforce_shared_stage_probability::RULE, salesforce_shared_stage_probability::check),
    (&status_named_stage::RULE, status_named_stage::check),
    (&unconfirmed_golden_stage::RULE, unconfirmed_golden_stage::check),
    (&unconfirmed_stage::RULE, unconfirmed_stage::check),
    (&unconfirmed_term::RULE, unconfirmed_term::check),
    (&unknown_target::RULE, unknown_target::check),
];
