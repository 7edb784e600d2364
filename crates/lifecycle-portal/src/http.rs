//! A portal over HTTP.

use crate::portal::{Answer, Call, Fault, Portal};
use crate::secret::Token;
use lifecycle_targets::hubspot::API_HOST;
use serde_json::Value;
use std::time::Duration;
use ureq::http::{Request, Response, Uri};
use ureq::{Agent, Body};

/// How long one call may take in all.
const PATIENCE: Duration = Duration::from_secs(60);

/// More than the properties of any object take.
const LONGEST_ANSWER: u64 = 256 * 1024 * 1024;

/// Where the API is.
#[derive(Clone, Debug)]
pub struct BaseUrl {
    text: String,
    loopback: bool,
}

impl Default for BaseUrl {
    fn default() -> Self {
        Self { text: API_HOST.to_owned(), loopback: false }
    }
}

impl BaseUrl {
    /// Another place than HubSpot's own. Without encryption only on this machine, for tests: the token would travel in the open.
    ///
    /// # Errors
    /// When it is no such place.
    pub fn new(text: &str) -> Result<Self, String> {
        let wrong = |why: &str| format!("the base URL `{text}` {why}");
        let uri: Uri = text.parse().map_err(|_| wrong("is no URL"))?;
        let host = uri.host().unwrap_or_default();
        let loopback = ["localhost", "127.0.0.1", "[::1]"].contains(&host);
        if uri.authority().is_none_or(|authority| authority.as_str().contains('@')) || uri.query().is_some() {
            return Err(wrong("may hold a host and a port, nothing else"));
        }
        if uri.path() != "/" && !uri.path().is_empty() {
            return Err(wrong("may not hold a path"));
        }
        match uri.scheme_str() {
            Some("https") => {}
            Some("http") if loopback => {}
            _ => {
                return Err(wrong("must begin with https, or lie on this machine: the token would travel in the open"));
            }
        }
        Ok(Self { text: text.trim_end_matches('/').to_owned(), loopback })
    }

    /// Whether it lies on this machine.
    pub fn is_loopback(&self) -> bool {
        self.loopback
    }
}

/// A portal over HTTP. Certificates are always checked and redirects never followed, so the token goes nowhere else.
#[derive(Debug)]
pub struct Http {
    agent: Agent,
    base: BaseUrl,
    token: Token,
}

impl Http {
    /// The portal that the token opens.
    pub fn new(base: BaseUrl, token: Token) -> Self {
        let mut config = Agent::config_builder()
            .http_status_as_error(false)
            .https_only(!base.loopback)
            .max_redirects(0)
            .timeout_global(Some(PATIENCE))
            .user_agent(concat!("lifecycle/", env!("CARGO_PKG_VERSION")));
        if base.loopback {
            config = config.proxy(None);
        }
        Self { agent: config.build().into(), base, token }
    }

    fn request(&self, call: &Call) -> Result<Response<Body>, ureq::Error> {
        let request = Request::builder()
            .method(call.method.as_str())
            .uri(format!("{}{}", self.base.text, call.path))
            .header("Authorization", self.token.header())
            .header("Accept", "application/json");
        match &call.body {
            Some(body) => self.agent.run(request.header("Content-Type", "application/json").body(body.to_string())?),
            None => self.agent.run(request.body(())?),
        }
    }

    fn fault(&self, error: &ureq::Error) -> Fault {
        let why = self.token.scrub(&error.to_string());
        match error {
            ureq::Error::HostNotFound
            | ureq::Error::ConnectionFailed
            | ureq::Error::BadUri(_)
            | ureq::Error::Http(_)
            | ureq::Error::Tls(_)
            | ureq::Error::Rustls(_)
            | ureq::Error::InvalidProxyUrl
            | ureq::Error::Timeout(ureq::Timeout::Resolve | ureq::Timeout::Connect) => Fault::NotSent(why),
            ureq::Error::Io(error) if error.kind() == std::io::ErrorKind::ConnectionRefused => Fault::NotSent(why),
            _ => Fault::Unknown(why),
        }
    }
}

impl Portal for Http {
    fn send(&mut self, call: &Call) -> Result<Answer, Fault> {
        // A path from a plan that somebody else wrote must not become another host.
        if !call.path.starts_with('/') {
            return Err(Fault::NotSent(format!("`{}` is no path", call.path)));
        }
        let mut response = self.request(call).map_err(|error| self.fault(&error))?;
        let retry_after = response.headers().get("Retry-After").and_then(|it| it.to_str().ok()?.trim().parse().ok());
        let text = response.body_mut().with_config().limit(LONGEST_ANSWER).read_to_string();
        let text = self.token.scrub(&text.map_err(|error| self.fault(&error))?);
        Ok(Answer {
            status: response.status().as_u16(),
            retry_after: retry_after.map(Duration::from_secs),
            // What stands in front of HubSpot answers in HTML when it fails.
            body: serde_json::from_str(&text).unwrap_or(Value::Null),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::BaseUrl;

    #[test]
    fn a_token_travels_encrypted_or_not_at_all() {
        for good in
            ["https://api.hubapi.com", "https://proxy.acme.com:8443/", "http://127.0.0.1:81", "http://localhost:1"]
        {
            assert!(BaseUrl::new(good).is_ok(), "{good}");
        }
        for bad in [
            "http://api.hubapi.com",
            "http://localhost.acme.com",
            "http://127.0.0.1@acme.com",
            "https://user@acme.com",
            "https://acme.com/path",
            "https://acme.com?q",
            "ftp://localhost",
            "localhost:80",
            "",
        ] {
            assert!(BaseUrl::new(bad).is_err(), "{bad}");
        }
    }
}
