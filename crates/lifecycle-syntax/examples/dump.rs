#![allow(clippy::all, clippy::disallowed_methods, clippy::unwrap_used, clippy::indexing_slicing, missing_docs)]
fn main() {
    let a: Vec<String> = std::env::args().collect();
    let s = std::fs::read_to_string(&a[1]).unwrap();
    let t = std::time::Instant::now();
    let p = lifecycle_syntax::parse(&s);
    let e = t.elapsed();
    let n: usize = p.iter().map(|x| x.1.errors.len()).sum();
    eprintln!("{} pieces {} errors {:?} {:.1} MB/s", p.len(), n, e, s.len() as f64 / 1e6 / e.as_secs_f64());
    for (pc, r) in &p {
        for x in r.errors.iter().take(20) {
            let o = (pc.start + x.at.start) as usize;
            let line = s[..o].matches('\n').count() + 1;
            eprintln!(
                "{}: [{}] {} | {} | {:?} | {:?}",
                line,
                x.rule.name,
                x.message,
                x.label,
                x.help,
                x.fix.as_ref().map(|f| &f.0)
            );
        }
    }
    if a.len() > 2 {
        for (_, r) in &p {
            for d in &r.declarations {
                println!("{:#?}", d);
            }
        }
    }
}
