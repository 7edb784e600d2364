//! Moments and lengths of time. There is no time zone: a moment is what the clock on the wall of the revenue team shows.

use lifecycle_model::{Date, Duration, Unit};
use std::fmt;

const MINUTES_A_DAY: i64 = 24 * 60;
/// Business time is Monday to Friday, nine to five.
const OPENS: i64 = 9 * 60;
const BUSINESS_MINUTES_A_DAY: i64 = 8 * 60;

/// A minute, counted from 1970-01-01 00:00.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Moment(pub i64);

impl Moment {
    /// The first minute of a day.
    pub fn of_date(date: Date) -> Self {
        Self(day_number(i64::from(date.year), i64::from(date.month), i64::from(date.day)) * MINUTES_A_DAY)
    }

    /// The first minute of the day with this number, counted from 1970-01-01.
    pub fn of_day(day: i64) -> Self {
        Self(day.saturating_mul(MINUTES_A_DAY))
    }

    /// The number of its day, counted from 1970-01-01.
    pub fn day(self) -> i64 {
        self.0.div_euclid(MINUTES_A_DAY)
    }

    /// So much later.
    pub fn after(self, duration: Duration) -> Self {
        self.shifted(duration, 1)
    }

    /// So much earlier.
    pub fn before(self, duration: Duration) -> Self {
        self.shifted(duration, -1)
    }

    fn shifted(self, duration: Duration, sign: i64) -> Self {
        let count = i64::from(duration.count) * sign;
        let plain = |minutes: i64| Self(self.0.saturating_add(count.saturating_mul(minutes)));
        match (duration.unit, duration.business) {
            (Unit::Minute, false) => plain(1),
            (Unit::Hour, false) => plain(60),
            (Unit::Day, false) => plain(MINUTES_A_DAY),
            (Unit::Week, _) => plain(7 * MINUTES_A_DAY),
            (Unit::Month, _) => self.months_later(count),
            (Unit::Year, _) => self.months_later(count.saturating_mul(12)),
            (Unit::Day, true) => self.business_days_later(count),
            (Unit::Hour, true) => self.business_minutes_later(count.saturating_mul(60)),
            (Unit::Minute, true) => self.business_minutes_later(count),
        }
    }

    /// The same day of another month, or its last day if it has no such day.
    fn months_later(self, months: i64) -> Self {
        let (year, month, day) = civil(self.day());
        let index = year.saturating_mul(12).saturating_add(month - 1).saturating_add(months);
        // Beyond these years nothing is meant, and the arithmetic would overflow.
        let index = index.clamp(-1_000_000, 1_000_000);
        let (year, month) = (index.div_euclid(12), index.rem_euclid(12) + 1);
        let last = day_number(year, month + 1, 1) - day_number(year, month, 1);
        let number = day_number(year, month, day.min(last));
        Self(number * MINUTES_A_DAY + self.0.rem_euclid(MINUTES_A_DAY))
    }

    /// The same time of day, so many working days on. From a weekend, counting starts at the working day next to it.
    fn business_days_later(self, count: i64) -> Self {
        let step = count.signum();
        let mut day = self.day().saturating_add(count / 5 * 7);
        let mut left = count % 5;
        while left != 0 {
            day += step;
            if is_working_day(day) {
                left -= step;
            }
        }
        while !is_working_day(day) {
            day += if step == 0 { 1 } else { step };
        }
        Self(day.saturating_mul(MINUTES_A_DAY).saturating_add(self.0.rem_euclid(MINUTES_A_DAY)))
    }

    fn business_minutes_later(self, minutes: i64) -> Self {
        let mut day = self.day();
        let mut into = self.0.rem_euclid(MINUTES_A_DAY) - OPENS;
        if !is_working_day(day) || into >= BUSINESS_MINUTES_A_DAY {
            // After hours, the clock stands at the end of the last working day.
            while !is_working_day(day) {
                day -= 1;
            }
            into = BUSINESS_MINUTES_A_DAY;
        }
        let total = into.max(0).saturating_add(minutes);
        let (mut days, mut rest) = (total.div_euclid(BUSINESS_MINUTES_A_DAY), total.rem_euclid(BUSINESS_MINUTES_A_DAY));
        // The end of a day rather than the beginning of the next one.
        if rest == 0 {
            days -= 1;
            rest = BUSINESS_MINUTES_A_DAY;
        }
        let Self(at) = Self::of_day(day).business_days_later(days);
        Self(at.saturating_add(OPENS + rest))
    }
}

impl fmt::Display for Moment {
    /// `2026-03-02 09:30`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let minutes = self.0.rem_euclid(MINUTES_A_DAY);
        write!(f, "{} {:02}:{:02}", Day(self.day()), minutes / 60, minutes % 60)
    }
}

/// A day by its number, for showing it.
pub(crate) struct Day(pub(crate) i64);

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (year, month, day) = civil(self.0);
        write!(f, "{year:04}-{month:02}-{day:02}")
    }
}

fn is_working_day(day: i64) -> bool {
    // 1970-01-01 was a Thursday.
    (day + 3).rem_euclid(7) < 5
}

/// Days from 1970-01-01 of the Gregorian calendar; a month 13 is the next January. The year begins in March, so that its leap day is
/// its last.
fn day_number(year: i64, month: i64, day: i64) -> i64 {
    let months = year * 12 + month - 3;
    let (year, month) = (months.div_euclid(12), months.rem_euclid(12));
    let (era, of_era) = (year.div_euclid(400), year.rem_euclid(400));
    let of_year = (153 * month + 2) / 5 + day - 1;
    era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719_468
}

/// Year, month and day of a day's number.
fn civil(day: i64) -> (i64, i64, i64) {
    let days = day.clamp(-30_000_000, 30_000_000) + 719_468;
    let (era, of_era) = (days.div_euclid(146_097), days.rem_euclid(146_097));
    let year = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year + year / 4 - year / 100);
    let month = (5 * of_year + 2) / 153;
    let (month_of_year, carry) = if month < 10 { (month + 3, 0) } else { (month - 9, 1) };
    (era * 400 + year + carry, month_of_year, of_year - (153 * month + 2) / 5 + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(year: u16, month: u8, day: u8, hour: i64, minute: i64) -> Moment {
        Moment(Moment::of_date(Date { year, month, day, at: Default::default() }).0 + hour * 60 + minute)
    }

    fn long(count: u32, unit: Unit, business: bool) -> Duration {
        Duration { count, unit, business, at: Default::default() }
    }

    #[test]
    fn days_have_numbers_and_back() {
        assert_eq!(at(1970, 1, 1, 0, 0), Moment(0));
        assert_eq!(at(2026, 11, 22, 9, 5).to_string(), "2026-11-22 09:05");
        for day in -800_000..800_000i64 {
            let (year, month, of_month) = civil(day);
            assert_eq!(day_number(year, month, of_month), day);
        }
    }

    #[test]
    fn lengths_of_time() {
        let monday = at(2026, 3, 2, 16, 30);
        let shown = |count, unit, business| monday.after(long(count, unit, business)).to_string();
        assert_eq!(shown(4, Unit::Hour, false), "2026-03-02 20:30");
        assert_eq!(shown(1, Unit::Hour, true), "2026-03-03 09:30");
        assert_eq!(shown(30, Unit::Minute, true), "2026-03-02 17:00");
        assert_eq!(shown(8, Unit::Hour, true), "2026-03-03 16:30");
        assert_eq!(shown(5, Unit::Day, true), "2026-03-09 16:30");
        assert_eq!(shown(90, Unit::Day, false), "2026-05-31 16:30");
        assert_eq!(shown(2, Unit::Week, false), "2026-03-16 16:30");
        assert_eq!(at(2026, 1, 31, 0, 0).after(long(1, Unit::Month, false)).to_string(), "2026-02-28 00:00");
        assert_eq!(at(2024, 2, 29, 0, 0).after(long(1, Unit::Year, false)).to_string(), "2025-02-28 00:00");
        assert_eq!(at(2026, 3, 31, 0, 0).before(long(1, Unit::Month, false)).to_string(), "2026-02-28 00:00");
        let saturday = at(2026, 3, 7, 12, 0);
        assert_eq!(saturday.after(long(1, Unit::Day, true)).to_string(), "2026-03-09 12:00");
        assert_eq!(saturday.after(long(1, Unit::Hour, true)).to_string(), "2026-03-09 10:00");
        assert_eq!(saturday.before(long(1, Unit::Day, true)).to_string(), "2026-03-06 12:00");
    }

    #[test]
    fn no_length_overflows() {
        for unit in [Unit::Minute, Unit::Hour, Unit::Day, Unit::Week, Unit::Month, Unit::Year] {
            for business in [false, true] {
                let long = long(u32::MAX, unit, business);
                let _ = (Moment(0).after(long).to_string(), Moment(0).before(long).to_string());
            }
        }
    }
}
