//! Values as they stand in files from elsewhere.

use crate::names::folded;
use lifecycle_base::{did_you_mean, list_words};
use lifecycle_interpreter::{Datum, Moment, Number};
use lifecycle_model::{Date, FieldId, Model, Type};
use std::collections::BTreeSet;

const MINUTES_A_DAY: i64 = 24 * 60;

/// What a text means for a field; nothing at all, or blanks, is no value.
pub(crate) fn datum(model: &Model, field: FieldId, text: &str) -> Result<Option<Datum>, String> {
    let text = text.trim();
    if text.is_empty() {
        return Ok(None);
    }
    let ty = model[field].ty;
    let wrong = |asked: &str| format!("`{}` is {}, and `{text}` is not", model[field].ident.name, asked);
    Ok(Some(match ty {
        Type::Number | Type::Currency | Type::Percent => {
            Datum::Number(Number(number(text).ok_or_else(|| wrong("a number"))?))
        }
        Type::Boolean => match folded(text).as_str() {
            "true" | "yes" | "y" | "1" => Datum::Boolean(true),
            "false" | "no" | "n" | "0" => Datum::Boolean(false),
            _ => return Err(wrong("yes or no (`true` or `false`)")),
        },
        Type::Date => Datum::Day(moment(text).ok_or_else(|| wrong("a date like `2026-03-02`"))?.day()),
        Type::DateTime => Datum::Moment(moment(text).ok_or_else(|| wrong("a date like `2026-03-02 09:30`"))?),
        Type::Picklist => Datum::Choice(choice(model, field, text)?),
        Type::MultiPicklist => {
            let parts = text.split(';').map(str::trim).filter(|part| !part.is_empty());
            Datum::Choices(parts.map(|part| choice(model, field, part)).collect::<Result<BTreeSet<u32>, _>>()?)
        }
        Type::Text | Type::Email | Type::Phone | Type::Url | Type::User | Type::Product | Type::Error => {
            Datum::Text(text.into())
        }
    }))
}

fn number(text: &str) -> Option<f64> {
    let plain = text.trim_end_matches('%').trim_start_matches(['$', '€', '£']).trim();
    let grouped = plain.contains(',')
        && plain.split(',').skip(1).all(|group| group.split('.').next().is_some_and(|digits| digits.len() == 3));
    let plain = if grouped { plain.replace(',', "") } else { plain.to_owned() };
    plain.parse::<f64>().ok().filter(|number| number.is_finite())
}

fn choice(model: &Model, field: FieldId, text: &str) -> Result<u32, String> {
    let wanted = folded(text);
    let choices = &model[field].choices;
    let found = choices.iter().position(|it| it.name == text || it.label == text).or_else(|| {
        choices.iter().position(|it| {
            folded(&it.name) == wanted || folded(&it.label) == wanted || it.was.iter().any(|was| folded(was) == wanted)
        })
    });
    found.and_then(|place| u32::try_from(place).ok()).ok_or_else(|| {
        let names = || choices.iter().map(|choice| choice.name.as_str());
        let hint = did_you_mean(text, names()).unwrap_or_else(|| format!("it has {}", list_words(names())));
        format!("`{}` has no value `{text}`; {hint}", model[field].ident.name)
    })
}

/// `2026-03-02`, `2026-03-02 09:30`, or with a `T`, seconds and a `Z` behind, which say nothing here: there are no time zones.
pub fn moment(text: &str) -> Option<Moment> {
    let (date, time) = match text.split_once(['T', ' ']) {
        Some((date, time)) => (date, Some(time.trim())),
        None => (text, None),
    };
    let mut parts = date.split('-');
    let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
    if parts.next().is_some() || year.len() != 4 {
        return None;
    }
    let date =
        Date { year: year.parse().ok()?, month: month.parse().ok()?, day: day.parse().ok()?, at: Default::default() };
    let start = Moment::of_date(date);
    // A day that a month does not have comes out as one of the next month.
    let real = (1..=12).contains(&date.month) && start.to_string().starts_with(&date.to_string());
    let minutes = time.map_or(Some(0), minutes_of)?;
    real.then_some(Moment(start.0 + minutes))
}

fn minutes_of(time: &str) -> Option<i64> {
    let mut parts = time.trim_end_matches('Z').split(':');
    let (hours, minutes): (i64, i64) = (parts.next()?.parse().ok()?, parts.next()?.parse().ok()?);
    let total = hours * 60 + minutes;
    ((0..24).contains(&hours) && (0..60).contains(&minutes) && total < MINUTES_A_DAY).then_some(total)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_as_files_write_them() {
        let shown = |text| moment(text).map(|it| it.to_string());
        assert_eq!(shown("2026-03-02").as_deref(), Some("2026-03-02 00:00"));
        assert_eq!(shown("2026-03-02T09:30:00.000Z").as_deref(), Some("2026-03-02 09:30"));
        for wrong in
            ["2026-02-30", "2026-13-01", "26-03-02", "2026-03-02 25:00", "2026-03", "02.03.2026", "", "2026-03-02-01"]
        {
            assert_eq!(shown(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn numbers_as_files_write_them() {
        assert_eq!(number("1,250,000.50"), Some(1_250_000.5));
        assert_eq!(number("80%"), Some(80.0));
        assert_eq!(number("$10"), Some(10.0));
        assert_eq!(number("1,5"), None);
        assert_eq!(number("NaN"), None);
    }
}
