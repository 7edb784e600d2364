//! All accounts, on all cores, with results in order.

use crate::account::Account;
use crate::funnel::Funnel;
use crate::plan::Plan;
use crate::settings::Settings;
use crate::source::Source;
use crate::trace::Trace;
use std::num::NonZero;
use std::ops::Range;
use std::thread;

/// Accounts that a thread lets live in one go: enough that starting threads is cheap, few enough that their trace is small.
const BATCH: usize = 128;

/// How far a simulation is.
#[derive(Clone, Copy, Debug)]
pub struct Progress {
    /// Accounts done.
    pub done: usize,
    /// Of so many.
    pub all: usize,
    /// What has happened so far.
    pub events: u64,
}

/// Lets all accounts live. `each` is called now and then with the lines of the trace since the last time, in the order of the accounts;
/// if it says no, the rest is left out.
pub fn simulate(
    plan: &Plan<'_>,
    source: &Source,
    settings: &Settings,
    each: &mut dyn FnMut(Progress, &[u8]) -> bool,
) -> Funnel {
    let all = source.accounts();
    let threads = thread::available_parallelism().map_or(1, NonZero::get);
    let mut funnel = Funnel::new(plan.model);
    let mut done = 0;
    while done < all {
        let batches: Vec<Range<usize>> = (0..threads)
            .map(|thread| (done + thread * BATCH).min(all)..(done + (thread + 1) * BATCH).min(all))
            .filter(|batch| !batch.is_empty())
            .collect();
        done = batches.last().map_or(all, |batch| batch.end);
        let mut lines = Vec::new();
        for (counted, told) in on_all_cores(plan, source, settings, batches) {
            funnel.merge(&counted);
            lines.extend(told);
        }
        if !each(Progress { done, all, events: funnel.events }, &lines) {
            break;
        }
    }
    funnel
}

fn on_all_cores(
    plan: &Plan<'_>,
    source: &Source,
    settings: &Settings,
    batches: Vec<Range<usize>>,
) -> Vec<(Funnel, Vec<u8>)> {
    thread::scope(|scope| {
        let work = |batch: Range<usize>| scope.spawn(move || live(plan, source, settings, batch));
        let workers: Vec<_> = batches.into_iter().map(work).collect();
        let join = |worker: thread::ScopedJoinHandle<'_, _>| match worker.join() {
            Ok(result) => result,
            Err(panic) => std::panic::resume_unwind(panic),
        };
        workers.into_iter().map(join).collect()
    })
}

fn live(plan: &Plan<'_>, source: &Source, settings: &Settings, batch: Range<usize>) -> (Funnel, Vec<u8>) {
    let mut funnel = Funnel::new(plan.model);
    let mut lines = Vec::new();
    for number in batch {
        let given = match source {
            Source::Drawn(_) => None,
            Source::File(records) => records.accounts.get(number).map(|given| (given, &records.fixed)),
        };
        let account = given.map_or_else(|| (number + 1).to_string(), |(given, _)| given.id.clone());
        let trace = Trace { account, out: settings.trace.then_some(&mut lines) };
        Account::live(plan, settings, number, given, &mut funnel, trace);
    }
    (funnel, lines)
}
