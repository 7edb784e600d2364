//! Other ways to write the same text, and ways to break it. All from a seed.

use lifecycle_syntax::{MarkKind, TokenKind, outline_piece, split};

/// Random numbers (SplitMix64), the same on every machine.
pub(super) struct Dice(pub(super) u64);

impl Dice {
    /// A number below `sides`.
    pub(super) fn roll(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        ((mixed ^ (mixed >> 31)) % sides as u64) as usize
    }

    fn blanks(&mut self, least: usize) -> String {
        let count = least + self.roll(4);
        (0..count).map(|_| if self.roll(6) == 0 { '\t' } else { ' ' }).collect()
    }
}

/// A token or comment of a file, with what stands in front of it.
struct Thing<'t> {
    text: &'t str,
    /// `None` for comments.
    kind: Option<TokenKind>,
    mark: Option<MarkKind>,
    /// Line ends in front.
    newlines: usize,
    /// Braces around it.
    depth: usize,
}

fn things(text: &str) -> Vec<Thing<'_>> {
    let mut found = Vec::new();
    let mut end = 0;
    for piece in split(text) {
        let start = piece.start as usize;
        let outline = outline_piece(&text[start..piece.end as usize], &piece);
        assert_eq!(outline.parsed.errors, [], "only sound texts can be rewritten");
        let mut places: Vec<(usize, usize, Option<usize>)> = Vec::new();
        places.extend(outline.parsed.comments.iter().map(|at| (at.start as usize, at.end as usize, None)));
        let tokens = &outline.tokens.tokens;
        places.extend(tokens.iter().enumerate().map(|(i, t)| (t.at.start as usize, t.at.end as usize, Some(i))));
        places.sort_unstable();
        let mut depth = 0;
        for (from, to, token) in places {
            let kind = token.map(|i| tokens[i].kind);
            if kind == Some(TokenKind::End) {
                continue;
            }
            depth -= usize::from(kind == Some(TokenKind::Close));
            let mark = outline.marks.iter().find(|mark| Some(mark.token as usize) == token).map(|mark| mark.kind);
            let newlines = text[end..start + from].matches('\n').count();
            found.push(Thing { text: &text[start + from..start + to], kind, mark, newlines, depth });
            depth += usize::from(kind == Some(TokenKind::Open));
            end = start + to;
        }
    }
    found
}

/// Whether the two may touch.
fn may_touch(before: &Thing<'_>, thing: &Thing<'_>) -> bool {
    let loose = |thing: &Thing<'_>| matches!(thing.text, "{" | "}" | "," | "(" | ")");
    thing.kind.is_none() || loose(before) || loose(thing)
}

/// The same lines with other blanks, other line ends, and more blank lines where there is one.
pub(super) fn respace(text: &str, dice: &mut Dice) -> String {
    let line_end = if dice.roll(3) == 0 { "\r\n" } else { "\n" };
    let mut out = String::new();
    if dice.roll(4) == 0 {
        out.push('\u{feff}');
    }
    let mut before: Option<Thing<'_>> = None;
    for thing in things(text) {
        if let Some(before) = &before {
            if thing.newlines == 0 {
                out.push_str(&dice.blanks(usize::from(!may_touch(before, &thing))));
            } else {
                let lines = if thing.newlines == 1 { 1 } else { 2 + dice.roll(3) };
                for _ in 0..lines {
                    out.push_str(&dice.blanks(0));
                    out.push_str(line_end);
                }
                // In column 0 some words would start a declaration.
                out.push_str(&dice.blanks(thing.depth.min(1)));
            }
        }
        if thing.kind == Some(TokenKind::Text) && thing.text.contains('\n') {
            out.push_str(&thing.text.replace('\n', line_end));
        } else {
            out.push_str(thing.text);
        }
        before = Some(thing);
    }
    out.push_str(&line_end.repeat(dice.roll(4)));
    out
}

/// The same text with line breaks added and removed wherever the language allows it.
pub(super) fn reflow(text: &str, dice: &mut Dice) -> String {
    let mut out = String::new();
    let mut before: Option<Thing<'_>> = None;
    let mut in_target = false;
    for thing in things(text) {
        if thing.mark == Some(MarkKind::Declaration) {
            in_target = thing.text == "target";
        }
        if let Some(before) = &before {
            let breaks = match (&thing.kind, thing.mark) {
                _ if before.kind.is_none() => true,
                (None, _) => thing.newlines > 0,
                (_, Some(MarkKind::Declaration)) => true,
                (_, Some(MarkKind::Criterion)) if before.text != "{" => true,
                (_, Some(_)) => dice.roll(2) == 0,
                (Some(TokenKind::Close | TokenKind::Open), _) => dice.roll(3) == 0,
                _ if matches!(thing.text, "and" | "or") => dice.roll(3) == 0 && before.text != "at",
                _ => false,
            };
            // Behind a comma a name or a reason may start a line, but not a value.
            let in_values = in_target || out.rfind('(') > out.rfind(')');
            let breaks = breaks || (before.text == "," && !in_values && dice.roll(3) == 0);
            if breaks {
                out.push_str(if dice.roll(5) == 0 { "\n\n" } else { "\n" });
                out.push_str(&dice.blanks(thing.depth.min(1)));
            } else {
                out.push_str(&dice.blanks(1));
            }
        }
        out.push_str(thing.text);
        before = Some(thing);
    }
    out
}

/// The text with a few characters removed, doubled or put in.
pub(super) fn damage(text: &str, dice: &mut Dice) -> String {
    const WORDS: [&str; 16] = [
        "{",
        "}",
        "\"",
        "\"\"\"",
        "//",
        "(",
        ")",
        ",",
        "=",
        "\n",
        "\r\n",
        " ",
        "stage ",
        "\nteam X",
        "\u{1F600}",
        "\u{feff}",
    ];
    let mut out = text.to_owned();
    for _ in 0..1 + dice.roll(3) {
        let mut at = dice.roll(out.len() + 1);
        while !out.is_char_boundary(at) {
            at -= 1;
        }
        let next = out[at..].chars().next();
        match (dice.roll(4), next) {
            (0, Some(_)) => {
                out.remove(at);
            }
            (1, Some(next)) => out.insert(at, next),
            (2, _) => {
                let line = out[at..].find('\n').map_or(out.len(), |end| at + end);
                out.replace_range(at..line, "");
            }
            _ => out.insert_str(at, WORDS[dice.roll(WORDS.len())]),
        }
    }
    out
}
