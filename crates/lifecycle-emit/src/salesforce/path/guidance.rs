//! What a path says about a stage.

use lifecycle_model::{Exit, ExitKind, Model, Object, StageId};
use lifecycle_targets::salesforce::limits::{GUIDANCE, Limit};
use lifecycle_words as words;

/// The definition, what it takes to enter and where a record goes from there, as HTML: what is most important first, as much as fits.
pub(super) fn guidance(model: &Model, id: StageId) -> String {
    let stage = &model[id];
    let subject = model.object_of(id);
    // The definition may take half of the room: the criteria are what people look for.
    let half = Limit { max: GUIDANCE.max / 2, ..GUIDANCE };
    let mut blocks: Vec<String> = stage.means.iter().map(|means| paragraph(&half.shorten(means))).collect();
    if let Some(entry) = stage.entry.as_ref().filter(|entry| !entry.criteria.is_empty()) {
        let heading = if entry.auto { "Moves in by itself once" } else { "To enter" };
        blocks.extend(list(heading, words::criteria(model, subject, entry)));
    }
    blocks.extend(list("From here", stage.exits.iter().filter_map(|exit| way_out(model, subject, exit)).collect()));
    let clocks = stage.slas.iter().map(|sla| match &sla.when {
        Some(when) => format!("within {} if {}", sla.within, words::condition(model, subject, when)),
        None => format!("within {}", sla.within),
    });
    blocks.extend(line("Act", clocks.collect()));
    let owners = stage.owners.iter().map(|id| model[*id].ident.label.to_string());
    blocks.extend(line("Owner:", owners.collect()));
    blocks.extend(line("Evidence:", stage.evidence.iter().map(ToString::to_string).collect()));
    let mut html = String::new();
    for block in blocks {
        if GUIDANCE.allows(&format!("{html}{block}")) {
            html.push_str(&block);
        }
    }
    if html.is_empty() { paragraph(&GUIDANCE_MISSING.replace("{}", &stage.ident.label)) } else { html }
}

/// A step without a word would look like a mistake of the lifecycle.
const GUIDANCE_MISSING: &str = "{} is not defined in words yet.";

fn way_out(model: &Model, subject: Option<Object>, exit: &Exit) -> Option<String> {
    let label = &model[exit.target?].ident.label;
    let mut text = match exit.kind {
        ExitKind::To => format!("on to {label}"),
        ExitKind::Recycle => format!("back to {label}"),
        ExitKind::Drop => format!("out to {label}"),
    };
    if let Some(when) = &exit.when {
        text.push_str(&format!(" if {}", words::condition(model, subject, when)));
    }
    if !exit.reasons.is_empty() {
        let reasons: Vec<String> = exit.reasons.iter().map(|reason| reason.text.to_string()).collect();
        text.push_str(&format!(" for {}", words::list(&reasons, "or")));
    }
    Some(text)
}

fn paragraph(text: &str) -> String {
    format!("<p>{}</p>", escaped(text))
}

fn line(heading: &str, texts: Vec<String>) -> Option<String> {
    (!texts.is_empty()).then(|| format!("<p><b>{heading}</b> {}</p>", escaped(&texts.join(", "))))
}

fn list(heading: &str, texts: Vec<String>) -> Option<String> {
    let items: String = texts.iter().map(|text| format!("<li>{}</li>", escaped(text))).collect();
    (!texts.is_empty()).then(|| format!("<p><b>{heading}</b></p><ul>{items}</ul>"))
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;").replace('\n', "<br>")
}
