//! Names as they stand in files from elsewhere: identifiers, labels, former names, and API names of the CRMs.

use lifecycle_base::{did_you_mean, list_words};
use lifecycle_model::{DomainId, Field, FieldId, Model, Object, StageId};

/// A name without what CRMs and people vary: `Fit_Score__c`, `fit_score` and `Fit score` are the same.
pub(crate) fn folded(name: &str) -> String {
    let name = name.trim();
    let name = name.strip_suffix("__c").unwrap_or(name);
    name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// The object of a name; CRMs have their own for some.
pub(crate) fn object(name: &str) -> Result<Object, String> {
    let folded = folded(name);
    let found = match folded.as_str() {
        "account" => Some(Object::Company),
        "opportunity" => Some(Object::Deal),
        "case" => Some(Object::Ticket),
        "event" => Some(Object::Meeting),
        other => Object::from_name(other).or_else(|| Object::from_name(other.strip_suffix('s')?)),
    };
    let names = Object::ALL.map(Object::name);
    found.ok_or_else(|| {
        let hint = did_you_mean(name, names).unwrap_or_else(|| format!("there are {}", list_words(names)));
        format!("there is no object `{name}`; {hint}")
    })
}

/// The field of an object that goes by a name.
pub(crate) fn field(model: &Model, object: Object, name: &str) -> Result<FieldId, String> {
    let wanted = folded(name);
    let own = || model.fields.iter().filter(|(_, field)| field.object == object);
    let fits: [&dyn Fn(&Field) -> bool; 4] = [
        &|field| field.ident.name == name,
        &|field| field.mappings.iter().any(|(_, mapped, _)| mapped == name),
        &|field| folded(&field.ident.name) == wanted || folded(&field.ident.label) == wanted,
        &|field| field.ident.remarks.was.iter().any(|was| folded(was) == wanted),
    ];
    let found = fits.iter().find_map(|fits| own().find(|(_, field)| fits(field)));
    found.map(|(id, _)| id).ok_or_else(|| {
        let names = || own().map(|(_, field)| field.ident.name.as_str());
        let hint = did_you_mean(name, names()).unwrap_or_else(|| format!("it has {}", list_words(names())));
        format!("a {} has no field `{name}`; {hint}", object.name())
    })
}

/// The domain that goes by a name, of those that records of an object can be in.
pub(crate) fn domain(model: &Model, object: Object, name: &str) -> Result<DomainId, String> {
    let wanted = folded(name);
    let own = || model.domains.iter().filter(|(_, domain)| domain.object == Some(object));
    let found = own().find(|(_, it)| folded(&it.ident.name) == wanted || folded(&it.ident.label) == wanted);
    found.map(|(id, _)| id).ok_or_else(|| {
        let names = || own().map(|(_, domain)| domain.ident.name.as_str());
        let hint = did_you_mean(name, names()).unwrap_or_else(|| match own().next() {
            Some(_) => format!("it can be in {}", list_words(names())),
            None => "no domain is about it".to_owned(),
        });
        format!("a {} is in no domain `{name}`; {hint}", object.name())
    })
}

/// The stage that goes by a name, alone (`MQL`) or with its domain or pipeline (`lead.MQL`), of those that records of an object can be on.
///
/// # Errors
/// If there is none, or several.
pub fn stage(model: &Model, object: Object, within: Option<DomainId>, name: &str) -> Result<StageId, String> {
    let own = || {
        let of_object = move |id: &StageId| model.object_of(*id) == Some(object);
        let inside = move |id: &StageId| within.is_none_or(|domain| model.domain_of(*id) == domain);
        model.stages.iter().map(|(id, _)| id).filter(of_object).filter(inside)
    };
    let wanted = folded(name);
    let path = |id: StageId| model.stage_path(id);
    let domain_path = |id: StageId| format!("{}.{}", model[model.domain_of(id)].ident.name, model[id].ident.name);
    let exact: Vec<StageId> =
        own().filter(|id| model[*id].ident.name == name || path(*id) == name || domain_path(*id) == name).collect();
    let near = || {
        own().filter(|id| {
            [&model[*id].ident.name, &model[*id].ident.label].iter().any(|it| folded(it) == wanted)
                || folded(&path(*id)) == wanted
        })
    };
    let found = if exact.is_empty() { near().collect() } else { exact };
    match found.as_slice() {
        [one] => Ok(*one),
        [] => {
            let names: Vec<String> = own().flat_map(|id| [model[id].ident.name.to_string(), path(id)]).collect();
            let hint = did_you_mean(name, names.iter().map(String::as_str)).unwrap_or_else(|| {
                let names: Vec<&str> = own().map(|id| model[id].ident.name.as_str()).collect();
                match names.as_slice() {
                    [] => "no domain is about it".to_owned(),
                    _ => format!("there are {}", list_words(names)),
                }
            });
            Err(format!("a {} has no stage `{name}`; {hint}", object.name()))
        }
        several => {
            let paths: Vec<String> = several.iter().map(|id| path(*id)).collect();
            let paths = list_words(paths.iter().map(String::as_str));
            Err(format!("`{name}` may be {paths}; write which one"))
        }
    }
}
