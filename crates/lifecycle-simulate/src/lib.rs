//! Many records through a lifecycle. The rules are the interpreter's; here are the records, from files or drawn from the boundaries of the
//! criteria, the people who work them, and the clock.
//!
//! Each account lives by itself: a company, its people, deals and tickets, with a random stream of its own. So accounts can be spread
//! over all cores, and a simulation is the same every time.

mod account;
mod candidates;
mod clock;
mod csv;
mod funnel;
mod names;
mod people;
mod plan;
mod random;
mod record;
mod settings;
mod simulate;
mod source;
mod spread;
mod trace;
mod value;
mod watch;
mod wish;

pub use funnel::{Funnel, StageCount};
pub use names::stage;
pub use plan::Plan;
pub use record::{RECORD_SCHEMA, read_record};
pub use settings::{Behaviour, Settings};
pub use simulate::{Progress, simulate};
pub use source::{Records, Source};
pub use spread::Spread;
pub use trace::TRACE_SCHEMA;
pub use value::moment;
