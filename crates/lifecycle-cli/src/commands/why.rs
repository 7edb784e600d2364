//! `lifecycle why`.

mod json;
mod text;

use super::input::{STDIN, sound, text_of};
use crate::arguments::{AnswerFormat, Why};
use crate::exit::{Exit, Failure, Outcome};
use crate::streams::Streams;
use crate::today::today;
use lifecycle_base::{Location, SourceDb};
use lifecycle_driver::interpreter::{Answer, Index, Moment, World, why};
use lifecycle_driver::model::Model;
use lifecycle_driver::simulate::{moment, read_record, stage};
use std::path::Path;

/// An answer with everything that it speaks of.
struct Told<'a> {
    model: &'a Model,
    db: &'a SourceDb,
    world: &'a World,
    answer: &'a Answer,
}

impl Told<'_> {
    /// Where the source says something: `lead.lifecycle:12`.
    fn place(&self, at: Location) -> Option<String> {
        let source = self.db.get(at.file)?;
        Some(format!("{}:{}", source.path(), source.line_column(at.span.start).line))
    }

    fn object(&self) -> &'static str {
        self.world.get(self.answer.record).map_or("record", |record| record.object.name())
    }
}

pub(crate) fn run(arguments: &Why, streams: &Streams) -> Outcome {
    if arguments.path == Path::new(STDIN) && arguments.record == Path::new(STDIN) {
        return Err(Failure("standard input is either the project or the record, not both".to_owned()));
    }
    let found = sound(&arguments.path, streams)?;
    let model = &found.model;
    let index = Index::of(model);
    let text = text_of(&arguments.record, streams)?;
    let day = today().and_then(|day| moment(&day.to_string())).unwrap_or(Moment(0));
    let (world, record) = read_record(model, &index, &text, day).map_err(Failure)?;
    let object = world.get(record).map(|record| record.object);
    let to = match (&arguments.to, object) {
        (Some(name), Some(object)) => Some(stage(model, object, None, name).map_err(Failure)?),
        _ => None,
    };
    let answer = why(model, &index, &world, record, to);
    let told = Told { model, db: &found.db, world: &world, answer: &answer };
    streams.print(&match arguments.format {
        AnswerFormat::Text => text::text(&told),
        AnswerFormat::Json => json::json(&told)?,
    })?;
    Ok(if answer.may_advance() { Exit::Clean } else { Exit::Findings })
}
