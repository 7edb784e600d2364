//! Names that consist of nothing but words of some kinds: statuses, signals, outcomes, phases after the sale, and names that say nothing.

use super::Field;
use super::lexicon::Class;
use super::phrase::Token;
use super::reading::read;

/// Whether a row of words has a word of `core`, and none but such and words `beside` them.
fn made_of(words: &[Token], core: &[Class], beside: impl Fn(&Token) -> bool) -> bool {
    words.iter().any(|word| word.is_any(core)) && words.iter().all(|word| word.is_any(core) || beside(word))
}

/// The records that move in a field: "Working Lead" says no more than "Working".
fn is_record(word: &Token, field: Field) -> bool {
    let records: &[&str] = match field {
        Field::Lead => &["lead", "leads", "contact", "contacts", "prospect", "prospects", "mql"],
        Field::Sales | Field::Renewal | Field::Proof => {
            &["deal", "deals", "opportunity", "opportunities", "opp", "opps", "lead", "leads"]
        }
        Field::Company => &["account", "accounts", "company"],
        Field::Customer => &["ticket", "case"],
        Field::Status => &[],
    };
    records.contains(&word.text.as_str())
}

/// Whether the name says what is being done with a record: "Working", "Open - Not Contacted", "On Hold / Payment Issues".
pub(super) fn is_status(segments: &[Vec<Token>], whole: &[Token], field: Field) -> bool {
    // "Contacted" is a milestone alone and a trace of the work beside a status.
    if matches!(whole, [word] if word.text == "contacted") {
        return false;
    }
    // Who is nurtured, or how, makes no difference.
    let ended =
        whole.iter().any(|word| word.is_any(&[Class::Outcome, Class::Participle]) && !word.text.starts_with("nurtur"));
    let nurtured = whole.last().is_some_and(|word| word.is(Class::Status) && word.text.contains("nurtur"))
        && whole.len() < 4
        && !ended;
    nurtured || status(whole, field) || is_status_with_remark(segments, field)
}

fn is_status_with_remark(segments: &[Vec<Token>], field: Field) -> bool {
    let Some((first, rest)) = segments.split_first() else { return false };
    // "Active - Contract Signed" says how far, too.
    let undone = |word: &Token| word.text.starts_with("un");
    let reached = |words: &Vec<Token>| {
        let name = words.iter().map(|word| word.text.as_str()).collect::<Vec<_>>().join(" ");
        words.iter().any(|word| word.is_participle() && !undone(word))
            || words.last().is_some_and(|word| word.is(Class::Result))
            || read(&name).is_recommended()
    };
    status(first, field) && rest.iter().all(|words| status(words, field) || !reached(words))
}

fn status(words: &[Token], field: Field) -> bool {
    let selling = matches!(field, Field::Lead | Field::Sales | Field::Renewal | Field::Proof);
    let core: &[Class] = if selling { &[Class::Status, Class::SellingStatus] } else { &[Class::Status] };
    let beside = |word: &Token| word.is(Class::Degree) || word.is_number() || is_record(word, field);
    made_of(words, core, beside) || (selling && (waits(words) || someone_is(words))) || held_up(words)
}

/// "Champion Gone Quiet". "Active" and "New" say something else of a customer than of a deal.
fn someone_is(words: &[Token]) -> bool {
    let Some((state, who)) = words.split_last().filter(|(_, who)| !who.is_empty()) else { return false };
    let other = ["active", "new", "open", "contacted", "recycled", "assigned"].contains(&state.text.as_str());
    let someone = |word: &Token| word.is(Class::NextWord) || matches!(word.text.as_str(), "champion" | "sponsor");
    state.is_any(&[Class::Status, Class::SellingStatus]) && !other && who.iter().all(someone)
}

/// "Stuck in Procurement", "On Hold with Legal".
fn held_up(words: &[Token]) -> bool {
    let [state, link, ..] = words else { return false };
    let active = ["assigned", "routed", "triage"].contains(&state.text.as_str());
    state.is(Class::Status) && !active && ["in", "with", "at", "by", "due", "on", "until"].contains(&link.text.as_str())
}

/// "Waiting on Customer", "Pending Response". What waits for a signature is nearly there and no status.
fn waits(words: &[Token]) -> bool {
    let Some((first, rest)) = words.split_first() else { return false };
    first.is(Class::Waiting) && made_of(rest, &[Class::NextWord], |word| word.is(Class::Degree))
}

/// Whether the name is how likely, how well or how far inside our own walls the team sees a record.
pub(super) fn is_signal(words: &[Token], field: Field) -> bool {
    let record = |word: &Token| {
        is_record(word, field)
            || matches!(
                word.text.as_str(),
                "account" | "accounts" | "customer" | "renewal" | "prospect" | "deal" | "opportunity" | "pipeline"
            )
    };
    let end = |word: &Token| matches!(word.text.as_str(), "win" | "close" | "renew" | "churn");
    let beside = |word: &Token| word.is(Class::Degree) || word.is_number() || record(word) || end(word);
    let even = matches!(words, [one, other] if one.text == "50" && other.text == "50");
    // What the customer commits to is no forecast.
    let promised = words.len() > 1
        && words.iter().any(|word| word.text == "commit")
        && words.iter().any(|word| word.text == "customer");
    if promised {
        return false;
    }
    let feeling = even || made_of(words, &[Class::Forecast, Class::Sentiment], beside);
    let own = [Class::OwnPeople, Class::OwnDecision];
    let step = words.len() > 1 && words.last().is_some_and(|last| last.is(Class::OwnStep));
    let process = step && made_of(words, &own, |word| word.is_any(&[Class::OwnStep, Class::Degree, Class::Waiting]));
    let inside = words.first().is_some_and(|first| matches!(first.text.as_str(), "internal" | "in house" | "inhouse"));
    let meeting = inside && words.len() == 2 && words.last().is_some_and(|last| last.is(Class::Activity));
    let ours = meeting || (step && is_our_team(words));
    feeling
        || process
        || ours
        || made_of(words, &[Class::OwnDecision], |word| word.is_any(&[Class::OwnStep, Class::Degree, Class::Waiting]))
}

/// "Pricing Team Review": a team before a step is ours, unless it is said to be theirs.
fn is_our_team(words: &[Token]) -> bool {
    let [before @ .., team, _] = words else { return false };
    let theirs =
        ["customer", "client", "buyer", "buying", "evaluation", "selection", "steering", "stakeholder", "executive"];
    ["team", "desk", "office"].contains(&team.text.as_str())
        && !before.iter().any(|word| theirs.contains(&word.text.as_str()))
}

/// Whether the name is the result of a deal: "Closed Lost", "Deal Won", "Lost to Competitor".
pub(super) fn is_outcome(words: &[Token]) -> bool {
    made_of(words, &[Class::Outcome], |word| word.is(Class::OutcomeWord))
}

/// Whether the name is a phase after the sale by its words alone: "Onboarding", "Kick-off Call (CS)".
pub(super) fn is_success(segments: &[Vec<Token>], asides: &[Token]) -> bool {
    let marked = asides.iter().any(|word| word.is(Class::Success));
    // Who it is with says enough: "CS Intro".
    let team = |word: &Token| matches!(word.text.as_str(), "cs" | "csm" | "customer success");
    let handed = |words: &[Token]| matches!(words, [.., link, last] if matches!(link.text.as_str(), "to" | "with") && team(last));
    if segments.first().is_some_and(|words| handed(words)) {
        return true;
    }
    let with_team = segments.first().is_some_and(|words| words.iter().any(team));
    let beside = |word: &Token| {
        word.is_any(&[Class::SuccessWord, Class::Degree, Class::MaybeSuccess])
            || (with_team && word.is(Class::Activity))
    };
    segments.first().is_some_and(|first| made_of(first, &[Class::Success], beside))
        || (marked && segments.iter().all(|words| may_be_success(words)))
}

/// Whether the name may be a phase after the sale if it stands there: "Kickoff", "Training".
pub(super) fn may_be_success(words: &[Token]) -> bool {
    made_of(words, &[Class::Success, Class::MaybeSuccess], |word| word.is_any(&[Class::SuccessWord, Class::Degree]))
}

/// Whether the name says nothing about this business: "Stage 1", "Other", "In Pipeline".
pub(super) fn is_generic(words: &[Token]) -> bool {
    let mark = |word: &Token| word.is_number() || word.text.len() == 1 || word.is(Class::ContainerQuality);
    let vague = |word: &Token| word.is(Class::Vague);
    // "Phase0" is written in one.
    let numbered = |word: &Token| {
        let noun = word.text.trim_end_matches(|c: char| c.is_ascii_digit());
        noun.len() < word.text.len() && ["stage", "phase", "step", "level"].contains(&noun)
    };
    let nothing = matches!(words, [word] if numbered(word))
        || made_of(words, &[Class::Vague], |word| word.is_number() || word.text.len() == 1);
    nothing || made_of(words, &[Class::Container], |word| mark(word) || vague(word))
}
