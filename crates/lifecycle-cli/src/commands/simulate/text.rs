//! The funnel for people: a table for each track.

use lifecycle_driver::model::{Model, StageId, TrackId};
use lifecycle_driver::simulate::{Funnel, Settings, StageCount};

/// A column: its head, what it shows of a stage, and whether it is left out where it is empty everywhere.
type Column = (&'static str, fn(&StageCount) -> String, bool);

const COLUMNS: [Column; 13] = [
    ("entered", |it| grouped(it.entered), false),
    ("advanced", |it| grouped(it.advanced), false),
    ("recycled", |it| some(it.recycled), true),
    ("dropped", |it| some(it.dropped), true),
    ("on hold", |it| some(it.held), true),
    ("restarted", |it| some(it.restarted), true),
    ("removed", |it| some(it.removed), true),
    ("still there", |it| grouped(it.still), false),
    ("median", |it| it.stays.median().map_or_else(String::new, days), false),
    ("mean", |it| it.stays.mean().map_or_else(String::new, days), false),
    ("converted", |it| share(it.converted, it.journeys), true),
    ("SLA missed", |it| some(it.breached), true),
    ("stale", |it| some(it.stale), true),
];

pub(super) fn text(model: &Model, settings: &Settings, funnel: &Funnel) -> String {
    let day = settings.start.to_string();
    let mut out = format!(
        "{} accounts over {} days from {}: {} records, {} events.\n",
        grouped(funnel.accounts),
        settings.days,
        day.split(' ').next().unwrap_or_default(),
        grouped(funnel.records),
        grouped(funnel.events)
    );
    for (track, _) in model.tracks.iter() {
        table(&mut out, model, track, funnel);
    }
    baselines(&mut out, model, funnel);
    reasons(&mut out, model, funnel);
    rest(&mut out, model, funnel);
    out
}

fn table(out: &mut String, model: &Model, track: TrackId, funnel: &Funnel) {
    let label = |id: StageId| model[id].ident.label.to_string();
    let last = model.ranked_stages(track).next_back().map(|(id, _)| id);
    let mut rows: Vec<(String, StageCount)> = Vec::new();
    for (id, stage) in model.stages_of(track) {
        let mut count = funnel.stage(id).cloned().unwrap_or_default();
        // Where nothing lies ahead, nothing converts.
        if stage.rank.is_none() || last == Some(id) {
            count.journeys = 0;
        }
        rows.push((label(id), count));
    }
    if rows.iter().all(|(_, count)| count.entered == 0) {
        out.push_str(&format!("\n{}: nothing entered it.\n", model.track_label(track)));
        return;
    }
    let mut lines = vec![vec![model.track_label(track).to_owned()]];
    lines.extend(rows.iter().map(|(label, _)| vec![format!("  {label}")]));
    for (head, cell, optional) in COLUMNS {
        let cells: Vec<String> = rows.iter().map(|(_, count)| cell(count)).collect();
        if optional && cells.iter().all(String::is_empty) {
            continue;
        }
        let column = std::iter::once(head.to_owned()).chain(cells);
        lines.iter_mut().zip(column).for_each(|(line, cell)| line.push(cell));
    }
    out.push('\n');
    aligned(out, &lines);
}

/// The first column to the left, all others to the right.
fn aligned(out: &mut String, lines: &[Vec<String>]) {
    let columns = lines.first().map_or(0, Vec::len);
    let width = |column: usize| {
        lines.iter().filter_map(|line| line.get(column)).map(|cell| cell.chars().count()).max().unwrap_or(0)
    };
    let widths: Vec<usize> = (0..columns).map(width).collect();
    for line in lines {
        let cells = line.iter().zip(&widths).enumerate().map(|(column, (cell, width))| match column {
            0 => format!("{cell:width$}"),
            _ => format!("  {cell:>width$}"),
        });
        let text: String = cells.collect();
        out.push_str(text.trim_end());
        out.push('\n');
    }
}

fn baselines(out: &mut String, model: &Model, funnel: &Funnel) {
    let rows = model.measure.baselines.iter().zip(&funnel.baselines).filter(|(_, (from, _))| *from > 0);
    let lines: Vec<Vec<String>> = rows
        .map(|(baseline, (from, to))| {
            let name = format!("  {} to {}", model.stage_path(baseline.from), model.stage_path(baseline.to));
            vec![name, share(*to, *from), format!("baseline {}%", baseline.percent)]
        })
        .collect();
    if !lines.is_empty() {
        out.push_str("\nConversion\n");
        aligned(out, &lines);
    }
}

/// The three commonest reasons of each stage.
fn reasons(out: &mut String, model: &Model, funnel: &Funnel) {
    let mut lines = Vec::new();
    for (id, _) in model.stages.iter() {
        let Some(count) = funnel.stage(id).filter(|count| !count.reasons.is_empty()) else { continue };
        let mut reasons: Vec<_> = count.reasons.iter().collect();
        reasons.sort_by(|a, b| b.1.cmp(a.1).then(a.0.cmp(b.0)));
        let said: Vec<String> =
            reasons.iter().take(3).map(|(text, count)| format!("{text} {}", grouped(**count))).collect();
        lines.push(format!("  {}: {}\n", model.stage_path(id), said.join(", ")));
    }
    if !lines.is_empty() {
        out.push_str("\nWhy records left or went back\n");
        lines.iter().for_each(|line| out.push_str(line));
    }
}

fn rest(out: &mut String, model: &Model, funnel: &Funnel) {
    let idle = model.automations.iter().filter(|(id, _)| funnel.automations.get(id.index()) == Some(&0));
    let idle: Vec<&str> = idle.map(|(_, automation)| automation.ident.name.as_str()).collect();
    let mut lines = Vec::new();
    if !idle.is_empty() {
        lines.push(format!("Automations that never did anything: {}.", idle.join(", ")));
    }
    if funnel.refused > 0 {
        lines.push(format!("Moves that entry criteria refused: {}.", grouped(funnel.refused)));
    }
    if funnel.given_up > 0 {
        lines.push(format!("Accounts given up because they had too many records: {}.", grouped(funnel.given_up)));
    }
    for (automations, count) in &funnel.unsettled {
        let names: Vec<&str> = automations.iter().map(|id| model[*id].ident.name.as_str()).collect();
        lines.push(format!(
            "Never came to rest, {} times: {} keep each other going.",
            grouped(*count),
            names.join(", ")
        ));
    }
    if !lines.is_empty() {
        out.push_str(&format!("\n{}\n", lines.join("\n")));
    }
}

/// 1234567 as people write it: `1,234,567`.
pub(super) fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// A count that says nothing when it is 0.
fn some(count: u64) -> String {
    if count == 0 { String::new() } else { grouped(count) }
}

fn share(part: u64, whole: u64) -> String {
    if whole == 0 { String::new() } else { format!("{:.1}%", part as f64 * 100.0 / whole as f64) }
}

fn days(minutes: u64) -> String {
    match minutes {
        0 => "0".to_owned(),
        1..120 => format!("{minutes} min"),
        120..2880 => format!("{:.1} h", minutes as f64 / 60.0),
        _ => format!("{:.1} d", minutes as f64 / 1440.0),
    }
}
