//! Why a portal could not be read or changed, in sentences for people.

use crate::portal::{Answer, Call, Fault, Portal};
use serde_json::Value;
use std::fmt;

/// What went wrong.
#[derive(Clone, Debug)]
pub enum Failure {
    /// HubSpot cannot be reached.
    Unreachable(String),
    /// The token is not good, or no longer.
    Token,
    /// HubSpot refuses something.
    Refused {
        /// What was asked.
        call: String,
        /// What it says.
        message: String,
        /// The status.
        status: u16,
    },
    /// An answer is not what it should be.
    Unreadable(String),
    /// An export lacks an answer.
    NotSaved(String),
    /// A plan may not be applied.
    Plan(String),
    /// What was done does not show.
    DidNotTake(String),
}

impl Failure {
    /// The failure that an answer or its absence is.
    pub(crate) fn of(call: &Call, answer: &Result<Answer, Fault>) -> Self {
        match answer {
            Err(Fault::NotSaved(file)) => Failure::NotSaved(file.clone()),
            Err(Fault::NotSent(why) | Fault::Unknown(why)) => Failure::Unreachable(why.clone()),
            Ok(answer) if answer.status == 401 => Failure::Token,
            Ok(answer) => Failure::Refused {
                call: format!("{} {}", call.method, call.path),
                message: answer.message(),
                status: answer.status,
            },
        }
    }

    /// Whether it makes no sense to go on with anything else.
    pub(crate) fn is_final(&self) -> bool {
        match self {
            Failure::Unreachable(_) | Failure::Token => true,
            Failure::Refused { status, .. } => *status == 429,
            Failure::Unreadable(_) | Failure::NotSaved(_) | Failure::Plan(_) | Failure::DidNotTake(_) => false,
        }
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Failure::Unreachable(why) => write!(f, "HubSpot does not answer: {why}"),
            Failure::Token => f.write_str("HubSpot does not accept the token: is it complete, and not revoked?"),
            Failure::Refused { call, message, status: 403 } => {
                write!(f, "the token may not `{call}`: {message}; give its app the scopes that `requests.json` lists")
            }
            Failure::Refused { call, message, .. } => write!(f, "HubSpot refuses `{call}`: {message}"),
            Failure::Unreadable(what) => write!(f, "HubSpot's answer to `GET {what}` is not what its API documents"),
            Failure::Plan(why) | Failure::DidNotTake(why) => f.write_str(why),
            Failure::NotSaved(file) => write!(f, "the export has no `{file}`"),
        }
    }
}

impl std::error::Error for Failure {}

/// Reads a path; none if there is nothing.
pub(crate) fn read(portal: &mut dyn Portal, path: &str) -> Result<Option<Value>, Failure> {
    let call = Call::get(path);
    match portal.send(&call) {
        Ok(answer) if answer.is_success() => Ok(Some(answer.body)),
        Ok(answer) if answer.status == 404 => Ok(None),
        answer => Err(Failure::of(&call, &answer)),
    }
}
