//! What the portal has and the lifecycle does not: it stays, unless somebody names it. Only what is near the lifecycle is told: fields in its
//! own groups, pipelines beside its own, lifecycle stages.

use super::{Draft, place};
use crate::address::{Address, ONLY_IF_UNUSED, pipelines_path, properties_path};
use crate::manifest::{Package, Thing, Wanted};
use crate::plan::{Action, Change};
use crate::portal::Call;
use crate::view;
use std::collections::BTreeSet;

pub(super) fn compare(draft: &mut Draft<'_>, package: &Package) {
    let known: BTreeSet<String> = package.wanted.iter().filter_map(address).map(|at| at.path()).collect();
    for object in draft.snapshot.reads.properties.clone() {
        let groups = package.wanted.iter().filter(|it| it.thing == Thing::Group && it.object == object);
        let groups: BTreeSet<&str> = groups.map(|it| it.text("name")).collect();
        let found: Vec<_> = draft.snapshot.below(&properties_path(&object)).cloned().collect();
        for property in found.iter().filter(|it| groups.contains(view::text(it, "groupName"))) {
            let name = view::text(property, "name");
            let at = Address::Property { object: object.clone(), name: name.to_owned() };
            if !known.contains(&at.path()) {
                let call = Call::delete(at.path());
                left(
                    draft,
                    "field",
                    format!("property/{object}/{name}"),
                    &object,
                    view::text(property, "label"),
                    at,
                    call,
                );
            }
        }
    }
    let with_pipelines: BTreeSet<&String> =
        package.wanted.iter().filter(|it| it.thing == Thing::Pipeline).map(|it| &it.object).collect();
    for object in with_pipelines {
        let found: Vec<_> = draft.snapshot.below(&pipelines_path(object)).cloned().collect();
        for pipeline in &found {
            let id = view::text(pipeline, "id");
            let at = Address::Pipeline { object: object.clone(), pipeline: id.to_owned() };
            if !known.contains(&at.path()) {
                let call = Call::delete(format!("{}{ONLY_IF_UNUSED}", at.path()));
                left(
                    draft,
                    "pipeline",
                    format!("pipeline/{object}/{id}"),
                    object,
                    view::text(pipeline, "label"),
                    at,
                    call,
                );
            }
        }
    }
    lifecycle_stages(draft, package);
}

/// The thing that a request of the manifest asks for by name.
fn address(wanted: &Wanted) -> Option<Address> {
    let object = wanted.object.clone();
    match &wanted.thing {
        Thing::Property => Some(Address::Property { object, name: wanted.text("name").to_owned() }),
        Thing::Options(name) => Some(Address::Property { object, name: name.clone() }),
        Thing::Pipeline => Some(Address::Pipeline { object, pipeline: wanted.text("pipelineId").to_owned() }),
        Thing::Group | Thing::LifecycleStage(..) => None,
    }
}

fn left(draft: &mut Draft<'_>, kind: &str, id: String, object: &str, label: &str, at: Address, call: Call) {
    let name = id.rsplit('/').next().unwrap_or_default().to_owned();
    let before = draft.snapshot.look(&at);
    draft.changes.push(alone(kind, id, object, label, &name).by(at, before, None, call));
}

fn alone(kind: &str, id: String, object: &str, label: &str, name: &str) -> Change {
    Change {
        id,
        action: Action::LeftAlone,
        kind: kind.to_owned(),
        place: place(object),
        label: label.to_owned(),
        name: name.to_owned(),
        details: Vec::new(),
        why: Some("not in the lifecycle".to_owned()),
        steps: Vec::new(),
        after: Vec::new(),
        write: None,
    }
}

/// A person deletes those, if nobody needs them.
fn lifecycle_stages(draft: &mut Draft<'_>, package: &Package) {
    let mut lists = package.wanted.iter().filter_map(|it| match &it.thing {
        Thing::LifecycleStage(pipeline, _) => Some((it.object.clone(), pipeline.clone())),
        _ => None,
    });
    let Some((object, pipeline)) = lists.next() else { return };
    let Some(list) = draft.snapshot.raw(&Address::Pipeline { object: object.clone(), pipeline }).cloned() else {
        return;
    };
    for stage in view::stages(&list) {
        let id = view::text(stage, "id");
        if draft.references.values().all(|known| known != id) {
            let mut change = alone(
                "lifecycle stage",
                format!("lifecycle-stage/{object}/{id}"),
                &object,
                view::text(stage, "label"),
                id,
            );
            change.why = Some("not in the lifecycle; a person can delete it once no record is on it".to_owned());
            draft.changes.push(change);
        }
    }
}
