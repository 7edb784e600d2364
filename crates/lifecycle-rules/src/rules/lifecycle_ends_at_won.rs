//! A lifecycle that forgets its customers.

use crate::Cx;
use crate::motion::{Motion, motion};
use crate::part::{Part, heading, own_tracks, part};
use crate::post_sale::is_phase;
use crate::role::plays;
use crate::ways::Ways;
use lifecycle_base::Diagnostic;
use lifecycle_model::{Model, Object, Role, StageKind, TrackId};

rule! {
    "lifecycle-ends-at-won", "lifecycle_ends_at_won.md", Structure, Warning, fix: None,
    "deals are won, and no track follows the customer from there"
}

pub(crate) fn check(cx: &mut Cx<'_>) {
    if !cx.is_whole() {
        return;
    }
    let (model, parts) = (cx.model(), cx.parts());
    let won = |(track, _)| {
        let won = model.ranked_stages(track).find(|(_, stage)| stage.kind == StageKind::Won);
        let begins = parts.sells_deals(track) && motion(heading(model, track)) == Motion::NewBusiness;
        won.filter(|_| begins).map(|(_, stage)| (track, stage))
    };
    let Some((pipeline, won)) = own_tracks(model).find_map(won) else { return };
    let ways = cx.ways();
    let alone = own_tracks(model).filter(|(track, _)| is_about_people(model, *track)).nth(1).is_none();
    if own_tracks(model).any(|(track, _)| may_follow(model, &ways, track, alone)) {
        return;
    }
    cx.report(
        Diagnostic::new(
            &RULE,
            won.ident.name_at,
            format!("the lifecycle ends at `{}` in `{}`", won.ident.label, heading(model, pipeline).label),
        )
        .label("what becomes of the customer?")
        .help("follow the customer from here to first value, outside of the sales pipelines: `domain customer on ticket { … }`"),
    );
}

/// Whether a track follows the customer, as far as one can tell. `alone`: there is no second track of people or companies.
fn may_follow(model: &Model, ways: &Ways, track: TrackId, alone: bool) -> bool {
    let phases = model.ranked_stages(track).filter(|(_, stage)| is_phase(&stage.ident.label)).count();
    let has_role =
        |roles: &[Role]| model.stages_of(track).any(|(_, stage)| roles.iter().any(|role| plays(stage, *role)));
    if phases >= 2 || has_role(&[Role::FirstValue]) || ways.opens_on_win(track) {
        // Even stages in a sales pipeline: the customer is followed, if in the wrong place, which is another finding.
        return true;
    }
    match part(model, track) {
        Part::Customer => true,
        Part::Sales => false,
        // Beside others, a track of another name and without stages of the funnel may be about customers in any language.
        Part::Lead | Part::Company | Part::Other => {
            let named = matches!(model[model[track].domain].ident.name.as_str(), "lead" | "company");
            !alone && !named && is_about_people(model, track) && !has_role(&[Role::Mql, Role::Sal, Role::Sql])
        }
    }
}

fn is_about_people(model: &Model, track: TrackId) -> bool {
    matches!(model[model[track].domain].object, Some(Object::Contact | Object::Lead | Object::Company))
}
