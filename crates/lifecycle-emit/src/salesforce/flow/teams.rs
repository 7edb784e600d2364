//! Telling teams, and giving them something to do: a public group and a queue for each team, and one type of notification.

use super::ast::{Act, Assign, Create, DataType, Decide, Filter, Filters, Find, Rule, Step, Value};
use super::draft::Draft;
use super::reach::Origin;
use crate::salesforce::formula::write::flow_text;
use crate::salesforce::formula::{Formula, time};
use crate::salesforce::project::{Component, Package};
use crate::xml::Element;
use lifecycle_model::{Duration, Model, OwnerId};
use lifecycle_targets::salesforce::formulas::{self};
use lifecycle_targets::salesforce::limits::Limit;
use lifecycle_targets::salesforce::names;
use lifecycle_targets::salesforce::objects::{CONTACT, LEAD};
use std::collections::BTreeSet;

/// The type of notification.
const NOTIFICATION: &str = "Lifecycle";
/// The developer name and the label of a group or queue.
const GROUP_NAME: Limit = Limit { what: "name of a group or queue", max: 80, source: "unconfirmed" };
const GROUP_LABEL: Limit = Limit { what: "label of a group or queue", max: 40, source: "unconfirmed" };
/// What a notification and a task hold.
const TITLE: Limit =
    Limit { what: "title of a notification", max: 250, source: "Salesforce Help, Send Custom Notification" };
const BODY: Limit =
    Limit { what: "body of a notification", max: 750, source: "Salesforce Help, Send Custom Notification" };
const SUBJECT: Limit = Limit { what: "subject of a task", max: 255, source: "Object Reference, Task" };

/// The teams that flows speak to.
#[derive(Debug, Default)]
pub(in crate::salesforce) struct Teams {
    told: BTreeSet<OwnerId>,
    tasked: BTreeSet<OwnerId>,
}

fn group(model: &Model, team: OwnerId) -> String {
    names::fit(format!("Lifecycle_{}", names::developer_name(&model[team].ident.name)), &GROUP_NAME)
}

fn queue(model: &Model, team: OwnerId) -> String {
    names::fit(format!("{}_Tasks", group(model, team)), &GROUP_NAME)
}

impl Teams {
    /// The steps that tell a team.
    pub(super) fn notify(
        &mut self,
        model: &Model,
        draft: &mut Draft,
        origin: Origin,
        team: OwnerId,
        (title, body): (&str, &str),
    ) -> Vec<Step> {
        self.told.insert(team);
        let (name, label) = (group(model, team), &model[team].ident.label);
        let kind = find(
            draft,
            "Get the type of notification",
            "CustomNotificationType",
            vec![Filter::equal("DeveloperName", Value::text(NOTIFICATION))],
        );
        let members = find(
            draft,
            &format!("Get the group {name}"),
            "Group",
            vec![Filter::equal("DeveloperName", Value::text(&name)), Filter::equal("Type", Value::text("Regular"))],
        );
        let ids = draft.ids("Recipients", "Who is told.");
        let node = draft.node(&format!("Address {name}"), &format!("Everyone in the group of {label}."));
        let to = Value::Of(format!("{}.Id", members.node().name));
        let address = Step::Assign(Assign { node, items: vec![(ids.clone(), "Add", to)] });
        let node = draft.node(&format!("Tell {name}"), body);
        let tell = Step::Act(Act {
            node,
            action: "customNotificationAction",
            inputs: vec![
                ("customNotifTypeId", Value::Of(format!("{}.Id", kind.node().name))),
                ("recipientIds", Value::Of(ids)),
                ("title", Value::Text(TITLE.shorten(&flow_text(title)))),
                ("body", Value::Text(BODY.shorten(&flow_text(body)))),
                ("targetId", Value::of(origin.id)),
            ],
        });
        let conditions = [&kind, &members].map(|step| (step.node().name.clone(), "IsNull", Value::Boolean(false)));
        let node =
            draft.node("Is there someone to tell?", "Without the group, nobody can be told; everything else goes on.");
        let rule = Rule {
            name: draft.name("There is someone to tell"),
            label: "There is someone to tell".to_owned(),
            conditions: conditions.to_vec(),
            then: vec![address, tell],
        };
        let decide = Step::Decide(Decide { node, rules: vec![rule], otherwise: Vec::new() });
        vec![kind, members, decide]
    }

    /// The steps that give a team something to do.
    pub(super) fn task(
        &mut self,
        model: &Model,
        draft: &mut Draft,
        origin: Origin,
        (team, text, due): (OwnerId, &str, Option<Duration>),
    ) -> Vec<Step> {
        self.tasked.insert(team);
        let name = queue(model, team);
        let holder = find(
            draft,
            &format!("Get the queue {name}"),
            "Group",
            vec![Filter::equal("DeveloperName", Value::text(&name)), Filter::equal("Type", Value::text("Queue"))],
        );
        let relation = if [&CONTACT, &LEAD].contains(&origin.object) { "WhoId" } else { "WhatId" };
        let mut values = vec![
            ("Subject".to_owned(), Value::Text(SUBJECT.shorten(&flow_text(text)))),
            ("OwnerId".to_owned(), Value::Of(format!("{}.Id", holder.node().name))),
            (relation.to_owned(), Value::of(origin.id)),
            ("Status".to_owned(), Value::text("Not Started")),
            ("Priority".to_owned(), Value::text("Normal")),
        ];
        if let Some(due) = due {
            let day = Formula::call(&formulas::DATEVALUE, [time::shifted(&time::now(), due, true)]);
            let day = draft.formula("Due", DataType::Date, &day, "When the task is due.");
            values.push(("ActivityDate".to_owned(), Value::Of(day)));
        }
        let node = draft.node(&format!("Give a task to {name}"), text);
        let create = Step::Create(Create { node, object: "Task".to_owned(), values, many: None });
        let decide = super::deeds::only_if_found(draft, &holder.node().name.clone(), vec![create]);
        vec![holder, decide]
    }

    /// Whether any team is spoken to.
    pub(super) fn speaks(&self) -> bool {
        !self.told.is_empty() || !self.tasked.is_empty()
    }

    /// Groups, queues and the type of notification.
    pub(in crate::salesforce) fn components(&self, model: &Model) -> Vec<Component> {
        let mut components = Vec::new();
        if !self.told.is_empty() {
            components.push(component(
                "CustomNotificationType",
                "notificationtypes",
                "notiftype",
                NOTIFICATION,
                notification(),
            ));
        }
        for team in self.told.union(&self.tasked) {
            let label = GROUP_LABEL.shorten(&format!("Lifecycle: {}", model[*team].ident.label));
            let root = Element::new("Group")
                .with_text("description", "Who is told when the lifecycle asks for this team. Add its people in Setup.")
                .with_text("doesIncludeBosses", false)
                .with_text("name", label);
            components.push(component("Group", "groups", "group", &group(model, *team), root));
        }
        for team in &self.tasked {
            let label = GROUP_LABEL.shorten(&format!("{} tasks", model[*team].ident.label));
            let members = Element::new("publicGroups").with_text("publicGroup", group(model, *team));
            let root = Element::new("Queue")
                .with_text("doesSendEmailToMembers", false)
                .with_text("name", label)
                .with(Element::new("queueMembers").with(members))
                .with(Element::new("queueSobject").with_text("sobjectType", "Task"));
            components.push(component("Queue", "queues", "queue", &queue(model, *team), root));
        }
        components
    }
}

fn notification() -> Element {
    Element::new("CustomNotificationType")
        .with_text("customNotifTypeName", NOTIFICATION)
        .with_text("description", "What the lifecycle tells teams.")
        .with_text("desktop", true)
        .with_text("masterLabel", NOTIFICATION)
        .with_text("mobile", true)
}

fn component(kind: &'static str, folder: &str, suffix: &str, name: &str, root: Element) -> Component {
    Component {
        package: Package::ForceApp,
        kind,
        member: name.to_owned(),
        path: format!("{folder}/{name}.{suffix}-meta.xml"),
        root,
        origin: None,
    }
}

fn find(draft: &mut Draft, label: &str, object: &str, filters: Vec<Filter>) -> Step {
    let node = draft.node(label, "By its name, since ids differ from org to org.");
    Step::Find(Find {
        node,
        object: object.to_owned(),
        filters: Filters::all(filters),
        first: true,
        sort: None,
        fields: vec!["Id".to_owned()],
    })
}
