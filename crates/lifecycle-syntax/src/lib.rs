#![allow(missing_docs)]
use pest::Parser;
#[derive(pest_derive::Parser)]
#[grammar = "../../../grammar/lifecycle.pest"]
pub struct G;
pub fn count(s: &str) -> (usize, usize) {
    let Ok(p) = G::parse(Rule::declaration, s) else { return (0, 0) };
    let mut n = 0;
    let mut x = 0;
    for t in p.flatten() {
        n += 1;
        x += t.as_span().start();
        if t.as_rule() == Rule::junk {
            x += 1;
        }
    }
    (n, x)
}
