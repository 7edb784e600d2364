//! Names that consist of nothing but words of some kinds: statuses, signals, outcomes, phases after the sale, and names that say nothing.

use super::Field;
use super::lexicon::Class;
use super::phrase::Token;

/// Whether a row of words has a word of `core`, and none but such and words `beside` them.
fn made_of(words: &[Token], core: &[Class], beside: impl Fn(&Token) -> bool) -> bool {
    words.iter().any(|word| word.is_any(core)) && words.iter().all(|word| word.is_any(core) || beside(word))
}

/// The records that move in a field: "Working Lead" says no more than "Working".
fn is_record(word: &Token, field: Field) -> bool {
    let records: &[&str] = match field {
        Field::Lead => &["lead", "leads", "contact", "contacts", "prospect", "prospects", "mql"],
        Field::Sales | Field::Renewal | Field::Proof => &["deal", "deals", "opportunity", "opportunities", "opp", "opps", "lead", "leads"],
        Field::Company => &["account", "accounts", "company"],
        Field::Customer => &["ticket", "case"],
        Field::Status => &[],
    };
    records.contains(&word.text.as_str())
}

/// Whether the name says what is being done with a record: "Working", "Open - Not Contacted", "On Hold / Payment Issues".
pub(super) fn is_status(segments: &[Vec<Token>], field: Field) -> bool {
    let Some((first, rest)) = segments.split_first() else { return false };
    // "Active - Contract Signed" says how far, too.
    // "Contacted" is a milestone alone and a trace of the work beside a status.
    let alone = rest.is_empty() && matches!(first.as_slice(), [word] if word.text == "contacted");
    let reached = |words: &Vec<Token>| words.iter().any(Token::is_participle) || words.iter().any(|word| word.is(Class::Result));
    !alone && status(first, field) && rest.iter().all(|words| status(words, field) || !reached(words))
}

fn status(words: &[Token], field: Field) -> bool {
    let selling = matches!(field, Field::Lead | Field::Sales | Field::Renewal | Field::Proof);
    let core: &[Class] = if selling { &[Class::Status, Class::SellingStatus] } else { &[Class::Status] };
    let beside = |word: &Token| word.is(Class::Degree) || word.is_number() || is_record(word, field);
    made_of(words, core, beside) || (selling && waits(words))
}

/// "Waiting on Customer", "Pending Response". What waits for a signature is nearly there and no status.
fn waits(words: &[Token]) -> bool {
    let Some((first, rest)) = words.split_first() else { return false };
    first.is(Class::Waiting) && made_of(rest, &[Class::NextWord], |word| word.is(Class::Degree))
}

/// Whether the name is how likely, how well or how far inside our own walls the team sees a record.
pub(super) fn is_signal(segments: &[Vec<Token>], field: Field) -> bool {
    let words: Vec<Token> = segments.concat();
    let record = |word: &Token| {
        is_record(word, field)
            || matches!(word.text.as_str(), "account" | "accounts" | "customer" | "renewal" | "prospect" | "deal" | "opportunity")
    };
    let beside = |word: &Token| word.is(Class::Degree) || word.is_number() || record(word);
    let feeling = made_of(&words, &[Class::Forecast, Class::Sentiment], beside);
    let own = [Class::OwnPeople, Class::OwnDecision];
    let step = words.len() > 1 && words.last().is_some_and(|last| last.is(Class::OwnStep));
    let process = step && made_of(&words, &own, |word| word.is_any(&[Class::OwnStep, Class::Degree]));
    feeling || process || made_of(&words, &[Class::OwnDecision], |word| word.is_any(&[Class::OwnStep, Class::Degree]))
}

/// Whether the name is the result of a deal: "Closed Lost", "Deal Won", "Lost to Competitor".
pub(super) fn is_outcome(segments: &[Vec<Token>]) -> bool {
    let words: Vec<Token> = segments.concat();
    made_of(&words, &[Class::Outcome], |word| word.is(Class::OutcomeWord))
}

/// Whether the name is a phase after the sale by its words alone: "Onboarding", "Kick-off Call (CS)".
pub(super) fn is_success(segments: &[Vec<Token>], asides: &[Token]) -> bool {
    let marked = asides.iter().any(|word| word.is(Class::Success));
    let beside = |word: &Token| word.is_any(&[Class::SuccessWord, Class::Degree, Class::MaybeSuccess]);
    segments.first().is_some_and(|first| made_of(first, &[Class::Success], beside)) || (marked && may_be_success(segments))
}

/// Whether the name may be a phase after the sale if it stands there: "Kickoff", "Training".
pub(super) fn may_be_success(segments: &[Vec<Token>]) -> bool {
    let words: Vec<Token> = segments.concat();
    made_of(&words, &[Class::Success, Class::MaybeSuccess], |word| word.is_any(&[Class::SuccessWord, Class::Degree]))
}

/// Whether the name says nothing about this business: "Stage 1", "Other", "In Pipeline".
pub(super) fn is_generic(segments: &[Vec<Token>]) -> bool {
    let words: Vec<Token> = segments.concat();
    let mark = |word: &Token| word.is_number() || word.text.len() == 1 || word.is(Class::ContainerQuality);
    let vague = |word: &Token| word.is(Class::Vague);
    let nothing = made_of(&words, &[Class::Vague], |word| word.is_number() || word.text.len() == 1);
    nothing || made_of(&words, &[Class::Container], |word| mark(word) || vague(word))
}
