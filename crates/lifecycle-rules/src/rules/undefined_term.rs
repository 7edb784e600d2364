//! An abbreviation in a definition that is explained nowhere.

use crate::Cx;
use crate::vocabulary::{ENGLISH, is_general};
use lifecycle_base::{Applicability, Diagnostic, Edit, Location};
use lifecycle_model::{Criterion, CriterionKind, Model};
use std::collections::{BTreeMap, BTreeSet};

rule! {
    "undefined-term", "undefined_term.md", Criteria, Warning, fix: Always,
    "a definition uses an abbreviation that is explained nowhere"
}

/// So many other uses are pointed at.
const SHOWN: usize = 3;

pub(crate) fn check(cx: &mut Cx<'_>) {
    let model = cx.model();
    let texts = definitions(model);
    let mut uses: BTreeMap<String, Vec<&Text<'_>>> = BTreeMap::new();
    for text in &texts {
        for word in abbreviations(text.text) {
            uses.entry(word).or_default().push(text);
        }
    }
    if uses.is_empty() {
        return;
    }
    let defined = defined(model, &texts);
    for (word, uses) in uses.iter().filter(|(word, _)| !defined.contains(*word)) {
        report(cx, word, uses);
    }
}

/// A text that defines a stage, where to point, and the declaration behind which a term can stand.
struct Text<'m> {
    text: &'m str,
    at: Location,
    domain: Location,
}

fn definitions(model: &Model) -> Vec<Text<'_>> {
    let mut texts = Vec::new();
    for stage in model.stages.values() {
        let domain = &model[model[stage.track].domain];
        if domain.rollup.is_some() && !domain.ident.at.contains(stage.ident.at) {
            continue;
        }
        let domain = domain.ident.at;
        texts.extend(stage.means.iter().map(|means| Text { text: means, at: stage.ident.name_at, domain }));
        stage.entry.iter().flat_map(|entry| &entry.criteria).for_each(|one| prose(one, domain, &mut texts));
    }
    texts
}

fn prose<'m>(criterion: &'m Criterion, domain: Location, texts: &mut Vec<Text<'m>>) {
    let said = criterion.prose.iter().map(|text| Text { text, at: criterion.at, domain });
    texts.extend(said);
    match &criterion.kind {
        CriterionKind::Manual(text) if criterion.prose.is_none() => texts.push(Text { text, at: criterion.at, domain }),
        CriterionKind::AtLeast(_, parts) => parts.iter().for_each(|part| prose(part, domain, texts)),
        CriterionKind::Manual(_) | CriterionKind::Condition(_) => {}
    }
}

/// The abbreviations of an English text that a reader must know: three to five capitals, alone or with a plural "s".
fn abbreviations(text: &str) -> Vec<String> {
    let words: Vec<&str> = words(text).collect();
    if !words.iter().any(|word| ENGLISH.contains(word)) {
        return Vec::new();
    }
    let capitals = |index: Option<usize>| {
        index
            .and_then(|index| words.get(index))
            .is_some_and(|word| word.len() > 1 && word.bytes().all(|b| b.is_ascii_uppercase()))
    };
    let mut found = Vec::new();
    for (index, word) in words.iter().enumerate() {
        let stem = word.strip_suffix('s').unwrap_or(word);
        let abbreviation = (3..=5).contains(&stem.len()) && stem.bytes().all(|b| b.is_ascii_uppercase());
        // A sentence in capitals is loud, not abbreviated.
        let loud = capitals(index.checked_sub(1)) || capitals(Some(index + 1));
        if abbreviation && !loud && !is_general(stem) {
            found.push(stem.to_owned());
        }
    }
    found
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty())
}

/// Every abbreviation that the project explains: as a name, by the first letters of a name, or in passing.
fn defined(model: &Model, texts: &[Text<'_>]) -> BTreeSet<String> {
    let idents = (model.owners.values().map(|it| &it.ident))
        .chain(model.fields.values().map(|it| &it.ident))
        .chain(model.domains.values().map(|it| &it.ident))
        .chain(model.pipelines.values().map(|it| &it.ident))
        .chain(model.stages.values().map(|it| &it.ident))
        .chain(model.milestones.values().map(|it| &it.ident))
        .chain(model.automations.values().map(|it| &it.ident))
        .chain(model.terms.values().map(|it| &it.ident));
    let mut names: Vec<&str> = idents.flat_map(|ident| [ident.name.as_str(), ident.label.as_str()]).collect();
    let choices = model.fields.values().flat_map(|field| &field.choices);
    names.extend(choices.flat_map(|choice| [choice.name.as_str(), choice.label.as_str()]));
    names.extend(model.owners.values().flat_map(|owner| &owner.approvers).map(|role| role.as_str()));
    names.extend(
        model.header.iter().flat_map(|header| [Some(header.title.as_str()), header.company.as_deref()]).flatten(),
    );
    names.extend(model.terms.values().filter_map(|term| term.means.as_deref()));
    names.extend(model.faqs.iter().flat_map(|faq| [Some(faq.question.as_str()), faq.answer.as_deref()]).flatten());
    let mut defined = BTreeSet::new();
    for name in names {
        defined.extend(parts(name));
        defined.insert(words(name).filter_map(|word| word.chars().next()).collect::<String>().to_uppercase());
    }
    texts.iter().for_each(|text| defined.extend(explained(text.text)));
    defined
}

/// The words of a name, its runs of capitals included: `POCAgreed` names the POC.
fn parts(name: &str) -> Vec<String> {
    let mut parts: Vec<String> = words(name).map(str::to_uppercase).collect();
    for run in name.split(|c: char| !c.is_ascii_uppercase()).filter(|run| run.len() > 2) {
        parts.push(run.to_owned());
        // The last capital may begin the next word.
        parts.extend(run.get(..run.len() - 1).map(str::to_owned));
    }
    parts
}

/// Abbreviations beside a bracket: "Product Qualified Lead (PQL)", "PQL (uses the product)".
fn explained(text: &str) -> Vec<String> {
    let inside = text.split('(').skip(1).filter_map(|rest| rest.split(')').next());
    let before = text.split('(').filter_map(|part| words(part).last());
    let plain = |word: &str| word.strip_suffix('s').unwrap_or(word).to_owned();
    let brackets = text.matches('(').count();
    inside.filter(|inside| !inside.contains(' ')).map(plain).chain(before.take(brackets).map(plain)).collect()
}

fn report(cx: &mut Cx<'_>, word: &str, uses: &[&Text<'_>]) {
    let Some((first, others)) = uses.split_first() else { return };
    let term = format!("\n\nterm {word} \"…\" {{\n  means \"…\"\n}}");
    let mut found = Diagnostic::new(&RULE, first.at, format!("`{word}` is explained nowhere"))
        .label(format!("its definition uses `{word}`"))
        .help(format!("say what it means, once for all teams: `term {word} \"…\" {{ means \"…\" }}`"))
        .fix(
            format!("add a term `{word}` to fill in"),
            Applicability::Manual,
            vec![Edit::replace(first.domain.after(), term)],
        );
    for other in others.iter().filter(|other| other.at != first.at).take(SHOWN) {
        found = found.related(other.at, "used here too");
    }
    cx.report(found);
}
