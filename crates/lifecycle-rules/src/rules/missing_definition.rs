//! A stage without a definition.

use crate::Cx;
use lifecycle_base::Diagnostic;
use lifecycle_model::StageKind;

rule! {
    "missing-definition", "missing_definition.md", Pedantic, Warning, fix: None,
    "a stage does not say what it means"
}

pub(crate) fn check(cx: &mut Cx<'_>) {
    for stage in cx.model().stages.values() {
        let skipped = stage.kind == StageKind::Retired || !stage.from.is_empty() || stage.ident.damaged;
        if skipped || stage.means.is_some() {
            continue;
        }
        cx.report(
            Diagnostic::new(
                &RULE,
                stage.ident.name_at,
                format!("the stage `{}` does not say what it means", stage.ident.label),
            )
            .label("no definition")
            .help("add the sentence that the teams agree on: `means \"…\"`"),
        );
    }
}
