//! The keywords of the language and where each may start an item: the one list the parser, its messages, the formatter and
//! editors share. Keywords are contextual; outside these places the same words are names.

use crate::grammar::TokenKind;

/// The keywords that start a declaration.
pub const DECLARATIONS: &[&str] = &[
    "lifecycle",
    "team",
    "queue",
    "object",
    "domain",
    "milestone",
    "automation",
    "term",
    "faq",
    "measure",
    "maintain",
    "scenario",
    "target",
];

/// The words that continue the header of a declaration behind its name and label.
pub const CLAUSES: &[&str] = &["on", "per", "rolls", "covers", "as"];

/// What may stand before `stage`.
pub const STAGE_MARKS: &[&str] = &["golden", "won", "lost", "closed", "hold", "retired"];

/// The neutral names of CRM objects.
pub const OBJECTS: &[&str] = &["contact", "lead", "company", "deal", "ticket", "meeting"];

/// A place whose content is a list of items.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Place {
    /// Between declarations.
    File,
    /// In `lifecycle { … }`.
    Lifecycle,
    /// In `team { … }` or `queue { … }`.
    Owner,
    /// In `object { … }`.
    Object,
    /// In the values of a picklist, status or type.
    Choices,
    /// In `domain { … }`.
    Domain,
    /// In `pipeline { … }`.
    Pipeline,
    /// In `stage { … }`.
    Stage,
    /// In `entry { … }` or a group of criteria.
    Entry,
    /// In `exit { … }`.
    Exit,
    /// In `milestone { … }`.
    Milestone,
    /// In `automation { … }`.
    Automation,
    /// In `term { … }`.
    Term,
    /// In `faq { … }`.
    Faq,
    /// In `measure { … }`.
    Measure,
    /// In `maintain { … }`.
    Maintain,
    /// In `scenario { … }`.
    Scenario,
    /// In `target { … }`.
    Target,
}

/// What must follow a keyword for it to start an item. Told apart from a name by the shape of what follows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Follow {
    /// A new identifier, or what people write in its place.
    Name,
    Text,
    Word,
    Number,
    Open,
    WordOrOpen,
    WordOrNumber,
    WordOrText,
    Anything,
}

/// An item keyword and what follows it.
type Item = (&'static str, Follow);

const REMARKS: &[Item] = &[
    ("was", Follow::Word),
    ("note", Follow::Text),
    ("allow", Follow::Word),
    ("assumed", Follow::Anything),
    ("confirmed", Follow::Word),
];

const STAGES: &[Item] = &[
    ("stage", Follow::Name),
    ("golden", Follow::Word),
    ("won", Follow::Word),
    ("lost", Follow::Word),
    ("closed", Follow::Word),
    ("hold", Follow::Word),
    ("retired", Follow::Word),
];

impl Place {
    const fn own_items(self) -> &'static [Item] {
        match self {
            Place::Lifecycle => &[
                ("company", Follow::Text),
                ("owner", Follow::Word),
                ("crm", Follow::Word),
                ("movement", Follow::Word),
                ("skip", Follow::Word),
            ],
            Place::Owner => &[("approver", Follow::Text)],
            Place::Object => &[("field", Follow::Name), ("status", Follow::Name), ("type", Follow::Name)],
            Place::Domain => &[("pipeline", Follow::Name)],
            Place::Stage => &[
                ("means", Follow::Text),
                ("owner", Follow::Word),
                ("counts", Follow::Word),
                ("entry", Follow::WordOrOpen),
                ("exit", Follow::Open),
                ("probability", Follow::Number),
                ("forecast", Follow::Word),
                ("sla", Follow::Number),
                ("stale", Follow::WordOrNumber),
                ("evidence", Follow::Text),
                ("untracked", Follow::Anything),
                ("from", Follow::Word),
            ],
            Place::Exit => &[("to", Follow::Word), ("recycle", Follow::Word), ("drop", Follow::Word)],
            Place::Milestone => &[("means", Follow::Text), ("when", Follow::Word)],
            Place::Automation => &[
                ("when", Follow::WordOrNumber),
                ("if", Follow::Anything),
                ("set", Follow::Word),
                ("move", Follow::Word),
                ("restart", Follow::Word),
                ("create", Follow::Word),
                ("notify", Follow::Word),
                ("task", Follow::Word),
            ],
            Place::Term => &[("means", Follow::Text)],
            Place::Faq => &[("answer", Follow::Text)],
            Place::Measure => &[
                ("metrics", Follow::Word),
                ("segment", Follow::Word),
                ("baseline", Follow::Word),
                ("alert", Follow::Word),
            ],
            Place::Maintain => &[("check", Follow::Text)],
            Place::Scenario => {
                &[("given", Follow::Word), ("when", Follow::WordOrNumber), ("expect", Follow::WordOrText)]
            }
            Place::File | Place::Choices | Place::Pipeline | Place::Entry | Place::Target => &[],
        }
    }

    const fn shared_items(self) -> &'static [&'static [Item]] {
        match self {
            Place::Domain | Place::Pipeline => &[STAGES, REMARKS],
            Place::Entry | Place::Exit | Place::Choices | Place::Measure | Place::File => &[],
            _ => &[REMARKS],
        }
    }

    fn items(self) -> impl Iterator<Item = &'static Item> {
        self.own_items().iter().chain(self.shared_items().iter().copied().flatten())
    }

    /// The keywords that start an item here, the place's own first.
    pub fn keywords(self) -> impl Iterator<Item = &'static str> {
        let declarations = if self == Place::File { DECLARATIONS } else { &[] };
        declarations.iter().copied().chain(self.items().map(|(word, _)| *word))
    }

    /// How messages call the place, with its article.
    pub const fn described(self) -> &'static str {
        match self {
            Place::File => "a file",
            Place::Lifecycle => "the `lifecycle` header",
            Place::Owner => "a team or queue",
            Place::Object => "an `object`",
            Place::Choices => "a list of values",
            Place::Domain => "a `domain`",
            Place::Pipeline => "a `pipeline`",
            Place::Stage => "a `stage`",
            Place::Entry => "`entry`",
            Place::Exit => "`exit`",
            Place::Milestone => "a `milestone`",
            Place::Automation => "an `automation`",
            Place::Term => "a `term`",
            Place::Faq => "a `faq`",
            Place::Measure => "`measure`",
            Place::Maintain => "a `maintain` task",
            Place::Scenario => "a `scenario`",
            Place::Target => "a `target`",
        }
    }

    /// Every place that has items, to say where a misplaced one belongs.
    pub const ALL: [Place; 16] = [
        Place::Lifecycle,
        Place::Owner,
        Place::Object,
        Place::Domain,
        Place::Pipeline,
        Place::Stage,
        Place::Entry,
        Place::Exit,
        Place::Milestone,
        Place::Automation,
        Place::Term,
        Place::Faq,
        Place::Measure,
        Place::Maintain,
        Place::Scenario,
        Place::Target,
    ];

    /// Whether `word`, followed by a token of kind `next` that reads `next_text`, starts an item here.
    pub fn starts_item(self, word: &str, next: TokenKind, next_text: &str) -> bool {
        let text = matches!(next, TokenKind::Text | TokenKind::UnclosedText);
        if self == Place::Target {
            return text || matches!(next, TokenKind::Word | TokenKind::Number);
        }
        let Some((_, follow)) = self.items().find(|(keyword, _)| *keyword == word) else { return false };
        // `owner is known` tests a field called owner; `owner Sales` is the item.
        let name = next == TokenKind::Word && !is_test_word(next_text);
        match follow {
            Follow::Text => text,
            Follow::Name => name || text || next == TokenKind::Number,
            Follow::Word => name,
            Follow::Number => next == TokenKind::Number,
            Follow::Open => next == TokenKind::Open,
            Follow::WordOrOpen => next == TokenKind::Open || next_text == "auto",
            Follow::WordOrNumber => name || next == TokenKind::Number,
            Follow::WordOrText => name || text,
            Follow::Anything => !is_test_word(next_text) && next != TokenKind::Sign,
        }
    }
}

/// Whether a word continues a condition after its field, so that the word before it was a field.
pub fn is_test_word(word: &str) -> bool {
    matches!(word, "is" | "in" | "contains" | "within" | "older" | "and" | "or")
}

/// Whether any place knows `word` as the start of an item.
pub fn is_item_keyword(word: &str) -> bool {
    Place::ALL.iter().any(|place| place.keywords().any(|keyword| keyword == word))
}

/// The place where `word` starts an item, if it is not `here`: the likeliest one, as seen from `here`.
pub fn home_of(word: &str, here: Place) -> Option<Place> {
    const LIKELY: [Place; 4] = [Place::Stage, Place::Exit, Place::Automation, Place::Scenario];
    let knows = |place: &Place| place.own_items().iter().any(|(keyword, _)| *keyword == word);
    if STAGE_MARKS.contains(&word) || word == "stage" {
        return (!matches!(here, Place::Domain | Place::Pipeline)).then_some(Place::Domain);
    }
    LIKELY.into_iter().chain(Place::ALL).filter(|place| *place != here).find(knows)
}
