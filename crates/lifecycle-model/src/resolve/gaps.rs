//! What syntax errors may have cost: a name that could have stood there is not called unknown.

use super::Resolver;
use crate::entities::Object;
use crate::model::{DomainId, TrackId};
use lifecycle_syntax::ParsedPiece;
use lifecycle_syntax::tree::At;
use rustc_hash::FxHashSet;

/// Where names may be missing.
#[derive(Default)]
pub(super) struct Gaps {
    /// A whole declaration was lost: anything may have been declared in it.
    everything: bool,
    objects: FxHashSet<Object>,
    domains: FxHashSet<DomainId>,
    tracks: bool,
}

impl Gaps {
    /// Remembers that a whole declaration may be lost.
    pub(super) fn lose_everything(&mut self) {
        self.everything = true;
    }

    /// Remembers that fields of an object may be lost; of any object when it cannot be read which.
    pub(super) fn lose_fields(&mut self, object: Option<Object>) {
        match object {
            Some(object) => {
                self.objects.insert(object);
            }
            None => self.objects.extend(Object::ALL),
        }
    }

    /// Remembers that domains or pipelines may be lost.
    pub(super) fn lose_tracks(&mut self) {
        self.tracks = true;
    }

    /// Remembers that stages of a domain may be lost.
    pub(super) fn lose_stages(&mut self, domain: DomainId) {
        self.domains.insert(domain);
    }

    /// Whether a team, queue or whole domain may be lost.
    pub(super) fn any_declaration(&self) -> bool {
        self.everything
    }

    /// Whether a domain or pipeline may be lost.
    pub(super) fn any_track(&self) -> bool {
        self.everything || self.tracks
    }

    /// Whether fields of `object` may be lost.
    pub(super) fn field_of(&self, object: Object) -> bool {
        self.everything || self.objects.contains(&object)
    }

    /// Whether fields of any object may be lost.
    pub(super) fn any_field(&self) -> bool {
        self.everything || !self.objects.is_empty()
    }

    /// Whether stages of `domain` may be lost.
    pub(super) fn stage_in(&self, domain: DomainId) -> bool {
        self.domains.contains(&domain)
    }
}

impl Resolver {
    /// Whether stages of `track` may be lost.
    pub(super) fn may_lack_stages(&self, track: TrackId) -> bool {
        self.gaps.stage_in(self.model[track].domain)
    }
}

/// What the syntax errors of a piece may have cost.
#[derive(Clone, Copy, Default)]
pub(super) struct Losses {
    /// Items of its declarations.
    pub(super) items: bool,
    /// Whole declarations.
    pub(super) declarations: bool,
}

impl Losses {
    /// A bad number costs no name; a brace, or a word that nothing could be made of, may.
    pub(super) fn of(piece: &ParsedPiece) -> Losses {
        let mut losses = Losses::default();
        for error in &piece.errors {
            let rule = error.rule.name;
            if matches!(rule, "invalid-literal" | "invalid-escape" | "repeated-item" | "foreign-syntax") {
                continue;
            }
            let inside = |at: At| at.start <= error.at.start && error.at.start <= at.end;
            if !piece.declarations.iter().any(|declaration| inside(declaration.at)) {
                losses.declarations = true;
            } else if rule != "unexpected-text" {
                losses.items = true;
            }
        }
        losses
    }
}
