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
        let text = Writer { dialect, breaks: true }.formula(self, 0);
        if FORMULA.allows(&text) { text } else { Writer { dialect, breaks: false }.formula(self, 0) }
    }

    /// Whether Salesforce takes it as it is: not too long.
    pub(crate) fn fits(&self, dialect: Dialect<'_>) -> bool {
        FORMULA.allows(&self.written(dialect))
    }
}

#[derive(Clone, Copy)]
struct Writer<'a> {
    dialect: Dialect<'a>,
    /// Whether lines are broken where they are too long.
    breaks: bool,
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
            Formula::Compare(one, comparison, other) => {
                let (one, other) = (self.formula(one, indent), self.formula(other, indent));
                self.sides(&one, sign(*comparison), &other, indent)
            }
            Formula::Math(one, operator, other) => {
                let one = self.operand(one, *operator, true, indent);
                let other = self.operand(other, *operator, false, indent);
                self.sides(&one, &operator.to_string(), &other, indent)
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

    fn call(self, name: &str, arguments: &[Formula], indent: usize) -> String {
        self.laid_out(name, arguments.iter().map(|part| self.formula(part, indent + 2)).collect(), indent)
    }

    /// Two sides and what stands between them: the second on a line of its own where one is too short for both.
    fn sides(self, one: &str, sign: &str, other: &str, indent: usize) -> String {
        let fits = one.len() + sign.len() + other.len() + indent + 2 <= WIDTH;
        let line = !one.contains('\n') && !other.contains('\n') && fits;
        let between = if line || !self.breaks { " ".to_owned() } else { format!("\n{}", " ".repeat(indent)) };
        format!("{one}{between}{sign} {other}")
    }

    /// On one line if there is room, else an argument a line.
    fn laid_out(self, name: &str, arguments: Vec<String>, indent: usize) -> String {
        let line = format!("{name}({})", arguments.join(", "));
        let fits = line.len() + indent <= WIDTH && !line.contains('\n');
        if fits || !self.breaks || arguments.is_empty() {
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
            self.call(formulas::ISPICKVAL.name, &arguments, indent + 2)
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
            Dialect::Rule => self.formula(field, indent + 2),
            Dialect::Entry | Dialect::Flow { .. } => format!("TEXT({})", self.formula(field, indent + 2)),
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
        Kind::Number | Kind::Percent | Kind::Date | Kind::DateTime => Formula::any([
            Formula::all([now.is_known(), before.is_known(), differs]),
            Formula::all([now.is_known(), before.is_blank()]),
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
mod tests;
