//! What a portal has, as far as a manifest touches it.

use crate::address::{Address, groups_path, pipelines_path, properties_path};
use crate::failure::{Failure, read};
use crate::manifest::{Package, Thing};
use crate::portal::Portal;
use crate::view;
use lifecycle_targets::hubspot::{API_VERSION, LIFECYCLE_PIPELINES};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};

/// A portal, as it tells itself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Account {
    /// Its number.
    pub id: u64,
    /// `STANDARD`, `SANDBOX`, `DEVELOPER_TEST` or `APP_DEVELOPER`.
    pub kind: String,
}

impl Account {
    /// Asks the portal who it is.
    ///
    /// # Errors
    /// When it does not answer, or does not accept the token.
    pub fn read(portal: &mut dyn Portal) -> Result<Self, Failure> {
        let path = format!("/account-info/{API_VERSION}/details");
        let found = read(portal, &path)?.unwrap_or_default();
        let id = found.get("portalId").and_then(Value::as_u64).ok_or(Failure::Unreadable(path))?;
        Ok(Self { id, kind: view::text(&found, "accountType").to_owned() })
    }
}

/// What has to be read: objects, by their names in paths.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reads {
    /// Of which objects the properties and their groups.
    pub properties: BTreeSet<String>,
    /// Of which objects the pipelines.
    pub pipelines: BTreeSet<String>,
}

impl Reads {
    /// What a manifest touches.
    pub fn of(package: &Package) -> Self {
        let mut reads = Self::default();
        for wanted in &package.wanted {
            match wanted.thing {
                Thing::Group | Thing::Property | Thing::Options(_) => {
                    reads.properties.insert(wanted.object.clone());
                }
                Thing::Pipeline => {
                    reads.pipelines.insert(wanted.object.clone());
                }
                // One list for several objects: how all of them show it counts.
                Thing::LifecycleStage(..) => {
                    reads.pipelines.extend(LIFECYCLE_PIPELINES.iter().map(|(object, _)| (*object).to_owned()));
                }
            }
        }
        reads
    }
}

/// What there is. Everything lies under the path that answers it alone.
#[derive(Debug)]
pub struct Snapshot {
    /// Who it is.
    pub account: Account,
    pub(crate) reads: Reads,
    things: BTreeMap<String, Value>,
    /// Properties that were deleted and can come back.
    archived: BTreeSet<String>,
    limits: BTreeMap<&'static str, Value>,
}

impl Snapshot {
    /// Reads the portal.
    ///
    /// # Errors
    /// When it does not answer, or the token may not look.
    pub fn read(portal: &mut dyn Portal, account: Account, reads: &Reads) -> Result<Self, Failure> {
        let (things, limits) = (BTreeMap::new(), BTreeMap::new());
        let mut snapshot = Self { account, reads: reads.clone(), things, archived: BTreeSet::new(), limits };
        for object in &reads.properties {
            snapshot.add(portal, &groups_path(object), |name| {
                Address::Group { object: object.clone(), name: name.to_owned() }.path()
            })?;
            let address = |name: &str| Address::Property { object: object.clone(), name: name.to_owned() }.path();
            snapshot.add(portal, &properties_path(object), address)?;
            // An older export may not hold it; then a property that comes back is announced as a new one.
            let deleted = format!("{}?archived=true", properties_path(object));
            let deleted = results(portal, &deleted).or_else(|failure| match failure {
                Failure::NotSaved(_) => Ok(Vec::new()),
                other => Err(other),
            })?;
            snapshot.archived.extend(deleted.iter().map(|it| address(view::text(it, "name"))));
        }
        for object in &reads.pipelines {
            snapshot.add(portal, &pipelines_path(object), |id| {
                Address::Pipeline { object: object.clone(), pipeline: id.to_owned() }.path()
            })?;
        }
        Ok(snapshot)
    }

    fn add(&mut self, portal: &mut dyn Portal, path: &str, own_path: impl Fn(&str) -> String) -> Result<(), Failure> {
        for thing in results(portal, path)? {
            let name = match thing.get("id").or_else(|| thing.get("name")) {
                Some(Value::String(name)) => own_path(name),
                _ => return Err(Failure::Unreadable(path.to_owned())),
            };
            if view::flag(&thing, "archived") {
                self.archived.insert(name);
            } else {
                self.things.insert(name, thing);
            }
        }
        Ok(())
    }

    /// Asks how much the portal may hold. Not every token may ask, so what is not answered is not known.
    ///
    /// # Errors
    /// When the portal does not answer at all.
    pub fn read_limits(&mut self, portal: &mut dyn Portal) -> Result<(), Failure> {
        for kind in ["pipelines", "custom-properties"] {
            match read(portal, &format!("/crm/limits/{API_VERSION}/{kind}")) {
                Ok(Some(limits)) => {
                    self.limits.insert(kind, limits);
                }
                Err(failure) if failure.is_final() => return Err(failure),
                Ok(None) | Err(_) => {}
            }
        }
        Ok(())
    }

    /// What the portal says of a limit, `pipelines` or `custom-properties`.
    pub(crate) fn limit(&self, kind: &str) -> Option<&Value> {
        self.limits.get(kind)
    }

    /// What HubSpot answers of a thing.
    pub(crate) fn raw(&self, address: &Address) -> Option<&Value> {
        self.things.get(&address.path())
    }

    /// What counts of a thing; none if it is not there.
    pub fn look(&self, address: &Address) -> Option<Value> {
        self.raw(address).and_then(|raw| view::of(address, raw))
    }

    /// Whether a property was deleted and can come back.
    pub(crate) fn is_archived(&self, address: &Address) -> bool {
        self.archived.contains(&address.path())
    }

    /// Everything right below a path.
    pub(crate) fn below(&self, path: &str) -> impl Iterator<Item = &Value> {
        let start = format!("{path}/");
        let things = self.things.range(start.clone()..).take_while(move |(path, _)| path.starts_with(&start));
        let depth = path.matches('/').count() + 1;
        things.filter(move |(path, _)| path.matches('/').count() == depth).map(|(_, thing)| thing)
    }
}

/// The `results` of a list; nothing where HubSpot knows no such list.
fn results(portal: &mut dyn Portal, path: &str) -> Result<Vec<Value>, Failure> {
    let Some(mut answer) = read(portal, path)? else { return Ok(Vec::new()) };
    match answer.get_mut("results").map(Value::take) {
        Some(Value::Array(results)) => Ok(results),
        _ => Err(Failure::Unreadable(path.to_owned())),
    }
}
