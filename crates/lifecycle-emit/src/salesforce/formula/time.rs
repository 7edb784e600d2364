//! Lengths of time: how many days before or after a day or a moment.
//!
//! The arithmetic is the interpreter's. Business time is Monday to Friday, nine to five, in GMT, since formulas know no other clock.

use super::Formula;
use lifecycle_model::{Comparison, Duration, Unit};
use lifecycle_targets::salesforce::formulas::{self, Kind};

const MINUTES_A_DAY: f64 = 1_440.0;
const OPENS: f64 = 540.0;
const BUSINESS_MINUTES_A_DAY: i64 = 480;

/// So long before or after a moment. The moment must not be blank.
pub(crate) fn shifted(moment: &Formula, duration: Duration, later: bool) -> Formula {
    let sign = if later { '+' } else { '-' };
    match minutes(duration) {
        Some(minutes) if duration.business => business(moment, if later { minutes } else { -minutes }),
        Some(minutes) => moment.clone().math(sign, whole_or_share(minutes, MINUTES_A_DAY)),
        None if moment.kind() == Kind::Date => day(moment, duration, later),
        // So many days as it would be from the day: the time of day stays.
        None => {
            let from = Formula::call(&formulas::DATEVALUE, [moment.clone()]);
            let there = day(&from, duration, later);
            let days = match there {
                Formula::Math(of, _, days) if *of == from => *days,
                there if later => there.minus(from),
                there => from.minus(there),
            };
            moment.clone().math(sign, days)
        }
    }
}

/// The day that is so long before today.
pub(crate) fn day_before_today(duration: Duration) -> Formula {
    match minutes(duration) {
        Some(_) => Formula::call(&formulas::DATEVALUE, [shifted(&now(), duration, false)]),
        None => shifted(&today(), duration, false),
    }
}

pub(crate) fn now() -> Formula {
    Formula::call(&formulas::NOW, [])
}

pub(crate) fn today() -> Formula {
    Formula::call(&formulas::TODAY, [])
}

/// The minutes of a length that is not counted in days.
fn minutes(duration: Duration) -> Option<i64> {
    match duration.unit {
        Unit::Minute => Some(i64::from(duration.count)),
        Unit::Hour => Some(i64::from(duration.count) * 60),
        Unit::Day | Unit::Week | Unit::Month | Unit::Year => None,
    }
}

/// `4 / 24` rather than a fraction without end.
fn whole_or_share(minutes: i64, of: f64) -> Formula {
    let minutes = minutes as f64;
    match (minutes % of, minutes % 60.0) {
        (0.0, _) => Formula::Number(minutes / of),
        (_, 0.0) => Formula::Number(minutes / 60.0).math('/', Formula::Number(of / 60.0)),
        _ => Formula::Number(minutes).math('/', Formula::Number(of)),
    }
}

/// The day that is so long before or after another, if the length is counted in days, weeks, months or years.
fn day(from: &Formula, duration: Duration, later: bool) -> Formula {
    let count = i64::from(duration.count);
    let days = match duration.unit {
        Unit::Month => return months(from, count, later),
        Unit::Year => return months(from, count * 12, later),
        Unit::Day if duration.business => business_days(from, count, later),
        Unit::Week => Formula::Number((count * 7) as f64),
        Unit::Day | Unit::Hour | Unit::Minute => Formula::Number(count as f64),
    };
    Formula::Math(Box::new(from.clone()), if later { '+' } else { '-' }, Box::new(days))
}

/// The same day of another month, or its last day if it has no such day. ADDMONTHS would make the last day of a month of any last day,
/// so it is asked of the first of the month.
fn months(from: &Formula, count: i64, later: bool) -> Formula {
    let count = if later { count } else { -count };
    let of_month = Formula::call(&formulas::DAY, [from.clone()]);
    let first = from.clone().minus(of_month.clone()).plus(Formula::Number(1.0));
    let month = |count: i64| Formula::call(&formulas::ADDMONTHS, [first.clone(), Formula::Number(count as f64)]);
    let last = Formula::call(&formulas::DAY, [month(count + 1).minus(Formula::Number(1.0))]);
    month(count).minus(Formula::Number(1.0)).plus(Formula::call(&formulas::MIN, [of_month, last]))
}

/// How many days so many working days are from a day on: a number for each day of the week.
fn business_days(day: &Formula, count: i64, later: bool) -> Formula {
    // 1 is Sunday. 1970-01-04 was one: day 3, counted from 1970-01-01.
    let pairs = (1..=7).map(|weekday| (weekday, calendar_days(weekday + 2, count, later)));
    Formula::Switch(Box::new(Formula::call(&formulas::WEEKDAY, [day.clone()])), pairs.collect())
}

/// The interpreter's count of days, from this day counted from 1970-01-01.
fn calendar_days(from: i64, count: i64, later: bool) -> i64 {
    let step = if later { 1 } else { -1 };
    let is_working = |day: i64| (day + 3).rem_euclid(7) < 5;
    let mut day = from + step * (count / 5 * 7);
    let mut left = count % 5;
    while left > 0 {
        day += step;
        left -= i64::from(is_working(day));
    }
    while !is_working(day) {
        day += if count == 0 { 1 } else { step };
    }
    (day - from).abs()
}

/// A moment so many business minutes from another: whole days by the day of the week, and the rest within a day.
fn business(moment: &Formula, minutes: i64) -> Formula {
    let number = |number: i64| Formula::Number(number as f64);
    // Days since a Monday; the day of the week, 0 to 6; the minutes since nine.
    let epoch = Formula::call(&formulas::DATETIMEVALUE, [Formula::Text("1970-01-05 00:00:00".to_owned())]);
    let week = Formula::call(&formulas::MOD, [moment.clone().minus(epoch), number(7)]);
    let weekday = Formula::call(&formulas::FLOOR, [week.clone()]);
    let of_day = week.minus(weekday.clone());
    let midnight = moment.clone().minus(of_day.clone());
    let of_day = of_day.math('*', Formula::Number(MINUTES_A_DAY)).minus(Formula::Number(OPENS));
    let within = Formula::call(
        &formulas::MAX,
        [number(0), Formula::call(&formulas::MIN, [number(BUSINESS_MINUTES_A_DAY), of_day])],
    );
    // On a weekend the clock stands at the end of Friday.
    let weekend = weekday.clone().compare(Comparison::GreaterOrEqual, number(5));
    let into = Formula::call(&formulas::IF, [weekend, number(BUSINESS_MINUTES_A_DAY), within]);
    let (whole, rest) = (minutes.div_euclid(BUSINESS_MINUTES_A_DAY), minutes.rem_euclid(BUSINESS_MINUTES_A_DAY));
    let at = |more: i64| {
        let days: Vec<(i64, i64)> =
            (0..7).map(|weekday| (weekday, days_from_last_working_day(weekday, whole + more))).collect();
        let left = into.clone().plus(number(rest - more * BUSINESS_MINUTES_A_DAY));
        let minutes = left.plus(Formula::Number(OPENS)).math('/', Formula::Number(MINUTES_A_DAY));
        Formula::Switch(Box::new(weekday.clone()), days).plus(minutes)
    };
    // The end of a day rather than the beginning of the next one, as the interpreter has it.
    let total = into.clone().plus(number(rest));
    let days = Formula::call(
        &formulas::IF,
        [
            total.clone().compare(Comparison::LessOrEqual, number(0)),
            at(-1),
            Formula::call(
                &formulas::IF,
                [total.compare(Comparison::LessOrEqual, number(BUSINESS_MINUTES_A_DAY)), at(0), at(1)],
            ),
        ],
    );
    midnight.plus(days)
}

/// How many days the working day so many working days from the last one (0 is Monday) is from the day itself.
fn days_from_last_working_day(weekday: i64, count: i64) -> i64 {
    let back = (weekday - 4).max(0);
    let from = weekday + 4 - back;
    let days = calendar_days(from, count.abs(), count > 0);
    (if count < 0 { -days } else { days }) - back
}
