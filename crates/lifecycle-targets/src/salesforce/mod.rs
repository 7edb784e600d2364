//! Salesforce: names, objects, field types, picklists, limits and the settings of `target salesforce`.
//!
//! Marks in the sources: `WSDL` is metadata.wsdl 66.0 as published in `@salesforce/types` 1.9.0; `counted` means seen in 28,701
//! files of real orgs; `unconfirmed` is widely known, but no page of the vendor was found for it.

pub mod formulas;
pub mod kept;
pub mod limits;
pub mod names;
pub mod objects;
pub mod options;
pub mod relations;
pub mod stages;
pub mod types;
