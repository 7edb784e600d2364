//! Seeded damage: what fingers, merges and half-finished thoughts do to a text. The same seed gives the same damage everywhere.

use std::ops::Range;

/// One edit of a text.
#[derive(Clone, Debug)]
pub struct Mutation {
    /// What kind of damage it is.
    pub kind: &'static str,
    /// What it replaces.
    pub range: Range<usize>,
    /// By what.
    pub text: String,
}

impl Mutation {
    /// The damaged text.
    pub fn apply(&self, text: &str) -> String {
        format!("{}{}{}", &text[..self.range.start], self.text, &text[self.range.end..])
    }
}

/// Every kind of damage.
pub const KINDS: [&str; 16] = [
    "delete a character",
    "insert a character",
    "replace a character",
    "delete a token",
    "insert a token",
    "swap two tokens",
    "double a token",
    "delete a brace",
    "insert a brace",
    "delete a quote",
    "insert a quote",
    "delete a line",
    "double a line",
    "swap two lines",
    "delete a stretch",
    "cut off the rest",
];

const CHARACTERS: [&str; 28] = [
    "a", "x", "Z", "0", "9", " ", "\n", "\t", "\"", "'", "{", "}", "(", ")", ",", ".", ";", ":", "=", "<", "!", "-",
    "/", "#", "\\", "é", "😀", "\0",
];

const TOKENS: [&str; 30] = [
    "{",
    "}",
    "(",
    ")",
    ",",
    "=",
    ">=",
    "\"\"",
    "\"\"\"",
    "stage",
    "golden",
    "won",
    "domain",
    "pipeline",
    "object",
    "field",
    "team",
    "automation",
    "entry",
    "exit",
    "owner",
    "means",
    "to",
    "when",
    "is",
    "not",
    "and",
    "60",
    "//",
    "…",
];

/// A small generator of pseudo-random numbers (splitmix64), so that no crate decides what the tests see.
#[derive(Clone, Debug)]
pub struct Random(u64);

impl Random {
    /// Starts from a seed.
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// The next number, of all that 64 bits hold.
    pub fn number(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        mixed ^ (mixed >> 31)
    }

    /// A number below `limit`; 0 if that is 0.
    pub fn below(&mut self, limit: usize) -> usize {
        if limit == 0 { 0 } else { (self.number() % limit as u64) as usize }
    }

    /// One of them.
    pub fn pick<'a, T>(&mut self, from: &'a [T]) -> Option<&'a T> {
        from.get(self.below(from.len()))
    }
}

/// Damages a text once in the given way, at a random place. `None` when the text has no such place.
pub fn mutate(text: &str, kind: &'static str, random: &mut Random) -> Option<Mutation> {
    let boundary = |at: usize| (0..=at).rev().find(|at| text.is_char_boundary(*at)).unwrap_or(0);
    let anywhere = boundary(random.below(text.len() + 1));
    let after = |at: usize| text[at..].chars().next().map_or(at, |c| at + c.len_utf8());
    let found = |range: Range<usize>, new: &str| Some(Mutation { kind, range, text: new.to_owned() });
    match kind {
        "delete a character" => found(anywhere..after(anywhere), ""),
        "insert a character" => found(anywhere..anywhere, random.pick(&CHARACTERS)?),
        "replace a character" => found(anywhere..after(anywhere), random.pick(&CHARACTERS)?),
        "delete a token" => found(random.pick(&tokens(text))?.clone(), ""),
        "insert a token" => {
            let at = random.pick(&tokens(text))?.start;
            found(at..at, &format!("{} ", random.pick(&TOKENS)?))
        }
        "swap two tokens" => {
            let tokens = tokens(text);
            let first = random.below(tokens.len().saturating_sub(1));
            let (one, two) = (tokens.get(first)?.clone(), tokens.get(first + 1)?.clone());
            let swapped = format!("{}{}{}", &text[two.clone()], &text[one.end..two.start], &text[one.clone()]);
            found(one.start..two.end, &swapped)
        }
        "double a token" => {
            let token = random.pick(&tokens(text))?.clone();
            found(token.end..token.end, &format!(" {}", &text[token]))
        }
        "delete a brace" => found(random.pick(&places(text, &['{', '}']))?.clone(), ""),
        "insert a brace" => found(anywhere..anywhere, random.pick(&["{", "}"])?),
        "delete a quote" => found(random.pick(&places(text, &['"']))?.clone(), ""),
        "insert a quote" => found(anywhere..anywhere, "\""),
        "delete a line" => found(random.pick(&lines(text))?.clone(), ""),
        "double a line" => {
            let line = random.pick(&lines(text))?.clone();
            found(line.end..line.end, &text[line])
        }
        "swap two lines" => {
            let lines = lines(text);
            let first = random.below(lines.len().saturating_sub(1));
            let (one, two) = (lines.get(first)?.clone(), lines.get(first + 1)?.clone());
            found(one.start..two.end, &format!("{}{}", &text[two], &text[one]))
        }
        "delete a stretch" => {
            let end = boundary((anywhere + 1 + random.below(60)).min(text.len()));
            found(anywhere..end.max(anywhere), "")
        }
        "cut off the rest" => found(anywhere..text.len(), ""),
        _ => None,
    }
}

/// Words, texts and signs, roughly.
fn tokens(text: &str) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    let mut in_text = false;
    for (at, c) in text.char_indices() {
        let end = at + c.len_utf8();
        let word = in_text || c.is_alphanumeric() || matches!(c, '_' | '.');
        match found.last_mut() {
            Some(last)
                if last.end == at
                    && (in_text
                        || word && text[..at].ends_with(|b: char| b.is_alphanumeric() || matches!(b, '_' | '.'))) =>
            {
                last.end = end;
            }
            _ if c.is_whitespace() => {}
            _ => found.push(at..end),
        }
        in_text = (in_text != (c == '"')) && c != '\n';
    }
    found
}

fn places(text: &str, characters: &[char]) -> Vec<Range<usize>> {
    text.char_indices().filter(|(_, c)| characters.contains(c)).map(|(at, c)| at..at + c.len_utf8()).collect()
}

/// All lines, each with its line end.
fn lines(text: &str) -> Vec<Range<usize>> {
    let mut start = 0;
    let range = |line: &str| {
        start += line.len();
        start - line.len()..start
    };
    text.split_inclusive('\n').map(range).collect()
}
