//! Seeded damage.
