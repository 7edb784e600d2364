//! A flow as plain data: what starts it, what it knows, and its steps in order.
//!
//! Steps nest as an author thinks: what follows a decision follows all of its branches. Connectors are the writer's business, so there are
//! none to get wrong, and since a [`Loop`] holds only assignments, nothing is read or written once for each record.

use lifecycle_base::Location;

/// A flow.
#[derive(Clone, Debug)]
pub(in crate::salesforce) struct Flow {
    /// The API name.
    pub(super) name: String,
    /// What people see in the list of flows.
    pub(super) label: String,
    /// What it does and which declaration it comes from.
    pub(super) description: String,
    pub(super) trigger: Trigger,
    /// Its place among the flows of its object and moment.
    pub(super) order: u32,
    pub(super) resources: Vec<Resource>,
    /// What it does at once.
    pub(super) steps: Vec<Step>,
    /// What it does later.
    pub(super) paths: Vec<Path>,
    /// What people read when a step fails; at most 255 characters with the platform's own words behind them.
    pub(super) fault: String,
    /// The declaration it comes from.
    pub(super) origin: Option<Location>,
    /// For the readme: when it runs and what it does, and where the source says so.
    pub(super) row: Row,
}

/// A flow in the table of the readme.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::salesforce) struct Row {
    /// When it runs.
    pub(in crate::salesforce) when: String,
    /// What it does.
    pub(in crate::salesforce) does: String,
    /// The declaration as the language names it.
    pub(in crate::salesforce) source: String,
}

/// What starts a flow.
#[derive(Clone, Debug)]
pub(super) enum Trigger {
    /// A record of this object is saved.
    Save { object: String, before: bool, on: On, entry: Option<Entry> },
    /// A record of this object is about to be deleted.
    Delete { object: String },
    /// Every night, for each record of this object that passes.
    Nightly { object: String, filters: Filters },
}

impl Trigger {
    pub(super) fn object(&self) -> &str {
        match self {
            Trigger::Save { object, .. } | Trigger::Delete { object } | Trigger::Nightly { object, .. } => object,
        }
    }
}

/// Which saves count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum On {
    Create,
    Update,
    Both,
}

/// Which records a flow lets in.
#[derive(Clone, Debug)]
pub(super) enum Entry {
    /// A formula over the record and what it was.
    Formula(String),
    /// Filters; scheduled paths demand them, and that the record came to meet them just now.
    Filters(Filters),
}

/// Something a flow knows by name.
#[derive(Clone, Debug)]
pub(super) struct Resource {
    pub(super) name: String,
    pub(super) description: String,
    pub(super) kind: ResourceKind,
}

#[derive(Clone, Debug)]
pub(super) enum ResourceKind {
    /// Computed whenever it is asked for.
    Formula { ty: DataType, expression: String },
    /// Assigned.
    Variable { ty: DataType, value: Option<Value> },
    /// A list of texts: ids.
    Texts,
    /// A record of an object that is still to be created, or a list of them.
    Records { object: &'static str, many: bool },
}

/// The type of a resource.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum DataType {
    Boolean,
    Text,
    Number,
    Date,
    DateTime,
}

/// A value in a filter, a condition or an assignment.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Value {
    Text(String),
    /// As it is written.
    Number(String),
    Boolean(bool),
    /// `$Record.X`, a resource, or a field of what a step has found.
    Of(String),
    /// A date as `2026-03-02`.
    Date(String),
}

impl Value {
    pub(super) fn text(text: impl Into<String>) -> Self {
        Value::Text(text.into())
    }

    pub(super) fn of(reference: impl Into<String>) -> Self {
        Value::Of(reference.into())
    }
}

/// Which records of an object: all filters, or as the logic combines their numbers.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Filters {
    pub(super) all: Vec<Filter>,
    /// `1 AND (2 OR 3)`; none, if all must hold.
    pub(super) logic: Option<String>,
}

#[derive(Clone, Debug, PartialEq)]
pub(super) struct Filter {
    pub(super) field: String,
    /// As the platform calls it: `EqualTo`, `IsNull` …
    pub(super) operator: &'static str,
    pub(super) value: Value,
}

impl Filter {
    pub(super) fn new(field: impl Into<String>, operator: &'static str, value: Value) -> Self {
        Self { field: field.into(), operator, value }
    }

    pub(super) fn equal(field: impl Into<String>, value: Value) -> Self {
        Self::new(field, "EqualTo", value)
    }

    /// Whether the field has a value.
    pub(super) fn known(field: impl Into<String>, known: bool) -> Self {
        Self::new(field, "IsNull", Value::Boolean(!known))
    }
}

impl Filters {
    pub(super) fn all(all: Vec<Filter>) -> Self {
        Self { all, logic: None }
    }

    /// These, and one of those.
    pub(super) fn and_any(mut self, any: Vec<Filter>) -> Self {
        if any.len() < 2 {
            return self.and(any);
        }
        let first = self.all.len() + 1;
        let numbers: Vec<String> = (first..first + any.len()).map(|number| number.to_string()).collect();
        let joined = format!("({})", numbers.join(" OR "));
        let before = self.logic.take().unwrap_or_else(|| conjunction(self.all.len()));
        self.logic = Some(if before.is_empty() { joined } else { format!("{before} AND {joined}") });
        self.all.extend(any);
        self
    }

    /// These, and all of those.
    pub(super) fn and(mut self, more: Vec<Filter>) -> Self {
        let first = self.all.len() + 1;
        if let Some(logic) = &mut self.logic {
            for number in first..first + more.len() {
                logic.push_str(&format!(" AND {number}"));
            }
        }
        self.all.extend(more);
        self
    }
}

/// `1 AND 2 AND 3`
fn conjunction(count: usize) -> String {
    (1..=count).map(|number| number.to_string()).collect::<Vec<_>>().join(" AND ")
}

/// What every element has.
#[derive(Clone, Debug)]
pub(super) struct Node {
    /// The API name, unique in its flow.
    pub(super) name: String,
    pub(super) label: String,
    pub(super) description: String,
}

/// Something that reads, writes or acts, or just thinks.
#[derive(Clone, Debug)]
pub(super) enum Step {
    Assign(Assign),
    Decide(Decide),
    Find(Find),
    Each(Loop),
    Update(Update),
    Create(Create),
    Act(Act),
    Refuse(Refuse),
}

#[derive(Clone, Debug)]
pub(super) struct Assign {
    pub(super) node: Node,
    /// What, how and to what: `("$Record.X", "Assign", value)`.
    pub(super) items: Vec<(String, &'static str, Value)>,
}

/// The first rule that holds decides.
#[derive(Clone, Debug)]
pub(super) struct Decide {
    pub(super) node: Node,
    pub(super) rules: Vec<Rule>,
    pub(super) otherwise: Vec<Step>,
}

#[derive(Clone, Debug)]
pub(super) struct Rule {
    pub(super) name: String,
    pub(super) label: String,
    /// All must hold: what, how, and against what.
    pub(super) conditions: Vec<(String, &'static str, Value)>,
    pub(super) then: Vec<Step>,
}

/// Get Records. What it finds goes by its own name.
#[derive(Clone, Debug)]
pub(super) struct Find {
    pub(super) node: Node,
    pub(super) object: String,
    pub(super) filters: Filters,
    /// The first only, or all.
    pub(super) first: bool,
    /// By this field, descending or not.
    pub(super) sort: Option<(String, bool)>,
    pub(super) fields: Vec<String>,
}

#[derive(Clone, Debug)]
pub(super) struct Loop {
    pub(super) node: Node,
    /// What a [`Find`] for all has found. The record at hand goes by the loop's own name.
    pub(super) over: String,
    /// Only thoughts: nothing is read or written once for each record.
    pub(super) body: Vec<Assign>,
}

/// Update Records: all that pass.
#[derive(Clone, Debug)]
pub(super) struct Update {
    pub(super) node: Node,
    pub(super) object: String,
    pub(super) filters: Filters,
    pub(super) values: Vec<(String, Value)>,
}

/// Create Records: its id goes by the step's own name.
#[derive(Clone, Debug)]
pub(super) struct Create {
    pub(super) node: Node,
    pub(super) object: String,
    pub(super) values: Vec<(String, Value)>,
    /// Instead of one record of these values, all of a list.
    pub(super) many: Option<String>,
}

/// One of the platform's own actions.
#[derive(Clone, Debug)]
pub(super) struct Act {
    pub(super) node: Node,
    pub(super) action: &'static str,
    pub(super) inputs: Vec<(&'static str, Value)>,
}

/// Refuses the save.
#[derive(Clone, Debug)]
pub(super) struct Refuse {
    pub(super) node: Node,
    /// At most 255 characters.
    pub(super) message: String,
    /// Where to show it; on the page otherwise.
    pub(super) field: Option<String>,
}

impl Step {
    pub(super) fn node(&self) -> &Node {
        match self {
            Step::Assign(it) => &it.node,
            Step::Decide(it) => &it.node,
            Step::Find(it) => &it.node,
            Step::Each(it) => &it.node,
            Step::Update(it) => &it.node,
            Step::Create(it) => &it.node,
            Step::Act(it) => &it.node,
            Step::Refuse(it) => &it.node,
        }
    }
}

/// A scheduled path.
#[derive(Clone, Debug)]
pub(super) struct Path {
    pub(super) node: Node,
    /// The date it counts from.
    pub(super) field: String,
    /// How much later, or earlier if negative: number and the platform's unit.
    pub(super) offset: (i64, &'static str),
    pub(super) steps: Vec<Step>,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn filter(field: &str) -> Filter {
        Filter::known(field, true)
    }

    #[test]
    fn filters_say_how_they_are_joined() {
        let both = Filters::all(vec![filter("A"), filter("B")]);
        assert_eq!(both.logic, None);
        let either = both.clone().and_any(vec![filter("C"), filter("D")]);
        assert_eq!(either.logic.as_deref(), Some("1 AND 2 AND (3 OR 4)"));
        assert_eq!(either.and(vec![filter("E")]).logic.as_deref(), Some("1 AND 2 AND (3 OR 4) AND 5"));
        assert_eq!(both.clone().and_any(vec![filter("C")]).logic, None);
        assert_eq!(both.and_any(Vec::new()).all.len(), 2);
        let alone = Filters::default().and_any(vec![filter("A"), filter("B")]);
        assert_eq!(alone.logic.as_deref(), Some("(1 OR 2)"));
    }
}
