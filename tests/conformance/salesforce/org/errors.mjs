/** Two kinds of failure. */

/** The platform refuses a record: a validation rule, a custom error, a missing field. Flows have fault paths for it. */
export class Refusal extends Error {}

/** Something this org does not know, or that no project should do. Never caught inside. */
export class Unsupported extends Error {}
