//! Property groups.

use super::{Draft, shown};
use crate::address::Address;
use crate::manifest::Wanted;
use crate::plan::{Action, Change, Detail};
use crate::portal::Call;
use serde_json::json;

pub(super) fn compare(draft: &mut Draft<'_>, wanted: &Wanted) {
    let (name, label) = (wanted.text("name"), wanted.text("label").trim());
    let at = Address::Group { object: wanted.object.clone(), name: name.to_owned() };
    let before = draft.see(&at);
    let after = Some(json!({ "label": label }));
    if before == after {
        return;
    }
    let change = match &before {
        None => {
            let call = Call::with("POST", wanted.request.path.clone(), wanted.body.clone());
            Change::of(wanted, Action::Added, "field group", label, name).by(at, before, after, call)
        }
        Some(view) => {
            let detail = Detail::changed("label", &shown(view.get("label")), label);
            let call = Call::with("PATCH", at.path(), json!({ "label": label }));
            let mut change =
                Change::of(wanted, Action::Changed, "field group", label, name).by(at, before, after, call);
            change.details.push(detail);
            change
        }
    };
    draft.push(change, wanted);
}
