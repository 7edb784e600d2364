//! From a project to its model and findings.

use crate::baseline::{Baseline, baseline_path, hide};
use crate::changed::Changes;
use crate::day::Day;
use crate::discover::Project;
use crate::fs::Fs;
use crate::manifest;
use crate::parse::parse_texts;
use crate::removal;
use lifecycle_base::{Diagnostic, FileId, Severity, SourceDb};
use lifecycle_model::{Checked, File, Model, resolve};
use lifecycle_rules::project::UNREADABLE_FILE;
use lifecycle_rules::{Gate, GateReport, Level, Levels, Selector, ask, check};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// What a run may change about checking.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// Levels from the command line; they win over the manifest.
    pub levels: Vec<(Selector, Level)>,
    /// The day on which `allow … until` is judged. Without it, every `allow` holds.
    pub today: Option<Day>,
    /// The gate that is asked for.
    pub gate: Option<Gate>,
    /// What to do with the findings that a baseline holds.
    pub baseline: Baseline,
    /// Only findings in declarations that these changes touch are reported; all of them without it.
    pub changed: Option<Changes>,
}

/// How many findings there are besides those reported.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Hidden {
    /// In the baseline.
    pub baseline: usize,
    /// In declarations that did not change.
    pub unchanged: usize,
}

/// A checked project.
#[derive(Debug)]
pub struct Analysed {
    /// The texts.
    pub db: SourceDb,
    /// What they mean.
    pub model: Model,
    /// All findings, in order.
    pub findings: Vec<Diagnostic>,
    /// How many more there are.
    pub hidden: Hidden,
    /// The trees, piece by piece, for whoever needs more than the model.
    pub files: Vec<File>,
    /// How the project stands before the gate that was asked for.
    pub gate: Option<GateReport>,
    /// The levels of the manifest and the command line.
    pub(crate) levels: Levels,
    /// Where the texts were read.
    pub(crate) paths: BTreeMap<FileId, PathBuf>,
}

impl Analysed {
    /// Whether a finding fails the run.
    pub fn failed(&self) -> bool {
        fails(&self.findings)
    }

    /// The proof that artifacts may be made from the model; `None` while there are errors.
    pub fn checked(&self) -> Option<Checked<'_>> {
        Checked::new(&self.model, &self.findings)
    }
}

/// Several checked projects over one set of texts.
#[derive(Debug, Default)]
pub struct Findings {
    /// The texts.
    pub db: SourceDb,
    /// All findings, project by project.
    pub findings: Vec<Diagnostic>,
    /// How many more there are.
    pub hidden: Hidden,
    /// The models and trees, project by project.
    pub projects: Vec<(Model, Vec<File>)>,
    /// How the projects stand before the gate that was asked for.
    pub gates: Vec<GateReport>,
}

impl Findings {
    /// Whether a finding fails the run.
    pub fn failed(&self) -> bool {
        fails(&self.findings)
    }
}

fn fails(findings: &[Diagnostic]) -> bool {
    findings.iter().any(|finding| finding.severity == Severity::Error)
}

/// Checks several projects, each by itself.
pub fn analyse_all(fs: &dyn Fs, projects: &[Project], options: &Options) -> Findings {
    let mut all = Findings::default();
    for project in projects {
        let mut one = analyse_into(fs, project, options, std::mem::take(&mut all.db));
        all.db = one.db;
        all.gates.extend(one.gate);
        all.findings.append(&mut one.findings);
        all.hidden.baseline += one.hidden.baseline;
        all.hidden.unchanged += one.hidden.unchanged;
        all.projects.push((one.model, one.files));
    }
    all
}

/// Reads, parses, resolves and checks a project. Files that cannot be read are findings, and the rest is checked all the same.
pub fn analyse(fs: &dyn Fs, project: &Project, options: &Options) -> Analysed {
    analyse_into(fs, project, options, SourceDb::default())
}

/// As [`analyse`], behind the texts of other projects.
fn analyse_into(fs: &dyn Fs, project: &Project, options: &Options, mut db: SourceDb) -> Analysed {
    let mut findings = Vec::new();
    let mut paths = BTreeMap::new();
    let mut levels = Levels::default();
    if let Some(path) = &project.manifest
        && let Some(file) = load(fs, path, None, &mut db, &mut findings)
        && let Some(source) = db.get(file)
    {
        let (read, wrong) = manifest::read(source.text(), file);
        levels = read;
        findings.extend(wrong);
        paths.insert(file, path.clone());
    }
    for (selector, level) in &options.levels {
        levels.set(selector, *level);
    }
    let mut ids: Vec<FileId> = Vec::new();
    for path in &project.files {
        if let Some(file) = load(fs, path, project.text.clone(), &mut db, &mut findings) {
            paths.insert(file, path.clone());
            ids.push(file);
        }
    }
    let files = parse(&db, &ids);
    for file in &files {
        for (start, piece) in &file.pieces {
            findings.extend(piece.errors.iter().map(|error| error.to_diagnostic(file.id, *start)));
        }
    }
    let mut analysis = resolve(&files);
    findings.append(&mut analysis.diagnostics);
    let model = analysis.model;
    let today = options.today.map(Day::date);
    let gate = options.gate.map(|gate| ask(gate, &model, findings.clone(), &levels, today));
    let mut findings = check(&model, findings, &levels, today);
    let (in_baseline, file) = hide(fs, project, options.baseline, (&model, &levels), &mut db, &mut findings);
    paths.extend(file.zip(baseline_path(project)));
    let all = findings.len();
    if let Some(changes) = &options.changed {
        changes.keep_touched(project, &paths, (&db, &model, &files), &mut findings);
    }
    let hidden = Hidden { baseline: in_baseline, unchanged: all - findings.len() };
    removal::tidy_fixes(&db, &mut findings);
    findings.sort_by(|a, b| a.sort_key().cmp(&b.sort_key()));
    Analysed { db, model, findings, hidden, files, gate, levels, paths }
}

fn parse(db: &SourceDb, files: &[FileId]) -> Vec<File> {
    let texts: Vec<&str> = files.iter().filter_map(|file| db.get(*file)).map(|source| &**source.text()).collect();
    let parsed = parse_texts(&texts);
    files.iter().zip(parsed).map(|(id, pieces)| File { id: *id, pieces }).collect()
}

/// Adds a file to the sources, or reports why it cannot be read.
fn load(
    fs: &dyn Fs,
    path: &Path,
    text: Option<String>,
    db: &mut SourceDb,
    findings: &mut Vec<Diagnostic>,
) -> Option<FileId> {
    let shown = path.to_string_lossy().replace('\\', "/");
    let text = match text {
        Some(text) => text,
        None => match fs.read(path) {
            Ok(bytes) => match String::from_utf8(bytes) {
                Ok(text) => text,
                Err(error) => {
                    let place = error.utf8_error().valid_up_to();
                    let message = format!("`{shown}` is not UTF-8 text (byte {place})");
                    findings.push(
                        Diagnostic::without_place(&UNREADABLE_FILE, message)
                            .help("save it as UTF-8; most editors offer it under \"Save with encoding\""),
                    );
                    return None;
                }
            },
            Err(error) => {
                let message = format!("cannot read `{shown}`: {error}");
                findings.push(Diagnostic::without_place(&UNREADABLE_FILE, message));
                return None;
            }
        },
    };
    match db.add(shown.clone(), text) {
        Ok(file) => Some(file),
        Err(error) => {
            findings.push(Diagnostic::without_place(&UNREADABLE_FILE, format!("cannot read `{shown}`: {error}")));
            None
        }
    }
}
