//! Flows: what moves records.
mod ast;
mod course;
mod deeds;
mod draft;
mod judge;
mod look;
mod place;
mod reach;
mod scene;
mod wishes;
mod write;
