//! `plan` and `apply` against the stand-in of HubSpot's API, over real HTTP.

mod changes;
mod command;
mod faults;
mod guards;
mod lifecycle_stages;
mod scale;
mod schemas;
mod seeded;
mod stand_in;

use lifecycle_driver::{OsFs, Project, analyse, compile, discover, lone_text};
use lifecycle_portal::{
    Account, Applied, BaseUrl, Failure, Http, Paced, Package, Plan, Reads, Snapshot, State, Token, Wishes, apply, plan,
    prepare,
};
use lifecycle_tests::portal::{self, Entry, StandIn};
use lifecycle_tests::project::root;
use std::collections::BTreeSet;

pub(crate) const TOKEN: &str = "pat-na1-do-not-show-me";

/// A lifecycle with one of everything that can be set up today.
pub(crate) const SMALL: &str = r#"
lifecycle "Small" { crm hubspot }
team Sales
object contact {
  field  fit          number     "Fit score"
  field  plan         picklist   { A "Alpha"  B "Beta" }
  field  mentor       user
  field  agreed       boolean
  status lead_status  as hubspot "hs_lead_status" { NEW "New"  Working }
}
domain lead on contact {
  stage MQL  { counts as MQL  means "Fits." exit { drop to Out for "No budget" } }
  stage SAL "Accepted" { means "Taken." }
  lost stage Out { means "Gone." }
}
domain sales on deal {
  pipeline New "New Business" {
    stage Met   { means "Met."  probability 20% }
    won stage Won { means "Signed." }
    lost stage Lost { means "Lost." }
  }
}
domain care on ticket { stage Open { means "Open." }  closed stage Shut { means "Done." } }
"#;

pub(crate) fn package_of(project: &Project) -> Package {
    let found = analyse(&OsFs, project, &Default::default());
    let artifacts = compile(found.checked().expect("no errors"), &["hubspot"]).unwrap();
    let bytes = |file: &str| artifacts.get(&format!("hubspot/{file}")).map(|artifact| artifact.bytes.as_slice());
    Package::read(&bytes).unwrap()
}

pub(crate) fn package(text: &str) -> Package {
    package_of(&lone_text("a.lifecycle", text.to_owned()))
}

pub(crate) fn standard() -> Package {
    package_of(&discover(&OsFs, &[root().join("examples/standard")]).unwrap()[0])
}

/// One portal behind the stand-in, and what somebody who works with it has.
pub(crate) struct Desk {
    pub(crate) hubspot: StandIn,
    pub(crate) state: State,
    pub(crate) wishes: Wishes,
}

impl Desk {
    pub(crate) fn new() -> Self {
        Self::with(portal::Account::new(42))
    }

    pub(crate) fn with(account: portal::Account) -> Self {
        let state = State::new(account.id);
        let wishes = Wishes { create_lifecycle_stages: true, ..Wishes::default() };
        Self { hubspot: StandIn::start([(TOKEN, account)]), state, wishes }
    }

    pub(crate) fn connect(&self) -> Paced<Http> {
        let base = BaseUrl::new(&self.hubspot.url()).unwrap();
        Paced::new(Http::new(base.clone(), Token::new(TOKEN).unwrap()), &base)
    }

    pub(crate) fn account<T>(&self, look: impl FnOnce(&mut portal::Account) -> T) -> T {
        self.hubspot.account(TOKEN, look)
    }

    pub(crate) fn plan(&self, package: &Package) -> Plan {
        self.try_plan(package).unwrap()
    }

    pub(crate) fn try_plan(&self, package: &Package) -> Result<Plan, Failure> {
        let mut portal = self.connect();
        let account = Account::read(&mut portal)?;
        let mut snapshot = Snapshot::read(&mut portal, account, &Reads::of(package))?;
        snapshot.read_limits(&mut portal)?;
        Ok(plan(package, &snapshot, &self.state.references, self.wishes))
    }

    pub(crate) fn apply(&mut self, plan: &Plan) -> Result<Applied, Failure> {
        self.prune(plan, &[])
    }

    pub(crate) fn prune(&mut self, plan: &Plan, names: &[&str]) -> Result<Applied, Failure> {
        let mut portal = self.connect();
        let names: Vec<String> = names.iter().map(|name| (*name).to_owned()).collect();
        let ready = prepare(plan, &mut portal, &self.state, &names)?;
        let patience = portal.patience();
        // What is kept is what the next run reads, as if this one had been killed behind it.
        let mut kept = self.state.clone();
        let mut state = self.state.clone();
        let keep = &mut |state: &State| {
            kept = State::parse(&state.to_text(), state.portal)?;
            Ok(())
        };
        let applied = apply(plan, &ready, &mut portal, patience, &mut state, keep, &mut |_| {}).unwrap();
        self.state = kept;
        Ok(applied)
    }

    /// Plans and applies, and holds the portal to it.
    pub(crate) fn bring(&mut self, package: &Package) {
        let plan = self.plan(package);
        let applied = self.apply(&plan).unwrap();
        assert!(applied.is_complete(), "{applied:#?}");
    }

    /// Everything that changed something since `forget`.
    pub(crate) fn writes(&self) -> Vec<Entry> {
        self.hubspot.log().into_iter().filter(Entry::wrote).collect()
    }
}

/// No call changed something twice.
pub(crate) fn nothing_twice(writes: &[Entry]) {
    let mut seen = BTreeSet::new();
    for write in writes {
        let what = format!("{} {} {}", write.method, write.path, write.body);
        assert!(seen.insert(what), "{write:?} twice");
    }
}

/// What a plan does, a line a thing.
pub(crate) fn lines(plan: &Plan) -> String {
    let mut out = String::new();
    for change in &plan.changes {
        out += &format!("{:?} {} \"{}\" ({})", change.action, change.kind, change.label, change.id);
        out += &change.why.as_ref().map_or_else(String::new, |why| format!(": {why}"));
        for detail in &change.details {
            out += &format!("\n    {:?} {} {:?} {:?}", detail.action, detail.what, detail.from, detail.to);
        }
        out += "\n";
    }
    out
}
