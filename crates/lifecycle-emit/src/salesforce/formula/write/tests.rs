//! How formulas are spelled.

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
    Formula::all([score.is_known(), score.compare(comparison, Formula::Number(number))])
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
    let asked =
        Formula::all([changed, was, on(&["A", "B", "C"]), Formula::Global("$Permission.X".to_owned(), Kind::Boolean)]);
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
    assert!(two.ends_with("+ IF(Flag__c, 1, 0)\n>= 2"), "{two}");
}
