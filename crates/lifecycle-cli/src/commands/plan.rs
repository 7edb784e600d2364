//! `lifecycle plan`.

mod text;

pub(super) use text::{named, text};

use super::input::sound;
use super::portal::{connect, remembered, state_file};
use crate::arguments::{AnswerFormat, Plan as Arguments};
use crate::exit::{Exit, Failure, Outcome};
use crate::streams::Streams;
use lifecycle_driver::model::Model;
use lifecycle_driver::{Analysed, compile, write_file};
use lifecycle_portal::{Account, Package, Plan, Portal, Reads, Recorded, Saved, Snapshot, State, Tier, Wishes, plan};
use std::io;
use std::path::Path;

pub(crate) fn run(arguments: &Arguments, streams: &Streams) -> Outcome {
    // To whoever asks for a plan, 2 means changes.
    planned(arguments, streams).or_else(|failure| {
        streams.failure(&failure);
        Ok(Exit::NoPlan)
    })
}

fn planned(arguments: &Arguments, streams: &Streams) -> Outcome {
    let found = sound(&arguments.path, streams)?;
    let package = package(&found)?;
    let wishes = Wishes {
        tier: found.model.setting("hubspot", "tier").and_then(|(name, _)| Tier::from_name(name)),
        create_lifecycle_stages: arguments.create_lifecycle_stages,
    };
    let portal = portal_number(arguments, &found.model)?;
    let state = remembered(&state_file(&arguments.connection, portal), portal)?;
    let plan = match &arguments.offline {
        Some(folder) => compare(&mut Saved::new(|file| saved(folder, file)), portal, &package, &state, wishes)?,
        None => {
            let mut connected = connect(&arguments.connection, streams)?;
            let mut recorded = Recorded::new(&mut connected);
            let plan = compare(&mut recorded, portal, &package, &state, wishes)?;
            if let Some(folder) = &arguments.save_reads {
                for (file, text) in &recorded.files {
                    write_file(&folder.join(file), text)?;
                }
            }
            plan
        }
    };
    if let Some(file) = &arguments.out {
        write_file(file, &plan.to_text())?;
    }
    match arguments.format {
        AnswerFormat::Text => streams.print(&text(&plan, streams.coloured()))?,
        AnswerFormat::Json => streams.print(&plan.to_text())?,
    }
    if let Some(file) = arguments.out.as_ref().filter(|_| plan.to_do().next().is_some()) {
        streams.remark(&format!("Make these changes with `lifecycle apply hubspot {}`.", file.display()));
    }
    Ok(if plan.differs() { Exit::Differs } else { Exit::Clean })
}

/// The calls that the lifecycle compiles to.
fn package(found: &Analysed) -> Result<Package, Failure> {
    const TARGET: &str = "hubspot";
    let checked = found.checked().ok_or_else(|| Failure("the lifecycle has errors".to_owned()))?;
    let artifacts = compile(checked, &[TARGET])?;
    let bytes = |file: &str| artifacts.get(&format!("{TARGET}/{file}")).map(|artifact| artifact.bytes.as_slice());
    Ok(Package::read(&bytes)?)
}

/// The portal that is meant; the lifecycle and the command must not disagree.
fn portal_number(arguments: &Arguments, model: &Model) -> Result<u64, Failure> {
    let declared = model.setting("hubspot", "portal").and_then(|(number, _)| number.parse::<u64>().ok());
    match (arguments.portal, declared) {
        (Some(asked), Some(declared)) if asked != declared => {
            Err(Failure(format!("the lifecycle is for portal {declared}, and --portal names {asked}")))
        }
        (Some(number), _) | (None, Some(number)) => Ok(number),
        (None, None) => Err(Failure(
            "which portal? Name it with --portal, or in the lifecycle: `target hubspot { portal 1234567 }`".to_owned(),
        )),
    }
}

fn compare(
    portal: &mut dyn Portal,
    number: u64,
    package: &Package,
    state: &State,
    wishes: Wishes,
) -> Result<Plan, Failure> {
    let account = Account::read(portal)?;
    if account.id != number {
        return Err(Failure(format!("this is portal {}, not {number}", account.id)));
    }
    let mut snapshot = Snapshot::read(portal, account, &Reads::of(package))?;
    snapshot.read_limits(portal)?;
    Ok(plan(package, &snapshot, &state.references, wishes))
}

/// A file of an export, if there is one.
fn saved(folder: &Path, file: &str) -> Result<Option<String>, String> {
    match std::fs::read_to_string(folder.join(file)) {
        Ok(text) => Ok(Some(text)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(format!("cannot read `{file}`: {error}")),
    }
}
