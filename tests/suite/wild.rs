//! Lifecycles in styles unlike the examples, as people write them before they know the formatter: what they raise, and that whoever
//! formats them loses nothing.
//!
//! `german` has labels of another language and roles under other names, and is sound. `lead_status` is an org whose lead status
//! became its lifecycle. `plg` (self-serve with sales assist), `espagnol` (a school, in Spanish, on leads) and `hardware` (long projects,
//! customers on companies, one team that does its own marketing) are sound.

use lifecycle_driver::{Analysed, Options, OsFs, analyse, compile, default_targets, lone_text};
use lifecycle_fmt::format;
use lifecycle_render::Format;

const WILD: [(&str, &str); 5] = [
    ("espagnol", include_str!("wild/espagnol.lifecycle")),
    ("german", include_str!("wild/german.lifecycle")),
    ("hardware", include_str!("wild/hardware.lifecycle")),
    ("lead_status", include_str!("wild/lead_status.lifecycle")),
    ("plg", include_str!("wild/plg.lifecycle")),
];

fn analysed(name: &str, text: &str) -> Analysed {
    analyse(&OsFs, &lone_text(&format!("{name}.lifecycle"), text.to_owned()), &Options::default())
}

fn short(found: &Analysed) -> String {
    let mut out = Vec::new();
    lifecycle_render::render(Format::Short, &found.db, &found.findings, &Default::default(), &mut out).unwrap();
    String::from_utf8(out).unwrap()
}

/// All files of all targets, with their paths.
fn files(found: &Analysed) -> Vec<(String, Vec<u8>)> {
    let checked = found.checked().unwrap_or_else(|| panic!("it must compile:\n{}", short(found)));
    let artifacts = compile(checked, &default_targets(&found.model)).unwrap();
    artifacts.iter().map(|(path, artifact)| (path.to_owned(), artifact.bytes.clone())).collect()
}

#[test]
fn findings() {
    for (name, text) in WILD {
        insta::assert_snapshot!(format!("{name}_short"), short(&analysed(name, text)));
    }
}

#[test]
fn compiling_is_deterministic() {
    for (name, text) in WILD {
        let once = files(&analysed(name, text));
        assert!(once.len() > 20, "{name}: only {} files", once.len());
        assert!(once == files(&analysed(name, text)), "{name}");
    }
}

#[test]
fn formatting_changes_neither_findings_nor_artifacts() {
    for (name, text) in WILD {
        let formatted = format(text).text;
        assert_ne!(formatted, text, "{name} is to be formatted");
        assert_eq!(format(&formatted).text, formatted, "{name}: stable");
        let (before, after) = (analysed(name, text), analysed(name, &formatted));
        let messages = |found: &Analysed| found.findings.iter().map(|found| found.message.clone()).collect::<Vec<_>>();
        assert_eq!(messages(&before), messages(&after), "{name}");
        assert!(files(&before) == files(&after), "{name}");
    }
}
