//! The token of a portal: kept so that nothing can print it by accident.

use secrecy::{ExposeSecret, SecretString};
use std::fmt;

/// What stands where the token would.
const REDACTED: &str = "[token]";

/// An access token. It has no `Display`, its `Debug` says nothing, and it is wiped from memory behind its last use.
pub struct Token(SecretString);

impl Token {
    /// The token of a text, without the spaces and the line end around it.
    ///
    /// # Errors
    /// When it is empty or holds what no header may hold; the message does not show it.
    pub fn new(text: &str) -> Result<Self, &'static str> {
        let text = text.trim();
        if text.is_empty() {
            return Err("the token is empty");
        }
        if !text.bytes().all(|byte| byte.is_ascii_graphic()) {
            return Err("the token holds spaces or characters that no token has; was something else pasted with it?");
        }
        Ok(Self(SecretString::from(text.to_owned())))
    }

    /// The value of the header that shows it to HubSpot.
    pub(crate) fn header(&self) -> String {
        format!("Bearer {}", self.0.expose_secret())
    }

    /// A text from outside without the token, should it hold it.
    pub(crate) fn scrub(&self, text: &str) -> String {
        text.replace(self.0.expose_secret(), REDACTED)
    }
}

impl fmt::Debug for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(REDACTED)
    }
}

#[cfg(test)]
mod tests {
    use super::Token;

    #[test]
    fn a_token_is_never_shown() {
        let token = Token::new(" pat-na1-secret\n").unwrap();
        assert_eq!(format!("{token:?} {:#?}", Some(&token)), "[token] Some(\n    [token],\n)");
        assert_eq!(token.header(), "Bearer pat-na1-secret");
        assert_eq!(token.scrub("bad pat-na1-secret!"), "bad [token]!");
        for bad in ["", " \n", "two words", "ünder", "a\nb: c"] {
            assert!(!Token::new(bad).unwrap_err().contains("words"), "{bad}");
        }
    }
}
