//! What to say about a value or test that does not fit the type of its field: what the field is, and what would fit.

use super::conditions::Here;
use super::suggest::{offer, offer_sure};
use super::{Resolver, Source};
use crate::entities::{Field, Type};
use crate::errors::WRONG_TYPE;
use crate::model::FieldId;
use lifecycle_base::{Applicability, Diagnostic, Edit, Location, list_words};
use lifecycle_syntax::tree::{self, Name, ValueKind};

impl Resolver {
    /// Reports a value of another type than its field.
    pub(super) fn wrong_value(&mut self, source: Source, field: FieldId, value: &tree::Value) {
        let described = match &value.kind {
            ValueKind::Text(_) => "a text".to_owned(),
            ValueKind::Number(number) if number.percent => "a percentage".to_owned(),
            ValueKind::Number(_) => "a number".to_owned(),
            ValueKind::Date(_) => "a date".to_owned(),
            ValueKind::Duration(_) => "a duration".to_owned(),
            ValueKind::Word(name) => format!("the word `{}`", name.text),
        };
        let entity = &self.model[field];
        let (ty, at) = (entity.ty, source.at(value.at));
        let message = format!("`{}` is {}; {described} does not fit", entity.ident.name, with_article(ty));
        let mut found = Diagnostic::new(&WRONG_TYPE, at, message).label(format!("expected {}", expected(ty)));
        found = match &value.kind {
            ValueKind::Duration(duration) if ty.is_date() => {
                let (name, words) = (&entity.ident.name, duration);
                found.help(format!("ask `{name} within last {words}` or `{name} older than {words}`"))
            }
            _ => found.help(format!("write {}", example(entity))),
        };
        if let Some((title, text)) = respelt(ty, value) {
            // `60%` may stand for 60 or for 0.6.
            let percent = matches!(&value.kind, ValueKind::Number(_));
            let sure = if percent { Applicability::Unsafe } else { Applicability::Safe };
            found = found.fix(title, sure, vec![Edit::replace(at, text)]);
        }
        self.report(declared(found, entity));
    }

    /// Reports a word that is neither a value for `field` nor a field.
    pub(super) fn no_such_word(&mut self, source: Source, field: FieldId, name: &Name, here: Here) {
        let entity = &self.model[field];
        let object = entity.object;
        if self.gaps.field_of(here.object.unwrap_or(object)) || here.unknown {
            return;
        }
        let at = source.at(name.at);
        let message =
            format!("`{}` is {}; the word `{}` does not fit", entity.ident.name, with_article(entity.ty), name.text);
        // Between objects even a field of the same object needs its path.
        if here.object.is_none() && self.names.fields.contains_key(&(object, name.text.clone())) {
            let path = format!("{}.{}", object.name(), name.text);
            self.report(offer_sure(Diagnostic::new(&WRONG_TYPE, at, message), at, &[path]));
            return;
        }
        let fields = match here.object.filter(|_| self.may_compare()) {
            Some(object) => self.fields_of(object),
            None => Vec::new(),
        };
        let words: Vec<&str> = fields.iter().map(|name| name.as_str()).collect();
        let meant = self.meant(&name.text, &words);
        if meant.is_empty() {
            let value = tree::Value { kind: ValueKind::Word(name.clone()), at: name.at };
            self.wrong_value(source, field, &value);
        } else {
            let found = declared(Diagnostic::new(&WRONG_TYPE, at, message), &self.model[field]);
            self.report(offer(&name.text, found, at, &meant));
        }
    }

    /// Reports two fields that hold different kinds of values.
    pub(super) fn fields_differ(&mut self, source: Source, field: FieldId, other: FieldId, name: &Name) {
        let (ty, other_ty) = (self.model[field].ty, self.model[other].ty);
        let message = format!(
            "`{}` is {}, but `{}` is {}",
            self.model.field_path(field),
            with_article(ty),
            self.model.field_path(other),
            with_article(other_ty)
        );
        let found = Diagnostic::new(&WRONG_TYPE, source.at(name.at), message)
            .label(format!("expected {}", expected(ty)))
            .help("compare it with, or set it to, a field that holds the same kind of value");
        let found = declared(declared(found, &self.model[field]), &self.model[other]);
        self.report(found);
    }

    /// Reports `now` where a day is wanted.
    pub(super) fn now_for_a_day(&mut self, source: Source, field: FieldId, name: &Name) {
        let entity = &self.model[field];
        let at = source.at(name.at);
        let message = format!("`{}` is a date, and `now` is a moment of the day", entity.ident.name);
        let found = Diagnostic::new(&WRONG_TYPE, at, message)
            .label("expected a day")
            .help("write `today`, or give the field the type datetime")
            .fix("write `today`", Applicability::Safe, vec![Edit::replace(at, "today")]);
        self.report(declared(found, entity));
    }

    /// Reports a comparison with `null`. `instead` is what to ask of the field, if that is clear.
    pub(super) fn null_compared(&mut self, field: FieldId, at: Location, path: &str, instead: Option<&str>) {
        let name = &self.model[field].ident.name;
        let message = format!("`null` is for assignments; whether `{name}` has a value is asked in words");
        let mut found = Diagnostic::new(&WRONG_TYPE, at, message).label("compared with `null`");
        found = match instead {
            Some(instead) => found.help(format!("write `{path} {instead}`")).fix(
                format!("write `{path} {instead}`"),
                Applicability::Safe,
                vec![Edit::replace(at, format!("{path} {instead}"))],
            ),
            None => found.help(format!("write `{path} is unknown` or `{path} is known`")),
        };
        self.report(found);
    }

    /// Reports a test that the type of a field does not allow. `instead` may replace the whole test.
    pub(super) fn wrong_test(
        &mut self,
        field: FieldId,
        at: Location,
        reason: &str,
        help: &str,
        instead: Option<String>,
    ) {
        let entity = &self.model[field];
        let message = format!("`{}` is {}; {reason}", entity.ident.name, with_article(entity.ty));
        let mut found = Diagnostic::new(&WRONG_TYPE, at, message)
            .label(format!("does not suit {}", with_article(entity.ty)))
            .help(help);
        if let Some(instead) = instead {
            found = found.fix(format!("write `{instead}`"), Applicability::Unsafe, vec![Edit::replace(at, instead)]);
        }
        self.report(declared(found, entity));
    }
}

/// Adds where the field gets its type.
fn declared(found: Diagnostic, field: &Field) -> Diagnostic {
    match field.declared {
        true => found.related(field.ident.name_at, format!("declared as {} here", field.ty.name())),
        false => found,
    }
}

/// The same value spelt for the type: `"60"` for a number is `60`, `Growth` for a text is `"Growth"`.
fn respelt(ty: Type, value: &tree::Value) -> Option<(String, String)> {
    match &value.kind {
        ValueKind::Text(text) => {
            let plain = text.value.trim();
            let digits = plain.bytes().all(|b| b.is_ascii_digit() || b == b'.') && plain.parse::<f64>().is_ok();
            let fits = match ty {
                Type::Boolean => matches!(plain, "true" | "false"),
                Type::Number | Type::Currency => digits,
                Type::Percent => digits || plain.strip_suffix('%').is_some_and(|share| share.parse::<u32>().is_ok()),
                _ => false,
            };
            fits.then(|| (format!("write `{plain}` without quotes"), plain.to_owned()))
        }
        ValueKind::Word(name) if ty == Type::Boolean => {
            let word = match name.text.to_ascii_lowercase().as_str() {
                "yes" | "true" => "true",
                "no" | "false" => "false",
                _ => return None,
            };
            Some((format!("write `{word}`"), word.to_owned()))
        }
        ValueKind::Word(name) if ty.is_text() => {
            Some((format!("write `\"{}\"`", name.text), format!("\"{}\"", name.text)))
        }
        ValueKind::Number(number) if number.percent && ty.is_number() => {
            Some((format!("write `{}`", number.value), number.value.to_string()))
        }
        _ => None,
    }
}

fn with_article(ty: Type) -> &'static str {
    match ty {
        Type::Text => "a text",
        Type::Email => "an e-mail address",
        Type::Phone => "a phone number",
        Type::Url => "a web address",
        Type::Number => "a number",
        Type::Currency => "an amount of money",
        Type::Percent => "a percentage",
        Type::Boolean => "a boolean",
        Type::Date => "a date",
        Type::DateTime => "a date with time",
        Type::Picklist => "a picklist",
        Type::MultiPicklist => "a multipicklist",
        Type::User => "a user",
        Type::Product => "a product",
        Type::Error => "of unknown type",
    }
}

/// What a value of the type looks like, in words.
fn expected(ty: Type) -> &'static str {
    match ty {
        Type::Text | Type::Email | Type::Phone | Type::Url => "a text in quotes",
        Type::User => "a name in quotes, or a field that holds a user",
        Type::Product => "the name of a product in quotes",
        Type::Number | Type::Currency => "a number",
        Type::Percent => "a percentage",
        Type::Boolean => "`true` or `false`",
        Type::Date => "a date or `today`",
        Type::DateTime => "a date, `today` or `now`",
        Type::Picklist | Type::MultiPicklist => "one of its values",
        Type::Error => "a value",
    }
}

fn example(field: &Field) -> String {
    match field.ty {
        Type::Text => "a text in quotes, or name a field that holds one".to_owned(),
        Type::Email => "an address such as `\"ada@example.com\"`".to_owned(),
        Type::Phone => "a number in quotes such as `\"+1 555 0100\"`".to_owned(),
        Type::Url => "an address such as `\"https://example.com\"`".to_owned(),
        Type::User => "a name such as `\"Ada Byron\"`, or a field such as `deal.owner`".to_owned(),
        Type::Product => "a name such as `\"Core\"`".to_owned(),
        Type::Number => "a number such as `60`".to_owned(),
        Type::Currency => "an amount such as `5000`, without the sign of a currency".to_owned(),
        Type::Percent => "a percentage such as `15%`".to_owned(),
        Type::Boolean => format!("`true` or `false`, or `{}` alone", field.ident.name),
        Type::Date => "a date such as `2026-03-02`, `today`, or another date field".to_owned(),
        Type::DateTime => "a date such as `2026-03-02`, `today`, `now`, or another date field".to_owned(),
        Type::Picklist | Type::MultiPicklist => {
            format!("one of {}", list_words(field.choices.iter().map(|choice| choice.name.as_str())))
        }
        Type::Error => "a value".to_owned(),
    }
}
