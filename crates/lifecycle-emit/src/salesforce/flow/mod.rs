//! Flows.
mod ast;
mod deeds;
mod draft;
mod reach;
mod scene;
mod write;
