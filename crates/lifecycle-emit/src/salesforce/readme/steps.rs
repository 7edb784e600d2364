//! How the project gets into an org.

use crate::salesforce::permission_set::{ADMIN, INTEGRATION, PIPELINES, USER};
use crate::salesforce::project::{Contents, Package};
use crate::salesforce::schema::Schema;
use crate::salesforce::settings::Settings;
use std::fmt::Write;

/// The commands in their order.
pub(super) fn steps(schema: &Schema, contents: &Contents) -> String {
    let mut text = "\n## How to deploy\n\n\
        Use a sandbox first, and keep this order: what comes later needs what came before.\n\n"
        .to_owned();
    let assign = |set: &str| format!("sf org assign permset --name {set}");
    let deploy = |folder: &str, more: &str| format!("sf project deploy start --source-dir {folder}{more}");
    let settings = contents.has(Package::OrgSettings);
    let mut steps = vec![
        ("Rehearse. Nothing is changed yet.", deploy("force-app", " --dry-run")),
        ("Deploy what adds to the org.", deploy("force-app", "")),
        (
            "Make the fields visible: until then nobody sees them, not even administrators. Everyone who works with the lifecycle gets \
             the first, whoever looks after it the second.",
            assign(USER),
        ),
        ("", assign(ADMIN)),
        (
            "Integrations and data loads get the third, and people do not: no rule of the lifecycle stops its holder.",
            assign(INTEGRATION),
        ),
    ];
    if settings {
        // What is not deployed need not be saved.
        let all = [
            ("StandardValueSet", "OpportunityStage", "StandardValueSet:OpportunityStage"),
            ("StandardValueSet", "LeadStatus", "StandardValueSet:LeadStatus"),
            ("LeadConvertSettings", "LeadConvertSettings", "LeadConvertSettings"),
        ];
        let mut sets: Vec<&str> = all
            .into_iter()
            .filter(|(kind, member, _)| contents.contains(kind, member))
            .map(|(.., name)| name)
            .collect();
        if contents.count("GlobalValueSet") > 0 {
            sets.push("GlobalValueSet");
        }
        steps.extend([
            (
                "Save what the org has, to be able to go back, and to compile with `--current before`.",
                format!(
                    "sf project retrieve start {} --target-metadata-dir before --unzip",
                    sets.iter().map(|set| format!("--metadata {set}")).collect::<Vec<_>>().join(" ")
                ),
            ),
            ("Rehearse the settings.", deploy("org-settings", " --dry-run")),
            ("Deploy the settings.", deploy("org-settings", "")),
        ]);
    }
    if contents.contains("PermissionSet", PIPELINES) {
        steps.push(("Let people choose the pipelines.", assign(PIPELINES)));
    }
    let mut number = 0;
    for (what, command) in &steps {
        if !what.is_empty() {
            number += 1;
            let _ = writeln!(text, "{number}. {what}\n");
        }
        let _ = writeln!(text, "   ```sh\n   {command} --target-org my-sandbox\n   ```\n");
    }
    if schema.asks_for_record_types() {
        text.push_str(
            "Pipelines put the same stages in different orders, so how far a deal is depends on its record type. That field lies in \
             `org-settings`, since an org without record types does not take it.\n\n",
        );
    }
    text.push_str("`manifest/package.xml` lists everything, for tools that want a manifest.\n");
    text
}

/// Whether flows run, and why that is decided so.
pub(super) fn flows(settings: &Settings, contents: &Contents) -> String {
    if contents.count("Flow") == 0 {
        return String::new();
    }
    let text = if settings.active_flows {
        "Flows arrive **active**, since `target salesforce { flows active }` says so. A sandbox starts them at once. Production takes them \
         as inactive, unless Setup > Process Automation Settings has \"Deploy processes and flows as active\" on and Apex tests run \
         enough of them: activate them there in Setup > Flows otherwise."
    } else {
        "Flows arrive as **drafts**: nothing moves by itself until somebody has read and activated them, in Setup > Flows. Activate them in \
         a sandbox, try the scenarios of the lifecycle, then do the same in production. `target salesforce { flows active }` \
         deploys them active instead; production takes that only with Apex tests that run enough of them."
    };
    format!(
        "\n## Flows\n\n{text}\n\nDeploying a flow again makes a new version of it. A flow that the lifecycle no longer has stays in the org: \
         deactivate it by hand.\n"
    )
}
