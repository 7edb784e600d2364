//! Labels that HubSpot accepts.

use std::collections::BTreeSet;

/// Labels already given in one list. HubSpot refuses a second one whatever its case among the stages of a pipeline (live); lists of
/// options, pipelines and lifecycle stages are held to the same, to be safe. What would be a second one gets its identifier behind it.
#[derive(Default)]
pub(super) struct Labels {
    taken: BTreeSet<String>,
}

impl Labels {
    /// The label, or the label with what tells it apart.
    pub(super) fn take(&mut self, label: &str, identifier: &str) -> String {
        let label = label.trim();
        let label = if label.is_empty() { identifier } else { label };
        let mut free = label.to_owned();
        while !self.taken.insert(free.to_lowercase()) {
            free = format!("{free} ({identifier})");
        }
        free
    }
}

/// At most so many characters of a text, ending in "…" when it is cut.
pub(super) fn clip(text: &str, longest: usize) -> String {
    if text.chars().count() <= longest {
        return text.to_owned();
    }
    let kept: String = text.chars().take(longest.saturating_sub(1)).collect();
    format!("{}…", kept.trim_end())
}

#[cfg(test)]
mod tests {
    use super::{Labels, clip};

    #[test]
    fn labels_are_told_apart_without_case() {
        let mut labels = Labels::default();
        assert_eq!(labels.take("Customer", "Customer"), "Customer");
        assert_eq!(labels.take("customer", "FormerCustomer"), "customer (FormerCustomer)");
        assert_eq!(labels.take(" ", "Empty"), "Empty");
    }

    #[test]
    fn long_texts_are_cut_between_characters() {
        assert_eq!(clip("äöü", 3), "äöü");
        assert_eq!(clip("ä öü", 3), "ä…");
    }
}
