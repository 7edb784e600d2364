//! The checks, one file each. This list is made from the files of the folder:
//! `UPDATE_REGISTRY=1 cargo test -p lifecycle-tests registry` rewrites it.

use crate::registry::Lint;

mod activity_named_stage;
mod company_mixes_concepts;
mod dead_end_stage;
mod fragmented_post_sale;
mod golden_without_criteria;
mod handoff_without_sla;
mod hubspot_name_collision;
mod invalid_crm_name;
mod invalid_target_setting;
mod lifecycle_ends_at_won;
mod missing_acceptance_stage;
mod missing_drop_reasons;
mod missing_entry_criteria;
mod missing_exit;
mod missing_golden_stage;
mod missing_owner;
mod missing_recycle;
mod overlapping_lifecycles;
mod probability_at_end;
mod probability_missing;
mod probability_not_rising;
mod rollup_without_source;
mod salesforce_name_collision;
mod status_named_stage;
mod too_many_pipelines;
mod too_many_stages;
mod unknown_target;
mod unreachable_stage;

/// Every check with its rule.
pub(crate) static LINTS: &[Lint] = &[
    (&activity_named_stage::RULE, activity_named_stage::check),
    (&company_mixes_concepts::RULE, company_mixes_concepts::check),
    (&dead_end_stage::RULE, dead_end_stage::check),
    (&fragmented_post_sale::RULE, fragmented_post_sale::check),
    (&golden_without_criteria::RULE, golden_without_criteria::check),
    (&handoff_without_sla::RULE, handoff_without_sla::check),
    (&hubspot_name_collision::RULE, hubspot_name_collision::check),
    (&invalid_crm_name::RULE, invalid_crm_name::check),
    (&invalid_target_setting::RULE, invalid_target_setting::check),
    (&lifecycle_ends_at_won::RULE, lifecycle_ends_at_won::check),
    (&missing_acceptance_stage::RULE, missing_acceptance_stage::check),
    (&missing_drop_reasons::RULE, missing_drop_reasons::check),
    (&missing_entry_criteria::RULE, missing_entry_criteria::check),
    (&missing_exit::RULE, missing_exit::check),
    (&missing_golden_stage::RULE, missing_golden_stage::check),
    (&missing_owner::RULE, missing_owner::check),
    (&missing_recycle::RULE, missing_recycle::check),
    (&overlapping_lifecycles::RULE, overlapping_lifecycles::check),
    (&probability_at_end::RULE, probability_at_end::check),
    (&probability_missing::RULE, probability_missing::check),
    (&probability_not_rising::RULE, probability_not_rising::check),
    (&rollup_without_source::RULE, rollup_without_source::check),
    (&salesforce_name_collision::RULE, salesforce_name_collision::check),
    (&status_named_stage::RULE, status_named_stage::check),
    (&too_many_pipelines::RULE, too_many_pipelines::check),
    (&too_many_stages::RULE, too_many_stages::check),
    (&unknown_target::RULE, unknown_target::check),
    (&unreachable_stage::RULE, unreachable_stage::check),
];
