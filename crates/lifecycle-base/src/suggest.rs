//! "Did you mean …?": one place decides what counts as near.

/// The candidate that `word` most likely stands for, if one is near enough.
///
/// Case and underscores do not count. Up to a third of the letters may differ, one at the least.
pub fn nearest<'c>(word: &str, candidates: impl IntoIterator<Item = &'c str>) -> Option<&'c str> {
    let folded = fold(word);
    if folded.is_empty() {
        return None;
    }
    let allowed = (folded.chars().count() / 3).clamp(1, 4);
    candidates
        .into_iter()
        .filter_map(|candidate| {
            let distance = strsim::damerau_levenshtein(&folded, &fold(candidate));
            (distance <= allowed && distance < folded.chars().count()).then_some((distance, candidate))
        })
        .min()
        .map(|(_, candidate)| candidate)
}

/// The words "did you mean `x`?" for the nearest candidate, or nothing.
pub fn did_you_mean<'c>(word: &str, candidates: impl IntoIterator<Item = &'c str>) -> Option<String> {
    nearest(word, candidates).map(|candidate| format!("did you mean `{candidate}`?"))
}

/// Lists words for a sentence: "A, B and C"; after twelve it says how many more there are.
pub fn list_words<'c>(words: impl IntoIterator<Item = &'c str>) -> String {
    const MOST: usize = 12;
    let words: Vec<&str> = words.into_iter().collect();
    match words.split_last() {
        None => String::new(),
        Some((only, [])) => (*only).to_owned(),
        Some((last, rest)) if words.len() <= MOST => format!("{} and {last}", rest.join(", ")),
        Some(_) => {
            let shown: Vec<&str> = words.iter().take(MOST).copied().collect();
            format!("{} and {} more", shown.join(", "), words.len() - MOST)
        }
    }
}

fn fold(word: &str) -> String {
    word.chars().filter(|c| !matches!(c, '_' | '-' | ' ')).flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_the_nearest() {
        let options = ["SMB", "MidMarket", "Enterprise"];
        assert_eq!(nearest("Enterprize", options), Some("Enterprise"));
        assert_eq!(nearest("mid_market", options), Some("MidMarket"));
        assert_eq!(nearest("Startup", options), None);
        assert_eq!(nearest("", options), None);
    }

    #[test]
    fn lists_for_a_sentence() {
        assert_eq!(list_words(["a"]), "a");
        assert_eq!(list_words(["a", "b", "c"]), "a, b and c");
    }
}
