//! How formulas are written: in validation rules and formula fields, in the entry conditions of flows, and in flows.

use super::{Field, Formula};
use lifecycle_model::Comparison;
use lifecycle_targets::salesforce::formulas::{self, FORMULA, Kind};

/// Where a formula stands, which decides how fields are named and what asks about the change at hand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Dialect<'a> {
    /// In a validation rule or formula field: `Amount`.
    Rule,
    /// In the entry condition of a flow: `{!$Record.Amount}`, with `ISNEW` and its like.
    Entry,
    /// In a formula resource of a flow, about this record of it: `{!$Record.Amount}`, `{!Deal.Amount}`. What was before, only
    /// `$Record__Prior` knows, and what lookups have found, the names given here: of the resource for lookup 2, `Found_2` if the
    /// prefix is `Found_`.
    Flow { record: &'a str, found: &'a str },
}

/// So much fits on one line that people read.
const WIDTH: usize = 100;

impl Formula {
    /// The text, on several lines if it is long; on one if only that is short enough for Salesforce.
    pub(crate) fn written(&self, dialect: Dialect<'_>) -> String {
        debug_assert_eq!(self.mistake(), None, "{self:?}");
        let writer = Writer { dialect, layout: Layout::Fitting };
        let text = writer.formula(self, 0);
        if FORMULA.allows(&text) { text } else { Writer { dialect, layout: Layout::OneLine }.formula(self, 0) }
    }

    /// Whether Salesforce takes it as it is: not too long.
    pub(crate) fn fits(&self, dialect: Dialect<'_>) -> bool {
        FORMULA.allows(&self.written(dialect))
    }
}

#[derive(Clone, Copy, PartialEq)]
enum Layout {
    /// Lines are broken where they are too long.
    Fitting,
    /// As this, and the outermost call is broken anyway.
    Broken,
    /// Everything on one line.
    OneLine,
}

#[derive(Clone, Copy)]
struct Writer<'a> {
    dialect: Dialect<'a>,
    layout: Layout,
}

impl Writer<'_> {
    fn formula(self, formula: &Formula, indent: usize) -> String {
        match formula {
            Formula::Bool(value) => if *value { "TRUE" } else { "FALSE" }.to_owned(),
            Formula::Text(text) => self.text(text),
            Formula::Number(number) => number.to_string(),
            Formula::Field(field) => self.field(field),
            Formula::Prior(field) => self.prior(field),
            Formula::Found(number) => match self.dialect {
                Dialect::Flow { found, .. } => format!("{{!{found}{number}}}"),
                Dialect::Rule | Dialect::Entry => {
                    debug_assert!(false, "only flows look up records");
                    "FALSE".to_owned()
                }
            },
            Formula::Global(name, _) => match self.dialect {
                Dialect::Rule => name.clone(),
                Dialect::Entry | Dialect::Flow { .. } => format!("{{!{name}}}"),
            },
            Formula::Call(function, arguments) => match (self.dialect, arguments.as_slice()) {
                (Dialect::Flow { .. }, []) if **function == formulas::ISNEW => {
                    "ISBLANK({!$Record__Prior.Id})".to_owned()
                }
                (Dialect::Flow { .. }, [Formula::Field(field)]) if **function == formulas::ISCHANGED => {
                    self.formula(&changed(field), indent)
                }
                _ => self.call(function.name, arguments, indent),
            },
            Formula::All(parts) => self.call("AND", parts, indent),
            Formula::Any(parts) => self.call("OR", parts, indent),
            Formula::Not(part) => match part.as_ref() {
                Formula::OneOf(field, values) if values.len() > 2 => self.among(field, values, 0, indent),
                part => self.call("NOT", std::slice::from_ref(part), indent),
            },
            Formula::Compare(one, comparison, other) => self.compare(one, *comparison, other, indent),
            Formula::Math(one, operator, other) => {
                let one = self.operand(one, *operator, true, indent);
                format!("{one} {operator} {}", self.operand(other, *operator, false, indent))
            }
            Formula::OneOf(field, values) => self.one_of(field, values, indent),
            Formula::Case(field, values, other) => self.case(field, values, *other, indent),
            Formula::Switch(number, values) => {
                let pairs = values.iter().flat_map(|(from, to)| [from.to_string(), to.to_string()]);
                let arguments = [self.formula(number, indent)].into_iter().chain(pairs).chain(["0".to_owned()]);
                self.laid_out("CASE", arguments.collect(), indent)
            }
        }
    }

    /// The right side is broken where it would stand too far to the right.
    fn compare(self, one: &Formula, comparison: Comparison, other: &Formula, indent: usize) -> String {
        let (one, sign) = (self.formula(one, indent), sign(comparison));
        let right = self.formula(other, indent);
        let column = one.lines().last().unwrap_or_default().len() + sign.len() + 2;
        let crowded = self.layout == Layout::Fitting && !right.contains('\n') && column + right.len() > WIDTH;
        let right = if crowded { Self { layout: Layout::Broken, ..self }.formula(other, indent) } else { right };
        format!("{one} {sign} {right}")
    }

    fn call(self, name: &str, arguments: &[Formula], indent: usize) -> String {
        let inner = self.inner();
        self.laid_out(name, arguments.iter().map(|part| inner.formula(part, indent + 2)).collect(), indent)
    }

    /// For what stands inside of a call.
    fn inner(self) -> Self {
        match self.layout {
            Layout::Broken => Self { layout: Layout::Fitting, ..self },
            _ => self,
        }
    }

    /// On one line if there is room, else an argument a line.
    fn laid_out(self, name: &str, arguments: Vec<String>, indent: usize) -> String {
        let line = format!("{name}({})", arguments.join(", "));
        let fits = line.len() + indent <= WIDTH && !line.contains('\n');
        if self.layout == Layout::OneLine || (fits && self.layout != Layout::Broken) {
            return line;
        }
        let (outer, inner) = (" ".repeat(indent), " ".repeat(indent + 2));
        format!("{name}(\n{inner}{}\n{outer})", arguments.join(&format!(",\n{inner}")))
    }

    /// A side of `+`, `-`, `*`, `/` or `&`, in parentheses where it would be read otherwise.
    fn operand(self, formula: &Formula, operator: char, left: bool, indent: usize) -> String {
        let text = self.formula(formula, indent);
        let binds = |operator: char| matches!(operator, '*' | '/');
        let parenthesised = match formula {
            Formula::Math(_, inner, _) if binds(operator) == binds(*inner) => !left,
            Formula::Math(_, inner, _) => !binds(*inner),
            Formula::Compare(..) => true,
            Formula::Number(number) => *number < 0.0,
            _ => false,
        };
        if parenthesised { format!("({text})") } else { text }
    }

    fn one_of(self, field: &Formula, values: &[String], indent: usize) -> String {
        let is = |value: &String| {
            let arguments = [field.clone(), Formula::Text(value.clone())];
            self.inner().call(formulas::ISPICKVAL.name, &arguments, indent + 2)
        };
        match values {
            [one] => is(one),
            [one, other] => self.laid_out("OR", vec![is(one), is(other)], indent),
            _ => self.among(field, values, 1, indent),
        }
    }

    /// Whether a picklist has one of many values (1), or none of them (0).
    fn among(self, field: &Formula, values: &[String], wanted: u8, indent: usize) -> String {
        let values: Vec<(String, i64)> = values.iter().map(|value| (value.clone(), 1)).collect();
        format!("{} = {wanted}", self.case(field, &values, 0, indent))
    }

    fn case(self, field: &Formula, values: &[(String, i64)], other: i64, indent: usize) -> String {
        // Flows take a picklist in CASE as text only.
        let asked = match self.dialect {
            Dialect::Rule => self.inner().formula(field, indent + 2),
            Dialect::Entry | Dialect::Flow { .. } => format!("TEXT({})", self.inner().formula(field, indent + 2)),
        };
        let pairs = values.iter().map(|(value, number)| format!("{}, {number}", self.text(value)));
        let arguments = [asked].into_iter().chain(pairs).chain([other.to_string()]);
        self.laid_out("CASE", arguments.collect(), indent)
    }

    fn field(self, field: &Field) -> String {
        match self.dialect {
            Dialect::Rule => field.path.clone(),
            Dialect::Entry => format!("{{!$Record.{}}}", field.path),
            Dialect::Flow { record, .. } => format!("{{!{record}.{}}}", field.path),
        }
    }

    fn prior(self, field: &Field) -> String {
        match self.dialect {
            Dialect::Rule | Dialect::Entry => format!("{}({})", formulas::PRIORVALUE.name, self.field(field)),
            Dialect::Flow { .. } => format!("{{!$Record__Prior.{}}}", field.path),
        }
    }

    /// A text in quotes. Line breaks are not allowed in it, and in a flow `{!` would begin the name of something.
    fn text(self, text: &str) -> String {
        let mut quoted = String::from("\"");
        for c in text.chars() {
            match c {
                '"' => quoted.push_str("\\\""),
                '\\' => quoted.push_str("\\\\"),
                '\n' => quoted.push_str("\\n"),
                '\r' => quoted.push_str("\\r"),
                '\t' => quoted.push_str("\\t"),
                c => quoted.push(c),
            }
        }
        quoted.push('"');
        match self.dialect {
            Dialect::Rule => quoted,
            Dialect::Entry | Dialect::Flow { .. } => quoted.replace("{!", "{\" & \"!"),
        }
    }
}

/// Whether this save changes a field, where nothing but the record before it tells.
fn changed(field: &Field) -> Formula {
    let as_text = |formula: Formula| match field.kind {
        Kind::Picklist => Formula::call(&formulas::TEXT, [formula]),
        _ => formula,
    };
    let (now, before) = (as_text(Formula::Field(field.clone())), as_text(Formula::Prior(field.clone())));
    let differs = now.clone().compare(Comparison::NotEqual, before.clone());
    let differs = match field.kind {
        Kind::Number | Kind::Date | Kind::DateTime => Formula::any([
            Formula::all([now.clone().is_known(), before.clone().is_known(), differs]),
            Formula::all([now.clone().is_known(), before.clone().is_blank()]),
            Formula::all([now.is_blank(), before.is_known()]),
        ]),
        _ => differs,
    };
    Formula::all([Formula::call(&formulas::ISNEW, []).not(), differs])
}

fn sign(comparison: Comparison) -> &'static str {
    match comparison {
        Comparison::NotEqual => "<>",
        other => other.sign(),
    }
}

/// A text for people in a flow, where `{!` would begin the name of something.
pub(crate) fn flow_text(text: &str) -> String {
    text.replace("{!", "{ !")
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::super::time;
    use super::*;
    use lifecycle_model::{Duration, Unit};

    const FLOW: Dialect<'_> = Dialect::Flow { record: "$Record", found: "Found_" };

    fn stage() -> Field {
        Field { path: "Lead_Lifecycle__c".to_owned(), kind: Kind::Picklist }
    }

    fn on(values: &[&str]) -> Formula {
        Formula::Field(stage()).one_of(values.iter().map(|value| (*value).to_owned()))
    }

    fn score(comparison: Comparison, number: f64) -> Formula {
        let score = Formula::field("Score__c", Kind::Number);
        Formula::all([score.clone().is_known(), score.compare(comparison, Formula::Number(number))])
    }

    #[test]
    fn not_goes_where_it_is_least() {
        let written = |formula: Formula| formula.written(Dialect::Rule);
        let enough = score(Comparison::GreaterOrEqual, 60.0);
        assert_eq!(written(enough.clone()), "AND(NOT(ISBLANK(Score__c)), Score__c >= 60)");
        assert_eq!(written(enough.clone().not()), "OR(ISBLANK(Score__c), Score__c < 60)");
        let flag = Formula::field("Flag__c", Kind::Boolean);
        let both = Formula::all([flag, on(&["A"])]);
        assert_eq!(written(both.clone().not()), r#"NOT(AND(Flag__c, ISPICKVAL(Lead_Lifecycle__c, "A")))"#);
        assert_eq!(both.clone().not().not(), both);
        assert_eq!(Formula::all([enough.clone(), Formula::Bool(false)]), Formula::Bool(false));
        assert_eq!(Formula::any([enough.clone(), enough.clone()]), enough);
        assert_eq!(written(Formula::any([on(&["A"]), on(&["B", "A"])])), written(on(&["A", "B"])));
        assert_eq!(on(&[]), Formula::Bool(false));
    }

    #[test]
    fn dialects_name_things_in_their_own_ways() {
        let changed = Formula::call(&formulas::ISCHANGED, [Formula::Field(stage())]);
        let was = Formula::Prior(stage()).one_of(["A".to_owned()]);
        let asked = Formula::all([
            changed,
            was,
            on(&["A", "B", "C"]),
            Formula::Global("$Permission.X".to_owned(), Kind::Boolean),
        ]);
        assert_eq!(
            asked.written(Dialect::Rule),
            "AND(\n  ISCHANGED(Lead_Lifecycle__c),\n  ISPICKVAL(PRIORVALUE(Lead_Lifecycle__c), \"A\"),\n  \
             CASE(Lead_Lifecycle__c, \"A\", 1, \"B\", 1, \"C\", 1, 0) = 1,\n  $Permission.X\n)"
        );
        assert_eq!(
            asked.written(Dialect::Entry),
            "AND(\n  ISCHANGED({!$Record.Lead_Lifecycle__c}),\n  ISPICKVAL(PRIORVALUE({!$Record.Lead_Lifecycle__c}), \"A\"),\n  \
             CASE(TEXT({!$Record.Lead_Lifecycle__c}), \"A\", 1, \"B\", 1, \"C\", 1, 0) = 1,\n  {!$Permission.X}\n)"
        );
        assert_eq!(
            Formula::call(&formulas::ISCHANGED, [Formula::Field(stage())]).written(FLOW),
            "AND(\n  NOT(ISBLANK({!$Record__Prior.Id})),\n  \
             TEXT({!$Record.Lead_Lifecycle__c}) <> TEXT({!$Record__Prior.Lead_Lifecycle__c})\n)"
        );
        let found = Formula::any([Formula::Found(2), on(&["A"])]);
        assert_eq!(found.written(FLOW), r#"OR({!Found_2}, ISPICKVAL({!$Record.Lead_Lifecycle__c}, "A"))"#);
    }

    #[test]
    fn texts_end_where_they_should() {
        let text = Formula::Text("a \"b\" \\ c\n{!$Record.Id}".to_owned());
        assert_eq!(text.written(Dialect::Rule), r#""a \"b\" \\ c\n{!$Record.Id}""#);
        assert_eq!(text.written(FLOW), r#""a \"b\" \\ c\n{" & "!$Record.Id}""#);
        assert_eq!(flow_text("{!$User.Id}"), "{ !$User.Id}");
    }

    #[test]
    fn parentheses_stand_where_they_are_needed() {
        let number = |number: f64| Formula::Number(number);
        let field = || Formula::field("X__c", Kind::Number);
        let written = |formula: Formula| formula.written(Dialect::Rule);
        assert_eq!(written(field().minus(number(1.0)).minus(number(2.0))), "X__c - 1 - 2");
        assert_eq!(written(number(1.0).minus(field().minus(number(2.0)))), "1 - (X__c - 2)");
        assert_eq!(written(field().plus(number(2.0)).math('*', number(3.0))), "(X__c + 2) * 3");
        assert_eq!(written(number(3.0).plus(field().math('*', number(2.0)))), "3 + X__c * 2");
        assert_eq!(written(field().plus(number(-2.0))), "X__c - 2");
    }

    #[test]
    fn lengths_of_time_are_short_where_they_can_be() {
        let length = |count, unit, business| Duration { count, unit, business, at: Default::default() };
        let before = |duration| time::shifted(&time::now(), duration, false).written(Dialect::Rule);
        assert_eq!(before(length(30, Unit::Day, false)), "NOW() - 30");
        assert_eq!(before(length(4, Unit::Hour, false)), "NOW() - 4 / 24");
        assert_eq!(before(length(48, Unit::Hour, false)), "NOW() - 2");
        assert_eq!(
            before(length(3, Unit::Day, true)),
            "NOW() - CASE(WEEKDAY(DATEVALUE(NOW())), 1, 4, 2, 5, 3, 5, 4, 5, 5, 3, 6, 3, 7, 3, 0)"
        );
        assert!(time::shifted(&time::now(), length(20, Unit::Hour, true), true).fits(FLOW));
    }

    #[test]
    fn so_many_of_several() {
        let parts = || vec![on(&["A"]), score(Comparison::Less, 1.0), Formula::field("Flag__c", Kind::Boolean)];
        assert_eq!(Formula::at_least(1, parts()), Formula::any(parts()));
        assert_eq!(Formula::at_least(3, parts()), Formula::all(parts()));
        assert_eq!(Formula::at_least(4, parts()), Formula::Bool(false));
        let two = Formula::at_least(2, parts()).written(Dialect::Rule);
        assert!(two.ends_with("IF(Flag__c, 1, 0) >= 2"), "{two}");
    }
}
