//! Lifecycles of any size.
