//! The checks, one file each. This list is made from the files of the folder:
//! `UPDATE_REGISTRY=1 cargo test -p lifecycle-tests registry` rewrites it.

use crate::registry::Lint;

mod activity_named_stage;
mod always_true_criteria;
mod automation_loop;
mod backward_move;
mod conflicting_writes;
mod hubspot_name_collision;
mod impossible_criteria;
mod invalid_crm_name;
mod invalid_target_setting;
mod missing_acceptance_stage;
mod missing_entry_criteria;
mod order_dependent_automation;
mod salesforce_name_collision;
mod self_blocking_move;
mod status_named_stage;
mod undefined_term;
mod unguarded_move;
mod unknown_target;
mod unmeasurable_criteria;
mod unused_field;

/// Every check with its rule.
pub(crate) static LINTS: &[Lint] = &[
    (&activity_named_stage::RULE, activity_named_stage::check),
    (&always_true_criteria::RULE, always_true_criteria::check),
    (&automation_loop::RULE, automation_loop::check),
    (&backward_move::RULE, backward_move::check),
    (&conflicting_writes::RULE, conflicting_writes::check),
    (&hubspot_name_collision::RULE, hubspot_name_collision::check),
    (&impossible_criteria::RULE, impossible_criteria::check),
    (&invalid_crm_name::RULE, invalid_crm_name::check),
    (&invalid_target_setting::RULE, invalid_target_setting::check),
    (&missing_acceptance_stage::RULE, missing_acceptance_stage::check),
    (&missing_entry_criteria::RULE, missing_entry_criteria::check),
    (&order_dependent_automation::RULE, order_dependent_automation::check),
    (&salesforce_name_collision::RULE, salesforce_name_collision::check),
    (&self_blocking_move::RULE, self_blocking_move::check),
    (&status_named_stage::RULE, status_named_stage::check),
    (&undefined_term::RULE, undefined_term::check),
    (&unguarded_move::RULE, unguarded_move::check),
    (&unknown_target::RULE, unknown_target::check),
    (&unmeasurable_criteria::RULE, unmeasurable_criteria::check),
    (&unused_field::RULE, unused_field::check),
];
