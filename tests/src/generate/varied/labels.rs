//! What people type into labels, and what no file format expects.

use crate::generate::draw::Draw;

const PLAIN: &[&str] = &[
    "Known",
    "Engaged",
    "Qualified",
    "Accepted",
    "In evaluation",
    "Proposal sent",
    "Negotiation completed",
    "Onboarding",
    "Live",
    "Healthy",
    "At risk",
    "Signed",
    "Needs analysis",
    "Budget confirmed",
    "Pilot agreed",
    "Introduced",
];

const HOSTILE: &[&str] = &[
    "R&D <x>",
    "Said \\\"yes\\\"",
    "O'Brien's pick",
    "Proposal/Price Quote",
    "100% sure",
    "A, B and C",
    "Hot 🔥 lead",
    "Qualifizierter Vertriebskontakt (geprüft & übergeben)",
    "Größe über 50 Mitarbeitende",
    "商談",
    "Étape n° 1",
    "<b>bold</b>",
    "C:\\\\path",
    "{curly} [square] (round)",
    "$5 & up",
    "50 + 1 = fifty-one?",
    "A label of sixty characters, which is more than a CRM takes.",
    "-- dashed --",
    "&amp; already escaped",
    "#1: the first",
];

/// A label for the `number`th thing of its kind: different from those of all others.
pub(super) fn label(draw: &mut Draw, hostile: usize, number: usize) -> String {
    let words = if draw.chance(hostile) { draw.pick(HOSTILE) } else { draw.pick(PLAIN) };
    format!("{words} {number}")
}

/// A sentence.
pub(super) fn sentence(draw: &mut Draw, hostile: usize) -> String {
    if draw.chance(hostile) {
        return format!("{} — {}; {}.", draw.pick(HOSTILE), draw.pick(PLAIN), draw.pick(HOSTILE));
    }
    format!("{}, as the teams agreed: {}.", draw.pick(PLAIN), draw.pick(PLAIN).to_lowercase())
}

const REASONS: &[&str] = &[
    "No budget",
    "Bad timing",
    "Competitor",
    "No response",
    "R&D <only>",
    "Said \\\"no\\\"",
    "Kein Bedarf (geprüft)",
    "Price > value",
    "Person's gone",
    "Data; wrong, old",
];

/// Some reasons, each once.
pub(super) fn reasons(draw: &mut Draw) -> Vec<&'static str> {
    let count = draw.between(1, 3);
    draw.several(REASONS, count).into_iter().copied().collect()
}
