//! What the commands share that talk to a portal: the token, the way there, and what is remembered.

use crate::arguments::Connection;
use crate::exit::Failure;
use crate::streams::Streams;
use lifecycle_driver::write_file;
use lifecycle_portal::{BaseUrl, Http, Paced, State, Token};
use std::io;
use std::path::{Path, PathBuf};

/// Opens the portal that the token is for.
pub(super) fn connect(connection: &Connection, streams: &Streams) -> Result<Paced<Http>, Failure> {
    let url = connection.base_url.clone().or_else(|| std::env::var("HUBSPOT_BASE_URL").ok());
    let base = url.map_or_else(|| Ok(BaseUrl::default()), |url| BaseUrl::new(&url)).map_err(Failure)?;
    Ok(Paced::new(Http::new(base.clone(), token(connection, streams)?), &base))
}

fn token(connection: &Connection, streams: &Streams) -> Result<Token, Failure> {
    let text = match connection.token_stdin {
        true => streams.first_line()?,
        false => std::env::var("HUBSPOT_TOKEN").map_err(|_| {
            Failure("there is no token: set HUBSPOT_TOKEN, or give it on standard input with --token-stdin".to_owned())
        })?,
    };
    Token::new(&text).map_err(|error| Failure(error.to_owned()))
}

/// The file in which a portal's state is kept.
pub(super) fn state_file(connection: &Connection, portal: u64) -> PathBuf {
    connection.state.clone().unwrap_or_else(|| PathBuf::from(format!("hubspot-{portal}.state.json")))
}

/// What is remembered of a portal; nothing if it was never seen.
pub(super) fn remembered(file: &Path, portal: u64) -> Result<State, Failure> {
    let wrong = |error: String| Failure(format!("cannot use `{}`: {error}", file.display()));
    match std::fs::read_to_string(file) {
        Ok(text) => State::parse(&text, portal).map_err(wrong),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(State::new(portal)),
        Err(error) => Err(wrong(error.to_string())),
    }
}

/// Writes a state, in one step: it is the old one or the new one, whatever happens.
pub(super) fn remember(file: &Path, state: &State) -> Result<(), String> {
    write_file(file, &state.to_text()).map_err(|error| error.to_string())
}
