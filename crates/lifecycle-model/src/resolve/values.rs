//! Values and whether they fit the field they are for.

use super::{Resolver, Source};
use crate::condition::{Assign, Value};
use crate::entities::{Object, Type};
use crate::errors::{UNKNOWN_VALUE, WRONG_TYPE};
use crate::model::FieldId;
use lifecycle_base::{Applicability, Diagnostic, Edit, Location, list_words};
use lifecycle_syntax::tree::{self, At, ValueKind};

impl Resolver {
    /// The value of a comparison with, or an assignment to, `field`. Reports one that does not fit.
    pub(super) fn value(&mut self, source: Source, field: FieldId, value: &tree::Value, here: Option<Object>) -> Value {
        let ty = self.model[field].ty;
        let fits = match &value.kind {
            ValueKind::Text(text) if ty.has_choices() => return self.choice(source, field, &text.value, text.at, true),
            ValueKind::Text(text) => ty.is_text().then(|| Value::Text(text.value.clone())),
            ValueKind::Number(number) => {
                (ty.is_number() && (!number.percent || ty == Type::Percent)).then_some(Value::Number(number.value))
            }
            ValueKind::Date(date) => ty.is_date().then_some(Value::Date(*date)),
            ValueKind::Duration(_) => None,
            ValueKind::Word(name) => return self.word_value(source, field, name, here),
        };
        match fits {
            Some(fits) => fits,
            None if ty == Type::Error => Value::Error,
            None => {
                self.wrong_value(source, field, value);
                Value::Error
            }
        }
    }

    /// A word: a choice, `true`, `today`, `null`, or another field.
    fn word_value(&mut self, source: Source, field: FieldId, name: &tree::Name, here: Option<Object>) -> Value {
        let ty = self.model[field].ty;
        if ty.has_choices() && !name.text.contains('.') && name.text != "null" {
            return self.choice(source, field, &name.text, name.at, false);
        }
        match (name.as_str(), ty) {
            (_, Type::Error) => return Value::Error,
            ("null", _) => return Value::Null,
            ("true" | "false", Type::Boolean) => return Value::Boolean(name.text == "true"),
            ("today", Type::Date | Type::DateTime) => return Value::Today,
            ("now", Type::Date | Type::DateTime) => return Value::Now,
            _ => {}
        }
        if !name.text.contains('.') && !self.is_field(name, here) {
            let value = tree::Value { kind: ValueKind::Word(name.clone()), at: name.at };
            self.wrong_value(source, field, &value);
            return Value::Error;
        }
        let Some(other) = self.field(source, name, here) else { return Value::Error };
        if !comparable(ty, self.model[other].ty) {
            let message = format!(
                "`{}` is {} and `{}` is {}",
                self.model.field_path(field),
                with_article(ty),
                self.model.field_path(other),
                with_article(self.model[other].ty)
            );
            self.report(
                Diagnostic::new(&WRONG_TYPE, source.at(name.at), message)
                    .label(format!("expected {}", expected(ty)))
                    .help("the two must hold the same kind of value"),
            );
            return Value::Error;
        }
        Value::Field(other)
    }

    fn is_field(&self, name: &tree::Name, here: Option<Object>) -> bool {
        here.is_some_and(|object| self.names.fields.contains_key(&(object, name.text.clone())))
    }

    /// A value of a picklist by its identifier, or in quotes by its label too.
    fn choice(&mut self, source: Source, field: FieldId, word: &str, at: At, quoted: bool) -> Value {
        let choices = &self.model[field].choices;
        let found = choices.iter().position(|c| c.name == word || (quoted && c.label == word));
        if let Some(index) = found {
            return Value::Choice(field, index as u32);
        }
        if choices.is_empty() {
            return Value::Error;
        }
        let names: Vec<String> = choices.iter().map(|choice| choice.name.to_string()).collect();
        let by_label = choices.iter().find(|choice| choice.label == word).map(|choice| choice.name.to_string());
        let declared = self.model[field].ident.name_at;
        let words: Vec<&str> = names.iter().map(String::as_str).collect();
        let near = by_label.or_else(|| self.suggestion(word, &words).map(str::to_owned));
        let all = list_words(words.iter().copied());
        let place = source.at(at);
        let name = self.model[field].ident.name.clone();
        let mut found = Diagnostic::new(&UNKNOWN_VALUE, place, format!("`{name}` has no value `{word}`"))
            .related(declared, "its values are declared here")
            .help(format!("it has {all}"));
        if let Some(near) = near {
            found = found.label(format!("did you mean `{near}`?")).fix(
                format!("write `{near}`"),
                Applicability::Safe,
                vec![Edit::replace(place, near)],
            );
        } else {
            found = found.label("not one of its values");
        }
        self.report(found);
        Value::Error
    }

    fn wrong_value(&mut self, source: Source, field: FieldId, value: &tree::Value) {
        let entity = &self.model[field];
        let ty = entity.ty;
        let described = match &value.kind {
            ValueKind::Text(_) => "a text".to_owned(),
            ValueKind::Number(number) if number.percent => "a percentage".to_owned(),
            ValueKind::Number(_) => "a number".to_owned(),
            ValueKind::Date(_) => "a date".to_owned(),
            ValueKind::Duration(_) => "a duration".to_owned(),
            ValueKind::Word(name) => format!("the word `{}`", name.text),
        };
        let message = format!("`{}` is {}; {described} does not fit", entity.ident.name, with_article(ty));
        let declared = entity.declared.then_some(entity.ident.name_at);
        let mut found = Diagnostic::new(&WRONG_TYPE, source.at(value.at), message)
            .label(format!("expected {}", expected(ty)))
            .help(format!("write {}", example(ty)));
        if let Some(declared) = declared {
            found = found.related(declared, format!("declared as {} here", ty.name()));
        }
        self.report(found);
    }

    /// `FIELD = VALUE`.
    pub(super) fn assign(&mut self, source: Source, assign: &tree::Assign, here: Option<Object>) -> Option<Assign> {
        let field = self.field(source, &assign.field, here)?;
        let value = self.value(source, field, &assign.value, here);
        Some(Assign { field, value, at: source.at(assign.at) })
    }

    pub(super) fn assigns(&mut self, source: Source, nodes: &[tree::Assign], here: Option<Object>) -> Vec<Assign> {
        nodes.iter().filter_map(|node| self.assign(source, node, here)).collect()
    }

    pub(super) fn wrong_test(&mut self, field: FieldId, at: Location, asked: &str, help: &str) {
        let entity = &self.model[field];
        let message = format!("`{}` is {}; {asked}", entity.ident.name, with_article(entity.ty));
        let declared = entity.declared.then_some((entity.ident.name_at, entity.ty.name()));
        let mut found = Diagnostic::new(&WRONG_TYPE, at, message).label("does not fit the type").help(help);
        if let Some((place, ty)) = declared {
            found = found.related(place, format!("declared as {ty} here"));
        }
        self.report(found);
    }
}

/// Whether values of the two types can be compared or copied.
fn comparable(a: Type, b: Type) -> bool {
    a == b
        || a == Type::Error
        || b == Type::Error
        || (a.is_text() && b.is_text())
        || (a.is_number() && b.is_number())
        || (a.is_date() && b.is_date())
}

fn with_article(ty: Type) -> String {
    match ty {
        Type::Email => "an e-mail address".to_owned(),
        Type::Phone => "a phone number".to_owned(),
        Type::Url => "a web address".to_owned(),
        Type::Currency => "an amount of money".to_owned(),
        Type::Percent => "a percentage".to_owned(),
        Type::Error => "of unknown type".to_owned(),
        _ => format!("a {}", ty.name()),
    }
}

/// What a value of the type looks like, in words.
fn expected(ty: Type) -> &'static str {
    match ty {
        Type::Text | Type::Email | Type::Phone | Type::Url | Type::User | Type::Product => "a text in quotes",
        Type::Number | Type::Currency => "a number",
        Type::Percent => "a percentage",
        Type::Boolean => "`true` or `false`",
        Type::Date | Type::DateTime => "a date, `today` or `now`",
        Type::Picklist | Type::MultiPicklist => "one of its values",
        Type::Error => "a value",
    }
}

fn example(ty: Type) -> &'static str {
    match ty {
        Type::Number | Type::Currency => "a number such as `60`",
        Type::Percent => "a number or percentage such as `15%`",
        Type::Boolean => "`true` or `false`, or the field alone",
        Type::Date | Type::DateTime => "a date such as `2026-03-02`, `today`, or another date field",
        _ => "a text such as `\"Core\"`",
    }
}
