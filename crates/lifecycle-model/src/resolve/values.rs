//! Values and whether they fit the field they are for.

use super::conditions::Here;
use super::suggest::{offer, offer_sure};
use super::{Resolver, Source};
use crate::condition::{Assign, Value};
use crate::entities::Type;
use crate::errors::UNKNOWN_VALUE;
use crate::model::FieldId;
use lifecycle_base::{Diagnostic, Location, list_words};
use lifecycle_syntax::tree::{self, Name, ValueKind};
use smol_str::SmolStr;

/// What a value is for.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Use {
    /// To be compared with: `null` has been refused before.
    Compare,
    /// To become the value of the field: no value is one too.
    Assign,
}

impl Resolver {
    /// The value of a comparison with, or an assignment to, `field`. Reports one that does not fit.
    pub(super) fn value(
        &mut self,
        source: Source,
        field: FieldId,
        value: &tree::Value,
        here: Here,
        purpose: Use,
    ) -> Value {
        let ty = self.model[field].ty;
        let fits = match &value.kind {
            _ if ty == Type::Error => return Value::Error,
            ValueKind::Text(text) if ty.has_choices() => {
                let place = source.at(text.at);
                return self.choice(field, &text.value, place, true);
            }
            ValueKind::Text(text) => ty.is_text().then(|| Value::Text(text.value.clone())),
            ValueKind::Number(number) => {
                (ty.is_number() && (!number.percent || ty == Type::Percent)).then_some(Value::Number(number.value))
            }
            ValueKind::Date(date) => ty.is_date().then_some(Value::Date(*date)),
            ValueKind::Duration(_) => None,
            ValueKind::Word(name) => return self.word_value(source, field, name, here, purpose),
        };
        fits.unwrap_or_else(|| {
            self.wrong_value(source, field, value);
            Value::Error
        })
    }

    /// A word: a choice, `true`, `today`, `null`, or another field.
    fn word_value(&mut self, source: Source, field: FieldId, name: &Name, here: Here, purpose: Use) -> Value {
        let ty = self.model[field].ty;
        match (name.as_str(), ty) {
            ("null", _) if purpose == Use::Assign => return Value::Null,
            ("true" | "false", Type::Boolean) => return Value::Boolean(name.text == "true"),
            ("today", Type::Date | Type::DateTime) => return Value::Today,
            ("now", Type::DateTime) => return Value::Now,
            ("now", Type::Date) => {
                self.now_for_a_day(source, field, name);
                return Value::Error;
            }
            _ => {}
        }
        if ty.has_choices() && !name.text.contains('.') {
            // A value goes before a field of the same name.
            if let Some(index) = self.names.choices.get(&(field, name.text.clone())) {
                return Value::Choice(field, *index);
            }
            if !self.is_field(name, here) {
                return self.choice(field, &name.text, source.at(name.at), false);
            }
        }
        if !name.text.contains('.') && !self.is_field(name, here) {
            self.no_such_word(source, field, name, here);
            return Value::Error;
        }
        let Some(other) = self.field(source, name, here) else { return Value::Error };
        if !comparable(ty, self.model[other].ty) {
            self.fields_differ(source, field, other, name);
            return Value::Error;
        }
        Value::Field(other)
    }

    fn is_field(&self, name: &Name, here: Here) -> bool {
        here.object.is_some_and(|object| self.names.fields.contains_key(&(object, name.text.clone())))
    }

    /// A value of a picklist by its identifier, or in quotes by its label too.
    fn choice(&mut self, field: FieldId, word: &str, at: Location, quoted: bool) -> Value {
        let key = (field, SmolStr::from(word));
        let by_label = || quoted.then(|| self.names.choice_labels.get(&key)).flatten();
        if let Some(index) = self.names.choices.get(&key).or_else(by_label) {
            return Value::Choice(field, *index);
        }
        let entity = &self.model[field];
        if entity.choices.is_empty() || entity.ident.damaged {
            return Value::Error;
        }
        self.unknown_choice(field, word, at);
        Value::Error
    }

    fn unknown_choice(&mut self, field: FieldId, word: &str, at: Location) {
        let entity = &self.model[field];
        let declared = entity.ident.name_at;
        let by_label = self.names.choice_labels.get(&(field, SmolStr::from(word)));
        let by_label =
            by_label.and_then(|index| entity.choices.get(*index as usize)).map(|choice| choice.name.to_string());
        let mut found = Diagnostic::new(&UNKNOWN_VALUE, at, format!("`{}` has no value `{word}`", entity.ident.name))
            .related(declared, "its values are declared here");
        let labelled = by_label.is_some();
        let mut meant: Vec<String> = by_label.into_iter().collect();
        if self.may_compare() {
            let names: Vec<SmolStr> = self.model[field].choices.iter().map(|choice| choice.name.clone()).collect();
            let words: Vec<&str> = names.iter().map(|name| name.as_str()).collect();
            found = found.help(format!("it has {}", list_words(words.iter().copied())));
            if meant.is_empty() {
                meant = self.meant(word, &words);
            }
        }
        if meant.is_empty() {
            found = found.label("not one of its values");
        }
        self.report(match labelled {
            true => offer_sure(found, at, &meant),
            false => offer(word, found, at, &meant),
        });
    }

    /// `FIELD = VALUE`.
    pub(super) fn assign(&mut self, source: Source, assign: &tree::Assign, here: Here) -> Option<Assign> {
        let field = self.field(source, &assign.field, here)?;
        let value = self.value(source, field, &assign.value, here, Use::Assign);
        Some(Assign { field, value, at: source.at(assign.at) })
    }

    pub(super) fn assigns(&mut self, source: Source, nodes: &[tree::Assign], here: Here) -> Vec<Assign> {
        nodes.iter().filter_map(|node| self.assign(source, node, here)).collect()
    }
}

/// Whether values of the two types can be compared or copied.
fn comparable(a: Type, b: Type) -> bool {
    let plain = |ty| matches!(ty, Type::Text | Type::Email | Type::Phone | Type::Url);
    a == b
        || a == Type::Error
        || b == Type::Error
        || (plain(a) && plain(b))
        || (a.is_number() && b.is_number())
        || (a.is_date() && b.is_date())
        || matches!((a, b), (Type::Product, Type::Text) | (Type::Text, Type::Product))
}
