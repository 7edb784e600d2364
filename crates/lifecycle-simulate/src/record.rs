//! A record as JSON, with those that belong to it: what `lifecycle why` is asked about. `schemas/record.schema.json` describes the shape.

use crate::names;
use crate::value::{datum, moment};
use lifecycle_base::did_you_mean;
use lifecycle_interpreter::{Datum, Index, Moment, RecordId, Run, World};
use lifecycle_model::{FieldId, Model, Object, Type};
use serde_json::{Map, Value};

/// The JSON Schema of a record.
pub const RECORD_SCHEMA: &str = include_str!("../schemas/record.schema.json");

const KEYS: [&str; 6] = ["object", "fields", "stages", "since", "related", "today"];
/// People ask in the middle of a day's work.
const NOON: i64 = 12 * 60;

/// Reads a record and puts it into a world of its own; `today` is used unless the text says a day.
///
/// # Errors
/// If the text is not JSON, or says what the model does not know.
pub fn read_record(model: &Model, index: &Index, text: &str, today: Moment) -> Result<(World, RecordId), String> {
    let json: Value = serde_json::from_str(text.trim_start_matches('\u{feff}'))
        .map_err(|error| format!("the record is not JSON: {error}"))?;
    let now = match json.get("today") {
        None | Some(Value::Null) => Moment(today.0),
        Some(Value::String(day)) => {
            let at = moment(day).ok_or_else(|| format!("`today` is a date like `2026-03-02`, and `{day}` is not"))?;
            if at == Moment::of_day(at.day()) { Moment(at.0 + NOON) } else { at }
        }
        Some(_) => return Err("`today` is a text like \"2026-03-02\"".to_owned()),
    };
    let mut reader = Reader { run: Run::new(model, index, World::at(now)), model };
    let record = reader.record(&json, "the record")?;
    // Stages that follow from others need not be said.
    reader.run.follow();
    Ok((reader.run.into_world(), record))
}

struct Reader<'m> {
    run: Run<'m>,
    model: &'m Model,
}

impl Reader<'_> {
    fn record(&mut self, json: &Value, what: &str) -> Result<RecordId, String> {
        let Value::Object(map) = json else { return Err(format!("{what} is not an object in braces")) };
        if let Some(key) = map.keys().find(|key| !KEYS.contains(&key.as_str())) {
            let hint = did_you_mean(key, KEYS).unwrap_or_else(|| "fields go into `fields`".to_owned());
            return Err(format!("{what} has a key `{key}` that means nothing; {hint}"));
        }
        let object = match map.get("object") {
            Some(Value::String(name)) => names::object(name)?,
            _ => return Err(format!("{what} does not say its `object`, as in `\"object\": \"contact\"`")),
        };
        let record = self.run.world_mut().join(object);
        self.fields(record, object, section(map, "fields")?)?;
        self.stages(record, object, section(map, "stages")?, section(map, "since")?)?;
        match map.get("related") {
            None | Some(Value::Null) => {}
            Some(Value::Array(related)) => {
                for (place, one) in related.iter().enumerate() {
                    self.record(one, &format!("related record {}", place + 1))?;
                }
            }
            Some(_) => return Err("`related` is a list of records in brackets".to_owned()),
        }
        Ok(record)
    }

    fn fields(&mut self, record: RecordId, object: Object, fields: Option<&Map<String, Value>>) -> Result<(), String> {
        for (name, value) in fields.into_iter().flatten() {
            let field = names::field(self.model, object, name)?;
            if let Some(datum) = self.datum(field, value)? {
                self.run.world_mut().fill(record, field, datum);
            }
        }
        Ok(())
    }

    fn datum(&self, field: FieldId, value: &Value) -> Result<Option<Datum>, String> {
        let text = match value {
            Value::Null => return Ok(None),
            Value::String(text) => text.clone(),
            Value::Bool(value) => value.to_string(),
            Value::Number(number) => number.to_string(),
            Value::Array(parts) if self.model[field].ty == Type::MultiPicklist => {
                let parts: Vec<&str> = parts.iter().filter_map(Value::as_str).collect();
                parts.join(";")
            }
            Value::Array(_) | Value::Object(_) => {
                return Err(format!("`{}` has one value, not several", self.model[field].ident.name));
            }
        };
        datum(self.model, field, &text)
    }

    fn stages(
        &mut self,
        record: RecordId,
        object: Object,
        stages: Option<&Map<String, Value>>,
        since: Option<&Map<String, Value>>,
    ) -> Result<(), String> {
        let now = self.run.world().now;
        for (name, value) in stages.into_iter().flatten() {
            let domain = names::domain(self.model, object, name)?;
            let stage = match value {
                Value::Null => continue,
                Value::String(stage) => names::stage(self.model, object, Some(domain), stage)?,
                _ => return Err(format!("the stage in `{name}` is a text, as in \"MQL\"")),
            };
            let said = since
                .into_iter()
                .flatten()
                .find(|(key, _)| names::domain(self.model, object, key).is_ok_and(|other| other == domain));
            let since = match said {
                None => now,
                Some((_, Value::String(day))) => {
                    moment(day).ok_or_else(|| format!("`since` has `{day}`, which is no date like `2026-03-02`"))?
                }
                Some(_) => return Err("`since` has a date for each domain, as in \"2026-03-02\"".to_owned()),
            };
            self.run.arrange(record, stage, since);
        }
        for key in since.into_iter().flatten().map(|(key, _)| key) {
            names::domain(self.model, object, key)?;
        }
        Ok(())
    }
}

fn section<'j>(map: &'j Map<String, Value>, key: &str) -> Result<Option<&'j Map<String, Value>>, String> {
    match map.get(key) {
        None | Some(Value::Null) => Ok(None),
        Some(Value::Object(section)) => Ok(Some(section)),
        Some(_) => Err(format!("`{key}` holds names and values in braces")),
    }
}
