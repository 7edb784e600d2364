//! The examples on the pages of rules.

/// What an example shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ExampleKind {
    /// What the rule finds: a fence ```` ```lifecycle,fail ````.
    Fail,
    /// What to write instead: a fence ```` ```lifecycle,ok ````.
    Ok,
}

/// One example of a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Example {
    /// What it shows.
    pub kind: ExampleKind,
    /// Its text, every line with its end.
    pub text: String,
}

/// The examples of a page in order.
pub fn examples(page: &str) -> Vec<Example> {
    let mut found: Vec<Example> = Vec::new();
    let mut open = false;
    for line in page.lines() {
        match line {
            "```lifecycle,fail" => found.push(Example { kind: ExampleKind::Fail, text: String::new() }),
            "```lifecycle,ok" => found.push(Example { kind: ExampleKind::Ok, text: String::new() }),
            _ => {}
        }
        if line.starts_with("```") {
            open = line.starts_with("```lifecycle,");
        } else if open && let Some(example) = found.last_mut() {
            example.text.push_str(line);
            example.text.push('\n');
        }
    }
    found
}
