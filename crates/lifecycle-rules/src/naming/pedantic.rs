//! What experts disagree about: appointments, the seller's acts, phases in -ing, and ends of being a customer.

use super::lexicon::Class;
use super::phrase::Token;

/// "Demo Booked": there is a date, and nothing has happened yet.
pub(super) fn is_scheduled(segments: &[Vec<Token>]) -> bool {
    // "Demo - Scheduled" is "Demo Scheduled".
    let joined = segments.concat();
    let set_off = matches!(segments, [_, last] if last.len() == 1);
    let joined = if set_off { std::slice::from_ref(&joined) } else { &[] };
    segments.iter().chain(joined).any(|words| {
        let act = words.iter().any(|word| word.is_any(&[Class::Activity, Class::NounVerb]) || word.text == "meeting");
        // A booked trip is a sale, a booked call an appointment.
        let dated = |word: &Token| {
            matches!(word.text.as_str(), "scheduled" | "calendared" | "rescheduled") || (act && word.text == "booked")
        };
        let fixed = |word: &Token| matches!(word.text.as_str(), "set" | "planned" | "arranged" | "confirmed");
        let event = words.iter().rev().nth(1).is_some_and(|word| word.is(Class::Activity));
        // Booked revenue is money, not a date.
        let sold =
            words.iter().any(|word| matches!(word.text.as_str(), "order" | "revenue" | "deal" | "sale" | "business"));
        words.len() > 1 && !sold && (words.iter().any(dated) || (event && words.last().is_some_and(fixed)))
    })
}

/// "Proposal Sent": what the seller did; the buyer may not even have read it.
pub(super) fn is_seller_action(segments: &[Vec<Token>]) -> bool {
    segments.iter().any(|words| {
        let buyers = words.iter().any(|word| {
            matches!(
                word.text.as_str(),
                "po" | "purchase order" | "payment" | "deposit" | "rfp" | "wire" | "funds" | "application" | "app"
            )
        });
        let sent = |word: &Token| matches!(word.text.as_str(), "sent" | "emailed" | "mailed" | "resent");
        let handed = |word: &Token| {
            matches!(
                word.text.as_str(),
                "submitted"
                    | "issued"
                    | "presented"
                    | "delivered"
                    | "shared"
                    | "provided"
                    | "extended"
                    | "released"
                    | "out"
            )
        };
        // A home buyer submits the offer.
        let paper =
            words.iter().any(|word| word.is(Class::Document) && word.text != "sample" && word.text != "business case");
        let offers = words.iter().any(|word| word.text == "offer") && words.iter().any(|word| word.text == "submitted");
        let quoted =
            matches!(words.as_slice(), [word] if matches!(word.text.as_str(), "quoted" | "proposed" | "pitched"));
        let out = words.first().is_some_and(|word| word.text == "out")
            && words.last().is_some_and(|word| word.text == "signature");
        !buyers
            && ((words.len() > 1 && words.iter().any(sent))
                || (paper && !offers && words.iter().any(handed))
                || quoted
                || out)
    })
}

/// "Expanding": a phase of a customer that says what is going on.
pub(super) fn is_active_phase(segments: &[Vec<Token>]) -> bool {
    matches!(segments, [words] if words.first().is_some_and(Token::is_gerund))
}

/// "Churned": the end of a relation as if it were a phase of it.
pub(super) fn is_ending(segments: &[Vec<Token>]) -> bool {
    let words: Vec<Token> = segments.concat();
    words.iter().any(|word| word.is(Class::Ending))
        && words.iter().all(|word| {
            word.is_any(&[Class::Ending, Class::Degree])
                || matches!(word.text.as_str(), "customer" | "client" | "account")
        })
}
