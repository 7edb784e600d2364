//! What we emit, against the platforms themselves: their schemas, their own tools, and miniatures of them that run it.
//!
//! The platform side is written in JavaScript, in a folder a platform, and knows nothing of our emitters.
#![allow(clippy::disallowed_methods, clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

mod flows;
mod node;
mod projects;
mod salesforce;
