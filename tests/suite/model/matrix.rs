//! Which value and which test fits which type of field: the whole table, as a snapshot.

use super::rendered;
use lifecycle_tests::project::analyse;
use std::fmt::Write;

const TYPES: [&str; 14] = [
    "text",
    "email",
    "phone",
    "url",
    "user",
    "product",
    "number",
    "currency",
    "percent",
    "boolean",
    "date",
    "datetime",
    "picklist",
    "multipicklist",
];

const CONDITIONS: [&str; 37] = [
    "F",
    "F is known",
    "F is unknown",
    "F is \"Core\"",
    "F is Core",
    "F is Other",
    "F is 60",
    "F is 15%",
    "F is true",
    "F is 2026-03-02",
    "F is today",
    "F is now",
    "F is 30 days",
    "F is null",
    "F is not null",
    "F != \"Core\"",
    "F < \"Core\"",
    "F < Core",
    "F < 60",
    "F <= 15%",
    "F > true",
    "F >= 2026-03-02",
    "F > today",
    "F < now",
    "F < null",
    "F in (\"Core\", \"Add-on\")",
    "F in (Core, AddOn)",
    "F in (60, 80)",
    "F in (2026-03-02, today)",
    "F in (Core, null)",
    "F contains \"Core\"",
    "F contains Core",
    "F contains 60",
    "F contains null",
    "F within last 30 days",
    "F older than 30 days",
    "not F",
];

const AUTOMATIONS: [&str; 20] = [
    "when contact.F changes  notify Sales \"…\"",
    "when contact.F becomes \"Core\"  notify Sales \"…\"",
    "when contact.F becomes Core  notify Sales \"…\"",
    "when contact.F becomes 60  notify Sales \"…\"",
    "when contact.F becomes true  notify Sales \"…\"",
    "when contact.F becomes 2026-03-02  notify Sales \"…\"",
    "when contact.F becomes null  notify Sales \"…\"",
    "when 30 days before contact.F  notify Sales \"…\"",
    "when meeting is created  set contact.F = \"Core\"",
    "when meeting is created  set contact.F = Core",
    "when meeting is created  set contact.F = Other",
    "when meeting is created  set contact.F = 60",
    "when meeting is created  set contact.F = 15%",
    "when meeting is created  set contact.F = true",
    "when meeting is created  set contact.F = 2026-03-02",
    "when meeting is created  set contact.F = today",
    "when meeting is created  set contact.F = now",
    "when meeting is created  set contact.F = 30 days",
    "when meeting is created  set contact.F = null",
    "when meeting is created  create contact with F = \"Core\"",
];

fn field(ty: &str) -> String {
    if ty == "product" { ty.to_owned() } else { format!("a_{ty}") }
}

fn fields() -> String {
    let mut out = String::from("object contact {\n");
    for ty in TYPES.iter().filter(|ty| **ty != "product") {
        let values = if ty.ends_with("picklist") { " { Core  AddOn \"Add-on\" }" } else { "" };
        writeln!(out, "  field a_{ty} {ty}{values}").unwrap();
    }
    out + "}\ndomain journey on contact per product { stage Start }\n"
}

/// `yes`, or what is wrong with it: `value` for one that the picklist lacks, `no` for one of the wrong type.
fn verdict(text: &str) -> &'static str {
    let head = "lifecycle \"Acme\" { company \"Acme\" }\nteam Sales\n";
    let text = format!("{head}{}{text}\n", fields());
    let analysed = analyse(&[("case.lifecycle".to_owned(), text.clone())]);
    match analysed.findings.as_slice() {
        [] => "yes",
        [one] if one.rule.name == "wrong-type" => "no",
        [one] if one.rule.name == "unknown-value" => "value",
        _ => panic!("{text}{}", rendered(&analysed)),
    }
}

fn row(out: &mut String, title: &str, cells: impl Iterator<Item = &'static str>) {
    write!(out, "{title:<34}").unwrap();
    for cell in cells {
        write!(out, " {cell:<8}").unwrap();
    }
    out.truncate(out.trim_end().len());
    out.push('\n');
}

#[test]
fn every_type_takes_what_it_can_mean() {
    let mut out = String::new();
    let heads = || TYPES.iter().map(|ty| if *ty == "multipicklist" { "multi" } else { *ty });
    row(&mut out, "F is a field of this type", heads());
    for test in CONDITIONS {
        let cells = TYPES.iter().map(|ty| {
            let test = test.replace('F', &field(ty));
            verdict(&format!("domain d on contact {{ stage S {{ entry {{ {test} }} }} }}"))
        });
        row(&mut out, test, cells);
    }
    out.push('\n');
    row(&mut out, "F is a field of this type", heads());
    for automation in AUTOMATIONS {
        let cells = TYPES.iter().map(|ty| {
            let text = automation.replace('F', &field(ty));
            verdict(&format!("automation A {{ {text} }}"))
        });
        let shown = automation.replace("when meeting is created  ", "").replace("  notify Sales \"…\"", "");
        row(&mut out, &shown, cells);
    }
    for (title, of) in [("F is G, by type of G", "compare"), ("set F = G, by type of G", "assign")] {
        out.push('\n');
        row(&mut out, title, heads());
        for other in TYPES {
            let cells = TYPES.iter().map(|ty| {
                let (f, g) = (field(ty), field(other));
                verdict(&match of {
                    "compare" => format!("domain d on contact {{ stage S {{ entry {{ {f} is contact.{g} }} }} }}"),
                    _ => format!("automation A {{ when meeting is created  set contact.{f} = contact.{g} }}"),
                })
            });
            row(&mut out, other, cells);
        }
    }
    insta::with_settings!({ snapshot_path => "snapshots", prepend_module_to_snapshot => false, omit_expression => true }, {
        insta::assert_snapshot!("matrix", out);
    });
}
