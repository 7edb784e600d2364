//! `was OldName`: former identifiers that would make a rename ambiguous.
//!
//! A CRM finds the old value by its former name. If that name is in use again, or two declarations claim it, nobody can say
//! where the records belong.

use super::{Resolver, Source};
use crate::entities::Object;
use crate::errors::STALE_FORMER_NAME;
use crate::model::TrackId;
use lifecycle_base::{Diagnostic, Location};
use lifecycle_syntax::tree::Name;
use smol_str::SmolStr;

/// Where names must differ.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Space {
    Owner,
    Field(Object),
    Track,
    Stage(TrackId),
    Automation,
    Milestone,
    Term,
}

impl Space {
    /// What has a name there, with its article.
    const fn described(self) -> &'static str {
        match self {
            Space::Owner => "a team or queue",
            Space::Field(_) => "a field",
            Space::Track => "a domain or pipeline",
            Space::Stage(_) => "a stage",
            Space::Automation => "an automation",
            Space::Milestone => "a milestone",
            Space::Term => "a term",
        }
    }
}

/// One former name.
struct Former {
    space: Space,
    was: Name,
    now: SmolStr,
    source: Source,
}

/// All former names, to be checked when all current ones are known.
#[derive(Default)]
pub(super) struct Formers {
    found: Vec<Former>,
}

impl Formers {
    /// Remembers the former names of `now`.
    pub(super) fn note(&mut self, source: Source, space: Space, now: &SmolStr, was: &[Name]) {
        self.found.extend(was.iter().map(|was| Former { space, was: was.clone(), now: now.clone(), source }));
    }
}

impl Resolver {
    /// Reports former names that are no names, in use again, or claimed twice.
    pub(super) fn check_former_names(&mut self) {
        let mut claimed = rustc_hash::FxHashMap::default();
        for former in std::mem::take(&mut self.formers.found) {
            let Former { space, was, now, source } = former;
            let at = source.at(was.at);
            if was.text.contains('.') {
                self.former_path(&was, at);
                continue;
            }
            if let Some(place) = self.current(space, &was.text) {
                self.former_in_use(space.described(), &was.text, &now, at, place);
            } else if let Some((first, place)) = claimed.insert((space, was.text.clone()), (now.clone(), at)) {
                self.former_claimed_twice(&was.text, (&first, place), (&now, at));
            }
        }
    }

    /// Where something of this name is declared; `Some(None)` for a standard field, which is declared nowhere.
    fn current(&self, space: Space, name: &SmolStr) -> Option<Option<Location>> {
        let names = &self.names;
        let ident = match space {
            Space::Owner => names.owners.get(name).map(|id| &self.model[*id].ident),
            Space::Field(object) => {
                let field = &self.model[*names.fields.get(&(object, name.clone()))?];
                if !field.declared {
                    return Some(None);
                }
                Some(&field.ident)
            }
            Space::Track => return self.first_track(name).map(Some),
            Space::Stage(track) => names.stages.get(&(track, name.clone())).map(|id| &self.model[*id].ident),
            Space::Automation => names.automations.get(name).map(|id| &self.model[*id].ident),
            Space::Milestone => names.milestones.get(name).map(|id| &self.model[*id].ident),
            Space::Term => names.terms.get(name).map(|id| &self.model[*id].ident),
        };
        ident.map(|ident| Some(ident.name_at))
    }

    fn former_path(&mut self, was: &Name, at: Location) {
        let last = was.text.rsplit('.').next().unwrap_or_default();
        self.report(
            Diagnostic::new(&STALE_FORMER_NAME, at, format!("`{}` is a path, not a former identifier", was.text))
                .label("only the identifier itself")
                .help(format!("write `was {last}`")),
        );
    }

    pub(super) fn former_in_use(&mut self, what: &str, was: &str, now: &str, at: Location, place: Option<Location>) {
        let found = if was == now {
            Diagnostic::new(&STALE_FORMER_NAME, at, format!("`{was}` is given as its own former name"))
                .label("still called so")
                .help("`was` names an earlier identifier; remove it, or change the identifier")
        } else {
            let message = format!("`{was}` is given as the former name of `{now}`, but {what} is called so now");
            let found = Diagnostic::new(&STALE_FORMER_NAME, at, message).label("in use again").help(format!(
                "records on the old `{was}` could belong to either; give the newer one another identifier, \
                 or remove `was {was}`"
            ));
            match place {
                Some(place) => found.related(place, format!("`{was}` is declared here")),
                None => found,
            }
        };
        self.report(found);
    }

    pub(super) fn former_claimed_twice(
        &mut self,
        was: &str,
        (first, first_at): (&str, Location),
        (second, second_at): (&str, Location),
    ) {
        let message = if first == second {
            format!("`{second}` gives `{was}` as a former name twice")
        } else {
            format!("`{was}` is given as the former name of both `{first}` and `{second}`")
        };
        self.report(
            Diagnostic::new(&STALE_FORMER_NAME, second_at, message)
                .label("claimed again here")
                .related(first_at, "first claimed here")
                .help("keep it where the old records belong, and remove the other"),
        );
    }
}
