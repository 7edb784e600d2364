//! Random lifecycles of a contact whose rules a formula can see: what they ask lies on the contact and its company.

use lifecycle_tests::mutate::Random;
use std::fmt::Write;

const OBJECTS: &str = r#"
team Ops
object contact {
  field score number  field other number  field share percent  field price currency
  field flag boolean  field flog boolean  field day date  field until date  field moment datetime  field later datetime
  field band picklist { A B C D }  field bond picklist { A B C D }  field topics multipicklist { P Q R }  field themes multipicklist { P Q R }
  field note text  field boss user
}
object deal {
  field score number  field other number  field share percent  field price currency
  field flag boolean  field flog boolean  field day date  field until date  field moment datetime  field later datetime
  field band picklist { A B C D }  field bond picklist { A B C D }  field topics multipicklist { P Q R }  field themes multipicklist { P Q R }
  field note text  field title text  field boss user  field email email
}
object company { field size number  field tier picklist { One Two }  field open boolean  field since date }
domain acct on company { stage Cold  stage Warm  stage Client  lost stage Gone }
"#;

struct Author {
    random: Random,
    own_position: bool,
}

type Stages<'s> = Vec<(&'s str, &'s str)>;

const CONTACT: [(&str, &str); 8] = [
    ("", "Seen"),
    ("", "Met"),
    ("", "Fit"),
    ("won", "Won"),
    ("hold", "Paused"),
    ("hold", "Frozen"),
    ("lost", "Lost"),
    ("closed", "Twice"),
];
const FIRST: [(&str, &str); 6] =
    [("", "Met"), ("", "Fit"), ("won", "Won"), ("hold", "Paused"), ("lost", "Lost"), ("closed", "Twice")];
/// With stages that share a value with the first pipeline, and one that must not, since it is won there.
const SECOND: [(&str, &str); 5] = [("", "Due"), ("", "Fit"), ("", "Met"), ("won", "Renewed"), ("lost", "Won")];

/// A lifecycle of contacts, from a seed.
pub fn of_contacts(seed: u64) -> String {
    let mut author = Author { random: Random::new(seed), own_position: true };
    let mut text = author.head();
    text += &format!("domain lead on contact {{\n{}}}\n", author.stages(&CONTACT.to_vec()));
    text
}

/// A lifecycle of deals in one pipeline or two, from a seed. Conditions do not ask where the deal itself is.
pub fn of_deals(seed: u64) -> String {
    let mut author = Author { random: Random::new(seed), own_position: false };
    let mut text = author.head();
    let first = author.stages(&FIRST.to_vec());
    text += &format!("domain sales on deal {{\n pipeline First {{\n{first} }}\n");
    if author.below(3) > 0 {
        text += &format!(" pipeline Second {{\n{} }}\n", author.stages(&SECOND.to_vec()));
    }
    text + "}\n"
}

impl Author {
    fn head(&mut self) -> String {
        let movement = self.one(&["forward_only", "forward_only", "free"]);
        let skip = self.one(&["allowed", "filled", "forbidden"]);
        format!("lifecycle \"L\" {{ company \"C\"  owner Ops  movement {movement}  skip {skip} }}{OBJECTS}")
    }

    fn stages(&mut self, stages: &Stages<'_>) -> String {
        let mut text = String::new();
        for (kind, name) in stages {
            let _ =
                writeln!(text, "  {kind} stage {name} {{ owner Ops {}{} }}", self.entry(), self.exits(name, stages));
        }
        text
    }

    fn below(&mut self, limit: usize) -> usize {
        self.random.below(limit)
    }

    fn one<'a>(&mut self, from: &[&'a str]) -> &'a str {
        self.random.pick(from).copied().unwrap()
    }

    fn entry(&mut self) -> String {
        let mut criteria = String::new();
        for _ in 0..self.below(3) {
            let criterion = match self.below(6) {
                0 => {
                    let count = 1 + self.below(3);
                    let parts: Vec<String> = (0..3).map(|_| self.criterion()).collect();
                    format!("{count} of {{\n      {}\n    }}", parts.join("\n      "))
                }
                _ => self.criterion(),
            };
            criteria += &format!("\n    {criterion}");
        }
        if criteria.is_empty() { criteria } else { format!(" entry {{{criteria}\n  }}") }
    }

    fn criterion(&mut self) -> String {
        if self.below(8) == 0 { "manual \"Someone judges\"".to_owned() } else { self.condition(2) }
    }

    fn exits(&mut self, from: &str, stages: &Stages<'_>) -> String {
        let mut exits = String::new();
        for _ in 0..self.below(4) {
            let (kind, to) = *self.random.pick(stages).unwrap();
            if to == from {
                continue;
            }
            let way = match kind {
                "lost" | "closed" => "drop to",
                _ => self.one(&["to", "recycle to", "recycle to"]),
            };
            let when = if self.below(2) == 0 { format!(" when {}", self.condition(1)) } else { String::new() };
            let reasons = match way {
                "to" => "",
                _ => self.one(&["", " for \"Price\"", " for \"Price\", \"Timing\""]),
            };
            exits += &format!("\n    {way} {to}{when}{reasons}");
        }
        if exits.is_empty() { exits } else { format!("\n  exit {{{exits}\n  }}") }
    }

    fn condition(&mut self, depth: usize) -> String {
        if depth > 0 && self.below(2) == 0 {
            let (one, other) = (self.condition(depth - 1), self.condition(depth - 1));
            return match self.below(4) {
                0 => format!("({one}) and ({other})"),
                1 => format!("({one}) or ({other})"),
                2 => format!("not (({one}) and ({other}))"),
                _ => format!("not ({one})"),
            };
        }
        let length = self.one(&[
            "30 days",
            "3 hours",
            "90 minutes",
            "1 month",
            "1 year",
            "2 weeks",
            "3 business days",
            "7 business days",
            "5 business hours",
            "20 business hours",
            "8 business hours",
        ]);
        let order = self.one(&["=", "!=", "<", "<=", ">", ">="]);
        let known = self.one(&["is known", "is unknown"]);
        let ago = self.one(&["within last", "older than"]);
        let field = self.one(&["score", "other", "share", "price", "day", "moment", "band", "topics", "note", "boss"]);
        match self.below(22) {
            0 => format!("{field} {known}"),
            1 => format!("score {order} {}", self.one(&["10", "9.5", "0", "60"])),
            2 => format!("share {order} {}", self.one(&["15%", "9.5%", "0%"])),
            3 => format!("score {order} {}", self.one(&["other", "share", "price"])),
            4 => format!("share {order} other"),
            5 => self.one(&["flag", "not flag", "flag = false", "flag != true", "flag = flog"]).to_owned(),
            6 => format!("day {ago} {length}"),
            7 | 8 => format!("moment {ago} {length}"),
            9 => format!("day {order} {}", self.one(&["today", "until", "moment", "2024-10-05"])),
            10 => format!("moment {order} {}", self.one(&["today", "now", "later", "day", "2024-10-05"])),
            11 => format!("band {} {}", self.one(&["is", "is not"]), self.one(&["A", "C", "bond"])),
            12 => format!("band in {}", self.one(&["(A, B)", "(B, C, D)", "(A)"])),
            13 => format!("topics contains {}", self.one(&["P", "R", "themes"])),
            14 => format!(
                "note {} {}",
                self.one(&["is", "is not", "contains"]),
                self.one(&["\"x\"", "\"a\\\"b\\\\\"", "title"])
            ),
            15 => format!("boss {} \"Ada Byron\"", self.one(&["is", "is not"])),
            16 => format!(
                "company.{}",
                self.one(&[
                    "size is unknown",
                    "size > 9.5",
                    "tier is One",
                    "tier is not One",
                    "open",
                    "open = false",
                    "since older than 30 days"
                ])
            ),
            17 => format!("company is {} acct.{}", self.position(), self.one(&["Cold", "Warm", "Client"])),
            18 if self.own_position => {
                format!("contact is {} lead.{}", self.position(), self.one(&["Seen", "Met", "Won"]))
            }
            19 => format!(
                "has company{}",
                self.one(&["", " in acct", " at acct.Gone", " where size is unknown", " where not open"])
            ),
            20 => format!("price {order} {}", self.one(&["10", "15"])),
            _ => format!("email {known}"),
        }
    }

    fn position(&mut self) -> &'static str {
        ["at", "before", "beyond", "at or beyond"][self.below(4)]
    }
}
