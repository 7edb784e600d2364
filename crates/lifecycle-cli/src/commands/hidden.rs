//! How many findings are there and not shown, and how to see them.

use crate::streams::Streams;
use lifecycle_driver::Hidden;

/// Says how many findings are in the baseline, or outside of the change.
pub(crate) fn remark_hidden(hidden: Hidden, streams: &Streams) {
    if hidden.baseline > 0 {
        streams.remark(&format!("{} more in the baseline; `--no-baseline` shows them.", hidden.baseline));
    }
    if hidden.unchanged > 0 {
        streams.remark(&format!("{} more in declarations that did not change.", hidden.unchanged));
    }
}

/// "1 finding", "2 findings".
pub(crate) fn counted(count: usize, word: &str) -> String {
    let end = match word.strip_suffix('x') {
        _ if count == 1 => "",
        Some(_) => "es",
        None => "s",
    };
    format!("{count} {word}{end}")
}
