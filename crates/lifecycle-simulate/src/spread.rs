//! Lengths of time, as many as there are in a fixed room: buckets that grow with what they hold, a sixty-fourth of it wide.

/// So many buckets for each doubling.
const BITS: u32 = 6;

/// How a number of lengths of time, in minutes, are spread.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Spread {
    buckets: Vec<u32>,
    count: u64,
    sum: u64,
}

impl Spread {
    /// Adds one.
    pub(crate) fn add(&mut self, minutes: i64) {
        let minutes = u64::try_from(minutes).unwrap_or(0);
        let bucket = bucket(minutes);
        if self.buckets.len() <= bucket {
            self.buckets.resize(bucket + 1, 0);
        }
        if let Some(count) = self.buckets.get_mut(bucket) {
            *count += 1;
        }
        self.count += 1;
        self.sum = self.sum.saturating_add(minutes);
    }

    /// Adds all of another.
    pub(crate) fn merge(&mut self, other: &Self) {
        if self.buckets.len() < other.buckets.len() {
            self.buckets.resize(other.buckets.len(), 0);
        }
        self.buckets.iter_mut().zip(&other.buckets).for_each(|(own, count)| *own += count);
        self.count += other.count;
        self.sum = self.sum.saturating_add(other.sum);
    }

    /// The mean in minutes.
    pub fn mean(&self) -> Option<u64> {
        self.sum.checked_div(self.count)
    }

    /// The median in minutes, right to a hundredth or so.
    pub fn median(&self) -> Option<u64> {
        let mut left = self.count.checked_sub(1)? / 2;
        for (bucket, count) in self.buckets.iter().enumerate() {
            match left.checked_sub(u64::from(*count)) {
                Some(rest) => left = rest,
                None => return Some(start(bucket)),
            }
        }
        None
    }
}

fn bucket(minutes: u64) -> usize {
    let exponent = (63 - minutes.max(1).leading_zeros()).saturating_sub(BITS);
    ((exponent as usize) << BITS) + (minutes >> exponent) as usize
}

fn start(bucket: usize) -> u64 {
    let exponent = (bucket >> BITS).saturating_sub(1);
    ((bucket - (exponent << BITS)) as u64) << exponent
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn buckets_are_narrow_and_in_order() {
        let mut last = 0;
        for minutes in 0..2_000_000 {
            let bucket = bucket(minutes);
            assert!(bucket == last || bucket == last + 1, "{minutes}");
            let start = start(bucket);
            assert!(start <= minutes && minutes - start <= minutes / 64, "{minutes}: {start}");
            last = bucket;
        }
    }

    #[test]
    fn medians_and_means() {
        let mut spread = Spread::default();
        assert_eq!((spread.median(), spread.mean()), (None, None));
        [5, 1, 100, 3, 4].into_iter().for_each(|minutes| spread.add(minutes));
        assert_eq!((spread.median(), spread.mean()), (Some(4), Some(22)));
        let mut both = Spread::default();
        both.merge(&spread);
        both.merge(&spread);
        assert_eq!((both.median(), both.mean()), (Some(4), Some(22)));
    }
}
