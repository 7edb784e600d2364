//! Two tracks, or a track and a field, that say the same of one record.

use crate::Cx;
use crate::naming::read;
use crate::part::{Part, heading, part};
use crate::role::plays;
use lifecycle_base::{Diagnostic, list_words};
use lifecycle_model::{Field, FieldKind, Ident, Model, Object, Role, Type};
use std::collections::BTreeMap;
use std::rc::Rc;

rule! {
    "overlapping-lifecycles", "overlapping_lifecycles.md", Structure, Warning, fix: None,
    "two tracks, or a track and a field, follow the same thing on one record"
}

/// So many values in common are no coincidence.
const ALIKE: usize = 3;

/// Words of fields that keep a stage for the record rather than follow it.
const SNAPSHOTS: &[(&str, &str)] = &[
    ("previous", "where it was before"),
    ("prior", "where it was before"),
    ("last", "where it was before"),
    ("former", "where it was before"),
    ("original", "where it began"),
    ("first", "where it began"),
    ("initial", "where it began"),
    ("highest", "how far it once came"),
    ("furthest", "how far it once came"),
    ("at", "where it was when something happened"),
    ("when", "where it was when something happened"),
    ("before", "where it was when something happened"),
    ("from", "where it came from"),
];

/// Words of fields that say what a record is, whether declared as a type or not.
const IDENTITIES: &[(&str, &str)] = &[
    ("type", "what it is"),
    ("category", "what it is"),
    ("kind", "what it is"),
    ("relationship", "what it is to us"),
    ("persona", "who it is"),
    ("role", "who it is"),
];

/// A track or a field that follows a record.
struct Follower<'m> {
    ident: &'m Ident,
    object: Object,
    is_field: bool,
    /// Whether it follows from another track by itself.
    is_derived: bool,
    labels: Vec<&'m str>,
    /// What the labels are compared by.
    keys: Vec<Rc<str>>,
    /// The stages of the funnel it has.
    roles: Vec<Role>,
    /// Whether one of its stages says that somebody was accepted or qualified.
    qualifies: bool,
}

pub(crate) fn check(cx: &mut Cx<'_>) {
    let model = cx.model();
    // People are one kind of record, whatever the CRM calls them.
    let records: [&[Object]; 3] = [&[Object::Contact, Object::Lead], &[Object::Company], &[Object::Deal]];
    for objects in records {
        let mut known = Known::default();
        // However many tracks repeat the first one, it is one mistake.
        let mut told: BTreeMap<usize, Overlap<'_>> = BTreeMap::new();
        for mut follower in tracks(model, objects).chain(fields(model, objects)) {
            follower.keys = follower.labels.iter().map(|label| cx.key(label)).collect();
            match known.twin(&follower) {
                Some((place, shared)) if follower.is_field => {
                    if let Some(twin) = known.followers.get(place) {
                        cx.report(repeated_by_field(twin, &follower, &shared));
                    }
                }
                Some((place, shared)) => match told.get_mut(&place) {
                    Some(overlap) => overlap.others.push(follower.ident),
                    None => {
                        told.insert(place, Overlap { first: follower, shared, others: Vec::new() });
                    }
                },
                None => known.add(follower),
            }
        }
        for (place, overlap) in &told {
            if let Some(twin) = known.followers.get(*place) {
                cx.report(overlapping(twin, overlap));
            }
        }
    }
}

/// The tracks that repeat another one.
struct Overlap<'m> {
    first: Follower<'m>,
    /// What the first of them has in common with the one it repeats.
    shared: Vec<&'m str>,
    others: Vec<&'m Ident>,
}

fn tracks<'m>(model: &'m Model, objects: &'m [Object]) -> impl Iterator<Item = Follower<'m>> {
    let whole = |ident: &Ident| !ident.damaged;
    model.tracks.iter().filter_map(move |(track, entity)| {
        let domain = &model[entity.domain];
        let object = domain.object.filter(|object| objects.contains(object))?;
        let stages = || model.stages_of(track).map(|(_, stage)| stage);
        let tells = |word: &String| matches!(word.as_str(), "qualified" | "accepted");
        let sells = [Role::Mql, Role::Sal, Role::Sql];
        // What follows customers is judged beside what else follows them.
        let judged = part(model, track) != Part::Customer && whole(&domain.ident) && whole(heading(model, track));
        judged.then(|| Follower {
            ident: heading(model, track),
            object,
            is_field: false,
            is_derived: domain.rollup.is_some(),
            labels: stages().map(|stage| stage.ident.label.as_str()).collect(),
            keys: Vec::new(),
            roles: sells.into_iter().filter(|role| stages().any(|stage| plays(stage, *role))).collect(),
            qualifies: stages().any(|stage| read(&stage.ident.label).parts.iter().flatten().any(tells)),
        })
    })
}

/// Plain picklists. A status or type that repeats stages has findings of its own.
fn fields<'m>(model: &'m Model, objects: &'m [Object]) -> impl Iterator<Item = Follower<'m>> {
    let plain = |field: &&Field| field.declared && field.kind == FieldKind::Field && field.ty == Type::Picklist;
    let fields = model.fields.values().filter(plain).filter(|field| objects.contains(&field.object));
    fields.filter(|field| !field.ident.damaged && !is_something_else(&field.ident)).map(|field| Follower {
        ident: &field.ident,
        object: field.object,
        is_field: true,
        is_derived: false,
        labels: field.choices.iter().map(|choice| choice.label.as_str()).collect(),
        keys: Vec::new(),
        roles: Vec::new(),
        qualifies: false,
    })
}

/// Whether a field keeps a stage that once was, or says what a record is.
fn is_something_else(ident: &Ident) -> bool {
    let words = [&ident.label, &ident.name].map(|name| read(name).parts.concat()).concat();
    words.iter().any(|word| SNAPSHOTS.iter().chain(IDENTITIES).any(|(known, _)| known == word))
}

/// Whether a field is called after what a funnel follows.
fn says_lifecycle(ident: &Ident) -> bool {
    [&ident.label, &ident.name].iter().any(|name| {
        let words = read(name).parts.concat();
        words.iter().any(|word| matches!(word.as_str(), "lifecycle" | "lifecyclestage" | "funnel"))
            || words.windows(2).any(|pair| matches!(pair, [life, cycle] if life == "life" && cycle == "cycle"))
    })
}

/// The followers of one kind of record so far.
#[derive(Default)]
struct Known<'m> {
    followers: Vec<Follower<'m>>,
    /// Which of them have a value, the first few: more are compared through these.
    by_value: BTreeMap<Rc<str>, Vec<usize>>,
    /// The first track of a funnel.
    funnel: Option<usize>,
}

impl<'m> Known<'m> {
    fn add(&mut self, follower: Follower<'m>) {
        let place = self.followers.len();
        for key in &follower.keys {
            let having = self.by_value.entry(Rc::clone(key)).or_default();
            if having.len() < 3 && !having.contains(&place) {
                having.push(place);
            }
        }
        let funnel = !follower.is_field && !follower.is_derived && (!follower.roles.is_empty() || follower.qualifies);
        if funnel && follower.object != Object::Deal && self.funnel.is_none() {
            self.funnel = Some(place);
        }
        self.followers.push(follower);
    }

    /// The one that a new follower repeats, with the values they share.
    fn twin(&self, new: &Follower<'m>) -> Option<(usize, Vec<&'m str>)> {
        let mut shared: BTreeMap<usize, Vec<&'m str>> = BTreeMap::new();
        for (label, key) in new.labels.iter().zip(&new.keys) {
            for place in self.by_value.get(key).into_iter().flatten() {
                shared.entry(*place).or_default().push(label);
            }
        }
        let many = shared.into_iter().filter(|(_, labels)| labels.len() >= ALIKE).find_map(|(place, labels)| {
            let other = self.followers.get(place)?;
            self.repeats(new, other, &labels).then_some((place, labels))
        });
        many.or_else(|| {
            let place = self.funnel?;
            let funnel = self.followers.get(place)?;
            let positions: Vec<&str> = new.labels.iter().copied().filter(|label| read(label).is_position()).collect();
            // A field that calls itself the lifecycle needs fewer of its stages to be one.
            let enough = if says_lifecycle(new.ident) { 2 } else { ALIKE };
            let by_field = new.is_field && positions.len() >= enough && 2 * positions.len() >= new.labels.len();
            (by_field || both_qualify(funnel, new)).then(|| (place, if by_field { positions } else { Vec::new() }))
        })
    }

    /// Whether so many shared values mean one thing.
    fn repeats(&self, new: &Follower<'m>, other: &Follower<'m>, shared: &[&str]) -> bool {
        match (new.is_field, other.is_field) {
            // Pipelines stand side by side, with stages of the same names.
            (false, false) => new.object != Object::Deal && !new.is_derived && !other.is_derived,
            (true, false) => true,
            // Lists may share values for any reason, places in a funnel only for one.
            _ => shared.iter().filter(|label| read(label).is_position()).count() >= ALIKE,
        }
    }
}

/// Two tracks of people that both lead to qualification.
fn both_qualify(one: &Follower<'_>, other: &Follower<'_>) -> bool {
    let same_role = one.roles.iter().any(|role| other.roles.contains(role));
    // On one object "qualified" may be about something else, such as partners; before and after conversion it is about one person.
    let converted = one.object != other.object && one.qualifies_at_all() && other.qualifies_at_all();
    !other.is_field && !other.is_derived && (same_role || converted)
}

impl Follower<'_> {
    fn qualifies_at_all(&self) -> bool {
        self.qualifies || !self.roles.is_empty()
    }
}

fn repeated_by_field(known: &Follower<'_>, new: &Follower<'_>, shared: &[&str]) -> Diagnostic {
    let (one, other) = (&known.ident.label, &new.ident.label);
    let message = format!("`{other}` follows a {} through the same stages as `{one}`", new.object.name());
    Diagnostic::new(&RULE, new.ident.label_at, message)
        .label(format!("repeats {}", list_words(shared.iter().copied())))
        .related(known.ident.name_at, "the other one")
        .help("keep one of them; if the field says what is being done now, make it a `status` with values of its own")
}

fn overlapping(known: &Follower<'_>, overlap: &Overlap<'_>) -> Diagnostic {
    let (one, other, record) = (&known.ident.label, &overlap.first.ident.label, record(overlap.first.object));
    let message = match overlap.others.len() {
        0 => format!("`{one}` and `{other}` are two lifecycles of one {record}"),
        more => format!("`{one}` and {} more are lifecycles of one {record}", more + 1),
    };
    let label = match overlap.shared.as_slice() {
        [] => "leads to qualification, too".to_owned(),
        shared => format!("repeats {}", list_words(shared.iter().copied())),
    };
    let found = Diagnostic::new(&RULE, overlap.first.ident.label_at, message)
        .label(label)
        .related(known.ident.name_at, "the other one")
        .help("keep one of them, and let the other become a `status` of what is being done now");
    overlap.others.iter().take(3).fold(found, |found, other| found.related(other.name_at, "and another one"))
}

fn record(object: Object) -> &'static str {
    match object {
        Object::Contact | Object::Lead => "person",
        _ => object.name(),
    }
}
