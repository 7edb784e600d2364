//! Not faster than HubSpot allows, and again where that is safe.
//!
//! Looking is always safe to repeat. A change is repeated here only if it certainly did not happen: the call did not get there, or
//! HubSpot turned it away because there were too many. What else may have gone wrong with a change is for whoever asked to find out.

use crate::http::BaseUrl;
use crate::portal::{Answer, Call, Fault, Portal};
use backon::{BackoffBuilder, ExponentialBuilder};
use governor::clock::{Clock, DefaultClock};
use governor::{DefaultDirectRateLimiter, Quota, RateLimiter};
use std::num::NonZeroU32;
use std::time::Duration;

/// At most 40 calls at once and 6 a second behind them: 100 in any ten seconds, which every edition of HubSpot allows.
const AT_ONCE: NonZeroU32 = NonZeroU32::MIN.saturating_add(39);
const A_SECOND: NonZeroU32 = NonZeroU32::MIN.saturating_add(5);

/// How often and how slowly a call is repeated.
#[derive(Clone, Copy, Debug)]
pub struct Patience {
    /// How many times in all.
    pub attempts: usize,
    /// The first wait; each is twice the one before.
    pub first: Duration,
    /// The longest wait, also where HubSpot asks for more.
    pub longest: Duration,
}

impl Default for Patience {
    fn default() -> Self {
        Self { attempts: 6, first: Duration::from_millis(500), longest: Duration::from_secs(20) }
    }
}

impl Patience {
    /// For a portal on this machine, which needs no mercy.
    pub fn for_tests() -> Self {
        Self { attempts: 4, first: Duration::from_millis(1), longest: Duration::from_millis(20) }
    }

    /// The waits between attempts.
    pub(crate) fn waits(self) -> impl Iterator<Item = Duration> {
        let doubling = ExponentialBuilder::new().with_min_delay(self.first).with_max_delay(self.longest);
        doubling.with_factor(2.0).with_max_times(self.attempts.saturating_sub(1)).build()
    }
}

/// A portal that is not hurried.
pub struct Paced<P> {
    portal: P,
    limiter: Option<DefaultDirectRateLimiter>,
    patience: Patience,
}

impl<P: Portal> Paced<P> {
    /// Keeps to what HubSpot allows; a portal on this machine is not spared.
    pub fn new(portal: P, base: &BaseUrl) -> Self {
        match base.is_loopback() {
            true => Self { portal, limiter: None, patience: Patience::for_tests() },
            false => {
                let quota = Quota::per_second(A_SECOND).allow_burst(AT_ONCE);
                Self { portal, limiter: Some(RateLimiter::direct(quota)), patience: Patience::default() }
            }
        }
    }

    /// How patient it is.
    pub fn patience(&self) -> Patience {
        self.patience
    }
}

/// Whether the call may be made again after this.
fn is_worth_repeating(call: &Call, result: &Result<Answer, Fault>) -> bool {
    match result {
        Ok(answer) if answer.is_daily_limit() => false,
        Ok(answer) => answer.status == 429 || (call.only_looks() && answer.status >= 500),
        Err(Fault::NotSent(_)) => true,
        Err(Fault::Unknown(_)) => call.only_looks(),
        Err(Fault::NotSaved(_)) => false,
    }
}

impl<P: Portal> Portal for Paced<P> {
    fn send(&mut self, call: &Call) -> Result<Answer, Fault> {
        let mut waits = self.patience.waits();
        loop {
            while let Some(Err(early)) = self.limiter.as_ref().map(|limiter| limiter.check()) {
                self.portal.wait(early.wait_time_from(DefaultClock::default().now()));
            }
            let result = self.portal.send(call);
            match waits.next().filter(|_| is_worth_repeating(call, &result)) {
                Some(wait) => {
                    let asked = result.ok().and_then(|answer| answer.retry_after).unwrap_or_default();
                    self.portal.wait(wait.max(asked.min(self.patience.longest)));
                }
                None => return result,
            }
        }
    }

    fn wait(&mut self, time: Duration) {
        self.portal.wait(time);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    /// Answers what it is told to, and notes when it has to wait.
    struct Fake {
        answers: Vec<Result<Answer, Fault>>,
        waits: Vec<Duration>,
    }

    impl Portal for Fake {
        fn send(&mut self, _: &Call) -> Result<Answer, Fault> {
            self.answers.pop().unwrap_or_else(|| answer(200, None))
        }

        fn wait(&mut self, time: Duration) {
            self.waits.push(time);
            std::thread::sleep(time.min(Duration::from_millis(200)));
        }
    }

    fn answer(status: u16, retry_after: Option<u64>) -> Result<Answer, Fault> {
        Ok(Answer { status, retry_after: retry_after.map(Duration::from_secs), body: json!({}) })
    }

    /// What became of a call after these answers, and how often it waited.
    fn sent(call: &Call, mut answers: Vec<Result<Answer, Fault>>) -> (Option<u16>, Vec<Duration>) {
        answers.reverse();
        let mut paced = Paced::new(Fake { answers, waits: Vec::new() }, &BaseUrl::new("http://localhost:1").unwrap());
        let status = paced.send(call).ok().map(|answer| answer.status);
        (status, paced.portal.waits)
    }

    #[test]
    fn only_what_is_safe_is_repeated() {
        let get = Call::get("/x");
        let post = Call::with("POST", "/x".to_owned(), json!({}));
        let lost = || Err(Fault::Unknown(String::new()));
        assert_eq!(sent(&get, vec![lost(), answer(502, None)]).0, Some(200));
        assert_eq!(sent(&post, vec![lost()]).0, None, "it may have happened");
        assert_eq!(sent(&post, vec![answer(500, None)]).0, Some(500), "it may have happened");
        assert_eq!(sent(&post, vec![Err(Fault::NotSent(String::new()))]).0, Some(200), "it did not happen");
        assert_eq!(sent(&post, vec![answer(429, None)]).0, Some(200), "it did not happen");
        let (status, waits) = sent(&post, (0..9).map(|_| answer(429, Some(1))).collect());
        assert_eq!((status, waits.len()), (Some(429), Patience::for_tests().attempts - 1), "patience ends");
        assert!(
            waits.iter().all(|wait| *wait == Patience::for_tests().longest),
            "as long as HubSpot asks, within reason"
        );
    }

    #[test]
    fn a_portal_elsewhere_is_not_hurried() {
        let mut paced = Paced::new(Fake { answers: Vec::new(), waits: Vec::new() }, &BaseUrl::default());
        // More than the machine could be too slow to notice.
        (0..AT_ONCE.get() + 10).for_each(|_| assert!(paced.send(&Call::get("/x")).is_ok()));
        assert!(!paced.portal.waits.is_empty());
    }
}
