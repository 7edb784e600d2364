//! The files around the metadata: sfdx-project.json, the manifest and where each component lies.

use super::settings::Settings;
use crate::xml::Element;
use crate::{ArtifactSet, PathConflict};
use lifecycle_base::Location;
use serde_json::json;
use std::collections::{BTreeMap, BTreeSet};

/// The namespace of all Salesforce metadata.
const NAMESPACE: &str = "http://soap.sforce.com/2006/04/metadata";

/// A folder that is deployed as a whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Package {
    /// Adds to the org.
    ForceApp,
    /// Replaces what the org has.
    OrgSettings,
}

impl Package {
    /// The folder.
    pub(super) const fn folder(self) -> &'static str {
        match self {
            Package::ForceApp => "force-app",
            Package::OrgSettings => "org-settings",
        }
    }
}

/// One component of metadata in its own file.
#[derive(Debug)]
pub(super) struct Component {
    pub(super) package: Package,
    /// The metadata type.
    pub(super) kind: &'static str,
    /// Its name in manifests.
    pub(super) member: String,
    /// Below `main/default` of its package.
    pub(super) path: String,
    pub(super) root: Element,
    pub(super) origin: Option<Location>,
}

/// What a project holds.
#[derive(Debug, Default)]
pub(super) struct Contents {
    members: BTreeMap<&'static str, BTreeSet<String>>,
    packages: BTreeSet<Package>,
}

impl Contents {
    /// Whether something lies in a package.
    pub(super) fn has(&self, package: Package) -> bool {
        self.packages.contains(&package)
    }

    /// How many components of a type there are.
    pub(super) fn count(&self, kind: &str) -> usize {
        self.members.get(kind).map_or(0, BTreeSet::len)
    }

    /// Whether there is a component of this name.
    pub(super) fn contains(&self, kind: &str, member: &str) -> bool {
        self.members.get(kind).is_some_and(|members| members.contains(member))
    }
}

/// A project being written. The manifest lists what has been added, so it can neither lack nor invent a component.
pub(super) struct Project<'o> {
    out: &'o mut ArtifactSet,
    api_version: String,
    contents: Contents,
}

impl<'o> Project<'o> {
    pub(super) fn new(settings: &Settings, out: &'o mut ArtifactSet) -> Self {
        let api_version = settings.api_version.clone();
        Self { out, api_version, contents: Contents::default() }
    }

    /// Writes a component.
    pub(super) fn add(&mut self, component: Component) -> Result<(), PathConflict> {
        let Component { package, kind, member, path, root, origin } = component;
        self.contents.members.entry(kind).or_default().insert(member);
        self.contents.packages.insert(package);
        let path = format!("{}/main/default/{path}", package.folder());
        self.out.add(path, root.into_document(NAMESPACE), origin)
    }

    /// Writes what describes the whole; the readme is told what there is.
    pub(super) fn finish(self, readme: impl FnOnce(&Contents) -> String) -> Result<(), PathConflict> {
        self.out.add("README.md", readme(&self.contents), None)?;
        self.out.add("manifest/package.xml", self.manifest().into_document(NAMESPACE), None)?;
        self.out.add("sfdx-project.json", self.description(), None)
    }

    fn manifest(&self) -> Element {
        let types = self.contents.members.iter().map(|(kind, members)| {
            Element::new("types")
                .with_all(members.iter().map(|member| Element::text("members", member)))
                .with_text("name", kind)
        });
        Element::new("Package").with_all(types).with_text("version", &self.api_version)
    }

    /// A package directory that is listed must exist, so an empty one is left out.
    fn description(&self) -> String {
        let folders = self.contents.packages.iter().map(|package| match package {
            Package::ForceApp => json!({ "path": package.folder(), "default": true }),
            Package::OrgSettings => json!({ "path": package.folder() }),
        });
        let description = json!({
            "packageDirectories": folders.collect::<Vec<_>>(),
            "namespace": "",
            "sfdcLoginUrl": "https://login.salesforce.com",
            "sourceApiVersion": self.api_version,
        });
        format!("{description:#}\n")
    }
}
