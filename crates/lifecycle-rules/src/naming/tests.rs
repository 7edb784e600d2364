//! Order marks and what they are told from. What names say is tested in `tests/suite/naming.rs`.

use super::reading::dressed;
use super::*;

#[test]
fn order_marks_and_brackets_do_not_count() {
    for label in [
        "Demo",
        "0-Demo",
        "S1: Demo",
        "04_Demo",
        "3a. Demo",
        "Stage 2 - Demo",
        "#5 Demo",
        "Demo (booked by SDR)",
        "1) Demo",
        "25% - Demo",
        "① Demo",
        "📞 Demo",
        "[EMEA] Demo",
        "B) Demo",
        "IV - Demo",
        "Demo - 25%",
        "Stage 2 Demo",
        "Stage One: Demo",
        "20% Demo",
    ] {
        assert_eq!(read(label).key(), "demo", "{label}");
        let dress = dressed(label);
        assert_eq!(format!("{}{}{}", dress.mark, dress.name, dress.remark), label);
    }
    for (label, key) in [
        ("100% Complete", "100 complete"),
        ("90 Days", "90 days"),
        ("30-Day Notice", "30 day notice"),
        ("Stage 1", "stage 1"),
        ("Phase 1 Live", "phase 1 live"),
        ("Q3 Follow-up", "q3 follow up"),
        ("30-60", "30 60"),
        ("T-60", "t 60"),
    ] {
        assert_eq!(read(label).key(), key, "{label}");
    }
}
