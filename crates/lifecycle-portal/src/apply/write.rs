//! One change, so that it is made once: after a call of which nobody knows what became, the portal is read before anything is sent again.

use super::{Outcome, Run};
use crate::address::Address;
use crate::failure::{Failure, read};
use crate::plan::Write;
use crate::portal::{Call, Fault};
use crate::references::resolve_call;
use crate::view;
use serde_json::Value;

/// What became of a call.
enum Sent {
    /// HubSpot did it.
    Accepted,
    /// The change is there, whoever made it.
    There,
}

impl Run<'_> {
    pub(super) fn write(&mut self, write: &Write) -> Result<Outcome, Failure> {
        // Contacts and companies share the list: another call may have added the stage already.
        if write.gives_id_to.is_some() && self.look(&write.at)?.is_some() {
            return Ok(Outcome::Already);
        }
        for call in &write.calls {
            let call = resolve_call(call, &self.state.references)
                .map_err(|missing| Failure::DidNotTake(format!("the id of `{missing}` is not known")))?;
            if matches!(self.send(write, &call)?, Sent::There) {
                break;
            }
        }
        Ok(Outcome::Done)
    }

    fn look(&mut self, at: &Address) -> Result<Option<Value>, Failure> {
        Ok(read(self.portal, &at.path())?.and_then(|raw| view::of(at, &raw)))
    }

    fn send(&mut self, write: &Write, call: &Call) -> Result<Sent, Failure> {
        let mut waits = self.patience.waits();
        loop {
            let result = self.portal.send(call);
            let unsure = match &result {
                Ok(answer) if answer.is_success() => return Ok(Sent::Accepted),
                // It is there already, or there no more.
                Ok(answer) if answer.status == 409 || answer.status == 404 => false,
                Ok(answer) if answer.status >= 500 => true,
                Err(Fault::Unknown(_)) => true,
                _ => return Err(Failure::of(call, &result)),
            };
            let found = self.look(&write.at)?;
            if write.is_made(found.as_ref(), &self.state.references) {
                return Ok(Sent::There);
            }
            let untouched = write.is_untouched(found.as_ref());
            match waits.next().filter(|_| unsure && untouched) {
                Some(wait) => self.portal.wait(wait),
                None => return Err(Failure::of(call, &result)),
            }
        }
    }
}
