//! The checks, one file each. This list is made from the files of the folder:
//! `UPDATE_REGISTRY=1 cargo test -p lifecycle-tests registry` rewrites it.

use crate::registry::Lint;

mod activity_named_phase;
mod activity_named_stage;
mod duplicate_stage_label;
mod generic_stage;
mod hubspot_name_collision;
mod internal_signal_stage;
mod invalid_crm_name;
mod invalid_target_setting;
mod missing_acceptance_stage;
mod missing_entry_criteria;
mod outcome_in_customer_lifecycle;
mod outcome_in_lifecycle;
mod salesforce_name_collision;
mod same_label_two_meanings;
mod scheduled_stage;
mod seller_action_stage;
mod stage_named_status;
mod status_named_stage;
mod success_stage_in_sales;
mod task_percentage_stage;
mod time_based_stage;
mod unknown_target;

/// Every check with its rule.
pub(crate) static LINTS: &[Lint] = &[
    (&activity_named_phase::RULE, activity_named_phase::check),
    (&activity_named_stage::RULE, activity_named_stage::check),
    (&duplicate_stage_label::RULE, duplicate_stage_label::check),
    (&generic_stage::RULE, generic_stage::check),
    (&hubspot_name_collision::RULE, hubspot_name_collision::check),
    (&internal_signal_stage::RULE, internal_signal_stage::check),
    (&invalid_crm_name::RULE, invalid_crm_name::check),
    (&invalid_target_setting::RULE, invalid_target_setting::check),
    (&missing_acceptance_stage::RULE, missing_acceptance_stage::check),
    (&missing_entry_criteria::RULE, missing_entry_criteria::check),
    (&outcome_in_customer_lifecycle::RULE, outcome_in_customer_lifecycle::check),
    (&outcome_in_lifecycle::RULE, outcome_in_lifecycle::check),
    (&salesforce_name_collision::RULE, salesforce_name_collision::check),
    (&same_label_two_meanings::RULE, same_label_two_meanings::check),
    (&scheduled_stage::RULE, scheduled_stage::check),
    (&seller_action_stage::RULE, seller_action_stage::check),
    (&stage_named_status::RULE, stage_named_status::check),
    (&status_named_stage::RULE, status_named_stage::check),
    (&success_stage_in_sales::RULE, success_stage_in_sales::check),
    (&task_percentage_stage::RULE, task_percentage_stage::check),
    (&time_based_stage::RULE, time_based_stage::check),
    (&unknown_target::RULE, unknown_target::check),
];
